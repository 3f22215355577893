//! Whether registrations of a backend are everybody's to read.
//!
//! With plain backends a public create is often a public read. Before anything of a person leaves the device, the list
//! is asked for without any secret; where it can be had, nobody is signed up.

use super::{Sheet, json};
use serde_json::Value;

/// How a backend keeps registrations private, by its configuration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Private {
    /// Nobody said that it does: everybody may read them, as far as one knows.
    #[default]
    No,
    /// Each needs a secret that the app makes.
    Secret,
    /// They are made and never read without a member of staff's account.
    WriteOnly,
    /// A function of the backend hands out the token, as in the contract.
    Server,
}

impl Private {
    pub fn from_id(id: &str) -> Option<Self> {
        Some(match id {
            "no" => Self::No,
            "secret" => Self::Secret,
            "write-only" => Self::WriteOnly,
            "server" => Self::Server,
            _ => return None,
        })
    }
}

/// What asking for the list without a secret has shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// It is refused, or empty.
    Closed,
    /// It can be read.
    Open,
    /// There was no answer to judge by.
    Unknown,
}

/// Judges the answer to such a request. One whose body is no document shows nothing; an empty list may be empty for
/// strangers only, as Kinto's is.
pub fn judge(sheet: &Sheet, items: &str) -> Shown {
    if matches!(sheet.status, 401 | 403 | 404 | 405) {
        return Shown::Closed;
    }
    if !sheet.is_ok() {
        return Shown::Unknown;
    }
    let list = json::at(&sheet.body, items)
        .or(Some(&sheet.body))
        .and_then(Value::as_array);
    match list {
        Some(list) if list.is_empty() => Shown::Closed,
        Some(_) => Shown::Open,
        None if sheet.body.is_null() => Shown::Closed,
        None => Shown::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn one_record_that_a_stranger_sees_is_enough() {
        let shown = |status, body| {
            judge(
                &Sheet {
                    status,
                    body,
                    ..Sheet::default()
                },
                "/data",
            )
        };
        assert_eq!(shown(200, json!({"data": [{"id": 1}]})), Shown::Open);
        assert_eq!(shown(200, json!([{"id": 1}])), Shown::Open);
        assert_eq!(shown(200, json!({"data": []})), Shown::Closed);
        assert_eq!(shown(403, json!({"errors": []})), Shown::Closed);
        assert_eq!(shown(500, Value::Null), Shown::Unknown);
    }
}
