//! Signing up for a session.

mod adding;
mod change;
mod clash;
mod draft;
mod form;
mod grade;
mod off;
mod parts;
mod phone;
mod rules;
mod scene;
mod waiting;
mod wishes;

use crate::device::page;
use crate::domain::availability::Seats;
use crate::domain::form::Field;
use crate::domain::registration::Code;
use crate::domain::safe_url::SafeUrl;
use crate::domain::time;
use crate::routes::Page;
use crate::state::signal::Memo;
use crate::state::{App, use_app};
use crate::text;
use crate::ui::absent::absent;
use crate::ui::blank::{blank, way, way_to_list};
use crate::ui::dom::{El, Piece, View, el, row, when};
use crate::ui::icon::icon;
use crate::ui::notice::{Grade, notice};
use crate::ui::page_head::page_head;
use crate::ui::text::{para, rule};
use crate::words::card::Tone;
use crate::words::{activity, common, shell, signup as words};
pub use change::change_page;
use form::Form;
pub use grade::grade_page;
use leptos::prelude::*;
use scene::{Alternative, Scene, Stage, Who};

/// The page of the session named in the URL.
pub fn sign_up_page(activity: String, session: String) -> View {
    let app = use_app();
    let head = page_head(words::TITLE, Page::Activity(activity.clone()));
    let scene = {
        let (activity, session) = (activity.clone(), session.clone());
        Memo::new(move || Scene::of(app, &activity, &session))
    };
    let stage = {
        let activity = activity.clone();
        Memo::new(move || scene.with(|scene| Stage::of(app, &activity, scene.as_ref())))
    };
    let body = move || match stage.get() {
        Stage::Absent => absent(app),
        Stage::Unknown(known) => {
            let on = if known {
                way(Page::Activity(activity.clone()), words::TO_ACTIVITY)
            } else {
                way_to_list()
            };
            blank("empty", words::UNKNOWN, words::UNKNOWN_WHY)
                .child(on)
                .view()
        }
        Stage::Off(seats) => off::off(scene, seats).view(),
        Stage::ByPhone => phone::by_phone(scene, &session).view(),
        Stage::Form => form_view(scene, &session).view(),
    };
    row().child(head).child(body)
}

/// A region whose changes are read out.
fn said(part: impl Piece) -> El {
    el("div").attr("role", "status").child(part)
}

/// A link that looks like a button.
fn link(page: Page, name: &'static str) -> El {
    el("a.btn").to(page).text(name)
}

/// A form whose inputs the browser does not check.
fn sheet(submit: impl Fn() + 'static) -> El {
    el("form.form.wrap.narrow")
        .attr("novalidate", true)
        .on("submit", move |event| {
            event.prevent_default();
            submit();
        })
}

/// Which session, where, and what is left of it at this moment.
fn brief(scene: Memo<Option<Scene>>) -> View {
    let app = use_app();
    let seats = Memo::new(move || scene.with(|scene| Some(scene.as_ref()?.seats(app))));
    let left = move || {
        seats
            .get()
            .map(|seats| common::seats(&seats, time::day_of(&app.now.get())))
    };
    let tone = move || {
        seats.with(|seats| {
            seats
                .as_ref()
                .map_or("", |seats| Tone::of(seats).class().trim_start())
        })
    };
    let lines = move || {
        scene.get().map(|scene| {
            let activity = scene.activity();
            let name = el("a")
                .to(Page::Activity(activity.id.clone()))
                .text(activity.title.as_str());
            let sample = activity.sample.then(|| {
                row()
                    .child(" ")
                    .child(el("span.stamp").text(common::SAMPLE))
            });
            let place = text!(scene.place(), " ", &scene.session().label, " · ");
            el("div.brief")
                .attr("data-dir", app.dir(&activity.id))
                .child(para("brief-when", &scene.when()))
                .child(el("p.brief-what").child(name).child(sample))
                .child(para("brief-where", &place).child(el("b").class(tone).text(left)))
        })
    };
    lines.view()
}

