//! What an answer makes of an operation.

use super::*;
use crate::domain::registration::{Code, Status};

/// Takes the answer to a claim into `op` and says what follows. Success counts
/// whenever it comes; anything else only while `op` is held by this very claim.
pub fn on_answer(
    op: &mut Operation,
    claim: Claim,
    answer: Answer,
    now: Millis,
    random: &mut dyn Randomness,
) -> Step {
    if matches!(op.state, State::Done) {
        return Step::Ignored;
    }
    let Claim { call, until } = claim;
    // A lease may have been cut short by a clock put right; one that ends later is another's.
    let is_held = matches!(op.state, State::Sending(ends) if ends <= until) && call == op.call();
    match answer {
        Answer::Document(document) if document.id == op.id => match call {
            Call::Get if !is_held => Step::Ignored,
            Call::Get => found(op, document, now, random),
            _ => finish(op, document),
        },
        Answer::Asked(id) if id == op.id => asked(op),
        _ if !is_held => Step::Ignored,
        // Another's document is no answer to ours.
        Answer::Document(_) | Answer::Asked(_) => failed(op, Failure::NotJson, now, random),
        Answer::Failed(failure) => failed(op, failure, now, random),
        Answer::Problem {
            problem,
            retry_after,
        } => refused(op, call, problem, retry_after, now, random),
    }
}

fn finish(op: &mut Operation, document: Box<Document>) -> Step {
    op.drop_contact();
    op.check = None;
    op.state = State::Done;
    Step::Finished(document)
}

fn asked(op: &mut Operation) -> Step {
    op.check = None;
    op.state = State::Done;
    Step::Asked
}

fn missed(op: &mut Operation, document: Box<Document>) -> Step {
    op.drop_contact();
    op.check = None;
    op.state = State::Done;
    Step::Missed(document)
}

fn ask(op: &mut Operation, need: Need, document: Option<Box<Document>>) -> Step {
    op.state = State::NeedsPerson(need);
    Step::Ask(document)
}

/// Back into the queue, for the wait the server asked for or for our own.
fn again(
    op: &mut Operation,
    asked: Option<Millis>,
    now: Millis,
    random: &mut dyn Randomness,
) -> Step {
    op.state = if op.maybe_sent {
        State::Unsure
    } else {
        State::Queued
    };
    let wait = match asked {
        // Whoever names a time is alive: such a wait is no failed try.
        Some(asked) => retry::spread(asked, random),
        None => {
            op.tries += 1;
            if op.tries >= retry::TRIES {
                op.next_at = NEVER;
                return Step::Manual;
            }
            retry::backoff(op.tries - 1, random)
        }
    };
    op.next_at = now + wait;
    Step::Wait(op.next_at)
}

fn failed(op: &mut Operation, failure: Failure, now: Millis, random: &mut dyn Randomness) -> Step {
    if failure == Failure::Offline {
        op.state = if op.maybe_sent {
            State::Unsure
        } else {
            State::Queued
        };
        op.next_at = now + OFFLINE;
        return Step::Wait(op.next_at);
    }
    op.maybe_sent = true;
    again(op, None, now, random)
}

/// The server was asked what it has, and this is it.
fn found(
    op: &mut Operation,
    document: Box<Document>,
    now: Millis,
    random: &mut dyn Randomness,
) -> Step {
    match &op.action {
        Action::Create(request) if request.matches(&document) => finish(op, document),
        Action::Create(_) => ask(op, Need::Conflict, Some(document)),
        Action::Change { change, .. } if change.is_in(&document) => finish(op, document),
        // Answered elsewhere, or too late; cancelled elsewhere, before it could be changed.
        Action::Change { change, .. }
            if !document.status.is_live()
                || change.offer.is_some() && document.status != Status::Offered =>
        {
            missed(op, document)
        }
        Action::Change { .. } => ask(op, Need::Stale, Some(document)),
        Action::Cancel { .. } if document.status == Status::Cancelled => finish(op, document),
        // Cancelling is meant whatever the registration has become.
        Action::Cancel { .. } => {
            op.check = None;
            again(op, None, now, random)
        }
        // Nobody asks for it: it is sent again instead.
        Action::Ask(_) => failed(op, Failure::NotJson, now, random),
    }
}

fn refused(
    op: &mut Operation,
    call: Call,
    problem: Box<Problem>,
    retry_after: Option<Millis>,
    now: Millis,
    random: &mut dyn Randomness,
) -> Step {
    match problem.status {
        // Turned away at the door: it changed nothing.
        429 | 503 => return again(op, retry_after, now, random),
        408 | 425 | 500..=599 => {
            op.maybe_sent = true;
            return again(op, retry_after, now, random);
        }
        400..=499 => {}
        _ => return failed(op, Failure::NotJson, now, random),
    }
    if call == Call::Get {
        return not_found(op, problem, now, random);
    }
    match (problem.status, problem.code) {
        // Only ours can be there under its id.
        (412, _) if matches!(op.action, Action::Ask(_)) => asked(op),
        (409, Code::Other) => {
            op.maybe_sent = true;
            op.check = Some(Check::InFlight);
            again(op, retry_after, now, random)
        }
        // An offer that is gone may have been accepted already: what stands tells.
        (409, Code::Gone) if op.action.offer().is_some() => look(op, retry_after, now, random),
        (412, _) | (428, _) if problem.status == 412 || call == Call::Patch => {
            look(op, retry_after, now, random)
        }
        _ if problem.is_reused() => ask(op, Need::Reused, None),
        _ => {
            op.state = State::Refused(problem);
            Step::Refused
        }
    }
}

/// Asks what stands there, soon.
fn look(
    op: &mut Operation,
    retry_after: Option<Millis>,
    now: Millis,
    random: &mut dyn Randomness,
) -> Step {
    op.check = Some(Check::Exists);
    let wait = retry_after.unwrap_or(retry::ASKED_MIN);
    again(op, Some(wait), now, random)
}

/// The server was asked what it has and does not show it.
fn not_found(
    op: &mut Operation,
    problem: Box<Problem>,
    now: Millis,
    random: &mut dyn Randomness,
) -> Step {
    match (&op.action, op.check) {
        // Whoever has no token yet may not look; sending again tells as much.
        // The server is well, so this was no failed try.
        (Action::Create(_), Some(Check::InFlight)) => {
            op.check = None;
            again(op, Some(retry::ASKED_MIN), now, random)
        }
        (Action::Create(_), _) => ask(op, Need::Conflict, None),
        _ => {
            op.state = State::Refused(problem);
            Step::Refused
        }
    }
}
