//! An event of a calendar or a programme, whatever its file: what they all have.

use super::booking::stamp;
use super::build::{Builder, Draft};
use super::members::Record;
use super::plain::{line, paragraphs, short};
use super::venues::Place;
use chrono::{DateTime, Duration, FixedOffset};
use kepu_day::domain::time::city;
use kepu_day::words::import as words;
use kepu_day::words::table::Column;
use serde_json::json;

/// Letters of a summary.
const SUMMARY: usize = 59;

/// One event with its times.
#[derive(Debug, Default)]
pub struct Event {
    /// As its reader counts: a line, or the place in a list.
    pub row: usize,
    pub id: Option<String>,
    pub title: String,
    pub summary: String,
    pub description: String,
    pub hosts: Vec<String>,
    pub organisers: Vec<String>,
    pub place: Option<Place>,
    pub online: bool,
    pub times: Vec<(DateTime<FixedOffset>, DateTime<FixedOffset>)>,
    pub cancelled: bool,
    pub fee: String,
    pub ages: Option<(Option<u32>, Option<u32>)>,
    pub url: String,
}

impl Event {
    /// Makes it an activity, or says why not.
    pub fn add(self, builder: &mut Builder) {
        builder.report.read += 1;
        let title = line(&self.title);
        let refusal = match (title.is_empty(), self.times.is_empty()) {
            (true, _) => Some((Column::Title, words::NO_TITLE)),
            (_, true) => Some((Column::Date, words::NO_DATE)),
            _ if self.times.iter().any(|(start, end)| end <= start) => {
                Some((Column::End, words::BAD_END))
            }
            _ => None,
        };
        if let Some((column, why)) = refusal {
            return builder.report.row(self.row, column.heading(), &title, why);
        }
        if !self.online && self.place.is_none() {
            builder
                .report
                .guess(self.row, Column::Venue.heading(), "", words::NO_PLACE);
        }
        let mut record = Record::new();
        record.insert("title".into(), json!(title));
        let description = paragraphs(&self.description);
        let summary = line(&self.summary);
        for (member, text) in [
            ("summary", short(&summary, SUMMARY)),
            ("description", description),
            ("fee", line(&self.fee)),
        ] {
            if !text.is_empty() {
                record.insert(member.into(), json!(text));
            }
        }
        for (member, names) in [("hosts", &self.hosts), ("organisers", &self.organisers)] {
            if !names.is_empty() {
                record.insert(member.into(), json!(names));
            }
        }
        for host in &self.hosts {
            if matches!(
                builder.vocabulary.hosts.find(host),
                super::vocabulary::Found::Unknown
            ) {
                builder.vocabulary.hosts.add(host, host);
            }
        }
        if self.online {
            record.insert("online".into(), json!(true));
        }
        if self.url.starts_with("https://") {
            record.insert(
                "source".into(),
                json!({"name": builder.source()["name"], "url": self.url}),
            );
        }
        if let Some((from, to)) = self.ages {
            let mut ages = Record::new();
            ages.extend(from.map(|from| ("from".to_owned(), json!(from))));
            ages.extend(to.map(|to| ("to".to_owned(), json!(to))));
            record.insert("ages".into(), json!(ages));
        }
        let status = if self.cancelled {
            "cancelled"
        } else {
            "scheduled"
        };
        let local =
            |moment: &DateTime<FixedOffset>| stamp(moment.with_timezone(&city()).naive_local());
        let sessions = self.times.iter().map(|(start, end)| {
            let session = json!({"start": local(start), "end": local(end), "booking": "none", "waitlist": false, "status": status});
            session.as_object().cloned().unwrap_or_default()
        });
        record.insert("status".into(), json!(status));
        if self
            .times
            .iter()
            .any(|(start, _)| start.offset() != &city())
        {
            builder
                .report
                .guess(self.row, Column::Date.heading(), "", words::ZONE_MOVED);
        }
        let sessions = sessions.collect();
        builder.add(Draft {
            row: self.row,
            id: self.id,
            record,
            sessions,
            place: self.place,
            ..Draft::default()
        });
    }
}

/// The end of what says none.
pub fn an_hour_after(start: DateTime<FixedOffset>) -> Option<DateTime<FixedOffset>> {
    start.checked_add_signed(Duration::hours(1))
}

/// An id of a file as one of the contract: other letters become hyphens, and what is left of nothing is none.
pub fn id_of(prefix: &str, text: &str) -> Option<String> {
    let kept: String = text
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() || "._~-".contains(c) {
                c
            } else {
                '-'
            }
        })
        .take(48)
        .collect();
    let plain = kept.trim_matches('-');
    (!plain.is_empty()).then(|| format!("{prefix}-{plain}"))
}
