//! Whether registrations of a backend are everybody's to read.
//!
//! With plain backends a public create is often a public read. Before anything of a person leaves the device, the list
//! is asked for without any secret; where it can be had, nobody is signed up.

use super::errors::{self, Rule};
use super::{Sheet, json};
use crate::api::mapping::json::Value;

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

/// Judges the answer to such a request; `rules` say what the backend's refusals mean. One whose body is no document shows
/// nothing. A list that is empty can be read all the same: the next registration would stand in it.
pub fn judge(sheet: &Sheet, items: &str, rules: &[Rule]) -> Shown {
    if !sheet.is_ok() {
        let (_, code) = errors::code(rules, sheet);
        return match code.as_str() {
            "unauthorised" | "gone" => Shown::Closed,
            _ if sheet.status == 405 => Shown::Closed,
            _ => Shown::Unknown,
        };
    }
    let list = json::at(&sheet.body, items).or(Some(&sheet.body));
    match list {
        Some(Value::Array(_)) => Shown::Open,
        _ if sheet.body.is_null() => Shown::Closed,
        _ => Shown::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::mapping::json::json;

    #[test]
    fn a_list_that_a_stranger_may_read_is_open() {
        let shown = |status, body| {
            let parse = Rule {
                pointer: Some("/code".into()),
                is: Some("119".into()),
                code: "unauthorised".into(),
                ..Rule::default()
            };
            judge(
                &Sheet {
                    status,
                    body,
                    ..Sheet::default()
                },
                "/data",
                &[parse],
            )
        };
        assert_eq!(shown(200, json!({"data": [{"id": 1}]})), Shown::Open);
        assert_eq!(shown(200, json!([{"id": 1}])), Shown::Open);
        assert_eq!(shown(200, json!({"data": []})), Shown::Open);
        assert_eq!(shown(400, json!({"code": 119})), Shown::Closed);
        assert_eq!(shown(400, json!({"code": 1})), Shown::Unknown);
        assert_eq!(shown(200, Value::Null), Shown::Closed);
        assert_eq!(shown(403, json!({"errors": []})), Shown::Closed);
        assert_eq!(shown(500, Value::Null), Shown::Unknown);
    }
}
