//! What goes with a lecture beside picture and sound: chapters, slides, sign language, captions of what is live.

use crate::domain::lecture::Source;
use crate::domain::read::{self, Read, Value, line, needed, u32_at, url};
use crate::domain::safe_url::SafeUrl;

/// Most chapters or slides that are read.
const MOST: usize = 300;

/// A part of a lecture.
#[derive(Debug, Clone, PartialEq)]
pub struct Chapter {
    /// Seconds from the start.
    pub at: u32,
    pub title: String,
}

/// A picture that is shown beside the lecture.
#[derive(Debug, Clone, PartialEq)]
pub struct Slide {
    /// The second from which it is shown; without one it is turned to by hand.
    pub at: Option<u32>,
    pub src: SafeUrl,
    pub alt: String,
}

#[derive(Debug, Clone, Default, PartialEq)]
pub struct Extras {
    /// In the order of time.
    pub chapters: Vec<Chapter>,
    pub slides: Vec<Slide>,
    /// Slides as one document, to open.
    pub document: Option<SafeUrl>,
    pub sign: Vec<Source>,
    /// Captions of what is live come from the server.
    pub live_captions: bool,
}

impl Extras {
    /// Reads what a lecture's record or the server's answer says; what is missing or of another kind is left out.
    pub fn read(value: Value) -> Self {
        let slides = value.get("slides");
        let mut chapters = read::list(value.get("chapters"), MOST, &mut chapter);
        chapters.sort_by_key(|chapter| chapter.at);
        chapters.dedup_by_key(|chapter| chapter.at);
        Self {
            chapters,
            slides: read::list(slides, MOST, &mut slide),
            document: slides.as_str().and_then(SafeUrl::parse),
            sign: read::list(value.get("sign"), MOST, &mut Source::read),
            live_captions: read::flag(value, "live_captions"),
        }
    }

    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

fn chapter(value: Value) -> Option<Chapter> {
    Some(Chapter {
        at: u32_at(value, "at")?,
        title: needed(value, "title")?,
    })
}

fn slide(value: Value) -> Option<Slide> {
    Some(Slide {
        at: u32_at(value, "at"),
        src: url(value, "src")?,
        alt: line(value, "alt"),
    })
}

/// Which of several things with a second of their own it is at a second: the last that has begun. They need not be in
/// order, and some may have no second.
pub fn current(starts: impl IntoIterator<Item = Option<u32>>, at: u32) -> Option<usize> {
    let begun = starts
        .into_iter()
        .enumerate()
        .filter_map(|(place, start)| Some((start.filter(|start| *start <= at)?, place)));
    begun.max().map(|(_, place)| place)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn extras(raw: &str) -> Extras {
        Extras::read(read::document(raw).unwrap().root())
    }

    #[test]
    fn what_is_missing_or_wrong_is_left_out() {
        assert!(extras(r#"{"id":"l"}"#).is_empty());
        assert!(
            extras(r#"{"chapters":"x","slides":7,"sign":{},"live_captions":"yes"}"#).is_empty()
        );
        let found = extras(
            r#"{"chapters":[{"at":50,"title":"问答"},{"at":0,"title":"开场"},{"at":-1,"title":"x"},{"title":"y"},{"at":3}],
                "slides":[{"at":0,"src":"data/slides/a.svg","alt":"甲"},{"src":"javascript:alert(1)"},{"src":"data/slides/b.svg"}],
                "sign":[{"role":"replay","kind":"mp4","url":"media/sign.mp4"},{"kind":"mp4"}],
                "live_captions":true}"#,
        );
        let titles: Vec<_> = found
            .chapters
            .iter()
            .map(|one| one.title.as_str())
            .collect();
        assert_eq!(titles, ["开场", "问答"]);
        assert_eq!((found.slides.len(), found.slides[1].at), (2, None));
        assert!(found.sign.len() == 1 && found.live_captions && found.document.is_none());
        assert!(
            extras(r#"{"slides":"https://a.example/s.pdf"}"#)
                .document
                .is_some()
        );
    }

    #[test]
    fn the_last_that_has_begun_is_the_current_one() {
        let starts = [Some(0), None, Some(15), Some(50)];
        assert_eq!(current(starts, 0), Some(0));
        assert_eq!(current(starts, 14), Some(0));
        assert_eq!(current(starts, 15), Some(2));
        assert_eq!(current(starts, 999), Some(3));
        assert_eq!(current([Some(5)], 4), None);
        assert_eq!(current([None], 4), None);
    }
}
