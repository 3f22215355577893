//! Words: where they stand, and what they might mean.

use crate::domain::agenda::Entry;
use crate::domain::by_id::ById;
use crate::domain::catalogue::Catalogue;
use crate::domain::query::Facet;
use crate::domain::text::{LINE_MAX, fold, line};
use kepu_kernel::{Alphabet, Bits, Columns, Lists, Sounds, Texts, Word};

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

/// The texts of a catalogue.
#[derive(Debug, Default)]
pub struct Search {
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
    rows_of_activity: Lists,
    rows_at_venue: Lists,
    rows_of_host: Lists,
}

/// The text that was looked for last, and where it was found. Its memory stays from text to text.
#[derive(Debug, Default)]
pub struct Typed {
    index: u32,
    text: String,
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

impl Search {
    pub fn new(catalogue: &Catalogue, entries: &[Entry]) -> Self {
        let mut search = Self::default();
        let (mut of_activity, mut at_venue) = (Vec::new(), Vec::new());
        for (row, entry) in (0..).zip(entries) {
            of_activity.push((entry.activity as u32, row));
            at_venue.extend(entry.venue.map(|venue| (venue as u32, row)));
        }
        search.rows_of_activity = Lists::new(catalogue.activities.len(), &of_activity);
        search.rows_at_venue = Lists::new(catalogue.venues.len(), &at_venue);
        search.write_venues(catalogue);
        search.write_hosts(catalogue);
        search.write_terms(catalogue);
        for at in 0..catalogue.activities.len() {
            let [title, _] = catalogue.activities.words(at);
            search
                .titles
                .write(&mut search.alphabet, &fold(&line(&title, LINE_MAX)));
            search.titles.end();
        }
        // Only the names above are found by pinyin: running text in first letters is found by anything.
        let table = catalogue.sounds.iter();
        let table = table.map(|(syllable, characters)| (syllable.as_str(), characters.as_str()));
        search.sounds = Sounds::new(&search.alphabet, table);
        for at in 0..catalogue.activities.len() {
            let [_, summary] = catalogue.activities.words(at);
            search
                .bodies
                .write(&mut search.alphabet, &fold(&line(&summary, LINE_MAX)));
            search.bodies.end();
        }
        search
    }

    fn write_venues(&mut self, catalogue: &Catalogue) {
        for venue in &catalogue.venues {
            for part in [&venue.name, "\n", &venue.address] {
                self.venues.write(&mut self.alphabet, &fold(part));
            }
            self.venues.end();
        }
    }

    fn write_hosts(&mut self, catalogue: &Catalogue) {
        let of = |activity: usize| catalogue.activities.hosts(activity);
        let activities = 0..catalogue.activities.len();
        let names = activities.clone().flat_map(of);
        let mut known: ById<u32> = names.map(|name| (name.to_owned(), 0)).collect();
        for (number, at) in (0..).zip(known.values_mut()) {
            *at = number;
        }
        let mut rows = Vec::new();
        for activity in activities {
            for host in of(activity).filter_map(|name| known.get(name)) {
                let own = self.rows_of_activity.list(activity).iter();
                rows.extend(own.map(|row| (*host, *row)));
            }
        }
        self.rows_of_host = Lists::new(known.len(), &rows);
        for (name, _) in known {
            self.hosts.write(&mut self.alphabet, &fold(&name));
            self.hosts.end();
            self.host_names.push(name);
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
                self.terms.write(&mut self.alphabet, &fold(&term.name));
                self.terms.end();
                self.values.push((facet, at));
            }
        }
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
        let folded = fold(text);
        for (at, word) in folded.split_whitespace().take(WORDS_MAX).enumerate() {
            if typed.words.len() == at {
                typed.words.push(Word::default());
            }
            typed.words[at].set(&self.alphabet, Some(&self.sounds), word);
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
        own.empty(columns.rows());
        for rank in Rank::ALL {
            let (texts, rows) = match rank {
                Rank::Title => (&self.titles, &self.rows_of_activity),
                Rank::Venue => (&self.venues, &self.rows_at_venue),
                Rank::Host => (&self.hosts, &self.rows_of_host),
                Rank::Text => (&self.bodies, &self.rows_of_activity),
            };
            texts.find(word, hits);
            for hit in hits.iter() {
                own.insert_all(rows.list(*hit as usize));
            }
            if matches!(rank, Rank::Venue | Rank::Text) {
                self.terms.find(word, hits);
                for hit in hits.iter() {
                    let (facet, value) = self.values[*hit as usize];
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
        word.set(&self.alphabet, Some(&self.sounds), &whole);
        let mut hints = Vec::new();
        self.terms.find(&word, &mut hits);
        let values = hits.iter().map(|hit| self.values[*hit as usize]);
        hints.extend(values.map(|(facet, value)| Hint::Value(facet, value)));
        self.venues.find(&word, &mut hits);
        hints.extend(hits.iter().map(|hit| Hint::Venue(*hit as usize)));
        self.hosts.find(&word, &mut hits);
        let names = hits.iter().map(|hit| &self.host_names[*hit as usize]);
        hints.extend(names.map(|name| Hint::Host(name.clone())));
        hints.truncate(most);
        hints
    }

    /// Where the words that were looked for stand in a text, from which character to which.
    pub fn places(&self, typed: &Typed, text: &str) -> Vec<(usize, usize)> {
        let folded = fold(text);
        let words = typed.words.iter().take(typed.count);
        words
            .flat_map(|word| word.places(&self.alphabet, &folded))
            .collect()
    }
}
