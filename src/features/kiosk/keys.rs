//! The keyboard of the screen: letters for pinyin and its initials, digits. It writes into whatever field has the
//! focus, which stays there.

use super::frame::Place;
use crate::device::timer::{self, Timer};
use crate::device::{entry, page};
use crate::state::signal::RwSignal;
use crate::ui::dom::{El, button, effect, el, keep};
use crate::ui::icon::icon;
use crate::words::hall as words;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlElement, KeyboardEvent};

/// What is pressed outside of a field is pressed for good before the keyboard goes and the page moves, in milliseconds.
const LEAVE_MS: i32 = 350;

/// What a field takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Pad {
    Letters,
    Digits,
}

#[derive(Clone, Copy)]
enum Key {
    Sign(&'static str),
    Space,
    Delete,
    Clear,
    Enter,
}

const LETTERS: [&[Key]; 5] = {
    use Key::{Clear, Delete, Enter, Sign, Space};
    [
        &[
            Sign("1"),
            Sign("2"),
            Sign("3"),
            Sign("4"),
            Sign("5"),
            Sign("6"),
            Sign("7"),
            Sign("8"),
            Sign("9"),
            Sign("0"),
        ],
        &[
            Sign("q"),
            Sign("w"),
            Sign("e"),
            Sign("r"),
            Sign("t"),
            Sign("y"),
            Sign("u"),
            Sign("i"),
            Sign("o"),
            Sign("p"),
        ],
        &[
            Sign("a"),
            Sign("s"),
            Sign("d"),
            Sign("f"),
            Sign("g"),
            Sign("h"),
            Sign("j"),
            Sign("k"),
            Sign("l"),
        ],
        &[
            Sign("z"),
            Sign("x"),
            Sign("c"),
            Sign("v"),
            Sign("b"),
            Sign("n"),
            Sign("m"),
            Delete,
        ],
        &[Clear, Space, Enter],
    ]
};

const DIGITS: [&[Key]; 4] = {
    use Key::{Clear, Delete, Enter, Sign};
    [
        &[Sign("1"), Sign("2"), Sign("3"), Delete],
        &[Sign("4"), Sign("5"), Sign("6"), Clear],
        &[Sign("7"), Sign("8"), Sign("9")],
        &[Sign("0"), Enter],
    ]
};

/// The field that is written into.
struct Field {
    node: HtmlElement,
    /// Whether something was written that nobody has been told of as a change.
    changed: bool,
}

#[derive(Clone)]
struct Keyboard {
    field: Rc<RefCell<Option<Field>>>,
    pad: RwSignal<Option<Pad>>,
    /// Ends the writing, unless the focus comes back before.
    leaving: Rc<RefCell<Option<Timer>>>,
}

/// The keyboard; it comes with a field that has the focus, and goes with it.
pub fn keys(place: Place) -> El {
    let keyboard = Keyboard {
        field: Rc::default(),
        pad: RwSignal::new(None),
        leaving: Rc::default(),
    };
    let pad = keyboard.pad;
    effect(move || {
        let open = pad.get().is_some();
        page::set_root("data-keys", open.then_some(""));
        if open {
            page::set_root("data-typed", Some(""));
        }
    });
    let moved = keyboard.clone();
    let mut before = None;
    effect(move || {
        let path = place.get().map(|at| at.path);
        if before
            .replace(path.clone())
            .is_some_and(|before| before != path)
        {
            moved.leave();
            page::set_root("data-typed", None);
        }
    });
    let (focused, pressed, escaped) = (keyboard.clone(), keyboard.clone(), keyboard.clone());
    let listeners = page::document().map(|document| {
        let escape = Box::new(move |event| escaped.escape(&event));
        [
            timer::listen(&document, "focusin", move |event| focused.look(&event)),
            timer::listen(&document, "click", move |event| pressed.open_again(&event)),
            timer::hear(&document, "keydown", false, escape),
        ]
    });
    keep(listeners);
    let hint = el("p.hall-hint").text(words::INITIALS);
    el("section.hall-keys")
        .attr("aria-label", words::KEYS)
        .attr("hidden", move || pad.get().is_none())
        // The field keeps the focus.
        .on("pointerdown", |event| event.prevent_default())
        .on("mousedown", |event| event.prevent_default())
        .child(
            keyboard
                .pad_of("hall-pad", Pad::Letters, &LETTERS)
                .child(hint),
        )
        .child(keyboard.pad_of("hall-pad hall-digits", Pad::Digits, &DIGITS))
}

impl Keyboard {
    /// The focus has moved: to a field, to a key, or away.
    fn look(&self, event: &Event) {
        if let Some(node) = entry::field_at(event) {
            self.open(node);
            return;
        }
        let target = entry::target(event);
        let on_key = target.is_some_and(|target| {
            target
                .closest(".hall-keys")
                .is_ok_and(|keys| keys.is_some())
        });
        if !on_key && self.pad.try_get_untracked().flatten().is_some() {
            let keyboard = self.clone();
            *self.leaving.borrow_mut() = Some(timer::after(LEAVE_MS, move || keyboard.leave()));
        }
    }

