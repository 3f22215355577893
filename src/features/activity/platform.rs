//! For organisers: the activity in the fields of the national platform, to copy.

mod fields;

use crate::domain::activity::Activity;
use crate::state::App;
use crate::state::part::Part;
use crate::state::programme::Programme;
use crate::state::signal::RwSignal;
use crate::ui::dom::{El, el, when};
use crate::ui::part::with_part;
use crate::words::platform as words;
use std::sync::Arc;

/// Behind a line that opens, for it is nobody else's: what to copy, and the same to select where copying is refused.
pub fn copy(app: App, programme: &Arc<Programme>, activity: &Activity, url: String) -> El {
    let (programme, id) = (programme.clone(), activity.id.clone());
    let open = RwSignal::new(false);
    // Few ask for it: it comes with what is rare.
    let shown = move || {
        let (programme, id, url) = (programme.clone(), id.clone(), url.clone());
        with_part(app, Part::Rare, move || {
            fields::fields(app, &programme, &id, &url)
        })
    };
    let fold = el("details.fold.no-print");
    let node = fold.html();
    fold.on("toggle", move |_| open.set(node.has_attribute("open")))
        .child(el("summary").text(words::TITLE))
        .child(when(move || open.get(), shown))
}
