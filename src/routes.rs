//! Every URL of the app, built and named in one place.

use crate::domain::query::{Query, encode};

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
    Live,
    Lecture(String),
    Mine,
    /// One registration's receipt.
    Receipt(String),
    About,
}

impl Page {
    pub fn path(&self) -> String {
        match self {
            Self::Discover => "/".into(),
            Self::Found(query) => {
                let search = query.to_search();
                if search.is_empty() {
                    "/".into()
                } else {
                    ["/?", &search].concat()
                }
            }
            Self::Activity(id) => ["/a/", &encode(id)].concat(),
            Self::SignUp { activity, session } => {
                ["/a/", &encode(activity), "/join/", &encode(session)].concat()
            }
            Self::Live => "/live".into(),
            Self::Lecture(id) => ["/live/", &encode(id)].concat(),
            Self::Mine => "/mine".into(),
            Self::Receipt(id) => ["/mine/", &encode(id)].concat(),
            Self::About => "/about".into(),
        }
    }
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
    }
}
