//! How a backend says by itself that something changed: `realtime` in a mapping.

use super::Foreign;
use super::json::{self, Value};

/// News that come at once are told together after at most this long, in milliseconds, each device by chance: a crowd
/// does not ask all at the same time.
const SPREAD_MS: f64 = 2_000.0;
/// Between two times that news are told lie so many milliseconds at least.
const APART_MS: f64 = 5_000.0;

/// How news of places and programme are had.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Realtime {
    /// Places are asked for again and again.
    #[default]
    Poll,
    /// Places are read with the programme and not in between.
    None,
    /// Besides, a stream of events says when to ask.
    Stream(Stream),
}

/// A stream of Server-Sent Events.
#[derive(Debug, Clone, PartialEq)]
pub struct Stream {
    /// Below the base, or a whole address.
    pub path: String,
    /// Names of the events after which places are asked for.
    pub places: Vec<String>,
    /// Names of the events after which the whole programme is.
    pub programme: Vec<String>,
    /// What is sent once the stream has said who one is.
    pub hello: Option<Hello>,
}

/// A backend that asks what one wants to hear.
#[derive(Debug, Clone, PartialEq)]
pub struct Hello {
    /// The event that says who one is.
    pub event: String,
    /// Where in it that stands.
    pub id: String,
    pub method: String,
    pub path: String,
    /// What is sent; `{id}` in it is who one is.
    pub body: Value,
}

impl Hello {
    /// The request that answers the event's `data`, unless it does not say who one is.
    pub fn request(&self, data: &str) -> Option<Foreign> {
        let id = json::text_at(&json::read(data), &self.id)?;
        Some(Foreign {
            method: self.method.clone(),
            path: self.path.clone(),
            headers: Vec::new(),
            body: Some(
                json::with_texts(&self.body, &|text| text.replace("{id}", &id).into()).write(),
            ),
        })
    }
}

/// How long news that come `now` wait until they are told, if some were told at `last`: all in milliseconds; `chance` lies
/// between 0 and 1.
pub fn wait(now: f64, last: f64, chance: f64) -> f64 {
    (chance * SPREAD_MS).max((last + APART_MS - now).min(APART_MS))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::mapping::json::json;
    use crate::api::mapping::spec::Mapping;

    fn read(realtime: Value) -> Mapping {
        Mapping::read(
            &json!({"base": "/b", "mapping": {"realtime": realtime}}),
            &Value::Null,
        )
    }

    #[test]
    fn a_stream_is_read_and_what_is_wrong_in_it_leaves_the_polling() {
        assert_eq!(read(json!("none")).realtime, Realtime::None);
        assert_eq!(read(json!("poll")).realtime, Realtime::Poll);
        assert_eq!(read(Value::Null).realtime, Realtime::Poll);
        for wrong in [
            json!("sse"),
            json!(7),
            json!({"by": "sse"}),
            json!({"by": "socket", "path": "x"}),
        ] {
            let mapping = read(wrong.clone());
            assert_eq!(mapping.realtime, Realtime::Poll, "{wrong:?}");
            assert_eq!(mapping.faults, ["/realtime"], "{wrong:?}");
        }
        let mapping = read(json!({"by": "sse", "path": "news"}));
        let Realtime::Stream(stream) = mapping.realtime else {
            panic!("no stream")
        };
        assert_eq!(stream.places, ["message"], "events without a name");
        assert!(stream.programme.is_empty() && stream.hello.is_none());
    }

    #[test]
    fn who_one_is_goes_into_what_is_asked_for() {
        let mapping = read(
            json!({"by": "sse", "path": "realtime", "places": ["p"], "hello": {
                "event": "PB_CONNECT", "id": "/clientId", "path": "realtime",
                "body": {"clientId": "{id}", "subscriptions": ["p", "activities/*"], "n": 1},
            }}),
        );
        assert_eq!(mapping.faults, Vec::<String>::new());
        let Realtime::Stream(stream) = mapping.realtime else {
            panic!("no stream")
        };
        let hello = stream.hello.expect("a hello");
        let request = hello.request(r#"{"clientId":"x1"}"#).expect("a request");
        assert_eq!((&*request.method, &*request.path), ("POST", "realtime"));
        assert_eq!(
            json::read(&request.body.unwrap_or_default()),
            json!({"clientId": "x1", "subscriptions": ["p", "activities/*"], "n": 1})
        );
        assert!(hello.request("").is_none());
        assert!(hello.request(r#"{"clientId":{}}"#).is_none());
    }

    #[test]
    fn news_are_told_soon_and_never_in_a_row() {
        assert_eq!(wait(100_000.0, 0.0, 0.25), 500.0);
        assert_eq!(wait(100_000.0, 99_000.0, 0.25), 4_000.0);
        assert_eq!(wait(0.0, 1e9, 0.0), 5_000.0, "the clock was put back");
    }
}
