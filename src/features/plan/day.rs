//! The days of a plan, each with its axis: what overlaps stands side by side, what lies between is told.

use crate::device::page;
use crate::domain::plan::axis::{self, Day, Gap, Group};
use crate::domain::plan::{self, Item};
use crate::domain::time;
use crate::routes::Page;
use crate::state::App;
use crate::text;
use crate::ui::dom::{El, button, el};
use crate::ui::icon::icon;
use crate::ui::styles;
use crate::ui::text::{para, rule};
use crate::words::{common, mine, plan as words, when};

/// Whose plan it is: only one's own can be changed.
#[derive(Clone, Copy, PartialEq)]
pub enum Whose {
    Mine,
    Theirs,
}

/// Height of a minute on the axis in hundredths of a rem; a thing takes at least the room of its words.
const MINUTE: i64 = 8;
/// The longest thing and the longest shift on the axis, in minutes.
const LONGEST: i64 = 180;

/// All days of the things, which stand in the order in which they begin.
pub fn days(app: App, items: &[Item], whose: Whose) -> El {
    let programme = app.programme();
    let way = |a: &Item, b: &Item| {
        let programme = programme.as_ref();
        programme.map_or(0, |programme| plan::way(&programme.catalogue, a, b))
    };
    let days = axis::days(items, &way);
    let days = days.iter().map(|day| day_view(app, items, day, whose));
    el("div")
        .class(text!("plan-days ", styles::plan()))
        .children(days)
}

fn day_view(app: App, items: &[Item], day: &Day, whose: Whose) -> El {
    let loose = day.loose.iter().map(|at| {
        let item = &items[*at];
        el("li.plan-loose").child(item_view(app, item, whose))
    });
    let groups = day
        .groups
        .iter()
        .map(|group| group_view(app, items, group, whose));
    let loose = el("ul").children(loose);
    let today = time::day_of(&app.now.get_untracked());
    // Paper is read another day.
    let near = when::near(day.day, today).map(|near| el("span.plan-near.no-print").text(near));
    let heading = rule("").child(near).text(when::full_day(day.day));
    el("section.plan-day")
        .child(heading)
        .child((!day.loose.is_empty()).then_some(loose))
        .child((!day.groups.is_empty()).then(|| el("ol.plan-axis").children(groups)))
}

/// What stands at one place of the axis, and the free time before it.
fn group_view(app: App, items: &[Item], group: &Group, whose: Whose) -> El {
    // What is over needs no warning any more.
    let ahead = group.slots.iter().any(|slot| !items[slot.item].over);
    let clash =
        (ahead && group.lanes > 1).then(|| el("p.clash").child(icon("warn")).text(words::CLASH));
    let lanes = (0..group.lanes).map(|lane| {
        let mut column = el("div.plan-lane");
        // The first thing of a group begins first.
        let mut before = group.slots.first().map(|slot| items[slot.item].at.start);
        for slot in group.slots.iter().filter(|slot| slot.lane == lane) {
            let item = &items[slot.item];
            let shift = before.map_or(0, |before| (item.at.start - before).num_minutes());
            before = Some(item.at.end);
            let tight = slot.gap.filter(|gap| ahead && gap.is_tight());
            column = column
                .child(tight.map(gap_view))
                .child(item_view(app, item, whose).style("margin-top", move || height(shift)));
        }
        column
    });
    el("li.plan-group")
        .child(group.gap.filter(|_| ahead).map(gap_view))
        .child(
            el("div.plan-side")
                .child(clash)
                .child(el("div.plan-lanes").children(lanes)),
        )
}

fn gap_view(gap: Gap) -> El {
    let Gap { minutes, way } = gap;
    let shown = match gap.is_tight() {
        true => el("p.plan-gap.clash")
            .child(icon("warn"))
            .text(words::tight(minutes, way)),
        false => el("p.plan-gap.muted").text(words::gap(minutes, way)),
    };
    shown.style("min-height", move || {
        height(i64::from(minutes.min(180)) / 3)
    })
}

/// So many minutes as a height.
fn height(minutes: i64) -> String {
    let hundredths = minutes.clamp(0, LONGEST) * MINUTE;
    let (whole, rest) = (hundredths / 100, hundredths % 100 + 100);
    text!(&whole.to_string(), ".", &rest.to_string()[1..], "rem")
}

fn item_view(app: App, item: &Item, whose: Whose) -> El {
    let at = &item.at;
    let loose = item.loose.then_some(words::LOOSE);
    let time = el("p.plan-time")
        .child(
            el("time")
                .attr("datetime", time::write(&at.start))
                .text(when::clocks(&at.start, &at.end)),
        )
        .child(loose.map(|text| el("span.stamp").text(text)));
    let link = el("a.plan-link")
        .to(Page::Activity(at.activity.clone()))
        .text(at.title.as_str());
    let place = match at.place.is_empty() {
        true => common::ONLINE,
        false => &at.place,
    };
    let said = words::standing(item);
    let said = said.map(|(symbol, text)| el("p.plan-said").child(icon(symbol)).text(text));
    let mine = (whose == Whose::Theirs && app.is_planned(&at.session)).then(|| {
        el("p.plan-said")
            .child(icon("check"))
            .text(words::MINE_ALREADY)
    });
    let long = (at.end - at.start).num_minutes();
    let tall = if item.loose { 0 } else { long };
    el("article")
        .class(match (item.is_off(), item.over) {
            (true, _) => "plan-item is-off",
            (_, true) => "plan-item is-over",
            _ => "plan-item",
        })
        .attr("data-dir", app.dir(&at.activity))
        .style("min-height", move || height(tall))
        .child(time)
        .child(el("h3.plan-title").child(link))
        .child(para("plan-where", place))
        .child(said)
        .child(mine)
        .child((whose == Whose::Mine).then(|| deeds(app, item)))
}

/// What one can do with a thing of one's own plan.
fn deeds(app: App, item: &Item) -> El {
    let at = &item.at;
    let deed = |page: Page, name: &'static str| el("a.btn").to(page).text(name);
    let first = match &item.registered {
        Some(registered) => Some(deed(Page::Receipt(registered.id.clone()), mine::SHOW)),
        None if item.unbooked && !item.over && !item.is_off() => {
            let page = Page::SignUp {
                activity: at.activity.clone(),
                session: at.session.clone(),
            };
            Some(deed(page, words::SIGN_UP))
        }
        None => None,
    };
    let remove = item.registered.is_none().then(|| {
        let key = at.session.clone();
        button("btn")
            .click(move || {
                app.leave_out_of_plan(&key);
                app.say(words::REMOVED);
                // The button is gone: reading goes on from the heading.
                page::focus_heading();
            })
            .child(icon("trash"))
            .text(words::REMOVE)
            .child(el("span.vh").text(words::from_plan(&at.title)))
    });
    el("div.btns").child(first).child(remove)
}
