//! A registration on its way: never said to have failed while nobody knows.

use super::following::following;
use crate::device::page;
use crate::domain::activity::RegistrationKind;
use crate::domain::outbox::{Action, Need, Operation, State};
use crate::domain::receipt::Snapshot;
use crate::routes::Page;
use crate::state::{App, registrations};
use crate::ui::dom::{El, Piece, View, button, el, row};
use crate::ui::icon::{art, icon};
use crate::ui::text::para;
use crate::words::{shell, signup as words, when};
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use std::rc::Rc;

pub fn progress(id: String) -> El {
    el("section.progress").child(following(id, standing))
}

/// How far it is, what can be done, and what it is for.
fn standing(app: App, op: &Operation) -> View {
    let scene = match op.state {
        State::Refused(_) | State::NeedsPerson(_) => "closed",
        _ => "wait",
    };
    let says = el("div")
        .attr("role", "status")
        .child(el("h2").text(words::state(op)))
        .child(el("p").text(why(op)));
    let blank = el("div.blank")
        .child(art(scene))
        .child(says)
        .child(op.is_live().then(|| para("small", words::GO_ON)))
        .child(el("div.btns").child(buttons(app, op)));
    let seen = match &op.state {
        // The session changed while it waited: as it was, as it is.
        State::NeedsPerson(Need::Changed { before, after }) => {
            let after = after.as_ref().map(|after| brief(after, words::AFTER));
            row().child(brief(before, words::BEFORE)).child(after)
        }
        // As far as is known, the sessions are as they were when it was handed in.
        _ => op
            .seen
            .iter()
            .fold(row(), |row, at| row.child(brief(at, ""))),
    };
    row().child(blank).child(seen)
}

/// What happens next. Online, what waits does not wait for the network.
fn why(op: &Operation) -> &'static str {
    match op.state {
        State::Queued if !op.is_manual() && page::is_online() => words::BUSY,
        _ => words::state_why(op),
    }
}

/// What it is for; what is said before it, if anything.
pub(super) fn brief(at: &Snapshot, label: &str) -> El {
    el("div.brief")
        .child((!label.is_empty()).then(|| para("small muted", label)))
        .child(para("brief-when", &when::span(&at.start, &at.end)))
        .child(para("brief-what", &at.title))
        .child(para("brief-where", &at.place))
}

/// What the buttons need of an operation.
struct Wish {
    app: App,
    id: String,
    /// What its form is kept under.
    drafts: Vec<String>,
    /// Where its form is.
    form: Page,
    refused: bool,
    leave: Box<dyn Fn(&Page)>,
}

impl Wish {
    fn of(app: App, op: &Operation) -> Self {
        let navigate = use_navigate();
        let leave = move |to: &Page| {
            navigate(
                &to.path(),
                NavigateOptions {
                    replace: true,
                    ..NavigateOptions::default()
                },
            );
        };
        Self {
            app,
            id: op.id.clone(),
            drafts: drafts(op),
            form: form(op).unwrap_or(Page::Mine),
            refused: matches!(op.state, State::Refused(_)),
            leave: Box::new(leave),
        }
    }

    fn withdraw(&self) -> bool {
        self.app.withdraw(&self.id)
    }

    fn keep_draft(&self, anew: bool) {
        for draft in &self.drafts {
            self.app.keep_draft(draft, &self.id, anew);
        }
        self.app.keep_classes(&self.id);
    }

    /// A form that opens takes a refusal in by itself; what only waits must be taken back first.
    fn edit(&self) {
        self.keep_draft(false);
        if self.refused || self.withdraw() {
            (self.leave)(&self.form);
        }
    }

    fn discard(&self) {
        if self.withdraw() {
            (self.leave)(&Page::Mine);
        }
    }

    fn start_over(&self) {
        self.keep_draft(true);
        if self.withdraw() {
            (self.leave)(&self.form);
        }
    }
}

/// What its form may be kept under in this tab.
fn drafts(op: &Operation) -> Vec<String> {
    match &op.action {
        Action::Create(request) if request.kind == RegistrationKind::Grade => {
            vec![registrations::GRADE.to_owned()]
        }
        _ => op.seen.iter().map(|at| at.session.clone()).collect(),
    }
}

/// Where its form is.
fn form(op: &Operation) -> Option<Page> {
    let Action::Create(request) = &op.action else {
        return None;
    };
    if request.kind == RegistrationKind::Grade {
        return Some(Page::Grade);
    }
    let session = &request.lines.first()?.session;
    let at = op.seen.iter().find(|at| at.session == *session)?;
    Some(Page::SignUp {
        activity: at.activity.clone(),
        session: session.clone(),
    })
}

/// What a person can do about it.
fn buttons(app: App, op: &Operation) -> View {
    let wish = Rc::new(Wish::of(app, op));
    let press = |class: &'static str, task: fn(&Wish)| {
        let wish = wish.clone();
        button(class).click(move || task(&wish))
    };
    let untouched = matches!(op.state, State::Queued) && !op.maybe_sent;
    let confirms = matches!(
        op.state,
        State::NeedsPerson(Need::Changed { after: Some(_), .. })
    );
    let over = matches!(
        op.state,
        State::NeedsPerson(Need::Reused | Need::Conflict | Need::Expired)
    );
    let settled = matches!(op.state, State::NeedsPerson(_) | State::Refused(_));
    let mut all = Vec::new();
    if op.is_manual() {
        let retry = press("btn btn-primary", |wish| wish.app.send_again(&wish.id));
        all.push(retry.child(icon("refresh")).text(words::RETRY));
    }
    if confirms {
        let confirm = press("btn btn-primary", |wish| wish.app.confirm(&wish.id));
        all.push(confirm.text(words::CONFIRM));
    }
    if over {
        all.push(press("btn", Wish::start_over).text(words::START_OVER));
    }
    if untouched || wish.refused {
        all.push(press("btn", Wish::edit).text(words::EDIT));
    }
    if untouched || settled {
        all.push(press("btn btn-quiet", Wish::discard).text(words::DISCARD));
    }
    all.push(el("a.btn.btn-quiet").to(Page::Mine).text(shell::MINE));
    all.view()
}
