//! What one tap costs: reading a year, indexing it, and one query with all its counts.
//! Prints the fastest of several rounds: what the code costs, not what else the machine did.
//!
//! usage: make bench

use kepu_day::domain::agenda;
use kepu_day::domain::catalogue::Catalogue;
use kepu_day::domain::facets::Index;
use kepu_day::domain::query::{Facet, Query};
use std::hint::black_box;
use std::time::{Duration, Instant};

const ROUNDS: usize = 7;

fn main() {
    println!("{:>10}  {:<34}{:>12}", "entries", "step", "fastest");
    // Cargo passes options of its own, such as --bench.
    for file in std::env::args()
        .skip(1)
        .filter(|argument| !argument.starts_with("--"))
    {
        let text = std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{file}: {error}"));
        measure(&text);
    }
}

fn measure(text: &str) {
    let catalogue = Catalogue::decode(text).expect("a year file");
    let entries = agenda::entries(&catalogue);
    let now = entries.first().expect("a year has entries").start;
    let index = Index::new(&catalogue, &entries, &now);
    let row = |step: &str, took: Duration| {
        println!(
            "{:>10}  {step:<34}{:>9.1} µs",
            entries.len(),
            took.as_secs_f64() * 1e6
        );
    };

    row("bytes to catalogue", fastest(1, || Catalogue::decode(text)));
    row(
        "catalogue to entries",
        fastest(1, || agenda::entries(&catalogue)),
    );
    row(
        "entries to index",
        fastest(1, || Index::new(&catalogue, &entries, &now)),
    );
    row(
        "query, nothing chosen",
        fastest(20, || index.find(&Query::default())),
    );

    let mut chosen = Query::default();
    for (facet, values) in [
        (Facet::Direction, 2),
        (Facet::District, 2),
        (Facet::Date, 1),
    ] {
        for value in index.values(facet).iter().take(values) {
            chosen.toggle(facet, value);
        }
    }
    row(
        "query, five values of three facets",
        fastest(20, || index.find(&chosen)),
    );

    let mut typed = Query::default();
    typed.set_text("科普");
    row(
        "query, a word of two characters",
        fastest(5, || index.find(&typed)),
    );
    typed.set_text("没有人写过的词");
    row(
        "query, a word nobody wrote",
        fastest(5, || index.find(&typed)),
    );
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
