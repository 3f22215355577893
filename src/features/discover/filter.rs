//! The filters: a sheet from below on a phone, a column on a wide screen.

use super::{Search, terms};
use crate::domain::query::Facet;
use crate::domain::taxonomy;
use crate::domain::time;
use crate::state::use_app;
use crate::ui::dialog::{dialog_keys, hold_focus};
use crate::ui::icon::{Icon, Mark};
use crate::ui::styles;
use crate::words::card::mark;
use crate::words::{common, discover};
use leptos::prelude::*;

/// Values of a facet shown before one asks for the rest.
const FEW: usize = 6;

#[component]
pub fn FilterColumn(search: Search) -> impl IntoView {
    view! {
        <section class=["filter column ", styles::filter()].concat() aria-label=discover::FILTERS>
            <div class="filter-head"><h2>{discover::FILTER}</h2></div>
            <div class="filter-body"><Facets search=search prefix="c"/></div>
        </section>
    }
}

#[component]
pub fn FilterSheet(search: Search) -> impl IntoView {
    let root = NodeRef::new();
    hold_focus(root);
    let close = Callback::new(move |()| search.sheet.set(None));
    view! {
        <div class="veil" on:click=move |_| close.run(())></div>
        <section
            class=["filter sheet ", styles::filter()].concat()
            role="dialog"
            aria-modal="true"
            aria-labelledby="filter-title"
            node_ref=root
            on:keydown=move |event| dialog_keys(&event, root, close)
        >
            <div class="filter-head">
                <h2 id="filter-title">{discover::FILTER}</h2>
                <button class="btn btn-icon" type="button" aria-label=common::CLOSE on:click=move |_| close.run(())>
                    <Icon name="clear"/>
                </button>
            </div>
            <div class="filter-body"><Facets search=search prefix="s"/></div>
            <div class="filter-foot">
                <button class="btn" type="button" on:click=move |_| search.reset()>{discover::RESET}</button>
                <button class="btn btn-primary" type="button" on:click=move |_| close.run(())>
                    {move || discover::show(search.total())}
                </button>
            </div>
        </section>
    }
}

/// All facets that have anything to choose. Built anew when the programme changes, not when counts do.
#[component]
fn Facets(search: Search, prefix: &'static str) -> impl IntoView {
    let app = use_app();
    move || {
        app.programme()?;
        let first = search.sheet.get_untracked();
        Some(
            Facet::ALL
                .into_iter()
                .map(|facet| view! { <FacetGroup search=search facet=facet first=first==Some(facet) prefix=prefix/> })
                .collect_view(),
        )
    }
}

#[component]
fn FacetGroup(search: Search, facet: Facet, first: bool, prefix: &'static str) -> impl IntoView {
    let app = use_app();
    let today = time::day_of(&app.now.get_untracked());
    let programme = app.programme_untracked()?;
    // What is over long since is no choice any more, unless it is chosen.
    let over =
        |value: &str| facet == Facet::Date && time::parse_day(value).is_some_and(|day| day < today);
    let all_over = app.index.with_untracked(|index| index.all_over());
    let values: Vec<(usize, String)> = app.index.with_untracked(|index| {
        let values = index.values(facet).iter().cloned().enumerate();
        values
            .filter(|(_, value)| {
                all_over || !over(value) || search.query.with_untracked(|q| q.has(facet, value))
            })
            .collect()
    });
    let offered = values.len();
    let all = RwSignal::new(first || offered <= FEW + 1);
    let directions =
        (facet == Facet::Direction).then(|| programme.catalogue.taxonomy.directions.clone());
    let rows = values
        .into_iter()
        .enumerate()
        .map(|(place, (at, value))| {
            let name = terms::name(&programme.catalogue, facet, &value, today);
            let count = Memo::new(move |_| {
                search.found.with(|found| found.counts.get(facet as usize).and_then(|c| c.get(at).copied()).unwrap_or(0))
            });
            let chosen = {
                let value = value.clone();
                Memo::new(move |_| search.query.with(|query| query.has(facet, &value)))
            };
            let order = directions.as_ref().and_then(|terms| taxonomy::position(terms, &value));
            let marked = directions.is_some().then(|| view! { <Mark name=mark(order)/> });
            let dir = order.map(|at| ["1", "2", "3", "4"][at % 4]);
            view! {
                <label
                    class=move || if count.get() == 0 && !chosen.get() { "facet-row none" } else { "facet-row" }
                    data-dir=dir
                    hidden=move || !(all.get() || place < FEW || chosen.get())
                >
                    <input
                        type="checkbox"
                        data-first=(first && place == 0).then_some("")
                        prop:checked=chosen
                        on:change=move |_| search.toggle(facet, &value)
                    />
                    <span class="facet-box"><Icon name="check"/></span>
                    {marked}
                    <span class="facet-name">{name}</span>
                    <span class="facet-n">{move || count.get().to_string()}</span>
                </label>
            }
        })
        .collect_view();
    (offered > 0).then(|| {
        view! {
            <fieldset class="facet" id=[prefix, "-", facet.key()].concat()>
                <legend>{discover::facet(facet)}</legend>
                {rows}
                <button
                    class="btn btn-quiet facet-more"
                    type="button"
                    hidden=move || all.get()
                    on:click=move |_| all.set(true)
                >
                    {discover::all_values(offered)}
                </button>
            </fieldset>
        }
    })
}
