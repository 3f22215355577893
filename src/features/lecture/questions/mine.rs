//! One's own questions: on their way, and where they stand.

use super::Board;
use crate::domain::outbox::Action;
use crate::domain::outbox::{Need, Operation, State};
use crate::domain::questions::{Own, Standing};
use crate::state::App;
use crate::state::signal::Memo;
use crate::ui::dom::{El, Piece, View, button, el, row};
use crate::ui::icon::icon;
use crate::words::questions as words;
use std::rc::Rc;

pub fn mine(board: &Rc<Board>) -> View {
    let (app, own) = (board.app, board.own);
    let lecture = board.id.clone();
    let waiting = Memo::new(move || waiting(app, &lecture));
    let view = move || {
        let on_their_way =
            waiting.with(|all| all.iter().map(|op| sent(app, op)).collect::<Vec<_>>());
        let there = own.with(|own| own.iter().map(stands).collect::<Vec<_>>());
        (!on_their_way.is_empty() || !there.is_empty()).then(|| {
            row()
                .child(el("h3").text(words::MINE))
                .child(el("ul.ask-list").children(on_their_way).children(there))
        })
    };
    view.view()
}

/// What still has to be sent under a lecture.
fn waiting(app: App, lecture: &str) -> Vec<Operation> {
    app.operations.with(|all| {
        let here = |op: &&Operation| matches!(&op.action, Action::Ask(wording) if wording.lecture == lecture);
        all.values().filter(here).cloned().collect()
    })
}

fn line(state: &'static str, sign: &'static str, text: &str, says: &str) -> El {
    el("li.ask.own")
        .attr("data-state", state)
        .child(el("p.ask-text").text(text))
        .child(el("p.ask-state").child(icon(sign)).text(says))
}

/// One that is still on its way, with what can be done about it.
fn sent(app: App, op: &Operation) -> El {
    let Action::Ask(wording) = &op.action else {
        return el("li");
    };
    let asks = matches!(op.state, State::NeedsPerson(Need::Expired));
    let ended = matches!(op.state, State::NeedsPerson(_) | State::Refused(_));
    let free = ended || matches!(op.state, State::Queued) && !op.maybe_sent;
    let deed = |word: &'static str, task: fn(App, &str)| {
        let id = op.id.clone();
        button("btn").click(move || task(app, &id)).text(word)
    };
    let again = (asks || op.is_manual()).then(|| deed(words::AGAIN, |app, id| app.ask_again(id)));
    let drop = free.then(|| {
        deed(words::DROP, |app, id| {
            app.withdraw(id);
        })
    });
    let state = if ended { "refused" } else { "unsent" };
    let sign = if ended { "warn" } else { "clock" };
    let deeds =
        (again.is_some() || drop.is_some()).then(|| el("div.btns").child(again).child(drop));
    line(state, sign, &wording.text, words::on_its_way(op)).child(deeds)
}

/// One that the server has.
fn stands(own: &Own) -> El {
    let (state, sign, why) = match &own.standing {
        Standing::Pending => ("pending", "clock", ""),
        Standing::Published => ("published", "check", ""),
        Standing::Hidden(why) => ("hidden", "info", why.as_str()),
    };
    let why = (!why.is_empty()).then(|| el("p.small.muted").text(why));
    line(
        state,
        sign,
        &own.wording.text,
        words::standing(&own.standing),
    )
    .child(why)
}
