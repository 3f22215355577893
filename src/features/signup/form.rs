//! The form: its signals, how it is handed in, and what comes back.

use super::draft;
use super::scene::{Scene, Who};
use crate::device::random::BrowserRandom;
use crate::device::{page, timer};
use crate::domain::activity::{RegistrationKind, Session};
use crate::domain::availability::Seats;
use crate::domain::form::{Draft, Field, FieldError, Reason};
use crate::domain::outbox::{Action, Operation, State};
use crate::domain::registration::{Code, Problem, Request};
use crate::routes::Page;
use crate::state::signal::{Memo, RwSignal};
use crate::state::{App, outbox, registrations, use_app};
use crate::ui::dom::{effect, once_there};
use crate::ui::field::Fault;
use crate::words::signup as words;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

/// What is done with a refusal of what was asked for.
pub type Refused = Box<dyn Fn(&Request, &Problem)>;

/// Handles that the parts of the form share.
#[derive(Clone, Copy)]
pub struct Form {
    pub app: App,
    pub scene: Memo<Option<Scene>>,
    pub draft: RwSignal<Draft>,
    /// Why the server said no to what was handed in last.
    pub refusal: RwSignal<Option<Code>>,
    /// The sessions it named instead.
    pub named: RwSignal<Vec<String>>,
    /// The kind of a form that has no session of its own.
    pub fixed: Option<RegistrationKind>,
    /// It is on its first way to the server.
    pub busy: Memo<bool>,
}

impl Form {
    /// The form of a session; what was typed before is there again.
    pub fn new(scene: Memo<Option<Scene>>, session: &str) -> Self {
        let app = use_app();
        Self::over(app, scene, draft::open(app, session))
    }

    /// The form over a draft, which is kept as it is typed.
    pub fn over(app: App, scene: Memo<Option<Scene>>, draft: Draft) -> Self {
        let draft = RwSignal::new(draft);
        let id = Memo::new(move || draft.with(|draft| draft.id.clone()));
        let busy = Memo::new(move || {
            app.operations
                .with(|all| all.get(&id.get()).is_some_and(Operation::is_live))
        });
        Self::held(app, scene, draft, busy, registrations::hold_draft)
    }

    /// The form over a draft that `hold` keeps whenever something is typed.
    pub fn held(
        app: App,
        scene: Memo<Option<Scene>>,
        draft: RwSignal<Draft>,
        busy: Memo<bool>,
        hold: fn(&Draft),
    ) -> Self {
        let mut typed = false;
        effect(move || {
            // The first run is what was read, not what was typed.
            draft.with(|draft| {
                if typed {
                    hold(draft)
                }
            });
            typed = true;
        });
        Self {
            app,
            scene,
            draft,
            refusal: RwSignal::new(None),
            named: RwSignal::default(),
            fixed: None,
            busy,
        }
    }

    pub fn text(self, field: Field) -> Memo<String> {
        Memo::new(move || self.draft.with(|draft| draft.text(field).to_owned()))
    }

    pub fn set(self, field: Field) -> Callback<String> {
        Callback::new(move |text: String| self.draft.update(|draft| draft.set(field, &text)))
    }

    pub fn flag(self, field: Field) -> Memo<bool> {
        Memo::new(move || self.draft.with(|draft| draft.flag(field)))
    }

    pub fn set_flag(self, field: Field) -> Callback<bool> {
        Callback::new(move |on| self.draft.update(|draft| draft.set_flag(field, on)))
    }

    pub fn fault(self, field: Field) -> Fault {
        Memo::new(move || {
            let reason = self.draft.with(|draft| draft.input(field).error)?;
            Some(match (field, reason) {
                (Field::Waitlist, _) => words::NEEDS_WAITLIST.to_owned(),
                _ => words::reason(field, reason),
            })
        })
    }

    pub fn kind(self) -> Option<RegistrationKind> {
        if self.fixed.is_some() {
            return self.fixed;
        }
        self.scene.with(|scene| {
            self.draft
                .with(|draft| draft.kind(scene.as_ref()?.session()))
        })
    }

    pub fn seats(self) -> Option<Seats> {
        self.scene
            .with(|scene| Some(scene.as_ref()?.seats(self.app)))
    }

    /// A count as it is typed now; 0 while it is none.
    pub fn count(self, field: Field) -> u32 {
        self.draft.with(|draft| {
            crate::domain::text::fold(draft.text(field))
                .trim()
                .parse()
                .unwrap_or(0)
        })
    }

    /// Seats asked for so far.
    pub fn wanted(self) -> u32 {
        match self.kind() {
            Some(RegistrationKind::Family | RegistrationKind::Class) => self
                .count(Field::Adults)
                .saturating_add(self.count(Field::Children)),
            _ => 1,
        }
    }

    /// Who comes, as far as it is typed.
    pub fn who(self) -> Who {
        Who {
            kind: self.kind(),
            heads: self.wanted(),
        }
    }

