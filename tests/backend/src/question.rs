//! A question under a lecture: what may be asked, and what a moderator makes of it.

use serde_json::Value;

use crate::problem::FieldError;

/// Longest name and longest question, in characters as a person counts them.
pub const NAME_MAX: usize = 16;
pub const TEXT_MAX: usize = 200;
/// Longest answer and longest reason.
const ANSWER_MAX: usize = 1_000;
const REASON_MAX: usize = 80;
/// Code points that one character may be made of: more is an attack on the page's look.
const PARTS: usize = 4;

/// Where a question stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    Pending,
    Published,
    Hidden,
}

impl State {
    const ALL: [State; 3] = [State::Pending, State::Published, State::Hidden];

    pub fn as_str(self) -> &'static str {
        match self {
            State::Pending => "pending",
            State::Published => "published",
            State::Hidden => "hidden",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == text)
    }
}

/// What somebody asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Empty for who gives none.
    pub name: String,
    pub text: String,
}

impl Asked {
    /// Reads a body; every fault is named.
    pub fn read(body: &Value) -> Result<Self, Vec<FieldError>> {
        let mut faults = Vec::new();
        if !body.is_object() {
            return Err(vec![FieldError::new("", "format")]);
        }
        let name = line(body, "name", NAME_MAX, &mut faults).unwrap_or_default();
        let text = line(body, "text", TEXT_MAX, &mut faults).unwrap_or_default();
        if text.is_empty() && faults.iter().all(|fault| fault.pointer != "/text") {
            faults.push(FieldError::new("/text", "required"));
        }
        match faults.is_empty() {
            true => Ok(Self { name, text }),
            false => Err(faults),
        }
    }
}

/// What a moderator changes; what is absent stays.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verdict {
    pub state: Option<State>,
    /// Why it is hidden, for the one who asked.
    pub reason: Option<String>,
    pub pinned: Option<bool>,
    /// The answer, empty if it was given aloud; `Some(None)` takes it back.
    pub answer: Option<Option<String>>,
}

impl Verdict {
    /// Reads a body; every fault is named.
    pub fn read(body: &Value) -> Result<Self, Vec<FieldError>> {
        let mut faults = Vec::new();
        if !body.is_object() {
            return Err(vec![FieldError::new("", "format")]);
        }
        let mut fault = |pointer: &str, code| faults.push(FieldError::new(pointer, code));
        let state = body.get("state").and_then(|state| {
            let state = state.as_str().and_then(State::parse);
            if state.is_none() {
                fault("/state", "unknown");
            }
            state
        });
        let pinned = body.get("pinned").and_then(|pinned| {
            if !pinned.is_boolean() {
                fault("/pinned", "format");
            }
            pinned.as_bool()
        });
        let answer = match body.get("answer") {
            None => None,
            Some(Value::Null) => Some(None),
            Some(answer) if answer.is_object() => {
                let mut inner = Vec::new();
                let text = line(answer, "text", ANSWER_MAX, &mut inner);
                for one in inner {
                    fault(&format!("/answer{}", one.pointer), one.code);
                }
                Some(Some(text.unwrap_or_default()))
            }
            Some(_) => {
                fault("/answer", "format");
                None
            }
        };
        let reason = line(body, "reason", REASON_MAX, &mut faults);
        match faults.is_empty() {
            true => Ok(Self {
                state,
                reason,
                pinned,
                answer,
            }),
            false => Err(faults),
        }
    }
}

/// A member as a clean line of at most `max` characters; nothing where it is absent.
fn line(object: &Value, name: &str, max: usize, faults: &mut Vec<FieldError>) -> Option<String> {
    let pointer = format!("/{name}");
    match object.get(name) {
        None => None,
        Some(Value::String(raw)) => {
            let text = clean(raw);
            if count(&text) > max || text.chars().nth(max * PARTS).is_some() {
                faults.push(FieldError::new(pointer, "too_long"));
                return None;
            }
            Some(text)
        }
        Some(_) => {
            faults.push(FieldError::new(pointer, "format"));
            None
        }
    }
}

