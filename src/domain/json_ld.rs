//! schema.org `Event`, for search engines and assistants.

use super::activity::{Activity, Session, Status};
use super::catalogue::Catalogue;
use super::time;

/// The activity as JSON-LD: one `Event` per session, each with its place.
/// The text is safe inside a `<script>` element: it holds no `<`.
pub fn events(catalogue: &Catalogue, activity: &Activity, page: &str) -> String {
    let sessions = activity.sessions.iter().take(40);
    let events = list(sessions.map(|session| event(catalogue, activity, session, page)));
    object(&[("@context", text("https://schema.org")), ("@graph", events)]).replace('<', "\\u003c")
}

/// A text as JSON.
fn text(raw: &str) -> String {
    serde_json::to_string(raw).unwrap_or_default()
}

/// Values that are JSON, as a list.
fn list(values: impl Iterator<Item = String>) -> String {
    ["[", &values.collect::<Vec<_>>().join(","), "]"].concat()
}

/// Names and values that are JSON, as an object.
fn object(members: &[(&str, String)]) -> String {
    let members: Vec<String> = members
        .iter()
        .map(|(name, value)| ["\"", name, "\":", value].concat())
        .collect();
    ["{", &members.join(","), "}"].concat()
}

fn named(kind: &str, name: &str) -> String {
    object(&[("@type", text(kind)), ("name", text(name))])
}

fn event(catalogue: &Catalogue, activity: &Activity, session: &Session, page: &str) -> String {
    let status = match (activity.status, session.status) {
        (Status::Cancelled, _) | (_, Status::Cancelled) => "https://schema.org/EventCancelled",
        (Status::Postponed, _) | (_, Status::Postponed) => "https://schema.org/EventPostponed",
        _ => "https://schema.org/EventScheduled",
    };
    let location = match catalogue.venue_of(activity, Some(session)) {
        Some(venue) => {
            let address = object(&[
                ("@type", text("PostalAddress")),
                ("addressLocality", text(&catalogue.edition.city)),
                (
                    "addressRegion",
                    text(catalogue.district_name(&venue.district)),
                ),
                ("streetAddress", text(&venue.address)),
            ]);
            object(&[
                ("@type", text("Place")),
                ("name", text(&venue.name)),
                ("address", address),
            ])
        }
        None => object(&[("@type", text("VirtualLocation")), ("url", text(page))]),
    };
    let mode = if activity.online {
        "https://schema.org/OnlineEventAttendanceMode"
    } else {
        "https://schema.org/OfflineEventAttendanceMode"
    };
    let hosts = activity
        .hosts
        .iter()
        .map(|name| named("Organization", name));
    object(&[
        ("@type", text("Event")),
        ("name", text(&activity.title)),
        ("description", text(&activity.summary)),
        ("startDate", text(&time::write(&session.start))),
        ("endDate", text(&time::write(&session.end))),
        ("eventStatus", text(status)),
        ("eventAttendanceMode", text(mode)),
        ("location", location),
        ("isAccessibleForFree", "true".to_owned()),
        ("organizer", list(hosts)),
        ("url", text(page)),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    #[test]
    fn a_session_becomes_an_event_and_cannot_close_the_script() {
        let catalogue = Catalogue::decode(r#"{"edition":{"name":"x","city":"新乡市","start":"2023-09-17","end":"2023-09-18"},
          "venues":[{"id":"v","name":"馆","district":"d"}],
          "activities":[{"id":"a","title":"</script><b>","venue":"v","sessions":[
            {"id":"s","status":"cancelled","start":"2023-09-17T10:00:00+08:00","end":"2023-09-17T11:00:00+08:00"}]}]}"#).unwrap();
        let text = events(&catalogue, &catalogue.activities[0], "https://x.cn/a/a");
        assert!(!text.contains('<'));
        let value: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(value["@graph"][0]["name"], "</script><b>");
        assert_eq!(
            value["@graph"][0]["eventStatus"],
            "https://schema.org/EventCancelled"
        );
        assert_eq!(value["@graph"][0]["startDate"], "2023-09-17T10:00:00+08:00");
    }
}
