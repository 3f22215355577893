//! Calendars for the phone's own calendar (RFC 5545).

use super::time::{self, Moment};
use super::venue::degrees;
use crate::text;
use chrono::{Datelike, FixedOffset, Offset, Timelike, Utc};

/// Longest line in octets, without its break.
const FOLD: usize = 75;

/// One entry of a calendar. Texts are plain; they are escaped here.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// Stable for the session, over changes and devices: see [`uid`].
    pub uid: String,
    /// Counts the changes, so that a calendar replaces the entry it has.
    pub sequence: u32,
    pub start: Moment,
    pub end: Moment,
    pub title: String,
    pub place: String,
    pub description: String,
    pub url: String,
    /// Latitude and longitude in degrees, WGS 84; shifted coordinates would
    /// lead half a kilometre astray and are left out.
    pub geo: Option<(f64, f64)>,
    /// A cancelled entry stays and says so.
    pub cancelled: bool,
    /// Whether the phone's calendar reminds of it, a day and an hour before.
    pub reminds: bool,
}

/// How long before it begins a calendar reminds.
const BEFORE: [&str; 2] = ["-P1D", "-PT1H"];

/// The stable identity of a session's entry at the deployment called `host`.
pub fn uid(session: &str, host: &str) -> String {
    let mut uid = String::from(session);
    uid.push('@');
    uid.push_str(if host.is_empty() { "kepu-day" } else { host });
    uid
}

/// A whole calendar, ready to be saved as `.ics`. `stamp` is the time of writing.
pub fn calendar(events: &[Event], stamp: &Moment) -> String {
    let mut out = String::with_capacity(512 + events.len() * 512);
    for line in [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//kepu-day//kepu-day//ZH",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "BEGIN:VTIMEZONE",
        "TZID:Asia/Shanghai",
        "BEGIN:STANDARD",
        "DTSTART:19910915T010000",
        "TZOFFSETFROM:+0800",
        "TZOFFSETTO:+0800",
        "TZNAME:CST",
        "END:STANDARD",
        "END:VTIMEZONE",
    ] {
        push(&mut out, line, "");
    }
    for event in events {
        write_event(&mut out, event, stamp);
    }
    push(&mut out, "END:VCALENDAR", "");
    out
}

fn write_event(out: &mut String, event: &Event, stamp: &Moment) {
    push(out, "BEGIN:VEVENT", "");
    push(out, "UID:", &escape(&event.uid));
    push(out, "DTSTAMP:", &(local(stamp, Utc.fix()) + "Z"));
    push(out, "SEQUENCE:", &event.sequence.to_string());
    push(
        out,
        "DTSTART;TZID=Asia/Shanghai:",
        &local(&event.start, time::city()),
    );
    let end = event.end.max(event.start);
    push(out, "DTEND;TZID=Asia/Shanghai:", &local(&end, time::city()));
    push(out, "SUMMARY:", &escape(&event.title));
    for (name, text) in [
        ("LOCATION:", &event.place),
        ("DESCRIPTION:", &event.description),
    ] {
        if !text.is_empty() {
            push(out, name, &escape(text));
        }
    }
    if let Some((lat, lng)) = event.geo.filter(|(lat, lng)| on_earth(*lat, *lng)) {
        push(out, "GEO:", &text!(&degrees(lat), ";", &degrees(lng)));
    }
    if event.url.starts_with("https://") && event.url.bytes().all(|b| b.is_ascii_graphic()) {
        push(out, "URL:", &event.url);
    }
    let status = match event.cancelled {
        true => "STATUS:CANCELLED",
        false => "STATUS:CONFIRMED",
    };
    push(out, status, "");
    // What is cancelled is no reason to set out.
    for before in BEFORE.iter().filter(|_| event.reminds && !event.cancelled) {
        push(out, "BEGIN:VALARM", "");
        push(out, "ACTION:DISPLAY", "");
        push(out, "DESCRIPTION:", &escape(&event.title));
        push(out, "TRIGGER:", before);
        push(out, "END:VALARM", "");
    }
    push(out, "END:VEVENT", "");
}

fn on_earth(lat: f64, lng: f64) -> bool {
    (-90.0..=90.0).contains(&lat) && (-180.0..=180.0).contains(&lng)
}

/// `20230917T093000` on the wall clock of `zone`.
fn local(moment: &Moment, zone: FixedOffset) -> String {
    let at = moment.with_timezone(&zone);
    let mut out = String::with_capacity(16);
    digits(&mut out, at.year().clamp(0, 9_999) as u32, 1_000);
    digits(&mut out, at.month(), 10);
    digits(&mut out, at.day(), 10);
    out.push('T');
    digits(&mut out, at.hour(), 10);
    digits(&mut out, at.minute(), 10);
    digits(&mut out, at.second(), 10);
    out
}

fn digits(out: &mut String, number: u32, mut place: u32) {
    while place > 0 {
        out.push(char::from(b'0' + (number / place % 10) as u8));
        place /= 10;
    }
}

/// A value of type TEXT: breaks as `\n`, controls gone, the rest escaped.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' | ';' | ',' => {
                out.push('\\');
                out.push(c);
            }
            '\r' if chars.peek() == Some(&'\n') => {}
            '\n' | '\r' | '\u{2028}' | '\u{2029}' => out.push_str("\\n"),
            '\t' => out.push(' '),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// Writes one line, folded: a break and a space before the octet that would be
/// too many, never inside a character.
fn push(out: &mut String, name: &str, value: &str) {
    let mut width = 0;
    for part in [name, value] {
        for c in part.chars() {
            if width + c.len_utf8() > FOLD {
                out.push_str("\r\n ");
                width = 1;
            }
            out.push(c);
            width += c.len_utf8();
        }
    }
    out.push_str("\r\n");
}

#[cfg(test)]
#[path = "ical_tests.rs"]
mod tests;
