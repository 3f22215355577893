//! The control port: what a test does to the backend. It listens on 127.0.0.1 only.

use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use axum::routing::{any, get, patch, post, put};
use chrono::{TimeDelta, Utc};
use serde_json::{Map, Value, json};

use crate::api::work;
use crate::app::App;
use crate::catalogue::Catalogue;
use crate::clock::stamp;
use crate::lectures::{Forced, State as LectureState};
use crate::problem::Problem;
use crate::question::{Asked, Verdict};
use crate::reply::{self, Reply};
use crate::session::time;

type Shared = State<Arc<App>>;

pub fn router(app: Arc<App>) -> Router {
    Router::new()
        .route("/reset", post(reset))
        .route("/clock", post(clock))
        .route("/fault", post(fault))
        .route("/clear", post(clear))
        .route("/sessions/{id}", patch(session))
        .route("/lectures/{id}", patch(lecture))
        .route("/catalogue", put(catalogue))
        .route("/kiosks/{id}", put(kiosk))
        .route("/log", get(log))
        .route("/registrations", get(registrations))
        .route("/questions", get(questions).post(seed))
        .route("/questions/{id}", patch(question))
        .fallback(any(unknown))
        .with_state(app)
}

/// What is wrong with an order, in one line.
struct Wrong(StatusCode, String);

impl From<Problem> for Wrong {
    fn from(problem: Problem) -> Self {
        let status = StatusCode::from_u16(problem.status).unwrap_or(StatusCode::BAD_REQUEST);
        Self(status, problem.detail)
    }
}

impl IntoResponse for Wrong {
    fn into_response(self) -> Reply {
        reply::json(self.0, &json!({"error": self.1}))
    }
}

fn wrong(words: impl Into<String>) -> Wrong {
    Wrong(StatusCode::BAD_REQUEST, words.into())
}

fn missing(what: &str) -> Wrong {
    Wrong(StatusCode::NOT_FOUND, format!("no such {what}"))
}

fn done() -> Reply {
    reply::json(StatusCode::OK, &json!({"ok": true}))
}

fn object(body: &[u8]) -> Result<Map<String, Value>, Wrong> {
    match serde_json::from_slice(body) {
        Ok(Value::Object(map)) => Ok(map),
        _ => Err(wrong("the body must be a JSON object")),
    }
}

async fn unknown() -> Wrong {
    missing("order")
}

async fn reset(State(app): Shared) -> Result<Reply, Wrong> {
    work(&app, App::reset).await?;
    Ok(done())
}

/// `at` sets the clock; `offset_s` moves it from the system's time.
async fn clock(State(app): Shared, body: Bytes) -> Result<Reply, Wrong> {
    let told = object(&body)?;
    if let Some(at) = told.get("at") {
        let at = time(at).ok_or_else(|| wrong("at must be an RFC 3339 time"))?;
        app.clock.set(at);
    } else {
        let offset = told.get("offset_s").and_then(Value::as_f64);
        app.clock
            .shift(offset.ok_or_else(|| wrong("at or offset_s is missing"))?);
    }
    app.tell();
    Ok(reply::json(
        StatusCode::OK,
        &json!({"now": stamp(app.clock.now())}),
    ))
}

async fn fault(State(app): Shared, body: Bytes) -> Result<Reply, Wrong> {
    app.faults
        .add(&Value::Object(object(&body)?))
        .map_err(wrong)?;
    app.recycle();
    Ok(done())
}

async fn clear(State(app): Shared) -> Reply {
    app.faults.clear();
    done()
}

/// Members as in the catalogue are merged into the session. Besides: `status` may also be full, open, closed or
/// not_open; `held` sets the places given away elsewhere, and `left` sets it so that so many are left.
async fn session(State(app): Shared, Path(id): Path<String>, body: Bytes) -> Result<Reply, Wrong> {
    let mut told = object(&body)?;
    let now = app.clock.now();
    let day = TimeDelta::days(1);
    match told.get("status").and_then(Value::as_str) {
        Some("full") => {
            told.remove("status");
            told.insert("left".into(), json!(0));
        }
        Some("closed") => {
            told.insert("status".into(), json!("scheduled"));
            told.insert("closes".into(), json!(stamp(now)));
        }
        Some("not_open") => {
            told.insert("status".into(), json!("scheduled"));
            told.insert("opens".into(), json!(stamp(now + day)));
        }
        Some("open") => {
            told.insert("status".into(), json!("scheduled"));
            told.insert("opens".into(), json!(stamp(now - day)));
            told.insert("closes".into(), Value::Null);
        }
        _ => {}
    }
    let held = told.remove("held").and_then(|held| held.as_i64());
    let left = told.remove("left").and_then(|left| left.as_i64());
    let name = id.clone();
    app.edition
        .edit(|document| {
            let activities = document["activities"].as_array_mut()?;
            let mut sessions = activities
                .iter_mut()
                .filter_map(|activity| activity.get_mut("sessions")?.as_array_mut())
                .flatten();
            merge(sessions.find(|session| session["id"] == name)?, told);
            Some(())
        })
        .ok_or_else(|| missing("session"))?;
    work(&app, move |app| {
        app.sync()?;
        let catalogue = app.edition.catalogue();
        let count = app
            .store
            .counts(app.scene(&catalogue))?
            .get(&id)
            .copied()
            .unwrap_or_default();
        let held = held.or(left.map(|left| count.capacity - count.booked - count.offered - left));
        match held {
            Some(held) => app.store.hold(&id, held, app.scene(&catalogue)),
            None => Ok(()),
        }
    })
    .await?;
    app.tell();
    Ok(done())
}

