//! One request and its answer, with bounds on time and no surprises.

#![cfg(feature = "app")]

use super::answer::{Answer, Failure, http_date, media, text};
use super::{config, mapped};
use gloo_net::http::{Method, RequestBuilder, Response};
use std::cell::Cell;
use std::pin::Pin;
use std::rc::Rc;
use wasm_bindgen::prelude::*;

/// Milliseconds until the headers must be there, and until all must be (faults.md 17).
const HEADERS_MS: i32 = 10_000;
const WHOLE_MS: i32 = 30_000;

/// What to ask.
#[derive(Default)]
pub struct Ask<'a> {
    pub method: Method,
    pub url: String,
    pub headers: Vec<(&'a str, String)>,
    /// A JSON body.
    pub body: Option<String>,
    /// How much longer than usual an answer may take, in milliseconds: the server was asked to hold it back.
    pub patience: i32,
}

impl Ask<'_> {
    pub fn get(url: impl Into<String>) -> Self {
        Self {
            url: url.into(),
            ..Self::default()
        }
    }
}

/// Aborts the request when dropped or late.
pub(super) struct Watch {
    controller: web_sys::AbortController,
    late: Rc<Cell<bool>>,
    timers: Vec<i32>,
    _closures: Vec<Closure<dyn FnMut()>>,
}

impl Watch {
    fn new() -> Option<Self> {
        let controller = web_sys::AbortController::new().ok()?;
        Some(Self {
            controller,
            late: Rc::default(),
            timers: Vec::new(),
            _closures: Vec::new(),
        })
    }

    fn limit(&mut self, millis: i32) {
        let (controller, late) = (self.controller.clone(), self.late.clone());
        let closure = Closure::<dyn FnMut()>::new(move || {
            late.set(true);
            controller.abort();
        });
        let timer = web_sys::window().and_then(|window| {
            window
                .set_timeout_with_callback_and_timeout_and_arguments_0(
                    closure.as_ref().unchecked_ref(),
                    millis,
                )
                .ok()
        });
        self.timers.extend(timer);
        self._closures.push(closure);
    }

    fn unlimit(&mut self) {
        if let (Some(window), Some(timer)) = (web_sys::window(), self.timers.pop()) {
            window.clear_timeout_with_handle(timer);
        }
    }

    fn failure(&self) -> Failure {
        if self.late.get() {
            Failure::Timeout
        } else if web_sys::window().is_some_and(|window| !window.navigator().on_line()) {
            Failure::Offline
        } else {
            Failure::Unreachable
        }
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        while !self.timers.is_empty() {
            self.unlimit();
        }
        // After the answer this does nothing; before it, whoever asked is gone.
        self.controller.abort();
    }
}

/// Fetches the part of the app that understands backends of other kinds; `false` when it could not be had.
pub type Fetch = fn() -> Pin<Box<dyn Future<Output = bool>>>;

thread_local! {
    static OTHER: Cell<Option<Fetch>> = const { Cell::new(None) };
}

/// Says how that part is fetched, where there is such a backend.
pub fn by(fetch: Fetch) {
    OTHER.set(Some(fetch));
}

/// Sends a request. Whatever its status, an answer that arrived whole is `Ok`.
///
/// # Errors
/// [`Failure`] when nothing arrived, or not in time.
pub async fn send(ask: Ask<'_>) -> Result<Answer, Failure> {
    if let Some(fetch) = OTHER.get()
        && ask.url.starts_with(config::MAPPED)
    {
        return match fetch().await {
            true => mapped::answer(ask).await,
            false => Err(Failure::Unreachable),
        };
    }
    let (response, watch) = ask_for(ask).await?;
    let headers = response.headers();
    let mut answer = Answer {
        status: response.status(),
        body: String::new(),
        media: media(&headers.get("Content-Type").unwrap_or_default()),
        date: headers.get("Date").and_then(|date| http_date(&date)),
        etag: headers.get("ETag"),
        retry_after: headers.get("Retry-After"),
    };
    answer.body = body_of(&response, &watch).await?;
    Ok(answer)
}

/// The body of an answer as a text.
pub(super) async fn body_of(response: &Response, watch: &Watch) -> Result<String, Failure> {
    let body = response.binary().await;
    body.map(text).map_err(|_| match watch.failure() {
        // Headers came, the body broke off.
        Failure::Unreachable => Failure::Unreadable,
        other => other,
    })
}

/// Sends a request, whoever is asked; its headers are there, its body is watched.
pub(super) async fn ask_for(ask: Ask<'_>) -> Result<(Response, Watch), Failure> {
    let mut watch = Watch::new().ok_or(Failure::Unreachable)?;
    watch.limit(WHOLE_MS + ask.patience);
    watch.limit(HEADERS_MS + ask.patience);
    let mut request = RequestBuilder::new(&ask.url)
        .method(ask.method)
        .abort_signal(Some(&watch.controller.signal()))
        .header("Accept", "application/json");
    for (name, value) in &ask.headers {
        request = request.header(name, value);
    }
    let response = match ask.body {
        Some(body) => {
            let request = request
                .header("Content-Type", "application/json")
                .body(body);
            request.map_err(|_| Failure::Unreachable)?.send().await
        }
        None => request.send().await,
    };
    let response = response.map_err(|_| watch.failure())?;
    watch.unlimit();
    Ok((response, watch))
}
