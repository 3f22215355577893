//! Handing it in, all or none, and what comes back.

use super::{Grade, classes, table, visits};
use crate::device::page;
use crate::domain::form::{Field, FieldError, Reason};
use crate::domain::grade::{Fault, Slip, Spot};
use crate::domain::registration::{Code, Problem, Request};
use crate::features::signup::form::focus_id;
use crate::features::signup::name;
use crate::state::signal::Memo;
use crate::text;
use crate::ui::dom::{El, Piece, View, button, el, row};
use crate::ui::icon::icon;
use crate::ui::notice::{Grade as Gravity, notice};
use crate::ui::text::para;
use crate::words::{grade as words, signup};
use leptos::prelude::*;

/// The inputs of the form that stand before the sheet; the others stand behind it.
const BEFORE: [Field; 2] = [Field::School, Field::Grade];

/// Something that is wrong: an input of the form, or of the sheet.
#[derive(Clone, Copy, PartialEq)]
enum Wrong {
    Field(Field),
    Spot(Spot),
}

impl Wrong {
    fn id(self) -> String {
        match self {
            Self::Field(field) => field.id().to_owned(),
            Self::Spot(Spot::Activities) => visits::ID.to_owned(),
            Self::Spot(Spot::Visit(class, activity)) => table::id(class, activity),
            Self::Spot(spot) => classes::id(spot).to_owned(),
        }
    }
}

impl Grade {
    /// All that is wrong, in page order.
    fn wrong(self) -> Vec<Wrong> {
        let fields: Vec<Field> = self.form.errors().iter().map(|error| error.field).collect();
        let of = |before: bool| {
            let fields = fields.iter().copied();
            fields.filter(move |field| BEFORE.contains(field) == before)
        };
        let spots = self
            .faults
            .get()
            .into_iter()
            .map(|fault| Wrong::Spot(fault.spot));
        of(true)
            .map(Wrong::Field)
            .chain(spots)
            .chain(of(false).map(Wrong::Field))
            .collect()
    }

    /// Checks and hands in. Pressed twice it is one: the id is the draft's.
    pub fn submit(self) {
        if self.form.busy.get_untracked() {
            return;
        }
        self.form.refusal.set(None);
        self.settle();
        let lines = self.sheet.with_untracked(|sheet| sheet.check());
        let (lines, mut faults) = match lines {
            Ok(lines) => (lines, Vec::new()),
            Err(faults) => (Vec::new(), faults),
        };
        untrack(|| self.barred(&mut faults));
        let request = self
            .form
            .draft
            .with_untracked(|draft| draft.check_grade(lines));
        let errors = request.as_ref().err().cloned().unwrap_or_default();
        self.faults.set(faults.clone());
        self.form.draft.update(|draft| draft.mark(&errors));
        match request {
            Ok(request) if faults.is_empty() => {
                self.full.set(Vec::new());
                let id = self.form.draft.with_untracked(|draft| draft.id.clone());
                self.app.sign_up(&id, request);
            }
            _ => {
                // What is known of the places may be old.
                crate::state::loader::refresh_places(self.app);
                if let Some(first) = untrack(|| self.wrong()).first() {
                    focus_id(first.id());
                }
            }
        }
    }

    /// Visits that cannot be as they are chosen, behind what is wrong already.
    fn barred(self, faults: &mut Vec<Fault>) {
        let (rows, activities) = self
            .sheet
            .with(|sheet| (sheet.rows.len(), sheet.activities.len()));
        for class in 0..rows {
            for activity in 0..activities {
                let spot = Spot::Visit(class, activity);
                let known = faults.iter().any(|fault| fault.spot == spot);
                if !known && self.bar(class, activity).is_some() {
                    faults.push(Fault {
                        spot,
                        slip: Slip::Is(Reason::Other),
                    });
                }
            }
        }
    }

    /// A refusal comes back into the form.
    pub fn listen(self) {
        self.form.follow_to(Box::new(move |request, problem| {
            self.refused(request, problem)
        }));
    }

    fn refused(self, request: &Request, problem: &Problem) {
        let (mut faults, mut fields) = (Vec::new(), Vec::new());
        for fault in &problem.errors {
            match self.spot_of(request, &fault.pointer) {
                Some(spot) => {
                    let slip =
                        Slip::Is(FieldError::from_pointer(&fault.pointer, &fault.code).reason);
                    faults.push(Fault { spot, slip });
                }
                None => fields.push(FieldError::from_pointer(&fault.pointer, &fault.code)),
            }
        }
        // Closed, cancelled, had before: the session says which visits.
        let about = problem
            .session
            .as_ref()
            .filter(|_| problem.lines.is_empty());
        for line in request
            .lines
            .iter()
            .filter(|line| Some(&line.session) == about)
        {
            let at = self
                .sheet
                .with_untracked(|sheet| sheet.spot(&line.class, &line.session));
            faults.extend(at.map(|(class, activity)| Fault {
                spot: Spot::Visit(class, activity),
                slip: Slip::Is(Reason::Other),
            }));
        }
        self.take_full(request, problem);
        faults.dedup();
        self.faults.set(faults);
        self.form.take_back(problem, &fields);
        let full = self
            .full
            .with_untracked(|all| all.first().map(|(class, activity, _)| (*class, *activity)));
        match full {
            Some((class, activity)) => focus_id(table::id(class, activity)),
            None => focus_id(Field::Form.id().to_owned()),
        }
    }

