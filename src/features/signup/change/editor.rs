//! The form of a change, filled in with what stands.

use super::sessions::sessions;
use super::{Change, draft_of, way_back};
use crate::device::{page, timer};
use crate::domain::activity::RegistrationKind;
use crate::domain::availability::Seats;
use crate::domain::form::{Draft, Field};
use crate::domain::outbox::{Operation, State};
use crate::domain::registration::{Document, Status};
use crate::features::signup::form::{Form, focus};
use crate::features::signup::scene::Scene;
use crate::features::signup::waiting::when_free;
use crate::features::signup::{brief, call, clash, fault, parts, rules, said, sheet, wrong};
use crate::routes::Page;
use crate::state::manage;
use crate::state::signal::{Memo, RwSignal};
use crate::ui::dom::{El, Piece, View, button, effect, el, once_there, row};
use crate::ui::notice::{Grade, notice};
use crate::ui::text::{para, rule};
use crate::ui::versions;
use crate::words::{change as words, signup};
use leptos::task::spawn_local;
use std::rc::Rc;
use std::sync::Arc;

pub fn editor(change: Change) -> View {
    let base = change.base();
    let before = Arc::new(base.now.clone());
    let form = form_of(change, draft_of(change, &base));
    follow(change, form);
    let submit = {
        let before = before.clone();
        move || hand_in(change, form, &before)
    };
    let text = move || {
        if form.busy.get() {
            signup::SUBMITTING
        } else {
            words::SUBMIT
        }
    };
    let press = el("button.btn.btn-primary.btn-wide")
        .attr("type", "submit")
        .attr("aria-busy", move || form.busy.get().then_some("true"))
        .text(text);
    let receipt = el("a.btn.btn-quiet.btn-wide")
        .to(Page::Receipt(change.id()))
        .text(words::LEAVE);
    let elsewhere = base.was.as_ref().map(|was| {
        let typed = before_and_typed(form, &before);
        let rows = versions::compare(change.app, Some(was), &before, &typed);
        let text = row()
            .child(para("notice-title", words::STALE))
            .child(el("p").text(words::TAKEN_OVER))
            .child(rows);
        notice(Grade::Warn, text)
    });
    let is_one = before.is_one_party();
    let which = match is_one {
        true => which(change, form, &before),
        false => para("muted", words::FIXED_LINES).view(),
    };
    sheet(submit)
        .child(summary(form))
        .child(elsewhere)
        .child(brief(form.scene))
        .child(which)
        .child(contact(form, before.clone()))
        .child(is_one.then(|| heads(form, &before)))
        .child(parts::needs(form))
        .child(waiting(change, form, before.status))
        .child(el("div.submit").child(press).child(receipt))
        .view()
}

/// What is told of a change by the form so far.
fn before_and_typed(form: Form, before: &Document) -> Document {
    let change = form.scene.with_untracked(|scene| {
        let session = scene.as_ref()?.session();
        form.draft
            .with_untracked(|draft| draft.check_change(session, before).ok()?)
    });
    change.unwrap_or_default().on(before)
}

fn form_of(change: Change, draft: Draft) -> Form {
    let app = change.app;
    let draft = RwSignal::new(draft);
    let session = Memo::new(move || draft.with(|draft| draft.session.clone()));
    let scene = Memo::new(move || session.with(|session| Scene::of_id(app, session)));
    let busy = Memo::new(move || change.op(|op| op.is_some_and(Operation::is_live)));
    Form::held(app, scene, draft, busy, manage::hold_change)
}

/// Checks what was typed and hands it in. Pressed twice it is one.
fn hand_in(change: Change, form: Form, before: &Document) {
    if form.busy.get_untracked() {
        return;
    }
    form.refusal.set(None);
    let checked = form.scene.with_untracked(|scene| {
        let session = scene.as_ref()?.session();
        Some(
            form.draft
                .with_untracked(|draft| draft.check_change(session, before)),
        )
    });
    match checked {
        None => {}
        Some(Err(errors)) => {
            form.draft.update(|draft| draft.mark(&errors));
            focus(errors.first().map_or(Field::Form, |error| error.field));
        }
        Some(Ok(None)) => change.app.say(words::SAME),
        Some(Ok(Some(wanted))) => {
            form.draft.update(|draft| draft.mark(&[]));
            // Kept even if nothing was typed after a reload: a refusal comes back into it.
            form.draft.with_untracked(manage::hold_change);
            change.sent.set(true);
            change.app.change(&change.id(), wanted, &before.rev);
        }
    }
}

