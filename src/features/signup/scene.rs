//! What the page is about: a session of an activity, as the programme has it now.

use crate::domain::activity::{Activity, RegistrationKind, Session};
use crate::domain::availability::Seats;
use crate::domain::taxonomy;
use crate::routes::Page;
use crate::state::App;
use crate::state::programme::Loaded;
use crate::words::{common, when};
use std::sync::Arc;

/// A session and all one must know of it to sign up.
#[derive(Clone, PartialEq)]
pub struct Scene {
    pub activity: Arc<Activity>,
    pub session: Arc<Session>,
    /// Name of the venue.
    pub place: String,
    /// `data-dir` of the direction.
    pub dir: Option<&'static str>,
    /// Access needs one may ask for: id and name.
    pub needs: Vec<(String, String)>,
}

impl Scene {
    pub fn of(app: App, activity: &str, session: &str) -> Option<Self> {
        let programme = app.programme()?;
        let catalogue = &programme.catalogue;
        let (found, session) = catalogue
            .session(session)
            .filter(|(found, _)| found.id == activity)?;
        let order = taxonomy::position(&catalogue.taxonomy.directions, &found.direction);
        let venue = catalogue.venue_of(found, Some(session));
        Some(Self {
            activity: Arc::new(found.clone()),
            session: Arc::new(session.clone()),
            place: venue.map_or_else(|| common::ONLINE.to_owned(), |venue| venue.name.clone()),
            dir: order.map(|at| ["1", "2", "3", "4"][at % 4]),
            needs: catalogue
                .taxonomy
                .access
                .iter()
                .map(|term| (term.id.clone(), term.name.clone()))
                .collect(),
        })
    }

    /// The kinds of registration that can be chosen here.
    pub fn kinds(&self) -> Vec<RegistrationKind> {
        let known = self
            .session
            .kinds
            .iter()
            .filter(|kind| **kind != RegistrationKind::Other);
        known.copied().collect()
    }

    pub fn when(&self) -> String {
        when::span(&self.session.start, &self.session.end)
    }

    pub fn path(&self) -> String {
        Page::SignUp {
            activity: self.activity.id.clone(),
            session: self.session.id.clone(),
        }
        .path()
    }

    /// Sessions of the same activity that still take one of `kinds`, soonest first.
    pub fn alternatives(&self, app: App) -> Vec<Alternative> {
        let kinds = self.kinds();
        let mut others: Vec<&Session> = self
            .activity
            .sessions
            .iter()
            .filter(|session| {
                session.id != self.session.id
                    && session.kinds.iter().any(|kind| kinds.contains(kind))
            })
            .collect();
        others.sort_by_key(|session| session.start);
        others
            .into_iter()
            .filter_map(|session| Alternative::of(app, &self.activity, session))
            .take(6)
            .collect()
    }
}

/// Another session to sign up for.
#[derive(Clone, PartialEq)]
pub struct Alternative {
    pub page: Page,
    pub when: String,
    pub seats: Seats,
}

impl Alternative {
    fn of(app: App, activity: &Activity, session: &Session) -> Option<Self> {
        let seats = app.seats(activity, session);
        let open = matches!(seats, Seats::Limited(_) | Seats::Left(_) | Seats::Uncounted);
        open.then(|| Self {
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
    Loading,
    /// No programme came.
    Failed,
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
                None if app
                    .loaded
                    .with(|loaded| matches!(loaded, Loaded::Failed(_))) =>
                {
                    Self::Failed
                }
                None => Self::Loading,
            };
        };
        let seats = app.seats(&scene.activity, &scene.session);
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
