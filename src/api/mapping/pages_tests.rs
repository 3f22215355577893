use super::*;
use crate::api::mapping::json::json;
use proptest::prelude::*;

/// A backend that has so many records and gives at most so many of them at once.
struct Store {
    rows: usize,
    most: usize,
    /// Once so many pages were asked for, it has one record more.
    grows_at: usize,
    asked: usize,
}

impl Store {
    fn answer(&mut self, pages: &Pages, query: &Query) -> Sheet {
        self.asked += 1;
        if self.asked == self.grows_at {
            self.rows += 1;
        }
        let param = |name: &str| {
            let written = query.written.as_deref().unwrap_or("");
            let written = written.split('&').filter_map(|pair| pair.split_once('='));
            let own = query
                .params
                .iter()
                .map(|(name, value)| (name.as_str(), value.as_str()));
            written
                .chain(own)
                .find(|(known, _)| *known == name)
                .and_then(|(_, value)| value.parse::<usize>().ok())
        };
        let range = query.headers.iter().find(|(name, _)| name == "Range");
        let range = range.and_then(|(_, range)| range.split_once('-'));
        let range = range.map(|(from, to)| {
            (
                from.parse::<usize>().expect("a number"),
                to.parse::<usize>().expect("a number"),
            )
        });
        let wanted = range.map(|(from, to)| to - from + 1).or(param("size"));
        let size = wanted.unwrap_or(25).min(self.most);
        let from = match pages.by {
            By::Whole => 0,
            By::Page => (param("page").unwrap_or(1) - 1) * size,
            By::Offset | By::Cursor => param("from").unwrap_or(0),
            By::Range => range.expect("a range").0,
        };
        let until = if pages.by == By::Whole {
            self.rows
        } else {
            self.rows.min(from + size)
        };
        if from > 0 && from >= self.rows && pages.by == By::Range {
            return Sheet {
                status: 416,
                ..Sheet::default()
            };
        }
        let rows: Vec<Value> = (from..until).map(|id| json!({"id": id})).collect();
        let mut headers = vec![
            (
                "content-range".to_owned(),
                format!("{from}-{until}/{}", self.rows),
            ),
            ("etag".to_owned(), self.rows.to_string()),
        ];
        if until < self.rows {
            headers.push((
                "next-page".into(),
                format!("https://elsewhere.example/x?from={until}&size={size}"),
            ));
        }
        let body = json!({"data": rows, "meta": {"total": self.rows}});
        Sheet {
            status: 200,
            headers,
            body,
            text: String::new(),
        }
    }
}

fn pages(by: By, total: Option<Where>) -> Pages {
    let param = if by == By::Page { "page" } else { "from" };
    Pages {
        by,
        size: 10,
        size_param: "size".into(),
        param: param.into(),
        first: 1,
        total,
        next: Some(Where::Header("Next-Page".into())),
        version: None,
    }
}

/// Reads all; the answers come in an order that `turn` chooses.
fn read(
    pages: &Pages,
    store: &mut Store,
    mut turn: impl FnMut(usize) -> usize,
) -> Result<(Vec<usize>, usize), Trouble> {
    let mut reading = Reading::new(pages, "/data");
    let mut flying = vec![reading.begin()];
    while !flying.is_empty() {
        assert!(flying.len() <= TOGETHER);
        let query = flying.remove(turn(flying.len()) % flying.len());
        let sheet = store.answer(pages, &query);
        let before = reading.restarts();
        match reading.take(query.nth, &sheet)? {
            Step::Done => break,
            Step::Ask(more) => {
                if reading.restarts() > before {
                    flying.clear();
                }
                flying.extend(more);
            }
        }
    }
    let restarts = reading.restarts();
    let ids = reading
        .records()
        .iter()
        .map(|row| row["id"].as_u64().expect("an id") as usize)
        .collect();
    Ok((ids, restarts))
}

fn total() -> Option<Where> {
    Some(Where::Pointer("/meta/total".into()))
}

