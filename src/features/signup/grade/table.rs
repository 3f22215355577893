//! Who goes where: a table of classes and activities, on a narrow screen a list of classes.

use super::Grade;
use super::board::Board;
use super::now::Now;
use crate::domain::grade::Spot;
use crate::domain::order::order;
use crate::features::signup::form::focus_id;
use crate::features::signup::said;
use crate::state::signal::Memo;
use crate::text;
use crate::ui::dom::{El, Piece, View, button, el, row};
use crate::ui::icon::icon;
use crate::ui::text::para;
use crate::words::grade as words;
use leptos::prelude::{event_target_value, untrack};

/// The value of the option that leaves a class out.
const AWAY: &str = "-";

/// The id of a visit's input.
pub fn id(class: usize, activity: usize) -> String {
    let (class, activity) = (class.to_string(), activity.to_string());
    text!("grade-visit-", &class, "-", &activity)
}

pub fn plan(grade: Grade) -> View {
    let summary = Memo::new(move || grade.now().summary(grade.app));
    // Made anew when classes, activities or sessions come and go, not when a choice changes.
    let shape = Memo::new(move || grade.now().shape());
    let table = move || {
        shape.track();
        table(grade, &untrack(|| grade.now()))
    };
    let again = button("btn")
        .click(move || grade.start_anew())
        .child(icon("refresh"))
        .text(words::AGAIN);
    let by_time = move || {
        let now = grade.now();
        now.board.as_ref().map(|board| by_time(&now, board))
    };
    row()
        .child(para("muted", words::PLAN_WHY))
        .child(said(el("p.grade-planned").text(move || summary.get())))
        .child(table)
        .child(el("p.grade-again").child(again))
        .child(
            el("details.fold")
                .child(el("summary").text(words::BY_TIME))
                .child(by_time),
        )
}

/// An element of the table with its role: the sheet lays it out as blocks on a narrow screen, which would take it.
fn part(what: &'static str, role: &'static str) -> El {
    el(what).attr("role", role)
}

fn table(grade: Grade, now: &Now) -> Option<El> {
    let board = now.board.as_ref()?;
    let head = |title: &str| part("th", "columnheader").attr("scope", "col").text(title);
    let titles: Vec<String> = (0..now.sheet.activities.len())
        .map(|at| now.title(at))
        .collect();
    let first = part("tr", "row").child(head(words::NAME));
    let first = first.children(titles.iter().map(|title| head(title)));
    let mut body = part("tbody", "rowgroup");
    for class in 0..now.sheet.rows.len() {
        let name = part("th", "rowheader")
            .attr("scope", "row")
            .text(move || grade.now().class(class));
        let mut line = part("tr", "row").child(name);
        for (activity, title) in titles.iter().enumerate() {
            line = line.child(cell(grade, board, (class, activity), title));
        }
        body = body.child(line);
    }
    let table = part("table.grade-table", "table")
        .attr("aria-label", words::PLAN)
        .child(part("thead", "rowgroup").child(first))
        .child(body);
    Some(table)
}

