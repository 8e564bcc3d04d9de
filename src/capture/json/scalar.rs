//! Texts, numbers, flags and ids as the values of keys, in every form that is allowed for them. What has another form is told, and
//! taken as not set.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::super::record::{Deviation, Id, UNKNOWN};
use super::reader::Reader;
use super::{Dialect, encoding, mend};

/// A value of any type.
#[derive(Debug)]
pub(super) enum Scalar<'de> {
    Null,
    Flag(bool),
    Signed(i64),
    Unsigned(u64),
    Double(f64),
    Text(Cow<'de, str>),
    /// An object or array, which was passed over.
    Compound,
}

impl Reader<'_> {
    /// Empty where there is none.
    pub(super) fn text<'de, A: MapAccess<'de>>(&mut self, map: &mut A) -> Result<Cow<'de, str>, A::Error> {
        Ok(match map.next_value()? {
            Scalar::Text(text) if self.is_mended && mend::is_marked(&text) => {
                self.deviation(Deviation::BrokenText);
                Cow::Owned(mend::with_replacements(&text))
            }
            Scalar::Text(text) => text,
            other => self.unset(&other).unwrap_or_default(),
        })
    }

    pub(super) fn flag<'de, A: MapAccess<'de>>(&mut self, map: &mut A) -> Result<bool, A::Error> {
        Ok(match map.next_value()? {
            Scalar::Flag(flag) => flag,
            other => self.unset(&other).unwrap_or_default(),
        })
    }

    /// 0 where there is none.
    pub(super) fn integer<'de, T: TryFrom<i128> + Default, A: MapAccess<'de>>(&mut self, map: &mut A) -> Result<T, A::Error> {
        let scalar: Scalar<'de> = map.next_value()?;
        Ok(scalar.integer().or_else(|| self.unset(&scalar)).unwrap_or_default())
    }

    pub(super) fn double<'de, A: MapAccess<'de>>(&mut self, map: &mut A) -> Result<Option<f64>, A::Error> {
        let scalar: Scalar<'de> = map.next_value()?;
        Ok(scalar.double().or_else(|| self.unset(&scalar)))
    }

    /// The value of a number that has to be one: its `null` is NaN in the writing of some.
    pub(super) fn number<'de, T, A: MapAccess<'de>>(
        &mut self,
        map: &mut A,
        read: impl FnOnce(&Scalar<'de>) -> Option<T>,
    ) -> Result<Option<T>, A::Error> {
        let scalar = map.next_value()?;
        if matches!(scalar, Scalar::Null) {
            self.deviation(Deviation::NullNumber);
            return Ok(None);
        }
        Ok(read(&scalar).or_else(|| self.unset(&scalar)))
    }

    /// The number of an enumeration, whose names stand at the places of their numbers.
    pub(super) fn enumeration<'de, A: MapAccess<'de>>(&mut self, names: &[&str], map: &mut A) -> Result<i32, A::Error> {
        let scalar = map.next_value()?;
        let known = match &scalar {
            Scalar::Text(name) => names.iter().position(|one| one == name),
            _ => None,
        };
        if known.is_some() && self.dialect == Dialect::Otlp {
            self.deviation(Deviation::EnumName);
        }
        let number: Option<i128> = known.and_then(|at| i128::try_from(at).ok()).or_else(|| scalar.integer());
        let is_text = matches!(scalar, Scalar::Text(_));
        Ok(match number.map(|number| usize::try_from(number).ok().filter(|number| *number < names.len())) {
            Some(Some(number)) => i32::try_from(number).unwrap_or(UNKNOWN),
            None if !is_text => self.unset(&scalar).unwrap_or_default(),
            None | Some(None) => {
                self.deviation(Deviation::UnknownEnum);
                UNKNOWN
            }
        })
    }

    /// Of length 0 where there is none.
    pub(super) fn id<'de, A: MapAccess<'de>>(&mut self, map: &mut A) -> Result<Id, A::Error> {
        let scalar = map.next_value()?;
        let Scalar::Text(text) = &scalar else { return Ok(self.unset(&scalar).unwrap_or_default()) };
        let id = match self.dialect {
            Dialect::Otlp => encoding::hexadecimal(text),
            Dialect::Tempo => encoding::base64(text)
                .map(|bytes| Id { bytes: bytes.first, length: u8::try_from(bytes.length).unwrap_or(u8::MAX) }),
        };
        if id.is_none() {
            self.deviation(Deviation::BrokenId);
        }
        Ok(id.unwrap_or_default())
    }

    /// Nothing, which is told of unless it is `null`.
    pub(super) fn unset<T>(&mut self, scalar: &Scalar<'_>) -> Option<T> {
        if !matches!(scalar, Scalar::Null) {
            self.deviation(Deviation::WrongJsonType);
        }
        None
    }
}

