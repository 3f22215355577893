//! Questions under lectures, and who wants the same answered.

use chrono::{DateTime, Utc};
use serde_json::{Map, Value, json};

use super::Store;
use super::sql::{Fault, Record, Sql, Stop, args};
use crate::clock::stamp;
use crate::problem::{Code, FieldError, Problem};
use crate::question::{Asked, State, Verdict};

/// Most questions in one answer: the first of them by pin, votes and time.
pub const SHOWN: usize = 200;
/// Most questions that wait for a moderator under one lecture: more than anybody reads while it lasts.
pub const WAITING: i64 = 2_000;
/// Most questions before a moderator at once: those that wait come first, and the next take the place of what is done.
pub const OVERVIEW: usize = 1_000;
/// How long who asks too much is told to wait, in seconds.
const PAUSE_S: u64 = 60;

const COLUMNS: &str = "id, lecture, name, words, body_hash, state, reason, pinned, answer, answered, created, \
     (SELECT COUNT(*) FROM vote WHERE vote.question = question.id) AS votes";

struct Row {
    id: String,
    lecture: String,
    name: String,
    words: String,
    body_hash: String,
    state: String,
    reason: String,
    pinned: bool,
    answer: Option<String>,
    answered: String,
    created: String,
    votes: i64,
}

impl Row {
    fn read(record: &Record) -> Self {
        Self {
            id: record.text(0),
            lecture: record.text(1),
            name: record.text(2),
            words: record.text(3),
            body_hash: record.text(4),
            state: record.text(5),
            reason: record.text(6),
            pinned: record.number(7) != 0,
            answer: record.text_if(8),
            answered: record.text(9),
            created: record.text(10),
            votes: record.number(11),
        }
    }

    /// What everybody sees of it.
    fn shown(&self) -> Map<String, Value> {
        let mut map = Map::new();
        map.insert("id".into(), json!(self.id));
        if !self.name.is_empty() {
            map.insert("name".into(), json!(self.name));
        }
        map.insert("text".into(), json!(self.words));
        map.insert("at".into(), json!(self.created));
        map.insert("votes".into(), json!(self.votes));
        if self.pinned {
            map.insert("pinned".into(), json!(true));
        }
        if let Some(text) = &self.answer {
            let mut answer = json!({"at": self.answered});
            if !text.is_empty() {
                answer["text"] = json!(text);
            }
            map.insert("answer".into(), answer);
        }
        map
    }

    /// What the one who asked sees of where it stands.
    fn standing(&self) -> Map<String, Value> {
        let mut map = Map::new();
        map.insert("id".into(), json!(self.id));
        map.insert("state".into(), json!(self.state));
        if self.state == State::Hidden.as_str() && !self.reason.is_empty() {
            map.insert("reason".into(), json!(self.reason));
        }
        map
    }

    /// What a moderator sees of it.
    fn whole(&self) -> Value {
        let mut map = self.shown();
        map.extend(self.standing());
        map.insert("lecture".into(), json!(self.lecture));
        Value::Object(map)
    }

    /// The answer to who asks it, whatever became of it since.
    fn first_answer(&self) -> Value {
        let mut answer =
            json!({"id": self.id, "state": "pending", "text": self.words, "at": self.created});
        if !self.name.is_empty() {
            answer["name"] = json!(self.name);
        }
        answer
    }
}

fn by_id(sql: &dyn Sql, id: &str) -> Result<Option<Row>, Fault> {
    let statement = format!("SELECT {COLUMNS} FROM question WHERE id = $1");
    Ok(sql.one(&statement, args![id])?.as_ref().map(Row::read))
}

fn list(sql: &dyn Sql, rest: &str, args: &[super::sql::Arg]) -> Result<Vec<Row>, Fault> {
    let statement = format!("SELECT {COLUMNS} FROM question {rest}");
    Ok(sql.query(&statement, args)?.iter().map(Row::read).collect())
}

/// The question under this lecture, or 404.
fn under(sql: &dyn Sql, lecture: &str, id: &str) -> Result<Row, Stop> {
    by_id(sql, id)?
        .filter(|row| row.lecture == lecture)
        .ok_or_else(|| Problem::missing("没有找到这个提问。").into())
}

fn replay(sql: &dyn Sql, lecture: &str, id: &str, hash: &str) -> Result<Option<Value>, Stop> {
    match by_id(sql, id)? {
        None => Ok(None),
        Some(row) if row.lecture == lecture && row.body_hash == hash => {
            Ok(Some(row.first_answer()))
        }
        Some(_) => Err(Problem::invalid(vec![FieldError::new("/id", "reused")]).into()),
    }
}

/// Refuses with 429 while a moderator has enough to read. Those who come at the same moment do not see each other:
/// a few more may get in, and nobody waits for a lock.
fn room(sql: &dyn Sql, lecture: &str) -> Result<(), Stop> {
    let waiting = sql.one(
        "SELECT COUNT(*) FROM question WHERE lecture = $1 AND state = 'pending'",
        args![lecture],
    )?;
    if waiting.map_or(0, |waiting| waiting.number(0)) < WAITING {
        return Ok(());
    }
    let detail = "等待审核的提问太多，请稍后再试。";
    Err(Problem {
        retry_after: Some(PAUSE_S),
        ..Problem::new(429, Code::RateLimited, detail)
    }
    .into())
}

impl Store {
    /// The first answer, if this id came with this body before.
    pub fn asked_before(
        &self,
        lecture: &str,
        id: &str,
        hash: &str,
    ) -> Result<Option<Value>, Problem> {
        self.base.read(|sql| replay(sql, lecture, id, hash))
    }

