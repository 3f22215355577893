//! Whether to wait for a place, and what to do with one that comes free.

use super::form::Form;
use super::parts::{explained, verdict};
use super::said;
use crate::domain::availability::Seats;
use crate::domain::form::Field;
use crate::domain::registration::WhenFree;
use crate::state::signal::Memo;
use crate::ui::choices::{Choice, choices};
use crate::ui::dom::{El, View, row, when};
use crate::words::{change, signup as words};
use leptos::prelude::*;

/// Whether to wait in line: asked when it is full, or may be before long.
pub fn waitlist(form: Form) -> View {
    let asked = move || {
        let offered = form
            .scene
            .with(|scene| scene.as_ref().is_some_and(|scene| scene.session().waitlist));
        let tight = match form.seats() {
            Some(Seats::Full(_) | Seats::Limited(_)) => true,
            Some(Seats::Left(left)) => left < form.wanted(),
            _ => form.refusal.with(|refusal| refusal.is_some()),
        };
        offered && tight
    };
    let short = Memo::new(move || match form.seats()? {
        Seats::Left(left) | Seats::Limited(left) if left < form.wanted() => {
            Some(words::too_few(left, form.wanted()))
        }
        _ => None,
    });
    let ask = move || {
        explained(
            form,
            Field::Waitlist,
            words::label(Field::Waitlist),
            "signup-waitlist-why",
            words::WAITLIST_HOW,
        )
    };
    let waits =
        move || form.draft.with(|draft| draft.flag(Field::Waitlist)) && form.app.can("offers");
    row()
        .child(said(move || short.get().map(|text| verdict(false, text))))
        .child(when(asked, move || {
            ask().child(when(waits, move || when_free(form)))
        }))
}

/// Whether a place that comes free is taken at once, or offered.
pub fn when_free(form: Form) -> El {
    let chosen = Memo::new(move || form.draft.with(|draft| draft.when_free().id().to_owned()));
    let choose = Callback::new(move |id: &'static str| {
        form.draft
            .update(|draft| draft.set_when_free(WhenFree::from_id(id)))
    });
    let choice = |when: WhenFree, icon, title, note| Choice {
        value: when.id(),
        icon,
        title,
        note,
    };
    let options = vec![
        choice(
            WhenFree::Confirm,
            "check",
            change::AT_ONCE,
            change::AT_ONCE_NOTE,
        ),
        choice(
            WhenFree::Offer,
            "clock",
            change::ASK_ME,
            change::ASK_ME_NOTE,
        ),
    ];
    let field = Field::WhenFree;
    choices(
        field.id(),
        change::WHEN_FREE,
        options,
        chosen,
        choose,
        form.fault(field),
    )
}
