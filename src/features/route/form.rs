//! What one wants of the day: a few taps, each answered at once.

use super::{Trip, chip};
use crate::device::page;
use crate::domain::activity::RegistrationKind;
use crate::domain::itinerary::{CLOCKS, Pace};
use crate::domain::taxonomy::{self, Taxonomy, Term};
use crate::domain::time;
use crate::state::signal::Memo;
use crate::ui::dom::{El, Piece, View, el, row};
use crate::ui::field::{Bound, choice_field};
use crate::ui::stepper::{Stepper, stepper};
use crate::ui::text::para;
use crate::words::{common, route as words, when};
use chrono::NaiveDate;
use leptos::prelude::Callback;

/// From this width on, in pixels, the form stands beside the proposals, as in its sheet.
const WIDE: f64 = 900.0;

const KINDS: [RegistrationKind; 3] = [
    RegistrationKind::Person,
    RegistrationKind::Family,
    RegistrationKind::Class,
];

/// The form. It is made once; what can be chosen follows the programme.
pub fn form(trip: Trip) -> El {
    let kinds = KINDS.map(|kind| {
        let on = move || trip.wish.with(|wish| wish.kind == kind);
        let choose = move || trip.wish.update(|wish| wish.set_kind(kind));
        chip(words::kind(kind), on, choose)
    });
    let paces = Pace::ALL.map(|pace| {
        let on = move || trip.wish.with(|wish| wish.pace == pace);
        let choose = move || trip.wish.update(|wish| wish.pace = pace);
        chip(words::pace(pace), on, choose)
    });
    let hours = el("div.pair")
        .child(hour(trip, "route-from", words::FROM, true))
        .child(hour(trip, "route-to", words::TO, false));
    // On a phone the proposals come first; what is chosen is said in a line.
    let rest = el("details.fold")
        .attr("open", page::viewport_width() >= WIDE)
        .child(
            el("summary")
                .text(words::MORE)
                .child(el("span.route-chosen").text(move || chosen(trip))),
        )
        .child(
            el("div")
                .child(hours)
                .child(start(trip))
                .child(fits(trip))
                .child(group(words::PACE, paces))
                .child(likes(trip)),
        );
    let on_days = Memo::new(move || {
        trip.board
            .with(|board| board.as_ref().map(|board| board.days.clone()))
    });
    let days = move || {
        let days = on_days.get().unwrap_or_default();
        group(words::DAY, days.into_iter().map(|day| day_chip(trip, day)))
    };
    el("section.route-form")
        .attr("aria-label", words::FORM)
        .child(el("h1").attr("tabindex", "-1").text(words::TITLE))
        .child(para("muted", words::WHY))
        .child(days)
        .child(group(words::WHO, kinds))
        .child(size(trip))
        .child(rest)
}

/// What is chosen in the fold, in words.
fn chosen(trip: Trip) -> String {
    let wish = trip.wish.get();
    let programme = trip.app.programme();
    let named = |list: fn(&Taxonomy) -> &[Term], id: &str| {
        let catalogue = &programme.as_ref()?.catalogue;
        let term = taxonomy::find(list(&catalogue.taxonomy), id)?;
        Some(term.label().to_owned())
    };
    let mut names = Vec::new();
    names.extend(named(|all| &all.districts, &wish.start).map(|place| words::start(&place)));
    match wish.grade() {
        Some(grade) => names.push(common::grade(grade.into()).to_owned()),
        None => names.extend(named(|all| &all.audiences, &wish.fits)),
    }
    for like in &wish.likes {
        let found = named(|all| &all.directions, like);
        names.extend(found.or_else(|| named(|all| &all.fields, like)));
    }
    if wish.pace != Pace::Usual {
        names.push(words::pace(wish.pace).to_owned());
    }
    words::chosen((wish.from, wish.to), &names)
}

/// Chips under a legend.
fn group(legend: &'static str, chips: impl IntoIterator<Item = El>) -> El {
    el("fieldset.route-group")
        .child(el("legend").text(legend))
        .child(el("div.route-chips").children(chips))
}

