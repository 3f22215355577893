//! The programme as a list in time: one entry a session, one a day for what is open daily.

use super::activity::{Activity, Session, Status};
use super::catalogue::{Catalogue, Slot};
use super::lecture::LectureState;
use super::order::order;
use super::time::{self, Moment};
use chrono::{Duration, NaiveDate, NaiveTime};

/// One line of the programme.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Entry {
    /// Index into the catalogue's activities.
    pub activity: usize,
    /// Index into the activity's sessions, if it is one of them.
    pub session: Option<usize>,
    pub start: Moment,
    pub end: Moment,
    /// Index into the catalogue's venues.
    pub venue: Option<usize>,
    pub kind: EntryKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntryKind {
    Session,
    /// Open on this day, come and go.
    OpenDay,
    /// No time is given: somewhere in the edition's days.
    Undated,
}

impl Entry {
    pub fn day(&self) -> NaiveDate {
        time::day_of(&self.start)
    }

    pub fn is_over(&self, now: &Moment) -> bool {
        self.end <= *now
    }

    pub fn is_now(&self, now: &Moment) -> bool {
        self.start <= *now && *now < self.end
    }

    pub fn activity<'a>(&self, catalogue: &'a Catalogue) -> &'a Activity {
        &catalogue.activities[self.activity]
    }

    pub fn session<'a>(&self, catalogue: &'a Catalogue) -> Option<&'a Session> {
        Some(&catalogue.activities[self.activity].sessions[self.session?])
    }

    /// Where its session stands among all of the catalogue.
    pub fn slot_place(&self, catalogue: &Catalogue) -> Option<usize> {
        Some(catalogue.activities.slots_of(self.activity).start + self.session?)
    }

    /// What the list knows of its session.
    pub fn slot<'a>(&self, catalogue: &'a Catalogue) -> Option<&'a Slot> {
        catalogue
            .activities
            .slots()
            .get(self.slot_place(catalogue)?)
    }

    /// Of its activity and its session, if it is one, whether they take place.
    pub fn statuses(&self, catalogue: &Catalogue) -> [Option<Status>; 2] {
        let activity = catalogue.activities.rows().get(self.activity);
        let slot = self.slot(catalogue);
        [
            activity.map(|row| row.status),
            slot.map(|slot| slot.terms.status),
        ]
    }

    /// Whether it will not take place as printed.
    pub fn is_off(&self, catalogue: &Catalogue) -> bool {
        let off = |status| matches!(status, Some(Status::Cancelled | Status::Postponed));
        self.statuses(catalogue).into_iter().any(off)
    }
}

/// All entries, in the order in which they begin.
pub fn entries(catalogue: &Catalogue) -> Vec<Entry> {
    let activities = &catalogue.activities;
    let mut entries = Vec::with_capacity(activities.slots().len() + activities.len());
    for i in 0..activities.len() {
        let before = entries.len();
        let slots = &activities.slots()[activities.slots_of(i)];
        let sessions = slots.iter().enumerate();
        entries.extend(sessions.map(|(j, slot)| slot_entry(slot, i, j)));
        open_days(catalogue, i, &mut entries);
        if entries.len() == before {
            entries.push(undated(catalogue, i));
        }
    }
    let order = order(entries.len(), &|at| {
        let entry = &entries[at];
        (entry.start.timestamp(), entry.end.timestamp_millis())
    });
    order.into_iter().map(|at| entries[at]).collect()
}

fn index(venue: Option<u32>) -> Option<usize> {
    venue.map(|venue| venue as usize)
}

/// The entry of a session, by its place among those of its activity.
pub fn session_entry(catalogue: &Catalogue, i: usize, j: usize) -> Entry {
    let activities = &catalogue.activities;
    slot_entry(&activities.slots()[activities.slots_of(i)][j], i, j)
}

fn slot_entry(slot: &Slot, i: usize, j: usize) -> Entry {
    Entry {
        activity: i,
        session: Some(j),
        start: slot.terms.start,
        end: slot.terms.end,
        venue: index(slot.venue),
        kind: EntryKind::Session,
    }
}

