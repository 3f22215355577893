//! What the app knows, as signals. They belong to the app and outlive every
//! page: a page reads them and asks them to change, and keeps none of its own
//! that anyone else needs.

pub mod changes;
pub mod favourites;
pub mod kiosk;
pub mod loader;
pub mod manage;
pub mod map;
pub mod outbox;
pub mod part;
pub mod plan;
pub mod programme;
pub mod questions;
pub mod recent;
pub mod registrations;
pub mod remind;
pub mod settings;
pub mod signal;
pub mod stamps;
pub mod watch;

use crate::api::config::Config;
use crate::domain::availability::Availability;
use crate::domain::by_id::{ById, Ids};
use crate::domain::changes::Change;
use crate::domain::discover::Index;
use crate::domain::outbox::Operation;
use crate::domain::receipt::{Receipt, Snapshot};
use crate::domain::registration::Document;
use crate::domain::time::Moment;
use crate::domain::venue::Point;
use crate::state::signal::RwSignal;
use crate::{device, words};
use leptos::prelude::*;
use map::Drawing;
use part::There;
use programme::{Loaded, Programme, Stamp};
use settings::{Scheme, Size};
use std::sync::Arc;

/// The app's state; copying it copies one reference. It lives as long as the page.
#[derive(Clone, Copy)]
pub struct App(&'static Signals);

impl std::ops::Deref for App {
    type Target = Signals;

    fn deref(&self) -> &Signals {
        self.0
    }
}

/// What [`App`] refers to.
pub struct Signals {
    pub config: RwSignal<Config>,
    pub loaded: RwSignal<Loaded>,
    /// How old the programme is, and why it is not younger.
    pub stamp: RwSignal<Option<Stamp>>,
    pub refreshing: RwSignal<bool>,
    pub availability: RwSignal<Availability>,
    pub index: RwSignal<Index>,
    /// City time, moving once a minute.
    pub now: RwSignal<Moment>,
    pub favourites: RwSignal<Ids>,
    /// Registrations this device holds the proof of, by their ids.
    pub receipts: RwSignal<ById<Receipt>>,
    /// What is still on its way to the server, by the ids of the registrations.
    pub operations: RwSignal<ById<Operation>>,
    /// What the server has where it differs from what was wanted.
    pub documents: RwSignal<ById<Document>>,
    /// What someone means to go to, by their keys (`domain::plan`).
    pub plan: RwSignal<ById<Snapshot>>,
    /// The drawn map of the districts.
    pub map: RwSignal<Drawing>,
    /// Where the person is, once they said so: never stored, never in an address, gone with the page.
    pub here: RwSignal<Option<Point>>,
    /// What changed in the programme since the last visit, by what it changed for.
    pub changes: RwSignal<ById<Change>>,
    /// Sessions of one's own since they became that, by their ids.
    pub followed: RwSignal<ById<Change>>,
    /// Set when it is time to look at what changed.
    pub look: RwSignal<()>,
    /// What was searched for on this device.
    pub recent: RwSignal<Vec<String>>,
    /// Whether the part of the app that comes after the first page is there.
    pub rest: RwSignal<There>,
    /// Whether the part that comes after that one is.
    pub rare: RwSignal<There>,
    /// Whether the part for what is online, between the two, is.
    pub air: RwSignal<There>,
    /// Whether the part for a screen in a hall, the last one, is.
    pub hall: RwSignal<There>,
    /// Whether this is a screen in a hall: everybody's, so nothing of anybody stays on it.
    pub kiosk: bool,
    pub size: RwSignal<Size>,
    pub scheme: RwSignal<Scheme>,
    /// A short message over the page.
    pub toast: RwSignal<Option<String>>,
    /// A newer version waits.
    pub update: RwSignal<bool>,
    /// The current page's own title.
    pub title: RwSignal<String>,
}

impl App {
    pub fn new() -> Self {
        Self(Box::leak(Box::new(Signals {
            config: RwSignal::new(Config::default()),
            loaded: RwSignal::new(Loaded::Loading),
            stamp: RwSignal::new(None),
            refreshing: RwSignal::new(false),
            availability: RwSignal::new(Availability::default()),
            index: RwSignal::new(Index::default()),
            now: RwSignal::new(device::clock::now()),
            favourites: RwSignal::new(favourites::read()),
            receipts: RwSignal::default(),
            operations: RwSignal::default(),
            documents: RwSignal::default(),
            plan: RwSignal::default(),
            map: RwSignal::default(),
            here: RwSignal::new(None),
            changes: RwSignal::default(),
            followed: RwSignal::default(),
            look: RwSignal::default(),
            recent: RwSignal::new(recent::read()),
            rest: RwSignal::default(),
            rare: RwSignal::default(),
            air: RwSignal::default(),
            hall: RwSignal::default(),
            kiosk: device::boot::is_kiosk(),
            size: RwSignal::new(Size::read()),
            scheme: RwSignal::new(Scheme::read()),
            toast: RwSignal::new(None),
            update: RwSignal::new(device::boot::update_waits()),
            title: RwSignal::new(String::new()),
        })))
    }

    /// The programme, once it is there.
    pub fn programme(&self) -> Option<Arc<Programme>> {
        self.loaded.with(|loaded| match loaded {
            Loaded::Ready(programme) => Some(programme.clone()),
            _ => None,
        })
    }

    /// The same without following its changes.
    pub fn programme_untracked(&self) -> Option<Arc<Programme>> {
        untrack(|| self.programme())
    }

    /// The edition's name, or the day's own name before it is known.
    pub fn name(&self) -> String {
        self.programme()
            .map_or_else(|| words::shell::SITE.into(), |programme| programme.name())
    }

    /// The number to call, from the edition or from the deployment.
    pub fn phone(&self) -> String {
        self.programme()
            .map(|programme| programme.catalogue.edition.contact.phone.clone())
            .filter(|phone| !phone.is_empty())
            .unwrap_or_else(|| self.config.with(|config| config.phone.clone()))
    }

    /// Says something over the page and to a screen reader.
    pub fn say(&self, text: impl Into<String>) {
        let text = text.into();
        device::page::announce(&text);
        self.toast.set(Some(text));
    }

    /// Whether the backend can do this; the words are those of the contract.
    pub fn can(&self, capability: &str) -> bool {
        self.programme()
            .is_some_and(|programme| programme.catalogue.can(capability))
    }

    /// Whether registrations are taken here.
    pub fn takes_registrations(&self) -> bool {
        self.config.with(Config::has_backend)
            && self
                .programme()
                .is_some_and(|programme| programme.catalogue.can("register"))
    }
}

impl Default for App {
    fn default() -> Self {
        Self::new()
    }
}

/// The app's state, from any component.
pub fn use_app() -> App {
    expect_context()
}
