//! Who goes where: a table of classes and activities, on a narrow screen a list of classes.

use super::Grade;
use super::board::Board;
use crate::domain::grade::Spot;
use crate::domain::order::order;
use crate::domain::rotation::Plan;
use crate::features::signup::said;
use crate::state::signal::Memo;
use crate::text;
use crate::ui::dom::{El, Piece, View, button, el, row, when};
use crate::ui::icon::icon;
use crate::ui::text::para;
use crate::words::grade as words;
use leptos::prelude::event_target_value;
use std::sync::Arc;

/// The value of the option that leaves a class out.
const AWAY: &str = "-";

/// The id of a visit's input.
pub fn id(class: usize, activity: usize) -> String {
    text!(
        "grade-visit-",
        &class.to_string(),
        "-",
        &activity.to_string()
    )
}

pub fn plan(grade: Grade) -> View {
    let summary = Memo::new(move || {
        let Some(board) = grade.board.get() else {
            return String::new();
        };
        if grade.is_planning() {
            return words::PLANNING.to_owned();
        }
        let open = grade.open();
        let span = grade.plan.with(|plan| board.span(plan));
        words::planned(open, span)
    });
    // Made anew when classes, activities or sessions come and go, not when a choice changes.
    let shape = Memo::new(move || {
        let board = grade.board.get();
        let ids = board.map(|board| board.offered.ids.clone());
        let wanted = grade.wanted.get();
        (
            grade.sheet.with(|sheet| sheet.rows.len()),
            wanted.activities,
            ids,
        )
    });
    let table = move || {
        let (rows, activities, _) = shape.get();
        let board = leptos::prelude::untrack(|| grade.board.get())?;
        Some(table(grade, &board, rows, &activities))
    };
    let again = button("btn")
        .click(move || grade.start_anew())
        .child(icon("refresh"))
        .text(words::AGAIN);
    row()
        .child(para("muted", words::PLAN_WHY))
        .child(said(el("p.grade-planned").text(move || summary.get())))
        .child(table)
        .child(el("p.grade-again").child(again))
        .child(by_time(grade))
}

impl Grade {
    /// How many visits nobody has decided, or cannot be as they are.
    fn open(self) -> usize {
        let count = |at: (usize, usize)| self.trouble(at.0, at.1).is_some();
        let (rows, activities) = self
            .sheet
            .with(|sheet| (sheet.rows.len(), sheet.activities.len()));
        let all = (0..rows).flat_map(|row| (0..activities).map(move |at| (row, at)));
        all.filter(|at| count(*at)).count()
    }

    /// What is wrong with a visit, in words.
    pub fn trouble(self, class: usize, activity: usize) -> Option<String> {
        let board = self.board.get()?;
        if self.is_planning() {
            return None;
        }
        if self.is_full(class, activity) {
            return Some(words::FULL_HERE.to_owned());
        }
        let task = &board.offered.task;
        self.plan.with(|plan| {
            if plan.len() != task.visits() || class >= task.classes.len() {
                return None;
            }
            if let Some(session) = plan.get(task.at(class, activity)).copied().flatten() {
                let bar = task.bar(plan, class, session)?;
                return Some(board.bar(self.app, session, bar));
            }
            if self.stays_away(class, activity) {
                return None;
            }
            let why = task.why(plan, class, activity);
            let one = task.sessions(activity).next();
            // One would do, but nobody has chosen it.
            if why.is_empty() && one.is_some() {
                return Some(words::NOT_YET.to_owned());
            }
            let seats = one.map_or_else(String::new, |one| board.seats(self.app, one));
            let whys: Vec<String> = why
                .into_iter()
                .map(|bar| words::bar(bar, &seats, &board.other(bar)))
                .collect();
            Some(words::none(&whys))
        })
    }

    /// Whether the server had no room for a visit as it stands.
    fn is_full(self, class: usize, activity: usize) -> bool {
        self.full.with(|all| {
            all.iter()
                .any(|(row, at, _)| (*row, *at) == (class, activity))
        })
    }

