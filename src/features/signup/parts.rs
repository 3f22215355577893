//! The questions of the form.

use super::form::Form;
use super::{para, rule, said};
use crate::domain::activity::RegistrationKind;
use crate::domain::form::Field;
use crate::domain::party;
use crate::domain::rotation::takes_classes;
use crate::domain::taxonomy::Term;
use crate::routes::Page;
use crate::state::signal::Memo;
use crate::text;
use crate::ui::check::{Check, check};
use crate::ui::choices::{Choice, choices};
use crate::ui::dom::{El, Piece, View, el, row};
use crate::ui::field::{Bound, Frame, Typing, select_field, text_field};
use crate::ui::icon::icon;
use crate::ui::stepper::{Stepper, stepper};
use crate::words::{common, grade, signup as words};
use leptos::prelude::*;

/// Who comes, as which kind; nothing to choose where there is but one.
pub fn kinds(form: Form) -> View {
    let kinds = Memo::new(move || {
        form.scene
            .with(|scene| scene.as_ref().map_or_else(Vec::new, |scene| scene.kinds()))
    });
    let chosen = Memo::new(move || {
        form.kind()
            .map_or_else(String::new, |kind| kind.id().to_owned())
    });
    let choose = Callback::new(move |id: &'static str| {
        form.draft.update(|draft| draft.set(Field::Kind, id))
    });
    let shown = move || {
        let options: Vec<Choice> = kinds
            .get()
            .into_iter()
            .map(|kind| Choice {
                value: kind.id(),
                icon: kind.id(),
                title: common::who(kind),
                note: words::kind_note(kind),
            })
            .collect();
        (options.len() > 1).then(|| {
            choices(
                Field::Kind.id(),
                words::WHO_COMES,
                options,
                chosen,
                choose,
                form.fault(Field::Kind),
            )
        })
    };
    shown.view()
}

/// The way to the form of a whole grade, where a class may come and the backend takes grades.
pub fn whole_grade(form: Form) -> View {
    let page = Memo::new(move || {
        let programme = form.app.programme()?;
        form.scene.with(|scene| {
            let scene = scene.as_ref()?;
            let takes = programme.catalogue.can("grade") && takes_classes(scene.session());
            takes.then(|| scene.activity().id.clone())
        })
    });
    let shown = move || {
        page.get().map(|activity| {
            let link = el("a.line")
                .to(Page::GradeFor(vec![activity]))
                .child(icon("class"))
                .child(el("span.line-main").text(grade::LINK))
                .child(icon("chevron-right"));
            el("p.whole-grade").child(link)
        })
    };
    shown.view()
}

/// The label of an input, in a teacher's words for a class.
pub fn label(form: Form, field: Field) -> Memo<&'static str> {
    Memo::new(move || match form.kind() {
        Some(kind) if kind.is_school() => words::class_label(field),
        _ => words::label(field),
    })
}

/// What stands round an input.
fn frame(form: Form, field: Field, hint: &'static str) -> Frame {
    Frame {
        id: field.id(),
        label: label(form, field),
        hint,
        optional: false,
        fault: form.fault(field),
    }
}

/// What an input shows, and where what is typed goes.
fn bound(form: Form, field: Field) -> Bound {
    Bound {
        value: form.text(field),
        set: form.set(field),
    }
}

/// A line of text.
fn line(
    form: Form,
    field: Field,
    hint: &'static str,
    kind: &'static str,
    autocomplete: &'static str,
) -> El {
    let typing = Typing {
        kind,
        autocomplete,
        ..Typing::default()
    };
    text_field(frame(form, field, hint), typing, bound(form, field))
}

/// A count of heads.
fn heads(form: Form, field: Field) -> El {
    let max = Memo::new(move || {
        form.scene.with(|scene| {
            scene
                .as_ref()
                .map_or(1, |scene| party::limits(scene.session()).max)
        })
    });
    stepper(Stepper {
        id: field.id(),
        label: label(form, field),
        optional: false,
        max,
        value: form.text(field),
        set: form.set(field),
        fault: form.fault(field),
    })
}

/// Counts beside each other.
fn counts(form: Form, fields: &[Field]) -> El {
    el("div.pair.heads").children(fields.iter().map(|field| heads(form, *field)))
}

/// How many come: a family by heads and ages, a class by heads and its school. `short` is without what only a
/// registration needs: ages, school.
pub fn party_fields(form: Form, short: bool) -> View {
    let kind = Memo::new(move || form.kind());
    let fields = move || {
        let is_class = match kind.get() {
            Some(RegistrationKind::Family) => false,
            Some(RegistrationKind::Class) => true,
            _ => return row(),
        };
        let heading = || {
            let title = if is_class {
                words::CLASS_TITLE
            } else {
                words::WHO_COMES_TITLE
            };
            row()
                .child(rule(title))
                .child(is_class.then(|| para("class-why", words::CLASS_WHY)))
        };
        let more = || {
            if is_class {
                school(form)
            } else {
                ages(form).view()
            }
        };
        row()
            .child((!short).then(heading))
            .child(counts(form, &[Field::Adults, Field::Children]))
            .child(is_class.then(|| ratio(form)))
            .child((!short).then(more))
    };
    fields.view()
}

