//! Words: where they stand, and what they might mean.

use crate::domain::agenda::Entry;
use crate::domain::catalogue::Catalogue;
use crate::domain::query::Facet;
use crate::domain::text::{LINE_MAX, fold, fold_into, line};
use kepu_kernel::{Alphabet, Bits, Columns, Lists, Sounds, Texts, Word};
use std::borrow::Cow;
use std::sync::OnceLock;

/// Most words of a text that are looked for; more are too narrow to find anything.
const WORDS_MAX: usize = 8;

/// Where a word stands, the best place first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rank {
    Title,
    /// The venue's name, its address or its district.
    Venue,
    /// Who holds it, and who speaks.
    Host,
    /// Its summary, and what it is filed under.
    Text,
}

impl Rank {
    pub const ALL: [Self; 4] = [Self::Title, Self::Venue, Self::Host, Self::Text];
}

/// What someone who types may mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Hint {
    /// A value of a facet, by its place among the values.
    Value(Facet, usize),
    /// A venue, by its place in the catalogue.
    Venue(usize),
    /// A body that holds activities.
    Host(String),
}

/// Where words stand in a catalogue. Its texts are written down when the first word is looked for, or before that in a
/// quiet moment ([`Search::write`]): many come for the list alone.
#[derive(Debug, Default)]
pub struct Search {
    catalogue: Option<Catalogue>,
    written: OnceLock<Written>,
    rows_of_activity: Lists,
    rows_at_venue: Lists,
}

/// The texts of a catalogue.
#[derive(Debug, Default)]
struct Written {
    alphabet: Alphabet,
    sounds: Sounds,
    titles: Texts,
    venues: Texts,
    hosts: Texts,
    bodies: Texts,
    /// The names of what activities are filed under, and where their values stand.
    terms: Texts,
    values: Vec<(Facet, usize)>,
    host_names: Vec<String>,
    rows_of_host: Lists,
}

/// The text that was looked for last, and where it was found. Its memory stays from text to text.
#[derive(Debug, Default)]
pub struct Typed {
    index: u32,
    text: String,
    folded: String,
    words: Vec<Word>,
    /// How many of the words are looked for.
    count: usize,
    /// The entries with every word in a place of this rank or a better one.
    ranks: [Bits; Rank::ALL.len()],
    hits: Vec<u32>,
    own: Bits,
}

impl Typed {
    /// The entries that hold every word; nothing when no word was typed.
    pub fn hits(&self) -> Option<&Bits> {
        (self.count > 0).then(|| &self.ranks[Rank::Text as usize])
    }

    /// The entries that hold every word in a place of a rank or a better one.
    pub fn rank(&self, rank: usize) -> &Bits {
        &self.ranks[rank]
    }
}

impl Written {
    fn new(catalogue: &Catalogue, rows_of_activity: &Lists) -> Self {
        let mut written = Self::default();
        written.write_venues(catalogue);
        written.write_hosts(catalogue, rows_of_activity);
        written.write_terms(catalogue);
        let activities = &catalogue.activities;
        for at in 0..activities.len() {
            let [title, _] = activities.words(at);
            let title = clean(&title);
            written.titles.write(&mut written.alphabet, &title);
            written.titles.end();
        }
        // Only the names above are found by pinyin: running text in first letters is found by anything.
        let table = catalogue.sounds.iter();
        let table = table.map(|(syllable, characters)| (syllable.as_str(), characters.as_str()));
        written.sounds = Sounds::new(&written.alphabet, table);
        for at in 0..activities.len() {
            let [_, summary] = activities.words(at);
            let summary = clean(&summary);
            written.bodies.write(&mut written.alphabet, &summary);
            written.bodies.end();
        }
        written
    }

    fn write_venues(&mut self, catalogue: &Catalogue) {
        for venue in &catalogue.venues {
            for part in [&venue.name, "\n", &venue.address] {
                self.venues.write(&mut self.alphabet, part);
            }
            self.venues.end();
        }
    }

    fn write_hosts(&mut self, catalogue: &Catalogue, rows_of_activity: &Lists) {
        let activities = &catalogue.activities;
        let names = activities.host_names();
        let mut rows = Vec::new();
        for activity in 0..activities.len() {
            let own = rows_of_activity.list(activity);
            for host in activities.hosts(activity) {
                rows.extend(own.iter().map(|row| (host, *row)));
            }
        }
        self.rows_of_host = Lists::new(names.len(), &rows);
        for name in names {
            self.hosts.write(&mut self.alphabet, name);
            self.hosts.end();
            self.host_names.push(name.to_owned());
        }
    }

    fn write_terms(&mut self, catalogue: &Catalogue) {
        let taxonomy = &catalogue.taxonomy;
        for (facet, terms) in [
            (Facet::Direction, &taxonomy.directions),
            (Facet::Track, &taxonomy.tracks),
            (Facet::Field, &taxonomy.fields),
            (Facet::District, &taxonomy.districts),
            (Facet::Format, &taxonomy.formats),
            (Facet::Audience, &taxonomy.audiences),
        ] {
            for (at, term) in terms.iter().enumerate() {
                self.terms.write(&mut self.alphabet, &term.name);
                self.terms.end();
                self.values.push((facet, at));
            }
        }
    }
}

