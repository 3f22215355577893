//! Playing: hls.js where it runs, the engine's own playlists else, plain files always.
//!
//! hls.js is asked first, never `canPlayType`: newer Chromes say "maybe" to
//! playlists and then stall on some of them.

use super::js::{self, call, function, get};
use super::script;
use crate::domain::stage::Fault;
use js_sys::{Array, Function, Object, Promise, Reflect};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::HtmlMediaElement;

/// The light build of hls.js; its licence lies beside it.
const SCRIPT: &str = "/vendor/hls.light.min.js";
/// First guess of the line's speed, in bits per second: a slow phone starts at once or not at all.
const FIRST_GUESS: f64 = 400_000.0;

thread_local! {
    static LOADING: RefCell<Option<Promise>> = const { RefCell::new(None) };
}

fn library() -> Option<Function> {
    function(&web_sys::window()?.into(), "Hls")
}

/// Loads hls.js once; answers whether it runs on this engine. After a failed load it may be asked again.
pub async fn prepare() -> bool {
    if library().is_none() {
        let loading = LOADING
            .with_borrow_mut(|loading| loading.get_or_insert_with(|| script::load(SCRIPT)).clone());
        if JsFuture::from(loading).await.is_err() {
            LOADING.take();
        }
    }
    library().is_some_and(|hls| call(&hls, "isSupported", &[]).is_some_and(|yes| yes.is_truthy()))
}

/// Whether the engine plays playlists by itself.
pub fn plays_playlists(media: &HtmlMediaElement) -> bool {
    !media
        .can_play_type("application/vnd.apple.mpegurl")
        .is_empty()
}

/// How a wish to play ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Started {
    Yes,
    /// The browser wants a tap first.
    Denied,
    /// Something else came between; the element's own events say what.
    No,
}

pub async fn play(media: &HtmlMediaElement) -> Started {
    let Ok(promise) = media.play() else {
        return Started::No;
    };
    match JsFuture::from(promise).await {
        Ok(_) => Started::Yes,
        Err(error) if js::text(&error, "name") == "NotAllowedError" => Started::Denied,
        Err(_) => Started::No,
    }
}

/// What hls.js says.
#[derive(Debug, Clone, PartialEq)]
pub enum Report {
    /// The heights of the pictures on offer, in the order of their levels.
    Levels(Vec<u32>),
    Fault(Fault),
}

type Handler = Closure<dyn FnMut(JsValue, JsValue)>;

/// Something being played on an element; dropping it frees the element.
pub struct Playback {
    media: HtmlMediaElement,
    hls: Option<JsValue>,
    url: String,
    _handlers: Vec<Handler>,
}

impl Playback {
    /// Plays a playlist by hls.js; `from` is in seconds. `None` when the library will not.
    pub fn playlist(
        media: &HtmlMediaElement,
        url: &str,
        from: Option<f64>,
        report: Rc<dyn Fn(Report)>,
    ) -> Option<Self> {
        let config = Object::new();
        let set = |name: &str, value: JsValue| Reflect::set(&config, &name.into(), &value);
        set("capLevelToPlayerSize", true.into()).ok()?;
        set("startLevel", JsValue::from(-1)).ok()?;
        set("abrEwmaDefaultEstimate", FIRST_GUESS.into()).ok()?;
        set("startPosition", from.unwrap_or(-1.0).into()).ok()?;
        set("backBufferLength", JsValue::from(30)).ok()?;
        set("liveSyncDurationCount", JsValue::from(3)).ok()?;
        // Who falls far behind the live edge is brought forward.
        set("liveMaxLatencyDurationCount", JsValue::from(10)).ok()?;
        let hls = Reflect::construct(&library()?, &Array::of1(&config)).ok()?;
        let levels = {
            let report = report.clone();
            Handler::new(move |_, data| report(Report::Levels(heights(&data))))
        };
        let fault = Handler::new(move |_, data: JsValue| {
            if js::flag(&data, "fatal") {
                report(Report::Fault(fault_of(&data)));
            }
        });
        call(
            &hls,
            "on",
            &["hlsManifestParsed".into(), levels.as_ref().clone()],
        )?;
        call(&hls, "on", &["hlsError".into(), fault.as_ref().clone()])?;
        call(&hls, "attachMedia", &[media.into()])?;
        call(&hls, "loadSource", &[url.into()])?;
        Some(Self {
            media: media.clone(),
            hls: Some(hls),
            url: url.to_owned(),
            _handlers: vec![levels, fault],
        })
    }

