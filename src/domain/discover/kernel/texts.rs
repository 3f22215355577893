//! Texts as numbered characters, and the words looked for in them.
//!
//! A word is typed as people type it: characters, whole pinyin, first
//! letters, or a mixture (`rgzn`, `rengong智n` for 人工智能). It is looked for
//! in one pass by an automaton: bit `q` of its state says that the first `q`
//! letters typed are used up by the characters just read; each character
//! moves the bits by as many letters as it may stand for.

use crate::sounds::{SYLLABLE_MAX, Sounds};

/// Characters by small numbers, so that what is known of each fits in a cache.
#[derive(Debug, Clone)]
pub struct Alphabet {
    /// The number of each character of Unicode's first plane; 0 has none.
    ids: Vec<u16>,
    next: u16,
}

impl Default for Alphabet {
    fn default() -> Self {
        Self {
            ids: vec![0; 1 << 16],
            next: 1,
        }
    }
}

impl Alphabet {
    /// The number of a character that was written before.
    pub fn id(&self, c: char) -> Option<u16> {
        let id = self.ids.get(c as usize).copied();
        id.filter(|id| *id != 0)
    }

    fn write(&mut self, c: char) -> u16 {
        match self.ids.get_mut(c as usize) {
            // Beyond the first plane: rare enough to be found by nobody.
            None => 0,
            Some(id) => {
                if *id == 0 && self.next < u16::MAX {
                    *id = self.next;
                    self.next += 1;
                }
                *id
            }
        }
    }
}

/// A character folded for search: full-width to half-width, lower case of A to Z (the whole table of Unicode weighs 11 kB).
pub fn fold(c: char) -> char {
    let c = match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '\u{3000}' => ' ',
        c => c,
    };
    c.to_ascii_lowercase()
}

/// Texts, one behind the other.
#[derive(Debug, Clone, Default)]
pub struct Texts {
    units: Vec<u16>,
    ends: Vec<u32>,
}

impl Texts {
    /// Adds to the text that is being written, folded.
    pub fn write(&mut self, alphabet: &mut Alphabet, part: &str) {
        let part = part.chars().map(fold);
        self.units.extend(part.map(|c| alphabet.write(c)));
    }

    /// Ends the text that is being written.
    pub fn end(&mut self) {
        self.ends.push(self.units.len() as u32);
    }

    /// Puts the numbers of the texts that hold a word into `hits`, in their order.
    pub fn find(&self, word: &Word, hits: &mut Vec<u32>) {
        hits.clear();
        if word.letters == 0 {
            return;
        }
        let mut begin = 0;
        for (text, end) in self.ends.iter().enumerate() {
            let end = *end as usize;
            if word.is_in(&self.units[begin..end]) {
                hits.push(text as u32);
            }
            begin = end;
        }
    }
}

/// By how many letters a character may move each bit: `moves[n - 1]` has the bits it may move by `n`.
type Moves = [u64; SYLLABLE_MAX];

/// A word as an automaton. Its memory stays from word to word.
#[derive(Debug, Clone, Default)]
pub struct Word {
    /// For each character of the alphabet the place of its moves; 0 is a character that has none.
    kinds: Vec<u16>,
    moves: Vec<Moves>,
    /// The characters that have moves.
    touched: Vec<u16>,
    typed: Vec<char>,
    letters: usize,
}

impl Word {
    /// Longest word, in letters: the state must fit in one number.
    pub const MAX: usize = 62;

    /// Becomes a word, folded as the texts are; with sounds it may be typed in pinyin.
    pub fn set(&mut self, alphabet: &Alphabet, sounds: Option<&Sounds>, word: &str) {
        for id in self.touched.drain(..) {
            self.kinds[id as usize] = 0;
        }
        self.kinds.resize(usize::from(alphabet.next) + 1, 0);
        self.moves.clear();
        self.moves.push([0; SYLLABLE_MAX]);
        self.typed.clear();
        self.typed.extend(word.chars().take(Self::MAX));
        self.letters = self.typed.len();
        for (syllable, characters) in sounds.into_iter().flat_map(Sounds::each) {
            let moves = self.moves_of(syllable.as_bytes());
            if moves != [0; SYLLABLE_MAX] {
                let kind = self.moves.len() as u16;
                self.moves.push(moves);
                for id in characters {
                    self.give(*id as u16, kind);
                }
            }
        }
        for at in 0..self.letters {
            if let Some(id) = alphabet.id(self.typed[at]) {
                let mut moves = [0; SYLLABLE_MAX];
                moves[0] = 1 << at;
                let kind = self.moves.len() as u16;
                self.moves.push(moves);
                self.give(id, kind);
            }
        }
    }

