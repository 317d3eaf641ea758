//! Lists of generated code: the operators that make one of others.

/// `head . tail`
pub fn cons<T>(head: T, mut tail: Vec<T>) -> Vec<T> {
    tail.insert(0, head);
    tail
}

/// `a ++ b`
pub fn append<T>(mut a: Vec<T>, b: Vec<T>) -> Vec<T> {
    a.extend(b);
    a
}

#[cfg(test)]
mod tests {
    use super::{append, cons};

    #[test]
    fn elements_keep_their_order() {
        assert_eq!(cons(1, Vec::from([2, 3])), [1, 2, 3]);
        assert_eq!(cons("only", Vec::new()), ["only"]);
        assert_eq!(append(Vec::from([1, 2]), Vec::from([3, 1])), [1, 2, 3, 1]);
        assert_eq!(append(Vec::new(), Vec::from([1])), [1]);
        assert_eq!(append(Vec::from([1]), Vec::new()), [1]);
    }
}
