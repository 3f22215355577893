//! Programme and places of the other backend.

#![cfg(feature = "app")]

use super::{Held, said, warn};
use crate::api::answer::{Answer, Failure};
use crate::api::client::Ask;
use crate::api::mapping::again::Kept;
use crate::api::mapping::catalogue::{self, Lists, Notes};
use crate::api::mapping::json::Value;
use crate::api::mapping::news::Realtime;
use crate::api::mapping::pages::{Query, Reading, Step, Trouble};
use crate::api::mapping::privacy::Shown;
use crate::api::mapping::registrations::hex;
use crate::api::mapping::spec::Resource;
use crate::api::mapping::{Foreign, Sheet, errors, json};
use crate::domain::time;
use futures_util::future::join_all;
use sha2::{Digest, Sha256};
use std::cell::RefCell;
use std::collections::BTreeMap;

/// The lists as they were last read, by the path of each.
#[derive(Default)]
pub struct Store {
    kept: RefCell<BTreeMap<String, Kept>>,
    notes: RefCell<Notes>,
}

/// Why a list is missing: for the app, and for whoever runs the backend.
pub(super) enum Missing {
    Network(Failure),
    List(Missed),
}

/// A list that cannot be had though the backend answered.
pub(super) struct Missed {
    pub path: String,
    /// Where in the answer it should be.
    pub items: String,
    pub trouble: Trouble,
    /// The answer is a page for people.
    pub is_page: bool,
}

impl From<Failure> for Missing {
    fn from(failure: Failure) -> Self {
        Self::Network(failure)
    }
}

impl Held {
    /// `GET catalogue`, of all the lists that the mapping names.
    pub async fn catalogue(&self, ask: &Ask<'_>) -> Result<Answer, Failure> {
        if let (Realtime::None, Some(places)) = (&self.mapping.realtime, &self.mapping.availability)
        {
            // They are read anew with the programme.
            self.store.kept.borrow_mut().remove(&places.path);
        }
        let (lists, shown) = futures_util::future::join(self.gather(), self.probe()).await;
        let lists = match lists {
            Ok(lists) => lists,
            Err(Missing::Network(failure)) => return Err(failure),
            Err(Missing::List(missed)) => return Ok(no_list(&missed)),
        };
        let (text, notes) = catalogue::compose(&self.mapping, lists, shown != Shown::Open);
        self.tell(notes);
        let etag = ["\"", &short(&text), "\""].concat();
        let known = ask
            .headers
            .iter()
            .any(|(name, value)| *name == "If-None-Match" && *value == etag);
        let mut answer = said(if known { 304 } else { 200 }, Value::Null);
        if !known {
            answer.body = text;
        }
        answer.etag = Some(etag);
        Ok(answer)
    }

    /// All the lists of the programme.
    pub(super) async fn gather(&self) -> Result<Lists, Missing> {
        let mapping = &self.mapping;
        let resources = [
            &mapping.catalogue,
            &mapping.venues,
            &mapping.activities,
            &mapping.sessions,
        ];
        let lists = join_all(resources.map(|resource| self.all(resource.as_ref()))).await;
        let found: Result<Vec<_>, _> = lists.into_iter().collect();
        let mut found = found?.into_iter();
        let mut next = || found.next().flatten();
        Ok(Lists {
            rest: next().and_then(|mut one| one.pop()).unwrap_or_default(),
            venues: next(),
            activities: next(),
            sessions: next(),
        })
    }

    /// `GET availability`.
    pub async fn availability(&self) -> Result<Answer, Failure> {
        let Some(resource) = &self.mapping.availability else {
            return Ok(said(404, errors::problem(404, "gone")));
        };
        let known = (self.mapping.realtime == Realtime::None)
            .then(|| self.known(resource))
            .flatten();
        let list = match known {
            Some(records) => Ok(Some(records)),
            None => self.all(Some(resource)).await,
        };
        match list {
            Ok(list) => {
                let now = time::write(&time::from_millis(self.now().unwrap_or(0.0)));
                let mut answer = said(200, Value::Null);
                answer.body =
                    catalogue::places(&self.mapping, resource, list.unwrap_or_default(), &now);
                Ok(answer)
            }
            Err(Missing::Network(failure)) => Err(failure),
            Err(Missing::List(missed)) => Ok(no_list(&missed)),
        }
    }

    fn known(&self, resource: &Resource) -> Option<Vec<Value>> {
        let kept = self.store.kept.borrow();
        kept.get(&resource.path).map(|kept| kept.records.clone())
    }

    fn tell(&self, notes: Notes) {
        if *self.store.notes.borrow() == notes {
            return;
        }
        for (count, what) in [
            (notes.lost, "records without an id of their own"),
            (notes.stray, "sessions without an activity"),
            (
                notes.times,
                "times that are not in RFC 3339 with an offset; read as well as could be",
            ),
        ] {
            if count > 0 {
                warn(&[&count.to_string(), " ", what].concat());
            }
        }
        *self.store.notes.borrow_mut() = notes;
    }

