//! The parts of the app that come after the first page.

use super::App;
use super::signal::RwSignal;
use crate::device::{boot, page, timer};
use leptos::task::spawn_local;

/// A part of the app; each comes after the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// All but the first page, what is online and what is rare.
    Rest,
    /// What is online: the list of it, and a lecture's page.
    Air,
    /// What most visitors never open.
    Rare,
    /// What only a screen in a hall needs.
    Hall,
}

/// Whether a part of the app is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum There {
    #[default]
    Away,
    Here,
    /// It could not be fetched.
    Failed,
}

impl App {
    /// Whether a part is there.
    pub fn part(&self, part: Part) -> RwSignal<There> {
        match part {
            Part::Rest => self.rest,
            Part::Air => self.air,
            Part::Rare => self.rare,
            Part::Hall => self.hall,
        }
    }

    /// Fetches a part and those before it, unless it is there.
    pub fn fetch(&self, part: Part) {
        // What begins with an earlier part has begun when a page of a later one stands.
        match part {
            Part::Rest => {}
            Part::Air => self.fetch(Part::Rest),
            Part::Rare => self.fetch(Part::Air),
            Part::Hall => self.fetch(Part::Rare),
        }
        let there = self.part(part);
        match there.get_untracked() {
            There::Here => return,
            There::Failed => show(there, There::Away),
            There::Away => {}
        }
        let name = match part {
            Part::Rest => "rest",
            Part::Air => "air",
            Part::Rare => "rare",
            Part::Hall => "hall",
        };
        spawn_local(async move {
            let now = if boot::part(name).await {
                There::Here
            } else {
                There::Failed
            };
            if there.get_untracked() != now {
                show(there, now);
            }
        });
    }

    /// The same in so many milliseconds, when what was asked for is done; what fails now is tried again when it is
    /// needed.
    pub fn fetch_soon(&self, part: Part, millis: i32) {
        let app = *self;
        std::mem::forget(timer::after(millis, move || app.fetch(part)));
    }
}

/// What waited for the part is made anew now: its heading, its button; the focus does not go with them.
fn show(there: RwSignal<There>, now: There) {
    page::keep_focus();
    there.set(now);
}
