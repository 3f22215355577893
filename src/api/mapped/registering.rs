//! Registrations at the other backend.

#![cfg(feature = "app")]

use super::{Held, refused, said};
use crate::api::answer::{Answer, Failure};
use crate::api::client::Ask;
use crate::api::mapping::json::Value;
use crate::api::mapping::privacy::Shown;
use crate::api::mapping::registrations::{self as rules, Own};
use crate::api::mapping::spec::Registrations;
use crate::api::mapping::{Sheet, errors, json};
use gloo_net::http::Method;

/// A problem of the contract.
fn problem(status: u16, code: &str) -> Answer {
    said(status, errors::problem(status, code))
}

/// A header of the app's request.
fn header<'a>(ask: &'a Ask<'_>, name: &str) -> &'a str {
    let found = ask.headers.iter().find(|(known, _)| *known == name);
    found.map_or("", |(_, value)| value.as_str())
}

/// Holds what `registrations/{id}` is about.
struct One<'a> {
    held: &'a Held,
    registrations: &'a Registrations,
    own: Own,
}

impl Held {
    /// `PUT`, `GET`, `PATCH` and `DELETE registrations/{id}`.
    pub async fn registration(&self, id: &str, ask: &Ask<'_>) -> Result<Answer, Failure> {
        let Some(registrations) = &self.mapping.registrations else {
            return Ok(problem(404, "gone"));
        };
        let token = header(ask, "Authorization")
            .strip_prefix("Bearer ")
            .unwrap_or("");
        let one = One {
            held: self,
            registrations,
            own: Own::new(id, token),
        };
        let body = ask.body.as_deref().map(json::read).unwrap_or_default();
        match ask.method {
            Method::PUT => one.create(&body).await,
            Method::PATCH => {
                one.change(&body, header(ask, "If-Match").trim_matches('"'))
                    .await
            }
            Method::DELETE => one.cancel().await,
            _ => one.read().await,
        }
    }
}

impl One<'_> {
    fn document(&self, sheet: &Sheet, sent: Option<&Value>) -> Option<Value> {
        rules::document(
            &self.held.mapping,
            self.registrations,
            &self.own,
            sheet,
            sent,
        )
    }

    /// An answer with the registration that a sheet holds.
    fn told(&self, status: u16, sheet: &Sheet, sent: Option<&Value>) -> Result<Answer, Failure> {
        let document = self.document(sheet, sent).ok_or(Failure::Unreadable)?;
        Ok(said(status, document))
    }

    async fn create(&self, sent: &Value) -> Result<Answer, Failure> {
        // Before anything of a person leaves the device.
        match self.held.probe().await {
            Shown::Closed => {}
            Shown::Open => return Ok(problem(403, "other")),
            Shown::Unknown => return Err(Failure::Unreachable),
        }
        let mapping = &self.held.mapping;
        let record = rules::as_record(&self.own, sent);
        let sheet = self
            .held
            .send(rules::create(mapping, self.registrations, &self.own, sent))
            .await?;
        if sheet.is_ok() {
            if sheet.body.is_null() && !sheet.text.is_empty() && !self.registrations.is_blind {
                // A portal's page: nothing is known.
                return Err(Failure::Unreadable);
            }
            return self.told(201, &sheet, Some(&record));
        }
        let is_taken = self
            .registrations
            .taken
            .as_ref()
            .is_some_and(|rule| rule.fits(&sheet));
        if !is_taken {
            return Ok(refused(mapping, &sheet));
        }
        let Some(request) = rules::read(mapping, self.registrations, &self.own) else {
            // The id is this device's own: what is there is what it sent before.
            return self.told(201, &Sheet::default(), Some(&record));
        };
        let there = self.held.send(request).await?;
        match self.document(&there, None) {
            Some(document) if !rules::is_same(&document, sent) => Ok(problem(409, "duplicate")),
            Some(document) => Ok(said(201, document)),
            None => Ok(refused(mapping, &there)),
        }
    }

    async fn fetched(&self) -> Result<Option<Sheet>, Failure> {
        match rules::read(&self.held.mapping, self.registrations, &self.own) {
            Some(request) => self.held.send(request).await.map(Some),
            None => Ok(None),
        }
    }

    async fn read(&self) -> Result<Answer, Failure> {
        match self.fetched().await? {
            Some(sheet) if sheet.is_ok() => self.told(200, &sheet, None),
            Some(sheet) => Ok(refused(&self.held.mapping, &sheet)),
            None => Ok(problem(405, "other")),
        }
    }

    async fn change(&self, change: &Value, rev: &str) -> Result<Answer, Failure> {
        let before = match self.fetched().await? {
            Some(sheet) if sheet.is_ok() => sheet,
            Some(sheet) => return Ok(refused(&self.held.mapping, &sheet)),
            None => return Ok(problem(405, "other")),
        };
        let standing = self.document(&before, None).ok_or(Failure::Unreadable)?;
        let now = json::text_at(&standing, "/rev").unwrap_or_default();
        let answered = json::at(change, "/offer").is_some();
        if answered || (!rev.is_empty() && rev != now) {
            return Ok(problem(412, "stale"));
        }
        let mapping = &self.held.mapping;
        let Some(request) = rules::change(mapping, self.registrations, &self.own, &now, change)
        else {
            return Ok(problem(405, "other"));
        };
        let sheet = self.held.send(request).await?;
        self.after(&sheet).await
    }

    async fn cancel(&self) -> Result<Answer, Failure> {
        let before = match self.fetched().await? {
            Some(sheet) if sheet.is_ok() => Some(sheet),
            Some(sheet) if matches!(sheet.status, 404 | 410) => None,
            Some(sheet) => return Ok(refused(&self.held.mapping, &sheet)),
            None => return Ok(problem(405, "other")),
        };
        let mut document = before.as_ref().and_then(|sheet| self.document(sheet, None));
        let is_over = document
            .as_ref()
            .is_some_and(|document| document["status"].as_str() == Some("cancelled"));
        if before.is_some() && !is_over {
            let rev = document
                .as_ref()
                .and_then(|document| json::text_at(document, "/rev"));
            let mapping = &self.held.mapping;
            let Some(request) = rules::cancel(
                mapping,
                self.registrations,
                &self.own,
                &rev.unwrap_or_default(),
            ) else {
                return Ok(problem(405, "other"));
            };
            let sheet = self.held.send(request).await?;
            if !sheet.is_ok() {
                return Ok(refused(mapping, &sheet));
            }
        }
        let mut cancelled = document.take().unwrap_or_default();
        json::put(&mut cancelled, "/id", self.own.id.clone().into());
        json::put(&mut cancelled, "/status", "cancelled".into());
        for line in cancelled.list_mut("lines").into_iter().flatten() {
            json::put(line, "/status", "cancelled".into());
        }
        Ok(said(200, cancelled))
    }

    /// What stands after a change: in its answer, or read again.
    async fn after(&self, sheet: &Sheet) -> Result<Answer, Failure> {
        if !sheet.is_ok() {
            return Ok(refused(&self.held.mapping, sheet));
        }
        if let Some(document) = self.document(sheet, None) {
            return Ok(said(200, document));
        }
        self.read().await
    }
}
