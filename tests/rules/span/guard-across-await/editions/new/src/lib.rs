use tracing::info_span;

pub async fn otherwise() {
    if let Some(id) = info_span!("job").entered().id() { // silent: since 2024 it ends before the `else`
        println!("{id:?}");
    } else {
        work().await;
    }
}

pub async fn then() {
    if let Some(_id) = info_span!("job").entered().id() { //~ guard-across-await: `.await`
        work().await;
    }
}

pub async fn tail() {
    let id = match { info_span!("job").entered().id() } { // silent: since 2024 it ends with the block that it is the value of
        Some(id) => id,
        None => return work().await,
    };
    println!("{id:?}");
}

async fn work() {}
