//! One source on one element: by hls.js, or by the engine itself.

use super::js::{self, call, get};
use super::library;
use crate::domain::stage::ladder::Fault;
use crate::text;
use js_sys::{Array, Object, Reflect};
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::HtmlMediaElement;

/// First guess of the line's speed, in bits per second: a slow phone starts at once or not at all.
const FIRST_GUESS: f64 = 400_000.0;

/// What hls.js says.
#[derive(Debug, Clone, PartialEq)]
pub enum Report {
    /// The heights of the pictures on offer, in the order of their levels.
    Levels(Vec<u32>),
    /// A live playlist came: the number of its last segment, and its target duration in seconds.
    Playlist {
        last: i64,
        target: f64,
    },
    /// A segment is missing everywhere; it begins and ends at these seconds.
    Gap {
        from: f64,
        to: f64,
    },
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
        // Whoever leaves early has not paid for the rest.
        set("maxMaxBufferLength", JsValue::from(40)).ok()?;
        set("liveSyncDurationCount", JsValue::from(3)).ok()?;
        // What fails is tried again here, and told; the library gives up soon.
        for name in ["frag", "level", "manifest"] {
            set(&text!(name, "LoadingMaxRetry"), JsValue::from(1)).ok()?;
        }
        // Who falls far behind the live edge is brought forward.
        set("liveMaxLatencyDurationCount", JsValue::from(10)).ok()?;
        let hls = Reflect::construct(&library()?, &Array::of1(&config)).ok()?;
        let levels = {
            let report = report.clone();
            Handler::new(move |_, data| report(Report::Levels(heights(&data))))
        };
        let playlist = {
            let report = report.clone();
            Handler::new(move |_, data: JsValue| {
                let details = get(&data, "details").unwrap_or(JsValue::NULL);
                if js::flag(&details, "live") {
                    report(Report::Playlist {
                        last: js::number(&details, "endSN") as i64,
                        target: js::number(&details, "targetduration"),
                    });
                }
            })
        };
        let fault = Handler::new(move |_, data: JsValue| {
            if js::flag(&data, "fatal") {
                report(gap_of(&data).unwrap_or_else(|| Report::Fault(fault_of(&data))));
            }
        });
        call(
            &hls,
            "on",
            &["hlsManifestParsed".into(), levels.as_ref().clone()],
        )?;
        call(
            &hls,
            "on",
            &["hlsLevelLoaded".into(), playlist.as_ref().clone()],
        )?;
        call(&hls, "on", &["hlsError".into(), fault.as_ref().clone()])?;
        call(&hls, "attachMedia", &[media.into()])?;
        call(&hls, "loadSource", &[url.into()])?;
        Some(Self {
            media: media.clone(),
            hls: Some(hls),
            url: url.to_owned(),
            _handlers: vec![levels, playlist, fault],
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

    /// The time of the programme at the element's second 0, in milliseconds since 1970, if the stream says so.
    pub fn began(&self) -> Option<f64> {
        let date = match &self.hls {
            Some(hls) => {
                let now = get(hls, "playingDate")?.dyn_into::<js_sys::Date>().ok()?;
                now.get_time() - self.media.current_time() * 1_000.0
            }
            None => call(&self.media, "getStartDate", &[])?
                .dyn_into::<js_sys::Date>()
                .ok()?
                .get_time(),
        };
        Some(date).filter(|date| date.is_finite() && *date > 0.0)
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
        // A page of a portal instead of a playlist.
        ("networkError", "manifestParsingError" | "levelParsingError") => Fault::Alien,
        ("networkError", _) => {
            let response = get(data, "response").unwrap_or(JsValue::NULL);
            Fault::Network(js::number(&response, "code") as u16)
        }
        ("mediaError", _) => Fault::Media,
        _ => Fault::Unplayable,
    }
}

/// A missing segment, where that is what went wrong.
fn gap_of(data: &JsValue) -> Option<Report> {
    let missing = matches!(
        js::number(&get(data, "response")?, "code") as u16,
        403 | 404 | 410
    );
    let frag = get(data, "frag").filter(|_| js::text(data, "details") == "fragLoadError")?;
    let (from, long) = (js::number(&frag, "start"), js::number(&frag, "duration"));
    (missing && long > 0.0).then_some(Report::Gap {
        from,
        to: from + long,
    })
}
