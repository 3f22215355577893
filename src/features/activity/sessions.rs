//! When it is: sessions with their places, or opening hours.

use crate::domain::activity::{Activity, Opening, Session, Status};
use crate::domain::availability::Seats;
use crate::domain::time;
use crate::routes::Page;
use crate::state::programme::Programme;
use crate::state::{App, use_app};
use crate::ui::styles;
use crate::words::card::Tone;
use crate::words::{activity as words, common, when};
use chrono::NaiveDate;
use leptos::prelude::*;
use std::sync::Arc;

#[component]
pub fn Sessions(programme: Arc<Programme>, activity: Arc<Activity>) -> impl IntoView {
    let openings = activity.opening.items.clone();
    let nothing = activity.sessions.is_empty() && openings.is_empty();
    let mut days: Vec<(NaiveDate, Vec<Session>)> = Vec::new();
    let mut sessions = activity.sessions.items.clone();
    sessions.sort_by_key(|session| session.start);
    for session in sessions {
        let day = time::day_of(&session.start);
        match days.last_mut() {
            Some((last, list)) if *last == day => list.push(session),
            _ => days.push((day, vec![session])),
        }
    }
    let title = if openings.is_empty() {
        words::SESSIONS
    } else {
        words::OPENING
    };
    view! {
        <h2 class="rule">{title}</h2>
        {nothing.then(|| view! { <p>{words::NOTHING_SCHEDULED}</p> })}
        <Openings openings=openings programme=programme.clone()/>
        {days
            .into_iter()
            .map(|(day, sessions)| {
                let rows = sessions
                    .into_iter()
                    .map(|session| view! { <SessionRow programme=programme.clone() activity=activity.clone() session=session/> })
                    .collect_view();
                view! {
                    <div class=["session ", styles::session()].concat()>
                        <h3 class="session-day"><b>{when::month_day(day)}</b>" "{when::weekday(day)}</h3>
                        <ul>{rows}</ul>
                    </div>
                }
            })
            .collect_view()}
    }
}

#[component]
fn Openings(openings: Vec<Opening>, programme: Arc<Programme>) -> impl IntoView {
    (!openings.is_empty()).then(|| {
        view! {
            <div class=["session hours ", styles::session()].concat()>
                <ul>
                    {openings
                        .into_iter()
                        .map(|opening| {
                            let venue = opening.venue.as_deref().and_then(|id| programme.catalogue.venue(id)).map(|v| v.name.clone());
                            view! {
                                <li class="session-row">
                                    <div class="session-main">
                                        <p class="session-time">
                                            {[&words::weekdays(&opening.weekdays), " ", opening.open.as_str(), "–", &opening.close].concat()}
                                        </p>
                                        <p class="session-note">{when::days(opening.from, opening.to)}</p>
                                        {venue.map(|name| view! { <p class="session-note">{name}</p> })}
                                        {(!opening.note.is_empty()).then(|| view! { <p class="session-note">{opening.note}</p> })}
                                    </div>
                                </li>
                            }
                        })
                        .collect_view()}
                </ul>
            </div>
        }
    })
}

/// What is to be done about a session now.
fn seats(app: App, activity: &Activity, session: &Session) -> Seats {
    if matches!(activity.status, Status::Cancelled | Status::Postponed) {
        return Seats::Cancelled;
    }
    let now = app.now.get();
    app.availability
        .with(|places| Seats::of(session, places.sessions.get(&session.id), &now))
}

#[component]
fn SessionRow(
    programme: Arc<Programme>,
    activity: Arc<Activity>,
    session: Session,
) -> impl IntoView {
    let app = use_app();
    let session = Arc::new(session);
    let seats = {
        let (activity, session) = (activity.clone(), session.clone());
        Memo::new(move |_| seats(app, &activity, &session))
    };
    let venue = session
        .venue
        .as_deref()
        .and_then(|id| programme.catalogue.venue(id))
        .map(|venue| venue.name.clone());
    let notes: Vec<String> = [
        session.label.clone(),
        venue.unwrap_or_default(),
        rules(&session),
        session.note.clone(),
    ]
    .into_iter()
    .filter(|note| !note.is_empty())
    .collect();
    let lecture = activity.lecture.as_ref().filter(|_| {
        activity
            .lecture_session()
            .is_some_and(|s| s.id == session.id)
    });
    let room = lecture.map(|lecture| Page::Lecture(lecture.id.clone()).path());
    let join = Page::SignUp {
        activity: activity.id.clone(),
        session: session.id.clone(),
    }
    .path();
    let clock = when::clocks(&session.start, &session.end);
    let label = words::sign_up_for(&when::span(&session.start, &session.end));
    let class = move || match seats.get() {
        Seats::Over => "session-row is-over",
        Seats::Cancelled => "session-row is-off",
        _ => "session-row",
    };
    let left_class = move || ["session-left", Tone::of(&seats.get()).class()].concat();
    let left = move || common::seats(&seats.get(), time::day_of(&app.now.get()));
    view! {
        <li class=class>
            <div class="session-main">
                <p class="session-time"><time datetime=session.start.to_rfc3339()>{clock}</time></p>
                <p class=left_class>{left}</p>
                {notes.into_iter().map(|note| view! { <p class="session-note">{note}</p> }).collect_view()}
            </div>
            {move || {
                if let Some(room) = room.clone() {
                    let text = if seats.get() == Seats::Over { words::REPLAY } else { words::ROOM };
                    return view! { <a class="btn btn-primary" href=room>{text}</a> }.into_any();
                }
                match seats.get() {
                    Seats::Limited(_) | Seats::Left(_) | Seats::Uncounted => {
                        view! { <a class="btn btn-primary" href=join.clone() aria-label=label.clone()>{words::SIGN_UP}</a> }.into_any()
                    }
                    Seats::Full(true) => view! { <a class="btn" href=join.clone()>{words::WAITLIST}</a> }.into_any(),
                    _ => ().into_any(),
                }
            }}
        </li>
    }
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
