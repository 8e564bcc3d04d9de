//! What becomes of people's files: what a run may replace, what it leaves alone, and what is left when it is ended in the middle.

#![allow(clippy::expect_used, clippy::panic, reason = "helpers of tests fail as tests do")]

mod otlp;
mod replay;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use replay::{folder, type_line};

const FAULT: &str = "pub fn load() {\n    let _ = tracing::info_span!(\"load\").entered();\n    work();\n}\n";
const CLIENT: &str = "crate: acme_queue\ntypes:\n  acme_queue::Outbox:\n    methods:\n      enqueue:\n        publishes: { arguments: 2, carrier: 1, headers: Meta, fix: \"outbox.enqueue(body, meta);\" }\n";

/// A workspace with one of everything.
fn workspace(name: &str) -> std::path::PathBuf {
    let folder = folder("files", name);
    let capture = otlp::faulty(1);
    let files = [
        ("Cargo.toml", "[package]\nname = \"shop\"\nversion = \"0.1.0\"\n[dependencies]\ntracing = \"0.1\"\n"),
        ("Cargo.lock", "version = 4\n"),
        ("otel-lint.toml", "fail-on = \"never\"\nsemconv = \"1.27\"\n"),
        ("contract.yaml", "version: 1\nimports: [shared.yaml]\n"),
        ("shared.yaml", "version: 1\nattributes: { order.id: { type: string } }\n"),
        ("src/lib.rs", FAULT),
        ("src/empty.rs", ""),
        (".gitignore", "*.log\n"),
        ("compose.yml", "services: {}\n"),
        ("settings", "fail-on = \"never\"\n"),
        ("promises", "version: 1\nspans: []\n"),
        ("known", "{\"version\": 1, \"findings\": []}\n"),
        ("cap", capture.as_str()),
        ("plain", "no telemetry, but read\n"),
    ];
    for (name, text) in files {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().expect("has a folder")).expect("is made");
        fs::write(path, text).expect("is written");
    }
    run(&folder, "validate --partial part cap", 0);
    folder
}

/// Runs the program, which has to end with that status; stdout and stderr.
fn run(folder: &Path, line: &str, status: i32) -> (String, String) {
    let output = type_line(&format!("cargo-otel-lint {line}"), folder);
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let (stdout, stderr) = (text(&output.stdout), text(&output.stderr));
    assert_eq!(output.status.code(), Some(status), "{line}: {stdout}{stderr}");
    (stdout, stderr)
}

/// Every file below a folder, by its path.
fn contents(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).expect("is there") {
            let path = entry.expect("is read").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).expect("lies there").to_string_lossy().replace('\\', "/");
                files.insert(name, fs::read(path).unwrap_or_default());
            }
        }
    }
    files
}

/// Lines that would replace something, each with what it is.
fn hold_refused(folder: &Path, lines: &[(&str, &str)]) {
    let before = contents(folder);
    for (line, is) in lines {
        let (stdout, stderr) = run(folder, line, 2);
        assert_eq!(stdout, "", "{line}");
        assert!(stderr.contains(is) && stderr.contains("would replace it"), "{line}: {stderr}");
        assert_eq!(contents(folder), before, "{line}");
    }
}

#[test]
fn what_is_read_and_what_is_a_source_is_not_replaced() {
    let folder = workspace("refused");
    hold_refused(
        &folder,
        &[
            ("check --output src/lib.rs", "is Rust source"),
            ("check --output ./src/../src/lib.rs", "is Rust source"),
            ("check --output src/empty.rs", "is Rust source"),
            ("check --output Cargo.toml", "is a manifest"),
            ("check --output Cargo.lock", "is a lock file"),
            ("check --output otel-lint.toml", "is a file of settings"),
            ("check --config settings --output settings", "is read by this run"),
            ("check --output contract.yaml", "is read by this run"),
            ("check --output shared.yaml", "is read by this run"),
            ("check --contract promises --output promises", "is read by this run"),
            ("check --isolated --output contract.yaml", "is a contract"),
            ("check --output promises", "is a contract"),
            ("check --output compose.yml", "is YAML"),
            ("check --output .gitignore", "says which files are left out"),
            ("check --output cap", "is recorded telemetry"),
            ("check --output known", "is a baseline"),
            ("check --baseline known --output known", "is read by this run"),
            ("check --fix --output src/lib.rs", "is Rust source"),
            ("validate --output cap cap", "is read by this run"),
            ("validate --output ./src/../cap cap", "is read by this run"),
            ("validate --partial cap cap", "is read by this run"),
            ("validate --output plain plain cap", "is read by this run"),
            ("validate --output plain - < plain", "is read by this run"),
            ("validate --partial src/lib.rs cap", "is Rust source"),
            ("validate --contract promises --output promises cap", "is read by this run"),
            ("validate --output promises cap", "is a contract"),
            ("merge --output part part", "is read by this run"),
            ("merge --output cap part", "is recorded telemetry"),
            ("baseline update --baseline src/lib.rs", "is Rust source"),
            ("baseline update --baseline src/empty.rs", "is Rust source"),
            ("baseline update --baseline contract.yaml", "is read by this run"),
            ("baseline update --baseline cap", "is recorded telemetry"),
        ],
    );
}

