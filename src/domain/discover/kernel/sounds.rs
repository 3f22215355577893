//! How characters are read: pinyin syllables, as the data brings them.

use crate::lists::Lists;
use crate::texts::Alphabet;

/// Longest syllable, `zhuang`.
pub(crate) const SYLLABLE_MAX: usize = 6;

/// The syllables with the characters that are read so; a character may have several.
#[derive(Debug, Clone, Default)]
pub struct Sounds {
    syllables: Vec<String>,
    characters: Lists,
}

impl Sounds {
    /// Takes syllables in plain letters, each with all its characters; only characters of the alphabet count.
    pub fn new<'a>(alphabet: &Alphabet, table: impl Iterator<Item = (&'a str, &'a str)>) -> Self {
        let mut syllables = Vec::new();
        let mut pairs = Vec::new();
        for (syllable, characters) in table {
            let plain = syllable.bytes().all(|letter| letter.is_ascii_lowercase());
            if !plain || syllable.is_empty() || syllable.len() > SYLLABLE_MAX {
                continue;
            }
            for c in characters.chars() {
                if let Some(id) = alphabet.id(c) {
                    pairs.push((syllables.len() as u32, u32::from(id)));
                }
            }
            syllables.push(syllable.to_owned());
        }
        let characters = Lists::new(syllables.len(), &pairs);
        Self {
            syllables,
            characters,
        }
    }

    pub(crate) fn each(&self) -> impl Iterator<Item = (&str, &[u32])> {
        let lists = (0..).map(|at| self.characters.list(at));
        self.syllables.iter().map(String::as_str).zip(lists)
    }
}
