//! A link that brings a registration to this device: what it holds is taken out of the address bar as soon as it is
//! read, then asked for until there is an answer.

use crate::api::answer::Failure;
use crate::device::storage::{self, Key};
use crate::device::{page, timer};
use crate::domain::by_id::ById;
use crate::domain::receipt::Receipt;
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
use leptos::prelude::{Get, GetUntracked};
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};
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

/// What the page shares.
#[derive(Clone)]
struct Restoring {
    app: App,
    id: String,
    token: RwSignal<String>,
    stage: RwSignal<Stage>,
    /// Leads to a page in the place of this one.
    go: Rc<dyn Fn(&Page)>,
}

/// The page of the registration named in the URL.
pub fn restore_page(id: String) -> View {
    let app = use_app();
    let navigate = use_navigate();
    let go = move |to: &Page| {
        let options = NavigateOptions {
            replace: true,
            scroll: false,
            ..NavigateOptions::default()
        };
        navigate(&to.path(), options);
    };
    let held = storage::held(Key::Restore, &id);
    let restoring = Restoring {
        app,
        stage: RwSignal::new(match held {
            Some(_) => Stage::Waits,
            None => Stage::Broken,
        }),
        token: RwSignal::new(held.unwrap_or_default()),
        id,
        go: Rc::new(go),
    };
    let standing = standing(&restoring);
    read(restoring.clone());
    follow(restoring);
    row()
        .child(page_head(words::TITLE, Page::Mine))
        .child(el("div.wrap.narrow").child(el("div").attr("role", "status").child(standing)))
}

/// Takes in what stands in the fragment, now and when another link is opened.
fn read(it: Restoring) {
    let place = use_location();
    let mut first = true;
    effect(move || {
        let link = restore::read(&place.hash.get());
        let begins = std::mem::take(&mut first);
        match &link {
            Link::Token(token) => {
                // Through a reload of this tab, until the answer is known.
                storage::hold(Key::Restore, &it.id, token);
                it.token.set(token.clone());
                it.stage.set(Stage::Waits);
            }
            Link::Broken => it.stage.set(Stage::Broken),
            Link::None if begins && it.token.with_untracked(String::is_empty) => {
                let here = |all: &ById<Receipt>| all.contains_key(&it.id);
                if it.app.receipts.with_untracked(here) {
                    // A link that was followed here before.
                    let it = it.clone();
                    once_there(move || (it.go)(&Page::Receipt(it.id.clone())));
                }
            }
            Link::None => {}
        }
        if link != Link::None {
            let page = Page::Restore(it.id.clone());
            page::drop_fragment(&page.path());
            // A link within the app is written into the address bar only once its page stands.
            let (it, path) = (it.clone(), place.pathname);
            spawn_local(async move {
                timer::sleep(0).await;
                if path.try_get_untracked() == Some(page.path()) {
                    (it.go)(&page);
                }
            });
        }
    });
}

/// Asks once it is known whom, and again when somebody wants it or the network comes back.
fn follow(it: Restoring) {
    let (app, stage) = (it.app, it.stage);
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
            spawn_local(ask(it.clone()));
        }
    });
    let online =
        |window: web_sys::Window| timer::listen(&window, "online", move |_| again(app, stage));
    keep(web_sys::window().map(online));
}

async fn ask(it: Restoring) {
    let Restoring { app, id, stage, .. } = &it;
    let token = it.token.get_untracked();
    let now = match registrations::restore(*app, id, &token).await {
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
        storage::release(Key::Restore, id);
    }
    match now {
        Some(now) => {
            stage.try_set(now);
        }
        // The page may have been left meanwhile; the receipt is here all the same.
        None if stage.try_get_untracked().is_some() => {
            (it.go)(&Page::Receipt(id.clone()));
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

fn standing(it: &Restoring) -> View {
    let (app, stage) = (it.app, it.stage);
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
        Some(el("a.tel").to(tel).child(icon("phone")).text(phone))
    };
    shown.view()
}
