//! A year file as people read it: a record a line, its members in the order in which they are thought of.

use serde_json::Value;

/// Members in their order; all others follow by name.
const ORDER: [&str; 45] = [
    "contract",
    "demo",
    "edition",
    "taxonomy",
    "venues",
    "activities",
    "capabilities",
    "id",
    "year",
    "ordinal",
    "name",
    "title",
    "summary",
    "description",
    "kind",
    "direction",
    "track",
    "fields",
    "formats",
    "audiences",
    "access",
    "grades",
    "ages",
    "parent",
    "start",
    "end",
    "from",
    "to",
    "label",
    "district",
    "address",
    "venue",
    "online",
    "hosts",
    "organisers",
    "contact",
    "status",
    "sample",
    "source",
    "bring",
    "fee",
    "opening",
    "sessions",
    "lecture",
    "updated",
];

/// The year as text: its lists one record a line.
pub fn year(year: &Value) -> String {
    let mut out = String::new();
    let Some(members) = year.as_object() else {
        return year.to_string();
    };
    out.push('{');
    let mut first = true;
    for (name, value) in sorted(members) {
        out.push_str(if first { "\n" } else { ",\n" });
        first = false;
        out.push_str(&format!("  {}: ", Value::from(name)));
        match value {
            Value::Array(records) if records.iter().any(Value::is_object) => {
                list(&mut out, records, 4, "  ")
            }
            Value::Object(lists) if name == "taxonomy" => {
                out.push('{');
                for (at, (name, value)) in sorted(lists).into_iter().enumerate() {
                    out.push_str(if at == 0 { "\n" } else { ",\n" });
                    out.push_str(&format!("    {}: ", Value::from(name)));
                    match value {
                        Value::Array(records) => list(&mut out, records, 6, "    "),
                        other => line(&mut out, other),
                    }
                }
                out.push_str("\n  }");
            }
            other => line(&mut out, other),
        }
    }
    out.push_str("\n}\n");
    out
}

fn list(out: &mut String, records: &[Value], indent: usize, end: &str) {
    out.push('[');
    for (at, record) in records.iter().enumerate() {
        out.push_str(if at == 0 { "\n" } else { ",\n" });
        out.extend(std::iter::repeat_n(' ', indent));
        line(out, record);
    }
    out.push_str(if records.is_empty() { "" } else { "\n" });
    out.push_str(if records.is_empty() { "" } else { end });
    out.push(']');
}

fn sorted(members: &serde_json::Map<String, Value>) -> Vec<(&str, &Value)> {
    let mut all: Vec<(&str, &Value)> = members
        .iter()
        .map(|(name, value)| (name.as_str(), value))
        .collect();
    let place = |name: &str| {
        ORDER
            .iter()
            .position(|known| *known == name)
            .unwrap_or(ORDER.len())
    };
    all.sort_by(|a, b| (place(a.0), a.0).cmp(&(place(b.0), b.0)));
    all
}

/// A value in one line, its members in their order.
fn line(out: &mut String, value: &Value) {
    match value {
        Value::Object(members) => {
            out.push('{');
            for (at, (name, value)) in sorted(members).into_iter().enumerate() {
                out.push_str(if at == 0 { "" } else { ", " });
                out.push_str(&format!("{}: ", Value::from(name)));
                line(out, value);
            }
            out.push('}');
        }
        Value::Array(items) => {
            out.push('[');
            for (at, item) in items.iter().enumerate() {
                out.push_str(if at == 0 { "" } else { ", " });
                line(out, item);
            }
            out.push(']');
        }
        other => out.push_str(&other.to_string()),
    }
}
