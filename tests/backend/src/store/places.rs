//! Counting places, and the decision who gets them.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension, params};

use super::{Scene, Store};
use crate::catalogue::Catalogue;
use crate::problem::{Code, Problem};
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
    pub waitlisted: i64,
}

impl Count {
    pub fn free(&self) -> i64 {
        (self.capacity - self.booked - self.held).max(0)
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
    pub fn counts(&self) -> Result<BTreeMap<String, Count>, Problem> {
        let connection = self.connection();
        let mut counts = BTreeMap::new();
        let mut sessions = connection.prepare_cached("SELECT id, capacity, held FROM session")?;
        let mut rows = sessions.query([])?;
        while let Some(row) = rows.next()? {
            let count = Count {
                capacity: row.get(1)?,
                held: row.get(2)?,
                ..Count::default()
            };
            counts.insert(row.get::<_, String>(0)?, count);
        }
        let mut seats = connection.prepare_cached(
            "SELECT line.session, registration.status, CAST(SUM(line.seats) AS BIGINT) \
             FROM line JOIN registration ON registration.id = line.registration \
             WHERE registration.status <> 'cancelled' \
             GROUP BY line.session, registration.status",
        )?;
        let mut rows = seats.query([])?;
        while let Some(row) = rows.next()? {
            if let Some(count) = counts.get_mut(&row.get::<_, String>(0)?) {
                match row.get::<_, String>(1)?.as_str() {
                    "waitlisted" => count.waitlisted += row.get::<_, i64>(2)?,
                    _ => count.booked += row.get::<_, i64>(2)?,
                }
            }
        }
        Ok(counts)
    }

    /// Brings the sessions' capacities up to the catalogue, and whoever waits for new room into it.
    /// `held` gives the seats that a session unknown so far starts with.
    pub fn sync(&self, scene: Scene<'_>, held: impl Fn(&Session) -> i64) -> Result<(), Problem> {
        self.write(|transaction| {
            let mut upsert = transaction.prepare_cached(
                "INSERT INTO session (id, capacity, held) VALUES ($1, $2, $3) \
                 ON CONFLICT (id) DO UPDATE SET capacity = excluded.capacity",
            )?;
            let mut bookable: Vec<&Session> = scene
                .catalogue
                .sessions
                .values()
                .filter(|session| session.bookable)
                .collect();
            bookable.sort_by(|a, b| a.id.cmp(&b.id));
            for session in &bookable {
                upsert.execute(params![session.id, session.capacity, held(session)])?;
            }
            let ids: Vec<String> = bookable.iter().map(|session| session.id.clone()).collect();
            super::promote::promote(transaction, &ids, scene)
        })
    }

    /// Sets the seats of a session that are given away elsewhere.
    pub fn hold(&self, session: &str, held: i64, scene: Scene<'_>) -> Result<(), Problem> {
        self.write(|transaction| {
            transaction.execute(
                "UPDATE session SET held = $1, version = version + 1 WHERE id = $2",
                params![held.max(0), session],
            )?;
            super::promote::promote(transaction, &[session.to_owned()], scene)
        })
    }
}

/// Locks the sessions' rows until the transaction ends, always in the same order: no two can wait for each other.
pub fn lock(connection: &Connection, sessions: &[String]) -> rusqlite::Result<()> {
    let mut ids: Vec<&String> = sessions.iter().collect();
    ids.sort();
    ids.dedup();
    let mut update =
        connection.prepare_cached("UPDATE session SET version = version + 1 WHERE id = $1")?;
    for id in ids {
        update.execute([id])?;
    }
    Ok(())
}

/// Seats of one session, leaving out a registration (an empty id leaves out none).
pub fn count(connection: &Connection, session: &str, without: &str) -> rusqlite::Result<Count> {
    let known: Option<(i64, i64)> = connection
        .prepare_cached("SELECT capacity, held FROM session WHERE id = $1")?
        .query_row([session], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let (capacity, held) = known.unwrap_or_default();
    let seats = |waitlisted: bool| -> rusqlite::Result<i64> {
        connection
            .prepare_cached(
                "SELECT CAST(COALESCE(SUM(line.seats), 0) AS BIGINT) \
                 FROM line JOIN registration ON registration.id = line.registration \
                 WHERE line.session = $1 AND registration.id <> $2 \
                 AND registration.status <> 'cancelled' \
                 AND (registration.status = 'waitlisted') = ($3 = 1)",
            )?
            .query_row(params![session, without, i64::from(waitlisted)], |row| {
                row.get(0)
            })
    };
    Ok(Count {
        capacity,
        held,
        booked: seats(false)?,
        waitlisted: seats(true)?,
    })
}

/// Decides about all lines together; `id` is left out of the counts. Never grants more than there is.
pub fn decide(
    connection: &Connection,
    scene: Scene<'_>,
    id: &str,
    kind: Kind,
    lines: &[Line],
    accept_waitlist: bool,
) -> Result<Verdict, Problem> {
    let mut full = Vec::new();
    for line in lines {
        let count = count(connection, &line.session, id)?;
        if line.party.seats() > count.free() {
            full.push((line, count));
        }
    }
    let Some((first, _)) = full.first() else {
        return Ok(Verdict::Confirmed);
    };
    let waits = |line: &Line| {
        let session = scene.catalogue.sessions.get(&line.session);
        session.is_some_and(|session| session.waitlist)
    };
    if !accept_waitlist || !full.iter().all(|(line, _)| waits(line)) {
        let mut problem = Problem::conflict(
            Code::Full,
            &first.session,
            "这一场的名额已满，可以候补或改选其他场次。",
        );
        problem.alternatives = Some(alternatives(connection, scene, kind, first)?);
        return Err(problem);
    }
    for (line, count) in &full {
        if count.waitlisted + line.party.seats() > count.capacity {
            let mut problem = Problem::conflict(
                Code::WaitlistFull,
                &line.session,
                "这一场的候补也已经满了，请改选其他场次。",
            );
            problem.alternatives = Some(alternatives(connection, scene, kind, line)?);
            return Err(problem);
        }
    }
    Ok(Verdict::Waitlisted)
}

/// Other sessions of the same activity that would take this party now.
fn alternatives(
    connection: &Connection,
    scene: Scene<'_>,
    kind: Kind,
    line: &Line,
) -> rusqlite::Result<Vec<String>> {
    let mut free = Vec::new();
    for session in siblings(scene.catalogue, &line.session) {
        let wanted = Line {
            session: session.id.clone(),
            party: line.party.clone(),
        };
        let suits = rules::sessions(scene.catalogue, kind, std::slice::from_ref(&wanted)).is_ok();
        if suits
            && session.phase(scene.now) == Phase::Open
            && count(connection, &session.id, "")?.free() >= line.party.seats()
        {
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
