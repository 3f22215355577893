//! Lines that name alternatives: which session each becomes.

use std::collections::BTreeMap;

use super::create::Person;
use super::sql::{Sql, Stop};
use super::{Scene, places};
use crate::choice;
use crate::request::Line;
use crate::rules;

/// The lines with the first wishes that can be had together, or `None` when no row of wishes can.
/// Lines among `before` are had already and need no open sign-up.
pub fn assign(
    sql: &dyn Sql,
    scene: Scene<'_>,
    person: &Person<'_>,
    lines: &[Line],
    before: &[Line],
) -> Result<Option<Vec<Line>>, Stop> {
    if lines.iter().all(|line| line.alternatives.is_empty()) {
        return Ok(None);
    }
    let others = person.others(sql)?;
    let mut free = BTreeMap::new();
    let mut options = Vec::with_capacity(lines.len());
    for line in lines {
        let mut wishes = Vec::new();
        for id in std::iter::once(&line.session).chain(&line.alternatives) {
            let wish = Line {
                session: id.clone(),
                wished: (*id != line.session).then(|| line.session.clone()),
                alternatives: Vec::new(),
                ..line.clone()
            };
            let suits = rules::sessions(scene.catalogue, person.kind, std::slice::from_ref(&wish));
            let Ok(suits) = suits else { continue };
            let open = before.contains(&wish) || rules::bookable_now(suits[0], scene.now).is_ok();
            if open && person.may_have(&suits, &others, scene).is_ok() {
                let count = places::count(sql, id, person.id)?;
                free.insert(id.clone(), count.free());
                wishes.push(wish);
            }
        }
        options.push(wishes);
    }
    Ok(choice::first(&options, &|row: &[Line], wish: &Line| {
        let taken: i64 = row
            .iter()
            .filter(|line| line.session == wish.session)
            .map(|line| line.party.seats())
            .sum();
        let room = free.get(&wish.session).copied().unwrap_or(0);
        let together: Vec<Line> = row.iter().chain([wish]).cloned().collect();
        taken + wish.party.seats() <= room
            && rules::apart(scene.catalogue, person.kind, &together).is_ok()
    }))
}
