//! The drawn map: asked for when someone first wants to see it, then kept while the app runs.

use super::App;
use super::loader::address;
use crate::api::client::{Ask, send};
use crate::domain::map::Sketch;
use leptos::task::spawn_local;
use std::sync::Arc;

/// What there is of the map.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Drawing {
    /// Nobody has asked for it.
    #[default]
    Unasked,
    Asked,
    Ready(Arc<Sketch>),
    /// There is none, or it did not come.
    Missing,
}

/// Asks for the map, unless it is there or on its way. Where the deployment names none there is none.
pub fn ask(app: App) {
    let there = |drawing: &Drawing| matches!(drawing, Drawing::Asked | Drawing::Ready(_));
    if app.map.with_untracked(there) {
        return;
    }
    let file = app.config.with_untracked(|config| config.map.clone());
    if file.is_empty() {
        app.map.set(Drawing::Missing);
        return;
    }
    app.map.set(Drawing::Asked);
    spawn_local(async move {
        let answer = send(Ask::get(address(&file))).await.ok();
        let sketch = answer
            .filter(|answer| answer.status == 200)
            .and_then(|answer| Sketch::decode(&answer.body));
        app.map
            .set(sketch.map_or(Drawing::Missing, |sketch| Drawing::Ready(Arc::new(sketch))));
    });
}
