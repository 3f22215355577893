//! Tracks of captions: reading what stands at this moment, and writing one sentence by sentence.

use super::js::{self, call, function, get};
use js_sys::{Array, Reflect};
use std::cell::RefCell;
use wasm_bindgen::prelude::*;
use web_sys::{HtmlMediaElement, TextTrack};

/// The words of a track's cues at this moment.
pub fn text(track: &TextTrack) -> String {
    let cues = get(track, "activeCues").unwrap_or(JsValue::NULL);
    let count = js::number(&cues, "length") as u32;
    let texts = (0..count).filter_map(|at| {
        let cue = Reflect::get_u32(&cues, at).ok()?;
        // As a tree, so that marks of voice and time are not read out.
        let tree = call(&cue, "getCueAsHTML", &[]).and_then(|tree| get(&tree, "textContent"));
        tree.or_else(|| get(&cue, "text"))?.as_string()
    });
    texts.collect::<Vec<_>>().join("\n")
}

/// The track of an element that brings one as a file.
pub fn of(file: &JsValue) -> Option<TextTrack> {
    get(file, "track")?.dyn_into().ok()
}

/// Whether a track that has been read has nothing in it.
pub fn is_empty(track: &TextTrack) -> bool {
    get(track, "cues").is_none_or(|cues| js::number(&cues, "length") < 1.0)
}

/// Sentences that stand at once at most; older ones are taken out.
const KEPT: usize = 30;

/// A track that is written while something is played.
pub struct Written {
    track: TextTrack,
    /// The sentences in it, in the order in which they came.
    cues: RefCell<Vec<JsValue>>,
}

impl Written {
    /// A new track of captions on the element; `None` where the engine has none.
    pub fn on(media: &HtmlMediaElement, label: &str) -> Option<Self> {
        let track = call(
            media,
            "addTextTrack",
            &["captions".into(), label.into(), "zh".into()],
        )?;
        Some(Self {
            track: track.dyn_into().ok()?,
            cues: RefCell::default(),
        })
    }

    /// Puts a sentence in, in seconds of the element; one that stands until then ends where this begins.
    pub fn add(&self, from: f64, to: f64, text: &str) -> Option<()> {
        let window = web_sys::window()?;
        let class = function(&window, "VTTCue")?;
        let cue =
            Reflect::construct(&class, &Array::of3(&from.into(), &to.into(), &text.into())).ok()?;
        let mut cues = self.cues.borrow_mut();
        if let Some(last) = cues.last()
            && js::number(last, "endTime") > from
        {
            let begun = js::number(last, "startTime");
            let _ = Reflect::set(last, &"endTime".into(), &from.max(begun).into());
        }
        call(&self.track, "addCue", std::slice::from_ref(&cue))?;
        cues.push(cue);
        if cues.len() > KEPT {
            let old = cues.remove(0);
            call(&self.track, "removeCue", &[old]);
        }
        Some(())
    }

    /// Takes all sentences out: the element's time line begins anew.
    pub fn clear(&self) {
        for cue in self.cues.take() {
            call(&self.track, "removeCue", &[cue]);
        }
    }
}
