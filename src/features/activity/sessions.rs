//! When it is: sessions with their places, or opening hours.

use super::rule;
use crate::domain::activity::{Activity, Opening, Session, Status};
use crate::domain::agenda::EntryKind;
use crate::domain::availability::Seats;
use crate::domain::catalogue::Catalogue;
use crate::domain::order::order;
use crate::domain::plan;
use crate::domain::time;
use crate::routes::Page;
use crate::state::App;
use crate::state::programme::Programme;
use crate::state::signal::Memo;
use crate::text;
use crate::ui::dom::{El, Piece, View, el, row, when as when_holds};
use crate::ui::planned::{plan_button, plan_chip, way_to_plan};
use crate::ui::styles;
use crate::words::card::Tone;
use crate::words::{activity as words, common, plan as plan_words, when};
use chrono::NaiveDate;
use std::sync::Arc;

/// How many open days are offered at once, and how many at most.
const DAYS_NEAR: usize = 7;
const DAYS_MOST: usize = 60;

pub fn sessions(app: App, programme: &Arc<Programme>, activity: &Activity) -> View {
    let openings = &activity.opening;
    let nothing = activity.sessions.is_empty() && openings.is_empty();
    let title = if openings.is_empty() {
        words::SESSIONS
    } else {
        words::OPENING
    };
    let hours = (!openings.is_empty()).then(|| {
        let rows = openings.iter();
        let rows = rows.map(|opening| opening_row(&programme.catalogue, opening));
        times("session hours ", None, rows.collect())
    });
    let order = order(activity.sessions.len(), &|at| {
        (activity.sessions[at].start.timestamp(), 0)
    });
    let sessions: Vec<&Session> = order.into_iter().map(|at| &activity.sessions[at]).collect();
    let days = sessions.chunk_by(|a, b| time::day_of(&a.start) == time::day_of(&b.start));
    let head = row()
        .child(rule(title))
        .child(nothing.then(|| el("p").text(words::NOTHING_SCHEDULED)))
        .child(hours);
    let all = days.fold(head, |all, sessions| {
        let day = time::day_of(&sessions[0].start);
        let heading = el("h3.session-day")
            .child(el("b").text(when::month_day(day)))
            .text(" ")
            .text(when::weekday(day));
        let rows = sessions.iter();
        let rows = rows.map(|session| session_row(app, programme, activity, session));
        all.child(times("session ", Some(heading), rows.collect()))
    });
    all.child(open_days(app, programme, activity))
}

/// Which day one will go to what is open daily: the next ones, and the others behind a fold.
fn open_days(app: App, programme: &Programme, activity: &Activity) -> Option<View> {
    let today = time::day_of(&app.now.get_untracked());
    let mut days: Vec<NaiveDate> = Vec::new();
    let place = programme.catalogue.activity_place(&activity.id);
    for entry in &programme.entries {
        let of_activity = Some(entry.activity) == place;
        let day = entry.day();
        if of_activity && entry.kind == EntryKind::OpenDay && day >= today && !days.contains(&day) {
            days.push(day);
        }
    }
    if days.is_empty() || activity.status == Status::Cancelled {
        return None;
    }
    days.truncate(DAYS_MOST);
    let keys = days.iter().map(|day| plan::day_key(&activity.id, *day));
    let keys = keys.collect();
    let chips = |days: &[NaiveDate]| {
        let chips = days.iter().map(|day| {
            let key = plan::day_key(&activity.id, *day);
            el("li").child(plan_chip(app, key, when::near_day(*day, today)))
        });
        el("ul.chips").children(chips)
    };
    let (near, far) = days.split_at(days.len().min(DAYS_NEAR));
    let far = (!far.is_empty()).then(|| {
        el("details.fold")
            .child(el("summary").text(plan_words::MORE_DAYS))
            .child(chips(far))
    });
    Some(
        row()
            .child(el("h3.session-ask").text(plan_words::WHICH_DAY))
            .child(chips(near))
            .child(far)
            .child(way_to_plan(app, keys)),
    )
}

/// Rows under the heading of their day.
fn times(class: &'static str, heading: Option<El>, rows: Vec<El>) -> El {
    el("div")
        .class(text!(class, styles::session()))
        .child(heading)
        .child(el("ul").children(rows))
}

/// When it is, and what else there is to say; empty notes are left out.
fn said(time: View, notes: &[&str]) -> El {
    let notes = notes.iter().filter(|note| !note.is_empty());
    let notes = notes.map(|note| el("p.session-note").text(*note));
    el("div.session-main").child(time).children(notes)
}

