//! The wire format: bytes come in, fields go out one at a time, borrowed. Nothing is allocated, and no length is believed before its
//! bytes are there. Source: <https://protobuf.dev/programming-guides/encoding/>.

/// What stands under a field's number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Wire<'a> {
    Varint(u64),
    Fixed64(u64),
    Bytes(&'a [u8]),
    Fixed32(u32),
}

/// Why the rest of a message cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fault {
    /// The bytes end within a field.
    CutOff,
    /// A varint of more than ten bytes or 64 bits.
    LongVarint,
    /// A wire type that the format does not have, or a group, which no message of the protocol holds.
    WireType,
    /// A field whose number is 0.
    FieldZero,
}

/// The fields of one message.
#[derive(Debug, Clone)]
pub(super) struct Fields<'a> {
    rest: &'a [u8],
    fault: Option<Fault>,
}

impl<'a> Fields<'a> {
    pub(super) fn new(message: &'a [u8]) -> Self {
        Self { rest: message, fault: None }
    }

    /// Why there are no more fields, if not because the message ended.
    pub(super) fn fault(&self) -> Option<Fault> {
        self.fault
    }

    fn stop<T>(&mut self, fault: Fault) -> Option<T> {
        self.fault = Some(fault);
        self.rest = &[];
        None
    }

    fn varint(&mut self) -> Option<u64> {
        if let [byte @ 0..=0x7f, rest @ ..] = self.rest {
            self.rest = rest;
            return Some(u64::from(*byte));
        }
        let mut value = 0;
        for (at, byte) in self.rest.iter().enumerate().take(10) {
            // The tenth byte has room for one bit.
            if at == 9 && *byte > 1 {
                return self.stop(Fault::LongVarint);
            }
            value |= u64::from(byte & 0x7f) << (7 * at);
            if byte & 0x80 == 0 {
                self.rest = &self.rest[at + 1..];
                return Some(value);
            }
        }
        self.stop(if self.rest.len() < 10 { Fault::CutOff } else { Fault::LongVarint })
    }

    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        match self.rest.split_first_chunk::<N>() {
            Some((bytes, rest)) => {
                self.rest = rest;
                Some(*bytes)
            }
            None => self.stop(Fault::CutOff),
        }
    }
}

impl<'a> Iterator for Fields<'a> {
    type Item = (u64, Wire<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        if self.rest.is_empty() {
            return None;
        }
        let tag = self.varint()?;
        let wire = match tag & 7 {
            0 => Wire::Varint(self.varint()?),
            1 => Wire::Fixed64(u64::from_le_bytes(self.array()?)),
            2 => {
                let length = self.varint()?;
                let Some((bytes, rest)) = usize::try_from(length).ok().and_then(|length| self.rest.split_at_checked(length))
                else {
                    return self.stop(Fault::CutOff);
                };
                self.rest = rest;
                Wire::Bytes(bytes)
            }
            5 => Wire::Fixed32(u32::from_le_bytes(self.array()?)),
            _ => return self.stop(Fault::WireType),
        };
        if tag >> 3 == 0 {
            return self.stop(Fault::FieldZero);
        }
        Some((tag >> 3, wire))
    }
}

impl Fault {
    /// What is wrong, for people.
    pub(super) fn text(self) -> &'static str {
        match self {
            Self::CutOff => "it ends within a field",
            Self::LongVarint => "a number has more than 64 bits",
            Self::WireType => "a field has a wire type that OTLP does not use",
            Self::FieldZero => "a field has the number 0",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_and_faults() {
        let read = |bytes: &[u8]| {
            let mut fields = Fields::new(bytes);
            let all: Vec<_> = fields.by_ref().map(|(number, wire)| (number, format!("{wire:?}"))).collect();
            (all, fields.fault())
        };
        assert_eq!(read(&[]), (vec![], None));
        assert_eq!(read(&[0x08, 0x96, 0x01]), (vec![(1, "Varint(150)".to_owned())], None));
        assert_eq!(read(&[0x12, 1, 7, 0x1d, 1, 0, 0, 0]).0.len(), 2);
        assert_eq!(read(&[0x12, 5, 7]), (vec![], Some(Fault::CutOff)));
        assert_eq!(read(&[0x09, 5, 7]), (vec![], Some(Fault::CutOff)));
        assert_eq!(read(&[0x0b]), (vec![], Some(Fault::WireType)));
        assert_eq!(read(&[0x00, 1]), (vec![], Some(Fault::FieldZero)));
        assert_eq!(read(&[0x08, 0x80]), (vec![], Some(Fault::CutOff)));
        let full = [&[0x08][..], &[0xff; 9], &[1]].concat();
        assert_eq!(read(&full), (vec![(1, format!("Varint({})", u64::MAX))], None));
        assert_eq!(read(&[&[0x08][..], &[0xff; 9], &[2]].concat()), (vec![], Some(Fault::LongVarint)));
        assert_eq!(read(&[&[0x08][..], &[0xff; 11]].concat()), (vec![], Some(Fault::LongVarint)));
        // A length that no memory holds.
        assert_eq!(read(&[&[0x12][..], &[0xff; 9], &[1]].concat()), (vec![], Some(Fault::CutOff)));
    }
}
