//! The built app, served as a static host serves it: a missing file is a 404, only a page's address is answered
//! with the app.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use axum::http::{HeaderMap, HeaderName, Method, StatusCode, header};
use percent_encoding::percent_decode_str;

use crate::encoding::Encoded;
use crate::headers::Rules;
use crate::reply::{self, Reply};

/// Folders of which every file is named by the build or the data: what is not there is missing.
const FOLDERS: [&str; 5] = ["assets", "data", "icons", "api", "media"];
/// What the folder tells a host; no part of the app.
const TOLD_TO_HOSTS: [&str; 2] = ["_headers", "_redirects"];
const IMMUTABLE: &str = "public, max-age=31536000, immutable";

struct Kept {
    modified: Option<SystemTime>,
    length: u64,
    content: Arc<Encoded>,
}

/// The folder of the app. Files are read when asked for and kept while they do not change.
#[derive(Default)]
pub struct Site {
    root: Option<PathBuf>,
    config: Option<PathBuf>,
    kept: Mutex<HashMap<PathBuf, Kept>>,
}

impl Site {
    /// `config` is served in place of the folder's config.json. The error is one line.
    pub fn new(root: Option<PathBuf>, config: Option<PathBuf>) -> Result<Self, String> {
        if let Some(root) = &root {
            fs::read_dir(root).map_err(|error| format!("{}: {error}", root.display()))?;
        }
        if let Some(config) = &config {
            fs::File::open(config).map_err(|error| format!("{}: {error}", config.display()))?;
        }
        Ok(Self {
            root,
            config,
            kept: Mutex::default(),
        })
    }

    /// Answers a request for anything outside the API.
    pub fn answer(&self, method: &Method, path: &str, headers: &HeaderMap) -> Reply {
        let mut reply = if method == Method::GET || method == Method::HEAD {
            self.page_or_file(path, headers)
        } else {
            let mut reply = reply::text(StatusCode::METHOD_NOT_ALLOWED, "405\n");
            reply::set(&mut reply, header::ALLOW, "GET, HEAD, OPTIONS");
            reply
        };
        for (name, value) in &self.rules().of(path) {
            let own = name == header::CACHE_CONTROL && !reply.status().is_success();
            if !own || reply.status() == StatusCode::NOT_MODIFIED {
                reply.headers_mut().insert(name, value.clone());
            }
        }
        let nosniff = HeaderName::from_static("x-content-type-options");
        reply::set(&mut reply, nosniff, "nosniff");
        reply
    }

    fn page_or_file(&self, path: &str, headers: &HeaderMap) -> Reply {
        if let Some(file) = self.file(path)
            && let Some(content) = self.read(&file)
        {
            return reply::encoded(&content, headers, mime(&file), cache(path));
        }
        if let Some(page) = self.root.as_ref().filter(|_| is_navigation(path, headers))
            && let Some(content) = self.read(&page.join("index.html"))
        {
            return reply::encoded(&content, headers, "text/html; charset=utf-8", "no-cache");
        }
        let mut reply = reply::text(StatusCode::NOT_FOUND, "404\n");
        reply::set(&mut reply, header::CACHE_CONTROL, "no-store");
        reply
    }

    /// The file of a path, if there is one: itself, its index, or itself with `.html`.
    fn file(&self, path: &str) -> Option<PathBuf> {
        if path == "/config.json" && self.config.is_some() {
            return self.config.clone();
        }
        let relative = relative(path)?;
        let file = self.root.as_ref()?.join(&relative);
        let named = |name: &str| file.file_name().is_some_and(|last| last == name);
        if TOLD_TO_HOSTS.into_iter().any(named) {
            return None;
        }
        let page = PathBuf::from(format!("{}.html", file.display()));
        [file.clone(), file.join("index.html"), page]
            .into_iter()
            .find(|file| file.is_file())
    }

