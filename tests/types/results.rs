//! Results and errors.

use anyhow::Context as _;
use tracing::Span;

type Own<T> = std::result::Result<T, Failure>;

struct Failure;
struct Order;

fn own() -> Own<Order> {
    Err(Failure)
}

fn of_a_crate() -> sqlx::Result<Order> {
    todo!()
}

fn of_a_module() -> lapin::Result<Span> {
    todo!()
}

fn aliases() -> Own<()> {
    let a = own()?; //: Order
    let b = of_a_crate()?; //: Order
    let c = of_a_module(); //: Result<Span>
    let d = of_a_crate().unwrap(); //: Order
    Ok(())
}

fn told_with_context() -> anyhow::Result<()> {
    let a = own().context("no order")?; //: Order
    let b = own().with_context(|| "no order")?; //: Order
    let c = Some(Order).context("none")?; //: Order
    let d = own().map_err(|_| Failure)?; //: Order
    let e = own().ok(); //: Option<Order>
    Ok(())
}
