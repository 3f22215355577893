//! What stands round the screen: what the host says, what one does while waiting, and the large layout.

use super::elsewhere;
use super::screen;
use super::status::Follow;
use crate::device::page;
use crate::domain::activity::{RegistrationKind, Session, Status};
use crate::domain::agenda::{self, Entry};
use crate::domain::lecture::LectureState;
use crate::domain::safe_url::SafeUrl;
use crate::routes::{BIG, Page};
use crate::state::signal::{Memo, RwSignal};
use crate::state::{App, remind};
use crate::ui::bell::bell;
use crate::ui::dom::{El, Piece, View, button, effect, el, row, when};
use crate::ui::icon::icon;
use crate::ui::notice::{Grade, notice};
use crate::ui::take_along::calendar_button;
use crate::words::{lecture as words, remind as remind_words};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};

/// What the host says of it, and where it is watched instead.
pub fn said(app: App, follow: Follow) -> View {
    let note = Memo::new(move || follow.note());
    let moved = Memo::new(move || screen::moved(app, follow));
    let note = move || {
        let text = note.get();
        (!text.is_empty()).then(|| notice(Grade::Info, el("p").text(text)))
    };
    let moved = move || {
        let text = |words: &'static str| el("p").text(words);
        moved.get().map(|way| match way {
            Some(way) => {
                let link = elsewhere::way(&way, "btn btn-primary", words::MOVED_GO);
                notice(Grade::Warn, text(words::MOVED).child(" ").child(link))
            }
            None => notice(Grade::Warn, text(words::MOVED_NOWHERE).child(call(app))),
        })
    };
    el("div.stack")
        .attr("role", "status")
        .child(moved)
        .child(note)
        .view()
}

/// The number to call.
pub fn call(app: App) -> Option<El> {
    let phone = app.phone();
    SafeUrl::tel(&phone).map(|tel| el("a.tel").to(tel).child(icon("phone")).text(phone))
}

/// While one waits: into the calendar, and being told in time.
pub fn meanwhile(app: App, follow: Follow) -> View {
    let waits = Memo::new(move || {
        let state = follow.state.get();
        matches!(state, LectureState::Scheduled | LectureState::OpenSoon)
    });
    let session = Memo::new(move || {
        let talk = follow.talk.get()?;
        Some(talk.activity().lecture_session()?.id.clone())
    });
    let shown = move || {
        let id = session.get().filter(|_| waits.get())?;
        Some(row().child(remember(app, follow, id)))
    };
    shown.view()
}

fn entry(follow: Follow) -> Option<Entry> {
    let talk = follow.talk.get_untracked()?;
    let activity = talk.activity();
    let session = &activity.lecture_session()?.id;
    let at = activity
        .sessions
        .iter()
        .position(|one| one.id == *session)?;
    let catalogue = talk.catalogue();
    let place = catalogue.activity_place(&activity.id)?;
    Some(agenda::session_entry(catalogue, place, at))
}

fn remember(app: App, follow: Follow, session: String) -> View {
    // The bell says how it stands once the browser has been asked.
    let settled = RwSignal::new(true);
    let (planned, pressed) = (session.clone(), session);
    let planned = Memo::new(move || app.is_planned(&planned));
    let press = move || {
        if planned.get_untracked() {
            app.leave_out_of_plan(&pressed);
            return;
        }
        settled.set(false);
        if app.keep_in_plan(&pressed) {
            page::announce(words::REMEMBERED);
        }
        spawn_local(async move {
            remind::want(app).await;
            settled.try_set(true);
        });
    };
    let face = move || {
        let (symbol, name) = match planned.get() {
            true => ("check", words::REMEMBERED),
            false => ("clock", remind_words::ASK),
        };
        row().child(icon(symbol)).child(name)
    };
    let remind = button("btn")
        .attr(
            "aria-pressed",
            move || if planned.get() { "true" } else { "false" },
        )
        .click(press)
        .child(face);
    let calendar = calendar_button(words::PAGE, true, move || {
        entry(follow).into_iter().collect()
    });
    let stands = when(move || planned.get() && settled.get(), bell);
    row()
        .child(el("div.btns").child(remind).child(calendar))
        .child(stands)
}

/// Where a class signs up to watch together, if the lecture takes one.
pub fn class(app: App, follow: Follow) -> View {
    let session = Memo::new(move || {
        let talk = follow.talk.get()?;
        let now = app.now.get();
        let takes = |session: &&Session| {
            session.needs_booking()
                && session.kinds.contains(&RegistrationKind::Class)
                && !matches!(session.status, Status::Cancelled | Status::Postponed)
                && session.closes_at() > now
        };
        let found = talk.activity().sessions.iter().find(takes)?;
        Some(Page::SignUp {
            activity: talk.activity().id.clone(),
            session: found.id.clone(),
        })
    });
    let shown = move || {
        let link = el("a.btn")
            .to(session.get()?)
            .child(icon("class"))
            .text(words::CLASS_SIGN_UP);
        Some(
            el("div.stack")
                .child(el("div.btns").child(link))
                .child(el("p.small.muted").text(words::CLASS_WHY)),
        )
    };
    shown.view()
}

/// Whether the page is laid out for a whole class before one screen, as its address says.
pub fn is_big() -> Memo<bool> {
    let search = use_location().search;
    let asked = move |part: &str| part.trim_start_matches('?') == BIG;
    let big = Memo::new(move || search.get().split('&').any(asked));
    effect(move || page::set_root("data-big", big.get().then_some("")));
    on_cleanup(|| page::set_root("data-big", None));
    big
}

/// The button that changes the layout. A phone is no screen for a class: there it only leads back.
pub fn together(id: &str, big: Memo<bool>) -> View {
    let id = id.to_owned();
    let navigate = use_navigate();
    let press = move || {
        let to = match big.get_untracked() {
            true => Page::Lecture(id.clone()),
            false => Page::Together(id.clone()),
        };
        let options = NavigateOptions {
            replace: true,
            scroll: false,
            ..NavigateOptions::default()
        };
        navigate(&to.path(), options);
    };
    let name = move || {
        if big.get() {
            words::BIG_OFF
        } else {
            words::BIG
        }
    };
    button(move || if big.get() { "btn" } else { "btn only-wide" })
        .click(press)
        .child(icon("class"))
        .text(name)
        .view()
}
