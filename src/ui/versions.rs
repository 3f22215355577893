//! What a registration says, line by line, and how two of its versions differ.

use super::dom::{El, View, el};
use super::ticket::fact_list;
use crate::domain::activity::RegistrationKind;
use crate::domain::party::Party;
use crate::domain::phone;
use crate::domain::registration::{Booked, Change, Contact, Document, School, WhenFree};
use crate::state::{App, registrations};
use crate::text;
use crate::ui::dom::row;
use crate::words::{change as words, signup, when};

/// What is compared, in this order.
const NAMES: [&str; 6] = [
    words::WHICH,
    signup::SEATS,
    signup::CONTACT_MASKED,
    signup::SCHOOL,
    words::NEEDS,
    words::WHEN_FREE,
];

/// One registration in words, a text for each of [`NAMES`].
type Facts = [String; NAMES.len()];

fn facts(app: App, document: &Document) -> Facts {
    [
        join(document.lines.iter().map(|line| session(app, line))),
        join(
            document
                .lines
                .iter()
                .map(|line| heads(document.kind, line.party)),
        ),
        contact(&document.contact),
        document.school.as_ref().map_or_else(String::new, school),
        needs(app, &document.needs),
        when_free(document.when_free).to_owned(),
    ]
}

fn join(parts: impl Iterator<Item = String>) -> String {
    let parts: Vec<String> = parts.collect();
    parts.join("；")
}

fn session(app: App, line: &Booked) -> String {
    let programme = app.programme_untracked();
    let known = programme
        .and_then(|programme| registrations::snapshot(&programme.catalogue, &line.session, true));
    let at = known.map_or_else(|| line.session.clone(), |at| when::span(&at.start, &at.end));
    text!(
        &line.class,
        if line.class.is_empty() { "" } else { " " },
        &at
    )
}

fn heads(kind: RegistrationKind, party: Party) -> String {
    words::heads(kind, party.adults, party.children, party.bands.0)
}

/// Masked, as a receipt has it.
fn contact(contact: &Contact) -> String {
    let number = match contact.phone.contains('*') {
        true => contact.phone.clone(),
        false => phone::mask(&contact.phone),
    };
    text!(&contact.name, " ", &number)
}

fn school(school: &School) -> String {
    words::school(&school.name, school.grade, &school.class)
}

fn needs(app: App, asked: &[String]) -> String {
    let programme = app.programme_untracked();
    let name = |id: &String| {
        let terms = programme.as_ref().map(|p| &p.catalogue.taxonomy.access)?;
        Some(terms.iter().find(|term| term.id == *id)?.name.clone())
    };
    let named: Vec<String> = asked
        .iter()
        .map(|id| name(id).unwrap_or_else(|| id.clone()))
        .collect();
    match named.is_empty() {
        true => words::NONE.to_owned(),
        false => named.join("、"),
    }
}

fn when_free(when: WhenFree) -> &'static str {
    match when {
        WhenFree::Confirm => words::AT_ONCE,
        WhenFree::Offer => words::ASK_ME,
    }
}

/// What a change of a registration of this kind asks for.
pub fn wanted(app: App, kind: RegistrationKind, change: &Change) -> El {
    let before = Document {
        kind,
        ..Document::default()
    };
    let facts = facts(app, &change.on(&before)).into_iter();
    let is_asked = [
        change.lines.is_some(),
        change.lines.is_some(),
        change.contact.is_some(),
        change.school.is_some(),
        change.needs.is_some(),
        change.when_free.is_some(),
    ];
    let asked = NAMES.into_iter().zip(facts).zip(is_asked);
    let list = asked
        .filter(|(_, is_asked)| *is_asked)
        .map(|(fact, _)| fact);
    fact_list(list.collect())
}

/// What of a registration differs between the version one began with, if it is known, the one there is now, and the
/// one that is wanted; nothing where there is no difference.
pub fn compare(
    app: App,
    was: Option<&Document>,
    now: &Document,
    wanted: &Document,
) -> Option<View> {
    let was = was.map(|was| facts(app, was));
    let (now, wanted) = (facts(app, now), facts(app, wanted));
    let differs = |at: &usize| {
        now[*at] != wanted[*at] || was.as_ref().is_some_and(|was| was[*at] != now[*at])
    };
    let rows: Vec<El> = (0..NAMES.len())
        .filter(differs)
        .map(|at| {
            let version = |name: &'static str, text: &str| {
                el("div")
                    .child(el("dt").text(name))
                    .child(el("dd").text(text))
            };
            let versions = el("dl")
                .child(was.as_ref().map(|was| version(words::WAS, &was[at])))
                .child(version(words::IS, &now[at]))
                .child(version(words::WANTED, &wanted[at]));
            el("li")
                .child(el("p").child(el("b").text(NAMES[at])))
                .child(versions)
        })
        .collect();
    (!rows.is_empty()).then(|| row().child(el("ul.versions").children(rows)))
}
