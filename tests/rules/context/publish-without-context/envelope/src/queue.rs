use lapin::options::BasicPublishOptions;
use lapin::{BasicProperties, Channel};

pub struct Queue(pub Channel);

impl Queue {
    pub async fn send_bytes(&self, body: &[u8]) {
        let options = BasicPublishOptions::default();
        let _ = self.0.basic_publish("".into(), "orders".into(), options, body, BasicProperties::default()).await; // silent: callers send what has room for context
    }

    pub async fn ping(&self, body: &[u8]) {
        let options = BasicPublishOptions::default();
        let _ = self.0.basic_publish("".into(), "pings".into(), options, body, BasicProperties::default()).await; //~ publish-without-context: leaves through `lapin`
    }
}
