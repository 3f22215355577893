//! Inputs: what is typed arrives, what is wrong stands by its input for eyes and for screen readers, and goes again.

use super::kit::{Mounted, mount, until};
use kepu_day::state::signal::{Memo, RwSignal};
use kepu_day::ui::check::{Check, check};
use kepu_day::ui::dom::El;
use kepu_day::ui::field::{Bound, Fault, Frame, Typing, select_field, text_field};
use kepu_day::ui::stepper::{Stepper, stepper};
use leptos::prelude::Callback;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Event, HtmlElement, HtmlInputElement, HtmlSelectElement};

fn frame(fault: Fault) -> Frame {
    Frame {
        id: "test-name",
        label: Memo::new(|| "称呼"),
        hint: "签到时用",
        optional: false,
        fault,
    }
}

fn bound(text: RwSignal<String>) -> Bound {
    Bound {
        value: Memo::new(move || text.get()),
        set: Callback::new(move |typed| text.set(typed)),
    }
}

fn one<T: JsCast>(mounted: &Mounted, selector: &str) -> T {
    let found = mounted.root.query_selector(selector).unwrap();
    found.expect("an element").unchecked_into()
}

/// What the ids in an attribute name, as a screen reader would say it.
fn spoken(mounted: &Mounted, input: &HtmlElement, attribute: &str) -> String {
    let ids = input.get_attribute(attribute).unwrap_or_default();
    ids.split_whitespace()
        .map(|id| one::<HtmlElement>(mounted, &format!("#{id}")).inner_text())
        .collect::<Vec<_>>()
        .join(" ")
}

fn type_into(input: &HtmlInputElement, text: &str) {
    input.set_value(text);
    input.dispatch_event(&Event::new("input").unwrap()).unwrap();
}

fn field(text: RwSignal<String>, fault: RwSignal<Option<String>>) -> El {
    let fault = Memo::new(move || fault.get());
    text_field(frame(fault), Typing::default(), bound(text))
}

#[wasm_bindgen_test]
async fn an_error_stands_by_its_input_and_goes_again() {
    let (text, fault) = (RwSignal::new(String::new()), RwSignal::new(None));
    let mounted = mount(move || field(text, fault));
    let input: HtmlInputElement = one(&mounted, "input");
    assert_eq!(mounted.texts("label"), ["称呼"]);
    one::<HtmlElement>(&mounted, "label").click();
    assert_eq!(
        web_sys::window()
            .unwrap()
            .document()
            .unwrap()
            .active_element()
            .as_ref(),
        Some(input.as_ref()),
        "the label leads to its input"
    );
    assert_eq!(spoken(&mounted, &input, "aria-describedby"), "签到时用");
    assert_eq!(input.get_attribute("aria-invalid"), None);

    fault.set(Some("请填写怎么称呼您".to_owned()));
    until("the error", || {
        mounted.texts(".field-error") == ["请填写怎么称呼您"]
    })
    .await;
    assert_eq!(input.get_attribute("aria-invalid").as_deref(), Some("true"));
    assert_eq!(
        spoken(&mounted, &input, "aria-describedby"),
        "请填写怎么称呼您 签到时用"
    );

    type_into(&input, "王女士");
    assert_eq!(text.get_untracked(), "王女士");
    fault.set(None);
    until("no error", || mounted.texts(".field-error").is_empty()).await;
    assert_eq!(input.get_attribute("aria-invalid"), None);
    assert_eq!(
        one::<HtmlInputElement>(&mounted, "input"),
        input,
        "the same input, nothing typed is lost"
    );
    assert_eq!(input.value(), "王女士");
}

#[wasm_bindgen_test]
async fn a_count_goes_up_to_its_bound_and_keeps_what_is_typed() {
    let text = RwSignal::new("1".to_owned());
    let mounted = mount(move || {
        stepper(Stepper {
            id: "test-count",
            label: Memo::new(|| "大人几位"),
            optional: false,
            max: Memo::new(|| 2),
            value: Memo::new(move || text.get()),
            set: Callback::new(move |typed| text.set(typed)),
            fault: Memo::new(|| None),
        })
    });
    let input: HtmlInputElement = one(&mounted, "input");
    let buttons = mounted.shown("button");
    assert_eq!(buttons.len(), 2);
    assert!(buttons.iter().all(|button| {
        button
            .get_attribute("aria-label")
            .unwrap()
            .starts_with("大人几位")
    }));
    for (button, count) in [(1, "2"), (1, "2"), (0, "1"), (0, "0"), (0, "0"), (1, "1")] {
        buttons[button].click();
        until(count, || input.value() == count).await;
    }
    type_into(&input, "两位");
    assert_eq!(
        text.get_untracked(),
        "两位",
        "words are for the form's check to judge"
    );
}

#[wasm_bindgen_test]
async fn one_of_many_is_chosen_and_follows() {
    let text = RwSignal::new(String::new());
    let mounted = mount(move || {
        let grades = vec![
            ("1".to_owned(), "一年级".to_owned()),
            ("2".to_owned(), "二年级".to_owned()),
        ];
        select_field(frame(Memo::new(|| None)), "请选择", grades, bound(text))
    });
    let select: HtmlSelectElement = one(&mounted, "select");
    assert_eq!(select.value(), "");
    select.set_value("2");
    select
        .dispatch_event(&Event::new("change").unwrap())
        .unwrap();
    assert_eq!(text.get_untracked(), "2");
    text.set("1".to_owned());
    until("the other", || select.value() == "1").await;
}

#[wasm_bindgen_test]
async fn a_sentence_is_ticked_and_says_what_is_missing() {
    let (on, missing) = (RwSignal::new(false), RwSignal::new(true));
    let mounted = mount(move || {
        let fault = Memo::new(move || missing.get().then(|| "请先勾选".to_owned()));
        check(Check {
            id: "test-consent".to_owned(),
            text: "我同意".to_owned(),
            on: Memo::new(move || on.get()),
            set: Callback::new(move |ticked| on.set(ticked)),
            fault: Some(("test-consent", fault)),
            about: "",
        })
    });
    let input: HtmlInputElement = one(&mounted, "input");
    assert_eq!(spoken(&mounted, &input, "aria-describedby"), "请先勾选");
    one::<HtmlElement>(&mounted, ".check-text").click();
    assert!(on.get_untracked() && input.checked());
    missing.set(false);
    until("nothing wrong", || {
        input.get_attribute("aria-describedby").is_none()
    })
    .await;
}
