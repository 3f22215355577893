//! Captions in a region of their own below the picture, at a size that one chooses; the browser draws them where
//! nothing else can be seen, in the full screen of an older iPhone.

use crate::device::page;
use crate::device::player::track;
use crate::device::timer::{self, Listener};
use crate::domain::lecture::Caption;
use crate::domain::stage;
use crate::domain::stage::taste::CueSize;
use crate::state::signal::RwSignal;
use crate::text;
use crate::ui::dom::{El, View, effect, el, once_there, when};
use crate::words::lecture as words;
use std::cell::RefCell;
use std::rc::Rc;
use web_sys::{HtmlMediaElement, TextTrack, TextTrackMode};

#[derive(Clone, Copy)]
pub struct Cues {
    /// There are captions, or they are expected.
    pub there: RwSignal<bool>,
    /// They did not come.
    pub lost: RwSignal<bool>,
    pub size: RwSignal<CueSize>,
    /// A screen reader reads them out.
    pub aloud: RwSignal<bool>,
    text: RwSignal<String>,
    /// The size to come back to.
    before: RwSignal<CueSize>,
}

impl Cues {
    pub fn new(there: bool, size: CueSize) -> Self {
        let shown = match size {
            CueSize::Off => CueSize::Medium,
            size => size,
        };
        Self {
            there: RwSignal::new(there),
            lost: RwSignal::new(false),
            size: RwSignal::new(size),
            aloud: RwSignal::new(false),
            text: RwSignal::new(String::new()),
            before: RwSignal::new(shown),
        }
    }

    /// Off where they are shown, else as they were.
    pub fn turned(self) -> CueSize {
        match self.size.get_untracked() {
            CueSize::Off => self.before.get_untracked(),
            size => {
                self.before.set(size);
                CueSize::Off
            }
        }
    }

    /// The captions of a file; those that do not come, and those with nothing in them, are lost.
    pub fn track(self, caption: &Caption) -> Option<El> {
        let or = |text: &str, other: &str| if text.is_empty() { other } else { text }.to_owned();
        let lose = move || {
            self.there.set(false);
            self.lost.set(true);
        };
        let track = el("track")
            .attr("kind", "captions")
            .attr("src", stage::address(caption.url.as_ref()?))
            .attr("srclang", or(&caption.lang, "zh"))
            .attr("label", or(&caption.label, words::CAPTIONS))
            .on("error", move |_| lose())
            .on("load", move |event| {
                let read = event.target().and_then(|file| track::of(&file));
                if read.is_some_and(|read| track::is_empty(&read)) {
                    lose();
                }
            });
        Some(track)
    }

    /// Follows the first track of `video`, if it has one once it stands in the page.
    pub fn follow(self, video: HtmlMediaElement) {
        let full = RwSignal::new(false);
        let kept = Rc::new(RefCell::new(None::<(TextTrack, Vec<Listener>)>));
        let keep = kept.clone();
        effect(move || {
            let (size, full) = (self.size.get(), full.get());
            if let Some((track, _)) = &*kept.borrow() {
                set_mode(track, size, full);
            }
        });
        once_there(move || {
            let Some(track) = video.text_tracks().and_then(|tracks| tracks.get(0)) else {
                return;
            };
            let size = self.size.try_get_untracked().unwrap_or_default();
            set_mode(&track, size, false);
            let cued = track.clone();
            let mut listeners = vec![
                timer::listen(&video, "webkitbeginfullscreen", move |_| full.set(true)),
                timer::listen(&video, "webkitendfullscreen", move |_| full.set(false)),
                timer::listen(&track, "cuechange", move |_| {
                    self.text.set(track::text(&cued))
                }),
            ];
            if let Some(document) = page::document() {
                listeners.push(timer::listen(&document, "fullscreenchange", move |_| {
                    // The picture alone, not the whole player.
                    let filling = page::document().and_then(|page| page.fullscreen_element());
                    full.set(filling.is_some_and(|filling| filling.tag_name() == "VIDEO"));
                }));
            }
            // If the page has gone meanwhile nobody else keeps them, and they end here.
            keep.replace(Some((track, listeners)));
        });
    }

    /// Where they are drawn, while the picture is to be seen.
    pub fn region(self, seen: impl Fn() -> bool + Send + Sync + 'static) -> View {
        when(
            move || self.there.get() && self.size.get() != CueSize::Off && seen(),
            move || {
                el("p")
                    .class(move || text!("stage-captions cues-", self.size.get().id()))
                    .attr("lang", "zh")
                    .attr(
                        "aria-live",
                        move || {
                            if self.aloud.get() { "polite" } else { "off" }
                        },
                    )
                    .text(move || self.text.get())
            },
        )
    }
}

fn set_mode(track: &TextTrack, size: CueSize, full: bool) {
    track.set_mode(if full && size != CueSize::Off {
        TextTrackMode::Showing
    } else {
        TextTrackMode::Hidden
    });
}
