// What pocketbase.pb.js does. One transaction at a time writes to PocketBase's database: places are counted within it, so
// that the last one goes to one of many who ask at once.
//
// Collections (each with a unique text field key for the record's id):
//   year, venues     a field for each member of the contract's records, lists and objects as json
//   activities       likewise, its sessions as json
//   registrations    key, kind, status, code (unique), token_hash, body_hash, consent_version: text; rev, queue: number;
//                    accept_waitlist: bool; contact, lines, school, needs, first: json. All rules stay locked.
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789";
const STANDING = "status = 'confirmed' || status = 'waitlisted'";
const LATE = "9999";
const NEWS = "kepu/availability";

function Refusal(status, code, more) {
  this.status = status;
  this.body = Object.assign({ status, code }, more);
}
const refuse = (status, code, more) => {
  throw new Refusal(status, code, more);
};
const invalid = (pointer, code) => refuse(422, "invalid", { errors: [{ pointer, code }] });

const secret = (text) => $security.hs256(text, $os.getenv("KEPU_SECRET") || refuse(503, "maintenance"));
const seats = (line) => Number(line.party.adults) + Number(line.party.children || 0);
const json = (record, name) => JSON.parse(record.getString(name) || "null");

/** The same text for the same document, whatever the order of its members. */
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (value && typeof value === "object") return `{${Object.keys(value).sort().map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join()}}`;
  return JSON.stringify(value);
}

/** Every session that can be booked, by its id. */
function sessions(app) {
  const found = {};
  for (const activity of app.findRecordsByFilter("activities", "key != ''", "key", 0, 0)) {
    for (const session of json(activity, "sessions") || []) {
      if (session.booking !== "required") continue;
      const off = session.status === "cancelled" || activity.getString("status") === "cancelled";
      found[session.id] = Object.assign({}, session, { off });
    }
  }
  return found;
}

const registration = (app, key) => app.findRecordsByFilter("registrations", "key = {:key}", "", 1, 0, { key })[0];
const standing = (app) => app.findRecordsByFilter("registrations", STANDING, "queue", 0, 0);

/** Seats of a session that are taken, or wanted; `but` is not counted. */
function count(records, status, session, but) {
  let sum = 0;
  for (const record of records) {
    if (record.getString("status") !== status || record.getString("key") === but) continue;
    for (const line of json(record, "lines")) if (line.session === session) sum += seats(line);
  }
  return sum;
}

const short = (records, known, lines, but) =>
  lines.filter((line) => !known[line.session] || seats(line) > known[line.session].capacity - count(records, "confirmed", line.session, but));

function check(known, kind, lines) {
  const now = Date.now();
  if (!Array.isArray(lines) || lines.length < 1 || lines.length > 60) invalid("/lines", "out_of_range");
  lines.forEach((line, n) => {
    const session = line && known[line.session];
    if (!session) invalid(`/lines/${n}/session`, "unknown");
    const { adults, children = 0 } = line.party || {};
    if (![adults, children].every((number) => Number.isInteger(number) && number >= 0 && number < 10000)) invalid(`/lines/${n}/party`, "out_of_range");
    const about = { session: session.id };
    if (!(session.kinds || ["person", "family", "class"]).includes(kind)) invalid("/kind", "kind");
    const fits = { person: seats(line) === 1, family: adults > 0, class: adults > 0 && children > 0 }[kind];
    if (!fits || (kind === "class" && session.ratio > 0 && children > session.ratio * adults)) invalid(`/lines/${n}/party`, "ratio");
    const { min = 1, max = session.capacity } = session.party || {};
    if (seats(line) < min) refuse(422, "under_min", about);
    if (seats(line) > Math.min(max, session.capacity)) refuse(422, "over_max", about);
    if (session.off) refuse(409, "cancelled", about);
    if (now >= Math.min(Date.parse(session.closes || session.start), Date.parse(session.start))) refuse(409, "closed", about);
    if (session.opens && now < Date.parse(session.opens)) refuse(409, "not_open", about);
    lines.slice(0, n).forEach((before) => {
      const other = known[before.session];
      if (other.id === session.id) refuse(409, "duplicate", about);
      const meet = Date.parse(other.start) < Date.parse(session.end || LATE) && Date.parse(session.start) < Date.parse(other.end || LATE);
      if (meet && kind !== "class") refuse(409, "overlap", about);
    });
  });
}

function checkContact(contact) {
  const digits = String((contact && contact.phone) || "").replace(/[\s-]/g, "").replace(/^\+86/, "");
  if (!contact || !String(contact.name || "").trim() || contact.name.length > 40) invalid("/contact/name", "required");
  if (!/^(1[3-9]\d{9}|0\d{9,11})$/.test(digits)) invalid("/contact/phone", "format");
}

/** confirmed or waitlisted; else refuses. */
function verdict(records, known, lines, but, mayWait) {
  const full = short(records, known, lines, but);
  if (full.length === 0) return "confirmed";
  const session = full[0].session;
  if (!mayWait || full.some((line) => !known[line.session].waitlist)) refuse(409, "full", { session });
  const over = full.find((line) => count(records, "waitlisted", line.session, but) + seats(line) > known[line.session].capacity);
  if (over) refuse(409, "waitlist_full", { session: over.session });
  return "waitlisted";
}

/** Confirms, in the order in which they joined, who waits and now fits as a whole. */
function promote(app, known) {
  for (const waiting of standing(app)) {
    if (waiting.getString("status") !== "waitlisted") continue;
    if (short(standing(app), known, json(waiting, "lines"), waiting.getString("key")).length > 0) continue;
    save(app, waiting, { status: "confirmed" });
  }
}

