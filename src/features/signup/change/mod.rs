//! Changing a registration: what it says now, the form filled in with it, and what happens when it was changed
//! elsewhere meanwhile.

mod editor;
mod sessions;
mod stale;

use super::scene::Scene;
use super::{para, said};
use crate::api::answer::Failure;
use crate::device::timer;
use crate::domain::by_id::ById;
use crate::domain::form::Draft;
use crate::domain::outbox::{Action, Need, Operation, State};
use crate::domain::receipt::Receipt;
use crate::routes::Page;
use crate::state::manage::{self, Base};
use crate::state::registrations::Trouble;
use crate::state::signal::{Memo, RwSignal};
use crate::state::{App, outbox, use_app};
use crate::ui::absent::absent;
use crate::ui::blank::{blank, way};
use crate::ui::dom::{Piece, View, button, effect, el, once_there, row};
use crate::ui::icon::icon;
use crate::ui::page_head::page_head;
use crate::words::{change as words, common, mine, shell, signup};
use leptos::prelude::untrack;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

/// A page that one comes to takes away what was said before; so much later it stands, in milliseconds.
const SAID_MS: i32 = 60;

/// What is known of the registration.
#[derive(Debug, Clone, PartialEq)]
enum Found {
    Asking,
    Failed(&'static str),
    Here(Box<Base>),
}

/// What the page shows.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Stage {
    /// Its receipt is not on this device.
    Missing,
    /// The receipt cannot open it.
    Locked,
    /// It is cancelled, or over.
    Over,
    /// No programme, so far or at all.
    Absent,
    Asking,
    Failed(&'static str),
    /// Its session is no longer in the programme.
    Unknown,
    Form,
    /// It was changed elsewhere after the form was handed in.
    Stale,
}

/// What the parts of the page share.
#[derive(Clone, Copy)]
struct Change {
    app: App,
    found: RwSignal<Found>,
    /// Asks for it once more.
    ask: RwSignal<()>,
    /// The form was handed in.
    sent: RwSignal<bool>,
    id: RwSignal<String>,
}

impl Change {
    fn id(self) -> String {
        self.id.get_untracked()
    }

    /// Follows the operation of this registration.
    fn op<R>(self, task: impl FnOnce(Option<&Operation>) -> R) -> R {
        let id = self.id();
        self.app.operations.with(|all| task(all.get(&id)))
    }

    fn is_stale(self) -> bool {
        self.op(|op| {
            op.is_some_and(|op| {
                op.action.offer().is_none() && op.state == State::NeedsPerson(Need::Stale)
            })
        })
    }

    fn stage(self) -> Stage {
        let (app, id, now) = (self.app, self.id(), self.app.now.get());
        let known = app.receipts.with(|all| {
            let receipt = all.get(&id)?;
            let is_over = !receipt.is_live()
                || !receipt.places.is_empty() && receipt.places.iter().all(|at| at.at.end <= now);
            Some((receipt.manage_token.is_empty(), is_over))
        });
        let Some((is_locked, is_over)) = known else {
            return Stage::Missing;
        };
        if app.programme().is_none() {
            return Stage::Absent;
        }
        self.found.with(|found| match found {
            _ if is_locked => Stage::Locked,
            _ if is_over => Stage::Over,
            Found::Asking => Stage::Asking,
            Found::Failed(why) => Stage::Failed(why),
            Found::Here(_) if self.is_stale() => Stage::Stale,
            Found::Here(base) => {
                let first = base.now.lines.first();
                match first.and_then(|line| Scene::of_id(app, &line.session)) {
                    Some(_) => Stage::Form,
                    None => Stage::Unknown,
                }
            }
        })
    }

