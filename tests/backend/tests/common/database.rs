//! Databases for tests: a fresh one for each, on a server that ends with the test program.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use kepu_backend::store::Address;
use kepu_backend::token::Secret;

/// Longer than any statement of a test takes to reach the server.
const SOON: Duration = Duration::from_secs(8);

/// What a test program keeps registrations in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    Sqlite,
    Postgres,
}

/// A database nobody else uses. SQLite's is the file given.
pub fn fresh(sort: Sort, file: &Path) -> Address {
    match sort {
        Sort::Sqlite => Address::File(file.to_owned()),
        Sort::Postgres => {
            let name = format!("t{}", &Secret::random()[..16]);
            order(&format!("CREATE DATABASE {name}"));
            Address::Server(server().url.replace("/postgres", &format!("/{name}")))
        }
    }
}

struct Server {
    url: String,
    /// Its input ends with this program, and the server with it.
    _child: Child,
}

fn server() -> &'static Server {
    static SERVER: OnceLock<Server> = OnceLock::new();
    SERVER.get_or_init(|| {
        let folder = std::env::temp_dir().join(format!("kepu-pg-{}", &Secret::random()[..16]));
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("postgres.sh");
        let mut child = Command::new(script)
            .arg(&folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("postgres.sh runs");
        let mut url = String::new();
        let stdout = child.stdout.take().expect("a pipe");
        BufReader::new(stdout).read_line(&mut url).expect("a line");
        assert!(!url.is_empty(), "PostgreSQL did not start");
        Server {
            url: url.trim().to_owned(),
            _child: child,
        }
    })
}

fn order(statement: &str) {
    postgres::Client::connect(&server().url, postgres::NoTls)
        .and_then(|mut client| client.batch_execute(statement))
        .expect("the server does as told");
}

/// Whether any row of any table holds this text.
pub fn holds(address: &Address, text: &str) -> bool {
    match address {
        Address::Memory => unreachable!("nothing to look into"),
        Address::File(path) => {
            let folder = path.parent().expect("a folder");
            std::fs::read_dir(folder)
                .expect("a folder")
                .map(|entry| std::fs::read(entry.expect("an entry").path()).expect("a file"))
                .any(|bytes| {
                    bytes
                        .windows(text.len())
                        .any(|part| part == text.as_bytes())
                })
        }
        Address::Server(url) => {
            let mut client = postgres::Client::connect(url, postgres::NoTls).expect("connected");
            ["meta", "session", "registration", "line"]
                .iter()
                .any(|table| {
                    let rows = client
                        .query(&format!("SELECT CAST({table} AS TEXT) FROM {table}"), &[])
                        .expect("read");
                    rows.iter()
                        .any(|row| row.get::<_, String>(0).contains(text))
                })
        }
    }
}

/// Ends all connections of instances on a server.
pub fn hang_up(address: &Address) {
    let Address::Server(url) = address else {
        unreachable!("only a server has connections")
    };
    let order = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
         WHERE datname = current_database() AND application_name = 'kepu-backend'";
    postgres::Client::connect(url, postgres::NoTls)
        .and_then(|mut client| client.batch_execute(order))
        .expect("the server does as told");
}

/// A connection of the test's own.
pub fn client(address: &Address) -> postgres::Client {
    let Address::Server(url) = address else {
        unreachable!("only a server has connections")
    };
    postgres::Client::connect(url, postgres::NoTls).expect("connected")
}

/// Returns once a transaction of an instance waits for another's lock.
pub fn until_one_waits(address: &Address) {
    let mut client = client(address);
    let question = "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() \
         AND application_name = 'kepu-backend' AND wait_event_type = 'Lock'";
    let begun = Instant::now();
    while client.query(question, &[]).expect("read").is_empty() {
        assert!(begun.elapsed() < SOON, "nobody waits");
        std::thread::yield_now();
    }
}
