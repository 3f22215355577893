//! One registration: its ticket, or how far it is on its way.

mod cancel;
mod progress;

use crate::api::answer::Failure;
use crate::device::{clock, page, share, storage};
use crate::domain::outbox::Action;
use crate::domain::receipt::{Place, Receipt};
use crate::domain::{calendar, ical, taxonomy};
use crate::routes::Page;
use crate::state::registrations::{self, Trouble};
use crate::state::{App, use_app};
use crate::ui::blank::Blank;
use crate::ui::icon::Icon;
use crate::ui::notice::{Grade, Notice};
use crate::ui::page_head::PageHead;
use crate::ui::ticket::{Ticket, TicketView};
use crate::words::{common, mine, signup as words, when};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_params_map;

/// What there is to show.
#[derive(Clone, Copy, PartialEq)]
enum Stage {
    Nothing,
    /// No receipt yet.
    UnderWay,
    Here,
}

/// The page of the registration named in the URL.
#[component]
pub fn ReceiptPage() -> impl IntoView {
    let app = use_app();
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("id").unwrap_or_default()));
    let stage = Memo::new(move |_| {
        let id = id.get();
        let creating = app.operations.with(|all| {
            all.get(&id)
                .is_some_and(|op| matches!(op.action, Action::Create(_)))
        });
        match (app.receipts.with(|all| all.contains_key(&id)), creating) {
            (true, _) => Stage::Here,
            (false, true) => Stage::UnderWay,
            (false, false) => Stage::Nothing,
        }
    });
    view! {
        {move || {
            let title = if stage.get() == Stage::Here { words::RECEIPT } else { words::PENDING_TITLE };
            view! { <PageHead title=title back=Page::Mine.path()/> }
        }}
        <div class="wrap narrow">
            {move || match stage.get() {
                Stage::Nothing => view! {
                    <Blank art="empty" title=words::NO_RECEIPT text=words::NO_RECEIPT_WHY>
                        <a class="btn btn-primary" href=Page::Mine.path()>{mine::FIND}</a>
                    </Blank>
                }
                .into_any(),
                Stage::UnderWay => view! { <progress::Progress id=id.get()/> }.into_any(),
                Stage::Here => view! { <Here id=id.get()/> }.into_any(),
            }}
        </div>
    }
}

#[component]
fn Here(id: String) -> impl IntoView {
    let app = use_app();
    let receipt = {
        let id = id.clone();
        Memo::new(move |_| app.receipts.with(|all| all.get(&id).cloned()))
    };
    // In silence: whoever looks at a ticket wants to know how it stands today.
    let quiet = id.clone();
    spawn_local(async move {
        let _ = registrations::check(app, &quiet).await;
    });
    let lasting = storage::is_lasting();
    view! {
        <div role="status"><cancel::Cancelling id=id.clone()/></div>
        {move || receipt.get().map(|receipt| view! { <TicketView ticket=ticket(app, &receipt)/> })}
        <div class="stack">
            {move || receipt.get().map(|receipt| view! { <p>{words::status_why(receipt.status)}</p> })}
            {(!lasting).then(|| view! { <Notice grade=Grade::Warn><p>{words::WRITE_DOWN}</p></Notice> })}
            <Actions receipt=receipt/>
            <p class="small muted no-print">{words::CODE_WHY}" "{words::KEPT}</p>
            <cancel::CancelButton receipt=receipt/>
        </div>
    }
}

/// What the ticket says.
fn ticket(app: App, receipt: &Receipt) -> Ticket {
    let first = receipt.places.first();
    let dir = first.and_then(|place| {
        let programme = app.programme()?;
        let activity = programme.catalogue.activity(&place.at.activity)?;
        let order = taxonomy::position(
            &programme.catalogue.taxonomy.directions,
            &activity.direction,
        )?;
        Some(["1", "2", "3", "4"][order % 4])
    });
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
        [
            common::who(receipt.kind),
            "，",
            &words::seats(receipt.seats()),
        ]
        .concat(),
    ));
    let contact = [receipt.name.as_str(), receipt.phone.as_str()].join(" ");
    facts.push((words::CONTACT_MASKED, contact.trim().to_owned()));
    facts.retain(|(_, value)| !value.is_empty());
    Ticket {
        status: receipt.status,
        says: words::status(receipt.status, receipt.position),
        title: first.map_or_else(|| words::RECEIPT.to_owned(), |place| place.at.title.clone()),
        dir,
        facts,
        lines: receipt.places.iter().map(line).collect(),
        code: receipt.code.clone(),
    }
}