    /// Marks the visits that found no room, and remembers how little there is.
    fn take_full(self, request: &Request, problem: &Problem) {
        let mut full = Vec::new();
        let mut less: Vec<(String, u32)> = Vec::new();
        for said in &problem.lines {
            let Some(line) = request.lines.get(said.line as usize) else {
                continue;
            };
            let at = self
                .sheet
                .with_untracked(|sheet| sheet.spot(&line.class, &line.session));
            full.extend(at.map(|(class, activity)| (class, activity, said.clone())));
            let failed = |nth: usize| problem.lines.iter().any(|said| said.line as usize == nth);
            let lines = request.lines.iter().enumerate();
            let fits = lines.filter(|(nth, other)| other.session == line.session && !failed(*nth));
            let heads: u32 = fits.map(|(_, other)| other.party.seats()).sum();
            less.push((
                line.session.clone(),
                heads + line.party.seats().saturating_sub(1),
            ));
        }
        self.full.set(full);
        self.less.set(less);
    }

    /// The input of the sheet that a pointer into the request names.
    fn spot_of(self, request: &Request, pointer: &str) -> Option<Spot> {
        let rest = pointer.strip_prefix("/lines/")?;
        let (nth, member) = rest.split_once('/').unwrap_or((rest, ""));
        let line = request.lines.get(nth.parse::<usize>().ok()?)?;
        let (class, activity) = self
            .sheet
            .with_untracked(|sheet| sheet.spot(&line.class, &line.session))?;
        Some(match member {
            "class" => Spot::Name(class),
            "party/children" => Spot::Pupils(class),
            "party" | "party/adults" => Spot::Adults(class),
            _ => Spot::Visit(class, activity),
        })
    }
}

/// What is wrong, in one place, each a way to its input; or why the server said no and what to do.
pub fn summary(grade: Grade) -> View {
    let wrong = Memo::new(move || grade.wrong());
    let full = Memo::new(move || {
        grade.full.with(|all| {
            all.iter()
                .map(|(class, activity, _)| (*class, *activity))
                .collect::<Vec<_>>()
        })
    });
    let shown = move || {
        let wrong = wrong.get();
        let refusal = grade.form.refusal.get();
        let full = full.get();
        (refusal.is_some() || !wrong.is_empty()).then(|| {
            let title = match refusal {
                Some(Code::Full | Code::WaitlistFull) => words::FULL.to_owned(),
                Some(code) => signup::problem(code).to_owned(),
                None => signup::faults(wrong.len()),
            };
            let spots = full
                .iter()
                .map(|(class, activity)| Wrong::Spot(Spot::Visit(*class, *activity)));
            let items: Vec<Wrong> = spots.chain(wrong).collect();
            let around = (!full.is_empty()).then(|| {
                button("btn")
                    .click(move || grade.start_anew())
                    .child(icon("refresh"))
                    .text(words::AROUND)
            });
            let text = row()
                .child(para("notice-title", &title))
                .child(el("ul.error-list").children(items.into_iter().map(|one| item(grade, one))))
                .child(around);
            el("div")
                .id(Field::Form.id())
                .attr("tabindex", "-1")
                .child(notice(Gravity::Error, text))
        })
    };
    shown.view()
}

fn item(grade: Grade, wrong: Wrong) -> El {
    let text = untrack(|| match wrong {
        Wrong::Field(field) => {
            let fault = grade.form.fault(field).get_untracked().unwrap_or_default();
            text!(name(grade.form, field), "：", &fault)
        }
        Wrong::Spot(spot) => {
            let (class, activity) = match spot {
                Spot::Visit(class, activity) => (class, activity),
                Spot::Name(class) | Spot::Pupils(class) | Spot::Adults(class) => (class, 0),
                Spot::Activities => (0, 0),
            };
            let title = grade.board.with(|board| {
                let board = board.as_ref();
                board.map_or_else(String::new, |board| board.offered_title(grade, activity))
            });
            let name = words::spot(spot, &grade.class(class), &title);
            let trouble = match spot {
                Spot::Visit(class, activity) => grade.trouble(class, activity),
                _ => None,
            };
            let slip = grade.fault(spot).get_untracked();
            text!(&name, "：", &trouble.or(slip).unwrap_or_default())
        }
    });
    let id = wrong.id();
    let target = text!("#", &id);
    let link = el("a")
        .attr("href", target)
        .on("click", move |event| {
            event.prevent_default();
            page::focus_field(&id);
        })
        .text(text);
    el("li").child(link)
}