    /// What was typed goes on to another session of the activity, consent and all: it is the same registration.
    pub fn carry(self, session: &str) {
        let mut draft = self.draft.get_untracked();
        session.clone_into(&mut draft.session);
        draft.renew(&mut BrowserRandom);
        draft.mark(&[]);
        draft.set_flag(Field::Waitlist, false);
        draft.set_wishes(&[]);
        registrations::hold_draft(&draft);
    }

    /// All that is wrong, in page order.
    pub fn errors(self) -> Vec<FieldError> {
        self.draft.with(|draft| {
            let errors = Field::ALL.into_iter().filter_map(|field| {
                Some(FieldError {
                    field,
                    reason: draft.input(field).error?,
                })
            });
            errors.collect()
        })
    }

    /// Checks and hands in. Pressed twice it is one: the id is the draft's.
    pub fn submit(self) {
        if self.busy.get_untracked() {
            return;
        }
        self.refusal.set(None);
        let Some(scene) = self.scene.get_untracked() else {
            return;
        };
        let full = matches!(untrack(|| self.seats()), Some(Seats::Full(_)));
        let checked = self
            .draft
            .with_untracked(|draft| draft.check(scene.session()));
        let checked = checked.and_then(|request| match full && !request.accept_waitlist {
            true => Err(vec![FieldError {
                field: Field::Waitlist,
                reason: Reason::Required,
            }]),
            false => Ok(request),
        });
        match checked {
            Err(errors) => {
                self.mark(&errors);
                focus(errors.first().map_or(Field::Form, |error| error.field));
            }
            Ok(mut request) => {
                untrack(|| self.prune(&mut request));
                self.mark(&[]);
                let id = self.draft.with_untracked(|draft| draft.id.clone());
                self.app.sign_up(&id, request);
            }
        }
    }

    /// Leaves out what is no choice any more.
    fn prune(self, request: &mut Request) {
        let app = self.app;
        let can = app
            .programme()
            .is_some_and(|programme| programme.catalogue.can("alternatives"));
        self.scene.with(|scene| {
            for line in &mut request.lines {
                let open = |id: &String| {
                    let session = scene
                        .as_ref()
                        .and_then(|scene| scene.activity().session(id));
                    can && *id != line.session && session.is_some_and(Session::needs_booking)
                };
                line.alternatives.retain(open);
            }
        });
    }

    /// A refusal comes back into the form; what is uncertain goes on without it.
    pub fn follow(self) {
        self.follow_to(Box::new(move |_, problem| {
            let errors = problem.field_errors();
            self.take_back(problem, &errors);
            focus(errors.first().map_or(Field::Form, |error| error.field));
        }));
    }

    /// The same, with what is done with a refusal and what was asked for.
    pub fn follow_to(self, refused: Refused) {
        let navigate = use_navigate();
        let app = self.app;
        effect(move || {
            let id = self.draft.with(|draft| draft.id.clone());
            let has_receipt = app.receipts.with(|all| all.contains_key(&id));
            let (refusal, stays) = app.operations.with(|all| match all.get(&id) {
                Some(op) => match (&op.state, &op.action) {
                    (State::Refused(problem), Action::Create(request)) => {
                        (Some((request.clone(), problem.clone())), true)
                    }
                    _ => (None, outbox::is_first_try(op)),
                },
                None => (None, !has_receipt),
            });
            if let Some((request, problem)) = refusal {
                app.withdraw(&id);
                refused(&request, &problem);
            } else if !stays {
                // Only once this page stands: the first time, it is being made.
                let navigate = navigate.clone();
                once_there(move || go(navigate, &id));
            }
        });
    }

    /// Puts errors at the inputs.
    pub fn mark(self, errors: &[FieldError]) {
        self.draft.update(|draft| draft.mark(errors));
    }

    /// Puts a refusal at the inputs, and asks how many places there are now.
    pub fn take_back(self, problem: &Problem, errors: &[FieldError]) {
        self.mark(errors);
        self.named.set(problem.alternatives.clone());
        self.refusal.set(Some(problem.code));
        crate::state::loader::refresh_places(self.app);
    }
}

fn go(navigate: impl Fn(&str, NavigateOptions), id: &str) {
    // Back leads to the activity, not to a form that is done with.
    navigate(
        &Page::Receipt(id.to_owned()).path(),
        NavigateOptions {
            replace: true,
            ..NavigateOptions::default()
        },
    );
}

/// Once what is wrong stands on the page: there the focus goes.
pub fn focus(field: Field) {
    focus_id(field.id().to_owned());
}

/// The same of what has this id. Whoever has gone into an input of their own meanwhile is left there: on a slow phone
/// the moment is long, and what they type must not land elsewhere.
pub fn focus_id(id: String) {
    let before = page::active();
    spawn_local(async move {
        timer::sleep(30).await;
        if !page::has_moved_on(before) {
            page::focus_field(&id);
        }
    });
}
