//! Whether a party may have a session, places apart.

use chrono::{DateTime, Utc};

use crate::catalogue::Catalogue;
use crate::problem::{Code, FieldError, Problem};
use crate::request::{Kind, Line};
use crate::session::{Phase, Session};

/// The sessions of the lines, in the same order, when kind and numbers suit them all.
pub fn sessions<'a>(
    catalogue: &'a Catalogue,
    kind: Kind,
    lines: &[Line],
) -> Result<Vec<&'a Session>, Problem> {
    let mut found = Vec::with_capacity(lines.len());
    let mut errors = Vec::new();
    for (i, line) in lines.iter().enumerate() {
        match catalogue.sessions.get(&line.session) {
            Some(session) if session.bookable => found.push(session),
            _ => errors.push(FieldError::new(format!("/lines/{i}/session"), "unknown")),
        }
    }
    if !errors.is_empty() {
        return Err(Problem::invalid(errors));
    }
    for (i, (session, line)) in found.iter().zip(lines).enumerate() {
        suits(session, kind, line, i)?;
    }
    Ok(found)
}

fn suits(session: &Session, kind: Kind, line: &Line, i: usize) -> Result<(), Problem> {
    let about = |mut problem: Problem| {
        problem.session = Some(session.id.clone());
        problem
    };
    if !session.kinds.iter().any(|allowed| allowed == kind.as_str()) {
        return Err(about(Problem::invalid(vec![FieldError::new(
            "/kind", "kind",
        )])));
    }
    let party = format!("/lines/{i}/party");
    let seats = line.party.seats();
    let refuse = |code, detail| Problem {
        errors: vec![FieldError::new(party.clone(), "out_of_range")],
        ..Problem::new(422, code, detail)
    };
    if seats < session.min {
        let detail = format!("这一场每次至少报 {} 人。", session.min);
        return Err(about(refuse(Code::UnderMin, detail)));
    }
    let max = session.max.min(session.capacity);
    if seats > max {
        let detail = format!("这一场每次最多报 {max} 人。");
        return Err(about(refuse(Code::OverMax, detail)));
    }
    let ratio = session.ratio.filter(|_| kind == Kind::Class);
    if ratio.is_some_and(|ratio| line.party.children > ratio * line.party.adults) {
        return Err(about(Problem::invalid(vec![FieldError::new(
            party, "ratio",
        )])));
    }
    Ok(())
}

/// Refuses a session that cannot be booked at this moment.
pub fn bookable_now(session: &Session, now: DateTime<Utc>) -> Result<(), Problem> {
    let refuse = |code, detail| Err(Problem::conflict(code, &session.id, detail));
    match session.phase(now) {
        Phase::Open => Ok(()),
        Phase::NotOpen => refuse(Code::NotOpen, "这一场还没有开放报名。"),
        Phase::Closed => refuse(Code::Closed, "这一场的报名已经截止。"),
        Phase::Cancelled => refuse(Code::Cancelled, "这一场已经取消。"),
    }
}

/// Refuses the same session twice, and sessions at one time for one party. A class may go in groups to several
/// sessions at once.
pub fn apart(kind: Kind, sessions: &[&Session]) -> Result<(), Problem> {
    for (i, session) in sessions.iter().enumerate() {
        let before = &sessions[..i];
        if before.iter().any(|other| other.id == session.id) {
            let detail = "同一场次只需填写一次。";
            return Err(Problem::conflict(Code::Duplicate, &session.id, detail));
        }
        if kind != Kind::Class && before.iter().any(|other| other.overlaps(session)) {
            let detail = "所选场次时间有重叠，请分开报名或另选一场。";
            return Err(Problem::conflict(Code::Overlap, &session.id, detail));
        }
    }
    Ok(())
}
