//! One lecture: the wait, the screen, and what goes with it.

mod around;
mod beside;
mod elsewhere;
mod engine;
mod player;
mod questions;
mod screen;
mod status;
mod transcript;

use crate::device::{page, share};
use crate::domain::activity::Activity;
use crate::domain::lecture::LectureState;
use crate::domain::stage;
use crate::domain::stage::meeting::Meeting;
use crate::routes::Page;
use crate::state::programme::Loaded;
use crate::state::signal::{Memo, RwSignal};
use crate::state::{App, use_app};
use crate::text;
use crate::ui::absent::absent;
use crate::ui::blank::{blank, way};
use crate::ui::collect::collect_form;
use crate::ui::dom::{El, Piece, View, button, effect, el, row, when as when_holds};
use crate::ui::icon::icon;
use crate::ui::page_head::{page_head, quiet_head};
use crate::ui::styles;
use crate::ui::ticket::fact_list;
use crate::words::{common, lecture as words, quiz, stamps, when};
use leptos::prelude::*;
use leptos::task::spawn_local_scoped_with_cancellation;
use player::Shared;
use status::Talk;
use std::pin::Pin;
use std::sync::Arc;

/// What there is under this address.
#[derive(Clone, Copy, PartialEq)]
enum Look {
    /// No programme, so far or at all.
    Absent,
    Gone,
    Found,
}

/// The page of the lecture with this id.
pub fn lecture_page(id: String) -> View {
    let app = use_app();
    let wanted = id.clone();
    // Only whether it is there: a fresher programme must not take the player down.
    let look = Memo::new(move || {
        app.loaded.with(|loaded| match loaded {
            Loaded::Loading | Loaded::Failed(_) => Look::Absent,
            Loaded::Ready(programme) => match programme.catalogue.lecture(&wanted) {
                Some(_) => Look::Found,
                None => Look::Gone,
            },
        })
    });
    let page = move || match look.get() {
        Look::Absent => headed(words::PAGE, absent(app)),
        Look::Gone => headed(
            words::GONE,
            blank("empty", words::GONE, words::GONE_WHY).child(way(Page::Live, words::TO_LIVE)),
        ),
        Look::Found => found(app, &id),
    };
    page.view()
}

/// A page that has nothing to show yet, or ever.
fn headed(title: &str, below: impl Piece) -> View {
    row().child(page_head(title, Page::Live)).child(below)
}

fn found(app: App, id: &str) -> View {
    let talk = {
        let id = id.to_owned();
        Memo::new(move || Talk::find(app.programme()?, &id))
    };
    let title = move || talk.with(|talk| Some(talk.as_ref()?.activity().title.clone()));
    let (follow, bell) = status::follow(app, id.to_owned(), talk);
    let shared = Shared::new();
    let url = text!(
        &page::origin(),
        Page::Lecture(id.to_owned()).path().as_str(),
    );
    announce_changes(follow.state);
    let name = untrack(title).unwrap_or_default();
    let big = around::is_big();
    let deeds = row()
        .child(around::together(id, big))
        .child(share_button(name.clone(), url));
    let head = quiet_head(&name, Page::Live, deeds);
    let meeting = Memo::new(move || match follow.moved() {
        Some(_) => Meeting::None,
        None => follow.meeting(),
    });
    let ways = Memo::new(move || {
        if follow.moved().is_some() {
            // The old ways lead to an empty room.
            return (Vec::new(), 0);
        }
        let plan = screen::plan(app, follow).unwrap_or_default();
        (plan.elsewhere, plan.lost)
    });
    let text = Memo::new(move || {
        let said = matches!(
            follow.state.get(),
            LectureState::Replay | LectureState::Ended
        );
        follow
            .transcript()
            .filter(|_| said)
            .map(|url| stage::address(&url))
    });
    let on_screen = move || {
        matches!(
            follow.state.get(),
            LectureState::Live | LectureState::Replay
        )
    };
    let extras = Memo::new(move || Arc::new(follow.extras()));
    let slides = Memo::new(move || {
        let slides = extras.with(|extras| extras.slides.clone());
        Arc::new(if on_screen() { slides } else { Vec::new() })
    });
    let has_slides = move || slides.with(|slides| !slides.is_empty());
    let top = el("div")
        .class(move || {
            if has_slides() {
                "stage-top with-slides"
            } else {
                "stage-top"
            }
        })
        .child(el("div").child(screen::screen(app, id.to_owned(), follow, bell, shared)))
        .child(move || has_slides().then(|| beside::slides(slides.get(), shared)));
    let document = move || {
        let document = extras.with(|extras| extras.document.clone())?;
        on_screen().then(|| beside::document(&document))
    };
    let chapters = move || {
        let replay = follow.state.get() == LectureState::Replay;
        extras.with(|extras| beside::chapters(&extras.chapters, shared).filter(|_| replay))
    };
    // What a class before one screen does not need.
    let away = el("div.stack.away")
        .child(around::meanwhile(app, follow))
        .child(around::class(app, follow))
        .child(move || elsewhere::meeting(app, &meeting.get()))
        .child(move || ways.with(|(ways, lost)| elsewhere::links(ways, *lost)));
    let stack = el("div.stack")
        .child(top)
        .child(around::said(app, follow))
        .child(el("h1").attr("tabindex", "-1").text(title))
        .child(el("div.away").child(move || fact_list(facts(follow).unwrap_or_default())))
        .child(away);
    let wrap = el("div")
        .class(move || {
            let width = if big.get() {
                "wrap big "
            } else {
                "wrap narrow "
            };
            text!(width, "lecture ", styles::lecture())
        })
        .child(stack)
        .child(document)
        .child(chapters)
        .child(move || text.get().map(|url| transcript::transcript(url, shared)))
        .child(questions::questions(app, id.to_owned(), talk, follow.state))
        .child(stamp(talk))
        .child(move || talk.with(|talk| talk.as_ref().map(|talk| notes(talk.activity()))));
    row().child(head).child(wrap)
}

