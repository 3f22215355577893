// Backends of other makers with the demo's programme in them, and the app beside each.
//
//   import { on, expect, open } from "./support/backends.mjs";
//   const test = on("kinto");
//   test("…", async ({ page, foreign }) => { await open(page); …; expect(await foreign.registrations()).toHaveLength(1); });
//
// BACKENDS are those to be tried (Kinto and json-server, unless the environment names others).
// on("kinto", { open: true })      as somebody sets it up in haste: everyone reads what anyone sent
// on("kinto", { across: true })    the app asks it across origins
// on("kinto", { connect: "http:" }) what the app's policy lets it ask besides its own host
// on("kinto", { config: { … } })   further members of config.json, as "mapping" or another "preset"
// on("kinto", { files: { … } })    further documents on the app's host by their path, as "/presets/own.json"
// on("kinto", { stream: "/news" }) a stream of events beside it, below the mount
// on("kinto", { shape })           what the year file becomes before it is loaded
import { readFileSync } from "node:fs";
import { BACKENDS, KINDS, START_MS, startBackend } from "../../backends/run.mjs";
import { host } from "./host.mjs";
import { start } from "./server.mjs";
import { test as base } from "./test.mjs";

export { BACKENDS };
export { expect, open } from "./test.mjs";

const DEMO_CONFIG = JSON.parse(readFileSync(new URL("../../backend/config.json", import.meta.url), "utf8"));

/** The demo's year file: the edition moved so that its first day is today. */
export async function demoYear(site) {
  const { cursor, ...year } = await (await fetch(`${site}/api/catalogue`)).json();
  return { ...year, capabilities: [] };
}

/**
 * The backend `name` with the demo's programme, and the app on a host beside it. Answers
 * { url (of the app), base (as in config.json), direct (the backend's own address), config (may be changed),
 *   host (its log and faults), year, registrations(), set(registration, change), clear(), reference, stop() }.
 */
export async function beside(name, options = {}) {
  const reference = await start(options.dist ? { dist: options.dist } : {});
  const year = await demoYear(reference.url);
  const backend = await startBackend(name, options.shape ? options.shape(structuredClone(year)) : year, options);
  const kind = KINDS[name];
  const { catalogue: _, ...config } = DEMO_CONFIG;
  const mounted = `${kind.mount}${kind.base}`;
  const one = await host({
    site: reference.url,
    mount: kind.mount,
    to: backend.root,
    config: { ...config, preset: name, base: options.across ? backend.base : mounted, ...options.config },
    files: options.files,
    stream: options.stream,
    connect: options.connect ?? (options.across ? new URL(backend.base).origin : undefined),
  });
  return {
    name,
    url: one.url,
    base: one.config.base,
    direct: backend.base,
    config: one.config,
    host: one,
    year,
    reference,
    /** A request of the staff's: ("PUT", "/availability/records/…", body). */
    send: backend.send,
    registrations: backend.list,
    /** What staff do to a registration: { status: "confirmed" } */
    set: backend.set,
    /** No registration, fault or log of an earlier test. */
    async clear() {
      for (const registration of await backend.list()) await backend.remove(registration);
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
        quiet.allow(/Failed to load resource.* http:\/\/127\.0\.0\.1:\d+\/(v1|rows|registrations|(data\/)?items|strapi|parse)/);
        await use(foreign);
      },
      { auto: true },
    ],
  });
}
