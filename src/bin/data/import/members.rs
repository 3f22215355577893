//! The members of an activity that its row says.

use super::headings::Cells;
use super::plain::{even, key, line, numbers, paragraphs, parts, small_number};
use super::report::Report;
use super::vocabulary::{Found, Terms, Vocabulary, word_of};
use kepu_day::domain::phone;
use kepu_day::words::import as words;
use kepu_day::words::sheet::{KINDS, NO, STATUSES, YES};
use kepu_day::words::table::Column;
use serde_json::{Map, Value, json};

pub type Record = Map<String, Value>;

/// Where the reader of a row says what it could not use.
pub struct Row<'a> {
    pub number: usize,
    pub cells: &'a Cells,
    pub report: &'a mut Report,
}

impl<'a> Row<'a> {
    pub fn text(&self, column: Column) -> Option<&'a str> {
        self.cells.get(&column).map(String::as_str)
    }

    pub fn refuse(&mut self, column: Column, value: &str, reason: &str) {
        self.report
            .cell(self.number, column.heading(), value, reason);
    }

    pub fn guess(&mut self, column: Column, value: &str, reason: &str) {
        self.report
            .guess(self.number, column.heading(), value, reason);
    }

    /// Yes or no, nothing where neither is written.
    pub fn flag(&mut self, column: Column) -> Option<bool> {
        let text = self.text(column)?;
        let said = key(text);
        let is = |list: &[&str]| list.iter().any(|word| said == key(word));
        let yes = is(&YES).then_some(true).or(is(&NO).then_some(false));
        if yes.is_none() {
            self.refuse(column, text, words::BAD_YES);
        }
        yes
    }

    /// The ids of a list of words; those that nobody knows are left out.
    pub fn ids(&mut self, column: Column, terms: &Terms) -> Vec<String> {
        let mut ids = Vec::new();
        for part in self.text(column).map(parts).unwrap_or_default() {
            if let Some(id) = self.id(column, &part, terms)
                && !ids.contains(&id)
            {
                ids.push(id);
            }
        }
        ids
    }

    fn id(&mut self, column: Column, text: &str, terms: &Terms) -> Option<String> {
        match terms.find(text) {
            Found::Exact(term) => Some(term.id.clone()),
            Found::Close(term) => {
                self.guess(column, text, &words::taken_for(&term.name));
                Some(term.id.clone())
            }
            Found::Unknown => {
                self.refuse(column, text, &words::no_word(&terms.some()));
                None
            }
        }
    }
}

/// Everything but its sessions and its place.
pub fn read(row: &mut Row, vocabulary: &mut Vocabulary) -> Record {
    let mut record = Record::new();
    let texts = [
        (Column::Title, "title", false),
        (Column::Summary, "summary", false),
        (Column::Description, "description", true),
        (Column::Fee, "fee", false),
        (Column::Bring, "bring", false),
    ];
    for (column, member, several_lines) in texts {
        if let Some(text) = row.text(column) {
            let text = if several_lines {
                paragraphs(text)
            } else {
                line(text)
            };
            record.insert(member.to_owned(), Value::String(text));
        }
    }
    for (column, member, terms) in [
        (Column::Direction, "direction", &vocabulary.directions),
        (Column::Track, "track", &vocabulary.tracks),
    ] {
        if let Some(text) = row.text(column)
            && let Some(id) = row.id(column, text, terms)
        {
            record.insert(member.to_owned(), json!(id));
        }
    }
    formats(row, vocabulary, &mut record);
    for (column, member, terms) in [
        (Column::Fields, "fields", &vocabulary.fields),
        (Column::Access, "access", &vocabulary.access),
    ] {
        let ids = row.ids(column, terms);
        if !ids.is_empty() {
            record.insert(member.to_owned(), json!(ids));
        }
    }
    audiences(row, vocabulary, &mut record);
    if let Some(online) = row.flag(Column::Online) {
        record.insert("online".into(), json!(online));
    }
    hosts(row, vocabulary, &mut record);
    let organisers = row.text(Column::Organisers).map(parts).unwrap_or_default();
    if !organisers.is_empty() {
        record.insert("organisers".into(), json!(organisers));
    }
    contact(row, &mut record);
    if let Some(text) = row.text(Column::Status) {
        match word_of(&STATUSES, text) {
            Some(status) => drop(record.insert("status".into(), json!(status))),
            None => row.refuse(Column::Status, text, &words::no_word("正常、取消、延期")),
        }
    }
    record
}

