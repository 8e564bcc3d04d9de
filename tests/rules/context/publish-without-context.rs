use std::time::Duration;

use lapin::options::BasicPublishOptions;
use lapin::types::{AMQPValue, FieldTable};
use lapin::{BasicProperties, Channel};
use opentelemetry::propagation::Injector;
use opentelemetry::{Context, global};
use rdkafka::message::{Header, OwnedHeaders};
use rdkafka::producer::{BaseProducer, BaseRecord, FutureProducer, FutureRecord};
use tokio::sync::mpsc;

async fn rabbit(channel: &Channel, body: &[u8]) -> lapin::Result<()> {
    let options = BasicPublishOptions::default();
    channel.basic_publish("".into(), "orders".into(), options, body, BasicProperties::default()).await?; //~ publish-without-context: leaves through `lapin` without trace context
    let properties = BasicProperties::default().with_content_type("text/plain".into()).with_delivery_mode(2);
    channel.basic_publish("".into(), "orders".into(), options, body, properties).await?; //~ publish-without-context: so the worker's spans start a new trace
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
    channel.basic_publish("".into(), "orders".into(), options, body, properties()).await?; //~ publish-without-context: `lapin`
    channel.basic_publish("".into(), "orders".into(), options, body, carrying()?).await?; // silent: the function injects
    let mut changed = BasicProperties::default();
    changed = changed.with_headers(FieldTable::default());
    channel.basic_publish("".into(), "orders".into(), options, body, changed).await?; //~ publish-without-context: `lapin`
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

struct Amqp<'t>(&'t mut FieldTable);

impl Injector for Amqp<'_> {
    fn set(&mut self, key: &str, value: String) {
        self.0.insert(key.into(), AMQPValue::LongString(value.into()));
    }
}

fn carrying() -> lapin::Result<BasicProperties> {
    let mut table = FieldTable::default();
    table.insert("kind".into(), AMQPValue::LongString("order".into()));
    global::get_text_map_propagator(|propagator| propagator.inject_context(&Context::current(), &mut Amqp(&mut table)));
    Ok(BasicProperties::default().with_headers(table))
}

// A name says nothing: this one writes no context.
fn traced() -> FieldTable {
    let mut table = FieldTable::default();
    table.insert("kind".into(), AMQPValue::LongString("order".into()));
    table
}

