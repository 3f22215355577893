//! What was said, to read; fetched when someone opens it.

use crate::api::client::{Ask, send};
use crate::domain::stage::place::{self, Paragraph};
use crate::words::{common, lecture as words};
use leptos::prelude::*;
use leptos::task::spawn_local_scoped_with_cancellation;

#[derive(Clone, PartialEq)]
enum Text {
    Unasked,
    Asked,
    Failed,
    Here(Vec<Paragraph>),
}

#[component]
pub fn Transcript(
    /// Where the text lies.
    url: String,
    /// Asks the player for a second.
    seek: RwSignal<Option<u32>>,
) -> impl IntoView {
    let text = RwSignal::new(Text::Unasked);
    let owner = Owner::current();
    let fetch = move || {
        if !matches!(text.get_untracked(), Text::Unasked | Text::Failed) {
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
            owner.with(|| spawn_local_scoped_with_cancellation(ask));
        }
    };
    let again = fetch.clone();
    view! {
        <details class="fold" on:toggle=move |_| fetch()>
            <summary>{words::TRANSCRIPT}</summary>
            <div class="transcript prose">
                {move || match text.get() {
                    Text::Unasked | Text::Asked => view! { <p class="muted" role="status">{words::TRANSCRIPT_WAIT}</p> }.into_any(),
                    Text::Failed => {
                        let again = again.clone();
                        view! {
                            <p role="alert">{words::TRANSCRIPT_FAILED}</p>
                            <button class="btn" type="button" on:click=move |_| again()>{common::RETRY}</button>
                        }
                        .into_any()
                    }
                    Text::Here(paragraphs) => paragraphs
                        .into_iter()
                        .map(|paragraph| view! {
                            <p>
                                {paragraph.at.map(|at| view! {
                                    <button class="transcript-at" type="button" on:click=move |_| seek.set(Some(at))>
                                        {place::clock(at)}
                                    </button>
                                    " "
                                })}
                                {paragraph.text}
                            </p>
                        })
                        .collect_view()
                        .into_any(),
                }}
            </div>
        </details>
    }
}