    /// What a syllable may stand for at each place of the word: itself, its first letter (zh, ch and sh too), or what is
    /// typed of it so far, where the word ends.
    fn moves_of(&self, syllable: &[u8]) -> Moves {
        let mut moves = [0; SYLLABLE_MAX];
        for at in 0..self.letters {
            let typed = self.typed[at..].iter().zip(syllable);
            let same = typed
                .take_while(|(typed, letter)| **typed == char::from(**letter))
                .count();
            if same == 0 {
                continue;
            }
            moves[0] |= 1 << at;
            let double = same >= 2 && syllable[1] == b'h';
            if double {
                moves[1] |= 1 << at;
            }
            if same == syllable.len() || at + same == self.letters {
                moves[same - 1] |= 1 << at;
            }
        }
        moves
    }

    /// Lets a character also do what a kind does.
    fn give(&mut self, id: u16, kind: u16) {
        let own = self.kinds[usize::from(id)];
        if own == 0 {
            self.touched.push(id);
            self.kinds[usize::from(id)] = kind;
        } else {
            let mut both = self.moves[usize::from(own)];
            let other = self.moves[usize::from(kind)];
            both.iter_mut()
                .zip(other)
                .for_each(|(own, other)| *own |= other);
            self.kinds[usize::from(id)] = self.moves.len() as u16;
            self.moves.push(both);
        }
    }

    fn moves_at(&self, id: u16) -> Option<&Moves> {
        match self.kinds.get(usize::from(id)) {
            None | Some(0) => None,
            Some(kind) => self.moves.get(usize::from(*kind)),
        }
    }

    fn is_in(&self, units: &[u16]) -> bool {
        let mut state = 1;
        for unit in units {
            state = match self.moves_at(*unit) {
                None => 1,
                Some(moves) => 1 | step(state, moves),
            };
            if state >> self.letters & 1 == 1 {
                return true;
            }
        }
        false
    }

    /// Where the word stands in a text, folded like the word: from which character to which, the last not included.
    pub fn places(&self, alphabet: &Alphabet, text: &str) -> Vec<(usize, usize)> {
        let units: Vec<u16> = text.chars().map(|c| alphabet.id(c).unwrap_or(0)).collect();
        let mut places = Vec::new();
        let mut begin = 0;
        while self.letters > 0 && begin < units.len() {
            match self.end_of(&units[begin..]) {
                Some(length) => {
                    places.push((begin, begin + length));
                    begin += length;
                }
                None => begin += 1,
            }
        }
        places
    }

    /// How many characters the word takes at the very beginning of `units`.
    fn end_of(&self, units: &[u16]) -> Option<usize> {
        let mut state = 1;
        for (at, unit) in units.iter().enumerate() {
            state = self.moves_at(*unit).map_or(0, |moves| step(state, moves));
            if state >> self.letters & 1 == 1 {
                return Some(at + 1);
            }
            if state == 0 {
                break;
            }
        }
        None
    }
}

