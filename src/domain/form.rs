//! The sign-up form as a value: what was typed, what is wrong with it, and
//! the request it becomes.

use super::activity::{RegistrationKind, Session};
use super::party::{Bands, MAX_HEADS, Party, PartyError};
use super::phone::{self, PhoneError};
use super::read::{self, Value};
use super::receipt::Restored;
use super::registration::{
    self, Booked, Change, Contact, Document, Line, Randomness, Request, uuid,
};
use super::text;
use serde::ser::{SerializeMap, Serializer};

/// Version of a draft in storage.
const VERSION: u64 = 1;

/// Longest name, school and class, in characters.
const NAME_MAX: usize = 40;
const SCHOOL_MAX: usize = 60;
const CLASS_MAX: usize = 20;
/// Most sessions that one may name instead.
pub const WISHES_MAX: usize = 8;

mod change;
mod field;
pub use field::{Field, FieldError, Reason, in_page_order};

use Field::*;

/// An input: the text in it and what is wrong with that text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Input {
    pub text: String,
    pub error: Option<Reason>,
}

/// What a person has typed so far. Nothing in it is ever lost by a check, a
/// refusal or a change of kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The id of the registration it becomes: two tabs with one draft make one.
    pub id: String,
    pub session: String,
    /// The version of the consent text shown beside the box.
    pub consent_version: String,
    /// A change that leaves the contact, masked here, as the server has it.
    pub keeps_contact: bool,
    /// One for each of [`Field::ALL`].
    inputs: Vec<Input>,
}

impl Draft {
    /// An empty form. `consent_version` is the deployment's.
    pub fn new(session: &str, consent_version: &str, random: &mut dyn Randomness) -> Self {
        let mut draft = Self::empty(uuid(random), session.to_owned());
        draft.consent_version = consent_version.to_owned();
        draft
    }

    fn empty(id: String, session: String) -> Self {
        Self {
            id,
            session,
            consent_version: String::new(),
            keeps_contact: false,
            inputs: Field::ALL.iter().map(|_| Input::default()).collect(),
        }
    }

    /// The form for changing a registration, filled with what is known of it.
    pub fn of(document: &Document) -> Self {
        let line = document.lines.first();
        let session = line.map_or(String::new(), |line| line.session.clone());
        let mut draft = Self::empty(document.id.clone(), session);
        draft.keeps_contact = true;
        draft.fill(
            document.kind,
            &document.contact,
            line.map(|line| line.party),
        );
        draft.fill_rest(&document.school, &document.needs, document.accept_waitlist);
        draft.set_when_free(document.when_free);
        draft
    }

    /// The form as it was when `request` was handed in under this id.
    pub fn again(id: &str, session: &str, request: &Request) -> Self {
        let mut draft = Self::empty(id.to_owned(), session.to_owned());
        draft.consent_version.clone_from(&request.consent_version);
        let line = request.lines.first();
        draft.fill(request.kind, &request.contact, line.map(|line| line.party));
        draft.set_wishes(line.map_or(&[], |line| &line.alternatives));
        draft.fill_rest(&request.school, &request.needs, request.accept_waitlist);
        draft.set_when_free(request.when_free);
        draft
    }

    fn fill(&mut self, kind: RegistrationKind, contact: &Contact, party: Option<Party>) {
        self.set(Kind, kind.id());
        self.set(Name, &contact.name);
        self.set(Phone, &contact.phone);
        if let Some(party) = party {
            self.set_count(Adults, party.adults);
            self.set_count(Children, party.children);
            for (field, count) in Field::BANDS.into_iter().zip(party.bands.0) {
                self.set_count(field, count);
            }
        }
    }

    fn fill_rest(&mut self, school: &Option<registration::School>, needs: &[String], waits: bool) {
        if let Some(school) = school {
            self.set(School, &school.name);
            self.set_count(Grade, school.grade);
            self.set(Class, &school.class);
        }
        self.set(Needs, &needs.join(" "));
        self.set_flag(Waitlist, waits);
        self.set_flag(Consent, true);
    }

