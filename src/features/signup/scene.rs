//! What the page is about: a session of an activity, as the programme has it now.

use crate::domain::activity::{Activity, RegistrationKind, Session};
use crate::domain::availability::Seats;
use crate::domain::order::order;
use crate::domain::party;
use crate::domain::plan;
use crate::domain::taxonomy::{Taxonomy, Term};
use crate::routes::Page;
use crate::state::App;
use crate::state::programme::Programme;
use crate::words::{common, when};
use std::sync::Arc;

/// A session of an activity in a programme.
#[derive(Clone)]
pub struct Scene {
    programme: Arc<Programme>,
    /// The activity's place in the catalogue, and the session's in its activity.
    at: (usize, usize),
}

impl PartialEq for Scene {
    /// A programme is only ever replaced by one that differs.
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.programme, &other.programme) && self.at == other.at
    }
}

impl Scene {
    pub fn of(app: App, activity: &str, session: &str) -> Option<Self> {
        let programme = app.programme()?;
        let activities = &programme.catalogue.activities;
        let activity = activities.find(activity)?;
        let mut sessions = activities[activity].sessions.iter();
        let session = sessions.position(|s| s.id == session)?;
        Some(Self {
            programme,
            at: (activity, session),
        })
    }

    /// The same for a session wherever it is in the programme.
    pub fn of_id(app: App, session: &str) -> Option<Self> {
        let programme = app.programme()?;
        let entry = plan::find(&programme.catalogue, session)?;
        let activity = entry.activity(&programme.catalogue).id.clone();
        Self::of(app, &activity, session)
    }

    pub fn activity(&self) -> &Activity {
        &self.programme.catalogue.activities[self.at.0]
    }

    pub fn session(&self) -> &Session {
        &self.activity().sessions[self.at.1]
    }

    pub fn seats(&self, app: App) -> Seats {
        app.seats(self.activity(), self.session())
    }

    /// Name of the venue.
    pub fn place(&self) -> &str {
        let venue = self
            .programme
            .catalogue
            .venue_of(self.activity(), Some(self.session()));
        venue.map_or(common::ONLINE, |venue| &venue.name)
    }

    /// Access needs one may ask for.
    pub fn needs(&self) -> &[Term] {
        &self.programme.catalogue.taxonomy.access
    }

    pub fn taxonomy(&self) -> &Taxonomy {
        &self.programme.catalogue.taxonomy
    }

    /// The kinds of registration that can be chosen here.
    pub fn kinds(&self) -> Vec<RegistrationKind> {
        let mut kinds = self.session().kinds.clone();
        kinds.retain(|kind| *kind != RegistrationKind::Other);
        kinds
    }

    pub fn when(&self) -> String {
        let session = self.session();
        when::span(&session.start, &session.end)
    }

    pub fn path(&self) -> String {
        Page::SignUp {
            activity: self.activity().id.clone(),
            session: self.session().id.clone(),
        }
        .path()
    }

    /// Sessions of the same activity that still have room for who comes, soonest first.
    pub fn alternatives(&self, app: App, who: Who) -> Vec<Alternative> {
        let activity = self.activity();
        let sessions = &activity.sessions;
        let mut found = Vec::new();
        for at in order(sessions.len(), &|at| (sessions[at].start.timestamp(), 0)) {
            let session = &sessions[at];
            if at != self.at.1 && self.suits(session, who) {
                let other = Alternative::of(app, activity, session);
                found.extend(other.filter(|other| other.seats.room() >= who.heads));
            }
        }
        found
    }

    /// Whether a session may take who comes, places apart.
    fn suits(&self, session: &Session, who: Who) -> bool {
        let limits = party::limits(session);
        let takes = match who.kind {
            Some(kind) => party::is_taken(kind, session),
            None => session.kinds.iter().any(|kind| self.kinds().contains(kind)),
        };
        // Too few is not said while nobody has said how many.
        takes && who.heads <= limits.max && (who.heads == 0 || who.heads >= limits.min)
    }
}

/// Who comes, as far as it is known.
#[derive(Clone, Copy, Default, PartialEq)]
pub struct Who {
    pub kind: Option<RegistrationKind>,
    pub heads: u32,
}

/// Another session to sign up for.
#[derive(Clone, PartialEq)]
pub struct Alternative {
    pub id: String,
    pub page: Page,
    pub when: String,
    pub seats: Seats,
}

impl Alternative {
    fn of(app: App, activity: &Activity, session: &Session) -> Option<Self> {
        let seats = app.seats(activity, session);
        let open = matches!(seats, Seats::Limited(_) | Seats::Left(_) | Seats::Uncounted);
        open.then(|| Self {
            id: session.id.clone(),
            page: Page::SignUp {
                activity: activity.id.clone(),
                session: session.id.clone(),
            },
            when: when::span(&session.start, &session.end),
            seats,
        })
    }
}

/// What the page shows.
#[derive(Clone, PartialEq)]
pub enum Stage {
    /// No programme, so far or at all.
    Absent,
    /// No such session; whether there is the activity.
    Unknown(bool),
    /// No form, for this reason.
    Off(Seats),
    /// Nobody takes registrations here.
    ByPhone,
    Form,
}

impl Stage {
    pub fn of(app: App, activity: &str, scene: Option<&Scene>) -> Self {
        let Some(scene) = scene else {
            return match app.programme() {
                Some(programme) => Self::Unknown(programme.catalogue.activity(activity).is_some()),
                None => Self::Absent,
            };
        };
        let seats = scene.seats(app);
        if !matches!(seats, Seats::Cancelled | Seats::Over | Seats::DropIn)
            && (!app.takes_registrations() || scene.kinds().is_empty())
        {
            return Self::ByPhone;
        }
        if seats.can_sign_up() {
            Self::Form
        } else {
            Self::Off(seats)
        }
    }
}
