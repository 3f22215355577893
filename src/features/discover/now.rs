//! 现在和接下来.

use crate::device::page;
use crate::domain::agenda;
use crate::domain::time;
use crate::routes::Page;
use crate::state::signal::Memo;
use crate::state::use_app;
use crate::ui::dom::{El, Piece, View, el};
use crate::ui::icon::icon;
use crate::ui::styles;
use crate::words::{discover, when};

/// How many lines the section has at most.
const MOST: usize = 4;
/// Under this width in rem a line has no room for time and title side by side.
const ROOMY: f64 = 17.0;

#[derive(Clone, PartialEq)]
struct Line {
    page: Page,
    when: String,
    title: String,
    live: bool,
}

fn lines() -> Vec<Line> {
    let app = use_app();
    let Some(programme) = app.programme() else {
        return Vec::new();
    };
    let now = app.now.get();
    agenda::now_and_next(&programme.catalogue, &programme.entries, &now, MOST)
        .into_iter()
        .map(|(at, on)| {
            let entry = &programme.entries[at];
            let activity = entry.activity(&programme.catalogue);
            let lecture = activity.lecture.as_ref();
            Line {
                page: match lecture {
                    Some(lecture) => Page::Lecture(lecture.id.clone()),
                    None => Page::Activity(activity.id.clone()),
                },
                when: match (on, lecture.is_some()) {
                    (true, true) => discover::ON_AIR.into(),
                    (true, false) => discover::NOW.into(),
                    _ => when::near_moment(&entry.start, time::day_of(&now)),
                },
                title: activity.title.clone(),
                live: on && lecture.is_some(),
            }
        })
        .collect()
}

pub fn now_and_next() -> View {
    let app = use_app();
    let lines = Memo::new(lines);
    let section = move || {
        let lines = lines.get();
        (!lines.is_empty()).then(|| {
            let head = el("h2.now-head").child(dot()).text(discover::NOW_AND_NEXT);
            // Large letters on a small screen: time and title one under the other.
            app.size.track();
            let roomy = page::viewport_width() / page::rem() < ROOMY;
            let form = if roomy { "now roomy " } else { "now " };
            el("section")
                .class([form, styles::now()].concat())
                .child(head)
                .child(el("ul").children(lines.into_iter().map(line_view)))
        })
    };
    section.view()
}

fn line_view(line: Line) -> El {
    let when = el("span.now-when")
        .child(line.live.then(dot))
        .text(line.when);
    let link = el("a.now-item")
        .to(line.page)
        .child(when)
        .child(el("span.now-title").text(line.title))
        .child(icon("chevron-right"));
    el("li").child(link)
}

fn dot() -> El {
    el("span.live-dot")
}
