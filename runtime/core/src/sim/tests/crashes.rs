//! Crashes and recoveries.

use super::*;

fn timed() -> Options {
    Options { schedule: Schedule::Timed, ..FIFO }
}

/// A crash of b.
fn crash(when: When, recovery: Option<(u64, Recovery)>) -> Crash {
    Crash { loc: Loc::new("b"), when, recovery }
}

fn slow(crashes: Vec<Crash>) -> Options {
    let network = Network::PERFECT.with(Effect::Delay(Delay::Constant(10)));
    Options { network, crashes, ..timed() }
}

fn hits(world: &World<Player, Tennis>, name: &str) -> i64 {
    world.process(Loc::new(name)).unwrap().hits
}

/// What happened that was no event, as words.
fn told(trace: &Trace) -> Vec<String> {
    let tell = |incident: &Incident| {
        let (step, ms) = (incident.step, incident.time_ms);
        match incident.happening {
            Happening::Crashed(loc) => format!("{loc} crashes in step {step} at {ms} ms"),
            Happening::Recovered(loc, how) => {
                format!("{loc} recovers {how:?} in {step} at {ms} ms")
            }
            Happening::Lost { message, .. } => format!("{message} is lost in {step} at {ms} ms"),
            Happening::Duplicated { message, .. } => format!("{message} is copied in {step}"),
        }
    };
    trace.incidents().iter().map(tell).collect()
}

#[test]
fn a_node_recovers_with_its_state_or_without() {
    for (recovery, expected) in [(Recovery::Kept, 3), (Recovery::Fresh, 1)] {
        let plan = vec![crash(When::Time(35), Some((20, recovery)))];
        let mut world = served(slow(plan), Msg::Ball(9));
        world.run(5);
        assert_eq!(hits(&world, "b"), 2);
        // The rally goes on with what arrives when it is there again.
        let trace = world.run(2);
        assert!(trace.records()[1].halted, "{:?}", trace.records());
        world.post(Loc::new("a"), Msg::Ball(3));
        let trace = world.run(100);
        assert_eq!(hits(&world, "b"), expected, "{recovery:?}");
        assert_eq!(told(&trace), [format!("b recovers {recovery:?} in 8 at 55 ms")]);
        assert_eq!(world.summary().recovered, 1);
    }
}

#[test]
fn who_begins_anew_boots_and_forgets_what_it_sent_itself() {
    let [a, _, audience] = locs();
    for (recovery, boots, lost) in [(Recovery::Fresh, 2, 1), (Recovery::Kept, 1, 0)] {
        let crashes = vec![Crash { loc: a, when: When::Time(5), recovery: Some((3, recovery)) }];
        let options = Options { boot: true, ..slow(crashes) };
        let nodes = vec![(a, Some(Player { wait_ms: 20, ..player(a) }))];
        let mut world = World::new(Tennis::new(), nodes, vec![audience], options);
        world.post(a, Msg::Serve(0, 0));
        let trace = world.run(100);
        let booted = trace.records().iter().filter(|record| record.header == Header::boot());
        assert_eq!(booted.count(), boots, "{recovery:?}");
        assert_eq!((trace.summary().lost, trace.summary().pending), (lost, 0));
        assert_eq!(trace.summary().outputs, 2 - lost);
    }
}

#[test]
fn a_crash_counts_steps_or_time() {
    let run = |when| told(&served(slow(vec![crash(when, None)]), Msg::Ball(9)).run(100));
    assert_eq!(run(When::Step(3)), ["b crashes in step 3 at 20 ms"]);
    assert_eq!(run(When::Time(20)), ["b crashes in step 2 at 20 ms"]);
    assert_eq!(run(When::Time(21)), ["b crashes in step 3 at 21 ms"]);
}

#[test]
fn a_recovery_comes_even_if_nothing_is_in_flight() {
    for schedule in [Schedule::Timed, Schedule::Random, Schedule::Fifo] {
        let plan = vec![crash(When::Step(1), Some((1000, Recovery::Fresh)))];
        let options = Options { schedule, boot: true, ..slow(plan) };
        let trace = served(options, Msg::Ball(0)).run(100);
        assert_eq!((trace.summary().recovered, trace.summary().pending), (1, 0), "{schedule:?}");
        assert_eq!(trace.records().last().unwrap().header, Header::boot());
    }
}

#[test]
fn crashes_that_do_not_happen_are_told() {
    let (twice, late) = (crash(When::Step(2), None), crash(When::Step(90), None));
    let never = crash(When::Time(5_000), None);
    let mut world =
        served(slow(vec![late, crash(When::Step(1), None), twice, never]), Msg::Ball(9));
    world.run(100);
    assert_eq!(world.summary().crashed, 1);
    assert_eq!(world.crashes_left(), (vec![late, never], vec![twice]));
}

#[test]
fn recovering_again_and_again() {
    let again = |ms| crash(When::Time(ms), Some((10, Recovery::Kept)));
    let mut world = served(slow(vec![again(5), again(12), again(25), again(500)]), Msg::Ball(9));
    let trace = world.run(100);
    // At 12 ms it is still down, so that crash is in vain; the last one comes too late.
    assert_eq!(told(&trace), ["b crashes in step 1 at 5 ms", "b recovers Kept in 3 at 15 ms",]);
    assert_eq!(world.crashes_left(), (vec![again(25), again(500)], vec![again(12)]));
}
