//! What is wrong with each capture, and which rule says so, without a contract and with one.

use otel_lint::fact::Amounts;

/// A rule, and part of what the finding says in the short format: the service and all that comes after it.
pub(crate) type Fault = (&'static str, &'static str);

pub(crate) struct Recorded {
    pub(crate) language: &'static str,
    /// What it is held against, beside its folder.
    pub(crate) contract: Option<&'static str>,
    /// Of all files together. Counted by the clients' loops in `tests/captures/sources/`, as the README says, and by the decoders of
    /// Python's `protobuf` and `json`.
    pub(crate) amounts: Amounts,
    /// Defects that the services have on purpose.
    pub(crate) planted: &'static [Fault],
    /// What else is true of them: the libraries' own doing, or what comes with a planted defect.
    pub(crate) besides: &'static [Fault],
}

pub(crate) const RECORDED: [Recorded; 8] = [
    Recorded {
        language: "python",
        contract: None,
        amounts: Amounts { resources: 6, spans: 133, logs: 29, metrics: 6, data_points: 21, traces: 29 },
        planted: &[
            ("attribute-wrong-type", "traces: `order.total` has values of several types: `string`, `double`"),
            ("attribute-wrong-type", "traces: the conventions give `http.response.status_code` the type int"),
            ("consumer-root", "process orders: `process orders` consumes a message and starts a new trace"),
            ("error-without-cause", "place order: `place order` failed"),
            ("exception-without-error-status", "process orders: `process orders` has an exception"),
            ("high-cardinality-metric-attribute", "metrics: the metric attribute `user.id`"),
            ("high-cardinality-span-name", "charge {}: the span name `charge {}` has data in it: 12 names"),
            ("pii-attribute", "traces: the span attribute `customer.contact` holds an e-mail address"),
            ("pii-attribute", "traces: the span attribute `db.statement` holds an e-mail address"),
            ("pii-attribute", "traces: the span attribute `http.request.header.authorization` holds a signed token"),
            ("pii-attribute", "traces: the span attribute `http.url` holds a secret"),
            ("pii-attribute", "traces: the span attribute `payment.reference` holds a card number"),
            ("pii-in-message", "logs: log bodies hold an e-mail address"),
            ("service-identity", "shop-mailer: `shop-mailer` does not say its version"),
        ],
        besides: &[
            ("instrumentation-library-outdated", "shop: `opentelemetry.instrumentation.flask`"),
            ("instrumentation-library-outdated", "shop: `opentelemetry.instrumentation.requests`"),
            ("instrumentation-library-outdated", "shop: `opentelemetry.instrumentation.sqlite3`"),
        ],
    },
    Recorded {
        language: "node",
        contract: None,
        amounts: Amounts { resources: 3, spans: 94, logs: 10, metrics: 5, data_points: 14, traces: 7 },
        planted: &[
            ("client-root", "traces of `accounts` begin with an outgoing call"),
            ("deprecated-attribute", "traces: `http.url` is called `url.full`"),
            ("exception-without-error-status", "load account {}: `load account {}` has an exception"),
            ("high-cardinality-metric-attribute", "metrics: the metric attribute `session.id`"),
            ("high-cardinality-span-name", "load account {}: the span name `load account {}` has data in it: 5 names"),
            ("key-cardinality", "differ only in the data in their names: `account.{}.plan`"),
            ("metric-unit", "accounts.login.time: `milliseconds`"),
            ("near-duplicate-attribute", "`userId`, `user_id`"),
            ("payload-in-log", "logs: log records have a whole document as their body"),
            ("pii-attribute", "logs: the log attribute `contact` holds an e-mail address"),
            ("pii-attribute", "traces: the span attribute `http.url` holds an AWS access key id"),
            ("pii-attribute", "traces: the span attribute `login.form` holds a secret"),
            ("pii-in-message", "logs: log bodies hold a secret"),
            ("service-identity", "`accounts` does not say its environment"),
        ],
        besides: &[("attribute-name-style", "names of attributes of `accounts` are written unlike all others: `userId`")],
    },
    Recorded {
        language: "rust",
        contract: None,
        amounts: Amounts { resources: 3, spans: 48, logs: 30, metrics: 3, data_points: 3, traces: 12 },
        planted: &[
            ("deprecated-attribute", "traces: `db.statement` is called `db.query.text`"),
            ("deprecated-attribute", "traces: `db.system` is called `db.system.name`"),
            ("dropped-telemetry", "checkout: events of `checkout` were dropped"),
            ("error-without-cause", "discount: `discount` failed"),
            ("high-cardinality-span-name", "load cart {}: the span name `load cart {}` has data in it: 12 names"),
            ("metric-conflict", "cart.checkout.duration: `cart.checkout.duration` is sent with several units: `ms`, `s`"),
            ("metric-unit", "cart.value: `EUR`"),
            ("pii-attribute", "traces: the span attribute `customer` holds a bank account number (IBAN)"),
            ("pii-attribute", "traces: the span attribute `customer` holds an e-mail address"),
            ("pii-in-message", "logs: log bodies hold a bank account number (IBAN)"),
            ("pii-in-message", "traces: names in telemetry hold an e-mail address"),
            ("service-identity", "a resource has an empty `service.name`"),
        ],
        besides: &[
            ("attribute-name-style", "are also the beginning of others: `cart`"),
            // An event goes to its span, and as a record to the logs.
            ("pii-in-message", "logs: log bodies hold an e-mail address"),
            ("pii-in-message", "traces: names in telemetry hold a bank account number (IBAN)"),
        ],
    },
    Recorded {
        language: "go",
        contract: None,
        amounts: Amounts { resources: 6, spans: 73, logs: 10, metrics: 24, data_points: 34, traces: 7 },
        planted: &[],
        besides: &[],
    },
    Recorded {
        language: "java",
        contract: None,
        amounts: Amounts { resources: 3, spans: 20, logs: 5, metrics: 7, data_points: 9, traces: 5 },
        planted: &[],
        besides: &[],
    },
    Recorded {
        language: "python",
        contract: Some("python.contract.yaml"),
        amounts: Amounts { resources: 6, spans: 133, logs: 29, metrics: 6, data_points: 21, traces: 29 },
        planted: &[
            ("attribute-denied", "traces: the contract forbids `customer.contact` (python.contract.yaml:21): personal data"),
            ("attribute-denied", "traces: the contract forbids `http.request.header.authorization`"),
            ("attribute-missing", "`service.version` is missing on the resource of `shop-mailer`"),
            (
                "attribute-type",
                "traces: `order.total` is of type double in the contract (python.contract.yaml:15), and here it is string",
            ),
            ("attribute-wrong-type", "traces: the conventions give `http.response.status_code` the type int"),
            ("exception-without-error-status", "process orders: `process orders` has an exception"),
            ("flow-broken", "POST /orders: `process orders` is not under `send orders` in 4 of 12 traces of"),
            ("high-cardinality-span-name", "charge {}: the span name `charge {}` has data in it: 12 names"),
            ("metric-attribute", "shop.orders.placed: `user.id` is on metric `shop.orders.placed`"),
            ("pii-attribute", "traces: the span attribute `db.statement` holds an e-mail address"),
            ("pii-attribute", "traces: the span attribute `http.url` holds a secret"),
            ("pii-attribute", "traces: the span attribute `payment.reference` holds a card number"),
            ("pii-in-message", "logs: log bodies hold an e-mail address"),
            ("span-status", "place order: span `place order` failed without `error.type` or an exception"),
        ],
        besides: &[
            // What has data in its name is not what was promised.
            ("expected-missing", "charge: span `charge` was never seen"),
            // The service goes by release 1.20, and these names are older than that.
            ("instrumentation-library-outdated", "shop: `opentelemetry.instrumentation.flask`"),
        ],
    },
    Recorded {
        language: "node",
        contract: Some("node.contract.yaml"),
        amounts: Amounts { resources: 3, spans: 94, logs: 10, metrics: 5, data_points: 14, traces: 7 },
        planted: &[
            // One thing under two keys, and neither is that of the contract.
            ("attribute-alias", "traces: `userId` is `user.id` in the contract"),
            ("attribute-alias", "traces: `user_id` is `user.id` in the contract"),
            ("attribute-denied", "logs: the contract forbids `contact`"),
            ("attribute-denied", "traces: the contract forbids `login.form`"),
            ("attribute-missing", "`deployment.environment.name` is missing on the resource of `accounts`"),
            ("client-root", "traces of `accounts` begin with an outgoing call"),
            ("deprecated-attribute", "traces: `http.url` is called `url.full`"),
            ("exception-without-error-status", "load account {}: `load account {}` has an exception"),
            ("high-cardinality-span-name", "load account {}: the span name `load account {}` has data in it: 5 names"),
            ("key-cardinality", "differ only in the data in their names: `account.{}.plan`"),
            ("metric-attribute", "accounts.login.time: `session.id` is on metric `accounts.login.time`"),
            ("metric-unit", "accounts.login.time: metric `accounts.login.time` is measured in `milliseconds`"),
            ("payload-in-log", "logs: log records have a whole document as their body"),
            ("pii-attribute", "traces: the span attribute `http.url` holds an AWS access key id"),
            ("pii-in-message", "logs: log bodies hold a secret"),
        ],
        besides: &[
            // No address was ever set there, which only a contract can know.
            ("attribute-missing", "put object: `server.address` is missing on span `put object`"),
            // What has data in its name is not what was promised.
            ("expected-missing", "load account: span `load account` was never seen"),
        ],
    },
    Recorded {
        language: "rust",
        contract: Some("rust.contract.yaml"),
        amounts: Amounts { resources: 3, spans: 48, logs: 30, metrics: 3, data_points: 3, traces: 12 },
        planted: &[
            ("attribute-denied", "traces: the contract forbids `customer`"),
            ("deprecated-attribute", "traces: `db.statement` is called `db.query.text`"),
            ("deprecated-attribute", "traces: `db.system` is called `db.system.name`"),
            ("dropped-telemetry", "checkout: events of `checkout` were dropped"),
            ("high-cardinality-span-name", "load cart {}: the span name `load cart {}` has data in it: 12 names"),
            ("metric-unit", "cart.checkout.duration: metric `cart.checkout.duration` is measured in `ms`"),
            ("metric-unit", "cart.value: metric `cart.value` is measured in `EUR`, and the contract measures it in `{EUR}`"),
            ("pii-in-message", "logs: log bodies hold a bank account number (IBAN)"),
            ("pii-in-message", "traces: names in telemetry hold an e-mail address"),
            ("service-identity", "a resource has an empty `service.name`"),
            ("span-status", "discount: span `discount` failed without `error.type` or an exception"),
        ],
        besides: &[
            // Names of the program's own that nobody compared with the contract.
            ("attribute-alias", "traces: `cart` is `cart.id` in the contract"),
            ("attribute-alias", "traces: `user_id` is `user.id` in the contract"),
            // An event goes to its span, and as a record to the logs.
            ("pii-in-message", "logs: log bodies hold an e-mail address"),
            ("pii-in-message", "traces: names in telemetry hold a bank account number (IBAN)"),
        ],
    },
];
