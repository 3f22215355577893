//! Where this device is, asked for once and only on request; the browser itself asks the person.
//!
//! Browsers answer in GPS's datum. Some embedded ones in China answer in that of China's maps without saying so:
//! such a position is some five hundred metres off, which the distances shown here bear.

use super::js;
use crate::domain::near::Refusal;
use crate::domain::venue::{Datum, Point};
use js_sys::{Object, Promise, Reflect};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, spawn_local};

/// How long to wait for a position; how old one may be, in milliseconds.
const WAIT_MS: i32 = 10_000;
const OLD_MS: i32 = 300_000;
/// Some embedded browsers never answer at all: that long after the time they were given.
const NEVER_MS: i32 = 3_000;
/// A position known no better than this tells nothing, in metres.
const VAGUE: f64 = 5_000.0;
/// The browser's number for a person's no.
const DENIED: f64 = 1.0;

/// Asks for the position and tells `then`.
pub fn ask(then: impl FnOnce(Result<Point, Refusal>) + 'static) {
    boxed_ask(Box::new(then));
}

fn boxed_ask(then: Box<dyn FnOnce(Result<Point, Refusal>)>) {
    spawn_local(async move { then(position().await) });
}

async fn position() -> Result<Point, Refusal> {
    let window = web_sys::window().ok_or(Refusal::Absent)?;
    let source = js::of_navigator("geolocation").ok_or(Refusal::Absent)?;
    if !js::flag(&window, "isSecureContext") {
        return Err(Refusal::Absent);
    }
    let options = Object::new();
    for (name, value) in [("timeout", WAIT_MS), ("maximumAge", OLD_MS)] {
        let _ = Reflect::set(&options, &name.into(), &value.into());
    }
    let asked = Promise::new(&mut |found, failed| {
        let _ = window
            .set_timeout_with_callback_and_timeout_and_arguments_0(&failed, WAIT_MS + NEVER_MS);
        let arguments = [found.into(), (&failed).into(), options.clone().into()];
        if js::call(&source, "getCurrentPosition", &arguments).is_none() {
            let _ = failed.call0(&JsValue::NULL);
        }
    });
    let found = JsFuture::from(asked).await;
    let found = found.map_err(|error| match js::number(&error, "code") {
        DENIED => Refusal::Denied,
        _ => Refusal::Unknown,
    })?;
    let place = js::get(&found, "coords").ok_or(Refusal::Unknown)?;
    if js::number(&place, "accuracy") > VAGUE {
        return Err(Refusal::Vague);
    }
    Ok(Point {
        lng: js::number(&place, "longitude"),
        lat: js::number(&place, "latitude"),
        datum: Datum::Wgs84,
    })
}
