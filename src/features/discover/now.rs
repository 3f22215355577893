//! 现在和接下来.

use crate::device::page;
use crate::domain::agenda;
use crate::domain::time;
use crate::routes::Page;
use crate::state::signal::Memo;
use crate::state::use_app;
use crate::text;
use crate::ui::dom::{El, Piece, View, el};
use crate::ui::icon::icon;
use crate::ui::styles;
use crate::words::{discover, when};

/// How many lines the section has at most.
const MOST: usize = 4;
/// Under this width in rem a line has no room for time and title side by side.
const ROOMY: f64 = 17.0;

#[derive(PartialEq)]
struct Line {
    /// Its id is the lecture's, else the activity's.
    lecture: bool,
    id: String,
    when: String,
    title: String,
    on: bool,
}

impl Line {
    fn is_live(&self) -> bool {
        self.lecture && self.on
    }
}

fn lines() -> Vec<Line> {
    let app = use_app();
    let mut lines = Vec::new();
    let Some(programme) = app.programme() else {
        return lines;
    };
    let now = app.now.get();
    for (at, on) in agenda::now_and_next(&programme.catalogue, &programme.entries, &now, MOST) {
        let entry = &programme.entries[at];
        let activity = entry.activity(&programme.catalogue);
        let lecture = activity.lecture.as_ref();
        lines.push(Line {
            lecture: lecture.is_some(),
            id: lecture
                .map_or(&activity.id, |lecture| &lecture.id)
                .to_owned(),
            when: match (on, lecture) {
                (true, Some(_)) => discover::ON_AIR.into(),
                (true, None) => discover::NOW.into(),
                _ => when::near_moment(&entry.start, time::day_of(&now)),
            },
            title: activity.title.clone(),
            on,
        });
    }
    lines
}

pub fn now_and_next() -> View {
    let app = use_app();
    let lines = Memo::new(lines);
    let section = move || {
        lines.with(|lines| {
            (!lines.is_empty()).then(|| {
                let head = el("h2.now-head").child(dot()).text(discover::NOW_AND_NEXT);
                // Large letters on a small screen: time and title one under the other.
                app.size.track();
                let roomy = page::viewport_width() / page::rem() < ROOMY;
                let form = if roomy { "now roomy " } else { "now " };
                el("section")
                    .class(text!(form, styles::now()))
                    .child(head)
                    .child(el("ul").children(lines.iter().map(line_view)))
            })
        })
    };
    section.view()
}

fn line_view(line: &Line) -> El {
    let id = line.id.clone();
    let page = if line.lecture {
        Page::Lecture(id)
    } else {
        Page::Activity(id)
    };
    let when = el("span.now-when")
        .child(line.is_live().then(dot))
        .text(line.when.as_str());
    let link = el("a.now-item")
        .to(page)
        .child(when)
        .child(el("span.now-title").text(line.title.as_str()))
        .child(icon("chevron-right"));
    el("li").child(link)
}

fn dot() -> El {
    el("span.live-dot")
}
