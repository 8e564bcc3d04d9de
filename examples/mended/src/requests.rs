//! One line in, one line out.

use tracing::{field, info_span, Instrument};

use crate::orders::{self, Order};
use crate::Shop;

/// Answers one request.
pub async fn answer(shop: &Shop, line: &str) -> String {
    let span = info_span!("request", otel.kind = "server", request.command = field::Empty, request.outcome = field::Empty);
    let words: Vec<&str> = line.split_whitespace().collect();
    span.record("request.command", words.first().copied().unwrap_or("none"));
    let result = dispatch(shop, &words).instrument(span.clone()).await;
    span.record("request.outcome", if result.is_ok() { "answered" } else { "refused" });
    result.unwrap_or_else(|reason| format!("refused: {reason}"))
}

async fn dispatch(shop: &Shop, words: &[&str]) -> Result<String, String> {
    match words {
        ["sign-in", name, password] => {
            let account = shop.accounts.sign_in(name, password).ok_or("wrong name or password")?;
            shop.accounts.greet(&account);
            Ok(format!("welcome back, customer {}", account.id))
        }
        ["order", customer, item, count] => {
            let customer = customer.parse().map_err(|_| "a customer is a number")?;
            let count = count.parse().map_err(|_| "a count is a number")?;
            let id = orders::place(shop, Order { customer, item: (*item).to_owned(), count }).await?;
            Ok(format!("order {id}"))
        }
        ["ship", order] => {
            let order_id = order.parse().map_err(|_| "an order is a number")?;
            orders::ship(shop, order_id).await?;
            Ok(format!("order {order_id} is on its way"))
        }
        _ => Err("unknown request".to_owned()),
    }
}
