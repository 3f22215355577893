//! What became otherwise of what one means to go to: it comes before everything else.

use super::regs::{list, slip};
use super::{para, rule};
use crate::domain::catalogue::Catalogue;
use crate::domain::changes::{self, Change, Kind};
use crate::domain::order::order;
use crate::domain::safe_url::SafeUrl;
use crate::routes::Page;
use crate::state::signal::Memo;
use crate::state::{App, registrations, use_app};
use crate::text;
use crate::ui::changes::{place, time};
use crate::ui::dom::{El, Piece, View, el, row};
use crate::ui::icon::icon;
use crate::words::changes as words;

/// One session that changed.
#[derive(PartialEq)]
struct Changed {
    kind: Kind,
    /// When it starts, in minutes.
    start: u64,
    page: Page,
    title: String,
    dir: Option<&'static str>,
    was: String,
    is: String,
}

/// What a change says of when and where.
fn changed(catalogue: &Catalogue, change: &Change, kind: Kind) -> (String, String) {
    let said = |item| {
        let (time, place) = (time(catalogue, item), place(catalogue, item));
        let between = if time.is_empty() || place.is_empty() {
            ""
        } else {
            " · "
        };
        text!(&time, between, place)
    };
    let is = said(&change.is);
    let was = change.was.as_ref().map_or_else(String::new, said);
    if kind.is_off() || was == is {
        (words::was(&was), String::new())
    } else {
        (words::was(&was), words::is(&is))
    }
}

/// The sessions of one's own, and of what has a star, that are no longer as they were.
fn all(app: App) -> Vec<Changed> {
    let Some(programme) = app.programme() else {
        return Vec::new();
    };
    let catalogue = &programme.catalogue;
    let now = changes::minutes(catalogue, &app.now.get());
    app.stamp.track();
    let fresh = registrations::is_fresh(app);
    let mut found = Vec::new();
    let mut add = |change: &Change, kind: Kind, page: Page, activity: &str, title: &str| {
        if !change.is.is_over(now) {
            let (was, is) = changed(catalogue, change, kind);
            found.push(Changed {
                kind,
                start: change.is.start,
                page,
                title: title.to_owned(),
                dir: app.dir(activity),
                was,
                is,
            });
        }
    };
    app.followed.with(|followed| {
        let kind_of = |session: &str| {
            let change = followed.get(session)?;
            let gone = fresh && catalogue.session(session).is_none();
            let kind = if gone {
                Some(Kind::Gone)
            } else {
                change.kind()
            };
            Some((change, kind?))
        };
        app.receipts.with(|receipts| {
            for receipt in receipts.values().filter(|receipt| receipt.is_live()) {
                for at in receipt.places.iter().map(|place| &place.at) {
                    if let Some((change, kind)) = kind_of(&at.session) {
                        let page = Page::Receipt(receipt.id.clone());
                        add(change, kind, page, &at.activity, &at.title);
                    }
                }
            }
        });
        app.plan.with(|plan| {
            for at in plan.values() {
                if let Some((change, kind)) = kind_of(&at.session) {
                    let page = Page::Activity(at.activity.clone());
                    add(change, kind, page, &at.activity, &at.title);
                }
            }
        });
        app.changes.with(|all| {
            for (key, change) in all.iter() {
                let starred = |id: &str| app.is_favourite(id) && !followed.contains_key(key);
                let activity = changes::activity(catalogue, key);
                if let (Some(kind), Some(activity)) = (change.kind(), activity)
                    && !matches!(kind, Kind::New | Kind::Filling)
                    && starred(&activity.id)
                {
                    let page = Page::Activity(activity.id.clone());
                    add(change, kind, page, &activity.id, &activity.title);
                }
            }
        });
    });
    found
}

pub fn changed_first() -> View {
    let app = use_app();
    let all = Memo::new(move || all(app));
    let shown = move || {
        all.with(|all| {
            (!all.is_empty()).then(|| {
                let sorted = order(all.len(), &|at| (all[at].kind as i64, all[at].start as i64));
                let slips = sorted.into_iter().map(|at| slip_of(app, &all[at]));
                row()
                    .child(rule(words::MINE))
                    .child(list(slips.collect()))
                    .child(para("small muted", words::AGAIN))
            })
        })
    };
    shown.view()
}

fn slip_of(app: App, changed: &Changed) -> El {
    let status = if changed.kind.is_off() {
        "cancelled"
    } else {
        "changed"
    };
    let link = el("a.reg-link")
        .to(changed.page.clone())
        .text(changed.title.as_str());
    let call = (changed.kind == Kind::Gone).then(|| {
        let phone = app.phone();
        let call = SafeUrl::tel(&phone).map(|tel| el("a.tel").to(tel).text(phone));
        el("p").text(words::CALL).child(call)
    });
    slip(status)
        .attr("data-dir", changed.dir)
        .child(
            el("p.reg-status")
                .child(icon("warn"))
                .text(words::happened(changed.kind)),
        )
        .child(el("h3.reg-title").child(link))
        .child(para("reg-where", &changed.was))
        .child((!changed.is.is_empty()).then(|| para("reg-when", &changed.is)))
        .child(call)
}
