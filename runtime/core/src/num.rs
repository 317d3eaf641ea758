//! Checked arithmetic of generated code: what does not fit in 64 bits is a fault.

use crate::fault::{Fault, FaultKind, Site};

/// `a + b`
///
/// # Errors
/// [`FaultKind::Overflow`] at `site`.
pub fn add(a: i64, b: i64, site: Site) -> Result<i64, Fault> {
    a.checked_add(b).ok_or(Fault { kind: FaultKind::Overflow, site })
}

/// `a - b`
///
/// # Errors
/// [`FaultKind::Overflow`] at `site`.
pub fn subtract(a: i64, b: i64, site: Site) -> Result<i64, Fault> {
    a.checked_sub(b).ok_or(Fault { kind: FaultKind::Overflow, site })
}

/// `a * b`
///
/// # Errors
/// [`FaultKind::Overflow`] at `site`.
pub fn multiply(a: i64, b: i64, site: Site) -> Result<i64, Fault> {
    a.checked_mul(b).ok_or(Fault { kind: FaultKind::Overflow, site })
}

/// `a / b`, truncated toward zero.
///
/// # Errors
/// [`FaultKind::DivisionByZero`] or [`FaultKind::Overflow`] at `site`.
pub fn divide(a: i64, b: i64, site: Site) -> Result<i64, Fault> {
    if b == 0 {
        return Err(Fault { kind: FaultKind::DivisionByZero, site });
    }
    a.checked_div(b).ok_or(Fault { kind: FaultKind::Overflow, site })
}

/// `~ a`
///
/// # Errors
/// [`FaultKind::Overflow`] at `site`.
pub fn negate(a: i64, site: Site) -> Result<i64, Fault> {
    a.checked_neg().ok_or(Fault { kind: FaultKind::Overflow, site })
}

/// A delay of `a` milliseconds.
///
/// # Errors
/// [`FaultKind::NegativeDelay`] at `site`.
pub fn delay(a: i64, site: Site) -> Result<u64, Fault> {
    u64::try_from(a).map_err(|_| Fault { kind: FaultKind::NegativeDelay(a), site })
}
