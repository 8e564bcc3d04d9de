//! What paths are relative to in reports and patches that are read elsewhere: the repository, wherever the program ran.

#![allow(clippy::unwrap_used, reason = "a test says what is wrong by failing")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use otel_lint::run::{Environment, run};
use tempfile::TempDir;

const PROGRAM: &str = env!("CARGO_BIN_EXE_cargo-otel-lint");

/// Three fixes, one of them on a line with signs that nobody sees; and what cannot be read.
const ORDERS: &str = "\
fn load(tenant_id: &str) {
    let span = tracing::info_span!(\"load order\", tenant_id);
    let _ = span.enter();
    work();
}

fn main() {}
";
const BROKEN: &str = "fn broken() { let x = ; tracing::info!(a = 1); }\n";
const ODD: &str = "fn save() {\r\n    let span = tracing::info_span!(\"save\");\r\n    let _ = span.enter(); // \u{1b}[31m \u{202e}\r\n    work();\r\n}";
const ODD_NAME: &str = "shop/orders/src/an \"odd\" \u{202e}\u{1b}name.rs";

const CONTRACT: &str = "\
version: 1
attributes:
  tenant.id: { type: string, aliases: [tenant_id] }
  order.id: { type: string }
spans:
  - name: load order
    attributes: { required: [order.id, tenant.id] }
  - name: never seen
";

/// A repository with a workspace in a folder of it, and a member of that.
fn repository() -> (TempDir, PathBuf) {
    let outside = tempfile::tempdir().unwrap();
    let root = fs::canonicalize(outside.path()).unwrap().join("repository");
    for (path, text) in [
        (".git/HEAD", "ref: refs/heads/main\n"),
        ("shop/Cargo.toml", "[workspace]\nmembers = [\"orders\"]\n"),
        ("shop/contract.yaml", CONTRACT),
        (
            "shop/orders/Cargo.toml",
            "[package]\nname = \"orders\"\n[dependencies]\ntracing = \"0.1\"\nopentelemetry = \"0.33\"\ntracing-opentelemetry = \"0.34\"\n",
        ),
        ("shop/orders/src/broken.rs", BROKEN),
        ("shop/orders/src/main.rs", ORDERS),
        (ODD_NAME, ODD),
        ("shop/captures/capture.json", CAPTURE),
    ] {
        let path = root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    (outside, root)
}

const CAPTURE: &str = r#"{"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"orders"}}]},
"scopeSpans":[{"scope":{"name":"orders"},"spans":[{"traceId":"5b8efff798038103d269b633813fc601","spanId":"eee19b7ec3c1b101","kind":1,
"name":"load order","startTimeUnixNano":"1767225600000000000","endTimeUnixNano":"1767225600100000000","attributes":[
{"key":"tenant_id","value":{"stringValue":"a"}},{"key":"user.email","value":{"stringValue":"alice.archer@shop-mail.org"}},
{"key":"code.file.path","value":{"stringValue":"orders/src/main.rs"}},{"key":"code.line.number","value":{"intValue":"2"}}]}]}]}]}"#;

fn program(folder: &Path, words: &[&str]) -> Output {
    Command::new(PROGRAM).current_dir(folder).env_clear().args(words).output().unwrap()
}

/// What is said beside problems, which are told there where no report is.
fn said(output: &Output) -> String {
    let text = String::from_utf8(output.stderr.clone()).unwrap();
    text.split_inclusive('\n').filter(|line| !line.contains(": problem: ")).collect()
}

/// Without the list of rules that a SARIF report begins with.
fn stdout(output: &Output) -> String {
    let text = String::from_utf8(output.stdout.clone()).unwrap();
    text.split_once("\"automationDetails\"").map_or(text.clone(), |(_, run)| run.to_owned())
}

#[test]
fn a_report_of_code_is_the_same_wherever_the_program_runs() {
    let (outside, root) = repository();
    let manifest = root.join("shop/Cargo.toml");
    let named = ["--manifest-path", manifest.to_str().unwrap()];
    for format in ["--format=sarif", "--format=github", "--format=junit", "--diff"] {
        let from_root = program(&root, &[format, "--manifest-path", "shop/Cargo.toml"]);
        let text = stdout(&from_root);
        assert_eq!(said(&from_root), "", "{format}");
        for path in text.match_indices("orders/src/main.rs").map(|(at, _)| text.get(..at).unwrap_or_default().to_owned()) {
            assert!(path.ends_with("shop/") && !path.ends_with("repository/shop/"), "{format}: {text}");
        }
        assert!(text.contains("shop/orders/src/main.rs"), "{format}: {text}");
        assert!(format == "--diff" || text.contains("shop/contract.yaml:3"), "{format}: {text}");
        assert!(!text.contains(root.to_str().unwrap()), "{format}: {text}");
        for (folder, words) in [
            (root.join("shop"), &[][..]),
            (root.join("shop/orders"), &[]),
            (root.join("shop/orders/src"), &[]),
            (outside.path().to_owned(), &named),
            (PathBuf::from("/"), &named),
        ] {
            let words = [&[format], words].concat();
            assert_eq!(stdout(&program(&folder, &words)), text, "{format} from {}", folder.display());
        }
    }
}

