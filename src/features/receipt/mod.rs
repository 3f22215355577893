//! One registration: its ticket, or how far it is on its way.

mod cancel;
mod changing;
mod progress;

use crate::api::answer::Failure;
use crate::device::{clock, page, share, storage};
use crate::domain::by_id::ById;
use crate::domain::outbox::Action;
use crate::domain::receipt::{Place, Receipt};
use crate::domain::registration::Status;
use crate::domain::{calendar, ical, plan};
use crate::routes::Page;
use crate::state::registrations::Trouble;
use crate::state::signal::{Memo, RwSignal};
use crate::state::{App, manage, use_app};
use crate::text;
use crate::ui::blank::{blank, way};
use crate::ui::dom::{El, Piece, View, button, el, row};
use crate::ui::icon::icon;
use crate::ui::notice::{Grade, notice};
use crate::ui::offer;
use crate::ui::page_head::page_head;
use crate::ui::ticket::{Ticket, ticket_view};
use crate::words::{change, common, mine, signup as words, when};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// What there is to show.
#[derive(Clone, Copy, PartialEq)]
enum Stage {
    Nothing,
    /// No receipt yet.
    UnderWay,
    Here,
}

/// The page of the registration named in the URL.
pub fn receipt_page(id: String) -> View {
    let app = use_app();
    let stage = {
        let id = id.clone();
        Memo::new(move || {
            let creating = app.operations.with(|all| {
                all.get(&id)
                    .is_some_and(|op| matches!(op.action, Action::Create(_)))
            });
            match (app.receipts.with(|all| all.contains_key(&id)), creating) {
                (true, _) => Stage::Here,
                (false, true) => Stage::UnderWay,
                (false, false) => Stage::Nothing,
            }
        })
    };
    let head = move || {
        let title = if stage.get() == Stage::Here {
            words::RECEIPT
        } else {
            words::PENDING_TITLE
        };
        page_head(title, Page::Mine)
    };
    let body = move || match stage.get() {
        Stage::Nothing => blank("empty", words::NO_RECEIPT, words::NO_RECEIPT_WHY)
            .child(way(Page::Mine, mine::FIND))
            .view(),
        Stage::UnderWay => progress::progress(id.clone()).view(),
        Stage::Here => here(id.clone()),
    };
    row().child(head).child(el("div.wrap.narrow").child(body))
}

/// The receipt of a page, told of only when it changes: as it is stored.
#[derive(Clone, Copy)]
struct Kept(Memo<String>);

impl Kept {
    fn new(app: App, id: String) -> Self {
        let stored =
            move |all: &ById<Receipt>| all.get(&id).map_or_else(String::new, Receipt::store);
        Self(Memo::new(move || app.receipts.with(&stored)))
    }

    fn get(self) -> Option<Receipt> {
        self.0.with(|stored| Receipt::restore(stored).whole())
    }

    fn get_untracked(self) -> Option<Receipt> {
        untrack(|| self.get())
    }
}

fn here(id: String) -> View {
    let app = use_app();
    let kept = Kept::new(app, id.clone());
    let cancelling = cancel::cancelling(id.clone());
    let changing = changing::changing(&id);
    let offer = offer(kept, &id);
    let place = offer::place(&id);
    // In silence: whoever looks at a ticket wants to know how it stands today.
    spawn_local(async move {
        let _ = manage::check(app, &id).await;
    });
    // The clock moves what an offer says, and nothing else on the paper.
    let says = Memo::new(move || {
        kept.get()
            .map_or_else(String::new, |receipt| offer::stands(app, &receipt))
    });
    let paper = move || {
        let says = says.get();
        kept.get()
            .map(|receipt| ticket_view(ticket(app, &receipt, says)))
    };
    let why = move || {
        let receipt = kept.get()?;
        // What an offer asks stands above.
        let stands = receipt.status != Status::Offered;
        stands.then(|| el("p").text(words::status_why(receipt.status)))
    };
    let write_down =
        (!storage::is_lasting()).then(|| notice(Grade::Warn, el("p").text(words::WRITE_DOWN)));
    let kept_here = el("p.small.muted.no-print").text(text!(words::CODE_WHY, " ", words::KEPT));
    let stack = el("div.stack")
        .child(why)
        .child(write_down)
        .child(actions(kept))
        .child(kept_here)
        .child(again(kept))
        .child(change_button(kept))
        .child(cancel::cancel_button(kept));
    let news = el("div")
        .id(place)
        .attr("tabindex", "-1")
        .attr("role", "status")
        .child(cancelling)
        .child(changing);
    row().child(news).child(offer).child(paper).child(stack)
}