/// A refusal comes back into the form; what is done leads to the receipt.
fn follow(change: Change, form: Form) {
    let app = change.app;
    let leave = way_back(change);
    effect(move || {
        let (refused, is_there) = change.op(|op| match op.map(|op| &op.state) {
            Some(State::Refused(problem)) => (Some(problem.clone()), true),
            Some(_) => (None, true),
            None => (None, false),
        });
        if let Some(problem) = refused {
            change.sent.set(false);
            app.withdraw(&change.id());
            let errors = problem.field_errors();
            form.take_back(&problem, &errors);
            focus(errors.first().map_or(Field::Form, |error| error.field));
        } else if !is_there && change.sent.get_untracked() {
            let leave = leave.clone();
            once_there(move || leave(words::done(None)));
        }
    });
}

/// What is wrong, each a way to its input; or why the server said no, and that all is as it was.
fn summary(form: Form) -> View {
    let errors = Memo::new(move || form.errors());
    let shown = move || {
        let errors = errors.get();
        let refusal = form.refusal.get();
        (refusal.is_some() || !errors.is_empty()).then(|| {
            let title = match refusal {
                Some(_) => words::REFUSED.to_owned(),
                None => signup::faults(errors.len()),
            };
            let why = refusal.map(|code| el("p").text(words::refusal(code)));
            let stays = refusal.map(|_| para("small", words::TYPED_STAYS));
            let faults = errors.into_iter().map(|error| fault(form, error.field));
            let text = row()
                .child(para("notice-title", &title))
                .child(why)
                .child(el("ul.error-list").children(faults))
                .child(stays);
            wrong(text)
        })
    };
    shown.view()
}

/// Which session it is to be, and its rules.
fn which(change: Change, form: Form, before: &Arc<Document>) -> View {
    let why = Memo::new(move || match form.seats()? {
        Seats::Closed => Some(words::CLOSED),
        Seats::Cancelled => Some(words::CALLED_OFF),
        _ => None,
    });
    let closed = move || {
        why.get().map(|why| {
            let text = row().child(el("p").text(why)).child(call(form.scene));
            notice(Grade::Warn, text)
        })
    };
    row()
        .child(rules::rules(form.scene))
        .child(said(closed))
        .child(sessions(change, form, before))
        .child(clash::clash_but(form.scene, change.id()))
}

/// How many come; a person alone is one.
fn heads(form: Form, before: &Arc<Document>) -> View {
    let is_many = before.kind != RegistrationKind::Person;
    let fields = is_many.then(|| {
        row()
            .child(parts::party_fields(form, false))
            .child(rules::fit(form))
    });
    row().child(fields).child(room(form, before.clone()))
}

/// Whether there is room for what is asked for more than one has.
fn room(form: Form, before: Arc<Document>) -> El {
    let short = Memo::new(move || {
        let line = before.lines.first()?;
        let holds = matches!(before.status, Status::Confirmed | Status::Offered);
        let is_here = form.draft.with(|draft| draft.session == line.session);
        let has = if holds && is_here {
            line.party.seats()
        } else {
            0
        };
        let more = form.wanted().saturating_sub(has);
        let left = match form.seats()? {
            Seats::Left(left) | Seats::Limited(left) => left,
            Seats::Full(_) => 0,
            _ => return None,
        };
        let waits = before.status == Status::Waitlisted && is_here;
        (more > left && !waits).then(|| words::short(left, more))
    });
    said(move || short.get().map(|text| parts::verdict(false, text)))
}

/// The contact stays as it is, masked, until another one is to be typed.
fn contact(form: Form, before: Arc<Document>) -> View {
    let keeps = Memo::new(move || form.draft.with(|draft| draft.keeps_contact));
    let masked = [before.contact.name.as_str(), before.contact.phone.as_str()].join(" ");
    let other = move || {
        form.draft.update(|draft| {
            draft.keeps_contact = false;
            draft.set(Field::Name, "");
            draft.set(Field::Phone, "");
        });
        focus(Field::Name);
    };
    let same = move || {
        form.draft.update(|draft| {
            draft.keeps_contact = true;
            draft.set(Field::Name, &before.contact.name);
            draft.set(Field::Phone, &before.contact.phone);
        });
        spawn_local(async move {
            timer::sleep(30).await;
            page::focus_id(OTHER);
        });
    };
    let same = Rc::new(same);
    let shown = move || {
        let same = same.clone();
        match keeps.get() {
            true => row()
                .child(rule(signup::CONTACT_MASKED))
                .child(el("p").text(masked.as_str()))
                .child(
                    el("p").child(
                        button("btn")
                            .id(OTHER)
                            .click(other)
                            .text(words::OTHER_CONTACT),
                    ),
                ),
            false => parts::contact_fields(form).child(
                el("p").child(
                    button("btn")
                        .click(move || same())
                        .text(words::SAME_CONTACT),
                ),
            ),
        }
    };
    row().child(shown)
}

/// The id of the button that asks for another contact.
const OTHER: &str = "change-contact";

/// Who waits may choose what happens when a place comes free.
fn waiting(change: Change, form: Form, status: Status) -> Option<El> {
    let waits = status == Status::Waitlisted && change.app.can("offers");
    waits.then(|| when_free(form))
}
