//! Before one signs up: what in one's own plan is at the same time, or too near to get here from.

use super::link;
use super::scene::Scene;
use crate::domain::plan::{self, Item};
use crate::routes::Page;
use crate::state::signal::Memo;
use crate::state::use_app;
use crate::ui::dom::{El, el, row};
use crate::ui::notice::{Grade, notice};
use crate::words::{plan as words, when};

/// A calm word, no more: it forbids nothing. What is registered for this very session is told elsewhere.
pub fn clash(scene: Memo<Option<Scene>>) -> El {
    clash_but(scene, String::new())
}

/// The same but for the registration with this id, which is to become another.
pub fn clash_but(scene: Memo<Option<Scene>>, id: String) -> El {
    let app = use_app();
    let found = Memo::new(move || {
        let scene = scene.get()?;
        let programme = app.programme()?;
        let catalogue = &programme.catalogue;
        let entry = plan::find(catalogue, &scene.session().id)?;
        let wanted = plan::seen(catalogue, &entry)?;
        let wanted = Item::of(Some(catalogue), &wanted, None, &app.now.get());
        let mut items = app.plan_items();
        items.retain(|item| item.registered.as_ref().is_none_or(|own| own.id != id));
        let (with, trouble) = plan::worst(catalogue, &items, &wanted)?;
        let at = when::span(&with.at.start, &with.at.end);
        Some(words::warning(trouble, &at, &with.at.title))
    });
    let shown = move || {
        found.get().map(|text| {
            let text = row().child(el("p").text(text));
            notice(Grade::Warn, text.child(link(Page::Plan, words::SEE)))
        })
    };
    el("div").attr("role", "status").child(shown)
}
