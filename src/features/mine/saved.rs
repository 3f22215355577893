//! What one means to go to: the way to the plan, and what has a star.

use super::rule;
use crate::device::page;
use crate::domain::agenda::Entry;
use crate::domain::by_id::Ids;
use crate::domain::order::order;
use crate::domain::stamps;
use crate::domain::time;
use crate::routes::Page;
use crate::state::programme::Programme;
use crate::state::signal::{Memo, RwSignal};
use crate::state::{App, use_app};
use crate::ui::card::card_view;
use crate::ui::dom::{Piece, View, effect, el, row, when as when_holds};
use crate::ui::icon::icon;
use crate::words::card::Card;
use crate::words::{mine as words, plan as words_of_plan, stamps as words_of_stamps, when};

/// Narrower than this, in rem, a card needs more height (`.roomy`).
const ROOMY: f64 = 17.0;

/// The way to the plan, while there is one: how much is in it, and what comes next.
pub fn plan() -> View {
    let app = use_app();
    let summary = Memo::new(move || {
        let items = app.plan_items();
        let mut ahead = items.iter().filter(|item| !item.over && !item.is_off());
        let next = ahead.next().map(|item| {
            let today = time::day_of(&app.now.get());
            let at = when::near_moment(&item.at.start, today);
            (at, item.at.title.as_str())
        });
        match items.is_empty() {
            true => String::new(),
            false => words_of_plan::summary(items.len(), next),
        }
    });
    let shown = move || {
        let text = summary.get();
        (!text.is_empty()).then(|| {
            let link = el("a.line")
                .to(Page::Plan)
                .child(icon("calendar"))
                .child(el("span.line-main").text(text))
                .child(icon("chevron-right"));
            row().child(rule(words_of_plan::TITLE)).child(link)
        })
    };
    shown.view()
}

/// The way to the stamps, where there are any to collect.
pub fn stamps() -> View {
    let app = use_app();
    let any = move || {
        app.programme()
            .is_some_and(|programme| stamps::any(&programme.catalogue))
    };
    when_holds(any, || {
        let link = el("a.line")
            .to(Page::Stamps)
            .child(icon("check"))
            .child(el("span.line-main").text(words_of_stamps::TITLE))
            .child(icon("chevron-right"));
        row().child(rule(words_of_stamps::CARD)).child(link)
    })
}

/// The next entry of an activity, or its last one.
fn entry<'a>(app: App, programme: &'a Programme, activity: &str) -> Option<&'a Entry> {
    let now = app.now.get();
    let mut last = None;
    for entry in &programme.entries {
        if entry.activity(&programme.catalogue).id == activity {
            last = Some(entry);
            if !entry.is_over(&now) {
                break;
            }
        }
    }
    last
}

fn card(app: App, activity: &str) -> Option<Card> {
    let programme = app.programme()?;
    let entry = entry(app, &programme, activity)?;
    let session = entry.session(&programme.catalogue);
    Some(app.availability.with(|places| {
        Card::of(
            &programme.catalogue,
            entry,
            session.and_then(|session| places.sessions.get(&session.id)),
            &app.now.get(),
        )
    }))
}

/// Of these activities those there are, by the times of their entries.
fn by_time(app: App, ids: &Ids) -> Option<Vec<String>> {
    let programme = app.programme()?;
    let (mut known, mut starts) = (Vec::new(), Vec::<i64>::new());
    for id in ids.keys() {
        if let Some(entry) = entry(app, &programme, id) {
            known.push(id);
            starts.push(entry.start.timestamp());
        }
    }
    let sorted = order(starts.len(), &|at| (starts[at], 0)).into_iter();
    Some(sorted.map(|at| known[at].clone()).collect())
}

/// Starred activities. One whose star is taken off stays until the page is left: a slip is mended by a second tap.
pub fn favourites() -> View {
    let app = use_app();
    effect(move || {
        app.loaded.track();
        app.stamp.track();
        app.prune_favourites();
    });
    let ids = RwSignal::new(Ids::default());
    effect(move || {
        let starred = app.favourites.get();
        ids.update(|ids| {
            for id in starred.keys() {
                ids.add(id);
            }
        });
    });
    let shown = Memo::new(move || ids.with(|ids| by_time(app, ids).unwrap_or_default()));
    let roomy = RwSignal::new(false);
    effect(move || {
        app.size.track();
        roomy.set(page::viewport_width() / page::rem() - 2.0 < ROOMY);
    });
    let cards = move || {
        let shown = shown.get();
        (!shown.is_empty()).then(|| {
            let slot = |id: String| {
                let card = move || card(app, &id).unwrap_or_default();
                el("div.row").child(card_view(card, roomy))
            };
            let rows = el("div")
                .class(move || {
                    if roomy.get() {
                        "rows flow roomy"
                    } else {
                        "rows flow"
                    }
                })
                .children(shown.into_iter().map(slot));
            row().child(rule(words::FAVOURITES)).child(rows)
        })
    };
    cards.view()
}
