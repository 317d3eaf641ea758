//! Laws that hold for every environment.

use proptest::prelude::*;

use super::*;
use crate::trace::{Choice, Written};

fn probability() -> impl Strategy<Value = Probability> {
    let harsh = (0..=40u32).prop_map(|hundredths| f64::from(hundredths) / 100.0);
    prop_oneof![Just(0.0), harsh].prop_map(|share| Probability::new(share).unwrap())
}

fn delay() -> impl Strategy<Value = Delay> {
    prop_oneof![
        (0..30u64).prop_map(Delay::Constant),
        (0..30u64, 0..60u64).prop_map(|(least, most)| Delay::Uniform(least, most)),
        (0..30u64).prop_map(Delay::Exponential),
    ]
}

fn places() -> impl Strategy<Value = Option<BTreeSet<Loc>>> {
    let set = prop::sample::subsequence(vec!["a", "b"], 0..=2);
    prop::option::of(set.prop_map(|names| names.into_iter().map(Loc::new).collect()))
}

fn layer() -> impl Strategy<Value = Layer> {
    let cut = vec![BTreeSet::from([Loc::new("a")]), BTreeSet::from([Loc::new("b")])];
    let effect = prop_oneof![
        delay().prop_map(Effect::Delay),
        probability().prop_map(Effect::Loss),
        probability().prop_map(Effect::Duplication),
        (probability(), delay()).prop_map(|(share, delay)| Effect::Reordering(share, delay)),
        Just(Effect::InOrder),
        Just(Effect::Partition(cut)),
    ];
    let time = (0..200u64, prop::option::of(0..300u64));
    (effect, places(), places(), time).prop_map(|(effect, from, to, (begins, ends))| {
        Layer::from(effect).on(Links { from, to }).during(begins, ends)
    })
}

fn network() -> impl Strategy<Value = Network> {
    let layers = prop::collection::vec(layer(), 0..5);
    layers.prop_map(|layers| layers.into_iter().fold(Network::PERFECT, Network::with))
}

fn planned() -> impl Strategy<Value = Crash> {
    let when = prop_oneof![(0..40u64).prop_map(When::Step), (0..200u64).prop_map(When::Time)];
    let how = prop_oneof![Just(Recovery::Fresh), Just(Recovery::Kept)];
    let name = prop_oneof![Just("a"), Just("b"), Just("audience")];
    (name, when, prop::option::of((0..100u64, how))).prop_map(|(name, when, recovery)| Crash {
        loc: Loc::new(name),
        when,
        recovery,
    })
}

fn options() -> impl Strategy<Value = Options> {
    let schedule = prop_oneof![Just(Schedule::Timed), Just(Schedule::Random), Just(Schedule::Fifo)];
    let crashes = prop::collection::vec(planned(), 0..4);
    (any::<u64>(), schedule, network(), crashes, any::<bool>()).prop_map(
        |(seed, schedule, network, crashes, boot)| Options {
            seed,
            schedule,
            network,
            crashes,
            boot,
        },
    )
}

/// A world with a few balls in it.
fn busy(options: Options) -> World<Player, Tennis> {
    let mut world = served(options, Msg::Serve(4, 6));
    world.post(Loc::new("b"), Msg::Ball(5));
    world.post(Loc::new("b"), Msg::Ball(-1));
    world
}

const STEPS: u64 = 300;

