//! What of a record becomes what of ours: a pointer from a pointer, with its converter.

use super::json::{self, Value};
use super::times;
use chrono::FixedOffset;

/// How a value is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum As {
    #[default]
    Is,
    /// Seconds since 1970.
    Seconds,
    /// Milliseconds since 1970.
    Millis,
    /// A time that may lack its zone.
    Local,
    Text,
    Number,
    /// A text that holds a document.
    Json,
    /// The other way round: a document as a text.
    String,
    /// A text with several things in it, parted by commas, semicolons or lines.
    List,
}

impl As {
    pub fn from_id(id: &str) -> Option<Self> {
        Some(match id {
            "" => Self::Is,
            "seconds" => Self::Seconds,
            "millis" => Self::Millis,
            "local" => Self::Local,
            "text" => Self::Text,
            "number" => Self::Number,
            "json" => Self::Json,
            "string" => Self::String,
            "list" => Self::List,
            _ => return None,
        })
    }
}

/// Where a value comes from.
#[derive(Debug, Clone, PartialEq)]
pub enum From {
    Pointer(String),
    Value(Value),
}

/// One line of a field map.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// Where the value goes.
    pub to: String,
    pub from: From,
    pub how: As,
    /// Words by what they become.
    pub words: Vec<(String, Value)>,
    /// What becomes of a word that is not among them, and of a value that is missing or cannot be read.
    pub other: Option<Value>,
}

impl Field {
    fn value(&self, record: &Value, zone: FixedOffset) -> Option<Value> {
        let raw = match &self.from {
            From::Value(value) => return Some(value.clone()),
            From::Pointer(pointer) => json::at(record, pointer)?,
        };
        let value = convert(raw, self.how, zone)?;
        if self.words.is_empty() {
            return Some(value);
        }
        let known = |word: &Value| {
            let word = json::text(word)?;
            let (_, value) = self.words.iter().find(|(known, _)| *known == word)?;
            Some(value.clone())
        };
        match &value {
            Value::Array(words) => Some(Value::Array(words.iter().filter_map(known).collect())),
            word => known(word),
        }
    }
}

fn convert(raw: &Value, how: As, zone: FixedOffset) -> Option<Value> {
    let text = |text: String| Some(Value::String(text));
    match how {
        As::Is => Some(raw.clone()),
        As::Seconds => times::of_seconds(raw, zone).and_then(text),
        As::Millis => times::of_number_of_millis(raw, zone).and_then(text),
        As::Local => times::tidy(raw, zone).and_then(text),
        As::Text => json::text(raw).and_then(text),
        As::Number => match raw {
            Value::Number(_) => Some(raw.clone()),
            _ => Some(json::read(json::text(raw)?.trim())).filter(Value::is_number),
        },
        As::Json => match raw {
            Value::String(body) => Some(json::read(body)).filter(|value| !value.is_null()),
            document => Some(document.clone()),
        },
        As::String => text(raw.write()),
        As::List => match raw {
            Value::String(list) => {
                let parts = list.split(|c| ",，;；、\n".contains(c)).map(str::trim);
                let parts = parts.filter(|part| !part.is_empty());
                Some(Value::Array(parts.map(Value::from).collect()))
            }
            Value::Array(_) => Some(raw.clone()),
            _ => None,
        },
    }
}

/// The record with what its fields say; `whole`: with its other members as they are.
pub fn map(record: &Value, fields: &[Field], whole: bool, zone: FixedOffset) -> Value {
    let mut out = if whole { record.clone() } else { Value::Null };
    for field in fields {
        let value = field.value(record, zone).or_else(|| field.other.clone());
        if let Some(value) = value {
            json::put(&mut out, &field.to, value);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::mapping::json::json;

    fn field(to: &str, from: &str, how: As) -> Field {
        let from = From::Pointer(from.into());
        Field {
            to: to.into(),
            from,
            how,
            words: Vec::new(),
            other: None,
        }
    }

    #[test]
    fn a_foreign_record_becomes_an_activity() {
        let zone = times::zone("+08:00").unwrap();
        let mut kind = field("/kind", "/type", As::Is);
        kind.words = vec![("讲座".into(), json!("lecture"))];
        kind.other = Some(json!("drop_in"));
        let sample = Field {
            from: From::Value(json!(true)),
            ..field("/sample", "", As::Is)
        };
        let fields = [
            field("/title", "/name", As::Is),
            field("/sessions/0/start", "/begin", As::Seconds),
            field("/sessions/0/capacity", "/seats", As::Number),
            field("/audiences", "/for", As::List),
            field("/extra", "/more", As::Json),
            field("/gone", "/nowhere", As::Is),
            kind,
            sample,
        ];
        let record = json!({"id": "a", "name": "看月亮", "begin": "1694914200", "seats": "30", "for": "亲子、中小学生",
            "more": "{\"a\":1}", "type": "讲座"});
        let mapped = map(&record, &fields, true, zone);
        assert_eq!(mapped["title"], "看月亮");
        assert_eq!(mapped["name"], "看月亮", "its other members stay");
        assert_eq!(
            mapped["sessions"],
            json!([{"start": "2023-09-17T09:30:00+08:00", "capacity": 30}])
        );
        assert_eq!(mapped["audiences"], json!(["亲子", "中小学生"]));
        assert_eq!(
            (&mapped["extra"], &mapped["kind"], &mapped["sample"]),
            (&json!({"a": 1}), &json!("lecture"), &json!(true))
        );
        assert_eq!(mapped.get("gone"), None);

        let odd = json!({"id": "b", "type": "展览", "begin": "soon", "seats": [], "more": "{"});
        let mapped = map(&odd, &fields, false, zone);
        assert_eq!(
            mapped,
            json!({"kind": "drop_in", "sample": true}),
            "what cannot be read is left out"
        );
    }
}
