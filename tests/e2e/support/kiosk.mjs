// A screen in a hall: how a visitor comes, what is left when they have gone.
import { expect } from "./test.mjs";

export const HOME = "/kiosk/hall-1";
export const SCREEN = { viewport: { width: 1080, height: 1920 }, hasTouch: true };

/** Notes every memory of WebAssembly that the page makes; call before it is opened. */
export const watchMemory = (page) =>
  page.addInitScript(() => {
    window.memories = new Set();
    const note = ({ exports }) => exports.memory && window.memories.add(exports.memory);
    const instantiate = WebAssembly.instantiate;
    WebAssembly.instantiate = async (...all) => {
      const made = await instantiate(...all);
      note(made.instance ?? made);
      return made;
    };
  });

/**
 * The clock by which visits are measured can be put ahead; call before the page is opened. The tests' own clock is none
 * for this app: its timers have numbers beyond 32 bits.
 */
export const movableClock = (page) =>
  page.addInitScript(() => {
    const now = performance.now.bind(performance);
    window.ahead = 0;
    performance.now = () => now() + window.ahead;
  });

/** So many milliseconds go by, and the app is alive in them. */
export const pass = (page, ms) =>
  page.evaluate((ms) => {
    window.ahead += ms;
    window.__kepu.beat();
  }, ms);

/** Opens the screen, which may take sign-ups, and waits until all of the app is there. */
export async function stand(page, control) {
  await control.kiosk("hall-1", { sign_up: true });
  await page.goto(HOME);
  await ready(page);
  await page.waitForFunction(() => JSON.parse(localStorage.getItem("kepu.kiosk"))?.good.sign_up === true);
}

/** The screen shows what it shows to nobody, and all of the app is there. */
export async function ready(page) {
  await page.waitForFunction(() => window.__kepu?.marks.hall !== undefined && document.getElementById("announcer") !== null);
  await expect(page.locator("h1").first()).toBeAttached();
}

/** Goes to a page of the app as its own links do; `window.visit` marks this document. */
export const visit = (page, path) =>
  page.evaluate((path) => {
    window.visit = true;
    history.pushState(null, "", path);
    dispatchEvent(new PopStateEvent("popstate"));
  }, path);

/** The screen has been opened anew, and shows what it shows to nobody. */
export async function forgotten(page, home = HOME) {
  await page.waitForFunction((home) => location.pathname === home && window.visit === undefined, home);
  await ready(page);
}

export const asked = (page) => page.getByRole("alertdialog", { name: "还在用吗？" });
export const stay = (page) => page.getByRole("button", { name: /^我还在/ });

/** What is kept of nobody: the copy of the programme, and what the screen knows of itself. */
const OWN = /^kepu\.(catalogue|kiosk)/;

/** What the browser keeps beyond that, by its names. */
export const kept = async (page) => {
  const all = await page.evaluate(() => ({ ...localStorage, ...sessionStorage }));
  return Object.fromEntries(Object.entries(all).filter(([key]) => !OWN.test(key)));
};

/** Everything the browser keeps for the app, without the copy of the programme. */
export const dump = (page) =>
  page.evaluate(async () => {
    const local = Object.entries(localStorage).filter(([key]) => key !== "kepu.catalogue");
    const out = [JSON.stringify(local), JSON.stringify(sessionStorage), document.cookie, JSON.stringify(history.state), location.href, document.documentElement.outerHTML];
    for (const input of document.querySelectorAll("input, textarea, select")) out.push(input.value);
    for (const { name } of await indexedDB.databases()) out.push(`database ${name}`);
    return out.join("\n");
  });

/** Which of these texts stand in the memory of the page: on the heap of its scripts, or in that of WebAssembly. */
export async function remembered(page, texts) {
  const devtools = await page.context().newCDPSession(page);
  const chunks = [];
  devtools.on("HeapProfiler.addHeapSnapshotChunk", ({ chunk }) => chunks.push(chunk));
  for (let round = 0; round < 3; round += 1) await devtools.send("HeapProfiler.collectGarbage");
  await devtools.send("HeapProfiler.takeHeapSnapshot", { reportProgress: false });
  await devtools.detach();
  const heap = JSON.parse(chunks.join("")).strings.join("\n");
  // Shifted by one, so that the question is no answer to itself.
  const shifted = texts.map((text) => [...new TextEncoder().encode(text)].map((byte) => (byte + 1) % 256));
  const wasm = await page.evaluate((shifted) => {
    const found = shifted.map(() => false);
    for (const memory of window.memories) {
      const bytes = new Uint8Array(memory.buffer);
      shifted.forEach((shifted, nth) => {
        const [first, ...rest] = shifted.map((byte) => (byte + 255) % 256);
        for (let at = bytes.indexOf(first); at >= 0 && !found[nth]; at = bytes.indexOf(first, at + 1)) {
          found[nth] = rest.every((byte, next) => bytes[at + 1 + next] === byte);
        }
      });
    }
    return { found, memories: window.memories.size };
  }, shifted);
  expect(wasm.memories, "memories of WebAssembly that were looked through").toBeGreaterThan(0);
  return { heap: texts.filter((text) => heap.includes(text)), wasm: texts.filter((_, nth) => wasm.found[nth]) };
}
