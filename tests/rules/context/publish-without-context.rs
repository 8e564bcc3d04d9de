use std::time::Duration;

use lapin::options::BasicPublishOptions;
use lapin::types::FieldTable;
use lapin::{BasicProperties, Channel};
use rdkafka::message::OwnedHeaders;
use rdkafka::producer::{BaseProducer, BaseRecord, FutureProducer, FutureRecord};
use tokio::sync::mpsc;

async fn rabbit(channel: &Channel, body: &[u8]) -> lapin::Result<()> {
    let options = BasicPublishOptions::default();
    channel.basic_publish("".into(), "orders".into(), options, body, BasicProperties::default()).await?; //~ publish-without-context: leaves through `lapin` without headers
    let properties = BasicProperties::default().with_content_type("text/plain".into()).with_delivery_mode(2);
    channel.basic_publish("".into(), "orders".into(), options, body, properties).await?; //~ publish-without-context: so its consumer starts a new trace
    Ok(())
}

async fn rabbit_with_headers(channel: &Channel, body: &[u8], headers: FieldTable) -> lapin::Result<()> {
    let options = BasicPublishOptions::default();
    let properties = BasicProperties::default().with_delivery_mode(2).with_headers(headers.clone());
    channel.basic_publish("".into(), "orders".into(), options, body, properties).await?; // silent: headers are attached
    let plain = BasicProperties::default();
    let full = plain.with_headers(headers);
    channel.basic_publish("".into(), "orders".into(), options, body, full).await?; // silent: headers are attached on the way
    Ok(())
}

async fn rabbit_unknown(channel: &Channel, body: &[u8], given: BasicProperties) -> lapin::Result<()> {
    let options = BasicPublishOptions::default();
    channel.basic_publish("".into(), "orders".into(), options, body, given).await?; // silent: the caller may have attached them
    channel.basic_publish("".into(), "orders".into(), options, body, properties()).await?; // silent: a function may attach them
    let mut changed = BasicProperties::default();
    changed = changed.with_headers(FieldTable::default());
    channel.basic_publish("".into(), "orders".into(), options, body, changed).await?; // silent: changed since
    let mut filled = BasicProperties::default();
    fill(&mut filled);
    channel.basic_publish("".into(), "orders".into(), options, body, filled).await?; // silent: the call may have attached them
    Ok(())
}

fn fill(properties: &mut BasicProperties) {
    *properties = properties.clone().with_headers(FieldTable::default());
}

fn properties() -> BasicProperties {
    BasicProperties::default()
}

struct Publisher {
    producer: FutureProducer,
    wait: Duration,
}

impl Publisher {
    async fn publish(&self, order: &str) {
        let record = FutureRecord::to("orders").payload(order).key("shop");
        let _ = self.producer.send(record, self.wait).await; //~ publish-without-context: leaves through `rdkafka`
        let _ = self.producer.send(FutureRecord::<str, str>::to("orders").payload(order), self.wait).await; //~ publish-without-context: `rdkafka`
    }

    async fn publish_with_headers(&self, order: &str, headers: OwnedHeaders) {
        let record = FutureRecord::to("orders").payload(order).key("shop").headers(headers);
        let _ = self.producer.send(record, self.wait).await; // silent: headers are attached
    }

    async fn publish_with_field(&self, order: &str, headers: OwnedHeaders) {
        let mut record = FutureRecord::to("orders").payload(order).key("shop");
        record.headers = Some(headers);
        let _ = self.producer.send(record, self.wait).await; // silent: headers are attached
    }

    async fn publish_given(&self, record: FutureRecord<'_, str, str>) {
        let _ = self.producer.send(record, self.wait).await; // silent: the caller may have attached them
    }

    async fn publish_in_payload(&self, order: &str) {
        let payload = format!("{order} {}", traceparent());
        let _ = self.producer.send(FutureRecord::<str, str>::to("orders").payload(&payload), self.wait).await; // silent: the payload carries the context
    }
}

fn kafka(producer: &BaseProducer, order: &str, headers: OwnedHeaders) {
    let _ = producer.send(BaseRecord::<str, str>::to("orders").payload(order)); //~ publish-without-context: without headers
    let _ = producer.send(BaseRecord::<str, str>::to("orders").payload(order).headers(headers)); // silent: headers are attached
}

async fn channels(sender: mpsc::Sender<Vec<u8>>, body: Vec<u8>) {
    let _ = sender.send(body.clone()).await; // silent: a channel inside the process
    let (queue, _rest) = std::sync::mpsc::channel();
    let _ = queue.send(body); // silent: a channel inside the process
    Bus.basic_publish("", "orders", 0, b"", 0); // silent: a bus of our own
}

struct Bus;

impl Bus {
    fn basic_publish(&self, _exchange: &str, _key: &str, _options: u8, _body: &[u8], _properties: u8) {}
}

fn traceparent() -> String {
    String::new()
}

fn main() {}
