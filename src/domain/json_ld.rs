//! schema.org `Event`, for search engines and assistants.

use super::activity::{Activity, Session, Status};
use super::catalogue::Catalogue;
use super::time;

/// The activity as JSON-LD: one `Event` per session, each with its place.
/// The text is safe inside a `<script>` element: it holds no `<`.
pub fn events(catalogue: &Catalogue, activity: &Activity, page: &str) -> String {
    let mut out = String::from("{\"@context\":\"https://schema.org\",\"@graph\":[");
    for (i, session) in activity.sessions.iter().take(40).enumerate() {
        if i > 0 {
            out.push(',');
        }
        event(&mut out, catalogue, activity, session, page);
    }
    out.push_str("]}");
    out.replace('<', "\\u003c")
}

/// Opens an object and writes members that are texts; what else is in it comes behind them.
fn open(out: &mut String, members: &[(&str, &str)]) {
    let mut before = "{\"";
    for (name, value) in members {
        let value = serde_json::to_string(value).unwrap_or_default();
        for part in [before, name, "\":", &value] {
            out.push_str(part);
        }
        before = ",\"";
    }
}

fn event(
    out: &mut String,
    catalogue: &Catalogue,
    activity: &Activity,
    session: &Session,
    page: &str,
) {
    let status = match (activity.status, session.status) {
        (Status::Cancelled, _) | (_, Status::Cancelled) => "https://schema.org/EventCancelled",
        (Status::Postponed, _) | (_, Status::Postponed) => "https://schema.org/EventPostponed",
        _ => "https://schema.org/EventScheduled",
    };
    let mode = if activity.online {
        "https://schema.org/OnlineEventAttendanceMode"
    } else {
        "https://schema.org/OfflineEventAttendanceMode"
    };
    open(
        out,
        &[
            ("@type", "Event"),
            ("name", &activity.title),
            ("description", &activity.summary),
            ("startDate", &time::write(&session.start)),
            ("endDate", &time::write(&session.end)),
            ("eventStatus", status),
            ("eventAttendanceMode", mode),
            ("url", page),
        ],
    );
    out.push_str(",\"isAccessibleForFree\":true,\"organizer\":[");
    for (i, host) in activity.hosts.iter().enumerate() {
        if i > 0 {
            out.push(',');
        }
        open(out, &[("@type", "Organization"), ("name", host)]);
        out.push('}');
    }
    out.push_str("],\"location\":");
    match catalogue.venue_of(activity, Some(session)) {
        Some(venue) => {
            open(out, &[("@type", "Place"), ("name", &venue.name)]);
            out.push_str(",\"address\":");
            let address = [
                ("@type", "PostalAddress"),
                ("addressLocality", &catalogue.edition.city),
                ("addressRegion", catalogue.district_name(&venue.district)),
                ("streetAddress", &venue.address),
            ];
            open(out, &address);
            out.push('}');
        }
        None => open(out, &[("@type", "VirtualLocation"), ("url", page)]),
    }
    out.push_str("}}");
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
        assert_eq!(
            value["@graph"][0]["location"]["address"]["addressLocality"],
            "新乡市"
        );
        assert_eq!(value["@graph"][0]["isAccessibleForFree"], true);
    }
}
