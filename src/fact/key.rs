//! The vocabulary of facts: every key that a rule may ask for, what it may say, and what it means. A closed list; `docs/rules` and
//! the messages of the rule loader are made from it.

/// What the values of a key look like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// One of these words.
    Words(&'static [&'static str]),
    /// Text or a list of texts from the source.
    Text,
    /// `true` or `false`.
    Flag,
}

macro_rules! keys {
    ($($variant:ident = $name:literal, $shape:expr, $meaning:literal;)*) => {
        /// A fact's name.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[allow(clippy::enum_variant_names, reason = "an attribute's key is called just that")]
        pub enum Key { $(#[doc = $meaning] $variant,)* }

        impl Key {
            /// All keys in the order of this page.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The name in rule files.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            pub fn shape(self) -> Shape {
                match self { $(Self::$variant => $shape,)* }
            }

            /// One sentence for whoever writes a rule.
            pub fn meaning(self) -> &'static str {
                match self { $(Self::$variant => $meaning,)* }
            }
        }
    };
}

use Shape::{Flag, Text, Words};

keys! {
    Kind = "kind", Words(&[
        "span", "guard", "record", "write", "end", "status", "error_record", "error_exit", "instrument_argument", "publish", "allow",
        "attribute",
        "event", "error_return",
    ]),
        "What was seen: a span made, a guard that keeps it entered, a later write to the fields of a span of tracing, a write to a started span, its end, its status, an error written to it, a way out of a function by an error, an event that the exporter takes for a failure, an instrumented function that returns an error, an argument of `#[instrument]`, a message published, a suppression comment, an attribute.";
    InTest = "in_test", Flag,
        "Whether the place is test code: `#[test]`, `#[cfg(test)]`, `tests/`, `benches/`.";
    Expression = "expression", Text,
        "The source text of what was seen, on one line.";

    SpanMadeBy = "span.made_by", Words(&["macro", "attribute", "call"]),
        "A span macro, `#[instrument]`, or a call such as `tracer.start(..)`.";
    SpanUse = "span.use", Words(&["dropped_at_once", "unused", "written_only"]),
        "Where the span's value goes, if all of it is visible: dropped in its own statement, bound and not used, or only written to. Absent when it is entered, passed on or unknown.";
    Name = "name", Text,
        "The name of the span, as a literal without quotes or as source text.";
    NameKind = "name.kind", Words(&["literal", "constant", "built"]),
        "A literal, a constant or function name, or an expression evaluated at run time.";
    NamePlaceholder = "name.placeholder", Text,
        "The first `{..}` in a literal name.";
    NameUnbounded = "name.unbounded", Text,
        "The part of the name's expression whose values have no bound, such as `user_id`.";
    NameUnboundedKind = "name.unbounded_kind", Words(&["id", "path", "url", "topic", "payload", "time", "parameter"]),
        "What makes that part unbounded.";
    NameSet = "name.set", Words(&["start", "field", "update"]),
        "How the name is given: when the span is made, by the field that renames it, or by a later update.";

    GuardType = "guard.type", Text,
        "The path of the guard's type.";
    GuardCrossesThreads = "guard.crosses_threads", Flag,
        "Whether the guard is `Send`, so that a spawned task may hold it.";
    GuardDropped = "guard.dropped", Words(&["at_once"]),
        "The guard ends in the statement that made it.";
    GuardDropForm = "guard.drop_form", Words(&["statement", "underscore", "assignment", "pattern"]),
        "A bare statement, `let _ =`, `_ =`, or `_` inside a pattern.";
    GuardHeldAcross = "guard.held_across", Words(&["await", "macro"]),
        "What suspends the body while the guard lives: `.await`, or a macro that awaits.";
    GuardSuspension = "guard.suspension", Text,
        "The source text of that suspension.";
    SpanActive = "span.active", Words(&["never"]),
        "The span is never made current and is nobody's parent, while another is started beside it. Absent when anything of that is out of sight.";
    SpanEnded = "span.ended", Words(&["before", "next_turn"]),
        "The span has ended before this on every way, or has in every further turn of the loop.";
    EndTime = "end.time", Words(&["before_start"]),
        "The time given for the end lies before the start of the span.";
    GuardReplaces = "guard.replaces", Words(&["alive"]),
        "The guard takes the place of one that is still alive while its span is made; absent where the span is told its parent.";
    Write = "write", Words(&["attribute", "event", "link"]),
        "What is written to a span that was started before the loop around the write; an attribute only if its key is no literal.";
    LoopTurns = "loop.turns", Words(&["few", "many", "flood", "data", "unknown"]),
        "How often that loop turns: a literal number that a span has room for, one that it has not, for a span made in it one that fills the queue of the batch exporter, once for each element of some data.";
    KeyAgain = "key.again", Words(&["before", "next_turn"]),
        "The span has the key already on every way, or has in every further turn of the loop.";
    Status = "status", Words(&["unset", "ok", "error"]),
        "The status that is set here, or that the span has when this happens.";
    StatusThen = "status.then", Words(&["error", "lost"]),
        "What becomes of that status: an error is set after it, or it is not kept.";
    ExitForm = "exit.form", Words(&["question_mark", "return", "value", "macro"]),
        "How a body is left by an error: `?`, `return Err(..)`, an error or a failing call as its value, a macro that returns one.";
    SpanName = "span.name", Text,
        "The name of the span that a guard or a write belongs to, where it is known.";

    Level = "level", Words(&["error", "warn", "info", "debug", "trace"]),
        "The level of an event.";
    ErrorTold = "error.told", Words(&["below_error", "nowhere"]),
        "Where the function tells of the error that it returns: in a warning before it is returned, or nowhere in sight.";

    Field = "field", Text,
        "The field that is written.";
    FieldDeclared = "field.declared", Flag,
        "Whether the span declares the field; absent unless every field of the span is visible.";
    FieldNearest = "field.nearest", Text,
        "The declared field most like it.";
    SpanFields = "span.fields", Text,
        "The fields that the span declares.";

    Argument = "argument", Text,
        "The name of an argument of `#[instrument]`.";
    ArgumentKnown = "argument.known", Flag,
        "Whether `#[instrument]` has an argument of that name.";
    ArgumentNearest = "argument.nearest", Text,
        "The argument of `#[instrument]` most like it.";

    AttributeKey = "key", Text,
        "The attribute's key.";
    AttributeKeyPrivacy = "key.privacy", Words(&["secret", "personal", "ambiguous"]),
        "What the words of the key promise to hold; absent when a word says that it is only about such a value.";
    Carrier = "carrier", Words(&["span", "event", "baggage", "metric", "resource"]),
        "What the attribute is set on.";
    Origin = "origin", Words(&["field", "declared", "argument", "return", "call"]),
        "A field of a macro, a field in `#[instrument(fields(..))]`, an argument or the return value that `#[instrument]` records, or a call such as `KeyValue::new`.";
    ValueKind = "value.kind", Words(&["text", "integer", "other_literal", "empty", "direct", "formatted", "about", "computed"]),
        "A literal of that type; the declared-empty marker; a variable or field as it is; a formatted text; something only about a value, such as its length; any other expression.";
    ValueText = "value.text", Text,
        "The literal's value in lowercase, or the expression's source text.";
    ValuePrivacy = "value.privacy", Words(&["secret", "personal", "ambiguous"]),
        "What the words of the value's expression say that it is.";
    ValuePart = "value.part", Text,
        "The part of the value's expression that says so, such as `form.password`.";
    ValueShown = "value.shown", Words(&["verbatim", "redacted", "count"]),
        "How the value is exported, from its type: as it is, redacted by its own `Debug` or `Display`, or only as a number or flag. Absent when the type is not known.";
    ValueOf = "value.of", Words(&["name", "type", "literal"]),
        "Where `value.privacy` comes from: the name of the value, a field of its type, or the text of a literal.";
    KeysBefore = "keys_before", Text,
        "The keys set before this one in the same span.";
    FunctionName = "function", Text,
        "The instrumented function.";
    FunctionPrivacy = "function.privacy", Words(&["secret", "personal", "ambiguous"]),
        "What the words of the function's name say that it returns.";

    Client = "client", Text,
        "The client library of a publish site.";
    Method = "method", Text,
        "The method that publishes.";
    Context = "context", Words(&["missing"]),
        "The message provably carries no headers, so no trace context.";
    ClientFix = "client.fix", Text,
        "How this client attaches headers.";
    WorkspaceExports = "workspace.exports", Flag,
        "Whether a package of the workspace depends on OpenTelemetry.";

    AllowRule = "allow.rule", Text,
        "The rule that a suppression comment names.";
    AllowKnown = "allow.known", Flag,
        "Whether there is such a rule.";
    AllowUsed = "allow.used", Flag,
        "Whether it silenced a finding; absent when the rule did not run.";
    AllowNearest = "allow.nearest", Text,
        "The rule id most like it.";
    AllowReason = "allow.reason", Flag,
        "Whether the comment gives a reason after `--`.";
    AllowExpired = "allow.expired", Text,
        "The date in `until = ..`, once it has passed.";
}

impl Key {
    pub fn by_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|key| key.name() == name)
    }

    /// Whether a condition on this key may name that value.
    pub fn allows(self, value: &str) -> bool {
        match self.shape() {
            Shape::Words(words) => words.contains(&value),
            Shape::Text => true,
            Shape::Flag => matches!(value, "true" | "false"),
        }
    }
}
