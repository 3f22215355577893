//! A tap or a key asks for no memory, once what it needs has grown: on an old phone that is what makes it stutter.
//! A program of its own, for it counts what the allocator is asked for.

#![cfg(not(target_arch = "wasm32"))]

use allocation_counter::measure;
use kepu_day::domain::agenda;
use kepu_day::domain::availability::Availability;
use kepu_day::domain::catalogue::Catalogue;
use kepu_day::domain::discover::{Found, Index};
use kepu_day::domain::near;
use kepu_day::domain::query::Query;

const YEAR: &str = include_str!("../../public/data/2023.json");

/// Every kind of condition, alone and together.
const QUERIES: [&str; 17] = [
    "",
    "past=1",
    "direction=politics",
    "direction=politics,wellbeing&district=410702,410782&date=2023-09-17",
    "grade=3&age=8,6-8&audience=family&left=1&length=60,120&place=online,onsite",
    "time=am&track=main&format=talk&field=digital&access=wheelchair",
    "date=2031-01-01&district=nowhere",
    "q=科普",
    "q=rgzn",
    "q=zhong gong hong xiang&past=1",
    "q=ＡＩ 机器人 图书馆 新乡",
    "q=没有人写过的词",
    "days=2023-09-18~2023-09-20",
    "group=45",
    "area=113.78,35.25,113.99,35.37",
    "near=410702&km=3",
    "near=410782&q=黄河&group=5&days=2023-09-17~2023-09-23&direction=wellbeing",
];

#[test]
fn a_query_asks_for_no_memory_once_its_own_has_grown() {
    let catalogue = Catalogue::decode(YEAR).expect("the year file");
    let entries = agenda::entries(&catalogue);
    for time in ["2023-09-10T08:00:00+08:00", "2023-09-19T12:00:00+08:00"] {
        let now = chrono::DateTime::parse_from_rfc3339(time).expect("a moment");
        let mut index = Index::new(&catalogue, &entries, &now);
        index.set_places(&catalogue, &entries, &Availability::default(), &now);
        let asked = QUERIES.map(|search| {
            let query = Query::parse(search);
            let near = near::near(&catalogue, &query, None);
            (query, near)
        });
        let mut found = Found::default();
        for (query, near) in &asked {
            index.find(query, near.as_ref(), &mut found);
        }
        for ((query, near), search) in asked.iter().zip(QUERIES) {
            let memory = measure(|| index.find(query, near.as_ref(), &mut found));
            assert_eq!(memory.count_total, 0, "{search}: {memory:?}");
        }
        // And every minute.
        let minute = measure(|| index.set_now(&entries, &now));
        assert_eq!(minute.count_total, 0, "{minute:?}");
    }
}
