//! Lock screens, headsets and keyboards with keys of their own: what is played, and what they ask for.

use super::js::{self, call, function};
use js_sys::{Array, Object, Reflect};
use std::rc::Rc;
use wasm_bindgen::prelude::*;

/// What a lock screen or a headset asks for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Order {
    Play,
    Pause,
    /// Seconds on, or back where negative.
    By(f64),
    /// A second from the start.
    To(f64),
}

type Handler = Closure<dyn FnMut(JsValue)>;

/// What is played, as long as this lives.
pub struct Session {
    session: JsValue,
    /// The orders that the engine knew, with who carries them out.
    handlers: Vec<(&'static str, Handler)>,
}

/// How far the keys of a headset go where they do not say it, in seconds.
const STEP_S: f64 = 10.0;

impl Session {
    /// Names what is played and takes orders; `None` where the engine has no such thing. What is live takes no seconds.
    pub fn open(
        title: &str,
        artist: &str,
        live: bool,
        carry_out: Rc<dyn Fn(Order)>,
    ) -> Option<Self> {
        let session = js::of_navigator("mediaSession")?;
        let about = Object::new();
        Reflect::set(&about, &"title".into(), &title.into()).ok()?;
        Reflect::set(&about, &"artist".into(), &artist.into()).ok()?;
        let window = web_sys::window()?;
        let metadata =
            Reflect::construct(&function(&window, "MediaMetadata")?, &Array::of1(&about)).ok()?;
        Reflect::set(&session, &"metadata".into(), &metadata).ok()?;
        let mut handlers = Vec::new();
        for name in ["play", "pause", "seekbackward", "seekforward", "seekto"] {
            if live && name.starts_with("seek") {
                continue;
            }
            let carry_out = carry_out.clone();
            let handler = Handler::new(move |details: JsValue| {
                let step = Some(js::number(&details, "seekOffset")).filter(|step| *step > 0.0);
                let step = step.unwrap_or(STEP_S);
                carry_out(match name {
                    "play" => Order::Play,
                    "pause" => Order::Pause,
                    "seekbackward" => Order::By(-step),
                    "seekforward" => Order::By(step),
                    _ => Order::To(js::number(&details, "seekTime")),
                });
            });
            // An engine may not know an order; the others still count.
            let done = call(
                &session,
                "setActionHandler",
                &[name.into(), handler.as_ref().clone()],
            );
            if done.is_some() {
                handlers.push((name, handler));
            }
        }
        Some(Self { session, handlers })
    }

    /// Where a replay is: its length and place in seconds, and its speed.
    pub fn place(&self, length: f64, at: f64, rate: f64) {
        if !(length.is_finite() && length > 0.0 && rate > 0.0) {
            return;
        }
        let state = Object::new();
        let set = |name: &str, value: f64| Reflect::set(&state, &name.into(), &value.into());
        let _ = set("duration", length);
        let _ = set("position", at.clamp(0.0, length));
        let _ = set("playbackRate", rate);
        call(&self.session, "setPositionState", &[state.into()]);
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        for (name, _) in &self.handlers {
            call(
                &self.session,
                "setActionHandler",
                &[(*name).into(), JsValue::NULL],
            );
        }
        let _ = Reflect::set(&self.session, &"metadata".into(), &JsValue::NULL);
        call(&self.session, "setPositionState", &[]);
    }
}
