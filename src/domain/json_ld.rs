//! schema.org `Event`, for search engines and assistants.

use super::activity::{Activity, Session, Status};
use super::catalogue::Catalogue;
use serde_json::{Value, json};

/// The activity as JSON-LD: one `Event` per session, each with its place.
/// The text is safe inside a `<script>` element: it holds no `<`.
pub fn events(catalogue: &Catalogue, activity: &Activity, page: &str) -> String {
    let events: Vec<Value> = activity
        .sessions
        .iter()
        .take(40)
        .map(|session| event(catalogue, activity, session, page))
        .collect();
    json!({"@context": "https://schema.org", "@graph": events})
        .to_string()
        .replace('<', "\\u003c")
}

fn event(catalogue: &Catalogue, activity: &Activity, session: &Session, page: &str) -> Value {
    let status = match (activity.status, session.status) {
        (Status::Cancelled, _) | (_, Status::Cancelled) => "EventCancelled",
        (Status::Postponed, _) | (_, Status::Postponed) => "EventPostponed",
        _ => "EventScheduled",
    };
    let location = match catalogue.venue_of(activity, Some(session)) {
        Some(venue) => json!({
            "@type": "Place",
            "name": venue.name,
            "address": {
                "@type": "PostalAddress",
                "addressLocality": catalogue.edition.city,
                "addressRegion": catalogue.district_name(&venue.district),
                "streetAddress": venue.address,
            }
        }),
        None => json!({"@type": "VirtualLocation", "url": page}),
    };
    let mode = if activity.online { "Online" } else { "Offline" };
    json!({
        "@type": "Event",
        "name": activity.title,
        "description": activity.summary,
        "startDate": session.start.to_rfc3339(),
        "endDate": session.end.to_rfc3339(),
        "eventStatus": format!("https://schema.org/{status}"),
        "eventAttendanceMode": format!("https://schema.org/{mode}EventAttendanceMode"),
        "location": location,
        "isAccessibleForFree": true,
        "organizer": activity.hosts.iter().map(|name| json!({"@type": "Organization", "name": name})).collect::<Vec<_>>(),
        "url": page,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

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
