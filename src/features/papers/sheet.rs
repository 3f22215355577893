//! The sheet for the way, and its table for a spreadsheet.

use super::facts::{Class, Papers, Visit};
use super::tools;
use crate::device::share;
use crate::domain::csv;
use crate::state::App;
use crate::text;
use crate::ui::dom::{El, View, button, el, row};
use crate::ui::icon::icon;
use crate::ui::text::para;
use crate::ui::ticket::fact_list;
use crate::words::{common, papers as words};

pub fn sheet(app: App, papers: Papers) -> View {
    let table = csv::table(&rows(&papers));
    let save = move || {
        if !share::download(words::FILE, "text/csv;charset=utf-8", &table) {
            app.say(common::NOT_SAVED);
        }
    };
    let save = button("btn")
        .click(save)
        .child(icon("download"))
        .text(words::TABLE);
    let sheets = papers.classes.iter().map(|class| of_class(&papers, class));
    let sheets = sheets.fold(row(), View::child);
    row().child(tools(row().child(save))).child(sheets)
}

fn or_blank(text: &str) -> String {
    let text = if text.is_empty() { words::BLANK } else { text };
    text.to_owned()
}

fn of_class(papers: &Papers, class: &Class) -> El {
    let pupils = class.pupils.map_or_else(String::new, words::pupils);
    let adults = class.adults.map_or_else(String::new, words::adults);
    let facts = vec![
        (words::SCHOOL, or_blank(&papers.school)),
        (words::CLASS, or_blank(&class.name)),
        (words::PUPILS, or_blank(&pupils)),
        (words::ADULTS, or_blank(&adults)),
        (words::LEADER, words::BLANK.to_owned()),
        (words::CODE, papers.code.clone()),
        (words::PHONE, papers.phone.clone()),
    ];
    let visits = class.visits.iter().map(visit_view);
    el("section.paper")
        .child(el("h2").text(text!(&papers.edition, " · ", words::SHEET)))
        .child(fact_list(facts))
        .child(el("ol.visits").children(visits))
        .child(roster(papers, class))
}

fn visit_view(visit: &Visit) -> El {
    let stands = (!visit.stands.is_empty()).then(|| el("span.stamp").text(visit.stands.as_str()));
    let notes =
        (!visit.notes.is_empty()).then(|| para("", &text!(words::NOTES, "：", &visit.notes)));
    let head = el("p").child(el("b").text(visit.when.as_str())).text(" ");
    el("li")
        .child(head.text(visit.what.as_str()).text(" ").child(stands))
        .child(para("", &visit.place))
        .child(notes)
}

/// A line for each pupil; its head stands on every page.
fn roster(papers: &Papers, class: &Class) -> El {
    let title = el("th")
        .attr("colspan", "4")
        .attr("scope", "colgroup")
        .text(words::roster(&papers.school, &class.name));
    let columns = words::COLUMNS.into_iter();
    let columns = columns.map(|name| el("th").attr("scope", "col").text(name));
    let head = el("thead")
        .child(el("tr").child(title))
        .child(el("tr").children(columns));
    let line = |number: u32| {
        let blanks = words::COLUMNS[1..].iter().map(|_| el("td"));
        el("tr").child(el("td").text(number)).children(blanks)
    };
    // The head of the whole says nothing of how wide its columns are.
    let widths = words::COLUMNS.iter().map(|_| el("col"));
    el("table")
        .child(el("colgroup").children(widths))
        .child(head)
        .child(el("tbody").children((1..=class.rows()).map(line)))
}

/// The same as rows of a table: what it is for, then a line for each pupil.
fn rows(papers: &Papers) -> Vec<Vec<String>> {
    let line = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect();
    let mut rows: Vec<Vec<String>> = Vec::new();
    for class in &papers.classes {
        rows.push(line(&[words::SCHOOL, &papers.school]));
        rows.push(line(&[words::CLASS, &class.name]));
        for visit in &class.visits {
            rows.push(line(&[words::WHEN, &visit.when]));
            rows.push(line(&[words::WHAT, &visit.what]));
            rows.push(line(&[words::WHERE, &visit.place]));
            if !visit.notes.is_empty() {
                rows.push(line(&[words::NOTES, &visit.notes]));
            }
        }
        rows.push(line(&[words::CODE, &papers.code]));
        rows.push(line(&[words::PHONE, &papers.phone]));
        rows.push(line(&words::COLUMNS));
        for number in 1..=class.rows() {
            rows.push(line(&[&number.to_string(), "", "", ""]));
        }
        rows.push(line(&[""]));
    }
    rows
}
