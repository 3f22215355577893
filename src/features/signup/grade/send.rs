//! Handing it in, all or none, and what comes back.

use super::now::Now;
use super::{Grade, classes, table, visits};
use crate::device::page;
use crate::domain::form::{Field, FieldError, Reason};
use crate::domain::grade::{Fault, Slip, Spot};
use crate::domain::registration::{Code, Line, Problem, Request};
use crate::features::signup::form::focus_id;
use crate::features::signup::name;
use crate::state::signal::Memo;
use crate::text;
use crate::ui::dom::{El, Piece, View, button, el, row};
use crate::ui::icon::icon;
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
    /// All that is wrong, in page order: first what the server had no room for.
    fn wrong(self) -> Vec<Wrong> {
        let now = self.now();
        let mut wrong: Vec<Wrong> = Vec::new();
        for (class, activity, _) in &now.said.full {
            wrong.push(Wrong::Spot(Spot::Visit(*class, *activity)));
        }
        let errors = self.form.errors();
        let fields = |wrong: &mut Vec<Wrong>, before: bool| {
            for error in &errors {
                if BEFORE.contains(&error.field) == before {
                    wrong.push(Wrong::Field(error.field));
                }
            }
        };
        fields(&mut wrong, true);
        for fault in &now.said.faults {
            wrong.push(Wrong::Spot(fault.spot));
        }
        fields(&mut wrong, false);
        wrong
    }

    /// Checks and hands in. Pressed twice it is one: the id is the draft's.
    pub fn submit(self) {
        if self.form.busy.get_untracked() {
            return;
        }
        self.form.refusal.set(None);
        if untrack(|| self.now().is_planning()) {
            self.propose();
        }
        let now = untrack(|| self.now());
        let (lines, mut faults) = match now.sheet.check() {
            Ok(lines) => (lines, Vec::new()),
            Err(faults) => (Vec::new(), faults),
        };
        // Visits that cannot be as they are chosen, behind what is wrong already.
        for (class, activity) in now.visits() {
            let spot = Spot::Visit(class, activity);
            let barred = now
                .session(class, activity)
                .and_then(|session| now.bar(class, session));
            if barred.is_some() && faults.iter().all(|fault| fault.spot != spot) {
                faults.push(Fault {
                    spot,
                    slip: Slip::Is(Reason::Other),
                });
            }
        }
        let draft = self.form.draft.get_untracked();
        let request = draft.check_grade(lines);
        let errors = request.as_ref().err().cloned().unwrap_or_default();
        let fine = faults.is_empty();
        self.note(&mut |said| {
            said.faults.clone_from(&faults);
            said.full.clear();
        });
        self.form.mark(&errors);
        match request {
            Ok(request) if fine => {
                self.app.sign_up(&draft.id, request);
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

    /// A refusal comes back into the form.
    pub fn listen(self) {
        self.form.follow_to(Box::new(move |request, problem| {
            self.refused(request, problem)
        }));
    }

    fn refused(self, request: &Request, problem: &Problem) {
        let now = untrack(|| self.now());
        let place = |line: &Line| now.sheet.spot(&line.class, &line.session);
        let (mut faults, mut fields) = (Vec::new(), Vec::new());
        for fault in &problem.errors {
            let error = FieldError::from_pointer(&fault.pointer, &fault.code);
            match spot_of(request, &fault.pointer, &place) {
                Some(spot) => faults.push(Fault {
                    spot,
                    slip: Slip::Is(error.reason),
                }),
                None => fields.push(error),
            }
        }
        let (mut full, mut less) = (Vec::new(), Vec::new());
        for said in &problem.lines {
            let Some(line) = request.lines.get(said.line as usize) else {
                continue;
            };
            full.extend(place(line).map(|(class, activity)| (class, activity, said.clone())));
            // Those of the lines that found room, and not as many as this one.
            let mut heads = line.party.seats().saturating_sub(1);
            for (nth, other) in request.lines.iter().enumerate() {
                let failed = problem.lines.iter().any(|said| said.line as usize == nth);
                if other.session == line.session && !failed {
                    heads += other.party.seats();
                }
            }
            less.push((line.session.clone(), heads));
        }
        // Closed, cancelled, had before: the session says which visits.
        let about = problem.session.as_ref().filter(|_| full.is_empty());
        for line in &request.lines {
            if let Some((class, activity)) = place(line).filter(|_| Some(&line.session) == about) {
                faults.push(Fault {
                    spot: Spot::Visit(class, activity),
                    slip: Slip::Is(Reason::Other),
                });
            }
        }
        faults.dedup();
        let first = full
            .first()
            .map(|(class, activity, _)| table::id(*class, *activity));
        self.note(&mut |said| {
            said.faults.clone_from(&faults);
            said.full.clone_from(&full);
            said.less.clone_from(&less);
        });
        self.form.take_back(problem, &fields);
        focus_id(first.unwrap_or_else(|| Field::Form.id().to_owned()));
    }
}

/// The input of the sheet that a pointer into the request names.
fn spot_of(
    request: &Request,
    pointer: &str,
    place: &dyn Fn(&Line) -> Option<(usize, usize)>,
) -> Option<Spot> {
    let rest = pointer.strip_prefix("/lines/")?;
    let (nth, member) = rest.split_once('/').unwrap_or((rest, ""));
    let (class, activity) = place(request.lines.get(nth.parse::<usize>().ok()?)?)?;
    Some(match member {
        "class" => Spot::Name(class),
        "party/children" => Spot::Pupils(class),
        "party" | "party/adults" => Spot::Adults(class),
        _ => Spot::Visit(class, activity),
    })
}

/// What is wrong, in one place, each a way to its input; or why the server said no and what to do.
pub fn summary(grade: Grade) -> View {
    // Told anew only when there is more or less of it: what was read out does not change by itself.
    let ids = Memo::new(move || {
        let ids: Vec<String> = grade.wrong().into_iter().map(Wrong::id).collect();
        ids.join(" ")
    });
    let shown = move || {
        ids.track();
        let refusal = grade.form.refusal.get();
        let wrong = untrack(|| grade.wrong());
        (refusal.is_some() || !wrong.is_empty()).then(|| {
            let title = match refusal {
                Some(Code::Full | Code::WaitlistFull) => words::FULL.to_owned(),
                Some(code) => signup::problem(code).to_owned(),
                None => signup::faults(wrong.len()),
            };
            let now = untrack(|| grade.now());
            let around = (!now.said.full.is_empty()).then(|| {
                button("btn")
                    .click(move || grade.start_anew())
                    .child(icon("refresh"))
                    .text(words::AROUND)
            });
            let mut list = el("ul.error-list");
            for one in wrong {
                list = list.child(untrack(|| item(grade, &now, one)));
            }
            let text = row().child(para("notice-title", &title));
            crate::features::signup::wrong(text.child(list).child(around))
        })
    };
    shown.view()
}

fn item(grade: Grade, now: &Now, wrong: Wrong) -> El {
    let text = match wrong {
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
            let name = words::spot(spot, &now.class(class), &now.title(activity));
            let trouble = match spot {
                Spot::Visit(..) => now.trouble(grade.app, class, activity),
                _ => None,
            };
            let why = trouble.or_else(|| now.fault(spot));
            text!(&name, "：", &why.unwrap_or_default())
        }
    };
    let id = wrong.id();
    let link = el("a")
        .attr("href", text!("#", &id))
        .on("click", move |event| {
            event.prevent_default();
            page::focus_field(&id);
        })
        .text(text);
    el("li").child(link)
}
