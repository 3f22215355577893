//! What someone looks for, and its place in the URL: a reload, Back and a
//! shared link give the same list.

use super::discover::RINGS;
use super::{text, time};
use crate::text;
use chrono::NaiveDate;

mod percent;

pub use percent::{decode, encode};

/// The ways to narrow the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Facet {
    Direction,
    Track,
    Field,
    District,
    Date,
    Time,
    /// Ages and school grades that it suits.
    Age,
    Format,
    Audience,
    Access,
    Place,
    Left,
    /// How long it lasts.
    Length,
}

impl Facet {
    pub const COUNT: usize = 13;
    pub const ALL: [Self; Self::COUNT] = [
        Self::Direction,
        Self::Track,
        Self::Field,
        Self::District,
        Self::Date,
        Self::Time,
        Self::Age,
        Self::Format,
        Self::Audience,
        Self::Access,
        Self::Place,
        Self::Left,
        Self::Length,
    ];

    /// Its name in the URL.
    pub fn key(self) -> &'static str {
        match self {
            Self::Direction => "direction",
            Self::Track => "track",
            Self::Field => "field",
            Self::District => "district",
            Self::Date => "date",
            Self::Time => "time",
            Self::Format => "format",
            Self::Audience => "audience",
            Self::Access => "access",
            Self::Place => "place",
            Self::Left => "left",
            Self::Age => "age",
            Self::Length => "length",
        }
    }
}

/// The only value of [`Facet::Left`]: places are left.
pub const LEFT: &str = "1";
/// Values of [`Facet::Place`].
pub const ONLINE: &str = "online";
pub const ONSITE: &str = "onsite";

/// The value of [`Query::near`] for where the reader is. No id has this letter, and a link with it tells nobody's place.
pub const HERE: &str = "*";

/// Values of [`Facet::Length`], each with the most minutes it means; and the one for what lasts longer.
pub const LENGTHS: [(&str, i64); 3] = [("60", 60), ("120", 120), ("240", 240)];
pub const LENGTH_MORE: &str = "more";

/// How what is found is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum View {
    #[default]
    List,
    /// One day on a time axis.
    Day,
    Month,
    Map,
}

impl View {
    pub const ALL: [Self; 4] = [Self::List, Self::Day, Self::Month, Self::Map];

    /// Its name in the URL.
    pub fn id(self) -> &'static str {
        match self {
            Self::List => "list",
            Self::Day => "day",
            Self::Month => "month",
            Self::Map => "map",
        }
    }
}

/// Most values kept of one facet; longest value and text, in characters.
const VALUES_MAX: usize = 32;
const VALUE_MAX: usize = 64;
const TEXT_MAX: usize = 60;
/// Largest group, in heads: a whole school.
pub const GROUP_MAX: u32 = 2_000;

/// What is chosen: within a facet any of the values, all facets together, all words of the text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    chosen: [Vec<String>; Facet::COUNT],
    /// What was typed, clean and clamped, with its spaces as typed.
    pub text: String,
    /// Whether what is over is shown too.
    pub past: bool,
    /// How many come together: only what has room for all of them is found. 0 and 1 ask for nothing.
    pub group: u32,
    /// Only what is on from one day to another, both included.
    pub span: Option<(NaiveDate, NaiveDate)>,
    pub view: View,
    /// What the list is ordered by the distance from: a district or a place by its id, or [`HERE`]; empty for none.
    pub near: String,
    /// How far it may be from there, in metres: one of [`RINGS`].
    pub within: Option<u32>,
    /// Only what is in this part of the map, as [`Area`](super::area::Area) reads it; in what it cannot read is nothing.
    pub area: String,
}

