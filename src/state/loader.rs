//! Gets the programme and keeps it young.

use super::App;
use super::part::{Part, There};
use super::programme::{Loaded, Programme, Stamp};
use crate::api::answer::{Answer, Failure};
use crate::api::availability;
use crate::api::client::{self, Ask, send};
use crate::api::config::{Config, Preset};
use crate::device::storage::{self, Key};
use crate::device::timer::{self, Listener, Timer};
use crate::device::{boot, clock, page};
use crate::domain::catalogue::Catalogue;
use crate::domain::discover::Index;
use crate::domain::time;
use crate::text;
use leptos::task::spawn_local;
use std::cell::{Cell, RefCell};
use std::sync::Arc;

/// Places are asked for this often while the page is seen, in milliseconds.
const PLACES_MS: i32 = 30_000;
/// The clock of the pages moves this often, in milliseconds.
const CLOCK_MS: i32 = 10_000;
/// A programme older than this is asked for again when the page is seen, in milliseconds.
const OLD_MS: f64 = 5.0 * 60_000.0;
/// What no card waits for is done when the programme has been there for so long, each at its own time, in milliseconds.
const REST_MS: [i32; 3] = [800, 900, 1_000];
const LOOK: usize = 0;
const WORDS: usize = 1;
const KEEP: usize = 2;
/// From this size on, in bytes, a copy is large.
const LARGE: usize = 1 << 20;
/// How long to wait for the network before showing what was kept, in milliseconds.
const KEPT_AFTER_MS: i32 = 2_500;

thread_local! {
    static ETAG: RefCell<Option<String>> = const { RefCell::new(None) };
    /// Numbers requests, so that an older answer never replaces a newer one.
    static ASKED: Cell<u32> = const { Cell::new(0) };
    static ASKED_PLACES: Cell<u32> = const { Cell::new(0) };
    /// A bit for each thing that waits for the page to rest.
    static RESTING: Cell<u8> = const { Cell::new(0) };
    static WATCHES: RefCell<(Vec<Timer>, Vec<Listener>)> = const { RefCell::new((Vec::new(), Vec::new())) };
}

/// A copy of the catalogue on the shelf: a line of version, time and ETag, then the body as it came.
struct Kept {
    at_millis: f64,
    etag: Option<String>,
    body: String,
}

impl Kept {
    fn read() -> Option<Self> {
        if boot::is_safe_mode() {
            return None;
        }
        let raw = storage::get(Key::Catalogue, "")?;
        let (head, body) = raw.split_once('\n')?;
        let mut parts = head.splitn(3, ' ');
        (parts.next()? == "1").then_some(())?;
        let at_millis = parts.next()?.parse::<u64>().ok()? as f64;
        let etag = parts
            .next()
            .filter(|etag| !etag.is_empty())
            .map(str::to_owned);
        Some(Self {
            at_millis,
            etag,
            body: body.to_owned(),
        })
    }

    /// Keeps what is shown, as it came.
    fn write(app: App) {
        let Some(programme) = app.programme_untracked() else {
            return;
        };
        let at = (clock::now_millis() as u64).to_string();
        let etag = ETAG.with_borrow(|etag| etag.clone().unwrap_or_default());
        let body = programme.catalogue.activities.text();
        storage::set(
            Key::Catalogue,
            "",
            &text!("1 ", &at, " ", &etag, "\n", body),
        );
    }
}

/// Loads configuration and programme, then keeps clock, places and programme up to date.
pub fn start(app: App) {
    watch(app);
    spawn_local(async move {
        let config = match boot::answer("config").await {
            Some(answer) => answer,
            None => send(Ask::get("/config.json")).await,
        };
        let config = Config::decode(&config.map(|answer| answer.body).unwrap_or_default());
        app.config.set(config.clone());
        let is_other = config.preset == Preset::Other;
        if is_other {
            client::by(|| Box::pin(boot::part("mapped")));
        }
        let late = timer::after(KEPT_AFTER_MS, move || show_kept(app));
        let answer = match boot::answer("catalogue").await {
            Some(answer) if !is_other => answer,
            _ => send(Ask::get(address(&config.catalogue))).await,
        };
        drop(late);
        take(app, answer);
        refresh_places(app);
    });
}