fn form_view(scene: Memo<Option<Scene>>, session: &str) -> El {
    let form = Form::new(scene, session);
    form.follow();
    let app = form.app;
    let uncounted = move || {
        app.programme()
            .is_none_or(|programme| !programme.catalogue.can("atomic_capacity"))
    };
    let is_full = Memo::new(move || matches!(form.seats(), Some(Seats::Full(_))));
    let text = move || match (form.busy.get(), is_full.get()) {
        (true, _) => words::SUBMITTING,
        (false, true) => words::SUBMIT_WAITLIST,
        (false, false) => words::SUBMIT,
    };
    let questions = move || {
        row()
            .child(parts::contact_fields(form))
            .child(parts::party_fields(form, false))
            .child(rules::fit(form))
            .child(parts::needs(form))
            .child(wishes::wishes(form))
            .child(waiting::waitlist(form))
            .child(parts::consent(form))
    };
    let submit = el("button.btn.btn-primary.btn-wide")
        .attr("type", "submit")
        .attr("aria-busy", move || form.busy.get().then_some("true"))
        .text(text);
    sheet(move || form.submit())
        .child(summary(form))
        .child(brief(scene))
        .child(rules::rules(scene))
        .child(already(form, session.to_owned()))
        .child(clash::clash(scene))
        .child(when(
            move || is_full.get() && form.refusal.with(Option::is_none),
            move || full(form),
        ))
        .child(parts::kinds(form))
        .child(parts::whole_grade(form))
        .child(when(move || form.kind().is_some(), questions))
        .child(el("div.submit").child(submit).child(when(uncounted, || {
            para("small muted", words::STATUS_UNCOUNTED)
        })))
}

/// What is wrong, in one place, each a way to its input; or why the server said no and what to do.
fn summary(form: Form) -> View {
    let errors = Memo::new(move || form.errors());
    let shown = move || {
        let errors = errors.get();
        let refusal = form.refusal.get();
        (refusal.is_some() || !errors.is_empty()).then(|| {
            let title = match refusal {
                Some(code) => words::problem(code).to_owned(),
                None => words::faults(errors.len()),
            };
            let mine = matches!(refusal, Some(Code::Duplicate | Code::Overlap));
            // As they are now: what was read out does not change by itself.
            let elsewhere = refusal
                .filter(|code| wants_another(*code))
                .and_then(|_| others(untrack(|| elsewhere(form)), true, Some(form)));
            let faults = errors.into_iter().map(|error| fault(form, error.field));
            let text = row()
                .child(para("notice-title", &title))
                .child(el("ul.error-list").children(faults))
                .child(mine.then(|| link(Page::Mine, shell::MINE)))
                .child(elsewhere);
            wrong(text)
        })
    };
    shown.view()
}

/// What is wrong with a form, in one place, where the focus goes.
fn wrong(text: impl Piece) -> El {
    el("div")
        .id(Field::Form.id())
        .attr("tabindex", "-1")
        .child(notice(Grade::Error, text))
}

/// What is wrong with one input, as a way to it.
fn fault(form: Form, field: Field) -> El {
    let id = field.id();
    let text = form.fault(field).get_untracked().unwrap_or_default();
    let link = el("a")
        .attr("href", text!("#", id))
        .on("click", move |event| {
            event.prevent_default();
            page::focus_field(id);
        })
        .text(text!(name(form, field), "：", &text));
    el("li").child(link)
}

/// What an input is called in the list of what is wrong.
fn name(form: Form, field: Field) -> &'static str {
    match field {
        Field::Consent => words::CONSENT_SHORT,
        field => parts::label(form, field).get_untracked(),
    }
}

/// Whether another session is a way out.
fn wants_another(code: Code) -> bool {
    use Code::*;
    matches!(
        code,
        Full | WaitlistFull | Overlap | Closed | Cancelled | OverMax | UnderMin | NotOpen | Gone
    )
}

