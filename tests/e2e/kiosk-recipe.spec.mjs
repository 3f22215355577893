// The recipe of the README for a screen in a hall: its own scripts start a browser without a display, and bring it back.
import { chromium } from "@playwright/test";
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test as base } from "./support/test.mjs";
import { ROOT, freePort } from "./support/server.mjs";

const FILES = join(ROOT, "public/hall");
const BACK_MS = 30_000;

/** A browser as session.sh starts it, again whenever it ends, as the unit does; and watch.sh beside it. */
class Hall {
  async begin(address, watch = {}) {
    this.folder = mkdtempSync(join(tmpdir(), "kepu-screen-"));
    this.port = await freePort();
    this.starts = 0;
    this.start(address);
    const restart = join(this.folder, "restart.sh");
    writeFileSync(restart, `kill "$(cat ${join(this.folder, "pid")})"\n`);
    this.watch = spawn("bash", [join(FILES, "watch.sh")], {
      stdio: "ignore",
      env: { ...process.env, KEPU_PORT: this.port, KEPU_EVERY: "2", KEPU_RESTART: `bash ${restart}`, ...watch },
    });
  }

  start(address) {
    this.starts += 1;
    const { DISPLAY: _, ...env } = process.env;
    this.browser = spawn("bash", [join(FILES, "session.sh")], {
      stdio: "ignore",
      env: { ...env, KEPU_ADDRESS: address, KEPU_PORT: this.port, KEPU_PROFILE: join(this.folder, "profile"), KEPU_MORE: "--headless --no-sandbox" },
    });
    writeFileSync(join(this.folder, "pid"), String(this.browser.pid));
    this.browser.once("exit", () => this.ended || this.start(address));
  }

  /** Does something to the page that is shown, which may be the end of it. */
  async at(task) {
    const browser = await chromium.connectOverCDP(`http://127.0.0.1:${this.port}`);
    try {
      return await task(browser.contexts()[0].pages()[0], browser);
    } finally {
      await browser.close();
    }
  }

  /** The address of the page and what stands on it; nothing where the page does not answer. */
  look() {
    const late = new Promise((done) => setTimeout(done, 2_000, ""));
    const seen = this.at((page) => page.evaluate(() => `${location.pathname} ${document.querySelector("main")?.textContent ?? document.title}`));
    return Promise.race([seen.catch(() => ""), late]);
  }

  async end() {
    this.ended = true;
    const gone = [this.watch, this.browser].filter(Boolean).map((child) => child.exitCode ?? child.signalCode ?? once(child, "exit"));
    this.watch?.kill("SIGKILL");
    this.browser?.kill("SIGTERM");
    await Promise.all(gone);
    if (this.folder) rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

const test = base.extend({
  hall: async ({}, use) => {
    const hall = new Hall();
    await use(hall);
    await hall.end();
  },
});

test("a page whose process is killed, or that hangs, comes back to the loop", async ({ hall, server }) => {
  test.setTimeout(120_000);
  await hall.begin(`${server.url}/kiosk/hall-1`);
  const loop = () => expect.poll(() => hall.look(), { timeout: BACK_MS }).toMatch(/^\/kiosk\/hall-1 .*\S/);
  await loop();
  expect(hall.starts).toBe(1);

  await hall.at(async (_, browser) => {
    const devtools = await browser.newBrowserCDPSession();
    const { processInfo } = await devtools.send("SystemInfo.getProcessInfo");
    for (const { type, id } of processInfo) if (type === "renderer") process.kill(id, "SIGKILL");
  });
  await expect.poll(() => hall.starts, { timeout: BACK_MS }).toBe(2);
  await loop();

  await hall.at((page) => page.evaluate(() => void setTimeout(() => { for (;;); })));
  await expect.poll(() => hall.starts, { timeout: BACK_MS }).toBe(3);
  await loop();
});

test("a loop whose title stands still is started anew; a visitor's page is not", async ({ hall }) => {
  test.setTimeout(120_000);
  const host = createServer((_, answer) => {
    answer.setHeader("content-type", "text/html");
    answer.end(`<script>onload = () => { document.title = 0; going = setInterval(() => document.title++, 200) }</script>`);
  }).listen(0, "127.0.0.1");
  await once(host, "listening");
  const url = `http://127.0.0.1:${host.address().port}`;
  await hall.begin(`${url}/kiosk/hall-1`, { KEPU_STILL: "5" });
  const seen = (path) => expect.poll(() => hall.look(), { timeout: BACK_MS }).toMatch(path);
  await seen(/^\/kiosk\/hall-1 \d+$/);
  await hall.at((page) => page.goto(`${url}/a/moon-talk`));
  const still = () => hall.at((page) => page.evaluate(() => clearInterval(going)));
  await still();
  await seen(/^\/a\/moon-talk \d+$/);
  const since = Date.now();
  await expect.poll(() => Date.now() - since, { timeout: BACK_MS }).toBeGreaterThan(8_000);
  expect(hall.starts).toBe(1);

  await hall.at((page) => page.goto(`${url}/kiosk/hall-1`));
  await still();
  await expect.poll(() => hall.starts, { timeout: BACK_MS }).toBe(2);
  await seen(/^\/kiosk\/hall-1 \d+$/);
  host.closeAllConnections();
  host.close();
});

test("what the recipe installs names the same places", () => {
  const files = Object.fromEntries(readdirSync(FILES).map((name) => [name, readFileSync(join(FILES, name), "utf8")]));
  expect(JSON.parse(files["policies.json"]).URLBlocklist).toEqual(["*"]);
  const readme = readFileSync(join(ROOT, "README.md"), "utf8");
  for (const name of Object.keys(files)) expect(readme, name).toContain(name);
  const installed = Object.values(files).flatMap((text) => [...text.matchAll(/\/etc\/kepu-kiosk\/([\w.]+)/g)]);
  for (const [, name] of installed) expect(Object.keys(files), name).toContain(name);
  for (const [, unit] of Object.values(files).join("\n").matchAll(/(kepu-kiosk[\w-]*@?)\w*\.service/g)) expect(Object.keys(files)).toContain(`${unit}.service`);
});
