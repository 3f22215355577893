//! What came of a trial: what was found, what people will see of it, what should be changed, and the file.

use super::{Desk, Found, Secrecy, act, try_secrecy};
use crate::device::random::BrowserRandom;
use crate::device::{page, share};
use crate::domain::activity::Activity;
use crate::domain::catalogue::Catalogue;
use crate::domain::registration::uuid;
use crate::domain::setup::ABILITIES;
use crate::ui::dom::{El, Piece, View, button, el, once_there, row};
use crate::ui::icon::icon;
use crate::ui::notice::{Grade, notice};
use crate::ui::text::{para, rule};
use crate::ui::ticket::fact_list;
use crate::words::{common, setup as words, when};
use std::sync::Arc;

/// The heading of it, which takes the focus.
pub const RESULT: &str = "setup-result";
/// So many activities are shown.
const SAMPLES: usize = 3;

pub fn found(desk: Desk, found: &Arc<Found>) -> View {
    once_there(|| {
        page::focus_id(RESULT);
    });
    let head = rule(words::RESULT).id(RESULT).attr("tabindex", "-1");
    let tried = words::tried(&found.wish.preset, &found.wish.base);
    let head = row()
        .child(head)
        .child(el("p.muted.setup-tried").text(tried));
    match &found.programme {
        Some(Ok(catalogue)) => good(desk, found, catalogue, head),
        other => {
            let trouble = found.report.trouble.as_ref().map(words::trouble);
            let why = other.as_ref().and_then(|read| read.as_ref().err());
            let why = why.map(|error| {
                let (why, todo) = words::unreadable(*error);
                (why.to_owned(), todo.to_owned())
            });
            let mut todo = words::todo(&found.report, 0, 1);
            let mut text = row().child(el("p").child(el("b").text(words::BAD)));
            if let Some((why, what_to_do)) = trouble.or(why) {
                text = text.child(el("p").text(why));
                todo.insert(0, what_to_do);
            }
            head.child(notice(Grade::Error, text)).child(changes(todo))
        }
    }
}

fn good(desk: Desk, found: &Arc<Found>, catalogue: &Catalogue, head: View) -> View {
    let report = &found.report;
    let activities = &catalogue.activities;
    let todo = words::todo(report, catalogue.skipped, activities.len());
    let sum = if todo.is_empty() {
        notice(Grade::Ok, words::GOOD)
    } else {
        notice(Grade::Warn, words::GOOD_BUT)
    };
    let skipped = catalogue.skipped + (report.lost + report.stray) as usize;
    let facts = fact_list(vec![
        (words::EDITION, catalogue.edition.name.clone()),
        (words::VENUES, words::count(catalogue.venues.len())),
        (words::ACTIVITIES, words::count(activities.len())),
        (words::SESSIONS, words::count(activities.slots().len())),
        (words::SKIPPED, words::count(skipped)),
    ]);
    head.child(sum)
        .child(changes(todo))
        .child(rule(words::FOUND))
        .child(facts)
        .child(samples(catalogue))
        .child(rule(words::ABLE))
        .child(able(catalogue))
        .child(rule(words::PRIVATE))
        .child(private(desk, found))
        .child(rule(words::FILE))
        .child(file(desk, &report.config))
}

/// What should be changed, if anything.
fn changes(todo: Vec<String>) -> Option<View> {
    let items = todo.into_iter().map(|text| el("li").text(text));
    let items: Vec<El> = items.collect();
    (!items.is_empty()).then(|| {
        row()
            .child(rule(words::CHANGE))
            .child(el("ul.setup-list").children(items))
    })
}

/// A few activities that have sessions, or the first ones where none has.
fn samples(catalogue: &Catalogue) -> Option<View> {
    let all = &catalogue.activities;
    let mut places: Vec<usize> = (0..all.len())
        .filter(|at| !all.slots_of(*at).is_empty())
        .take(SAMPLES)
        .collect();
    if places.is_empty() {
        places = (0..all.len().min(SAMPLES)).collect();
    }
    let cards = places.into_iter().filter_map(|at| all.get(at));
    let cards: Vec<El> = cards.map(|one| sample(catalogue, one)).collect();
    (!cards.is_empty()).then(|| {
        row()
            .child(rule(words::SAMPLES))
            .child(el("ul.setup-samples").children(cards))
    })
}

