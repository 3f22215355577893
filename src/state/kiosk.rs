//! What a screen in a hall is told to be.

use super::signal::RwSignal;
use crate::domain::kiosk::settings::Settings;
use leptos::prelude::Owner;
use std::cell::OnceCell;

thread_local! {
    /// The settings, with the owner that keeps them: they outlive every page.
    static SETTINGS: OnceCell<(RwSignal<Settings>, Owner)> = const { OnceCell::new() };
}

/// The settings of this screen; those a screen has by itself until it is told others.
pub fn settings() -> RwSignal<Settings> {
    SETTINGS.with(|settings| {
        settings
            .get_or_init(|| {
                // Not of the page that asks first, which goes.
                let owner = Owner::default();
                (owner.with(RwSignal::default), owner)
            })
            .0
    })
}
