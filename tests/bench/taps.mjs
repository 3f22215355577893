// How soon a filter and a letter answer on a programme of 10 000 sessions, beside a page that only ticks its boxes;
// how many nodes that takes; and whether the memory stays while 20 000 rows go by.
//
// The time is from the tap or the key to the next paint, as the browser itself measures an interaction, at a quarter
// of this machine's speed. It rounds to 8 ms and tells only of what took 16 or more: the rest counts as 16.
//
// usage: node tests/bench/taps.mjs   (from the project's root, after make build and make data N=5000)
import { createRequire } from "node:module";
import { join } from "node:path";
import { ROOT, start } from "../e2e/support/server.mjs";

const { chromium } = createRequire(join(ROOT, "tests/e2e/package.json"))("@playwright/test");

const TIMES = 100;
/** So many filters are chosen at a time, as a person does; then the oldest goes. */
const CHOSEN = 5;
/** What lies at the foot of a window without a screen is never shown by Chromium (of 800 px, about the last 80): a box there seems to be ticked only when the list changes. */
const UNSEEN = 120;
/** A hand comes to the place, then presses, then lets go, in milliseconds: never all at once. */
const COME = 120;
const PRESSED = 80;
/** Between two interactions, in milliseconds: what waits for the page to rest is over. */
const PAUSE = 400;
const SLOWER = 4;
const LEAST = 16;
/** Typed and taken back, letter by letter. */
const TYPED = ["kexue", "rgzn", "平原", "nongye"];
const ROWS = 20_000;
/** The app is at rest after so many milliseconds. */
const SETTLED = 4_000;
/** Every row is another after so many pixels. */
const STEP = 1_600;

const quantile = (values, part) => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * part))];

async function opened(browser, url) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, serviceWorkers: "block", locale: "zh-CN" });
  const page = await context.newPage();
  await page.addInitScript(() => {
    const instantiate = WebAssembly.instantiate;
    WebAssembly.instantiate = (...given) =>
      instantiate(...given).then((made) => {
        window.__memory ??= (made.instance ?? made).exports.memory;
        return made;
      });
    window.__events = new Map();
    new PerformanceObserver((list) => {
      for (const { interactionId, duration } of list.getEntries()) {
        if (interactionId) window.__events.set(interactionId, Math.max(duration, window.__events.get(interactionId) ?? 0));
      }
    }).observe({ type: "event", durationThreshold: 16, buffered: true });
    // The tap or key is drawn first, what it finds in the next frame: how long until that stands is told too.
    window.__answers = [];
    let asked = -Infinity;
    for (const name of ["click", "keydown", "input"]) addEventListener(name, ({ timeStamp }) => (asked = timeStamp - asked > 200 ? timeStamp : asked), true);
    addEventListener("DOMContentLoaded", () =>
      new MutationObserver(() => {
        const since = asked;
        asked = -Infinity;
        if (since > 0) requestAnimationFrame(() => setTimeout(() => window.__answers.push(performance.now() - since)));
      }).observe(document, { subtree: true, characterData: true, childList: true }),
    );
  });
  if (url) await page.goto(url);
  return page;
}

async function slowed(page) {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
}

/** Does something so many times and answers how long each took to the next paint. */
async function measured(page, times, act) {
  await page.evaluate(() => {
    window.__events.clear();
    window.__answers.length = 0;
  });
  for (let time = 0; time < times; time += 1) {
    await act(time);
    await page.evaluate((pause) => new Promise((done) => requestAnimationFrame(() => setTimeout(done, pause))), PAUSE);
  }
  const told = await page.evaluate(() => [...window.__events.values()]);
  const answers = await page.evaluate(() => window.__answers);
  return { took: [...told, ...Array(Math.max(0, times - told.length)).fill(LEAST)], answers };
}

const passed = (page, millis) => page.evaluate((wait) => new Promise((done) => setTimeout(done, wait)), millis);

/** Taps on boxes, the first ones in sight: to scroll to the others would be measured too. */
async function taps(page, boxes) {
  const places = await page.locator(boxes).evaluateAll((rows, unseen) =>
    rows.map((row) => row.getBoundingClientRect()).filter(({ top, bottom }) => top > 0 && bottom < innerHeight - unseen).map(({ left, top, height }) => [left + 60, top + height / 2]), UNSEEN);
  // Every box is come to, whatever their number.
  const step = places.length % 3 ? 3 : places.length % 5 ? 5 : 7;
  const chosen = [];
  return measured(page, TIMES, async (time) => {
    const next = (time * step) % places.length;
    const row = chosen.length === CHOSEN || chosen.includes(next) ? chosen.shift() : chosen[chosen.push(next) - 1];
    await page.mouse.move(...places[row]);
    await passed(page, COME);
    await page.mouse.down();
    await passed(page, PRESSED);
    await page.mouse.up();
  });
}

