//! What the host adds to a lecture: a sentence, another place to watch it, a picture.

use crate::domain::lecture::{Source, SourceRole};
use crate::domain::read::{self, Read, Value};
use crate::domain::safe_url::SafeUrl;

/// The same members stand in the catalogue's lecture and in the answer of `GET lectures/{id}`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Word {
    /// A sentence of the host.
    pub note: String,
    /// Where it is watched instead.
    pub moved: Option<Source>,
    pub poster: Option<SafeUrl>,
}

impl Read for Word {
    fn read(value: Value) -> Option<Self> {
        value.is_object().then(|| Self {
            note: read::line(value, "note"),
            moved: Source::of(value.get("moved"), SourceRole::Other),
            poster: read::url(value, "poster"),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_there_is_left_out() {
        let read = |raw: &str| read::document(raw).and_then(|document| Word::read(document.root()));
        assert_eq!(read("{}"), Some(Word::default()));
        assert_eq!(read("[]"), None);
        let word = read(
            r#"{"note":"设备调试，请稍候","moved":{"kind":"link","url":"https://live.example/2","title":"备用直播间"},"poster":"javascript:x"}"#,
        )
        .unwrap();
        assert_eq!(word.note, "设备调试，请稍候");
        assert_eq!(word.moved.unwrap().title, "备用直播间");
        assert_eq!(word.poster, None);
        assert_eq!(
            read(r#"{"moved":"https://evil.example"}"#).unwrap().moved,
            None
        );
    }
}