    /// Plays a file, or a playlist by the engine itself.
    pub fn direct(media: &HtmlMediaElement, url: &str, from: Option<f64>) -> Self {
        media.set_src(url);
        if let Some(from) = from {
            // Before the length is known this becomes the default place to start.
            media.set_current_time(from);
        }
        Self {
            media: media.clone(),
            hls: None,
            url: url.to_owned(),
            _handlers: Vec::new(),
        }
    }

    /// Whether hls.js plays; then it reports the faults, not the element.
    pub fn is_by_library(&self) -> bool {
        self.hls.is_some()
    }

    /// Loads on after a fault of the network.
    pub fn reload(&self) {
        match &self.hls {
            Some(hls) => {
                let known = get(hls, "levels").and_then(|levels| levels.dyn_into::<Array>().ok());
                if known.is_some_and(|levels| levels.length() > 0) {
                    call(hls, "startLoad", &[]);
                } else {
                    call(hls, "loadSource", &[self.url.as_str().into()]);
                }
            }
            None => {
                let at = self.media.current_time();
                self.media.set_src(&self.url);
                if at > 0.0 {
                    self.media.set_current_time(at);
                }
            }
        }
    }

    /// Gives the decoder a fresh start.
    pub fn recover(&self) {
        match &self.hls {
            Some(hls) => {
                call(hls, "recoverMediaError", &[]);
            }
            None => self.reload(),
        }
    }

    /// Holds the picture at one level; `None` leaves it to the line.
    pub fn set_level(&self, level: Option<usize>) {
        if let Some(hls) = &self.hls {
            let level = level.map_or(-1.0, |level| level as f64);
            let _ = Reflect::set(hls, &"nextLevel".into(), &level.into());
        }
    }
}

impl Drop for Playback {
    fn drop(&mut self) {
        let _ = self.media.pause();
        if let Some(hls) = &self.hls {
            call(hls, "destroy", &[]);
        }
        let _ = self.media.remove_attribute("src");
        self.media.load();
    }
}

fn heights(data: &JsValue) -> Vec<u32> {
    let levels = get(data, "levels")
        .and_then(|levels| levels.dyn_into::<Array>().ok())
        .unwrap_or_default();
    levels
        .iter()
        .map(|level| js::number(&level, "height") as u32)
        .collect()
}

fn fault_of(data: &JsValue) -> Fault {
    match (
        js::text(data, "type").as_str(),
        js::text(data, "details").as_str(),
    ) {
        // No codec of the ladder: a fresh start would not help.
        (
            _,
            "manifestIncompatibleCodecsError"
            | "bufferIncompatibleCodecsError"
            | "bufferAddCodecError",
        ) => Fault::Unplayable,
        // A page of a portal instead of a playlist is as good as nothing.
        ("networkError", _) => {
            let response = get(data, "response").unwrap_or(JsValue::NULL);
            Fault::Network(js::number(&response, "code") as u16)
        }
        ("mediaError", _) => Fault::Media,
        _ => Fault::Unplayable,
    }
}

/// What went wrong with the element itself.
pub fn fault(media: &HtmlMediaElement) -> Fault {
    match media.error().map(|error| error.code()) {
        Some(2) => Fault::Network(0),
        Some(3) => Fault::Media,
        // 4 is an unknown form as well as a missing file.
        _ => Fault::Unplayable,
    }
}

/// Names what is played on lock screens and headsets; empty names take it away.
pub fn name_session(title: &str, artist: &str) {
    let _ = name(title, artist);
}

fn name(title: &str, artist: &str) -> Option<()> {
    let window = web_sys::window()?;
    let session = js::of_navigator("mediaSession")?;
    let metadata = if title.is_empty() {
        JsValue::NULL
    } else {
        let about = Object::new();
        Reflect::set(&about, &"title".into(), &title.into()).ok()?;
        Reflect::set(&about, &"artist".into(), &artist.into()).ok()?;
        Reflect::construct(&function(&window, "MediaMetadata")?, &Array::of1(&about)).ok()?
    };
    Reflect::set(&session, &"metadata".into(), &metadata).ok()?;
    Some(())
}

/// The words of a track's cues at this moment.
pub fn cue_text(track: &web_sys::TextTrack) -> String {
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
