//! Tries a backend that somebody types in, beside the app's own: nothing of it is kept.
//!
//! `POST try` with a preset, a base and the id of a trial in a line each and below them the mapping, as it was typed,
//! answers a report in one line and below it the programme as the contract has it, where one came. The id is that of a
//! registration that is made to see who may read it; without one nothing is written.

#![cfg(feature = "app")]

use super::lists::{Missed, Missing};
use super::{Held, file, preset, said};
use crate::api::answer::{Answer, Failure};
use crate::api::client::Ask;
use crate::api::mapping::json::{Map, Value};
use crate::api::mapping::pages::Trouble;
use crate::api::mapping::privacy::{Private, Shown};
use crate::api::mapping::registrations::{self as rules, Own};
use crate::api::mapping::spec::{Mapping, Registrations};
use crate::api::mapping::{Foreign, catalogue, json, trial};
use gloo_net::http::RequestBuilder;
use web_sys::RequestMode;

pub async fn tried(ask: &Ask<'_>) -> Result<Answer, Failure> {
    let mut lines = ask.body.as_deref().unwrap_or("").splitn(4, '\n');
    let mut next = || lines.next().unwrap_or("");
    let (kind, base, id, typed) = (next(), next(), next(), next());
    let mut report = Map::default();
    let own = json::read(typed);
    if !typed.trim().is_empty() && !own.is_object() {
        report.insert("line", number(trial::line(typed)));
        return Ok(answer(report, ""));
    }
    let current = file("/config.json").await.unwrap_or_default();
    let config = trial::config(current, kind, base, own.clone());
    let preset = preset(&config).await?;
    if preset.is_null() {
        // The app's own file is not there: nothing can be said of the backend.
        return Err(Failure::Unreadable);
    }
    let mut mapping = Mapping::read(&config, &preset);
    let mut faults = trial::unknown(&own);
    faults.append(&mut mapping.faults);
    report.insert(
        "faults",
        faults.into_iter().map(Value::from).collect::<Vec<_>>(),
    );
    let mut written = String::new();
    trial::pretty(&config, 0, &mut written);
    report.insert("config", written + "\n");
    let held = Held::new(mapping);
    let mut programme = String::new();
    if !id.is_empty() {
        held.register(id, &mut report).await;
    } else if matches!(kind, "kp1" | "static") {
        let path = if kind == "kp1" {
            held.mapping.address("catalogue")
        } else {
            beside(base)
        };
        programme = held.whole(&path, &mut report).await;
    } else {
        programme = held.look(&mut report).await;
    }
    Ok(answer(report, &programme))
}

/// Files of a deployment are named relative to its root.
fn beside(file: &str) -> String {
    let is_whole = file.starts_with('/') || file.contains("://");
    [if is_whole { "" } else { "/" }, file].concat()
}

fn answer(report: Map, programme: &str) -> Answer {
    let mut answer = said(200, Value::Null);
    answer.body = [&Value::Object(report).write(), "\n", programme].concat();
    answer
}

fn number(number: usize) -> Value {
    Value::Number(number.to_string())
}

fn yes(yes: bool) -> Value {
    Value::Bool(yes)
}

fn shown_as(shown: Shown) -> &'static str {
    match shown {
        Shown::Closed => "closed",
        Shown::Open => "open",
        Shown::Unknown => "unknown",
    }
}

/// Writes down why a list is missing.
fn tell(report: &mut Map, missed: &Missed) {
    let (what, status) = match missed.trouble {
        _ if missed.is_page => ("page", 0),
        Trouble::Refused(status) => ("status", status),
        Trouble::NoList => ("list", 0),
        Trouble::NeverStill => ("still", 0),
    };
    report.insert("trouble", what);
    report.insert("status", status);
    report.insert("path", missed.path.clone());
    report.insert("items", missed.items.clone());
}

