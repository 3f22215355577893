//! What the API was asked, for tests that hold it against the contract.

use std::sync::{Mutex, PoisonError};

use axum::body::Bytes;
use axum::http::{HeaderMap, Method, Uri};
use serde_json::{Map, Value, json};

/// Requests kept; the oldest go first.
const MOST: usize = 20_000;

/// One request as it came.
#[derive(Clone)]
pub struct Asked {
    pub method: Method,
    pub uri: Uri,
    pub headers: HeaderMap,
    pub body: Bytes,
}

#[derive(Default)]
pub struct Log(Mutex<Vec<Value>>);

impl Log {
    /// Adds a request and how it ended: a status, or `None` when the connection was cut.
    pub fn add(&self, at: String, asked: &Asked, status: Option<u16>, fault: Option<&str>) {
        let headers: Map<String, Value> = asked
            .headers
            .iter()
            .map(|(name, value)| {
                let value = String::from_utf8_lossy(value.as_bytes()).into_owned();
                (name.as_str().to_owned(), Value::String(value))
            })
            .collect();
        let mut entry = json!({
            "at": at,
            "method": asked.method.as_str(),
            "path": asked.uri.path(),
            "headers": headers,
        });
        if let Some(query) = asked.uri.query() {
            entry["query"] = json!(query);
        }
        if !asked.body.is_empty() {
            entry["body"] = serde_json::from_slice(&asked.body)
                .unwrap_or_else(|_| json!(String::from_utf8_lossy(&asked.body)));
        }
        if let Some(status) = status {
            entry["status"] = json!(status);
        }
        if let Some(fault) = fault {
            entry["fault"] = json!(fault);
        }
        let mut log = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if log.len() >= MOST {
            log.drain(..MOST / 10);
        }
        log.push(entry);
    }

    pub fn all(&self) -> Vec<Value> {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    pub fn clear(&self) {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clear();
    }
}
