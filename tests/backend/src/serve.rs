//! One request from its bytes to its answer: size limit, log, faults, CORS, the clock's `Date`.

use std::fmt;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::{
    HeaderMap, HeaderName, HeaderValue, Method, Request, Response, StatusCode, header,
};
use axum::response::IntoResponse;
use http_body_util::BodyExt;
use hyper::body::Incoming;
use percent_encoding::percent_decode_str;
use tokio::sync::mpsc;
use tower_service::Service;

use crate::api::Peer;
use crate::app::App;
use crate::clock::{http_date, stamp};
use crate::faults::Act;
use crate::log::Asked;
use crate::media::Pieces;
use crate::problem::{Code, Problem};
use crate::reply::{self, Reply};
use crate::wire::{self, BodyFault};

/// The largest body the control port takes: a whole catalogue.
const CONTROL_LIMIT: usize = 32 << 20;

/// The connection ends without an answer.
#[derive(Debug)]
pub struct Cut;

impl fmt::Display for Cut {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("cut")
    }
}

impl std::error::Error for Cut {}

/// A request to the control port.
pub async fn plain(router: Router, request: Request<Incoming>) -> Reply {
    let (parts, incoming) = request.into_parts();
    match wire::read_body(incoming, CONTROL_LIMIT).await {
        Ok(body) => route(router, Request::from_parts(parts, Body::from(body))).await,
        Err(_) => wire::too_large().into_response(),
    }
}

/// A request to the public port.
pub async fn respond(
    app: Arc<App>,
    router: Router,
    peer: IpAddr,
    request: Request<Incoming>,
) -> Result<Reply, Cut> {
    let (parts, incoming) = request.into_parts();
    let path = parts.uri.path().to_owned();
    let is_api = path == "/api" || path.starts_with("/api/");
    let body = wire::read_body(incoming, wire::BODY_LIMIT).await;
    let asked = Asked {
        method: parts.method.clone(),
        uri: parts.uri.clone(),
        headers: parts.headers.clone(),
        body: body.as_ref().map_or_else(|_| Bytes::new(), Clone::clone),
    };
    let act = match parts.method {
        Method::OPTIONS => None,
        _ => app.faults.take(parts.method.as_str(), &path),
    };
    let answered = match (body, &act) {
        (Err(BodyFault::Broken), _) | (_, Some(Act::DropBefore)) => Err(Cut),
        (Err(BodyFault::TooLarge), _) => Ok(wire::too_large().into_response()),
        (_, Some(Act::Status(status, asked))) => Ok(status_reply(*status, asked.as_deref())),
        (_, Some(Act::Html)) => Ok(portal()),
        (Ok(body), _) => {
            if let Some(Act::Latency(pause)) = &act {
                tokio::time::sleep(*pause).await;
            }
            let mut request = Request::from_parts(parts, Body::from(body));
            let peer = Peer::of(peer, request.headers(), app.forwarded);
            request.extensions_mut().insert(peer);
            let reply = if is_api {
                api(router, request).await
            } else {
                let (parts, _) = request.into_parts();
                files(&app, &parts.method, path, &parts.headers).await
            };
            match act {
                Some(Act::DropAfter) => Err(Cut),
                _ => Ok(reply),
            }
        }
    };
    if app.logs && is_api {
        let status = answered.as_ref().ok().map(|reply| reply.status().as_u16());
        let at = stamp(app.clock.now());
        app.log.add(at, &asked, status, act.as_ref().map(Act::name));
    }
    let mut reply = answered?;
    common(&app, &mut reply, is_api);
    Ok(match act {
        Some(Act::Truncate) => truncate(reply).await,
        Some(Act::Drip(pause)) => drip(reply, pause).await,
        Some(Act::Late(pause)) => {
            tokio::time::sleep(pause).await;
            reply
        }
        _ => reply,
    })
}

async fn route(mut router: Router, request: Request<Body>) -> Reply {
    match router.call(request).await {
        Ok(reply) => reply,
        Err(never) => match never {},
    }
}

async fn api(router: Router, request: Request<Body>) -> Reply {
    if percent_decode_str(request.uri().path())
        .decode_utf8()
        .is_err()
    {
        return Problem::missing("没有这个地址。").into_response();
    }
    if request.method() != Method::OPTIONS {
        return route(router, request).await;
    }
    let mut reply = Response::new(Body::empty());
    *reply.status_mut() = StatusCode::NO_CONTENT;
    for (name, value) in [
        (
            header::ACCESS_CONTROL_ALLOW_METHODS,
            "GET, HEAD, PUT, PATCH, DELETE, POST, OPTIONS",
        ),
        (
            header::ACCESS_CONTROL_ALLOW_HEADERS,
            "Authorization, Content-Type, If-Match, If-None-Match",
        ),
        (header::ACCESS_CONTROL_MAX_AGE, "86400"),
    ] {
        reply::set(&mut reply, name, value);
    }
    reply
}