    fn stays_away(self, class: usize, activity: usize) -> bool {
        self.sheet.with(|sheet| {
            let pick = sheet
                .rows
                .get(class)
                .zip(sheet.activities.get(activity))
                .and_then(|(row, id)| row.pick(id));
            pick.is_some_and(|pick| pick.session.is_empty())
        })
    }

    /// Takes what a person has chosen for a visit.
    fn choose(self, class: usize, activity: usize, value: &str) {
        self.full
            .update(|all| all.retain(|(row, at, _)| (*row, *at) != (class, activity)));
        self.mend(Spot::Visit(class, activity));
        self.mend(Spot::Visit(class, 0));
        let session = if value == AWAY { "" } else { value };
        self.sheet
            .update(|sheet| sheet.choose(class, activity, session));
    }
}

/// A real table on a wide screen; its roles are told, for the sheet lays it out as blocks on a narrow one.
fn table(grade: Grade, board: &Arc<Board>, rows: usize, activities: &[String]) -> El {
    let heading = |id: &String| {
        el("th")
            .attr("role", "columnheader")
            .attr("scope", "col")
            .text(board.title(id))
    };
    let head = el("tr")
        .attr("role", "row")
        .child(
            el("th")
                .attr("role", "columnheader")
                .attr("scope", "col")
                .text(words::NAME),
        )
        .children(activities.iter().map(heading));
    let line = |class: usize| {
        let name = el("th")
            .attr("role", "rowheader")
            .attr("scope", "row")
            .text(move || grade.class(class));
        let cells = (0..activities.len()).map(|activity| cell(grade, board, class, activity));
        el("tr").attr("role", "row").child(name).children(cells)
    };
    el("table.grade-table")
        .attr("role", "table")
        .attr("aria-label", words::PLAN)
        .child(el("thead").attr("role", "rowgroup").child(head))
        .child(
            el("tbody")
                .attr("role", "rowgroup")
                .children((0..rows).map(line)),
        )
}

/// The session of a class and an activity, to be changed; what is wrong with it stands below.
fn cell(grade: Grade, board: &Arc<Board>, class: usize, activity: usize) -> El {
    let id = id(class, activity);
    let title = board.offered_title(grade, activity);
    let trouble = Memo::new(move || grade.trouble(class, activity));
    let decided = Memo::new(move || grade.form.refusal.with(Option::is_some));
    let chosen = move || {
        let board = grade.board.get();
        grade.plan.with(|plan| {
            let at = board.map(|board| board.offered.task.at(class, activity));
            at.and_then(|at| plan.get(at).copied().flatten())
        })
    };
    let option = |session: usize| {
        // What stands in its way, if it is not chosen itself.
        let bar = Memo::new(move || {
            let board = grade.board.get()?;
            let task = &board.offered.task;
            let open = session < task.candidates.len() && class < task.classes.len();
            grade.plan.with(|plan| {
                (open && plan.len() == task.visits())
                    .then(|| task.bar(plan, class, session))
                    .flatten()
            })
        });
        let label = move || {
            let Some(board) = grade
                .board
                .get()
                .filter(|board| session < board.offered.ids.len())
            else {
                return String::new();
            };
            let name = board.session(grade.app, session);
            match bar.get() {
                Some(bar) => text!(&name, "（", &board.bar(grade.app, session, bar), "）"),
                None => name,
            }
        };
        el("option")
            .attr("value", board.offered.ids[session].clone())
            .attr("disabled", move || {
                bar.get().is_some() && chosen() != Some(session)
            })
            .selected(move || chosen() == Some(session))
            .text(label)
    };
    let nothing = el("option")
        .attr("value", "")
        .attr("disabled", true)
        .selected(move || chosen().is_none() && !grade.stays_away(class, activity))
        .text(words::NOT_YET);
    let away = el("option")
        .attr("value", AWAY)
        .selected(move || chosen().is_none() && grade.stays_away(class, activity))
        .text(words::STAYS_AWAY);
    let error = text!(&id, "-error");
    let described = error.clone();
    let name = title.clone();
    let select = el("select.input")
        .id(id.clone())
        .attr("aria-label", move || {
            words::visit(&grade.class(class), &name)
        })
        .attr("aria-invalid", move || {
            trouble.with(Option::is_some).then_some("true")
        })
        .attr("aria-describedby", move || {
            trouble.with(Option::is_some).then(|| described.clone())
        })
        .on("change", move |event| {
            grade.choose(class, activity, &event_target_value(&event));
        })
        .child(nothing)
        .children(board.offered.task.sessions(activity).map(option))
        .child(away);
    let wrong = move || {
        trouble.get().map(|text| {
            el("p.field-error")
                .id(error.clone())
                .child(icon("error"))
                .text(text)
        })
    };
    let said = move || {
        let fault = grade.fault(Spot::Visit(class, activity)).get();
        fault
            .filter(|_| trouble.with(Option::is_none))
            .map(|text| el("p.field-error").child(icon("error")).text(text))
    };
    let left = move || {
        let board = grade
            .board
            .get()
            .filter(|_| trouble.with(Option::is_none))?;
        let session = chosen()?;
        let left = grade
            .plan
            .with(|plan| board.offered.task.left(plan, session, usize::MAX));
        Some(el("p.grade-left").text(words::left(left)))
    };
    el("td")
        .attr("role", "cell")
        .child(el("label.grade-what").attr("for", id).text(title))
        .child(el("span.select").child(select).child(icon("chevron-down")))
        .child(left)
        .child(wrong)
        .child(said)
        .child(when(
            move || decided.get() && grade.is_full(class, activity),
            move || instead(grade, class, activity),
        ))
}