/// `state` is set until it is null again, with `start` and `end` if it is given at another time; other members are
/// merged into the lecture.
async fn lecture(State(app): Shared, Path(id): Path<String>, body: Bytes) -> Result<Reply, Wrong> {
    let mut told = object(&body)?;
    if !app.edition.catalogue().lectures.contains_key(&id) {
        return Err(missing("lecture"));
    }
    let times = ["start", "end"].map(|name| told.remove(name).as_ref().and_then(time));
    match told.remove("state") {
        None => {}
        Some(Value::Null) => app.edition.force(&id, None),
        Some(state) => {
            let state = state.as_str().and_then(LectureState::parse);
            let state = state.ok_or_else(|| wrong("no such state"))?;
            let forced = Forced {
                state,
                since: app.clock.now(),
                times: match times {
                    [Some(start), Some(end)] => Some((start, end)),
                    _ => None,
                },
            };
            app.edition.force(&id, Some(forced));
        }
    }
    if !told.is_empty() {
        app.edition
            .edit(|document| {
                let activities = document["activities"].as_array_mut()?;
                let lecture = activities
                    .iter_mut()
                    .filter_map(|activity| activity.get_mut("lecture"))
                    .find(|lecture| lecture["id"] == id)?;
                merge(lecture, told);
                Some(())
            })
            .ok_or_else(|| missing("lecture"))?;
    }
    app.tell();
    Ok(done())
}

fn merge(value: &mut Value, members: Map<String, Value>) {
    let Value::Object(map) = value else {
        return;
    };
    for (name, member) in members {
        if member.is_null() {
            map.remove(&name);
        } else {
            map.insert(name, member);
        }
    }
}

/// Replaces the catalogue. What is no catalogue at all, or comes with `?verbatim`, is served byte for byte.
async fn catalogue(
    State(app): Shared,
    RawQuery(query): RawQuery,
    body: Bytes,
) -> Result<Reply, Wrong> {
    let verbatim = query.is_some_and(|query| query.starts_with("verbatim"));
    work(&app, move |app| {
        let document: Value = serde_json::from_slice(&body).unwrap_or_default();
        let catalogue = if verbatim || !document["activities"].is_array() {
            Catalogue::verbatim(body.to_vec())
        } else {
            Catalogue::new(document)
        };
        app.edition.replace(catalogue);
        app.tell();
        app.sync()
    })
    .await?;
    Ok(done())
}

/// Sets what a screen in a hall is told, byte for byte.
async fn kiosk(State(app): Shared, Path(id): Path<String>, body: Bytes) -> Reply {
    app.kiosks.set(id, body);
    done()
}

async fn log(State(app): Shared) -> Reply {
    reply::json(
        StatusCode::OK,
        &json!({
            "now": stamp(Utc::now()),
            "requests": app.log.all(),
        }),
    )
}

async fn registrations(State(app): Shared) -> Result<Reply, Wrong> {
    let all = work(&app, |app| app.store.all(&app.edition.catalogue())).await?;
    Ok(reply::json(StatusCode::OK, &json!({"registrations": all})))
}

async fn questions(State(app): Shared) -> Result<Reply, Wrong> {
    let all = work(&app, |app| app.store.all_questions(None)).await?;
    Ok(reply::json(StatusCode::OK, &json!({"questions": all})))
}

/// Does to a question as a moderator would.
async fn question(State(app): Shared, Path(id): Path<String>, body: Bytes) -> Result<Reply, Wrong> {
    let verdict = Verdict::read(&Value::Object(object(&body)?));
    let verdict = verdict.map_err(|_| wrong("no such verdict"))?;
    let all = work(&app, |app| app.store.all_questions(None)).await?;
    let lecture = all
        .iter()
        .find(|question| question["id"] == id)
        .and_then(|question| question["lecture"].as_str())
        .ok_or_else(|| missing("question"))?
        .to_owned();
    let answer = work(&app, move |app| {
        app.store.moderate(&lecture, &id, &verdict, app.clock.now())
    })
    .await?;
    Ok(reply::json(StatusCode::OK, &answer))
}

/// Puts questions under `lecture`, each as it would be asked, with the members of a verdict and a number of `votes`.
async fn seed(State(app): Shared, body: Bytes) -> Result<Reply, Wrong> {
    let told = object(&body)?;
    let lecture = told
        .get("lecture")
        .and_then(Value::as_str)
        .unwrap_or_default()
        .to_owned();
    let list = told
        .get("questions")
        .and_then(Value::as_array)
        .cloned()
        .unwrap_or_default();
    let number = |n: usize| format!("5eed0000-0000-4000-8000-{n:012x}");
    for (n, one) in list.iter().enumerate() {
        let asked = Asked::read(one).map_err(|_| wrong("no question"))?;
        let verdict = Verdict::read(one).map_err(|_| wrong("no such verdict"))?;
        let votes = one["votes"].as_u64().unwrap_or(0) as usize;
        let at = match one.get("at") {
            Some(at) => time(at).ok_or_else(|| wrong("at must be an RFC 3339 time"))?,
            None => app.clock.now(),
        };
        let (lecture, id) = (
            lecture.clone(),
            one["id"].as_str().map_or_else(|| number(n), str::to_owned),
        );
        work(&app, move |app| {
            app.store.ask(&lecture, &id, &id, &asked, at)?;
            app.store.moderate(&lecture, &id, &verdict, at)?;
            for voter in 0..votes {
                app.store.vote(&lecture, &id, &number(voter), true)?;
            }
            Ok(())
        })
        .await?;
    }
    Ok(done())
}