impl Held {
    /// The programme of lists, and whether registrations are private.
    async fn look(&self, report: &mut Map) -> String {
        let lists = match self.gather().await {
            Ok(lists) => lists,
            Err(Missing::List(missed)) => {
                tell(report, &missed);
                return String::new();
            }
            Err(Missing::Network(failure)) => {
                self.nothing(&self.mapping.address(""), failure, report)
                    .await;
                return String::new();
            }
        };
        let shown = self.probe().await;
        let registrations = self.mapping.registrations.as_ref();
        let private = registrations.map_or("none", |registrations| match registrations.private {
            Private::No => "no",
            Private::Secret => "secret",
            Private::WriteOnly => "write-only",
            Private::Server => "server",
        });
        report.insert("private", private);
        report.insert("shown", shown_as(shown));
        let (text, notes) = catalogue::compose(&self.mapping, lists, shown != Shown::Open);
        for (name, count) in [
            ("lost", notes.lost),
            ("stray", notes.stray),
            ("times", notes.times),
        ] {
            report.insert(name, number(count));
        }
        text
    }

    /// The programme of one document, as the contract has it.
    async fn whole(&self, path: &str, report: &mut Map) -> String {
        let request = Foreign {
            method: "GET".into(),
            path: path.to_owned(),
            ..Foreign::default()
        };
        match self.send(request).await {
            Ok(sheet) if sheet.is_ok() && sheet.body.is_object() => return sheet.text,
            Ok(sheet) => {
                let missed = Missed {
                    path: path.to_owned(),
                    items: String::new(),
                    trouble: match sheet.is_ok() {
                        true => Trouble::NoList,
                        false => Trouble::Refused(sheet.status),
                    },
                    is_page: sheet.body.is_null() && sheet.text.trim_start().starts_with('<'),
                };
                tell(report, &missed);
            }
            Err(failure) => self.nothing(path, failure, report).await,
        }
        String::new()
    }

    /// Why nothing came: a browser tells no page whether there is nobody or whether it must not read the answer, but
    /// it asks without reading.
    async fn nothing(&self, address: &str, failure: Failure, report: &mut Map) {
        let what = match failure {
            Failure::Offline => "offline",
            Failure::Timeout => "late",
            _ => {
                let blind = RequestBuilder::new(address).mode(RequestMode::NoCors);
                match blind.send().await {
                    Ok(_) => "cors",
                    Err(_) => "silent",
                }
            }
        };
        report.insert("trouble", what);
        report.insert("path", address);
    }

    /// Makes a registration that is nobody's, looks at it as a stranger does, and cancels it.
    async fn register(&self, id: &str, report: &mut Map) {
        let registrations = self.mapping.registrations.as_ref();
        let Some(registrations) = registrations.filter(|one| one.private == Private::Secret) else {
            return;
        };
        let own = Own::new(id, "");
        let request = rules::create(&self.mapping, registrations, &own, &trial::nobodys());
        let made = match self.send(request).await {
            Ok(sheet) => {
                report.insert("status", sheet.status);
                sheet.is_ok()
            }
            Err(_) => false,
        };
        report.insert("made", yes(made));
        if !made {
            return;
        }
        report.insert("listed", shown_as(self.probe().await));
        report.insert("theirs", yes(self.is_theirs(registrations, &own).await));
        let mine = self.mine(registrations, &own).await;
        report.insert("mine", yes(mine.is_some()));
        let rev = mine.and_then(|document| json::text_at(&document, "/rev"));
        let rev = rev.unwrap_or_default();
        let request = rules::cancel(&self.mapping, registrations, &own, &rev);
        let removed = match request {
            Some(request) => self.send(request).await.is_ok_and(|sheet| sheet.is_ok()),
            None => false,
        };
        report.insert("removed", yes(removed));
    }

    /// Whether somebody without the secret reads it or changes it.
    async fn is_theirs(&self, registrations: &Registrations, own: &Own) -> bool {
        let acts = [
            rules::read(&self.mapping, registrations, own),
            rules::cancel(&self.mapping, registrations, own, ""),
        ];
        for request in acts.into_iter().flatten() {
            let request = trial::as_stranger(request, registrations);
            let answered = self.send(request).await;
            if answered.is_ok_and(|sheet| sheet.is_ok() && !sheet.body.is_null()) {
                return true;
            }
        }
        false
    }

    /// The registration as its owner reads it.
    async fn mine(&self, registrations: &Registrations, own: &Own) -> Option<Value> {
        let request = rules::read(&self.mapping, registrations, own)?;
        let sheet = self.send(request).await.ok()?;
        let sheet = Some(sheet).filter(|sheet| sheet.is_ok())?;
        rules::document(&self.mapping, registrations, own, &sheet, None)
    }
}
