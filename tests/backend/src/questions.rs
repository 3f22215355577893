//! The routes of questions under lectures: for everyone, and for the host's moderator.

use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Extension, Path, RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::routing::{get, put};
use serde_json::{Value, json};

use crate::api::{Peer, is_uuid, work};
use crate::app::App;
use crate::encoding::{Encoded, none_match};
use crate::lectures::State as LectureState;
use crate::problem::{Code, FieldError, Problem};
use crate::question::{Asked, Verdict};
use crate::reply::{self, Reply};
use crate::{token, wire};

type Shared = State<Arc<App>>;
type Answered = Result<Reply, Problem>;

/// Most questions of one's own that are asked about at once.
const MINE: usize = 20;

pub fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/api/lectures/{id}/questions", get(list))
        .route(
            "/api/lectures/{id}/questions/{question}",
            put(ask).patch(moderate),
        )
        .route(
            "/api/lectures/{id}/questions/{question}/votes/{voter}",
            put(vote).delete(unvote),
        )
        .route("/api/lectures/{id}/moderation", get(all).patch(set_box))
}

/// Whether questions are taken under a lecture now; nothing where there is no box for them.
pub fn open(app: &App, lecture: &str) -> Result<Option<bool>, Problem> {
    let catalogue = app.catalogue()?;
    let Some(lecture) = catalogue.lectures.get(lecture) else {
        return Ok(None);
    };
    let Some(printed) = lecture.questions() else {
        return Ok(None);
    };
    let (state, _) = lecture.standing(app.clock.now(), app.edition.forced(&lecture.id).as_ref());
    let said = app.store.question_box(&lecture.id)?;
    Ok(Some(
        state != LectureState::Cancelled && said.unwrap_or(printed),
    ))
}

/// The same where there must be a box.
fn boxed(app: &App, lecture: &str) -> Result<bool, Problem> {
    open(app, lecture)?.ok_or_else(|| Problem::missing("这场讲座没有提问。"))
}

pub fn word(open: bool) -> &'static str {
    if open { "open" } else { "closed" }
}

fn uuid(id: String, pointer: &str) -> Result<String, Problem> {
    match is_uuid(&id) {
        true => Ok(id.to_ascii_lowercase()),
        false => Err(Problem::invalid(vec![FieldError::new(pointer, "format")])),
    }
}

async fn list(
    State(app): Shared,
    Path(lecture): Path<String>,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Answered {
    let mine = wire::query(query.as_deref(), "mine").unwrap_or_default();
    let mine: Vec<String> = mine
        .split(',')
        .filter(|id| is_uuid(id))
        .map(str::to_ascii_lowercase)
        .take(MINE)
        .collect();
    work(&app, move |app| {
        let open = boxed(app, &lecture)?;
        let mut answer = app.store.questions(&lecture, &mine)?;
        answer["state"] = json!(word(open));
        let answer = Encoded::quick(answer.to_string());
        Ok(reply::encoded(&answer, &headers, reply::JSON, "no-cache"))
    })
    .await
}

async fn ask(
    State(app): Shared,
    Extension(Peer(from)): Extension<Peer>,
    Path((lecture, id)): Path<(String, String)>,
    headers: HeaderMap,
    body: Bytes,
) -> Answered {
    let id = uuid(id, "/id")?;
    if !none_match(&headers, |_| false) {
        let detail = "缺少 If-None-Match: *，无法保证不重复提问。";
        return Err(Problem::new(428, Code::Stale, detail));
    }
    let body = wire::json(&headers, &body, &[reply::JSON])?;
    let answer = work(&app, move |app| {
        let hash = token::digest(body.to_string().as_bytes());
        // What was taken in already is no new question, wherever the box and the minute stand.
        if let Some(first) = app.store.asked_before(&lecture, &id, &hash)? {
            return Ok(first);
        }
        if !boxed(app, &lecture)? {
            return Err(Problem::new(409, Code::Closed, "提问已经关闭。"));
        }
        let asked = Asked::read(&body).map_err(Problem::invalid)?;
        let now = app.clock.now();
        app.limits.ask(from, &lecture, now)?;
        app.store.ask(&lecture, &id, &hash, &asked, now)
    })
    .await?;
    Ok(reply::json(StatusCode::CREATED, &answer))
}

type Voting = Path<(String, String, String)>;

async fn vote(app: Shared, from: Extension<Peer>, path: Voting) -> Answered {
    cast(app, from, path, true).await
}

async fn unvote(app: Shared, from: Extension<Peer>, path: Voting) -> Answered {
    cast(app, from, path, false).await
}

async fn cast(
    State(app): Shared,
    Extension(Peer(from)): Extension<Peer>,
    Path((lecture, id, voter)): Voting,
    wants: bool,
) -> Answered {
    let (id, voter) = (uuid(id, "/id")?, uuid(voter, "/voter")?);
    let answer = work(&app, move |app| {
        boxed(app, &lecture)?;
        app.limits.vote(from, &lecture, app.clock.now())?;
        app.store.vote(&lecture, &id, &voter, wants)
    })
    .await?;
    Ok(reply::json(StatusCode::OK, &answer))
}

/// Lets only the host's moderator past.
fn moderator(app: &App, headers: &HeaderMap) -> Result<(), Problem> {
    let refused = || Problem::new(401, Code::Unauthorised, "管理凭证不正确。");
    let said = wire::bearer(headers).map_err(|_| refused())?;
    match &app.moderation {
        // Digests are of one length: what is compared tells nothing of the token's.
        Some(wanted)
            if token::same(
                &token::digest(said.as_bytes()),
                &token::digest(wanted.as_bytes()),
            ) =>
        {
            Ok(())
        }
        _ => Err(refused()),
    }
}

async fn all(State(app): Shared, Path(lecture): Path<String>, headers: HeaderMap) -> Answered {
    moderator(&app, &headers)?;
    let answer = work(&app, move |app| overview(app, &lecture)).await?;
    Ok(reply::json(StatusCode::OK, &answer))
}

fn overview(app: &App, lecture: &str) -> Result<Value, Problem> {
    let open = boxed(app, lecture)?;
    let questions = app.store.all_questions(Some(lecture))?;
    Ok(json!({"state": word(open), "questions": questions}))
}

async fn set_box(
    State(app): Shared,
    Path(lecture): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Answered {
    moderator(&app, &headers)?;
    let body = wire::json(
        &headers,
        &body,
        &[reply::JSON, "application/merge-patch+json"],
    )?;
    let open = match body["state"].as_str() {
        Some("open") => true,
        Some("closed") => false,
        _ => return Err(Problem::invalid(vec![FieldError::new("/state", "unknown")])),
    };
    let answer = work(&app, move |app| {
        boxed(app, &lecture)?;
        app.store.set_question_box(&lecture, open)?;
        app.tell();
        overview(app, &lecture)
    })
    .await?;
    Ok(reply::json(StatusCode::OK, &answer))
}

async fn moderate(
    State(app): Shared,
    Path((lecture, id)): Path<(String, String)>,
    headers: HeaderMap,
    body: Bytes,
) -> Answered {
    moderator(&app, &headers)?;
    let id = uuid(id, "/id")?;
    let body = wire::json(
        &headers,
        &body,
        &[reply::JSON, "application/merge-patch+json"],
    )?;
    let verdict = Verdict::read(&body).map_err(Problem::invalid)?;
    let answer = work(&app, move |app| {
        app.store.moderate(&lecture, &id, &verdict, app.clock.now())
    })
    .await?;
    Ok(reply::json(StatusCode::OK, &answer))
}
