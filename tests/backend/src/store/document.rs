//! A registration as its holder sees it: the contact is masked.

use serde_json::{Map, Value, json};

use super::Answer;
use super::rows::{self, Row};
use super::sql::{Fault, Sql, Stop, args};
use crate::catalogue::Catalogue;
use crate::phone;

/// The contract's document, without the token.
pub fn answer(sql: &dyn Sql, row: &Row, catalogue: &Catalogue) -> Result<Answer, Stop> {
    let mut lines = Vec::new();
    let mut last = None;
    for line in rows::lines(sql, &row.id)? {
        let session = catalogue.sessions.get(&line.session);
        let off = session.is_some_and(|session| session.cancelled);
        let mut value = json!({
            "session": line.session,
            "party": line.party.to_value(),
            "status": if off { "cancelled" } else { &row.status },
        });
        if let Some(class) = &line.class {
            value["class"] = json!(class);
        }
        if let Some(wished) = &line.wished {
            value["wished"] = json!(wished);
        }
        if row.status == "waitlisted" && !off {
            let position = position(sql, &line.session, row.queue)?;
            value["position"] = json!(position);
            last = last.max(Some(position));
        }
        lines.push(value);
    }
    let mut document = Map::new();
    document.insert("id".into(), json!(row.id));
    document.insert("kind".into(), json!(row.kind.as_str()));
    document.insert("status".into(), json!(row.status));
    if let Some(position) = last {
        document.insert("position".into(), json!(position));
    }
    document.insert("code".into(), json!(row.code));
    document.insert("rev".into(), json!(row.rev));
    document.insert("lines".into(), json!(lines));
    document.insert(
        "contact".into(),
        json!({"name": mask_name(&row.name), "phone": phone::mask(&row.phone)}),
    );
    if let Some(school) = &row.school {
        document.insert("school".into(), school.to_value());
    }
    document.insert("needs".into(), json!(row.needs));
    document.insert("accept_waitlist".into(), json!(row.accept_waitlist));
    document.insert("when_free".into(), json!(row.when_free.as_str()));
    if let Some(until) = &row.offer_until {
        document.insert("offer_until".into(), json!(until));
    }
    document.insert("created".into(), json!(row.created));
    document.insert("updated".into(), json!(row.updated));
    Ok(Answer {
        document: Value::Object(document),
        rev: row.rev,
    })
}

/// The place in a session's queue, from 1.
fn position(sql: &dyn Sql, session: &str, queue: i64) -> Result<i64, Fault> {
    let record = sql.one(
        "SELECT CAST(COUNT(DISTINCT registration.id) AS BIGINT) \
         FROM line JOIN registration ON registration.id = line.registration \
         WHERE line.session = $1 AND registration.status = 'waitlisted' \
         AND registration.queue <= $2",
        args![session, queue],
    )?;
    Ok(record.map_or(1, |record| record.number(0)))
}

/// `王**`
fn mask_name(name: &str) -> String {
    let hidden = name.chars().count().saturating_sub(1).clamp(1, 2);
    name.chars()
        .take(1)
        .chain("*".repeat(hidden).chars())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn masked_names() {
        assert_eq!(mask_name("王芳"), "王*");
        assert_eq!(mask_name("欧阳小明"), "欧**");
        assert_eq!(mask_name("王"), "王*");
    }
}
