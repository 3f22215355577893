//! The list, its count, and what to do when it is empty.

use super::{Search, trouble};
use crate::api::answer::Failure;
use crate::device::page;
use crate::domain::facets::Relax;
use crate::domain::time;
use crate::state::programme::Loaded;
use crate::state::{App, loader, use_app};
use crate::ui::blank::Blank;
use crate::ui::icon::Icon;
use crate::ui::rows::{DayHead, Row, Rows};
use crate::words::card::Card;
use crate::words::{common, discover, shell, when};
use chrono::{Datelike, NaiveDate};
use leptos::prelude::*;

#[component]
pub fn List(search: Search) -> impl IntoView {
    let app = use_app();
    // Three views; which one stands changes seldom, what is in it all the time.
    let state = Memo::new(move |_| {
        app.loaded.with(|loaded| match loaded {
            Loaded::Loading => 0,
            Loaded::Failed(_) => 1,
            Loaded::Ready(_) => 2,
        })
    });
    move || match state.get() {
        0 => view! { <p class="muted" role="status">{shell::LOADING}</p> }.into_any(),
        1 => view! { <NoProgramme/> }.into_any(),
        _ => view! { <Filled search=search/> }.into_any(),
    }
}

/// Nothing came: why, whom to call, and another try.
#[component]
fn NoProgramme() -> impl IntoView {
    let app = use_app();
    let why = app.loaded.with_untracked(|loaded| match loaded {
        Loaded::Failed(failure) => *failure,
        _ => Failure::Unreachable,
    });
    view! {
        <Blank art="offline" title=shell::NO_CATALOGUE text=[trouble(why), "。", shell::NO_CATALOGUE_WHY].concat()>
            <button
                class="btn btn-primary"
                type="button"
                aria-busy=move || app.refreshing.get().then_some("true")
                on:click=move |_| loader::refresh(app)
            >
                {common::RETRY}
            </button>
        </Blank>
    }
}

#[component]
fn Filled(search: Search) -> impl IntoView {
    let app = use_app();
    let today = Memo::new(move |_| time::day_of(&app.now.get()));
    let rows = Memo::new(move |_| rows(app, search, today));
    let card = move |entry: usize| card(app, entry);
    let scale = Signal::derive(move || app.size.get() as u32);
    let none = Memo::new(move |_| search.total() == 0);
    view! {
        <div class="count">
            <p><b class="num">{move || search.total()}</b>" 场"</p>
            <Age/>
        </div>
        <Show when=move || none.get()><Nothing search=search/></Show>
        <Rows rows=rows card=card scale=scale/>
        <Past search=search/>
        <p class="small muted">{move || samples(app)}</p>
    }
}

fn samples(app: App) -> Option<&'static str> {
    let programme = app.programme()?;
    programme
        .catalogue
        .activities
        .iter()
        .any(|activity| activity.sample)
        .then_some(discover::SAMPLES)
}

/// How old the list is, and a way to make it younger.
#[component]
fn Age() -> impl IntoView {
    let app = use_app();
    let text = move || {
        let today = time::day_of(&app.now.get());
        app.stamp.with(|stamp| {
            stamp
                .as_ref()
                .map(|stamp| shell::data_from(&when::near_moment(&stamp.at, today)))
        })
    };
    view! {
        <span class="small age">
            {text}
            <button
                class="btn btn-quiet"
                type="button"
                aria-busy=move || app.refreshing.get().then_some("true")
                on:click=move |_| loader::refresh(app)
            >
                <Icon name="refresh"/>
                {discover::REFRESH}
            </button>
        </span>
    }
}

