//! Another session of the same activity, with the places left in each.

use super::Change;
use crate::domain::activity::Session;
use crate::domain::availability::Seats;
use crate::domain::order::order;
use crate::domain::party;
use crate::domain::registration::{Document, Status};
use crate::domain::time;
use crate::features::signup::form::Form;
use crate::features::signup::scene::Scene;
use crate::text;
use crate::ui::dom::{El, el};
use crate::ui::styles;
use crate::words::{change as words, common, when};
use leptos::prelude::untrack;

/// Most sessions to choose from.
const MOST: usize = 24;

/// The sessions that can be had instead, and the one there is; nothing where there is no other.
pub fn sessions(change: Change, form: Form, before: &Document) -> Option<El> {
    let here = before.lines.first()?.session.clone();
    let app = change.app;
    let waits = before.status == Status::Waitlisted;
    let found: Vec<(Session, bool)> = form.scene.with_untracked(|scene| {
        let activity = scene.as_ref()?.activity();
        let sessions = &activity.sessions;
        let by_time = order(sessions.len(), &|at| (sessions[at].start.timestamp(), 0));
        let all = by_time.into_iter().map(|at| &sessions[at]);
        let suits = |session: &&Session| {
            // One that is full now may not be in a minute.
            let open = matches!(
                untrack(|| app.seats(activity, session)),
                Seats::Full(_) | Seats::Limited(_) | Seats::Left(_) | Seats::Uncounted
            );
            session.id == here || open && party::is_taken(before.kind, session)
        };
        Some(
            all.filter(suits)
                .map(|session| (session.clone(), session.id == here))
                .take(MOST)
                .collect(),
        )
    })?;
    if found.len() < 2 {
        return None;
    }
    let moved = form.draft.with_untracked(|draft| draft.session != here);
    let cards = found
        .into_iter()
        .map(|(session, mine)| card(form, session, mine, waits));
    let list = el("fieldset")
        .class(text!("choices list ", styles::choices()))
        .attr("role", "radiogroup")
        .child(el("legend.vh").text(words::WHICH))
        .child(el("div.choices-row").children(cards));
    Some(
        el("details.fold.other-sessions")
            .attr("open", moved)
            .child(el("summary").text(words::OTHERS))
            .child(
                el("div")
                    .child(el("p.small.muted").text(words::KEPT_UNTIL_SURE))
                    .child(list),
            ),
    )
}

fn card(form: Form, session: Session, mine: bool, waits: bool) -> El {
    let app = form.app;
    let at = when::span(&session.start, &session.end);
    let (key, chosen) = (session.id.clone(), session.id.clone());
    let left = move || {
        let seats = seats(form, &session).map(|seats| match seats {
            // A place once given is not changed for a place in a queue.
            Seats::Full(_) => Seats::Full(waits),
            seats => seats,
        });
        let today = time::day_of(&app.now.get());
        let said = seats.map(|seats| common::seats(&seats, today));
        words::room(&said.unwrap_or_default(), mine)
    };
    let input = el("input")
        .attr("type", "radio")
        .attr("name", "change-session")
        .attr("value", key.clone())
        .checked(move || form.draft.with(|draft| draft.session == chosen))
        .on("change", move |_| {
            form.draft
                .update(|draft| key.clone_into(&mut draft.session))
        });
    let face = el("span.choice-card")
        .child(el("b").text(at))
        .child(el("span.choice-note").text(left));
    el("label.choice").child(input).child(face)
}

/// What a session of the activity offers now.
fn seats(form: Form, session: &Session) -> Option<Seats> {
    form.scene
        .with(|scene: &Option<Scene>| Some(form.app.seats(scene.as_ref()?.activity(), session)))
}
