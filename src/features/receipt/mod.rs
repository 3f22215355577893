//! One registration: its ticket, or how far it is on its way.

mod another;
mod beside;
mod cancel;
mod changing;
mod following;
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
use crate::ui::bell::bell;
use crate::ui::blank::{blank, way};
use crate::ui::dom::{El, Piece, View, button, el, row, when as when_holds};
use crate::ui::icon::icon;
use crate::ui::notice::{Grade, notice};
use crate::ui::offer;
use crate::ui::page_head::page_head;
use crate::ui::ready::once_ready;
use crate::ui::ticket::{Ticket, ticket_view};
use crate::words::{activity, common, mine, signup as words, when};
use beside::Lost;
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
        page::keep_focus();
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
    let offer = changing::offer(kept, &id);
    let place = offer::place(&id);
    let lost = RwSignal::new(Lost::No);
    // In silence: whoever looks at a ticket wants to know how it stands today.
    once_ready(app, move || {
        let id = id.clone();
        spawn_local(async move {
            if let Err(trouble) = manage::check(app, &id).await {
                lost.try_set(Lost::of(&trouble));
            }
        });
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
        // What its host took back, and what an offer asks, is said above.
        let stands = receipt.standing() == receipt.status && receipt.status != Status::Offered;
        stands.then(|| el("p").text(words::status_why(receipt.status)))
    };
    let write_down =
        (!storage::is_lasting()).then(|| notice(Grade::Warn, el("p").text(words::WRITE_DOWN)));
    let stands = move || {
        kept.get()
            .is_some_and(|receipt| receipt.standing().is_live())
    };
    let found_by = match app.config.with_untracked(|config| config.has_all()) {
        true => words::CODE_WHY,
        false => words::CODE_HERE,
    };
    let kept_here = el("p.small.muted.no-print").text(text!(found_by, " ", words::KEPT));
    let stack = el("div.stack")
        .child(why)
        .child(write_down)
        .child(actions(kept, lost))
        .child(when_holds(stands, bell))
        .child(beside::for_teachers(kept))
        .child(another::another(kept))
        .child(kept_here)
        .child(changing::again(kept))
        .child(changing::change_button(kept))
        .child(cancel::cancel_button(kept));
    let news = el("div")
        .id(place)
        .attr("tabindex", "-1")
        .attr("role", "status")
        .child(cancelling)
        .child(changing)
        .child(beside::by_host(app, kept))
        .child(beside::became(app, kept))
        .child(beside::lost(app, kept, lost));
    row().child(news).child(offer).child(paper).child(stack)
}

/// Where a session is, in words.
fn place_of(place: &Place) -> &str {
    match place.at.place.as_str() {
        "" => common::ONLINE,
        place => place,
    }
}

/// The same without its address.
fn venue_of(place: &Place) -> &str {
    let place = place_of(place);
    place.split(' ').next().unwrap_or(place)
}

/// What to bring, of each activity once.
fn bring(app: App, receipt: &Receipt) -> String {
    let Some(programme) = app.programme() else {
        return String::new();
    };
    let mut all: Vec<&str> = Vec::new();
    for place in &receipt.places {
        let known = programme.catalogue.activity(&place.at.activity);
        let bring = known.map_or("", |activity| activity.bring.as_str());
        if !bring.is_empty() && !all.contains(&bring) {
            all.push(bring);
        }
    }
    all.join("；")
}

/// What the ticket says.
fn ticket(app: App, receipt: &Receipt, says: String) -> Ticket {
    let places = &receipt.places;
    let first = places.first();
    let activity = first.map_or("", |place| place.at.activity.as_str());
    let span = |place: &Place| when::span(&place.at.start, &place.at.end);
    let one = |place: &&Place| place.at.activity == activity;
    let same = places.iter().all(|place| one(&place));
    let line = |place: &Place| {
        let what = if same { "" } else { &place.at.title };
        (
            words::line(&[&place.class, &span(place), what]),
            words::line(&[venue_of(place), &words::seats(place.seats)]),
            words::status(place.status, None),
        )
    };
    let standing = receipt.standing();
    let mut facts = Vec::new();
    if let [place] = &places[..] {
        facts.push((words::WHEN, span(place)));
        facts.push((words::WHERE, place_of(place).to_owned()));
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
    facts.push((activity::BRING, bring(app, receipt)));
    if standing.is_live() {
        let is_here = !receipt.manage_token.is_empty() && app.can("cancel");
        let how = words::how_to_cancel(&beside::phone(app, activity), is_here);
        facts.push((words::TO_CANCEL, how));
    }
    facts.retain(|(_, value)| !value.is_empty());
    Ticket {
        status: standing,
        says,
        title: match first {
            Some(place) if same => place.at.title.clone(),
            Some(place) => words::and_more(&place.at.title),
            None => words::RECEIPT.to_owned(),
        },
        dir: app.dir(activity),
        facts,
        lines: places.iter().map(line).collect(),
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
    if ticket.lines.len() > 1 {
        for (when, where_and_who, _) in &ticket.lines {
            lines.extend([("", when.as_str()), ("", where_and_who)]);
        }
    }
    lines.extend(
        ticket
            .facts
            .iter()
            .map(|(name, value)| (*name, value.as_str())),
    );
    lines.push((mine::FIND, &url));
    common::plain(&words::as_text(&lines))
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
            if !receipt.is_live() || place.status == Status::Cancelled && !event.cancelled {
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
fn actions(kept: Kept, lost: RwSignal<Lost>) -> El {
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
            if let Err(trouble) = &result {
                lost.try_set(Lost::of(trouble));
            }
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
