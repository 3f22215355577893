//! All lectures: on the air, to come, to see again.

use crate::domain::activity::Activity;
use crate::domain::agenda;
use crate::domain::lecture::LectureState;
use crate::domain::stage;
use crate::domain::time;
use crate::routes::Page;
use crate::state::signal::Memo;
use crate::state::{App, use_app};
use crate::ui::absent::absent;
use crate::ui::blank::{blank, way_to_list};
use crate::ui::dom::{El, Piece, View, el, row};
use crate::ui::page_head::plain_head;
use crate::words::{lecture as words, when};

/// One lecture as a line.
#[derive(PartialEq)]
struct Line {
    /// The lecture.
    id: String,
    when: String,
    title: String,
    speaker: String,
    state: &'static str,
    on_air: bool,
    off: bool,
}

/// Lines under one heading.
#[derive(PartialEq)]
struct Group {
    heading: String,
    lines: Vec<Line>,
}

pub fn live_page() -> View {
    let app = use_app();
    let groups = Memo::new(move || groups(app));
    let list = move || {
        groups.with(|groups| match groups {
            Some(groups) if groups.is_empty() => blank("empty", words::NONE, words::NONE_WHY)
                .child(way_to_list())
                .view(),
            Some(groups) => groups.iter().fold(row(), section),
            None => absent(app),
        })
    };
    row()
        .child(plain_head(words::TITLE))
        .child(el("div.wrap.narrow").child(list))
}

/// Puts a group behind the others.
fn section(page: View, group: &Group) -> View {
    let heading = el("h2.rule").text(group.heading.as_str());
    let lines = group.lines.iter().map(line_view);
    page.child(heading).child(el("ul.lines").children(lines))
}

fn line_view(line: &Line) -> El {
    let stamp = match (line.on_air, line.off) {
        (true, _) => "stamp ok",
        (_, true) => "stamp bad",
        _ => "stamp",
    };
    let main = el("span.line-main")
        .child(el("b").text(line.title.as_str()))
        .child(el("span.small.muted").text(line.speaker.as_str()));
    let state = el("span")
        .class(stamp)
        .child(line.on_air.then(|| el("span.live-dot")))
        .text(line.state);
    let link = el("a.line")
        .to(Page::Lecture(line.id.clone()))
        .child(el("span.line-when").text(line.when.as_str()))
        .child(main)
        .child(state);
    el("li").child(link)
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
        id: lecture.id.clone(),
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
