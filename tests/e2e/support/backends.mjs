// Backends of other makers with the demo's programme in them, and the app beside each.
//
//   import { on, expect, open } from "./support/backends.mjs";
//   const test = on("kinto");
//   test("…", async ({ page, foreign }) => { await open(page); …; expect(await foreign.registrations()).toHaveLength(1); });
//
// on("kinto", { open: true })      as somebody sets it up in haste: everyone reads what anyone sent
// on("kinto", { across: true })    the app asks it across origins
// on("kinto", { config: { … } })   further members of config.json, as "mapping"
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { load } from "../../backends/load.mjs";
import { client } from "../../backends/loaders/http.mjs";
import { lists } from "../../backends/loaders/year.mjs";
import { host } from "./host.mjs";
import { freePort, ROOT, start } from "./server.mjs";
import { test as base } from "./test.mjs";

export { expect, open } from "./test.mjs";

/** Longest an installed backend takes to start on a machine that is shared. */
const START_MS = 120_000;
const DEMO_CONFIG = JSON.parse(readFileSync(new URL("../../backend/config.json", import.meta.url), "utf8"));

/**
 * What differs: where the app finds it (`mount` of the host and the `root` of the backend behind it), the staff's
 * `auth` of the loader, and how staff `list` and `set` registrations.
 */
const KINDS = {
  kinto: {
    mount: "/v1",
    root: "/v1",
    base: "/buckets/kepu/collections",
    auth: "staff:staff-password",
    headers: { authorization: `Basic ${Buffer.from("staff:staff-password").toString("base64")}` },
    list: async (send) => (await send("GET", "/registrations/records")).body.data,
    set: (send, { id }, change) => send("PATCH", `/registrations/records/${id}`, { data: change }),
    remove: (send, { id }) => send("DELETE", `/registrations/records/${id}`),
  },
  "json-server": {
    mount: "/rows",
    root: "",
    base: "",
    auth: "staff-password-of-the-tests",
    headers: { authorization: "Bearer staff-password-of-the-tests" },
    // It would write its whole file for each record.
    prepare: (folder, year) => writeFileSync(join(folder, "db.json"), JSON.stringify({ ...lists(year), registrations: [] })),
    list: async (send) => (await send("GET", "/registrations")).body,
    set: (send, { id }, change) => send("PATCH", `/registrations/${id}`, change),
    remove: (send, { id }) => send("DELETE", `/registrations/${id}`),
  },
};

/** The demo's year file: the edition moved so that its first day is today. */
export async function demoYear(site) {
  const { cursor, ...year } = await (await fetch(`${site}/api/catalogue`)).json();
  return { ...year, capabilities: [] };
}

/** Starts the backend `name` on its own, with `year` in it. Answers { base, send, folder, stop }. */
export async function startBackend(name, year, options = {}) {
  const kind = KINDS[name];
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), `kepu-${name}-`));
  kind.prepare?.(folder, year);
  const child = spawn(join(ROOT, "tests/backends", name, "start.sh"), [folder, String(port)], {
    env: { ...process.env, ...(options.open ? { OPEN: "1" } : {}) },
    stdio: ["pipe", "pipe", "pipe"],
  });
  const ended = once(child, "exit");
  let said = "";
  child.stderr.on("data", (chunk) => (said = (said + chunk).slice(-4000)));
  const ready = new Promise((resolve) => {
    let out = "";
    child.stdout.on("data", (chunk) => (out += chunk) && /^READY /m.test(out) && resolve("ready"));
  });
  const late = new Promise((resolve) => setTimeout(resolve, START_MS, "late").unref());
  const state = await Promise.race([ready, late, ended.then(([code]) => `ended with ${code}`)]);
  const stop = async () => {
    // It ends with its input.
    child.stdin.end();
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  if (state !== "ready") {
    if (state === "late") child.kill();
    await stop();
    throw new Error(`${name} did not start (${state}): ${said}`);
  }
  const root = `http://127.0.0.1:${port}${kind.root}`;
  const address = `${root}${kind.base}`;
  if (!kind.prepare) await load({ preset: name, base: address, auth: options.open ? kind.openAuth ?? kind.auth : kind.auth, year });
  return { base: address, root, send: client(address, options.open && name === "json-server" ? {} : kind.headers), stop };
}

/**
 * The backend `name` with the demo's programme, and the app on a host beside it. Answers
 * { url (of the app), base (as in config.json), direct (the backend's own address), config (may be changed),
 *   host (its log and faults), year, registrations(), set(registration, change), clear(), reference, stop() }.
 */
export async function beside(name, options = {}) {
  const reference = await start();
  const year = await demoYear(reference.url);
  const backend = await startBackend(name, year, options);
  const kind = KINDS[name];
  const { catalogue: _, ...config } = DEMO_CONFIG;
  const mounted = `${kind.mount}${kind.base}`;
  const one = await host({
    site: reference.url,
    mount: kind.mount,
    to: backend.root,
    config: { ...config, preset: name, base: options.across ? backend.base : mounted, ...options.config },
    connect: options.across ? new URL(backend.base).origin : undefined,
  });
  const registrations = () => kind.list(backend.send);
  return {
    name,
    url: one.url,
    base: one.config.base,
    direct: backend.base,
    config: one.config,
    host: one,
    year,
    reference,
    registrations,
    /** What staff do to a registration: { status: "confirmed" } */
    set: (registration, change) => kind.set(backend.send, registration, change),
    /** No registration, fault or log of an earlier test. */
    async clear() {
      for (const registration of await registrations()) await kind.remove(backend.send, registration);
      one.reset();
    },
    async stop() {
      await one.stop();
      await backend.stop();
      await reference.stop();
    },
  };
}

export const kinto = (options) => beside("kinto", options);
export const jsonServer = (options) => beside("json-server", options);

/** `test` for the app beside the backend `name`: `foreign` is what beside() answers, cleared before each test. */
export function on(name, options = {}) {
  return base.extend({
    beside: [
      async ({}, use) => {
        const foreign = await beside(name, options);
        await use(foreign);
        await foreign.stop();
      },
      { scope: "worker", timeout: START_MS + 60_000 },
    ],
    server: [async ({ beside: { reference, url } }, use) => use({ ...reference, url }), { scope: "worker" }],
    foreign: [
      async ({ beside: foreign, quiet }, use) => {
        await foreign.clear();
        // The browser itself reports every refusal; how the app takes it is what the specs look at.
        quiet.allow(/Failed to load resource.* http:\/\/127\.0\.0\.1:\d+\/(v1|rows|registrations|items|parse)/);
        await use(foreign);
      },
      { auto: true },
    ],
  });
}
