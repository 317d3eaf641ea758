//! The bytes of messages.
//!
//! One encoding serves both engines: little-endian base-128 numbers, zigzag for signed ones, a
//! length before a string or a list, a number before a variant, nothing around a tuple. These are
//! the bytes that the `postcard` crate produces for the corresponding Rust types, so other
//! programs can speak to a node without this crate; a test keeps that true.
//!
//! The reader is made for hostile bytes. It never panics, never reserves more memory than the
//! input has bytes, accepts only the shortest form of a number, and bounds both how deep values
//! nest and how many elements of no bytes at all (`()`, say) a message can claim to hold.

use std::fmt;

use crate::loc::Loc;

#[cfg(test)]
mod tests;

/// How deep values of recursive types may nest in one message.
pub const DEPTH_MAX: u32 = 128;

/// How many more elements than bytes the lists of one message may have altogether. Only elements
/// that take no bytes ever need this allowance.
pub const EMPTY_ELEMENTS_MAX: usize = 1 << 16;

/// How many characters of an unknown location's name an error keeps.
const NAME_KEPT: usize = 64;

/// Why bytes are not a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WireError {
    /// The input ends within a value.
    Truncated,
    /// A number has more bytes than it needs, or does not fit its type.
    Overlong,
    /// A byte that stands for a truth value is neither 0 nor 1.
    InvalidBool(u8),
    /// A string is not UTF-8.
    InvalidUtf8,
    /// A variant number that its type does not have.
    UnknownVariant(u32),
    /// A location of which this program has never heard; the beginning of its name.
    UnknownLocation(String),
    /// A message number that the specification does not have.
    UnknownMessage(u32),
    /// Lists claim to hold more elements than there could be.
    TooMany,
    /// Values nest deeper than [`DEPTH_MAX`].
    TooDeep,
    /// So many bytes follow the value.
    TrailingBytes(usize),
}

impl fmt::Display for WireError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Truncated => f.write_str("the input ends within a value"),
            Self::Overlong => f.write_str("a number is too long or out of range"),
            Self::InvalidBool(byte) => write!(f, "{byte} is not a truth value"),
            Self::InvalidUtf8 => f.write_str("a string is not UTF-8"),
            Self::UnknownVariant(index) => write!(f, "no variant has the number {index}"),
            Self::UnknownLocation(name) => write!(f, "unknown location {name:?}"),
            Self::UnknownMessage(index) => write!(f, "no message has the number {index}"),
            Self::TooMany => f.write_str("a list claims more elements than the input can hold"),
            Self::TooDeep => write!(f, "values nest deeper than {DEPTH_MAX}"),
            Self::TrailingBytes(count) => write!(f, "{count} bytes follow the value"),
        }
    }
}

impl std::error::Error for WireError {}

/// Reads values from the front of a byte slice.
#[derive(Clone, Debug)]
pub struct Reader<'a> {
    rest: &'a [u8],
    /// How many more elements lists may have.
    elements_left: usize,
    depth: u32,
}

impl<'a> Reader<'a> {
    /// Reads from the start of `bytes`, which are one whole message.
    pub fn new(bytes: &'a [u8]) -> Self {
        Self {
            rest: bytes,
            elements_left: bytes.len().saturating_add(EMPTY_ELEMENTS_MAX),
            depth: 0,
        }
    }

    /// How many bytes are left.
    pub fn remaining(&self) -> usize {
        self.rest.len()
    }

    /// Ends the reading.
    ///
    /// # Errors
    /// If there are bytes left.
    pub fn finish(self) -> Result<(), WireError> {
        match self.rest.len() {
            0 => Ok(()),
            left => Err(WireError::TrailingBytes(left)),
        }
    }

    /// Reads one byte.
    ///
    /// # Errors
    /// If there is none.
    pub fn take_byte(&mut self) -> Result<u8, WireError> {
        let (first, rest) = self.rest.split_first().ok_or(WireError::Truncated)?;
        self.rest = rest;
        Ok(*first)
    }

