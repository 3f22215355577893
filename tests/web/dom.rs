//! Elements follow signals, in place; what leaves the page takes its listeners and effects with it.

use super::kit::{mount, until};
use kepu_day::domain::safe_url::SafeUrl;
use kepu_day::routes::Page;
use kepu_day::state::signal::{Memo, RwSignal};
use kepu_day::ui::dom::{Piece, button, effect, el, row, when};
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn texts_attributes_and_properties_follow_in_place() {
    let count = RwSignal::new(1_usize);
    let mounted = mount(move || {
        let input = el("input")
            .attr("type", "checkbox")
            .checked(move || count.get() > 1);
        el("p")
            .class("n")
            .attr("hidden", move || count.get() == 9)
            .attr("data-n", move || {
                (count.get() > 1).then(|| count.get().to_string())
            })
            .text(move || count.get())
            .text(" 场")
            .child(input)
    });
    assert_eq!(mounted.texts(".n"), ["1 场"], "it stands at once");
    let node = mounted.shown(".n")[0].clone();
    assert_eq!(node.get_attribute("data-n"), None);
    count.set(12);
    until("12", || mounted.texts(".n") == ["12 场"]).await;
    assert_eq!(mounted.shown(".n")[0], node, "the same element");
    assert_eq!(node.get_attribute("data-n").as_deref(), Some("12"));
    let input = mounted.root.query_selector("input").unwrap().unwrap();
    assert!(
        input
            .unchecked_into::<web_sys::HtmlInputElement>()
            .checked()
    );
    count.set(9);
    until("nothing", || mounted.shown(".n").is_empty()).await;
}

#[wasm_bindgen_test]
async fn a_part_is_made_anew_between_its_neighbours_even_inside_another() {
    let outer = RwSignal::new(1_usize);
    let inner = RwSignal::new(1_usize);
    let mounted = mount(move || {
        let part = move || {
            let number = outer.get();
            let words = move || inner.get().to_string().view();
            row().child(number.to_string()).child(words).child("!")
        };
        el("p").child("[").child(part).child("]")
    });
    let text = || mounted.texts("p").concat();
    assert_eq!(text(), "[11!]");
    inner.set(2);
    until("the inner part", || text() == "[12!]").await;
    outer.set(5);
    until("both", || text() == "[52!]").await;
    inner.set(3);
    until("the inner part of the new one", || text() == "[53!]").await;
}

#[wasm_bindgen_test]
async fn what_is_gone_listens_and_counts_no_more() {
    let shown = RwSignal::new(true);
    let ticks = RwSignal::new(0_usize);
    let runs = Rc::new(Cell::new(0));
    let presses = Rc::new(Cell::new(0));
    let (counted, pressed) = (runs.clone(), presses.clone());
    let mounted = mount(move || {
        let holds = move || shown.get();
        when(holds, move || {
            let (counted, pressed) = (counted.clone(), pressed.clone());
            effect(move || {
                ticks.track();
                counted.set(counted.get() + 1);
            });
            let press = move || pressed.set(pressed.get() + 1);
            button("x")
                .click(press.clone())
                .on("blur", move |_| press())
                .text("按")
        })
    });
    let button = mounted.shown("button")[0].clone();
    button.click();
    assert_eq!((runs.get(), presses.get()), (1, 1));
    let _ = button.focus();
    shown.set(false);
    until("no button", || mounted.shown("button").is_empty()).await;
    ticks.set(1);
    shown.set(true);
    until("a button again", || mounted.shown("button").len() == 1).await;
    button.click();
    assert_eq!(
        presses.get(),
        1,
        "neither the old button nor its last blur is heard"
    );
    assert_eq!(runs.get(), 2, "one effect, that of the new button");
}

#[wasm_bindgen_test]
fn a_link_leads_only_where_it_may() {
    let mounted = mount(|| {
        row()
            .child(el("a").to(Page::Activity("x/y".into())).text("a"))
            .child(el("a").to(SafeUrl::parse("javascript:alert(1)")).text("b"))
            .child(
                el("a")
                    .to(SafeUrl::parse("https://www.kepuri.cn/"))
                    .text("c"),
            )
    });
    let links = mounted.shown("a");
    let to: Vec<_> = links
        .iter()
        .map(|link| link.get_attribute("href"))
        .collect();
    let to: Vec<_> = to.iter().map(Option::as_deref).collect();
    assert_eq!(to, [Some("/a/x%2Fy"), None, Some("https://www.kepuri.cn/")]);
}

#[wasm_bindgen_test]
fn a_foreign_text_stays_a_text() {
    let mounted = mount(|| el("p").text("<img src=x onerror=alert(1)>".to_owned()));
    assert_eq!(mounted.texts("p"), ["<img src=x onerror=alert(1)>"]);
    assert_eq!(mounted.root.query_selector("img").unwrap(), None);
}

#[wasm_bindgen_test]
async fn a_memo_that_is_only_followed_tells_of_its_changes() {
    let count = RwSignal::new(1_usize);
    let text = RwSignal::new("a");
    let mounted = mount(move || {
        let even = Memo::new(move || count.get().is_multiple_of(2));
        el("p").text(move || {
            even.track();
            text.with_untracked(|text| (*text).to_owned())
        })
    });
    assert_eq!(mounted.texts("p"), ["a"]);
    text.set("b");
    count.set(2);
    until("the new text", || mounted.texts("p") == ["b"]).await;
}
