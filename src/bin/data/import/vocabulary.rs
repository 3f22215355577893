//! The words of a year: what a cell may say, and what it most likely means where it says something close.

use super::plain::key;
use serde_json::Value;
use std::collections::HashMap;

/// A word of a list.
#[derive(Debug, Clone)]
pub struct Term {
    pub id: String,
    pub name: String,
    /// What it is compared by: its name and its short name.
    keys: Vec<String>,
    /// Words of texts that are about it.
    keywords: Vec<String>,
    /// A format that is held on the net.
    pub online: bool,
}

/// What a text means.
#[derive(Debug, Clone, Copy)]
pub enum Found<'a> {
    Exact(&'a Term),
    /// Something close to this and to nothing else.
    Close(&'a Term),
    Unknown,
}

/// One list of the taxonomy, the places, or the hosts.
#[derive(Debug, Clone, Default)]
pub struct Terms {
    all: Vec<Term>,
    /// Where each key, id and name stands.
    index: HashMap<String, usize>,
    /// How many the year had itself: what was added is only found by its own name.
    own: usize,
}

impl Terms {
    /// The records of a list, each with `id` and `name`.
    pub fn of(list: &Value) -> Self {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let terms = list.as_array().into_iter().flatten().filter_map(|term| {
            let (id, name) = (text(&term["id"]), text(&term["name"]));
            let keys = [&name, &text(&term["short"])].map(|name| key(name));
            let keywords = term["keywords"].as_array().into_iter().flatten();
            (!id.is_empty()).then(|| Term {
                online: term["online"] == true,
                id,
                name,
                keys: keys.into_iter().filter(|key| !key.is_empty()).collect(),
                keywords: keywords
                    .map(|word| key(&text(word)))
                    .filter(|word| word.chars().count() > 1)
                    .collect(),
            })
        });
        let mut all = Self::default();
        terms.for_each(|term| all.push(term));
        all.own = all.all.len();
        all
    }

    /// Names alone, each its own id.
    pub fn of_names(list: &Value) -> Self {
        let mut terms = Self::default();
        for name in list
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
        {
            terms.add(name, name);
        }
        terms.own = terms.all.len();
        terms
    }

    pub fn add(&mut self, id: &str, name: &str) {
        self.push(Term {
            id: id.to_owned(),
            name: name.to_owned(),
            keys: vec![key(name)],
            keywords: Vec::new(),
            online: false,
        });
    }

    fn push(&mut self, term: Term) {
        let at = self.all.len();
        for name in term.keys.iter().chain([&term.id, &term.name]) {
            self.index.entry(name.clone()).or_insert(at);
        }
        self.all.push(term);
    }

    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Forgets what was added last.
    pub fn truncate(&mut self, length: usize) {
        if length < self.all.len() {
            self.all.truncate(length);
            self.index.retain(|_, at| *at < length);
        }
    }

    /// What the year did not have.
    pub fn added(&self) -> impl Iterator<Item = &Term> {
        self.all.iter().skip(self.own)
    }

    pub fn first(&self) -> Option<&Term> {
        self.all.first()
    }

    pub fn iter(&self) -> impl Iterator<Item = &Term> {
        self.all.iter()
    }

    /// What the text means: the word itself, else the only one that holds it or is held by it, else the only one that has
    /// its letters in their order, as 市科协 in 新乡市科学技术协会.
    pub fn find(&self, text: &str) -> Found<'_> {
        let wanted = key(text);
        if wanted.is_empty() {
            return Found::Unknown;
        }
        if let Some(at) = self.index.get(text.trim()).or(self.index.get(&wanted)) {
            return Found::Exact(&self.all[*at]);
        }
        if wanted.chars().count() < 2 {
            return Found::Unknown;
        }
        let within = |term: &Term| {
            let long = term.keys.iter().filter(|key| key.chars().count() > 1);
            long.into_iter()
                .any(|key| key.contains(&wanted) || wanted.contains(key.as_str()))
        };
        let holds = |term: &Term| term.keys.iter().any(|key| in_order(&wanted, key));
        let only = self.only(within).or_else(|| self.only(holds));
        only.map_or(Found::Unknown, Found::Close)
    }

    fn only(&self, fits: impl Fn(&Term) -> bool) -> Option<&Term> {
        let mut fitting = self.all[..self.own].iter().filter(|term| fits(term));
        let first = fitting.next()?;
        fitting.next().is_none().then_some(first)
    }

    /// The one a text is about: most of its keywords, or its name, stand in it.
    pub fn about(&self, text: &str) -> Option<&Term> {
        let text = key(text);
        let count = |term: &Term| {
            let words = term.keywords.iter().chain(&term.keys);
            words.filter(|word| text.contains(word.as_str())).count()
        };
        let best = self.all[..self.own]
            .iter()
            .map(|term| (count(term), term))
            .rev()
            .max_by_key(|(count, _)| *count);
        best.filter(|(count, _)| *count > 0).map(|(_, term)| term)
    }

    pub fn get(&self, id: &str) -> Option<&Term> {
        self.all.iter().find(|term| term.id == id)
    }

    pub fn name(&self, id: &str) -> Option<&str> {
        self.all
            .iter()
            .find(|term| term.id == id)
            .map(|term| term.name.as_str())
    }

    /// Some of the words, for whoever wrote none of them.
    pub fn some(&self) -> String {
        let names: Vec<&str> = self
            .all
            .iter()
            .take(30)
            .map(|term| term.name.as_str())
            .collect();
        names.join("、")
    }
}

/// Every letter of `few` stands in `many`, in the same order.
fn in_order(few: &str, many: &str) -> bool {
    let mut rest = many.chars();
    few.chars().all(|c| rest.any(|other| other == c))
}

/// The id under which one of the written words stands; the longest word counts.
pub fn word_of(
    list: &'static [(&'static str, &'static [&'static str])],
    text: &str,
) -> Option<&'static str> {
    let wanted = key(text);
    let all = list
        .iter()
        .flat_map(|(id, words)| words.iter().map(move |word| (*id, key(word))));
    let fitting = all.filter(|(id, word)| wanted == *id || wanted.contains(word.as_str()));
    fitting.max_by_key(|(_, word)| word.len()).map(|(id, _)| id)
}

/// Every list a year has.
#[derive(Debug, Clone, Default)]
pub struct Vocabulary {
    pub directions: Terms,
    pub tracks: Terms,
    pub fields: Terms,
    pub formats: Terms,
    pub audiences: Terms,
    pub access: Terms,
    pub districts: Terms,
    pub hosts: Terms,
}

impl Vocabulary {
    pub fn of(year: &Value) -> Self {
        let list = |name: &str| Terms::of(&year["taxonomy"][name]);
        Self {
            directions: list("directions"),
            tracks: list("tracks"),
            fields: list("fields"),
            formats: list("formats"),
            audiences: list("audiences"),
            access: list("access"),
            districts: list("districts"),
            hosts: Terms::of_names(&year["edition"]["hosts"]),
        }
    }
}
