//! What names tell of messages and of trace context in them.

use super::entries::holds;
use super::words::Words;
use crate::text::split_words;

impl Words {
    /// Whether a name speaks of trace context: `inject_context`, `traceparent`.
    pub fn is_context(&self, name: &str) -> bool {
        holds(&self.context, &split_words(name))
    }

    /// Whether a header, field or key of that name holds trace context: `traceparent`, `x-b3-traceid`, `tracing_data`.
    pub fn is_context_key(&self, name: &str) -> bool {
        // Nearly all names have none of the words in any form: no need to take them apart.
        let small = name.to_ascii_lowercase();
        if !self.context.keys().chain(self.context_keys.keys()).any(|word| small.contains(word)) {
            return false;
        }
        let split = split_words(name);
        holds(&self.context, &split) || holds(&self.context_keys, &split)
    }

    /// Whether a derive or trait of that name writes values out as a whole: `Serialize`.
    pub fn writes_out(&self, name: &str) -> bool {
        self.writing.contains(name)
    }

    /// Whether a function of that name says that it sends a message off: `publish`, `enqueue_job`.
    pub fn says_publish(&self, name: &str) -> bool {
        split_words(name).first().is_some_and(|first| self.publishing.contains(first.as_str()))
    }

    /// Whether a name is that of an answer or of where one goes: `reply_to`.
    pub fn is_reply(&self, name: &str) -> bool {
        split_words(name).iter().any(|word| self.replying.contains(word.as_str()))
    }
}
