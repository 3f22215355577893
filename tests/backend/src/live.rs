//! Live playlists without an encoder: a window that the clock moves over a film played again and again.
//!
//! `live.m3u8` is the ladder, made of `replay.m3u8`; `live-x.m3u8` is the window over `replay-x.m3u8`.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use chrono::{DateTime, SecondsFormat, Utc};

/// Seconds of every segment but the last of the film.
const SEGMENT_S: i64 = 2;
/// Rounds of the film that are counted before the count begins anew: hls.js holds a list as long as this number, and
/// looks through all of it at every playlist.
const ROUNDS: i64 = 1_000;
/// Segments in the window.
const WINDOW: i64 = 6;

/// The live playlist of that name at a moment, if its film is there.
pub fn playlist(folder: &Path, name: &str, now: DateTime<Utc>) -> Option<String> {
    let film = format!(
        "replay{}",
        name.strip_prefix("live")
            .filter(|_| name.ends_with(".m3u8"))?
    );
    if name.contains('/') {
        return None;
    }
    let text = fs::read_to_string(folder.join(film)).ok()?;
    if text.contains("#EXT-X-STREAM-INF") {
        return Some(text.replace("replay-", "live-"));
    }
    window(&segments(&text), now)
}

/// Seconds of one round of the film that the live playlists are made of.
pub fn round(folder: &Path) -> Option<i64> {
    let ladder = fs::read_to_string(folder.join("replay.m3u8")).ok()?;
    let film = ladder
        .lines()
        .find(|line| !line.is_empty() && !line.starts_with('#') && !line.contains('/'))?;
    let film = fs::read_to_string(folder.join(film)).ok()?;
    let count = i64::try_from(segments(&film).len()).ok()?;
    (count > 0).then_some(count * SEGMENT_S)
}

struct Segment<'a> {
    extinf: &'a str,
    uri: &'a str,
}

fn segments(text: &str) -> Vec<Segment<'_>> {
    let mut found = Vec::new();
    let mut extinf = None;
    for line in text.lines().map(str::trim) {
        if line.starts_with("#EXTINF:") {
            extinf = Some(line);
        } else if !line.is_empty()
            && !line.starts_with('#')
            && let Some(extinf) = extinf.take()
        {
            found.push(Segment { extinf, uri: line });
        }
    }
    // A rest of a few frames would make the renditions of a ladder loop at different times.
    let whole = |segment: &Segment<'_>| {
        let seconds = segment.extinf["#EXTINF:".len()..].split(',').next();
        seconds
            .and_then(|text| text.parse::<f64>().ok())
            .unwrap_or(0.0)
            >= SEGMENT_S as f64 / 2.0
    };
    found.retain(whole);
    found
}

fn window(segments: &[Segment<'_>], now: DateTime<Utc>) -> Option<String> {
    let count = i64::try_from(segments.len())
        .ok()
        .filter(|count| *count > 0)?;
    let next = now.timestamp().div_euclid(SEGMENT_S);
    let first = next - WINDOW;
    let mut list = format!(
        "#EXTM3U\n#EXT-X-VERSION:6\n#EXT-X-TARGETDURATION:{}\n#EXT-X-MEDIA-SEQUENCE:{first}\n\
         #EXT-X-DISCONTINUITY-SEQUENCE:{}\n",
        SEGMENT_S,
        first.div_euclid(count).rem_euclid(ROUNDS)
    );
    for number in first..next {
        let at = number.rem_euclid(count);
        if at == 0 && number != first {
            list.push_str("#EXT-X-DISCONTINUITY\n");
        }
        let start = DateTime::from_timestamp(number * SEGMENT_S, 0)?;
        let segment = &segments[usize::try_from(at).ok()?];
        writeln!(
            list,
            "#EXT-X-PROGRAM-DATE-TIME:{}\n{}\n{}",
            start.to_rfc3339_opts(SecondsFormat::Millis, true),
            segment.extinf,
            segment.uri
        )
        .ok()?;
    }
    Some(list)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILM: &str = "#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2.000,\nr0.ts\n#EXTINF:2.000,\nr1.ts\n\
        #EXTINF:2.000,\nr2.ts\n#EXTINF:0.040,\nr3.ts\n#EXT-X-ENDLIST\n";

    fn at(seconds: i64) -> String {
        let now = DateTime::from_timestamp(seconds, 0).expect("a moment");
        window(&segments(FILM), now).expect("a playlist")
    }

    fn uris(list: &str) -> Vec<&str> {
        list.lines().filter(|line| !line.starts_with('#')).collect()
    }

    #[test]
    fn the_window_moves_with_the_clock() {
        let list = at(1_000_000);
        assert!(list.contains("#EXT-X-MEDIA-SEQUENCE:499994\n"), "{list}");
        assert!(
            list.contains("#EXT-X-DISCONTINUITY-SEQUENCE:664\n"),
            "{list}"
        );
        assert!(!list.contains("ENDLIST"));
        assert_eq!(
            uris(&list),
            ["r2.ts", "r0.ts", "r1.ts", "r2.ts", "r0.ts", "r1.ts"]
        );
        assert_eq!(list.matches("#EXT-X-DISCONTINUITY\n").count(), 2);
        assert_eq!(at(1_000_001), list);
        let later = at(1_000_002);
        assert!(later.contains("#EXT-X-MEDIA-SEQUENCE:499995\n"));
        assert_eq!(uris(&later)[..5], uris(&list)[1..]);
        // A loop that begins with the window has its number in the header, not a tag.
        assert_eq!(later.matches("#EXT-X-DISCONTINUITY\n").count(), 1);
        assert!(later.contains("#EXT-X-DISCONTINUITY-SEQUENCE:665\n"));
        assert!(
            later.contains("#EXT-X-PROGRAM-DATE-TIME:1970-01-12T13:46:30.000Z\n"),
            "{later}"
        );
    }

    #[test]
    fn without_segments_there_is_none() {
        assert!(window(&segments("#EXTM3U\n"), DateTime::UNIX_EPOCH).is_none());
    }
}
