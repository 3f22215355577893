//! The questions of the form.

use super::form::Form;
use crate::domain::activity::RegistrationKind;
use crate::domain::availability::Seats;
use crate::domain::form::Field;
use crate::domain::party;
use crate::ui::check::Check;
use crate::ui::choices::{Choice, Choices};
use crate::ui::field::{SelectField, TextField};
use crate::ui::icon::Icon;
use crate::ui::stepper::Stepper;
use crate::words::{common, signup as words};
use leptos::prelude::*;

/// Who comes, as which kind; nothing to choose where there is but one.
#[component]
pub fn Kinds(form: Form) -> impl IntoView {
    let kinds = Memo::new(move |_| {
        form.scene
            .with(|scene| scene.as_ref().map_or_else(Vec::new, |scene| scene.kinds()))
    });
    let chosen = Signal::derive(move || {
        form.kind()
            .map_or_else(String::new, |kind| kind.id().to_owned())
    });
    let choose = Callback::new(move |id: &'static str| {
        form.draft.update(|draft| draft.set(Field::Kind, id))
    });
    move || {
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
            view! {
                <Choices
                    id=Field::Kind.id()
                    legend=words::WHO_COMES
                    options=options
                    chosen=chosen
                    choose=choose
                    fault=form.fault(Field::Kind)
                />
            }
        })
    }
}

/// The label of an input, in a teacher's words for a class.
pub fn label(form: Form, field: Field) -> Signal<&'static str> {
    Signal::derive(move || match form.kind() {
        Some(RegistrationKind::Class) => words::class_label(field),
        _ => words::label(field),
    })
}

#[component]
pub fn Heads(form: Form, field: Field, #[prop(optional)] optional: bool) -> impl IntoView {
    let max = Signal::derive(move || {
        form.scene.with(|scene| {
            scene
                .as_ref()
                .map_or(1, |scene| party::limits(&scene.session).max)
        })
    });
    view! {
        <Stepper
            id=field.id()
            label=label(form, field)
            optional=optional
            max=max
            value=form.text(field)
            set=form.set(field)
            fault=form.fault(field)
        />
    }
}

/// How many come: a family by heads and ages, a class by heads and its school.
#[component]
pub fn PartyFields(
    form: Form,
    /// Without what only a registration needs: ages, school.
    #[prop(optional)]
    short: bool,
) -> impl IntoView {
    let kind = Memo::new(move |_| form.kind());
    move || {
        match kind.get() {
        Some(RegistrationKind::Family) => view! {
            {(!short).then(|| view! { <h2 class="rule">{words::WHO_COMES_TITLE}</h2> })}
            <div class="pair heads">
                <Heads form=form field=Field::Adults/>
                <Heads form=form field=Field::Children/>
            </div>
            {(!short).then(|| view! { <Ages form=form/> })}
        }
        .into_any(),
        Some(RegistrationKind::Class) => view! {
            {(!short).then(|| view! { <h2 class="rule">{words::CLASS_TITLE}</h2><p class="class-why">{words::CLASS_WHY}</p> })}
            <div class="pair heads">
                <Heads form=form field=Field::Adults/>
                <Heads form=form field=Field::Children/>
            </div>
            <Ratio form=form/>
            {(!short).then(|| view! { <School form=form/> })}
        }
        .into_any(),
        _ => ().into_any(),
    }
    }
}

/// Ages are folded away: most do not need to say.
#[component]
fn Ages(form: Form) -> impl IntoView {
    let open = Field::BANDS.into_iter().any(|band| {
        form.draft
            .with_untracked(|draft| draft.flag(band) || draft.input(band).error.is_some())
    });
    let wrong = Memo::new(move |_| {
        Field::BANDS
            .into_iter()
            .any(|band| form.draft.with(|draft| draft.input(band).error.is_some()))
    });
    view! {
        <details class="fold ages" open=move || open || wrong.get()>
            <summary>{words::BANDS}</summary>
            <div class="pair heads">
                {Field::BANDS.map(|band| view! { <Heads form=form field=band/> }).into_iter().collect_view()}
            </div>
        </details>
    }
}

#[component]
fn School(form: Form) -> impl IntoView {
    let grades = form
        .scene
        .with_untracked(|scene| scene.as_ref().and_then(|scene| scene.activity.grades));
    let (from, to) = grades.map_or((1, 12), |grades| {
        (u32::from(grades.from.max(1)), u32::from(grades.to.min(12)))
    });
    let options = (from..=to)
        .map(|grade| (grade.to_string(), words::grade(grade)))
        .collect();
    view! {
        <TextField
            id=Field::School.id()
            label=words::label(Field::School)
            autocomplete="organization"
            value=form.text(Field::School)
            set=form.set(Field::School)
            fault=form.fault(Field::School)
        />
        <div class="pair">
            <SelectField
                id=Field::Grade.id()
                label=words::label(Field::Grade)
                empty=words::CHOOSE_GRADE
                options=options
                value=form.text(Field::Grade)
                set=form.set(Field::Grade)
                fault=form.fault(Field::Grade)
            />
            <TextField
                id=Field::Class.id()
                label=words::label(Field::Class)
                value=form.text(Field::Class)
                set=form.set(Field::Class)
                fault=form.fault(Field::Class)
            />
        </div>
    }
}