async fn files(app: &Arc<App>, method: &Method, path: String, headers: &HeaderMap) -> Reply {
    if let Some(film) = path.strip_prefix("/media/")
        && (method == Method::GET || method == Method::HEAD)
    {
        let answer = app.media.answer(method, film, headers, app.clock.now());
        if let Some(mut reply) = answer.await {
            // Text tracks are fetched with CORS.
            reply::set(&mut reply, header::ACCESS_CONTROL_ALLOW_ORIGIN, "*");
            return reply;
        }
    }
    let (method, headers) = (method.clone(), headers.clone());
    let shared = app.clone();
    tokio::task::spawn_blocking(move || shared.site.answer(&method, &path, &headers))
        .await
        .unwrap_or_else(|_| reply::text(StatusCode::INTERNAL_SERVER_ERROR, "500\n"))
}

/// What every answer says.
fn common(app: &App, reply: &mut Reply, is_api: bool) {
    reply::set(reply, header::DATE, &http_date(app.clock.now()));
    let nosniff = HeaderName::from_static("x-content-type-options");
    reply::set(reply, nosniff, "nosniff");
    if is_api {
        reply::set(reply, header::ACCESS_CONTROL_ALLOW_ORIGIN, "*");
        let exposed = "ETag, Location, Retry-After, Date";
        reply::set(reply, header::ACCESS_CONTROL_EXPOSE_HEADERS, exposed);
        let policy = "default-src 'none'; frame-ancestors 'none'";
        reply::set(reply, header::CONTENT_SECURITY_POLICY, policy);
        reply::set(reply, header::REFERRER_POLICY, "no-referrer");
    }
    if app.faults.may_drop() {
        reply::set(reply, header::CONNECTION, "close");
    }
}

/// The answer of a status fault.
fn status_reply(status: u16, retry_after: Option<&str>) -> Reply {
    let code = match status {
        400 | 405 | 413 | 415 | 422 => Code::Invalid,
        401 | 403 => Code::Unauthorised,
        404 | 410 => Code::Gone,
        409 => Code::Full,
        412 | 428 => Code::Stale,
        429 => Code::RateLimited,
        _ => Code::Maintenance,
    };
    let mut reply = Problem::new(status, code, "系统暂时无法处理，请稍后再试。").into_response();
    if let Some(asked) = retry_after.and_then(|asked| HeaderValue::from_str(asked).ok()) {
        reply.headers_mut().insert(header::RETRY_AFTER, asked);
    }
    reply
}

/// What a captive portal answers to everything.
fn portal() -> Reply {
    let page =
        "<!doctype html><html lang=\"zh\"><title>上网认证</title><h1>请先登录无线网络</h1></html>";
    reply::body(StatusCode::OK, "text/html; charset=utf-8", page)
}

/// The whole body of an answer, and the answer's head.
async fn taken_apart(reply: Reply) -> (axum::http::response::Parts, Bytes) {
    let (parts, body) = reply.into_parts();
    let bytes = match body.collect().await {
        Ok(collected) => collected.to_bytes(),
        Err(_) => Bytes::new(),
    };
    (parts, bytes)
}

/// Promises the whole body, sends half, and cuts the connection.
async fn truncate(reply: Reply) -> Reply {
    let (mut parts, bytes) = taken_apart(reply).await;
    parts
        .headers
        .insert(header::CONTENT_LENGTH, HeaderValue::from(bytes.len()));
    let (to, from) = mpsc::channel(2);
    let half = bytes.slice(..bytes.len() / 2);
    tokio::spawn(async move {
        let _ = to.send(Ok(half)).await;
        // Time for the half to leave: hyper throws away what it has not written when a body fails.
        tokio::time::sleep(Duration::from_millis(20)).await;
        let _ = to
            .send(Err(std::io::ErrorKind::ConnectionAborted.into()))
            .await;
    });
    let length = Some(bytes.len() as u64);
    Response::from_parts(parts, Body::new(Pieces::new(from, length)))
}

/// Sends the body in twenty pieces with pauses between them.
async fn drip(reply: Reply, pause: Duration) -> Reply {
    let (mut parts, bytes) = taken_apart(reply).await;
    parts
        .headers
        .insert(header::CONTENT_LENGTH, HeaderValue::from(bytes.len()));
    let length = Some(bytes.len() as u64);
    let (to, from) = mpsc::channel(1);
    tokio::spawn(async move {
        let size = bytes.len().div_ceil(20).max(1);
        for start in (0..bytes.len()).step_by(size) {
            if start > 0 {
                tokio::time::sleep(pause).await;
            }
            let piece = bytes.slice(start..(start + size).min(bytes.len()));
            if to.send(Ok(piece)).await.is_err() {
                return;
            }
        }
    });
    Response::from_parts(parts, Body::new(Pieces::new(from, length)))
}
