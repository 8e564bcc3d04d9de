//! Which span an expression is: its name and the fields that it declares, where the macro that made it is in sight.

use rustc_hash::FxHashSet;

use super::Walker;
use super::limits::{Limit, MOST_FIELDS};
use crate::code::lower::METAVARIABLE;
use crate::code::tree::{Block, Expr, ExprKind, Field, FieldKey, MacroContent, Path, Range, Sigil, Statement, TelemetryMacro};
use crate::code::workspace::crate_of;
use crate::fact::Texts;
use crate::knowledge::{Does, Grammar, HandsOn};

/// A span whose making is in sight.
#[derive(Debug, Clone)]
pub(in crate::code) struct Origin {
    /// Where it is made; the attribute for an instrumented function.
    pub(in crate::code) made: Range,
    pub(in crate::code) name: Option<String>,
    /// Declared fields; absent when some of them are out of sight.
    pub(in crate::code) fields: Option<Texts>,
    /// The library whose macro or attribute makes it.
    pub(in crate::code) library: String,
    /// Where the macro that makes it takes another field: behind its name.
    pub(in crate::code) declare_at: Option<u32>,
    /// Those of them that certainly have a value from the start.
    pub(in crate::code) filled: Texts,
}

impl<'w> Walker<'w> {
    /// The span that an expression is, or that a guard made by it belongs to.
    pub(in crate::code) fn origin_of(&self, expr: &'w Expr) -> Option<Origin> {
        match &expr.kind {
            ExprKind::Path(path) => self.variable(path.name()?)?.origin.clone(),
            ExprKind::Reference(inner) | ExprKind::Try(inner) => self.origin_of(inner),
            ExprKind::Macro(call) => match &call.content {
                MacroContent::Span(span) if self.is_span_macro(call) => Some(self.origin_of_macro(&call.path, span, expr.range)),
                _ => None,
            },
            ExprKind::Method { receiver, .. } => {
                let origin = self.origin_of(receiver)?;
                let hands_on = self.known_call(expr).and_then(|call| call.hands_on);
                (hands_on == Some(HandsOn::Receiver)).then_some(origin)
            }
            ExprKind::Call { callee, arguments } => {
                let ExprKind::Path(path) = &callee.kind else { return None };
                let absolute = self.workspace.resolve(self.at, path)?;
                match self.workspace.knowledge.catalog.call(&absolute)?.does {
                    Some(Does::CurrentSpan) => self.current_span(),
                    _ => arguments.first().filter(|_| arguments.len() == 1).and_then(|argument| self.origin_of(argument)),
                }
            }
            ExprKind::If { then, otherwise, .. } => {
                let (first, second) = (self.origin_of(tail(then)?)?, self.origin_of(otherwise.as_deref()?)?);
                Some(join(first, second))
            }
            ExprKind::Block(block) => self.origin_of(tail(block)?),
            ExprKind::Match { arms, .. } => {
                let mut origins = arms.iter().map(|arm| self.origin_of(&arm.body));
                let first = origins.next()??;
                origins.try_fold(first, |joined, next| Some(join(joined, next?)))
            }
            _ => None,
        }
    }

    /// The span that is current here, if nothing out of sight can have changed it: the innermost guard alive, else the
    /// instrumented function's own.
    fn current_span(&self) -> Option<Origin> {
        if let Some(&index) = self.flow.alive.last() {
            return self.guards[index].origin.clone();
        }
        let instrument = self.own_instrument().filter(|_| self.body == 0 && self.guards.is_empty())?;
        Some(self.origin_of_instrument(instrument))
    }

    /// Whether the expression makes a new span, so that its value is the only handle to it.
    pub(in crate::code) fn makes_span(&self, expr: &'w Expr) -> bool {
        match &expr.kind {
            ExprKind::Macro(call) => matches!(call.content, MacroContent::Span(_)) && self.is_span_macro(call),
            ExprKind::Method { receiver, name, .. } => {
                matches!(name.as_str(), "record" | "follows_from") && self.makes_span(receiver)
            }
            ExprKind::Block(block) => tail(block).is_some_and(|tail| self.makes_span(tail)),
            ExprKind::If { then, otherwise, .. } => {
                let both = tail(then).zip(otherwise.as_deref());
                both.is_some_and(|(then, otherwise)| self.makes_span(then) && self.makes_span(otherwise))
            }
            _ => false,
        }
    }

    pub(in crate::code) fn is_span_macro(&self, call: &crate::code::tree::MacroCall) -> bool {
        let absolute = self.workspace.telemetry_macro(self.at, &call.path);
        let grammar = absolute.and_then(|path| self.workspace.knowledge.catalog.grammar(&path));
        matches!(grammar, Some(Grammar::SpanMacro | Grammar::LeveledSpanMacro))
    }

    pub(in crate::code) fn is_instrument(&self, instrument: &crate::code::tree::Instrument) -> bool {
        let absolute = self.workspace.resolve_macro(self.at, &instrument.path);
        absolute.and_then(|path| self.workspace.knowledge.catalog.grammar(&path)) == Some(Grammar::Instrument)
    }

