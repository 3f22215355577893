//! A registration as a record of another backend, and back.
//!
//! Such a backend hands out no token, so the app makes all of it from the registration's own id, which only this
//! person's device knows: the id of the record, the secret that opens it, and the code that is shown at the door.

use super::json::{self, Map, Value};
use super::privacy::Private;
use super::spec::{Act, Mapping, Registrations};
use super::{Foreign, Sheet, fields};
use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use sha2::{Digest, Sha256};

/// What a code is made of: nothing that looks like something else (the contract's pattern).
const LETTERS: &[u8; 31] = b"ABCDEFGHJKMNPQRSTUVWXYZ23456789";
/// States that a record may say; any other is one that waits for somebody to look at it.
const STATES: [&str; 6] = [
    "confirmed",
    "waitlisted",
    "pending",
    "offered",
    "cancelled",
    "expired",
];

/// What follows of a registration's id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Own {
    pub id: String,
    /// The record's id, a UUID of version 8: whoever sees it learns nothing of the others.
    pub record: String,
    pub secret: String,
    pub code: String,
}

fn digest(of: &str, id: &str) -> [u8; 32] {
    Sha256::digest([of, id].concat().as_bytes()).into()
}

/// Bytes as digits.
pub fn hex(bytes: &[u8]) -> String {
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits
        .filter_map(|digit| char::from_digit(digit.into(), 16))
        .collect()
}

impl Own {
    /// `token`: what the person holds, if the backend gave it out.
    pub fn new(id: &str, token: &str) -> Self {
        let mut record = digest("kepu record ", id);
        record[6] = record[6] & 0x0f | 0x80;
        record[8] = record[8] & 0x3f | 0x80;
        let whole = hex(&record[..16]);
        let parts = [
            &whole[..8],
            &whole[8..12],
            &whole[12..16],
            &whole[16..20],
            &whole[20..],
        ];
        let code = digest("kepu code ", &whole);
        let letters = code[..8]
            .iter()
            .map(|byte| LETTERS[usize::from(byte % 31)] as char);
        Self {
            id: id.to_owned(),
            record: parts.join("-"),
            secret: match token {
                "" => hex(&digest("kepu secret ", id)),
                token => token.to_owned(),
            },
            code: letters.collect(),
        }
    }

    /// A text of the configuration with what follows of the id in its places.
    fn fill(&self, text: &str, rev: &str) -> String {
        if !text.contains('{') {
            return text.to_owned();
        }
        let basic = || BASE64.encode([&self.secret, ":"].concat());
        text.replace("{record}", &self.record)
            .replace("{id}", &self.id)
            .replace("{secret}", &self.secret)
            .replace("{code}", &self.code)
            .replace("{rev}", rev)
            .replace("{basic}", &basic())
    }

    fn fill_all(&self, value: &Value, rev: &str, record: &Value) -> Value {
        json::with_texts(value, &|text| match text {
            "{registration}" => record.clone(),
            text => Value::String(self.fill(text, rev)),
        })
    }
}

/// The request of an act: `record` is what it is about, in the contract's form.
fn request(
    mapping: &Mapping,
    registrations: &Registrations,
    act: &Act,
    own: &Own,
    rev: &str,
    record: Option<&Value>,
) -> Foreign {
    let mapped = record
        .map(|record| fields::map(record, &act.fields, !act.is_bare, mapping.zone))
        .unwrap_or_default();
    let body = match (&act.body, record) {
        (Some(body), _) => Some(own.fill_all(body, rev, &mapped)),
        (None, Some(_)) => {
            let mut body = Value::Null;
            json::put(&mut body, &act.wrap, mapped);
            Some(body)
        }
        (None, None) => None,
    };
    let headers = mapping
        .headers
        .iter()
        .chain(&registrations.auth)
        .chain(&act.headers);
    Foreign {
        method: act.method.clone(),
        path: own.fill(&act.path, rev),
        // Who has no revision yet asks for none.
        headers: headers
            .filter(|(_, value)| !(rev.is_empty() && value.contains("{rev}")))
            .map(|(name, value)| (name.clone(), own.fill(value, rev)))
            .collect(),
        body: body.map(|body| body.write()),
    }
}

/// The request that makes a registration. `sent` is the contract's.
pub fn create(
    mapping: &Mapping,
    registrations: &Registrations,
    own: &Own,
    sent: &Value,
) -> Foreign {
    let record = as_record(own, sent);
    let mut request = request(
        mapping,
        registrations,
        &registrations.create,
        own,
        "",
        Some(&record),
    );
    if registrations.private == Private::WriteOnly {
        // Nobody reads it with a secret: none is given away.
        let secret = registrations.auth.iter().map(|(name, _)| name);
        let secret: Vec<_> = secret.collect();
        request.headers.retain(|(name, _)| !secret.contains(&name));
    }
    request
}