fn open_days(catalogue: &Catalogue, i: usize, entries: &mut Vec<Entry>) {
    for (opening, venue) in catalogue.activities.hours(i) {
        let open = time::parse_clock(&opening.open).unwrap_or(NaiveTime::MIN);
        let close = time::parse_clock(&opening.close)
            .filter(|close| *close > open)
            .unwrap_or_else(|| NaiveTime::from_hms_opt(23, 59, 0).expect("a time of day"));
        entries.extend(opening.days().map(|day| Entry {
            activity: i,
            session: None,
            start: time::at(day, open),
            end: time::at(day, close),
            venue: index(*venue),
            kind: EntryKind::OpenDay,
        }));
    }
}

/// The open day of an activity: from when it first opens on this day to when it last closes.
pub fn open_day(catalogue: &Catalogue, i: usize, day: NaiveDate) -> Option<Entry> {
    let mut all = Vec::new();
    open_days(catalogue, i, &mut all);
    let mut found: Option<Entry> = None;
    for entry in all.into_iter().filter(|entry| entry.day() == day) {
        let known = found.get_or_insert(entry);
        known.start = known.start.min(entry.start);
        known.end = known.end.max(entry.end);
    }
    found
}

fn undated(catalogue: &Catalogue, i: usize) -> Entry {
    let midnight = |day| time::at(day, NaiveTime::MIN);
    Entry {
        activity: i,
        session: None,
        start: midnight(catalogue.edition.start),
        end: midnight(catalogue.edition.end.max(catalogue.edition.start)) + Duration::days(1),
        venue: index(catalogue.activities.rows()[i].venue),
        kind: EntryKind::Undated,
    }
}

/// What to show first: lectures on the air, then what is open or running now, then what begins next.
/// At most `most` entries, each activity once; `true` marks those that are on now.
pub fn now_and_next(
    catalogue: &Catalogue,
    entries: &[Entry],
    now: &Moment,
    most: usize,
) -> Vec<(usize, bool)> {
    let rank = |entry: &Entry| -> Option<(i64, i64)> {
        if entry.is_over(now) || entry.kind == EntryKind::Undated || entry.is_off(catalogue) {
            return None;
        }
        let wait = (entry.start - *now).num_seconds();
        let lecture = catalogue.activities.rows()[entry.activity].has_lecture;
        if entry.is_now(now) {
            // The latest begun first: one can still catch it.
            return Some((if lecture { 0 } else { 2 }, -wait.min(0)));
        }
        // Half a day ahead is "next"; what is later is in the list.
        (wait <= 12 * 3600).then_some((if lecture { 1 } else { 3 }, wait))
    };
    let mut found = Vec::new();
    for (i, entry) in entries.iter().enumerate() {
        if let Some(rank) = rank(entry) {
            found.push((rank, i));
        }
    }
    let mut pick: Vec<(usize, bool)> = Vec::new();
    let mut of_kind = [0; 4];
    for at in order(found.len(), &|at| found[at].0) {
        let ((kind, _), i) = found[at];
        let same = &mut of_kind[kind as usize];
        let activity = entries[i].activity;
        let seen = pick.iter().any(|(i, _)| entries[*i].activity == activity);
        // At most two of a kind, so that the next ones are seen beside what is on.
        if pick.len() < most && *same < 2 && !seen {
            *same += 1;
            pick.push((i, kind % 2 == 0));
        }
    }
    pick
}

