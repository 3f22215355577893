//! Films: files of any size, whole or in ranges, and the live playlists made by the clock.

use std::fs::Metadata;
use std::io::SeekFrom;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::UNIX_EPOCH;

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, Method, Response, StatusCode, header};
use chrono::{DateTime, Utc};
use http_body::{Frame, SizeHint};
use tokio::fs::File;
use tokio::io::{AsyncReadExt, AsyncSeekExt};
use tokio::sync::mpsc;

use crate::cues;
use crate::encoding::none_match;
use crate::files::{mime, relative};
use crate::live;
use crate::reply::{self, Reply};

const PIECE: usize = 64 * 1024;

/// The folder of the films.
#[derive(Default)]
pub struct Media {
    root: Option<PathBuf>,
}

impl Media {
    pub fn new(root: Option<PathBuf>) -> Result<Self, String> {
        if let Some(root) = &root {
            std::fs::read_dir(root).map_err(|error| format!("{}: {error}", root.display()))?;
        }
        Ok(Self { root })
    }

    /// What the captions of the live stream have said until now.
    pub fn cues(&self, now: DateTime<Utc>, after: Option<u64>) -> Vec<serde_json::Value> {
        let root = self.root.as_deref();
        root.map_or_else(Vec::new, |root| cues::said(root, now, after))
    }

    /// Answers for `path` below /media/; `None` when there is no such film.
    pub async fn answer(
        &self,
        method: &Method,
        path: &str,
        headers: &HeaderMap,
        now: DateTime<Utc>,
    ) -> Option<Reply> {
        let root = self.root.as_ref()?;
        let relative = relative(path)?;
        if let Some(playlist) = live::playlist(root, relative.to_str()?, now) {
            let mut reply = reply::body(StatusCode::OK, mime(&relative), playlist);
            reply::set(&mut reply, header::CACHE_CONTROL, "no-cache");
            return Some(reply);
        }
        let file = root.join(relative);
        let about = tokio::fs::metadata(&file).await.ok()?;
        if !about.is_file() {
            return None;
        }
        send(&file, &about, method, headers).await
    }
}

async fn send(
    file: &Path,
    about: &Metadata,
    method: &Method,
    headers: &HeaderMap,
) -> Option<Reply> {
    let tag = tag(about);
    let length = about.len();
    let mut reply = Response::new(Body::empty());
    reply::set(&mut reply, header::ACCEPT_RANGES, "bytes");
    reply::set(&mut reply, header::ETAG, &format!("\"{tag}\""));
    reply::set(&mut reply, header::CACHE_CONTROL, "public, max-age=3600");
    if none_match(headers, |known| known == tag) {
        *reply.status_mut() = StatusCode::NOT_MODIFIED;
        return Some(reply);
    }
    let (start, end) = match range(headers, &tag, length) {
        Range::Whole => (0, length),
        Range::Part(start, end) => {
            *reply.status_mut() = StatusCode::PARTIAL_CONTENT;
            let part = format!("bytes {start}-{}/{length}", end - 1);
            reply::set(&mut reply, header::CONTENT_RANGE, &part);
            (start, end)
        }
        Range::Outside => {
            *reply.status_mut() = StatusCode::RANGE_NOT_SATISFIABLE;
            reply::set(
                &mut reply,
                header::CONTENT_RANGE,
                &format!("bytes */{length}"),
            );
            return Some(reply);
        }
    };
    reply::set(&mut reply, header::CONTENT_TYPE, mime(file));
    reply::set(
        &mut reply,
        header::CONTENT_LENGTH,
        &(end - start).to_string(),
    );
    if method != Method::HEAD {
        let mut opened = File::open(file).await.ok()?;
        opened.seek(SeekFrom::Start(start)).await.ok()?;
        *reply.body_mut() = Body::new(Pieces::of(opened, end - start));
    }
    Some(reply)
}

fn tag(about: &Metadata) -> String {
    let modified = about.modified().ok();
    let since = modified.and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    format!(
        "{:x}-{:x}",
        about.len(),
        since.unwrap_or_default().as_millis()
    )
}

