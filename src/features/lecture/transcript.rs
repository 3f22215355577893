//! What was said, to read; fetched when someone opens it.

use super::while_here;
use crate::api::client::{Ask, send};
use crate::domain::stage::place::{self, Paragraph};
use crate::state::signal::RwSignal;
use crate::ui::dom::{El, Piece, button, el, row};
use crate::words::{common, lecture as words};
use leptos::prelude::*;

enum Text {
    Unasked,
    Asked,
    Failed,
    Here(Vec<Paragraph>),
}

/// The text that lies at `url`; `seek` asks the player for a second.
pub fn transcript(url: String, seek: RwSignal<Option<u32>>) -> El {
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
                Some(paragraphs) if !paragraphs.is_empty() => Text::Here(paragraphs),
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
            Text::Here(paragraphs) => paragraphs
                .iter()
                .fold(row(), |all, one| all.child(paragraph(one, seek))),
        })
    };
    el("details.fold")
        .on("toggle", move |_| fetch())
        .child(el("summary").text(words::TRANSCRIPT))
        .child(el("div.transcript.prose").child(inside))
}

fn paragraph(paragraph: &Paragraph, seek: RwSignal<Option<u32>>) -> El {
    let at = paragraph.at.map(|at| {
        let go = button("transcript-at")
            .click(move || seek.set(Some(at)))
            .text(place::clock(at));
        row().child(go).child(" ")
    });
    el("p").child(at).text(paragraph.text.as_str())
}
