//! 年级组团: several classes of a grade in one registration, each class in its turn.

mod board;
mod classes;
mod now;
mod send;
mod table;
mod visits;
mod warn;

use super::form::Form;
use super::sheet;
use crate::device::storage::{self, Key};
use crate::device::timer::{self, Timer};
use crate::domain::activity::RegistrationKind;
use crate::domain::form::{Draft, Field};
use crate::domain::grade::{Sheet, Spot};
use crate::domain::outbox::{Action, State};
use crate::domain::safe_url::SafeUrl;
use crate::routes::{GRADE_ASKS, Page};
use crate::state::signal::{Memo, RwSignal};
use crate::state::{App, loader, registrations, use_app};
use crate::text;
use crate::ui::absent::absent;
use crate::ui::blank::{blank, way_to_list};
use crate::ui::dom::{El, Piece, View, effect, el, row, when};
use crate::ui::icon::icon;
use crate::ui::page_head::page_head;
use crate::ui::styles;
use crate::ui::text::{para, rule};
use crate::words::{grade as words, signup};
use board::Wanted;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use now::{Now, Said};
use registrations::{CLASSES, GRADE};
use std::sync::Arc;

/// A proposal follows what is typed after this pause, in milliseconds.
const PROPOSE_AFTER_MS: i32 = 250;

/// What the parts of the page share.
#[derive(Clone, Copy)]
struct Grade {
    app: App,
    /// School, contact, needs and consent.
    form: Form,
    /// Classes, activities, and who goes where.
    sheet: RwSignal<Sheet>,
    said: RwSignal<Said>,
    /// All of it beside what is offered: one memo for all that follows it.
    now: Memo<Arc<Now>>,
}

pub fn grade_page() -> View {
    let app = use_app();
    let head = page_head(words::TITLE, Page::Discover);
    let can = Memo::new(move || {
        let programme = app.programme()?;
        Some(app.takes_registrations() && programme.catalogue.can("grade"))
    });
    let body = move || match can.get() {
        None => absent(app),
        Some(false) => off(app).view(),
        Some(true) => form(app).view(),
    };
    el("div.grade-page").child(head).child(body).view()
}

fn off(app: App) -> El {
    let phone = app.phone();
    let call = SafeUrl::tel(&phone).map(|tel| {
        let press = el("a.tel").to(tel).child(icon("phone")).text(phone);
        el("p").child(press)
    });
    blank("empty", words::OFF, words::OFF_WHY)
        .child(call)
        .child(way_to_list())
}

/// What this tab holds or has handed in, else an empty form; what the URL names is visited too.
fn open(app: App) -> (Draft, Sheet) {
    let version = app
        .config
        .with_untracked(|config| config.consent_version.clone());
    let held = registrations::held_draft(GRADE);
    let kept = storage::held(Key::Draft, CLASSES);
    let mut sheet = kept.and_then(|stored| Sheet::restore(&stored).whole());
    let mut draft = held.filter(|_| sheet.is_some());
    if draft.is_none() {
        // A tab that was lost while it was on its way: what was handed in comes back.
        app.operations.with_untracked(|all| {
            let under_way = all.values().find_map(|op| match &op.action {
                Action::Create(request) if request.kind == RegistrationKind::Grade => {
                    (!matches!(op.state, State::Done)).then_some((op, request))
                }
                _ => None,
            });
            if let Some((op, request)) = under_way {
                draft = Some(Draft::again(&op.id, GRADE, request));
                sheet = Some(Sheet::of(request, &op.seen));
            }
        });
    }
    let mut draft = draft.unwrap_or_else(|| registrations::draft_for(GRADE, &version));
    draft.set(Field::Kind, "");
    draft.consent_version = version;
    let mut sheet = sheet.unwrap_or_else(|| Sheet::new(Vec::new(), words::class));
    for id in asked() {
        sheet.visit(&id);
    }
    (draft, sheet)
}

/// The activities that the URL names.
fn asked() -> Vec<String> {
    let search = use_location().search.get_untracked();
    let search = search.trim_start_matches('?');
    let named = search
        .split('&')
        .find_map(|part| part.strip_prefix(GRADE_ASKS));
    let ids = named
        .unwrap_or("")
        .split(',')
        .map(crate::domain::query::decode);
    ids.filter(|id| crate::domain::read::is_id(id)).collect()
}

