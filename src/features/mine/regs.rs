//! Registrations: what is on its way, what is to come, what is over.

use super::{para, rule};
use crate::domain::outbox::{Action, Operation};
use crate::domain::receipt::{Receipt, Snapshot};
use crate::domain::taxonomy;
use crate::routes::Page;
use crate::state::signal::Memo;
use crate::state::{App, use_app};
use crate::ui::dom::{El, View, el, row};
use crate::ui::icon::icon;
use crate::ui::styles;
use crate::ui::ticket::{halves, status_icon};
use crate::words::{common, mine as words, signup, when};

/// One registration as the list shows it.
#[derive(Clone, PartialEq)]
struct Reg {
    id: String,
    /// `data-status`
    status: &'static str,
    icon: &'static str,
    says: String,
    title: String,
    when: String,
    place: String,
    seats: String,
    code: String,
    dir: Option<&'static str>,
    starts: i64,
}

#[derive(Clone, Default, PartialEq)]
struct Regs {
    to_come: Vec<Reg>,
    over: Vec<Reg>,
}

fn direction(app: App, at: &Snapshot) -> Option<&'static str> {
    let programme = app.programme()?;
    let activity = programme.catalogue.activity(&at.activity)?;
    let order = taxonomy::position(
        &programme.catalogue.taxonomy.directions,
        &activity.direction,
    )?;
    Some(["1", "2", "3", "4"][order % 4])
}

/// The venue's name, without its address.
fn venue(at: &Snapshot) -> String {
    at.place.split(' ').next().unwrap_or("").to_owned()
}

fn of_receipt(app: App, receipt: &Receipt) -> Reg {
    let at = receipt.places.first().map(|place| &place.at);
    let cancelling = app
        .operations
        .with(|all| all.get(&receipt.id).map(words::cancelling));
    Reg {
        id: receipt.id.clone(),
        status: receipt.status.id(),
        icon: status_icon(receipt.status),
        says: cancelling.map_or_else(
            || signup::status(receipt.status, receipt.position),
            str::to_owned,
        ),
        title: at.map_or_else(|| signup::RECEIPT.to_owned(), |at| at.title.clone()),
        when: at.map_or_else(String::new, |at| when::span(&at.start, &at.end)),
        place: at.map_or_else(String::new, venue),
        seats: signup::seats(receipt.seats()),
        code: receipt.code.clone(),
        dir: at.and_then(|at| direction(app, at)),
        starts: at.map_or(i64::MAX, |at| at.start.timestamp()),
    }
}

fn of_operation(app: App, op: &Operation) -> Option<Reg> {
    let Action::Create(request) = &op.action else {
        return None;
    };
    let at = op.seen.first();
    let seats = request
        .lines
        .iter()
        .fold(0_u32, |sum, line| sum.saturating_add(line.party.seats()));
    Some(Reg {
        id: op.id.clone(),
        status: "unsent",
        icon: "clock",
        says: signup::state(op).to_owned(),
        title: at.map_or_else(|| signup::TITLE.to_owned(), |at| at.title.clone()),
        when: at.map_or_else(String::new, |at| when::span(&at.start, &at.end)),
        place: at.map_or_else(String::new, venue),
        seats: signup::seats(seats),
        code: String::new(),
        dir: at.and_then(|at| direction(app, at)),
        starts: i64::MIN,
    })
}

fn regs(app: App) -> Regs {
    let now = app.now.get();
    let mut regs = Regs::default();
    let receipts = app.receipts.get();
    app.operations.with(|all| {
        let new = all.values().filter(|op| !receipts.contains_key(&op.id));
        regs.to_come
            .extend(new.filter_map(|op| of_operation(app, op)));
    });
    for receipt in receipts.values() {
        let over =
            !receipt.places.is_empty() && receipt.places.iter().all(|place| place.at.end <= now);
        let reg = of_receipt(app, receipt);
        if over || !receipt.is_live() {
            regs.over.push(reg)
        } else {
            regs.to_come.push(reg)
        }
    }
    regs.to_come.sort_by_key(|reg| reg.starts);
    regs.over.sort_by_key(|reg| std::cmp::Reverse(reg.starts));
    regs
}

pub fn registrations() -> View {
    let app = use_app();
    let regs = Memo::new(move || regs(app));
    row()
        .child(move || part(words::REGISTRATIONS, regs.with(|regs| regs.to_come.clone())))
        .child(move || part(words::PAST, regs.with(|regs| regs.over.clone())))
}

fn part(heading: &'static str, regs: Vec<Reg>) -> Option<View> {
    (!regs.is_empty()).then(|| {
        row()
            .child(rule(heading))
            .child(list(regs.into_iter().map(reg_view).collect()))
    })
}

/// Entries, one under the other.
pub fn list(entries: Vec<El>) -> El {
    let entry = |entry: El| el("li").child(entry);
    el("ul.regs").children(entries.into_iter().map(entry))
}

/// What an entry stands on.
pub fn slip(status: &'static str) -> El {
    el("article")
        .class(["reg ", styles::reg()].concat())
        .attr("data-status", status)
}

/// What an entry is, and where that leads; when and where.
pub fn lines(page: Page, title: &str, when: &str, place: &str) -> View {
    let link = el("a.reg-link").to(page).text(title);
    row()
        .child(el("h3.reg-title").child(link))
        .child(para("reg-when", when))
        .child(para("reg-where", place))
}

/// The place of an entry, in words.
pub fn place_of(place: String) -> String {
    if place.is_empty() {
        common::ONLINE.to_owned()
    } else {
        place
    }
}

fn reg_view(reg: Reg) -> El {
    let page = Page::Receipt(reg.id);
    let (first, second) = halves(&reg.code);
    let place = [&place_of(reg.place), " · ", &reg.seats].concat();
    let code = (!reg.code.is_empty()).then(|| {
        el("p.reg-code")
            .text([words::CODE, " "].concat())
            .child(el("b").text([first, " ", second].concat()))
    });
    let status = el("p.reg-status").child(icon(reg.icon)).text(reg.says);
    let show = el("a.btn")
        .to(page.clone())
        .child(icon("ticket"))
        .text(words::SHOW);
    slip(reg.status)
        .attr("data-dir", reg.dir)
        .child(status)
        .child(lines(page, &reg.title, &reg.when, &place))
        .child(code)
        .child(el("div.btns").child(show))
}
