//! What became otherwise of what one means to go to, and of what has a star.

use super::regs::Reg;
use crate::domain::catalogue::Catalogue;
use crate::domain::changes::{self, Change, Kind};
use crate::domain::order::order;
use crate::routes::Page;
use crate::state::{App, registrations};
use crate::text;
use crate::ui::changes::{place, time};
use crate::words::changes as words;

/// What changed, before it is put in order.
struct Found<'a> {
    app: App,
    catalogue: &'a Catalogue,
    now: u64,
    /// Each with its rank.
    regs: Vec<(i64, Reg)>,
}

impl Found<'_> {
    fn add(&mut self, change: &Change, kind: Kind, page: Page, activity: &str, title: &str) {
        if change.is.is_over(self.now) {
            return;
        }
        let elsewhere = change.was.as_ref().map(|was| &was.venue) != Some(&change.is.venue);
        // The place goes without saying where it is the same.
        let with_place = elsewhere || kind.is_off();
        let said = |item| {
            let (time, place) = (time(self.catalogue, item), place(self.catalogue, item));
            match with_place && !place.is_empty() {
                true if time.is_empty() => place.to_owned(),
                true => text!(&time, " · ", place),
                false => time,
            }
        };
        let is = said(&change.is);
        let was = change.was.as_ref().map_or_else(String::new, said);
        let off = kind.is_off() || was == is;
        let was = words::was(&was);
        let (when, place) = if off {
            (was, String::new())
        } else {
            (words::is(&is), was)
        };
        let reg = Reg {
            href: page.path(),
            status: if kind.is_off() {
                "cancelled"
            } else {
                "changed"
            },
            icon: "warn",
            says: words::happened(kind).to_owned(),
            title: title.to_owned(),
            when,
            place,
            dir: self.app.dir(activity),
            ..Reg::default()
        };
        self.regs.push((kind as i64, reg));
    }

    /// A session of one's own.
    fn own(&mut self, session: &str, page: Page, activity: &str, title: &str) {
        let app = self.app;
        app.followed.with(|followed| {
            let Some(change) = followed.get(session) else {
                return;
            };
            let gone = self.catalogue.session(session).is_none() && registrations::is_fresh(app);
            if let Some(kind) = if gone {
                Some(Kind::Gone)
            } else {
                change.kind()
            } {
                self.add(change, kind, page, activity, title);
            }
        });
    }
}

/// The sessions that are no longer as they were, the gravest first.
pub fn changed(app: App) -> Vec<Reg> {
    let Some(programme) = app.programme() else {
        return Vec::new();
    };
    let catalogue = &programme.catalogue;
    app.stamp.track();
    let mut found = Found {
        app,
        catalogue,
        now: changes::minutes(catalogue, &app.now.get()),
        regs: Vec::new(),
    };
    app.receipts.with(|receipts| {
        for receipt in receipts.values().filter(|receipt| receipt.is_live()) {
            for at in receipt.places.iter().map(|place| &place.at) {
                let page = Page::Receipt(receipt.id.clone());
                found.own(&at.session, page, &at.activity, &at.title);
            }
        }
    });
    app.plan.with(|plan| {
        for at in plan.values() {
            let page = Page::Activity(at.activity.clone());
            found.own(&at.session, page, &at.activity, &at.title);
        }
    });
    app.changes.with(|all| {
        for (key, change) in all.iter() {
            let own = app.followed.with(|followed| followed.contains_key(key));
            let activity = changes::activity(catalogue, key);
            if let (Some(kind), Some(activity)) = (change.kind(), activity)
                && !matches!(kind, Kind::New | Kind::Filling)
                && !own
                && app.is_favourite(&activity.id)
            {
                let page = Page::Activity(activity.id.clone());
                found.add(change, kind, page, &activity.id, &activity.title);
            }
        }
    });
    let mut regs = found.regs;
    let places = order(regs.len(), &|at| (regs[at].0, 0));
    let take = |at: usize| std::mem::take(&mut regs[at].1);
    places.into_iter().map(take).collect()
}
