//! A crowd that signs up, changes and cancels at random, on connections that break: the promises hold all the time.

use std::collections::HashMap;

use crate::common::{Backend, Folder, database, family, id};
use serde_json::{Value, json};

/// xorshift64*: the same crowd every time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: u64) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) % n
    }

    fn seats(&mut self) -> i64 {
        i64::try_from(self.below(4)).expect("small") + 1
    }
}

fn tokens_of(document: &Value) -> (String, String) {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    (text(&document["manage_token"]), document["rev"].to_string())
}

fn one_client(backend: &Backend, client: u32) {
    const SESSIONS: [&str; 4] = ["jiqiren-1", "jieli-1", "jieli-2", "jiqiren-2"];
    let mut dice = Dice(0x9e37_79b9 + u64::from(client));
    let mut mine: HashMap<u32, (String, String)> = HashMap::new();
    for turn in 0..40 {
        let n = client * 1000 + turn;
        let session = SESSIONS[dice.below(4) as usize];
        let known = mine.keys().copied().min();
        match (dice.below(5), known) {
            (0, Some(old)) => {
                let (token, _) = mine.remove(&old).expect("known");
                assert_eq!(
                    backend.manage("DELETE", &id(old), &token, "", "").status,
                    200
                );
            }
            (1, Some(old)) => {
                let (token, rev) = mine[&old].clone();
                let party = json!({"adults": 1, "children": dice.seats() - 1});
                let body = json!({"lines": [{"session": session, "party": party}]}).to_string();
                let answer = backend.manage("PATCH", &id(old), &token, &rev, &body);
                let now = backend.manage("GET", &id(old), &token, "", "").json();
                if answer.status == 200 {
                    assert_eq!(answer.json()["lines"][0]["session"], session);
                }
                mine.insert(old, (token, now["rev"].to_string()));
            }
            (2, Some(old)) => {
                // Whoever has an offer takes it or passes; for others there is nothing to answer.
                let (token, _) = mine[&old].clone();
                let now = backend.manage("GET", &id(old), &token, "", "").json();
                let word = ["accept", "pass"][dice.below(2) as usize];
                let body = json!({"offer": word}).to_string();
                let rev = now["rev"].to_string();
                let answer = backend.manage("PATCH", &id(old), &token, &rev, &body);
                if now["status"] == "offered" {
                    assert_eq!(answer.status, 200, "{}", answer.text());
                }
                let now = backend.manage("GET", &id(old), &token, "", "").json();
                mine.insert(old, (token, now["rev"].to_string()));
            }
            _ => {
                let mut body = family(n, session, dice.seats(), dice.below(2) == 0);
                if dice.below(2) == 0 {
                    body["when_free"] = json!("offer");
                }
                // A second line in either order: whoever locks them must not meet another halfway.
                let second = SESSIONS[dice.below(4) as usize];
                if second != session && dice.below(3) == 0 {
                    let line = json!({"session": second, "party": {"adults": 1, "children": 1}});
                    body["lines"].as_array_mut().expect("lines").push(line);
                }
                let answer = if dice.below(3) == 0 {
                    // Sent twice, as by a client that lost the first answer.
                    backend.put(&id(n), &body);
                    backend.put(&id(n), &body)
                } else {
                    backend.put(&id(n), &body)
                };
                if answer.status == 201 {
                    mine.insert(n, tokens_of(&answer.json()));
                }
            }
        }
        for (session, places) in backend.get("/api/availability").json()["sessions"]
            .as_object()
            .expect("sessions")
        {
            let number = |name: &str| places[name].as_i64().expect("a number");
            assert!(
                number("booked") + number("held") <= number("capacity"),
                "{session} {places}"
            );
            assert!(
                number("waitlisted") <= number("capacity"),
                "{session} {places}"
            );
        }
    }
}

#[test]
fn capacity_is_never_exceeded() {
    let folder = Folder::new();
    let db = database::fresh(crate::ON, &folder.0.join("db"));
    let instances = [Backend::beside(&db), Backend::beside(&db)];
    let backend = &instances[0];
    std::thread::scope(|scope| {
        for client in 0..6 {
            let backend = &instances[client as usize % 2];
            scope.spawn(move || one_client(backend, client));
        }
    });
    let all = backend.control("GET", "/registrations", &Value::Null);
    let all = all["registrations"].as_array().expect("a list").clone();
    assert!(all.len() > 20);
    let counts = backend.get("/api/availability").json();
    for (session, places) in counts["sessions"].as_object().expect("sessions") {
        let seats = |status: &str| -> i64 {
            all.iter()
                .filter(|registration| registration["status"] == status)
                .flat_map(|registration| registration["lines"].as_array().expect("lines"))
                .filter(|line| line["session"] == session.as_str())
                .map(|line| {
                    ["adults", "children"]
                        .iter()
                        .filter_map(|n| line["party"][n].as_i64())
                        .sum::<i64>()
                })
                .sum()
        };
        assert_eq!(places["booked"], seats("confirmed"), "{session}");
        assert_eq!(places["held"], seats("offered"), "{session}");
        assert_eq!(places["waitlisted"], seats("waitlisted"), "{session}");
    }
    // Nobody waits who would fit with all lines.
    let free = |session: &str| {
        let number = |name: &str| counts["sessions"][session][name].as_i64().unwrap_or(0);
        number("capacity") - number("booked") - number("held")
    };
    for waiting in all
        .iter()
        .filter(|registration| registration["status"] == "waitlisted")
    {
        let lines = waiting["lines"].as_array().expect("lines");
        let fits = lines.iter().all(|line| {
            let heads = |name: &str| line["party"][name].as_i64().unwrap_or(0);
            heads("adults") + heads("children") <= free(line["session"].as_str().unwrap_or("-"))
        });
        assert!(!fits, "{waiting}");
    }
}

#[test]
fn with_seeded_faults_every_registration_is_made_once() {
    let backend = Backend::with(|options| options.faults = Some(20_230_917));
    let mut disturbed = 0;
    for n in 0..30 {
        let body = family(n, "jiqiren-2", 1, false);
        let mut tries = 0;
        let made = loop {
            tries += 1;
            assert!(tries < 20);
            match backend.try_put(&id(n), &body) {
                Some(answer) if answer.status == 201 && !answer.short => break answer.json(),
                Some(answer) if answer.status == 409 && !answer.short => break answer.json(),
                _ => disturbed += 1,
            }
        };
        if n < 20 {
            assert_eq!(made["status"], "confirmed", "{made}");
        } else {
            assert_eq!(made["code"], "full", "{made}");
        }
    }
    assert!(disturbed > 0);
    let all = backend.control("GET", "/registrations", &Value::Null);
    assert_eq!(all["registrations"].as_array().map(Vec::len), Some(20));
}
