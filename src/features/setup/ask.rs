//! Asks the part of the app that understands other backends to try one.

use super::Wish;
use crate::api::client::{Ask, send};
use crate::api::config::MAPPED;
use crate::domain::setup::Report;
use crate::text;
use gloo_net::http::Method;
use leptos::task::spawn_local;

/// What is told of a trial.
type Answered = Option<(Report, String)>;

/// `then` is given the report and the programme, or nothing where the deployment's own files did not come. `trial` is the
/// id of a registration that is made for it, or empty.
pub fn ask(wish: &Wish, trial: &str, then: impl FnOnce(Answered) + 'static) {
    let ask = Ask {
        method: Method::POST,
        body: Some(text!(
            &wish.preset,
            "\n",
            &wish.base,
            "\n",
            trial,
            "\n",
            &wish.mapping,
        )),
        ..Ask::get(text!(MAPPED, "/try"))
    };
    let then: Box<dyn FnOnce(Answered)> = Box::new(then);
    spawn_local(async move {
        let answer = send(ask).await.ok();
        then(answer.map(|answer| {
            let (report, programme) = Report::decode(&answer.body);
            (report, programme.to_owned())
        }));
    });
}