proptest! {
    #[test]
    fn every_record_comes_once_and_in_order(rows in 0_usize..95, most in 1_usize..30, seed in any::<u64>(), counted in any::<bool>()) {
        for by in [By::Page, By::Offset, By::Cursor, By::Range] {
            // Who caps pages without saying how many records there are cannot be told from who has no more.
            let counts = counted || most < 10;
            let place = match by {
                By::Range => Some(Where::Header("Content-Range".into())),
                _ => total(),
            };
            let pages = pages(by, place.filter(|_| counts));
            let mut store = Store { rows, most, grows_at: 0, asked: 0 };
            if by == By::Page && most < 10 {
                // A page that is smaller than asked is one of the server's own size.
                store.most = most;
            }
            let mut state = seed;
            let (ids, _) = read(&pages, &mut store, |count| { state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1); (state >> 33) as usize % count }).unwrap();
            prop_assert_eq!(ids, (0..rows).collect::<Vec<_>>(), "{:?}", by);
        }
    }
}

#[test]
fn a_list_that_changes_meanwhile_is_read_again() {
    for by in [By::Page, By::Offset, By::Range] {
        let place = if by == By::Range {
            Some(Where::Header("Content-Range".into()))
        } else {
            total()
        };
        let mut store = Store {
            rows: 45,
            most: 10,
            grows_at: 3,
            asked: 0,
        };
        let (ids, restarts) = read(&pages(by, place), &mut store, |_| 0).unwrap();
        assert_eq!((ids.len(), restarts), (46, 1), "{by:?}");
    }
    let mut cursor = pages(By::Cursor, None);
    cursor.version = Some(Where::Header("ETag".into()));
    let mut store = Store {
        rows: 45,
        most: 10,
        grows_at: 3,
        asked: 0,
    };
    assert_eq!(
        read(&cursor, &mut store, |_| 0).unwrap(),
        ((0..46).collect(), 1)
    );
}

#[test]
fn what_never_ends_or_never_stands_still_comes_to_an_end() {
    let circle = Sheet {
        status: 200,
        headers: vec![("next-page".into(), "https://x/?from=1".into())],
        body: json!({"data": [{"id": 1}]}),
        text: String::new(),
    };
    let by_cursor = pages(By::Cursor, None);
    let mut reading = Reading::new(&by_cursor, "/data");
    reading.begin();
    let Step::Ask(next) = reading.take(0, &circle).unwrap() else {
        panic!("one more")
    };
    assert_eq!(next[0].written.as_deref(), Some("from=1"));
    assert_eq!(reading.take(1, &circle).unwrap(), Step::Done);

    // A backend that ignores the page and always answers the same full one.
    let same = Sheet {
        status: 200,
        body: json!({"data": vec![json!({"id": 1}); 10]}),
        ..Sheet::default()
    };
    let by_page = pages(By::Page, None);
    let mut reading = Reading::new(&by_page, "/data");
    let mut flying = vec![reading.begin()];
    let mut asked = 0;
    while let Some(query) = flying.pop() {
        asked += 1;
        match reading.take(query.nth, &same).unwrap() {
            Step::Ask(more) => flying.extend(more),
            Step::Done => break,
        }
    }
    assert!(asked <= PAGES_MAX && reading.is_cut, "{asked}");

    let mut store = Store {
        rows: 45,
        most: 10,
        grows_at: 0,
        asked: 0,
    };
    let by_offset = pages(By::Offset, total());
    let mut reading = Reading::new(&by_offset, "/data");
    let mut flying = vec![reading.begin()];
    let trouble = loop {
        let query = flying.remove(0);
        store.rows += 1;
        match reading.take(query.nth, &store.answer(&by_offset, &query)) {
            Ok(Step::Ask(more)) => flying = more,
            Ok(Step::Done) => panic!("never still"),
            Err(trouble) => break trouble,
        }
    };
    assert_eq!(trouble, Trouble::NeverStill);
}

#[test]
fn what_is_no_list_is_said_to_be_none() {
    let whole = Pages::default();
    let take = |sheet: &Sheet| {
        let mut reading = Reading::new(&whole, "/data");
        reading.begin();
        reading.take(0, sheet)
    };
    assert_eq!(
        take(&Sheet {
            status: 200,
            text: "<html>".into(),
            ..Sheet::default()
        }),
        Err(Trouble::NoList)
    );
    assert_eq!(
        take(&Sheet {
            status: 401,
            ..Sheet::default()
        }),
        Err(Trouble::Refused(401))
    );
    assert_eq!(
        take(&Sheet {
            status: 200,
            body: json!({"data": {}}),
            ..Sheet::default()
        }),
        Err(Trouble::NoList)
    );
}
