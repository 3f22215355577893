//! A link that brings a registration to this device: what it holds is taken out of the address bar as soon as it is
//! read, then asked for until there is an answer.

use crate::api::answer::Failure;
use crate::device::storage::{self, Key};
use crate::device::{page, timer};
use crate::domain::restore::{self, Link};
use crate::domain::safe_url::SafeUrl;
use crate::routes::Page;
use crate::state::programme::Loaded;
use crate::state::registrations::{self, Trouble};
use crate::state::signal::RwSignal;
use crate::state::{App, loader, use_app};
use crate::ui::blank::{blank, way};
use crate::ui::dom::{El, Piece, View, button, effect, el, keep, once_there, row};
use crate::ui::icon::icon;
use crate::ui::page_head::page_head;
use crate::words::{common, mine, restore as words};
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use std::rc::Rc;

/// How far it is.
#[derive(Clone, Copy, PartialEq)]
enum Stage {
    /// Until it is known whom to ask.
    Waits,
    Asking,
    /// Nobody could be asked.
    Failed(Failure),
    /// Too many ask.
    Busy,
    /// It opens nothing.
    Broken,
    /// No registrations are taken here.
    Elsewhere,
}

/// The page of the registration named in the URL.
pub fn restore_page(id: String) -> View {
    let app = use_app();
    let token = match restore::read(&page::take_fragment()) {
        // Through a reload of this tab, until the answer is known.
        Link::Token(token) => {
            storage::hold(Key::Restore, &id, &token);
            Some(token)
        }
        Link::Broken => None,
        Link::None => storage::held(Key::Restore, &id),
    };
    let navigate = use_navigate();
    let receipt = Page::Receipt(id.clone()).path();
    let show = move || {
        let options = NavigateOptions {
            replace: true,
            ..NavigateOptions::default()
        };
        navigate(&receipt, options);
    };
    let stage = RwSignal::new(match token {
        Some(_) => Stage::Waits,
        None => Stage::Broken,
    });
    match token {
        Some(token) => follow(app, stage, id, token, Rc::new(show)),
        // A link that was followed here before.
        None if app.receipts.with_untracked(|all| all.contains_key(&id)) => once_there(show),
        None => {}
    }
    let said = el("div").attr("role", "status").child(standing(app, stage));
    row()
        .child(page_head(words::TITLE, Page::Mine))
        .child(el("div.wrap.narrow").child(said))
}

/// Asks once it is known whom, and again when somebody wants it or the network comes back.
fn follow(app: App, stage: RwSignal<Stage>, id: String, token: String, show: Rc<dyn Fn()>) {
    effect(move || {
        let there = app.loaded.with(|loaded| match loaded {
            Loaded::Loading => None,
            Loaded::Ready(_) => Some(Ok(())),
            Loaded::Failed(failure) => Some(Err(*failure)),
        });
        let (Some(there), Stage::Waits) = (there, stage.get()) else {
            return;
        };
        if !app.config.with_untracked(|config| config.has_backend()) {
            stage.set(Stage::Elsewhere);
        } else if let Err(failure) = there {
            stage.set(Stage::Failed(failure));
        } else {
            stage.set(Stage::Asking);
            spawn_local(ask(app, stage, id.clone(), token.clone(), show.clone()));
        }
    });
    let online =
        |window: web_sys::Window| timer::listen(&window, "online", move |_| again(app, stage));
    keep(web_sys::window().map(online));
}

async fn ask(app: App, stage: RwSignal<Stage>, id: String, token: String, show: Rc<dyn Fn()>) {
    let now = match registrations::restore(app, &id, &token).await {
        Ok(()) => None,
        Err(Trouble::Failed(failure)) => Some(Stage::Failed(failure)),
        Err(Trouble::Refused(problem)) => Some(match problem.status {
            429 => Stage::Busy,
            500.. => Stage::Failed(Failure::Unreachable),
            _ => Stage::Broken,
        }),
        Err(Trouble::Unasked) => Some(Stage::Elsewhere),
    };
    if matches!(now, None | Some(Stage::Broken)) {
        storage::release(Key::Restore, &id);
    }
    match now {
        Some(now) => {
            stage.try_set(now);
        }
        // The page may have been left meanwhile; the receipt is here all the same.
        None if stage.try_get_untracked().is_some() => {
            show();
            app.say(words::RESTORED);
        }
        None => {}
    }
}

/// Another try, if the last one failed.
fn again(app: App, stage: RwSignal<Stage>) {
    if matches!(stage.get_untracked(), Stage::Failed(_) | Stage::Busy) {
        if app.programme_untracked().is_none() {
            app.loaded.set(Loaded::Loading);
            loader::refresh(app);
        }
        stage.set(Stage::Waits);
    }
}

fn standing(app: App, stage: RwSignal<Stage>) -> View {
    let retry = move |text: El| {
        let press = button("btn btn-primary").click(move || again(app, stage));
        text.child(press.text(common::RETRY))
    };
    let shown = move || match stage.get() {
        Stage::Waits | Stage::Asking => blank("wait", words::FETCHING, ""),
        Stage::Failed(Failure::Offline) => {
            retry(blank("offline", words::OFFLINE, words::OFFLINE_WHY))
        }
        Stage::Failed(_) => {
            retry(blank("offline", words::UNREACHED, words::UNREACHED_WHY)).child(call(app))
        }
        Stage::Busy => retry(blank("wait", words::BUSY, mine::FIND_BUSY)),
        Stage::Broken => blank("closed", words::BROKEN, words::BROKEN_WHY)
            .child(way(Page::Mine, mine::FIND))
            .child(call(app)),
        Stage::Elsewhere => {
            blank("closed", words::ELSEWHERE, mine::FIND_ELSEWHERE).child(call(app))
        }
    };
    shown.view()
}

/// Whom to call.
fn call(app: App) -> View {
    let shown = move || {
        let phone = app.phone();
        let tel = SafeUrl::tel(&phone)?;
        let link = el("a.btn").to(tel).child(icon("phone"));
        Some(link.text(words::call(&phone)))
    };
    shown.view()
}