/// Does something that takes its time, and leaves off when what is being made ends.
fn while_here(task: impl Future<Output = ()> + 'static) {
    // Boxed: what runs it is compiled anew for every task.
    let task: Pin<Box<dyn Future<Output = ()>>> = Box::pin(task);
    spawn_local_scoped_with_cancellation(task);
}

/// Tells a screen reader once when the state changes under a waiting person.
fn announce_changes(state: Memo<LectureState>) {
    let mut before = None;
    effect(move || {
        let state = state.get();
        if before
            .replace(state)
            .is_some_and(|before| before != state && before != LectureState::Other)
            && let Some(text) = words::now(state)
        {
            page::announce(text);
        }
    });
}

fn facts(follow: status::Follow) -> Option<Vec<(&'static str, String)>> {
    let talk = follow.talk.get()?;
    let lecture = talk.lecture()?;
    let (start, end) = follow.times()?;
    let state = follow.state.get();
    let state = if stage::goes_on_air(lecture) {
        words::state(state)
    } else {
        words::on_site(state)
    };
    let speaker = [lecture.speaker.as_str(), lecture.speaker_title.as_str()].join(" ");
    let mut facts = vec![
        (words::STATE, state.to_owned()),
        (words::SPEAKER, speaker),
        (words::TIME, when::span(&start, &end)),
    ];
    facts.retain(|(_, text)| !text.trim().is_empty());
    Some(facts)
}

fn notes(activity: &Activity) -> View {
    let text = if activity.description.is_empty() {
        &activity.summary
    } else {
        &activity.description
    };
    let paragraphs = text.split('\n').filter(|p| !p.trim().is_empty());
    let prose = el("div.prose.measure").children(paragraphs.map(|text| el("p").text(text)));
    let more = el("a.btn")
        .to(Page::Activity(activity.id.clone()))
        .text(words::TO_ACTIVITY)
        .child(icon("chevron-right"));
    let quiz = activity.has_quiz.then(|| {
        let page = Page::Quiz(activity.id.clone());
        el("a.btn").to(page).text(quiz::TITLE)
    });
    let stack = el("div.stack")
        .child(prose)
        .child(el("div.btns").child(quiz).child(more));
    el("div.away")
        .child(el("h2.rule").text(words::NOTES))
        .child(stack)
        .view()
}

/// Where the code is typed that is told in the lecture.
fn stamp(talk: Memo<Option<Talk>>) -> View {
    let has = move || {
        talk.with(|talk| {
            let lecture = talk.as_ref().and_then(Talk::lecture);
            lecture.is_some_and(|lecture| lecture.stamp.is_some())
        })
    };
    when_holds(has, || {
        let card = el("a.btn").to(Page::Stamps).text(stamps::TO_CARD);
        row()
            .child(el("h2.rule").text(stamps::TITLE))
            .child(collect_form(RwSignal::new(None)))
            .child(el("div.btns").child(card))
    })
}

fn share_button(title: String, url: String) -> El {
    let app = use_app();
    let hand_on = move || {
        let address = url.clone();
        share::hand_on(title.clone(), url.clone(), move |how| match how {
            share::Shared::Sheet => {}
            share::Shared::Copied => app.say(common::COPIED),
            share::Shared::Failed => app.say(text!(common::NOT_COPIED, " ", &address)),
        });
    };
    button("btn btn-icon")
        .attr("aria-label", common::SHARE)
        .click(hand_on)
        .child(icon("share"))
}
