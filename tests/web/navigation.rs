//! The whole app in the page: links, the address, the title, the focus, and Back.

use super::kit::until;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Document, HtmlElement};

fn document() -> Document {
    web_sys::window().unwrap().document().unwrap()
}

fn path() -> String {
    web_sys::window().unwrap().location().pathname().unwrap()
}

fn link(root: &HtmlElement, to: &str) -> Option<HtmlElement> {
    let found = root
        .query_selector(&format!("nav a[href=\"{to}\"]"))
        .unwrap();
    found.map(|link| link.unchecked_into())
}

fn heading(root: &HtmlElement) -> String {
    let heading = root.query_selector("main h1").unwrap();
    heading.map_or_else(String::new, |heading| {
        heading.text_content().unwrap_or_default()
    })
}

fn focus_is_on_heading(root: &HtmlElement) -> bool {
    let heading = root.query_selector("main h1").unwrap();
    heading.is_some() && document().active_element() == heading
}

#[wasm_bindgen_test]
async fn a_link_changes_page_address_title_and_focus_and_back_undoes_it() {
    let history = web_sys::window().unwrap().history().unwrap();
    let here = path();
    history
        .replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some("/mine"))
        .unwrap();
    let root: HtmlElement = document().create_element("div").unwrap().unchecked_into();
    document().body().unwrap().append_child(&root).unwrap();
    kepu_day::app::mount(root.clone());
    until("我的", || heading(&root) == "我的").await;
    let current = || {
        let current = root.query_selector("nav a[aria-current]").unwrap();
        current.map_or_else(String::new, |link| link.text_content().unwrap_or_default())
    };
    assert_eq!(current(), "我的");

    link(&root, "/about").expect("a link").click();
    until("关于", || {
        heading(&root).contains("关于") && path() == "/about"
    })
    .await;
    until("the focus on its heading", || focus_is_on_heading(&root)).await;
    until("its title", || document().title().contains("关于")).await;
    assert_eq!(current(), "关于");

    history.back().unwrap();
    until("我的 again", || {
        heading(&root) == "我的" && path() == "/mine"
    })
    .await;
    until("its title again", || document().title().contains("我的")).await;
    assert_eq!(current(), "我的");

    // An address that no page has says so and leads on. The router hears of it when one goes there.
    let (none, nowhere) = (&wasm_bindgen::JsValue::NULL, Some("/nowhere"));
    history.push_state_with_url(none, "", nowhere).unwrap();
    history.back().unwrap();
    until("the page before", || path() == "/mine").await;
    history.forward().unwrap();
    until("a page for what is not there", || {
        path() == "/nowhere" && !["", "我的"].contains(&heading(&root).as_str())
    })
    .await;
    assert!(link(&root, "/").is_some());

    root.remove();
    history
        .replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(&here))
        .unwrap();
}
