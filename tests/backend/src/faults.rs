//! Disturbances: set one by one through the control port, or drawn from a seed.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use serde_json::Value;

/// What happens to a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    /// The request is taken up late.
    Latency(Duration),
    /// Everything was done at once, and the answer comes late.
    Late(Duration),
    /// The connection is cut and nothing was done.
    DropBefore,
    /// Everything was done and then the connection is cut without an answer.
    DropAfter,
    /// Nothing is done; the answer is this status, with this `Retry-After` if any: a number, a date, or nonsense.
    Status(u16, Option<String>),
    /// The answer stops in the middle.
    Truncate,
    /// 200 and the page of a captive portal.
    Html,
    /// The answer comes in twenty pieces with pauses between them.
    Drip(Duration),
}

impl Act {
    pub fn name(&self) -> &'static str {
        match self {
            Act::Latency(_) => "latency",
            Act::Late(_) => "late",
            Act::DropBefore => "drop_before",
            Act::DropAfter => "drop_after",
            Act::Status(..) => "status",
            Act::Truncate => "truncate",
            Act::Html => "html",
            Act::Drip(_) => "drip",
        }
    }

    fn drops(&self) -> bool {
        matches!(self, Act::DropBefore | Act::DropAfter | Act::Truncate)
    }
}

/// A disturbance of the requests that fit.
#[derive(Clone, Debug)]
struct Fault {
    /// A path; `*` stands for any number of characters.
    path: String,
    method: Option<String>,
    /// How often it still happens; `None` is for ever.
    times: Option<u64>,
    act: Act,
}

#[derive(Default)]
pub struct Faults {
    set: Mutex<Vec<Fault>>,
    seed: Option<u64>,
    drawn: Mutex<HashMap<String, u64>>,
}

impl Faults {
    pub fn new(seed: Option<u64>) -> Self {
        Self {
            seed,
            ..Self::default()
        }
    }

    /// Adds what `/fault` was told; the error says what is wrong with it.
    pub fn add(&self, told: &Value) -> Result<(), String> {
        let number = |name: &str| match &told[name] {
            Value::Null => Ok(None),
            value => value
                .as_u64()
                .map(Some)
                .ok_or_else(|| format!("{name} must be a whole number")),
        };
        let pause =
            |default| Ok::<_, String>(Duration::from_millis(number("ms")?.unwrap_or(default)));
        let act = match told["do"].as_str().unwrap_or_default() {
            "latency" => Act::Latency(pause(1000)?),
            "late" => Act::Late(pause(1000)?),
            "drop_before" => Act::DropBefore,
            "drop_after" => Act::DropAfter,
            "status" => {
                let status = number("status")?.unwrap_or(503);
                let status = u16::try_from(status)
                    .ok()
                    .filter(|status| (200..600).contains(status))
                    .ok_or("status must be 200 to 599")?;
                let asked = match &told["retry_after"] {
                    Value::Null => None,
                    Value::String(text) => Some(text.clone()),
                    number => Some(number.to_string()),
                };
                Act::Status(status, asked)
            }
            "truncate" => Act::Truncate,
            "html" => Act::Html,
            "drip" => Act::Drip(pause(200)?),
            other => {
                return Err(format!(
                    "do: {other:?} is none of latency, late, drop_before, drop_after, status, truncate, html, drip"
                ));
            }
        };
        let path = told["path"].as_str().ok_or("path is missing")?;
        let fault = Fault {
            path: path.to_owned(),
            method: told["method"].as_str().map(str::to_ascii_uppercase),
            times: number("times")?,
            act,
        };
        self.lock().push(fault);
        Ok(())
    }

    pub fn clear(&self) {
        self.lock().clear();
        self.drawn
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clear();
    }

    /// Whether connections may be cut: then none is used twice. A browser repeats by itself what is cut on a
    /// connection it used before, and a test would see nothing.
    pub fn may_drop(&self) -> bool {
        self.seed.is_some() || self.lock().iter().any(|fault| fault.act.drops())
    }

