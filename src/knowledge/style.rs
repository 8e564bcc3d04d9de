//! How names of attributes and instruments are written: whose fault it is that they look unlike all others, by their letters alone.
//! Source: OpenTelemetry, "Naming" (general, attributes, metrics) of the semantic conventions.

use super::words::words;

/// What is unusual in a name, and the part of it that is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unusual<'n> {
    pub style: Style,
    pub part: &'n str,
}

/// Ways in which names differ from those of the conventions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// Capitals, and signs other than dots and underscores.
    Letters,
    /// Dots and underscores side by side.
    Delimiters,
    /// No letter first, or a delimiter last.
    Ends,
    /// A counter's name says that it is a total.
    Total,
    /// An instrument's name says its unit.
    Unit,
}

/// What is unusual in the name of an attribute.
pub fn unusual(name: &str) -> Option<Unusual<'_>> {
    let found = |style, at: usize, bytes: usize| name.get(at..at + bytes).map(|part| Unusual { style, part });
    let is_delimiter = |letter: char| matches!(letter, '.' | '_');
    if let Some((at, letter)) =
        name.char_indices().find(|(_, letter)| !(letter.is_ascii_lowercase() || letter.is_ascii_digit() || is_delimiter(*letter)))
    {
        return found(Style::Letters, at, letter.len_utf8());
    }
    let mut pairs = name.char_indices().zip(name.chars().skip(1));
    if let Some(((at, _), _)) = pairs.find(|((_, one), other)| is_delimiter(*one) && is_delimiter(*other)) {
        return found(Style::Delimiters, at, 2);
    }
    if let Some(first) = name.chars().next().filter(|first| !first.is_ascii_lowercase()) {
        return found(Style::Ends, 0, first.len_utf8());
    }
    name.ends_with(is_delimiter).then(|| found(Style::Ends, name.len() - 1, 1)).flatten()
}

/// What is unusual in the name of an instrument, beside what is so in the names of attributes.
pub fn unusual_metric(name: &str, counts: bool) -> Option<Unusual<'_>> {
    let last = name.rsplit(['.', '_']).next().filter(|last| last.len() < name.len());
    let says = |style| last.map(|part| Unusual { style, part });
    match last {
        Some("total") if counts => says(Style::Total),
        Some(word) if words().is_unit(word) => says(Style::Unit),
        _ => unusual(name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_like_those_of_the_conventions_are_usual() {
        for name in ["http.route", "shop.order_id", "k8s.pod.name", "rows", "http2.stream"] {
            assert_eq!(unusual(name), None, "{name}");
        }
        for (name, style, part) in [
            ("orderId", Style::Letters, "I"),
            ("order-id", Style::Letters, "-"),
            ("größe", Style::Letters, "ö"),
            ("shop..order", Style::Delimiters, ".."),
            ("shop._order", Style::Delimiters, "._"),
            ("_order", Style::Ends, "_"),
            ("3d.model", Style::Ends, "3"),
            ("order.", Style::Ends, "."),
        ] {
            assert_eq!(unusual(name), Some(Unusual { style, part }), "{name}");
        }
        assert_eq!(unusual_metric("orders_total", true), Some(Unusual { style: Style::Total, part: "total" }));
        assert_eq!(unusual_metric("orders_total", false), None);
        assert_eq!(unusual_metric("order.duration_ms", false), Some(Unusual { style: Style::Unit, part: "ms" }));
        assert_eq!(unusual_metric("seconds", false), None);
    }
}
