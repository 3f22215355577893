//! Reading foreign documents, member by member: what is missing or of another
//! kind is left out, never an error for what stands beside it (faults.md 16).
//!
//! A [`Document`] is read where its text lies. Each of the field's types has one
//! total function from a value of it, [`Read::read`]; it answers nothing only
//! where what makes the thing itself is missing, such as its id.

use super::safe_url::SafeUrl;
use super::text::{self, LINE_MAX, TEXT_MAX};
use super::time::{self, Moment};
use chrono::{Datelike, NaiveDate};
pub use kepu_json::{Document, Value};

/// Something that can be read from a foreign document.
pub trait Read: Sized {
    fn read(value: Value) -> Option<Self>;
}

/// The document in a text; a byte-order mark is no fault.
pub fn document(text: &str) -> Option<Document<'_>> {
    Document::read(text.trim_start_matches('\u{feff}'))
}

/// A list item by item, at most `max` of them; a bad one is left out.
pub fn list<T>(value: Value, max: usize, read: &mut dyn FnMut(Value) -> Option<T>) -> Vec<T> {
    value.items().filter_map(read).take(max).collect()
}

/// A list of things that are read alike.
pub fn all<T: Read>(value: Value, name: &str) -> Vec<T> {
    list(value.get(name), usize::MAX, &mut T::read)
}

/// A member that is a text, as it is.
pub fn raw<'a>(value: Value<'a>, name: &str) -> &'a str {
    value.get(name).as_str().unwrap_or("")
}

/// A member that is a clean single line of at most `max` characters; else empty.
pub fn line_at(value: Value, name: &str, max: usize) -> String {
    text::line(raw(value, name), max)
}

/// A member that is a clean single line; else empty.
pub fn line(value: Value, name: &str) -> String {
    line_at(value, name, LINE_MAX)
}

/// A clean single line without which the thing is none.
pub fn needed(value: Value, name: &str) -> Option<String> {
    Some(line(value, name)).filter(|line| !line.is_empty())
}

/// A member that is clean running text; else empty.
pub fn paragraphs(value: Value, name: &str) -> String {
    text::paragraphs(raw(value, name), TEXT_MAX)
}

/// Most lines of a list of them.
pub const LINES_MAX: usize = 200;

/// A member that is a list of clean single lines.
pub fn lines(value: Value, name: &str) -> Vec<String> {
    list(value.get(name), LINES_MAX, &mut |line| {
        Some(text::line(line.as_str()?, LINE_MAX)).filter(|line| !line.is_empty())
    })
}

/// A member that names something, if it is there.
pub fn name_at(value: Value, name: &str) -> Option<String> {
    value.get(name).as_str().map(str::to_owned)
}

/// A member that is a link which cannot run code.
pub fn url(value: Value, name: &str) -> Option<SafeUrl> {
    SafeUrl::parse(raw(value, name))
}

pub fn flag(value: Value, name: &str) -> bool {
    value.get(name).as_bool() == Some(true)
}

/// A member that is a whole number of at most thirty-two bits.
pub fn u32_at(value: Value, name: &str) -> Option<u32> {
    small(value.get(name))
}

/// A whole number of at most thirty-two bits.
pub fn small(value: Value) -> Option<u32> {
    value.as_u64().and_then(|n| u32::try_from(n).ok())
}

/// A count: 0 where there is none, nothing where there is something else.
pub fn count(value: Value, name: &str) -> Option<u32> {
    match value.get(name).is_null() {
        true => Some(0),
        false => u32_at(value, name),
    }
}

/// A member that is a time with its offset, in a year of four digits.
pub fn moment_at(value: Value, name: &str) -> Option<Moment> {
    moment(value.get(name))
}

/// A time with its offset, in a year of four digits.
pub fn moment(value: Value) -> Option<Moment> {
    let moment = time::parse(value.as_str()?)?;
    (1970..=9998).contains(&moment.year()).then_some(moment)
}

/// A member that is a day, `2023-09-17`.
pub fn day_at(value: Value, name: &str) -> Option<NaiveDate> {
    time::parse_day(raw(value, name))
}

/// A usable id: the contract's characters and length.
pub fn is_id(text: &str) -> bool {
    (1..=64).contains(&text.len())
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"._~-".contains(&b))
}

/// A member that must be an id.
pub fn id_at(value: Value, name: &str) -> Option<String> {
    name_at(value, name).filter(|id| is_id(id))
}

/// The ids in a list.
pub fn ids(value: Value) -> Vec<String> {
    list(value, 64, &mut |id| {
        id.as_str().filter(|id| is_id(id)).map(str::to_owned)
    })
}

/// Whether a text can go into a header: visible ASCII, not empty.
pub fn is_token(text: &str) -> bool {
    (1..=512).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_graphic() && b != b'"')
}

/// A member that goes into a header, else empty.
pub fn token_at(value: Value, name: &str) -> String {
    let token = raw(value, name);
    if is_token(token) {
        token.to_owned()
    } else {
        String::new()
    }
}

/// A document of a test, as it would arrive: through its text.
#[cfg(test)]
pub fn sent(json: &serde_json::Value) -> Value<'static> {
    let text = Box::leak(json.to_string().into_boxed_str());
    Box::leak(Box::new(document(text).expect("JSON"))).root()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_member_of_another_kind_is_none_and_hurts_no_other() {
        let text = "\u{feff}{\"a\":7,\"b\":\" \\u4e00\u{200b}\\n二 \",\"c\":[1,\"x\",\"\"],\"n\":3,\"m\":-1,\"u\":\"javascript:x\"}";
        let document = document(text).unwrap();
        let value = document.root();
        assert_eq!(
            (line(value, "a"), line(value, "b")),
            (String::new(), "一 二".into())
        );
        assert_eq!(
            (lines(value, "c"), lines(value, "a")),
            (vec!["x".to_owned()], vec![])
        );
        assert_eq!(needed(value, "z"), None);
        assert_eq!(
            (count(value, "n"), count(value, "z"), count(value, "m")),
            (Some(3), Some(0), None)
        );
        assert_eq!(url(value, "u"), None);
        assert!(super::document("<html>").is_none());
    }
}
