//! What of the programme is online: each activity once, by where it is in its life.

use super::agenda::{self, Entry, EntryKind};
use super::catalogue::Catalogue;
use super::lecture::{self, LectureState, SourceRole};
use super::order::order;
use super::stage;
use super::time::{self, Moment};

/// The parts of the list, in its order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// Lectures on the air.
    Live,
    /// What else is on now.
    Open,
    Today,
    Coming,
    /// To be seen again.
    Replay,
    /// Cancelled or postponed.
    Off,
    Over,
}

impl Part {
    pub const ALL: [Self; 7] = [
        Self::Live,
        Self::Open,
        Self::Today,
        Self::Coming,
        Self::Replay,
        Self::Off,
        Self::Over,
    ];

    /// Whether the latest comes first.
    fn is_past(self) -> bool {
        matches!(self, Self::Replay | Self::Over)
    }
}

/// What must be known of a lecture to say where it is.
#[derive(Debug, Clone, PartialEq)]
struct Talk {
    id: String,
    /// The entry of its session.
    entry: u32,
    /// Whether it can be followed while it is given.
    airs: bool,
    replay: bool,
    room_opens_min: i64,
    /// Cancelled or postponed.
    off: Option<LectureState>,
}

/// The online activities of a programme. Made once for it; what holds at a moment is asked of it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Cloud {
    /// For each entry of the programme the place of its activity below, or none.
    of_entry: Vec<Option<u32>>,
    talks: Vec<Option<Talk>>,
}

/// One row of the list.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// The entry it is shown by: the lecture's, else the one that is on, the next, or the last.
    pub entry: u32,
    pub part: Part,
    /// The lecture's id and state, and whether it can be followed from afar.
    pub lecture: Option<(String, LectureState, bool)>,
}

impl Cloud {
    pub fn of(catalogue: &Catalogue, entries: &[Entry]) -> Self {
        let rows = catalogue.activities.rows();
        let mut places: Vec<Option<u32>> = vec![None; rows.len()];
        let mut cloud = Self::default();
        for (at, row) in rows.iter().enumerate() {
            if row.online || row.has_lecture {
                places[at] = Some(cloud.talks.len() as u32);
                cloud.talks.push(None);
            }
        }
        for (number, entry) in entries.iter().enumerate() {
            let place = places.get(entry.activity).copied().flatten();
            cloud.of_entry.push(place);
            if let Some(place) = place
                && rows[entry.activity].has_lecture
                && let Some(talk) = talk(catalogue, entry, number as u32)
            {
                cloud.talks[place as usize] = Some(talk);
            }
        }
        cloud
    }

    /// How many activities there are.
    pub fn len(&self) -> usize {
        self.talks.len()
    }

    pub fn is_empty(&self) -> bool {
        self.talks.is_empty()
    }

    /// How many activities these entries belong to.
    pub fn count(&self, entries: impl Iterator<Item = u32>) -> usize {
        let mut seen = vec![false; self.talks.len()];
        let mut count = 0;
        for entry in entries {
            if let Some(place) = self.place(entry) {
                count += usize::from(!std::mem::replace(&mut seen[place], true));
            }
        }
        count
    }

    fn place(&self, entry: u32) -> Option<usize> {
        let place = self.of_entry.get(entry as usize).copied().flatten();
        place.map(|place| place as usize)
    }

    /// The activities of these entries, part by part, in the order of the list.
    pub fn items(
        &self,
        catalogue: &Catalogue,
        entries: &[Entry],
        found: impl Iterator<Item = u32>,
        now: &Moment,
    ) -> Vec<Item> {
        let mut shown: Vec<Option<u32>> = vec![None; self.talks.len()];
        for entry in found {
            let Some(place) = self.place(entry) else {
                continue;
            };
            let better = match (&self.talks[place], shown[place]) {
                (Some(talk), _) => Some(talk.entry),
                (None, None) => Some(entry),
                // The entries come in the order in which they begin: the first that takes place and is not over counts,
                // else the last that took place.
                (None, Some(before)) => {
                    let of = |entry: u32| {
                        let at = &entries[entry as usize];
                        (at.is_off(catalogue), at.is_over(now))
                    };
                    let later = match (of(before), of(entry)) {
                        ((true, _), _) => true,
                        (_, (true, _)) => false,
                        ((_, over), _) => over,
                    };
                    Some(if later { entry } else { before })
                }
            };
            shown[place] = better;
        }
        let item = |(talk, entry): (&Option<Talk>, Option<u32>)| {
            let entry = entry?;
            let at = &entries[entry as usize];
            Some(match talk {
                Some(talk) => talk.item(at, now),
                None => plain(catalogue, at, entry, now),
            })
        };
        let items = self.talks.iter().zip(shown).filter_map(item);
        let items: Vec<Item> = items.collect();
        let order = order(items.len(), &|at| {
            let Item { entry, part, .. } = &items[at];
            let entry = &entries[*entry as usize];
            let begins = match part.is_past() {
                true => -entry.start.timestamp(),
                false => entry.start.timestamp(),
            };
            (*part as i64, begins)
        });
        order.into_iter().map(|at| items[at].clone()).collect()
    }
}

