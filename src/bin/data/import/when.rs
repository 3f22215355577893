//! Days and hours as a clerk writes them: 2023年9月17日, 9月17日上午9：00—11：00, 9.17-9.23, 45186, 全天.

use super::lex::{Part, Token, tokens};
use super::plain::even;
use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, Timelike};

/// Minutes of a day; 1440 is its end.
pub const DAY: u32 = 24 * 60;

/// What a text says of days and hours.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct When {
    /// Each a day, or the first and last of several.
    pub days: Vec<(NaiveDate, NaiveDate)>,
    /// Each a start and perhaps an end, in minutes of the day; an end may lie on the day after.
    pub hours: Vec<(u32, Option<u32>)>,
    /// Days of the week, 1 is Monday.
    pub weekdays: Vec<u8>,
    /// Parts of the day named without an hour.
    pub parts: Vec<Part>,
    pub whole_day: bool,
    /// The year was not written.
    pub year_guessed: bool,
}

/// What is read if a text does not say it.
#[derive(Debug, Clone, Copy)]
pub struct Hint {
    /// The year of a day without one.
    pub year: i32,
    /// The text is of hours alone, so that 9.30 is half past nine.
    pub hours_alone: bool,
}

/// Reads a text; nothing where it holds no day, hour or part of a day, or one that does not exist.
pub fn read(text: &str, hint: Hint) -> Option<When> {
    let text = even(text);
    if let Some(when) = serial(&text) {
        return Some(when);
    }
    let mut reading = Reading {
        when: When::default(),
        hint,
        date: None,
        part: None,
        dash: false,
        last: Last::Nothing,
    };
    let tokens = tokens(&text, hint.hours_alone);
    for (at, token) in tokens.iter().enumerate() {
        let listed = at > 0 && tokens[at - 1] == Token::Comma;
        reading.take(*token, listed, &tokens[at + 1..])?;
    }
    let when = reading.when;
    let said = !when.days.is_empty()
        || !when.hours.is_empty()
        || !when.weekdays.is_empty()
        || !when.parts.is_empty()
        || when.whole_day;
    said.then_some(when)
}

/// A day and an hour that a spreadsheet keeps as a number: days since the end of 1899.
pub fn moment_of_serial(serial: f64) -> Option<NaiveDateTime> {
    if !(1.0..2_958_466.0).contains(&serial) {
        return None;
    }
    let minutes = (serial * f64::from(DAY)).round() as u64;
    let day = NaiveDate::from_ymd_opt(1899, 12, 30)?
        .checked_add_days(Days::new(minutes / u64::from(DAY)))?;
    Some(day.and_time(clock((minutes % u64::from(DAY)) as u32)?))
}

/// The whole text is a number that a spreadsheet would show as a day or an hour.
fn serial(text: &str) -> Option<When> {
    let plain = text.len() <= 20 && text.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    let number: f64 = plain.then(|| text.parse().ok())??;
    if (20_000.0..80_000.0).contains(&number) {
        let moment = moment_of_serial(number)?;
        let minutes = moment.hour() * 60 + moment.minute();
        return Some(When {
            days: vec![(moment.date(), moment.date())],
            hours: (minutes > 0)
                .then_some((minutes, None))
                .into_iter()
                .collect(),
            ..When::default()
        });
    }
    // 0.375 is nine o'clock; 9.30 is not of this kind.
    (number > 0.0 && number < 1.0 && text.contains('.')).then(|| When {
        hours: vec![((number * f64::from(DAY)).round() as u32, None)],
        ..When::default()
    })
}

