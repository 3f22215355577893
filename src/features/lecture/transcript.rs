//! What was said, to read, to search, and to find again in the replay; fetched when someone opens it.

use super::player::Shared;
use super::while_here;
use crate::api::client::{Ask, send};
use crate::device::timer;
use crate::domain::stage::extras;
use crate::domain::stage::place::{self, Hit, Paragraph};
use crate::state::signal::{Memo, RwSignal};
use crate::ui::dom::{El, Piece, View, button, effect, el, row, when};
use crate::words::{common, lecture as words};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::sync::Arc;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

enum Text {
    Unasked,
    Asked,
    Failed,
    Here(Arc<Vec<Paragraph>>),
}

/// The text that lies at `url`.
pub fn transcript(url: String, shared: Shared) -> El {
    let text = RwSignal::new(Text::Unasked);
    let owner = Owner::current();
    let fetch = move || {
        if !text.with_untracked(|text| matches!(text, Text::Unasked | Text::Failed)) {
            return;
        }
        text.set(Text::Asked);
        let url = url.clone();
        let ask = async move {
            let answer = send(Ask::get(url)).await;
            let raw = answer
                .ok()
                .filter(|answer| answer.status == 200 && !answer.media.contains("html"));
            text.set(match raw.map(|answer| place::transcript(&answer.body)) {
                Some(paragraphs) if !paragraphs.is_empty() => Text::Here(Arc::new(paragraphs)),
                _ => Text::Failed,
            });
        };
        if let Some(owner) = &owner {
            owner.with(|| while_here(ask));
        }
    };
    let again = fetch.clone();
    let inside = move || {
        text.with(|text| match text {
            Text::Unasked | Text::Asked => el("p.muted")
                .attr("role", "status")
                .text(words::TRANSCRIPT_WAIT)
                .view(),
            Text::Failed => {
                let retry = button("btn").click(again.clone()).text(common::RETRY);
                row()
                    .child(el("p").attr("role", "alert").text(words::TRANSCRIPT_FAILED))
                    .child(retry)
            }
            Text::Here(paragraphs) => pages(paragraphs.clone(), shared),
        })
    };
    el("details.fold")
        .on("toggle", move |_| fetch())
        .child(el("summary").text(words::TRANSCRIPT))
        .child(el("div.transcript.prose").child(inside))
}

/// The search, and the paragraphs in a frame of their own that moves along with the replay.
fn pages(paragraphs: Arc<Vec<Paragraph>>, shared: Shared) -> View {
    let word = RwSignal::new(String::new());
    let which = RwSignal::new(0usize);
    let hits = {
        let paragraphs = paragraphs.clone();
        Memo::new(move || word.with(|word| place::find(&paragraphs, word)))
    };
    let now = {
        let paragraphs = paragraphs.clone();
        Memo::new(move || extras::current(paragraphs.iter().map(|one| one.at), shared.at.get()?))
    };
    let all = paragraphs.iter().enumerate().map(|(at, one)| {
        let (one, text) = (one.clone(), one.text.clone());
        let time = one.at.map(|at| {
            let go = button("transcript-at")
                .click(move || shared.seek.set(Some(at)))
                .text(place::clock(at));
            row().child(go).child(" ")
        });
        let is_now = move || now.get() == Some(at);
        let said = move || hits.with(|hits| marked(&text, at, hits, which.get()));
        el("p")
            .class(move || is_now().then_some("now"))
            .attr("aria-current", move || is_now().then_some("true"))
            .child(time)
            .child(said)
    });
    let frame = el("div.transcript-text")
        .attr("tabindex", "0")
        .attr("role", "region")
        .attr("aria-label", words::TRANSCRIPT)
        .children(all);
    let (found, said) = (frame.clone(), frame.clone());
    effect(move || {
        which.track();
        if hits.with(|hits| !hits.is_empty()) {
            show(&found, "mark.now");
        }
    });
    effect(move || {
        // Whoever searches is not led away.
        if now.get().is_some() && word.with_untracked(String::is_empty) {
            show(&said, "p.now");
        }
    });
    row().child(search(word, hits, which)).child(frame)
}

fn search(word: RwSignal<String>, hits: Memo<Vec<Hit>>, which: RwSignal<usize>) -> El {
    let count = move || hits.with(Vec::len);
    let input = el("input.input")
        .attr("type", "search")
        .attr("aria-label", words::FIND)
        .attr("placeholder", words::FIND)
        .attr("enterkeyhint", "search")
        .typed("input", move |text| {
            which.set(0);
            word.set(text);
        });
    let turn = move |name: &'static str, by: usize| {
        button("btn")
            .click(move || {
                let count = hits.with_untracked(Vec::len).max(1);
                which.update(|at| *at = (*at + count + by - 1) % count);
            })
            .text(name)
    };
    let says = move || match (word.with(|word| word.trim().is_empty()), count()) {
        (true, _) => String::new(),
        (false, 0) => words::FIND_NONE.into(),
        (false, count) => words::hit(which.get().min(count - 1) + 1, count),
    };
    let turns = when(
        move || count() > 1,
        move || {
            el("div.btns")
                .child(turn(words::HIT_BEFORE, 0))
                .child(turn(words::HIT_NEXT, 2))
        },
    );
    el("div.transcript-search")
        .attr("role", "search")
        .child(input)
        .child(el("p.muted").attr("role", "status").text(says))
        .child(turns)
}

/// A paragraph's text with the word that is looked for marked; `which` of all its places is the one that is shown.
fn marked(text: &str, paragraph: usize, hits: &[Hit], which: usize) -> View {
    let mut view = row();
    let mut done = 0;
    for (at, hit) in hits.iter().enumerate() {
        if hit.paragraph != paragraph {
            continue;
        }
        let mark = el("mark").class((at == which).then_some("now"));
        view = view
            .child(&text[done..hit.from])
            .child(mark.text(&text[hit.from..hit.to]));
        done = hit.to;
    }
    view.child(&text[done..])
}

/// Moves what is inside a frame so that its first `what` is in sight, once it is drawn; the page stays where it is.
fn show(frame: &El, what: &'static str) {
    let frame = frame.html();
    spawn_local(async move {
        timer::sleep(0).await;
        let found = frame.query_selector(what).ok().flatten();
        let Some(found) = found.and_then(|found| found.dyn_into::<HtmlElement>().ok()) else {
            return;
        };
        let rect = |element: &HtmlElement| element.get_bounding_client_rect();
        let (inner, outer) = (rect(&found), rect(&frame));
        if inner.top() < outer.top() || inner.bottom() > outer.bottom() {
            let by = inner.top() - outer.top() - outer.height() / 4.0;
            frame.set_scroll_top(frame.scroll_top() + by as i32);
        }
    });
}