/// Ages are folded away: most do not need to say.
fn ages(form: Form) -> El {
    let open = Field::BANDS.into_iter().any(|band| {
        form.draft
            .with_untracked(|draft| draft.flag(band) || draft.input(band).error.is_some())
    });
    let wrong = Memo::new(move || {
        Field::BANDS
            .into_iter()
            .any(|band| form.draft.with(|draft| draft.input(band).error.is_some()))
    });
    el("details.fold.ages")
        .attr("open", move || open || wrong.get())
        .child(el("summary").text(words::BANDS))
        .child(counts(form, &Field::BANDS))
}

fn school(form: Form) -> View {
    let class = line(form, Field::Class, "", "text", "off");
    row()
        .child(school_field(form))
        .child(el("div.pair").child(grade_field(form)).child(class))
}

/// The name of the school.
pub fn school_field(form: Form) -> El {
    line(form, Field::School, "", "text", "organization")
}

/// The grades that the activity is for.
pub fn grade_field(form: Form) -> El {
    let grades = form
        .scene
        .with_untracked(|scene| scene.as_ref().and_then(|scene| scene.activity().grades));
    let (from, to) = grades.map_or((1, 12), |grades| {
        (u32::from(grades.from.max(1)), u32::from(grades.to.min(12)))
    });
    let options = (from..=to)
        .map(|grade| (grade.to_string(), common::grade(grade).to_owned()))
        .collect();
    select_field(
        frame(form, Field::Grade, ""),
        words::CHOOSE_GRADE,
        options,
        bound(form, Field::Grade),
    )
}

/// What is said of the heads: all is well, or it is not.
pub fn verdict(met: bool, text: String) -> El {
    let (class, symbol) = if met {
        ("verdict ok", "check")
    } else {
        ("verdict bad", "warn")
    };
    el("p").class(class).child(icon(symbol)).text(text)
}

/// Whether enough adults come along, while it is typed.
fn ratio(form: Form) -> El {
    let met = Memo::new(move || {
        let ratio = form
            .scene
            .with(|scene| scene.as_ref().and_then(|scene| scene.session().ratio))
            .filter(|ratio| *ratio > 0)?;
        let (children, adults) = (form.count(Field::Children), form.count(Field::Adults));
        let said = form
            .draft
            .with(|draft| draft.input(Field::Adults).error.is_some());
        if children == 0 || said {
            return None;
        }
        let needed = party::adults_needed(children, ratio);
        let missing = needed.saturating_sub(adults);
        Some((missing == 0, words::ratio(ratio, children, needed, missing)))
    });
    said(move || met.get().map(|(met, text)| verdict(met, text)))
}

/// Whom to call.
pub fn contact_fields(form: Form) -> View {
    let ask = |field: Field, kind: &'static str, autocomplete: &'static str| {
        line(form, field, words::hint(field), kind, autocomplete)
    };
    row()
        .child(rule(words::CONTACT))
        .child(ask(Field::Name, "text", "name"))
        .child(ask(Field::Phone, "tel", "tel"))
}

/// Help one may ask for.
pub fn needs(form: Form) -> Option<El> {
    let mut boxes = Vec::new();
    if let Some(programme) = form.app.programme_untracked() {
        for term in programme.catalogue.taxonomy.access.iter() {
            boxes.push(need(form, term));
        }
    }
    (!boxes.is_empty()).then(|| {
        el("fieldset.needs")
            .id(Field::Needs.id())
            .attr("tabindex", "-1")
            .child(el("legend").text(words::NEEDS))
            .child(el("div.pair").children(boxes))
    })
}

fn need(form: Form, term: &Term) -> El {
    let (asked, ticked) = (term.id.clone(), term.id.clone());
    check(Check {
        id: text!("signup-need-", &term.id),
        text: term.name.clone(),
        on: Memo::new(move || form.draft.with(|draft| draft.needs().contains(&asked))),
        set: Callback::new(move |on| form.draft.update(|draft| draft.set_need(&ticked, on))),
        fault: None,
        about: "",
    })
}

/// A box to tick, with what explains it above.
pub(super) fn explained(
    form: Form,
    field: Field,
    text: &'static str,
    about: &'static str,
    why: &'static str,
) -> View {
    let tick = check(Check {
        id: field.id().to_owned(),
        text: text.to_owned(),
        on: form.flag(field),
        set: form.set_flag(field),
        fault: Some((field.id(), form.fault(field))),
        about,
    });
    row().child(para("small", why).id(about)).child(tick)
}

/// Unticked; purpose, storage and deletion stand beside it, not behind a link.
pub fn consent(form: Form) -> View {
    explained(
        form,
        Field::Consent,
        words::CONSENT,
        "signup-consent-why",
        words::CONSENT_WHY,
    )
}