fn sample(catalogue: &Catalogue, activity: &Activity) -> El {
    let venues = catalogue.venues_of(activity);
    let venues: Vec<&str> = venues.iter().map(|venue| venue.name.as_str()).collect();
    let session = activity.sessions.first();
    let time = session.map_or(words::NO_SESSION.to_owned(), |session| {
        when::span(&session.start, &session.end)
    });
    let places = session.map(|session| match session.needs_booking() {
        true => crate::text!(words::PLACES, " ", &session.capacity.to_string()),
        false => words::DROP_IN.to_owned(),
    });
    let facts = [Some(venues.join("、")), Some(time), places];
    let facts = facts.into_iter().flatten().filter(|text| !text.is_empty());
    el("li")
        .child(el("h3").text(activity.title.as_str()))
        .children(facts.map(|text| el("p").text(text)))
}

/// What the backend can do, and what it cannot.
fn able(catalogue: &Catalogue) -> El {
    let line = |can: bool, text: &str| {
        let name = icon(if can { "check" } else { "clear" });
        let says = el("span.vh").text(if can { words::CAN } else { words::CANNOT });
        el("li").child(name).child(says).text(text)
    };
    let takes = catalogue.can("register");
    let list = el("ul.setup-able");
    let list = ABILITIES.into_iter().fold(list, |list, id| {
        list.child(line(catalogue.can(id), words::ability(id)))
    });
    let at_once = catalogue.can("atomic_capacity");
    let counted = takes.then(|| match at_once {
        true => line(true, words::CONFIRMED_AT_ONCE),
        false => line(false, words::CONFIRMED_LATER),
    });
    list.child(counted)
}

fn private(desk: Desk, found: &Arc<Found>) -> View {
    let report = &found.report;
    let text = para("measure", words::private(report));
    if report.private != "secret" || report.shown == "open" {
        return text.view();
    }
    let wish = found.wish.clone();
    let shown = move || match desk.secrecy.get() {
        Secrecy::Not => {
            let wish = wish.clone();
            let start = act(words::TRIAL, move || {
                try_secrecy(desk, &wish, &uuid(&mut BrowserRandom));
            });
            row()
                .child(para("small muted measure", words::TRIAL_WHY))
                .child(start)
        }
        Secrecy::Waiting => el("p.muted").text(words::TRIAL_BUSY).view(),
        Secrecy::Failed => notice(Grade::Error, words::OWN_FAILED).view(),
        Secrecy::Here(trial) => {
            let (is_good, says) = words::trial(&trial);
            notice(if is_good { Grade::Ok } else { Grade::Error }, says).view()
        }
    };
    row().child(text).child(shown)
}

/// The file, to be taken.
fn file(desk: Desk, config: &str) -> View {
    let (saved, copied) = (config.to_owned(), config.to_owned());
    let save = button("btn btn-primary")
        .click(move || {
            let done = share::download("config.json", "application/json", &saved);
            desk.app.say(if done {
                words::SAVED
            } else {
                common::NOT_SAVED
            });
        })
        .child(icon("download"))
        .text(words::DOWNLOAD);
    let copy = button("btn")
        .click(move || {
            share::hand_copy(copied.clone(), move |done| {
                desk.app.say(common::copied(done));
            });
        })
        .child(icon("copy"))
        .text(common::COPY);
    let shown = el("textarea.input.setup-code")
        .attr("readonly", true)
        .attr("rows", "10")
        .attr("aria-label", words::FILE)
        .text(config);
    row()
        .child(para("small muted measure", words::FILE_WHY))
        .child(shown)
        .child(el("div.btns.setup-do").child(save).child(copy))
}
