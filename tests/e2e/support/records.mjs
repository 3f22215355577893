// What an earlier visit left on the device: registrations on their way, as the app writes them down.
const ID = "0b9d3f2e-6a51-4c8e-9f3a-00000000000a";

/** The session as the backend's programme has it, with its activity and venue. */
export async function sessionOf(server, id) {
  const { activities, venues } = await (await fetch(`${server.url}/api/catalogue`)).json();
  const activity = activities.find((one) => one.sessions?.some((session) => session.id === id));
  const session = activity.sessions.find((one) => one.id === id);
  const venue = venues.find((one) => one.id === (session.venue ?? activity.venue));
  return { activity, session, venue };
}

/** A person's registration on its way; `more` are members of the record: state, problem, before, after, next_at… */
export async function onItsWay(server, session, more = {}) {
  const { activity, session: at, venue } = await sessionOf(server, session);
  const seen = { session, activity: activity.id, title: activity.title, place: [venue?.name, venue?.address].filter(Boolean).join(" "), start: at.start, end: at.end };
  return {
    v: 1,
    id: ID,
    create: { kind: "person", contact: { name: "王女士", phone: "13612345678" }, lines: [{ session, party: { adults: 1, children: 0 } }], accept_waitlist: false, needs: [], consent_version: "2023-1" },
    change: null,
    rev: "",
    token: "",
    seen: [seen],
    created_at: Date.now() - 60_000,
    tries: 0,
    next_at: 9_007_199_254_740_991,
    maybe_sent: false,
    check: "",
    state: "queued",
    until: 0,
    before: null,
    after: null,
    problem: null,
    ...more,
  };
}

/** Puts a record on the device before any page of the app is opened; answers the path of its page. */
export async function leave(page, record) {
  await page.addInitScript((record) => {
    if (sessionStorage.left) return;
    sessionStorage.left = "1";
    localStorage.setItem(`kepu.operation.${record.id}`, JSON.stringify(record));
  }, record);
  return `/mine/${record.id}`;
}
