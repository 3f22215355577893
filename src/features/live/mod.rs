//! All lectures: on the air, to come, to see again.

use crate::domain::activity::Activity;
use crate::domain::agenda;
use crate::domain::lecture::LectureState;
use crate::domain::stage;
use crate::domain::time;
use crate::routes::Page;
use crate::state::programme::Loaded;
use crate::state::{App, loader, use_app};
use crate::ui::blank::Blank;
use crate::ui::page_head::PlainHead;
use crate::words::{common, lecture as words, shell, when};
use leptos::prelude::*;

/// One lecture as a line.
#[derive(Clone, PartialEq)]
struct Line {
    href: String,
    when: String,
    title: String,
    speaker: String,
    state: &'static str,
    on_air: bool,
    off: bool,
}

/// Lines under one heading.
#[derive(Clone, PartialEq)]
struct Group {
    heading: String,
    lines: Vec<Line>,
}

#[component]
pub fn LivePage() -> impl IntoView {
    let app = use_app();
    let groups = Memo::new(move |_| groups(app));
    let failed = Memo::new(move |_| {
        app.loaded
            .with(|loaded| matches!(loaded, Loaded::Failed(_)))
    });
    view! {
        <PlainHead title=words::TITLE/>
        <div class="wrap narrow">
            {move || match (groups.get(), failed.get()) {
                (Some(groups), _) if groups.is_empty() => view! {
                    <Blank art="empty" title=words::NONE text=words::NONE_WHY>
                        <a class="btn btn-primary" href=Page::Discover.path()>{common::TO_LIST}</a>
                    </Blank>
                }
                .into_any(),
                (Some(groups), _) => groups.into_iter().map(section).collect_view().into_any(),
                (None, true) => view! {
                    <Blank art="offline" title=shell::NO_CATALOGUE text=shell::NO_CATALOGUE_WHY>
                        <button class="btn btn-primary" type="button" on:click=move |_| loader::refresh(app)>{common::RETRY}</button>
                    </Blank>
                }
                .into_any(),
                (None, false) => view! { <p class="muted" role="status">{shell::LOADING}</p> }.into_any(),
            }}
        </div>
    }
}

fn section(group: Group) -> impl IntoView {
    view! {
        <h2 class="rule">{group.heading}</h2>
        <ul class="lines">
            {group
                .lines
                .into_iter()
                .map(|line| {
                    let stamp = match (line.on_air, line.off) {
                        (true, _) => "stamp ok",
                        (_, true) => "stamp bad",
                        _ => "stamp",
                    };
                    view! {
                        <li>
                            <a class="line" href=line.href>
                                <span class="line-when">{line.when}</span>
                                <span class="line-main"><b>{line.title}</b><span class="small muted">{line.speaker}</span></span>
                                <span class=stamp>
                                    {line.on_air.then(|| view! { <span class="live-dot"></span> })}
                                    {line.state}
                                </span>
                            </a>
                        </li>
                    }
                })
                .collect_view()}
        </ul>
    }
}

/// `None` while there is no programme.
fn groups(app: App) -> Option<Vec<Group>> {
    let programme = app.programme()?;
    let now = app.now.get();
    let today = time::day_of(&now);
    let catalogue = &programme.catalogue;
    let mut groups: Vec<Group> = Vec::new();
    for (at, state) in agenda::lectures(catalogue, &now) {
        let activity = &catalogue.activities[at];
        let Some(session) = activity.lecture_session() else {
            continue;
        };
        let day = time::day_of(&session.start);
        let heading = match state {
            LectureState::Live => words::ON_AIR.to_owned(),
            LectureState::Scheduled | LectureState::OpenSoon => when::near_day(day, today),
            LectureState::Replay => words::REPLAYS.to_owned(),
            LectureState::Cancelled => words::state(state).to_owned(),
            LectureState::Ended | LectureState::Other => words::OVER.to_owned(),
        };
        let dated =
            matches!(state, LectureState::Scheduled | LectureState::OpenSoon) || day == today;
        let moment = if dated {
            time::clock(&session.start)
        } else {
            when::month_day(day)
        };
        let Some(line) = line(activity, state, moment) else {
            continue;
        };
        match groups.iter_mut().find(|group| group.heading == heading) {
            Some(group) => group.lines.push(line),
            None => groups.push(Group {
                heading,
                lines: vec![line],
            }),
        }
    }
    Some(groups)
}

fn line(activity: &Activity, state: LectureState, when: String) -> Option<Line> {
    let lecture = activity.lecture.as_ref()?;
    let airs = stage::goes_on_air(lecture);
    Some(Line {
        href: Page::Lecture(lecture.id.clone()).path(),
        when,
        title: activity.title.clone(),
        speaker: [lecture.speaker.as_str(), lecture.speaker_title.as_str()].join(" "),
        state: if airs {
            words::state(state)
        } else {
            words::on_site(state)
        },
        on_air: airs && state == LectureState::Live,
        off: state == LectureState::Cancelled,
    })
}
