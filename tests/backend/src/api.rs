//! The routes of the contract.

use std::net::{IpAddr, Ipv6Addr};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Extension, Path, RawQuery, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::routing::{any, get, post};
use serde_json::{Value, json};
use tokio::time::Instant;

use crate::app::App;
use crate::encoding::{Encoded, none_match};
use crate::lectures::State as LectureState;
use crate::problem::{Code, FieldError, Problem};
use crate::reply::{self, Reply};
use crate::request::Request;
use crate::session::is_id;
use crate::store::typed_code;
use crate::{lectures, questions, token, wire};

type Shared = State<Arc<App>>;
type Answered = Result<Reply, Problem>;

/// Most characters of a code as typed.
const MAX_TYPED: usize = 40;

/// The address a request came from, as the limits count it.
#[derive(Clone, Copy)]
pub struct Peer(pub IpAddr);

impl Peer {
    /// The client's address: the connection's, or with a proxy before this server the last one that it added.
    pub fn of(connection: IpAddr, headers: &HeaderMap, forwarded: bool) -> Self {
        let added = headers
            .get_all("x-forwarded-for")
            .iter()
            .next_back()
            .filter(|_| forwarded)
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.rsplit(',').next())
            .and_then(|address| address.trim().parse().ok());
        Self(counted(added.unwrap_or(connection)))
    }
}

/// One address for all that one household may send from: an IPv4 in the form of an IPv6 is that IPv4, and of an IPv6
/// the first half counts, for every device may draw the second as it likes.
fn counted(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(six) => Ipv6Addr::from_bits(six.to_bits() & (u128::MAX << 64)).into(),
        four => four,
    }
}

pub fn router(app: Arc<App>) -> Router {
    Router::new()
        .route("/api/catalogue", get(catalogue))
        .route("/api/availability", get(availability))
        .route("/api/kiosks/{id}", get(kiosk))
        .route("/api/lectures/{id}", get(lecture))
        .route("/api/lectures/{id}/cues", get(cues))
        .route("/api/registrations/find", post(find))
        .route(
            "/api/registrations/{id}",
            get(read).put(create).patch(change).delete(cancel),
        )
        .merge(questions::routes())
        .route("/api", any(unknown))
        .route("/api/{*rest}", any(unknown))
        .method_not_allowed_fallback(not_allowed)
        .with_state(app)
}

async fn unknown() -> Problem {
    Problem::missing("没有这个地址。")
}

async fn not_allowed() -> Problem {
    Problem::new(405, Code::Invalid, "这个地址不支持此操作。")
}

/// Work that touches the database or compresses, away from the threads that serve connections.
pub async fn work<T: Send + 'static>(
    app: &Arc<App>,
    job: impl FnOnce(&App) -> Result<T, Problem> + Send + 'static,
) -> Result<T, Problem> {
    let app = app.clone();
    tokio::task::spawn_blocking(move || job(&app))
        .await
        .unwrap_or_else(|error| {
            eprintln!("request: {error}");
            Err(Problem::maintenance())
        })
}

async fn catalogue(State(app): Shared, headers: HeaderMap, RawQuery(query): RawQuery) -> Answered {
    work(&app, move |app| {
        let catalogue = app.catalogue()?;
        let Some(cursor) = wire::query(query.as_deref(), "since") else {
            let encoded = &catalogue.encoded;
            return Ok(reply::encoded(encoded, &headers, reply::JSON, "no-cache"));
        };
        let delta = app
            .edition
            .known(&cursor)
            .and_then(|known| catalogue.since(&known))
            .ok_or_else(|| Problem::new(410, Code::Gone, "更新记录已过期，请重新加载全部内容。"))?;
        let delta = Encoded::quick(delta.to_string());
        Ok(reply::encoded(&delta, &headers, reply::JSON, "no-cache"))
    })
    .await
}

async fn availability(State(app): Shared, headers: HeaderMap) -> Answered {
    work(&app, move |app| {
        let places = app.availability()?;
        Ok(reply::encoded(&places, &headers, reply::JSON, "no-cache"))
    })
    .await
}

/// What a screen in a hall is told to be.
async fn kiosk(State(app): Shared, Path(id): Path<String>, headers: HeaderMap) -> Answered {
    work(&app, move |app| {
        let settings = app.kiosks.get(&id)?;
        Ok(reply::encoded(&settings, &headers, reply::JSON, "no-cache"))
    })
    .await
}

