//! Answers that come in another order than they were asked for.

use super::kit::{mount, until};
use js_sys::{Array, Function, Promise, Reflect};
use kepu_day::api::config::Config;
use kepu_day::state::App;
use kepu_day::state::loader;
use kepu_day::ui::dom::row;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;

/// The browser's `fetch`, put aside: a test answers itself, in the order it likes.
struct Answers {
    real: JsValue,
    /// Of each request so far: what its promise is settled with.
    asked: Array,
}

impl Answers {
    fn new() -> Self {
        let asked = Array::new();
        let real = Reflect::get(&js_sys::global(), &"fetch".into()).unwrap();
        let make = "return () => new Promise((resolve) => asked.push(resolve))";
        let fetch = Function::new_with_args("asked", make).call1(&JsValue::NULL, &asked);
        Reflect::set(&js_sys::global(), &"fetch".into(), &fetch.unwrap()).unwrap();
        Self { real, asked }
    }

    /// Answers the request of this number, from 0.
    async fn answer(&self, number: u32, body: &str) {
        until("the request", || self.asked.length() > number).await;
        let make = "return new Response(body, { headers: { 'Content-Type': 'application/json' } })";
        let response = Function::new_with_args("body", make).call1(&JsValue::NULL, &body.into());
        let resolve: Function = self.asked.get(number).unchecked_into();
        resolve.call1(&JsValue::NULL, &response.unwrap()).unwrap();
        // What follows from it has followed.
        for _ in 0..20 {
            let turn = Promise::resolve(&JsValue::NULL);
            wasm_bindgen_futures::JsFuture::from(turn).await.unwrap();
        }
        kepu_day::device::timer::sleep(0).await;
    }
}

impl Drop for Answers {
    fn drop(&mut self) {
        let _ = Reflect::set(&js_sys::global(), &"fetch".into(), &self.real);
    }
}

fn app() -> App {
    // This test may be the first: then nothing has said so far who runs what waits.
    drop(mount(row));
    let app = App::new();
    app.config.set(Config::decode(
        r#"{"preset":"kp1","base":"/api","catalogue":"/api/catalogue"}"#,
    ));
    app
}

fn places(left: u32) -> String {
    format!(
        r#"{{"sessions":{{"s1":{{"capacity":100,"booked":{},"held":0,"waitlisted":0,"status":"open"}}}}}}"#,
        100 - left
    )
}

#[wasm_bindgen_test]
async fn of_two_answers_about_places_the_one_asked_for_last_stands() {
    let (answers, app) = (Answers::new(), app());
    let booked = || {
        app.availability
            .with_untracked(|all| all.sessions.get("s1").map(|one| one.booked))
    };
    loader::refresh_places(app);
    loader::refresh_places(app);
    answers.answer(1, &places(3)).await;
    until("the last answer", || booked() == Some(97)).await;
    answers.answer(0, &places(50)).await;
    assert_eq!(booked(), Some(97), "the first answer came too late");
}

#[wasm_bindgen_test]
async fn of_two_answers_with_the_programme_the_one_asked_for_last_stands() {
    let (answers, app) = (Answers::new(), app());
    let name = || app.programme_untracked().map(|programme| programme.name());
    let catalogue = |name: &str| {
        format!(
            r#"{{"edition":{{"id":"e","name":"{name}","start":"2023-09-17","end":"2023-09-23"}},"activities":[]}}"#
        )
    };
    loader::refresh(app);
    loader::refresh(app);
    answers.answer(1, &catalogue("新的")).await;
    until("the last answer", || {
        name().is_some_and(|name| name.contains("新的"))
    })
    .await;
    answers.answer(0, &catalogue("旧的")).await;
    assert!(
        name().is_some_and(|name| name.contains("新的")),
        "the first answer came too late"
    );
}
