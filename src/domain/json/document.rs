//! A text as a list of nodes.

use crate::names::Names;
use crate::scan::{blank, eight, escape, number, special, specials};
use crate::value::Value;

/// Deepest nesting, as `serde_json` has it.
const DEPTH: usize = 127;
/// Bits of a node's place: a text is shorter than a quarter of a gigabyte.
const PLACE_BITS: u32 = 28;
/// Bits of the length of a member's name beside the number of the name.
const LENGTH_BITS: u32 = 24;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Kind {
    Null,
    False,
    True,
    Number,
    String,
    /// A string with escapes; its place is among the [`Document::side`].
    Escaped,
    Array,
    Object,
}

const KINDS: [Kind; 8] = [
    Kind::Null,
    Kind::False,
    Kind::True,
    Kind::Number,
    Kind::String,
    Kind::Escaped,
    Kind::Array,
    Kind::Object,
];

/// One value, or the name of a member before its value.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Node {
    /// The kind, above the place: where a text begins; how many items or members there are.
    head: u32,
    /// How long a text is, in bytes; the node behind the last one inside; of a name also its number.
    size: u32,
}

impl Node {
    pub(crate) const NULL: Self = Self { head: 0, size: 0 };

    fn new(kind: Kind, place: usize, size: usize) -> Self {
        Self {
            head: (kind as u32) << PLACE_BITS | place as u32,
            size: size as u32,
        }
    }

    pub(crate) fn kind(self) -> Kind {
        KINDS[(self.head >> PLACE_BITS) as usize % KINDS.len()]
    }

    pub(crate) fn place(self) -> usize {
        (self.head & ((1 << PLACE_BITS) - 1)) as usize
    }

    pub(crate) fn size(self) -> usize {
        self.size as usize
    }

    /// Of a name: its length.
    pub(crate) fn length(self) -> usize {
        (self.size & ((1 << LENGTH_BITS) - 1)) as usize
    }

    /// Of a name: its number.
    pub(crate) fn name(self) -> u8 {
        (self.size >> LENGTH_BITS) as u8
    }
}

/// A text as a list of nodes.
#[derive(Debug, Default)]
pub struct Document<'a> {
    pub(crate) text: &'a str,
    pub(crate) nodes: Vec<Node>,
    /// Strings that have escapes, without them.
    pub(crate) side: String,
    /// The lists and objects around the one that is being read.
    open: Vec<Inside>,
}

/// A list or an object that is not closed yet.
#[derive(Debug, Clone, Copy, Default)]
struct Inside {
    /// Its node.
    own: u32,
    /// The items or members that are read.
    count: u32,
    /// Its last byte.
    close: u8,
}

/// What comes next in a list or an object that is read value by value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Another value, from this byte on.
    Value(usize),
    /// The end; this is the byte behind it.
    End(usize),
}

