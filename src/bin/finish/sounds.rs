//! How the year's names are read: the table by which the app finds them in pinyin and first letters.
//!
//! Only the characters of this year's names are in it, two or three thousand of
//! the forty thousand there are: a dictionary would be a third of the app.

use crate::{Outcome, config::Config, read, write};
use pinyin::ToPinyinMulti;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Readings kept of one character, the commonest first: the rare ones find what nobody means.
const READINGS: usize = 2;

/// Adds the table to the year file of the folder, unless it brings its own.
pub fn add(folder: &Path, config: &Config) -> Outcome<()> {
    let Some(file) = config.year_file() else {
        return Ok(());
    };
    let text = read(folder, file)?;
    let year: Value = serde_json::from_str(&text)
        .map_err(|error| format!("{file} is not what it should be: {error}"))?;
    let body = text.trim_end().strip_suffix('}');
    match body {
        Some(body) if year.get("pinyin").is_none() => {
            let table = serde_json::to_string(&table(&year)).map_err(|error| error.to_string())?;
            write(
                folder,
                file,
                format!("{},\"pinyin\":{table}}}\n", body.trim_end()),
            )
        }
        _ => Ok(()),
    }
}

/// Syllables, each with the characters of the year's names that are read so.
fn table(year: &Value) -> BTreeMap<String, String> {
    let mut characters = BTreeSet::new();
    let mut take = |text: &Value| characters.extend(text.as_str().unwrap_or("").chars());
    for activity in items(&year["activities"]) {
        take(&activity["title"]);
        take(&activity["lecture"]["speaker"]);
        for list in ["hosts", "organisers"] {
            items(&activity[list]).for_each(&mut take);
        }
    }
    for venue in items(&year["venues"]) {
        take(&venue["name"]);
        take(&venue["address"]);
    }
    for terms in year["taxonomy"]
        .as_object()
        .into_iter()
        .flat_map(|lists| lists.values())
    {
        items(terms).for_each(|term| take(&term["name"]));
    }
    let mut table: BTreeMap<String, String> = BTreeMap::new();
    for c in characters {
        let mut known: Vec<String> = Vec::new();
        for reading in c.to_pinyin_multi().into_iter().flatten() {
            // ü is typed as v.
            let plain = reading.plain().replace('ü', "v");
            if known.len() < READINGS && !known.contains(&plain) {
                known.push(plain);
            }
        }
        for syllable in known {
            table.entry(syllable).or_default().push(c);
        }
    }
    table
}

fn items(list: &Value) -> impl Iterator<Item = &Value> {
    list.as_array().into_iter().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn names_are_read_and_running_text_is_not() {
        let table = table(&json!({
            "activities": [{"title": "长垣 AI 旅行", "summary": "光", "hosts": ["气象局", 7]}, null],
            "venues": [{"name": "图书馆"}],
            "taxonomy": {"districts": [{"name": "卫辉市"}]},
        }));
        let has = |syllable: &str, c| table.get(syllable).is_some_and(|all| all.contains(c));
        assert!(has("chang", '长') && has("zhang", '长') && has("yuan", '垣'));
        assert!(has("lv", '旅') && has("hang", '行') && has("ju", '局'));
        assert!(has("shu", '书') && has("hui", '辉'));
        assert!(!table.values().any(|all| all.contains(['光', 'A', ' '])));
        assert!(
            table
                .keys()
                .all(|key| key.bytes().all(|b| b.is_ascii_lowercase()))
        );
    }
}