impl Scalar<'_> {
    /// A whole number as such, in decimal digits, or written like `5.0`; none if `T` cannot hold it.
    pub(super) fn integer<T: TryFrom<i128>>(&self) -> Option<T> {
        let number = match self {
            Self::Signed(number) => i128::from(*number),
            Self::Unsigned(number) => i128::from(*number),
            Self::Double(number) => whole(*number)?,
            Self::Text(text) => {
                let unsigned = text.parse::<u64>().map(i128::from);
                unsigned.or_else(|_| text.parse::<i64>().map(i128::from)).ok().or_else(|| whole(text.parse().ok()?))?
            }
            Self::Null | Self::Flag(_) | Self::Compound => return None,
        };
        T::try_from(number).ok()
    }

    /// A number as such, in decimal digits, or by one of the three names that JSON needs for the rest.
    #[allow(clippy::cast_precision_loss, reason = "whoever writes a double without its point means the double")]
    pub(super) fn double(&self) -> Option<f64> {
        match self {
            Self::Signed(number) => Some(*number as f64),
            Self::Unsigned(number) => Some(*number as f64),
            Self::Double(number) => Some(*number),
            Self::Text(text) => match text.as_ref() {
                "NaN" => Some(f64::NAN),
                "Infinity" => Some(f64::INFINITY),
                "-Infinity" => Some(f64::NEG_INFINITY),
                text => text.parse().ok().filter(|number: &f64| number.is_finite()),
            },
            Self::Null | Self::Flag(_) | Self::Compound => None,
        }
    }
}

#[allow(clippy::cast_possible_truncation, reason = "only whole numbers get there, and `as` keeps to the bounds")]
fn whole(number: f64) -> Option<i128> {
    (number.fract() == 0.0).then_some(number as i128)
}

impl<'de> Deserialize<'de> for Scalar<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnyScalar)
    }
}

struct AnyScalar;

impl<'de> Visitor<'de> for AnyScalar {
    type Value = Scalar<'de>;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("any value")
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Scalar::Null)
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Self::Value, E> {
        Ok(Scalar::Flag(flag))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Self::Value, E> {
        Ok(Scalar::Signed(number))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Self::Value, E> {
        Ok(Scalar::Unsigned(number))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Self::Value, E> {
        Ok(Scalar::Double(number))
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Scalar::Text(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Scalar::Text(Cow::Owned(text.to_owned())))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut array: A) -> Result<Self::Value, A::Error> {
        while array.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Scalar::Compound)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Scalar::Compound)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scalar(text: &str) -> Scalar<'_> {
        serde_json::from_str(text).unwrap()
    }

    #[test]
    fn reads_every_form_of_a_whole_number() {
        for (text, number) in [
            ("5", Some(5_i64)),
            ("-5", Some(-5)),
            ("5.0", Some(5)),
            ("\"5\"", Some(5)),
            ("\"-9223372036854775808\"", Some(i64::MIN)),
            ("\"5.0\"", Some(5)),
            ("5.5", None),
            ("18446744073709551615", None),
            ("1e300", None),
            ("\"NaN\"", None),
            ("\"\"", None),
            ("true", None),
            ("[5]", None),
        ] {
            assert_eq!(scalar(text).integer(), number, "{text}");
        }
        assert_eq!(scalar("18446744073709551615").integer(), Some(u64::MAX));
        assert_eq!(scalar("-1").integer::<u32>(), None);
    }

    #[test]
    fn reads_every_form_of_a_double() {
        for (text, number) in [
            ("5", Some(5.0)),
            ("-1.5", Some(-1.5)),
            ("\"1.5\"", Some(1.5)),
            ("\"-Infinity\"", Some(f64::NEG_INFINITY)),
            ("\"infinity\"", None),
            ("\"1e999\"", None),
            ("{}", None),
        ] {
            assert_eq!(scalar(text).double(), number, "{text}");
        }
        assert!(scalar("\"NaN\"").double().is_some_and(f64::is_nan));
    }
}
