//! Which classes come, and with how many.

use super::Grade;
use crate::device::page;
use crate::domain::form::{Field, Reason, count};
use crate::domain::grade::Spot;
use crate::domain::party;
use crate::domain::rotation::CLASSES_MAX;
use crate::features::signup::form::focus_id;
use crate::features::signup::parts::verdict;
use crate::features::signup::said;
use crate::state::signal::{Memo, RwSignal};
use crate::ui::dom::{El, View, button, el, row, when};
use crate::ui::field::{Bound, Fault, Frame, Typing, text_field};
use crate::ui::icon::icon;
use crate::ui::text::{para, rule};
use crate::words::{grade as words, signup};
use leptos::prelude::*;

macro_rules! ids {
    ($($name:ident = $stem:literal;)*) => {
        $(const $name: [&str; CLASSES_MAX] = [
            concat!($stem, "0"), concat!($stem, "1"), concat!($stem, "2"), concat!($stem, "3"),
            concat!($stem, "4"), concat!($stem, "5"), concat!($stem, "6"), concat!($stem, "7"),
            concat!($stem, "8"), concat!($stem, "9"), concat!($stem, "10"), concat!($stem, "11"),
        ];)*
    };
}

ids! {
    NAMES = "grade-name-";
    PUPILS = "grade-pupils-";
    ADULTS = "grade-adults-";
}

/// The id of an input of a class.
pub fn id(spot: Spot) -> &'static str {
    let of = |ids: [&'static str; CLASSES_MAX], at: usize| ids.get(at).copied().unwrap_or("");
    match spot {
        Spot::Name(at) => of(NAMES, at),
        Spot::Pupils(at) => of(PUPILS, at),
        Spot::Adults(at) => of(ADULTS, at),
        _ => "",
    }
}

pub fn classes(grade: Grade) -> View {
    let rows = Memo::new(move || grade.now().sheet.rows.len());
    // Made anew when there are more or fewer; what is typed only fills them.
    let shown = move || {
        let rows = rows.get();
        el("ol.grade-classes").children((0..rows).map(|at| class(grade, at, rows)))
    };
    let add = move || {
        grade.change(&mut |sheet| sheet.add(words::class));
        focus_id(NAMES[rows.get_untracked().saturating_sub(1).min(CLASSES_MAX - 1)].to_owned());
    };
    let more = move || {
        button("btn")
            .click(add)
            .child(icon("plus"))
            .text(words::ADD_CLASS)
    };
    row()
        .child(rule(words::CLASSES))
        .child(para("class-why", words::CLASSES_WHY))
        .child(quick(grade))
        .child(shown)
        .child(when(move || rows.get() < CLASSES_MAX, more))
}

/// An input over a text of the page's own.
fn input(
    id: &'static str,
    label: &'static str,
    is_count: bool,
    (value, set): (Memo<String>, Callback<String>),
    fault: Fault,
) -> El {
    let around = Frame {
        id,
        label: Memo::new(move || label),
        hint: "",
        optional: false,
        fault,
    };
    let typing = Typing {
        inputmode: is_count.then_some("numeric"),
        ..Typing::default()
    };
    text_field(around, typing, Bound { value, set })
}

/// 4 个班，每班 45 人，3 位老师: all at once.
fn quick(grade: Grade) -> El {
    let plain = untrack(|| grade.now()).sheet.heads() == (0, 0);
    let asked = ["4", "45", "3"].map(|text| RwSignal::new(text.to_owned()));
    let wrong = [(); 3].map(|()| RwSignal::new(None::<String>));
    let field = |at: usize, id: &'static str, label: &'static str| {
        let (text, wrong) = (asked[at], wrong[at]);
        let bound = (
            Memo::new(move || text.get()),
            Callback::new(move |typed| text.set(typed)),
        );
        input(id, label, true, bound, Memo::new(move || wrong.get()))
    };
    let fill = move || {
        let mut counts = [0; 3];
        for at in 0..3 {
            let most = if at == 0 {
                CLASSES_MAX as u32
            } else {
                party::MAX_HEADS
            };
            let read = match count(&asked[at].get_untracked()) {
                Ok(Some(count)) if (1..=most).contains(&count) => Ok(count),
                Ok(None) => Err(Reason::Required),
                Ok(_) => Err(Reason::OutOfRange),
                Err(reason) => Err(reason),
            };
            counts[at] = read.unwrap_or(0);
            wrong[at].set(
                read.err()
                    .map(|reason| signup::reason(Field::Adults, reason)),
            );
        }
        let [classes, pupils, adults] = counts;
        if classes > 0 && pupils > 0 && adults > 0 {
            let (each, with) = (pupils.to_string(), adults.to_string());
            grade.forget();
            grade.change(&mut |sheet| sheet.fill(classes as usize, &each, &with, words::class));
            page::announce(&words::heads(
                classes as usize,
                classes * pupils,
                classes * adults,
            ));
        }
    };
    let inputs = el("div.pair.grade-quick")
        .child(field(0, "grade-quick-classes", words::HOW_MANY))
        .child(field(1, "grade-quick-pupils", words::PUPILS_EACH))
        .child(field(2, "grade-quick-adults", words::ADULTS_EACH));
    let press = button("btn").click(fill).text(words::FILL);
    el("details.fold")
        .attr("open", plain)
        .child(el("summary").text(words::QUICK))
        .child(el("div").child(inputs).child(press))
}

fn class(grade: Grade, at: usize, rows: usize) -> El {
    let field = |spot: Spot, label: &'static str| {
        let value = Memo::new(move || {
            let now = grade.now();
            let row = now.sheet.rows.get(at);
            row.map_or_else(String::new, |row| row.typed(spot).to_owned())
        });
        let set = Callback::new(move |typed: String| {
            grade.mend(spot);
            grade.change(&mut |sheet| {
                if let Some(row) = sheet.rows.get_mut(at) {
                    row.set_typed(spot, &typed);
                }
            });
        });
        let is_count = !matches!(spot, Spot::Name(_));
        input(id(spot), label, is_count, (value, set), grade.fault(spot))
    };
    let remove = move || {
        grade.forget();
        grade.change(&mut |sheet| {
            if at < sheet.rows.len() {
                sheet.rows.remove(at);
            }
        });
        focus_id(NAMES[at.min(rows.saturating_sub(2))].to_owned());
    };
    let remove = (rows > 1).then(|| {
        button("btn btn-icon grade-remove")
            .attr("aria-label", move || {
                words::leave_out(&grade.now().class(at))
            })
            .click(remove)
            .child(icon("clear"))
    });
    let fields = el("div.grade-class")
        .child(field(Spot::Name(at), words::NAME))
        .child(field(Spot::Pupils(at), words::PUPILS))
        .child(field(Spot::Adults(at), words::ADULTS))
        .child(remove);
    el("li").child(fields).child(adults(grade, at))
}

/// Whether enough adults come along, where the strictest of the sessions asks for more.
fn adults(grade: Grade, at: usize) -> El {
    let missing = Memo::new(move || {
        let now = grade.now();
        let party = now.sheet.rows.get(at)?.party();
        let ratio = now.board.as_ref()?.ratio()?;
        let needed = party::adults_needed(party.children, ratio);
        let short = party.children > 0 && party.adults > 0 && party.adults < needed;
        short.then(|| words::too_few_adults(party.children, needed))
    });
    said(move || missing.get().map(|text| verdict(false, text)))
}
