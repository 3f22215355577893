//! What is asked: what waits for an answer, and apart from it what has one.

use super::{Board, keep_focus};
use crate::domain::questions::Question;
use crate::domain::time;
use crate::state::signal::{Memo, RwSignal};
use crate::text;
use crate::ui::dom::{El, Piece, View, button, el, row};
use crate::ui::icon::icon;
use crate::words::questions as words;
use leptos::prelude::untrack;
use std::rc::Rc;

/// How many are shown at first, and with every tap on 再看更多.
const SHOWN: usize = 50;

pub fn list(board: &Rc<Board>) -> View {
    let listing = board.listing;
    // Votes move without the list being made anew.
    let all = Memo::new(move || {
        listing.with(|listing| {
            listing.as_ref().map(|listing| {
                let still = |one: &Question| Question {
                    votes: 0,
                    ..one.clone()
                };
                let questions: Vec<Question> = listing.questions.iter().map(still).collect();
                (questions, listing.answered)
            })
        })
    });
    let shown = RwSignal::new(SHOWN);
    let unfolded = RwSignal::new(false);
    let board = board.clone();
    let view = move || {
        keep_focus();
        all.with(|all| {
            let (questions, answered) = all.as_ref()?;
            let (waiting, answered) = questions.split_at(questions.len() - answered);
            if questions.is_empty() {
                return Some(row().child(el("p.muted").text(words::NONE)));
            }
            let most = shown.get();
            let more = (waiting.len() > most).then(|| {
                button("btn btn-wide")
                    .id("asks-more")
                    .click(move || shown.update(|shown| *shown += SHOWN))
                    .text(words::MORE)
            });
            let items =
                |some: &[Question]| some.iter().map(|one| item(&board, one)).collect::<Vec<_>>();
            let first = (!waiting.is_empty()).then(|| {
                row()
                    .child(el("h3").text(words::counted(words::WAITING, waiting.len())))
                    .child(el("ul.ask-list").children(items(&waiting[..most.min(waiting.len())])))
                    .child(more)
            });
            let done = (!answered.is_empty()).then(|| {
                let details = el("details.fold");
                if untrack(|| unfolded.get()) {
                    details.put("open", "");
                }
                let node = details.html();
                details
                    .on("toggle", move |_| unfolded.put(node.has_attribute("open")))
                    .child(
                        el("summary")
                            .id("asks-answered")
                            .text(words::counted(words::ANSWERED, answered.len())),
                    )
                    .child(el("ul.ask-list").children(items(answered)))
            });
            Some(row().child(first).child(done))
        })
    };
    view.view()
}

fn item(board: &Rc<Board>, one: &Question) -> El {
    let today = time::day_of(&board.app.now.get_untracked());
    let by = words::by(&one.name, one.at.as_ref(), today);
    let stamp = |word: &'static str| el("span.stamp").text(word);
    let by = el("p.ask-by")
        .child(one.pinned.then(|| stamp(words::PINNED)))
        .text(by);
    let reply = one.reply.as_ref().map(|reply| match reply.text.as_str() {
        "" => el("p.ask-reply").text(words::ALOUD),
        text => el("p.ask-reply")
            .child(el("b").text(words::ANSWER))
            .text(text),
    });
    let (voted, votes) = (board.voted, board.votes);
    let id = one.id.clone();
    let pressed = Memo::new(move || voted.with(|voted| voted.contains_key(&id)));
    let id = one.id.clone();
    let count = move || {
        let count = votes.with(|votes| votes.get(&id).copied().unwrap_or(0));
        count.to_string()
    };
    let (casting, id) = (board.clone(), one.id.clone());
    let same = button("chip")
        .id(text!("vote-", &one.id))
        .attr(
            "aria-pressed",
            move || if pressed.get() { "true" } else { "false" },
        )
        .click(move || casting.clone().cast(id.clone()))
        .child(move || pressed.get().then(|| icon("check")))
        .text(words::SAME)
        .child(el("span.vh").text(text!("：", &one.text, " ")))
        .child(el("span.n").text(count));
    el("li.ask")
        .child(el("p.ask-text").text(one.text.as_str()))
        .child(reply)
        .child(el("div.ask-foot").child(by).child(same))
}
