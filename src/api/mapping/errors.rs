//! What another backend's refusal is called in the contract.

use super::json::{Map, Value};
use super::{Sheet, json};

/// A rule: what an answer must be, and the code that it then has.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Rule {
    /// Any of these; empty: any refusal.
    pub status: Vec<u16>,
    /// What stands there, or the body's text where it is empty.
    pub pointer: Option<String>,
    /// The whole of it.
    pub is: Option<String>,
    /// A part of it.
    pub has: Option<String>,
    pub code: String,
}

impl Rule {
    pub fn fits(&self, sheet: &Sheet) -> bool {
        if !self.status.is_empty() && !self.status.contains(&sheet.status) {
            return false;
        }
        let Some(pointer) = &self.pointer else {
            return true;
        };
        let said = match json::at(&sheet.body, pointer) {
            Some(value) => json::text(value).or_else(|| Some(value.write())),
            None if pointer.is_empty() => Some(sheet.text.clone()),
            None => None,
        };
        let Some(said) = said else {
            return false;
        };
        self.is.as_ref().is_none_or(|is| *is == said)
            && self
                .has
                .as_ref()
                .is_none_or(|has| said.contains(has.as_str()))
    }
}

/// The contract's code for an answer: by the first rule that fits, else by its status; with the status it has there.
pub fn code(rules: &[Rule], sheet: &Sheet) -> (u16, String) {
    if let Some(rule) = rules.iter().find(|rule| rule.fits(sheet)) {
        return (status(&rule.code, sheet.status), rule.code.clone());
    }
    let by_status = match sheet.status {
        400 | 413 | 415 | 422 => "invalid",
        401 | 403 => "unauthorised",
        404 | 410 => "gone",
        409 => "duplicate",
        412 | 428 => "stale",
        429 => "rate_limited",
        500.. => "maintenance",
        _ => "other",
    };
    (sheet.status, by_status.to_owned())
}

/// The status that the contract gives a code.
fn status(code: &str, own: u16) -> u16 {
    match code {
        "full" | "waitlist_full" | "overlap" | "duplicate" | "not_open" | "closed"
        | "cancelled" => 409,
        "gone" => 404,
        "stale" => 412,
        "invalid" | "under_min" | "over_max" => 422,
        "rate_limited" => 429,
        "unauthorised" => 401,
        "maintenance" => 503,
        _ => own,
    }
}

/// A problem document (RFC 9457).
pub fn problem(status: u16, code: &str) -> Value {
    let mut problem = Map::default();
    problem.insert("type", "about:blank");
    problem.insert("title", code);
    problem.insert("status", status);
    problem.insert("code", code);
    problem.insert("detail", "");
    Value::Object(problem)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::mapping::json::json;

    fn sheet(status: u16, body: Value) -> Sheet {
        Sheet {
            status,
            body,
            ..Sheet::default()
        }
    }

    #[test]
    fn the_first_rule_that_fits_names_it() {
        let rule = |status: &[u16], pointer: &str, is: &str, code: &str| Rule {
            status: status.into(),
            pointer: Some(pointer.into()),
            is: Some(is.into()),
            has: None,
            code: code.into(),
        };
        let rules = [
            rule(
                &[400],
                "/errors/0/extensions/code",
                "RECORD_NOT_UNIQUE",
                "duplicate",
            ),
            rule(&[], "/code", "23505", "duplicate"),
            Rule {
                status: vec![500],
                pointer: Some(String::new()),
                has: Some("duplicate id".into()),
                code: "duplicate".into(),
                ..Rule::default()
            },
        ];
        let said = |status, body| code(&rules, &sheet(status, body));
        let errors = json!({"errors": [{"extensions": {"code": "RECORD_NOT_UNIQUE"}}]});
        assert_eq!(said(400, errors), (409, "duplicate".into()));
        assert_eq!(said(409, json!({"code": 23505})), (409, "duplicate".into()));
        assert_eq!(said(400, json!({"errors": "?"})), (400, "invalid".into()));
        assert_eq!(said(403, Value::Null), (403, "unauthorised".into()));
        let text = Sheet {
            status: 500,
            text: "Error: Insert failed, duplicate id\n at …".into(),
            ..Sheet::default()
        };
        assert_eq!(code(&rules, &text), (409, "duplicate".into()));
        assert_eq!(said(502, Value::Null), (502, "maintenance".into()));
    }
}
