//! What the papers of a teacher say: the classes of a registration, each with its sessions.

use crate::domain::activity::Activity;
use crate::domain::catalogue::Catalogue;
use crate::domain::order::order;
use crate::domain::plan;
use crate::domain::receipt::{Place, Receipt};
use crate::domain::registration::{Document, Status};
use crate::state::App;
use crate::words::{common, papers as words, signup, when};

/// One session of a class.
#[derive(Default)]
pub struct Visit {
    pub when: String,
    pub what: String,
    pub place: String,
    pub bring: String,
    /// Where to meet and what to know, and what to bring.
    pub notes: String,
    /// Where it stands, if that is not certain.
    pub stands: String,
}

/// A class and what is known of it; what is not is empty, to be written by hand.
#[derive(Default)]
pub struct Class {
    pub name: String,
    pub visits: Vec<Visit>,
    pub pupils: Option<u32>,
    pub adults: Option<u32>,
    /// Pupils and adults.
    pub seats: u32,
}

impl Class {
    /// How many names the roster takes.
    pub fn rows(&self) -> u32 {
        self.pupils.unwrap_or(self.seats)
    }
}

/// What all papers of a registration have in common.
pub struct Papers {
    pub school: String,
    pub code: String,
    pub phone: String,
    pub edition: String,
    pub classes: Vec<Class>,
}

/// Whom to call about an activity.
fn phone(app: App, activity: Option<&Activity>) -> String {
    let contact = activity.and_then(|activity| activity.contact.as_ref());
    contact
        .map(|contact| contact.phone.clone())
        .filter(|phone| !phone.is_empty())
        .unwrap_or_else(|| app.phone())
}

fn visit(catalogue: Option<&Catalogue>, place: &Place) -> Visit {
    let at = &place.at;
    let known = catalogue.and_then(|catalogue| {
        let entry = plan::find(catalogue, &at.session)?;
        let session = entry.session(catalogue)?;
        let note = session.note.clone();
        Some((entry.activity(catalogue).bring.clone(), note))
    });
    let (bring, note) = known.unwrap_or_default();
    let notes = [note.as_str(), bring.as_str()];
    let notes: Vec<&str> = notes.into_iter().filter(|text| !text.is_empty()).collect();
    Visit {
        when: when::span(&at.start, &at.end),
        what: at.title.clone(),
        place: match at.place.as_str() {
            "" => common::ONLINE.to_owned(),
            place => place.to_owned(),
        },
        notes: notes.join("；"),
        bring,
        stands: match place.status {
            Status::Confirmed => String::new(),
            status => signup::status(status, None),
        },
    }
}

/// The classes of a registration in the order in which they stand there, each with its sessions in time.
fn classes(
    receipt: &Receipt,
    document: Option<&Document>,
    catalogue: Option<&Catalogue>,
) -> Vec<Class> {
    let school = document.and_then(|document| document.school.as_ref());
    let grade = school.map_or(0, |school| school.grade);
    let places = &receipt.places;
    let in_time = order(places.len(), &|at| (places[at].at.start.timestamp(), 0));
    let mut names: Vec<&str> = Vec::new();
    for place in places {
        if place.status.is_live() && !names.contains(&place.class.as_str()) {
            names.push(&place.class);
        }
    }
    let class = |name: &&str| {
        let mut class = Class {
            name: match (*name, school) {
                ("", Some(school)) => words::class(grade, &school.class),
                (name, _) => words::class(grade, name),
            },
            ..Class::default()
        };
        for place in in_time.iter().map(|at| &places[*at]) {
            if place.class == *name && place.status.is_live() {
                class.visits.push(visit(catalogue, place));
                class.seats = class.seats.max(place.seats);
            }
        }
        let lines = document.map_or(&[][..], |document| &document.lines);
        for line in lines.iter().filter(|line| line.class == *name) {
            class.pupils = class.pupils.max(Some(line.party.children));
            class.adults = class.adults.max(Some(line.party.adults));
        }
        class
    };
    names.iter().map(class).collect()
}

impl Papers {
    /// From the receipt on this device, what the server told of it in this visit, and the programme.
    pub fn of(app: App, receipt: &Receipt, document: Option<&Document>) -> Self {
        let programme = app.programme();
        let catalogue = programme.as_ref().map(|programme| &programme.catalogue);
        let first = receipt.places.first();
        let activity =
            first.and_then(|place| catalogue.and_then(|it| it.activity(&place.at.activity)));
        let school = document.and_then(|document| document.school.as_ref());
        Self {
            school: school.map_or_else(String::new, |school| school.name.clone()),
            code: receipt.code.clone(),
            phone: phone(app, activity),
            edition: app.name(),
            classes: classes(receipt, document, catalogue),
        }
    }
}
