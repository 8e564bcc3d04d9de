use serde::Serialize;

use crate::queue::Queue;

#[derive(Serialize)]
struct Envelope<'e> {
    trace_context: Vec<(String, String)>,
    order: &'e str,
}

impl Queue {
    // The context is in the payload.
    async fn order(&self, order: &str, trace_context: Vec<(String, String)>) {
        self.send_bytes(&serde_json::to_vec(&Envelope { trace_context, order }).unwrap_or_default()).await;
    }
}
