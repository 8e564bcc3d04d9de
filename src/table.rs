//! Tables made when the program is built: lists whose `Debug` form is Rust source, and texts that live as long as the program.

use std::fmt;

/// A slice that lives as long as the program.
pub struct List<T: 'static>(pub &'static [T]);

impl<T> List<T> {
    /// Keeps `items` for the rest of the run: rules are loaded once.
    pub fn keep(items: Vec<T>) -> Self {
        Self(Vec::leak(items))
    }
}

impl<T> Clone for List<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for List<T> {}

impl<T> Default for List<T> {
    fn default() -> Self {
        Self(&[])
    }
}

impl<T> std::ops::Deref for List<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        self.0
    }
}

impl<T: fmt::Debug> fmt::Debug for List<T> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("List(&")?;
        out.debug_list().entries(self.0).finish()?;
        out.write_str(")")
    }
}

/// Keeps `text` for the rest of the run.
pub fn keep(text: &str) -> &'static str {
    String::leak(text.to_owned())
}

/// Enums whose variants have a name in YAML. `NAMES` holds each with its variant; the `Debug` form is a path, so that generated
/// tables may hold several such enums with variants of the same name.
macro_rules! words {
    ($($(#[$meta:meta])* pub enum $name:ident { $($(#[$doc:meta])* $variant:ident = $word:literal,)* })*) => {$(
        $(#[$meta])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$doc])* $variant,)* }

        impl $name {
            /// Every name in YAML, and what it stands for.
            pub const NAMES: &'static [(&'static str, Self)] = &[$(($word, Self::$variant),)*];

            /// Its name in YAML.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                out.write_str(match self { $(Self::$variant => concat!(stringify!($name), "::", stringify!($variant)),)* })
            }
        }
    )*};
}

pub(crate) use words;