/// Whether enough adults come along, while it is typed.
#[component]
fn Ratio(form: Form) -> impl IntoView {
    let verdict = Memo::new(move |_| {
        let ratio = form
            .scene
            .with(|scene| scene.as_ref().and_then(|scene| scene.session.ratio))
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
    view! {
        <div role="status">
            {move || verdict.get().map(|(met, text)| {
                let (class, icon) = if met { ("verdict ok", "check") } else { ("verdict bad", "warn") };
                view! { <p class=class><Icon name=icon/>{text}</p> }
            })}
        </div>
    }
}

/// Whom to call.
#[component]
pub fn ContactFields(form: Form) -> impl IntoView {
    view! {
        <h2 class="rule">{words::CONTACT}</h2>
        <TextField
            id=Field::Name.id()
            label=label(form, Field::Name)
            hint=words::hint(Field::Name)
            autocomplete="name"
            value=form.text(Field::Name)
            set=form.set(Field::Name)
            fault=form.fault(Field::Name)
        />
        <TextField
            id=Field::Phone.id()
            label=label(form, Field::Phone)
            hint=words::hint(Field::Phone)
            kind="tel"
            autocomplete="tel"
            value=form.text(Field::Phone)
            set=form.set(Field::Phone)
            fault=form.fault(Field::Phone)
        />
    }
}

/// Help one may ask for.
#[component]
pub fn Needs(form: Form) -> impl IntoView {
    let needs = form.scene.with_untracked(|scene| {
        scene
            .as_ref()
            .map_or_else(Vec::new, |scene| scene.needs.clone())
    });
    (!needs.is_empty()).then(|| {
        view! {
            <fieldset class="needs" id=Field::Needs.id() tabindex="-1">
                <legend>{words::NEEDS}</legend>
                <div class="pair">
                    {needs
                        .into_iter()
                        .map(|(id, name)| {
                            let (asked, ticked) = (id.clone(), id.clone());
                            let on = Signal::derive(move || form.draft.with(|draft| draft.needs().contains(&asked)));
                            let set = Callback::new(move |on| form.draft.update(|draft| draft.set_need(&ticked, on)));
                            view! { <Check id=["signup-need-", &id].concat() text=name on=on set=set/> }
                        })
                        .collect_view()}
                </div>
            </fieldset>
        }
    })
}

/// Whether to wait in line: asked when it is full, or may be before long.
#[component]
pub fn Waitlist(form: Form) -> impl IntoView {
    let asked = Memo::new(move |_| {
        let offered = form
            .scene
            .with(|scene| scene.as_ref().is_some_and(|scene| scene.session.waitlist));
        let tight = match form.seats() {
            Some(Seats::Full(_) | Seats::Limited(_)) => true,
            Some(Seats::Left(left)) => left < form.wanted(),
            _ => form.refusal.with(|refusal| refusal.is_some()),
        };
        offered && tight
    });
    let short = Memo::new(move |_| match form.seats()? {
        Seats::Left(left) | Seats::Limited(left) if left < form.wanted() => {
            Some(words::too_few(left, form.wanted()))
        }
        _ => None,
    });
    view! {
        <div role="status">
            {move || short.get().map(|text| view! { <p class="verdict bad"><Icon name="warn"/>{text}</p> })}
        </div>
        <Show when=move || asked.get()>
            <p class="small" id="signup-waitlist-why">{words::WAITLIST_HOW}</p>
            <Check
                id=Field::Waitlist.id()
                text=words::label(Field::Waitlist)
                on=form.flag(Field::Waitlist)
                set=form.set_flag(Field::Waitlist)
                fault=(Field::Waitlist.id(), form.fault(Field::Waitlist))
                about="signup-waitlist-why"
            />
        </Show>
    }
}

/// Unticked; purpose, storage and deletion stand beside it, not behind a link.
#[component]
pub fn Consent(form: Form) -> impl IntoView {
    view! {
        <p class="small" id="signup-consent-why">{words::CONSENT_WHY}</p>
        <Check
            id=Field::Consent.id()
            text=words::CONSENT
            on=form.flag(Field::Consent)
            set=form.set_flag(Field::Consent)
            fault=(Field::Consent.id(), form.fault(Field::Consent))
            about="signup-consent-why"
        />
    }
}