/// Neither is it linted, also where a module names it and where it is named on the command line beside others.
#[test]
fn what_git_ignores_is_not_mended() {
    let folder = workspace("git-ignored");
    fs::write(folder.join(".gitignore"), "generated.rs\nbuilt/\n").expect("is written");
    fs::create_dir_all(folder.join("src/built")).expect("is made");
    fs::create_dir_all(folder.join(".git")).expect("is made");
    for (name, text) in [
        ("src/lib.rs", format!("mod generated;\nmod built;\n{FAULT}")),
        ("src/generated.rs", FAULT.to_owned()),
        ("src/built/mod.rs", FAULT.to_owned()),
    ] {
        fs::write(folder.join(name), text).expect("is written");
    }
    let before = contents(&folder);
    let (said, _) = run(&folder, "check --fix --unsafe-fixes --format short src", 0);
    let changed: Vec<String> =
        contents(&folder).into_iter().filter(|(name, text)| before.get(name) != Some(text)).map(|(name, _)| name).collect();
    assert_eq!(changed, ["src/lib.rs"], "{said}");
    assert!(said.contains("fixed 1 finding in 1 file"), "{said}");
}

#[test]
fn a_client_of_the_settings_is_not_replaced() {
    let folder = workspace("client");
    fs::write(folder.join("queue.txt"), CLIENT).expect("is written");
    let with_client = "messaging = { clients = [\"queue.txt\"] }\n";
    fs::write(folder.join("otel-lint.toml"), with_client).expect("is written");
    hold_refused(&folder, &[("check --output queue.txt", "is read by this run")]);
}

#[test]
#[cfg(unix)]
fn no_link_leads_around_it() {
    let folder = workspace("links");
    for (link, to) in
        [("source.txt", "src/lib.rs"), ("recording", "cap"), ("chain", "source.txt"), ("contract.txt", "shared.yaml")]
    {
        std::os::unix::fs::symlink(to, folder.join(link)).expect("is made");
    }
    for (name, of) in [("second.txt", "src/lib.rs"), ("plain2", "plain")] {
        fs::hard_link(folder.join(of), folder.join(name)).expect("is made");
    }
    hold_refused(
        &folder,
        &[
            ("check --output source.txt", "is Rust source"),
            ("check --output chain", "is Rust source"),
            ("check --output second.txt", "is read by this run"),
            ("check --output contract.txt", "is read by this run"),
            ("validate --output recording cap", "is read by this run"),
            ("validate --output cap recording", "is read by this run"),
            ("validate --output plain2 plain cap", "is read by this run"),
            ("validate --output plain2 pla* cap", "is read by this run"),
        ],
    );
    // A baseline that is found, and not named, stays in the repository.
    fs::create_dir(folder.join(".git")).expect("is made");
    let outside = folder.parent().expect("has one").join("links-outside.json");
    let _ = fs::remove_file(&outside);
    std::os::unix::fs::symlink(&outside, folder.join("otel-lint.baseline.json")).expect("is made");
    let (_, stderr) = run(&folder, "baseline update", 2);
    assert!(stderr.contains("it leads to `../links-outside.json`, outside of") && !outside.exists(), "{stderr}");
}