/// Where the lecture of an activity is in its life, as printed and by the clock; `times` are those that hold, if others
/// than printed do. `None` where it has no lecture, or no time for it.
pub fn lecture_state(
    activity: &Activity,
    times: Option<(Moment, Moment)>,
    now: &Moment,
) -> Option<LectureState> {
    let session = activity.lecture_session()?;
    let lecture = activity.lecture.as_ref()?;
    let is = |status| activity.status == status || session.status == status;
    if is(Status::Cancelled) {
        return Some(LectureState::Cancelled);
    }
    if is(Status::Postponed) {
        return Some(LectureState::Postponed);
    }
    let (start, end) = times.unwrap_or((session.start, session.end));
    Some(lecture.state_at(&start, &end, now))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn catalogue() -> Catalogue {
        Catalogue::decode(
            r#"{"edition":{"name":"x","start":"2023-09-17","end":"2023-09-18"},
            "venues":[{"id":"v","name":"馆"},{"id":"w","name":"校"}],
            "activities":[
             {"id":"talk","title":"讲","lecture":{"id":"l1","session":"t1","sources":[{"role":"replay","kind":"mp4","url":"a.mp4"}]},
              "sessions":[{"id":"t1","start":"2023-09-17T10:00:00+08:00","end":"2023-09-17T11:00:00+08:00"}]},
             {"id":"show","title":"展","venue":"v","opening":[{"from":"2023-09-16","to":"2023-09-18","weekdays":[6,7],"open":"09:00","close":"17:00"}]},
             {"id":"any","title":"随"},
             {"id":"van","title":"车","venue":"v","sessions":[
               {"id":"s1","venue":"w","start":"2023-09-17T12:00:00+08:00","end":"2023-09-17T13:00:00+08:00"},
               {"id":"s2","status":"cancelled","start":"2023-09-17T10:30:00+08:00","end":"2023-09-17T13:00:00+08:00"}]}]}"#,
        )
        .unwrap()
    }

    fn moment(text: &str) -> Moment {
        chrono::DateTime::parse_from_rfc3339(text).unwrap()
    }

    #[test]
    fn every_activity_is_in_the_programme_in_order() {
        let catalogue = catalogue();
        let entries = entries(&catalogue);
        let ids: Vec<_> = entries
            .iter()
            .map(|e| (catalogue.activities[e.activity].id.as_str(), e.kind))
            .collect();
        use EntryKind::*;
        assert_eq!(
            ids,
            [
                ("show", OpenDay),
                ("any", Undated),
                ("show", OpenDay),
                ("talk", Session),
                ("van", Session),
                ("van", Session)
            ],
            "Saturday and Sunday only"
        );
        assert_eq!(
            entries[5].venue,
            Some(1),
            "a stop of the van has its own place"
        );
        assert_eq!(entries[4].venue, Some(0));
    }

    #[test]
    fn now_comes_before_next_and_nothing_cancelled() {
        let catalogue = catalogue();
        let entries = entries(&catalogue);
        let first = now_and_next(
            &catalogue,
            &entries,
            &moment("2023-09-17T10:20:00+08:00"),
            5,
        );
        let ids: Vec<_> = first
            .iter()
            .map(|(i, on)| (catalogue.activities[entries[*i].activity].id.as_str(), *on))
            .collect();
        assert_eq!(ids, [("talk", true), ("show", true), ("van", false)]);
        assert!(
            now_and_next(
                &catalogue,
                &entries,
                &moment("2024-01-01T00:00:00+08:00"),
                5
            )
            .is_empty()
        );
    }

    #[test]
    fn a_lecture_that_is_over_is_a_replay() {
        let catalogue = catalogue();
        let at = |text| lecture_state(&catalogue.activities[0], None, &moment(text));
        assert_eq!(at("2023-09-17T10:20:00+08:00"), Some(LectureState::Live));
        assert_eq!(at("2023-09-18T10:20:00+08:00"), Some(LectureState::Replay));
        let mut off = catalogue.activities[0].clone();
        let told = |off: &Activity| lecture_state(off, None, &moment("2023-09-17T10:20:00+08:00"));
        off.sessions.items[0].status = Status::Postponed;
        assert_eq!(told(&off), Some(LectureState::Postponed));
        off.status = Status::Cancelled;
        assert_eq!(told(&off), Some(LectureState::Cancelled));
        assert_eq!(told(&catalogue.activities[1]), None);
    }
}