    /// A field that has the focus already is touched once more.
    fn open_again(&self, event: &Event) {
        if let Some(node) =
            entry::field_at(event).filter(|_| self.pad.try_get_untracked().flatten().is_none())
        {
            self.open(node);
        }
    }

    /// Escape puts the keyboard away before it leaves anything else.
    fn escape(&self, event: &Event) {
        let key = event.dyn_ref::<KeyboardEvent>().map(KeyboardEvent::key);
        let is_open = self.pad.try_get_untracked().flatten().is_some();
        if is_open && key.as_deref() == Some("Escape") && !event.default_prevented() {
            event.prevent_default();
            self.leave();
        }
    }

    fn open(&self, node: HtmlElement) {
        self.leaving.borrow_mut().take();
        let same = self
            .field
            .borrow()
            .as_ref()
            .is_some_and(|field| field.node == node);
        if !same {
            self.told();
            let field = Field {
                node: node.clone(),
                changed: false,
            };
            *self.field.borrow_mut() = Some(field);
        }
        let pad = match entry::take_over(&node) {
            true => Pad::Digits,
            false => Pad::Letters,
        };
        if self.pad.try_get_untracked().is_some() {
            self.pad.set(Some(pad));
            entry::reveal(&node);
        }
    }

    /// The field hears that what was written is whole.
    fn told(&self) {
        let changed = self.field.borrow_mut().take().filter(|field| field.changed);
        if let Some(field) = changed {
            entry::tell(&field.node, "change");
        }
    }

    fn leave(&self) {
        self.told();
        // What is asked for late may come when the visit is over.
        if self.pad.try_get_untracked().flatten().is_some() {
            self.pad.set(None);
        }
    }

    fn pad_of(&self, class: &'static str, pad: Pad, rows: &[&'static [Key]]) -> El {
        let open = self.pad;
        let mut lines = el("div")
            .class(class)
            .attr("hidden", move || open.get() != Some(pad));
        for row in rows {
            let keys = row.iter().map(|key| self.key(*key));
            lines = lines.child(el("div.hall-row").children(keys));
        }
        lines
    }

    fn key(&self, key: Key) -> El {
        let keyboard = self.clone();
        let press = move || keyboard.press(key);
        match key {
            Key::Sign(sign) => button("hall-key").click(press).text(sign),
            Key::Space => button("hall-key hall-wide").click(press).text(words::SPACE),
            Key::Delete => button("hall-key hall-side")
                .click(press)
                .child(icon("back"))
                .text(words::DELETE),
            Key::Clear => button("hall-key hall-side").click(press).text(words::CLEAR),
            Key::Enter => button("hall-key hall-enter")
                .click(press)
                .text(words::ENTER),
        }
    }

    fn press(&self, key: Key) {
        let node = self.field.borrow().as_ref().map(|field| field.node.clone());
        let Some(node) = node.filter(|node| node.is_connected()) else {
            self.leave();
            return;
        };
        match key {
            Key::Sign(sign) => entry::insert(&node, sign),
            Key::Space => entry::insert(&node, " "),
            Key::Delete => entry::delete(&node),
            Key::Clear => entry::set(&node, ""),
            Key::Enter => {
                self.leave();
                // What was found lies under the offers.
                if entry::is_search(&node) {
                    let _ = node.blur();
                }
                return;
            }
        }
        if let Some(field) = self.field.borrow_mut().as_mut() {
            field.changed = true;
        }
        entry::tell(&node, "input");
    }
}