    /// Takes a question in; `hash` is the digest of the body as sent.
    pub fn ask(
        &self,
        lecture: &str,
        id: &str,
        hash: &str,
        asked: &Asked,
        now: DateTime<Utc>,
    ) -> Result<Value, Problem> {
        self.base.write(|sql| {
            if let Some(first) = replay(sql, lecture, id, hash)? {
                return Ok(first);
            }
            room(sql, lecture)?;
            sql.execute(
                "INSERT INTO question (id, lecture, name, words, body_hash, state, reason, pinned, created) \
                 VALUES ($1, $2, $3, $4, $5, 'pending', '', 0, $6)",
                args![id, lecture, &asked.name, &asked.text, hash, stamp(now)],
            )?;
            let row = by_id(sql, id)?.ok_or_else(Problem::maintenance)?;
            Ok(row.first_answer())
        })
    }

    /// What everybody sees under a lecture, and where those of `mine` stand that were asked under it.
    pub fn questions(&self, lecture: &str, mine: &[String]) -> Result<Value, Problem> {
        self.base.read(|sql| {
            let rest = format!(
                "WHERE lecture = $1 AND state = 'published' \
                 ORDER BY pinned DESC, votes DESC, created DESC, id LIMIT {SHOWN}"
            );
            let shown = list(sql, &rest, args![lecture])?;
            let total = sql.one(
                "SELECT COUNT(*) FROM question WHERE lecture = $1 AND state = 'published'",
                args![lecture],
            )?;
            let mut standing = Vec::new();
            for id in mine {
                if let Some(row) = by_id(sql, id)?.filter(|row| row.lecture == lecture) {
                    standing.push(Value::Object(row.standing()));
                }
            }
            Ok(json!({
                "total": total.map_or(0, |total| total.number(0)),
                "questions": shown.iter().map(|row| Value::Object(row.shown())).collect::<Vec<_>>(),
                "mine": standing,
            }))
        })
    }

    /// The first `OVERVIEW` questions under a lecture, or every one under all, as a moderator sees them: what waits
    /// first, then the newest.
    pub fn all_questions(&self, lecture: Option<&str>) -> Result<Vec<Value>, Problem> {
        self.base.read(|sql| {
            let order = "ORDER BY CASE state WHEN 'pending' THEN 0 ELSE 1 END, created DESC, id";
            let rows = match lecture {
                Some(lecture) => {
                    let rest = format!("WHERE lecture = $1 {order} LIMIT {OVERVIEW}");
                    list(sql, &rest, args![lecture])?
                }
                None => list(sql, order, &[])?,
            };
            Ok(rows.iter().map(Row::whole).collect())
        })
    }

    /// Does as a moderator says. What the verdict does not name stays as another moderator left it at the same moment.
    pub fn moderate(
        &self,
        lecture: &str,
        id: &str,
        verdict: &Verdict,
        now: DateTime<Utc>,
    ) -> Result<Value, Problem> {
        self.base.write(|sql| {
            sql.one_at_a_time(id)?;
            let mut row = under(sql, lecture, id)?;
            if let Some(state) = verdict.state {
                state.as_str().clone_into(&mut row.state);
            }
            if let Some(reason) = &verdict.reason {
                row.reason.clone_from(reason);
            }
            row.pinned = verdict.pinned.unwrap_or(row.pinned);
            if let Some(answer) = &verdict.answer {
                row.answer.clone_from(answer);
                row.answered = stamp(now);
            }
            sql.execute(
                "UPDATE question SET state = $1, reason = $2, pinned = $3, answer = $4, answered = $5 WHERE id = $6",
                args![
                    &row.state,
                    &row.reason,
                    i64::from(row.pinned),
                    row.answer.as_ref(),
                    &row.answered,
                    id,
                ],
            )?;
            Ok(row.whole())
        })
    }

    /// Counts a device's vote for a published question, once, or takes it back.
    pub fn vote(
        &self,
        lecture: &str,
        id: &str,
        voter: &str,
        wants: bool,
    ) -> Result<Value, Problem> {
        self.base.write(|sql| {
            let published = State::Published.as_str();
            if under(sql, lecture, id)?.state != published {
                return Err(Problem::missing("没有找到这个提问。").into());
            }
            let statement = match wants {
                true => {
                    "INSERT INTO vote (question, voter) VALUES ($1, $2) ON CONFLICT (question, voter) DO NOTHING"
                }
                false => "DELETE FROM vote WHERE question = $1 AND voter = $2",
            };
            sql.execute(statement, args![id, voter])?;
            let votes = under(sql, lecture, id)?.votes;
            Ok(json!({"id": id, "votes": votes}))
        })
    }

    /// What the host said of the box of a lecture: whether it is open.
    pub fn question_box(&self, lecture: &str) -> Result<Option<bool>, Problem> {
        self.base.read(|sql| {
            let said = sql.one(
                "SELECT state FROM question_box WHERE lecture = $1",
                args![lecture],
            )?;
            Ok(said.map(|said| said.text(0) == "open"))
        })
    }

    /// Opens or closes the box of a lecture.
    pub fn set_question_box(&self, lecture: &str, open: bool) -> Result<(), Problem> {
        let state = if open { "open" } else { "closed" };
        self.base.write(|sql| {
            sql.execute(
                "INSERT INTO question_box (lecture, state) VALUES ($1, $2) \
                 ON CONFLICT (lecture) DO UPDATE SET state = excluded.state",
                args![lecture, state],
            )?;
            Ok(())
        })
    }

    /// Forgets every question.
    pub fn clear_questions(&self) -> Result<(), Problem> {
        self.base.write(|sql| {
            for table in ["vote", "question", "question_box"] {
                sql.execute(&format!("DELETE FROM {table}"), &[])?;
            }
            Ok(())
        })
    }
}
