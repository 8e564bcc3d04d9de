//! Paths as texts that name one file each: with `/`, and with the bytes that are no UTF-8 as `\xff`, so that reports, fingerprints and
//! baselines can hold every name, and two files never share one. Texts lead back to their paths.

use std::path::{Path, PathBuf};

/// A path as a text. A name that could be taken for an escape is escaped itself.
pub(crate) fn escape(path: &Path) -> String {
    #[cfg(unix)]
    {
        use std::os::unix::ffi::OsStrExt;
        escaped(path.as_os_str().as_bytes())
    }
    #[cfg(not(unix))]
    {
        path.to_string_lossy().replace('\\', "/")
    }
}

/// The path that a text was made of.
pub(crate) fn unescape(text: &str) -> PathBuf {
    #[cfg(unix)]
    {
        use std::os::unix::ffi::OsStringExt;
        PathBuf::from(std::ffi::OsString::from_vec(bytes(text)))
    }
    #[cfg(not(unix))]
    {
        PathBuf::from(text)
    }
}

/// The bytes of the path that a text was made of.
pub(crate) fn bytes(text: &str) -> Vec<u8> {
    let mut rest = text.as_bytes();
    let mut bytes = Vec::with_capacity(rest.len());
    while let Some((&first, behind)) = rest.split_first() {
        let escaped = if cfg!(unix) { escape_at(rest) } else { None };
        bytes.push(escaped.unwrap_or(first));
        rest = if escaped.is_some() { rest.get(LENGTH..).unwrap_or_default() } else { behind };
    }
    bytes
}

/// Of `\xff`.
const LENGTH: usize = 4;

/// The byte whose escape stands at the start.
fn escape_at(text: &[u8]) -> Option<u8> {
    let digits = text.strip_prefix(b"\\x")?.get(..2)?;
    u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
}

#[cfg(unix)]
fn escaped(bytes: &[u8]) -> String {
    use std::fmt::Write;
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        let valid = chunk.valid();
        for (at, letter) in valid.char_indices() {
            match letter {
                '\\' if escape_at(&valid.as_bytes()[at..]).is_some() => text.push_str("\\x5c"),
                letter => text.push(letter),
            }
        }
        for byte in chunk.invalid() {
            let _ = write!(text, "\\x{byte:02x}");
        }
    }
    text
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    #[test]
    fn every_name_has_a_text_of_its_own() {
        for (name, text) in [
            (&b"src/a.rs"[..], "src/a.rs"),
            ("größe.rs".as_bytes(), "größe.rs"),
            (b"a\\b.rs", "a\\b.rs"),
            (b"\xff.rs", "\\xff.rs"),
            (b"\xfe.rs", "\\xfe.rs"),
            (b"\\xff.rs", "\\x5cxff.rs"),
            (b"\\x5cxff.rs", "\\x5cx5cxff.rs"),
            (b"\\x\xff0.rs", "\\x\\xff0.rs"),
            (b"a\xc3", "a\\xc3"),
        ] {
            let path = Path::new(OsStr::from_bytes(name));
            assert_eq!(escape(path), text);
            assert_eq!(unescape(text), path, "{text}");
        }
    }
}
