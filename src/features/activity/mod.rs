//! One activity: everything known about it.

mod facts;
mod recap;
mod sessions;
mod venue;

use crate::device::{page, share};
use crate::domain::activity::{Activity, Status};
use crate::domain::catalogue::Catalogue;
use crate::domain::{calendar, ical, json_ld, taxonomy};
use crate::routes::Page;
use crate::state::programme::Programme;
use crate::state::{App, use_app};
use crate::ui::blank::Blank;
use crate::ui::icon::{Icon, Mark};
use crate::ui::notice::{Grade, Notice};
use crate::ui::page_head::PageHead;
use crate::ui::styles;
use crate::words::card::mark;
use crate::words::{activity as words, common, shell};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_params_map;
use std::sync::Arc;

/// The page of the activity named in the URL.
#[component]
pub fn ActivityPage() -> impl IntoView {
    let app = use_app();
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("id").unwrap_or_default()));
    move || {
        let id = id.get();
        match app.programme() {
            None => view! {
                <PageHead title=words::PAGE back=Page::Discover.path()/>
                <p class="wrap muted">{shell::LOADING}</p>
            }
            .into_any(),
            Some(programme) => match programme.catalogue.activity(&id).cloned() {
                Some(activity) => {
                    view! { <Found programme=programme activity=Arc::new(activity)/> }.into_any()
                }
                None => view! {
                    <PageHead title=words::GONE back=Page::Discover.path()/>
                    <Blank art="empty" title=words::GONE text=words::GONE_WHY>
                        <a class="btn btn-primary" href=Page::Discover.path()>{common::TO_LIST}</a>
                    </Blank>
                }
                .into_any(),
            },
        }
    }
}

#[component]
fn Found(programme: Arc<Programme>, activity: Arc<Activity>) -> impl IntoView {
    let catalogue = &programme.catalogue;
    let order = taxonomy::position(&catalogue.taxonomy.directions, &activity.direction);
    let dir = order.map(|at| ["1", "2", "3", "4"][at % 4]);
    let url = [
        &page::origin(),
        Page::Activity(activity.id.clone()).path().as_str(),
    ]
    .concat();
    let stalls: Vec<Activity> = catalogue.stalls(&activity.id).cloned().collect();
    let data = json_ld::events(catalogue, &activity, &url);
    let star = (activity.id.clone(), activity.title.clone(), url.clone());
    let direction = taxonomy::find(&catalogue.taxonomy.directions, &activity.direction)
        .map_or_else(String::new, |term| term.name.clone());
    let parent = activity
        .parent
        .as_deref()
        .and_then(|id| catalogue.activity(id))
        .cloned();
    view! {
        <PageHead title=activity.title.clone() back=Page::Discover.path() quiet=true>
            <Star id=star.0 title=star.1.clone()/>
            <Share title=star.1 url=star.2/>
        </PageHead>
        <script type="application/ld+json">{data}</script>
        <article class="wrap narrow activity">
            <Hero activity=activity.clone() dir=dir order=order direction=direction/>
            {warnings(&activity)}
            {parent.map(|parent| view! {
                <p>{words::PART_OF}"："<a href=Page::Activity(parent.id.clone()).path()>{parent.title}</a></p>
            })}
            <sessions::Sessions programme=programme.clone() activity=activity.clone()/>
            <venue::Where programme=programme.clone() activity=activity.clone()/>
            {(!activity.description.is_empty()).then(|| view! {
                <h2 class="rule">{words::ABOUT}</h2>
                <div class="prose measure">
                    {activity.description.split('\n').filter(|p| !p.trim().is_empty()).map(|p| view! { <p>{p.to_owned()}</p> }).collect_view()}
                </div>
            })}
            <facts::Facts programme=programme.clone() activity=activity.clone()/>
            <Stalls stalls=stalls/>
            <recap::RecapView activity=activity.clone()/>
            <Handover programme=programme.clone() activity=activity.clone() url=url/>
        </article>
    }
}

#[component]
fn Hero(
    activity: Arc<Activity>,
    dir: Option<&'static str>,
    order: Option<usize>,
    direction: String,
) -> impl IntoView {
    let kind = common::kind(activity.kind);
    let under = if direction.is_empty() {
        kind.to_owned()
    } else {
        [&direction, " · ", kind].concat()
    };
    view! {
        <header class=["hero ", styles::hero()].concat() data-dir=dir>
            <span class="hero-mark"><Mark name=mark(order)/></span>
            <h1 tabindex="-1">{activity.title.clone()}</h1>
            <p class="hero-dir">{under}</p>
            {(!activity.summary.is_empty()).then(|| view! { <p class="hero-sum">{activity.summary.clone()}</p> })}
            <p class="hero-tags">
                {activity.online.then(|| view! { <span class="stamp">{common::ONLINE}</span> })}
                {activity.sample.then(|| view! { <span class="stamp">{common::SAMPLE}</span> })}
            </p>
        </header>
    }
}

