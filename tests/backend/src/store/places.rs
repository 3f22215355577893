//! Counting places, and the decision who gets them.

use std::collections::{BTreeMap, BTreeSet};

use super::sql::{Fault, Sql, Stop, args};
use super::{Scene, Store};
use crate::catalogue::Catalogue;
use crate::problem::{Code, FullLine, Problem};
use crate::request::{Kind, Line};
use crate::rules;
use crate::session::{Phase, Session};

/// Seats of one session.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    pub capacity: i64,
    pub booked: i64,
    /// Given away elsewhere: by telephone, or to a guest list.
    pub held: i64,
    /// Kept for those who have not answered yet.
    pub offered: i64,
    pub waitlisted: i64,
}

impl Count {
    pub fn free(&self) -> i64 {
        (self.capacity - self.booked - self.held - self.offered).max(0)
    }

    /// Adds the seats of registrations that stand so.
    fn add(&mut self, status: &str, seats: i64) {
        match status {
            "waitlisted" => self.waitlisted += seats,
            "offered" => self.offered += seats,
            "cancelled" | "expired" => {}
            _ => self.booked += seats,
        }
    }
}

/// What all lines of a registration together get.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Confirmed,
    Waitlisted,
}

impl Store {
    /// Seats of every session known.
    pub fn counts(&self, scene: Scene<'_>) -> Result<BTreeMap<String, Count>, Problem> {
        self.settle(scene)?;
        self.base.read(|sql| {
            let mut counts = BTreeMap::new();
            for record in sql.query("SELECT id, capacity, held FROM session", &[])? {
                let count = Count {
                    capacity: record.number(1),
                    held: record.number(2),
                    ..Count::default()
                };
                counts.insert(record.text(0), count);
            }
            let seats = sql.query(
                "SELECT line.session, registration.status, CAST(SUM(line.seats) AS BIGINT) \
                 FROM line JOIN registration ON registration.id = line.registration \
                 GROUP BY line.session, registration.status",
                &[],
            )?;
            for record in seats {
                if let Some(count) = counts.get_mut(&record.text(0)) {
                    count.add(&record.text(1), record.number(2));
                }
            }
            Ok(counts)
        })
    }

    /// Brings the sessions' capacities up to the catalogue, and whoever waits for new room into it.
    /// `held` gives the seats that a session unknown so far starts with.
    pub fn sync(&self, scene: Scene<'_>, held: impl Fn(&Session) -> i64) -> Result<(), Problem> {
        let mut bookable: Vec<&Session> = scene
            .catalogue
            .sessions
            .values()
            .filter(|session| session.bookable)
            .collect();
        bookable.sort_by(|a, b| a.id.cmp(&b.id));
        let ids: Vec<String> = bookable.iter().map(|session| session.id.clone()).collect();
        self.base.write(|sql| {
            for session in &bookable {
                sql.execute(
                    "INSERT INTO session (id, capacity, held) VALUES ($1, $2, $3) \
                     ON CONFLICT (id) DO UPDATE SET capacity = excluded.capacity",
                    args![&session.id, session.capacity, held(session)],
                )?;
            }
            let locked = lock(sql, &ids)?;
            super::promote::promote(sql, &locked, scene)
        })
    }

    /// Sets the seats of a session that are given away elsewhere.
    pub fn hold(&self, session: &str, held: i64, scene: Scene<'_>) -> Result<(), Problem> {
        self.base.write(|sql| {
            let locked = lock(sql, &[session.to_owned()])?;
            sql.execute(
                "UPDATE session SET held = $1 WHERE id = $2",
                args![held.max(0), session],
            )?;
            super::promote::promote(sql, &locked, scene)
        })
    }
}

/// Locks the rows of these sessions, and of those to which free places in them may lead, until the transaction
/// ends; gives all of them. Always in the same order, so that no two transactions wait for each other.
pub fn lock(sql: &dyn Sql, sessions: &[String]) -> Result<Vec<String>, Stop> {
    let ids = reach(sql, sessions.iter().cloned().collect())?;
    if sql.is_shared() {
        for id in &ids {
            sql.execute(
                "UPDATE session SET version = version + 1 WHERE id = $1",
                args![id],
            )?;
        }
        // Somebody may have joined a queue before the locks were had.
        if reach(sql, ids.clone())? != ids {
            return Err(Stop::Again);
        }
    }
    Ok(ids.into_iter().collect())
}

/// The sessions, and all others for which somebody waits who also waits for one of them.
fn reach(sql: &dyn Sql, sessions: BTreeSet<String>) -> Result<BTreeSet<String>, Fault> {
    let mut found = sessions.clone();
    let mut ahead: Vec<String> = sessions.into_iter().collect();
    while let Some(session) = ahead.pop() {
        let records = sql.query(
            "SELECT DISTINCT other.session FROM line \
             JOIN registration ON registration.id = line.registration \
             JOIN line AS other ON other.registration = registration.id \
             WHERE line.session = $1 AND other.session <> line.session \
             AND registration.status IN ('waitlisted', 'offered')",
            args![session],
        )?;
        for record in records {
            if found.insert(record.text(0)) {
                ahead.push(record.text(0));
            }
        }
    }
    Ok(found)
}

