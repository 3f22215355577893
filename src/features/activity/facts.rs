//! The facts: whom it is for, what it costs, who holds it, where it comes from.

use crate::domain::activity::Activity;
use crate::domain::safe_url::SafeUrl;
use crate::domain::taxonomy::{self, Term};
use crate::state::programme::Programme;
use crate::words::{activity as words, common};
use leptos::prelude::*;
use std::sync::Arc;

fn names(terms: &[Term], ids: &[String]) -> String {
    let named = ids
        .iter()
        .map(|id| taxonomy::find(terms, id).map_or(common::OTHER, |term| term.name.as_str()));
    named.collect::<Vec<_>>().join("、")
}

#[component]
pub fn Facts(programme: Arc<Programme>, activity: Arc<Activity>) -> impl IntoView {
    let taxonomy = &programme.catalogue.taxonomy;
    let grades = activity
        .grades
        .map(|grades| common::grades(grades.from, grades.to))
        .unwrap_or_default();
    let mut audiences = names(&taxonomy.audiences, &activity.audiences);
    if !grades.is_empty() {
        audiences = if audiences.is_empty() {
            grades
        } else {
            [&audiences, "（", &grades, "）"].concat()
        };
    }
    let facts = [
        (words::AUDIENCES, audiences),
        (words::FEE, activity.fee.clone()),
        (words::BRING, activity.bring.clone()),
        (words::ACCESS, names(&taxonomy.access, &activity.access)),
        (
            words::TRACK,
            names(&taxonomy.tracks, std::slice::from_ref(&activity.track)),
        ),
        (words::FIELDS, names(&taxonomy.fields, &activity.fields)),
        (words::FORMATS, names(&taxonomy.formats, &activity.formats)),
        (words::HOSTS, activity.hosts.join("、")),
        (words::ORGANISERS, activity.organisers.join("、")),
    ];
    let contact = activity.contact.clone();
    let source = activity.source.clone();
    view! {
        <h2 class="rule">{words::FACTS}</h2>
        <dl class="facts">
            {facts
                .into_iter()
                .filter(|(_, text)| !text.is_empty())
                .map(|(name, text)| view! { <dt>{name}</dt><dd>{text}</dd> })
                .collect_view()}
            {contact.map(|contact| {
                let tel = SafeUrl::tel(&contact.phone);
                view! {
                    <dt>{words::CONTACT}</dt>
                    <dd>
                        {contact.name}" "
                        {match tel {
                            Some(tel) => view! { <a class="nowrap" href=tel.as_str().to_owned()>{contact.phone}</a> }.into_any(),
                            None => contact.phone.into_any(),
                        }}
                    </dd>
                }
            })}
            {source.map(|source| view! {
                <dt>{words::SOURCE}</dt>
                <dd>
                    {match source.url {
                        Some(url) => view! {
                            <a href=url.as_str().to_owned() target="_blank" rel="noopener noreferrer">
                                {source.name}<span class="vh">{common::OPENS_NEW}</span>
                            </a>
                        }
                        .into_any(),
                        None => source.name.into_any(),
                    }}
                </dd>
            })}
        </dl>
    }
}
