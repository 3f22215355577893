//! One sentence about the state of things.

use super::icon::Icon;
use super::styles;
use leptos::prelude::*;

/// How grave it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grade {
    Info,
    Ok,
    Warn,
    Error,
}

#[component]
pub fn Notice(
    grade: Grade,
    /// `slim` right under the header, `toast` over the page.
    #[prop(optional)]
    form: &'static str,
    children: Children,
) -> impl IntoView {
    let (class, icon) = match grade {
        Grade::Info => ("notice ", "info"),
        Grade::Ok => ("notice ok ", "check"),
        Grade::Warn => ("notice warn ", "warn"),
        Grade::Error => ("notice error ", "error"),
    };
    let role = if grade == Grade::Error {
        "alert"
    } else {
        "note"
    };
    view! {
        <div class=[class, form, " ", styles::notice()].concat() role=role>
            <Icon name=icon class="notice-icon"/>
            <div class="notice-text">{children()}</div>
        </div>
    }
}