    /// The form as it was when `change` of `now` was handed in.
    pub fn of_change(change: &Change, now: &Document) -> Self {
        let mut draft = Self::of(&change.on(now));
        draft.keeps_contact = change.contact.is_none();
        draft
    }

    pub fn input(&self, field: Field) -> &Input {
        &self.inputs[field as usize]
    }

    pub fn text(&self, field: Field) -> &str {
        &self.input(field).text
    }

    /// Takes what was typed; the error of the old text goes.
    pub fn set(&mut self, field: Field, text: &str) {
        self.inputs[field as usize] = Input {
            text: text.to_owned(),
            error: None,
        };
    }

    /// Sets a count; none is an empty input.
    pub fn set_count(&mut self, field: Field, count: u32) {
        let text = if count == 0 {
            String::new()
        } else {
            count.to_string()
        };
        self.set(field, &text);
    }

    pub fn flag(&self, field: Field) -> bool {
        !self.text(field).is_empty()
    }

    pub fn set_flag(&mut self, field: Field, on: bool) {
        self.set(field, if on { "1" } else { "" });
    }

    /// The ids of the access needs ticked.
    pub fn needs(&self) -> Vec<String> {
        self.ids(Needs, 16)
    }

    /// The ids of the sessions that would do as well, in order of wish.
    pub fn wishes(&self) -> Vec<String> {
        self.ids(Alternatives, WISHES_MAX)
    }

    pub fn set_wishes(&mut self, wishes: &[String]) {
        self.set(Alternatives, &wishes.join(" "));
    }

    fn ids(&self, field: Field, most: usize) -> Vec<String> {
        let ids = self.text(field).split(' ');
        ids.filter(|id| read::is_id(id))
            .take(most)
            .map(str::to_owned)
            .collect()
    }

    pub fn set_need(&mut self, id: &str, on: bool) {
        let mut needs = self.needs();
        needs.retain(|need| need != id);
        if on {
            needs.push(id.to_owned());
        }
        self.set(Needs, &needs.join(" "));
    }

    /// What is to be done with a place that comes free.
    pub fn when_free(&self) -> registration::WhenFree {
        registration::WhenFree::from_id(self.text(WhenFree))
    }

    pub fn set_when_free(&mut self, when: registration::WhenFree) {
        self.set(WhenFree, if when.is_confirm() { "" } else { when.id() });
    }

    /// The kind chosen, or the only one `session` takes.
    pub fn kind(&self, session: &Session) -> Option<RegistrationKind> {
        match (self.text(Kind), session.kinds.as_slice()) {
            ("", [only]) => Some(*only),
            ("", _) => None,
            (id, _) => Some(RegistrationKind::from_id(id)),
        }
    }

    /// A fresh id, when a person has decided to start another registration.
    pub fn renew(&mut self, random: &mut dyn Randomness) {
        self.id = uuid(random);
    }

    /// Puts errors at their inputs, and takes the old ones away.
    pub fn mark(&mut self, errors: &[FieldError]) {
        for input in &mut self.inputs {
            input.error = None;
        }
        for error in errors {
            self.inputs[error.field as usize]
                .error
                .get_or_insert(error.reason);
        }
    }

