//! The result: this one, the best one on this device, and what to do next.

use super::play::{Round, heading};
use crate::device::storage::{self, Key};
use crate::device::{page, share};
use crate::domain::quiz::{Quiz, Score};
use crate::routes::Page;
use crate::state::App;
use crate::text;
use crate::ui::dom::{View, button, el, row};
use crate::ui::icon::{art, icon};
use crate::ui::text::para;
use crate::words::{common, quiz as words};

/// Shows the result and keeps it if it is the best so far.
pub fn end(app: App, id: &str, quiz: &Quiz, score: Score, round: Round) -> View {
    let before = storage::get(Key::Quiz, id).and_then(|kept| Score::read(&kept));
    let best = match before {
        Some(before) if !score.beats(Some(before)) => before,
        _ => {
            storage::set(Key::Quiz, id, &score.write());
            score
        }
    };
    let url = text!(&page::origin(), &Page::Quiz(id.to_owned()).path());
    let text = words::to_share(&quiz.title, score, &url);
    let hand_on = move || {
        share::words::hand_text(text.clone(), move |how| match how {
            share::Shared::Sheet => {}
            share::Shared::Copied => app.say(common::COPIED),
            share::Shared::Failed => app.say(common::NOT_COPIED),
        });
    };
    let again = button("btn btn-primary")
        .click(move || round.again())
        .child(icon("refresh"))
        .text(words::AGAIN);
    let share = button("btn")
        .click(hand_on)
        .child(icon("share"))
        .text(words::SHARE);
    let back = el("a.btn")
        .to(Page::Activity(id.to_owned()))
        .text(words::TO_ACTIVITY);
    let result = el("div.blank")
        .child(art("ticket-done"))
        .child(heading(words::score(score)))
        .child(el("p").text(words::praise(score)))
        .child(el("p").text(words::best(best)));
    let source =
        (!quiz.source.is_empty()).then(|| para("small muted", &text!(words::SOURCE, &quiz.source)));
    row()
        .child(result)
        .child(el("div.btns.even").child(again).child(share).child(back))
        .child(
            el("div.form")
                .child(para("small muted", words::KEPT))
                .child(source),
        )
}
