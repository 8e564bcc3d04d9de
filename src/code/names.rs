//! Names to absolute paths: imports with aliases and globs, re-exports of the workspace, renamed dependencies, preludes.
//! A name that cannot be followed to its end is unknown.

use super::tree::Path;
use super::workspace::{At, Workspace, split_last};

/// Scopes that one look-up goes through. No import leads further.
const MAX_STEPS: usize = 64;

/// The scopes and names that a look-up has been through, so that globs in a circle end.
type Trail = Vec<(At, String)>;

impl Workspace {
    /// The absolute path that `path` stands for in the scope `at`.
    pub(super) fn resolve(&self, at: At, path: &Path) -> Option<String> {
        if path.of.is_some() && path.segments.len() < 2 {
            return None;
        }
        self.follow(at, path.global, &path.segments, &mut Trail::new())
    }

    /// The absolute path of a macro, if it is not one of the crate's own.
    pub(super) fn resolve_macro(&self, at: At, path: &Path) -> Option<String> {
        let Some(name) = path.name() else { return self.resolve(at, path) };
        if let Some(imported) = self.imported(at, name, &mut Trail::new()) {
            return Some(imported);
        }
        if self.has_macro(at, name) {
            return None;
        }
        let in_scope = self
            .macros
            .used_in(super::workspace::crate_of(self.path(at)))
            .iter()
            .map(|from| format!("{from}::{name}"))
            .find(|path| self.knowledge.catalog.knows(path));
        in_scope.or_else(|| self.knowledge.catalog.knows(name).then(|| name.to_owned()))
    }

    fn follow(&self, at: At, global: bool, segments: &[String], trail: &mut Trail) -> Option<String> {
        let (first, rest) = segments.split_first()?;
        let base = if global { self.crate_path(at, first) } else { self.first_segment(at, first, !rest.is_empty(), trail) }?;
        Some(self.descend(base, rest, trail))
    }

    fn first_segment(&self, at: At, name: &str, is_prefix: bool, trail: &mut Trail) -> Option<String> {
        let here = self.path(at);
        match name {
            "crate" => return Some(super::workspace::crate_of(here).to_owned()),
            "self" if is_prefix => return Some(module_of(here).to_owned()),
            "super" => return split_last(module_of(here)).map(|(above, _)| above.to_owned()),
            _ => {}
        }
        if let Some(found) = self.imported(at, name, trail) {
            return Some(found);
        }
        self.crate_path(at, name).or_else(|| self.knowledge.catalog.knows(name).then(|| name.to_owned()))
    }

    /// Looks a name up in a scope and the blocks around it: items, imports, globs.
    fn imported(&self, at: At, name: &str, trail: &mut Trail) -> Option<String> {
        // On the way of another look-up less may be found.
        if !trail.is_empty() {
            return self.look_up(at, name, trail);
        }
        let found = &self.scope_indexes[at.unit][at.scope].found;
        found.get_or(self.state, name, || self.look_up(at, name, trail))
    }

    fn look_up(&self, at: At, name: &str, trail: &mut Trail) -> Option<String> {
        let mut here = at;
        loop {
            if let Some(found) = self.in_scope(here, name, trail) {
                return Some(found);
            }
            let scope = self.scope(here);
            match (scope.parent, &scope.module) {
                (Some(parent), None) => here.scope = parent,
                _ => return None,
            }
        }
    }

    fn in_scope(&self, at: At, name: &str, trail: &mut Trail) -> Option<String> {
        if let Some(found) = self.shared_modules.elsewhere(self.path(at), name) {
            return Some(found.to_owned());
        }
        if self.holds(at, name) {
            return Some(format!("{}::{name}", self.path(at)));
        }
        if trail.len() >= MAX_STEPS || trail.iter().any(|(seen, asked)| *seen == at && asked == name) {
            return None;
        }
        trail.push((at, name.to_owned()));
        let scope = self.scope(at);
        for import in self.scope_indexes[at.unit][at.scope].imports(scope, name) {
            // `use tracing;` names the crate itself.
            let is_itself = import.name() == Some(name);
            let found =
                if is_itself { self.crate_path(at, name) } else { self.follow(at, import.global, &import.segments, trail) };
            if found.is_some() {
                return found;
            }
        }
        for glob in &scope.globs {
            let Some(from) = self.follow(at, glob.global, &glob.segments, trail) else { continue };
            let candidate = format!("{from}::{name}");
            let catalog = &self.knowledge.catalog;
            if catalog.knows(&candidate) || catalog.knows_within(&candidate) || self.is_item(&candidate) {
                return Some(candidate);
            }
            for &module in self.modules(&from) {
                if module != at
                    && let Some(found) = self.in_scope(module, name, trail)
                {
                    return Some(found);
                }
            }
        }
        None
    }

    fn is_item(&self, path: &str) -> bool {
        split_last(path).is_some_and(|(module, name)| self.modules(module).iter().any(|&at| self.holds(at, name)))
    }

    /// The scope of a `type` alias and what it stands for.
    pub(super) fn alias(&self, path: &str) -> Option<(At, &super::tree::Type)> {
        let (module, name) = split_last(path)?;
        self.modules(module).iter().find_map(|&at| {
            let found = self.scope_indexes[at.unit][at.scope].alias(self.scope(at), name);
            found.map(|target| (at, target))
        })
    }

    fn crate_path(&self, at: At, name: &str) -> Option<String> {
        match name {
            "std" | "core" | "alloc" => Some("std".to_owned()),
            _ => self
                .external(at.unit, name)
                .map(str::to_owned)
                .or_else(|| self.knowledge.catalog.knows_crate(name).then(|| name.to_owned())),
        }
    }

    /// Appends segments, following the re-exports of workspace modules on the way.
    fn descend(&self, base: String, rest: &[String], trail: &mut Trail) -> String {
        let mut path = base;
        for segment in rest {
            if let Some(found) = self.shared_modules.elsewhere(&path, segment) {
                path = found.to_owned();
                continue;
            }
            let next = format!("{path}::{segment}");
            path = if self.is_item(&next) || self.knowledge.catalog.knows(&next) {
                next
            } else if let Some(library) = self.knowledge.catalog.reexported(&next) {
                library.to_owned()
            } else {
                let exported = self.modules(&path).iter().find_map(|&module| self.in_scope(module, segment, trail));
                exported.unwrap_or(next)
            };
        }
        path
    }
}

/// The module around block scopes: `a::b::{1.2}` is in `a::b`.
fn module_of(path: &str) -> &str {
    path.find('{').and_then(|at| path.get(..at)).map_or(path, |before| before.trim_end_matches(':'))
}
