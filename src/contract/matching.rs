//! Which clause speaks of a name. All names of a contract are compiled once: literals into a table, globs and patterns into one
//! automaton; what depends on the values of a span is left to the caller, who gets the clauses in the order of their rank.

use regex::RegexSet;
use rustc_hash::FxHashMap;

use super::model::{NameMatch, Selectors, TemplatePart};

/// The clauses of one kind, by what their names must look like.
#[derive(Debug)]
pub struct Matcher {
    /// Of literals, the clauses.
    literals: FxHashMap<String, Vec<usize>>,
    /// Globs and patterns in automata of a size that can be built, each with the position of its first one; and the clause of each.
    automata: Vec<(usize, RegexSet)>,
    of_automaton: Vec<usize>,
    templates: Vec<usize>,
    /// Clauses of whatever name.
    any: Vec<usize>,
    clauses: Vec<Compiled>,
}

#[derive(Debug)]
struct Compiled {
    rank: Rank,
    services: Vec<String>,
    /// A glob.
    scope: Option<String>,
}

/// How closely a clause looks: the greatest wins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rank {
    /// Literal, template, glob, pattern, no name.
    name: u8,
    selectors: usize,
    literal_part: usize,
}

/// A clause that may speak of a name, in a service and scope.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Candidate {
    /// Position among the clauses that the matcher was made of.
    pub clause: usize,
    pub rank: Rank,
}

impl Matcher {
    /// Compiles the names of clauses. Patterns that cannot be compiled match nothing: the loader has refused them.
    pub fn new<'c>(clauses: impl Iterator<Item = (&'c NameMatch, &'c Selectors)>) -> Self {
        let mut matcher = Self {
            literals: FxHashMap::default(),
            automata: Vec::new(),
            of_automaton: Vec::new(),
            templates: Vec::new(),
            any: Vec::new(),
            clauses: Vec::new(),
        };
        let mut expressions = Vec::new();
        for (at, (name, selectors)) in clauses.enumerate() {
            match name {
                NameMatch::Literal(text) => matcher.literals.entry(text.clone()).or_default().push(at),
                NameMatch::Glob(glob) => {
                    expressions.push(glob_expression(glob));
                    matcher.of_automaton.push(at);
                }
                NameMatch::Pattern(pattern) => {
                    expressions.push(whole(pattern));
                    matcher.of_automaton.push(at);
                }
                NameMatch::Template(_) => matcher.templates.push(at),
                NameMatch::Any => matcher.any.push(at),
            }
            matcher.clauses.push(Compiled {
                rank: rank(name, selectors),
                services: selectors.services.iter().map(|service| service.value.clone()).collect(),
                scope: selectors.scope.as_ref().map(|scope| scope.value.clone()),
            });
        }
        matcher.automata = automata(&expressions);
        matcher
    }

    /// The clauses that may speak of a name, the closest first. Whether a template or condition holds is for the caller to say; of those
    /// of equal rank the one that stands first in the contract comes first.
    pub fn candidates(&self, service: &str, scope: &str, name: &str) -> Vec<Candidate> {
        let literal = self.literals.get(name).into_iter().flatten();
        let matching = self.automata.iter().flat_map(|(first, set)| set.matches(name).into_iter().map(move |at| first + at));
        let by_automaton = matching.filter_map(|at| self.of_automaton.get(at));
        let all = literal.chain(by_automaton).chain(&self.templates).chain(&self.any);
        let fitting = all.copied().filter_map(|clause| {
            let compiled = self.clauses.get(clause)?;
            let in_service = compiled.services.is_empty() || compiled.services.iter().any(|known| known == service);
            let in_scope = compiled.scope.as_ref().is_none_or(|glob| glob_holds(glob, scope));
            (in_service && in_scope).then_some(Candidate { clause, rank: compiled.rank })
        });
        let mut candidates: Vec<Candidate> = fitting.collect();
        candidates.sort_by(|one, other| other.rank.cmp(&one.rank).then(one.clause.cmp(&other.clause)));
        candidates
    }
}

/// So many expressions are put into one automaton if they fit: one of all would grow beyond what can be built.
const IN_ONE: usize = 256;

