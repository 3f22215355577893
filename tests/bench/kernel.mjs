// The kernel beside other engines, in one run and on the same rows: natively, in wasm, and in JavaScript.
// usage: node tests/bench/kernel.mjs discover discover.wasm itinerary itinerary.wasm YEAR.json
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import itemsjs from "itemsjs";
import MiniSearch from "minisearch";
import fastbitset from "typedfastbitset";

const { TypedFastBitSet } = fastbitset;

const [native, wasm, route, routeWasm, year] = process.argv.slice(2);
const SIZES = [1_000, 10_000, 100_000];
const ROUNDS = 7;
const QUERY = "query, five values of three facets";
const WORD = "words, two characters";

const run = (program, ...given) => execFileSync(program, given, { encoding: "utf8", maxBuffer: 1 << 28 });
// In one thread: with its helpers beside it, V8 dies now and then in the midst of such a program (Node 20 and 22).
const inWasm = (program, ...given) => run("node", "--no-warnings", "--single-threaded", "tests/bench/wasi.mjs", program, ...given);

/** Microseconds of each step. */
const steps = (said) => new Map(said.trim().split("\n").map((line) => line.split("\t")).map(([, step, took]) => [step, Number(took)]));

/** The fastest of several rounds, in microseconds for one call. */
function fastest(times, call) {
  let best = Infinity;
  for (let round = 0; round < ROUNDS; round++) {
    const began = performance.now();
    for (let time = 0; time < times; time++) call(time);
    best = Math.min(best, ((performance.now() - began) * 1000) / times);
  }
  return best;
}

function rows(size) {
  const file = `${process.cwd()}/target/rows-${size}.jsonl`;
  run(native, year, String(size), "--rows", file);
  const [chosen, ...rows] = readFileSync(file, "utf8").split("\n").map((line) => JSON.parse(line));
  return { chosen, rows };
}

/** The query with all its counts, on bitsets: any of the values of a facet, all facets together, each facet's counts without its own choice. */
function bitsets({ chosen, rows }) {
  const facets = chosen.map(() => new Map());
  rows.forEach(([, values], row) => {
    values.forEach((own, facet) => {
      for (const value of own) {
        if (!facets[facet].has(value)) facets[facet].set(value, new TypedFastBitSet());
        facets[facet].get(value).add(row);
      }
    });
  });
  const everything = new TypedFastBitSet();
  everything.addRange(0, rows.length);
  const asked = chosen.map((values, facet) => ({ values, facet })).filter(({ values }) => values.length > 0);
  return () => {
    const any = asked.map(({ values, facet }) => {
      const union = new TypedFastBitSet();
      for (const value of values) union.union(facets[facet].get(value) ?? new TypedFastBitSet());
      return { facet, union };
    });
    const left = (but) => {
      const all = everything.clone();
      for (const { facet, union } of any) if (facet !== but) all.intersection(union);
      return all;
    };
    const all = left();
    let counted = 0;
    facets.forEach((values, facet) => {
      const within = chosen[facet].length > 0 ? left(facet) : all;
      for (const set of values.values()) counted += set.intersection_size(within);
    });
    return all.size() + counted;
  };
}

function items({ chosen, rows }) {
  const data = rows.map(([title, values], id) => ({ id, title, ...Object.fromEntries(values.map((own, facet) => [`f${facet}`, own])) }));
  const aggregations = Object.fromEntries(chosen.map((_, facet) => [`f${facet}`, { size: 100, conjunction: false }]));
  const engine = itemsjs(data, { aggregations, native_search_enabled: false });
  const filters = Object.fromEntries(chosen.map((values, facet) => [`f${facet}`, values]).filter(([, values]) => values.length > 0));
  return () => engine.search({ per_page: 20, filters }).pagination.total;
}

function words({ rows }) {
  // The usual way to have it find Chinese: pairs of characters.
  const pairs = (text) => Array.from(text, (c, at) => text.slice(at, at + 2)).filter((pair) => pair.length === 2);
  const engine = new MiniSearch({ fields: ["title"], tokenize: pairs, processTerm: (term) => term.toLowerCase() });
  const began = performance.now();
  engine.addAll(rows.map(([title], id) => ({ id, title })));
  return { ready: (performance.now() - began) * 1000, look: (time) => engine.search(time % 2 ? "科普" : "科学", { combineWith: "AND" }).length };
}

const number = (value) => (value < 100 ? value.toFixed(1) : Math.round(value).toLocaleString("en-GB").replaceAll(",", " ")).padStart(11);

const reading = (program) => program.trim().split("\n").map((line) => line.split("\t"));
const readInWasm = reading(inWasm(wasm, year));
console.log("\nreading 10 000 activities, milliseconds                      native       wasm");
reading(run(native, year)).forEach(([kind, step, took], at) => {
  console.log(`  ${`${kind}: ${step}`.padEnd(54)}${number(Number(took))}${number(Number(readInWasm[at][2]))}`);
});

for (const size of SIZES) {
  const said = { native: steps(run(native, year, String(size))), wasm: steps(inWasm(wasm, year, String(size))) };
  console.log(`\n${size.toLocaleString("en-GB").replaceAll(",", " ")} entries, microseconds       native       wasm`);
  for (const [step, took] of said.native) console.log(`  ${step.padEnd(36)}${number(took)}${number(said.wasm.get(step))}`);

  const data = rows(size);
  const [ownQuery, ownWord] = [QUERY, WORD].map((step) => said.wasm.get(step));
  const times = (slow, own) => `${number(slow)}   ${(slow / own).toFixed(1)} times ours in wasm`;
  const repeat = size > 10_000 ? 5 : 40;
  console.log(`  itemsjs 2.4, the same query         ${times(fastest(repeat, items(data)), ownQuery)}`);
  console.log(`  typedfastbitset, the same query     ${times(fastest(repeat, bitsets(data)), ownQuery)}`);
  const search = words(data);
  console.log(`  MiniSearch, the same word           ${times(fastest(repeat, search.look), ownWord)}; its index ${number(search.ready).trim()} µs`);

  try {
    const counted = (queries) => {
      const out = `target/callgrind-${size}.out`;
      const options = ["--tool=callgrind", `--callgrind-out-file=${out}`, native, year, String(size), "--queries", String(queries)];
      execFileSync("valgrind", options, { stdio: "pipe" });
      return Number(/^summary: (\d+)/m.exec(readFileSync(out, "utf8"))[1]);
    };
    if (size <= 10_000) console.log(`  instructions of that query          ${number((counted(1_100) - counted(100)) / 1_000)}`);
  } catch (error) {
    console.log(`  instructions were not counted: ${error.message.split("\n")[0]}`);
  }
}

const planned = (said) => said.trim().split("\n").map((line) => line.split("\t"));
const inBoth = planned(inWasm(routeWasm));
console.log("\nplanning a day, microseconds                       native       wasm");
planned(run(route)).forEach(([count, step, took], at) => {
  console.log(`  ${`${count} candidates: ${step}`.padEnd(46)}${number(Number(took))}${number(Number(inBoth[at][2]))}`);
});
