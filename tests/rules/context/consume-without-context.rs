use aws_sdk_sqs::Client;
use opentelemetry::propagation::Extractor;
use opentelemetry::{Context, global};
use rdkafka::consumer::StreamConsumer;
use rdkafka::message::{BorrowedHeaders, BorrowedMessage, Headers, Message};
use tracing::{Instrument, info_span, instrument};
use tracing_opentelemetry::OpenTelemetrySpanExt;

async fn rabbit(mut consumer: lapin::Consumer) {
    while let Some(Ok(delivery)) = consumer.next().await { //~ consume-without-context: nothing reads the trace context
        handle(&delivery.data).await;
    }
}

#[instrument(skip_all)]
async fn handle(_order: &[u8]) {}

async fn kafka(consumer: StreamConsumer) {
    loop {
        let Ok(message) = consumer.recv().await else { break }; // silent: `of` reads it
        let span = info_span!("process", otel.kind = "consumer");
        let _ = span.set_parent(of(&message));
        handle(message.payload().unwrap_or_default()).instrument(span).await;
    }
}

struct Kafka<'m>(&'m BorrowedHeaders);

impl Extractor for Kafka<'_> {
    fn get(&self, key: &str) -> Option<&str> {
        let header = self.0.iter().find(|header| header.key == key)?;
        std::str::from_utf8(header.value?).ok()
    }

    fn keys(&self) -> Vec<&str> {
        self.0.iter().map(|header| header.key).collect()
    }
}

fn of(message: &BorrowedMessage<'_>) -> Context {
    match message.headers() {
        Some(headers) => global::get_text_map_propagator(|propagator| propagator.extract(&Kafka(headers))),
        None => Context::new(),
    }
}

async fn forward(mut subscriber: async_nats::Subscriber, sender: tokio::sync::mpsc::Sender<async_nats::Message>) {
    while let Some(message) = subscriber.next().await { // silent: only handed on, no span is made
        let _ = sender.send(message).await;
    }
}

async fn nats(client: &async_nats::Client) -> Result<(), async_nats::Error> {
    let mut subscriber = client.subscribe("orders").await?;
    while let Some(message) = subscriber.next().await { //~ consume-without-context: so the spans that handle them start a new trace
        async { let _ = message.payload.len(); }.instrument(info_span!("process")).await;
    }
    Ok(())
}

async fn around(mut subscriber: async_nats::Subscriber) {
    let listening = async move {
        while let Some(message) = subscriber.next().await { // silent: no message has a span of its own
            let _ = message.payload.len();
        }
    };
    listening.instrument(info_span!("listen")).await;
}

async fn queue(client: &Client, url: &str) -> Result<(), aws_sdk_sqs::Error> {
    let received = client.receive_message().queue_url(url).max_number_of_messages(10).send().await?; //~ consume-without-context: asks for none
    for message in received.messages() {
        process(message);
    }
    let received = client.receive_message().queue_url(url).message_attribute_names("All").send().await?; // silent: they are asked for
    for message in received.messages() {
        process(message);
    }
    Ok(())
}

fn process(message: &aws_sdk_sqs::types::Message) {
    let attributes = message.message_attributes().into_iter().flatten();
    let headers: std::collections::HashMap<String, String> =
        attributes.filter_map(|(key, value)| Some((key.clone(), value.string_value()?.to_owned()))).collect();
    let parent = global::get_text_map_propagator(|propagator| propagator.extract(&headers));
    let span = info_span!("process");
    let _ = span.set_parent(parent);
    let _entered = span.enter();
}

async fn channel(mut receiver: tokio::sync::mpsc::Receiver<Vec<u8>>) {
    while let Some(order) = receiver.recv().await { // silent: a channel inside the process
        handle(&order).await;
    }
}

fn main() {}