/// The state after a character.
fn step(state: u64, moves: &Moves) -> u64 {
    let mut next = 0;
    for (by, bits) in (1..).zip(moves) {
        next |= (state & bits) << by;
    }
    next
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const TABLE: [(&str, &str); 9] = [
        ("ren", "人"),
        ("gong", "工"),
        ("zhi", "智"),
        ("neng", "能"),
        ("zhong", "重中"),
        ("chong", "重"),
        ("qing", "庆"),
        ("an", "安"),
        ("xi", "西"),
    ];

    struct Written {
        alphabet: Alphabet,
        texts: Texts,
        sounds: Sounds,
    }

    fn written(texts: &[&str]) -> Written {
        let mut alphabet = Alphabet::default();
        let mut all = Texts::default();
        for text in texts {
            all.write(&mut alphabet, text);
            all.end();
        }
        let sounds = Sounds::new(&alphabet, TABLE.into_iter());
        Written {
            alphabet,
            texts: all,
            sounds,
        }
    }

    impl Written {
        fn hits(&self, typed: &str, pinyin: bool) -> Vec<u32> {
            let (mut word, mut hits) = (Word::default(), Vec::new());
            word.set(&self.alphabet, pinyin.then_some(&self.sounds), typed);
            self.texts.find(&word, &mut hits);
            hits
        }
    }

    #[test]
    fn a_word_is_found_as_people_type_it() {
        let year = written(&["玩转人工智能", "ai 重庆", "西安", "人"]);
        for typed in [
            "人工智能",
            "工智",
            "rengongzhineng",
            "rgzn",
            "rgzhn",
            "rengzn",
            "人工zn",
            "ren工",
            "reng",
            "r工zhin",
            "gongzhi",
            "zn",
        ] {
            assert_eq!(year.hits(typed, true), [0], "{typed}");
        }
        for typed in ["chongqing", "zhongqing", "cq", "zq", "重q", "ai"] {
            assert_eq!(year.hits(typed, true), [1], "{typed}");
        }
        assert_eq!(year.hits("xian", true), [2]);
        assert_eq!(year.hits("ren", true), [0, 3]);
        for typed in ["rzn", "rengz能n", "能人", "gn", "", "xa西"] {
            assert_eq!(year.hits(typed, true), [0; 0], "{typed}");
        }
        assert_eq!(year.hits("rgzn", false), [0; 0], "characters alone");
        assert_eq!(year.hits("工智", false), [0]);
    }

    #[test]
    fn the_place_of_a_hit_is_known() {
        let year = written(&["玩转人工智能人工智能"]);
        let mut word = Word::default();
        let mut places = |typed| {
            word.set(&year.alphabet, Some(&year.sounds), typed);
            word.places(&year.alphabet, "玩转人工智能人工智能")
        };
        assert_eq!(places("rgzn"), [(2, 6), (6, 10)]);
        assert_eq!(places("g"), [(3, 4), (7, 8)]);
        assert_eq!(places("能人"), [(5, 7)]);
        assert_eq!(places("x"), []);
    }

    /// All ways to type a text that begins a word: what the automaton should take, said plainly.
    fn takes(text: &[char], typed: &[char]) -> bool {
        let Some((first, rest)) = text.split_first() else {
            return typed.is_empty();
        };
        if typed.is_empty() {
            return true;
        }
        let mut ways: Vec<Vec<char>> = vec![vec![*first]];
        for (syllable, characters) in TABLE {
            if characters.contains(*first) {
                let letters: Vec<char> = syllable.chars().collect();
                ways.push(letters[..1].to_vec());
                if letters[1] == 'h' {
                    ways.push(letters[..2].to_vec());
                }
                ways.push(letters.clone());
                if letters.starts_with(typed) {
                    return true;
                }
            }
        }
        ways.iter()
            .any(|way| typed.starts_with(way) && takes(rest, &typed[way.len()..]))
    }

    proptest! {
        #[test]
        fn it_takes_what_the_plain_rule_takes(text in "[人工智能重庆安西ai]{0,6}", typed in "[人智重renghizcx]{1,5}") {
            let year = written(&[&text]);
            let text: Vec<char> = text.chars().collect();
            let typed_chars: Vec<char> = typed.chars().collect();
            let expected = (0..text.len()).any(|at| takes(&text[at..], &typed_chars));
            prop_assert_eq!(!year.hits(&typed, true).is_empty(), expected);
        }

        #[test]
        fn characters_alone_are_a_plain_search(texts in prop::collection::vec("[人工智能a]{0,6}", 0..6), typed in "[人工智能a]{1,3}") {
            let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
            let expected: Vec<u32> = (0..).zip(&texts).filter(|(_, text)| text.contains(&typed)).map(|(at, _)| at).collect();
            prop_assert_eq!(written(&texts).hits(&typed, false), expected);
        }
    }
}