async fn rabbit_other_headers(channel: &Channel, body: &[u8]) -> lapin::Result<()> {
    let options = BasicPublishOptions::default();
    let properties = BasicProperties::default().with_headers(traced());
    channel.basic_publish("".into(), "orders".into(), options, body, properties).await?; //~ publish-without-context: without trace context
    Ok(())
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

    async fn publish_with_other_headers(&self, order: &str) {
        let headers = OwnedHeaders::new().insert(Header { key: "kind", value: Some("order") });
        let record = FutureRecord::to("orders").payload(order).key("shop").headers(headers);
        let _ = self.producer.send(record, self.wait).await; //~ publish-without-context: `rdkafka`
    }

    async fn publish_with_own_key(&self, order: &str, parent: &str) {
        let headers = OwnedHeaders::new().insert(Header { key: "x-b3-traceid", value: Some(parent) });
        let record = FutureRecord::to("orders").payload(order).key("shop").headers(headers);
        let _ = self.producer.send(record, self.wait).await; // silent: a header that other tracers read
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
    let _ = producer.send(BaseRecord::<str, str>::to("orders").payload(order)); //~ publish-without-context: without trace context
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

mod wrapped {
    use lapin::options::BasicPublishOptions;
    use lapin::types::FieldTable;
    use lapin::{BasicProperties, Channel};

    async fn emit(channel: &Channel, key: &str, body: &[u8], headers: FieldTable) -> lapin::Result<()> {
        let properties = BasicProperties::default().with_headers(headers);
        channel.basic_publish("".into(), key.into(), BasicPublishOptions::default(), body, properties).await?; // silent: up to the caller
        Ok(())
    }

    async fn caller(channel: &Channel, given: FieldTable) -> lapin::Result<()> {
        emit(channel, "orders", b"new", FieldTable::default()).await?; //~ publish-without-context: leaves through `lapin`
        emit(channel, "orders", b"new", given).await // silent: up to the next caller
    }
}

mod nats {
    use async_nats::jetstream::message::PublishMessage;
    use async_nats::{Client, HeaderMap, jetstream};
    use opentelemetry::propagation::Injector;
    use opentelemetry::{Context, global};

    struct Nats<'m>(&'m mut HeaderMap);

    impl Injector for Nats<'_> {
        fn set(&mut self, key: &str, value: String) {
            self.0.insert(key, value.as_str());
        }
    }

    fn inject_into(headers: &mut HeaderMap) {
        global::get_text_map_propagator(|propagator| propagator.inject_context(&Context::current(), &mut Nats(headers)));
    }

    async fn core(url: &str, body: bytes::Bytes) -> Result<(), async_nats::Error> {
        let client = async_nats::connect(url).await?;
        client.publish("orders", body.clone()).await?; //~ publish-without-context: `publish` of `async_nats` takes no headers
        let _reply = client.request("orders", body).await?; //~ publish-without-context: `request` of `async_nats`
        Ok(())
    }

    async fn with_headers(client: &Client, body: bytes::Bytes) -> Result<(), async_nats::Error> {
        client.publish_with_headers("orders", HeaderMap::new(), body.clone()).await?; //~ publish-without-context: leaves through `async_nats`
        let mut headers = HeaderMap::new();
        inject_into(&mut headers);
        client.publish_with_headers("orders", headers, body).await?; // silent: a helper injects into the headers
        Ok(())
    }

    async fn perhaps(client: &Client, body: bytes::Bytes, headers: Option<HeaderMap>) -> Result<(), async_nats::Error> {
        match headers {
            Some(headers) => client.publish_with_headers("orders", headers, body).await?, // silent: up to the caller
            None => client.publish("orders", body).await?, // silent: the same
        }
        Ok(())
    }

    async fn answer(client: &Client, message: async_nats::Message) -> Result<(), async_nats::Error> {
        if let Some(reply) = message.reply {
            client.publish(reply, "done".into()).await?; // silent: whoever asked has the context of its question
        }
        Ok(())
    }

    async fn stream(client: Client, body: bytes::Bytes, headers: HeaderMap) -> Result<(), async_nats::Error> {
        let stream = jetstream::new(client);
        stream.send_publish("orders", PublishMessage::build().payload(body.clone())).await?.await?; //~ publish-without-context: `async_nats`
        stream.send_publish("orders", PublishMessage::build().payload(body).headers(headers)).await?.await?; // silent: up to the caller
        Ok(())
    }
}

mod aws {
    use std::collections::HashMap;

    use aws_sdk_sqs::Client;
    use aws_sdk_sqs::types::{MessageAttributeValue, SendMessageBatchRequestEntry};
    use opentelemetry::{Context, global};

    async fn queue(client: &Client, url: &str, body: String) -> Result<(), aws_sdk_sqs::Error> {
        client.send_message().queue_url(url).message_body(&body).send().await?; //~ publish-without-context: `aws_sdk_sqs`
        let value = MessageAttributeValue::builder().data_type("String").string_value("order").build()?;
        client.send_message().queue_url(url).message_body(&body).message_attributes("kind", value).send().await?; //~ publish-without-context: `aws_sdk_sqs`
        let mut carrier = HashMap::new();
        global::get_text_map_propagator(|propagator| propagator.inject_context(&Context::current(), &mut carrier));
        let mut request = client.send_message().queue_url(url).message_body(body);
        for (key, value) in carrier {
            let value = MessageAttributeValue::builder().data_type("String").string_value(value).build()?;
            request = request.message_attributes(key, value);
        }
        request.send().await?; // silent: attributes are added in the loop
        Ok(())
    }

    async fn batch(client: &Client, url: &str, body: &str) -> Result<(), aws_sdk_sqs::Error> {
        let entry = SendMessageBatchRequestEntry::builder().id("1").message_body(body).build()?;
        client.send_message_batch().queue_url(url).entries(entry).send().await?; //~ publish-without-context: `aws_sdk_sqs`
        Ok(())
    }

    async fn topic(client: &aws_sdk_sns::Client, topic: &str, body: &str) -> Result<(), aws_sdk_sns::Error> {
        client.publish().topic_arn(topic).message(body).send().await?; //~ publish-without-context: `aws_sdk_sns`
        Ok(())
    }
}

mod others {
    use std::collections::{BTreeMap, HashMap};

    use google_cloud_googleapis::pubsub::v1::PubsubMessage;
    use opentelemetry::{Context, global};
    use redis::AsyncCommands;
    use rskafka::client::partition::{Compression, PartitionClient};
    use rskafka::record::Record;
    use rumqttc::v5::mqttbytes::QoS;
    use rumqttc::v5::mqttbytes::v5::PublishProperties;

