//! Crashes on the command line: `NODE@STEP`, `NODE@STEP+MS` and `NODE@STEP+MS:kept`.

use evc_runtime::Loc;
use evc_runtime::sim::{Crash, Recovery, When, World};
use evc_runtime::{Process, Schema};

use crate::failure::{Outcome, input};
use crate::session::Deployment;

/// The crash that a user wrote.
pub fn parse(text: &str, session: &Deployment) -> Outcome<Crash> {
    let form = || {
        input(format!(
            "a crash is `NODE@STEP`, as in `n1@12`, or `NODE@STEP+MS` if the node recovers, as in \
             `n1@12+100` or `n1@12+100:kept`, not `{text}`"
        ))
    };
    let (node, rest) = text.split_once('@').ok_or_else(form)?;
    let (step, recovery) = match rest.split_once('+') {
        None => (rest, None),
        Some((step, after)) => {
            let (after_ms, recovery) = match after.split_once(':') {
                None | Some((_, "fresh")) => (after.trim_end_matches(":fresh"), Recovery::Fresh),
                Some((after_ms, "kept")) => (after_ms, Recovery::Kept),
                Some(_) => return Err(form()),
            };
            (step, Some((after_ms.parse().map_err(|_| form())?, recovery)))
        }
    };
    let when = When::Step(step.parse().map_err(|_| form())?);
    Ok(Crash { loc: node_named(node, session)?, when, recovery })
}

/// The node of that name.
pub fn node_named(name: &str, session: &Deployment) -> Outcome<Loc> {
    let loc = session.named(name)?;
    if session.config.external().any(|external| external == loc) {
        return Err(input(format!("`{name}` is external: only nodes crash")));
    }
    Ok(loc)
}

/// What to say about the crashes that did not happen, a line each.
pub fn in_vain<P: Process, S: Schema<Msg = P::Msg>>(world: &World<P, S>) -> String {
    let at = |crash: &Crash| match crash.when {
        When::Step(step) => format!("`{}` does not crash at step {step}", crash.loc),
        When::Time(ms) => format!("`{}` does not crash at {ms} ms", crash.loc),
    };
    let (late, twice) = world.crashes_left();
    let (steps, now_ms) = (world.steps(), world.now_ms());
    let late = late.iter().map(|crash| match crash.when {
        When::Step(_) => format!("{}: the run has {steps} steps\n", at(crash)),
        When::Time(_) => format!("{}: the run ends at {now_ms} ms\n", at(crash)),
    });
    let twice = twice.iter().map(|crash| format!("{}: it had crashed before\n", at(crash)));
    late.chain(twice).collect()
}
