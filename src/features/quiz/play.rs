//! One question after another: its options, whether the answer was right, and why.

use super::end;
use crate::device::page;
use crate::device::random::BrowserRandom;
use crate::domain::quiz::{Question, Quiz, Score, shuffled};
use crate::domain::stage;
use crate::state::App;
use crate::state::signal::RwSignal;
use crate::text;
use crate::ui::dom::{El, Piece, View, button, el, once_there, row, when};
use crate::ui::notice::{Grade, notice};
use crate::ui::styles;
use crate::ui::text::para;
use crate::words::quiz as words;
use leptos::prelude::untrack;
use std::sync::Arc;

const OPTIONS: &str = "quiz-options";
const NEXT: &str = "quiz-next";
const QUESTION: &str = "quiz-question";

/// A round through the questions.
#[derive(Clone, Copy)]
pub struct Round {
    /// The question that is asked; past the last one the result stands there.
    pub at: RwSignal<usize>,
    /// The options that are ticked, by their places in the file.
    chosen: RwSignal<Vec<usize>>,
    /// Whether the answer was given, and was right.
    judged: RwSignal<Option<bool>>,
    /// Whether nothing was ticked when an answer was given.
    empty: RwSignal<bool>,
    pub right: RwSignal<usize>,
    /// The first round has the options as they are written, later ones in an order drawn by lot.
    pub first: RwSignal<bool>,
}

impl Round {
    fn new() -> Self {
        Self {
            at: RwSignal::default(),
            chosen: RwSignal::default(),
            judged: RwSignal::default(),
            empty: RwSignal::default(),
            right: RwSignal::default(),
            first: RwSignal::new(true),
        }
    }

    fn judge(self, question: &Question) {
        if self.judged.get_untracked().is_some() {
            return;
        }
        let chosen = self.chosen.get_untracked();
        self.empty.set(chosen.is_empty());
        if chosen.is_empty() {
            return;
        }
        let right = question.is_right(&chosen);
        if right {
            self.right.update(|count| *count += 1);
        }
        self.judged.set(Some(right));
        once_there(|| {
            page::focus_id(NEXT);
        });
    }

    fn go_on(self) {
        self.chosen.set(Vec::new());
        self.judged.set(None);
        self.empty.set(false);
        self.at.update(|at| *at += 1);
        begin();
    }

    /// From the first question on, the options in another order.
    pub fn again(self) {
        self.first.set(false);
        self.right.set(0);
        self.at.set(0);
        begin();
    }
}

/// Reading goes on from the question.
fn begin() {
    once_there(|| {
        if let Some(question) = page::by_id(QUESTION) {
            page::focus(&question);
        }
        page::scroll_to(0.0);
    });
}

/// The quiz of an activity, from its first question to the result.
pub fn play(app: App, id: String, quiz: Arc<Quiz>) -> View {
    let round = Round::new();
    let skipped =
        (quiz.skipped > 0).then(|| notice(Grade::Info, el("p").text(words::skipped(quiz.skipped))));
    let shown = move || {
        let at = round.at.get();
        let quiz = quiz.clone();
        untrack(|| match at < quiz.questions.len() {
            true => ask(quiz, at, round),
            false => {
                let (right, of) = (round.right.get_untracked(), quiz.questions.len());
                end::end(app, &id, &quiz, Score { right, of }, round)
            }
        })
    };
    row().child(skipped).child(shown)
}

/// The heading of what is asked or reached; it takes the focus.
pub fn heading(text: impl crate::ui::dom::Words) -> El {
    el("h2").id(QUESTION).attr("tabindex", "-1").text(text)
}

fn ask(quiz: Arc<Quiz>, at: usize, round: Round) -> View {
    let question = &quiz.questions[at];
    let of = quiz.questions.len();
    let intro = match at {
        0 => row()
            .child(el("p.theme").text(quiz.title.as_str()))
            .child(para("muted", &quiz.intro)),
        _ => row(),
    };
    let order = match round.first.get_untracked() {
        true => (0..question.options.len()).collect(),
        false => shuffled(question.options.len(), &mut BrowserRandom),
    };
    let several = question.several;
    let options = order.into_iter().map(|place| {
        let is_right = question.right.contains(&place);
        option(&question.options[place], place, is_right, several, round)
    });
    let picture = question.picture.as_ref().map(|picture| {
        el("img")
            .attr("src", stage::address(picture))
            .attr("alt", question.alt.clone())
    });
    let legend = el("legend").child(heading(question.text.as_str()));
    let fieldset = el("fieldset")
        .class(text!("choices list ", styles::choices()))
        .child(legend)
        .child(picture)
        .child(several.then(|| para("muted", words::SEVERAL)))
        .child(el("div.choices-row").children(options));
    let progress = el("p.num.muted").text(words::progress(at, of));
    let judge = {
        let quiz = quiz.clone();
        move || round.judge(&quiz.questions[at])
    };
    let explain = question.explain.clone();
    let verdict = move || {
        if round.empty.get() {
            return notice(Grade::Warn, el("p").text(words::CHOOSE)).view();
        }
        let said = |right: bool| {
            let (grade, text) = match right {
                true => (Grade::Ok, words::RIGHT),
                false => (Grade::Warn, words::WRONG),
            };
            let text = el("p").child(el("b").text(text));
            let why = (!explain.is_empty()).then(|| el("p").text(explain.as_str()));
            notice(grade, row().child(text).child(why))
        };
        round.judged.get().map(said).view()
    };
    let asked = when(
        move || round.judged.with(Option::is_none),
        || {
            el("button.btn.btn-primary.btn-wide")
                .attr("type", "submit")
                .text(words::ANSWER)
        },
    );
    let last = at + 1 == of;
    let next = when(
        move || round.judged.with(Option::is_some),
        move || {
            button("btn btn-primary btn-wide")
                .id(NEXT)
                .click(move || round.go_on())
                .text(if last { words::TO_SCORE } else { words::NEXT })
        },
    );
    let form = el("form.form")
        .attr("novalidate", true)
        .on("submit", move |event| {
            event.prevent_default();
            judge();
        })
        .child(progress)
        .child(fieldset)
        .child(el("div").attr("role", "status").child(verdict))
        .child(asked)
        .child(next);
    row().child(intro).child(form)
}

/// One option, by its place in the file.
fn option(text: &str, place: usize, is_right: bool, several: bool, round: Round) -> El {
    let choose = move |on: bool| {
        round.empty.set(false);
        round.chosen.update(|chosen| {
            chosen.retain(|one| several && *one != place);
            if on {
                chosen.push(place);
            }
        });
    };
    let input = el("input")
        .attr("type", if several { "checkbox" } else { "radio" })
        .attr("name", OPTIONS)
        .attr("disabled", move || round.judged.get().is_some())
        .ticked(choose);
    // Never by colour alone: the words say it.
    let mark = move || {
        round.judged.get()?;
        match (
            is_right,
            round.chosen.with(|chosen| chosen.contains(&place)),
        ) {
            (true, _) => Some(el("span.stamp.ok").text(words::IS_RIGHT)),
            (false, true) => Some(el("span.stamp.bad").text(words::IS_WRONG)),
            (false, false) => None,
        }
    };
    let card = el("span.choice-card").child(el("b").text(text)).child(mark);
    el("label.choice").child(input).child(card)
}
