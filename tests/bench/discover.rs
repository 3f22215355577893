//! What one tap and one key cost: reading a year, indexing it, queries with all their counts, words.
//!
//! Prints the fastest of several rounds, in microseconds: what the code costs, not what else the machine did. Built
//! natively and for wasm, so that both run the very code of the app.
//!
//! usage: make bench
//! usage: discover YEAR.json                   what reading it costs, and reading a lean one of as many activities
//! usage: discover YEAR.json ENTRIES [--rows FILE | --queries TIMES]

use kepu_day::domain::agenda::{self, Entry};
use kepu_day::domain::availability::Availability;
use kepu_day::domain::catalogue::Catalogue;
use kepu_day::domain::changes::Digest;
use kepu_day::domain::discover::{Found, Index};
use kepu_day::domain::query::{Facet, Query};
use kepu_json::{Document, Step};
use std::hint::black_box;
use std::time::{Duration, Instant};

const ROUNDS: usize = 7;

fn main() {
    // Cargo passes options of its own, such as --bench.
    let given: Vec<String> = std::env::args()
        .skip(1)
        .filter(|argument| argument != "--bench")
        .collect();
    let [file, rest @ ..] = &given[..] else {
        return;
    };
    let text = std::fs::read_to_string(file).unwrap_or_else(|error| panic!("{file}: {error}"));
    let [count, rest @ ..] = rest else {
        read("rich", &text);
        read("lean", &lean(&text));
        return;
    };
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
}

impl Year {
    /// Repeats the activities of a catalogue, or leaves some out, until the entries are as many as asked.
    fn new(text: &str, count: usize) -> Self {
        let catalogue = decode(text.to_owned());
        let all = agenda::entries(&catalogue).len();
        let known = catalogue.activities.len();
        let wanted = (known * count).div_ceil(all) + known / 50 + 8;
        let (before, activities, after) = parts(text);
        let activities: Vec<String> = (0..wanted)
            .map(|at| {
                let round = format!("\"id\":\"{}", at / known);
                activities[at % known].replace("\"id\":\"", &round)
            })
            .collect();
        let catalogue = decode([before, &activities.join(","), after].concat());
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

/// A catalogue, however large.
fn decode(text: String) -> Catalogue {
    Catalogue::decode_within(text, usize::MAX).expect("a year file")
}

/// The text of a year file: what stands before its activities, each of them, and what stands after them.
fn parts(text: &str) -> (&str, Vec<&str>, &str) {
    let mut document = Document::of(text);
    let mut step = document.enter(0, b'{', b'}').expect("an object");
    while let Step::Value(at) = step {
        let (name, at) = document.member(at).expect("a member");
        if name == "activities" {
            let mut activities = Vec::new();
            let mut step = document.enter(at, b'[', b']').expect("a list");
            while let Step::Value(at) = step {
                let end = document.value(at, 2, None).expect("an activity");
                activities.push(&text[at..end]);
                step = document.step(end, b']').expect("a list");
            }
            let Step::End(end) = step else { break };
            return (&text[..at + 1], activities, &text[end - 1..]);
        }
        let end = document.value(at, 1, None).expect("a value");
        step = document.step(end, b'}').expect("an object");
    }
    panic!("a year has activities");
}

/// The same activities with the least one can say of them: a name, a theme, a place and one session.
fn lean(text: &str) -> String {
    let (before, activities, after) = parts(text);
    let activities: Vec<String> = activities
        .into_iter()
        .map(|activity| {
            let activity: serde_json::Value = serde_json::from_str(activity).expect("JSON");
            let few = |from: &serde_json::Value, names: &[&str]| {
                let members = names.iter().filter(|name| !from[**name].is_null());
                let members = members.map(|name| format!("\"{name}\":{}", from[*name]));
                members.collect::<Vec<_>>().join(",")
            };
            let session = few(&activity["sessions"][0], &["id", "start", "end"]);
            let own = few(&activity, &["id", "title", "direction", "venue"]);
            format!("{{{own},\"sessions\":[{{{session}}}]}}")
        })
        .collect();
    [before, &activities.join(","), after].concat()
}

/// Prints what it costs to read a year, from its bytes to a list that answers.
fn read(kind: &str, text: &str) {
    let catalogue = decode(text.to_owned());
    let entries = agenda::entries(&catalogue);
    let now = entries.first().expect("a year has entries").start;
    let mut index = Index::new(&catalogue, &entries, &now);
    let places = Availability::default();
    let megabytes = text.len() as f64 / 1e6;
    let row = |step: &str, took: Duration| {
        let milliseconds = took.as_secs_f64() * 1e3;
        println!(
            "{kind}, {megabytes:.1} MB, {} entries\t{step}\t{milliseconds:.2}",
            entries.len()
        );
    };
    // The copy that each round takes is not counted.
    let mut copies: Vec<String> = vec![text.to_owned(); ROUNDS];
    let steps = [
        fastest(1, || decode(copies.pop().unwrap_or_default())),
        fastest(1, || agenda::entries(&catalogue)),
        fastest(1, || Index::new(&catalogue, &entries, &now)),
        fastest(1, || index.set_places(&catalogue, &entries, &places, &now)),
    ];
    let names = [
        "bytes to catalogue",
        "catalogue to entries",
        "entries to index",
        "who has room",
    ];
    for (name, took) in names.into_iter().zip(steps) {
        row(name, took);
    }
    row("all of it", steps.iter().sum());
    let mut words = Query::default();
    words.set_text("科普");
    let mut fresh: Vec<Index> = (0..ROUNDS)
        .map(|_| Index::new(&catalogue, &entries, &now))
        .collect();
    let took = fastest(1, || {
        let index = fresh.pop().unwrap_or_default();
        let mut found = Found::default();
        index.find(&words, None, &mut found);
        (index, found)
    });
    row("the first word that is looked for", took);
    let took = fastest(1, || Digest::of(&catalogue, &entries, &|_| None).write());
    row("what to remember of it", took);
}

fn measure(text: &str, count: usize) {
    let row = |step: &str, took: Duration| {
        println!("{count}\t{step}\t{:.2}", took.as_secs_f64() * 1e6);
    };
    let mut year = Year::new(text, count);
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
