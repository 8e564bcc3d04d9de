//! Patterns of paths, read as git reads those of an ignore file.

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};

/// People write one inside of another, and rarely two.
const MOST_BRACES: usize = 20;

/// Paths relative to the workspace root, with `/`. A pattern without `/` holds in every folder; one that names a folder holds for
/// all that is in it.
#[derive(Debug, Clone, Default)]
pub struct Globs(GlobSet);

impl Globs {
    /// `Err` has the position of the pattern that cannot be read, and why not.
    pub fn new<S: AsRef<str>>(patterns: &[S]) -> Result<Self, (usize, String)> {
        let mut set = GlobSetBuilder::new();
        for (at, pattern) in patterns.iter().enumerate() {
            // The expression that becomes of them is read by recursion.
            if deepest(pattern.as_ref()) > MOST_BRACES {
                return Err((at, format!("more than {MOST_BRACES} braces inside each other")));
            }
            for form in forms(pattern.as_ref()) {
                set.add(GlobBuilder::new(&form).literal_separator(true).build().map_err(|error| (at, error.kind().to_string()))?);
            }
        }
        let past_the_last = patterns.len().saturating_sub(1);
        set.build().map(Self).map_err(|error| (past_the_last, error.kind().to_string()))
    }

    pub fn hold(&self, root_path: &str) -> bool {
        self.0.is_match(root_path)
    }
}

/// How many braces are open at once.
fn deepest(pattern: &str) -> usize {
    let (mut open, mut deepest) = (0usize, 0);
    for sign in pattern.bytes() {
        match sign {
            b'{' => open += 1,
            b'}' => open = open.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(open);
    }
    deepest
}

/// The pattern from the root, for the thing itself and for all below it.
fn forms(pattern: &str) -> [String; 2] {
    let folder = pattern.trim_end_matches('/');
    let from_root = match folder.strip_prefix("./").or_else(|| folder.strip_prefix('/')) {
        Some(rest) => rest.to_owned(),
        None if folder.contains('/') => folder.to_owned(),
        None => format!("**/{folder}"),
    };
    let below = format!("{from_root}/**");
    [from_root, below]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_hold_as_in_an_ignore_file() {
        for (pattern, path, holds) in [
            ("generated", "crates/a/generated/x.rs", true),
            ("generated/", "generated/x.rs", true),
            ("generated", "src/generated.rs", false),
            ("*.gen.rs", "src/deep/a.gen.rs", true),
            ("/build", "build/a.rs", true),
            ("/build", "src/build/a.rs", false),
            ("./build", "src/build/a.rs", false),
            ("src/*.rs", "src/a.rs", true),
            ("src/*.rs", "src/deep/a.rs", false),
            ("src/**/*.rs", "src/deep/a.rs", true),
            ("**/{proto,pb}/**", "a/pb/b.rs", true),
        ] {
            let globs = Globs::new(&[pattern]).expect("is a pattern");
            assert_eq!(globs.hold(path), holds, "{pattern} {path}");
        }
        assert_eq!(Globs::new(&["a", "[z"]).expect_err("is open").0, 1);
    }
}