/// What is kept there of a registration that is sent.
pub fn as_record(own: &Own, sent: &Value) -> Value {
    let mut record = sent.clone();
    for (name, value) in [("/id", &own.record), ("/code", &own.code)] {
        json::put(&mut record, name, Value::String(value.clone()));
    }
    json::put(&mut record, "/status", "pending".into());
    record
}

/// The request that reads it.
pub fn read(mapping: &Mapping, registrations: &Registrations, own: &Own) -> Option<Foreign> {
    let act = registrations.read.as_ref()?;
    Some(request(mapping, registrations, act, own, "", None))
}

/// The request that changes it; `change` is the contract's, `rev` what it was when the person saw it.
pub fn change(
    mapping: &Mapping,
    registrations: &Registrations,
    own: &Own,
    rev: &str,
    change: &Value,
) -> Option<Foreign> {
    let act = registrations.change.as_ref()?;
    let mut act = act.clone();
    if act.fields.is_empty() {
        act.fields.clone_from(&registrations.create.fields);
        act.is_bare = registrations.create.is_bare;
    }
    Some(request(
        mapping,
        registrations,
        &act,
        own,
        rev,
        Some(change),
    ))
}

/// The request that cancels it.
pub fn cancel(
    mapping: &Mapping,
    registrations: &Registrations,
    own: &Own,
    rev: &str,
) -> Option<Foreign> {
    let act = registrations.cancel.as_ref()?;
    Some(request(mapping, registrations, act, own, rev, None))
}

/// The registration in an answer, in the contract's form; `sent` is what stands there where nothing can be read.
pub fn document(
    mapping: &Mapping,
    registrations: &Registrations,
    own: &Own,
    sheet: &Sheet,
    sent: Option<&Value>,
) -> Option<Value> {
    let found = json::at(&sheet.body, &registrations.item).filter(|record| record.is_object());
    let record = match (found, sent) {
        (Some(record), _) if !registrations.is_blind => record,
        (_, Some(sent)) => sent,
        _ => return None,
    };
    let mut record = fields::map(record, &registrations.fields, true, mapping.zone);
    let rev = json::text_at(&record, &registrations.rev).unwrap_or_else(|| "1".to_owned());
    let own_states = registrations.private == Private::Server;
    let status = record.get("status").and_then(Value::as_str).unwrap_or("");
    let status = if STATES.contains(&status) {
        status
    } else {
        "pending"
    }
    .to_owned();
    for line in record.list_mut("lines").into_iter().flatten() {
        if !own_states || line.get("status").is_none() {
            json::put(line, "/status", status.clone().into());
        }
    }
    let mut document = Map::default();
    for name in [
        "kind",
        "lines",
        "school",
        "needs",
        "accept_waitlist",
        "when_free",
        "position",
        "offer_until",
        "updated",
    ] {
        if let Some(value) = record.get(name) {
            document.insert(name, value.clone());
        }
    }
    let contact = record.get("contact").map(masked).unwrap_or_default();
    let said = |name: &str, or: &str| json::text_at(&record, name).unwrap_or_else(|| or.to_owned());
    let token = if registrations.read.is_none() {
        // Nothing opens it: it is changed by telephone.
        String::new()
    } else if own_states {
        said("/manage_token", &own.secret)
    } else {
        own.secret.clone()
    };
    let members: [(&str, Value); 6] = [
        ("id", own.id.clone().into()),
        ("status", status.into()),
        ("code", said("/code", &own.code).into()),
        ("manage_token", token.into()),
        ("rev", rev.into()),
        ("contact", contact),
    ];
    for (name, value) in members {
        document.insert(name, value);
    }
    Some(Value::Object(document))
}

/// Whether what stands there is what was sent: the same kind, the same parties in the same sessions.
pub fn is_same(document: &Value, sent: &Value) -> bool {
    let lines = |of: &Value| {
        let lines = of
            .get("lines")
            .and_then(Value::as_array)
            .cloned()
            .unwrap_or_default();
        let line = |line: &Value| {
            (
                line.get("session").cloned(),
                line.get("party").cloned(),
                line.get("class").cloned(),
            )
        };
        lines.iter().map(line).collect::<Vec<_>>()
    };
    document.get("kind") == sent.get("kind") && lines(document) == lines(sent)
}

/// A contact as the contract gives it back: the first character of the name, the last four digits of the number.
fn masked(contact: &Value) -> Value {
    let text = |name: &str| {
        contact
            .get(name)
            .and_then(Value::as_str)
            .unwrap_or("")
            .to_owned()
    };
    let (name, phone) = (text("name"), text("phone"));
    let name: String = name
        .chars()
        .enumerate()
        .map(|(at, c)| if at == 0 { c } else { '*' })
        .collect();
    let hidden = phone.chars().count().saturating_sub(4);
    let phone: String = phone
        .chars()
        .enumerate()
        .map(|(at, c)| if at < hidden { '*' } else { c })
        .collect();
    let mut masked = Map::default();
    masked.insert("name", name);
    masked.insert("phone", phone);
    Value::Object(masked)
}

#[cfg(test)]
#[path = "registrations_tests.rs"]
mod tests;
