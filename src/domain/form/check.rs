//! Reads the inputs one by one and remembers what is wrong with them.

use super::*;

pub(super) struct Check(pub(super) Vec<FieldError>);

impl Check {
    pub(super) fn fail(&mut self, field: Field, reason: Reason) {
        self.0.push(FieldError { field, reason });
    }

    /// A line that must be there.
    pub(super) fn line(&mut self, draft: &Draft, field: Field, max: usize) -> String {
        let line = text::line(draft.text(field), text::LINE_MAX);
        if line.is_empty() {
            self.fail(field, Reason::Required);
        } else if line.chars().count() > max {
            self.fail(field, Reason::TooLong);
        }
        line
    }

    /// Whom to call; nobody where the one before stays.
    pub(super) fn contact(&mut self, draft: &Draft) -> Contact {
        if draft.keeps_contact {
            return Contact::default();
        }
        Contact {
            name: self.line(draft, Name, NAME_MAX),
            phone: self.phone(draft.text(Phone)),
        }
    }

    pub(super) fn phone(&mut self, typed: &str) -> String {
        match phone::normalise(typed) {
            Ok(number) => return number,
            Err(PhoneError::Required) => self.fail(Phone, Reason::Required),
            Err(PhoneError::Format) => self.fail(Phone, Reason::Format),
        }
        String::new()
    }

    pub(super) fn grade(&mut self, typed: &str) -> u32 {
        match count(typed) {
            Ok(Some(grade @ 1..=12)) => return grade,
            Ok(None) => self.fail(Grade, Reason::Required),
            Ok(_) => self.fail(Grade, Reason::OutOfRange),
            Err(reason) => self.fail(Grade, reason),
        }
        0
    }

    /// The party of `kind`, checked against `session` once every count can be read.
    pub(super) fn party(
        &mut self,
        draft: &Draft,
        kind: RegistrationKind,
        session: &Session,
    ) -> Party {
        let mut party = Party::ONE;
        let before = self.0.len();
        if matches!(kind, RegistrationKind::Family | RegistrationKind::Class) {
            let is_class = kind == RegistrationKind::Class;
            party.adults = self.heads(draft, Adults, true);
            party.children = self.heads(draft, Children, is_class);
            if !is_class {
                party.bands = Bands(Field::BANDS.map(|band| self.heads(draft, band, false)));
            }
        }
        // Without a kind there is nothing to check against; that error stands already.
        let read = self.0.len() == before && !self.0.iter().any(|error| error.field == Kind);
        if let Some(error) = read.then(|| party.check(kind, session).err()).flatten() {
            let total = match kind {
                RegistrationKind::Person => Kind,
                RegistrationKind::Class => Children,
                _ => Adults,
            };
            let (field, reason) = match error {
                PartyError::Kind => (Kind, Reason::Kind),
                PartyError::NotOne => (Kind, Reason::NotOne),
                PartyError::NoAdult => (Adults, Reason::NoAdult),
                PartyError::NoChild => (Children, Reason::NoChild),
                PartyError::UnderMin(min) => (total, Reason::UnderMin(min)),
                PartyError::OverMax(max) => (total, Reason::OverMax(max)),
                PartyError::Ratio(ratio) => (Adults, Reason::Ratio(ratio)),
                PartyError::Bands => (Band0, Reason::Bands),
            };
            self.fail(field, reason);
        }
        party
    }

    fn heads(&mut self, draft: &Draft, field: Field, required: bool) -> u32 {
        match count(draft.text(field)) {
            Ok(None) if required => self.fail(field, Reason::Required),
            Ok(heads) => return heads.unwrap_or(0),
            Err(reason) => self.fail(field, reason),
        }
        0
    }
}

/// A whole number as people type it, full-width digits too; `None` if empty.
///
/// # Errors
/// [`Reason::Format`] for what is no number, [`Reason::OutOfRange`] for one beyond [`MAX_HEADS`].
pub fn count(typed: &str) -> Result<Option<u32>, Reason> {
    let folded = text::fold(typed);
    let digits = folded.trim();
    if digits.is_empty() {
        return Ok(None);
    }
    if !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Err(Reason::Format);
    }
    match digits.parse() {
        Ok(count) if count <= MAX_HEADS => Ok(Some(count)),
        _ => Err(Reason::OutOfRange),
    }
}