/// Other sessions with room.
fn alternatives(app: App, scene: Memo<Option<Scene>>, who: Who) -> Vec<Alternative> {
    scene.with(|scene| {
        let found = scene.as_ref().map(|scene| scene.alternatives(app, who));
        found.unwrap_or_default()
    })
}

/// Other sessions with room for who comes; those that the server has just named, if it did.
fn elsewhere(form: Form) -> Vec<Alternative> {
    let named = form.named.get();
    let mut found = alternatives(form.app, form.scene, form.who());
    if named
        .iter()
        .any(|id| found.iter().any(|other| other.id == *id))
    {
        found.retain(|other| named.contains(&other.id));
    }
    found
}

/// Most of them shown.
const OTHERS_MAX: usize = 6;

/// Other sessions with room, as links; what was typed comes along, from a `form` with its consent. `inside` a notice
/// there is a heading already.
fn others(mut list: Vec<Alternative>, inside: bool, form: Option<Form>) -> Option<View> {
    list.truncate(OTHERS_MAX);
    (!list.is_empty()).then(|| {
        let today = time::day_of(&use_app().now.get_untracked());
        let line = |other: Alternative| {
            let main = el("span.line-main")
                .child(el("b").text(other.when))
                .child(el("span.small").text(common::seats(&other.seats, today)));
            let id = other.id;
            let link = el("a.line")
                .to(other.page)
                .click(move || {
                    if let Some(form) = form {
                        form.carry(&id);
                    }
                })
                .child(main)
                .child(icon("chevron-right"));
            el("li").child(link)
        };
        let heading = if inside {
            el("p").text(words::ALTERNATIVES).text("：")
        } else {
            rule(words::ALTERNATIVES)
        };
        row()
            .child(heading)
            .child(el("ul.lines").children(list.into_iter().map(line)))
            .child(inside.then(|| para("small", words::MORE_LEFT)))
    })
}

/// The same, following what is left of them.
fn others_now(scene: Memo<Option<Scene>>, form: Option<Form>) -> View {
    let app = use_app();
    let list = Memo::new(move || match form {
        Some(form) => elsewhere(form),
        None => alternatives(app, scene, Who::default()),
    });
    let shown = move || others(list.get(), form.is_some(), form);
    shown.view()
}

/// No place left, but a line to wait in.
fn full(form: Form) -> El {
    let text = row()
        .child(para("notice-title", words::WAITLIST_TITLE))
        .child(others_now(form.scene, Some(form)));
    notice(Grade::Warn, text)
}

/// This device has signed up for this session before.
fn already(form: Form, session: String) -> View {
    let app = form.app;
    let receipt = Memo::new(move || {
        app.receipts.with(|all| {
            let mut live = all.values().filter(|receipt| receipt.is_live());
            let same = live.find(|receipt| {
                receipt
                    .places
                    .iter()
                    .any(|place| place.at.session == session)
            });
            same.map(|receipt| receipt.id.clone())
        })
    });
    let shown = move || {
        receipt.get().map(|id| {
            let text = row()
                .child(el("p").text(words::ALREADY))
                .child(link(Page::Receipt(id), words::SEE_RECEIPT));
            notice(Grade::Info, text)
        })
    };
    shown.view()
}

/// The number to call: the activity's own, else the edition's.
fn number(scene: &Scene, fallback: String) -> String {
    let own = scene
        .activity()
        .contact
        .as_ref()
        .map(|contact| contact.phone.clone());
    own.filter(|phone| !phone.is_empty()).unwrap_or(fallback)
}

/// A telephone number one can press.
fn call(scene: Memo<Option<Scene>>) -> View {
    let app = use_app();
    let shown = move || {
        let phone = scene.with(|scene| scene.as_ref().map(|scene| number(scene, app.phone())))?;
        let tel = SafeUrl::tel(&phone)?;
        let press = el("a.tel").to(tel).child(icon("phone")).text(phone);
        Some(
            el("p")
                .child(el("span.vh").text(activity::CONTACT))
                .child(press),
        )
    };
    shown.view()
}
