//! Registrations: what changed, what is on its way, what is to come, what is over.

use super::changed::changed;
use super::{para, rule};
use crate::device::page;
use crate::domain::order::order;
use crate::domain::outbox::{Action, Operation, State};
use crate::domain::questions::Wording;
use crate::domain::receipt::{Receipt, Snapshot};
use crate::domain::registration::Status;
use crate::routes::Page;
use crate::state::signal::Memo;
use crate::state::{App, use_app};
use crate::text;
use crate::ui::dom::{El, View, button, el, once_there, row};
use crate::ui::icon::icon;
use crate::ui::offer;
use crate::ui::styles;
use crate::ui::ticket::{halves, status_icon};
use crate::words::{change, changes, common, mine as words, questions, signup, when};

/// One registration as the list shows it.
#[derive(Default, PartialEq)]
pub struct Reg {
    /// Where it leads.
    pub href: String,
    /// `data-status`
    pub status: &'static str,
    pub icon: &'static str,
    pub says: String,
    pub title: String,
    pub when: String,
    pub place: String,
    pub code: String,
    pub dir: Option<&'static str>,
    /// Of a registration that stands: its id.
    pub id: String,
    /// A change of it that is on its way.
    pub note: Option<&'static str>,
    /// Whether its offer can be answered here.
    pub is_offered: bool,
    /// Whether it is a question under a lecture.
    pub asks: bool,
    /// Of a question that came to nothing: the operation that may go.
    pub drop: Option<String>,
}

#[derive(Default, PartialEq)]
struct Regs {
    changed: Vec<Reg>,
    to_come: Vec<Reg>,
    over: Vec<Reg>,
}

impl Reg {
    /// The same for a session, if it is known.
    fn with(self, app: App, at: Option<&Snapshot>) -> Self {
        let Some(at) = at else {
            return self;
        };
        Self {
            title: at.title.clone(),
            when: when::span(&at.start, &at.end),
            // The venue's name, without its address.
            place: text!(
                place_of(at.place.split(' ').next().unwrap_or("")),
                " · ",
                &self.place,
            ),
            dir: app.dir(&at.activity),
            ..self
        }
    }
}

fn of_receipt(app: App, receipt: &Receipt) -> Reg {
    let (cancelling, changing) = app.operations.with(|all| {
        let op = all.get(&receipt.id);
        let changing = op.and_then(change::on_its_way);
        let other = op.filter(|_| changing.is_none());
        (other.map(words::cancelling), changing)
    });
    let standing = receipt.standing();
    let is_free = cancelling.is_none() && changing.is_none();
    let is_offered = standing == Status::Offered && is_free;
    let reg = Reg {
        href: Page::Receipt(receipt.id.clone()).path(),
        status: standing.id(),
        icon: status_icon(standing),
        says: cancelling.map_or_else(|| offer::stands(app, receipt), str::to_owned),
        note: changing,
        id: receipt.id.clone(),
        is_offered,
        title: signup::RECEIPT.to_owned(),
        place: signup::seats(receipt.seats()),
        code: receipt.code.clone(),
        ..Reg::default()
    };
    reg.with(app, receipt.places.first().map(|place| &place.at))
}

fn of_operation(app: App, op: &Operation) -> Option<Reg> {
    let request = match &op.action {
        Action::Create(request) => request,
        Action::Ask(wording) => return Some(of_question(op, wording)),
        _ => return None,
    };
    let reg = Reg {
        href: Page::Receipt(op.id.clone()).path(),
        status: "unsent",
        icon: "clock",
        says: signup::state(op).to_owned(),
        title: signup::TITLE.to_owned(),
        place: signup::seats(request.seats()),
        ..Reg::default()
    };
    Some(reg.with(app, op.seen.first()))
}

/// A question that still has to be sent: it is dealt with where it was asked.
fn of_question(op: &Operation, wording: &Wording) -> Reg {
    Reg {
        href: Page::Lecture(wording.lecture.clone()).path(),
        status: "unsent",
        icon: "clock",
        says: questions::on_its_way(op).to_owned(),
        title: questions::MINE.to_owned(),
        place: wording.text.clone(),
        asks: true,
        drop: matches!(op.state, State::NeedsPerson(_) | State::Refused(_)).then(|| op.id.clone()),
        ..Reg::default()
    }
}

