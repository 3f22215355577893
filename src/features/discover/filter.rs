//! The filters: a sheet from below on a phone, a column on a wide screen.

use super::{Search, terms};
use crate::domain::many::Many;
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
    let directions = match facet {
        Facet::Direction => programme.catalogue.taxonomy.directions.clone(),
        _ => Many::default(),
    };
    let row = move |place: usize, at: usize, value: &str| {
        let order = taxonomy::position(&directions, value);
        let choice = Choice {
            facet,
            at,
            value: value.to_owned(),
            name: terms::name(&programme.catalogue, facet, value, today),
            mark: (facet == Facet::Direction).then(|| mark(order)),
            dir: order.map(|at| ["1", "2", "3", "4"][at % 4]),
            first: first && place == 0,
        };
        view! { <ChoiceRow search=search choice=choice/> }
    };
    // What is chosen is never hidden; the nodes of the rest are made when someone asks for them.
    let chosen = |value: &str| search.query.with_untracked(|query| query.has(facet, value));
    let (few, rest): (Vec<_>, Vec<_>) = values
        .into_iter()
        .enumerate()
        .partition(|(place, (_, value))| *place < FEW || chosen(value));
    let few = few
        .into_iter()
        .map(|(place, (at, value))| row(place, at, &value))
        .collect_view();
    let rest = move || {
        all.get().then(|| {
            rest.iter()
                .map(|(place, (at, value))| row(*place, *at, value))
                .collect_view()
        })
    };
    (offered > 0).then(|| {
        view! {
            <fieldset class="facet" id=[prefix, "-", facet.key()].concat()>
                <legend>{discover::facet(facet)}</legend>
                {few}
                {rest}
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

/// One value of a facet.
struct Choice {
    facet: Facet,
    /// Its place among the counts.
    at: usize,
    value: String,
    name: String,
    mark: Option<&'static str>,
    dir: Option<&'static str>,
    /// Takes the focus when the sheet opens.
    first: bool,
}

#[component]
fn ChoiceRow(search: Search, choice: Choice) -> impl IntoView {
    let Choice {
        facet,
        at,
        value,
        name,
        mark,
        dir,
        first,
    } = choice;
    let count = Memo::new(move |_| {
        search.found.with(|found| {
            found
                .counts
                .get(facet as usize)
                .and_then(|counts| counts.get(at).copied())
                .unwrap_or(0)
        })
    });
    let chosen = {
        let value = value.clone();
        Memo::new(move |_| search.query.with(|query| query.has(facet, &value)))
    };
    view! {
        <label
            class=move || if count.get() == 0 && !chosen.get() { "facet-row none" } else { "facet-row" }
            data-dir=dir
        >
            <input
                type="checkbox"
                data-first=first.then_some("")
                prop:checked=chosen
                on:change=move |_| search.toggle(facet, &value)
            />
            <span class="facet-box"><Icon name="check"/></span>
            {mark.map(|mark| view! { <Mark name=mark/> })}
            <span class="facet-name">{name}</span>
            <span class="facet-n">{move || count.get().to_string()}</span>
        </label>
    }
}
