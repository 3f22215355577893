//! Time zones of a calendar: those of China by name, others by the definition that the file brings.

use super::calendar::{Line, local};
use chrono::{Datelike, FixedOffset, NaiveDate, NaiveDateTime, Weekday};
use kepu_day::domain::time::city;
use std::collections::HashMap;

/// Names under which the city's time goes about.
const CITY: [&str; 9] = [
    "Asia/Shanghai",
    "Asia/Chongqing",
    "Asia/Harbin",
    "Asia/Hong_Kong",
    "Asia/Macau",
    "Asia/Taipei",
    "China Standard Time",
    "PRC",
    "Beijing",
];

/// From when an offset counts.
#[derive(Debug, Clone)]
struct Observance {
    offset: FixedOffset,
    from: NaiveDateTime,
    /// Month, weekday and its number in the month, negative from its end; a change that comes again every year.
    yearly: Option<(u32, Weekday, i32)>,
}

#[derive(Debug, Default)]
pub struct Zones {
    zones: HashMap<String, Vec<Observance>>,
    /// X-WR-TIMEZONE: what moments without a zone are meant in.
    usual: Option<String>,
}

impl Zones {
    pub fn of(lines: &[Line]) -> Self {
        let mut zones = Self::default();
        let mut name: Option<String> = None;
        let mut part: Option<Vec<&Line>> = None;
        for line in lines {
            let value = line.value.trim();
            match (line.name.as_str(), value.to_ascii_uppercase().as_str()) {
                ("X-WR-TIMEZONE", _) => zones.usual = Some(value.to_owned()),
                ("BEGIN", "VTIMEZONE") => name = None,
                ("TZID", _) if part.is_none() && line.parameters.is_empty() => {
                    name = Some(value.to_owned())
                }
                ("BEGIN", "STANDARD" | "DAYLIGHT") => part = Some(Vec::new()),
                ("END", "STANDARD" | "DAYLIGHT") => {
                    let observance = part.take().and_then(|lines| observance(&lines));
                    if let (Some(name), Some(observance)) = (&name, observance) {
                        zones
                            .zones
                            .entry(name.clone())
                            .or_default()
                            .push(observance);
                    }
                }
                _ => {
                    if let Some(part) = &mut part {
                        part.push(line);
                    }
                }
            }
        }
        zones
    }

    /// A moment of this line is in nobody's time.
    pub fn is_floating(&self, line: &Line) -> bool {
        line.parameter("TZID").is_none()
            && self.usual.is_none()
            && line.value.contains('T')
            && !line.value.trim().ends_with('Z')
    }

    /// The offset of a zone at a local time; without a zone the file's usual one, else the city's.
    pub fn offset(&self, name: Option<&str>, at: NaiveDateTime) -> Option<FixedOffset> {
        let Some(name) = name.or(self.usual.as_deref()) else {
            return Some(city());
        };
        if CITY
            .iter()
            .any(|known| name.trim_start_matches('/').ends_with(known))
        {
            return Some(city());
        }
        if ["UTC", "GMT", "Etc/UTC", "Z"].contains(&name) {
            return FixedOffset::east_opt(0);
        }
        let all = self.zones.get(name)?;
        let began = all.iter().filter_map(|one| Some((began(one, at)?, one)));
        // Before the first change its zone's first offset.
        began
            .max_by_key(|(began, _)| *began)
            .map(|(_, one)| one.offset)
            .or(all.first().map(|one| one.offset))
    }
}

fn observance(lines: &[&Line]) -> Option<Observance> {
    let find = |name: &str| {
        lines
            .iter()
            .find(|line| line.name == name)
            .map(|line| line.value.trim())
    };
    let offset = find("TZOFFSETTO")?;
    let (sign, digits) = offset.split_at_checked(1)?;
    let number = |from: usize, to: usize| digits.get(from..to)?.parse::<i32>().ok();
    let seconds = number(0, 2)? * 3600 + number(2, 4)? * 60;
    let offset = FixedOffset::east_opt(if sign == "-" { -seconds } else { seconds })?;
    Some(Observance {
        offset,
        from: local(find("DTSTART")?)?,
        yearly: find("RRULE").and_then(yearly),
    })
}

/// FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
fn yearly(rule: &str) -> Option<(u32, Weekday, i32)> {
    let part = |name: &str| {
        rule.split(';')
            .find_map(|part| part.strip_prefix(name)?.strip_prefix('='))
    };
    part("FREQ").filter(|frequency| *frequency == "YEARLY")?;
    let day = part("BYDAY")?;
    let (number, name) = day.split_at_checked(day.len().checked_sub(2)?)?;
    let weekday = match name {
        "MO" => Weekday::Mon,
        "TU" => Weekday::Tue,
        "WE" => Weekday::Wed,
        "TH" => Weekday::Thu,
        "FR" => Weekday::Fri,
        "SA" => Weekday::Sat,
        "SU" => Weekday::Sun,
        _ => return None,
    };
    Some((
        part("BYMONTH")?.parse().ok()?,
        weekday,
        number.parse().ok()?,
    ))
}

/// When the offset last came to count before then; nothing if it had not.
fn began(observance: &Observance, at: NaiveDateTime) -> Option<NaiveDateTime> {
    let Some((month, weekday, number)) = observance.yearly else {
        return (observance.from <= at).then_some(observance.from);
    };
    let change = |year: i32| {
        let day = match number {
            1..=5 => NaiveDate::from_weekday_of_month_opt(year, month, weekday, number as u8)?,
            -5..=-1 => {
                let next =
                    NaiveDate::from_ymd_opt(year + i32::from(month == 12), month % 12 + 1, 1)?;
                let before = next.pred_opt()?;
                let back = (7 + before.weekday().num_days_from_monday()
                    - weekday.num_days_from_monday())
                    % 7;
                before
                    - chrono::Days::new(u64::from(back) + 7 * u64::from(number.unsigned_abs() - 1))
            }
            _ => return None,
        };
        Some(day.and_time(observance.from.time()))
    };
    [at.year(), at.year() - 1]
        .into_iter()
        .filter_map(change)
        .find(|change| *change <= at && *change >= observance.from)
}
