//! A backend in this process on free ports, and a client that sees every byte.

#![allow(dead_code, reason = "each test file uses its part")]

pub mod database;

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use kepu_backend::app::App;
use kepu_backend::cli::Options;
use kepu_backend::server::{self, Running};
use kepu_backend::session::time;
use kepu_backend::store::Address;
use kepu_backend::token::Secret;
use serde_json::{Value, json};
use tokio::runtime::Runtime;

/// When sign-up for most sessions of the fixture is open.
pub const NOW: &str = "2023-09-17T10:00:00+08:00";

pub fn fixture() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/small.json")
}

/// A folder that goes when the test ends.
pub struct Folder(pub PathBuf);

impl Folder {
    pub fn new() -> Self {
        let path = std::env::temp_dir().join(format!("kepu-test-{}", &Secret::random()[..16]));
        std::fs::create_dir_all(&path).expect("a folder");
        Self(path)
    }

    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.join(name);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        std::fs::write(&path, content).expect("written");
        path
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

pub struct Backend {
    runtime: Runtime,
    running: Option<Running>,
    pub app: Arc<App>,
    pub address: SocketAddr,
    control: SocketAddr,
    /// Holds the database's file, if it is one.
    _folder: Folder,
}

impl Backend {
    /// With the fixture, at `NOW`, and a database of the sort this program tests.
    pub fn new() -> Self {
        Self::with(|_| {})
    }

    pub fn with(change: impl FnOnce(&mut Options)) -> Self {
        let folder = Folder::new();
        let db = database::fresh(crate::ON, &folder.0.join("db"));
        Self::on(&db, folder, change)
    }

    /// Another instance on the same database.
    pub fn beside(db: &Address) -> Self {
        Self::on(db, Folder::new(), |_| {})
    }

    fn on(db: &Address, folder: Folder, change: impl FnOnce(&mut Options)) -> Self {
        let mut options = Options {
            port: 0,
            db: db.clone(),
            data: Some(fixture()),
            control: Some(0),
            ..Options::default()
        };
        change(&mut options);
        let runtime = Runtime::new().expect("a runtime");
        let running = runtime.block_on(server::start(&options)).expect("started");
        let app = running.app.clone();
        if !options.demo {
            app.clock.set(time(&json!(NOW)).expect("a time"));
        }
        Self {
            address: running.address,
            control: running.control.expect("a control port"),
            running: Some(running),
            app,
            runtime,
            _folder: folder,
        }
    }

    pub fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Answer {
        self.try_ask(method, path, headers, body)
            .expect("an answer")
    }

    /// `None` when the connection ended without an answer.
    pub fn try_ask(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &str,
    ) -> Option<Answer> {
        ask(self.address, method, path, headers, body)
    }

    pub fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, &[], "")
    }

    pub fn control(&self, method: &str, path: &str, body: &Value) -> Value {
        let answer = ask(self.control, method, path, &[], &body.to_string()).expect("an answer");
        assert_eq!(answer.status, 200, "{}", answer.text());
        answer.json()
    }

    pub fn put(&self, id: &str, body: &Value) -> Answer {
        self.try_put(id, body).expect("an answer")
    }

    pub fn try_put(&self, id: &str, body: &Value) -> Option<Answer> {
        let headers = [("If-None-Match", "*"), ("Content-Type", "application/json")];
        let path = format!("/api/registrations/{id}");
        self.try_ask("PUT", &path, &headers, &body.to_string())
    }

    /// The same without waiting for the answer.
    pub fn begin_put(&self, id: &str, body: &Value) -> TcpStream {
        let headers = [("If-None-Match", "*"), ("Content-Type", "application/json")];
        let path = format!("/api/registrations/{id}");
        begin(self.address, "PUT", &path, &headers, &body.to_string())
    }

    /// GET, PATCH or DELETE with a token, and a revision if there is one.
    pub fn manage(&self, method: &str, id: &str, token: &str, rev: &str, body: &str) -> Answer {
        let bearer = format!("Bearer {token}");
        let quoted = format!("\"{rev}\"");
        let mut headers = vec![
            ("Authorization", bearer.as_str()),
            ("Content-Type", "application/json"),
        ];
        if !rev.is_empty() {
            headers.push(("If-Match", &quoted));
        }
        self.ask(method, &format!("/api/registrations/{id}"), &headers, body)
    }

    pub fn places(&self, session: &str) -> Value {
        self.get("/api/availability").json()["sessions"][session].clone()
    }
}

