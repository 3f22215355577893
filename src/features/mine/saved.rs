//! What one means to go to: the plan of this device, and what has a star.

use crate::device::page;
use crate::domain::receipt::Snapshot;
use crate::domain::safe_url::SafeUrl;
use crate::routes::Page;
use crate::state::{App, use_app};
use crate::ui::card::CardView;
use crate::ui::icon::Icon;
use crate::ui::styles;
use crate::words::card::Card;
use crate::words::{common, mine as words, when};
use leptos::prelude::*;
use std::collections::BTreeSet;

/// Narrower than this, in rem, a card needs more height (`.roomy`).
const ROOMY: f64 = 17.0;

#[component]
pub fn Plan() -> impl IntoView {
    let app = use_app();
    let plan = Memo::new(move |_| {
        let mut plan: Vec<Snapshot> = app.plan.with(|plan| plan.values().cloned().collect());
        plan.sort_by_key(|at| at.start);
        plan
    });
    move || {
        let plan = plan.get();
        (!plan.is_empty()).then(|| {
            let clash: Vec<bool> = plan
                .iter()
                .map(|at| plan.iter().any(|other| other.session != at.session && other.start < at.end && at.start < other.end))
                .collect();
            let phone = app.phone();
            view! {
                <h2 class="rule">{words::PLAN}</h2>
                <p>
                    {words::PLAN_LOCAL}" "
                    {SafeUrl::tel(&phone).map(|tel| view! { <a class="tel" href=tel.as_str().to_owned()><Icon name="phone"/>{phone}</a> })}
                </p>
                <ul class="regs">
                    {plan.into_iter().zip(clash).map(|(at, clash)| view! { <li>{planned(app, at, clash)}</li> }).collect_view()}
                </ul>
            }
        })
    }
}

fn planned(app: App, at: Snapshot, clash: bool) -> impl IntoView {
    let session = at.session.clone();
    let place = if at.place.is_empty() {
        common::ONLINE.to_owned()
    } else {
        at.place
    };
    view! {
        <article class=["reg ", styles::reg()].concat() data-status="unsent">
            <h3 class="reg-title"><a class="reg-link" href=Page::Activity(at.activity).path()>{at.title}</a></h3>
            <p class="reg-when">{when::span(&at.start, &at.end)}</p>
            <p class="reg-where">{place}</p>
            {clash.then(|| view! { <p class="clash"><Icon name="warn"/>{words::CLASH}</p> })}
            <div class="btns">
                <button class="btn" type="button" on:click=move |_| app.leave_out_of_plan(&session)>
                    <Icon name="trash"/>{words::REMOVE}
                </button>
            </div>
        </article>
    }
}

/// The next entry of an activity, or its last one.
fn card(app: App, activity: &str) -> Option<Card> {
    let programme = app.programme()?;
    let now = app.now.get();
    let catalogue = &programme.catalogue;
    let mine = || {
        programme
            .entries
            .iter()
            .filter(|entry| entry.activity(catalogue).id == activity)
    };
    let entry = mine()
        .find(|entry| !entry.is_over(&now))
        .or_else(|| mine().next_back())?;
    let session = entry.session(catalogue);
    Some(app.availability.with(|places| {
        Card::of(
            catalogue,
            entry,
            session.and_then(|session| places.sessions.get(&session.id)),
            &now,
        )
    }))
}

/// Starred activities. One whose star is taken off stays until the page is left: a slip is mended by a second tap.
#[component]
pub fn Favourites() -> impl IntoView {
    let app = use_app();
    Effect::new(move |_| {
        app.loaded.track();
        app.stamp.track();
        app.prune_favourites();
    });
    let ids = Memo::new(move |before: Option<&BTreeSet<String>>| {
        let mut ids = app.favourites.get();
        ids.extend(before.cloned().unwrap_or_default());
        ids
    });
    let shown = Memo::new(move |_| {
        let mut shown: Vec<(String, String)> = ids.with(|ids| {
            ids.iter()
                .filter_map(|id| Some((card(app, id)?.datetime, id.clone())))
                .collect()
        });
        shown.sort();
        shown.into_iter().map(|(_, id)| id).collect::<Vec<_>>()
    });
    let roomy = Memo::new(move |_| {
        app.size.track();
        page::viewport_width() / page::rem() - 2.0 < ROOMY
    });
    move || {
        let shown = shown.get();
        (!shown.is_empty()).then(|| {
            view! {
                <h2 class="rule">{words::FAVOURITES}</h2>
                <div class=move || if roomy.get() { "rows flow roomy" } else { "rows flow" }>
                    {shown
                        .into_iter()
                        .map(|id| {
                            let card = Memo::new(move |_| card(app, &id).unwrap_or_default());
                            view! { <div class="row"><CardView card=card roomy=roomy/></div> }
                        })
                        .collect_view()}
                </div>
            }
        })
    }
}
