//! The body of a registration, read field by field so that every fault has its pointer.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::fields::Faults;
use crate::offer::{Choice, WhenFree};
use crate::problem::FieldError;

/// Who signs up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Person,
    Family,
    Class,
    /// Several classes of a school, each with lines of its own.
    Grade,
}

impl Kind {
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Person => "person",
            Kind::Family => "family",
            Kind::Class => "class",
            Kind::Grade => "grade",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        [Kind::Person, Kind::Family, Kind::Class, Kind::Grade]
            .into_iter()
            .find(|kind| kind.as_str() == text)
    }

    /// Whether a teacher signs up, with pupils and adults who accompany them.
    pub fn is_school(self) -> bool {
        matches!(self, Kind::Class | Kind::Grade)
    }
}

/// The heads of one line. With a class, children are pupils and adults those who accompany them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Party {
    pub adults: i64,
    pub children: i64,
    pub bands: BTreeMap<String, i64>,
}

impl Party {
    pub fn seats(&self) -> i64 {
        self.adults + self.children
    }

    pub fn to_value(&self) -> Value {
        let mut party = json!({"adults": self.adults, "children": self.children});
        if !self.bands.is_empty() {
            party["bands"] = json!(self.bands);
        }
        party
    }
}

#[derive(Clone, Debug, Eq)]
pub struct Line {
    pub session: String,
    pub party: Party,
    /// Of a grade: which class.
    pub class: Option<String>,
    /// The session that was wished for first, where the line became an alternative.
    pub wished: Option<String>,
    /// Sessions that would do as well, in order of wish.
    pub alternatives: Vec<String>,
}

/// What is had counts, not what was wished for.
impl PartialEq for Line {
    fn eq(&self, other: &Self) -> bool {
        self.session == other.session && self.party == other.party && self.class == other.class
    }
}

/// A name to call and a normalised phone number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    pub name: String,
    pub phone: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct School {
    pub name: String,
    pub grade: i64,
    /// Empty for a grade: there the lines name the classes.
    pub class: String,
}

impl School {
    pub fn to_value(&self) -> Value {
        let mut school = json!({"name": self.name, "grade": self.grade});
        if !self.class.is_empty() {
            school["class"] = json!(self.class);
        }
        school
    }

    /// Reads what `to_value` wrote.
    pub fn from_text(text: &str) -> Option<Self> {
        let value: Value = serde_json::from_str(text).ok()?;
        Some(Self {
            name: value["name"].as_str()?.to_owned(),
            grade: value["grade"].as_i64()?,
            class: value["class"].as_str().unwrap_or_default().to_owned(),
        })
    }
}

/// A whole registration as asked for.
#[derive(Clone, Debug)]
pub struct Request {
    pub kind: Kind,
    pub contact: Contact,
    pub lines: Vec<Line>,
    pub school: Option<School>,
    pub accept_waitlist: bool,
    pub when_free: WhenFree,
    pub needs: Vec<String>,
    pub consent_version: String,
}

/// The members a change may carry; what is absent stays.
#[derive(Clone, Debug, Default)]
pub struct Patch {
    pub contact: Option<Contact>,
    pub lines: Option<Vec<Line>>,
    pub school: Option<School>,
    pub accept_waitlist: Option<bool>,
    pub when_free: Option<WhenFree>,
    /// The answer to an offer.
    pub offer: Option<Choice>,
    pub needs: Option<Vec<String>>,
}

impl Request {
    /// Reads a body; every fault found is reported, not only the first.
    pub fn read(body: &Value) -> Result<Self, Vec<FieldError>> {
        let mut faults = Faults::default();
        let root = faults.object(body, "");
        let kind = match faults.text(root, "", "kind", 16) {
            Some(text) => faults.or(Kind::parse(&text), "/kind", "kind"),
            None => None,
        };
        let contact = faults.contact(body);
        let lines = faults.lines(body, kind);
        let school = faults.school(body, kind);
        let accept_waitlist = faults.flag(body, "accept_waitlist");
        let needs = faults.needs(body);
        let when_free = faults.word(body, "when_free", WhenFree::parse);
        let consent = faults.text(root, "", "consent_version", 32);
        match (kind, contact, lines, consent, faults.0.is_empty()) {
            (Some(kind), Some(contact), Some(lines), Some(consent_version), true) => Ok(Self {
                kind,
                contact,
                lines,
                school,
                accept_waitlist: accept_waitlist.unwrap_or(false),
                when_free: when_free.unwrap_or_default(),
                needs: needs.unwrap_or_default(),
                consent_version,
            }),
            _ => Err(faults.0),
        }
    }
}

