//! The keys of a JSON object as far as its bytes go, in order, with what follows each. Nothing is decoded, and what is broken
//! ends the list.

/// An object of which the start is there, and perhaps all.
#[derive(Debug, Default)]
pub(super) struct Object<'t> {
    /// Each key as it is written, and what comes behind its colon, to the end of the text.
    pub(super) keys: Vec<(&'t [u8], &'t [u8])>,
    /// Behind its closing brace, where that is there.
    pub(super) rest: Option<&'t [u8]>,
}

impl<'t> Object<'t> {
    /// `text` opens with the object's brace, perhaps behind white space. None where another byte stands there.
    pub(super) fn new(text: &'t [u8]) -> Option<Self> {
        let text = text.trim_ascii_start();
        let mut object = Self::default();
        let (mut at, mut depth) = (0, 0_usize);
        if text.first() != Some(&b'{') {
            return None;
        }
        while let Some(byte) = text.get(at) {
            at += 1;
            match byte {
                b'{' | b'[' => depth += 1,
                b'}' | b']' => {
                    depth -= 1;
                    if depth == 0 {
                        object.rest = Some(&text[at..]);
                        break;
                    }
                }
                b'"' => {
                    let Some(end) = end_of_text(&text[at..]) else { break };
                    let inside = &text[at..at + end];
                    at += end + 1;
                    if depth == 1
                        && let Some(value) = text[at..].trim_ascii_start().strip_prefix(b":")
                    {
                        object.keys.push((inside, value));
                    }
                }
                _ => {}
            }
        }
        Some(object)
    }

    pub(super) fn has(&self, key: &str) -> bool {
        self.value(key).is_some()
    }

    pub(super) fn has_any(&self, keys: &[&str]) -> bool {
        keys.iter().any(|key| self.has(key))
    }

    /// What comes behind a key, to the end of the text.
    pub(super) fn value(&self, key: &str) -> Option<&'t [u8]> {
        self.keys.iter().find(|(found, _)| *found == key.as_bytes()).map(|(_, value)| *value)
    }

    /// The object behind a key, where one is.
    pub(super) fn object(&self, key: &str) -> Option<Object<'t>> {
        self.value(key).and_then(Object::new)
    }

    /// The first object of the array behind a key, where one is.
    pub(super) fn first_of(&self, key: &str) -> Option<Object<'t>> {
        self.value(key)?.trim_ascii_start().strip_prefix(b"[").and_then(Object::new)
    }
}

/// The first key of the object that `text` opens with.
pub(super) fn first_key(text: &[u8]) -> Option<&[u8]> {
    let text = text.strip_prefix(b"{")?.trim_ascii_start().strip_prefix(b"\"")?;
    end_of_text(text).map(|end| &text[..end])
}

/// Where the quotation mark stands that closes a text.
fn end_of_text(text: &[u8]) -> Option<usize> {
    let mut is_escaped = false;
    text.iter().position(|byte| {
        let closes = *byte == b'"' && !is_escaped;
        is_escaped = *byte == b'\\' && !is_escaped;
        closes
    })
}
