//! What lies on the shelves.

use std::collections::HashMap;
use std::time::Duration;

use opentelemetry::{global, trace::Tracer};
use tokio::sync::Mutex;
use tracing::info_span;

#[derive(Default)]
pub struct Stock {
    shelves: Mutex<HashMap<String, u32>>,
}

impl Stock {
    /// Takes goods from the shelf, after ordering more where it runs low.
    pub async fn take(&self, item: &str, count: u32) -> Result<(), String> {
        let mut shelves = self.shelves.lock().await;
        let left = shelves.entry(item.to_owned()).or_insert(100);
        if *left < count {
            *left += restock(item).await;
        }
        *left = reserve(item, *left, count).ok_or_else(|| format!("not enough of {item}"))?;
        audit(item, *left);
        Ok(())
    }
}

/// What is left when `count` pieces are gone.
fn reserve(item: &str, left: u32, count: u32) -> Option<u32> {
    let _guard = info_span!("reserve", order.item = item).entered();
    left.checked_sub(count)
}

/// Fetches a pallet from the cellar.
async fn restock(item: &str) -> u32 {
    let _span = global::tracer("stock").start("restock");
    println!("fetching {item}");
    tokio::time::sleep(Duration::from_millis(20)).await;
    100
}

/// Writes the stock book.
fn audit(item: &str, left: u32) {
    let _guard = info_span!("audit").entered();
    println!("{item}: {left} left");
}
