//! The facts: whom it is for, what it costs, who holds it, where it comes from.

use super::{outward, rule};
use crate::domain::activity::Activity;
use crate::domain::catalogue::Catalogue;
use crate::domain::safe_url::SafeUrl;
use crate::domain::taxonomy::{self, Term};
use crate::text;
use crate::ui::dom::{El, View, el, row};
use crate::words::{activity as words, common};

fn names(terms: &[Term], ids: &[String]) -> String {
    let named = ids
        .iter()
        .map(|id| taxonomy::find(terms, id).map_or(common::OTHER, |term| term.name.as_str()));
    named.collect::<Vec<_>>().join("、")
}

pub fn facts(catalogue: &Catalogue, activity: &Activity) -> View {
    let taxonomy = &catalogue.taxonomy;
    let grades = activity
        .grades
        .map(|grades| common::grades(grades.from, grades.to))
        .unwrap_or_default();
    let ages = activity.ages.map(common::ages).unwrap_or_default();
    let mut audiences = names(&taxonomy.audiences, &activity.audiences);
    for more in [grades, ages] {
        if audiences.is_empty() {
            audiences = more;
        } else if !more.is_empty() {
            audiences = text!(&audiences, "（", &more, "）");
        }
    }
    let facts: [(&'static str, &str); 9] = [
        (words::AUDIENCES, &audiences),
        (words::FEE, &activity.fee),
        (words::BRING, &activity.bring),
        (words::ACCESS, &names(&taxonomy.access, &activity.access)),
        (
            words::TRACK,
            &names(&taxonomy.tracks, std::slice::from_ref(&activity.track)),
        ),
        (words::FIELDS, &names(&taxonomy.fields, &activity.fields)),
        (words::FORMATS, &names(&taxonomy.formats, &activity.formats)),
        (words::HOSTS, &activity.hosts.join("、")),
        (words::ORGANISERS, &activity.organisers.join("、")),
    ];
    let facts = facts.into_iter().filter(|(_, text)| !text.is_empty());
    let facts = facts.map(|(name, text)| fact(name, el("dd").text(text)));
    let contact = activity.contact.as_ref().map(|contact| {
        let phone = contact.phone.as_str();
        let value = el("dd").text(contact.name.as_str()).text(" ");
        let value = match SafeUrl::tel(phone) {
            Some(tel) => value.child(el("a.nowrap").to(tel).text(phone)),
            None => value.text(phone),
        };
        fact(words::CONTACT, value)
    });
    let source = activity.source.as_ref().map(|source| {
        let name = source.name.as_str();
        let value = match &source.url {
            Some(url) => el("dd").child(outward(el("a").to(url.clone()).text(name))),
            None => el("dd").text(name),
        };
        fact(words::SOURCE, value)
    });
    row()
        .child(rule(words::FACTS))
        .child(el("dl.facts").children(facts).child(contact).child(source))
}

fn fact(name: &'static str, value: El) -> View {
    row().child(el("dt").text(name)).child(value)
}