proptest! {
    #[test]
    fn the_same_seed_gives_the_same_run(options in options()) {
        let runs = [options.clone(), options].map(|options| busy(options).run(STEPS));
        prop_assert_eq!(runs[0].to_json_lines(), runs[1].to_json_lines());
    }

    #[test]
    fn a_replay_gives_the_identical_trace(options in options(), elsewhere in options()) {
        let mut world = busy(options.clone());
        let trace = world.run(STEPS);
        let text = trace.to_json_lines();
        let written = Written::read(&text).unwrap();
        // Whatever the options say, only whether nodes boot counts.
        let calm = Options::calm(options.boot);
        for other in [calm, Options { boot: options.boot, ..elsewhere }] {
            let mut again = busy(other);
            let replayed = again.replay(&written);
            prop_assert_eq!(replayed.as_ref(), Ok(&trace));
            prop_assert_eq!(again.states(), world.states());
            prop_assert_eq!(again.nodes(), world.nodes());
        }
    }

    #[test]
    fn steps_are_counted_without_gaps(options in options()) {
        let trace = busy(options).run(STEPS);
        let events = trace.records().iter().map(|record| (record.step, record.time_ms));
        let incidents = trace.incidents().iter().map(|incident| (incident.step, incident.time_ms));
        let mut steps: Vec<(u64, u64)> = events.chain(incidents).collect();
        steps.sort_unstable();
        prop_assert!(steps.iter().map(|(step, _)| *step).eq(0..steps.len() as u64));
        prop_assert!(steps.is_sorted_by_key(|(_, time_ms)| *time_ms), "time goes back");
        let summary = trace.summary();
        let incidents = summary.lost + summary.duplicated + summary.crashed + summary.recovered;
        prop_assert_eq!(trace.records().len() as u64, summary.events);
        prop_assert_eq!(trace.incidents().len() as u64, incidents);
    }

    #[test]
    fn every_message_ends_once(options in options()) {
        let mut world = busy(options);
        let trace = world.run(STEPS);
        let received = trace.records().iter().map(|record| record.message);
        let lost = trace.incidents().iter().filter_map(|incident| match incident.happening {
            Happening::Lost { message, .. } => Some(message),
            _ => None,
        });
        let pending: Vec<u64> = world.pending().iter().map(|pending| pending.message).collect();
        let mut all: Vec<u64> = received.chain(lost).chain(pending).collect();
        all.sort_unstable();
        prop_assert!(all.iter().copied().eq(0..all.len() as u64));
    }

    #[test]
    fn a_layer_that_does_nothing_changes_nothing(options in options(), at in 0..9usize) {
        let nothing = [
            Effect::Delay(Delay::Constant(0)),
            Effect::Delay(Delay::Exponential(0)),
            Effect::Loss(Probability::NEVER),
            Effect::Duplication(Probability::NEVER),
            Effect::Reordering(Probability::NEVER, Delay::Uniform(1, 50)),
            Effect::Reordering(Probability::ALWAYS, Delay::Constant(0)),
            Effect::Partition(vec![BTreeSet::from([Loc::new("a"), Loc::new("b")])]),
        ];
        let never = Layer::from(Effect::Loss(Probability::ALWAYS)).during(50, Some(50));
        let nobody = Links { from: Some(BTreeSet::new()), to: None };
        let nowhere = Layer::from(Effect::Loss(Probability::ALWAYS)).on(nobody);
        let idle = nothing.into_iter().map(Layer::from).chain([never, nowhere]).nth(at).unwrap();
        let one = Network::PERFECT.with(idle);
        let given = options.network.clone();
        for network in [one.clone().and(given.clone()), given.and(one)] {
            let more = busy(Options { network, ..options.clone() }).run(STEPS);
            prop_assert_eq!(more, busy(options.clone()).run(STEPS));
        }
    }

    #[test]
    fn partitions_heal(seed in any::<u64>(), begins in 0..50u64, lasts in 0..50u64) {
        let ends = begins + lasts;
        let cut = vec![BTreeSet::from([Loc::new("a")]), BTreeSet::from([Loc::new("b")])];
        let network = Network::PERFECT
            .with(Effect::Delay(Delay::Uniform(1, 9)))
            .with(Layer::from(Effect::Partition(cut)).during(begins, Some(ends)));
        let options = Options { seed, schedule: Schedule::Timed, network, ..FIFO };
        let mut world = served(options, Msg::Ball(30));
        let trace = world.run(STEPS);
        for incident in trace.incidents() {
            let departed = trace.records().last().unwrap().time_ms;
            prop_assert!(begins <= departed && departed < ends, "{incident:?}");
        }
        // What departs later arrives.
        while world.now_ms() < ends {
            world.post(Loc::new("a"), Msg::Serve(0, 0));
            world.run(STEPS);
        }
        let lost = world.summary().lost;
        world.post(Loc::new("a"), Msg::Ball(30));
        prop_assert_eq!(world.run(STEPS).summary().lost, lost);
    }

    #[test]
    fn a_kept_world_goes_on_as_if_nothing_had_been_tried(
        options in options(),
        first in 0..40u64,
        tries in prop::collection::vec((0..5u8, 0..8usize), 0..12),
    ) {
        let mut straight = busy(options.clone());
        straight.run(first);
        let mut world = busy(options);
        world.run(first);
        let mut kept = world.clone();
        for (kind, at) in tries {
            let message = world.pending().get(at).map_or(0, |pending| pending.message);
            let loc = if at % 2 == 0 { Loc::new("a") } else { Loc::new("b") };
            let choice = match kind {
                0 => Choice::Deliver(message),
                1 => Choice::Lose(message),
                2 => Choice::Duplicate(message),
                3 => Choice::Crash(loc),
                _ => Choice::Recover(loc, Recovery::Fresh),
            };
            let before = (world.steps(), world.summary());
            if world.choose(choice).is_err() {
                prop_assert_eq!((world.steps(), world.summary()), before);
            }
            world.run(1);
        }
        prop_assert_eq!(kept.run(STEPS), straight.run(STEPS));
        prop_assert_eq!(kept.states(), straight.states());
    }
}