/// How it is held and how one takes part; clerks write the second under the first too.
fn formats(row: &mut Row, vocabulary: &Vocabulary, record: &mut Record) {
    let mut kind = None;
    if let Some(text) = row.text(Column::Kind) {
        kind = word_of(&KINDS, text);
        if kind.is_none() {
            let known: Vec<&str> = KINDS.iter().map(|(_, all)| all[0]).collect();
            row.refuse(Column::Kind, text, &words::no_word(&known.join("、")));
        }
    }
    let mut ids: Vec<String> = Vec::new();
    for part in row.text(Column::Formats).map(parts).unwrap_or_default() {
        let word = word_of(&KINDS, &part);
        if kind.is_none() && word.is_some() {
            kind = word;
        }
        let known = vocabulary.formats.find(&part);
        let id = match known {
            Found::Unknown if word.is_some() => None,
            _ => row.id(Column::Formats, &part, &vocabulary.formats),
        };
        ids.extend(id.filter(|id| !ids.contains(id)));
    }
    if let Some(kind) = kind {
        record.insert("kind".into(), json!(kind));
    }
    if !ids.is_empty() {
        record.insert("formats".into(), json!(ids));
    }
}

/// For whom; grades and ages may stand among the audiences.
fn audiences(row: &mut Row, vocabulary: &Vocabulary, record: &mut Record) {
    let mut ids: Vec<String> = Vec::new();
    for part in row.text(Column::Audiences).map(parts).unwrap_or_default() {
        let id = match vocabulary.audiences.find(&part) {
            Found::Unknown if grades(&part).is_some() => {
                insert_range(record, "grades", grades(&part));
                None
            }
            Found::Unknown if ages(&part).is_some() => {
                insert_range(record, "ages", ages(&part));
                None
            }
            _ => row.id(Column::Audiences, &part, &vocabulary.audiences),
        };
        ids.extend(id.filter(|id| !ids.contains(id)));
    }
    if !ids.is_empty() {
        record.insert("audiences".into(), json!(ids));
    }
    type Reader = fn(&str) -> Option<(Option<u32>, Option<u32>)>;
    let ranges: [(Column, &str, Reader, &str); 2] = [
        (Column::Grades, "grades", grades, words::BAD_GRADES),
        (Column::Ages, "ages", ages, words::BAD_AGES),
    ];
    for (column, member, reader, why) in ranges {
        let Some(text) = row.text(column) else {
            continue;
        };
        let range = reader(text);
        if range.is_none() && !text.contains("不限") {
            row.refuse(column, text, why);
        }
        insert_range(record, member, range);
    }
}

fn insert_range(record: &mut Record, member: &str, range: Option<(Option<u32>, Option<u32>)>) {
    let Some((from, to)) = range else { return };
    let mut value = Record::new();
    value.extend(from.map(|from| ("from".to_owned(), json!(from))));
    value.extend(to.map(|to| ("to".to_owned(), json!(to))));
    record.insert(member.to_owned(), Value::Object(value));
}

