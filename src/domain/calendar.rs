//! A session as an entry of the phone's calendar.

use super::activity::{Activity, Session, Status};
use super::catalogue::Catalogue;
use super::ical::{self, Event};
use super::venue::Datum;
use crate::text;

/// The host of an address.
pub fn host(url: &str) -> Option<&str> {
    let (_, rest) = url.split_once(':')?;
    rest.strip_prefix("//")?.split('/').next()
}

/// The entry of a session. `url` is the activity's page; its host makes the identity stable.
pub fn event(catalogue: &Catalogue, activity: &Activity, session: &Session, url: &str) -> Event {
    let venue = catalogue.venue_of(activity, Some(session));
    let place = venue.map_or_else(String::new, |venue| {
        text!(venue.name.as_str(), " ", &catalogue.address(venue))
    });
    let cancelled = [activity.status, session.status].contains(&Status::Cancelled);
    Event {
        uid: ical::uid(&session.id, host(url).unwrap_or("")),
        sequence: u32::from(cancelled),
        start: session.start,
        end: session.end,
        title: activity.title.clone(),
        place,
        description: activity.summary.clone(),
        url: url.to_owned(),
        geo: venue
            .and_then(|venue| venue.point)
            .filter(|point| point.datum == Datum::Wgs84)
            .map(|point| (point.lat, point.lng)),
        cancelled,
    }
}
