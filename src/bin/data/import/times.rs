//! When a row takes place: its cells about days and hours, put together.

use super::headings::Cells;
use super::lex::Part;
use super::plain::{even, short};
use super::report::Report;
use super::when::{self, DAY, Hint, When};
use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime};
use kepu_day::words::import as words;
use kepu_day::words::sheet::UNSETTLED;
use kepu_day::words::table::Column;

/// Days that one row may stand for, each with sessions of its own.
const MOST_DAYS: u64 = 31;
const WHOLE_DAY: (u32, u32) = (9 * 60, 17 * 60);
/// A day further from the edition's than this is worth a look.
const FAR: Days = Days::new(150);

/// Days on which something is open, and its hours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hours {
    pub from: NaiveDate,
    pub to: NaiveDate,
    pub open: NaiveTime,
    pub close: NaiveTime,
    /// 1 is Monday.
    pub weekdays: Vec<u8>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Times {
    /// Start and end of each session, in the city's time.
    pub sessions: Vec<(NaiveDateTime, NaiveDateTime)>,
    pub opening: Vec<Hours>,
}

/// Why a row has no times: the column, and what is wrong with it.
pub type Fault = (Column, &'static str);

/// What is known beside the cells.
pub struct Around<'a> {
    pub row: usize,
    /// The days of the year that is filled in.
    pub edition: Option<(NaiveDate, NaiveDate)>,
    pub year: i32,
    /// The days of the row above, if it is of the same activity.
    pub above: Option<&'a str>,
    /// Somebody has to sign up: several days are as many sessions.
    pub booked: bool,
}

/// Reads the cells.
///
/// # Errors
/// The column that cannot be read, or that is missing.
pub fn read(cells: &Cells, around: &Around, report: &mut Report) -> Result<Times, Fault> {
    let cell = |column: Column| cells.get(&column).map(String::as_str);
    for column in [Column::Date, Column::Start] {
        if cell(column).is_some_and(|text| UNSETTLED.iter().any(|word| text.contains(word))) {
            return Err((column, words::UNSETTLED));
        }
    }
    let given = cell(Column::Date).or_else(|| {
        let own = cell(Column::Start).and_then(|text| parse(text, around, true));
        let above = around
            .above
            .filter(|_| own.is_none_or(|when| when.days.is_empty()))?;
        report.guess(around.row, Column::Date.heading(), "", words::DATE_ABOVE);
        Some(above)
    });
    let date = match given {
        Some(text) => parse(text, around, false).ok_or((Column::Date, words::BAD_DATE))?,
        None => When::default(),
    };
    let start = match cell(Column::Start) {
        Some(text) => parse(text, around, true).ok_or((Column::Start, words::BAD_TIME))?,
        None => When::default(),
    };
    let end = match cell(Column::End) {
        Some(text) => parse(text, around, true).ok_or((Column::End, words::BAD_TIME))?,
        None => When::default(),
    };
    let mut days = if date.days.is_empty() {
        start.days.clone()
    } else {
        date.days.clone()
    };
    if days.is_empty() {
        return Err((Column::Date, words::NO_DATE));
    }
    // A day in the column of ends: of hours over midnight, or the last of several days.
    let last_day = end.days.first().map(|day| day.0);
    if let (Some(last), [(from, to)]) = (last_day, &mut days[..])
        && end.hours.is_empty()
        && *from == *to
        && last > *from
    {
        *to = last;
    }
    if date.year_guessed || start.year_guessed && date.days.is_empty() {
        report.guess(around.row, Column::Date.heading(), "", words::YEAR_GUESSED);
    }
    far(&days, around, report);
    let length = match cell(Column::Duration) {
        Some(text) => {
            let length = when::length(text);
            if length.is_none() {
                report.cell(
                    around.row,
                    Column::Duration.heading(),
                    text,
                    words::BAD_LENGTH,
                );
            }
            length
        }
        None => None,
    };
    let hours = hours(&date, &start, &end, length, around, report)?;
    let weekdays = weekdays(cells, &date, &days, around, report);
    let written = cell(Column::Weekdays).is_some();
    let mut times = Times::default();
    for (from, to) in days {
        let span = (to - from).num_days().unsigned_abs();
        if !around.booked && (written || span > 0) {
            for (open, close) in &hours {
                let (Some(open), Some(close)) =
                    (when::clock(*open), when::clock((*close).min(DAY - 1)))
                else {
                    return Err((Column::Start, words::BAD_TIME));
                };
                let weekdays = if weekdays.is_empty() {
                    (1..=7).collect()
                } else {
                    weekdays.clone()
                };
                times.opening.push(Hours {
                    from,
                    to,
                    open,
                    close,
                    weekdays,
                });
            }
            continue;
        }
        if span >= MOST_DAYS {
            return Err((Column::Date, words::TOO_LONG));
        }
        for day in from.iter_days().take(span as usize + 1) {
            let fits = span == 0
                || weekdays.is_empty()
                || weekdays.contains(&(day.weekday().number_from_monday() as u8));
            for (open, close) in hours.iter().filter(|_| fits) {
                let last = last_day.filter(|last| span == 0 && *last > day);
                let close = last.map_or(*close, |last| {
                    close % DAY + DAY * (last - day).num_days() as u32
                });
                let session = moment(day, *open)
                    .zip(moment(day, close))
                    .ok_or((Column::Date, words::BAD_DATE))?;
                if session.1 <= session.0 {
                    return Err((Column::End, words::BAD_END));
                }
                times.sessions.push(session);
            }
        }
    }
    Ok(times)
}

