// The trial of the kit: the reference backend conforms, and for every rule a backend that breaks it is found out, by
// the name of that rule and no other.
// usage: node tests/conform/broken.mjs   (from the project's root; kepu-backend is built)
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { start } from "../e2e/support/server.mjs";
import { FAULTS, MAPPING, fake } from "./fake.mjs";
import { BROKEN } from "./faults.mjs";
import { MARK } from "./kit.mjs";
import { proxy } from "./proxy.mjs";
import { page } from "./report.mjs";
import { FOREIGN } from "./rules/foreign.mjs";
import { RULES } from "./rules/index.mjs";
import { conform, conformForeign } from "./run.mjs";
import { Contract } from "./schema.mjs";

const SMALL = "tests/backend/tests/fixtures/small.json";
const YEAR = "public/data/2023.json";
const RUN = fileURLToPath(new URL("run.mjs", import.meta.url));
const EVERY = "每个应答";
const WORKERS = 2;
const scratch = mkdtempSync(join(tmpdir(), "conform-"));
let trials = 0;

const states = (report, state) => report.rules.filter((rule) => rule.state === state).map(({ id }) => id);
const why = (report) => JSON.stringify(report.rules.filter(({ state }) => state !== "passed").map(({ id, state, why: reason, findings }) => [id, state, reason, findings.map(({ what }) => what)]), null, 1);

/** Nothing of what opens a registration or reaches a person is in a report. */
function guarded(report) {
  for (const text of [JSON.stringify(report), page(report)]) {
    for (const secret of [/14[23]\d{8}/, /(?<![0-9a-f])(?=[0-9a-f]*[1-9a-f])[0-9a-f]{40}(?![0-9a-f])/, /\b(?=[A-Z]*[2-9])(?=\d*[A-Z])[A-HJKMNP-Z2-9]{8}\b/, new RegExp(MARK)]) {
      assert.ok(!secret.test(text), `a report shows ${secret.exec(text)?.[0]}`);
    }
    assert.ok(!/<script/i.test(text), "a page of a report has a script");
  }
}

/** A session for classes has room; all else of the fixture is as the rules need it. */
const prepare = ({ control }) => control.session("banji-2", { left: 60 });

/** Rules about all answers are tried on all; of the others those of their group too, and what is said of every answer. */
function tried({ rule }) {
  const { group } = RULES.find(({ id }) => id === rule);
  return group === EVERY ? undefined : RULES.filter((one) => [group, EVERY].includes(one.group)).map(({ id }) => id);
}

/** All that fails is said, not only the first. */
async function told(trial) {
  try {
    await trial();
  } catch (error) {
    console.log(error.message);
    process.exitCode = 1;
  }
}

async function broken(one, server, gate) {
  await server.control.reset();
  await prepare(server);
  const api = `${server.url}/api`;
  gate.break(one.proxy);
  if (one.set) await one.set({ control: server.control, api });
  const report = await conform(one.proxy ? gate.url : api, { only: tried(one) });
  const expected = [one.rule, ...(one.also ?? [])].filter((id) => report.rules.some((rule) => rule.id === id)).sort();
  assert.deepEqual(states(report, "failed").sort(), expected, `${one.rule} (${one.how}): ${gate.error ?? ""} ${why(report)}`);
  assert.equal(report.exit, 2);
  const { zh, findings } = report.rules.find(({ id }) => id === one.rule);
  assert.ok(page(report).includes(zh) && findings.every(({ what }) => what), `${one.rule}: the report does not say what is wrong`);
  guarded(report);
  trials += 1;
}

async function worker(queue) {
  const server = await start({ data: SMALL });
  const gate = await proxy(server.port);
  try {
    for (let one = queue.shift(); one; one = queue.shift()) await told(() => broken(one, server, gate));
  } finally {
    gate.stop();
    await server.stop();
  }
}

/** What the program says, and how it ends. */
const program = (parameters, env = {}) =>
  promisify(execFile)(process.execPath, [RUN, ...parameters], { env: { ...process.env, ...env } }).then(
    ({ stdout }) => ({ code: 0, stdout }),
    ({ code, stdout }) => ({ code, stdout }),
  );

async function green(data) {
  const server = await start({ data });
  try {
    if (data === SMALL) await prepare(server);
    const folder = join(scratch, "green");
    const { code, stdout } = await program([`${server.url}/api/`, folder]);
    const report = JSON.parse(readFileSync(join(folder, "report.json"), "utf8"));
    assert.deepEqual([code, report.verdict, states(report, "passed").length], [0, "符合", RULES.length - 1], `the reference backend with ${data}: ${stdout}`);
    assert.equal(readFileSync(join(folder, "report.html"), "utf8"), page(report));
    guarded(report);
    assert.deepEqual(report.registrations.left, []);
    const { registrations } = await server.control.registrations();
    assert.ok(registrations.length > 10 && registrations.every(({ status }) => status === "cancelled"), "registrations of the kit are left");
    trials += 1;
  } finally {
    await server.stop();
  }
}

