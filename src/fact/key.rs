//! The vocabulary of facts: every key that a rule may ask for, what it may say, and what it means. A closed list; `docs/rules` and
//! the messages of the rule loader are made from it.

/// What the values of a key look like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// One of these words.
    Words(&'static [&'static str]),
    /// Text or a list of texts from the source.
    Text,
    /// `true` or `false`.
    Flag,
}

macro_rules! keys {
    ($($variant:ident = $name:literal, $shape:expr, $meaning:literal;)*) => {
        /// A fact's name.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[allow(clippy::enum_variant_names, reason = "an attribute's key is called just that")]
        pub enum Key { $(#[doc = $meaning] $variant,)* }

        impl Key {
            /// All keys in the order of this page.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The name in rule files.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            pub fn shape(self) -> Shape {
                match self { $(Self::$variant => $shape,)* }
            }

            /// One sentence for whoever writes a rule.
            pub fn meaning(self) -> &'static str {
                match self { $(Self::$variant => $meaning,)* }
            }
        }
    };
}

pub(super) use keys;