/// Minutes of a day as a time; the end of the day has none.
pub fn clock(minutes: u32) -> Option<NaiveTime> {
    NaiveTime::from_hms_opt(minutes / 60, minutes % 60, 0)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Last {
    Nothing,
    Day,
    Hour,
    Weekday,
}

struct Reading {
    when: When,
    hint: Hint,
    /// The day read last: what a shorter one after it is completed by.
    date: Option<NaiveDate>,
    part: Option<Part>,
    dash: bool,
    last: Last,
}

impl Reading {
    /// Nothing for a day or hour that does not exist.
    fn take(&mut self, token: Token, listed: bool, rest: &[Token]) -> Option<()> {
        let next = rest.first().copied();
        match token {
            Token::Dash => self.dash = true,
            Token::Comma => self.dash = false,
            Token::Date { year, month, day } => self.day(year, month, day)?,
            Token::Clock { hour, minute } => self.hour(hour, minute)?,
            Token::Part(part) => {
                self.part = Some(part);
                if !matches!(next, Some(Token::Clock { .. } | Token::Number(_))) {
                    self.when.parts.push(part);
                }
            }
            Token::WholeDay => self.when.whole_day = true,
            Token::Weekday(day) => self.weekday(day),
            Token::Number(number) => {
                let before_hour = matches!(rest, [Token::Dash, Token::Clock { .. }, ..]);
                let listed = listed && next == Some(Token::Comma) && number <= 31;
                if self.last == Last::Day && (self.dash || listed) {
                    self.day(None, None, number)?;
                } else if before_hour {
                    self.hour(number, 0)?;
                }
            }
        }
        Some(())
    }

    fn day(&mut self, year: Option<i32>, month: Option<u32>, day: u32) -> Option<()> {
        if year.is_none() && self.date.is_none() {
            self.when.year_guessed = true;
        }
        let month = month.or(self.date.map(|date| date.month()))?;
        let base = year
            .or(self.date.map(|date| date.year()))
            .unwrap_or(self.hint.year);
        let mut date = NaiveDate::from_ymd_opt(base, month, day)?;
        if self.dash && self.last == Last::Day {
            let first = self.when.days.last_mut()?;
            if date < first.0 && year.is_none() && first.0.month() > month {
                date = NaiveDate::from_ymd_opt(base + 1, month, day)?;
            }
            if date < first.0 {
                return None;
            }
            first.1 = date;
        } else {
            self.when.days.push((date, date));
        }
        (self.date, self.dash, self.last) = (Some(date), false, Last::Day);
        Some(())
    }

    fn hour(&mut self, hour: u32, minute: u32) -> Option<()> {
        let mut minutes = hour * 60 + minute;
        if minute > 59 || minutes > DAY {
            return None;
        }
        minutes = match self.part {
            Some(Part::Afternoon | Part::Evening) if hour < 12 => minutes + DAY / 2,
            Some(Part::Evening) if hour == 12 => DAY + minute,
            Some(Part::Noon) if hour < 3 => minutes + DAY / 2,
            _ => minutes,
        };
        if self.dash && self.last == Last::Hour {
            let first = self.when.hours.last_mut()?;
            first.1 = Some(minutes);
        } else {
            self.when.hours.push((minutes, None));
        }
        (self.dash, self.last) = (false, Last::Hour);
        Some(())
    }

    fn weekday(&mut self, day: u8) {
        let list = &mut self.when.weekdays;
        match list.last().copied() {
            Some(first) if self.dash && self.last == Last::Weekday && first < day => {
                list.extend(first + 1..=day)
            }
            _ => list.push(day),
        }
        (self.dash, self.last) = (false, Last::Weekday);
    }
}

/// How long something takes, in minutes: 90分钟, 1.5小时, 1小时30分, 半小时, 90.
pub fn length(text: &str) -> Option<u32> {
    let text = even(text).replace([' ', '约'], "");
    let text = text.replace("半个小时", "半小时");
    let number = |text: &str| -> Option<f64> {
        let text = text.trim_end_matches('个');
        match text.parse::<f64>() {
            Ok(number) => Some(number),
            Err(_) => super::plain::small_number(text).map(f64::from),
        }
    };
    // 半小时, and 一个半小时.
    if let Some(before) = text.strip_suffix("半小时") {
        let whole = if before.is_empty() {
            0.0
        } else {
            number(before)?
        };
        return (0.0..24.0)
            .contains(&whole)
            .then_some((whole * 60.0) as u32 + 30);
    }
    let (hours, rest) = match text
        .split_once("小时")
        .or(text.split_once('时'))
        .or(text.split_once('h'))
    {
        Some((hours, rest)) => (number(hours)?, rest),
        None => (0.0, text.as_str()),
    };
    let rest = rest
        .trim_end_matches("钟")
        .trim_end_matches("分")
        .trim_end_matches("min");
    let minutes = match rest {
        "" => 0.0,
        "半" => 30.0,
        rest => number(rest)?,
    };
    let all = hours * 60.0 + minutes;
    (all.is_finite() && (1.0..=f64::from(DAY)).contains(&all)).then_some(all.round() as u32)
}
