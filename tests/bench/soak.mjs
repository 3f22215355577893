// A screen in a hall: a week of its loop, 60 480 turns, while programme and places are others at every request and the
// network goes and comes a hundred times; then 2 000 visitors, each of whom is forgotten. Fails where anything grows.
//
// usage: node tests/bench/soak.mjs   (from the project's root, after make build)   SOAK=0.05 for a part of it,
//        SOAK_OF=turns or SOAK_OF=visitors for one of the two
import { createRequire } from "node:module";
import { join } from "node:path";
import { ROOT, start } from "../e2e/support/server.mjs";
import { changing } from "../e2e/support/soak-host.mjs";
import { hasten } from "../e2e/support/soak-time.mjs";
import { WEEK, judgeTurns, judgeVisitors, loop, turns, visitors } from "../e2e/support/soak.mjs";

const { chromium } = createRequire(join(ROOT, "tests/e2e/package.json"))("@playwright/test");

const VISITORS = 2_000;
const part = Number(process.env.SOAK ?? 1);
const half = process.env.SOAK_OF ?? "turns visitors";
const kib = (bytes) => `${Math.round(bytes / 1024)} KiB`;

/** A browser's page that has had `hasten` as its first script. */
async function screen(...more) {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run", ...more],
  });
  const context = await browser.newContext({ viewport: { width: 1080, height: 1920 }, serviceWorkers: "block", locale: "zh-CN", timezoneId: "Asia/Shanghai" });
  const page = await context.newPage();
  page.on("pageerror", (error) => {
    faults += 1;
    console.log(`  FAULT ${error.stack ?? error}`);
  });
  await page.addInitScript(hasten);
  await page.goto(`${host.url}/kiosk`);
  await loop(page);
  return { page, close: () => browser.close() };
}

const backend = await start();
const host = await changing(backend.url);
let faults = 0;
const judge = (figures) => {
  for (const [name, [figure, bound]] of Object.entries(figures)) {
    if (figure > bound) faults += 1;
    console.log(`  ${figure > bound ? "FAULT " : ""}${name}: ${Number(figure.toFixed(2))} (may be ${bound})`);
  }
};
try {
  const timed = async (task) => {
    const began = performance.now();
    const seen = await task();
    return { ...seen, minutes: ((performance.now() - began) / 60_000).toFixed(1) };
  };

  if (half.includes("turns")) {
    // Frames as they come: nobody looks.
    const { page, close } = await screen("--disable-frame-rate-limit", "--disable-gpu-vsync");
    const count = Math.round(WEEK * part);
    const week = await timed(() => turns(page, count));
    await close();
    const last = week.looks.at(-1);
    console.log(`soak: ${count} turns of the loop in ${week.minutes} minutes, ${host.asked.catalogue} programmes, ${host.asked.availability} times other places`);
    console.log(`  at the end ${last.pages} pages of wasm memory, ${last.elements} elements, ${last.nodes} nodes, ${last.listeners} listeners, ${kib(last.heap)} of JS heap, ${(last.turn * 1000).toFixed(1)} ms a turn`);
    judge(judgeTurns(week));
  }

  if (half.includes("visitors")) {
    // As fast as a screen: without a limit a page was seen, after a thousand visitors, that drew and did nothing else.
    const { page, close } = await screen();
    const people = Math.round(VISITORS * part);
    const visits = await timed(() => visitors(page, people));
    await close();
    const end = visits.looks.at(-1);
    console.log(`soak: ${people} visitors in ${visits.minutes} minutes, at most ${Math.max(...visits.documents)} pages of wasm memory, on the loop at the end ${end.elements} elements, ${end.nodes} nodes, ${end.listeners} listeners, ${kib(end.heap)} of JS heap`);
    console.log(`  kept on the device: ${visits.kept.join(", ")}`);
    judge(judgeVisitors(visits));
  }
} finally {
  await host.stop();
  await backend.stop();
}
console.log(faults ? `soak: ${faults} faults` : "soak: ok, nothing grows");
process.exitCode = faults ? 1 : 0;
