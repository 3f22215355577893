//! One activity: everything known about it.

mod facts;
mod platform;
mod recap;
mod sessions;
mod venue;

use crate::device::{clock, page, share};
use crate::domain::activity::{Activity, Status};
use crate::domain::agenda::{self, Entry};
use crate::domain::catalogue::Catalogue;
use crate::domain::{json_ld, taxonomy};
use crate::routes::Page;
use crate::state::programme::Programme;
use crate::state::{App, use_app};
use crate::text;
use crate::ui::absent::absent;
use crate::ui::blank::{blank, way_to_list};
use crate::ui::dom::{El, Piece, View, button, el, row};
use crate::ui::icon::{icon, icon_of};
use crate::ui::notice::{Grade, notice};
use crate::ui::page_head::{page_head, quiet_head};
use crate::ui::styles;
use crate::ui::take_along;
use crate::ui::text::rule;
use crate::words::card::{self, mark};
use crate::words::{activity as words, common};
use std::sync::Arc;

/// The page of the activity with this id.
pub fn activity_page(id: String) -> View {
    let app = use_app();
    let page = move || match app.programme() {
        None => headed(words::PAGE, absent(app)),
        Some(programme) => match programme.catalogue.activity(&id) {
            Some(activity) => found(app, &programme, activity),
            None => headed(
                words::GONE,
                blank("empty", words::GONE, words::GONE_WHY).child(way_to_list()),
            ),
        },
    };
    page.view()
}

/// A page that has nothing to show yet, or ever.
fn headed(title: &str, below: impl Piece) -> View {
    row().child(page_head(title, Page::Discover)).child(below)
}

/// A text in paragraphs.
fn prose(class: &'static str, text: &str) -> El {
    let paragraphs = text.split('\n').filter(|p| !p.trim().is_empty());
    el("div")
        .class(class)
        .children(paragraphs.map(|text| el("p").text(text)))
}

/// Makes a link open a page of its own, and says so at its end.
fn outward(link: El) -> El {
    link.attr("target", "_blank")
        .attr("rel", "noopener noreferrer")
        .child(el("span.vh").text(common::OPENS_NEW))
}

fn found(app: App, programme: &Arc<Programme>, activity: &Activity) -> View {
    let catalogue = &programme.catalogue;
    let url = text!(
        &page::origin(),
        Page::Activity(activity.id.clone()).path().as_str(),
    );
    let share = share_button("btn btn-icon", app, activity, &url).attr("aria-label", common::SHARE);
    let actions = row().child(star(app, activity)).child(share);
    let data = el("script")
        .attr("type", "application/ld+json")
        .text(json_ld::events(catalogue, activity, &url));
    let off = match activity.status {
        Status::Cancelled => Some(words::CANCELLED),
        Status::Postponed => Some(words::POSTPONED),
        _ => None,
    };
    let parent = activity.parent.as_deref();
    let parent = parent.and_then(|id| catalogue.activity(id)).map(|parent| {
        let link = el("a").to(Page::Activity(parent.id.clone()));
        el("p")
            .text(words::PART_OF)
            .text("：")
            .child(link.text(parent.title.as_str()))
    });
    let about = (!activity.description.is_empty()).then(|| {
        row()
            .child(rule(words::ABOUT))
            .child(prose("prose measure", &activity.description))
    });
    let article = el("article.wrap.narrow.activity")
        .child(hero(catalogue, activity))
        .child(off.map(|text| notice(Grade::Warn, el("p").text(text))))
        .child(
            activity
                .sample
                .then(|| notice(Grade::Info, el("p").text(words::SAMPLE))),
        )
        .child(parent)
        .child(more(activity))
        .child(sessions::sessions(app, programme, activity))
        .child(venue::places(app, catalogue, activity))
        .child(about)
        .child(facts::facts(catalogue, activity))
        .child(stalls(catalogue, activity))
        .child(recap::recap(app, activity))
        .child(handover(app, programme, activity, url.clone()))
        .child(platform::copy(app, programme, activity, url));
    row()
        .child(quiet_head(&activity.title, Page::Discover, actions))
        .child(data)
        .child(article)
}

