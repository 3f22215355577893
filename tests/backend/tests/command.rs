//! The program itself: one line when it listens, one line when it cannot.

mod common;

const ON: common::database::Sort = common::database::Sort::Sqlite;

use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::process::{Command, Stdio};

use common::{Folder, ask, fixture};

fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kepu-backend"));
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn refused(arguments: &[&str]) -> String {
    let output = program().args(arguments).output().expect("run");
    assert_eq!(output.status.code(), Some(1), "{arguments:?}");
    assert!(output.stdout.is_empty());
    let said = String::from_utf8(output.stderr).expect("text");
    assert_eq!(said.lines().count(), 1, "{said}");
    said
}

#[test]
fn it_says_where_it_listens_and_ends_when_told() {
    let data = fixture();
    let mut child = program()
        .args(["--port", "0", "--memory", "--demo", "--data"])
        .arg(&data)
        .spawn()
        .expect("started");
    let mut line = String::new();
    let stdout = child.stdout.take().expect("a pipe");
    BufReader::new(stdout).read_line(&mut line).expect("a line");
    let address = line.trim().strip_prefix("http://").expect("an address");
    let address = address.parse().expect("an address");
    assert_eq!(
        ask(address, "GET", "/api/availability", &[], "")
            .expect("an answer")
            .status,
        200
    );
    let id = child.id().to_string();
    assert!(
        Command::new("kill")
            .args(["-INT", &id])
            .status()
            .expect("kill")
            .success()
    );
    assert_eq!(child.wait().expect("ended").code(), Some(0));
}

#[test]
fn what_it_cannot_do_is_one_line() {
    let folder = Folder::new();
    let data = fixture();
    let data = data.to_str().expect("a path");
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = taken.local_addr().expect("an address").port().to_string();
    let said = refused(&["--port", &port, "--memory", "--data", data]);
    assert!(said.contains("in use"), "{said}");
    let broken = folder.write("broken.json", "{");
    let empty = folder.write("empty.json", "{}");
    for file in [
        broken.as_path(),
        empty.as_path(),
        folder.0.join("none.json").as_path(),
    ] {
        let name = file.to_str().expect("a path");
        assert!(refused(&["--port", "0", "--memory", "--data", name]).contains(name));
    }
    let none = folder.0.join("none");
    let none = none.to_str().expect("a path");
    for option in ["--dist", "--config", "--media"] {
        assert!(refused(&["--port", "0", "--memory", "--data", data, option, none]).contains(none));
    }
    let db = folder.0.join("none/db");
    refused(&[
        "--port",
        "0",
        "--data",
        data,
        "--db",
        db.to_str().expect("a path"),
    ]);
    refused(&["--port", "0", "--data", data]);
}

#[test]
fn a_token_that_could_be_guessed_is_refused_and_not_repeated() {
    let data = fixture();
    let data = data.to_str().expect("a path");
    let start = ["--port", "0", "--memory", "--data", data];
    let with = |token: &str| refused(&[&start[..], &["--moderation-token", token]].concat());
    for token in ["geheim", "fifteen-letters", "      geheim      "] {
        let said = with(token);
        assert!(said.contains("16 characters"), "{said}");
        assert!(!said.contains(token.trim()), "{said}");
    }
    let output = program()
        .args(start)
        .env("MODERATION_TOKEN", "geheim")
        .output()
        .expect("run");
    assert_eq!(output.status.code(), Some(1));
}
