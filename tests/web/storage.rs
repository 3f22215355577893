//! One key a record; nothing of anyone else's is touched; what cannot be read is put aside.

use kepu_day::device::storage::{self, Key};
use wasm_bindgen_test::wasm_bindgen_test;

fn area() -> web_sys::Storage {
    web_sys::window().unwrap().local_storage().unwrap().unwrap()
}

#[wasm_bindgen_test]
fn a_record_comes_back_as_it_was() {
    storage::clear();
    assert!(storage::is_lasting());
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
