//! The order in which files were written, by their names: the collector renames a full file to `name-2022-09-14T05-02-14.173.json`
//! and goes on under `name.json`.
//! Source: <https://github.com/open-telemetry/opentelemetry-collector-contrib/tree/main/exporter/fileexporter>, "File Rotation".

/// What files are sorted by. Rotated ones of a name come by their time, then the one that is still written.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Order {
    /// Without its time, and without the packing that only what is finished has.
    base: String,
    is_live: bool,
    time: String,
    name: String,
}

/// `0` stands for a digit.
const PATTERN: &str = "-0000-00-00T00-00-00.000";

impl Order {
    pub(super) fn of(name: &str) -> Self {
        let folder = name.rfind('/').map_or(0, |slash| slash + 1);
        let found = (folder..name.len()).find_map(|at| {
            let (before, rest) = name.split_at_checked(at)?;
            let (time, after) = rest.split_at_checked(PATTERN.len())?;
            is_time(time).then_some((before, time, after))
        });
        let Some((before, time, after)) = found else {
            return Self { base: unpacked(name).to_owned(), is_live: true, time: String::new(), name: name.to_owned() };
        };
        let base = format!("{before}{after}");
        Self { base: unpacked(&base).to_owned(), is_live: false, time: time.to_owned(), name: name.to_owned() }
    }
}

fn is_time(text: &str) -> bool {
    text.bytes().zip(PATTERN.bytes()).all(|(byte, wanted)| if wanted == b'0' { byte.is_ascii_digit() } else { byte == wanted })
}

fn unpacked(name: &str) -> &str {
    name.strip_suffix(".gz").or_else(|| name.strip_suffix(".zst")).unwrap_or(name)
}
