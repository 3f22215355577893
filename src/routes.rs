//! Every URL of the app, built and named in one place.

use crate::domain::itinerary::Wish;
use crate::domain::query::{Query, decode, encode};
use crate::text;

/// What the ids of the activities to visit stand behind in the URL of [`Page::GradeFor`].
pub const GRADE_ASKS: &str = "activities=";

/// What the URL of [`Page::Together`] asks for.
pub const BIG: &str = "big=1";

/// A page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Page {
    Discover,
    /// The list of a query.
    Found(Box<Query>),
    Activity(String),
    /// Signing up for a session of an activity.
    SignUp {
        activity: String,
        session: String,
    },
    /// The quiz of an activity.
    Quiz(String),
    /// The pictures of an activity in which one can look round.
    Panorama(String),
    Live,
    /// The lectures and what else is online, for a query.
    LiveFor(Box<Query>),
    Lecture(String),
    /// A lecture laid out for a whole class before one screen.
    Together(String),
    Mine,
    /// What one means to go to, day by day.
    Plan,
    /// Proposals for a day out.
    Route,
    /// The proposals for a wish.
    RouteFor(Box<Wish>),
    /// Several classes of a grade sign up at once.
    Grade,
    /// The same for a visit of these activities.
    GradeFor(Vec<String>),
    /// One registration's receipt.
    Receipt(String),
    /// Changing a registration.
    Change(String),
    /// Where a link brings a registration to another device; its token stands in the fragment.
    Restore(String),
    /// What a teacher takes along, for printing.
    Sheet(String),
    /// The letter to the parents, for printing.
    Letter(String),
    /// Stamps that were collected; a code to collect may stand in the fragment.
    Stamps,
    About,
    /// Trying a backend for a deployment, where `config.json` asks for it.
    Setup,
    /// What a screen in a hall shows; the id names the screen, so that it finds its settings.
    Kiosk(Option<String>),
}

impl Page {
    pub fn path(&self) -> String {
        match self {
            Self::Discover => "/".into(),
            Self::Found(query) => asked("/", &query.to_search()),
            Self::Activity(id) => text!("/a/", &encode(id)),
            Self::SignUp { activity, session } => {
                text!("/a/", &encode(activity), "/join/", &encode(session))
            }
            Self::Quiz(id) => text!("/a/", &encode(id), "/quiz"),
            Self::Panorama(id) => text!("/a/", &encode(id), "/look"),
            Self::Live => "/live".into(),
            Self::LiveFor(query) => asked("/live", &query.to_search()),
            Self::Lecture(id) => text!("/live/", &encode(id)),
            Self::Together(id) => text!("/live/", &encode(id), "?", BIG),
            Self::Mine => "/mine".into(),
            Self::Plan => "/plan".into(),
            Self::Route => "/route".into(),
            Self::RouteFor(wish) => asked("/route", &wish.to_search()),
            Self::Grade => "/grade".into(),
            Self::GradeFor(ids) => {
                let ids: Vec<String> = ids.iter().map(|id| encode(id)).collect();
                asked("/grade", &text!(GRADE_ASKS, &ids.join(",")))
            }
            Self::Receipt(id) => text!("/mine/", &encode(id)),
            Self::Change(id) => text!("/mine/", &encode(id), "/change"),
            Self::Restore(id) => text!("/r/", &encode(id)),
            Self::Sheet(id) => text!("/r/", &encode(id), "/sheet"),
            Self::Letter(id) => text!("/r/", &encode(id), "/notice"),
            Self::Stamps => "/stamps".into(),
            Self::About => "/about".into(),
            Self::Setup => "/setup".into(),
            Self::Kiosk(None) => "/kiosk".into(),
            Self::Kiosk(Some(id)) => text!("/kiosk/", &encode(id)),
        }
    }

