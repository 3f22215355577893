//! 打卡集章: a code gives a stamp, the stamps stand on a card, and the card is shown at a desk.

mod card;

use crate::device::storage;
use crate::device::{page, timer};
use crate::domain::by_id::ById;
use crate::domain::query::Query;
use crate::domain::stamps::{self, Collected, Post};
use crate::routes::Page;
use crate::state::signal::{Memo, RwSignal};
use crate::state::stamps::{Stamped, collect, collected, posts};
use crate::state::{App, use_app};
use crate::ui::absent::absent;
use crate::ui::blank::{blank, way_to_list};
use crate::ui::collect::collect_form;
use crate::ui::dom::{El, Piece, View, effect, el, row};
use crate::ui::icon::icon;
use crate::ui::notice::{Grade, notice};
use crate::ui::page_head::page_head;
use crate::ui::text::{para, rule};
use crate::words::stamps as words;
use leptos::prelude::{Get, GetUntracked};
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};

/// What the card is drawn from.
#[derive(Clone, PartialEq)]
struct Collection {
    posts: Vec<Post>,
    edition: String,
    stamps: ById<Collected>,
}

pub fn stamps_page() -> View {
    let app = use_app();
    let stamped = RwSignal::new(None::<Stamped>);
    read_fragment(app, stamped);
    let collection = Memo::new(move || {
        stamped.track();
        let (posts, edition) = posts(app)?;
        let stamps = collected(&edition);
        Some(Collection {
            posts,
            edition,
            stamps,
        })
    });
    let any = Memo::new(move || collection.with(|all| Some(!all.as_ref()?.posts.is_empty())));
    let page = move || match any.get() {
        None => absent(app).view(),
        Some(false) => blank("empty", words::NONE, words::NONE_WHY)
            .child(way_to_list())
            .view(),
        Some(true) => {
            let lost = (!storage::is_lasting())
                .then(|| notice(Grade::Warn, el("p").text(words::NO_LASTING)));
            let form = el("div.form.stack.no-print")
                .child(para("muted", words::WHY))
                .child(collect_form(stamped))
                .child(lost);
            let card = move || collection.get().map(|all| card::card(app, &all));
            let left = move || collection.get().map(|all| left(&all));
            row()
                .child(form)
                .child(card)
                .child(left)
                .child(para("small muted no-print", words::KEPT))
        }
    };
    row()
        .child(page_head(words::TITLE, Page::Mine))
        .child(el("div.wrap.narrow").child(page))
}

/// What is not there yet.
fn left(all: &Collection) -> View {
    let open = |post: &&Post| !all.stamps.contains_key(&post.id);
    let lines: Vec<El> = all.posts.iter().filter(open).map(line).collect();
    if lines.is_empty() {
        return el("p").child(el("b").text(words::ALL)).view();
    }
    let list = el("ul.lines").children(lines);
    let part = el("div.no-print").child(rule(words::LEFT)).child(list);
    part.view()
}

fn line(post: &Post) -> El {
    let place = match &post.activity {
        Some(_) => words::ONLINE,
        None => &post.district,
    };
    let main = el("span.line-main")
        .child(el("b").text(post.name.as_str()))
        .child(el("span.small.muted").text(place));
    let symbol = icon(if post.activity.is_some() {
        "live"
    } else {
        "place"
    });
    // A place leads to what is on around it.
    let to = match &post.activity {
        Some(_) => Page::Lecture(post.id.clone()),
        None => {
            let mut around = Query::default();
            around.near.clone_from(&post.id);
            Page::Found(Box::new(around))
        }
    };
    let link = el("a.line").to(to).child(symbol).child(main);
    el("li").child(link.child(icon("chevron-right")))
}

/// Takes in the code of a poster, now and when another one is opened, once the programme is there.
fn read_fragment(app: App, stamped: RwSignal<Option<Stamped>>) {
    let place = use_location();
    let navigate = use_navigate();
    effect(move || {
        let Some(typed) = stamps::in_fragment(&place.hash.get()) else {
            return;
        };
        if app.programme().is_none() {
            return;
        }
        stamped.set(Some(collect(app, &typed)));
        // A reload is no second visit.
        let path = Page::Stamps.path();
        page::drop_fragment(&path);
        let (navigate, at) = (navigate.clone(), place.pathname);
        spawn_local(async move {
            timer::sleep(0).await;
            if at.try_get_untracked().as_ref() == Some(&path) {
                let options = NavigateOptions {
                    replace: true,
                    scroll: false,
                    ..NavigateOptions::default()
                };
                navigate(&path, options);
            }
        });
    });
}
