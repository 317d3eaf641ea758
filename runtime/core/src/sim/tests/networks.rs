//! What each layer of a network does, and that layers compose.

use super::*;

fn timed() -> Options {
    Options { schedule: Schedule::Timed, ..FIFO }
}

fn set<const N: usize>(names: [&str; N]) -> BTreeSet<Loc> {
    names.map(Loc::new).into()
}

fn over(effect: Effect) -> Network {
    Network::PERFECT.with(effect)
}

/// When the events of a rally are, on a network.
fn times(network: Network, msg: Msg) -> Vec<u64> {
    let trace = served(Options { network, ..timed() }, msg).run(1000);
    trace.records().iter().map(|record| record.time_ms).collect()
}

fn share(share: f64) -> Probability {
    Probability::new(share).unwrap()
}

#[test]
fn delays_add_up() {
    let delay = |ms| Effect::Delay(Delay::Constant(ms));
    let network = over(delay(5)).with(delay(7));
    assert_eq!(times(network, Msg::Ball(3)), [0, 12, 24, 36]);
    let there = Links { to: Some(set(["b"])), ..Links::default() };
    let network = over(delay(5)).and(Network::PERFECT.with(Layer::from(delay(100)).on(there)));
    assert_eq!(times(network, Msg::Ball(3)), [0, 105, 110, 215]);
}

#[test]
fn a_layer_has_its_time() {
    let delay = |ms| Effect::Delay(Delay::Constant(ms));
    let storm = Layer::from(delay(50)).during(20, Some(40));
    assert_eq!(times(over(delay(10)).with(storm), Msg::Ball(5)), [0, 10, 20, 80, 90, 100]);
}

#[test]
fn what_is_in_order_is_not_overtaken() {
    let slow_first = |network| {
        let mut world = world(Options { network, ..timed() });
        for number in 0..20 {
            world.post(Loc::new("a"), Msg::Ball(100 + number));
        }
        let trace = world.run(400);
        let b = trace.records().iter().filter(|record| record.loc == Loc::new("b"));
        let messages: Vec<u64> = b.map(|record| record.message).collect();
        messages.is_sorted()
    };
    let jumbled = over(Effect::Delay(Delay::Uniform(0, 100)));
    assert!(!slow_first(jumbled.clone()) && slow_first(jumbled.with(Effect::InOrder)));
    let held = over(Effect::Reordering(share(0.5), Delay::Constant(9)));
    assert!(!slow_first(held) && slow_first(Network::PERFECT));
}

#[test]
fn a_partition_begins_and_heals() {
    let sides = Effect::Partition(vec![set(["a", "x"]), set(["b"])]);
    let delay = over(Effect::Delay(Delay::Constant(10)));
    let cut = delay.clone().with(Layer::from(sides.clone()).during(25, Some(100)));
    let mut world = served(Options { network: cut.clone(), ..timed() }, Msg::Ball(9));
    let trace = world.run(100);
    // The third ball departs at 30 ms and is lost; it would have arrived at 40 ms.
    assert_eq!(balls(&trace), [9, 8, 7, 6]);
    let [lost] = trace.incidents() else { panic!("{:?}", trace.incidents()) };
    assert_eq!((lost.time_ms, trace.summary().lost), (40, 1));
    assert!(matches!(lost.happening, Happening::Lost { message: 4, .. }));
    // What departs after it has healed arrives, and it cuts off nobody who is on no side.
    let serve = |wait_ms| {
        let [a, b, audience] = locs();
        let nodes = vec![(a, Some(Player { wait_ms, ..player(b) })), (b, Some(player(a)))];
        let options = Options { network: cut.clone(), ..timed() };
        let mut world = World::new(Tennis::new(), nodes, vec![audience], options);
        world.post(a, Msg::Serve(0, 9));
        balls(&world.run(100))
    };
    assert_eq!(serve(24), [9, 8, 7, 0]);
    assert_eq!(serve(25), [9, 8, 7]);
    assert_eq!(serve(99), [9, 8, 7]);
    assert_eq!(serve(100), [9, 8, 7, 0]);
    let alone = delay.with(Effect::Partition(vec![set(["a"]), set(["x"])]));
    assert_eq!(times(alone, Msg::Ball(3)).len(), 4);
}

#[test]
fn links_have_a_direction() {
    let back = Links { from: Some(set(["b"])), to: Some(set(["a"])) };
    let network = Network::PERFECT.with(Layer::from(Effect::Loss(Probability::ALWAYS)).on(back));
    assert_eq!(times(network, Msg::Ball(3)).len(), 2);
    let client = Links { from: Some(set(["audience"])), to: None };
    let network = Network::PERFECT.with(Layer::from(Effect::Loss(Probability::ALWAYS)).on(client));
    assert_eq!(times(network, Msg::Ball(3)).len(), 4, "nobody knows which client sent it");
}

#[test]
fn untimed_schedules_count_steps_as_time() {
    let sides = Effect::Partition(vec![set(["a"]), set(["b"])]);
    let network = Network::PERFECT.with(Layer::from(sides).during(3, None));
    let trace = served(Options { network, ..FIFO }, Msg::Ball(9)).run(100);
    let times: Vec<u64> = trace.records().iter().map(|record| record.time_ms).collect();
    assert_eq!(times, [0, 1, 2, 3]);
    assert_eq!(trace.summary().lost, 1);
}

#[test]
fn exponential_delays_are_for_ever_the_same() {
    let network = over(Effect::Delay(Delay::Exponential(40)));
    let network = Options { network, seed: 9, ..timed() };
    let trace = served(network, Msg::Ball(12)).run(100);
    let times: Vec<u64> = trace.records().iter().map(|record| record.time_ms).collect();
    expect_test::expect!["[0, 0, 5, 42, 72, 79, 116, 118, 155, 164, 216, 306, 316]"]
        .assert_eq(&format!("{times:?}"));
}
