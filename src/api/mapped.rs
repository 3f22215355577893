//! Answers the app's requests from a backend of another kind.
//!
//! kepu-finish puts this and what it needs into a module of its own, which only such a deployment fetches: requests
//! whose address begins with [`MAPPED`] come here, and what goes back is an answer of the contract.

#![cfg(feature = "app")]

mod lists;
mod news;
mod registering;
mod trying;

use super::answer::{Answer, Failure, http_date};
use super::client::{Ask, ask_for, body_of};
use super::config::MAPPED;
use super::mapping::json::Value;
use super::mapping::privacy::{self, Private, Shown};
use super::mapping::spec::Mapping;
use super::mapping::{Foreign, Sheet, errors, json};
use gloo_net::http::Method;
use lists::Store;
use std::cell::{Cell, RefCell};
use std::pin::Pin;
use std::rc::Rc;
use wasm_bindgen::JsValue;
use web_sys::RequestCredentials;

/// What is known of the other backend while the page lives.
struct Held {
    mapping: Mapping,
    store: Store,
    news: news::News,
    /// What asking for the registrations without a secret has shown.
    shown: Cell<Shown>,
    /// How far the server's clock is ahead of the device's, in milliseconds, as the last answer told it.
    ahead: Cell<Option<f64>>,
}

thread_local! {
    static HELD: RefCell<Option<Rc<Held>>> = const { RefCell::new(None) };
}

/// Answers a request. Called only once this part of the app is there; a call that stays one, for it is the way into the
/// other module.
#[inline(never)]
pub fn answer<'a>(ask: Ask<'a>) -> Pin<Box<dyn Future<Output = Result<Answer, Failure>> + 'a>> {
    Box::pin(route(ask))
}

async fn route(ask: Ask<'_>) -> Result<Answer, Failure> {
    let path = ask.url.strip_prefix(MAPPED).unwrap_or("").trim_matches('/');
    if path == "try" {
        return trying::tried(&ask).await;
    }
    let held = held().await?;
    if matches!(path, "catalogue" | "availability") {
        news::listen(&held);
    }
    let mut answer = if path == "catalogue" {
        held.catalogue(&ask).await?
    } else if path == "availability" {
        held.availability().await?
    } else if let Some(id) = path
        .strip_prefix("registrations/")
        .filter(|id| *id != "find")
    {
        held.registration(id, &ask).await?
    } else {
        said(404, errors::problem(404, "gone"))
    };
    if held.ahead.get().is_none() {
        held.ask_own_host().await;
    }
    answer.date = held.now();
    Ok(answer)
}

/// The mapping, read once; who could not read it tries again at the next request.
async fn held() -> Result<Rc<Held>, Failure> {
    if let Some(held) = HELD.with_borrow(Clone::clone) {
        return Ok(held);
    }
    let config = file("/config.json").await?;
    let mapping = Mapping::read(&config, &preset(&config).await?);
    for fault in &mapping.faults {
        warn(&["config.json, mapping: wrong or unknown at ", fault].concat());
    }
    let held = Rc::new(Held::new(mapping));
    HELD.set(Some(held.clone()));
    Ok(held)
}

/// The preset that a configuration names.
async fn preset(config: &Value) -> Result<Value, Failure> {
    let name = config.get("preset").and_then(Value::as_str).unwrap_or("");
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '-';
    match name.chars().all(is_name) && name.len() < 40 {
        true => file(&["/presets/", name, ".json"].concat()).await,
        false => Ok(Value::Null),
    }
}

/// A file beside the app; nothing where it is none.
async fn file(address: &str) -> Result<Value, Failure> {
    let (response, watch) = ask_for(Ask::get(address), RequestCredentials::SameOrigin).await?;
    let body = body_of(&response, &watch).await?;
    Ok(if response.ok() {
        json::read(&body)
    } else {
        Value::Null
    })
}