impl Grade {
    fn new(app: App) -> Self {
        let (draft, sheet) = open(app);
        let nowhere = Memo::new(|| None);
        let form = Form {
            fixed: Some(RegistrationKind::Grade),
            ..Form::over(app, nowhere, draft)
        };
        // What was chosen before a reload stands.
        let filled = sheet.rows.iter().any(|row| !row.picks.is_empty());
        let said = RwSignal::new(Said {
            made_for: filled.then(|| Wanted::of(&sheet)),
            ..Said::default()
        });
        let sheet = RwSignal::new(sheet);
        let mut typed = false;
        effect(move || {
            let stored = sheet.get().store();
            // The first run is what was read, not what was typed.
            if typed {
                storage::hold(Key::Draft, CLASSES, &stored);
                registrations::hold_draft(&form.draft.get_untracked());
            }
            typed = true;
        });
        let grade = Self {
            app,
            form,
            sheet,
            said,
            now: Memo::new(move || Arc::new(Now::of(app, sheet.get(), said.get()))),
        };
        effect(move || {
            // Whoever has counted anew knows better than a refusal of before.
            app.availability.track();
            let said = untrack(|| grade.said.get());
            if said.anew || !said.less.is_empty() {
                grade.note(&mut |said| {
                    said.less.clear();
                    said.anew = false;
                });
            }
            if said.anew {
                grade.propose();
            }
        });
        grade
    }

    fn now(self) -> Arc<Now> {
        self.now.get()
    }

    /// Changes the sheet; told once, for what each place would compile is told by many.
    fn change(self, task: &mut dyn FnMut(&mut Sheet)) {
        self.sheet.update(|sheet| task(sheet));
    }

    /// Changes what is said of it.
    fn note(self, task: &mut dyn FnMut(&mut Said)) {
        self.said.update(|said| task(said));
    }

    /// Proposes who goes where, once what it depends on stands still.
    fn follow(self) {
        let mut timer: Option<Timer> = None;
        effect(move || {
            drop(timer.take());
            if !self.now().is_planning() {
                return;
            }
            timer = Some(timer::after(PROPOSE_AFTER_MS, move || {
                if self.now.try_get_untracked().is_some() {
                    self.propose();
                }
            }));
        });
    }

    /// Proposes who goes where; what was chosen by hand stays.
    fn propose(self) {
        let now = untrack(|| self.now());
        let Some(board) = now.board.as_ref() else {
            return;
        };
        let mut task = board.offered.task.clone();
        task.pins = now.sheet.pins(&board.offered);
        let made = task.propose();
        self.note(&mut |said| said.made_for = Some(now.wanted.clone()));
        self.change(&mut |sheet| sheet.take(&board.offered, &made.plan));
    }

    /// Lets go of what was chosen by hand and proposes anew.
    fn start_anew(self) {
        self.forget();
        self.note(&mut |said| said.anew = true);
        self.change(&mut Sheet::let_go);
        self.propose();
        loader::refresh_places(self.app);
    }

    /// Takes back what was said of visits.
    fn forget(self) {
        self.note(&mut |said| {
            said.full.clear();
            said.faults.clear();
        });
    }

    /// What is wrong with an input of the sheet.
    fn fault(self, spot: Spot) -> Memo<Option<String>> {
        Memo::new(move || self.now().fault(spot))
    }

    /// Takes a fault away when its input changes.
    fn mend(self, spot: Spot) {
        self.note(&mut |said| said.faults.retain(|fault| fault.spot != spot));
    }
}

fn form(app: App) -> El {
    let grade = Grade::new(app);
    grade.follow();
    grade.listen();
    let heads = move || {
        let now = grade.now();
        let (pupils, adults) = now.sheet.heads();
        words::heads(now.sheet.rows.len(), pupils, adults)
    };
    let ready = Memo::new(move || {
        let now = grade.now();
        let (pupils, adults) = now.sheet.heads();
        !now.sheet.activities.is_empty() && pupils + adults > 0
    });
    let text = move || match grade.form.busy.get() {
        true => signup::SUBMITTING,
        false => words::SUBMIT,
    };
    let submit = el("button.btn.btn-primary.btn-wide")
        .attr("type", "submit")
        .attr("aria-busy", move || grade.form.busy.get().then_some("true"))
        .text(text);
    let school = el("div.pair")
        .child(super::parts::school_field(grade.form))
        .child(super::parts::grade_field(grade.form));
    let page = sheet(move || grade.submit())
        .child(send::summary(grade))
        .child(para("muted", words::WHY))
        .child(two(
            row()
                .child(rule(words::SCHOOL))
                .child(school)
                .child(visits::visits(grade)),
            classes::classes(grade),
        ))
        .child(rule(words::PLAN))
        .child(when(move || !ready.get(), || para("muted", words::NEXT)))
        .child(when(move || ready.get(), move || table::plan(grade)))
        .child(para("grade-heads", "").attr("role", "status").text(heads))
        .child(warn::clashes(grade))
        .child(two(
            super::parts::contact_fields(grade.form),
            row()
                .child(super::parts::needs(grade.form))
                .child(super::parts::consent(grade.form)),
        ))
        .child(el("div.submit").child(submit));
    page.class(text!("form wrap grade ", styles::grade()))
}

/// Two parts, beside each other where there is room.
fn two(first: View, second: View) -> El {
    el("div.grade-two")
        .child(el("div").child(first))
        .child(el("div").child(second))
}