/// A place that came free, and the two answers.
fn offer(kept: Kept, id: &str) -> View {
    let app = use_app();
    let says = Memo::new(move || {
        let receipt = kept.get()?;
        let is_answered = app.operations.with(|all| all.contains_key(&receipt.id));
        let is_offered = receipt.status == Status::Offered && !is_answered;
        is_offered.then(|| offer::stands(app, &receipt))
    });
    let id = id.to_owned();
    let shown = move || {
        says.get().map(|says| {
            let text = row()
                .child(el("h2.notice-title").text(says))
                .child(offer::answers(app, &id, offer::place(&id)));
            notice(Grade::Warn, text)
        })
    };
    row().child(shown)
}

/// The way to its form, while it can be changed.
fn change_button(kept: Kept) -> View {
    let app = use_app();
    let can = move || {
        let receipt = kept.get()?;
        let now = app.now.get();
        let to_come = receipt.places.iter().any(|place| place.at.end > now);
        let is_free = !app.operations.with(|all| all.contains_key(&receipt.id));
        let has_token = !receipt.manage_token.is_empty();
        let takes = app.takes_registrations() && app.can("change");
        (receipt.is_live() && to_come && is_free && has_token && takes).then_some(receipt.id)
    };
    let can = Memo::new(can);
    let shown = move || {
        can.get().map(|id| {
            let link = el("a.btn").to(Page::Change(id)).text(change::CHANGE);
            el("p.no-print").child(link)
        })
    };
    row().child(shown)
}

/// The way to another try, once it is over.
fn again(kept: Kept) -> View {
    let shown = move || {
        let receipt = kept.get()?;
        let page = offer::form(&receipt).filter(|_| receipt.status == Status::Expired)?;
        let link = el("a.btn.btn-primary").to(page).text(change::SIGN_UP_AGAIN);
        Some(el("p.no-print").child(link))
    };
    row().child(shown)
}

/// What the ticket says.
fn ticket(app: App, receipt: &Receipt, says: String) -> Ticket {
    let first = receipt.places.first();
    let dir = first.and_then(|place| app.dir(&place.at.activity));
    let line = |place: &Place| {
        (
            when::span(&place.at.start, &place.at.end),
            words::seats(place.seats),
            words::status(place.status, None),
        )
    };
    let mut facts = Vec::new();
    if let Some(place) = first {
        facts.push((words::WHEN, when::span(&place.at.start, &place.at.end)));
        let online = place.at.place.is_empty();
        facts.push((
            words::WHERE,
            if online {
                common::ONLINE.to_owned()
            } else {
                place.at.place.clone()
            },
        ));
    }
    facts.push((
        words::SEATS,
        text!(
            common::who(receipt.kind),
            "，",
            &words::seats(receipt.seats()),
        ),
    ));
    let contact = [receipt.name.as_str(), receipt.phone.as_str()].join(" ");
    facts.push((words::CONTACT_MASKED, contact.trim().to_owned()));
    facts.retain(|(_, value)| !value.is_empty());
    Ticket {
        status: receipt.status,
        says,
        title: first.map_or_else(|| words::RECEIPT.to_owned(), |place| place.at.title.clone()),
        dir,
        facts,
        lines: receipt.places.iter().map(line).collect(),
        code: receipt.code.clone(),
    }
}

fn as_text(app: App, receipt: &Receipt) -> String {
    let ticket = ticket(app, receipt, offer::stands(app, receipt));
    let url = text!(&page::origin(), Page::Mine.path().as_str());
    let mut lines: Vec<(&str, &str)> = vec![
        ("", &ticket.title),
        (words::CODE, &ticket.code),
        ("", &ticket.says),
    ];
    lines.extend(
        ticket
            .facts
            .iter()
            .map(|(name, value)| (*name, value.as_str())),
    );
    lines.push((mine::FIND, &url));
    words::as_text(&lines)
}

