// Starts a backend of another maker for tests and puts a year file into it; it ends with the test.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { load } from "./load.mjs";
import { client } from "./loaders/http.mjs";
import { lists } from "./loaders/year.mjs";

const HERE = fileURLToPath(new URL(".", import.meta.url));
/** Longest an installed backend takes to start on a machine that is shared. */
export const START_MS = 180_000;
/** Those that are tried: the ones that are installed in seconds, unless the environment names others. */
export const BACKENDS = (process.env.BACKENDS ?? "kinto json-server").split(" ");

/**
 * What differs: where the app finds it (`mount` of the host and the `root` of the backend behind it), the staff's
 * `auth` of the loader, and how staff `list` and `set` registrations.
 */
export const KINDS = {
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
  directus: {
    mount: "/data",
    root: "",
    base: "/items",
    auth: "staff-token-of-the-tests",
    headers: { authorization: "Bearer staff-token-of-the-tests" },
    list: async (send) => (await send("GET", "/registrations?limit=-1")).body.data,
    set: (send, { id }, change) => send("PATCH", `/registrations/${id}`, change),
    remove: (send, { id }) => send("DELETE", `/registrations/${id}`),
  },
  parse: {
    mount: "/parse",
    root: "/parse",
    base: "/classes",
    auth: "kepu:master-key-of-the-tests",
    headers: { "x-parse-application-id": "kepu", "x-parse-master-key": "master-key-of-the-tests" },
    list: async (send) => (await send("GET", "/registrations?limit=1000")).body.results.map(({ objectId, ...rest }) => ({ ...rest, id: objectId })),
    set: (send, { id }, change) => send("PUT", `/registrations/${id}`, change),
    remove: (send, { id }) => send("DELETE", `/registrations/${id}`),
  },
  strapi: {
    mount: "/strapi",
    root: "",
    base: "/api",
    auth: "staff-token-of-the-tests",
    headers: { authorization: "Bearer staff-token-of-the-tests" },
    list: async (send) => (await send("GET", "/registrations?pagination[pageSize]=100")).body.data.map(({ id, key, ...rest }) => ({ ...rest, id: key })),
    set: (send, { documentId }, change) => send("PUT", `/registrations/${documentId}`, { data: change }),
    remove: (send, { documentId }) => send("DELETE", `/registrations/${documentId}`),
  },
};

export async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

/**
 * Starts the backend `name` with `year` (a year file, or nothing) in it; `open`: as set up in haste, everyone reading what
 * anyone sent. Answers { base (of the collections), root (what the host's mount stands for), send, list, set, remove (as staff),
 * stop }.
 */
export async function startBackend(name, year, { open = false } = {}) {
  const kind = KINDS[name];
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), `kepu-${name}-`));
  if (year) kind.prepare?.(folder, year);
  const child = spawn(join(HERE, name, "start.sh"), [folder, String(port)], {
    env: { ...process.env, ...(open ? { OPEN: "1" } : {}) },
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
  if (year && !kind.prepare) await load({ preset: name, base: address, auth: kind.auth, year });
  const send = client(address, kind.headers);
  return {
    base: address,
    root,
    send,
    /** The registrations, as staff see them; and what staff do to one. */
    list: () => kind.list(send),
    set: (registration, change) => kind.set(send, registration, change),
    remove: (registration) => kind.remove(send, registration),
    stop,
  };
}
