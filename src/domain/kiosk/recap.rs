//! Pictures of what was.

use crate::domain::activity::Recap;
use crate::domain::catalogue::Catalogue;
use crate::domain::read::Read;
use crate::domain::safe_url::SafeUrl;

/// Most pictures that take turns.
const MOST: usize = 40;

/// A picture of an activity that was, with what is told of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
    /// Index into the catalogue's activities.
    pub activity: usize,
    pub src: SafeUrl,
    /// What is to be seen on it.
    pub alt: String,
    pub summary: String,
    pub visitors: Option<u32>,
}

/// The pictures of a programme, in its order. Looks at the record of every activity: asked once for each programme.
pub fn pictures(catalogue: &Catalogue) -> Vec<Picture> {
    let mut pictures = Vec::new();
    for activity in 0..catalogue.activities.len() {
        catalogue.activities.record(activity, &mut |record| {
            let Some(recap) = Recap::read(record.get("recap")) else {
                return;
            };
            for photo in recap.photos.items {
                if let Some(src) = photo.src {
                    pictures.push(Picture {
                        activity,
                        src,
                        alt: photo.alt,
                        summary: recap.summary.clone(),
                        visitors: recap.visitors,
                    });
                }
            }
        });
        if pictures.len() >= MOST {
            pictures.truncate(MOST);
            break;
        }
    }
    pictures
}