/// Its sessions as entries of a calendar, changed and cancelled ones too.
fn entries(app: App, receipt: &Receipt) -> Option<String> {
    let programme = app.programme_untracked();
    let events: Vec<ical::Event> = receipt
        .places
        .iter()
        .map(|place| {
            let url = text!(
                &page::origin(),
                Page::Activity(place.at.activity.clone()).path().as_str(),
            );
            let known = programme.as_ref().and_then(|programme| {
                let entry = plan::find(&programme.catalogue, &place.at.session)?;
                Some(calendar::event(&programme.catalogue, &entry, &url))
            });
            let mut event = known.unwrap_or_else(|| plain_event(place, &url));
            event.sequence = event.sequence.max(app.sequence(&place.at.session));
            if !receipt.is_live() {
                event.cancelled = true;
                event.sequence = event.sequence.saturating_add(1);
            }
            event.description = text!(words::CODE, "：", &receipt.code, "\n", &event.description);
            event
        })
        .collect();
    (!events.is_empty()).then(|| ical::calendar(&events, &clock::now()))
}

/// The entry of a session the programme no longer has.
fn plain_event(place: &Place, url: &str) -> ical::Event {
    let host = calendar::host(url).unwrap_or("");
    ical::Event {
        uid: ical::uid(&place.at.session, host),
        sequence: 0,
        start: place.at.start,
        end: place.at.end,
        title: place.at.title.clone(),
        place: place.at.place.clone(),
        description: String::new(),
        url: url.to_owned(),
        geo: None,
        cancelled: false,
        reminds: true,
    }
}

/// Take it along: the browser never holds the only copy.
fn actions(kept: Kept) -> El {
    let app = use_app();
    let checking = RwSignal::new(false);
    let calendar = move || {
        let Some(receipt) = kept.get_untracked() else {
            return;
        };
        let saved = entries(app, &receipt)
            .is_some_and(|text| share::download("kepu.ics", "text/calendar;charset=utf-8", &text));
        if !saved {
            app.say(common::NOT_SAVED);
        }
    };
    let copy = move || {
        let Some(receipt) = kept.get_untracked() else {
            return;
        };
        let text = untrack(|| as_text(app, &receipt));
        share::hand_copy(text, move |done| app.say(common::copied(done)));
    };
    let check = move || {
        let Some(receipt) = kept.get_untracked().filter(|_| !checking.get_untracked()) else {
            return;
        };
        checking.set(true);
        spawn_local(async move {
            let result = manage::check(app, &receipt.id).await;
            checking.try_set(false);
            match result {
                Ok(now) if now.status == receipt.status => app.say(mine::CHECKED),
                Ok(now) => app.say(words::status(now.status, now.position)),
                Err(trouble) => app.say(not_checked(&trouble)),
            }
        });
    };
    let check = button("btn")
        .attr("aria-busy", move || checking.get().then_some("true"))
        .click(check)
        .child(move || (!checking.get()).then(|| icon("refresh")))
        .text(move || {
            if checking.get() {
                mine::CHECKING
            } else {
                mine::CHECK
            }
        });
    el("div.btns.even.no-print")
        .child(action("calendar", common::CALENDAR, calendar))
        .child(action("copy", words::COPY_TEXT, copy))
        .child(action("print", words::PRINT, page::print))
        .child(check)
}

fn action(symbol: &'static str, name: &'static str, task: impl FnMut() + 'static) -> El {
    button("btn").click(task).child(icon(symbol)).text(name)
}

fn not_checked(trouble: &Trouble) -> &'static str {
    match trouble {
        Trouble::Refused(problem) if matches!(problem.status, 401 | 404 | 410) => mine::CHECK_GONE,
        Trouble::Refused(problem) => words::problem(problem.code),
        Trouble::Failed(Failure::Offline) => crate::words::shell::OFFLINE,
        Trouble::Failed(_) | Trouble::Unasked => mine::NOT_CHECKED,
    }
}
