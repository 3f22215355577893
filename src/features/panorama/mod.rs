//! Pictures of an activity in which one can look round: a still and its words at first, the viewer when somebody asks.

mod look;

use crate::domain::panorama::Panorama;
use crate::routes::Page;
use crate::state::signal::Memo;
use crate::state::{App, use_app};
use crate::ui::absent::absent;
use crate::ui::blank::{blank, way_to_list};
use crate::ui::dom::{Piece, View, el, row};
use crate::ui::page_head::page_head;
use crate::ui::text::{para, rule};
use crate::words::panorama as words;

/// What is known of them: of which activity, and which.
type Found = Option<(String, Vec<Panorama>)>;

/// The page of the pictures of the activity with this id.
pub fn panorama_page(id: String) -> View {
    let app = use_app();
    let back = Page::Activity(id.clone());
    // A fresher programme with the same pictures takes no viewer down.
    let found = Memo::new(move || app.programme().is_some().then(|| find(app, &id)));
    let page = move || match found.get() {
        None => absent(app).view(),
        Some(None) => blank("empty", words::GONE, words::GONE_WHY)
            .child(way_to_list())
            .view(),
        Some(Some((title, pictures))) => {
            let several = pictures.len() > 1;
            let picture = |one: Panorama| {
                let heading = (several || one.title != title).then(|| rule(&one.title));
                let text = one.alt.clone();
                let text = (!text.is_empty()).then(|| para("measure", &text));
                let stack = el("div.stack").child(look::look(one)).child(text);
                row().child(heading).child(stack)
            };
            let name = el("p.muted").text(title.as_str());
            pictures
                .into_iter()
                .fold(row().child(name), |all, one| all.child(picture(one)))
        }
    };
    row()
        .child(page_head(words::TITLE, back))
        .child(el("div.wrap.narrow.form").child(page))
}

fn find(app: App, id: &str) -> Found {
    let programme = app.programme()?;
    let activities = &programme.catalogue.activities;
    let at = activities.find(id)?;
    let mut pictures = Vec::new();
    activities.record(at, &mut |record| pictures = Panorama::of(record).items);
    (!pictures.is_empty()).then(|| (activities[at].title.clone(), pictures))
}
