//! The quiz of an activity: fetched when the page is opened, a question at a time, the result at the end.

mod end;
mod play;

use crate::api::client::{Ask, send};
use crate::domain::quiz::{self, Quiz};
use crate::domain::stage;
use crate::routes::Page;
use crate::state::signal::{Memo, RwSignal};
use crate::state::{App, use_app};
use crate::ui::absent::absent;
use crate::ui::blank::{blank, way, way_to_list};
use crate::ui::dom::{Piece, View, button, effect, el, row};
use crate::ui::page_head::page_head;
use crate::words::{common, quiz as words};
use leptos::task::spawn_local;
use std::sync::Arc;

/// How far the file is.
#[derive(Clone, PartialEq)]
enum File {
    Waiting,
    /// It did not come.
    Failed,
    /// It came, and holds nothing to ask.
    Broken,
    Here(Arc<Quiz>),
}

/// The page of the quiz of the activity with this id.
pub fn quiz_page(id: String) -> View {
    let app = use_app();
    let back = Page::Activity(id.clone());
    let file = RwSignal::new(File::Waiting);
    let address = {
        let id = id.clone();
        Memo::new(move || app.programme().is_some().then(|| find(app, &id)))
    };
    let fetch = move || {
        if let Some(Some(address)) = address.get_untracked() {
            file.set(File::Waiting);
            spawn_local(async move {
                let now = ask(address).await;
                file.try_set(now);
            });
        }
    };
    effect(move || {
        address.track();
        fetch();
    });
    let page = move || match address.get() {
        None => absent(app).view(),
        Some(None) => blank("empty", words::GONE, words::GONE_WHY)
            .child(way_to_list())
            .view(),
        Some(Some(_)) => match file.get() {
            File::Waiting => blank("wait", words::LOADING, "")
                .attr("role", "status")
                .view(),
            File::Failed => {
                let retry = button("btn btn-primary").click(fetch).text(common::RETRY);
                blank("offline", words::FAILED, words::FAILED_WHY)
                    .child(retry)
                    .view()
            }
            File::Broken => blank("empty", words::BROKEN, words::BROKEN_WHY)
                .child(way(Page::Activity(id.clone()), words::TO_ACTIVITY))
                .view(),
            File::Here(quiz) => play::play(app, id.clone(), quiz),
        },
    };
    row()
        .child(page_head(words::TITLE, back))
        .child(el("div.wrap.narrow.form").child(page))
}

/// Where the quiz of an activity lies.
fn find(app: App, id: &str) -> Option<String> {
    let programme = app.programme()?;
    let activities = &programme.catalogue.activities;
    let mut address = None;
    activities.record(activities.find(id)?, &mut |record| {
        address = quiz::address(record);
    });
    Some(stage::address(&address?))
}

async fn ask(address: String) -> File {
    match send(Ask::get(address)).await {
        // A missing file may come again; what a portal of the network answers is none either.
        Ok(answer) if answer.status != 200 || answer.media.contains("html") => File::Failed,
        Ok(answer) => {
            quiz::decode(&answer.body).map_or(File::Broken, |quiz| File::Here(Arc::new(quiz)))
        }
        Err(_) => File::Failed,
    }
}
