//! What a screen in a hall knows of itself: its settings, where they come from, and how it is.
//!
//! Its signals have an owner of their own: they are made when somebody asks first, and outlive every page.

use super::App;
use super::loader;
use super::programme::Loaded;
use super::signal::RwSignal;
use crate::api::answer::{Answer, Failure};
use crate::api::client::{Ask, send};
use crate::api::config::Config;
use crate::device::storage::{self, Key};
use crate::device::{boot, clock};
use crate::domain::kiosk::given::Fault;
use crate::domain::kiosk::last_good::LastGood;
use crate::domain::kiosk::settings::Settings;
use crate::domain::read;
use crate::domain::time::Moment;
use crate::text;
use leptos::prelude::Owner;
use leptos::task::spawn_local;
use std::cell::{Cell, RefCell};

/// What a screen knows of itself.
pub struct Kiosk {
    pub settings: RwSignal<Settings>,
    /// What is wrong with what it was told last.
    pub faults: RwSignal<Vec<Fault>>,
    /// Where its settings come from.
    pub source: RwSignal<Source>,
    /// When a server answered last; `None` since the start.
    pub contact: RwSignal<Option<Moment>>,
    /// Why nothing was heard the last time.
    pub trouble: RwSignal<Option<Failure>>,
    /// Whether it is within its hours.
    pub bright: RwSignal<bool>,
}

/// Where the settings of a screen come from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Source {
    /// Nobody said anything yet: as usual.
    #[default]
    Usual,
    /// Kept from an earlier day; nothing was heard since the start.
    Kept,
    /// From `config.json` alone: the screen has no id, or there is no backend.
    File,
    /// From the backend too.
    Backend,
    /// The backend does not know a screen of this id.
    Unknown,
}

thread_local! {
    static KIOSK: Cell<Option<&'static Kiosk>> = const { Cell::new(None) };
    static LAST: RefCell<LastGood> = RefCell::default();
    /// The entity tags of file and backend.
    static TAGS: RefCell<[Option<String>; 2]> = const { RefCell::new([None, None]) };
    static ASKING: Cell<bool> = const { Cell::new(false) };
}

/// What this screen knows of itself.
pub fn kiosk() -> &'static Kiosk {
    if let Some(kiosk) = KIOSK.get() {
        return kiosk;
    }
    // Not of whoever asks first: that page goes.
    let owner = Owner::default();
    let made = owner.with(|| Kiosk {
        settings: RwSignal::default(),
        faults: RwSignal::default(),
        source: RwSignal::default(),
        contact: RwSignal::default(),
        trouble: RwSignal::default(),
        bright: RwSignal::new(true),
    });
    std::mem::forget(owner);
    let made: &'static Kiosk = Box::leak(Box::new(made));
    KIOSK.set(Some(made));
    recall(made);
    made
}

/// The settings of this screen.
pub fn settings() -> RwSignal<Settings> {
    kiosk().settings
}

/// The id by which the address names this screen; empty where it has none.
pub fn screen() -> String {
    let address = boot::kiosk_home();
    let id = address.strip_prefix("/kiosk/").unwrap_or("");
    id.strip_suffix('/').unwrap_or(id).to_owned()
}

/// What was kept from an earlier day, before anything is heard.
fn recall(kiosk: &Kiosk) {
    let screen = screen();
    let kept = storage::get(Key::Kiosk, "").and_then(|kept| LastGood::open(&kept, &screen));
    match kept {
        Some(kept) => {
            kiosk.settings.set(kept.settings.clone());
            kiosk.source.set(Source::Kept);
            LAST.set(kept);
        }
        None => LAST.with_borrow_mut(|last| last.screen = screen),
    }
}

