//! Reads the members of a mapping, and notes where they are wrong.

use super::super::errors::Rule;
use super::super::fields::{As, Field, From};
use super::super::json::{self, Value};
use super::super::news::{Hello, Realtime, Stream};
use super::super::pages::{By, Pages, Where};
use super::super::privacy::Private;
use super::{Act, Registrations, Resource};

/// Reads members of an object, and notes where they are wrong.
pub(super) struct Reader {
    pub faults: Vec<String>,
}

impl Reader {
    pub fn wrong(&mut self, place: &str) {
        self.faults.push(place.to_owned());
    }

    pub fn text(&mut self, value: &Value, place: &str, name: &str, or: &str) -> String {
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

    pub fn pairs(&mut self, value: &Value, place: &str, name: &str) -> Vec<(String, String)> {
        let mut pairs = Vec::new();
        match value.get(name) {
            None | Some(Value::Null) => {}
            Some(Value::Object(members)) => {
                for (key, value) in members.iter() {
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
        for (to, said) in members.iter() {
            match field(to, said) {
                Some(field) => fields.push(field),
                None => self.wrong(&[&place, ": ", to].concat()),
            }
        }
        fields
    }

    pub fn resource(&mut self, whole: &Value, name: &str) -> Option<Resource> {
        let value = whole
            .get("resources")?
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

    fn names(&mut self, value: &Value, name: &str) -> Vec<String> {
        let names = value.get(name).and_then(Value::as_array);
        let names = names.into_iter().flatten().filter_map(Value::as_str);
        names.map(str::to_owned).collect()
    }

    pub fn realtime(&mut self, whole: &Value) -> Realtime {
        let value = match whole.get("realtime") {
            None | Some(Value::Null) => return Realtime::Poll,
            Some(value) => value,
        };
        match value.as_str() {
            Some("poll") => return Realtime::Poll,
            Some("none") => return Realtime::None,
            _ => {}
        }
        let path = self.text(value, "/realtime", "path", "");
        if path.is_empty() || value.get("by").and_then(Value::as_str) != Some("sse") {
            self.wrong("/realtime");
            return Realtime::Poll;
        }
        let mut places = self.names(value, "places");
        let programme = self.names(value, "programme");
        if places.is_empty() && programme.is_empty() {
            places.push("message".to_owned());
        }
        let hello = value.get("hello").filter(|hello| hello.is_object());
        let hello = hello.map(|hello| Hello {
            event: self.text(hello, "/realtime/hello", "event", "message"),
            id: self.text(hello, "/realtime/hello", "id", "/id"),
            method: self.text(hello, "/realtime/hello", "method", "POST"),
            path: self.text(hello, "/realtime/hello", "path", &path),
            body: hello.get("body").cloned().unwrap_or_default(),
        });
        Realtime::Stream(Stream {
            path,
            places,
            programme,
            hello,
        })
    }

    pub fn rule(&mut self, value: &Value, place: &str) -> Rule {
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
        if statuses.iter().any(|status| status.as_u64().is_none()) {
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

    pub fn registrations(&mut self, whole: &Value) -> Option<Registrations> {
        let value = whole
            .get("registrations")
            .filter(|value| !value.is_null())?;
        let said = self.text(value, "/registrations", "private", "no");
        let private = Private::from_id(&said);
        if private.is_none() {
            self.wrong("/registrations/private");
        }
        let create = self.act(value, "create", "POST")?;
        let answer = json::at(value, "/create/answer").and_then(Value::as_str);
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
