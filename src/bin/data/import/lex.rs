//! The words of a text about days and hours.

use super::plain::small_number;

/// A part of a day, where no hour is written or before one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Morning,
    Noon,
    Afternoon,
    Evening,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Token {
    Date {
        year: Option<i32>,
        month: Option<u32>,
        day: u32,
    },
    Clock {
        hour: u32,
        minute: u32,
    },
    Part(Part),
    WholeDay,
    /// 1 is Monday.
    Weekday(u8),
    Dash,
    Comma,
    Number(u32),
}

const PARTS: [(&str, Part); 10] = [
    ("上午", Part::Morning),
    ("早上", Part::Morning),
    ("早晨", Part::Morning),
    ("凌晨", Part::Morning),
    ("中午", Part::Noon),
    ("下午", Part::Afternoon),
    ("晚上", Part::Evening),
    ("傍晚", Part::Evening),
    ("夜间", Part::Evening),
    ("晚", Part::Evening),
];
const WHOLE_DAY: [&str; 3] = ["全天", "整天", "一整天"];
/// Letters that may be part of a number in Chinese.
const NUMERALS: &str = "零〇一二两三四五六七八九十";

/// The words that are known, in their order; all others are passed over. `hours_alone`: a stop parts hours and minutes.
pub fn tokens(text: &str, hours_alone: bool) -> Vec<Token> {
    let mut lexer = Lexer {
        rest: text,
        hours_alone,
        out: Vec::new(),
    };
    while let Some(c) = lexer.rest.chars().next() {
        if c.is_ascii_digit() || NUMERALS.contains(c) {
            lexer.number();
        } else {
            lexer.word(c);
        }
    }
    lexer.out
}

struct Lexer<'a> {
    rest: &'a str,
    hours_alone: bool,
    out: Vec<Token>,
}

impl<'a> Lexer<'a> {
    fn word(&mut self, c: char) {
        let rest = self.rest;
        if let Some((word, part)) = PARTS.iter().find(|(word, _)| rest.starts_with(word)) {
            self.rest = &rest[word.len()..];
            return self.out.push(Token::Part(*part));
        }
        if let Some(word) = WHOLE_DAY.iter().find(|word| rest.starts_with(**word)) {
            self.rest = &rest[word.len()..];
            return self.out.push(Token::WholeDay);
        }
        for name in ["星期", "礼拜", "周"] {
            let Some(after) = rest.strip_prefix(name) else {
                continue;
            };
            let day = after.chars().next();
            let found = day.and_then(|day| "一二三四五六日天".chars().position(|one| one == day));
            if let (Some(day), Some(found)) = (day, found) {
                self.rest = &after[day.len_utf8()..];
                return self.out.push(Token::Weekday(found.min(6) as u8 + 1));
            }
        }
        self.rest = &rest[c.len_utf8()..];
        match c {
            // Two of them are one: ——.
            '-' | '—' | '–' | '―' | '~' | '～' | '至' | '到' | '−' | '‐' | '─'
                if self.out.last() != Some(&Token::Dash) =>
            {
                self.out.push(Token::Dash);
            }
            '、' | ',' | '，' | ';' | '；' | '和' | '及' | '\n' => self.out.push(Token::Comma),
            _ => {}
        }
    }

    /// The digits or numerals at the front, and their number; its digits in ASCII alone count as such.
    fn digits(&mut self) -> Option<(u32, usize)> {
        let ascii = self.rest.bytes().take_while(u8::is_ascii_digit).count();
        if ascii > 0 {
            let (run, rest) = self.rest.split_at(ascii);
            self.rest = rest;
            return Some((run.parse().unwrap_or(u32::MAX), ascii));
        }
        let end = self
            .rest
            .find(|c| !NUMERALS.contains(c))
            .unwrap_or(self.rest.len());
        let (run, rest) = self.rest.split_at(end);
        let number = small_number(run)?;
        self.rest = rest;
        Some((number, 0))
    }

