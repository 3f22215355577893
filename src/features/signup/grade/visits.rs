//! Where the classes go, and when they can.

use super::Grade;
use crate::domain::grade::Spot;
use crate::domain::itinerary::CLOCKS;
use crate::domain::rotation::{ACTIVITIES_MAX, takes_classes};
use crate::domain::time;
use crate::features::signup::adding::{Adding, adding};
use crate::features::signup::form::focus_id;
use crate::routes::Page;
use crate::state::signal::Memo;
use crate::ui::dom::{El, Piece, View, button, el, row};
use crate::ui::field::{Bound, choice_field, field_fault};
use crate::ui::icon::icon;
use crate::ui::text::{para, rule};
use crate::words::{grade as words, route, when as times};
use leptos::prelude::Callback;

/// The id of the list, for what is wrong with it.
pub const ID: &str = "grade-activities";

pub fn visits(grade: Grade) -> View {
    let titled = Memo::new(move || {
        let now = grade.now();
        let ids = now.sheet.activities.iter().enumerate();
        ids.map(|(at, id)| (id.clone(), now.title(at)))
            .collect::<Vec<_>>()
    });
    let list = move || {
        let titled = titled.get();
        match titled.is_empty() {
            true => para("muted", words::NO_ACTIVITY).view(),
            false => el("ul.lines")
                .children(
                    titled
                        .into_iter()
                        .map(|(id, title)| activity(grade, id, title)),
                )
                .view(),
        }
    };
    let group = el("div.grade-visits")
        .id(ID)
        .attr("tabindex", "-1")
        .child(list)
        .child(field_fault(ID, grade.fault(Spot::Activities)));
    row()
        .child(rule(words::WHERE))
        .child(group)
        .child(add(grade))
        .child(hours(grade))
}

fn activity(grade: Grade, id: String, title: String) -> El {
    let name = el("a.line-main")
        .to(Page::Activity(id.clone()))
        .text(title.as_str());
    let remove = button("btn btn-icon")
        .attr("aria-label", words::leave_out(&title))
        .click(move || {
            grade.forget();
            grade.change(&mut |sheet| sheet.leave_out(&id));
            focus_id(ID.to_owned());
        })
        .child(icon("clear"));
    el("li").child(el("div.line").child(name).child(remove))
}

/// What has a star or stands in the plan, and takes classes.
fn add(grade: Grade) -> View {
    let app = grade.app;
    let more = Memo::new(move || {
        let Some(programme) = app.programme() else {
            return Vec::new();
        };
        let catalogue = &programme.catalogue;
        let now = grade.now();
        let chosen = &now.sheet.activities;
        let mut ids: Vec<String> = Vec::new();
        app.favourites
            .with(|all| ids.extend(all.keys().map(|id| id.to_owned())));
        let items = app.plan_items();
        ids.extend(items.iter().map(|item| item.at.activity.clone()));
        let mut found: Vec<(String, String)> = Vec::new();
        for id in ids {
            let known = chosen.contains(&id) || found.iter().any(|(known, _)| *known == id);
            let Some(activity) = catalogue.activity(&id).filter(|_| !known) else {
                continue;
            };
            if activity.sessions.iter().any(takes_classes) {
                found.push((id, activity.title.clone()));
            }
        }
        match chosen.len() < ACTIVITIES_MAX {
            true => found,
            false => Vec::new(),
        }
    });
    let shown = move || {
        let options = more.get();
        if options.is_empty() {
            return para("small muted grade-more", words::NO_MORE);
        }
        let set = Callback::new(move |id: String| {
            grade.mend(Spot::Activities);
            grade.change(&mut |sheet| sheet.visit(&id));
            focus_id(ID.to_owned());
        });
        let around = Adding {
            id: "grade-add",
            label: words::ADD_ACTIVITY,
            empty: words::CHOOSE_ACTIVITY,
        };
        adding(around, options, set)
    };
    shown.view()
}

fn hours(grade: Grade) -> El {
    let days = Memo::new(move || {
        let now = grade.now();
        let days = now.board.iter().flat_map(|board| &board.offered.days);
        days.map(|day| (time::iso_day(*day), times::full_day(*day)))
            .collect::<Vec<_>>()
    });
    let day = move || {
        let value = Memo::new(move || {
            let day = grade.now().sheet.day;
            day.map_or_else(String::new, time::iso_day)
        });
        let set = Callback::new(move |day: String| {
            grade.change(&mut |sheet| sheet.day = time::parse_day(&day));
        });
        choice_field(
            ("grade-day", words::DAY, words::ANY_DAY),
            days.get(),
            Bound { value, set },
        )
    };
    el("div.pair")
        .child(day)
        .child(hour(grade, "grade-from", words::FROM, true))
        .child(hour(grade, "grade-to", words::TO, false))
}

/// When the school lets them go, or wants them back.
fn hour(grade: Grade, id: &'static str, label: &'static str, first: bool) -> El {
    let options = CLOCKS
        .step_by(30)
        .map(|at| (at.to_string(), route::clock(at)));
    let value = Memo::new(move || {
        let (from, to) = grade.now().sheet.hours;
        if first { from } else { to }.to_string()
    });
    let set = Callback::new(move |text: String| {
        let Ok(at) = text.parse::<i32>() else {
            return;
        };
        grade.change(&mut |sheet| match first {
            true => sheet.hours = (at, sheet.hours.1.max(at + 30)),
            false => sheet.hours = (sheet.hours.0.min(at - 30), at),
        });
    });
    choice_field((id, label, ""), options.collect(), Bound { value, set })
}