    async fn kafka(client: &PartitionClient, value: Vec<u8>) {
        let plain = Record { key: None, value: Some(value.clone()), headers: BTreeMap::new(), timestamp: chrono::Utc::now() };
        let _ = client.produce(vec![plain], Compression::NoCompression).await; //~ publish-without-context: `rskafka`
        let mut carrier = HashMap::new();
        global::get_text_map_propagator(|propagator| propagator.inject_context(&Context::current(), &mut carrier));
        let headers = carrier.into_iter().map(|(key, value)| (key, value.into_bytes())).collect();
        let full = Record { key: None, value: Some(value), headers, timestamp: chrono::Utc::now() };
        let _ = client.produce(vec![full], Compression::NoCompression).await; // silent: made of what was injected
    }

    async fn mqtt(old: &rumqttc::AsyncClient, new: &rumqttc::v5::AsyncClient) {
        let _ = old.publish("orders", rumqttc::QoS::AtLeastOnce, false, "ready").await; //~ publish-without-context: `rumqttc`, which has no headers
        let _ = new.publish("orders", QoS::AtLeastOnce, false, "ready").await; //~ publish-without-context: `publish` of `rumqttc` takes no headers
    }

    async fn mqtt_properties(new: &rumqttc::v5::AsyncClient) {
        let properties = PublishProperties { content_type: Some("text/plain".to_owned()), ..Default::default() };
        let _ = new.publish_with_properties("orders", QoS::AtLeastOnce, false, "ready", properties).await; //~ publish-without-context: leaves through `rumqttc`
    }

    async fn mqtt_in_payload(client: &rumqttc::AsyncClient, body: &str) {
        let payload = format!("{} {body}", parent());
        let _ = client.publish("orders", rumqttc::QoS::AtLeastOnce, false, payload).await; // silent: a function makes the context
    }

    async fn streams<C: AsyncCommands>(connection: &mut C, body: &str) {
        let _: Result<String, _> = connection.xadd("orders", "*", &[("kind", "order"), ("state", "new")]).await; //~ publish-without-context: `redis`
        let _: Result<u64, _> = connection.publish("orders", "ready").await; //~ publish-without-context: `redis`, which has no headers
        let _: Result<u64, _> = connection.lpush("recent", body).await; // silent: a list may be anything
    }

    async fn streams_with_context<C: AsyncCommands>(connection: &mut C, body: &str) {
        let _: Result<String, _> = connection.xadd("orders", "*", &[("body", body), ("traceparent", &parent())]).await; // silent: a pair of it is the context
    }

    async fn google(publisher: &gcloud_pubsub::publisher::Publisher, data: Vec<u8>) {
        let plain = PubsubMessage { data: data.clone(), ..Default::default() };
        let _ = publisher.publish(plain).await; //~ publish-without-context: `gcloud_pubsub`
        let mut attributes = HashMap::new();
        global::get_text_map_propagator(|propagator| propagator.inject_context(&Context::current(), &mut attributes));
        let _ = publisher.publish(PubsubMessage { data, attributes, ..Default::default() }).await; // silent: injected
    }

    fn parent() -> String {
        let mut carrier = HashMap::new();
        global::get_text_map_propagator(|propagator| propagator.inject_context(&Context::current(), &mut carrier));
        carrier.remove("traceparent").unwrap_or_default()
    }
}

mod own {
    use std::collections::{HashMap, VecDeque};

    use opentelemetry::{Context, global};

    #[derive(Default)]
    struct Job {
        headers: HashMap<String, String>,
        body: String,
    }

    #[derive(Default)]
    struct Outbox {
        jobs: VecDeque<Job>,
    }

    impl Outbox {
        fn enqueue(&mut self, job: Job) {
            self.jobs.push_back(job);
        }

        fn publish(&mut self, mut job: Job) {
            global::get_text_map_propagator(|propagator| propagator.inject_context(&Context::current(), &mut job.headers));
            self.jobs.push_back(job);
        }
    }

    fn place(outbox: &mut Outbox, body: String) {
        outbox.enqueue(Job { body: body.clone(), ..Default::default() }); //~ publish-without-context: this `Job` leaves with nothing in `headers`
        let mut job = Job { body: body.clone(), ..Default::default() };
        global::get_text_map_propagator(|propagator| propagator.inject_context(&Context::current(), &mut job.headers));
        outbox.enqueue(job); // silent: injected
        outbox.publish(Job { body, ..Default::default() }); // silent: the function injects
    }
}

fn main() {}
