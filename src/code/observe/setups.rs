//! What a function does to the pipeline: noted for what is said of whole programs.

use super::Walker;
use crate::code::program::Setup;
use crate::code::tree::{Expr, ExprKind, Range};
use crate::code::types::Ty;
use crate::code::walk::{Known, Making};
use crate::knowledge::{Adds, Call, Does, Signal};

/// Variables that are looked through to find where a provider comes from.
const MAX_STEPS: usize = 8;

impl<'w> Walker<'w> {
    /// A known call, if it sets up, uses or shuts down a pipeline.
    pub(in crate::code) fn note_setup(&mut self, expr: &'w Expr, call: &Call, arguments: &'w [Expr]) {
        let Some(does) = call.does else { return };
        let (signal, provider) = match does {
            Does::InstallsProvider | Does::TakesProvider => (call.signal, arguments.first()),
            Does::InstallsSubscriber
            | Does::InstallsPropagator
            | Does::GetsPropagator
            | Does::GetsGlobal
            | Does::ShutsDown
            | Does::Flushes => (call.signal, None),
            Does::MayInstallProvider => {
                self.may_be_done(Does::InstallsProvider, call.signal, expr.range);
                return;
            }
            _ => return,
        };
        let waits = provider.is_some_and(|provider| self.waits_for_others(provider));
        let provider = provider.and_then(|provider| self.comes_from(provider, MAX_STEPS));
        self.footprint.setups.push(Setup { does, signal, range: expr.range, provider, waits, perhaps: false });
    }

    /// A method on a receiver whose type is not known: it may shut down anything.
    pub(in crate::code) fn note_unknown_setup(&mut self, expr: &'w Expr, receiver: &Ty, name: &str) {
        let by_name =
            [Does::ShutsDown, Does::Flushes].into_iter().find(|does| self.workspace.knowledge.catalog.does(name, *does));
        let is_unknown = matches!(receiver.unwrapped(), Ty::Unknown | Ty::Bounded(_));
        if let Some(does) = by_name.filter(|_| is_unknown) {
            self.may_be_done(does, None, expr.range);
        }
        let installs =
            self.workspace.knowledge.catalog.method_of_anything(name).filter(|call| call.does == Some(Does::MayInstallProvider));
        if let Some(call) = installs.filter(|_| !matches!(receiver.unwrapped(), Ty::Own(..) | Ty::Api(..))) {
            self.may_be_done(Does::InstallsProvider, call.signal, expr.range);
        }
    }

    /// Somebody out of sight gets these values: whoever has a provider may shut it down.
    pub(in crate::code) fn note_given_away(&mut self, range: Range, values: &[Ty]) {
        for signal in values.iter().flat_map(|ty| self.workspace.providers_in(ty)) {
            self.may_be_done(Does::ShutsDown, Some(signal), range);
        }
    }

    fn may_be_done(&mut self, does: Does, signal: Option<Signal>, range: Range) {
        if does != Does::InstallsProvider {
            self.may_end_pipeline();
        }
        self.footprint.setups.push(Setup { does, signal, range, provider: None, waits: false, perhaps: true });
    }

    /// Where a provider comes from: the call that makes it, through variables, copies and what is asked of it.
    fn comes_from(&self, expr: &'w Expr, steps: usize) -> Option<Range> {
        let steps = steps.checked_sub(1)?;
        match &expr.kind {
            ExprKind::Path(path) => self.comes_from(self.variable(path.name()?)?.value?, steps),
            ExprKind::Reference(inner) => self.comes_from(inner, steps),
            ExprKind::Method { receiver, .. } if matches!(receiver.kind, ExprKind::Path(_)) => {
                self.comes_from(receiver, steps).or(Some(expr.range))
            }
            ExprKind::Call { .. } | ExprKind::Method { .. } | ExprKind::Try(_) => Some(expr.range),
            _ => None,
        }
    }

    /// Whether what a provider exports waits for a batch or an interval, so that the end of the process loses it.
    pub(in crate::code) fn waits_for_others(&self, provider: &'w Expr) -> bool {
        self.making(provider).is_some_and(|making| waits(making))
    }
}

/// Whether a provider, or the processor or reader that it is given, exports in batches or intervals on some way.
fn waits(making: &Making) -> bool {
    let mut parts = making.ways.iter().flat_map(|way| &way.parts);
    parts.any(|part| match (part.call.adds, &part.value) {
        (Some(Adds::BatchExporter), _) => true,
        (Some(Adds::Processor), Known::Made(inner)) => waits(inner),
        _ => false,
    })
}