impl Patch {
    /// Reads a change to a registration of the given kind.
    pub fn read(body: &Value, kind: Kind) -> Result<Self, Vec<FieldError>> {
        let mut faults = Faults::default();
        faults.object(body, "");
        let has = |name: &str| body.get(name).is_some();
        let patch = Self {
            contact: has("contact").then(|| faults.contact(body)).flatten(),
            lines: has("lines")
                .then(|| faults.lines(body, Some(kind)))
                .flatten(),
            school: has("school")
                .then(|| faults.school(body, Some(kind)))
                .flatten(),
            accept_waitlist: faults.flag(body, "accept_waitlist"),
            when_free: faults.word(body, "when_free", WhenFree::parse),
            offer: faults.word(body, "offer", Choice::parse),
            needs: faults.needs(body),
        };
        if faults.0.is_empty() {
            Ok(patch)
        } else {
            Err(faults.0)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body() -> Value {
        json!({"kind": "family", "contact": {"name": "王芳", "phone": "138 1234 1234"},
            "lines": [{"session": "s1", "party": {"adults": 1, "children": 2, "bands": {"4-6": 1}}}],
            "consent_version": "2023-1"})
    }

    fn fault(change: impl FnOnce(&mut Value)) -> (String, &'static str) {
        let mut body = body();
        change(&mut body);
        let faults = Request::read(&body).expect_err("refused");
        assert_eq!(faults.len(), 1, "{faults:?}");
        (faults[0].pointer.clone(), faults[0].code)
    }

    #[test]
    fn a_good_body() {
        let request = Request::read(&body()).expect("good");
        assert_eq!(request.lines[0].party.seats(), 3);
        assert_eq!(request.contact.phone, "13812341234");
        assert!(!request.accept_waitlist);
    }

    #[test]
    fn every_fault_has_its_pointer() {
        let at = |pointer: &str, code| (pointer.to_owned(), code);
        assert_eq!(fault(|b| b["kind"] = json!("robot")), at("/kind", "kind"));
        assert_eq!(
            fault(|b| b["contact"]["name"] = json!(" ")),
            at("/contact/name", "required")
        );
        assert_eq!(
            fault(|b| b["contact"]["name"] = json!("字".repeat(41))),
            at("/contact/name", "too_long")
        );
        assert_eq!(fault(|b| b["lines"] = json!([])), at("/lines", "required"));
        assert_eq!(
            fault(|b| b["lines"][0]["party"]["adults"] = json!(1e30)),
            at("/lines/0/party/adults", "out_of_range")
        );
        assert_eq!(
            fault(|b| b["lines"][0]["party"]["adults"] = json!("1")),
            at("/lines/0/party/adults", "format")
        );
        assert_eq!(
            fault(|b| b["lines"][0]["party"]["bands"] = json!({"4-6": 3})),
            at("/lines/0/party/bands", "out_of_range")
        );
        assert_eq!(
            fault(|b| b["lines"][0]["party"]["bands"] = json!({"9/9": 1})),
            at("/lines/0/party/bands/9~19", "unknown")
        );
        assert_eq!(fault(|b| b["school"] = json!({})), at("/school", "kind"));
        assert_eq!(
            fault(|b| b["needs"] = json!(["a b"])),
            at("/needs/0", "format")
        );
        assert_eq!(
            fault(|b| b["consent_version"] = Value::Null),
            at("/consent_version", "required")
        );
    }

    #[test]
    fn a_class_needs_its_school_and_a_person_is_one() {
        let mut class = body();
        class["kind"] = json!("class");
        let faults = Request::read(&class).expect_err("no school");
        assert_eq!(faults[0], FieldError::new("/school", "required"));
        class["school"] = json!({"name": "实验小学", "grade": 3.0, "class": "2"});
        assert!(Request::read(&class).is_ok());
        assert_eq!(
            fault(|b| b["kind"] = json!("person")),
            ("/lines/0/party".to_owned(), "out_of_range")
        );
    }

    #[test]
    fn a_patch_reads_only_what_is_there() {
        let patch = Patch::read(&json!({"needs": []}), Kind::Family).expect("good");
        assert!(patch.lines.is_none() && patch.contact.is_none());
        assert_eq!(patch.needs, Some(vec![]));
        assert!(Patch::read(&json!({"lines": 3}), Kind::Family).is_err());
        assert!(Patch::read(&json!([]), Kind::Family).is_err());
    }
}