/** A backend that can less says so, and conforms without it; one that is not there does not. */
async function less() {
  const server = await start({ data: SMALL });
  const gate = await proxy(server.port);
  try {
    gate.break(async (asked, forward) => {
      const reply = await forward(asked);
      return asked.path === "/api/catalogue" && reply.status === 200 ? { ...reply, text: reply.text.replace(/"capabilities":\[[^\]]*\]/, '"capabilities":["delta"]') } : reply;
    });
    const report = await conform(gate.url);
    assert.deepEqual([report.exit, report.verdict, report.without], [1, "符合，但不含网上报名、讲座提问", ["register", "questions"]], why(report));
    assert.deepEqual(report.registrations, { made: 0, left: [] });
    gate.stop();
    const gone = await conform(gate.url);
    assert.equal(gone.exit, 2);
    assert.ok(states(gone, "failed").includes("catalogue-form"), why(gone));
    assert.equal((await program(["nonsense"])).code, 2);
    trials += 3;
  } finally {
    await server.stop();
  }
}

/** Schemathesis is tried in a test of its own; here, that its outcome is told. */
async function generated() {
  const server = await start({ data: SMALL });
  try {
    for (const [code, state] of [[0, "passed"], [1, "failed"]]) {
      const st = join(scratch, `st-${code}`);
      writeFileSync(st, `#!/bin/sh\necho "20 generated, ${code} failed"\nexit ${code}\n`);
      chmodSync(st, 0o755);
      const report = await conform(`${server.url}/api`, { only: ["schemathesis"], schemathesis: true, st });
      assert.deepEqual(states(report, state), ["schemathesis"], why(report));
      assert.ok(page(report).includes(`20 generated, ${code} failed`));
      trials += 1;
    }
  } finally {
    await server.stop();
  }
}

/** A backend of another kind, described by a config.json alone: as it should be, and with each fault. */
async function foreign() {
  for (const { fault, rules, how } of [{ rules: [] }, ...FAULTS]) {
    const backend = await fake(fault);
    try {
      const report = await conformForeign(backend.url, { preset: "fake", mapping: MAPPING });
      assert.deepEqual(states(report, "failed"), rules, `${how}: ${why(report)}`);
      assert.deepEqual([report.exit, report.without.includes("atomic_capacity"), report.without.includes("cancel")], [rules.length > 0 ? 2 : 1, true, false], why(report));
      assert.deepEqual(report.registrations.left, []);
      assert.ok([...backend.people.values()][0].row.status === "cancelled");
      guarded(report);
      if (!fault) {
        const file = join(scratch, "config.json");
        writeFileSync(file, JSON.stringify({ preset: "fake", base: "/", mapping: MAPPING }));
        assert.equal((await program([file, join(scratch, "foreign")], { API: backend.url })).code, 1);
        writeFileSync(file, JSON.stringify({ preset: "fake", base: backend.url, mapping: { ...MAPPING, registrations: { private: "no" } } }));
        assert.equal((await program([file, join(scratch, "foreign")])).code, 1, "who signs nobody up conforms without it");
        assert.equal((await program([file.replace("config", "none")])).code, 2);
      }
      trials += 1;
    } finally {
      backend.stop();
    }
  }
}

const contract = new Contract();
const known = (rule) => BROKEN.some((one) => one.rule === rule) || FAULTS.some(({ rules }) => rules.includes(rule));
for (const { id, clause, zh, en, group } of [...RULES, ...FOREIGN]) {
  assert.ok(contract.at(clause) !== undefined, `${id}: no clause ${clause} in openapi.json`);
  assert.ok(zh && en && group, `${id} has no name`);
  assert.ok(id === "schemathesis" || known(id), `no broken backend for the rule ${id}`);
}
assert.equal(new Set(RULES.map(({ id }) => id)).size, RULES.length, "two rules have one id");
for (const { rule } of BROKEN) assert.ok(RULES.some(({ id }) => id === rule), `no rule ${rule}`);

try {
  const whole = [() => green(YEAR), () => green(SMALL), less, generated, foreign];
  for (const trial of whole) await told(trial);
  const queue = [...BROKEN];
  await Promise.all(Array.from({ length: WORKERS }, () => worker(queue)));
  console.log(`${RULES.length + FOREIGN.length} rules, ${trials} trials`);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
