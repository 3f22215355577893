//! Collecting stamps (打卡): what a typed code is, whose stamp it gives, the marks on a card.
//!
//! The codes are not in the year file. It holds the first bytes of a digest of each, with the edition and the place
//! mixed in: who reads the file cannot read the codes off it. It is a game's lock and no safe's: codes are short, and a
//! computer that tries them all finds them.

use super::by_id::ById;
use super::catalogue::Catalogue;
use super::query;
use super::text;
use crate::text;
use sha2::{Digest as _, Sha256};

/// Letters and digits of a code: none that is taken for another.
pub const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// How many a code has.
pub const LENGTH: usize = 6;
/// The marks: whoever looks at a card compares them with a list of the places.
const MARKS: [char; 64] = [
    '山', '河', '日', '月', '星', '云', '雨', '雪', '风', '雷', '电', '光', '水', '火', '土', '石',
    '金', '木', '竹', '花', '草', '叶', '果', '米', '麦', '豆', '瓜', '茶', '盐', '糖', '鱼', '鸟',
    '虫', '马', '牛', '羊', '鹿', '虎', '龙', '龟', '鹤', '燕', '蝶', '蜂', '车', '船', '桥', '塔',
    '门', '窗', '灯', '钟', '书', '笔', '纸', '尺', '镜', '琴', '鼓', '旗', '伞', '杯', '碗', '球',
];

/// A code as it was typed: in any case and width, with spaces and hyphens, O for 0, I and L for 1.
pub fn tidy(typed: &str) -> Option<String> {
    let code: String = text::fold(typed)
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '_' | '.' | '·' | '#'))
        .take(LENGTH + 1)
        .map(|c| match c.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            'U' => 'V',
            other => other,
        })
        .collect();
    let valid = code.len() == LENGTH && code.bytes().all(|byte| LETTERS.contains(&byte));
    valid.then_some(code)
}

/// The code in a link's fragment, as it stands there; nothing for an empty one. Some chats add members behind an `&`.
pub fn in_fragment(fragment: &str) -> Option<String> {
    let raw = fragment.trim_start_matches('#').split('&').next()?;
    let raw = query::decode(raw.get(..raw.len().min(60))?);
    // The link over the page that leads to its text has a fragment too.
    (!raw.is_empty() && raw != "main").then_some(raw)
}

/// What a code comes to at one place.
pub struct Digest {
    /// What the year file says of the right one.
    pub hash: String,
    /// The mark on the card, which the year file does not say.
    pub mark: char,
}

/// The digest of a tidy code at a place or lecture of an edition.
pub fn digest(edition: &str, id: &str, code: &str) -> Digest {
    let bytes = Sha256::digest(text!(edition, "/", id, "/", code));
    let mut hash = String::with_capacity(16);
    for byte in &bytes[..8] {
        for half in [byte >> 4, byte & 15] {
            hash.push(char::from_digit(half.into(), 16).unwrap_or('0'));
        }
    }
    Digest {
        hash,
        mark: MARKS[usize::from(bytes[8]) % MARKS.len()],
    }
}

/// A code made from a secret: the same for the same place, for whoever prints the posters again.
pub fn code_of(secret: &str, edition: &str, id: &str) -> String {
    let bytes = Sha256::digest(text!(secret, "\n", edition, "\n", id));
    let letters = bytes.iter().take(LENGTH);
    letters
        .map(|byte| char::from(LETTERS[usize::from(byte % 32)]))
        .collect()
}

/// Something in the programme that gives a stamp.
#[derive(Debug, Clone, PartialEq)]
pub struct Post {
    /// The id of the place, or that of the lecture.
    pub id: String,
    pub name: String,
    /// The activity of a lecture; nothing for a place.
    pub activity: Option<String>,
    /// The district of a place.
    pub district: String,
    hash: String,
}

/// Whether anything gives one.
pub fn any(catalogue: &Catalogue) -> bool {
    let lecture = |at: usize| catalogue.activities[at].lecture.as_ref();
    catalogue.venues.iter().any(|venue| venue.stamp.is_some())
        || catalogue
            .lectures()
            .any(|at| lecture(at).is_some_and(|lecture| lecture.stamp.is_some()))
}

/// All that give one: places first, each in the order of the programme.
pub fn posts(catalogue: &Catalogue) -> Vec<Post> {
    let mut posts = Vec::new();
    for venue in &catalogue.venues {
        if let Some(stamp) = &venue.stamp {
            posts.push(Post {
                id: venue.id.clone(),
                name: either(&stamp.name, &venue.name),
                activity: None,
                district: catalogue.district_name(&venue.district).to_owned(),
                hash: stamp.hash.clone(),
            });
        }
    }
    for at in catalogue.lectures() {
        let activity = &catalogue.activities[at];
        if let Some((lecture, stamp)) = activity
            .lecture
            .as_ref()
            .and_then(|lecture| Some((lecture, lecture.stamp.as_ref()?)))
        {
            posts.push(Post {
                id: lecture.id.clone(),
                name: either(&stamp.name, &activity.title),
                activity: Some(activity.id.clone()),
                district: String::new(),
                hash: stamp.hash.clone(),
            });
        }
    }
    posts
}

fn either(name: &str, other: &str) -> String {
    if name.is_empty() { other } else { name }.to_owned()
}

/// The post to which a tidy code belongs, by its place among them, and the mark it gives.
pub fn find(posts: &[Post], edition: &str, code: &str) -> Option<(usize, char)> {
    posts.iter().enumerate().find_map(|(at, post)| {
        let digest = digest(edition, &post.id, code);
        digest
            .hash
            .eq_ignore_ascii_case(&post.hash)
            .then_some((at, digest.mark))
    })
}

/// A stamp as it is kept on the device.
#[derive(Debug, Clone, PartialEq)]
pub struct Collected {
    /// When, in milliseconds since 1970.
    pub at: i64,
    pub mark: char,
    pub edition: String,
}

impl Collected {
    pub fn write(&self) -> String {
        let mark = self.mark.to_string();
        text!("1 ", &self.at.to_string(), " ", &mark, " ", &self.edition)
    }

    /// What was kept; nothing for what is none.
    pub fn read(kept: &str) -> Option<Self> {
        let mut parts = kept.strip_prefix("1 ")?.splitn(3, ' ');
        let at = parts.next()?.parse().ok()?;
        let mark = parts.next()?.chars().next()?;
        let edition = parts.next()?.to_owned();
        MARKS.contains(&mark).then_some(Self { at, mark, edition })
    }
}

/// The marks of those that were collected, in the order of the posts.
pub fn marks(posts: &[Post], collected: &ById<Collected>) -> String {
    let marks = posts.iter().filter_map(|post| collected.get(&post.id));
    marks.map(|stamp| stamp.mark).collect()
}

/// Wrong codes in a row after which one is asked to wait, and for how long, in milliseconds.
const TRIES: u32 = 5;
const WAIT_MS: f64 = 60_000.0;

/// Wrong codes so far: who guesses is slowed down.
#[derive(Debug, Clone, Default)]
pub struct Tries {
    wrong: u32,
    last: f64,
}

impl Tries {
    /// Whether another code may be tried now, in milliseconds since 1970.
    pub fn may(&mut self, now: f64) -> bool {
        if now - self.last >= WAIT_MS || now < self.last {
            self.wrong = 0;
        }
        self.wrong < TRIES
    }

    pub fn missed(&mut self, now: f64) {
        self.wrong += 1;
        self.last = now;
    }
}

#[cfg(test)]
#[path = "stamps_tests.rs"]
mod tests;