/// A day and minutes from its start.
pub fn moment(day: NaiveDate, minutes: u32) -> Option<NaiveDateTime> {
    let day = day.checked_add_days(Days::new(u64::from(minutes / DAY)))?;
    Some(day.and_time(when::clock(minutes % DAY)?))
}

fn parse(text: &str, around: &Around, hours_alone: bool) -> Option<When> {
    when::read(
        text,
        Hint {
            year: around.year,
            hours_alone,
        },
    )
}

fn far(days: &[(NaiveDate, NaiveDate)], around: &Around, report: &mut Report) {
    let Some((start, end)) = around.edition else {
        return;
    };
    let first = start.checked_sub_days(FAR);
    let last = end.checked_add_days(FAR);
    if let Some((day, _)) = days.iter().find(|(from, to)| {
        first.is_some_and(|first| *to < first) || last.is_some_and(|last| *from > last)
    }) {
        report.guess(
            around.row,
            Column::Date.heading(),
            &day.to_string(),
            words::OUTSIDE,
        );
    }
}

/// Starts and ends in minutes of the day.
fn hours(
    date: &When,
    start: &When,
    end: &When,
    length: Option<u32>,
    around: &Around,
    report: &mut Report,
) -> Result<Vec<(u32, u32)>, Fault> {
    let mut written = if start.hours.is_empty() {
        date.hours.clone()
    } else {
        start.hours.clone()
    };
    if let ([(_, to @ None)], Some((end, _))) = (&mut written[..], end.hours.first()) {
        *to = Some(*end);
    }
    let parts: Vec<Part> = [date, start]
        .iter()
        .flat_map(|when| when.parts.clone())
        .collect();
    let heading = Column::Start.heading();
    if written.is_empty() {
        if date.whole_day || start.whole_day {
            report.guess(around.row, heading, "", words::WHOLE_DAY);
        } else if !parts.is_empty() {
            report.guess(around.row, heading, "", words::PART_OF_DAY);
            return Ok(parts.into_iter().map(usual).collect());
        } else {
            report.guess(around.row, heading, "", words::NO_HOURS);
        }
        return Ok(vec![WHOLE_DAY]);
    }
    let mut out = Vec::new();
    for (open, close) in written {
        let mut close = match close.or(length.map(|length| open + length)) {
            Some(close) => close,
            None => {
                report.guess(around.row, Column::End.heading(), "", words::HOUR_LONG);
                open + 60
            }
        };
        if close <= open && end.days.is_empty() {
            // 14:00 to 5:00 is to 17:00, 19:00 to 0:30 to half past midnight.
            close += if close < DAY / 2 && close + DAY / 2 > open && open >= DAY / 2 {
                DAY / 2
            } else if open >= 18 * 60 && close <= 6 * 60 {
                DAY
            } else {
                return Err((Column::End, words::BAD_END));
            };
        }
        out.push((open, close));
    }
    Ok(out)
}

fn usual(part: Part) -> (u32, u32) {
    match part {
        Part::Morning => (9 * 60, 11 * 60 + 30),
        Part::Noon => (12 * 60, 14 * 60),
        Part::Afternoon => (14 * 60 + 30, 17 * 60),
        Part::Evening => (19 * 60, 21 * 60),
    }
}

/// The days of the week on which a longer time counts; those beside a single day are only held against it.
fn weekdays(
    cells: &Cells,
    date: &When,
    days: &[(NaiveDate, NaiveDate)],
    around: &Around,
    report: &mut Report,
) -> Vec<u8> {
    if let Some(text) = cells.get(&Column::Weekdays) {
        let text = even(text);
        let read = parse(&text, around, true)
            .map(|when| when.weekdays)
            .unwrap_or_default();
        let mut read = if text.contains("工作日") {
            (1..=5).collect()
        } else {
            read
        };
        if read.is_empty() && !(text.contains("每") || text.contains('天')) {
            report.cell(
                around.row,
                Column::Weekdays.heading(),
                &text,
                words::BAD_DATE,
            );
        }
        read.sort_unstable();
        read.dedup();
        return read;
    }
    if let ([(day, last)], [weekday, ..]) = (days, &date.weekdays[..])
        && day == last
    {
        if day.weekday().number_from_monday() != u32::from(*weekday) {
            let written = cells.get(&Column::Date).map_or("", String::as_str);
            report.guess(
                around.row,
                Column::Date.heading(),
                &short(written, 20),
                words::WEEKDAY,
            );
        }
        return Vec::new();
    }
    if days.len() == 1 {
        date.weekdays.clone()
    } else {
        Vec::new()
    }
}