    fn read(&self, file: &Path) -> Option<Arc<Encoded>> {
        let about = fs::metadata(file).ok()?;
        let (modified, length) = (about.modified().ok(), about.len());
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = kept.get(file)
            && known.modified == modified
            && known.length == length
        {
            return Some(known.content.clone());
        }
        let sibling = |ending: &str| {
            let path = PathBuf::from(format!("{}.{ending}", file.display()));
            fs::read(path).ok().map(Into::into)
        };
        let raw = fs::read(file).ok()?;
        let content = Encoded::new(raw, compresses(mime(file)));
        let content = Arc::new(content.with_siblings(sibling("br"), sibling("gz")));
        let entry = Kept {
            modified,
            length,
            content: content.clone(),
        };
        kept.insert(file.to_owned(), entry);
        Some(content)
    }

    fn rules(&self) -> Rules {
        let file = self.root.as_ref().map(|root| root.join("_headers"));
        let content = file.and_then(|file| self.read(&file));
        content.map_or_else(Rules::default, |content| {
            Rules::read(&String::from_utf8_lossy(&content.raw))
        })
    }
}

/// A path below a folder, decoded; nothing for a path that leaves it or names a hidden file.
pub fn relative(path: &str) -> Option<PathBuf> {
    let path = percent_decode_str(path).decode_utf8().ok()?;
    let mut relative = PathBuf::new();
    for part in path.split('/').filter(|part| !part.is_empty()) {
        if part.starts_with('.') || part.contains(['\\', '\0', ':']) {
            return None;
        }
        relative.push(part);
    }
    Some(relative)
}

/// A page's address: no ending, in none of the folders, asked for by something that shows HTML.
fn is_navigation(path: &str, headers: &HeaderMap) -> bool {
    let last = path.rsplit('/').next().unwrap_or_default();
    let first = path
        .trim_start_matches('/')
        .split('/')
        .next()
        .unwrap_or_default();
    let html = headers
        .get_all(header::ACCEPT)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .any(|value| value.contains("text/html"));
    html && !last.contains('.') && !FOLDERS.contains(&first)
}

fn cache(path: &str) -> &'static str {
    if path.starts_with("/assets/") {
        IMMUTABLE
    } else {
        "no-cache"
    }
}

/// The media type of a file by its ending.
pub fn mime(file: &Path) -> &'static str {
    let ending = file.extension().and_then(|ending| ending.to_str());
    match ending.unwrap_or_default().to_ascii_lowercase().as_str() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" | "map" => "application/json",
        "wasm" => "application/wasm",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "gif" => "image/gif",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "woff" => "font/woff",
        "txt" => "text/plain; charset=utf-8",
        "md" => "text/markdown; charset=utf-8",
        "xml" => "application/xml",
        "csv" => "text/csv; charset=utf-8",
        "ics" => "text/calendar; charset=utf-8",
        "vtt" => "text/vtt; charset=utf-8",
        "pdf" => "application/pdf",
        "m3u8" => "application/vnd.apple.mpegurl",
        "ts" => "video/mp2t",
        "mp4" | "m4v" => "video/mp4",
        "m4s" => "video/iso.segment",
        "m4a" => "audio/mp4",
        "aac" => "audio/aac",
        "mp3" => "audio/mpeg",
        _ => "application/octet-stream",
    }
}

fn compresses(mime: &str) -> bool {
    let text = [
        "text/",
        "application/json",
        "application/manifest",
        "application/xml",
    ];
    text.iter().any(|start| mime.starts_with(start))
        || [
            "application/wasm",
            "image/svg+xml",
            "image/x-icon",
            "application/vnd.apple.mpegurl",
        ]
        .contains(&mime)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_stay_below_their_folder() {
        for path in [
            "/../x",
            "/a/../../x",
            "/%2e%2e/x",
            "/.git/config",
            "/a\\..\\b",
            "/%00",
            "/%ff",
        ] {
            assert_eq!(relative(path), None, "{path}");
        }
        assert_eq!(relative("/a//b%20c"), Some("a/b c".into()));
        assert_eq!(relative("/"), Some(PathBuf::new()));
    }
}
