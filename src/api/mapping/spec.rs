//! A mapping as the configuration says it: a preset with changes, read member by member.
//!
//! What is wrong in it is named by its place and left out; the rest holds.

use super::again::Delta;
use super::errors::Rule;
use super::fields::{As, Field, From};
use super::json::{self, Map, Value};
use super::pages::{By, Pages, Where};
use super::privacy::Private;
use super::times;
use chrono::{FixedOffset, Offset};

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
    pub registrations: Option<Registrations>,
    pub errors: Vec<Rule>,
    pub capabilities: Vec<String>,
    /// The places of what is wrong in the configuration.
    pub faults: Vec<String>,
}

/// Reads members of an object, and notes where they are wrong.
struct Reader {
    faults: Vec<String>,
}

impl Reader {
    fn wrong(&mut self, place: &str) {
        self.faults.push(place.to_owned());
    }

    fn text(&mut self, value: &Value, place: &str, name: &str, or: &str) -> String {
        match value.get(name) {
            None | Some(Value::Null) => or.to_owned(),
            Some(Value::String(text)) => text.clone(),
            Some(_) => {
                self.wrong(&[place, "/", name].concat());
                or.to_owned()
            }
        }
    }

    fn number(&mut self, value: &Value, place: &str, name: &str, or: usize) -> usize {
        match value.get(name) {
            None | Some(Value::Null) => or,
            Some(number) => match number.as_u64() {
                Some(number) => number.min(10_000) as usize,
                None => {
                    self.wrong(&[place, "/", name].concat());
                    or
                }
            },
        }
    }

    fn pairs(&mut self, value: &Value, place: &str, name: &str) -> Vec<(String, String)> {
        let mut pairs = Vec::new();
        match value.get(name) {
            None | Some(Value::Null) => {}
            Some(Value::Object(members)) => {
                for (key, value) in members {
                    match json::text(value) {
                        Some(text) => pairs.push((key.clone(), text)),
                        None => self.wrong(&[place, "/", name, "/", key].concat()),
                    }
                }
            }
            Some(_) => self.wrong(&[place, "/", name].concat()),
        }
        pairs
    }

    fn place(&mut self, value: &Value, place: &str, name: &str) -> Option<Where> {
        let found = value.get(name).filter(|found| !found.is_null())?;
        let text = |name| found.get(name).and_then(Value::as_str).map(str::to_owned);
        let read = text("header")
            .map(Where::Header)
            .or_else(|| text("pointer").map(Where::Pointer));
        if read.is_none() {
            self.wrong(&[place, "/", name].concat());
        }
        read
    }

    fn pages(&mut self, value: &Value, place: &str) -> Pages {
        let by = match self.text(value, place, "by", "none").as_str() {
            "none" => By::Whole,
            "page" => By::Page,
            "offset" => By::Offset,
            "cursor-header" | "cursor-body" => By::Cursor,
            "range" => By::Range,
            _ => {
                self.wrong(&[place, "/by"].concat());
                By::Whole
            }
        };
        Pages {
            by,
            size: self.number(value, place, "size", 100).max(1),
            size_param: self.text(value, place, "size_param", ""),
            param: self.text(value, place, "param", ""),
            first: self.number(value, place, "first", 1),
            total: self.place(value, place, "total"),
            next: self.place(value, place, "next"),
            version: self.place(value, place, "version"),
        }
    }

    fn fields(&mut self, value: &Value, place: &str) -> Vec<Field> {
        let place = [place, "/fields"].concat();
        let members = match value.get("fields") {
            None | Some(Value::Null) => return Vec::new(),
            Some(Value::Object(members)) => members,
            Some(_) => {
                self.wrong(&place);
                return Vec::new();
            }
        };
        let mut fields = Vec::new();
        for (to, said) in members {
            match field(to, said) {
                Some(field) => fields.push(field),
                None => self.wrong(&[&place, ": ", to].concat()),
            }
        }
        fields
    }

    fn resource(&mut self, whole: &Value, name: &str) -> Option<Resource> {
        let value = whole
            .pointer("/resources")?
            .get(name)
            .filter(|value| !value.is_null())?;
        let place = ["/resources/", name].concat();
        let path = self.text(value, &place, "path", "");
        if path.is_empty() {
            self.wrong(&place);
            return None;
        }
        let item = value.get("item").and_then(Value::as_str);
        let items = match item {
            Some(item) => item.to_owned(),
            None => {
                let usual = self.text(whole, "", "items", "");
                self.text(value, &place, "items", &usual)
            }
        };
        let pages = match value.get("pages") {
            Some(pages) => self.pages(pages, &[&place, "/pages"].concat()),
            None => self.pages(whole.get("pages").unwrap_or(&Value::Null), "/pages"),
        };
        Some(Resource {
            path,
            query: self.pairs(value, &place, "query"),
            pages,
            items,
            id: self.text(value, &place, "id", "/id"),
            fields: self.fields(value, &place),
            of: self.text(value, &place, "of", "/activity"),
            is_one: item.is_some() || name == "catalogue",
        })
    }

