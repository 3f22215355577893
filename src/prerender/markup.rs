//! Pieces of markup that both pages use. Every text that comes from the year file goes through [`escape`].

use crate::domain::safe_url::SafeUrl;
use std::borrow::Cow;

/// Text made safe for content and for attributes in double quotes.
pub fn escape(text: &str) -> Cow<'_, str> {
    if !text.contains(['&', '<', '>', '"', '\'']) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// A phone number as a link that dials it; as plain text if it is no number.
pub fn phone(number: &str, class: &str) -> String {
    match SafeUrl::tel(number) {
        Some(url) => format!(
            "<a class=\"{class}\" href=\"{}\">{}</a>",
            escape(url.as_str()),
            escape(number)
        ),
        None => escape(number).into_owned(),
    }
}

/// The drawn mark of a direction.
pub fn mark(id: &str) -> String {
    format!(
        "<svg class=\"mark\" aria-hidden=\"true\"><use href=\"/icons/sprite.svg#{id}\"></use></svg>"
    )
}
