//! Entries of the programme as entries of the phone's calendar.

use super::activity::Status;
use super::agenda::{Entry, EntryKind};
use super::catalogue::Catalogue;
use super::ical::{self, Event};
use super::time::Moment;
use super::{geo, plan};
use crate::text;

/// Most entries of one calendar: more is no plan, and old phones import one after the other.
const MOST: usize = 300;

/// The host of an address.
pub fn host(url: &str) -> Option<&str> {
    let (_, rest) = url.split_once(':')?;
    rest.strip_prefix("//")?.split('/').next()
}

/// The entry of a session or of an open day. `url` is the activity's page; its host makes the identity stable.
pub fn event(catalogue: &Catalogue, entry: &Entry, url: &str) -> Event {
    let activity = entry.activity(catalogue);
    let venue = entry.venue.map(|at| &catalogue.venues[at]);
    let place = venue.map_or_else(String::new, |venue| {
        text!(venue.name.as_str(), " ", &catalogue.address(venue))
    });
    let cancelled = activity.status == Status::Cancelled
        || entry
            .session(catalogue)
            .is_some_and(|session| session.status == Status::Cancelled);
    let key = plan::key(catalogue, entry).unwrap_or_else(|| activity.id.clone());
    Event {
        // An identity has one `@`: that of an open day stands before the host's.
        uid: ical::uid(&key.replace('@', "."), host(url).unwrap_or("")),
        sequence: u32::from(cancelled),
        start: entry.start,
        end: entry.end,
        title: activity.title.clone(),
        place,
        description: activity.summary.clone(),
        url: url.to_owned(),
        geo: venue
            .and_then(|venue| venue.point)
            .map(geo::wgs84)
            .map(|point| (point.lat, point.lng)),
        cancelled,
        reminds: true,
    }
}

/// Entries as one calendar: those with a time, at most [`MOST`] of them. `origin` is where the app is deployed,
/// `page` the path of an activity's page, `reminds` whether the calendar reminds of each, `sequence` how often a session is known to have changed.
pub fn of_entries(
    catalogue: &Catalogue,
    entries: &[Entry],
    origin: &str,
    page: &dyn Fn(&str) -> String,
    reminds: bool,
    sequence: &dyn Fn(&str) -> u32,
    stamp: &Moment,
) -> String {
    let mut events = Vec::new();
    for entry in entries {
        if entry.kind != EntryKind::Undated && events.len() < MOST {
            let url = text!(origin, &page(&entry.activity(catalogue).id));
            let mut event = event(catalogue, entry, &url);
            let known = entry.session(catalogue);
            let known = known.map_or(0, |session| sequence(&session.id));
            event.sequence = event.sequence.max(known);
            event.reminds = reminds;
            events.push(event);
        }
    }
    ical::calendar(&events, stamp)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::agenda;

    #[test]
    fn sessions_and_open_days_make_one_calendar() {
        let catalogue = Catalogue::decode(
            r#"{"edition":{"name":"x","city":"新乡市","start":"2023-09-17","end":"2023-09-18"},
            "venues":[{"id":"v","name":"馆","point":{"lng":113.8,"lat":35.3,"datum":"gcj02"}}],
            "activities":[
             {"id":"show","title":"展","venue":"v","opening":[{"from":"2023-09-17","to":"2023-09-17","open":"09:00","close":"17:00"}]},
             {"id":"any","title":"随"},
             {"id":"van","title":"车","venue":"v","sessions":[
               {"id":"s1","status":"cancelled","start":"2023-09-17T12:00:00+08:00","end":"2023-09-17T13:00:00+08:00"}]}]}"#,
        )
        .unwrap();
        let stamp = chrono::DateTime::parse_from_rfc3339("2023-09-16T12:00:00+08:00").unwrap();
        let page = |id: &str| text!("/a/", id);
        let entries = agenda::entries(&catalogue);
        let changed = |id: &str| if id == "s1" { 3 } else { 0 };
        let origin = "https://k.example";
        let text = of_entries(&catalogue, &entries, origin, &page, true, &changed, &stamp);
        assert_eq!(
            text.matches("BEGIN:VEVENT").count(),
            2,
            "what has no time is no entry"
        );
        for line in [
            "UID:show.2023-09-17@k.example",
            "UID:s1@k.example",
            "DTSTART;TZID=Asia/Shanghai:20230917T090000",
            "DTEND;TZID=Asia/Shanghai:20230917T170000",
            "URL:https://k.example/a/van",
            "SEQUENCE:0",
            "SEQUENCE:3",
            "STATUS:CANCELLED",
            // Half a kilometre from where China's maps show it: as GPS has it.
            "GEO:35.30",
        ] {
            assert!(text.contains(line), "{line} in {text}");
        }
    }
}