    /// Reads `count` bytes.
    ///
    /// # Errors
    /// If there are fewer.
    pub fn take_bytes(&mut self, count: usize) -> Result<&'a [u8], WireError> {
        let (first, rest) = self.rest.split_at_checked(count).ok_or(WireError::Truncated)?;
        self.rest = rest;
        Ok(first)
    }

    /// Reads a natural number.
    ///
    /// # Errors
    /// If the input ends in it, it has more bytes than it needs, or it exceeds 64 bits.
    pub fn take_u64(&mut self) -> Result<u64, WireError> {
        let mut value = 0;
        for shift in (0..u64::BITS).step_by(7) {
            let byte = self.take_byte()?;
            let bits = u64::from(byte & 0x7f);
            let fits = shift < 63 || bits <= 1;
            if !fits || (byte == 0 && shift > 0) {
                return Err(WireError::Overlong);
            }
            value |= bits << shift;
            if byte & 0x80 == 0 {
                return Ok(value);
            }
        }
        Err(WireError::Overlong)
    }

    /// Reads an integer.
    ///
    /// # Errors
    /// As for [`Reader::take_u64`].
    pub fn take_i64(&mut self) -> Result<i64, WireError> {
        let zigzag = self.take_u64()?;
        Ok((zigzag >> 1).cast_signed() ^ -(zigzag & 1).cast_signed())
    }

    /// Reads a truth value.
    ///
    /// # Errors
    /// If the input has ended, or its next byte is neither 0 nor 1.
    pub fn take_bool(&mut self) -> Result<bool, WireError> {
        match self.take_byte()? {
            0 => Ok(false),
            1 => Ok(true),
            byte => Err(WireError::InvalidBool(byte)),
        }
    }

    /// Reads a string.
    ///
    /// # Errors
    /// If the input ends in it or it is not UTF-8.
    pub fn take_str(&mut self) -> Result<&'a str, WireError> {
        let length = usize::try_from(self.take_u64()?).map_err(|_| WireError::Overlong)?;
        std::str::from_utf8(self.take_bytes(length)?).map_err(|_| WireError::InvalidUtf8)
    }

    /// Reads a location by its name.
    ///
    /// # Errors
    /// If the name is no string, or this program knows no such location.
    pub fn take_loc(&mut self) -> Result<Loc, WireError> {
        let name = self.take_str()?;
        Loc::lookup(name)
            .ok_or_else(|| WireError::UnknownLocation(name.chars().take(NAME_KEPT).collect()))
    }

    /// Reads the number of a variant or of a message.
    ///
    /// # Errors
    /// If the input ends in it or it exceeds 32 bits.
    pub fn take_variant(&mut self) -> Result<u32, WireError> {
        u32::try_from(self.take_u64()?).map_err(|_| WireError::Overlong)
    }

    /// Reads the number of elements of a list that follows.
    ///
    /// # Errors
    /// If the input ends in it, or the rest of the input cannot hold as many elements.
    pub fn take_len(&mut self) -> Result<usize, WireError> {
        let length = usize::try_from(self.take_u64()?).map_err(|_| WireError::TooMany)?;
        self.elements_left = self.elements_left.checked_sub(length).ok_or(WireError::TooMany)?;
        Ok(length)
    }

    /// For how many of `length` elements of type `T` memory may be reserved at once: never for
    /// more than the rest of the input would fill.
    pub fn capacity<T>(&self, length: usize) -> usize {
        length.min(self.rest.len() / size_of::<T>().max(1))
    }

    /// Reads something that may contain itself, one level deeper.
    ///
    /// # Errors
    /// If that is deeper than [`DEPTH_MAX`], or as `read` says.
    pub fn nested<T>(
        &mut self,
        read: impl FnOnce(&mut Self) -> Result<T, WireError>,
    ) -> Result<T, WireError> {
        if self.depth == DEPTH_MAX {
            return Err(WireError::TooDeep);
        }
        self.depth += 1;
        let result = read(self);
        self.depth -= 1;
        result
    }
}

/// Appends a natural number.
pub fn put_u64(mut value: u64, out: &mut Vec<u8>) {
    while value > 0x7f {
        out.push((value & 0x7f) as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

/// Appends an integer.
pub fn put_i64(value: i64, out: &mut Vec<u8>) {
    put_u64(((value << 1) ^ (value >> 63)).cast_unsigned(), out);
}

/// Appends a truth value.
pub fn put_bool(value: bool, out: &mut Vec<u8>) {
    out.push(u8::from(value));
}

/// Appends a string.
pub fn put_str(value: &str, out: &mut Vec<u8>) {
    put_len(value.len(), out);
    out.extend_from_slice(value.as_bytes());
}

/// Appends a location, as its name.
pub fn put_loc(value: Loc, out: &mut Vec<u8>) {
    put_str(value.name(), out);
}

/// Appends the number of a variant or of a message.
pub fn put_variant(index: u32, out: &mut Vec<u8>) {
    put_u64(u64::from(index), out);
}

/// Appends the number of elements of a list that follows.
pub fn put_len(length: usize, out: &mut Vec<u8>) {
    put_u64(length as u64, out);
}