/// Seats of one session, leaving out a registration (an empty id leaves out none).
pub fn count(sql: &dyn Sql, session: &str, without: &str) -> Result<Count, Fault> {
    let known = sql.one(
        "SELECT capacity, held FROM session WHERE id = $1",
        args![session],
    )?;
    let mut count = Count::default();
    if let Some(record) = known {
        count.capacity = record.number(0);
        count.held = record.number(1);
    }
    let seats = sql.query(
        "SELECT registration.status, CAST(SUM(line.seats) AS BIGINT) \
         FROM line JOIN registration ON registration.id = line.registration \
         WHERE line.session = $1 AND registration.id <> $2 \
         GROUP BY registration.status",
        args![session, without],
    )?;
    for record in seats {
        count.add(&record.text(0), record.number(1));
    }
    Ok(count)
}

/// The lines that find no room, by their number, each with the seats of its session. Lines of one session come one
/// after the other; `id` is left out of the counts.
pub fn short(sql: &dyn Sql, id: &str, lines: &[Line]) -> Result<Vec<(usize, Count)>, Fault> {
    let mut left: BTreeMap<&str, (Count, i64)> = BTreeMap::new();
    let mut short = Vec::new();
    for (i, line) in lines.iter().enumerate() {
        if !left.contains_key(line.session.as_str()) {
            let count = count(sql, &line.session, id)?;
            left.insert(&line.session, (count, count.free()));
        }
        if let Some((count, free)) = left.get_mut(line.session.as_str()) {
            *free -= line.party.seats();
            if *free < 0 {
                *free += line.party.seats();
                short.push((i, *count));
            }
        }
    }
    Ok(short)
}

/// Decides about all lines together; `id` is left out of the counts. Never grants more than there is.
pub fn decide(
    sql: &dyn Sql,
    scene: Scene<'_>,
    id: &str,
    kind: Kind,
    lines: &[Line],
    accept_waitlist: bool,
) -> Result<Verdict, Stop> {
    let full = short(sql, id, lines)?;
    if full.is_empty() {
        return Ok(Verdict::Confirmed);
    }
    let waits = |(i, _): &(usize, Count)| {
        let session = scene.catalogue.sessions.get(&lines[*i].session);
        session.is_some_and(|session| session.waitlist)
    };
    let refuse = |code, detail, which: &[(usize, Count)]| -> Result<Verdict, Stop> {
        let mut problem = Problem::conflict(code, &lines[which[0].0].session, detail);
        for (i, _) in which {
            let alternatives = alternatives(sql, scene, kind, lines, *i)?;
            problem.lines.push(FullLine {
                line: *i,
                session: lines[*i].session.clone(),
                alternatives,
            });
        }
        problem.alternatives = problem.lines.first().map(|line| line.alternatives.clone());
        Err(problem.into())
    };
    if !accept_waitlist || !full.iter().all(waits) {
        let detail = "这一场的名额已满，可以候补或改选其他场次。";
        return refuse(Code::Full, detail, &full);
    }
    let mut wanted: BTreeMap<&str, i64> = BTreeMap::new();
    for line in lines {
        *wanted.entry(&line.session).or_default() += line.party.seats();
    }
    // All its lines wait, those too whose session has room: each counts for the waiting list of its session.
    let mut overrun = Vec::new();
    for (i, line) in lines.iter().enumerate() {
        let count = count(sql, &line.session, id)?;
        if count.waitlisted + wanted[line.session.as_str()] > count.capacity {
            overrun.push((i, count));
        }
    }
    if !overrun.is_empty() {
        let detail = "这一场的候补也已经满了，请改选其他场次。";
        return refuse(Code::WaitlistFull, detail, &overrun);
    }
    Ok(Verdict::Waitlisted)
}

/// Other sessions of the same activity that would take the party of this line now, beside its other lines.
fn alternatives(
    sql: &dyn Sql,
    scene: Scene<'_>,
    kind: Kind,
    lines: &[Line],
    i: usize,
) -> Result<Vec<String>, Fault> {
    let mut free = Vec::new();
    for session in siblings(scene.catalogue, &lines[i].session) {
        let mut all = lines.to_vec();
        all[i].session = session.id.clone();
        let suits = rules::sessions(scene.catalogue, kind, &all[i..=i]).is_ok()
            && session.phase(scene.now) == Phase::Open
            && rules::apart(scene.catalogue, kind, &all).is_ok();
        let others: i64 = all
            .iter()
            .enumerate()
            .filter(|(other, line)| *other != i && line.session == session.id)
            .map(|(_, line)| line.party.seats())
            .sum();
        if suits && count(sql, &session.id, "")?.free() >= others + lines[i].party.seats() {
            free.push(session.id.clone());
        }
    }
    Ok(free)
}

fn siblings<'a>(catalogue: &'a Catalogue, id: &str) -> Vec<&'a Session> {
    let Some(session) = catalogue.sessions.get(id) else {
        return Vec::new();
    };
    let mut siblings = catalogue.siblings(&session.activity);
    siblings.retain(|sibling| sibling.id != id);
    siblings
}
