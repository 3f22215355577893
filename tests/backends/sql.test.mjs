// The functions for PostgREST, on a real PostgreSQL: several connections at once, as PostgREST has them. An error arrives as
// PostgREST would read it: SQLSTATE PGRST, a body in its message and a status in its detail.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { readdirSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, beforeEach, test } from "node:test";
import { fileURLToPath } from "node:url";
import { load as loadFile } from "./load.mjs";
import { registration, small } from "./small.mjs";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const programs = "/usr/lib/postgresql";
const psqlProgram = join(programs, readdirSync(programs).sort().at(-1), "bin/psql");
const folder = join(tmpdir(), `kepu-sql-${randomUUID().slice(0, 8)}`);
let server;
let url;

/** One connection: runs `sql`, answers its output; an error of SQLSTATE PGRST is { status, body }. */
async function psql(sql, ...more) {
  const child = spawn(psqlProgram, ["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-v", "VERBOSITY=verbose", ...more, url], { stdio: ["pipe", "pipe", "pipe"] });
  let out = "";
  let err = "";
  child.stdout.on("data", (chunk) => (out += chunk));
  child.stderr.on("data", (chunk) => (err += chunk));
  // With a file it reads no input.
  child.stdin.on("error", () => {});
  child.stdin.end(sql);
  const [code] = await once(child, "close");
  if (code === 0) return out.trim();
  const [, body, status] = /PGRST: (\{.*\})\nDETAIL: +(\{.*\})/.exec(err) ?? [];
  if (!body) throw new Error(err);
  const said = JSON.parse(body);
  return { status: JSON.parse(status).status, body: { ...said, details: JSON.parse(said.details) } };
}

const quoted = (value) => `'${String(value).replaceAll("'", "''")}'`;

/** POST rpc/<name> as an anonymous caller of PostgREST. */
async function rpc(name, body, headers = {}) {
  const told = await psql(`set role anon; set request.headers = ${quoted(JSON.stringify(headers))}; select kepu.${name}(${body === undefined ? "" : `${quoted(JSON.stringify(body))}::jsonb`});`);
  return typeof told === "string" ? { status: 200, body: JSON.parse(told) } : told;
}

const register = (id, more) => rpc("register", registration(id, more));
const keys = ({ id, manage_token: token }, more = {}) => ({ "x-kepu-registration": id, "x-kepu-token": token, ...more });
const load = (year) => psql(`set role kepu_staff; select kepu.load_year(${quoted(JSON.stringify(year))}::jsonb);`).then(JSON.parse);
const places = async (id) => JSON.parse(await psql(`set role anon; select row_to_json(a) from kepu.availability a where id = ${quoted(id)};`));
const seat = (session) => [{ session, party: { adults: 1 } }];

before(async () => {
  server = spawn("tests/backend/postgres.sh", [folder], { cwd: ROOT, stdio: ["pipe", "pipe", "inherit"] });
  const [said] = await Promise.race([once(server.stdout, "data"), once(server, "exit").then(() => [""])]);
  url = String(said).trim();
  assert.ok(url, "PostgreSQL did not start");
  // Twice: running them again is no harm.
  for (const file of ["postgrest", "postgrest.register", "postgrest", "postgrest.register"]) await psql("", "-f", join(ROOT, "public/presets", `${file}.sql`));
});

after(async () => {
  server.stdin.end();
  await once(server, "exit");
});

beforeEach(async () => {
  await psql("delete from kepu.registrations; delete from kepu.year; delete from kepu.venues; delete from kepu.activities;");
  await load(small());
});

