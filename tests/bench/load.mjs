// A rush on the reference backend: 2 000 sign-ups at once for 100 places while 500 others change and cancel, then all
// who have a place give it back while those who wait answer their offers. Over two instances on PostgreSQL, and one on
// SQLite. Fails when more is given than there is, when anybody knows other than the server, or when the queue is unfair.
//
// usage: node tests/bench/load.mjs   (from the project's root, after make -s target/stamps/backend)
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import http from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

const PROGRAM = process.env.KEPU_BACKEND ?? "target/backend/debug/kepu-backend";
const CROWD = 2_000;
const PLACES = 100;
const OTHERS = 500;
/** Tries of one request before the bench gives up on it. */
const TRIES = 30;

const work = mkdtempSync(join(tmpdir(), "kepu-load-"));
const agent = new http.Agent({ keepAlive: true, maxSockets: CROWD + OTHERS });
const faults = [];
const check = (good, words) => good || faults.push(words);
const pause = (ms) => new Promise((done) => setTimeout(done, ms));

/** mulberry32: the same crowd every time. */
function dice(seed) {
  return (below) => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

/** The first line a program prints. */
function started(program, args, options) {
  const child = spawn(program, args, { stdio: ["pipe", "pipe", "inherit"], ...options });
  const lines = createInterface(child.stdout);
  return new Promise((done, failed) => {
    lines.once("line", (line) => done({ child, line }));
    child.once("exit", (code) => failed(new Error(`${program} ended with ${code}`)));
  });
}

function ended(child) {
  child.stdin.end();
  child.kill("SIGTERM");
  return new Promise((done) => (child.exitCode === null && child.signalCode === null ? child.once("exit", done) : done()));
}

function year() {
  const day = (n) => `${new Date(Date.now() + n * 86_400_000).toISOString().slice(0, 19)}+00:00`;
  const session = (id, capacity, n) => ({ id, start: day(n), end: day(n + 0.1), booking: "required", capacity, kinds: ["person", "family"], party: { min: 1, max: 5 }, waitlist: true, status: "scheduled" });
  const activity = { id: "rush", title: "rush", kind: "bookable", sessions: [session("few", PLACES, 5), session("many", 5_000, 9)], updated: day(0) };
  const file = join(work, "year.json");
  writeFileSync(file, JSON.stringify({ contract: "kp/1", edition: { id: "load", name: "load" }, taxonomy: {}, venues: [], activities: [activity] }));
  return file;
}

function once(base, method, path, headers, body) {
  return new Promise((done, failed) => {
    const request = http.request(new URL(path, base), { method, agent, headers }, (answer) => {
      const parts = [];
      answer.on("data", (part) => parts.push(part));
      answer.on("end", () => done({ status: answer.statusCode, headers: answer.headers, body: JSON.parse(Buffer.concat(parts).toString() || "null") }));
      answer.on("error", failed);
    });
    request.on("error", failed);
    request.end(body && JSON.stringify(body));
  });
}

/** One round on the instances given; `took` gets the milliseconds of every write. */
function actors(bases, took) {
  const api = async (n, method, path, headers, body) => {
    for (let tried = 0; tried < TRIES; tried++) {
      const began = performance.now();
      // Whoever tries again may come to the other instance.
      const answer = await once(bases[(n + tried) % bases.length], method, `/api${path}`, { "Content-Type": "application/json", ...headers }, body).catch(() => null);
      if (method !== "GET") took.push(performance.now() - began);
      if (answer && answer.status !== 503) return answer;
      await pause(200);
    }
    throw new Error(`${method} ${path} was never answered`);
  };
  const id = (n) => `0b9d3f2e-6a51-4c8e-9f3a-${n.toString(16).padStart(12, "0")}`;
  const signUp = async (n, session, seats, more) => {
    const body = { kind: "family", contact: { name: "王芳", phone: `138${String(n).padStart(8, "0")}` }, lines: [{ session, party: { adults: 1, children: seats - 1 } }], consent_version: "1", ...more };
    const sent = performance.now();
    const answer = await api(n, "PUT", `/registrations/${id(n)}`, { "If-None-Match": "*" }, body);
    check([201, 409].includes(answer.status), `sign-up ${n} was answered ${answer.status} ${answer.body?.code}`);
    return { n, id: id(n), seats, asks: more?.when_free === "offer", sent, had: performance.now(), token: answer.body.manage_token, known: answer.status === 201 ? answer.body : null, joined: answer.body.position };
  };
  const manage = async (one, method, body) => {
    const headers = { Authorization: `Bearer ${one.token}`, "If-Match": `"${one.known.rev}"` };
    const answer = await api(one.n, method, `/registrations/${one.id}`, headers, body);
    if (answer.status === 200) one.known = answer.body;
    return answer;
  };
  return { api, signUp, manage };
}

async function round(name, bases, control) {
  const took = [];
  const { api, signUp, manage } = actors(bases, took);
  const roll = dice(20_230_917);
  const places = async () => (await api(0, "GET", "/availability", {})).body.sessions;
  const fits = (all, when) => {
    for (const [session, { capacity, booked, held }] of Object.entries(all)) check(booked + held <= capacity, `${when}: ${session} has ${booked} + ${held} of ${capacity}`);
  };

  const others = await Promise.all(Array.from({ length: OTHERS }, (_, n) => signUp(n, "many", 1 + roll(3))));
  took.length = 0;
  let rushing = true;
  const watched = (async () => {
    while (rushing) {
      fits(await places(), "in the rush");
      await pause(50);
    }
  })();

  const began = performance.now();
  const newcomers = Array.from({ length: CROWD }, (_, n) => signUp(OTHERS + n, "few", 1 + roll(3), { accept_waitlist: roll(2) === 0, when_free: roll(2) === 0 ? "offer" : "confirm" }));
  const moves = others.map((one, n) => {
    if (n % 2) return manage(one, "DELETE");
    const session = n % 5 ? "many" : "few";
    return manage(one, "PATCH", { lines: [{ session, party: { adults: 1 + roll(4), children: 0 } }] });
  });
  const [crowd, moved] = await Promise.all([Promise.all(newcomers), Promise.all(moves)]);
  const rush = { writes: took.length, seconds: (performance.now() - began) / 1000 };
  for (const { status } of moved) check([200, 409].includes(status), `a change was answered ${status}`);

  // The queue: nobody left it yet, so each place in it was given once, and an earlier answer means an earlier place.
  const queue = crowd.filter(({ joined }) => joined).sort((a, b) => a.joined - b.joined);
  check(queue.length > 10, `only ${queue.length} wait`);
  queue.forEach(({ joined }, at) => check(joined === at + 1, `place ${at + 1} of the queue is ${joined}`));
  let latest = 0;
  for (const one of queue) {
    check(one.had > latest, `${one.joined} was answered before somebody ahead had asked`);
    latest = Math.max(latest, one.sent);
  }

  const holders = [...others, ...crowd].filter(({ known }) => known?.status === "confirmed" && known.lines[0].session === "few");
  const leaving = holders.filter((_, at) => at % 3);
  const answering = queue.filter(({ asks }) => asks).map(async (one) => {
    for (let looked = 0; looked < 20; looked++) {
      const now = await manage(one, "GET");
      if (now.body.status === "offered") return manage(one, "PATCH", { offer: one.n % 4 ? "accept" : "pass" });
      await pause(100);
    }
    return null;
  });
  await Promise.all([...leaving.map((one) => manage(one, "DELETE")), ...answering]);
  rushing = false;
  await watched;

  // What each knows beside what the server has.
  const kept = new Map((await once(control, "GET", "/registrations", {})).body.registrations.map((one) => [one.id, one]));
  for (const one of [...others, ...crowd]) {
    const there = kept.get(one.id);
    check(!one.known === !there, `${one.id} is ${there ? "there" : "missing"}`);
    if (!one.known) continue;
    const waited = one.known.status === "waitlisted";
    if (waited) await manage(one, "GET");
    const same = ["status", "rev", "code"].every((member) => one.known[member] === there?.[member]);
    check(same && JSON.stringify(one.known.lines) === JSON.stringify(there.lines), `${one.id}: ${JSON.stringify(one.known)} is not ${JSON.stringify(there)}`);
  }
  check(kept.size === [...others, ...crowd].filter(({ known }) => known).length, "there are registrations nobody made");
  const all = await places();
  fits(all, "at the end");
  for (const [session, counted] of Object.entries(all)) {
    const sum = (status) => [...kept.values()].filter((one) => one.status === status && one.lines[0].session === session).reduce((n, { lines: [{ party }] }) => n + party.adults + party.children, 0);
    check(counted.booked === sum("confirmed") && counted.held === sum("offered") && counted.waitlisted === sum("waitlisted"), `${session} is counted ${JSON.stringify(counted)}`);
  }
  // Nobody had a place before somebody ahead of them who needed no more.
  const still = queue.filter(({ id }) => kept.get(id).status === "waitlisted");
  const served = queue.filter(({ id }) => kept.get(id).status !== "waitlisted");
  check(served.length > 5, `only ${served.length} moved up`);
  for (const one of still) for (const later of served) check(later.joined < one.joined || later.seats < one.seats, `${later.joined} had places before ${one.joined}`);

  took.sort((a, b) => a - b);
  const at = (part) => `${(took[Math.floor(took.length * part)] / 1000).toFixed(2)} s`;
  console.log(`load, ${name}: ${rush.writes} writes in ${rush.seconds.toFixed(1)} s, ${(rush.writes / rush.seconds).toFixed(0)} a second; half within ${at(0.5)}, p99 ${at(0.99)}; ${queue.length} waited, ${served.length} moved up`);
}

async function over(name, instances, database) {
  const file = year();
  const running = [];
  try {
    for (let n = 0; n < instances; n++) {
      const control = 20_000 + Math.floor(Math.random() * 20_000);
      running.push({ control: `http://127.0.0.1:${control}`, ...(await started(PROGRAM, ["--port", "0", "--rate", "0", "--data", file, "--control", String(control)], { env: { ...process.env, DATABASE_URL: database } })) });
    }
    await round(name, running.map(({ line }) => line), running[0].control);
  } finally {
    await Promise.all(running.map(({ child }) => ended(child)));
  }
}

try {
  const server = await started("tests/backend/postgres.sh", [join(tmpdir(), `kepu-pg-${process.pid}-${Date.now()}`)], { env: { ...process.env, FSYNC: "on" } });
  try {
    await over("two instances on PostgreSQL", 2, server.line);
  } finally {
    server.child.stdin.end();
    await new Promise((done) => server.child.once("exit", done));
  }
  await over("one on SQLite", 1, `sqlite:${join(work, "db")}`);
} finally {
  agent.destroy();
  rmSync(work, { recursive: true, force: true });
}
for (const fault of faults.slice(0, 20)) console.log(`FAULT ${fault}`);
console.log(faults.length ? `load: ${faults.length} faults` : "load: ok, no place given twice, everybody knows what the server has, the queue is fair");
process.exitCode = faults.length ? 1 : 0;