#[test]
fn what_was_written_before_is_replaced() {
    let folder = workspace("replaced");
    let text = |name: &str| fs::read_to_string(folder.join(name)).expect("is there");
    fs::write(folder.join("empty"), "").expect("is written");
    fs::write(folder.join("notes.txt"), "see the wiki\n").expect("is written");
    for format in ["human", "short", "json", "sarif", "github", "junit"] {
        for line in ["check", "validate cap"] {
            let line = format!("{line} --format {format} --output");
            run(&folder, &format!("{line} report"), 0);
            let report = text("report");
            // The shorter one has no end of the longer.
            fs::write(folder.join("report"), report.clone() + &report).expect("is written");
            for name in ["report", "empty", "notes.txt"] {
                run(&folder, &format!("{line} {name}"), 0);
                assert_eq!(text(name), report, "{line} {name}");
            }
        }
    }
    let part = text("part");
    run(&folder, "validate --partial part cap", 0);
    assert_eq!(text("part"), part);
    run(&folder, "validate --isolated --output part cap", 1);
    run(&folder, "validate --partial empty cap", 0);
    assert_eq!(text("empty"), part);
    fs::write(folder.join("empty"), "").expect("is written");
    run(&folder, "baseline update --baseline empty", 0);
    let baseline = text("empty");
    assert!(baseline.contains("guard-dropped"), "{baseline}");
    run(&folder, "baseline update --baseline empty", 0);
    assert_eq!(text("empty"), baseline);
    // A report in the folder of recordings is one that was written before.
    fs::create_dir(folder.join("caps")).expect("is made");
    fs::copy(folder.join("cap"), folder.join("caps/cap")).expect("is copied");
    for _ in 0..2 {
        run(&folder, "validate --format json --output caps/report.json caps", 0);
    }
}

#[test]
fn a_folder_is_no_report() {
    let folder = workspace("folder");
    let (_, stderr) = run(&folder, "check --output src", 2);
    assert!(stderr.contains("cannot write `src`") && stderr.contains("this is a folder"), "{stderr}");
    let (_, stderr) = run(&folder, "validate --output plain/report cap", 2);
    assert!(stderr.contains("what should be its folder is a file"), "{stderr}");
}

#[cfg(unix)]
mod unix {
    use std::io::{BufRead, BufReader, Read, Write};
    use std::process::{Child, Command, Output, Stdio};

    use super::*;
    use crate::replay::PROGRAM;

