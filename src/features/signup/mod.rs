//! Signing up for a session.

mod draft;
mod form;
mod off;
mod parts;
mod phone;
mod scene;

use crate::device::page;
use crate::domain::availability::Seats;
use crate::domain::form::Field;
use crate::domain::registration::{Code, Problem};
use crate::domain::time;
use crate::routes::Page;
use crate::state::{loader, use_app};
use crate::ui::blank::Blank;
use crate::ui::icon::Icon;
use crate::ui::notice::{Grade, Notice};
use crate::ui::page_head::PageHead;
use crate::words::card::Tone;
use crate::words::{activity, common, shell, signup as words};
use form::Form;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use scene::{Alternative, Scene, Stage};

/// The page of the session named in the URL.
#[component]
pub fn SignUpPage() -> impl IntoView {
    let app = use_app();
    let params = use_params_map();
    let ids = Memo::new(move |_| {
        params.with(|params| {
            (
                params.get("id").unwrap_or_default(),
                params.get("session").unwrap_or_default(),
            )
        })
    });
    let scene =
        Memo::new(move |_| ids.with(|(activity, session)| Scene::of(app, activity, session)));
    let stage = Memo::new(move |_| {
        ids.with(|(activity, _)| scene.with(|scene| Stage::of(app, activity, scene.as_ref())))
    });
    view! {
        {move || ids.with(|(id, _)| view! {
            <PageHead title=words::TITLE back=Page::Activity(id.clone()).path()/>
        })}
        {move || {
            let (activity, session) = ids.get();
            match stage.get() {
                Stage::Loading => view! { <p class="wrap muted" role="status">{shell::LOADING}</p> }.into_any(),
                Stage::Failed => view! {
                    <Blank art="offline" title=shell::NO_CATALOGUE text=shell::NO_CATALOGUE_WHY>
                        <button class="btn btn-primary" type="button" on:click=move |_| loader::refresh(app)>{common::RETRY}</button>
                    </Blank>
                }
                .into_any(),
                Stage::Unknown(known) => view! {
                    <Blank art="empty" title=words::UNKNOWN text=words::UNKNOWN_WHY>
                        {if known {
                            view! { <a class="btn btn-primary" href=Page::Activity(activity).path()>{words::TO_ACTIVITY}</a> }
                        } else {
                            view! { <a class="btn btn-primary" href=Page::Discover.path()>{common::TO_LIST}</a> }
                        }}
                    </Blank>
                }
                .into_any(),
                Stage::Off(seats) => view! { <off::Off scene=scene.into() seats=seats/> }.into_any(),
                Stage::ByPhone => view! { <phone::ByPhone scene=scene.into() session=session/> }.into_any(),
                Stage::Form => view! { <FormView scene=scene.into() session=session/> }.into_any(),
            }
        }}
    }
}

/// Which session, where, and what is left of it at this moment.
#[component]
fn Brief(scene: Signal<Option<Scene>>) -> impl IntoView {
    let app = use_app();
    let seats = Memo::new(move |_| {
        scene.with(|scene| {
            scene
                .as_ref()
                .map(|scene| app.seats(&scene.activity, &scene.session))
        })
    });
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
    move || {
        scene.get().map(|scene| view! {
            <div class="brief" data-dir=scene.dir>
                <p class="brief-when">{scene.when()}</p>
                <p class="brief-what">
                    <a href=Page::Activity(scene.activity.id.clone()).path()>{scene.activity.title.clone()}</a>
                    {scene.activity.sample.then(|| view! { " "<span class="stamp">{common::SAMPLE}</span> })}
                </p>
                <p class="brief-where">
                    {[&scene.place, " ", scene.session.label.as_str()].concat()}" · "<b class=tone>{left}</b>
                </p>
            </div>
        })
    }
}

#[component]
fn FormView(scene: Signal<Option<Scene>>, session: String) -> impl IntoView {
    let form = Form::new(scene, &session);
    form.follow();
    let app = form.app;
    let counted = Memo::new(move |_| {
        app.programme()
            .is_some_and(|programme| programme.catalogue.can("atomic_capacity"))
    });
    let ready = Memo::new(move |_| form.kind().is_some());
    let full = Memo::new(move |_| matches!(form.seats(), Some(Seats::Full(_))));
    let text = move || match (form.busy.get(), full.get()) {
        (true, _) => words::SUBMITTING,
        (false, true) => words::SUBMIT_WAITLIST,
        (false, false) => words::SUBMIT,
    };
    view! {
        <form
            class="form wrap narrow"
            novalidate
            on:submit=move |event| {
                event.prevent_default();
                form.submit();
            }
        >
            <Summary form=form/>
            <Brief scene=scene/>
            <Already form=form session=session/>
            <Show when=move || full.get() && form.refusal.with(Option::is_none)><Full form=form/></Show>
            <parts::Kinds form=form/>
            <Show when=move || ready.get()>
                <parts::ContactFields form=form/>
                <parts::PartyFields form=form/>
                <parts::Needs form=form/>
                <parts::Waitlist form=form/>
                <parts::Consent form=form/>
            </Show>
            <div class="submit">
                <button class="btn btn-primary btn-wide" type="submit" aria-busy=move || form.busy.get().then_some("true")>
                    {text}
                </button>
                {move || (!counted.get()).then(|| view! { <p class="small muted">{words::STATUS_UNCOUNTED}</p> })}
            </div>
        </form>
    }
}