fn warnings(activity: &Activity) -> impl IntoView + use<> {
    let off = match activity.status {
        Status::Cancelled => Some(words::CANCELLED),
        Status::Postponed => Some(words::POSTPONED),
        _ => None,
    };
    let sample = activity.sample;
    view! {
        {off.map(|text| view! { <Notice grade=Grade::Warn><p>{text}</p></Notice> })}
        {sample.then(|| view! { <Notice grade=Grade::Info><p>{words::SAMPLE}</p></Notice> })}
    }
}

#[component]
fn Star(id: String, title: String) -> impl IntoView {
    let app = use_app();
    let on = {
        let id = id.clone();
        Memo::new(move |_| app.is_favourite(&id))
    };
    view! {
        <button
            class="btn btn-icon star"
            type="button"
            aria-pressed=move || if on.get() { "true" } else { "false" }
            aria-label=common::favourite(&title, false)
            on:click=move |_| app.toggle_favourite(&id)
        >
            <Icon name="star"/>
        </button>
    }
}

fn hand_on(app: App, title: String, url: String) {
    spawn_local(async move {
        match share::share(&title, &url).await {
            share::Shared::Sheet => {}
            share::Shared::Copied => app.say(words::SHARED),
            share::Shared::Failed => app.say([common::NOT_COPIED, " ", &url].concat()),
        }
    });
}

#[component]
fn Share(title: String, url: String) -> impl IntoView {
    let app = use_app();
    view! {
        <button
            class="btn btn-icon"
            type="button"
            aria-label=common::SHARE
            on:click=move |_| hand_on(app, title.clone(), url.clone())
        >
            <Icon name="share"/>
        </button>
    }
}

#[component]
fn Stalls(stalls: Vec<Activity>) -> impl IntoView {
    (!stalls.is_empty()).then(|| {
        view! {
            <h2 class="rule">{words::STALLS}</h2>
            <ol class="lines">
                {stalls
                    .into_iter()
                    .map(|stall| view! {
                        <li>
                            <a class="line" href=Page::Activity(stall.id.clone()).path()>
                                <Icon name="stall"/>
                                <span class="line-main"><b>{stall.title}</b><span class="small muted">{stall.summary}</span></span>
                                <Icon name="chevron-right"/>
                            </a>
                        </li>
                    })
                    .collect_view()}
            </ol>
        }
    })
}

/// Take it along: calendar, share.
#[component]
fn Handover(programme: Arc<Programme>, activity: Arc<Activity>, url: String) -> impl IntoView {
    let app = use_app();
    let events = {
        let (activity, url) = (activity.clone(), url.clone());
        move |_| {
            let events = calendar_events(&programme.catalogue, &activity, &url);
            let text = ical::calendar(&events, &crate::device::clock::now());
            if !share::download(
                &[&activity.id, ".ics"].concat(),
                "text/calendar;charset=utf-8",
                &text,
            ) {
                app.say(common::NOT_COPIED);
            }
        }
    };
    let title = activity.title.clone();
    view! {
        <div class="btns">
            {(!activity.sessions.is_empty()).then(|| view! {
                <button class="btn" type="button" on:click=events><Icon name="calendar"/>{common::CALENDAR}</button>
            })}
            <button class="btn" type="button" on:click=move |_| hand_on(app, title.clone(), url.clone())>
                <Icon name="share"/>{common::SHARE}
            </button>
        </div>
    }
}

/// The sessions to come (all of them when none is), as calendar items.
fn calendar_events(catalogue: &Catalogue, activity: &Activity, url: &str) -> Vec<ical::Event> {
    let now = crate::device::clock::now();
    let to_come: Vec<_> = activity
        .sessions
        .iter()
        .filter(|session| session.end > now)
        .collect();
    let sessions = if to_come.is_empty() {
        activity.sessions.iter().collect()
    } else {
        to_come
    };
    sessions
        .into_iter()
        .map(|session| calendar::event(catalogue, activity, session, url))
        .collect()
}
