//! What goes with a lecture: its chapters to jump to, its slides beside it.

use super::player::Shared;
use crate::domain::safe_url::SafeUrl;
use crate::domain::stage::extras::{self, Chapter, Slide};
use crate::domain::stage::{address, place};
use crate::state::signal::{Memo, RwSignal};
use crate::ui::dom::{El, View, button, el, row, when};
use crate::ui::icon::icon;
use crate::words::{common, lecture as words};
use std::sync::Arc;

/// The parts of a replay; the one that is played is marked.
pub fn chapters(chapters: &[Chapter], shared: Shared) -> Option<El> {
    if chapters.is_empty() {
        return None;
    }
    let starts: Vec<_> = chapters.iter().map(|chapter| Some(chapter.at)).collect();
    let now = Memo::new(move || extras::current(starts.iter().copied(), shared.at.get()?));
    let list = chapters.iter().enumerate().map(|(place_of, chapter)| {
        let at = chapter.at;
        let go = button("chapter")
            .attr("aria-current", move || {
                (now.get() == Some(place_of)).then_some("true")
            })
            .click(move || shared.seek.set(Some(at)))
            .child(el("span.num").text(place::clock(at)))
            .child(el("span").text(chapter.title.as_str()));
        el("li").child(go)
    });
    let fold = el("details.fold")
        .attr("open", true)
        .child(el("summary").text(words::CHAPTERS))
        .child(el("ol.chapters").children(list));
    Some(fold)
}

/// The slide of the moment, or the one that somebody turned to.
pub fn slides(slides: Arc<Vec<Slide>>, shared: Shared) -> El {
    let count = slides.len();
    let turned = RwSignal::new(None::<usize>);
    let said = {
        let slides = slides.clone();
        Memo::new(move || extras::current(slides.iter().map(|one| one.at), shared.at.get()?))
    };
    let shown = Memo::new(move || turned.get().or_else(|| said.get()).unwrap_or(0));
    let picture = move || {
        let slide = &slides[shown.get()];
        let failed = RwSignal::new(false);
        let picture = el("img.slide")
            .attr("src", address(&slide.src))
            .attr("alt", slide.alt.clone())
            .attr("decoding", "async")
            .attr("hidden", move || failed.get())
            .on("error", move |_| failed.set(true));
        let alt = slide.alt.clone();
        let instead = when(
            move || failed.get(),
            move || {
                el("p.slide-failed")
                    .text(words::SLIDE_FAILED)
                    .text(alt.as_str())
            },
        );
        row().child(picture).child(instead)
    };
    let turn = move |name: &'static str, forward: bool| {
        let stays = move || {
            if forward {
                shown.get() + 1 >= count
            } else {
                shown.get() == 0
            }
        };
        button("btn")
            .attr("aria-disabled", move || stays().then_some("true"))
            .click(move || {
                let at = shown.get_untracked();
                let to = if forward {
                    at + 1
                } else {
                    at.saturating_sub(1)
                };
                turned.set(Some(to.min(count - 1)));
            })
            .text(name)
    };
    let follow = when(
        move || turned.get().is_some() && said.get().is_some(),
        move || {
            button("btn")
                .click(move || turned.set(None))
                .text(words::SLIDE_FOLLOW)
        },
    );
    let turns = el("div.btns")
        .child(turn(words::SLIDE_BEFORE, false))
        .child(turn(words::SLIDE_NEXT, true))
        .child(follow);
    let place = el("p.muted")
        .attr("role", "status")
        .text(move || words::slide(shown.get() + 1, count));
    el("section.slides")
        .attr("aria-label", words::SLIDES)
        .child(picture)
        .child(place)
        .child(turns)
}

/// Slides that are one document.
pub fn document(url: &SafeUrl) -> View {
    let link = el("a.btn")
        .attr("href", address(url))
        .attr("target", "_blank")
        .attr("rel", "noopener noreferrer")
        .child(icon("external"))
        .text(words::DOCUMENT)
        .child(el("span.vh").text(common::OPENS_NEW));
    row().child(el("div.btns").child(link))
}
