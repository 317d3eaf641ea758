//! Closed types.

use std::fmt;

/// A type without variables. Products are flat: the last component of a tuple is never a tuple.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ty {
    /// The type of `()`.
    Unit,
    /// Booleans.
    Bool,
    /// Integers of 64 bits with checked arithmetic.
    Int,
    /// Strings.
    Str,
    /// Tokens.
    Tok,
    /// Locations.
    Loc,
    /// Tuples of two components or more.
    Tuple(Vec<Ty>),
    /// Lists.
    List(Box<Ty>),
    /// Bags.
    Bag(Box<Ty>),
    /// Disjoint unions.
    Sum(Box<Ty>, Box<Ty>),
    /// Functions.
    Function(Box<Ty>, Box<Ty>),
}

impl Ty {
    /// The product of the components: flattened on the right; one component is itself.
    pub fn product(mut components: Vec<Ty>) -> Self {
        if let Some(Self::Tuple(_)) = components.last()
            && let Some(Self::Tuple(tail)) = components.pop()
        {
            components.extend(tail);
        }
        match <[Ty; 1]>::try_from(components) {
            Ok([only]) => only,
            Err(components) => Self::Tuple(components),
        }
    }

    /// Whether values of the type can be compared, stored in messages and printed: whether no
    /// part of it is a function.
    pub fn is_data(&self) -> bool {
        match self {
            Self::Unit | Self::Bool | Self::Int | Self::Str | Self::Tok | Self::Loc => true,
            Self::Tuple(components) => components.iter().all(Self::is_data),
            Self::List(element) | Self::Bag(element) => element.is_data(),
            Self::Sum(left, right) => left.is_data() && right.is_data(),
            Self::Function(..) => false,
        }
    }

    fn write(&self, f: &mut fmt::Formatter<'_>, at: u8) -> fmt::Result {
        let own = match self {
            Self::Function(..) => 0,
            Self::Sum(..) => 1,
            Self::Tuple(_) => 2,
            _ => 3,
        };
        if own < at {
            f.write_str("(")?;
        }
        match self {
            Self::Unit => f.write_str("Unit")?,
            Self::Bool => f.write_str("Bool")?,
            Self::Int => f.write_str("Int")?,
            Self::Str => f.write_str("String")?,
            Self::Tok => f.write_str("Tok")?,
            Self::Loc => f.write_str("Loc")?,
            Self::Tuple(components) => {
                for (i, component) in components.iter().enumerate() {
                    if i > 0 {
                        f.write_str(" * ")?;
                    }
                    component.write(f, 3)?;
                }
            }
            Self::List(element) => {
                element.write(f, 3)?;
                f.write_str(" List")?;
            }
            Self::Bag(element) => {
                element.write(f, 3)?;
                f.write_str(" Bag")?;
            }
            Self::Sum(left, right) => {
                left.write(f, 2)?;
                f.write_str(" + ")?;
                right.write(f, 2)?;
            }
            Self::Function(from, to) => {
                from.write(f, 1)?;
                f.write_str(" -> ")?;
                to.write(f, 0)?;
            }
        }
        if own < at { f.write_str(")") } else { Ok(()) }
    }
}

impl fmt::Display for Ty {
    /// The type in evml syntax.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(f, 0)
    }
}
