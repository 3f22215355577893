//! Looking round in a picture: pannellum, fetched when somebody wants to.

use super::js::{self, call, function, get};
use super::script;
use js_sys::{Object, Reflect};
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, HtmlCanvasElement};

/// The viewer, and the few rules of style that it needs; its licence lies beside it.
const SCRIPT: &str = "/vendor/pannellum.min.js";
const SHEET: &str = "/vendor/pannellum.css";
/// Degrees of the picture that are in sight at first, at least, and at most.
const WIDE: f64 = 90.0;
const NARROWEST: f64 = 40.0;
const WIDEST: f64 = 110.0;
/// How long a turn takes, in milliseconds.
const TURN_MS: f64 = 250.0;

fn library() -> Option<JsValue> {
    get(&web_sys::window()?.into(), "pannellum")
}

/// Whether the engine can draw it at all.
pub fn can_draw() -> bool {
    let canvas = super::page::document()
        .and_then(|document| document.create_element("canvas").ok())
        .and_then(|canvas| canvas.dyn_into::<HtmlCanvasElement>().ok());
    canvas.is_some_and(|canvas| {
        ["webgl", "experimental-webgl"]
            .iter()
            .any(|kind| canvas.get_context(kind).ok().flatten().is_some())
    })
}

/// Fetches the viewer; answers whether it is there. After a failed load it may be asked again.
pub async fn prepare() -> bool {
    if library().is_none() {
        let (sheet, script) = (script::load_sheet(SHEET), script::load(SCRIPT));
        let _ = JsFuture::from(sheet).await;
        let _ = JsFuture::from(script).await;
    }
    library().is_some()
}

/// Whether whoever uses this device wants nothing to move by itself.
fn is_calm() -> bool {
    web_sys::window()
        .and_then(|window| {
            window
                .match_media("(prefers-reduced-motion: reduce)")
                .ok()?
        })
        .is_some_and(|query| query.matches())
}

/// A picture one looks round in; dropping it frees its place.
pub struct Sphere {
    viewer: JsValue,
    animated: JsValue,
    handlers: Option<[Closure<dyn FnMut()>; 2]>,
    /// Nobody looks any more; and whether the picture has come, or it is known that it does not.
    gone: Rc<Cell<bool>>,
    settled: Rc<Cell<bool>>,
}

impl Sphere {
    /// Shows a picture in `place`. `report` is told once whether it came.
    pub fn open(place: &Element, url: &str, report: Rc<dyn Fn(bool)>) -> Option<Self> {
        let config = Object::new();
        let set = |name: &str, value: JsValue| Reflect::set(&config, &name.into(), &value);
        set("type", "equirectangular".into()).ok()?;
        set("panorama", url.into()).ok()?;
        set("autoLoad", true.into()).ok()?;
        set("hfov", WIDE.into()).ok()?;
        set("minHfov", NARROWEST.into()).ok()?;
        set("maxHfov", WIDEST.into()).ok()?;
        set("ignoreGPanoXMP", true.into()).ok()?;
        // The page has buttons and keys of its own.
        for name in ["showControls", "keyboardZoom", "mouseZoom"] {
            set(name, false.into()).ok()?;
        }
        set("disableKeyboardCtrl", true.into()).ok()?;
        let viewer = call(&library()?, "viewer", &[place.into(), config.into()])?;
        let (gone, settled) = (Rc::new(Cell::new(false)), Rc::new(Cell::new(false)));
        let told = |came: bool| {
            let report = report.clone();
            let (gone, settled, viewer) = (gone.clone(), settled.clone(), viewer.clone());
            Closure::<dyn FnMut()>::new(move || {
                settled.set(true);
                if gone.get() {
                    // The picture came to nobody, and with it what it is drawn by.
                    call(&viewer, "destroy", &[]);
                } else {
                    report(came);
                }
            })
        };
        let handlers = [told(true), told(false)];
        for (name, handler) in ["load", "error"].iter().zip(&handlers) {
            call(&viewer, "on", &[(*name).into(), handler.as_ref().clone()])?;
        }
        let animated = match is_calm() {
            true => JsValue::FALSE,
            false => TURN_MS.into(),
        };
        Some(Self {
            viewer,
            animated,
            handlers: Some(handlers),
            gone,
            settled,
        })
    }

    fn step(&self, get: &str, set: &str, to: impl Fn(f64) -> f64) {
        let now = call(&self.viewer, get, &[]).and_then(|now| now.as_f64());
        let to = to(now.unwrap_or(0.0));
        call(&self.viewer, set, &[to.into(), self.animated.clone()]);
    }

    /// Turns to the right by so many degrees, and upwards.
    pub fn turn(&self, right: f64, up: f64) {
        if right != 0.0 {
            self.step("getYaw", "setYaw", |yaw| yaw + right);
        }
        if up != 0.0 {
            self.step("getPitch", "setPitch", |pitch| {
                (pitch + up).clamp(-85.0, 85.0)
            });
        }
    }

    /// Shows so much of what was in sight: less than 1 is closer.
    pub fn zoom(&self, by: f64) {
        self.step("getHfov", "setHfov", |wide| {
            (wide * by).clamp(NARROWEST, WIDEST)
        });
    }

    /// As it was at first.
    pub fn home(&self) {
        let zero = JsValue::from(0);
        let to = [zero.clone(), zero, WIDE.into(), self.animated.clone()];
        call(&self.viewer, "lookAt", &to);
    }

    /// Whether it could follow how the device is held.
    pub fn can_follow(&self) -> bool {
        call(&self.viewer, "isOrientationSupported", &[]).is_some_and(|yes| yes.is_truthy())
    }

    /// Follows how the device is held, or no longer.
    pub fn follow(&self, on: bool) {
        let name = if on {
            "startOrientation"
        } else {
            "stopOrientation"
        };
        call(&self.viewer, name, &[]);
    }
}

impl Drop for Sphere {
    fn drop(&mut self) {
        self.gone.set(true);
        if !self.settled.get() {
            // A picture on its way cannot be called back: its handlers wait for it.
            self.handlers.take().map(|all| all.map(Closure::forget));
        }
        // Its own end leaves the sense of how the device is held running.
        call(&self.viewer, "stopOrientation", &[]);
        call(&self.viewer, "destroy", &[]);
    }
}

/// Whether an element can have the whole screen.
pub fn can_fill() -> bool {
    super::page::document().is_some_and(|document| js::flag(&document, "fullscreenEnabled"))
}

/// Gives an element the whole screen, or takes it back.
pub fn fill(element: &Element) {
    let Some(document) = super::page::document() else {
        return;
    };
    if get(&document, "fullscreenElement").is_some() {
        call(&document, "exitFullscreen", &[]);
    } else if function(element, "requestFullscreen").is_some() {
        call(element, "requestFullscreen", &[]);
    }
}
