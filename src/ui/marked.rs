//! A text in which what was looked for is marked.

use super::dom::{El, el};

/// Writes a text in place of what is in the element, with these stretches of its characters marked.
pub fn marked(element: &El, text: &str, places: &[(usize, usize)]) {
    if places.is_empty() {
        element.say(text);
        return;
    }
    element.say("");
    let inside = |at: usize| places.iter().any(|(from, to)| (*from..*to).contains(&at));
    let (mut part, mut on) = (String::new(), false);
    let write = |part: &mut String, on: bool| {
        let held = std::mem::take(part);
        let target = element.clone();
        if held.is_empty() {
        } else if on {
            target.child(el("mark").text(held));
        } else {
            target.text(held);
        }
    };
    for (at, c) in text.chars().enumerate() {
        if inside(at) != on {
            write(&mut part, on);
            on = !on;
        }
        part.push(c);
    }
    write(&mut part, on);
}