    /// The page at the path of a URL, as [`Page::path`] builds it; a closing slash changes nothing.
    pub fn parse(path: &str) -> Option<Self> {
        let mut parts = path
            .split('/')
            .skip(1)
            .map(decode)
            .filter(|part| !part.is_empty());
        let parts = [(); 5].map(|()| parts.next());
        let page = match parts {
            [None, ..] => Self::Discover,
            [Some(first), None, ..] => match first.as_str() {
                "live" => Self::Live,
                "mine" => Self::Mine,
                "plan" => Self::Plan,
                "route" => Self::Route,
                "about" => Self::About,
                "setup" => Self::Setup,
                "stamps" => Self::Stamps,
                "grade" => Self::Grade,
                "kiosk" => Self::Kiosk(None),
                _ => return None,
            },
            [Some(first), Some(id), None, ..] => match first.as_str() {
                "a" => Self::Activity(id),
                "live" => Self::Lecture(id),
                "mine" => Self::Receipt(id),
                "r" => Self::Restore(id),
                "kiosk" => Self::Kiosk(Some(id)),
                _ => return None,
            },
            [Some(first), Some(id), Some(part), None, _] if first == "a" => match part.as_str() {
                "quiz" => Self::Quiz(id),
                "look" => Self::Panorama(id),
                _ => return None,
            },
            [Some(first), Some(id), Some(paper), None, _] if first == "r" => match paper.as_str() {
                "sheet" => Self::Sheet(id),
                "notice" => Self::Letter(id),
                _ => return None,
            },
            [Some(first), Some(id), Some(change), None, ..]
                if first == "mine" && change == "change" =>
            {
                Self::Change(id)
            }
            [Some(first), Some(activity), Some(join), Some(session), None]
                if first == "a" && join == "join" =>
            {
                Self::SignUp { activity, session }
            }
            _ => return None,
        };
        Some(page)
    }
}

/// A path with what is asked of it.
fn asked(path: &str, search: &str) -> String {
    let mark = if search.is_empty() { "" } else { "?" };
    text!(path, mark, search)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_cannot_leave_their_place_in_the_path() {
        assert_eq!(
            Page::Activity("../x?y#z".into()).path(),
            "/a/..%2Fx%3Fy%23z"
        );
        assert_eq!(
            Page::Found(Box::new(Query::parse("left=1"))).path(),
            "/?left=1"
        );
        assert_eq!(Page::Found(Box::default()).path(), "/");
        assert_eq!(
            Page::RouteFor(Box::new(Wish::parse("for=3"))).path(),
            "/route?for=3"
        );
        assert_eq!(
            Page::LiveFor(Box::new(Query::parse("format=vr&q=月"))).path(),
            "/live?format=vr&q=%E6%9C%88"
        );
        assert_eq!(Page::Together("a?b".into()).path(), "/live/a%3Fb?big=1");
        assert_eq!(
            Page::GradeFor(vec!["a1".into(), "b&c".into()]).path(),
            "/grade?activities=a1,b%26c"
        );
    }

    #[test]
    fn every_page_is_found_again_at_its_path() {
        let id = || "水/滴 %2F?#+é".to_owned();
        for page in [
            Page::Discover,
            Page::Activity(id()),
            Page::SignUp {
                activity: id(),
                session: "s-1".into(),
            },
            Page::Quiz(id()),
            Page::Panorama(id()),
            Page::Live,
            Page::Lecture(id()),
            Page::Mine,
            Page::Plan,
            Page::Route,
            Page::Grade,
            Page::Receipt(id()),
            Page::Change(id()),
            Page::Restore(id()),
            Page::Sheet(id()),
            Page::Letter(id()),
            Page::Stamps,
            Page::About,
            Page::Setup,
            Page::Kiosk(None),
            Page::Kiosk(Some(id())),
        ] {
            assert_eq!(Page::parse(&page.path()), Some(page));
        }
        assert_eq!(Page::parse("/live/"), Some(Page::Live));
        for path in [
            "/x",
            "/a",
            "/a/1/join",
            "/a/1/quiz/2",
            "/stamps/1",
            "/setup/1",
            "/a/1/join/2/3",
            "/mine/1/leave",
            "/mine/1/change/2",
            "/a/1/leave/2",
            "/r",
            "/r/1/x",
            "/r/1/sheet/2",
            "/index.html",
        ] {
            assert_eq!(Page::parse(path), None, "{path}");
        }
    }
}