/// The rows of what is found: a head for every day, then its entries.
fn rows(app: App, search: Search, today: Memo<NaiveDate>) -> Vec<Row> {
    let Some(programme) = app.programme() else {
        return Vec::new();
    };
    let today = today.get();
    search.found.with(|found| {
        let mut rows: Vec<Row> = Vec::with_capacity(found.entries.len() + 16);
        let mut head: Option<(usize, NaiveDate, usize)> = None;
        let close = |rows: &mut Vec<Row>, head: Option<(usize, NaiveDate, usize)>| {
            if let Some((at, day, count)) = head {
                rows[at] = Row::Day(day_head(day, today, count));
            }
        };
        for entry in &found.entries {
            let at = *entry as usize;
            // Programme and index change one after the other: a row between them is none.
            let Some(entry) = programme.entries.get(at) else {
                continue;
            };
            let day = entry.day();
            match &mut head {
                Some((_, current, count)) if *current == day => *count += 1,
                _ => {
                    close(&mut rows, head);
                    head = Some((rows.len(), day, 1));
                    rows.push(Row::Day(DayHead::default()));
                }
            }
            rows.push(Row::Entry(at));
        }
        close(&mut rows, head);
        rows
    })
}

fn day_head(day: NaiveDate, today: NaiveDate, count: usize) -> DayHead {
    let near = when::near(day, today).map_or_else(String::new, |near| [near, " "].concat());
    let same_month = day.month() == today.month() && day.year() == today.year();
    DayHead {
        when: if same_month {
            [&day.day().to_string(), "日"].concat()
        } else {
            when::month_day(day)
        },
        what: [&near, when::weekday(day)].concat(),
        count: discover::count(count),
    }
}

fn card(app: App, at: usize) -> Card {
    let Some(programme) = app.programme() else {
        return Card::default();
    };
    let Some(entry) = programme.entries.get(at) else {
        return Card::default();
    };
    let now = app.now.get();
    let session = entry.session(&programme.catalogue);
    app.availability.with(|places| {
        Card::of(
            &programme.catalogue,
            entry,
            session.and_then(|s| places.sessions.get(&s.id)),
            &now,
        )
    })
}

/// Nothing found: which condition to let go, and how many that gives.
#[component]
fn Nothing(search: Search) -> impl IntoView {
    let app = use_app();
    let ways = Memo::new(move |_| {
        app.index
            .with(|index| search.query.with(|query| index.relax(query)))
            .into_iter()
            .map(Way)
            .collect::<Vec<_>>()
    });
    let relax = move |way: Relax| {
        search.query.update(|query| match way {
            Relax::Facet(facet, _) => query.clear(facet),
            Relax::Text(_) => query.text.clear(),
            Relax::Past(_) => query.past = true,
        });
        page::focus_heading();
    };
    view! {
        <div class="blank-wrap">
            {move || {
                let ways = ways.get();
                let why = if ways.is_empty() { "" } else { discover::NOTHING_WHY };
                view! {
                    <Blank art="empty" title=discover::NOTHING text=why>
                        <div class="btns">
                            {ways
                                .into_iter()
                                .take(3)
                                .map(|Way(way)| {
                                    let text = match way {
                                        Relax::Facet(facet, n) => discover::relax_facet(discover::facet(facet), n),
                                        Relax::Text(n) => discover::relax_text(n),
                                        Relax::Past(n) => discover::relax_past(n),
                                    };
                                    view! { <button class="btn" type="button" on:click=move |_| relax(way)>{text}</button> }
                                })
                                .collect_view()}
                            <button class="btn btn-quiet" type="button" on:click=move |_| search.reset()>{discover::RESET}</button>
                        </div>
                    </Blank>
                }
            }}
        </div>
    }
}

#[derive(Clone, Copy, PartialEq)]
struct Way(Relax);

/// What is over waits behind one button.
#[component]
fn Past(search: Search) -> impl IntoView {
    let hidden = Memo::new(move |_| search.found.with(|found| found.hidden));
    let past = Memo::new(move |_| search.query.with(|query| query.past));
    view! {
        <p class="btns">
            <button
                class="btn btn-quiet"
                type="button"
                hidden=move || hidden.get() == 0 && !past.get()
                on:click=move |_| search.query.update(|query| query.past = !query.past)
            >
                {move || if past.get() { discover::HIDE_PAST.to_owned() } else { discover::hidden(hidden.get()) }}
            </button>
        </p>
    }
}