#[test]
fn a_report_of_a_recording_is_the_same_wherever_the_program_runs() {
    let (outside, root) = repository();
    let absolute = |path: &str| root.join(path).to_str().unwrap().to_owned();
    let (capture, contract, whole) = (absolute("shop/captures/capture.json"), absolute("shop/contract.yaml"), absolute("."));
    for format in ["sarif", "github", "junit"] {
        let format = format!("--format={format}");
        let from_workspace = program(&root.join("shop"), &["validate", &format, "captures/capture.json"]);
        let text = stdout(&from_workspace);
        assert!(from_workspace.stderr.is_empty(), "{format}");
        assert!(text.contains("shop/contract.yaml") && !text.contains(&whole), "{format}: {text}");
        // Which code made it is told from the workspace, as cargo compiles it.
        assert!(text.contains("shop/orders/src/main.rs"), "{format}: {text}");
        for (folder, words) in [
            (root.join("shop"), &["--contract", "contract.yaml", "captures/capture.json"][..]),
            (root.join("shop/orders"), &["../captures/capture.json"]),
            (root.join("shop/orders"), &["--contract", "../contract.yaml", &capture]),
            (root.join("shop/orders"), &["--root", "../..", &capture]),
        ] {
            let words = [&["validate", &format], words].concat();
            assert_eq!(stdout(&program(&folder, &words)), text, "{format} from {}", folder.display());
        }
        // Elsewhere it is not known which workspace that was.
        let without_code = text.replace("shop/orders/src/main.rs", "orders/src/main.rs");
        let words = ["validate", &format, "--contract", "shop/contract.yaml", "shop/captures/capture.json"];
        assert_eq!(stdout(&program(&root, &words)), without_code, "{format} from the repository");
        let words = ["validate", &format, "--contract", &contract, "--root", &whole, &capture];
        assert_eq!(stdout(&program(outside.path(), &words)), without_code, "{format} from outside");
    }
}

#[test]
fn people_and_programs_see_paths_from_where_they_are() {
    let (_outside, root) = repository();
    for format in ["human", "short", "json"] {
        let output = program(&root.join("shop"), &["--format", format]);
        assert!(output.stderr.is_empty(), "{format}");
        let text = stdout(&output);
        assert!(text.contains("orders/src/main.rs") && !text.contains("shop/orders/src/main.rs"), "{format}: {text}");
    }
}

#[test]
#[expect(clippy::print_stderr, reason = "what was not tried is said")]
fn patches_apply_in_the_repository() {
    let git = |folder: &Path, words: &[&str]| {
        let above = folder.parent().unwrap();
        Command::new("git").current_dir(folder).env("GIT_CEILING_DIRECTORIES", above).args(words).output()
    };
    for folder in ["shop", "shop/orders"] {
        let (_outside, root) = repository();
        let patch = program(&root.join(folder), &["--diff"]);
        assert_eq!(patch.status.code(), Some(1));
        fs::write(root.join("patch"), &patch.stdout).unwrap();
        // In a repository git leaves out what lies outside of the folder it runs in, so it has to be one.
        fs::remove_dir_all(root.join(".git")).unwrap();
        if git(&root, &["init", "-q"]).is_err() {
            eprintln!("not tried: there is no git here");
            return;
        }
        let applied = git(&root, &["apply", "--whitespace=nowarn", "patch"]).unwrap();
        assert!(applied.status.success(), "{}\n{}", String::from_utf8_lossy(&applied.stderr), stdout(&patch));
        assert_eq!(fs::read_to_string(root.join(ODD_NAME)).unwrap(), ODD.replace("let _ =", "let _guard ="));
        let orders = fs::read_to_string(root.join("shop/orders/src/main.rs")).unwrap();
        assert!(orders.contains("let _guard = span.enter();") && orders.contains("tenant.id = tenant_id"), "{orders}");
        let again = program(&root.join(folder), &["--diff"]);
        assert_eq!((again.status.code(), stdout(&again)), (Some(0), String::new()));
    }
}