impl Drop for Backend {
    fn drop(&mut self) {
        if let Some(running) = self.running.take() {
            self.runtime.block_on(running.stop());
        }
    }
}

#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    head: String,
    pub body: Vec<u8>,
    /// Fewer bytes came than were promised.
    pub short: bool,
}

impl Answer {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.head
            .lines()
            .filter_map(|line| line.split_once(':'))
            .find(|(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.trim())
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|_| panic!("no JSON: {}", self.text()))
    }

    /// Status and problem code: `409 full`.
    pub fn problem(&self) -> String {
        assert_eq!(
            self.header("content-type"),
            Some("application/problem+json")
        );
        let body = self.json();
        assert_eq!(body["status"], self.status);
        format!(
            "{} {}",
            self.status,
            body["code"].as_str().unwrap_or_default()
        )
    }

    /// The fields a problem names: `/contact/phone format`.
    pub fn fields(&self) -> Vec<String> {
        let body = self.json();
        let errors = body["errors"].as_array().cloned().unwrap_or_default();
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        errors
            .iter()
            .map(|error| format!("{} {}", text(&error["pointer"]), text(&error["code"])))
            .collect()
    }
}

/// One request on a connection of its own, whose answer nobody has read yet.
pub fn begin(
    address: SocketAddr,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: &str,
) -> TcpStream {
    let mut stream = TcpStream::connect(address).expect("a connection");
    let mut request = format!("{method} {path} HTTP/1.1\r\nHost: test\r\nConnection: close\r\n");
    for (name, value) in headers {
        request.push_str(&format!("{name}: {value}\r\n"));
    }
    if !body.is_empty() {
        request.push_str(&format!("Content-Length: {}\r\n", body.len()));
    }
    request.push_str("\r\n");
    request.push_str(body);
    stream.write_all(request.as_bytes()).expect("sent");
    stream
}

/// One request on a connection of its own, and its answer; `None` when the connection ended without one.
pub fn ask(
    address: SocketAddr,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: &str,
) -> Option<Answer> {
    let mut stream = begin(address, method, path, headers, body);
    let mut bytes = Vec::new();
    // A reset is an end too.
    let _ = stream.read_to_end(&mut bytes);
    let end = bytes.windows(4).position(|window| window == b"\r\n\r\n")?;
    let head = String::from_utf8(bytes[..end].to_vec()).expect("a head");
    let status = head.split(' ').nth(1)?.parse().ok()?;
    let mut answer = Answer {
        status,
        head,
        body: bytes[end + 4..].to_vec(),
        short: false,
    };
    let promised = answer
        .header("content-length")
        .and_then(|text| text.parse::<usize>().ok());
    answer.short =
        method != "HEAD" && status != 304 && promised.is_some_and(|n| n > answer.body.len());
    Some(answer)
}

/// A UUID that follows from a number.
pub fn id(number: u32) -> String {
    format!("0b9d3f2e-6a51-4c8e-9f3a-{number:012x}")
}

pub fn phone(number: u32) -> String {
    format!("138{number:08}")
}

/// A person's sign-up for one session.
pub fn person(number: u32, session: &str) -> Value {
    json!({"kind": "person", "contact": {"name": "王芳", "phone": phone(number)},
        "lines": [{"session": session, "party": {"adults": 1, "children": 0}}],
        "accept_waitlist": false, "needs": [], "consent_version": "2023-1"})
}

/// A family's sign-up of so many seats.
pub fn family(number: u32, session: &str, seats: i64, accept_waitlist: bool) -> Value {
    json!({"kind": "family", "contact": {"name": "王芳", "phone": phone(number)},
        "lines": [{"session": session, "party": {"adults": 1, "children": seats - 1}}],
        "accept_waitlist": accept_waitlist, "needs": ["wheelchair"], "consent_version": "2023-1"})
}

pub fn class(number: u32, sessions: &[&str], adults: i64, pupils: i64) -> Value {
    let lines: Vec<Value> = sessions
        .iter()
        .map(|session| json!({"session": session, "party": {"adults": adults, "children": pupils}}))
        .collect();
    json!({"kind": "class", "contact": {"name": "赵老师", "phone": phone(number)}, "lines": lines,
        "school": {"name": "实验小学", "grade": 4, "class": "2 班"}, "consent_version": "2023-1"})
}
