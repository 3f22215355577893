//! The other backend's stream of events: the app is told when to ask again.
//!
//! A stream that breaks is opened anew at the next question, so polling goes on whatever becomes of it; a page that nobody
//! sees has none.

#![cfg(feature = "app")]

use super::{Held, warn};
use crate::api::mapping::news::{Hello, Realtime, wait};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{Event, EventSource, EventTarget, MessageEvent};

/// What the browser calls at an event.
type Heard = Closure<dyn FnMut(Event)>;

/// What the app hears on its window.
const PLACES: &str = "kepu:places";
const PROGRAMME: &str = "kepu:programme";

/// The stream that is open, if one is, and what is to be told of it.
#[derive(Default)]
pub(super) struct News {
    open: RefCell<Option<Open>>,
    /// What is told once its time has come.
    due: Cell<Option<&'static str>>,
    told_at: Cell<f64>,
    sight: RefCell<Option<Heard>>,
}

struct Open {
    source: EventSource,
    /// They live as long as it: the browser calls them.
    _closures: Vec<Heard>,
}

impl Drop for Open {
    fn drop(&mut self) {
        self.source.close();
    }
}

fn document() -> Option<web_sys::Document> {
    web_sys::window()?.document()
}

/// Opens the stream that the mapping names, unless it is open.
pub(super) fn listen(held: &Rc<Held>) {
    let Realtime::Stream(stream) = &held.mapping.realtime else {
        return;
    };
    let Some(document) = document() else { return };
    let closed = EventSource::CLOSED;
    let is_open = |open: &Open| open.source.ready_state() != closed;
    if document.hidden() || held.news.open.borrow().as_ref().is_some_and(is_open) {
        return;
    }
    let Ok(source) = EventSource::new(&held.mapping.address(&stream.path)) else {
        return;
    };
    let mut closures = Vec::new();
    for (names, news) in [(&stream.places, PLACES), (&stream.programme, PROGRAMME)] {
        for name in names {
            let held = held.clone();
            closures.push(on(&source, name, move |_| due(&held, news)));
        }
    }
    if let Some(hello) = &stream.hello {
        let (held, hello) = (held.clone(), hello.clone());
        let name = hello.event.clone();
        closures.push(on(&source, &name, move |event| {
            greet(&held, &hello, &event);
        }));
    }
    // The browser would try again every few seconds; the next question does.
    let broken = source.clone();
    closures.push(on(&source, "error", move |_| broken.close()));
    *held.news.open.borrow_mut() = Some(Open {
        source,
        _closures: closures,
    });
    if held.news.sight.borrow().is_none() {
        let seen = held.clone();
        let sight = on(&document.into(), "visibilitychange", move |_| {
            if self::document().is_some_and(|document| document.hidden()) {
                seen.news.open.take();
            }
        });
        *held.news.sight.borrow_mut() = Some(sight);
    }
}

fn on(target: &EventTarget, name: &str, task: impl FnMut(Event) + 'static) -> Heard {
    let closure = Heard::new(task);
    let _ = target.add_event_listener_with_callback(name, closure.as_ref().unchecked_ref());
    closure
}

/// Says what one wants to hear.
fn greet(held: &Rc<Held>, hello: &Hello, event: &Event) {
    let data = event
        .unchecked_ref::<MessageEvent>()
        .data()
        .as_string()
        .unwrap_or_default();
    let Some(mut request) = hello.request(&data) else {
        warn("realtime: the stream does not say who one is");
        return;
    };
    request.headers.clone_from(&held.mapping.headers);
    let held = held.clone();
    wasm_bindgen_futures::spawn_local(async move {
        if let Ok(sheet) = held.send(request).await
            && !sheet.is_ok()
        {
            warn("realtime: what one wants to hear was refused");
        }
    });
}

/// Something changed: the app is told in a moment, of several things once.
fn due(held: &Rc<Held>, news: &'static str) {
    let news_of = &held.news;
    let before = news_of.due.get();
    // The whole programme is asked for with its places.
    if before.is_none() || news == PROGRAMME {
        news_of.due.set(Some(news));
    }
    if before.is_some() {
        return;
    }
    let now = js_sys::Date::now();
    let millis = wait(now, news_of.told_at.get(), js_sys::Math::random());
    news_of.told_at.set(now + millis);
    let held = held.clone();
    wasm_bindgen_futures::spawn_local(async move {
        sleep(millis as i32).await;
        if let (Some(news), Some(window)) = (held.news.due.take(), web_sys::window())
            && let Ok(event) = Event::new(news)
        {
            let _ = window.dispatch_event(&event);
        }
    });
}

async fn sleep(millis: i32) {
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        if let Some(window) = web_sys::window() {
            let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, millis);
        }
    });
    let _ = wasm_bindgen_futures::JsFuture::from(promise).await;
}