/// What is on its way stands first; what is over stands apart, the last one first.
fn regs(app: App) -> Regs {
    let now = app.now.get();
    let mut regs = Regs {
        changed: changed(app),
        ..Regs::default()
    };
    app.receipts.with(|receipts| {
        app.operations.with(|all| {
            for op in all.values().filter(|op| !receipts.contains_key(&op.id)) {
                regs.to_come.extend(of_operation(app, op));
            }
        });
        let is_over = |receipt: &Receipt| {
            let places = &receipt.places;
            let over = !places.is_empty() && places.iter().all(|place| place.at.end <= now);
            over || !receipt.is_live()
        };
        let all: Vec<&Receipt> = receipts.values().collect();
        let key = |at: usize| {
            let receipt = all[at];
            let first = receipt.places.first();
            let start = first.map_or(i64::MAX, |place| place.at.start.timestamp());
            (if is_over(receipt) { -start } else { start }, 0)
        };
        for at in order(all.len(), &key) {
            let list = match is_over(all[at]) {
                true => &mut regs.over,
                false => &mut regs.to_come,
            };
            list.push(of_receipt(app, all[at]));
        }
    });
    regs
}

pub fn registrations() -> View {
    let app = use_app();
    let regs = Memo::new(move || regs(app));
    let news = move || {
        regs.with(|regs| {
            let entries = regs.changed.iter().map(slip_of).collect();
            (!regs.changed.is_empty()).then(|| {
                row()
                    .child(rule(changes::MINE))
                    .child(list(entries))
                    .child(para("small muted", changes::AGAIN))
            })
        })
    };
    row()
        .child(news)
        .child(move || {
            keep_focus();
            regs.with(|regs| part(words::REGISTRATIONS, &regs.to_come))
        })
        .child(move || regs.with(|regs| part(words::PAST, &regs.over)))
}

/// An entry that has the focus has it again when the list is made anew.
fn keep_focus() {
    let entry = page::active().and_then(|active| active.closest("article[id]").ok().flatten());
    if let Some(id) = entry.map(|entry| entry.id()) {
        once_there(move || {
            if let Some(entry) = page::by_id(&id) {
                page::focus(&entry);
            }
        });
    }
}

fn part(heading: &'static str, regs: &[Reg]) -> Option<View> {
    (!regs.is_empty()).then(|| {
        row()
            .child(rule(heading))
            .child(list(regs.iter().map(reg_view).collect()))
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
        .class(text!("reg ", styles::reg()))
        .attr("data-status", status)
}

/// What an entry is, and where that leads; when and where.
pub fn lines(href: String, title: &str, when: &str, place: &str) -> View {
    let link = el("a.reg-link").attr("href", href).text(title);
    row()
        .child(el("h3.reg-title").child(link))
        .child(para("reg-when", when))
        .child(para("reg-where", place))
}

/// The place of an entry, in words.
pub fn place_of(place: &str) -> &str {
    if place.is_empty() {
        common::ONLINE
    } else {
        place
    }
}

/// What every entry says.
fn slip_of(reg: &Reg) -> El {
    let status = el("p.reg-status")
        .child(icon(reg.icon))
        .text(reg.says.as_str());
    slip(reg.status)
        .attr("data-dir", reg.dir)
        .child(status)
        .child(lines(reg.href.clone(), &reg.title, &reg.when, &reg.place))
}

fn reg_view(reg: &Reg) -> El {
    let app = use_app();
    let code = (!reg.code.is_empty()).then(|| {
        let (first, second) = halves(&reg.code);
        el("p.reg-code")
            .text(text!(words::CODE, " "))
            .child(el("b").text(text!(first, " ", second)))
    });
    let (sign, word) = match reg.asks {
        true => ("live", questions::SHOW),
        false => ("ticket", words::SHOW),
    };
    let show = el("a.btn")
        .attr("href", reg.href.clone())
        .child(icon(sign))
        .text(word);
    let place = offer::place(&reg.id);
    let answers = reg
        .is_offered
        .then(|| offer::answers(app, &reg.id, place.clone()));
    let note = reg.note.map(|note| para("reg-note", note));
    let drop = reg.drop.clone().map(|id| {
        button("btn")
            .click(move || {
                page::keep_focus();
                app.withdraw(&id);
            })
            .text(questions::DROP)
    });
    slip_of(reg)
        .id(place)
        .attr("tabindex", "-1")
        .child(code)
        .child(note)
        .child(answers)
        .child(el("div.btns").child(show).child(drop))
}