    /// What happens to this request; the first fault that fits is used up by one.
    pub fn take(&self, method: &str, path: &str) -> Option<Act> {
        let mut set = self.lock();
        let fits = |fault: &Fault| {
            fault.times != Some(0)
                && fault
                    .method
                    .as_deref()
                    .is_none_or(|wanted| wanted == method)
                && glob(&fault.path, path)
        };
        if let Some(fault) = set.iter_mut().find(|fault| fits(fault)) {
            fault.times = fault.times.map(|times| times - 1);
            return Some(fault.act.clone());
        }
        drop(set);
        self.draw(method, path)
    }

    /// By seed, method, resource and how often it was asked: the same run is disturbed the same way, however its
    /// requests interleave.
    fn draw(&self, method: &str, path: &str) -> Option<Act> {
        let seed = self.seed?;
        let resource = path.strip_prefix("/api/")?.split('/').next()?;
        let key = format!("{method} {resource}");
        let mut drawn = self.drawn.lock().unwrap_or_else(PoisonError::into_inner);
        let nth = drawn.entry(key.clone()).or_default();
        *nth += 1;
        let mut state = key.bytes().fold(
            seed ^ nth.wrapping_mul(0x9e37_79b9_7f4a_7c15),
            |hash, byte| splitmix(hash ^ u64::from(byte)),
        );
        let mut next = |below: u64| {
            state = splitmix(state);
            state % below
        };
        match next(100) {
            0..10 => Some(Act::Latency(Duration::from_millis(50 + next(750)))),
            10..13 => Some(Act::DropBefore),
            13..16 => Some(Act::DropAfter),
            16..20 => Some(Act::Status(503, Some("1".into()))),
            20..21 => Some(Act::Truncate),
            21..22 => Some(Act::Html),
            22..24 => Some(Act::Drip(Duration::from_millis(20 + next(60)))),
            _ => None,
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<Fault>> {
        self.set.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn splitmix(seed: u64) -> u64 {
    let mut z = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// Whether a text fits a pattern in which `*` stands for anything.
pub fn glob(pattern: &str, text: &str) -> bool {
    let mut parts = pattern.split('*');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = text.strip_prefix(first) else {
        return false;
    };
    let mut parts: Vec<&str> = parts.collect();
    let Some(last) = parts.pop() else {
        return rest.is_empty();
    };
    for part in parts {
        match rest.find(part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    rest.ends_with(last)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn patterns() {
        for (pattern, text, fits) in [
            ("/a", "/a", true),
            ("/a", "/ab", false),
            ("/a*", "/ab/c", true),
            ("/*/c", "/ab/c", true),
            ("/*/c", "/ab/d", false),
            ("*a*b*", "xxaxxbxx", true),
            ("/aa*aa", "/aaa", false),
            ("*", "", true),
        ] {
            assert_eq!(glob(pattern, text), fits, "{pattern} {text}");
        }
    }

    #[test]
    fn a_fault_is_used_up() {
        let faults = Faults::new(None);
        let told = json!({"path": "/api/registrations/*", "method": "put", "times": 2, "do": "drop_after"});
        faults.add(&told).expect("good");
        let take = |method| faults.take(method, "/api/registrations/x");
        assert_eq!(take("GET"), None);
        assert_eq!(take("PUT"), Some(Act::DropAfter));
        assert_eq!(take("PUT"), Some(Act::DropAfter));
        assert_eq!(take("PUT"), None);
        assert!(faults.add(&json!({"path": "/", "do": "dance"})).is_err());
        assert!(faults.add(&json!({"do": "html"})).is_err());
        assert!(
            faults
                .add(&json!({"path": "/", "do": "status", "status": 7}))
                .is_err()
        );
    }

    #[test]
    fn a_seed_gives_the_same_run_again() {
        let run = |seed| -> Vec<Option<Act>> {
            let faults = Faults::new(Some(seed));
            (0..1000)
                .map(|i| faults.take("PUT", &format!("/api/registrations/{i}")))
                .collect()
        };
        assert_eq!(run(7), run(7));
        assert_ne!(run(7), run(8));
        let share = run(7).iter().flatten().count();
        assert!((150..330).contains(&share), "{share}");
        assert_eq!(Faults::new(Some(7)).take("GET", "/index.html"), None);
    }
}
