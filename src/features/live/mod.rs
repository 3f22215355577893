//! What is online: on the air, today, to come, to see again; searched and filtered as the list of 发现 is.

mod channels;
mod list;
mod search;

use crate::domain::cloud::{Cloud, Item};
use crate::domain::discover::Found;
use crate::domain::near;
use crate::domain::query::{Facet, Query};
use crate::domain::taxonomy::Term;
use crate::routes::Page;
use crate::state::signal::{Memo, RwSignal};
use crate::state::{App, use_app};
use crate::ui::absent::absent;
use crate::ui::asked::{keep_in_url, say_count};
use crate::ui::blank::{blank, way_to_list};
use crate::ui::dom::{Piece, View, el, row};
use crate::ui::page_head::plain_head;
use crate::words::lecture as words;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use std::sync::Arc;

/// What the parts of the page share.
#[derive(Clone, Copy)]
struct Search {
    query: RwSignal<Query>,
    /// What is online in the programme.
    cloud: Memo<Arc<Cloud>>,
    /// What of it is found, in the order of the list.
    items: Memo<Arc<Vec<Item>>>,
}

impl Search {
    fn new(app: App, query: Query) -> Self {
        let query = RwSignal::new(query);
        let cloud = Memo::new(move || {
            let of = |programme| of_programme(programme);
            Arc::new(app.programme().map(of).unwrap_or_default())
        });
        let items = Memo::new(move || Arc::new(items(app, query, cloud)));
        Self {
            query,
            cloud,
            items,
        }
    }
}

fn of_programme(programme: Arc<crate::state::programme::Programme>) -> Cloud {
    Cloud::of(&programme.catalogue, &programme.entries)
}

/// Finds among everything, over or not: what is over can be seen again.
fn find(app: App, query: &Query, found: &mut Found) {
    let mut query = query.clone();
    query.past = true;
    let programme = app.programme_untracked();
    let here = app.here.get_untracked();
    let near = programme.and_then(|programme| near::near(&programme.catalogue, &query, here));
    app.index
        .with_untracked(|index| index.find(&query, near.as_ref(), found));
}

fn items(app: App, query: RwSignal<Query>, cloud: Memo<Arc<Cloud>>) -> Vec<Item> {
    app.index.track();
    let (Some(programme), now) = (app.programme(), app.now.get()) else {
        return Vec::new();
    };
    let mut found = Found::default();
    query.with(|query| find(app, query, &mut found));
    let rows = found.all().iter();
    cloud.with(|cloud| cloud.items(&programme.catalogue, &programme.entries, rows, &now))
}

/// How many activities one would get by choosing only this value of a facet.
fn count(app: App, search: Search, facet: Facet, value: &str, found: &mut Found) -> usize {
    let mut query = search.query.with_untracked(Query::clone);
    query.clear(facet);
    query.toggle(facet, value);
    find(app, &query, found);
    search
        .cloud
        .with_untracked(|cloud| cloud.count(found.all().iter()))
}

/// The terms of a facet that stand on this page.
fn terms(app: App, facet: Facet) -> Vec<Term> {
    let Some(programme) = app.programme() else {
        return Vec::new();
    };
    let taxonomy = &programme.catalogue.taxonomy;
    match facet {
        Facet::Format => {
            let online = taxonomy.formats.iter().filter(|format| format.online);
            online.cloned().collect()
        }
        Facet::Audience => taxonomy.audiences.to_vec(),
        Facet::Access => taxonomy.access.to_vec(),
        _ => Vec::new(),
    }
}

pub fn live_page() -> View {
    let app = use_app();
    let location = use_location();
    let query = Query::parse(&location.search.get_untracked());
    let search = Search::new(app, query);
    let query = search.query;
    let chosen = move || query.track();
    keep_in_url(query, location, "/live", Page::LiveFor, Box::new(chosen));
    let total = move || search.items.with(|items| items.len());
    say_count(query, Box::new(total), words::found);
    let here = Memo::new(move || {
        let programme = app.programme().is_some();
        (programme, search.cloud.with(|cloud| cloud.is_empty()))
    });
    let shown = move || match here.get() {
        (false, _) => absent(app),
        (true, true) => blank("empty", words::NONE, words::NONE_WHY)
            .child(way_to_list())
            .view(),
        (true, false) => untrack(|| {
            row()
                .child(search::tools(app, search))
                .child(list::list(app, search))
        }),
    };
    let wrap = el("div.wrap.narrow")
        .child(shown)
        .child(channels::channels(app));
    row().child(plain_head(words::TITLE)).child(wrap)
}