/// The lecture of an entry's activity, if the entry is its session.
fn talk(catalogue: &Catalogue, entry: &Entry, number: u32) -> Option<Talk> {
    catalogue.activities.glance(entry.activity, |activity| {
        let lecture = activity.lecture.as_ref()?;
        let own = &activity.lecture_session()?.id;
        if activity.sessions[entry.session?].id != *own {
            return None;
        }
        let state = agenda::lecture_state(activity, None, &entry.start)?;
        let off = matches!(state, LectureState::Cancelled | LectureState::Postponed);
        Some(Talk {
            id: lecture.id.clone(),
            entry: number,
            airs: stage::goes_on_air(lecture),
            replay: lecture.has(SourceRole::Replay),
            room_opens_min: lecture.room_opens_min,
            off: off.then_some(state),
        })
    })
}

impl Talk {
    fn item(&self, entry: &Entry, now: &Moment) -> Item {
        let state = self.off.unwrap_or_else(|| {
            lecture::state_at(
                self.room_opens_min,
                self.replay,
                &entry.start,
                &entry.end,
                now,
            )
        });
        let part = match state {
            LectureState::Live if self.airs => Part::Live,
            LectureState::Replay => Part::Replay,
            LectureState::Cancelled | LectureState::Postponed => Part::Off,
            LectureState::Ended | LectureState::Other => Part::Over,
            _ => to_come(entry, now),
        };
        Item {
            entry: self.entry,
            part,
            lecture: Some((self.id.clone(), state, self.airs)),
        }
    }
}

fn to_come(entry: &Entry, now: &Moment) -> Part {
    if entry.day() <= time::day_of(now) {
        Part::Today
    } else {
        Part::Coming
    }
}

/// An activity without a lecture.
fn plain(catalogue: &Catalogue, at: &Entry, entry: u32, now: &Moment) -> Item {
    let part = if at.is_off(catalogue) {
        Part::Off
    } else if at.is_over(now) {
        Part::Over
    } else if at.is_now(now) || at.kind == EntryKind::Undated {
        Part::Open
    } else {
        to_come(at, now)
    };
    Item {
        entry,
        part,
        lecture: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::discover::{Found, Index};
    use crate::domain::query::Query;

    fn year() -> (Catalogue, Vec<Entry>) {
        let year = include_str!("../../public/data/2023.json");
        let catalogue = Catalogue::decode(year).unwrap();
        let entries = agenda::entries(&catalogue);
        (catalogue, entries)
    }

    fn moment(text: &str) -> Moment {
        chrono::DateTime::parse_from_rfc3339(text).unwrap()
    }

    fn items(search: &str, now: &str) -> Vec<(String, Part)> {
        let (catalogue, entries) = year();
        let now = moment(now);
        let index = Index::new(&catalogue, &entries, &now);
        let cloud = Cloud::of(&catalogue, &entries);
        let mut query = Query::parse(search);
        query.past = true;
        let mut found = Found::default();
        index.find(&query, None, &mut found);
        let items = cloud.items(&catalogue, &entries, found.all().iter(), &now);
        assert_eq!(
            items.len(),
            cloud.count(found.all().iter()),
            "counted alike"
        );
        let id = |item: &Item| {
            let entry = &entries[item.entry as usize];
            catalogue.activities.id(entry.activity).to_owned()
        };
        items.iter().map(|item| (id(item), item.part)).collect()
    }

    #[test]
    fn each_activity_stands_once_in_the_part_of_its_time() {
        let all = items("", "2023-09-19T20:00:00+08:00");
        let part = |id: &str| all.iter().find(|(known, _)| known == id).unwrap().1;
        assert_eq!(part("moon-talk"), Part::Live);
        assert_eq!(part("water-talk"), Part::Replay);
        assert_eq!(part("net-talk"), Part::Coming);
        assert_eq!(part("cloud-quiz"), Part::Open);
        assert_eq!(part("platform-0821"), Part::Over);
        assert!(all.is_sorted_by_key(|(_, part)| *part));
        let mut ids: Vec<_> = all.iter().map(|(id, _)| id).collect();
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), all.len());
        assert!(!ids.iter().any(|id| *id == "env-open"), "given on the spot");
    }

    #[test]
    fn the_clock_alone_moves_a_lecture_from_part_to_part() {
        let part = |now: &str| {
            let all = items("q=月亮背面", now);
            assert_eq!(all.len(), 1, "{all:?}");
            all[0].1
        };
        assert_eq!(part("2023-09-18T12:00:00+08:00"), Part::Coming);
        assert_eq!(part("2023-09-19T08:00:00+08:00"), Part::Today);
        assert_eq!(part("2023-09-19T19:25:00+08:00"), Part::Today);
        assert_eq!(part("2023-09-19T19:30:00+08:00"), Part::Live);
        assert_eq!(part("2023-09-19T20:30:00+08:00"), Part::Replay);
    }

    #[test]
    fn filters_are_those_of_the_list() {
        let all = items("format=cloud-show", "2023-09-17T12:00:00+08:00");
        assert!(all.iter().any(|(id, _)| id == "cloud-lab"), "{all:?}");
        assert!(!all.iter().any(|(id, _)| id == "moon-talk"));
        assert!(items("format=nobody", "2023-09-17T12:00:00+08:00").is_empty());
    }
}
