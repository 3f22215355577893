//! The windowed list: few nodes, the right rows, focus that stays.

use super::kit::{mount, until};
use kepu_day::domain::window::{Head, Rows};
use kepu_day::state::App;
use kepu_day::ui::dom::{El, View, el, row};
use kepu_day::ui::rows::rows_view;
use kepu_day::words::card::Card;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;

fn card(entry: usize) -> Card {
    Card {
        id: entry.to_string(),
        title: format!("第 {entry} 场"),
        time: "09:30".into(),
        ..Card::default()
    }
}

fn rows(count: u32) -> Rows {
    let head = Head {
        when: "17日".into(),
        ..Head::default()
    };
    Rows {
        entries: (0..count).collect(),
        heads: vec![(0, head)],
    }
}

/// The rows stand on each other only with the heights of the sheet, which tests do not load.
fn style() -> El {
    el("style").text(".row{position:absolute;top:0;left:0;right:0;height:120px}[hidden]{display:none!important}.rows{position:relative}")
}

fn list_of(list: RwSignal<Rows>) -> View {
    provide_context(App::new());
    let rows = kepu_day::state::signal::Memo::new(move || list.get());
    row().child(style()).child(rows_view(rows, card, || ()))
}

#[wasm_bindgen_test]
async fn three_thousand_rows_take_few_nodes_and_scroll() {
    let list = RwSignal::new(rows(3_000));
    let mounted = mount(move || list_of(list));
    until("the first cards", || {
        mounted.texts(".card-link").iter().any(|t| t == "第 0 场")
    })
    .await;
    let nodes = mounted.root.query_selector_all("*").unwrap().length();
    assert!(nodes < 800, "{nodes} nodes");

    let window = web_sys::window().unwrap();
    let far = f64::from(mounted.root.scroll_height()) / 2.0;
    window.scroll_to_with_x_and_y(0.0, far);
    until("the middle of the list", || {
        mounted
            .texts(".card-link")
            .iter()
            .any(|t| t == "第 1500 场")
    })
    .await;
    assert_eq!(
        mounted.root.query_selector_all("*").unwrap().length(),
        nodes,
        "slots are filled anew, none is made"
    );

    let titles = mounted.texts(".card-link");
    let mut sorted = titles.clone();
    sorted.sort_by_key(|title| {
        title
            .chars()
            .filter(char::is_ascii_digit)
            .collect::<String>()
            .parse::<u32>()
            .unwrap()
    });
    assert_eq!(titles, sorted, "Tab goes down the list");
    window.scroll_to_with_x_and_y(0.0, 0.0);
}

#[wasm_bindgen_test]
async fn focus_stays_with_its_row_while_others_come_and_go() {
    let list = RwSignal::new(rows(200));
    let mounted = mount(move || list_of(list));
    until("the first cards", || mounted.texts(".card-link").len() > 3).await;
    let third = mounted.shown(".card-link")[3].clone();
    let _ = third.focus();
    let name = third.inner_text();
    web_sys::window()
        .unwrap()
        .scroll_to_with_x_and_y(0.0, 150.0);
    until("a row beyond the first screen", || {
        mounted.texts(".card-link").len() > 4
    })
    .await;
    let active = web_sys::window()
        .unwrap()
        .document()
        .unwrap()
        .active_element()
        .unwrap();
    assert_eq!(
        active.unchecked_into::<web_sys::HtmlElement>().inner_text(),
        name
    );
    web_sys::window().unwrap().scroll_to_with_x_and_y(0.0, 0.0);
}

#[wasm_bindgen_test]
async fn a_shorter_list_empties_its_slots() {
    let list = RwSignal::new(rows(50));
    let mounted = mount(move || list_of(list));
    until("the first cards", || mounted.texts(".card-link").len() > 3).await;
    list.set(Rows {
        entries: vec![7],
        heads: Vec::new(),
    });
    until("one card", || mounted.texts(".card-link") == ["第 7 场"]).await;
}
