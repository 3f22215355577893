//! Entries of the programme for the phone's own calendar: any list of them as one file.

use super::dom::{El, button};
use super::icon::icon;
use crate::device::{clock, page, share};
use crate::domain::agenda::Entry;
use crate::domain::calendar;
use crate::domain::catalogue::Catalogue;
use crate::domain::task::Make;
use crate::routes::Page;
use crate::state::{App, use_app};
use crate::text;
use crate::words::common;

/// Saves entries as `<name>.ics`, of which the calendar reminds if `reminds`. `false` where the browser refuses.
pub fn save(app: App, catalogue: &Catalogue, entries: &[Entry], name: &str, reminds: bool) -> bool {
    let page = |id: &str| Page::Activity(id.to_owned()).path();
    let sequence = |session: &str| app.sequence(session);
    let text = calendar::of_entries(
        catalogue,
        entries,
        &page::origin(),
        &page,
        reminds,
        &sequence,
        &clock::now(),
    );
    share::download(&text!(name, ".ics"), "text/calendar;charset=utf-8", &text)
}

/// The button that saves what `entries` answers when it is pressed.
pub fn calendar_button(
    name: &'static str,
    reminds: bool,
    entries: impl Fn() -> Vec<Entry> + 'static,
) -> El {
    boxed(name, reminds, Box::new(entries))
}

fn boxed(name: &'static str, reminds: bool, entries: Box<dyn Make<Vec<Entry>>>) -> El {
    let app = use_app();
    let press = move || {
        let programme = app.programme_untracked();
        let saved = programme.is_some_and(|programme| {
            save(app, &programme.catalogue, &entries.make(), name, reminds)
        });
        if !saved {
            app.say(common::NOT_SAVED);
        }
    };
    button("btn")
        .click(press)
        .child(icon("calendar"))
        .text(common::CALENDAR)
}
