//! What stands beside a ticket: what its host changed, what this device cannot do, what a teacher prints.

use super::Kept;
use crate::domain::plan::{self as of_plan, Item, Standing};
use crate::domain::registration::Status;
use crate::domain::safe_url::SafeUrl;
use crate::routes::Page;
use crate::state::App;
use crate::state::registrations::Trouble;
use crate::state::signal::RwSignal;
use crate::text;
use crate::ui::dom::{El, Piece, View, el, row};
use crate::ui::icon::icon;
use crate::ui::notice::{Grade, notice};
use crate::ui::text::{para, rule};
use crate::words::{mine, papers, plan, restore, signup as words, when};

/// Whom to call about a registration: the host of its activity, else of the edition.
pub fn phone(app: App, activity: &str) -> String {
    let own = app.programme().and_then(|programme| {
        let contact = programme.catalogue.activity(activity)?.contact.as_ref()?;
        Some(contact.phone.clone())
    });
    own.filter(|phone| !phone.is_empty())
        .unwrap_or_else(|| app.phone())
}

fn call(app: App, kept: Kept) -> Option<El> {
    let receipt = kept.get()?;
    let activity = receipt
        .places
        .first()
        .map_or("", |place| place.at.activity.as_str());
    let phone = phone(app, activity);
    let link = el("a.tel").to(SafeUrl::tel(&phone)?).child(icon("phone"));
    Some(link.text(phone))
}

/// What became of the sessions, where they are no longer what was signed up for.
pub fn by_host(app: App, kept: Kept) -> View {
    let shown = move || {
        let receipt = kept.get().filter(|receipt| receipt.is_live())?;
        let items = app.plan_items();
        let several = receipt.places.len() > 1;
        let mut lines = row();
        let mut grade = None;
        for place in &receipt.places {
            let item = items
                .iter()
                .find(|item| item.at.session == place.at.session);
            let said = match item {
                _ if place.status == Status::Cancelled => words::BY_HOST.to_owned(),
                Some(item) if item.is_off() || item.standing == Standing::Changed => {
                    plan::standing(item).map_or_else(String::new, |(_, said)| said)
                }
                _ => continue,
            };
            if place.status == Status::Cancelled || item.is_some_and(Item::is_off) {
                grade = Some(Grade::Error);
            }
            grade.get_or_insert(Grade::Warn);
            let at = match several {
                true => text!(&when::span(&place.at.start, &place.at.end), "：", &said),
                false => said,
            };
            lines = lines.child(para("notice-title", &at));
        }
        grade.map(|grade| notice(grade, lines.child(call(app, kept))))
    };
    shown.view()
}

/// Why the server knows nothing of what the device holds.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Lost {
    No,
    Token,
    All,
}

impl Lost {
    pub fn of(trouble: &Trouble) -> Self {
        match trouble {
            Trouble::Refused(problem) => match problem.status {
                401 | 403 => Self::Token,
                404 | 410 => Self::All,
                _ => Self::No,
            },
            _ => Self::No,
        }
    }
}

/// What to do without a token that opens the registration.
pub fn lost(app: App, kept: Kept, lost: RwSignal<Lost>) -> View {
    let shown = move || {
        let receipt = kept.get().filter(|receipt| receipt.standing().is_live())?;
        let text = match lost.get() {
            Lost::All => restore::GONE,
            Lost::Token => restore::LOST,
            Lost::No if receipt.manage_token.is_empty() => restore::LOST,
            Lost::No => return None,
        };
        let find = el("a.btn").to(Page::Mine).text(mine::FIND);
        let ways = el("div.btns").child(call(app, kept)).child(find);
        Some(notice(
            Grade::Warn,
            row().child(el("p").text(text)).child(ways),
        ))
    };
    shown.view()
}

/// The way to what a teacher prints.
pub fn for_teachers(kept: Kept) -> View {
    let shown = move || {
        let receipt = kept.get().filter(|receipt| receipt.kind.is_school())?;
        let way = |page: Page, symbol: &'static str, name: &'static str| {
            el("a.btn").to(page).child(icon(symbol)).text(name)
        };
        let ways = el("div.btns.even")
            .child(way(Page::Sheet(receipt.id.clone()), "class", papers::SHEET))
            .child(way(Page::Letter(receipt.id), "family", papers::LETTER));
        let part = row().child(rule(papers::TITLE)).child(ways);
        Some(el("div.no-print").child(part))
    };
    shown.view()
}

/// Which of the sessions are not what was wished for first.
pub fn became(app: App, kept: Kept) -> View {
    let shown = move || {
        let receipt = kept.get()?;
        let programme = app.programme();
        let wished = |session: &str| {
            let catalogue = &programme.as_ref()?.catalogue;
            let at = of_plan::seen(catalogue, &of_plan::find(catalogue, session)?)?;
            Some(when::span(&at.start, &at.end))
        };
        let mut lines = Vec::new();
        for place in &receipt.places {
            if let Some(session) = &place.wished {
                let is = when::span(&place.at.start, &place.at.end);
                let text = words::became(wished(session).as_deref(), &is);
                lines.push(el("p").text(place.class.as_str()).text(text));
            }
        }
        (!lines.is_empty()).then(|| notice(Grade::Warn, lines.view()))
    };
    shown.view()
}
