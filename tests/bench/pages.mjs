// How soon the first page stands, beside the same page without the app.
//
// The floor is index.html as it is served, without scripts and preloads: the same cards as static HTML. Both are
// loaded in turns from an empty cache, on a phone's screen, with a slow phone's network and a quarter of this
// machine's speed, so that what else the machine does touches both alike. What counts is the ratio of the medians.
//
// usage: node tests/bench/pages.mjs [rounds]   (from the project's root, after make build)
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { ROOT, start } from "../e2e/support/server.mjs";

const { chromium } = createRequire(join(ROOT, "tests/e2e/package.json"))("@playwright/test");

const ROUNDS = Number(process.argv[2] ?? 7);
/** Lighthouse's slow 4G, applied. */
const NETWORK = { offline: false, latency: 150, downloadThroughput: (1.6 * 1024 * 1024) / 8, uploadThroughput: (750 * 1024) / 8 };
const SLOWER = 4;

/** The floor page's folder: dist/ whose index.html runs nothing. */
function floor() {
  const folder = join(ROOT, "target/floor");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  cpSync(join(ROOT, "dist"), folder, { recursive: true });
  const page = readFileSync(join(folder, "index.html"), "utf8");
  const still = page.replace(/<script\b[^>]*><\/script>/g, "").replace(/<link rel="preload"[^>]*>/g, "");
  if (/<script/.test(still) || still === page) throw new Error("the floor page could not be made of index.html");
  writeFileSync(join(folder, "index.html"), still);
  return folder;
}

const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];
const ms = (value) => `${value.toFixed(0).padStart(6)} ms`;

async function visit(browser, url, isApp) {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, serviceWorkers: "block", locale: "zh-CN" });
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await devtools.send("Network.enable");
  await devtools.send("Network.emulateNetworkConditions", NETWORK);
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
  await page.addInitScript(() => {
    window.__paints = [];
    new PerformanceObserver((list) => {
      for (const { startTime, element, size } of list.getEntries()) {
        window.__paints.push({ at: startTime, size, what: element ? `${element.tagName.toLowerCase()}.${element.className}` : "gone" });
      }
    }).observe({ type: "largest-contentful-paint", buffered: true });
  });
  await page.goto(url);
  if (isApp) await page.waitForFunction(() => window.__kepu?.marks.started !== undefined && [...document.querySelectorAll(".rows .card-link")].some((card) => card.offsetHeight > 0));
  // The last paint that could be the largest is done once two frames have passed.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  const seen = await page.evaluate(() => {
    const largest = window.__paints[window.__paints.length - 1];
    return {
      fcp: performance.getEntriesByName("first-contentful-paint")[0]?.startTime,
      lcp: largest?.at,
      what: largest?.what,
      usable: window.__kepu?.marks.started,
    };
  });
  await context.close();
  return seen;
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run", "--disable-quic"],
});
const still = await start({ dist: floor() });
const app = await start();
try {
  await visit(browser, still.url, false);
  await visit(browser, app.url, true);
  const seen = { floor: [], app: [] };
  for (let round = 0; round < ROUNDS; round += 1) {
    seen.floor.push(await visit(browser, still.url, false));
    seen.app.push(await visit(browser, app.url, true));
  }
  const of = (who, what) => median(seen[who].map((one) => one[what]));
  console.log(`${ROUNDS} visits each, medians: 1.6 Mbit/s, 150 ms, a ${SLOWER}th of the speed`);
  console.log(`  floor page      first paint ${ms(of("floor", "fcp"))}   largest ${ms(of("floor", "lcp"))}   ${seen.floor[0].what}`);
  console.log(`  app             first paint ${ms(of("app", "fcp"))}   largest ${ms(of("app", "lcp"))}   ${seen.app[0].what}`);
  console.log(`  ratio of the largest paints: ${(of("app", "lcp") / of("floor", "lcp")).toFixed(3)} (may be 1.05)`);
  console.log(`  list usable ${ms(of("app", "usable"))} (may be 2000)`);
} finally {
  await Promise.all([still.stop(), app.stop()]);
  await browser.close();
}
