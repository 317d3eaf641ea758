use super::*;

#[test]
fn a_seed_means_the_same_for_ever() {
    let numbers = |seed| {
        let mut rng = Rng::new(seed);
        [rng.next_u64(), rng.next_u64(), rng.next_u64()]
    };
    assert_eq!(numbers(0), [11091344671253066420, 13793997310169335082, 1900383378846508768]);
    assert_eq!(numbers(42), [1546998764402558742, 6990951692964543102, 12544586762248559009]);
    let mut rng = Rng::new(7);
    assert_eq!([(); 8].map(|()| rng.below(10)), [7, 2, 8, 9, 9, 8, 0, 1]);
}

#[test]
fn numbers_below_a_bound_are_fair() {
    let mut rng = Rng::new(1);
    let mut counts = [0_u32; 6];
    for _ in 0..60_000 {
        counts[rng.below(6) as usize] += 1;
    }
    assert!(counts.iter().all(|count| (9_500..10_500).contains(count)), "{counts:?}");
    assert_eq!(rng.below(0), 0);
    assert_eq!(rng.below(1), 0);
    assert!(rng.below((1 << 63) + 1) <= 1 << 63);
}

#[test]
fn numbers_within_a_range() {
    let mut rng = Rng::new(1);
    let before = rng.clone();
    assert_eq!(rng.within(5, 5), 5);
    assert_eq!(rng.within(5, 4), 5);
    assert_eq!(rng, before);
    assert!((0..1000).all(|_| (3..=9).contains(&rng.within(3, 9))));
    rng.within(0, u64::MAX);
}

#[test]
fn chances_are_as_likely_as_they_say() {
    let mut rng = Rng::new(3);
    let before = rng.clone();
    assert!(rng.chance(Probability::ALWAYS) && !rng.chance(Probability::NEVER));
    assert_eq!(rng, before);
    let third = "0.25".parse().unwrap();
    let count = (0..40_000).filter(|_| rng.chance(third)).count();
    assert!((9_600..10_400).contains(&count), "{count}");
}

#[test]
fn probabilities_are_shares() {
    for text in ["0", "1", "0.5", "1e-3"] {
        let share: f64 = text.parse().unwrap();
        let probability: Probability = text.parse().unwrap();
        assert!((probability.share() - share).abs() < 1e-12);
    }
    for text in ["", "-0.1", "1.1", "NaN", "inf", "x"] {
        assert_eq!(text.parse::<Probability>(), Err(NoProbability));
    }
    assert_eq!(Probability::new(0.0), Some(Probability::NEVER));
    assert_eq!(Probability::new(1.0), Some(Probability::ALWAYS));
}

#[test]
fn exponential_numbers_are_as_they_should_be() {
    let mut rng = Rng::new(1);
    let drawn: Vec<u64> = (0..100_000).map(|_| rng.exponential(1_000)).collect();
    let mean = drawn.iter().sum::<u64>() / drawn.len() as u64;
    assert!((990..1_010).contains(&mean), "{mean}");
    // Of a share e^-k, more than k means remain.
    for (k, share) in [(1, 0.367_9), (2, 0.135_3), (3, 0.049_8)] {
        let more = drawn.iter().filter(|number| **number > 1_000 * k).count();
        let seen = more as f64 / drawn.len() as f64;
        assert!((seen - share).abs() < 0.005, "{k}: {seen}");
    }
    assert_eq!(drawn.get(..6), Some(&[1391, 3080, 46, 463, 1212, 1011][..]));
    assert_eq!((rng.clone().exponential(0), rng.exponential(u64::MAX) > 0), (0, true));
}