    /// What follows `mark`, if the text goes on with one of them.
    fn after(&self, marks: &[char]) -> Option<&'a str> {
        self.rest.trim_start_matches(' ').strip_prefix(marks)
    }

    /// Goes on after one of the marks and reads a number; goes back where there is none.
    fn number_after(&mut self, marks: &[char], most: usize) -> Option<u32> {
        let back = self.rest;
        let read = self.after(marks).and_then(|rest| {
            self.rest = rest.trim_start_matches(' ');
            let begins = self.rest.chars().next()?;
            (begins.is_ascii_digit() || NUMERALS.contains(begins)).then_some(())?;
            self.digits()
        });
        match read {
            Some((number, length)) if length <= most => Some(number),
            _ => {
                self.rest = back;
                None
            }
        }
    }

    fn skip(&mut self, marks: &[char]) {
        if let Some(rest) = self.after(marks) {
            self.rest = rest;
        }
    }

    fn number(&mut self) {
        let Some((number, length)) = self.digits() else {
            // Numerals that are no number: 一一.
            let first = self.rest.chars().next().map_or(1, char::len_utf8);
            self.rest = &self.rest[first..];
            return;
        };
        let token = self
            .date(number, length)
            .or_else(|| self.clock(number, length));
        // A numeral alone is a word: 一楼, 三馆.
        if let Some(token) = token.or((length > 0).then_some(Token::Number(number))) {
            self.out.push(token);
        }
    }

    fn date(&mut self, number: u32, length: usize) -> Option<Token> {
        let date = |year, month, day| Some(Token::Date { year, month, day });
        if length == 8 {
            return date(
                Some((number / 10_000) as i32),
                Some(number / 100 % 100),
                number % 100,
            );
        }
        if length == 4 {
            let marks: &[&[char]] = &[&['年'], &['-'], &['/'], &['.']];
            for mark in marks {
                let back = self.rest;
                let Some(month) = self.number_after(mark, 2) else {
                    continue;
                };
                let second: &[char] = if mark[0] == '年' {
                    &['月', '.', '-', '/']
                } else {
                    mark
                };
                if let Some(day) = self.number_after(second, 2) {
                    self.skip(&['日', '号']);
                    self.rest = self.rest.strip_prefix('T').unwrap_or(self.rest);
                    return date(Some(number as i32), Some(month), day);
                }
                self.rest = back;
            }
            return None;
        }
        if let Some(day) = self.number_after(&['月'], 2) {
            self.skip(&['日', '号']);
            return date(None, Some(number), day);
        }
        if let Some(rest) = self.after(&['日', '号']) {
            self.rest = rest;
            return date(None, None, number);
        }
        let short = (1..=2).contains(&length) && (1..=12).contains(&number) && !self.hours_alone;
        if short {
            let back = self.rest;
            if let Some(day) = self.number_after(&['.', '/'], 2) {
                let is_day = (1..=31).contains(&day) && self.after(&[':', '.', '/']).is_none();
                if is_day {
                    self.skip(&['日', '号']);
                    return date(None, Some(number), day);
                }
                self.rest = back;
            }
        }
        None
    }

    fn clock(&mut self, hour: u32, length: usize) -> Option<Token> {
        if length > 2 || hour > 24 {
            return None;
        }
        let marks: &[char] = if self.hours_alone {
            &[':', '.', '：']
        } else {
            &[':', '：']
        };
        if let Some(minute) = self.number_after(marks, 2) {
            // Seconds are never meant.
            let _ = self.number_after(&[':'], 2);
            self.skip(&['分']);
            return Some(Token::Clock { hour, minute });
        }
        let rest = self.after(&['点', '时'])?;
        self.rest = rest;
        if let Some(rest) = self.after(&['半']) {
            self.rest = rest;
            return Some(Token::Clock { hour, minute: 30 });
        }
        self.skip(&['钟', '整']);
        let back = self.rest;
        let begins = self
            .rest
            .chars()
            .next()
            .is_some_and(|c| c.is_ascii_digit() || NUMERALS.contains(c));
        if begins && let Some((minute, _)) = self.digits() {
            if minute < 60
                && (self.after(&['分']).is_some()
                    || self.after(&['点', '时', '月', '日', '号', ':']).is_none())
            {
                self.skip(&['分']);
                return Some(Token::Clock { hour, minute });
            }
            self.rest = back;
        }
        Some(Token::Clock { hour, minute: 0 })
    }
}