/// The files of a static deployment are named relative to its root.
pub(super) fn address(file: &str) -> String {
    if file.starts_with('/') || file.contains("://") {
        file.to_owned()
    } else {
        text!("/", file)
    }
}

/// Asks for the programme again; what is shown stays until something better is there.
pub fn refresh(app: App) {
    let turn = ASKED.get() + 1;
    ASKED.set(turn);
    app.refreshing.set(true);
    let url = address(&app.config.with_untracked(|config| config.catalogue.clone()));
    spawn_local(async move {
        let mut ask = Ask::get(url);
        if let Some(etag) = ETAG.with_borrow(Clone::clone) {
            ask.headers.push(("If-None-Match", etag));
        }
        let answer = send(ask).await;
        if ASKED.get() == turn {
            app.refreshing.set(false);
            take(app, answer);
            refresh_places(app);
        }
    });
}

/// Asks for the places left.
pub fn refresh_places(app: App) {
    let config = app.config.get_untracked();
    if !config.has_backend() {
        return;
    }
    let turn = ASKED_PLACES.get() + 1;
    ASKED_PLACES.set(turn);
    spawn_local(async move {
        let answer = send(Ask::get(config.resource("availability"))).await;
        if let Ok(answer) = answer
            && ASKED_PLACES.get() == turn
            && answer.status == 200
            && answer.is_json()
            && let Some(places) = availability::decode(&answer.body)
        {
            learn_time(&answer);
            let moved = app.availability.with_untracked(|before| *before != places);
            app.availability.set(places);
            update_index(app);
            if moved {
                rest(app);
            }
        }
    });
}

fn learn_time(answer: &Answer) {
    if let Some(date) = answer.date {
        clock::learn(date);
    }
}

fn take(app: App, answer: Result<Answer, Failure>) {
    let failure = match answer {
        Ok(answer) if answer.status == 304 => {
            learn_time(&answer);
            app.stamp.set(Some(Stamp {
                at: clock::now(),
                trouble: None,
            }));
            return;
        }
        Ok(answer) if answer.status == 200 && answer.is_json() => {
            learn_time(&answer);
            // The same text again is the same programme: nothing on the page moves.
            let shown = app.programme_untracked();
            let same =
                shown.is_some_and(|programme| programme.catalogue.activities.text() == answer.body);
            let large = answer.body.len() >= LARGE;
            match if same {
                Ok(None)
            } else {
                Catalogue::decode(answer.body).map(Some)
            } {
                Ok(catalogue) => {
                    ETAG.set(answer.etag);
                    app.stamp.set(Some(Stamp {
                        at: clock::now(),
                        trouble: None,
                    }));
                    if let Some(catalogue) = catalogue {
                        show(app, catalogue);
                    }
                    if large {
                        later(KEEP, Box::new(move || Kept::write(app)));
                    } else {
                        Kept::write(app);
                    }
                    return;
                }
                Err(_) => Failure::Unreadable,
            }
        }
        // A portal's page or a server in trouble: as good as no network, and nothing kept is touched.
        Ok(answer) if answer.status >= 500 => Failure::Unreachable,
        Ok(_) => Failure::Unreadable,
        Err(failure) => failure,
    };
    show_kept(app);
    if is_shown(app) {
        app.stamp.update(|stamp| {
            if let Some(stamp) = stamp {
                stamp.trouble = Some(failure);
            }
        });
    } else {
        app.loaded.set(Loaded::Failed(failure));
    }
}

fn is_shown(app: App) -> bool {
    app.loaded
        .with_untracked(|loaded| matches!(loaded, Loaded::Ready(_)))
}

/// Shows the copy of the last visit while nothing better is there.
fn show_kept(app: App) {
    if is_shown(app) {
        return;
    }
    let Some(kept) = Kept::read() else { return };
    match Catalogue::decode(kept.body) {
        Ok(catalogue) => {
            ETAG.set(kept.etag);
            app.stamp.set(Some(Stamp {
                at: time::from_millis(kept.at_millis),
                trouble: None,
            }));
            show(app, catalogue);
        }
        Err(_) => storage::remove(Key::Catalogue, ""),
    }
}

