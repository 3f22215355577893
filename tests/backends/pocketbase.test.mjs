// The example for PocketBase, on as much of its runtime as the documentation says there is.
import assert from "node:assert/strict";
import { createHmac, randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { beforeEach, test } from "node:test";
import { createContext, runInContext } from "node:vm";
import { registration, small } from "./small.mjs";

const PRESETS = new URL("../../public/presets/", import.meta.url);
const read = (name) => readFileSync(new URL(name, PRESETS), "utf8");
const preset = JSON.parse(read("pocketbase.json"));

/** A record of PocketBase: whatever is a document comes back as its text. */
class Kept {
  constructor(collection, values = {}) {
    Object.assign(this, { collection, values });
  }
  getString(name) {
    const value = this.values[name];
    return value === undefined || value === null ? "" : typeof value === "object" ? JSON.stringify(value) : String(value);
  }
  getInt = (name) => Number(this.values[name] ?? 0);
  getBool = (name) => this.values[name] === true;
  set = (name, value) => (this.values[name] = structuredClone(value));
}

let rows;
let routes;
/** What was sent to whom on the stream, as "client topic". */
let sent;

function start(year) {
  rows = { registrations: [], activities: year.activities.map(({ id, ...rest }) => new Kept("activities", { key: id, ...rest })) };
  routes = {};
  sent = [];
  const client = (name, topics) => [name, { hasSubscription: (topic) => topics.includes(topic), send: (message) => sent.push(`${name} ${message.name}`) }];
  const filters = {
    "key != ''": () => true,
    "key = {:key}": (record, { key }) => record.getString("key") === key,
    "status = 'confirmed' || status = 'waitlisted'": (record) => ["confirmed", "waitlisted"].includes(record.getString("status")),
  };
  const app = {
    findRecordsByFilter(collection, filter, sort, limit, offset, params) {
      const found = rows[collection].filter((record) => filters[filter](record, params));
      return limit ? found.slice(0, limit) : found;
    },
    findCollectionByNameOrId: (name) => name,
    save: (record) => rows[record.collection].includes(record) || rows[record.collection].push(record),
    runInTransaction: (run) => run(app),
    subscriptionsBroker: () => ({ clients: () => Object.fromEntries([client("visitor", preset.realtime.hello.body.subscriptions), client("other", ["users/*"])]) }),
  };
  const shared = {
    $app: app,
    $os: { getenv: () => "a-long-word-that-nobody-knows" },
    $security: { hs256: (text, key) => createHmac("sha256", key).update(text).digest("hex"), equal: (a, b) => a === b },
    Record: Kept,
    SubscriptionMessage: class {
      constructor(members) {
        Object.assign(this, members);
      }
    },
    Date,
  };
  const hook = (name) => {
    const context = createContext({ ...shared, __hooks: "", module: {}, require: (path) => hook(path.replace(/^\//, "")), routerAdd: (method, path, handle) => (routes[`${method} ${path}`] = handle) });
    runInContext(read(name), context);
    return context.module.exports;
  };
  hook("pocketbase.pb.js");
}

function ask(method, id, body, headers = {}) {
  const route = id ? "/api/kepu/registrations/{id}" : "/api/kepu/availability";
  const told = routes[`${method} ${route}`]({
    request: { pathValue: () => id, header: { get: (name) => headers[name] ?? "" } },
    requestInfo: () => ({ body: body && structuredClone(body) }),
    json: (status, said) => ({ status, body: said }),
  });
  return JSON.parse(JSON.stringify(told));
}

const make = (id, more) => ask("PUT", id, registration(id, more));
const token = ({ manage_token }, more) => ({ "X-Kepu-Token": manage_token, ...more });
const places = (id) => ask("GET").body.items.find((one) => one.id === id);
const seat = (session) => [{ session, party: { adults: 1 } }];

beforeEach(() => start(small()));

test("a registration is made once, read with its token, changed from what was seen, and cancelled", () => {
  const id = randomUUID();
  const made = make(id);
  assert.deepEqual([made.status, made.body.status, made.body.rev], [201, "confirmed", 1]);
  assert.match(made.body.code, /^[A-HJKMNP-Z2-9]{8}$/);
  assert.deepEqual(make(id), made);
  assert.deepEqual(make(id, { lines: seat("robot-2") }).body.errors, [{ pointer: "/id", code: "reused" }]);
  for (const headers of [{}, { "X-Kepu-Token": "x" }]) {
    for (const method of ["GET", "PATCH", "DELETE"]) assert.equal(ask(method, id, {}, headers).body.code, "unauthorised");
  }
  assert.match(ask("GET", id, undefined, token(made.body)).body.contact.phone, /^138\*{4}1234$/);
  const changed = ask("PATCH", id, { lines: seat("robot-3") }, token(made.body, { "If-Match": '"1"' }));
  assert.deepEqual([changed.status, changed.body.rev, changed.body.lines[0].session], [200, 2, "robot-3"]);
  assert.equal(ask("PATCH", id, {}, token(made.body, { "If-Match": '"1"' })).body.code, "stale");
  assert.equal(ask("DELETE", id, undefined, token(made.body)).body.status, "cancelled");
  assert.equal(ask("DELETE", id, undefined, token(made.body)).body.rev, 3, "again is no harm");
});

test("places are counted, and who waits moves up", () => {
  const first = make(randomUUID(), { lines: seat("robot-2") });
  assert.equal(make(randomUUID(), { lines: seat("robot-2") }).body.code, "full");
  const second = make(randomUUID(), { lines: seat("robot-2"), accept_waitlist: true });
  assert.equal(second.body.status, "waitlisted");
  assert.equal(make(randomUUID(), { lines: seat("robot-2"), accept_waitlist: true }).body.code, "waitlist_full");
  assert.deepEqual(places("robot-2"), { id: "robot-2", capacity: 1, booked: 1, held: 0, waitlisted: 1, status: "full" });
  const half = { lines: [...seat("robot-1"), ...seat("robot-2")] };
  assert.equal(make(randomUUID(), half).body.code, "full");
  assert.equal(places("robot-1").booked, 0, "all or none");
  ask("DELETE", first.body.id, undefined, token(first.body));
  assert.equal(ask("GET", second.body.id, undefined, token(second.body)).body.status, "confirmed");
});

test("whoever listens for places is told of each change, and of nothing else", () => {
  const made = make(randomUUID(), { lines: seat("robot-2") }).body;
  make(randomUUID(), { lines: seat("robot-2") });
  ask("GET", made.id, undefined, token(made));
  assert.deepEqual(sent, ["visitor kepu/availability"], "neither a refusal nor a look is news");
  ask("DELETE", made.id, undefined, token(made));
  assert.equal(sent.length, 2);
  assert.deepEqual(preset.realtime.places, ["kepu/availability"]);
});

test("what may not be had is refused by its name", () => {
  const year = small();
  year.activities[0].sessions[0].closes = "2023-09-16T09:00:00+08:00";
  year.activities[0].sessions[2].status = "cancelled";
  start(year);
  for (const [more, status, code] of [
    [{}, 409, "closed"],
    [{ lines: seat("robot-3") }, 409, "cancelled"],
    [{ lines: seat("nowhere") }, 422, "invalid"],
    [{ lines: [] }, 422, "invalid"],
    [{ contact: { name: "王芳", phone: "12" } }, 422, "invalid"],
    [{ kind: "family", lines: seat("school-1") }, 422, "invalid"],
    [{ lines: [...seat("robot-2"), ...seat("robot-2")] }, 409, "duplicate"],
    [{ kind: "class", lines: [{ session: "school-1", party: { adults: 3, children: 58 } }] }, 422, "over_max"],
  ]) {
    const answer = make(randomUUID(), more);
    assert.deepEqual([answer.status, answer.body.code], [status, code], JSON.stringify(more));
  }
  assert.equal(make("no-id").body.errors[0].pointer, "/id");
});
