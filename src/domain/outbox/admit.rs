//! What a new operation means to one that is there under the same id.

use super::{Action, Need, Operation, State};

/// What adding an operation to those there are means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Admit {
    /// Store it.
    Add,
    /// Store it in the place of the one under its id.
    Replace,
    /// It is there already: a double tap, or another tab.
    Same,
    /// One that may be on the server must be settled first.
    Wait,
    /// Both vanish: what is cancelled was never sent.
    Withdraw,
}

/// How `new` meets `old`, the operation under the same id.
pub fn admit(old: Option<&Operation>, new: &Operation) -> Admit {
    let Some(old) = old else {
        return Admit::Add;
    };
    let in_doubt = old.maybe_sent || matches!(old.state, State::Sending(_));
    match (&old.action, &new.action) {
        _ if matches!(old.state, State::Done) => Admit::Replace,
        // Only an answer settles what may be there; only a refusal frees a body.
        (a, b) if old.is_live() && a.is_same(b) => Admit::Same,
        _ if in_doubt && old.is_live() => Admit::Wait,
        (Action::Create(_), Action::Create(_)) => match old.state {
            State::NeedsPerson(Need::Reused | Need::Conflict) => Admit::Wait,
            _ => Admit::Replace,
        },
        (Action::Create(_), Action::Cancel { .. }) if !in_doubt => Admit::Withdraw,
        (Action::Create(_), _) => Admit::Wait,
        (Action::Cancel { .. }, _) if old.is_live() => Admit::Wait,
        _ => Admit::Replace,
    }
}

impl Action {
    /// Whether it asks the server for the same: what is sent is the same.
    fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Create(a), Self::Create(b)) => a.json() == b.json(),
            (Self::Ask(a), Self::Ask(b)) => a == b,
            (Self::Cancel { token: a }, Self::Cancel { token: b }) => a == b,
            (
                Self::Change { change, rev, token },
                Self::Change {
                    change: b_change,
                    rev: b_rev,
                    token: b_token,
                },
            ) => change.json() == b_change.json() && rev == b_rev && token == b_token,
            _ => false,
        }
    }
}