#[derive(Debug, PartialEq, Eq)]
enum Range {
    Whole,
    /// From the first byte to before the second.
    Part(u64, u64),
    Outside,
}

/// One range; of several, and of what cannot be read, the whole file is an answer too.
fn range(headers: &HeaderMap, tag: &str, length: u64) -> Range {
    let text = |name: header::HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    if text(header::IF_RANGE).is_some_and(|known| known.trim_matches('"') != tag) {
        return Range::Whole;
    }
    let Some((first, last)) = text(header::RANGE)
        .and_then(|value| value.strip_prefix("bytes="))
        .filter(|value| !value.contains(','))
        .and_then(|value| value.trim().split_once('-'))
    else {
        return Range::Whole;
    };
    let (start, end) = match (first.parse::<u64>(), last.parse::<u64>()) {
        (Ok(start), Ok(last)) if last >= start => (start, last.saturating_add(1).min(length)),
        (Ok(start), _) if last.is_empty() => (start, length),
        (_, Ok(last)) if first.is_empty() => (length.saturating_sub(last), length),
        _ => return Range::Whole,
    };
    if start < end {
        Range::Part(start, end)
    } else {
        Range::Outside
    }
}

/// A body that comes in pieces through a channel. The channel's end is the body's end; an error cuts it.
pub struct Pieces {
    from: mpsc::Receiver<std::io::Result<Bytes>>,
    left: Option<u64>,
}

impl Pieces {
    /// What the channel brings, of a length known beforehand or not.
    pub fn new(from: mpsc::Receiver<std::io::Result<Bytes>>, length: Option<u64>) -> Self {
        Self { from, left: length }
    }

    fn of(mut file: File, length: u64) -> Self {
        let (to, from) = mpsc::channel(2);
        tokio::spawn(async move {
            let mut left = length;
            while left > 0 {
                let mut piece = vec![0; PIECE.min(usize::try_from(left).unwrap_or(PIECE))];
                let read = file.read(&mut piece).await;
                let piece = match read {
                    Ok(0) => Err(std::io::ErrorKind::UnexpectedEof.into()),
                    Ok(count) => {
                        left -= count as u64;
                        piece.truncate(count);
                        Ok(piece.into())
                    }
                    Err(error) => Err(error),
                };
                let failed = piece.is_err();
                if to.send(piece).await.is_err() || failed {
                    break;
                }
            }
        });
        Self::new(from, Some(length))
    }
}

impl http_body::Body for Pieces {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, std::io::Error>>> {
        self.from.poll_recv(context).map(|piece| {
            piece.map(|piece| {
                piece.map(|bytes| {
                    self.left = self
                        .left
                        .map(|left| left.saturating_sub(bytes.len() as u64));
                    Frame::data(bytes)
                })
            })
        })
    }

    fn size_hint(&self) -> SizeHint {
        self.left
            .map_or_else(SizeHint::default, SizeHint::with_exact)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(value: &str) -> Range {
        let mut headers = HeaderMap::new();
        headers.insert(header::RANGE, value.parse().expect("a header"));
        range(&headers, "t", 100)
    }

    #[test]
    fn ranges() {
        assert_eq!(read("bytes=0-9"), Range::Part(0, 10));
        assert_eq!(read("bytes=90-"), Range::Part(90, 100));
        assert_eq!(read("bytes=-10"), Range::Part(90, 100));
        assert_eq!(read("bytes=-1000"), Range::Part(0, 100));
        assert_eq!(read("bytes=50-1000"), Range::Part(50, 100));
        assert_eq!(read("bytes=100-"), Range::Outside);
        assert_eq!(read("bytes=-0"), Range::Outside);
        for whole in [
            "bytes=9-0",
            "bytes=0-1,3-4",
            "lines=1-2",
            "bytes=x-y",
            "bytes=-",
        ] {
            assert_eq!(read(whole), Range::Whole, "{whole}");
        }
    }
}