impl<'a> Document<'a> {
    /// The document of what is not there.
    pub(crate) const fn nothing() -> Document<'static> {
        Document {
            text: "",
            nodes: Vec::new(),
            side: String::new(),
            open: Vec::new(),
        }
    }

    /// A text of which nothing is read yet.
    pub fn of(text: &'a str) -> Self {
        Self {
            text,
            ..Self::default()
        }
    }

    /// A whole text; nothing if it is not JSON.
    pub fn read(text: &'a str) -> Option<Self> {
        let mut document = Self::of(text);
        let end = document.value(0, 0, None)?;
        document.is_end(end).then_some(document)
    }

    /// What was read last.
    pub fn root(&self) -> Value<'_> {
        Value::new(self, 0)
    }

    /// Whether nothing more comes.
    pub fn is_end(&self, at: usize) -> bool {
        blank(self.text.as_bytes(), at) == self.text.len()
    }

    /// Goes into what begins at a byte with `open` and ends with `close`; nothing if it is something else.
    pub fn enter(&self, at: usize, open: u8, close: u8) -> Option<Step> {
        let bytes = self.text.as_bytes();
        let at = blank(bytes, at);
        (*bytes.get(at)? == open).then_some(())?;
        let next = blank(bytes, at + 1);
        Some(match bytes.get(next)? == &close {
            true => Step::End(next + 1),
            false => Step::Value(next),
        })
    }

    /// From the end of a value to the next one of what ends with `close`.
    pub fn step(&self, at: usize, close: u8) -> Option<Step> {
        let bytes = self.text.as_bytes();
        let at = blank(bytes, at);
        match bytes.get(at)? {
            b',' => Some(Step::Value(blank(bytes, at + 1))),
            byte if *byte == close => Some(Step::End(at + 1)),
            _ => None,
        }
    }

    /// The name of a member that begins at a byte, and where its value begins.
    pub fn member(&mut self, at: usize) -> Option<(String, usize)> {
        self.nodes.clear();
        self.side.clear();
        let end = self.name(at, None)?;
        let name = Value::new(self, 0).named().to_owned();
        Some((name, end))
    }

    /// Reads the value that begins at a byte, inside of `depth` others, and answers where it ends. What was read before
    /// is forgotten, its memory is used again.
    pub fn value(&mut self, at: usize, depth: usize, names: Option<&Names>) -> Option<usize> {
        self.nodes.clear();
        self.side.clear();
        self.open.clear();
        if self.text.len() >> PLACE_BITS != 0 {
            return None;
        }
        self.nest(at, depth, names)
    }

    fn push(&mut self, kind: Kind, place: usize, size: usize) {
        self.nodes.push(Node::new(kind, place, size));
    }

    fn nest(&mut self, at: usize, depth: usize, names: Option<&Names>) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let mut at = blank(bytes, at);
        // The list or object that is being read; those around it wait in `open`.
        let mut inside = Inside::default();
        loop {
            match *bytes.get(at)? {
                b'"' => at = self.string(at)?,
                begin @ (b'{' | b'[') => {
                    if self.open.len() + depth >= DEPTH {
                        return None;
                    }
                    let (kind, close) = match begin {
                        b'{' => (Kind::Object, b'}'),
                        _ => (Kind::Array, b']'),
                    };
                    let own = self.nodes.len();
                    self.push(kind, 0, own + 1);
                    at = blank(bytes, at + 1);
                    if *bytes.get(at)? == close {
                        at += 1;
                    } else {
                        self.open.push(inside);
                        inside = Inside {
                            own: own as u32,
                            count: 0,
                            close,
                        };
                        if close == b'}' {
                            at = self.name(at, names)?;
                        }
                        continue;
                    }
                }
                b'-' | b'0'..=b'9' => {
                    let end = number(bytes, at)?;
                    self.push(Kind::Number, at, end - at);
                    at = end;
                }
                b't' => at = self.word(at, b"true", Kind::True)?,
                b'f' => at = self.word(at, b"false", Kind::False)?,
                b'n' => at = self.word(at, b"null", Kind::Null)?,
                _ => return None,
            }
            // A value ended: what it stands in goes on, or ends with it.
            loop {
                if self.open.is_empty() {
                    return Some(at);
                }
                inside.count += 1;
                at = blank(bytes, at);
                let byte = *bytes.get(at)?;
                at += 1;
                if byte == b',' {
                    at = blank(bytes, at);
                    if inside.close == b'}' {
                        at = self.name(at, names)?;
                    }
                    break;
                }
                if byte != inside.close {
                    return None;
                }
                let end = self.nodes.len();
                let node = &mut self.nodes[inside.own as usize];
                node.head += inside.count;
                node.size = end as u32;
                inside = self.open.pop()?;
            }
        }
    }

    fn word(&mut self, at: usize, word: &[u8], kind: Kind) -> Option<usize> {
        let end = at + word.len();
        (self.text.as_bytes().get(at..end)? == word).then_some(())?;
        self.push(kind, 0, 0);
        Some(end)
    }

    /// A string, from its first quote on.
    fn string(&mut self, at: usize) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let end = special(bytes, at + 1)?;
        if bytes[end] == b'"' {
            self.push(Kind::String, at + 1, end - at - 1);
            return Some(end + 1);
        }
        let begin = self.side.len();
        let end = self.escaped(at + 1, end)?;
        self.push(Kind::Escaped, begin, self.side.len() - begin);
        Some(end)
    }

    /// The rest of a string from its first escape on.
    #[inline(never)]
    fn escaped(&mut self, mut begin: usize, mut at: usize) -> Option<usize> {
        let bytes = self.text.as_bytes();
        loop {
            self.side.push_str(self.text.get(begin..at)?);
            match bytes[at] {
                b'"' => return Some(at + 1),
                b'\\' => begin = escape(bytes, at + 1, &mut self.side)?,
                _ => return None,
            }
            at = special(bytes, begin)?;
        }
    }

    /// A member's name and the colon behind it; answers where the value begins.
    fn name(&mut self, at: usize, names: Option<&Names>) -> Option<usize> {
        let bytes = self.text.as_bytes();
        if *bytes.get(at)? != b'"' {
            return None;
        }
        // Nearly all names are short, and what follows them is the colon.
        if let Some(word) = eight(bytes, at + 1) {
            let found = specials(word);
            let length = found.trailing_zeros() as usize / 8;
            if found != 0
                && bytes[at + 1 + length] == b'"'
                && bytes.get(at + length + 2) == Some(&b':')
            {
                let head = word & ((1 << (8 * length)) - 1);
                let number = match names {
                    Some(names) => names.short(head, length),
                    None => 0,
                };
                let size = length | usize::from(number) << LENGTH_BITS;
                self.push(Kind::String, at + 1, size);
                return Some(blank(bytes, at + length + 3));
            }
        }
        self.long_name(at, names)
    }

    #[inline(never)]
    fn long_name(&mut self, at: usize, names: Option<&Names>) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let end = self.string(at)?;
        let last = self.nodes.last_mut()?;
        let length = last.size();
        // Nobody asks for a name of megabytes.
        if length >> LENGTH_BITS != 0 {
            last.size = 0;
        } else if let Some(names) = names {
            let number = match last.kind() {
                Kind::String => names.find(bytes, last.place(), length),
                _ => names.find(self.side.as_bytes(), last.place(), length),
            };
            last.size |= u32::from(number) << LENGTH_BITS;
        }
        let end = blank(bytes, end);
        (*bytes.get(end)? == b':').then(|| blank(bytes, end + 1))
    }
}
