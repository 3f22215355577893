// What the app may weigh on the wire, brotli at its best, as a good host sends it.
// usage: node tests/checks/budgets.mjs dist
import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

const folder = process.argv[2];
const brotli = (file) => execFileSync("brotli", ["-q", "11", "-w", "24", "-c", join(folder, file)], { maxBuffer: 1 << 26 }).length;

const assets = readdirSync(join(folder, "assets"));
const asset = (stem, extension) => {
  const found = assets.filter((name) => name.startsWith(`${stem}-`) && name.endsWith(`.${extension}`));
  if (found.length !== 1) throw new Error(`assets/ must hold one ${stem}.${extension}: ${found.join(" ") || "none"}`);
  return `assets/${found[0]}`;
};
const year = JSON.parse(readFileSync(join(folder, "config.json"), "utf8")).catalogue;

const size = Object.fromEntries(
  [["page", "index.html"], ["boot", asset("boot", "js")], ["glue", asset("app", "js")], ["wasm", asset("app", "wasm")], ["rest", asset("rest", "wasm")],
    ["air", asset("air", "wasm")], ["rare", asset("rare", "wasm")], ["hall", asset("hall", "wasm")], ["mapped", asset("mapped", "wasm")], ["config", "config.json"], ["year", year]].map(([name, file]) => [name, brotli(file)]),
);
const app = size.wasm + size.glue;
const whole = Object.values(size).reduce((sum, bytes) => sum + bytes, 0) - size.rest - size.air - size.rare - size.hall - size.mapped;

// One round trip carries 14 600 bytes; the others are the bounds of a slow phone on a slow network.
const rows = [
  ["index.html, styles and first cards in it", size.page, 14_600],
  ["the app until its list: wasm and glue", app, 180_000],
  ["  wasm", size.wasm],
  ["  glue", size.glue],
  ["the rest of the app, which comes after it", size.rest, 113_500],
  ["what is online, which comes after that", size.air, 64_000],
  ["what is rare, behind that", size.rare, 60_000],
  ["a screen in a hall, which comes last", size.hall, 60_000],
  ["who understands backends of other kinds", size.mapped, 60_000],
  ["boot script", size.boot, 5_000],
  ["the programme", size.year],
  ["until the list answers", whole, 300_000],
];
let over = 0;
console.log("  brotli bytes                                 is      may be");
for (const [name, is, may] of rows) {
  const bad = may !== undefined && is > may;
  over += bad;
  const number = (value) => value.toLocaleString("en-GB").replaceAll(",", " ").padStart(9);
  console.log(`  ${name.padEnd(41)}${number(is)}${may === undefined ? "" : `   ${number(may)}`}${bad ? "  OVER" : ""}`);
}
process.exit(over === 0 ? 0 : 1);