/// Grades 1 to 12: 1-6年级, 三至五年级, 小学, 初一, 高中.
pub fn grades(text: &str) -> Option<(Option<u32>, Option<u32>)> {
    let text = even(text).replace(' ', "");
    let bounds = |from, to| Some((Some(from), Some(to)));
    let mut found: Vec<u32> = Vec::new();
    for (school, base, years) in [
        ("小学", 0, 6),
        ("初中", 6, 3),
        ("高中", 9, 3),
        ("初", 6, 3),
        ("高", 9, 3),
        ("小", 0, 6),
    ] {
        for (at, _) in text.match_indices(school) {
            let after = text[at + school.len()..].chars().next();
            let number = after.and_then(|c| small_number(&c.to_string()));
            let whole = school.chars().count() == 2;
            match number.filter(|number| (1..=years).contains(number)) {
                Some(number) if !whole => found.push(base + number),
                _ if whole && !text.contains("年级") => found.extend([base + 1, base + years]),
                _ => {}
            }
        }
    }
    if text.contains("年级") {
        let all = text.split(|c: char| !(c.is_ascii_digit() || "一二三四五六七八九十".contains(c)));
        found.extend(
            all.filter_map(small_number)
                .filter(|grade| (1..=12).contains(grade)),
        );
        if text.contains("以上") && found.len() == 1 {
            found.push(12);
        }
    }
    bounds(*found.iter().min()?, *found.iter().max()?)
}

/// Years of age: 6-12岁, 6岁以上, 12岁以下, 6+.
pub fn ages(text: &str) -> Option<(Option<u32>, Option<u32>)> {
    let text = even(text);
    let text: String = text
        .chars()
        .map(|c| {
            small_number(&c.to_string())
                .filter(|_| !c.is_ascii_digit())
                .map_or(c.to_string(), |n| n.to_string())
        })
        .collect();
    let (from, to) = match numbers(&text)[..] {
        [from, to] if from <= to => (Some(from), Some(to)),
        [age]
            if ["以下", "以内", "及以下"]
                .iter()
                .any(|word| text.contains(word)) =>
        {
            (None, Some(age))
        }
        [age]
            if ["以上", "起", "+", "大于"]
                .iter()
                .any(|word| text.contains(word)) =>
        {
            (Some(age), None)
        }
        [age] => (Some(age), Some(age)),
        _ => return None,
    };
    let fits = |age: Option<u32>| age.is_none_or(|age| age <= 120);
    let is_age =
        text.contains('岁') || text.contains('+') || !text.chars().any(char::is_alphabetic);
    (is_age && fits(from) && fits(to)).then_some((from, to))
}

fn hosts(row: &mut Row, vocabulary: &mut Vocabulary, record: &mut Record) {
    let mut hosts: Vec<String> = Vec::new();
    for part in row.text(Column::Hosts).map(parts).unwrap_or_default() {
        let host = match vocabulary.hosts.find(&part) {
            Found::Exact(term) => term.name.clone(),
            // 市科协 is short for one; a longer name is another body.
            Found::Close(term) if part.chars().count() < term.name.chars().count() => {
                let name = term.name.clone();
                row.guess(Column::Hosts, &part, &words::taken_for(&name));
                name
            }
            _ => {
                row.guess(Column::Hosts, &part, words::NEW_HOST);
                vocabulary.hosts.add(&part, &part);
                part
            }
        };
        if !hosts.contains(&host) {
            hosts.push(host);
        }
    }
    if !hosts.is_empty() {
        record.insert("hosts".into(), json!(hosts));
    }
}

/// A name and a number, which may stand in one cell.
fn contact(row: &mut Row, record: &mut Record) {
    let mut contact = Record::new();
    let mut name = row.text(Column::ContactName).map(line);
    if let Some(text) = row.text(Column::Phone) {
        let plain = even(text);
        let digits = |c: char| c.is_ascii_digit() || c == '-';
        let number = plain
            .split(|c: char| !(digits(c) || c == ' '))
            .map(str::trim)
            .find_map(|run| {
                let run = run.trim_matches('-');
                phone::normalise(run).ok().map(|_| run.replace(' ', ""))
            });
        match number {
            Some(number) => drop(contact.insert("phone".into(), json!(number))),
            None => row.refuse(Column::Phone, text, words::BAD_PHONE),
        }
        let rest: String = plain.chars().filter(|c| c.is_alphabetic()).collect();
        if name.is_none() && (2..=12).contains(&rest.chars().count()) {
            name = Some(rest);
        }
    }
    if let Some(name) = name {
        contact.insert("name".into(), json!(name));
    }
    if !contact.is_empty() {
        record.insert("contact".into(), Value::Object(contact));
    }
}