/// With `wait` and the entity tag of what the client has, the answer is held back until there is news, at most so many
/// seconds; when too many are held already, it comes at once.
async fn lecture(
    State(app): Shared,
    Path(id): Path<String>,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Answered {
    let wait = wire::query(query.as_deref(), "wait")
        .and_then(|wait| wait.parse().ok())
        .map_or(0, |wait: u64| wait.min(lectures::HOLD_S));
    let until = Instant::now() + Duration::from_secs(wait);
    // Before the first look: what happens from here on is not missed.
    let mut news = app.news.subscribe();
    let mut place = None;
    loop {
        let (answer, next) = {
            let id = id.clone();
            work(&app, move |app| whereabouts(app, &id)).await?
        };
        if wait > 0 && place.is_none() && answer.is_the_same(&headers) {
            place = app.held.clone().try_acquire_owned().ok();
        }
        let now = Instant::now();
        let closed = app.held.is_closed();
        if place.is_none() || closed || now >= until || !answer.is_the_same(&headers) {
            return Ok(reply::encoded(&answer, &headers, reply::JSON, "no-cache"));
        }
        let next = next.map_or(until, |next| until.min(now + next));
        tokio::select! {
            _ = tokio::time::sleep_until(next) => {}
            _ = news.changed() => {}
        }
    }
}

/// Where a lecture is, and when the clock moves it on.
fn whereabouts(app: &App, id: &str) -> Result<(Encoded, Option<Duration>), Problem> {
    let catalogue = app.catalogue()?;
    let lecture = catalogue
        .lectures
        .get(id)
        .ok_or_else(|| Problem::missing("没有找到这场讲座。"))?;
    let now = app.clock.now();
    let mut answer = lecture.answer(now, app.edition.forced(id).as_ref());
    if let Some(open) = questions::open(app, id)? {
        answer["questions"] = questions::word(open).into();
    }
    let next = lecture
        .next(now)
        .and_then(|next| (next - now).to_std().ok());
    Ok((Encoded::quick(answer.to_string()), next))
}

/// The captions of what is live, as far as they have been said.
async fn cues(State(app): Shared, Path(id): Path<String>, RawQuery(query): RawQuery) -> Answered {
    let after = match wire::query(query.as_deref(), "after") {
        None => None,
        Some(after) => Some(
            after
                .parse::<u64>()
                .map_err(|_| Problem::invalid(vec![FieldError::new("/after", "format")]))?,
        ),
    };
    work(&app, move |app| {
        let catalogue = app.catalogue()?;
        let lecture = catalogue
            .lectures
            .get(&id)
            .filter(|lecture| lecture.has_captions())
            .ok_or_else(|| Problem::missing("这场讲座没有直播字幕。"))?;
        let now = app.clock.now();
        let said =
            if lecture.standing(now, app.edition.forced(&id).as_ref()).0 == LectureState::Live {
                app.media.cues(now, after)
            } else {
                Vec::new()
            };
        Ok(reply::json(StatusCode::OK, &json!({"cues": said})))
    })
    .await
}

async fn create(
    State(app): Shared,
    Extension(Peer(from)): Extension<Peer>,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Answered {
    app.limits.write(from, app.clock.now())?;
    if !is_uuid(&id) {
        return Err(Problem::invalid(vec![FieldError::new("/id", "format")]));
    }
    if !none_match(&headers, |_| false) {
        let detail = "缺少 If-None-Match: *，无法保证不重复报名。";
        return Err(Problem::new(428, Code::Stale, detail));
    }
    let body = wire::json(&headers, &body, &[reply::JSON])?;
    let answer = work(&app, move |app| {
        let request = Request::read(&body).map_err(Problem::invalid)?;
        let hash = token::digest(body.to_string().as_bytes());
        let catalogue = app.catalogue()?;
        app.store.create(
            &id.to_ascii_lowercase(),
            &hash,
            &request,
            app.scene(&catalogue),
        )
    })
    .await?;
    let mut reply = reply::registration(StatusCode::CREATED, &answer);
    let id = answer.document["id"].as_str().unwrap_or_default();
    reply::set(
        &mut reply,
        header::LOCATION,
        &format!("/api/registrations/{id}"),
    );
    Ok(reply)
}

async fn read(State(app): Shared, Path(id): Path<String>, headers: HeaderMap) -> Answered {
    let token = wire::bearer(&headers)?.to_owned();
    let answer = work(&app, move |app| {
        let catalogue = app.catalogue()?;
        let id = id.to_ascii_lowercase();
        app.store.get(&id, &token, app.scene(&catalogue))
    })
    .await?;
    Ok(reply::registration(StatusCode::OK, &answer))
}

async fn change(
    State(app): Shared,
    Extension(Peer(from)): Extension<Peer>,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Answered {
    app.limits.write(from, app.clock.now())?;
    let token = wire::bearer(&headers)?.to_owned();
    let Some(wanted) = headers.get(header::IF_MATCH) else {
        let detail = "缺少 If-Match，无法判断是否有人同时改动。";
        return Err(Problem::new(428, Code::Stale, detail));
    };
    let rev = wanted.to_str().ok().and_then(|tag| {
        tag.trim()
            .strip_prefix('"')?
            .strip_suffix('"')?
            .parse()
            .ok()
    });
    let body = wire::json(
        &headers,
        &body,
        &[reply::JSON, "application/merge-patch+json"],
    )?;
    let answer = work(&app, move |app| {
        let catalogue = app.catalogue()?;
        let id = id.to_ascii_lowercase();
        app.store
            .change(&id, &token, rev, &body, app.scene(&catalogue))
    })
    .await?;
    Ok(reply::registration(StatusCode::OK, &answer))
}

async fn cancel(
    State(app): Shared,
    Extension(Peer(from)): Extension<Peer>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Answered {
    app.limits.write(from, app.clock.now())?;
    let token = wire::bearer(&headers)?.to_owned();
    let answer = work(&app, move |app| {
        let catalogue = app.catalogue()?;
        let id = id.to_ascii_lowercase();
        app.store.cancel(&id, &token, app.scene(&catalogue))
    })
    .await?;
    Ok(reply::registration(StatusCode::OK, &answer))
}

async fn find(
    State(app): Shared,
    Extension(Peer(from)): Extension<Peer>,
    headers: HeaderMap,
    body: Bytes,
) -> Answered {
    let body = wire::json(&headers, &body, &[reply::JSON])?;
    let code = typed_code(&field(&body, "code")?);
    let last4 = typed_code(&field(&body, "last4")?);
    if last4.len() != 4 || !last4.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Problem::invalid(vec![FieldError::new("/last4", "format")]));
    }
    if code.len() != 8 || !code.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return Err(Problem::invalid(vec![FieldError::new("/code", "format")]));
    }
    app.limits.search(from, app.clock.now())?;
    let found = work(&app, move |app| {
        let catalogue = app.catalogue()?;
        app.store.find(&code, &last4, app.scene(&catalogue))
    })
    .await?;
    if found.is_empty() {
        let detail = "没有找到，请核对预约码和手机号后四位。";
        return Err(Problem::missing(detail));
    }
    Ok(reply::json(
        StatusCode::OK,
        &json!({"registrations": found}),
    ))
}

fn field(body: &Value, name: &str) -> Result<String, Problem> {
    let fault = |code| Problem::invalid(vec![FieldError::new(format!("/{name}"), code)]);
    match &body[name] {
        Value::String(text) if text.chars().nth(MAX_TYPED).is_some() => Err(fault("too_long")),
        Value::String(text) if !text.trim().is_empty() => Ok(text.clone()),
        Value::Null | Value::String(_) => Err(fault("required")),
        _ => Err(fault("format")),
    }
}

/// The canonical form of a UUID, of any version: the id is the client's own.
pub fn is_uuid(text: &str) -> bool {
    is_id(text)
        && text.len() == 36
        && text.bytes().enumerate().all(|(i, byte)| match i {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn peer(connection: &str, forwarded: &str, trusted: bool) -> String {
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", forwarded.parse().expect("a header"));
        let connection = connection.parse().expect("an address");
        Peer::of(connection, &headers, trusted).0.to_string()
    }

    #[test]
    fn a_household_counts_as_one() {
        for (sent, counted) in [
            ("203.0.113.7", "203.0.113.7"),
            ("::ffff:203.0.113.7", "203.0.113.7"),
            ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
            ("2001:db8:1:2:ffff::9", "2001:db8:1:2::"),
            ("2001:db8:1:3::9", "2001:db8:1:3::"),
        ] {
            assert_eq!(peer(sent, "192.0.2.1", false), counted);
            let added = format!("192.0.2.1, {sent}");
            assert_eq!(peer("127.0.0.1", &added, true), counted);
        }
        assert_eq!(peer("127.0.0.1", "nobody", true), "127.0.0.1");
    }
}
