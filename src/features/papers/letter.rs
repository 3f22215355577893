//! The letter to the parents, with a slip to be sent back.

use super::facts::{Class, Papers};
use super::tools;
use crate::device::share;
use crate::state::App;
use crate::ui::dom::{El, View, button, el, row};
use crate::ui::icon::icon;
use crate::ui::text::para;
use crate::words::{common, papers as words};

pub fn letters(app: App, papers: Papers) -> View {
    let mut texts = Vec::new();
    let mut sheets = row();
    for class in &papers.classes {
        with_letter(&papers, class, &mut |letter| {
            texts.push(letter.text());
            sheets = std::mem::replace(&mut sheets, row()).child(letter_view(letter));
        });
    }
    let text = texts.join("\n\n\n");
    let copy = move || {
        share::hand_copy(text.clone(), move |done| app.say(common::copied(done)));
    };
    let copy = button("btn")
        .click(copy)
        .child(icon("copy"))
        .text(words::COPY);
    row().child(tools(row().child(copy))).child(sheets)
}

fn with_letter(papers: &Papers, class: &Class, task: &mut dyn FnMut(&words::Letter)) {
    let visits = class.visits.iter().map(|visit| {
        [
            visit.when.as_str(),
            visit.what.as_str(),
            visit.place.as_str(),
            visit.bring.as_str(),
        ]
    });
    task(&words::Letter {
        school: &papers.school,
        class: &class.name,
        edition: &papers.edition,
        visits: &visits.collect::<Vec<_>>(),
        phone: &papers.phone,
    });
}

fn letter_view(letter: &words::Letter) -> El {
    let paragraphs = letter.paragraphs();
    let paragraphs = paragraphs.iter().map(|text| para("", text));
    let slip = letter.slip();
    let slip = slip.iter().map(|text| para("", text));
    el("section.paper.letter")
        .child(el("h2").text(words::LETTER_TITLE))
        .children(paragraphs)
        .child(para("signed", &letter.signed()))
        .child(el("h3").text(words::SLIP))
        .children(slip)
}
