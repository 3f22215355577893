//! Finding a registration again: by what one wrote down.

use crate::api::registrations::tidy_code;
use crate::device::page;
use crate::domain::text;
use crate::routes::Page;
use crate::state::registrations::{self, Trouble};
use crate::state::use_app;
use crate::ui::field::TextField;
use crate::ui::notice::{Grade, Notice};
use crate::words::{mine as words, shell, signup};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_navigate;

const CODE: &str = "find-code";
const LAST_FOUR: &str = "find-last-four";

fn is_last_four(typed: &str) -> bool {
    let digits = text::fold(typed);
    let digits = digits.trim();
    digits.len() == 4 && digits.bytes().all(|b| b.is_ascii_digit())
}

#[component]
pub fn Find() -> impl IntoView {
    let app = use_app();
    let code = RwSignal::new(String::new());
    let last_four = RwSignal::new(String::new());
    let tried = RwSignal::new(false);
    let busy = RwSignal::new(false);
    let trouble = RwSignal::new(None::<&'static str>);
    let navigate = use_navigate();
    let code_fault = Signal::derive(move || {
        (tried.get() && code.with(|code| tidy_code(code).is_none()))
            .then(|| words::CODE_BAD.to_owned())
    });
    let last_four_fault = Signal::derive(move || {
        (tried.get() && !last_four.with(|digits| is_last_four(digits)))
            .then(|| words::LAST4_BAD.to_owned())
    });
    let find = move || {
        if busy.get_untracked() {
            return;
        }
        tried.set(true);
        trouble.set(None);
        if code_fault.get_untracked().is_some() {
            page::focus_field(CODE);
            return;
        }
        if last_four_fault.get_untracked().is_some() {
            page::focus_field(LAST_FOUR);
            return;
        }
        busy.set(true);
        let navigate = navigate.clone();
        let (typed, digits) = (code.get_untracked(), last_four.get_untracked());
        spawn_local(async move {
            let found = registrations::find(app, &typed, &digits).await;
            // The page was left meanwhile; what was found is kept all the same.
            if busy.try_set(false).is_some() {
                return;
            }
            match found {
                Ok(id) => {
                    navigate(&Page::Receipt(id).path(), Default::default());
                    app.say(words::FOUND);
                }
                Err(why) => trouble.set(Some(say(&why))),
            }
        });
    };
    let has_backend = Memo::new(move |_| app.takes_registrations());
    view! {
        <h2 class="rule">{words::FIND}</h2>
        <Show when=move || has_backend.get() fallback=|| view! { <p class="muted">{words::FIND_ELSEWHERE}</p> }>
            {
                let find = find.clone();
                view! {
                    <form
                        class="stack"
                        novalidate
                        on:submit=move |event| {
                            event.prevent_default();
                            find();
                        }
                    >
                        <p class="muted">{words::FIND_WHY}</p>
                        <div><div class="pair">
                            <TextField
                                id=CODE
                                label=words::CODE
                                hint=words::CODE_HINT
                                value=code.into()
                                set=Callback::new(move |text| code.set(text))
                                fault=code_fault
                            />
                            <TextField
                                id=LAST_FOUR
                                label=words::LAST4
                                hint=words::LAST4_HINT
                                inputmode="numeric"
                                value=last_four.into()
                                set=Callback::new(move |text| last_four.set(text))
                                fault=last_four_fault
                            />
                        </div></div>
                        <div role="alert">
                            {move || trouble.get().map(|text| view! { <Notice grade=Grade::Error><p>{text}</p></Notice> })}
                        </div>
                        <button class="btn btn-primary" type="submit" aria-busy=move || busy.get().then_some("true")>
                            {move || if busy.get() { words::FINDING } else { words::FIND_NOW }}
                        </button>
                    </form>
                }
            }
        </Show>
    }
}

fn say(trouble: &Trouble) -> &'static str {
    use crate::api::answer::Failure;
    match trouble {
        Trouble::Refused(problem) => match problem.status {
            404 | 410 => words::NOT_FOUND,
            429 => words::FIND_BUSY,
            _ => signup::problem(problem.code),
        },
        Trouble::Failed(Failure::Offline) => shell::OFFLINE,
        Trouble::Failed(Failure::Unreadable) => shell::UNREADABLE,
        Trouble::Failed(_) => shell::UNREACHABLE,
        Trouble::Unasked => words::CODE_BAD,
    }
}