/// For whoever runs the deployment and looks there.
fn warn(text: &str) {
    web_sys::console::warn_1(&JsValue::from_str(&["kepu: ", text].concat()));
}

impl Held {
    fn new(mapping: Mapping) -> Self {
        Self {
            mapping,
            store: Store::default(),
            news: news::News::default(),
            shown: Cell::new(Shown::Unknown),
            ahead: Cell::new(None),
        }
    }

    /// Milliseconds since 1970 by the server's clock, if it is known.
    fn now(&self) -> Option<f64> {
        self.ahead.get().map(|ahead| js_sys::Date::now() + ahead)
    }

    fn learn(&self, date: Option<&str>) {
        if let Some(date) = date.and_then(http_date) {
            self.ahead.set(Some(date - js_sys::Date::now()));
        }
    }

    /// Across origins hardly any backend lets its `Date` be read: then the clock of the app's own host decides. The query
    /// passes by the copy that is kept for use without a network.
    async fn ask_own_host(&self) {
        let ask = Ask::get("/config.json?clock");
        if let Ok((response, _)) = ask_for(ask, RequestCredentials::SameOrigin).await {
            self.learn(response.headers().get("Date").as_deref());
        }
    }

    /// Sends a request to the other backend.
    async fn send(&self, request: Foreign) -> Result<Sheet, Failure> {
        let headers = request
            .headers
            .iter()
            .map(|(name, value)| (name.as_str(), value.clone()));
        let ask = Ask {
            method: match request.method.as_str() {
                "PUT" => Method::PUT,
                "PATCH" => Method::PATCH,
                "DELETE" => Method::DELETE,
                "POST" => Method::POST,
                _ => Method::GET,
            },
            url: self.mapping.address(&request.path),
            headers: headers.collect(),
            body: request.body,
            patience: 0,
        };
        // Else the browser's own window would ask for a password where a list is refused to strangers (Kinto: a 401 with
        // `WWW-Authenticate: Basic`), and the request would wait for it.
        let (response, watch) = ask_for(ask, RequestCredentials::Omit).await?;
        let headers = response.headers().entries().collect();
        let text = body_of(&response, &watch).await?;
        let sheet = Sheet {
            status: response.status(),
            headers,
            body: json::read(&text),
            text,
        };
        self.learn(sheet.header("date"));
        Ok(sheet)
    }

    /// Tries to read the registrations as a stranger would, unless that is known.
    async fn probe(&self) -> Shown {
        let Some(registrations) = &self.mapping.registrations else {
            return Shown::Unknown;
        };
        if registrations.private == Private::No {
            return Shown::Open;
        }
        if registrations.list.is_empty() || registrations.private == Private::Server {
            // There is no list: what is kept lies behind a function that asks for the token.
            return Shown::Closed;
        }
        if self.shown.get() != Shown::Open {
            let request = Foreign {
                method: "GET".into(),
                path: registrations.list.clone(),
                headers: self.mapping.headers.clone(),
                body: None,
            };
            let shown = match self.send(request).await {
                Ok(sheet) => privacy::judge(&sheet, &registrations.items, &self.mapping.errors),
                Err(_) => Shown::Unknown,
            };
            if shown == Shown::Open {
                warn(
                    "the registrations of this backend can be read by everybody: nobody is signed up, the phone number is shown",
                );
            }
            self.shown.set(shown);
        }
        self.shown.get()
    }
}

/// An answer of the contract.
fn said(status: u16, body: Value) -> Answer {
    Answer {
        status,
        body: body.write(),
        media: if status < 400 {
            "application/json"
        } else {
            "application/problem+json"
        }
        .into(),
        ..Answer::default()
    }
}

/// The other backend's refusal, in the contract's words.
fn refused(mapping: &Mapping, sheet: &Sheet) -> Answer {
    let (status, code) = errors::code(&mapping.errors, sheet);
    let mut answer = said(status, errors::problem(status, &code));
    answer.retry_after = sheet.header("retry-after").map(str::to_owned);
    answer
}
