//! Pictures of a place in which one can look all round: `panoramas` of an activity.

use super::many::Many;
use super::read::{Read, Value, line, paragraphs, url};
use super::safe_url::SafeUrl;

/// One such picture, 360° wide and 180° high.
#[derive(Debug, Clone, PartialEq)]
pub struct Panorama {
    pub url: SafeUrl,
    /// A still of it, 16:9, for whoever cannot or does not want to look round.
    pub poster: Option<SafeUrl>,
    pub title: String,
    /// What there is to see, in words.
    pub alt: String,
}

impl Panorama {
    /// Those of an activity's record.
    pub fn of(record: Value) -> Many<Self> {
        Many::read(record, "panoramas")
    }
}

impl Read for Panorama {
    /// Without a picture it is none.
    fn read(value: Value) -> Option<Self> {
        Some(Self {
            url: url(value, "url")?,
            poster: url(value, "poster"),
            title: line(value, "title"),
            alt: paragraphs(value, "alt"),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::read;

    #[test]
    fn one_without_a_picture_is_left_out() {
        let document = read::document(
            r#"{"panoramas":[{"url":"data/panorama/moon.jpg","title":"月面"},{"title":"无"},{"url":"javascript:x"},7]}"#,
        )
        .unwrap();
        let all = Panorama::of(document.root());
        assert_eq!((all.len(), all.skipped), (1, 3));
        assert_eq!(all[0].title, "月面");
    }
}