fn hero(catalogue: &Catalogue, activity: &Activity) -> El {
    let directions = &catalogue.taxonomy.directions;
    let order = taxonomy::position(directions, &activity.direction);
    let kind = common::kind(activity.kind);
    let under = match order.map_or("", |at| &directions[at].name) {
        "" => kind.to_owned(),
        direction => text!(direction, " · ", kind),
    };
    let summary =
        (!activity.summary.is_empty()).then(|| el("p.hero-sum").text(activity.summary.as_str()));
    let stamp = |on: bool, name: &'static str| on.then(|| el("span.stamp").text(name));
    let tags = el("p.hero-tags")
        .child(stamp(activity.online, common::ONLINE))
        .child(stamp(activity.sample, common::SAMPLE));
    el("header")
        .class(text!("hero ", styles::hero()))
        .attr("data-dir", order.map(card::dir))
        .child(el("span.hero-mark").child(icon_of(mark(order), "mark")))
        .child(
            el("h1")
                .attr("tabindex", "-1")
                .text(activity.title.as_str()),
        )
        .child(el("p.hero-dir").text(under))
        .child(summary)
        .child(tags)
}

/// What of it can be done at home: its quiz, pictures to look round in.
fn more(activity: &Activity) -> Option<El> {
    let id = || activity.id.clone();
    let link = |page: Page, name: &'static str| {
        el("a.btn").to(page).text(name).child(icon("chevron-right"))
    };
    let look = activity
        .has_panorama
        .then(|| link(Page::Panorama(id()), words::LOOK));
    let quiz = activity
        .has_quiz
        .then(|| link(Page::Quiz(id()), words::QUIZ));
    (activity.has_quiz || activity.has_panorama)
        .then(|| el("div.btns.more").child(look).child(quiz))
}

fn star(app: App, activity: &Activity) -> El {
    let (id, pressed) = (activity.id.clone(), activity.id.clone());
    button("btn btn-icon star")
        .attr("aria-pressed", move || {
            if app.is_favourite(&id) {
                "true"
            } else {
                "false"
            }
        })
        .attr("aria-label", common::favourite(&activity.title, false))
        .click(move || app.toggle_favourite(&pressed))
        .child(icon("star"))
}

fn share_button(class: &'static str, app: App, activity: &Activity, url: &str) -> El {
    let (title, url) = (activity.title.clone(), url.to_owned());
    let hand_on = move || {
        let address = url.clone();
        share::hand_on(title.clone(), url.clone(), move |how| match how {
            share::Shared::Sheet => {}
            share::Shared::Copied => app.say(words::SHARED),
            share::Shared::Failed => app.say(text!(common::NOT_COPIED, " ", &address)),
        });
    };
    button(class).click(hand_on).child(icon("share"))
}

fn stalls(catalogue: &Catalogue, activity: &Activity) -> Option<View> {
    let stall = |stall: &Activity| {
        let main = el("span.line-main")
            .child(el("b").text(stall.title.as_str()))
            .child(el("span.small.muted").text(stall.summary.as_str()));
        let link = el("a.line")
            .to(Page::Activity(stall.id.clone()))
            .child(icon("stall"))
            .child(main)
            .child(icon("chevron-right"));
        el("li").child(link)
    };
    let stalls: Vec<El> = catalogue.stalls(&activity.id).map(stall).collect();
    (!stalls.is_empty()).then(|| {
        row()
            .child(rule(words::STALLS))
            .child(el("ol.lines").children(stalls))
    })
}

/// Take it along: calendar, share.
fn handover(app: App, programme: &Arc<Programme>, activity: &Activity, url: String) -> El {
    let share = share_button("btn", app, activity, &url).text(common::SHARE);
    let calendar = (!activity.sessions.is_empty()).then(|| {
        let (programme, id) = (programme.clone(), activity.id.clone());
        let save = move || {
            if !save_calendar(app, &programme.catalogue, &id) {
                app.say(common::NOT_SAVED);
            }
        };
        button("btn")
            .click(save)
            .child(icon("calendar"))
            .text(common::CALENDAR)
    });
    el("div.btns").child(calendar).child(share)
}

/// Saves the sessions to come (all of them when none is) for the phone's calendar. `false` where it cannot be.
fn save_calendar(app: App, catalogue: &Catalogue, id: &str) -> bool {
    let Some(place) = catalogue.activity_place(id) else {
        return false;
    };
    let count = catalogue.activities[place].sessions.len();
    let mut entries: Vec<Entry> = (0..count)
        .map(|session| agenda::session_entry(catalogue, place, session))
        .collect();
    let now = clock::now();
    if entries.iter().any(|entry| !entry.is_over(&now)) {
        entries.retain(|entry| !entry.is_over(&now));
    }
    take_along::save(app, catalogue, &entries, id, true)
}
