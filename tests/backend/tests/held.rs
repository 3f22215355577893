//! Questions about a lecture that are held back until there is news.

mod common;

const ON: common::database::Sort = common::database::Sort::Sqlite;

use std::io::Read;
use std::net::TcpStream;
use std::thread;
use std::time::{Duration, Instant};

use common::{Backend, begin};
use kepu_backend::cli::Options;
use serde_json::json;

const PATH: &str = "/api/lectures/zhibo";
/// As many as the server holds at once.
const MOST: usize = 2_000;
/// Longer than anything here takes, and shorter than a question is held.
const SOON: Duration = Duration::from_secs(8);

fn tag(backend: &Backend) -> String {
    backend.get(PATH).header("etag").expect("a tag").to_owned()
}

fn hold(backend: &Backend, tag: &str, wait: u32) -> TcpStream {
    let path = format!("{PATH}?wait={wait}");
    let stream = begin(backend.address, "GET", &path, &[("If-None-Match", tag)], "");
    stream
        .set_read_timeout(Some(2 * SOON))
        .expect("a bound on time");
    stream
}

/// The status of an answer; 0 where none came.
fn status(mut stream: TcpStream) -> u16 {
    let mut answer = String::new();
    let _ = stream.read_to_string(&mut answer);
    let status = answer.split(' ').nth(1).and_then(|text| text.parse().ok());
    status.unwrap_or(0)
}

/// Waits until the server holds so many.
fn until_held(backend: &Backend, count: usize) {
    let begun = Instant::now();
    while free_now(backend) > MOST - count {
        assert!(begun.elapsed() < SOON, "{} are free", free_now(backend));
        thread::yield_now();
    }
}

fn free_now(backend: &Backend) -> usize {
    backend.app.held.available_permits()
}

#[test]
fn a_crowd_is_held_and_hears_the_news_at_once() {
    let backend = Backend::new();
    let tag = tag(&backend);
    let crowd: Vec<TcpStream> = (0..500).map(|_| hold(&backend, &tag, 20)).collect();
    until_held(&backend, 500);
    let begun = Instant::now();
    backend.control("PATCH", "/lectures/zhibo", &json!({"state": "live"}));
    let heard = crowd
        .into_iter()
        .map(status)
        .filter(|status| *status == 200);
    assert_eq!(heard.count(), 500);
    assert!(begun.elapsed() < SOON, "{:?}", begun.elapsed());
    assert_eq!(free_now(&backend), MOST, "nobody is held any more");
}

#[test]
fn who_waits_hears_at_once_that_no_more_questions_are_taken() {
    let token = "geheim-geheim-geheim";
    let backend = Backend::with(|options: &mut Options| options.moderation = Some(token.into()));
    let bearer = format!("Bearer {token}");
    let headers = [
        ("Authorization", bearer.as_str()),
        ("Content-Type", "application/json"),
    ];
    for state in ["closed", "open"] {
        let one = hold(&backend, &tag(&backend), 20);
        until_held(&backend, 1);
        let begun = Instant::now();
        let body = json!({"state": state}).to_string();
        let desk = format!("{PATH}/moderation");
        assert_eq!(backend.ask("PATCH", &desk, &headers, &body).status, 200);
        assert_eq!(status(one), 200, "{state}");
        assert!(begun.elapsed() < SOON, "{:?}", begun.elapsed());
    }
}

#[test]
fn the_clock_brings_news_as_well() {
    let backend = Backend::new();
    backend.control(
        "POST",
        "/clock",
        &json!({"at": "2023-09-18T19:19:59+08:00"}),
    );
    let tag = tag(&backend);
    assert_eq!(status(hold(&backend, &tag, 20)), 200, "the room opens");
}

#[test]
fn who_waits_in_vain_hears_that_nothing_is_new() {
    let backend = Backend::new();
    let tag = tag(&backend);
    assert_eq!(status(hold(&backend, &tag, 1)), 304);
    for (path, tag) in [
        (PATH.to_owned(), tag.as_str()),
        (format!("{PATH}?wait=0"), tag.as_str()),
        (format!("{PATH}?wait=x"), tag.as_str()),
        (format!("{PATH}?wait=20"), "*"),
    ] {
        let answer = backend.ask("GET", &path, &[("If-None-Match", tag)], "");
        assert_eq!(answer.status, 304, "{path} is answered at once");
    }
    assert_eq!(status(hold(&backend, "\"other\"", 20)), 200);
}

#[test]
fn no_more_are_held_than_there_is_room_for_and_none_when_it_ends() {
    let backend = Backend::new();
    let tag = tag(&backend);
    let rest = backend
        .app
        .held
        .clone()
        .try_acquire_many_owned(MOST as u32 - 1);
    let _rest = rest.expect("all but one");
    let one = hold(&backend, &tag, 20);
    until_held(&backend, MOST);
    assert_eq!(status(hold(&backend, &tag, 20)), 304, "at once");
    drop(backend);
    assert_eq!(status(one), 304, "the server says so before it ends");
}