/// The session of a class and an activity, to be changed; what is wrong with it stands below.
fn cell(grade: Grade, board: &Board, (class, activity): (usize, usize), title: &str) -> El {
    let id = id(class, activity);
    let trouble = Memo::new(move || grade.now().trouble(grade.app, class, activity));
    let chosen = move || grade.now().session(class, activity);
    let away = move || grade.now().stays_away(class, activity);
    let option = |value: String, is_it: Box<dyn Fn() -> bool>, label: Memo<Option<String>>| {
        el("option")
            .attr("value", value)
            .selected(is_it)
            .text(move || label.get())
    };
    let fixed = |text: &'static str| Memo::new(move || Some(text.to_owned()));
    let nothing = option(
        String::new(),
        Box::new(move || chosen().is_none() && !away()),
        fixed(words::NOT_YET),
    );
    let stays = option(
        AWAY.to_owned(),
        Box::new(move || chosen().is_none() && away()),
        fixed(words::STAYS_AWAY),
    );
    let error = text!(&id, "-error");
    let (described, titled) = (error.clone(), title.to_owned());
    let mut select = el("select.input")
        .id(id.clone())
        .attr("aria-label", move || {
            words::visit(&grade.now().class(class), &titled)
        })
        .attr("aria-invalid", move || {
            trouble.get().is_some().then_some("true")
        })
        .attr("aria-describedby", move || {
            trouble.get().is_some().then(|| described.clone())
        })
        .on("change", move |event| {
            grade.choose(class, activity, &event_target_value(&event));
        })
        .child(nothing.attr("disabled", true));
    for session in board.offered.task.sessions(activity) {
        let label = Memo::new(move || {
            let now = grade.now();
            let board = now.board.as_ref()?;
            (session < board.offered.ids.len()).then(|| {
                let name = board.session(grade.app, session);
                match now.bar(class, session) {
                    Some(bar) => text!(&name, "（", &board.bar(grade.app, session, bar), "）"),
                    None => name,
                }
            })
        });
        let value = board.offered.ids[session].clone();
        let one = option(value, Box::new(move || chosen() == Some(session)), label);
        select = select.child(one.attr("disabled", move || {
            grade.now().bar(class, session).is_some() && chosen() != Some(session)
        }));
    }
    let below = move || {
        let Some(text) = trouble.get() else {
            return left(&grade.now(), class, activity);
        };
        let wrong = el("p.field-error")
            .id(error.clone())
            .child(icon("error"))
            .text(text);
        row().child(wrong).child(instead(grade, class, activity))
    };
    part("td", "cell")
        .child(el("label.grade-what").attr("for", id).text(title))
        .child(
            el("span.select")
                .child(select.child(stays))
                .child(icon("chevron-down")),
        )
        .child(below)
}

/// What is left of the session that is chosen; or what a check has against none being chosen.
fn left(now: &Now, class: usize, activity: usize) -> View {
    if let Some(fault) = now.fault(Spot::Visit(class, activity)) {
        return el("p.field-error").child(icon("error")).text(fault).view();
    }
    let said = now.board.as_ref().and_then(|board| {
        let session = now.session(class, activity)?;
        let left = board.offered.task.left(&now.plan, session, usize::MAX);
        // On a small screen the choice shows but its beginning.
        let line = el("p.grade-left")
            .child(el("span.grade-chosen").text(board.named(session)))
            .text(words::left(left));
        Some(line)
    });
    said.view()
}

/// What the server named in place of a session that is full, to be taken with one tap.
fn instead(grade: Grade, class: usize, activity: usize) -> View {
    let now = untrack(|| grade.now());
    let (Some(line), Some(board)) = (now.full(class, activity), now.board.as_ref()) else {
        return row();
    };
    if line.alternatives.is_empty() {
        return para("small", words::FULL_ONLY).view();
    }
    let mut all = el("div.grade-instead");
    for session in &line.alternatives {
        if let Some(at) = board.offered.place(session) {
            let name = untrack(|| board.session(grade.app, at));
            let session = session.clone();
            let choose = move || {
                grade.choose(class, activity, &session);
                focus_id(id(class, activity));
            };
            all = all.child(button("btn").click(choose).text(words::change_to(&name)));
        }
    }
    all.view()
}

impl Grade {
    /// Takes what a person has chosen for a visit.
    fn choose(self, class: usize, activity: usize, value: &str) {
        self.note(&mut |said| {
            said.full
                .retain(|(row, at, _)| (*row, *at) != (class, activity));
        });
        self.mend(Spot::Visit(class, activity));
        self.mend(Spot::Visit(class, 0));
        let session = if value == AWAY { "" } else { value };
        self.change(&mut |sheet| sheet.choose(class, activity, session));
    }
}

/// The same by time: which classes are where, and how many places are left then.
fn by_time(now: &Now, board: &Board) -> El {
    let task = &board.offered.task;
    let mut used: Vec<usize> = Vec::new();
    for session in now.plan.iter().flatten() {
        if !used.contains(session) {
            used.push(*session);
        }
    }
    let mut list = el("ol.grade-times");
    for at in order(used.len(), &|at| (used[at] as i64, 0)) {
        let session = used[at];
        let mut names: Vec<String> = Vec::new();
        for (class, activity) in now.visits() {
            if now.session(class, activity) == Some(session) {
                names.push(now.class(class));
            }
        }
        let who = words::visit(&names.join("、"), &board.what(session));
        let left = words::left(task.left(&now.plan, session, usize::MAX));
        let line = el("li")
            .child(el("b.num").text(board.when(session)))
            .child(el("span").text(who))
            .child(el("span.small.muted").text(left));
        list = list.child(line);
    }
    list
}
