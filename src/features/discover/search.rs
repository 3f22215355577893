//! The search field, the quick choices, and what is chosen.

use super::{Search, terms};
use crate::domain::query::{Facet, LEFT, ONLINE, Query};
use crate::domain::time;
use crate::state::use_app;
use crate::ui::icon::Icon;
use crate::words::discover;
use leptos::prelude::*;

#[component]
pub fn Tools(search: Search) -> impl IntoView {
    view! {
        <div class="tools">
            <SearchField search=search/>
            <div class="bar even only-phone">
                {[Facet::Direction, Facet::District, Facet::Date]
                    .into_iter()
                    .map(|facet| view! { <OpenSheet search=search facet=facet name=discover::facet(facet)/> })
                    .collect_view()}
                <OpenSheet search=search facet=Facet::Time name=discover::ALL/>
            </div>
            <QuickChoices search=search/>
            <Chosen search=search/>
        </div>
    }
}

#[component]
fn SearchField(search: Search) -> impl IntoView {
    let input = NodeRef::<leptos::html::Input>::new();
    let empty = move || search.query.with(|query| query.text.is_empty());
    let clear = move |_| {
        search.query.update(|query| query.text.clear());
        if let Some(input) = input.get_untracked() {
            let _ = input.focus();
        }
    };
    view! {
        <form class="search" role="search" on:submit=move |event| {
            event.prevent_default();
            // The keyboard of a phone covers the list: it goes away.
            if let Some(input) = input.get_untracked() {
                let _ = input.blur();
            }
        }>
            <Icon name="search"/>
            <label class="vh" for="q">{discover::SEARCH}</label>
            <input
                id="q"
                type="search"
                placeholder=discover::SEARCH
                autocomplete="off"
                enterkeyhint="search"
                maxlength="60"
                node_ref=input
                prop:value=move || search.query.with(|query| query.text.clone())
                on:input=move |event| search.query.update(|query| query.set_typed(&event_target_value(&event)))
            />
            <button class="btn btn-icon clear" type="button" aria-label=discover::CLEAR_SEARCH hidden=empty on:click=clear>
                <Icon name="clear"/>
            </button>
        </form>
    }
}

#[component]
fn OpenSheet(search: Search, facet: Facet, name: &'static str) -> impl IntoView {
    view! {
        <button
            class="chip"
            type="button"
            aria-haspopup="dialog"
            on:click=move |_| search.sheet.set(Some(facet))
        >
            {name}
            <Icon name="chevron-down"/>
        </button>
    }
}

#[component]
fn QuickChoices(search: Search) -> impl IntoView {
    let app = use_app();
    let today = Memo::new(move |_| time::day_of(&app.now.get()));
    let choices = Memo::new(move |_| {
        let days = [today.get(), today.get() + chrono::Duration::days(1)];
        let known = app.index.with(|index| index.values(Facet::Date).to_vec());
        let mut choices: Vec<(Facet, String)> = days
            .into_iter()
            .map(time::iso_day)
            .filter(|day| known.contains(day))
            .map(|day| (Facet::Date, day))
            .collect();
        choices.push((Facet::Left, LEFT.into()));
        choices.push((Facet::Place, ONLINE.into()));
        choices
    });
    view! {
        <div class="bar quick">
            {move || {
                choices
                    .get()
                    .into_iter()
                    .map(|(facet, value)| {
                        let name = match facet {
                            Facet::Date => time::parse_day(&value)
                                .and_then(|day| crate::words::when::near(day, today.get_untracked()))
                                .unwrap_or_default()
                                .to_owned(),
                            _ => app.programme_untracked().map(|programme| {
                                terms::name(&programme.catalogue, facet, &value, today.get_untracked())
                            }).unwrap_or_default(),
                        };
                        let pressed = {
                            let value = value.clone();
                            move || if search.query.with(|query| query.has(facet, &value)) { "true" } else { "false" }
                        };
                        view! {
                            <button class="chip" type="button" aria-pressed=pressed on:click=move |_| search.toggle(facet, &value)>
                                {name}
                            </button>
                        }
                    })
                    .collect_view()
            }}
        </div>
    }
}

#[component]
fn Chosen(search: Search) -> impl IntoView {
    let app = use_app();
    let pairs = Memo::new(move |_| {
        search.query.with(|query: &Query| {
            query
                .pairs()
                .map(|(facet, value)| (facet, value.to_owned()))
                .collect::<Vec<_>>()
        })
    });
    move || {
        let pairs = pairs.get();
        let programme = app.programme()?;
        let today = time::day_of(&app.now.get_untracked());
        (!pairs.is_empty()).then(|| {
            view! {
                <div class="bar chosen" role="group" aria-label=discover::CHOSEN>
                    {pairs
                        .into_iter()
                        .map(|(facet, value)| {
                            let name = terms::name(&programme.catalogue, facet, &value, today);
                            let label = discover::remove(&name);
                            view! {
                                <button class="chip" type="button" aria-label=label on:click=move |_| search.toggle(facet, &value)>
                                    {name}
                                    <Icon name="clear"/>
                                </button>
                            }
                        })
                        .collect_view()}
                    <button class="btn btn-quiet" type="button" on:click=move |_| search.reset()>{discover::RESET}</button>
                </div>
            }
        })
    }
}
