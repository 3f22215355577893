//! What came of trying a backend: read for the page of whoever sets up a deployment.

use super::read::{self, Value};

/// The presets that can be tried, in the order in which they are offered.
pub const PRESETS: [&str; 10] = [
    "kinto",
    "json-server",
    "directus",
    "strapi",
    "parse",
    "postgrest",
    "pocketbase",
    "nocodb",
    "kp1",
    "static",
];

/// What each can do for people, by the contract's words.
pub const ABILITIES: [&str; 5] = ["register", "class", "cancel", "change", "waitlist"];

/// Why an address that was typed is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unfit {
    Missing,
    /// Neither http(s) nor a path of this host.
    NoAddress,
}

/// The address as it is asked, without what hangs at its end.
///
/// # Errors
/// [`Unfit`] where it can be asked for nothing.
pub fn address(typed: &str, preset: &str) -> Result<String, Unfit> {
    let typed = typed.trim().trim_end_matches('/');
    if typed.is_empty() {
        return Err(Unfit::Missing);
    }
    let rest = ["https://", "http://"];
    let rest = rest.iter().find_map(|scheme| typed.strip_prefix(scheme));
    let fits = match rest {
        Some(rest) => !rest.is_empty() && !rest.starts_with('/'),
        None if typed.starts_with("//") || typed.contains(':') => false,
        // A year file beside the app may be named as it lies there.
        None => typed.starts_with('/') || preset == "static",
    };
    let strange = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '\\' | '"' | '<');
    match fits && !typed.contains(strange) {
        true => Ok(typed.to_owned()),
        false => Err(Unfit::NoAddress),
    }
}

/// Why there is no programme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    pub what: String,
    /// The backend's status, where it refused.
    pub status: u32,
    /// What was asked for.
    pub path: String,
    /// Where in the answer the list should be.
    pub items: String,
}

/// What came of a registration that was made for the trial.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trial {
    pub made: bool,
    pub status: u32,
    /// The list can be had without a secret: `open`, `closed`, `unknown`.
    pub listed: String,
    /// Somebody without its secret reads or changes it.
    pub theirs: bool,
    /// Its owner reads it.
    pub mine: bool,
    pub removed: bool,
}

/// What came of a trial.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// The line in which what was typed stops being JSON.
    pub line: Option<u32>,
    /// Places of the mapping that are wrong or that no mapping has.
    pub faults: Vec<String>,
    pub trouble: Option<Trouble>,
    /// Records without an id of their own, sessions of no activity, times not as the contract has them.
    pub lost: u32,
    pub stray: u32,
    pub times: u32,
    /// How registrations are kept private, as the mapping says; empty for a backend of the contract.
    pub private: String,
    /// What asking for them as a stranger has shown: `open`, `closed`, `unknown`.
    pub shown: String,
    /// The `config.json` that comes of it.
    pub config: String,
    pub trial: Option<Trial>,
}

impl Report {
    /// The report in the first line, and the programme below it.
    pub fn decode(body: &str) -> (Self, &str) {
        let (report, programme) = body.split_once('\n').unwrap_or((body, ""));
        let document = read::document(report).unwrap_or_default();
        (Self::read(document.root()), programme)
    }

    fn read(value: Value) -> Self {
        let text = |name| read::raw(value, name).to_owned();
        let count = |name| read::u32_at(value, name).unwrap_or(0);
        let trouble = Some(text("trouble")).filter(|what| !what.is_empty());
        let made = value.get("made").as_bool();
        Self {
            line: read::u32_at(value, "line"),
            faults: read::lines(value, "faults"),
            trouble: trouble.map(|what| Trouble {
                what,
                status: count("status"),
                path: text("path"),
                items: text("items"),
            }),
            lost: count("lost"),
            stray: count("stray"),
            times: count("times"),
            private: text("private"),
            shown: text("shown"),
            config: text("config"),
            trial: made.map(|made| Trial {
                made,
                status: count("status"),
                listed: text("listed"),
                theirs: read::flag(value, "theirs"),
                mine: read::flag(value, "mine"),
                removed: read::flag(value, "removed"),
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_http_or_a_path() {
        let at = |typed| address(typed, "kinto");
        assert_eq!(
            at(" https://k.example/v1/ "),
            Ok("https://k.example/v1".into())
        );
        assert_eq!(at("/api"), Ok("/api".into()));
        assert_eq!(at("  "), Err(Unfit::Missing));
        for typed in [
            "k.example/v1",
            "//k.example",
            "javascript:x",
            "ftp://k",
            "https://",
            "https:///x",
            "https://k/a b",
            "https://k/\"",
        ] {
            assert_eq!(at(typed), Err(Unfit::NoAddress), "{typed}");
        }
        assert_eq!(
            address("data/2024.json", "static"),
            Ok("data/2024.json".into())
        );
    }

    #[test]
    fn a_report_is_read_and_the_programme_stays_as_it_came() {
        let body = "{\"faults\":[\"/zone\"],\"lost\":2,\"config\":\"{\\n  \\\"preset\\\": \\\"kinto\\\"\\n}\\n\",\"shown\":\"open\"}\n{\"edition\":\n1}";
        let (report, programme) = Report::decode(body);
        assert_eq!(report.faults, ["/zone"]);
        assert_eq!((report.lost, report.shown.as_str()), (2, "open"));
        assert_eq!(report.config, "{\n  \"preset\": \"kinto\"\n}\n");
        assert_eq!((report.trouble, report.trial), (None, None));
        assert_eq!(programme, "{\"edition\":\n1}");
        let (report, _) = Report::decode(r#"{"trouble":"status","status":403,"path":"v"}"#);
        assert_eq!(report.trouble.unwrap().status, 403);
        let (report, _) =
            Report::decode(r#"{"made":true,"status":201,"listed":"closed","mine":true}"#);
        let trial = report.trial.unwrap();
        assert!(trial.made && trial.mine && !trial.theirs);
        assert_eq!(Report::decode("<html>"), (Report::default(), ""));
    }
}
