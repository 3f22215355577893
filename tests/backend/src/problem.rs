//! RFC 9457 problems: the only form in which the API says no.

use axum::body::Body;
use axum::http::{HeaderValue, Response, StatusCode, header};
use axum::response::IntoResponse;
use serde_json::{Map, Value, json};

/// The contract's stable problem codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Code {
    Full,
    WaitlistFull,
    Overlap,
    Duplicate,
    NotOpen,
    Closed,
    Cancelled,
    Stale,
    Invalid,
    UnderMin,
    OverMax,
    RateLimited,
    Unauthorised,
    Gone,
    Maintenance,
}

impl Code {
    pub fn as_str(self) -> &'static str {
        match self {
            Code::Full => "full",
            Code::WaitlistFull => "waitlist_full",
            Code::Overlap => "overlap",
            Code::Duplicate => "duplicate",
            Code::NotOpen => "not_open",
            Code::Closed => "closed",
            Code::Cancelled => "cancelled",
            Code::Stale => "stale",
            Code::Invalid => "invalid",
            Code::UnderMin => "under_min",
            Code::OverMax => "over_max",
            Code::RateLimited => "rate_limited",
            Code::Unauthorised => "unauthorised",
            Code::Gone => "gone",
            Code::Maintenance => "maintenance",
        }
    }

    fn title(self) -> &'static str {
        match self {
            Code::Full => "名额已满",
            Code::WaitlistFull => "候补已满",
            Code::Overlap => "时间冲突",
            Code::Duplicate => "重复报名",
            Code::NotOpen => "尚未开放报名",
            Code::Closed => "已截止",
            Code::Cancelled => "已取消",
            Code::Stale => "内容已更新",
            Code::Invalid => "填写有误",
            Code::UnderMin => "人数不足",
            Code::OverMax => "人数超限",
            Code::RateLimited => "请稍后再试",
            Code::Unauthorised => "凭证无效",
            Code::Gone => "没有找到",
            Code::Maintenance => "系统维护中",
        }
    }
}

/// What is wrong with one field; `pointer` is an RFC 6901 pointer into the request body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    pub pointer: String,
    pub code: &'static str,
}

impl FieldError {
    pub fn new(pointer: impl Into<String>, code: &'static str) -> Self {
        Self {
            pointer: pointer.into(),
            code,
        }
    }
}

/// A line of a registration that finds no room.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FullLine {
    /// Its number, from 0.
    pub line: usize,
    pub session: String,
    /// Other sessions of the same activity with room for its party.
    pub alternatives: Vec<String>,
}

/// A refusal and all that its answer carries.
#[derive(Clone, Debug)]
pub struct Problem {
    pub status: u16,
    pub code: Code,
    pub detail: String,
    pub errors: Vec<FieldError>,
    /// The session the refusal is about.
    pub session: Option<String>,
    /// Other sessions of the same activity with room.
    pub alternatives: Option<Vec<String>>,
    /// The lines that find no room.
    pub lines: Vec<FullLine>,
    /// The current revision, with 412.
    pub rev: Option<i64>,
    /// Seconds to wait.
    pub retry_after: Option<u64>,
}

impl Problem {
    pub fn new(status: u16, code: Code, detail: impl Into<String>) -> Self {
        Self {
            status,
            code,
            detail: detail.into(),
            errors: Vec::new(),
            session: None,
            alternatives: None,
            lines: Vec::new(),
            rev: None,
            retry_after: None,
        }
    }

    /// 422 with the given fields.
    pub fn invalid(errors: Vec<FieldError>) -> Self {
        Self {
            errors,
            ..Self::new(422, Code::Invalid, "有内容填写不正确，请检查后再提交。")
        }
    }

    /// 409 about one session.
    pub fn conflict(code: Code, session: &str, detail: &str) -> Self {
        Self {
            session: Some(session.to_owned()),
            ..Self::new(409, code, detail)
        }
    }

    /// 401; the same answer whether the id or the token is wrong.
    pub fn unauthorised() -> Self {
        Self::new(
            401,
            Code::Unauthorised,
            "凭证不正确，请用预约码和手机尾号找回。",
        )
    }

    /// 404.
    pub fn missing(detail: &str) -> Self {
        Self::new(404, Code::Gone, detail)
    }

    /// 503, for a fault of the server's own.
    pub fn maintenance() -> Self {
        Self {
            retry_after: Some(5),
            ..Self::new(503, Code::Maintenance, "系统正在维护，请稍后再试。")
        }
    }

    pub fn body(&self) -> Value {
        let mut body = Map::new();
        body.insert("type".into(), json!("about:blank"));
        body.insert("title".into(), json!(self.code.title()));
        body.insert("status".into(), json!(self.status));
        body.insert("detail".into(), json!(self.detail));
        body.insert("code".into(), json!(self.code.as_str()));
        if !self.errors.is_empty() {
            let errors: Vec<Value> = self
                .errors
                .iter()
                .map(|error| json!({"pointer": error.pointer, "code": error.code}))
                .collect();
            body.insert("errors".into(), json!(errors));
        }
        if let Some(session) = &self.session {
            body.insert("session".into(), json!(session));
        }
        if let Some(alternatives) = &self.alternatives {
            body.insert("alternatives".into(), json!(alternatives));
        }
        if !self.lines.is_empty() {
            let lines: Vec<Value> = self
                .lines
                .iter()
                .map(|line| {
                    json!({"pointer": format!("/lines/{}", line.line), "session": line.session,
                        "alternatives": line.alternatives})
                })
                .collect();
            body.insert("lines".into(), json!(lines));
        }
        if let Some(rev) = self.rev {
            body.insert("rev".into(), json!(rev));
        }
        Value::Object(body)
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response<Body> {
        let mut response = Response::new(Body::from(self.body().to_string()));
        *response.status_mut() =
            StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let headers = response.headers_mut();
        headers.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/problem+json"),
        );
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if let Some(seconds) = self.retry_after {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        if self.status == 401 {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response
    }
}