fn venue_name<'a>(catalogue: &'a Catalogue, id: Option<&str>) -> &'a str {
    id.and_then(|id| catalogue.venue(id))
        .map_or("", |venue| &venue.name)
}

fn opening_row(catalogue: &Catalogue, opening: &Opening) -> El {
    let hours = text!(
        &words::weekdays(&opening.weekdays),
        " ",
        opening.open.as_str(),
        "–",
        &opening.close,
    );
    let days = when::days(opening.from, opening.to);
    let notes = [
        days.as_str(),
        venue_name(catalogue, opening.venue.as_deref()),
        &opening.note,
    ];
    let time = el("p.session-time").text(hours);
    el("li.session-row").child(said(time.view(), &notes))
}

/// What is to be done about a session now.
fn seats(app: App, catalogue: &Catalogue, session: &str) -> Seats {
    match catalogue.session(session) {
        Some((activity, session))
            if !matches!(activity.status, Status::Cancelled | Status::Postponed) =>
        {
            let now = app.now.get();
            app.availability
                .with(|places| Seats::of(session, places.sessions.get(&session.id), &now))
        }
        _ => Seats::Cancelled,
    }
}

/// What the button of a session is for.
#[derive(Clone, Copy, PartialEq)]
enum Way {
    Room,
    Replay,
    SignUp,
    Waitlist,
}

fn session_row(app: App, programme: &Arc<Programme>, activity: &Activity, session: &Session) -> El {
    let seats = {
        let (programme, id) = (programme.clone(), session.id.clone());
        Memo::new(move || seats(app, &programme.catalogue, &id))
    };
    let lecture = activity.lecture.as_ref().filter(|_| {
        activity
            .lecture_session()
            .is_some_and(|s| s.id == session.id)
    });
    let is_lecture = lecture.is_some();
    // It is made anew only when it is for something else: a new count of places must not take its focus away.
    let way = Memo::new(move || match seats.get() {
        Seats::Over if is_lecture => Some(Way::Replay),
        _ if is_lecture => Some(Way::Room),
        Seats::Limited(_) | Seats::Left(_) | Seats::Uncounted => Some(Way::SignUp),
        Seats::Full(true) => Some(Way::Waitlist),
        _ => None,
    });
    let href = match lecture {
        Some(lecture) => Page::Lecture(lecture.id.clone()),
        None => Page::SignUp {
            activity: activity.id.clone(),
            session: session.id.clone(),
        },
    }
    .path();
    let label = words::sign_up_for(&when::span(&session.start, &session.end));
    let link = move || {
        way.get().map(|way| {
            let (class, label, name) = match way {
                Way::Room => ("btn btn-primary", None, words::ROOM),
                Way::Replay => ("btn btn-primary", None, words::REPLAY),
                Way::SignUp => ("btn btn-primary", Some(label.clone()), words::SIGN_UP),
                Way::Waitlist => ("btn", None, words::WAITLIST),
            };
            el("a")
                .class(class)
                .attr("href", href.clone())
                .attr("aria-label", label)
                .text(name)
        })
    };
    let (key, at) = (session.id.clone(), when::span(&session.start, &session.end));
    let to_come = move || !matches!(seats.get(), Seats::Over | Seats::Cancelled);
    let plan = when_holds(to_come, move || {
        row()
            .child(plan_button(app, key.clone(), &at))
            .child(way_to_plan(app, vec![key.clone()]))
    });
    let clock = el("time")
        .attr("datetime", session.start.to_rfc3339())
        .text(when::clocks(&session.start, &session.end));
    let left = el("p")
        .class(move || text!("session-left", Tone::of(&seats.get()).class()))
        .text(move || common::seats(&seats.get(), time::day_of(&app.now.get())));
    let rules = rules(session);
    let notes = [
        session.label.as_str(),
        venue_name(&programme.catalogue, session.venue.as_deref()),
        &rules,
        &session.note,
    ];
    let time = row().child(el("p.session-time").child(clock)).child(left);
    el("li")
        .class(move || match seats.get() {
            Seats::Over => "session-row is-over",
            Seats::Cancelled => "session-row is-off",
            _ => "session-row",
        })
        .child(said(time, &notes))
        .child(el("div.session-deeds").child(plan).child(link))
}

/// The rules one should know before one starts.
fn rules(session: &Session) -> String {
    if !session.needs_booking() {
        return String::new();
    }
    let kinds: Vec<&str> = session
        .kinds
        .iter()
        .map(|kind| common::who(*kind))
        .collect();
    let mut parts = vec![words::for_whom(&kinds)];
    parts.extend(
        session
            .party
            .map(|party| words::party(party.min, party.max)),
    );
    parts.extend(session.ratio.map(words::ratio));
    parts.join("；")
}