/// What the server named in place of a session that is full, to be taken with one tap.
fn instead(grade: Grade, class: usize, activity: usize) -> View {
    let named = grade.full.with_untracked(|all| {
        let mine = all
            .iter()
            .find(|(row, at, _)| (*row, *at) == (class, activity));
        mine.map_or_else(Vec::new, |(.., line)| line.alternatives.clone())
    });
    if named.is_empty() {
        return para("small", words::FULL_ONLY).view();
    }
    let press = |session: String| {
        let name = grade.board.with_untracked(|board| {
            let board = board.as_ref()?;
            let at = board.offered.place(&session)?;
            Some(board.session(grade.app, at))
        })?;
        let choose = move || {
            grade.choose(class, activity, &session);
            crate::features::signup::form::focus_id(id(class, activity));
        };
        Some(button("btn").click(choose).text(words::change_to(&name)))
    };
    el("div.grade-instead")
        .children(named.into_iter().filter_map(press))
        .view()
}

/// The same by time: which classes are where, and how many places are left then.
fn by_time(grade: Grade) -> El {
    let lines = Memo::new(move || {
        let Some(board) = grade.board.get() else {
            return Vec::new();
        };
        grade.plan.with(|plan| lines(grade, &board, plan))
    });
    let shown = move || {
        let line = |(when, who, left): (String, String, String)| {
            el("li")
                .child(el("b.num").text(when))
                .child(el("span").text(who))
                .child(el("span.small.muted").text(left))
        };
        el("ol.grade-times").children(lines.get().into_iter().map(line))
    };
    el("details.fold")
        .child(el("summary").text(words::BY_TIME))
        .child(shown)
}

fn lines(grade: Grade, board: &Board, plan: &Plan) -> Vec<(String, String, String)> {
    let task = &board.offered.task;
    let mut used: Vec<usize> = Vec::new();
    for session in plan.iter().flatten() {
        if !used.contains(session) {
            used.push(*session);
        }
    }
    let row = order(used.len(), &|at| (used[at] as i64, 0));
    let line = |at: usize| {
        let session = used[at];
        let classes = (0..task.classes.len()).filter(|class| {
            (0..task.activities)
                .any(|at| plan.get(task.at(*class, at)).copied().flatten() == Some(session))
        });
        let names: Vec<String> = classes.map(|class| grade.class(class)).collect();
        let left = task.left(plan, session, usize::MAX);
        (
            board.when(session),
            words::visit(&names.join("、"), &board.what(session)),
            words::left(left),
        )
    };
    row.into_iter().map(line).collect()
}