/// A text as a clean line; nearly all are.
fn clean(raw: &str) -> Cow<'_, str> {
    match kepu_json::is_plain(raw, LINE_MAX) {
        true => Cow::Borrowed(raw),
        false => Cow::Owned(line(raw, LINE_MAX)),
    }
}

impl Search {
    pub fn new(catalogue: &Catalogue, entries: &[Entry]) -> Self {
        let (mut of_activity, mut at_venue) = (Vec::new(), Vec::new());
        for (row, entry) in (0..).zip(entries) {
            of_activity.push((entry.activity as u32, row));
            at_venue.extend(entry.venue.map(|venue| (venue as u32, row)));
        }
        Self {
            catalogue: Some(catalogue.clone()),
            written: OnceLock::new(),
            rows_of_activity: Lists::new(catalogue.activities.len(), &of_activity),
            rows_at_venue: Lists::new(catalogue.venues.len(), &at_venue),
        }
    }

    /// Writes the texts down, if they are not: what the first word would wait for.
    pub fn write(&self) {
        self.written();
    }

    fn written(&self) -> &Written {
        self.written.get_or_init(|| match &self.catalogue {
            Some(catalogue) => Written::new(catalogue, &self.rows_of_activity),
            None => Written::default(),
        })
    }

    /// The entries of an activity.
    pub fn of_activity(&self, activity: usize) -> &[u32] {
        self.rows_of_activity.list(activity)
    }

    /// The entries at a venue.
    pub fn at_venue(&self, venue: usize) -> &[u32] {
        self.rows_at_venue.list(venue)
    }

    /// Looks for all words of a text; the same text in the same index is not looked for again.
    pub fn look(&self, index: u32, text: &str, columns: &Columns, typed: &mut Typed) {
        if typed.index == index && typed.text == text {
            return;
        }
        typed.index = index;
        typed.text.clear();
        typed.text.push_str(text);
        typed.count = 0;
        fold_into(text, &mut typed.folded);
        let folded = &typed.folded;
        for (at, word) in folded.split_whitespace().take(WORDS_MAX).enumerate() {
            if typed.words.len() == at {
                typed.words.push(Word::default());
            }
            let written = self.written();
            typed.words[at].set(&written.alphabet, Some(&written.sounds), word);
            typed.count = at + 1;
        }
        for at in 0..typed.count {
            self.look_for(at, columns, typed);
        }
    }

    fn look_for(&self, at: usize, columns: &Columns, typed: &mut Typed) {
        let Typed {
            words,
            ranks,
            hits,
            own,
            ..
        } = typed;
        let word = &words[at];
        let written = self.written();
        own.empty(columns.rows());
        for rank in Rank::ALL {
            let (texts, rows) = match rank {
                Rank::Title => (&written.titles, &self.rows_of_activity),
                Rank::Venue => (&written.venues, &self.rows_at_venue),
                Rank::Host => (&written.hosts, &written.rows_of_host),
                Rank::Text => (&written.bodies, &self.rows_of_activity),
            };
            texts.find(word, hits);
            for hit in hits.iter() {
                own.insert_all(rows.list(*hit as usize));
            }
            if matches!(rank, Rank::Venue | Rank::Text) {
                written.terms.find(word, hits);
                for hit in hits.iter() {
                    let (facet, value) = written.values[*hit as usize];
                    if (facet == Facet::District) == (rank == Rank::Venue) {
                        columns.add(facet as usize, value, own);
                    }
                }
            }
            let all = &mut ranks[rank as usize];
            if at == 0 {
                all.copy(own);
            } else {
                all.and(own);
            }
        }
    }

    /// What a text may mean: values, venues and bodies whose names hold it, at most `most` of them.
    pub fn hints(&self, text: &str, most: usize) -> Vec<Hint> {
        let (mut word, mut hits) = (Word::default(), Vec::new());
        let whole: String = fold(text).split_whitespace().collect();
        let written = self.written();
        word.set(&written.alphabet, Some(&written.sounds), &whole);
        let mut hints = Vec::new();
        written.terms.find(&word, &mut hits);
        let values = hits.iter().map(|hit| written.values[*hit as usize]);
        hints.extend(values.map(|(facet, value)| Hint::Value(facet, value)));
        written.venues.find(&word, &mut hits);
        hints.extend(hits.iter().map(|hit| Hint::Venue(*hit as usize)));
        written.hosts.find(&word, &mut hits);
        let names = hits.iter().map(|hit| &written.host_names[*hit as usize]);
        hints.extend(names.map(|name| Hint::Host(name.clone())));
        hints.truncate(most);
        hints
    }

    /// Where the words that were looked for stand in a text, from which character to which.
    pub fn places(&self, typed: &Typed, text: &str) -> Vec<(usize, usize)> {
        let folded = fold(text);
        let words = typed.words.iter().take(typed.count);
        words
            .flat_map(|word| word.places(&self.written().alphabet, &folded))
            .collect()
    }
}
