//! 现在和接下来.

use crate::domain::agenda;
use crate::domain::time;
use crate::routes::Page;
use crate::state::use_app;
use crate::ui::icon::Icon;
use crate::ui::styles;
use crate::words::{discover, when};
use leptos::prelude::*;

/// How many lines the section has at most.
const MOST: usize = 4;

#[derive(Clone, PartialEq)]
struct Line {
    href: String,
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
                href: match lecture {
                    Some(lecture) => Page::Lecture(lecture.id.clone()).path(),
                    None => Page::Activity(activity.id.clone()).path(),
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

#[component]
pub fn NowAndNext() -> impl IntoView {
    let lines = Memo::new(|_| lines());
    move || {
        let lines = lines.get();
        (!lines.is_empty()).then(|| {
            view! {
                <section class=["now ", styles::now()].concat()>
                    <h2 class="now-head"><span class="live-dot"></span>{discover::NOW_AND_NEXT}</h2>
                    <ul>
                        {lines
                            .into_iter()
                            .map(|line| view! {
                                <li>
                                    <a class="now-item" href=line.href>
                                        <span class="now-when">
                                            {line.live.then(|| view! { <span class="live-dot"></span> })}
                                            {line.when}
                                        </span>
                                        <span class="now-title">{line.title}</span>
                                        <Icon name="chevron-right"/>
                                    </a>
                                </li>
                            })
                            .collect_view()}
                    </ul>
                </section>
            }
        })
    }
}