fn day_chip(trip: Trip, day: NaiveDate) -> El {
    let today = time::day_of(&trip.app.now.get_untracked());
    let on = move || {
        trip.board
            .with(|board| board.as_ref().and_then(|board| board.date) == Some(day))
    };
    let choose = move || trip.wish.update(|wish| wish.day = Some(day));
    let name = when::near(day, today).unwrap_or(when::weekday(day));
    let date = el("span.small").text(when::month_day(day));
    chip(name, on, choose)
        .attr("class", "chip route-day")
        .text(" ")
        .child(date)
}

fn size(trip: Trip) -> El {
    stepper(Stepper {
        id: "route-size",
        label: Memo::new(|| words::SIZE),
        optional: false,
        max: Memo::new(|| 60),
        value: Memo::new(move || trip.wish.with(|wish| wish.size.to_string())),
        set: Callback::new(move |text: String| {
            if let Ok(size) = crate::domain::text::fold(&text).trim().parse() {
                trip.wish.update(|wish| wish.set_size(size));
            }
        }),
        fault: Memo::new(|| None),
    })
}

/// When one leaves, or is back. An hour that makes the day end before it begins moves the other one.
fn hour(trip: Trip, id: &'static str, label: &'static str, first: bool) -> El {
    let hours = CLOCKS.step_by(30);
    let options = hours.map(|at| (at.to_string(), words::clock(at)));
    let value = Memo::new(move || {
        trip.wish
            .with(|wish| if first { wish.from } else { wish.to }.to_string())
    });
    let set = Callback::new(move |text: String| {
        let at: i32 = text.parse().unwrap_or(0);
        trip.wish.update(|wish| wish.set_hour(first, at));
    });
    choice_field((id, label, ""), options.collect(), Bound { value, set })
}

fn start(trip: Trip) -> View {
    let options = terms(trip, |board| &board.programme.catalogue.taxonomy.districts);
    let value = Memo::new(move || trip.wish.with(|wish| wish.start.clone()));
    let set = Callback::new(move |id| trip.wish.update(|wish| wish.start = id));
    let field = move || {
        choice_field(
            ("route-start", words::START, words::ANYWHERE),
            options.get(),
            Bound { value, set },
        )
    };
    field.view()
}

/// A grade, or one of the audiences that are none.
fn fits(trip: Trip) -> View {
    let audiences = terms(trip, |board| &board.programme.catalogue.taxonomy.audiences);
    let value = Memo::new(move || trip.wish.with(|wish| wish.fits.clone()));
    let set = Callback::new(move |id| trip.wish.update(|wish| wish.fits = id));
    let field = move || {
        let grades =
            (1..=12).map(|grade: u32| (grade.to_string(), common::grade(grade).to_owned()));
        let mut options: Vec<(String, String)> = grades.collect();
        options.extend(audiences.get());
        choice_field(
            ("route-fits", words::FITS, words::ANYONE),
            options,
            Bound { value, set },
        )
    };
    field.view()
}

/// Ids and names of a list of the programme, without those that are school grades.
fn terms(trip: Trip, list: fn(&super::Board) -> &[Term]) -> Memo<Vec<(String, String)>> {
    Memo::new(move || {
        trip.board.with(|board| {
            let terms = board.as_ref().map_or(&[][..], |board| list(board));
            let terms = terms.iter().filter(|term| term.grades.is_none());
            terms
                .map(|term| (term.id.clone(), term.label().to_owned()))
                .collect()
        })
    })
}

fn likes(trip: Trip) -> View {
    let directions = terms(trip, |board| &board.programme.catalogue.taxonomy.directions);
    let fields = terms(trip, |board| &board.programme.catalogue.taxonomy.fields);
    let shown = move || {
        let all = directions.get().into_iter().chain(fields.get());
        let chips = all.map(|(id, name)| {
            let liked = id.clone();
            let on = move || trip.wish.with(|wish| wish.likes.contains(&liked));
            let choose = move || trip.wish.update(|wish| wish.toggle(&id));
            chip(&name, on, choose)
        });
        row().child(group(words::LIKES, chips))
    };
    shown.view()
}