#[test]
fn a_terminal_is_not_moved_by_a_patch() {
    let (_outside, root) = repository();
    let mut environment = Environment { working_directory: root.join("shop"), ..Environment::read().unwrap() };
    let mut shown = |is_terminal: bool| {
        environment.stdout_is_terminal = is_terminal;
        let (mut out, mut error) = (Vec::new(), Vec::new());
        let words = ["cargo-otel-lint", "--diff"].map(std::ffi::OsString::from);
        assert_eq!(run(words.into_iter(), &environment, &mut out, &mut error), 1);
        String::from_utf8(out).unwrap()
    };
    let (piped, seen) = (shown(false), shown(true));
    assert!(piped.contains("// \u{1b}[31m \u{202e}\r\n"), "{piped}");
    assert_eq!(seen, piped.replace(['\u{1b}', '\u{202e}'], "\u{fffd}"));
    assert!(piped.contains(r#"--- "a/shop/orders/src/an \"odd\" \342\200\256\033name.rs""#), "{piped}");
}

/// What is done to the repository, variables, and words; then the path of the file, and whether something is said of it.
type Case<'c> = (&'c dyn Fn(&Path), &'c [(&'c str, &'c str)], &'c [&'c str], &'c str, bool);

#[test]
fn the_root_is_named_or_found() {
    let no_git = |root: &Path| fs::remove_dir_all(root.join(".git")).unwrap();
    let git_file = |root: &Path| {
        no_git(root);
        fs::write(root.join(".git"), "gitdir: ../other\n").unwrap();
    };
    let git_in_workspace = |root: &Path| fs::create_dir(root.join("shop/.git")).unwrap();
    let nothing = |_: &Path| {};
    let cases: [Case<'_>; 12] = [
        (&nothing, &[], &[], "shop/orders/src/main.rs", false),
        (&git_file, &[], &[], "shop/orders/src/main.rs", false),
        (&git_in_workspace, &[], &[], "orders/src/main.rs", false),
        (&git_in_workspace, &[("GITHUB_WORKSPACE", "..")], &[], "orders/src/main.rs", false),
        (&git_in_workspace, &[], &["--root", ".."], "shop/orders/src/main.rs", false),
        (&nothing, &[], &["--root", "orders"], "src/main.rs", false),
        (&no_git, &[], &[], "orders/src/main.rs", true),
        (&no_git, &[], &["--root", "../shop/."], "orders/src/main.rs", false),
        (&no_git, &[("GITHUB_WORKSPACE", "..")], &[], "shop/orders/src/main.rs", false),
        (&no_git, &[("CI_PROJECT_DIR", "..")], &[], "shop/orders/src/main.rs", false),
        (&no_git, &[("GITHUB_WORKSPACE", "orders"), ("BUILD_SOURCESDIRECTORY", "..")], &[], "shop/orders/src/main.rs", false),
        (
            &no_git,
            &[("GITHUB_WORKSPACE", "/no/such/folder"), ("CI_PROJECT_DIR", "orders"), ("PWD", "..")],
            &[],
            "orders/src/main.rs",
            true,
        ),
    ];
    for (at, (prepare, variables, words, path, is_said)) in cases.into_iter().enumerate() {
        let (_outside, root) = repository();
        prepare(&root);
        for (format, before) in [("--format=github", "file="), ("--diff", "+++ b/"), ("--format=sarif", "\"uri\": \"")] {
            let mut command = Command::new(PROGRAM);
            command.current_dir(root.join("shop")).env_clear().envs(variables.iter().copied());
            let output = command.arg(format).args(words).output().unwrap();
            let text = stdout(&output);
            assert!(text.contains(&format!("{before}{path}")), "case {at}, {format}: {text}");
            let said = said(&output);
            assert_eq!(
                said.matches("note: paths are relative to the workspace").count(),
                usize::from(is_said),
                "case {at}: {said}"
            );
            assert_eq!(said.lines().count(), usize::from(is_said), "case {at}: {said}");
        }
    }
    let (_outside, root) = repository();
    no_git(&root);
    assert_eq!(said(&program(&root.join("shop"), &["--format=sarif", "-q"])), "", "-q asks for silence");
    let wrong = program(&root.join("shop"), &["--root", "Cargo.toml"]);
    assert_eq!(wrong.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&wrong.stderr).contains("`--root` names `Cargo.toml`, which is no folder"));
}
