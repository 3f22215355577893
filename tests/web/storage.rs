//! One key a record; nothing of anyone else's is touched; what cannot be read is put aside.

use js_sys::{Function, Object, Reflect};
use kepu_day::device::storage::{self, Key};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;

fn area() -> web_sys::Storage {
    web_sys::window().unwrap().local_storage().unwrap().unwrap()
}

#[wasm_bindgen_test]
fn a_record_comes_back_as_it_was() {
    storage::clear();
    assert!(storage::set(Key::Favourite, "a.b", "一"));
    assert_eq!(storage::get(Key::Favourite, "a.b").as_deref(), Some("一"));
    assert_eq!(
        area().get_item("kepu.favourite.a.b").unwrap().as_deref(),
        Some("一")
    );
    assert_eq!(
        storage::all(Key::Favourite),
        [("a.b".to_owned(), "一".to_owned())]
    );
    storage::remove(Key::Favourite, "a.b");
    assert!(storage::all(Key::Favourite).is_empty());
}

#[wasm_bindgen_test]
fn a_broken_record_is_put_aside_and_kept() {
    storage::clear();
    storage::set(Key::Receipt, "x", "{broken");
    storage::quarantine(Key::Receipt, "x");
    assert_eq!(storage::get(Key::Receipt, "x"), None);
    assert_eq!(
        area()
            .get_item("kepu.bad.kepu.receipt.x")
            .unwrap()
            .as_deref(),
        Some("{broken")
    );
}

#[wasm_bindgen_test]
fn a_full_shelf_gives_up_the_catalogue_and_never_an_operation() {
    storage::clear();
    storage::set(Key::Operation, "op", "precious");
    // Fills the quota of this origin, most of it by a copy of the catalogue.
    let mut size = 1 << 20;
    let mut filled = String::new();
    while size > 64 {
        let more = [filled.as_str(), &"x".repeat(size)].concat();
        if area().set_item("kepu.catalogue", &more).is_ok() {
            filled = more
        } else {
            size /= 2
        }
    }
    let receipt = "r".repeat(2_000);
    assert!(
        storage::set(Key::Receipt, "r", &receipt),
        "the catalogue makes room"
    );
    assert_eq!(storage::get(Key::Receipt, "r"), Some(receipt));
    assert_eq!(
        storage::get(Key::Operation, "op").as_deref(),
        Some("precious")
    );
    assert_eq!(storage::get(Key::Catalogue, ""), None);
    storage::clear();
}

#[wasm_bindgen_test]
fn clearing_leaves_what_is_not_ours() {
    area().set_item("someone.else", "1").unwrap();
    storage::set(Key::Size, "", "large");
    storage::clear();
    assert_eq!(area().get_item("kepu.size").unwrap(), None);
    assert_eq!(
        area().get_item("someone.else").unwrap().as_deref(),
        Some("1")
    );
    area().remove_item("someone.else").unwrap();
}

/// The page's storage as some phones have it, until it is dropped; with what the browser had there.
struct Broken(JsValue);

impl Broken {
    fn new(getter: &str) -> Self {
        let property = Object::new();
        let set = |name: &str, value: &JsValue| Reflect::set(&property, &name.into(), value);
        set("get", &Function::new_no_args(getter)).unwrap();
        set("configurable", &true.into()).unwrap();
        let window = web_sys::window().unwrap();
        let name = "localStorage".into();
        let before = Reflect::get_own_property_descriptor(&window, &name).unwrap();
        Reflect::define_property(&window, &name, &property).unwrap();
        Self(before)
    }
}

impl Drop for Broken {
    fn drop(&mut self) {
        let window = web_sys::window().unwrap();
        let before = self.0.unchecked_ref();
        let _ = Reflect::define_property(&window, &"localStorage".into(), before);
    }
}

#[wasm_bindgen_test]
fn storage_that_throws_is_null_or_has_no_room_is_memory_and_says_that_it_does_not_last() {
    for getter in [
        "throw new DOMException('denied', 'SecurityError')",
        "return null",
        "return undefined",
        "return { length: 0, key: () => null, getItem: () => null, removeItem: () => {}, setItem: () => { throw new DOMException('full', 'QuotaExceededError') } }",
        "return { length: 0, key: () => null, getItem: () => null, removeItem: () => {}, setItem: () => {} }",
    ] {
        storage::clear();
        let broken = Broken::new(getter);
        assert!(!storage::set(Key::Operation, "a", "1"), "{getter}");
        assert!(!storage::is_lasting(), "{getter}");
        assert_eq!(
            storage::get(Key::Operation, "a").as_deref(),
            Some("1"),
            "{getter}"
        );
        let all = storage::all(Key::Operation);
        assert_eq!(all, [("a".to_owned(), "1".to_owned())], "{getter}");
        storage::remove(Key::Operation, "a");
        assert_eq!(storage::get(Key::Operation, "a"), None, "{getter}");
        storage::set(Key::Operation, "b", "2");
        storage::quarantine(Key::Operation, "b");
        storage::set(Key::Favourite, "c", "3");
        storage::clear();
        assert!(storage::all(Key::Favourite).is_empty(), "{getter}");
        drop(broken);
    }
}

#[wasm_bindgen_test]
fn a_record_of_a_newer_version_stays_and_the_older_one_goes_on_in_memory() {
    storage::clear();
    let newer = r#"{"v":2,"id":"a"}"#;
    area().set_item("kepu.operation.a", newer).unwrap();
    let ours = r#"{"v":1,"id":"a"}"#;
    assert!(!storage::set(Key::Operation, "a", ours));
    assert_eq!(storage::get(Key::Operation, "a").as_deref(), Some(ours));
    storage::remove(Key::Operation, "a");
    let there = area().get_item("kepu.operation.a").unwrap();
    assert_eq!(there.as_deref(), Some(newer));
    storage::clear();
}