/// What is wrong, in one place, each a way to its input; or why the server said no and what to do.
#[component]
fn Summary(form: Form) -> impl IntoView {
    let errors = Memo::new(move |_| form.errors());
    let refusal = form.refusal;
    let alternatives = Memo::new(move |_| {
        let elsewhere = refusal.with(|refusal| refusal.as_ref().is_some_and(wants_another));
        elsewhere
            .then(|| {
                form.scene
                    .with(|scene| scene.as_ref().map(|scene| scene.alternatives(form.app)))
            })
            .flatten()
    });
    move || {
        let errors = errors.get();
        let refusal = refusal.get();
        (refusal.is_some() || !errors.is_empty()).then(|| {
            let title = match &refusal {
                Some(problem) => words::problem(problem.code).to_owned(),
                None => words::faults(errors.len()),
            };
            let mine = refusal.as_ref().is_some_and(|problem| matches!(problem.code, Code::Duplicate | Code::Overlap));
            view! {
                <div id=Field::Form.id() tabindex="-1">
                    <Notice grade=Grade::Error>
                        <p class="notice-title">{title}</p>
                        <ul class="error-list">
                            {errors
                                .into_iter()
                                .map(|error| {
                                    let id = error.field.id();
                                    let text = form.fault(error.field).get_untracked().unwrap_or_default();
                                    view! {
                                        <li>
                                            <a
                                                href=["#", id].concat()
                                                on:click=move |event| {
                                                    event.prevent_default();
                                                    page::focus_field(id);
                                                }
                                            >
                                                {[name(form, error.field), "：", &text].concat()}
                                            </a>
                                        </li>
                                    }
                                })
                                .collect_view()}
                        </ul>
                        {mine.then(|| view! { <a class="btn" href=Page::Mine.path()>{shell::MINE}</a> })}
                        {alternatives.get().map(|list| view! { <Others list=list inside=true/> })}
                    </Notice>
                </div>
            }
        })
    }
}

/// What an input is called in the list of what is wrong.
fn name(form: Form, field: Field) -> &'static str {
    match field {
        Field::Consent => words::CONSENT_SHORT,
        field => parts::label(form, field).get_untracked(),
    }
}

/// Whether another session is a way out.
fn wants_another(problem: &Problem) -> bool {
    use Code::*;
    matches!(
        problem.code,
        Full | WaitlistFull | Overlap | Closed | Cancelled | OverMax | UnderMin | NotOpen | Gone
    )
}

/// Other sessions with room, as links; what was typed comes along.
#[component]
fn Others(
    list: Vec<Alternative>,
    /// In a notice, which has a heading already.
    #[prop(optional)]
    inside: bool,
) -> impl IntoView {
    let app = use_app();
    (!list.is_empty()).then(|| {
        let today = time::day_of(&app.now.get_untracked());
        view! {
            {if inside {
                view! { <p>{words::ALTERNATIVES}{"："}</p> }.into_any()
            } else {
                view! { <h2 class="rule">{words::ALTERNATIVES}</h2> }.into_any()
            }}
            <ul class="lines">
                {list
                    .into_iter()
                    .map(|other| view! {
                        <li>
                            <a class="line" href=other.href>
                                <span class="line-main"><b>{other.when}</b><span class="small">{common::seats(&other.seats, today)}</span></span>
                                <Icon name="chevron-right"/>
                            </a>
                        </li>
                    })
                    .collect_view()}
            </ul>
            {inside.then(|| view! { <p class="small">{words::MORE_LEFT}</p> })}
        }
    })
}

/// No place left, but a line to wait in.
#[component]
fn Full(form: Form) -> impl IntoView {
    let others = Memo::new(move |_| {
        form.scene
            .with(|scene| scene.as_ref().map(|scene| scene.alternatives(form.app)))
    });
    view! {
        <Notice grade=Grade::Warn>
            <p class="notice-title">{words::WAITLIST_TITLE}</p>
            {move || others.get().map(|list| view! { <Others list=list inside=true/> })}
        </Notice>
    }
}

/// This device has signed up for this session before.
#[component]
fn Already(form: Form, session: String) -> impl IntoView {
    let app = form.app;
    let receipt = Memo::new(move |_| {
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
    move || {
        receipt.get().map(|id| {
            view! {
                <Notice grade=Grade::Info>
                    <p>{words::ALREADY}</p>
                    <a class="btn" href=Page::Receipt(id).path()>{words::SEE_RECEIPT}</a>
                </Notice>
            }
        })
    }
}

/// The number to call: the activity's own, else the edition's.
fn number(scene: &Scene, fallback: String) -> String {
    let own = scene
        .activity
        .contact
        .as_ref()
        .map(|contact| contact.phone.clone());
    own.filter(|phone| !phone.is_empty()).unwrap_or(fallback)
}

/// A telephone number one can press.
#[component]
fn Call(scene: Signal<Option<Scene>>) -> impl IntoView {
    use crate::domain::safe_url::SafeUrl;
    let app = use_app();
    move || {
        let phone = scene.with(|scene| scene.as_ref().map(|scene| number(scene, app.phone())))?;
        let tel = SafeUrl::tel(&phone)?;
        Some(view! {
            <p>
                <span class="vh">{activity::CONTACT}</span>
                <a class="tel" href=tel.as_str().to_owned()><Icon name="phone"/>{phone}</a>
            </p>
        })
    }
}