/// Asks for settings, programme and places; what is shown stays until something better is there.
pub fn ask(app: App) {
    loader::refresh(app);
    // One that is still on its way is as good.
    if ASKING.replace(true) {
        return;
    }
    spawn_local(async move {
        // With a query, so that the service worker's copy is no answer.
        let file = fetch(0, "/config.json?now".into()).await;
        // Where the backend is may be news, too: without it this would be a screen that nobody tells anything.
        learn(app, brought(&file).as_deref());
        let screen = screen();
        let backend = app.config.get_untracked();
        let told = match !screen.is_empty() && read::is_id(&screen) && backend.has_backend() {
            true => Some(fetch(1, backend.resource(&text!("kiosks/", &screen))).await),
            false => None,
        };
        ASKING.set(false);
        take(file, told);
    });
}

async fn fetch(nth: usize, url: String) -> Result<Answer, Failure> {
    let mut ask = Ask::get(url);
    if let Some(tag) = TAGS.with_borrow(|tags| tags[nth].clone()) {
        ask.headers.push(("If-None-Match", tag));
    }
    let answer = send(ask).await?;
    // What cannot be read is asked for whole again, so that it is told as wrong until it is mended.
    if answer.status == 200 && read::document(&answer.body).is_some() {
        TAGS.with_borrow_mut(|tags| tags[nth] = answer.etag.clone());
    }
    Ok(answer)
}

/// What an answer brings: nothing where it is as before, where the server is in trouble, or where it is a portal's.
fn brought(answer: &Result<Answer, Failure>) -> Option<String> {
    match answer {
        Ok(answer) if answer.status == 200 && !answer.media.contains("html") => {
            Some(answer.body.clone()).filter(|body| !body.is_empty())
        }
        _ => None,
    }
}

/// Whether the answer says that there is no such screen, as the contract says it.
fn is_unknown(answer: &Answer) -> bool {
    matches!(answer.status, 404 | 410) && answer.is_json()
}

fn take(file: Result<Answer, Failure>, told: Option<Result<Answer, Failure>>) {
    let kiosk = kiosk();
    let heard = [Some(&file), told.as_ref()].into_iter().flatten();
    let mut trouble = None;
    for answer in heard {
        match answer {
            Ok(answer) if answer.status == 304 || answer.is_json() => {
                kiosk.contact.set(Some(clock::now()))
            }
            Ok(_) => trouble = Some(Failure::Unreachable),
            Err(failure) => trouble = Some(*failure),
        }
    }
    kiosk.trouble.set(trouble);
    let config = brought(&file);
    let (backend, source) = match &told {
        None if config.is_some() || file.is_ok_and(|file| file.status == 304) => {
            (Some(String::new()), Some(Source::File))
        }
        Some(Ok(answer)) if is_unknown(answer) => (Some(String::new()), Some(Source::Unknown)),
        Some(Ok(answer)) if answer.status == 304 => (None, Some(Source::Backend)),
        Some(answer) => {
            let body = brought(answer);
            let source = body.is_some().then_some(Source::Backend);
            (body, source)
        }
        None => (None, None),
    };
    if let Some(source) = source {
        kiosk.source.set(source);
    }
    if config.is_none() && backend.is_none() {
        return;
    }
    let (faults, settings, record) = LAST.with_borrow_mut(|last| {
        let before = last.clone();
        let faults = last.take(config, backend);
        let record = (*last != before).then(|| last.write());
        (faults, last.settings.clone(), record)
    });
    if kiosk.faults.with_untracked(|known| *known != faults) {
        kiosk.faults.set(faults);
    }
    if kiosk.settings.with_untracked(|known| *known != settings) {
        kiosk.settings.set(settings);
    }
    if let Some(record) = record {
        storage::set(Key::Kiosk, "", &record);
    }
}

/// The rest of the deployment's choices may have changed too.
fn learn(app: App, config: Option<&str>) {
    let Some(config) = config.filter(|config| read::document(config).is_some()) else {
        return;
    };
    let config = Config::decode(config);
    if app.config.with_untracked(|known| *known != config) {
        app.config.set(config);
        loader::refresh(app);
    }
}

/// Whether there is a programme to show.
pub fn has_programme(app: App) -> bool {
    app.loaded
        .with_untracked(|loaded| matches!(loaded, Loaded::Ready(_)))
}