    /// The registration as it is now; only where it was found.
    fn base(self) -> Base {
        self.found.with_untracked(|found| match found {
            Found::Here(base) => (**base).clone(),
            _ => Base::default(),
        })
    }
}

/// The page of the registration named in the URL.
pub fn change_page(id: String) -> View {
    let app = use_app();
    let head = page_head(words::CHANGE, Page::Receipt(id.clone()));
    let change = Change {
        app,
        found: RwSignal::new(Found::Asking),
        ask: RwSignal::default(),
        sent: RwSignal::new(false),
        id: RwSignal::new(id),
    };
    follow(change);
    let stage = Memo::new(move || change.stage());
    let to_receipt = move || way(Page::Receipt(change.id()), signup::SEE_RECEIPT);
    let body = move || match stage.get() {
        Stage::Missing => blank("empty", signup::NO_RECEIPT, signup::NO_RECEIPT_WHY)
            .child(way(Page::Mine, mine::FIND))
            .view(),
        Stage::Locked => blank("closed", words::NO_TOKEN, words::NO_TOKEN_WHY)
            .child(way(Page::Mine, mine::FIND))
            .view(),
        Stage::Over => blank("closed", words::OVER, words::OVER_WHY)
            .child(to_receipt())
            .view(),
        Stage::Absent => absent(app),
        Stage::Asking => el("div.wrap.narrow")
            .child(said(para("muted", words::FETCHING)))
            .view(),
        Stage::Failed(why) => {
            let again = button("btn btn-primary")
                .click(move || change.ask.set(()))
                .child(icon("refresh"))
                .text(common::RETRY);
            blank("offline", words::NOT_FOUND, why).child(again).view()
        }
        Stage::Unknown => blank("empty", words::LEFT_PROGRAMME, words::LEFT_PROGRAMME_WHY)
            .child(to_receipt())
            .view(),
        Stage::Form => editor::editor(change),
        Stage::Stale => el("div.wrap.narrow").child(stale::stale(change)).view(),
    };
    row().child(head).child(body)
}

/// Asks for the registration, again when it turns out to be stale; and leaves for the receipt when there is nothing
/// to do here.
fn follow(change: Change) {
    let app = change.app;
    let is_ready = Memo::new(move || {
        let here = |all: &ById<Receipt>| all.contains_key(&change.id());
        app.programme().is_some() && app.receipts.with(here)
    });
    let is_stale = Memo::new(move || change.is_stale());
    let mut was_stale = false;
    effect(move || {
        change.ask.track();
        let is_stale = is_stale.get();
        // Once it is decided there is nothing more to ask.
        let is_decided = std::mem::replace(&mut was_stale, is_stale) && !is_stale;
        if is_ready.get() && !is_decided {
            ask(change);
        }
    });
    let leave = way_back(change);
    // What waits for the network, or for somebody's word, is shown on the receipt.
    let is_elsewhere = Memo::new(move || {
        change.op(|op| {
            op.is_some_and(|op| match (&op.action, &op.state) {
                (Action::Change { change, .. }, State::NeedsPerson(Need::Stale)) => {
                    change.offer.is_some()
                }
                (Action::Change { change, .. }, State::Refused(_)) => change.offer.is_some(),
                (Action::Change { .. }, _) => {
                    // Refused as stale: what stands is being asked for, to be shown here.
                    let looks = op.check.is_some() && op.is_live() && !op.is_manual();
                    !looks && !outbox::is_first_try(op)
                }
                _ => true,
            })
        })
    });
    effect(move || {
        if is_elsewhere.get() {
            let leave = leave.clone();
            once_there(move || leave(""));
        }
    });
}

fn ask(change: Change) {
    change.found.set(Found::Asking);
    spawn_local(async move {
        let id = change.id();
        let found = match manage::base(change.app, &id).await {
            Ok(base) => Found::Here(Box::new(base)),
            Err(trouble) => Found::Failed(why(&trouble)),
        };
        // The page may have been left.
        change.found.try_set(found);
    });
}

fn why(trouble: &Trouble) -> &'static str {
    match trouble {
        Trouble::Refused(problem) if matches!(problem.status, 401 | 404 | 410) => mine::CHECK_GONE,
        Trouble::Refused(problem) => signup::problem(problem.code),
        Trouble::Failed(Failure::Offline) => words::OFFLINE_WHY,
        Trouble::Failed(Failure::Unreadable) => shell::UNREADABLE,
        Trouble::Failed(_) => shell::UNREACHABLE,
        Trouble::Unasked => mine::NOT_CHECKED,
    }
}

/// The way to the receipt, which takes this page's place: Back leads to no form that is done with. What is to be said
/// is said there.
fn way_back(change: Change) -> impl Fn(&'static str) + Clone {
    let navigate = use_navigate();
    move |words: &'static str| {
        let Some(id) = change.id.try_get_untracked() else {
            return;
        };
        let options = NavigateOptions {
            replace: true,
            ..NavigateOptions::default()
        };
        navigate(&Page::Receipt(id).path(), options);
        if !words.is_empty() {
            let app = change.app;
            spawn_local(async move {
                timer::sleep(SAID_MS).await;
                app.say(words);
            });
        }
    }
}

/// What was typed here, what was handed in elsewhere, or what stands.
fn draft_of(change: Change, base: &Base) -> Draft {
    let handed_in = || {
        change.op(|op| match op.map(|op| &op.action) {
            Some(Action::Change { change, .. }) => Some(Draft::of_change(change, &base.now)),
            _ => None,
        })
    };
    let typed = base.draft.clone().or_else(|| untrack(handed_in));
    typed.unwrap_or_else(|| Draft::of(&base.now))
}