impl Query {
    /// Reads the part of a URL after `?`; what is unknown or hostile is left out.
    pub fn parse(search: &str) -> Self {
        let mut query = Self::default();
        for pair in search.trim_start_matches('?').split('&') {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            if let Some(facet) = Facet::ALL.iter().find(|facet| facet.key() == key) {
                for raw in value.split(',') {
                    query.add(*facet, &text::line(&decode(raw), VALUE_MAX));
                }
            } else if key == "grade" {
                // As older links have it.
                for raw in value.split(',').filter(|raw| !raw.is_empty()) {
                    query.add(
                        Facet::Age,
                        &text::line(&text!("g", &decode(raw)), VALUE_MAX),
                    );
                }
            } else if key == "q" {
                query.set_text(&decode(value));
            } else if key == "past" {
                query.past = value == "1";
            } else if key == "group" {
                query.set_group(value.parse().unwrap_or(0));
            } else if key == "days" {
                query.span = span(value);
            } else if key == "view" {
                let known = View::ALL.into_iter().find(|view| view.id() == value);
                query.view = known.unwrap_or_default();
            } else if key == "near" {
                query.near = text::line(&decode(value), VALUE_MAX);
            } else if key == "area" {
                query.area = text::line(&decode(value), VALUE_MAX);
            } else if key == "km" {
                let mut known = RINGS.into_iter();
                query.within = known.find(|metres| (metres / 1000).to_string() == value);
            }
        }
        query
    }

    /// The URL's part after `?`, empty for the empty query.
    pub fn to_search(&self) -> String {
        let mut out = self.filters_to_search();
        let typed = self.text.trim();
        if !typed.is_empty() {
            push_key(&mut out, "q");
            out.push_str(&encode(typed));
        }
        if self.past {
            push_key(&mut out, "past");
            out.push('1');
        }
        if self.view != View::List {
            push_key(&mut out, "view");
            out.push_str(self.view.id());
        }
        if !self.near.is_empty() {
            push_key(&mut out, "near");
            out.push_str(&encode(&self.near));
        }
        if let Some(metres) = self.within {
            push_key(&mut out, "km");
            out.push_str(&(metres / 1000).to_string());
        }
        out
    }

    /// The part of the filters in the URL's.
    pub fn filters_to_search(&self) -> String {
        let mut out = String::new();
        for facet in Facet::ALL {
            let values = self.chosen(facet);
            if !values.is_empty() {
                push_key(&mut out, facet.key());
                push_values(&mut out, values.iter().map(String::as_str));
            }
        }
        if self.group > 1 {
            push_key(&mut out, "group");
            out.push_str(&self.group.to_string());
        }
        if let Some((from, to)) = self.span {
            push_key(&mut out, "days");
            out.push_str(&text!(&time::iso_day(from), "~", &time::iso_day(to)));
        }
        if !self.area.is_empty() {
            push_key(&mut out, "area");
            push_values(&mut out, self.area.split(','));
        }
        out
    }

    pub fn chosen(&self, facet: Facet) -> &[String] {
        &self.chosen[facet as usize]
    }

    pub fn has(&self, facet: Facet, value: &str) -> bool {
        self.chosen(facet).iter().any(|chosen| chosen == value)
    }

    fn add(&mut self, facet: Facet, value: &str) {
        let chosen = &mut self.chosen[facet as usize];
        if !value.is_empty() && chosen.len() < VALUES_MAX && !chosen.iter().any(|v| v == value) {
            chosen.push(value.to_owned());
        }
    }

    /// Chooses a value, or lets it go.
    pub fn toggle(&mut self, facet: Facet, value: &str) {
        if self.has(facet, value) {
            self.chosen[facet as usize].retain(|chosen| chosen != value);
        } else {
            self.add(facet, value);
        }
    }

    /// Lets all values of a facet go.
    pub fn clear(&mut self, facet: Facet) {
        self.chosen[facet as usize].clear();
    }

    /// Takes what stands in the search field; spaces at the end stay while one types on.
    pub fn set_typed(&mut self, raw: &str) {
        let trailing = raw.ends_with(char::is_whitespace) && !raw.trim().is_empty();
        self.set_text(raw);
        if trailing && self.text.chars().count() < TEXT_MAX {
            self.text.push(' ');
        }
    }

    pub fn set_text(&mut self, raw: &str) {
        let clean = text::line(raw, TEXT_MAX);
        self.text = clean.trim_end_matches('…').to_owned();
    }

    /// Takes how many come together, at most [`GROUP_MAX`].
    pub fn set_group(&mut self, group: u32) {
        self.group = if group > 1 { group.min(GROUP_MAX) } else { 0 };
    }

    /// How many filters are chosen, the text apart.
    pub fn filters(&self) -> usize {
        self.chosen.iter().map(Vec::len).sum::<usize>()
            + usize::from(self.group > 1)
            + usize::from(self.span.is_some())
            + usize::from(!self.area.is_empty())
    }

    pub fn is_empty(&self) -> bool {
        self.filters() == 0 && self.text.is_empty()
    }
}