fn as_text(app: App, receipt: &Receipt) -> String {
    let ticket = ticket(app, receipt);
    let url = [&page::origin(), Page::Mine.path().as_str()].concat();
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
            let url = [
                &page::origin(),
                Page::Activity(place.at.activity.clone()).path().as_str(),
            ]
            .concat();
            let known = programme.as_ref().and_then(|programme| {
                let (activity, session) = programme.catalogue.session(&place.at.session)?;
                Some(calendar::event(
                    &programme.catalogue,
                    activity,
                    session,
                    &url,
                ))
            });
            let mut event = known.unwrap_or_else(|| plain_event(place, &url));
            event.cancelled |= !receipt.is_live();
            event.description =
                [words::CODE, "：", &receipt.code, "\n", &event.description].concat();
            event
        })
        .collect();
    (!events.is_empty()).then(|| ical::calendar(&events, &clock::now()))
}

/// The entry of a session the programme no longer has.
fn plain_event(place: &Place, url: &str) -> ical::Event {
    let host = url
        .split("://")
        .nth(1)
        .and_then(|rest| rest.split('/').next())
        .unwrap_or("");
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
    }
}

/// Take it along: the browser never holds the only copy.
#[component]
fn Actions(receipt: Memo<Option<Receipt>>) -> impl IntoView {
    let app = use_app();
    let checking = RwSignal::new(false);
    let calendar = move |_| {
        let Some(receipt) = receipt.get_untracked() else {
            return;
        };
        let saved = entries(app, &receipt)
            .is_some_and(|text| share::download("kepu.ics", "text/calendar;charset=utf-8", &text));
        if !saved {
            app.say(common::NOT_COPIED);
        }
    };
    let copy = move |_| {
        let Some(receipt) = receipt.get_untracked() else {
            return;
        };
        let text = untrack(|| as_text(app, &receipt));
        spawn_local(async move {
            app.say(if share::copy(&text).await {
                common::COPIED
            } else {
                common::NOT_COPIED
            });
        });
    };
    let check = move |_| {
        let Some(receipt) = receipt
            .get_untracked()
            .filter(|_| !checking.get_untracked())
        else {
            return;
        };
        checking.set(true);
        spawn_local(async move {
            let result = registrations::check(app, &receipt.id).await;
            checking.try_set(false);
            app.say(match result {
                Ok(()) => mine::CHECKED,
                Err(trouble) => not_checked(&trouble),
            });
        });
    };
    view! {
        <div class="btns even no-print">
            <button class="btn" type="button" on:click=calendar><Icon name="calendar"/>{common::CALENDAR}</button>
            <button class="btn" type="button" on:click=copy><Icon name="copy"/>{words::COPY_TEXT}</button>
            <button class="btn" type="button" on:click=|_| page::print()><Icon name="print"/>{words::PRINT}</button>
            <button class="btn" type="button" aria-busy=move || checking.get().then_some("true") on:click=check>
                {move || (!checking.get()).then(|| view! { <Icon name="refresh"/> })}
                {move || if checking.get() { mine::CHECKING } else { mine::CHECK }}
            </button>
        </div>
    }
}

fn not_checked(trouble: &Trouble) -> &'static str {
    match trouble {
        Trouble::Refused(problem) if matches!(problem.status, 401 | 404 | 410) => mine::CHECK_GONE,
        Trouble::Refused(problem) => words::problem(problem.code),
        Trouble::Failed(Failure::Offline) => crate::words::shell::OFFLINE,
        Trouble::Failed(_) | Trouble::Unasked => mine::NOT_CHECKED,
    }
}
