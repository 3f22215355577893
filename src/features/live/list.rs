//! The list: part by part, as cards in slots.

use super::Search;
use crate::domain::cloud::{Item, Part};
use crate::domain::lecture::LectureState;
use crate::domain::query::Query;
use crate::domain::time;
use crate::domain::window::{Head, Rows};
use crate::state::App;
use crate::state::signal::Memo;
use crate::ui::blank::blank;
use crate::ui::dom::{Piece, View, button, el, row, when as when_holds};
use crate::ui::rows::rows_view;
use crate::words::card::{Card, Tone};
use crate::words::{discover, lecture as words, when};

pub fn list(app: App, search: Search) -> View {
    let rows = Memo::new(move || search.items.with(|items| rows(items)));
    let card = move |entry: usize| {
        search.items.with(|items| {
            let item = items.iter().find(|item| item.entry as usize == entry);
            item.map_or_else(Card::default, |item| card(app, item))
        })
    };
    let none = move || search.items.with(|items| items.is_empty());
    let reset = move || {
        let button = button("btn")
            .click(move || search.query.set(Query::default()))
            .text(discover::RESET);
        let why = el("div.btns").child(button);
        blank("empty", words::NOT_FOUND, words::NOT_FOUND_WHY).child(why)
    };
    row()
        .child(when_holds(none, reset))
        .child(rows_view(rows, card, move || app.size.track()))
        .view()
}

fn rows(items: &[Item]) -> Rows {
    let entries = items.iter().map(|item| item.entry).collect();
    let mut heads = Vec::new();
    let mut first = 0;
    for part in items.chunk_by(|one, next| one.part == next.part) {
        let head = Head {
            when: words::part(part[0].part).to_owned(),
            what: String::new(),
            count: words::items(part.len()),
        };
        heads.push((first as u32, head));
        first += part.len();
    }
    Rows { entries, heads }
}

fn card(app: App, item: &Item) -> Card {
    let Some(programme) = app.programme() else {
        return Card::default();
    };
    let Some(entry) = programme.entries.get(item.entry as usize) else {
        return Card::default();
    };
    let (now, catalogue) = (app.now.get(), &programme.catalogue);
    let mut card = Card::of(catalogue, entry, None, &now);
    let today = time::day_of(&now);
    match item.part {
        Part::Coming => card.time = when::near_moment(&entry.start, today),
        Part::Replay | Part::Over | Part::Off => {
            card.time = when::near(entry.day(), today)
                .map_or_else(|| when::month_day(entry.day()), str::to_owned);
        }
        Part::Live | Part::Open | Part::Today => {}
    }
    if let Some((id, state, airs)) = &item.lecture {
        let said = match airs {
            true => words::state(*state),
            false => words::on_site(*state),
        };
        card.places = said.to_owned();
        card.tone = match state {
            LectureState::Live if *airs => Tone::Live,
            LectureState::Cancelled | LectureState::Postponed => Tone::Off,
            LectureState::Ended | LectureState::Other => Tone::None,
            _ => Tone::Open,
        };
        catalogue.activities.glance(entry.activity, |activity| {
            if let Some(lecture) = &activity.lecture {
                card.place = [lecture.speaker.as_str(), lecture.speaker_title.as_str()].join(" ");
                card.district.clear();
            }
        });
        card.lecture.clone_from(id);
    }
    card
}
