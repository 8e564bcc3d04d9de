//! Random values of the kinds that telemetry is full of, the same in every run. A kind comes in, values go out.

/// Every kind that detectors are held against.
pub(crate) const KINDS: &[&str] = &[
    "digits",
    "groups of digits",
    "dashed digits",
    "epoch ms",
    "epoch us",
    "epoch ns",
    "snowflake",
    "uuid",
    "hex16",
    "hex32",
    "hex40",
    "hex64",
    "base64",
    "ulid",
    "semver",
    "url",
    "path",
    "sql",
    "hostname",
    "words",
    "time",
];

const DIGITS: &str = "0123456789";
const HEX: &str = "0123456789abcdef";
const BASE32: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const BASE64: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const ALNUM: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const CROCKFORD: &str = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const WORDS: &[&str] = &[
    "order",
    "basic",
    "token",
    "password",
    "secret",
    "key",
    "section",
    "passenger",
    "author",
    "cookie",
    "session",
    "user",
    "card",
    "email",
    "phone",
    "cart",
    "item",
    "payment",
    "request",
    "failed",
    "for",
    "the",
    "with",
    "bearer",
    "api",
    "access",
    "private",
    "public",
    "task",
    "risk",
    "disk",
    "token",
    "expired",
    "validation",
    "of",
    "is",
    "missing",
    "checkout",
    "cache",
    "retry",
];

/// Numbers by splitmix64. Source: <https://prng.di.unimi.it/splitmix64.c>, in the public domain.
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn between(&mut self, from: u64, to: u64) -> u64 {
        from + self.next() % (to - from)
    }

    fn of(&mut self, letters: &str, count: u64) -> String {
        let letters = letters.as_bytes();
        (0..count).map(|_| char::from(letters[usize::try_from(self.next() % letters.len() as u64).unwrap()])).collect()
    }

    fn word(&mut self) -> &'static str {
        WORDS[usize::try_from(self.next() % WORDS.len() as u64).unwrap()]
    }

    fn words(&mut self, count: u64, between: &str) -> String {
        (0..count).map(|_| self.word()).collect::<Vec<_>>().join(between)
    }

    /// A value of a kind.
    pub(crate) fn value(&mut self, kind: &str) -> String {
        // From 2020 to 2035, in nanoseconds.
        let now = self.between(1_577_836_800_000_000_000, 2_051_222_400_000_000_000);
        let count = self.between(1, 9);
        match kind {
            "digits" => {
                let length = self.between(8, 20);
                self.of(DIGITS, length)
            }
            "groups of digits" => {
                (0..4).map(|_| self.of(DIGITS, 4)).collect::<Vec<_>>().join(if count.is_multiple_of(2) { "-" } else { " " })
            }
            "dashed digits" => format!("{}-{}-{}", self.of(DIGITS, 3), self.of(DIGITS, 2), self.of(DIGITS, 4)),
            "epoch ms" => (now / 1_000_000).to_string(),
            "epoch us" => (now / 1000).to_string(),
            "epoch ns" => now.to_string(),
            "snowflake" => self.between(1 << 57, 1 << 61).to_string(),
            "uuid" => [8, 4, 4, 4, 12].map(|length| self.of(HEX, length)).join("-"),
            "hex16" => self.of(HEX, 16),
            "hex32" => self.of(HEX, 32),
            "hex40" => self.of(HEX, 40),
            "hex64" => self.of(HEX, 64),
            "base64" => {
                let length = self.between(20, 61);
                self.of(BASE64, length)
            }
            "ulid" => format!("0{}", self.of(CROCKFORD, 25)),
            "semver" => {
                let (major, minor, patch) = (self.between(0, 30), self.between(0, 100), self.between(0, 1000));
                let build = self.of(DIGITS, 14);
                match count % 3 {
                    0 => format!("{major}.{minor}.{patch}"),
                    1 => format!("{major}.{minor}.{patch}-rc.{count}+{build}"),
                    _ => format!("v{major}.{minor}"),
                }
            }
            "url" => {
                let (path, id) = (self.words(count, "/"), self.of(HEX, 12));
                let (key, number) =
                    (["page", "code", "id", "page_token", "sort"][usize::try_from(count % 5).unwrap()], self.of(ALNUM, 24));
                format!("https://{}.shop.com:8443/{path}/{id}?{key}={number}&limit={count}", self.word())
            }
            "path" => format!(
                "/var/lib/{}/{}.{}",
                self.words(count, "/"),
                self.of(HEX, 8),
                ["rs", "log", "json"][usize::try_from(count % 3).unwrap()]
            ),
            "sql" => {
                let (table, column) = (self.word(), self.word());
                format!(
                    "SELECT {column}, {} FROM {table} WHERE {column} = ${count} AND id = {} AND at > '2026-11-{:02}'",
                    self.word(),
                    self.of(DIGITS, 9),
                    count + 10
                )
            }
            "hostname" => {
                format!("{}-{}-{}.eu-west-1.compute.internal", self.words(count.min(3), "-"), self.of(HEX, 9), self.of(HEX, 5))
            }
            "words" => {
                let length = self.between(2, 14);
                let words = self.words(length, " ");
                if count.is_multiple_of(2) { format!("{}: {words}", self.word()) } else { words }
            }
            "time" => format!(
                "2026-{:02}-{:02}T{:02}:{:02}:{:02}.{}+0{}:00",
                count,
                count + 10,
                count + 9,
                count + 20,
                count + 40,
                self.of(DIGITS, 6),
                count
            ),
            other => panic!("no kind is called `{other}`"),
        }
    }

    /// `text` with `{alnum:20}` and the like replaced.
    pub(crate) fn fill(&mut self, text: &str) -> String {
        let mut filled = String::new();
        let mut rest = text;
        while let Some(at) = rest.find('{') {
            filled.push_str(&rest[..at]);
            let inside = rest[at + 1..].split('}').next().unwrap_or_default();
            let letters = inside.split_once(':').and_then(|(kind, count)| Some((letters(kind)?, count.parse().ok()?)));
            let Some((letters, count)) = letters else {
                filled.push('{');
                rest = &rest[at + 1..];
                continue;
            };
            filled.push_str(&self.of(letters, count));
            rest = &rest[at + inside.len() + 2..];
        }
        filled + rest
    }
}

fn letters(kind: &str) -> Option<&'static str> {
    let known = [("alnum", ALNUM), ("hex", HEX), ("digits", DIGITS), ("base32", BASE32), ("base64", BASE64)];
    known.iter().find(|(name, _)| *name == kind).map(|(_, letters)| *letters)
}
