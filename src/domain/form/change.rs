//! The form of a registration that stands: what of it is to be changed.

use super::*;

impl Draft {
    /// Takes over what became otherwise elsewhere, from `was` to `now`, but for what was typed here since.
    pub fn rebase(&mut self, was: &Document, now: &Document) {
        let (was, now) = (Self::of(was), Self::of(now));
        if self.session == was.session {
            self.session = now.session.clone();
        }
        for field in Field::ALL {
            let untouched = self.text(field) == was.text(field);
            if untouched && was.text(field) != now.text(field) {
                self.set(field, now.text(field));
            }
        }
    }

    /// What must change so that `before` becomes this; nothing if it already is. Lines of which the form shows not
    /// all stay as they are.
    pub fn check_change(
        &self,
        session: &Session,
        before: &Document,
    ) -> Result<Option<Change>, Vec<FieldError>> {
        let mut wanted = match before.is_one_party() {
            true => self.check(session)?,
            false => self.check_around(before)?,
        };
        // A kind cannot be changed.
        wanted.kind = before.kind;
        wanted.accept_waitlist = self.flag(Waitlist);
        wanted.when_free = self.when_free();
        let contact = (!self.keeps_contact).then(|| wanted.contact.clone());
        Ok(Change::between(before, &wanted, contact))
    }

    /// The request whose lines and school are those of `before`.
    fn check_around(&self, before: &Document) -> Result<Request, Vec<FieldError>> {
        let mut check = Check(Vec::new());
        let contact = check.contact(self);
        if !check.0.is_empty() {
            return Err(in_page_order(&check.0));
        }
        Ok(Request {
            kind: before.kind,
            contact,
            lines: before.lines.iter().map(Booked::line).collect(),
            school: before.school.clone(),
            accept_waitlist: before.accept_waitlist,
            when_free: before.when_free,
            needs: self.needs(),
            consent_version: String::new(),
        })
    }
}
