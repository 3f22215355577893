//! Reading the settings of a screen. What is wrong keeps its last good value, and is told.

use super::settings::{Orientation, Section, Settings};
use crate::domain::read::{Value, is_id, small};
use crate::domain::{text, time};
use chrono::Timelike;

/// Most characters of the message of the day: it is read in passing.
const MESSAGE_MAX: usize = 120;

/// All that may be said of a screen.
const MEMBERS: [&str; 13] = [
    "venue",
    "district",
    "language",
    "orientation",
    "sections",
    "idle_seconds",
    "warn_seconds",
    "turn_seconds",
    "bright",
    "message",
    "code",
    "sign_up",
    // Whoever writes a file by hand may say in it what it is.
    "note",
];

/// What is wrong with what a screen was told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The member of the settings, or the name of what holds them.
    pub member: String,
    /// Whether there is no such member; else its value is wrong.
    pub unknown: bool,
}

impl Fault {
    pub fn wrong(member: &str) -> Self {
        Self {
            member: member.to_owned(),
            unknown: false,
        }
    }
}

/// What is told from several sides: the later one counts where both say something.
struct Reader<'a> {
    sides: &'a [Value<'a>],
    faults: Vec<Fault>,
}

impl Reader<'_> {
    /// A member: as told, as it was last where that is wrong, else as it is where nobody says anything.
    fn take<T>(
        &mut self,
        name: &str,
        plain: T,
        last: &T,
        read: &mut dyn FnMut(Value) -> Option<T>,
    ) -> T
    where
        T: Clone,
    {
        let told = self.sides.iter().rev().map(|side| side.get(name));
        match told.into_iter().find(|value| !value.is_null()) {
            None => plain,
            Some(value) => read(value).unwrap_or_else(|| {
                self.faults.push(Fault::wrong(name));
                last.clone()
            }),
        }
    }

    fn number(&mut self, name: &str, plain: u32, last: u32, (from, to): (u32, u32)) -> u32 {
        let mut read = |value: Value| small(value).filter(|n| (from..=to).contains(n));
        self.take(name, plain, &last, &mut read)
    }

    fn text(&mut self, name: &str, last: &String, good: &mut dyn FnMut(&str) -> bool) -> String {
        let mut read = |value: Value| {
            let raw = value.as_str()?;
            good(raw).then(|| text::line(raw, MESSAGE_MAX))
        };
        self.take(name, String::new(), last, &mut read)
    }
}

/// The settings by what the `sides` say, the later ones before the earlier; `last` are the last good ones.
/// What is wrong is told beside them.
pub fn read(sides: &[Value], last: &Settings) -> (Settings, Vec<Fault>) {
    let plain = Settings::default();
    let mut reader = Reader {
        sides,
        faults: Vec::new(),
    };
    let mut empty_or_id = |raw: &str| raw.is_empty() || is_id(raw);
    let venue = reader.text("venue", &last.venue, &mut empty_or_id);
    let district = reader.text("district", &last.district, &mut empty_or_id);
    // The app has one language so far: another one is told as a fault.
    let mut is_known = |raw: &str| matches!(raw, "zh" | "zh-CN" | "zh-Hans" | "zh-Hans-CN");
    reader.text("language", &String::new(), &mut is_known);
    let settings = Settings {
        venue,
        district,
        orientation: reader.take(
            "orientation",
            plain.orientation,
            &last.orientation,
            &mut |value| Orientation::parse(value.as_str()?),
        ),
        sections: reader.take("sections", plain.sections, &last.sections, &mut sections),
        idle_seconds: reader.number(
            "idle_seconds",
            plain.idle_seconds,
            last.idle_seconds,
            Settings::IDLE,
        ),
        warn_seconds: reader.number(
            "warn_seconds",
            plain.warn_seconds,
            last.warn_seconds,
            Settings::WARN,
        ),
        turn_seconds: reader.number(
            "turn_seconds",
            plain.turn_seconds,
            last.turn_seconds,
            Settings::TURN,
        ),
        bright: reader.take("bright", plain.bright, &last.bright, &mut hours),
        message: reader.text("message", &last.message, &mut |raw| {
            raw.chars().count() <= MESSAGE_MAX
        }),
        code: reader.text("code", &last.code, &mut |raw| {
            raw.is_empty()
                || (4..=8).contains(&raw.len()) && raw.bytes().all(|b| b.is_ascii_digit())
        }),
        sign_up: reader.take("sign_up", plain.sign_up, &last.sign_up, &mut |value| {
            value.as_bool()
        }),
    };
    let mut faults = reader.faults;
    for (name, _) in sides.iter().flat_map(|side| side.members()) {
        if !MEMBERS.contains(&name) {
            faults.push(Fault {
                member: text::line(name, 40),
                unknown: true,
            });
        }
    }
    (settings, faults)
}

/// A list of known words, each once, at least one.
fn sections(value: Value) -> Option<Vec<Section>> {
    let mut all = Vec::new();
    for word in value.items() {
        let section = Section::parse(word.as_str()?)?;
        if !all.contains(&section) {
            all.push(section);
        }
    }
    (!all.is_empty()).then_some(all)
}

/// `{"from": "08:30", "to": "17:30"}` in minutes of the day; `"always"` is none.
fn hours(value: Value) -> Option<Option<(u32, u32)>> {
    if value.as_str() == Some("always") {
        return Some(None);
    }
    let minute = |name| {
        let clock = time::parse_clock(value.get(name).as_str()?)?;
        Some(clock.num_seconds_from_midnight() / 60)
    };
    let (from, to) = (minute("from")?, minute("to")?);
    (from != to).then_some(Some((from, to)))
}

/// The settings as a side would say them.
pub fn write(settings: &Settings) -> String {
    let quoted = |text: &str| serde_json::to_string(text).unwrap_or_default();
    let mut out = String::from("{");
    let mut member = |name: &str, value: &str| {
        let before = if out.len() > 1 { ",\"" } else { "\"" };
        for part in [before, name, "\":", value] {
            out.push_str(part);
        }
    };
    member("venue", &quoted(&settings.venue));
    member("district", &quoted(&settings.district));
    member("orientation", &quoted(settings.orientation.name()));
    let sections: Vec<String> = settings.sections.iter().map(|s| quoted(s.name())).collect();
    member("sections", &["[", &sections.join(","), "]"].concat());
    member("idle_seconds", &settings.idle_seconds.to_string());
    member("warn_seconds", &settings.warn_seconds.to_string());
    member("turn_seconds", &settings.turn_seconds.to_string());
    let bright = match settings.bright {
        None => quoted("always"),
        Some((from, to)) => {
            let clock = super::hours::clock;
            [
                "{\"from\":\"",
                &clock(from),
                "\",\"to\":\"",
                &clock(to),
                "\"}",
            ]
            .concat()
        }
    };
    member("bright", &bright);
    member("message", &quoted(&settings.message));
    member("code", &quoted(&settings.code));
    member("sign_up", if settings.sign_up { "true" } else { "false" });
    out.push('}');
    out
}

#[cfg(test)]
#[path = "given_tests.rs"]
mod tests;