    /// All records of a resource, if there is such a one: what did not change is not fetched again.
    async fn all(&self, resource: Option<&Resource>) -> Result<Option<Vec<Value>>, Missing> {
        let Some(resource) = resource else {
            return Ok(None);
        };
        let kept = self.store.kept.borrow().get(&resource.path).cloned();
        let kept = kept.filter(|kept| !kept.version.is_empty());
        let delta = self.mapping.delta.as_ref().filter(|_| !resource.is_one);
        let mut query = resource.query.clone();
        let mut headers = self.mapping.headers.clone();
        if let Some(kept) = &kept {
            match delta {
                Some(delta) => query.push((delta.param.clone(), kept.version.clone())),
                None => headers.push(("If-None-Match".into(), kept.version.clone())),
            }
        }
        let mut reading = Reading::new(
            &resource.pages,
            if resource.is_one { "" } else { &resource.items },
        );
        let mut wave = vec![reading.begin()];
        let mut version = String::new();
        'all: while !wave.is_empty() {
            let asked = wave
                .iter()
                .map(|page| self.send(page_of(resource, page, &query, &headers)));
            let sheets = join_all(asked).await;
            let mut next = Vec::new();
            for (page, sheet) in wave.iter().zip(sheets) {
                let sheet = sheet?;
                if let (304, Some(kept)) = (sheet.status, &kept) {
                    return Ok(Some(kept.records.clone()));
                }
                if page.nth == 0 {
                    version = sheet.header("etag").unwrap_or("").to_owned();
                }
                if resource.is_one {
                    let one = sheet
                        .is_ok()
                        .then(|| json::at(&sheet.body, &resource.items).cloned())
                        .flatten();
                    let Some(one) = one else {
                        let trouble = match sheet.is_ok() {
                            true => Trouble::NoList,
                            false => Trouble::Refused(sheet.status),
                        };
                        return Err(Missing::List(missed(resource, trouble, &sheet)));
                    };
                    self.keep(resource, version, vec![one.clone()]);
                    return Ok(Some(vec![one]));
                }
                let before = reading.restarts();
                match reading.take(page.nth, &sheet) {
                    Ok(Step::Done) => break 'all,
                    Ok(Step::Ask(more)) => next.extend(more),
                    Err(trouble) => return Err(Missing::List(missed(resource, trouble, &sheet))),
                }
                if reading.restarts() > before {
                    let begin = next.pop();
                    next = Vec::from_iter(begin);
                    break;
                }
            }
            wave = next;
        }
        if reading.is_cut {
            warn(
                &[
                    "the list never ends, only its beginning is shown: ",
                    &resource.path,
                ]
                .concat(),
            );
        }
        let mut records = reading.records();
        if let (Some(delta), Some(kept)) = (delta, &kept) {
            records = kept.with(records, &resource.id, &delta.deleted);
        }
        self.keep(resource, version, records.clone());
        Ok(Some(records))
    }

    fn keep(&self, resource: &Resource, version: String, records: Vec<Value>) {
        let kept = Kept { version, records };
        self.store
            .kept
            .borrow_mut()
            .insert(resource.path.clone(), kept);
    }
}

fn missed(resource: &Resource, trouble: Trouble, sheet: &Sheet) -> Missed {
    Missed {
        path: resource.path.clone(),
        items: resource.items.clone(),
        trouble,
        is_page: sheet.body.is_null() && sheet.text.trim_start().starts_with('<'),
    }
}

/// What the app is told of a list that cannot be had, and whoever runs the backend.
fn no_list(missed: &Missed) -> Answer {
    let (status, why) = match missed.trouble {
        Trouble::Refused(status) => (status.max(400), ["answered ", &status.to_string()].concat()),
        Trouble::NoList => (502, ["has no list at \"", &missed.items, "\""].concat()),
        Trouble::NeverStill => (503, "changes while it is read".to_owned()),
    };
    warn(&[&missed.path, ": ", &why].concat());
    said(status, errors::problem(status, "maintenance"))
}

fn page_of(
    resource: &Resource,
    page: &Query,
    query: &[(String, String)],
    headers: &[(String, String)],
) -> Foreign {
    let params = query.iter().chain(&page.params);
    let params = params.map(|(name, value)| [&*encode(name), "=", &*encode(value)].concat());
    let written = page
        .written
        .clone()
        .unwrap_or_else(|| params.collect::<Vec<_>>().join("&"));
    let mark = if resource.path.contains('?') {
        "&"
    } else {
        "?"
    };
    let path = match written.is_empty() {
        true => resource.path.clone(),
        false => [&resource.path, mark, &written].concat(),
    };
    Foreign {
        method: "GET".into(),
        path,
        headers: headers.iter().chain(&page.headers).cloned().collect(),
        body: None,
    }
}

fn encode(text: &str) -> String {
    String::from(js_sys::encode_uri_component(text))
}

fn short(text: &str) -> String {
    hex(&Sha256::digest(text.as_bytes())[..8])
}