test("the loader sends the file as PostgREST wants it, and says what came of it", async (t) => {
  let heard;
  const server = createServer(async (request, answer) => {
    let text = "";
    for await (const part of request) text += part;
    heard = { address: `${request.method} ${request.url}`, headers: request.headers };
    // What PostgREST does with it.
    const told = await psql(`set role kepu_staff; select kepu.load_year(${quoted(text)}::jsonb);`);
    answer.writeHead(200, { "content-type": "application/json" });
    answer.end(told);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(() => server.close());
  const year = small();
  year.venues.push({ id: "park", name: "公园" });
  const base = `http://127.0.0.1:${server.address().port}/rest/v1`;
  const told = await loadFile({ preset: "postgrest", base, auth: "staff-token", year });
  assert.equal(heard.address, "POST /rest/v1/rpc/load_year");
  assert.deepEqual([heard.headers["content-profile"], heard.headers.authorization], ["kepu", "Bearer staff-token"]);
  assert.deepEqual(told.venues, { made: 1, changed: 0, removed: 0, refused: [] });
});

test("a year file is loaded, again changes nothing, and held seats stay", async () => {
  const year = small();
  await psql("update kepu.sessions set held = 3 where id = 'robot-1';");
  year.venues.push({ id: "park", name: "公园" });
  year.activities.pop();
  assert.deepEqual(await load(year), {
    year: { made: 0, changed: 0, removed: 0 },
    venues: { made: 1, changed: 0, removed: 0 },
    activities: { made: 0, changed: 0, removed: 1 },
    sessions: { made: 0, changed: 0, removed: 0 },
  });
  assert.deepEqual(await places("robot-1"), { id: "robot-1", capacity: 4, booked: 0, held: 3, waitlisted: 0, status: "open" });
});

test("of many who ask at once for the last place one has it", async () => {
  const answers = await Promise.all(Array.from({ length: 12 }, () => register(randomUUID(), { lines: seat("robot-2") })));
  assert.equal(answers.filter(({ body }) => body.status === "confirmed").length, 1);
  const refused = answers.filter(({ status }) => status !== 200);
  assert.deepEqual([...new Set(refused.map(({ status, body }) => `${status} ${body.code} ${body.details.session}`))], ["409 full robot-2"]);
  assert.equal((await places("robot-2")).booked, 1);
});

test("nobody waits for each other in a ring, and all lines are had or none", async () => {
  const both = (order) => ({ kind: "person", lines: order.map((session) => ({ session, party: { adults: 1 } })) });
  const answers = await Promise.all(
    Array.from({ length: 16 }, (_, n) => register(randomUUID(), both(n % 2 ? ["robot-1", "robot-3"] : ["robot-3", "robot-1"]))),
  );
  assert.equal(answers.filter(({ body }) => body.status === "confirmed").length, 4);
  assert.deepEqual([(await places("robot-1")).booked, (await places("robot-3")).booked], [4, 4]);
  await load(small());
  const half = await register(randomUUID(), both(["robot-1", "robot-2"]));
  assert.deepEqual([half.status, half.body.code, half.body.details.session], [409, "full", "robot-1"]);
  assert.equal((await places("robot-2")).booked, 0);
});

test("sent again it is answered as at first, also at once; another body is refused", async () => {
  const id = randomUUID();
  const answers = await Promise.all(Array.from({ length: 6 }, () => register(id)));
  for (const answer of answers) assert.deepEqual(answer, answers[0]);
  const [{ body }] = answers;
  assert.equal(body.status, "confirmed");
  assert.match(body.code, /^[A-HJKMNP-Z2-9]{8}$/);
  assert.match(body.manage_token, /^[0-9a-f]{64}$/);
  assert.deepEqual(body.contact, { name: "王*", phone: "138****1234" });
  assert.equal((await places("robot-1")).booked, 1);
  const other = await register(id, { lines: seat("robot-2") });
  assert.deepEqual([other.status, other.body.code, other.body.details.errors], [422, "invalid", [{ pointer: "/id", code: "reused" }]]);
  // The first answer holds whatever happened since.
  await rpc("cancel", undefined, keys(body));
  assert.deepEqual((await register(id)).body, body);
});

test("who waits moves up when a place comes free, in the order of joining, as a whole", async () => {
  const made = [];
  for (let n = 0; n < 3; n += 1) made.push((await register(randomUUID(), { lines: seat("robot-2"), accept_waitlist: true })).body);
  assert.deepEqual(made.map(({ status, position, code }) => (status ? [status, position] : code)), [["confirmed", undefined], ["waitlisted", 1], "waitlist_full"]);
  const cancelled = await rpc("cancel", undefined, keys(made[0]));
  assert.equal(cancelled.body.status, "cancelled");
  assert.equal((await rpc("registration", undefined, keys(made[1]))).body.status, "confirmed");
  assert.equal((await rpc("cancel", undefined, keys(made[0]))).body.rev, cancelled.body.rev, "again is no harm");
});

test("many cancel and join at once: no place is given twice and none is lost", async () => {
  const standing = [];
  for (let n = 0; n < 4; n += 1) standing.push((await register(randomUUID())).body);
  const joining = Array.from({ length: 6 }, () => register(randomUUID(), { accept_waitlist: true }));
  const leaving = standing.map((one) => rpc("cancel", undefined, keys(one)));
  const joined = (await Promise.all(joining)).filter(({ status }) => status === 200);
  await Promise.all(leaving);
  const { booked, waitlisted } = await places("robot-1");
  assert.equal(booked, 4);
  assert.equal(waitlisted, joined.length - 4);
});

test("a change needs the token and the revision that was seen; one without room changes nothing", async () => {
  const { body: mine } = await register(randomUUID());
  const more = [{ session: "robot-1", party: { adults: 1 } }, { session: "robot-2", party: { adults: 1 } }];
  const changed = await rpc("change", { lines: more, contact: { name: "李明", phone: "0373-3661812" } }, keys(mine, { "if-match": `"${mine.rev}"` }));
  assert.deepEqual([changed.body.rev, changed.body.lines.length, changed.body.contact.name], [2, 2, "李*"]);
  const stale = await rpc("change", { needs: ["quiet"] }, keys(mine, { "if-match": `"${mine.rev}"` }));
  assert.deepEqual([stale.status, stale.body.code, stale.body.details.rev], [412, "stale", 2]);
  await register(randomUUID(), { kind: "family", lines: [{ session: "robot-1", party: { adults: 3 } }] });
  const { body: other } = await register(randomUUID(), { lines: seat("robot-3") });
  const full = await rpc("change", { lines: seat("robot-1") }, keys(other));
  assert.deepEqual([full.status, full.body.code], [409, "full"]);
  assert.deepEqual((await rpc("registration", undefined, keys(other))).body.lines.map(({ session }) => session), ["robot-3"]);
});

test("a wrong token and a wrong id are answered alike, and nobody reads the tables", async () => {
  const { body: mine } = await register(randomUUID());
  const { body: other } = await register(randomUUID());
  for (const headers of [{}, { "x-kepu-registration": mine.id }, keys({ ...mine, manage_token: other.manage_token }), keys({ ...mine, id: randomUUID() }), keys({ ...mine, id: "x' or true" })]) {
    for (const name of ["registration", "change", "cancel"]) {
      const answer = await rpc(name, name === "change" ? {} : undefined, headers);
      assert.deepEqual([answer.status, answer.body.code], [401, "unauthorised"]);
    }
  }
  for (const table of ["kepu.registrations", "kepu.lines", "kepu_private.secret"]) {
    await assert.rejects(psql(`set role anon; select * from ${table};`), /42501/);
  }
  await assert.rejects(psql("set role anon; insert into kepu.registrations (id) values (gen_random_uuid());"), /42501/);
  await assert.rejects(psql(`set role anon; select kepu.load_year('{}');`), /42501/);
  assert.equal(await psql("set role kepu_staff; select count(*) from kepu.registrations;"), "2");
});

test("what may not be had is refused by its name", async () => {
  const year = small();
  const [robot] = year.activities;
  robot.sessions[0].closes = "2023-09-16T09:00:00+08:00";
  robot.sessions[1].opens = robot.sessions[1].start;
  robot.sessions[2].status = "cancelled";
  await load(year);
  const school = { kind: "class", school: { name: "实验小学", grade: 4, class: "2 班" } };
  const pupils = (adults, children) => ({ ...school, lines: [{ session: "school-1", party: { adults, children } }] });
  for (const [more, status, code, pointer] of [
    [{}, 409, "closed"],
    [{ lines: seat("robot-2") }, 409, "not_open"],
    [{ lines: seat("robot-3") }, 409, "cancelled"],
    [{ lines: seat("nowhere") }, 422, "invalid", "/lines/0/session"],
    [{ lines: [] }, 422, "invalid", "/lines"],
    [{ lines: [{ session: "robot-1", party: { adults: 1e9 } }] }, 422, "invalid", "/lines/0/party/adults"],
    [{ contact: { name: " ", phone: "12" } }, 422, "invalid", "/contact/name"],
    [{ consent_version: "" }, 422, "invalid", "/consent_version"],
    [{ kind: "other" }, 422, "invalid", "/kind"],
    [{ kind: "family", lines: [{ session: "school-1", party: { adults: 1, children: 1 } }] }, 422, "invalid", "/kind"],
    [pupils(1, 40), 422, "invalid", "/lines/0/party"],
    [pupils(3, 58), 422, "over_max"],
    [{ ...pupils(2, 20), school: {} }, 422, "invalid", "/school/name"],
  ]) {
    const answer = await register(randomUUID(), more);
    assert.deepEqual([answer.status, answer.body.code], [status, code], JSON.stringify(more));
    if (pointer) assert.equal(answer.body.details.errors[0].pointer, pointer);
  }
  assert.equal((await register("not-an-id")).body.details.errors[0].pointer, "/id");
  assert.equal((await register(randomUUID(), pupils(2, 40))).body.status, "confirmed");
});

test("sessions at one time are for a class only", async () => {
  const both = { lines: ["robot-2", "robot-3"].map((session) => ({ session, party: { adults: 1 } })) };
  assert.equal((await register(randomUUID(), both)).body.code, "overlap");
  assert.equal((await register(randomUUID(), { lines: [...seat("robot-1"), ...seat("robot-1")] })).body.code, "duplicate");
});