async function keys(page) {
  await page.locator("#q").focus();
  const strokes = TYPED.flatMap((word) => [...Array.from(word), ...Array.from(word, () => "Backspace")]);
  return measured(page, TIMES, (time) => {
    const stroke = strokes[time % strokes.length];
    return stroke.length > 1 || stroke < "\u0100" ? page.keyboard.press(stroke) : page.keyboard.insertText(stroke);
  });
}

/** A page that does nothing but tick its boxes. */
async function floor(browser) {
  const page = await opened(browser);
  await page.goto("about:blank");
  await page.setContent(`<style>label{display:block;padding:12px}</style>${Array.from({ length: 14 }, (_, at) => `<label><input type="checkbox"> 选项 ${at}</label>`).join("")}`);
  await slowed(page);
  const took = await taps(page, "label");
  await page.context().close();
  return took;
}

async function scrolled(page) {
  const memory = () => page.evaluate(() => window.__memory.buffer.byteLength);
  const before = await memory();
  let after = before;
  for (const half of [0, 1]) {
    await page.evaluate(
      async ({ rows, step, back }) => {
        const row = document.querySelector(".rows .row:not(.row-day)").offsetHeight;
        const whole = Math.min((rows / 2) * row, document.body.scrollHeight);
        for (let at = 0; at < whole; at += step) {
          scrollTo(0, back ? whole - at : at);
          await new Promise((done) => requestAnimationFrame(done));
        }
      },
      { rows: ROWS, step: STEP, back: half === 1 },
    );
    after = await memory();
  }
  return { before, after };
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run", "--disable-quic"],
});
const large = await start({ data: process.env.LARGE ?? "target/data-5000.json" });
try {
  const still = await floor(browser);
  const page = await opened(browser, large.url);
  await page.waitForSelector(".facet-row");
  await page.waitForFunction(() => window.__kepu.marks.rest !== undefined);
  const sessions = await page.locator(".count .num").textContent();
  // What waits for the page to rest is done: the texts for the search are there, a copy is kept, changes are known.
  await page.evaluate((rest) => new Promise((done) => setTimeout(done, rest)), SETTLED);
  const memory = await scrolled(page);
  await page.evaluate(() => scrollTo(0, 0));
  const rows = await page.locator(".rows .row").count();
  const nodes = await page.evaluate(() => document.querySelectorAll("*").length);
  await slowed(page);
  const tapped = await taps(page, ".facet-row");
  const clear = page.locator(".chosen .btn-quiet");
  if (await clear.isVisible()) await clear.click();
  const typed = await keys(page);
  const row = (name, took) => {
    const [half, most] = [0.5, 0.98].map((part) => quantile(took, part));
    const ratio = most / quantile(still.took, 0.98);
    console.log(`  ${name.padEnd(38)} median ${String(half).padStart(4)} ms   98th of 100 ${String(most).padStart(4)} ms   ${ratio.toFixed(2)} of the floor`);
  };
  console.log(`from ${TIMES} taps and ${TIMES} keys to the next paint, ${sessions} sessions, a ${SLOWER}th of the speed (may be 40 ms)`);
  row("floor: a box is ticked", still.took);
  row("a filter", tapped.took);
  row("a letter of a word", typed.took);
  row("both", [...tapped.took, ...typed.took]);
  const answer = (name, { answers }) => {
    const [half, most] = [0.5, 0.98].map((part) => Math.round(quantile(answers, part)));
    console.log(`  ${name.padEnd(38)} median ${String(half).padStart(4)} ms   98th       ${String(most).padStart(4)} ms   (${answers.length} answers)`);
  };
  answer("until the list of a filter stands", tapped);
  answer("until the list of a letter stands", typed);
  console.log(`  ${rows} rows (may be 60) and ${nodes} nodes (may be 1500) in the page`);
  console.log(`  memory of the wasm before ${ROWS} rows went by ${memory.before} bytes, after ${memory.after}`);
} finally {
  await large.stop();
  await browser.close();
}