/// Automata of all expressions. One that cannot be built does not take the others with it.
fn automata(expressions: &[String]) -> Vec<(usize, RegexSet)> {
    let mut built = Vec::new();
    let mut waiting: Vec<(usize, &[String])> =
        expressions.chunks(IN_ONE).enumerate().map(|(chunk, part)| (chunk * IN_ONE, part)).rev().collect();
    while let Some((first, part)) = waiting.pop() {
        match RegexSet::new(part) {
            Ok(set) => built.push((first, set)),
            Err(_) if part.len() > 1 => {
                let (left, right) = part.split_at(part.len() / 2);
                waiting.extend([(first + left.len(), right), (first, left)]);
            }
            Err(_) => {}
        }
    }
    built
}

/// The rank of a clause.
pub fn rank(name: &NameMatch, selectors: &Selectors) -> Rank {
    let count = usize::from(!selectors.services.is_empty()) + usize::from(selectors.scope.is_some()) + selectors.conditions.len();
    let (kind, literal_part) = match name {
        NameMatch::Literal(text) => (4, text.len()),
        NameMatch::Template(parts) => (3, literal_length(parts)),
        NameMatch::Glob(glob) => (2, glob.len() - glob.matches('*').count()),
        NameMatch::Pattern(pattern) => (1, pattern.bytes().filter(u8::is_ascii_alphanumeric).count()),
        NameMatch::Any => (0, 0),
    };
    Rank { name: kind, selectors: count, literal_part }
}

fn literal_length(parts: &[TemplatePart]) -> usize {
    let of = |part: &TemplatePart| match part {
        TemplatePart::Text(text) => text.len(),
        TemplatePart::Key(_) => 0,
        TemplatePart::Optional(parts) => literal_length(parts),
    };
    parts.iter().map(of).sum()
}

/// Whether a template makes that name of a span's own values. A key that is not there makes no name, unless it is optional.
pub fn template_makes<'v>(parts: &[TemplatePart], name: &str, value: &dyn Fn(&str) -> Option<std::borrow::Cow<'v, str>>) -> bool {
    fill(parts, value).is_some_and(|filled| filled == name)
}

/// What a template makes of values. None where one that is not optional is missing.
pub fn fill<'v>(parts: &[TemplatePart], value: &dyn Fn(&str) -> Option<std::borrow::Cow<'v, str>>) -> Option<String> {
    let mut filled = String::new();
    for part in parts {
        match part {
            TemplatePart::Text(text) => filled.push_str(text),
            TemplatePart::Key(key) => filled.push_str(&value(key)?),
            TemplatePart::Optional(parts) => filled.push_str(&fill(parts, value).unwrap_or_default()),
        }
    }
    Some(filled)
}

/// A pattern of a contract, which is over the whole of a text.
#[derive(Debug)]
pub struct Pattern(regex::Regex);

impl Pattern {
    /// None for what cannot be compiled, which the loader has refused.
    pub fn new(pattern: &str) -> Option<Self> {
        regex::Regex::new(&whole(pattern)).ok().map(Self)
    }

    pub fn holds(&self, text: &str) -> bool {
        self.0.is_match(text)
    }
}

/// A regular expression over the whole text.
fn whole(pattern: &str) -> String {
    format!(r"\A(?:{pattern})\z")
}

fn glob_expression(glob: &str) -> String {
    let parts: Vec<String> = glob.split('*').map(regex::escape).collect();
    format!(r"(?s)\A{}\z", parts.join(".*"))
}