    /// The request, or all that is missing, in page order: the first is where
    /// the focus goes. With [`Self::keeps_contact`] its contact is empty.
    pub fn check(&self, session: &Session) -> Result<Request, Vec<FieldError>> {
        let mut check = Check(Vec::new());
        let kind = match self.kind(session) {
            Some(kind) => kind,
            None => {
                check.fail(Kind, Reason::Required);
                RegistrationKind::Other
            }
        };
        let contact = check.contact(self);
        let party = check.party(self, kind, session);
        let school = (kind == RegistrationKind::Class).then(|| registration::School {
            name: check.line(self, School, SCHOOL_MAX),
            grade: check.grade(self.text(Grade)),
            class: check.line(self, Class, CLASS_MAX),
        });
        if !self.flag(Consent) {
            check.fail(Consent, Reason::Consent);
        }
        if !check.0.is_empty() {
            return Err(in_page_order(&check.0));
        }
        Ok(Request {
            kind,
            contact,
            lines: vec![Line {
                alternatives: self.wishes(),
                ..Line::new(&session.id, party)
            }],
            school,
            accept_waitlist: session.waitlist && self.flag(Waitlist),
            when_free: match session.waitlist && self.flag(Waitlist) {
                true => self.when_free(),
                false => registration::WhenFree::default(),
            },
            needs: self.needs(),
            consent_version: self.consent_version.clone(),
        })
    }

    /// The request of a grade with these lines, or what is missing of school, contact and consent.
    ///
    /// # Errors
    /// The errors of the inputs, in page order.
    pub fn check_grade(&self, lines: Vec<Line>) -> Result<Request, Vec<FieldError>> {
        let mut check = Check(Vec::new());
        let school = registration::School {
            name: check.line(self, School, SCHOOL_MAX),
            grade: check.grade(self.text(Grade)),
            class: String::new(),
        };
        let contact = Contact {
            name: check.line(self, Name, NAME_MAX),
            phone: check.phone(self.text(Phone)),
        };
        if !self.flag(Consent) {
            check.fail(Consent, Reason::Consent);
        }
        if !check.0.is_empty() {
            return Err(in_page_order(&check.0));
        }
        Ok(Request {
            kind: RegistrationKind::Grade,
            contact,
            lines,
            school: Some(school),
            accept_waitlist: false,
            when_free: registration::WhenFree::default(),
            needs: self.needs(),
            consent_version: self.consent_version.clone(),
        })
    }

    /// For session storage, never for longer: it holds a name and a number.
    pub fn store(&self) -> String {
        let inputs = Field::ALL.into_iter().filter(|field| self.flag(*field));
        let record = Record {
            v: VERSION,
            id: &self.id,
            session: &self.session,
            consent_version: &self.consent_version,
            keeps_contact: self.keeps_contact,
            inputs: inputs.map(|field| (field.id(), self.text(field))).collect(),
        };
        serde_json::to_string(&record).unwrap_or_default()
    }

    /// Reads a stored draft, whatever happened to it.
    pub fn restore(stored: &str) -> Restored<Self> {
        Restored::open(stored, VERSION, Self::normalise)
    }

    /// The one way from foreign data to a draft: total, bounded, without errors
    /// at its inputs.
    pub fn normalise(value: Value) -> Option<Self> {
        let id = read::id_at(value, "id")?;
        let mut draft = Self::empty(id, read::id_at(value, "session")?);
        draft.consent_version = read::line_at(value, "consent_version", 32);
        draft.keeps_contact = read::flag(value, "keeps_contact");
        for field in Field::ALL {
            if let Some(typed) = value.get("inputs").get(field.id()).as_str() {
                let typed: String = typed.chars().take(text::LINE_MAX).collect();
                draft.set(field, &typed);
            }
        }
        Some(draft)
    }
}

/// A draft in storage.
#[derive(serde::Serialize)]
struct Record<'a> {
    v: u64,
    id: &'a str,
    session: &'a str,
    consent_version: &'a str,
    keeps_contact: bool,
    /// What is typed, by the ids of the inputs.
    #[serde(serialize_with = "as_object")]
    inputs: Vec<(&'static str, &'a str)>,
}

fn as_object<S: Serializer>(inputs: &[(&'static str, &str)], to: S) -> Result<S::Ok, S::Error> {
    let mut map = to.serialize_map(None)?;
    for (id, typed) in inputs {
        map.serialize_entry(id, typed)?;
    }
    map.end()
}

mod check;
use check::Check;
pub use check::count;

#[cfg(test)]
#[path = "form_tests.rs"]
mod tests;