function save(app, record, members) {
  for (const name of Object.keys(members)) record.set(name, members[name]);
  record.set("rev", record.getInt("rev") + 1);
  app.save(record);
}

function document(record) {
  const { name, phone } = json(record, "contact");
  const status = record.getString("status");
  return {
    id: record.getString("key"), kind: record.getString("kind"), status, code: record.getString("code"), rev: record.getInt("rev"),
    lines: json(record, "lines").map(({ session, party }) => ({ session, party, status })),
    contact: { name: name[0] + "*", phone: `${phone.slice(0, 3)}****${phone.slice(-4)}` },
    school: json(record, "school") || undefined, needs: json(record, "needs") || [], accept_waitlist: record.getBool("accept_waitlist"),
  };
}

/** The registration, if the token opens it; a wrong id and a wrong token are answered alike. */
function own(app, key, token) {
  const record = registration(app, key);
  if (!record || !token || !$security.equal(record.getString("token_hash"), secret(token))) refuse(401, "unauthorised");
  return record;
}

const ACTS = {
  create(app, key, body) {
    const { code: _, status: __, ...asked } = body;
    if (!UUID.test(key)) invalid("/id", "format");
    if (!["person", "family", "class"].includes(asked.kind)) invalid("/kind", "unknown");
    checkContact(asked.contact);
    if (!String(asked.consent_version || "").trim()) invalid("/consent_version", "required");
    const body_hash = secret(`body:${canonical(asked)}`);
    const token = secret(`token:${key}:${body_hash}`);
    const before = registration(app, key);
    if (before) {
      if (before.getString("body_hash") !== body_hash) invalid("/id", "reused");
      return Object.assign(json(before, "first"), { manage_token: token });
    }
    const known = sessions(app);
    check(known, asked.kind, asked.lines);
    const records = standing(app);
    const status = verdict(records, known, asked.lines, key, asked.accept_waitlist === true);
    const digits = secret(`code:${key}`);
    const code = [...Array(8).keys()].map((n) => LETTERS[parseInt(digits.slice(n * 4, n * 4 + 4), 16) % LETTERS.length]).join("");
    const record = new Record(app.findCollectionByNameOrId("registrations"));
    save(app, record, {
      key, kind: asked.kind, status, code, body_hash, token_hash: secret(token), consent_version: asked.consent_version, queue: Date.now(),
      accept_waitlist: asked.accept_waitlist === true, contact: asked.contact, lines: asked.lines, school: asked.school || null, needs: asked.needs || [],
    });
    const first = document(record);
    record.set("first", first);
    app.save(record);
    return Object.assign({}, first, { manage_token: token });
  },

  read: (app, key, body, token) => document(own(app, key, token)),

  change(app, key, body, token, seen) {
    const record = own(app, key, token);
    if (seen && Number(seen) !== record.getInt("rev")) refuse(412, "stale", { rev: record.getInt("rev") });
    const status = record.getString("status");
    if (status === "cancelled") refuse(409, "cancelled");
    const members = {};
    for (const name of ["contact", "school", "needs", "accept_waitlist"]) if (name in body) members[name] = body[name];
    if ("contact" in body) checkContact(body.contact);
    const known = sessions(app);
    if ("lines" in body) {
      check(known, record.getString("kind"), body.lines);
      members.status = verdict(standing(app), known, body.lines, key, status === "waitlisted");
      members.lines = body.lines;
    }
    save(app, record, members);
    promote(app, known);
    return document(record);
  },

  cancel(app, key, body, token) {
    const record = own(app, key, token);
    if (record.getString("status") === "cancelled") return document(record);
    save(app, record, { status: "cancelled" });
    promote(app, sessions(app));
    return document(record);
  },
};

/** Answers a request of pocketbase.pb.js. */
function answer(e, act) {
  const header = (name) => e.request.header.get(name);
  const seen = (/^"?(\d+)"?$/.exec(header("If-Match") || "") || [])[1];
  let told;
  let refusal;
  $app.runInTransaction((app) => {
    try {
      told = ACTS[act](app, e.request.pathValue("id"), e.requestInfo().body || {}, header("X-Kepu-Token"), seen);
    } catch (error) {
      // Who is refused has changed nothing: the transaction need not fail.
      if (!(error instanceof Refusal)) throw error;
      refusal = error;
    }
  });
  if (!refusal && act !== "read") tell();
  return refusal ? e.json(refusal.status, refusal.body) : e.json(act === "create" ? 201 : 200, told);
}

/** Whoever listens for places is told that they changed, and asks for them. */
function tell() {
  const message = new SubscriptionMessage({ name: NEWS, data: "{}" });
  const clients = $app.subscriptionsBroker().clients();
  for (const id in clients) if (clients[id].hasSubscription(NEWS)) clients[id].send(message);
}

/** Places of every session, as a list of PocketBase. */
function places(e) {
  const known = sessions($app);
  const records = standing($app);
  const now = Date.now();
  const items = Object.keys(known).map((id) => {
    const { capacity, off, opens, closes, start } = known[id];
    const booked = count(records, "confirmed", id);
    const late = now >= Date.parse(closes || start);
    const status = off ? "cancelled" : late ? "closed" : opens && now < Date.parse(opens) ? "not_open" : booked >= capacity ? "full" : "open";
    return { id, capacity, booked, held: 0, waitlisted: count(records, "waitlisted", id), status };
  });
  return e.json(200, { page: 1, perPage: items.length, totalItems: items.length, totalPages: 1, items });
}

module.exports = { answer, places };