/// Whether a glob, in which `*` is any run of characters, holds for the whole text.
pub fn glob_holds(glob: &str, text: &str) -> bool {
    let mut parts = glob.split('*');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = text.strip_prefix(first) else { return false };
    let Some(last) = parts.next_back() else { return rest.is_empty() };
    // Each part as early as possible leaves the most for those behind it.
    for part in parts {
        let Some((_, after)) = rest.split_once(part) else { return false };
        rest = after;
    }
    rest.ends_with(last)
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::*;
    use crate::contract::{Scalar, Spanned};

    fn text(value: &str) -> Spanned<String> {
        Spanned { value: value.to_owned(), ..Spanned::default() }
    }

    fn of(service: &str, scope: &str, conditions: usize) -> Selectors {
        let given = |text: &str| (!text.is_empty()).then(|| self::text(text));
        let conditions = (0..conditions).map(|at| (self::text(&format!("key.{at}")), Scalar::Int(1))).collect();
        Selectors { services: given(service).into_iter().collect(), scope: given(scope), conditions }
    }

    #[test]
    fn the_closest_clause_comes_first() {
        let literal = |name: &str| NameMatch::Literal(name.to_owned());
        let glob = |name: &str| NameMatch::Glob(name.to_owned());
        let clauses = [
            (NameMatch::Any, of("", "", 0)),
            (glob("GET *"), of("", "", 0)),
            (glob("GET /orders*"), of("", "", 0)),
            (NameMatch::Pattern("GET /orders/[0-9]+".to_owned()), of("", "", 0)),
            (literal("GET /orders/7"), of("", "", 0)),
            (literal("GET /orders/7"), of("shop", "", 1)),
            (NameMatch::Template(vec![TemplatePart::Key("http.request.method".to_owned())]), of("", "", 0)),
            (literal("GET /orders/7"), of("other", "", 0)),
            (literal("GET /orders/7"), of("", "shop.*", 0)),
            (NameMatch::Pattern("(".to_owned()), of("", "", 0)),
        ];
        let matcher = Matcher::new(clauses.iter().map(|(name, selectors)| (name, selectors)));
        let order = |service, scope, name| -> Vec<usize> {
            matcher.candidates(service, scope, name).into_iter().map(|candidate| candidate.clause).collect()
        };
        assert_eq!(order("shop", "shop.http", "GET /orders/7"), [5, 8, 4, 6, 2, 1, 3, 0]);
        assert_eq!(order("", "http", "GET /stock"), [6, 1, 0]);
        assert_eq!(order("", "", "PUT"), [6, 0]);
    }

    #[test]
    fn each_of_many_globs_and_patterns_matches() {
        // Together they are beyond what fits into one automaton.
        let mut names: Vec<NameMatch> = (0..600).map(|at| NameMatch::Glob(format!("work {at} *"))).collect();
        names.extend((0..20).map(|at| NameMatch::Pattern(format!("wide \\w{{1,40}}{at}"))));
        let all = Selectors::default();
        let matcher = Matcher::new(names.iter().map(|name| (name, &all)));
        let found = |name: &str| matcher.candidates("", "", name).first().map(|candidate| candidate.clause);
        for at in [0, 255, 256, 599] {
            assert_eq!(found(&format!("work {at} x")), Some(at));
        }
        assert_eq!(found("wide x19"), Some(619));
        assert_eq!(found("work 600 x"), None);
    }

    #[test]
    fn globs_hold_for_whole_texts() {
        for (glob, text, holds) in [
            ("shop.*", "shop.http", true),
            ("shop.*", "shop", false),
            ("*", "", true),
            ("a*b*c", "a-b-b-c", true),
            ("a*b*c", "a-c-b", false),
            ("a*a", "a", false),
            ("abc", "abc", true),
            ("a.c", "abc", false),
            ("*.sql", "a\nb.sql", true),
        ] {
            assert_eq!(glob_holds(glob, text), holds, "{glob} {text}");
            let compiled = regex::Regex::new(&glob_expression(glob)).unwrap();
            assert_eq!(compiled.is_match(text), holds, "compiled {glob} {text}");
        }
    }

    #[test]
    fn templates_are_filled_with_what_the_span_has() {
        let key = |name: &str| TemplatePart::Key(name.to_owned());
        let route = TemplatePart::Optional(vec![TemplatePart::Text(" ".to_owned()), key("http.route")]);
        let template = [key("http.request.method"), route];
        for (values, name, makes) in [
            (&[("http.request.method", "GET"), ("http.route", "/orders")][..], "GET /orders", true),
            (&[("http.request.method", "GET")], "GET", true),
            (&[("http.request.method", "GET"), ("http.route", "/orders")], "GET", false),
            (&[("http.route", "/orders")], " /orders", false),
        ] {
            let value = |key: &str| values.iter().find(|(known, _)| *known == key).map(|(_, value)| Cow::Borrowed(*value));
            assert_eq!(template_makes(&template, name, &value), makes, "{name}");
        }
    }
}
