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
        for (j, id) in line.alternatives.iter().enumerate() {
            if !catalogue
                .sessions
                .get(id)
                .is_some_and(|session| session.bookable)
            {
                let pointer = format!("/lines/{i}/alternatives/{j}");
                errors.push(FieldError::new(pointer, "unknown"));
            }
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
    // A grade is several classes, each a line of its own.
    let allows = |allowed: &String| {
        allowed == kind.as_str() || (kind == Kind::Grade && allowed == Kind::Class.as_str())
    };
    if !session.kinds.iter().any(allows) {
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
    let ratio = session.ratio.filter(|_| kind.is_school());
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
/// sessions at once; of a grade, each class is a party of its own, and several may share a session.
pub fn apart(catalogue: &Catalogue, kind: Kind, lines: &[Line]) -> Result<(), Problem> {
    for (i, line) in lines.iter().enumerate() {
        let Some(session) = catalogue.sessions.get(&line.session) else {
            continue;
        };
        for before in &lines[..i] {
            if kind == Kind::Grade && before.class != line.class {
                continue;
            }
            if before.session == line.session {
                let detail = "同一场次只需填写一次。";
                return Err(Problem::conflict(Code::Duplicate, &line.session, detail));
            }
            let other = catalogue.sessions.get(&before.session);
            if kind != Kind::Class && other.is_some_and(|other| other.overlaps(session)) {
                let detail = match kind {
                    Kind::Grade => "同一个班在同一时间只能参加一场，请错开。",
                    _ => "所选场次时间有重叠，请分开报名或另选一场。",
                };
                return Err(Problem::conflict(Code::Overlap, &line.session, detail));
            }
        }
    }
    Ok(())
}
