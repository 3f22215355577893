//! What one tap and one key cost: reading a year, indexing it, queries with all their counts, words.
//!
//! Prints the fastest of several rounds, in microseconds: what the code costs, not what else the machine did. Built
//! natively and for wasm, so that both run the very code of the app.
//!
//! usage: make bench
//! usage: discover YEAR.json ENTRIES [--rows FILE | --queries TIMES]

use kepu_day::domain::agenda::{self, Entry};
use kepu_day::domain::catalogue::Catalogue;
use kepu_day::domain::discover::{Found, Index};
use kepu_day::domain::query::{Facet, Query};
use kepu_day::domain::time::Moment;
use std::hint::black_box;
use std::time::{Duration, Instant};

const ROUNDS: usize = 7;

fn main() {
    // Cargo passes options of its own, such as --bench.
    let given: Vec<String> = std::env::args()
        .skip(1)
        .filter(|argument| argument != "--bench")
        .collect();
    let [file, count, rest @ ..] = &given[..] else {
        return;
    };
    let text = std::fs::read_to_string(file).unwrap_or_else(|error| panic!("{file}: {error}"));
    let count = count.parse().expect("how many entries");
    match rest {
        [] => measure(&text, count),
        [option, file] if option == "--rows" => write_rows(&Year::new(&text, count), file),
        [option, times] if option == "--queries" => {
            let year = Year::new(&text, count);
            let (chosen, mut found) = (year.five_values(), Found::default());
            for _ in 0..times.parse().expect("how many times") {
                year.index.find(black_box(&chosen), None, &mut found);
                black_box(&found);
            }
        }
        _ => panic!("what to do with {rest:?}?"),
    }
}

/// A year of exactly so many entries.
struct Year {
    catalogue: Catalogue,
    entries: Vec<Entry>,
    index: Index,
    now: Moment,
}

impl Year {
    /// Repeats the activities of a catalogue, or leaves some out, until the entries are as many as asked.
    fn new(text: &str, count: usize) -> Self {
        let mut catalogue = Catalogue::decode(text).expect("a year file");
        let all = agenda::entries(&catalogue).len();
        let known = catalogue.activities.len();
        let wanted = (known * count).div_ceil(all) + known / 50 + 8;
        let mut more = catalogue.activities.clone().into_iter().cycle();
        catalogue.activities = (0..wanted).filter_map(|_| more.next()).collect();
        let mut entries = agenda::entries(&catalogue);
        assert!(
            entries.len() >= count,
            "{} entries are too few",
            entries.len()
        );
        entries.truncate(count);
        let now = entries.first().expect("a year has entries").start;
        let index = Index::new(&catalogue, &entries, &now);
        Self {
            catalogue,
            entries,
            index,
            now,
        }
    }

    /// The value that leaves the most: whatever else one chooses leaves less to count.
    fn one_value(&self) -> Query {
        let mut found = Found::default();
        self.index.find(&Query::default(), None, &mut found);
        let mut query = Query::default();
        let values = self.index.values(Facet::Direction);
        let count = |at: &usize| found.count(Facet::Direction, *at);
        if let Some(most) = (0..values.len()).max_by_key(count) {
            query.toggle(Facet::Direction, &values[most]);
        }
        query
    }

    /// Five values of three facets.
    fn five_values(&self) -> Query {
        let mut query = Query::default();
        for (facet, values) in [
            (Facet::Direction, 2),
            (Facet::District, 2),
            (Facet::Date, 1),
        ] {
            for value in self.index.values(facet).iter().take(values) {
                query.toggle(facet, value);
            }
        }
        query
    }
}

fn measure(text: &str, count: usize) {
    let row = |step: &str, took: Duration| {
        println!("{count}\t{step}\t{:.2}", took.as_secs_f64() * 1e6);
    };
    let mut year = Year::new(text, count);
    if agenda::entries(&Catalogue::decode(text).expect("a year file")).len() == count {
        row("bytes to catalogue", fastest(1, || Catalogue::decode(text)));
    }
    row(
        "catalogue to entries",
        fastest(1, || agenda::entries(&year.catalogue)),
    );
    row(
        "entries to index",
        fastest(1, || Index::new(&year.catalogue, &year.entries, &year.now)),
    );
    let mut found = Found::default();
    let mut query = |step: &str, times, queries: &[Query]| {
        let mut turn = queries.iter().cycle();
        let took = fastest(times, || {
            year.index
                .find(turn.next().expect("a query"), None, &mut found);
            found.total()
        });
        row(step, took);
    };
    query("query, nothing chosen", 200, &[Query::default()]);
    query("query, one value chosen", 200, &[year.one_value()]);
    query(
        "query, five values of three facets",
        200,
        &[year.five_values()],
    );
    // Two texts in turns: what was looked for last is not looked for again.
    for (step, one, other) in [
        ("words, two characters", "科普", "科学"),
        ("words, a name", "平原博物院", "河南师范大学"),
        ("words, first letters", "rgzn", "kxjs"),
        ("words, whole pinyin", "rengongzhineng", "kexuejia"),
        ("words, nobody wrote", "没有人写过的词", "zzzzzzzz"),
    ] {
        let typed = [one, other].map(|text| {
            let mut query = Query::default();
            query.set_text(text);
            query
        });
        query(step, 20, &typed);
    }
    // In the midst of it: half lies behind, hidden.
    let middle = year.entries[count / 2].start;
    year.index.set_now(&year.entries, &middle);
    for (step, query) in [
        ("halfway, nothing chosen", Query::default()),
        ("halfway, one value chosen", year.one_value()),
    ] {
        let took = fastest(200, || {
            year.index.find(black_box(&query), None, &mut found);
            found.total()
        });
        row(step, took);
    }
}

/// The fastest of [`ROUNDS`] rounds of `times` calls, for one call.
fn fastest<T>(times: u32, mut call: impl FnMut() -> T) -> Duration {
    (0..ROUNDS)
        .map(|_| {
            let began = Instant::now();
            for _ in 0..times {
                black_box(call());
            }
            began.elapsed() / times
        })
        .min()
        .expect("there are rounds")
}

/// The same rows for other engines: of every entry its values by facet and its title, as lines of JSON.
fn write_rows(year: &Year, file: &str) {
    let mut rows: Vec<Vec<Vec<&str>>> = vec![vec![Vec::new(); Facet::COUNT]; year.entries.len()];
    let mut found = Found::default();
    for facet in Facet::ALL {
        for value in year.index.values(facet) {
            let mut query = Query::default();
            query.toggle(facet, value);
            query.past = true;
            year.index.find(&query, None, &mut found);
            for row in found.entries() {
                rows[row as usize][facet as usize].push(value);
            }
        }
    }
    let chosen = year.five_values();
    let chosen: Vec<&[String]> = Facet::ALL.map(|facet| chosen.chosen(facet)).into();
    let mut lines = vec![serde_json::to_string(&chosen).expect("JSON")];
    for (entry, values) in year.entries.iter().zip(rows) {
        let title = &entry.activity(&year.catalogue).title;
        lines.push(serde_json::to_string(&(title, values)).expect("JSON"));
    }
    std::fs::write(file, lines.join("\n")).unwrap_or_else(|error| panic!("{file}: {error}"));
}
