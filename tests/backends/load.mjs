#!/usr/bin/env node
// Puts a year file into a backend that has no importer of its own, and brings it up to date when run again: makes the
// collections where that can be done from outside, writes what is new or different, removes what the file no longer has.
// Registrations, and numbers of places that staff entered, are left alone.
//
//   node load.mjs --preset kinto --base https://host/v1/buckets/kepu/collections --auth staff:password 2023.json
//
// --auth is what the backend's staff sign in with: name:password (Kinto), else a token. Needs Node.js 20, nothing else.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { Refused } from "./loaders/http.mjs";
import { lists, same } from "./loaders/year.mjs";

const PRESETS = ["kinto", "json-server", "directus", "strapi", "parse", "postgrest"];
const USAGE = `usage: node load.mjs --preset ${PRESETS.join("|")} --base URL [--auth NAME:PASSWORD|TOKEN] year.json`;
/** So many requests are under way at once. */
const AT_ONCE = 8;

/**
 * Brings the collections at `base` up to what `year` (a parsed year file) says. Answers, for each collection,
 * { made, changed, removed, same, refused: [{ id, why }] }; one that takes the whole file itself does not say what stayed.
 */
export async function load({ preset, base, auth, year }) {
  if (!PRESETS.includes(preset)) throw new Error(`no loader for ${preset}: ${PRESETS.join(", ")}`);
  const { open } = await import(`./loaders/${preset}.mjs`);
  const backend = await open({ base: base.replace(/\/+$/, ""), auth });
  if (backend.whole) return backend.whole(year);
  const wanted = lists(year);
  await backend.prepare(Object.keys(wanted));
  const told = {};
  for (const [name, records] of Object.entries(wanted)) told[name] = await bring(backend, name, records);
  return told;
}

async function bring(backend, name, records) {
  const told = { made: 0, changed: 0, removed: 0, same: 0, refused: [] };
  const there = new Map((await backend.list(name)).map((record) => [record.id, record]));
  const ids = new Set(records.map((record) => record.id));
  const work = [];
  for (const record of records) {
    const old = there.get(record.id);
    // What was booked is the backend's to know; only the size of a session is the file's.
    const next = name === "availability" && old ? { ...old, capacity: record.capacity } : record;
    if (old && same(old, next)) told.same += 1;
    else work.push([old ? "changed" : "made", record.id, () => backend.put(name, next, old)]);
  }
  for (const [id, old] of there) {
    if (!ids.has(id)) work.push(["removed", id, () => backend.remove(name, old)]);
  }
  await inTurn(work, backend.atOnce ?? AT_ONCE, async ([what, id, run]) => {
    try {
      await run();
      told[what] += 1;
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      told.refused.push({ id, why: error.message });
    }
  });
  return told;
}

/** Runs `each` for every item, at most `most` at once. */
async function inTurn(items, most, each) {
  const rest = items[Symbol.iterator]();
  const one = async () => {
    for (const item of rest) await each(item);
  };
  await Promise.all(Array.from({ length: most }, one));
}

function options(words) {
  const given = {};
  while (words.length > 0) {
    const word = words.shift();
    if (["--preset", "--base", "--auth"].includes(word) && words.length > 0) given[word.slice(2)] = words.shift();
    else if (word.startsWith("--") || given.file) throw new Error(`${word}?\n${USAGE}`);
    else given.file = word;
  }
  if (!given.preset || !given.base || !given.file) throw new Error(USAGE);
  return given;
}

async function main() {
  const { file, ...given } = options(process.argv.slice(2));
  const told = await load({ ...given, year: JSON.parse(readFileSync(file, "utf8")) });
  for (const [name, { made, changed, removed, same, refused }] of Object.entries(told)) {
    const stayed = same === undefined ? "" : `, ${same} as they were`;
    console.log(`${name}: ${made} made, ${changed} changed, ${removed} removed${stayed}${refused.length ? `, ${refused.length} refused` : ""}`);
    for (const { id, why } of refused) console.log(`  ${id}: ${why}`);
  }
  if (Object.values(told).some(({ refused }) => refused.length > 0)) process.exitCode = 1;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  main().catch((error) => {
    console.error(error.message);
    process.exitCode = 2;
  });
}
