//! What someone looks for, and its place in the URL: a reload, Back and a
//! shared link give the same list.

use super::text;

/// The ways to narrow the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Facet {
    Direction,
    Track,
    Field,
    District,
    Date,
    Time,
    Format,
    Audience,
    Access,
    Place,
    Left,
}

impl Facet {
    pub const COUNT: usize = 11;
    pub const ALL: [Self; Self::COUNT] = [
        Self::Direction,
        Self::Track,
        Self::Field,
        Self::District,
        Self::Date,
        Self::Time,
        Self::Format,
        Self::Audience,
        Self::Access,
        Self::Place,
        Self::Left,
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
        }
    }
}

/// The only value of [`Facet::Left`]: places are left.
pub const LEFT: &str = "1";
/// Values of [`Facet::Place`].
pub const ONLINE: &str = "online";
pub const ONSITE: &str = "onsite";

/// Most values kept of one facet; longest value and text, in characters.
const VALUES_MAX: usize = 32;
const VALUE_MAX: usize = 64;
const TEXT_MAX: usize = 60;

/// What is chosen: within a facet any of the values, all facets together, all words of the text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    chosen: [Vec<String>; Facet::COUNT],
    /// What was typed, clean and clamped, with its spaces as typed.
    pub text: String,
    /// Whether what is over is shown too.
    pub past: bool,
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
            } else if key == "q" {
                query.set_text(&decode(value));
            } else if key == "past" {
                query.past = value == "1";
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
        out
    }

    /// The part of the filters in the URL's.
    pub fn filters_to_search(&self) -> String {
        let mut out = String::new();
        for facet in Facet::ALL {
            let values = self.chosen(facet);
            if !values.is_empty() {
                push_key(&mut out, facet.key());
                for (i, value) in values.iter().enumerate() {
                    if i > 0 {
                        out.push(',');
                    }
                    out.push_str(&encode(value));
                }
            }
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

    /// How many filters are chosen, the text apart.
    pub fn filters(&self) -> usize {
        self.chosen.iter().map(Vec::len).sum()
    }

    pub fn is_empty(&self) -> bool {
        self.filters() == 0 && self.text.is_empty()
    }
}

fn push_key(out: &mut String, key: &str) {
    if !out.is_empty() {
        out.push('&');
    }
    out.push_str(key);
    out.push('=');
}

/// Percent-encodes for a URL's query; letters, digits and `-._~` stay.
pub fn encode(raw: &str) -> String {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    let mut out = String::with_capacity(raw.len());
    for byte in raw.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(byte as char);
        } else {
            out.push('%');
            out.push(HEX[usize::from(byte >> 4)] as char);
            out.push(HEX[usize::from(byte & 15)] as char);
        }
    }
    out
}

/// Undoes [`encode`]; `+` is a space, broken escapes stay as they are, and so does the whole if it is no text then.
pub fn decode(raw: &str) -> String {
    let bytes = raw.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut i = 0;
    while i < bytes.len() {
        let hex = |at: usize| bytes.get(at).and_then(|b| (*b as char).to_digit(16));
        match (bytes[i], hex(i + 1), hex(i + 2)) {
            (b'%', Some(high), Some(low)) => {
                out.push((high * 16 + low) as u8);
                i += 2;
            }
            (b'+', ..) => out.push(b' '),
            (byte, ..) => out.push(byte),
        }
        i += 1;
    }
    String::from_utf8(out).unwrap_or_else(|_| raw.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_shared_link_gives_the_same_query() {
        let query = Query::parse(
            "?direction=politics,wellbeing&district=410702&date=2023-09-17&time=am&place=online&left=1&q=%E6%9C%BA%E5%99%A8%E4%BA%BA+ai&past=1",
        );
        assert!(
            query.has(Facet::Direction, "wellbeing") && query.has(Facet::Left, LEFT) && query.past
        );
        assert_eq!(query.text, "机器人 ai");
        assert_eq!(query.filters(), 7);
        assert_eq!(Query::parse(&query.to_search()), query);
    }

    #[test]
    fn strangers_in_the_url_do_nothing() {
        let query = Query::parse("?next=//evil&api=https://evil.example&direction=,,&%zz&q=%");
        assert_eq!(query.to_search(), "q=%25");
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
        fn the_codec_round_trips(values in prop::collection::vec((0usize..Facet::COUNT, "[^\\p{C}\\s\u{ad}]{1,12}"), 0..12), typed in "[^\\p{C}…]{0,20}", past: bool) {
            let mut query = Query { past, ..Query::default() };
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