/// One line without what is not seen: controls, marks of direction, joiners of no width. The app does the same.
pub fn clean(raw: &str) -> String {
    let hidden = |c: &char| {
        matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{ad}')
            || c.is_control() && !c.is_whitespace()
    };
    let seen: String = raw.chars().filter(|c| !hidden(c)).collect();
    seen.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Characters as a person counts them: marks belong to the letter before them, two letters make a flag. The app counts
/// alike.
pub fn count(text: &str) -> usize {
    let (mut count, mut half) = (0, false);
    for c in text.chars() {
        let flag = matches!(c, '\u{1f1e6}'..='\u{1f1ff}');
        let joins = matches!(c,
            '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}'
            | '\u{3099}' | '\u{309a}' | '\u{fe00}'..='\u{fe0f}' | '\u{fe20}'..='\u{fe2f}'
            | '\u{1f3fb}'..='\u{1f3ff}' | '\u{e0020}'..='\u{e007f}' | '\u{e0100}'..='\u{e01ef}');
        if !(joins && count > 0 || flag && half) {
            count += 1;
        }
        half = flag && !half;
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn faults(body: Value) -> Vec<String> {
        let faults = Asked::read(&body).expect_err("faults");
        let line = |fault: &FieldError| format!("{} {}", fault.pointer, fault.code);
        faults.iter().map(line).collect()
    }

    #[test]
    fn a_question_is_one_clean_line() {
        let asked = Asked::read(
            &json!({"name": " 小\u{202e}明\n", "text": "为什么\u{200b}\t天 是蓝的？\u{0}"}),
        );
        let asked = asked.expect("good");
        assert_eq!(
            (asked.name.as_str(), asked.text.as_str()),
            ("小明", "为什么 天 是蓝的？")
        );
        let short = Asked::read(&json!({"text": "好"})).expect("good");
        assert_eq!(short.name, "");
        assert_eq!(faults(json!({"text": "\u{202e} "})), ["/text required"]);
        assert_eq!(
            faults(json!({"text": 7, "name": []})),
            ["/name format", "/text format"]
        );
        assert_eq!(faults(json!(7)), [" format"]);
    }

    #[test]
    fn characters_are_counted_as_a_person_counts_them() {
        for (text, n) in [
            ("", 0),
            ("科普日", 3),
            ("e\u{301}", 1),
            ("👍🏽", 1),
            ("❤️", 1),
            ("🇨🇳🇨🇳", 2),
            ("が", 1),
        ] {
            assert_eq!(count(text), n, "{text}");
        }
        assert!(Asked::read(&json!({"text": "问".repeat(200)})).is_ok());
        assert_eq!(
            faults(json!({"text": "问".repeat(201)})),
            ["/text too_long"]
        );
        assert_eq!(
            faults(json!({"text": format!("a{}", "\u{301}".repeat(900)), "name": "名".repeat(17)})),
            ["/name too_long", "/text too_long"]
        );
    }

    #[test]
    fn a_verdict_changes_what_it_names() {
        let verdict =
            Verdict::read(&json!({"state": "hidden", "reason": "与讲座无关"})).expect("good");
        assert_eq!((verdict.state, verdict.pinned), (Some(State::Hidden), None));
        let aloud = Verdict::read(&json!({"answer": {}})).expect("good");
        assert_eq!(aloud.answer, Some(Some(String::new())));
        assert_eq!(
            Verdict::read(&json!({"answer": null}))
                .expect("good")
                .answer,
            Some(None)
        );
        let wrong = Verdict::read(
            &json!({"state": "gone", "pinned": 1, "answer": {"text": 1}, "reason": 1}),
        );
        assert_eq!(wrong.expect_err("faults").len(), 4);
    }
}
