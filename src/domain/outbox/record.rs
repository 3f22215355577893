//! An operation in storage.

use super::*;
use crate::domain::activity::RegistrationKind;
use crate::domain::read::{Value, id_at, list, raw, token_at, u32_at};
use serde::Serialize;

/// The latest; what an earlier version can read is still written as its own.
pub(super) const VERSION: u64 = 2;
const REGISTRATIONS: u64 = 1;

/// A time no real clock gives; what lies beyond is a broken record's.
const LAST: Millis = 253_370_764_800_000;

#[derive(Serialize)]
struct Record<'a> {
    v: u64,
    id: &'a str,
    create: Option<&'a Request>,
    change: Option<&'a Change>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ask: Option<&'a Wording>,
    rev: &'a str,
    token: &'a str,
    seen: &'a [Snapshot],
    created_at: Millis,
    tries: u32,
    next_at: Millis,
    maybe_sent: bool,
    check: &'static str,
    state: &'static str,
    until: Millis,
    before: Option<&'a Snapshot>,
    after: Option<&'a Snapshot>,
    problem: Option<&'a Problem>,
}

pub(super) fn store(op: &Operation) -> String {
    let mut record = Record {
        v: REGISTRATIONS,
        id: &op.id,
        create: None,
        change: None,
        ask: None,
        rev: "",
        token: "",
        seen: &op.seen,
        created_at: op.created_at,
        tries: op.tries,
        next_at: op.next_at,
        maybe_sent: op.maybe_sent,
        check: match op.check {
            None => "",
            Some(Check::InFlight) => "in_flight",
            Some(Check::Exists) => "exists",
        },
        state: "",
        until: 0,
        before: None,
        after: None,
        problem: None,
    };
    match &op.action {
        Action::Create(request) => record.create = Some(request),
        Action::Change { change, rev, token } => {
            record.change = Some(change);
            record.rev = rev;
            record.token = token;
        }
        Action::Cancel { token } => record.token = token,
        Action::Ask(wording) => {
            record.v = VERSION;
            record.ask = Some(wording);
        }
    }
    record.state = match &op.state {
        State::Draft => "draft",
        State::Queued => "queued",
        State::Sending(until) => {
            record.until = *until;
            "sending"
        }
        State::Unsure => "unsure",
        State::Done => "done",
        State::Refused(problem) => {
            record.problem = Some(problem);
            "refused"
        }
        State::NeedsPerson(need) => match need {
            Need::Reused => "reused",
            Need::Conflict => "conflict",
            Need::Stale => "stale",
            Need::Expired => "expired",
            Need::Changed { before, after } => {
                record.before = Some(before);
                record.after = after.as_deref();
                "changed"
            }
        },
    };
    serde_json::to_string(&record).unwrap_or_default()
}

/// The one way from foreign data to an operation: total and bounded.
pub(super) fn normalise(value: Value) -> Option<Operation> {
    let token = token_at(value, "token");
    let action = if value.get("create").is_object() {
        let request = Request::from_value(value.get("create"))?;
        if request.kind == RegistrationKind::Other {
            return None;
        }
        Action::Create(request)
    } else if value.get("ask").is_object() {
        Action::Ask(Wording::from_value(value.get("ask"))?)
    } else if token.is_empty() {
        return None;
    } else if value.get("change").is_object() {
        Action::Change {
            change: Change::from_value(value.get("change")),
            rev: token_at(value, "rev"),
            token,
        }
    } else {
        Action::Cancel { token }
    };
    let time = |name: &str| value.get(name).as_i64().unwrap_or(0).clamp(0, LAST);
    let snapshot = |name: &str| Snapshot::from_value(value.get(name)).map(Box::new);
    let maybe_sent = value.get("maybe_sent").as_bool() != Some(false);
    // A word that cannot be read is taken for the one that asks the server.
    let state = match raw(value, "state") {
        "draft" => State::Draft,
        "queued" if !maybe_sent => State::Queued,
        "sending" => State::Sending(time("until")),
        "done" => State::Done,
        "refused" => {
            let status = u32_at(value.get("problem"), "status").unwrap_or(0);
            let status = u16::try_from(status).unwrap_or(0);
            State::Refused(Box::new(Problem::from_value(value.get("problem"), status)))
        }
        "reused" => State::NeedsPerson(Need::Reused),
        "conflict" => State::NeedsPerson(Need::Conflict),
        "stale" => State::NeedsPerson(Need::Stale),
        "expired" => State::NeedsPerson(Need::Expired),
        "changed" => State::NeedsPerson(Need::Changed {
            before: snapshot("before")?,
            after: snapshot("after"),
        }),
        _ => State::Unsure,
    };
    Some(Operation {
        id: id_at(value, "id")?,
        action,
        seen: list(value.get("seen"), 20, &mut Snapshot::from_value),
        created_at: time("created_at"),
        tries: u32_at(value, "tries").unwrap_or(0).min(retry::TRIES),
        next_at: match value.get("next_at").as_i64() {
            Some(NEVER) => NEVER,
            _ => time("next_at"),
        },
        maybe_sent,
        check: match raw(value, "check") {
            "in_flight" => Some(Check::InFlight),
            "exists" => Some(Check::Exists),
            _ => None,
        },
        state,
    })
}
