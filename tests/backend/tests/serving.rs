//! The app's files and the films, as a browser gets them.

mod common;

const ON: common::database::Sort = common::database::Sort::Sqlite;

use common::{Backend, Folder};
use serde_json::json;

const HEADERS: &str = "\
/*
  Content-Security-Policy: default-src 'none'; script-src 'self'
  Cache-Control: no-cache
  X-Gone: yes
/assets/*
  ! Cache-Control
  ! X-Gone
  Cache-Control: public, max-age=31536000, immutable
";

const HTML: (&str, &str) = ("Accept", "text/html,application/xhtml+xml,*/*;q=0.8");

/// A built app in a folder, and a backend that serves it.
fn site() -> (Folder, Backend) {
    let folder = Folder::new();
    folder.write("_headers", HEADERS);
    folder.write("_redirects", "/* /index.html 200\n");
    folder.write("index.html", "<!doctype html><title>科普日</title>");
    folder.write("list.html", "<!doctype html><title>列表</title>");
    folder.write("config.json", r#"{"preset":"static"}"#);
    folder.write("sw.js", "0");
    folder.write(".secret", "0");
    folder.write("manifest.webmanifest", "{}");
    folder.write("assets/app-1.js", "let a = 1;\n".repeat(500));
    folder.write("assets/app-1.wasm", [0_u8; 4000]);
    folder.write("icons/a.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>");
    let dist = folder.0.clone();
    let backend = Backend::with(|options| options.dist = Some(dist));
    (folder, backend)
}

#[test]
fn a_missing_file_is_no_page() {
    let (_folder, backend) = site();
    let ask = |path: &str| backend.ask("GET", path, &[HTML], "");
    for path in ["/", "/a", "/activity/jiqiren", "/list/", "/mine?x=a.b"] {
        let answer = ask(path);
        assert_eq!(answer.status, 200, "{path}");
        assert_eq!(
            answer.header("content-type"),
            Some("text/html; charset=utf-8")
        );
        assert_eq!(answer.header("cache-control"), Some("no-cache"));
    }
    assert!(ask("/list").text().contains("列表"));
    let missing = [
        "/old.js",
        "/assets/app-2.js",
        "/assets/x",
        "/data/x",
        "/icons/x",
        "/media/x",
        "/.secret",
        "/../Cargo.toml",
        "/%2e%2e/Cargo.toml",
        "/a/b.html",
    ];
    for path in missing {
        let answer = ask(path);
        assert_eq!(answer.status, 404, "{path}");
        assert!(!answer.text().contains('<'), "{path}");
        assert_ne!(
            answer.header("cache-control"),
            Some("public, max-age=31536000, immutable")
        );
    }
    // What the folder tells a host is no file of the app: an address like any other.
    assert!(ask("/_headers").text().contains("科普日"));
    assert_eq!(backend.get("/_headers").status, 404);
    assert_eq!(ask("/api/x").problem(), "404 gone");
    // Not a navigation.
    assert_eq!(backend.get("/a").status, 404);
    assert_eq!(backend.ask("POST", "/", &[HTML], "").status, 405);
}

#[test]
fn headers_as_the_folder_says() {
    let (folder, backend) = site();
    let policy = Some("default-src 'none'; script-src 'self'");
    let index = backend.get("/");
    assert_eq!(index.header("content-security-policy"), policy);
    assert_eq!(index.header("x-gone"), Some("yes"));
    assert_eq!(index.header("x-content-type-options"), Some("nosniff"));
    let script = backend.get("/assets/app-1.js");
    assert_eq!(script.header("content-security-policy"), policy);
    assert_eq!(script.header("x-gone"), None);
    assert_eq!(
        script.header("cache-control"),
        Some("public, max-age=31536000, immutable")
    );
    for path in ["/config.json", "/sw.js", "/index.html"] {
        assert_eq!(
            backend.get(path).header("cache-control"),
            Some("no-cache"),
            "{path}"
        );
    }
    // A new build is seen without a restart, and without its `_headers` the rules are the same.
    std::fs::remove_file(folder.0.join("_headers")).expect("removed");
    folder.write("index.html", "<!doctype html>new build");
    let index = backend.get("/");
    assert_eq!(
        (index.text().as_str(), index.header("cache-control")),
        ("<!doctype html>new build", Some("no-cache"))
    );
    let script = backend.get("/assets/app-1.js");
    assert_eq!(
        script.header("cache-control"),
        Some("public, max-age=31536000, immutable")
    );
}

#[test]
fn codings_tags_and_types() {
    let (folder, backend) = site();
    let ask =
        |path: &str, coding: &str| backend.ask("GET", path, &[("Accept-Encoding", coding)], "");
    let plain = ask("/assets/app-1.js", "identity");
    assert_eq!(plain.header("content-encoding"), None);
    for coding in ["br", "gzip"] {
        let small = ask("/assets/app-1.js", coding);
        assert_eq!(small.header("content-encoding"), Some(coding));
        assert_eq!(small.header("vary"), Some("Accept-Encoding"));
        assert!(small.body.len() < plain.body.len() / 10);
        let tag = small.header("etag").expect("a tag");
        let known = backend.ask("GET", "/assets/app-1.js", &[("If-None-Match", tag)], "");
        assert_eq!((known.status, known.body.len()), (304, 0));
        assert_eq!(
            known.header("cache-control"),
            Some("public, max-age=31536000, immutable")
        );
    }
    // What the build compressed is taken as it is.
    folder.write("assets/b.js", "x".repeat(1000));
    folder.write("assets/b.js.br", "made by the build");
    assert_eq!(ask("/assets/b.js", "br").text(), "made by the build");
    for (path, mime) in [
        ("/assets/app-1.wasm", "application/wasm"),
        ("/assets/app-1.js", "text/javascript; charset=utf-8"),
        ("/icons/a.svg", "image/svg+xml"),
        ("/manifest.webmanifest", "application/manifest+json"),
        ("/config.json", "application/json"),
    ] {
        assert_eq!(ask(path, "br").header("content-type"), Some(mime));
    }
    let head = backend.ask("HEAD", "/assets/app-1.wasm", &[], "");
    assert_eq!(
        (head.header("content-length"), head.body.len()),
        (Some("4000"), 0)
    );
}

#[test]
fn another_config() {
    let (folder, _) = site();
    let other = folder.write("other/mine.json", r#"{"preset":"kp1"}"#);
    let dist = folder.0.clone();
    let backend = Backend::with(|options| {
        options.dist = Some(dist);
        options.config = Some(other);
    });
    let config = backend.get("/config.json");
    assert_eq!(config.json(), json!({"preset": "kp1"}));
    assert_eq!(config.header("cache-control"), Some("no-cache"));
}

/// The films as media.sh names them, with a few bytes for segments.
fn films() -> (Folder, Backend) {
    let folder = Folder::new();
    let ladder = "#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=220000\nreplay-240p.m3u8\n";
    folder.write("replay.m3u8", ladder);
    let segments: String = (0..30)
        .map(|i| format!("#EXTINF:2.000,\nreplay-240p-{i:03}.ts\n"))
        .collect();
    folder.write(
        "replay-240p.m3u8",
        format!("#EXTM3U\n{segments}#EXT-X-ENDLIST\n"),
    );
    let bytes: Vec<u8> = (0..200_000_u32).map(|i| (i % 251) as u8).collect();
    folder.write("replay.mp4", bytes);
    let media = folder.0.clone();
    let backend = Backend::with(|options| options.media = Some(media));
    (folder, backend)
}

#[test]
fn films_in_ranges() {
    let (_folder, backend) = films();
    let whole = backend.get("/media/replay.mp4");
    assert_eq!((whole.status, whole.body.len()), (200, 200_000));
    assert_eq!(whole.header("content-type"), Some("video/mp4"));
    assert_eq!(whole.header("accept-ranges"), Some("bytes"));
    let ask = |range: &str| backend.ask("GET", "/media/replay.mp4", &[("Range", range)], "");
    let part = ask("bytes=100000-100099");
    assert_eq!(part.status, 206);
    assert_eq!(
        part.header("content-range"),
        Some("bytes 100000-100099/200000")
    );
    assert_eq!(part.body, whole.body[100_000..100_100]);
    assert_eq!(ask("bytes=-5").body, whole.body[199_995..]);
    let outside = ask("bytes=200000-");
    assert_eq!(
        (outside.status, outside.header("content-range")),
        (416, Some("bytes */200000"))
    );
    let head = backend.ask("HEAD", "/media/replay.mp4", &[], "");
    assert_eq!(
        (head.header("content-length"), head.body.len()),
        (Some("200000"), 0)
    );
    let tag = whole.header("etag").expect("a tag");
    assert_eq!(
        backend
            .ask("GET", "/media/replay.mp4", &[("If-None-Match", tag)], "")
            .status,
        304
    );
    let other = [("Range", "bytes=0-1"), ("If-Range", "\"other\"")];
    assert_eq!(
        backend.ask("GET", "/media/replay.mp4", &other, "").status,
        200
    );
    for path in [
        "/media/none.mp4",
        "/media/",
        "/media/../x",
        "/media/live-none.m3u8",
    ] {
        assert_eq!(backend.ask("GET", path, &[HTML], "").status, 404, "{path}");
    }
}

#[test]
fn captions_of_what_is_live() {
    let (folder, backend) = films();
    folder.write("live.txt", "0 甲\n20 乙\n50 丙\n");
    let cues = |query: &str| backend.get(&format!("/api/lectures/zhibo/cues{query}"));
    assert_eq!(cues("").problem(), "404 gone");
    let told = json!({"state": "live", "live_captions": true});
    backend.control("PATCH", "/lectures/zhibo", &told);
    let clock = |at: &str| backend.control("POST", "/clock", &json!({"at": at}));
    clock("2023-09-18T19:31:25+08:00");
    let first = cues("").json();
    assert_eq!(first["cues"][0]["text"], "乙");
    assert_eq!(first["cues"][0]["at"], "2023-09-18T19:31:20+08:00");
    let seq = first["cues"][0]["seq"].as_i64().expect("a number");
    clock("2023-09-18T19:31:55+08:00");
    let next = cues(&format!("?after={seq}")).json();
    assert_eq!(next["cues"].as_array().map(Vec::len), Some(1), "{next}");
    assert_eq!(next["cues"][0]["seq"], seq + 1);
    assert_eq!(cues("?after=x").problem(), "422 invalid");
    backend.control("PATCH", "/lectures/zhibo", &json!({"state": "ended"}));
    assert_eq!(cues("").json(), json!({"cues": []}));
}

#[test]
fn a_live_window_moved_by_the_clock() {
    let (_folder, backend) = films();
    let ladder = backend.get("/media/live.m3u8");
    assert_eq!(
        ladder.header("content-type"),
        Some("application/vnd.apple.mpegurl")
    );
    assert!(ladder.text().contains("\nlive-240p.m3u8\n"));
    let window = |at: &str| {
        backend.control("POST", "/clock", &json!({"at": at}));
        let list = backend.get("/media/live-240p.m3u8");
        assert_eq!(list.header("cache-control"), Some("no-cache"));
        let text = list.text();
        let first = text
            .lines()
            .find_map(|line| line.strip_prefix("#EXT-X-MEDIA-SEQUENCE:"));
        let first: i64 = first.and_then(|text| text.parse().ok()).expect("a number");
        (first, text.matches("#EXTINF").count())
    };
    let (first, count) = window("2023-09-18T19:30:00+08:00");
    let (later, _) = window("2023-09-18T19:30:20+08:00");
    assert_eq!(count, 6);
    // The clock runs on between the calls.
    assert!((9..=11).contains(&(later - first)), "{first} {later}");
}