    /// The attribute that makes a span of the function itself.
    pub(in crate::code) fn own_instrument(&self) -> Option<&'w crate::code::tree::Instrument> {
        self.function.instrument.as_ref().filter(|instrument| self.is_instrument(instrument))
    }

    fn origin_of_macro(&self, path: &Path, span: &'w TelemetryMacro, made: Range) -> Origin {
        let fields = if span.open { None } else { self.field_names(&span.fields) };
        let fields = fields.map(|mut names| {
            names.extend(span.message.is_some().then(|| "message".to_owned()));
            Texts::from(names)
        });
        let fields = self.few(fields);
        let name = span.name.as_ref().and_then(|name| self.literal(name));
        let declare_at = span.name.as_ref().map(|name| name.range.end).filter(|_| fields.is_some());
        let library = self.library_of(path);
        Origin { made, name, fields, library, declare_at, filled: self.filled(&span.fields).into() }
    }

    pub(in crate::code) fn origin_of_instrument(&self, instrument: &'w crate::code::tree::Instrument) -> Origin {
        let declared = if instrument.open { None } else { self.field_names(&instrument.fields) };
        let fields = declared.map(|mut names| {
            names.extend(self.recorded_parameters(instrument).into_iter().map(|(name, _, _)| name.to_owned()));
            Texts::from(names)
        });
        let fields = self.few(fields);
        let name = instrument.name.as_ref().map_or_else(|| Some(self.function.name.clone()), |name| self.literal(name));
        let mut filled = self.filled(&instrument.fields);
        if !instrument.open {
            filled.extend(self.recorded_parameters(instrument).into_iter().map(|(name, _, _)| name.to_owned()));
        }
        let library = self.library_of(&instrument.path);
        Origin { made: instrument.range, name, fields, library, declare_at: None, filled: filled.into() }
    }

    /// The fields, unless there are too many to hold what is recorded against them.
    fn few(&self, fields: Option<Texts>) -> Option<Texts> {
        let is_long = fields.as_ref().is_some_and(|fields| fields.len() > MOST_FIELDS);
        if is_long {
            self.limits.reach(Limit::Fields);
        }
        fields.filter(|_| !is_long)
    }

    /// The library that a macro is of; nothing where that is not known.
    fn library_of(&self, path: &Path) -> String {
        let absolute = self.workspace.telemetry_macro(self.at, path);
        absolute.map(|absolute| crate_of(&absolute).to_owned()).unwrap_or_default()
    }

    /// The parameters whose values `#[instrument]` records: not skipped, and not given as a field.
    /// Source: tracing-attributes 0.1.31, `expand.rs`: a field with a parameter's name takes its place.
    pub(in crate::code) fn recorded_parameters(
        &self,
        instrument: &crate::code::tree::Instrument,
    ) -> Vec<(&'w str, &'w crate::code::tree::Parameter, Range)> {
        if instrument.skip_all {
            return Vec::new();
        }
        let given = instrument.fields.iter().filter_map(|field| match &field.key {
            FieldKey::Text(key) => Some(key.as_str()),
            FieldKey::Constant(_) => None,
        });
        let left_out: FxHashSet<&str> = instrument.skip.iter().map(String::as_str).chain(given).collect();
        let mut recorded = Vec::new();
        for parameter in &self.function.parameters {
            for name in parameter.pattern.names() {
                if !left_out.contains(name) {
                    recorded.push((name, parameter, parameter.pattern.range));
                }
            }
        }
        recorded
    }

    /// The fields that certainly have a value: what may be none exports nothing.
    fn filled(&self, fields: &'w [Field]) -> Vec<String> {
        let is_filled = |field: &&'w Field| match &field.value {
            Some(value) => {
                let shown = field.sigil != Sigil::None || matches!(value.kind, ExprKind::Literal(_) | ExprKind::Macro(_));
                shown && !self.declares_empty(value)
            }
            None => field.shorthand && field.sigil != Sigil::None,
        };
        fields.iter().filter(is_filled).filter_map(|field| self.key(field)).collect()
    }

    pub(in crate::code) fn field_names(&self, fields: &[Field]) -> Option<Vec<String>> {
        fields.iter().map(|field| self.key(field)).collect()
    }

    /// A field's name, if it is in sight.
    pub(in crate::code) fn key(&self, field: &Field) -> Option<String> {
        match &field.key {
            FieldKey::Text(text) => (!text.contains(METAVARIABLE)).then(|| text.clone()),
            FieldKey::Constant(constant) => self.literal(constant),
        }
    }
}

/// One of two spans: fields that either declares, each once.
fn join(first: Origin, second: Origin) -> Origin {
    let fields = first.fields.zip(second.fields).map(|(fields, more)| {
        let new = more.iter().filter(|field| !fields.has(field));
        if new.clone().next().is_none() {
            fields.clone()
        } else {
            Texts::from(fields.iter().chain(new).cloned().collect::<Vec<_>>())
        }
    });
    let filled = if first.filled == second.filled {
        first.filled
    } else {
        Texts::from(first.filled.iter().filter(|field| second.filled.has(field)).cloned().collect::<Vec<_>>())
    };
    Origin {
        library: first.library,
        // One place alone would not do.
        declare_at: None,
        made: first.made.to(second.made),
        name: first.name.filter(|name| second.name.as_ref() == Some(name)),
        fields,
        filled,
    }
}

/// The value of a block.
pub(in crate::code) fn tail(block: &Block) -> Option<&Expr> {
    match block.statements.last()? {
        Statement::Expr { value, semicolon: false, .. } => Some(value),
        _ => None,
    }
}
