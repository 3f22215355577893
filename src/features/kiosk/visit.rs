//! A visit: from the first touch until all of it is forgotten.

use super::{guard, warning};
use crate::device::timer::{self, Listener, Timer};
use crate::device::{boot, entry, kiosk, page};
use crate::domain::kiosk::idle::{Idle, Step, Touch};
use crate::domain::kiosk::settings::Settings;
use crate::domain::outbox::State;
use crate::routes::Page;
use crate::state::signal::RwSignal;
use crate::state::{self, App, outbox};
use crate::ui::dom::{Piece, effect};
use leptos::prelude::{Get, untrack};
use leptos::task::spawn_local;
use leptos_router::hooks::use_location;
use std::cell::{Cell, RefCell};
use wasm_bindgen::JsCast;
use web_sys::{KeyboardEvent, PointerEvent};

/// How often it is looked whether somebody is still there, in milliseconds.
const LOOK_MS: i32 = 250;
/// What could not be forgotten by opening the page anew is, as soon as that is possible; tried this often.
const AGAIN_MS: i32 = 30_000;

/// One for as long as the page stands.
struct Visit {
    app: App,
    shown: RwSignal<Step>,
    /// None while the screen shows what it shows to nobody.
    idle: RefCell<Option<Idle>>,
    looks: RefCell<Option<Timer>>,
    /// Tries to open the page anew, after a visit that was forgotten without.
    again: RefCell<Option<(Timer, Option<Listener>)>>,
}

thread_local! {
    static VISIT: Cell<Option<&'static Visit>> = const { Cell::new(None) };
}

/// Begins to watch over visits; call once.
pub fn begin(app: App) {
    let visit: &'static Visit = Box::leak(Box::new(Visit {
        app,
        shown: RwSignal::default(),
        idle: RefCell::default(),
        looks: RefCell::default(),
        again: RefCell::default(),
    }));
    VISIT.set(Some(visit));
    let (Some(window), Some(body)) = (
        web_sys::window(),
        page::document().and_then(|document| document.body()),
    ) else {
        return;
    };
    let _ = body.append_child(warning::warning(app, visit.shown).view().node());
    kiosk::hear(&window, "pointerdown", true, move |event| {
        if let Some(event) = event.dyn_ref::<PointerEvent>()
            && visit.is_going()
        {
            visit.touch(at(event));
        }
    });
    kiosk::hear(&window, "keydown", true, move |event| {
        let Some(event) = event.dyn_ref::<KeyboardEvent>() else {
            return;
        };
        // A key that stays down is nobody.
        if visit.is_going() {
            if !event.repeat() {
                visit.touch(Touch::Key(event.key()));
            }
        } else {
            warning::key(event);
        }
    });
    guard::begin();
    let path = use_location().pathname;
    effect(move || {
        let rests = matches!(Page::parse(&path.get()), Some(Page::Kiosk(_)));
        untrack(|| {
            if rests {
                visit.rest();
            } else {
                visit.start();
            }
        });
    });
}

/// The visitor is done: everything of theirs goes at once.
pub fn end() {
    if let Some(visit) = VISIT.get() {
        visit.end();
    }
}

/// The visitor says that they are done; a form that they filled in and did not send is asked about.
pub fn leave() {
    let asks = |visit: &&Visit| is_unsent() && !is_sending(visit.app);
    let Some(visit) = VISIT.get().filter(asks) else {
        return end();
    };
    if let Some(idle) = &mut *visit.idle.borrow_mut() {
        idle.ask(kiosk::uptime());
    }
    visit.look();
}

/// Whether the page is a form to sign up with in which somebody wrote something.
pub fn is_unsent() -> bool {
    let path = web_sys::window().and_then(|window| window.location().pathname().ok());
    let page = path.as_deref().and_then(Page::parse);
    let form = matches!(page, Some(Page::SignUp { .. } | Page::Change(_)));
    form && entry::is_written()
}

/// The visitor is still there, as a touch of this place or key says.
pub fn stay(touch: Touch) {
    if let Some(visit) = VISIT.get() {
        visit.touch(touch);
    }
}

fn at(event: &PointerEvent) -> Touch {
    Touch::At(f64::from(event.client_x()), f64::from(event.client_y()))
}

impl Visit {
    fn is_going(&self) -> bool {
        self.shown.with_untracked(|step| *step == Step::Go)
    }

    fn start(&'static self) {
        if self.idle.borrow().is_some() {
            return;
        }
        let Settings {
            idle_seconds,
            warn_seconds,
            ..
        } = state::kiosk::settings().get_untracked();
        let idle = Idle::new(idle_seconds, warn_seconds, kiosk::uptime());
        self.idle.replace(Some(idle));
        let looks = timer::every(LOOK_MS, move || self.look());
        self.looks.replace(Some(looks));
    }

    fn rest(&self) {
        self.idle.take();
        self.looks.take();
        kiosk::forget_way();
        self.shown.put(Step::Go);
    }

    fn touch(&'static self, touch: Touch) {
        if let Some(idle) = &mut *self.idle.borrow_mut() {
            idle.touch(touch, kiosk::uptime());
        }
        self.look();
    }

    fn end(&'static self) {
        if let Some(idle) = &mut *self.idle.borrow_mut() {
            idle.end(kiosk::uptime());
        }
        self.look();
    }

    fn look(&'static self) {
        let busy = is_sending(self.app);
        let step = match &mut *self.idle.borrow_mut() {
            Some(idle) => {
                if kiosk::is_playing() {
                    idle.watch(kiosk::uptime());
                }
                idle.look(kiosk::uptime(), busy)
            }
            None => return,
        };
        let before = self.shown.get_untracked();
        self.shown.put(step);
        if step == Step::Wipe && before != Step::Wipe {
            self.wipe();
        }
    }

    /// Opens the page anew, for then nothing can be left; where it could not be opened, empties what there is.
    fn wipe(&'static self) {
        spawn_local(async move {
            let home = boot::kiosk_home();
            if kiosk::can_open(&home).await {
                return kiosk::open(&home);
            }
            kiosk::stop_requests();
            self.app.forget();
            self.app.here.set(None);
            self.app.toast.set(None);
            page::announce("");
            kiosk::forget_way();
            kiosk::go(&home);
            let again = timer::every(AGAIN_MS, move || self.wipe_again());
            let online = web_sys::window()
                .map(|window| timer::listen(&window, "online", move |_| self.wipe_again()));
            self.again.replace(Some((again, online)));
        });
    }

    /// Memory still holds what was written there until something else is: it goes with the page, once that can be opened.
    fn wipe_again(&'static self) {
        spawn_local(async move {
            let home = boot::kiosk_home();
            let rests = || self.idle.borrow().is_none();
            if rests() && kiosk::can_open(&home).await && rests() {
                kiosk::open(&home);
            }
        });
    }
}

/// Whether a sign-up, or a change of one, waits for its answer at this moment.
pub fn is_sending(app: App) -> bool {
    app.operations.with_untracked(|all| {
        all.values()
            .any(|op| matches!(op.state, State::Sending(_)) || outbox::is_first_try(op))
    })
}