fn show(app: App, catalogue: Catalogue) {
    let programme = Programme::new(catalogue);
    let now = clock::now();
    app.now.set(now);
    let mut index = Index::new(&programme.catalogue, &programme.entries, &now);
    app.availability.with_untracked(|places| {
        index.set_places(&programme.catalogue, &programme.entries, places, &now)
    });
    app.index.set(index);
    app.loaded.set(Loaded::Ready(Arc::new(programme)));
    rest(app);
}

/// What is to be done with programme and places when the page rests.
fn rest(app: App) {
    later(LOOK, Box::new(move || app.look.set(())));
    let words = move || app.index.with_untracked(Index::write_words);
    later(WORDS, Box::new(words));
}

/// Does something when the page rests, once however often it was asked for until then.
fn later(what: usize, task: Box<dyn FnOnce()>) {
    let asked = RESTING.get();
    if asked >> what & 1 == 1 {
        return;
    }
    RESTING.set(asked | 1 << what);
    spawn_local(async move {
        timer::sleep(REST_MS[what]).await;
        RESTING.set(RESTING.get() & !(1 << what));
        task();
    });
}

/// Brings what depends on time and places up to date.
fn update_index(app: App) {
    let Some(programme) = app.programme_untracked() else {
        return;
    };
    let now = clock::now();
    app.now.set(now);
    app.index.update(|index| {
        index.set_now(&programme.entries, &now);
        app.availability.with_untracked(|places| {
            index.set_places(&programme.catalogue, &programme.entries, places, &now)
        });
    });
}

fn tick(app: App) {
    let now = clock::now();
    if app
        .now
        .with_untracked(|shown| shown.timestamp() / 60 != now.timestamp() / 60)
    {
        update_index(app);
    }
}

/// Back in sight after a while, back from the cache of pages, back online: ask again.
fn awake(app: App) {
    tick(app);
    app.look.set(());
    for part in [Part::Rest, Part::Air, Part::Rare, Part::Hall] {
        if app.part(part).get_untracked() == There::Failed {
            app.fetch(part);
        }
    }
    let old = app.stamp.with_untracked(|stamp| {
        stamp.as_ref().is_none_or(|stamp| {
            stamp.trouble.is_some()
                || clock::now_millis() - stamp.at.timestamp_millis() as f64 > OLD_MS
        })
    });
    if old {
        refresh(app)
    } else {
        refresh_places(app)
    }
}

fn watch(app: App) {
    let Some(window) = web_sys::window() else {
        return;
    };
    let mut listeners = vec![
        timer::listen(&window, "online", move |_| awake(app)),
        timer::listen(&window, "offline", move |_| {
            app.stamp.update(|stamp| {
                if let Some(stamp) = stamp {
                    stamp.trouble = Some(Failure::Offline);
                }
            });
        }),
        timer::listen(&window, "pageshow", move |event| {
            use wasm_bindgen::JsCast;
            if event
                .dyn_ref::<web_sys::PageTransitionEvent>()
                .is_some_and(|event| event.persisted())
            {
                awake(app);
            }
        }),
        timer::listen(&window, "kepu:update", move |_| app.update.set(true)),
        // A backend that pushes says so (api::mapped).
        timer::listen(&window, "kepu:places", move |_| refresh_places(app)),
        timer::listen(&window, "kepu:programme", move |_| refresh(app)),
    ];
    if let Some(document) = page::document() {
        listeners.push(timer::listen(&document, "visibilitychange", move |_| {
            if page::is_visible() {
                awake(app);
            }
        }));
    }
    listeners.extend(storage::watch(move |key| {
        if key == Key::Favourite {
            app.favourites.set(super::favourites::read());
        }
    }));
    let timers = vec![
        timer::every(CLOCK_MS, move || tick(app)),
        timer::every(PLACES_MS, move || {
            if page::is_visible() {
                refresh_places(app);
            }
        }),
    ];
    WATCHES.set((timers, listeners));
}