    /// A line for a shell, in which `$PROGRAM` is the program.
    fn shell(folder: &Path, line: &str) -> Output {
        let mut command = Command::new("sh");
        command.args(["-c", line]).current_dir(folder).env("PROGRAM", PROGRAM).env_remove("NO_COLOR");
        command.stdin(Stdio::null()).output().expect("is run")
    }

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).expect("is there");
        let mut names: Vec<String> =
            entries.map(|entry| entry.expect("is read").file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    #[test]
    fn streams_are_written_to() {
        let folder = workspace("streams");
        let report = run(&folder, "check --format short", 0).0;
        std::os::unix::fs::symlink("/dev/stdout", folder.join("link")).expect("is made");
        let line = |to: &str| format!("\"$PROGRAM\" check --format short --output {to}");
        for (line, expected) in [
            (line("/dev/stdout"), report.clone()),
            (line("/dev/stdout") + " | cat", report.clone()),
            (line("/dev/fd/1"), report.clone()),
            (line("link"), report.clone()),
            (line("/dev/stderr") + " 2>&1 >/dev/null", report.clone()),
            (line("/dev/fd/3") + " 3>&1 | cat", report.clone()),
            (line("/dev/null"), String::new()),
            (line("/dev/stdout") + " | head -c 0", String::new()),
            // A file that others write to as well keeps what they wrote.
            (format!("{{ echo a; {}; echo b; }} > log; cat log", line("/dev/stdout")), format!("a\n{report}b\n")),
            (format!("echo a > log; {} >> log; cat log", line("/dev/stdout")), format!("a\n{report}")),
            (format!("mkfifo pipe; cat pipe & {}; wait; test -p pipe || echo gone", line("pipe")), report.clone()),
            ("\"$PROGRAM\" validate --partial /dev/stdout cap > copy; cmp copy part".to_owned(), String::new()),
        ] {
            let output = shell(&folder, &line);
            assert_eq!(String::from_utf8_lossy(&output.stdout), expected, "{line}");
            assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{line}");
        }
        assert!(folder.join("link").is_symlink());
        if Path::new("/dev/full").exists() {
            assert!(run(&folder, "check --output /dev/full", 2).1.contains("cannot write `/dev/full`"));
        }
    }

    #[test]
    fn links_with_the_names_of_temporary_files_are_not_followed() {
        let folder = workspace("planted");
        let outside = folder.join("outside.txt");
        fs::write(&outside, "mine").expect("is written");
        // The shell becomes the program, and has its number.
        let plant = |name: &str| {
            format!(
                "ln -s \"$PWD/outside.txt\" {}/.{}.$$.tmp; ",
                name.rsplit_once('/').map_or(".", |(folder, _)| folder),
                name.rsplit('/').next().unwrap_or_default()
            )
        };
        for (name, words) in
            [("src/lib.rs", "check --fix"), ("otel-lint.baseline.json", "baseline update"), ("report", "check --output report")]
        {
            let output = shell(&folder, &format!("{}exec \"$PROGRAM\" {words}", plant(name)));
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
            assert_eq!(fs::read_to_string(&outside).expect("is there"), "mine");
        }
        assert!(fs::read_to_string(folder.join("src/lib.rs")).expect("is there").contains("_guard"));
    }

    #[test]
    fn a_full_disk_hides_neither_findings_nor_what_was_written() {
        let folder = workspace("full");
        let long = format!("{FAULT}// {}\n", "long ".repeat(2_000));
        fs::write(folder.join("src/long.rs"), &long).expect("is written");
        // A limit of the system in place of a full disk: it holds for everybody.
        let output = shell(&folder, "trap '' XFSZ; ulimit -f 2; exec \"$PROGRAM\" check --fix --format short");
        let (stdout, stderr) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert_eq!(output.status.code(), Some(2), "{stdout}{stderr}");
        assert!(stdout.contains("src/long.rs:2:13: error[guard-dropped]"), "{stdout}");
        assert!(stdout.contains("src/long.rs:1:1: problem: left as it is, since its fixes cannot be written"), "{stdout}");
        assert!(stdout.contains("fixed 1 finding in 1 file"), "{stdout}");
        assert!(stderr.contains("cannot write the fixes of `src/long.rs`") && stderr.contains("`src/lib.rs`"), "{stderr}");
        assert_eq!(fs::read_to_string(folder.join("src/long.rs")).expect("is there"), long);
        assert!(fs::read_to_string(folder.join("src/lib.rs")).expect("is there").contains("_guard"));
        assert_eq!(names(&folder.join("src")), ["empty.rs", "lib.rs", "long.rs"]);
    }

    fn send(child: &Child, signal: &str) {
        let sent = Command::new("kill").args([&format!("-{signal}"), &child.id().to_string()]).status();
        assert!(sent.expect("is run").success());
    }

    #[test]
    fn a_signal_ends_a_run_without_half_a_report() {
        let folder = workspace("signals");
        let before = contents(&folder);
        for (signal, status) in [("INT", 130), ("TERM", 143)] {
            for words in
                [&["validate", "-"][..], &["validate", "--output", "report", "-"], &["validate", "--partial", "new", "-"]]
            {
                let mut command = Command::new(PROGRAM);
                command.args(words).current_dir(&folder).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
                let mut child = command.spawn().expect("is run");
                let mut stdin = child.stdin.take().expect("is a pipe");
                // More than a pipe holds: once all is taken, the run reads and waits for the rest.
                let line = otlp::faulty(1);
                (0..200_000 / line.len()).for_each(|_| stdin.write_all(line.as_bytes()).expect("is read"));
                send(&child, signal);
                let output = child.wait_with_output().expect("ends");
                assert_eq!(output.status.code(), Some(status), "{words:?}");
                assert!(output.stdout.is_empty() && output.stderr.is_empty(), "{words:?}");
                assert_eq!(contents(&folder), before, "{words:?}");
                drop(stdin);
            }
        }
    }

    #[test]
    fn a_pipe_without_a_reader_can_be_left() {
        let folder = workspace("unread");
        assert!(shell(&folder, "mkfifo pipe").status.success());
        let mut child = Command::new(PROGRAM);
        child.args(["validate", "--output", "pipe", "-"]).current_dir(&folder).stdin(Stdio::piped());
        let mut child = child.spawn().expect("is run");
        let mut stdin = child.stdin.take().expect("is a pipe");
        stdin.write_all(otlp::faulty(1).repeat(200).as_bytes()).expect("is read");
        drop(stdin);
        send(&child, "INT");
        assert_eq!(child.wait().expect("ends").code(), Some(130));
    }

    const FILE: &str = "FILE_TO_WRITE";

    /// Not a test by itself: it writes half of a file and waits, for others to end it.
    #[test]
    #[ignore = "others run it"]
    fn writer() {
        let Some(path) = std::env::var_os(FILE) else { return };
        otel_lint::write::interrupt::watch();
        let wait = || std::io::stdin().read_line(&mut String::new());
        if path == "stdout" {
            let mut stdout = otel_lint::write::Stdout::new(std::io::stdout());
            stdout.write_all(b"[half,\n").expect("is written");
            std::io::stderr().write_all(b"ready\n").expect("is written");
            wait().expect("is read");
            stdout.write_all(b"whole]\n").and_then(|()| stdout.flush()).expect("is written");
            wait().expect("is read");
        }
        let written = otel_lint::write::write(Path::new(&path), |out| {
            out.write_all(&[b'x'; 10_000])?;
            std::io::stderr().write_all(b"ready\n")?;
            wait().map(|_| ())
        });
        written.expect("is written");
    }

    /// A process that has half of the file written, and goes on once it is sent a line.
    fn writer_of(path: &Path, stdout: Stdio) -> Child {
        let mut command = Command::new(std::env::current_exe().expect("is known"));
        command.args(["--ignored", "--exact", "unix::writer", "--nocapture"]).env(FILE, path);
        let mut child = command.stdin(Stdio::piped()).stdout(stdout).stderr(Stdio::piped()).spawn().expect("is run");
        let mut lines = BufReader::new(child.stderr.take().expect("is a pipe")).lines();
        assert!(lines.any(|line| line.expect("is text").contains("ready")));
        // What is said later is not to be lost on a closed pipe.
        std::thread::spawn(move || lines.count());
        child
    }

    fn is_temporary(name: &str) -> bool {
        name.starts_with(".otel-lint-")
    }

    #[test]
    fn a_signal_leaves_no_temporary_file() {
        for (signal, status) in [("INT", 130), ("TERM", 143)] {
            let folder = folder("files", &format!("ended-{signal}"));
            fs::write(folder.join("report"), "yesterday").expect("is written");
            let mut child = writer_of(&folder.join("report"), Stdio::null());
            // Waiting for a child closes what it reads, and this one goes on then.
            let _open = child.stdin.take();
            assert_eq!(names(&folder).iter().filter(|name| is_temporary(name)).count(), 1, "it is being written");
            send(&child, signal);
            assert_eq!(child.wait().expect("ends").code(), Some(status));
            assert_eq!(names(&folder), ["report"]);
            assert_eq!(fs::read_to_string(folder.join("report")).expect("is there"), "yesterday");
        }
    }

    #[test]
    fn the_next_run_removes_what_a_killed_one_left_and_not_what_is_in_use() {
        let folder = workspace("killed");
        let mut killed = writer_of(&folder.join("one"), Stdio::null());
        killed.kill().expect("is killed");
        killed.wait().expect("ends");
        let left_over = names(&folder).into_iter().find(|name| is_temporary(name)).expect("is left over");
        let mut running = writer_of(&folder.join("two"), Stdio::null());
        // That one wrote there as well, and has removed it.
        assert!(!folder.join(&left_over).exists());
        let in_use = names(&folder).into_iter().find(|name| is_temporary(name)).expect("is being written");
        fs::write(folder.join(&left_over), "left over again").expect("is written");
        run(&folder, "check --output report", 0);
        let now: Vec<String> = names(&folder).into_iter().filter(|name| is_temporary(name)).collect();
        assert_eq!(now, [in_use]);
        running.stdin.take().expect("is a pipe").write_all(b"\n").expect("is read");
        assert!(running.wait().expect("ends").success());
        assert_eq!(fs::metadata(folder.join("two")).expect("is there").len(), 10_000);
        assert!(!names(&folder).iter().any(|name| is_temporary(name)));
    }

    #[test]
    fn a_report_that_stdout_leads_to_a_file_is_whole() {
        let folder = folder("files", "redirected");
        let report = fs::File::create(folder.join("report")).expect("is made");
        let mut child = writer_of(Path::new("stdout"), Stdio::from(report));
        send(&child, "INT");
        child.stdin.as_mut().expect("is a pipe").write_all(b"\n").expect("is read");
        assert_eq!(child.wait().expect("ends").code(), Some(130));
        let mut text = String::new();
        fs::File::open(folder.join("report")).expect("is there").read_to_string(&mut text).expect("is text");
        assert!(text.ends_with("[half,\nwhole]\n"), "{text}");
    }
}