/// Two days, the earlier one first.
fn span(value: &str) -> Option<(NaiveDate, NaiveDate)> {
    let (from, to) = value.split_once('~')?;
    let (from, to) = (time::parse_day(from)?, time::parse_day(to)?);
    Some((from.min(to), from.max(to)))
}

fn push_key(out: &mut String, key: &str) {
    if !out.is_empty() {
        out.push('&');
    }
    out.push_str(key);
    out.push('=');
}

fn push_values<'a>(out: &mut String, values: impl Iterator<Item = &'a str>) {
    for (i, value) in values.enumerate() {
        if i > 0 {
            out.push(',');
        }
        out.push_str(&encode(value));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_shared_link_gives_the_same_query() {
        let query = Query::parse(
            "?near=410702&km=3&direction=politics,wellbeing&district=410702&date=2023-09-17&time=am&place=online&left=1&q=%E6%9C%BA%E5%99%A8%E4%BA%BA+ai&past=1",
        );
        assert!(
            query.has(Facet::Direction, "wellbeing") && query.has(Facet::Left, LEFT) && query.past
        );
        assert_eq!(query.text, "机器人 ai");
        assert_eq!((query.near.as_str(), query.within), ("410702", Some(3_000)));
        assert_eq!(query.filters(), 7);
        let class =
            Query::parse("?grade=3&length=60&group=45&days=2023-09-20~2023-09-18&view=month");
        assert_eq!((class.group, class.view), (45, View::Month));
        assert!(class.has(Facet::Age, "g3"));
        assert!(Query::parse("age=8,6-8").has(Facet::Age, "6-8"));
        let day = |day| NaiveDate::from_ymd_opt(2023, 9, day).unwrap();
        assert_eq!(class.span, Some((day(18), day(20))));
        assert_eq!(Query::parse(&class.to_search()), class);
        assert_eq!(Query::parse(&query.to_search()), query);
        let part = Query::parse("area=113.780,35.250,113.990,35.370,gcj02&view=map");
        assert_eq!(
            part.to_search(),
            "area=113.780,35.250,113.990,35.370,gcj02&view=map",
            "as it was written"
        );
        assert_eq!(part.filters(), 1);
    }

    #[test]
    fn strangers_in_the_url_do_nothing() {
        let query = Query::parse("?km=7&next=//evil&api=https://evil.example&direction=,,&%zz&q=%");
        assert_eq!(query.to_search(), "q=%25");
        let odd = Query::parse(
            "?group=-1&view=tree&group=x&past=yes&days=2023-09-17&days=~&days=x~2023-09-17",
        );
        assert!(odd.is_empty() && odd == Query::default());
        assert_eq!(Query::parse("group=99999999999999").group, 0);
        assert_eq!(Query::parse("group=99999").group, GROUP_MAX);
        let long = format!("field={}", vec!["x"; 500].join(","));
        assert_eq!(Query::parse(&long).filters(), 1, "each value once");
        let many: Vec<String> = (0..500).map(|i| i.to_string()).collect();
        assert_eq!(
            Query::parse(&format!("field={}", many.join(","))).filters(),
            VALUES_MAX
        );
    }

    proptest! {
        #[test]
        fn the_codec_round_trips(values in prop::collection::vec((0usize..Facet::COUNT, "[^\\p{C}\\s\u{ad}]{1,12}"), 0..12), typed in "[^\\p{C}…]{0,20}", past: bool, group in 0u32..3000, view in 0usize..4, near in "[^\\p{C}\\s\u{ad}]{0,12}", within in prop::option::of(prop::sample::select(RINGS.to_vec())), area in "[^\\p{C}\\s\u{ad}]{0,12}") {
            let near = text::line(&near, VALUE_MAX);
            let mut query = Query { past, view: View::ALL[view], near, within, area: text::line(&area, VALUE_MAX), ..Query::default() };
            query.set_group(group);
            for (facet, value) in &values {
                query.add(Facet::ALL[*facet], &text::line(value, VALUE_MAX));
            }
            query.set_text(&typed);
            prop_assert_eq!(Query::parse(&query.to_search()), query);
        }

        #[test]
        fn parsing_never_panics_and_is_stable(search in ".{0,120}") {
            let once = Query::parse(&search);
            prop_assert_eq!(Query::parse(&once.to_search()), once);
        }
    }
}
