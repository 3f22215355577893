//! The plan that came with a link: look at it, put it to one's own, or leave it.

use super::day::{Whose, days};
use crate::domain::plan::{self, Item, link};
use crate::routes::Page;
use crate::state::App;
use crate::state::signal::Memo;
use crate::ui::absent::absent;
use crate::ui::blank::{blank, way};
use crate::ui::dom::{El, Piece, View, button, el, row};
use crate::ui::icon::icon;
use crate::ui::notice::{Grade, notice};
use crate::ui::text::para;
use crate::words::plan as words;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

/// What came with a link, as far as it is known here.
#[derive(Clone, PartialEq)]
struct Theirs {
    items: Vec<Item>,
    /// The activities with a star, by id and title.
    stars: Vec<(String, String)>,
}

/// What the link names, as the programme has it; what nobody knows is left out.
fn known(app: App, keys: &[String]) -> Vec<Item> {
    let Some(programme) = app.programme() else {
        return Vec::new();
    };
    let catalogue = &programme.catalogue;
    let mut seen = Vec::new();
    for key in keys {
        let at = plan::find(catalogue, key).and_then(|entry| plan::seen(catalogue, &entry));
        seen.extend(at.map(|at| (at, None)));
    }
    plan::gather(Some(catalogue), &seen, &app.now.get())
}

/// The activities with a star that came along, by id and title.
fn stars(app: App, keys: &[String]) -> Vec<(String, String)> {
    let mut known = Vec::new();
    if let Some(programme) = app.programme() {
        for id in keys.iter().filter_map(|key| link::starred(key)) {
            let activity = programme.catalogue.activity(id);
            known.extend(activity.map(|activity| (id.to_owned(), activity.title.clone())));
        }
    }
    known
}

pub fn theirs(app: App, keys: Vec<String>, lost: usize) -> View {
    let asked = keys.len() + lost;
    let items = Memo::new(move || Theirs {
        items: known(app, &keys),
        stars: stars(app, &keys),
    });
    let shown = move || {
        if app.programme().is_none() {
            return absent(app);
        }
        items.with(|Theirs { items, stars }| {
            if items.is_empty() && stars.is_empty() {
                return blank("empty", words::NOTHING_KNOWN, words::NOTHING_KNOWN_WHY)
                    .child(way(Page::Plan, words::TO_MINE))
                    .view();
            }
            el("div.wrap.plan")
                .child(offer(app, items, stars, asked - items.len() - stars.len()))
                .child(days(app, items, Whose::Theirs))
                .view()
        })
    };
    shown.view()
}

/// What one can do with it. `lost` of its things are not known here.
fn offer(app: App, items: &[Item], stars: &[(String, String)], lost: usize) -> El {
    let titles: Vec<&str> = stars.iter().map(|(_, title)| title.as_str()).collect();
    let liked = words::starred(&titles.join("、"));
    let stars: Vec<String> = stars.iter().map(|(id, _)| id.clone()).collect();
    let mut fresh = Vec::new();
    for item in items.iter().filter(|item| !item.over && !item.is_off()) {
        fresh.push(item.at.session.clone());
    }
    let (asked, wished) = (fresh.clone(), stars.clone());
    let has_new = Memo::new(move || {
        asked.iter().any(|key| !app.is_planned(key))
            || wished.iter().any(|id| !app.is_favourite(id))
    });
    let navigate = use_navigate();
    let leave = Callback::new(move |()| {
        let options = NavigateOptions {
            replace: true,
            ..NavigateOptions::default()
        };
        navigate(&Page::Plan.path(), options);
    });
    let merge = move || {
        let mut count = 0;
        for key in &fresh {
            let mine = app.plan.with_untracked(|plan| plan.contains_key(key));
            count += usize::from(!mine && app.keep_in_plan(key));
        }
        for id in &stars {
            if app.favourites.with_untracked(|all| !all.contains_key(id)) {
                app.toggle_favourite(id);
                count += 1;
            }
        }
        leave.run(());
        app.say(words::merged(count));
    };
    let state = move || match has_new.get() {
        true => words::NOT_MINE,
        false => words::ALL_MINE,
    };
    let yes = button("btn btn-primary")
        .attr("hidden", move || !has_new.get())
        .click(merge)
        .child(icon("plus"))
        .text(words::MERGE);
    let no = button("btn")
        .click(move || leave.run(()))
        .text(words::NO_MERGE);
    let text = row()
        .child(para(
            "notice-title",
            &words::theirs(items.len() + titles.len()),
        ))
        .child((!titles.is_empty()).then(|| el("p").text(liked)))
        .child((lost > 0).then(|| el("p").text(words::lost(lost))))
        .child(el("p").text(state))
        .child(el("div.btns").child(yes).child(no));
    notice(Grade::Info, text)
}