    fn act(&mut self, value: &Value, name: &str, method: &str) -> Option<Act> {
        let value = value.get(name).filter(|value| !value.is_null())?;
        let place = ["/registrations/", name].concat();
        let path = self.text(value, &place, "path", "");
        if path.is_empty() {
            self.wrong(&place);
            return None;
        }
        Some(Act {
            method: self.text(value, &place, "method", method),
            path,
            headers: self.pairs(value, &place, "headers"),
            wrap: self.text(value, &place, "wrap", ""),
            body: value.get("body").cloned(),
            fields: self.fields(value, &place),
            is_bare: value.get("bare").and_then(Value::as_bool) == Some(true),
        })
    }

    fn rule(&mut self, value: &Value, place: &str) -> Rule {
        let statuses = match value.get("status") {
            Some(Value::Array(all)) => all.clone(),
            Some(one) => vec![one.clone()],
            None => Vec::new(),
        };
        let text = |name| value.get(name).and_then(json::text);
        let status = statuses
            .iter()
            .filter_map(Value::as_u64)
            .map(|status| status as u16)
            .collect();
        if statuses.iter().any(|status| !status.is_u64()) {
            self.wrong(place);
        }
        Rule {
            status,
            pointer: text("pointer"),
            is: text("is"),
            has: text("has"),
            code: text("code").unwrap_or_default(),
        }
    }

    fn registrations(&mut self, whole: &Value) -> Option<Registrations> {
        let value = whole
            .get("registrations")
            .filter(|value| !value.is_null())?;
        let said = self.text(value, "/registrations", "private", "no");
        let private = Private::from_id(&said);
        if private.is_none() {
            self.wrong("/registrations/private");
        }
        let create = self.act(value, "create", "POST")?;
        let answer = value.pointer("/create/answer").and_then(Value::as_str);
        let taken = value.get("taken").filter(|taken| !taken.is_null());
        Some(Registrations {
            private: private.unwrap_or_default(),
            list: self.text(value, "/registrations", "list", ""),
            items: self.text(whole, "", "items", ""),
            auth: self.pairs(value, "/registrations", "auth"),
            create,
            is_blind: answer == Some("request"),
            taken: taken.map(|taken| self.rule(taken, "/registrations/taken")),
            read: self.act(value, "read", "GET"),
            change: self.act(value, "change", "PATCH"),
            cancel: self.act(value, "cancel", "DELETE"),
            item: self.text(value, "/registrations", "item", ""),
            fields: self.fields(value, "/registrations"),
            rev: self.text(value, "/registrations", "rev", "/rev"),
        })
    }
}

/// `"/from"`, or an object with what else is to be said.
fn field(to: &str, said: &Value) -> Option<Field> {
    to.starts_with('/').then_some(())?;
    let mut field = Field {
        to: to.to_owned(),
        from: From::Value(Value::Null),
        how: As::Is,
        words: Vec::new(),
        other: None,
    };
    match said {
        Value::String(pointer) if pointer.starts_with('/') => {
            field.from = From::Pointer(pointer.clone())
        }
        Value::Object(members) => {
            field.from = match (members.get("from"), members.get("value")) {
                (Some(Value::String(pointer)), None)
                    if pointer.is_empty() || pointer.starts_with('/') =>
                {
                    From::Pointer(pointer.clone())
                }
                (None, Some(value)) => From::Value(value.clone()),
                _ => return None,
            };
            field.how = As::from_id(members.get("as").and_then(Value::as_str).unwrap_or(""))?;
            if let Some(words) = members.get("enum") {
                field.words = words
                    .as_object()?
                    .iter()
                    .map(|(word, value)| (word.clone(), value.clone()))
                    .collect();
            }
            field.other = members.get("else").cloned();
        }
        _ => return None,
    }
    Some(field)
}

impl Mapping {
    /// Reads `config.json` and the preset it names.
    pub fn read(config: &Value, preset: &Value) -> Self {
        let mut whole = preset.clone();
        if !whole.is_object() {
            whole = Value::Object(Map::new());
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
