//! Places in a document.

use crate::document::{Document, Kind, Node};
use crate::names::Name;
use crate::number;

/// A value of a document. What is not there is null.
#[derive(Clone, Copy)]
pub struct Value<'a> {
    document: &'a Document<'a>,
    at: u32,
}

static NOTHING: Document<'static> = Document::nothing();

impl<'a> Value<'a> {
    /// What is not there.
    pub const NULL: Value<'static> = Value {
        document: &NOTHING,
        at: 0,
    };

    pub(crate) fn new(document: &'a Document<'a>, at: usize) -> Self {
        let at = at as u32;
        Self { document, at }
    }

    fn node(self) -> Node {
        let node = self.document.nodes.get(self.at as usize);
        node.copied().unwrap_or(Node::NULL)
    }

    fn kind(self) -> Kind {
        self.node().kind()
    }

    fn text(self, node: Node, length: usize) -> &'a str {
        let text = match node.kind() {
            Kind::Escaped => &self.document.side,
            _ => self.document.text,
        };
        text.get(node.place()..node.place() + length).unwrap_or("")
    }

    /// Of the name of a member: the name.
    pub(crate) fn named(self) -> &'a str {
        let node = self.node();
        self.text(node, node.length())
    }

    /// The node behind all of this value.
    fn behind(self) -> usize {
        let node = self.node();
        match node.kind() {
            Kind::Array | Kind::Object => node.size(),
            _ => self.at as usize + 1,
        }
    }

    pub fn is_null(self) -> bool {
        self.kind() == Kind::Null
    }

    pub fn is_object(self) -> bool {
        self.kind() == Kind::Object
    }

    pub fn is_array(self) -> bool {
        self.kind() == Kind::Array
    }

    /// A number as it is written.
    pub fn as_number(self) -> Option<&'a str> {
        self.digits()
            .and_then(|digits| std::str::from_utf8(digits).ok())
    }

    pub fn as_bool(self) -> Option<bool> {
        match self.kind() {
            Kind::True => Some(true),
            Kind::False => Some(false),
            _ => None,
        }
    }

    pub fn as_str(self) -> Option<&'a str> {
        let node = self.node();
        let is_text = matches!(node.kind(), Kind::String | Kind::Escaped);
        is_text.then(|| self.text(node, node.size()))
    }

    /// Where a string without escapes stands in the text of the document, as (first byte, length).
    pub fn span(self) -> Option<(usize, usize)> {
        let node = self.node();
        (node.kind() == Kind::String).then(|| (node.place(), node.size()))
    }

    fn digits(self) -> Option<&'a [u8]> {
        let node = self.node();
        let is_number = node.kind() == Kind::Number;
        is_number.then(|| self.text(node, node.size()).as_bytes())
    }

    pub fn as_u64(self) -> Option<u64> {
        number::whole(self.digits()?)
    }

    pub fn as_i64(self) -> Option<i64> {
        match self.digits()? {
            // Minus nothing is a fraction to whoever reads JSON.
            [b'-', b'0'] => None,
            [b'-', digits @ ..] => 0i64.checked_sub_unsigned(number::whole(digits)?),
            digits => i64::try_from(number::whole(digits)?).ok(),
        }
    }

    pub fn as_f64(self) -> Option<f64> {
        Some(number::float(self.digits()?))
    }

    /// The member of an object with this name, the first of several; null if there is none.
    pub fn get(self, name: &str) -> Self {
        let mut at = self.at as usize + 1;
        let end = if self.is_object() { self.behind() } else { 0 };
        while at < end {
            let value = Self::new(self.document, at + 1);
            if Self::new(self.document, at).named() == name {
                return value;
            }
            at = value.behind();
        }
        Self::NULL
    }

    /// The items of a list; of anything else none.
    pub fn items(self) -> Items<'a> {
        let node = self.node();
        let left = match node.kind() {
            Kind::Array => node.place(),
            _ => 0,
        };
        let next = Self::new(self.document, self.at as usize + 1);
        Items { next, left }
    }

    /// The members of an object in their order; of anything else none.
    pub fn members(self) -> Members<'a> {
        let node = self.node();
        let left = match node.kind() {
            Kind::Object => node.place(),
            _ => 0,
        };
        let next = Self::new(self.document, self.at as usize + 1);
        Members { next, left }
    }
}

/// The items of a list.
#[derive(Clone, Copy)]
pub struct Items<'a> {
    next: Value<'a>,
    left: usize,
}

impl<'a> Iterator for Items<'a> {
    type Item = Value<'a>;

    fn next(&mut self) -> Option<Value<'a>> {
        self.left = self.left.checked_sub(1)?;
        let item = self.next;
        self.next.at = item.behind() as u32;
        Some(item)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.left, Some(self.left))
    }
}

impl ExactSizeIterator for Items<'_> {}

/// The members of an object: their names and values.
#[derive(Clone, Copy)]
pub struct Members<'a> {
    next: Value<'a>,
    left: usize,
}

impl<'a> Members<'a> {
    /// The next member by the number of its name, if the names were numbered.
    pub fn next_numbered(&mut self) -> Option<(Name, Value<'a>)> {
        self.left = self.left.checked_sub(1)?;
        let name = self.next;
        let value = Value::new(name.document, name.at as usize + 1);
        self.next.at = value.behind() as u32;
        Some((name.node().name(), value))
    }
}

impl<'a> Iterator for Members<'a> {
    type Item = (&'a str, Value<'a>);

    fn next(&mut self) -> Option<(&'a str, Value<'a>)> {
        let name = self.next;
        let (_, value) = self.next_numbered()?;
        Some((name.named(), value))
    }
}
