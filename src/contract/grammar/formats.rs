//! How texts of the language look.

use super::Format;

const fn format(what: &'static str, pattern: &'static str, otherwise: &'static str) -> Format {
    Format { what, pattern, otherwise }
}

pub(super) const TEXT: Format = format("text", r"\S", "no text");
/// Text that may be empty.
pub(super) const ANY_TEXT: Format = format("text", "", "no text");
pub(super) const SERVICE: Format = format("the name of a service", r"\S", "no name");
pub(super) const PATH: Format = format("the path of a file or folder", r"\S", "no path");
pub(super) const GROUP: Format = format("the name of a group", r"^[^$*\s]+$", "no name: it holds a space, `$` or `*`");
pub(super) const KEY: Format =
    format("the key of an attribute", r"^[^$*]+(\.\*)?$", "no key: `$` and `*` stand in none, but for a `.*` at the end");
pub(super) const MEMBER: Format =
    format("the key of an attribute", r"^[^$*]+(\.\*)?$", "no key of an attribute: a group holds no other group");
pub(super) const KEY_OR_GROUP: Format = format(
    "the key of an attribute, or a group such as `$order`",
    r"^(\$[^$*\s]+|[^$*]+(\.\*)?)$",
    "no key: `*` stands in none, but for a `.*` at the end",
);
pub(super) const DURATION: Format =
    format("a duration", "^[0-9]{1,12}(ms|s|m|h)$", "no duration: a whole number with `ms`, `s`, `m` or `h`");
pub(super) const PERCENT: Format =
    format("a percentage", r"^(100(\.0+)?|[0-9]{1,2}(\.[0-9]+)?)%$", "no percentage from `0%` to `100%`");
pub(super) const DATE: Format = format("a date", "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$", "no date");
pub(super) const TIMES: Format =
    format("a number or a range", r"^([0-9]{1,9}(\.\.[0-9]{0,9})?|\.\.[0-9]{1,9})$", "no range such as `1..3`, `1..` or `..3`");
pub(super) const RELEASE: Format =
    format("a release of the semantic conventions", r"^[0-9]+\.[0-9]+(\.[0-9]+)?$", "no release such as `1.27`");
pub(super) const RELEASE_OR_NONE: Format = format(
    "a release of the semantic conventions, or `none`",
    r"^(none|[0-9]+\.[0-9]+(\.[0-9]+)?)$",
    "no release such as `1.27`",
);
