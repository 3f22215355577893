//! A mapping as the configuration says it: a preset with changes, read member by member.
//!
//! What is wrong in it is named by its place and left out; the rest holds.

use super::again::Delta;
use super::errors::Rule;
use super::fields::Field;
use super::json::{self, Map, Value};
use super::news::Realtime;
use super::pages::Pages;
use super::privacy::Private;
use super::times;
use chrono::{FixedOffset, Offset};
use reader::Reader;

#[path = "spec_reader.rs"]
mod reader;

/// The zone of times that carry none, if nobody says otherwise: China's.
const ZONE: &str = "+08:00";

/// One list of the backend, or one document.
#[derive(Debug, Clone, PartialEq)]
pub struct Resource {
    /// Below the base, or a whole address, or a file beside the app.
    pub path: String,
    pub query: Vec<(String, String)>,
    pub pages: Pages,
    /// Where the list stands in an answer, or the document.
    pub items: String,
    /// Where a record's id stands.
    pub id: String,
    pub fields: Vec<Field>,
    /// Of sessions: where the id of their activity stands.
    pub of: String,
    /// No list: one document.
    pub is_one: bool,
}

/// How something is done with a registration.
#[derive(Debug, Clone, PartialEq)]
pub struct Act {
    pub method: String,
    /// With `{record}`, `{id}`, `{secret}`.
    pub path: String,
    pub headers: Vec<(String, String)>,
    /// Where the record stands in the body.
    pub wrap: String,
    /// What the body is in place of the record.
    pub body: Option<Value>,
    pub fields: Vec<Field>,
    /// Only what the fields say is sent.
    pub is_bare: bool,
}

/// How registrations are kept.
#[derive(Debug, Clone, PartialEq)]
pub struct Registrations {
    pub private: Private,
    /// What a stranger would ask for to read them all.
    pub list: String,
    /// Where that list stands in the answer.
    pub items: String,
    /// Headers that carry the secret: `{secret}`, `{basic}`.
    pub auth: Vec<(String, String)>,
    pub create: Act,
    /// Nothing can be read back: what was sent is what stands there.
    pub is_blind: bool,
    /// The answer that says: this id is there already.
    pub taken: Option<Rule>,
    pub read: Option<Act>,
    pub change: Option<Act>,
    pub cancel: Option<Act>,
    /// Where the record stands in an answer.
    pub item: String,
    pub fields: Vec<Field>,
    /// Where its revision stands.
    pub rev: String,
}

/// How another backend is asked and understood.
#[derive(Debug, Clone, PartialEq)]
pub struct Mapping {
    /// Where it is; without a slash at its end.
    pub base: String,
    pub headers: Vec<(String, String)>,
    pub zone: FixedOffset,
    pub catalogue: Option<Resource>,
    pub venues: Option<Resource>,
    pub activities: Option<Resource>,
    pub sessions: Option<Resource>,
    pub availability: Option<Resource>,
    pub delta: Option<Delta>,
    pub realtime: Realtime,
    pub registrations: Option<Registrations>,
    pub errors: Vec<Rule>,
    pub capabilities: Vec<String>,
    /// The places of what is wrong in the configuration.
    pub faults: Vec<String>,
}

impl Mapping {
    /// Reads `config.json` and the preset it names.
    pub fn read(config: &Value, preset: &Value) -> Self {
        let mut whole = preset.clone();
        if !whole.is_object() {
            whole = Value::Object(Map::default());
        }
        if let Some(own) = config.get("mapping") {
            json::merge(&mut whole, own);
        }
        let mut reader = Reader { faults: Vec::new() };
        let said = reader.text(&whole, "", "zone", ZONE);
        let zone = times::zone(&said);
        if zone.is_none() {
            reader.wrong("/zone");
        }
        let errors = whole.get("errors").and_then(Value::as_array);
        let delta = whole.get("delta").filter(|delta| delta.is_object());
        let base = config.get("base").and_then(Value::as_str).unwrap_or("");
        let mut mapping = Self {
            base: base.trim_end_matches('/').to_owned(),
            headers: reader.pairs(&whole, "", "headers"),
            zone: zone
                .or_else(|| times::zone(ZONE))
                .unwrap_or_else(|| chrono::Utc.fix()),
            catalogue: reader.resource(&whole, "catalogue"),
            venues: reader.resource(&whole, "venues"),
            activities: reader.resource(&whole, "activities"),
            sessions: reader.resource(&whole, "sessions"),
            availability: reader.resource(&whole, "availability"),
            delta: delta.map(|delta| Delta {
                param: reader.text(delta, "/delta", "param", "since"),
                deleted: reader.text(delta, "/delta", "deleted", "/deleted"),
            }),
            realtime: reader.realtime(&whole),
            registrations: reader.registrations(&whole),
            errors: errors
                .map(|rules| {
                    rules
                        .iter()
                        .map(|rule| reader.rule(rule, "/errors"))
                        .collect()
                })
                .unwrap_or_default(),
            capabilities: Vec::new(),
            faults: Vec::new(),
        };
        mapping.capabilities = mapping.able(whole.get("capabilities"));
        mapping.faults = reader.faults;
        mapping
    }

    /// What the backend can do: what follows of the mapping, and what it says beyond.
    fn able(&self, said: Option<&Value>) -> Vec<String> {
        let said = said.and_then(Value::as_array).cloned().unwrap_or_default();
        let mut able: Vec<String> = said
            .iter()
            .filter_map(Value::as_str)
            .map(str::to_owned)
            .collect();
        if let Some(registrations) = &self.registrations
            && registrations.private != Private::No
        {
            let follows = [
                ("register", true),
                ("class", true),
                // Its staff may confirm: what is read back then is theirs.
                ("confirms", registrations.read.is_some()),
                (
                    "change",
                    registrations.change.is_some() && registrations.read.is_some(),
                ),
                (
                    "cancel",
                    registrations.cancel.is_some() && registrations.read.is_some(),
                ),
            ];
            able.extend(
                follows
                    .into_iter()
                    .filter(|(_, can)| *can)
                    .map(|(name, _)| name.to_owned()),
            );
        }
        able.sort();
        able.dedup();
        able
    }

    /// The address of something below the base.
    pub fn address(&self, path: &str) -> String {
        let is_whole =
            path.starts_with("https://") || path.starts_with("http://") || path.starts_with('/');
        if is_whole {
            path.to_owned()
        } else {
            [&self.base, "/", path].concat()
        }
    }
}

#[cfg(test)]
#[path = "spec_tests.rs"]
mod tests;
