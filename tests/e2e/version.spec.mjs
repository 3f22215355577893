// A new version on the server while the old one is open, and an old service worker (faults.md 29 and 30).
import { cp, mkdtemp, readFile, readdir, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT } from "./support/server.mjs";
import { expect, open, start, test } from "./support/test.mjs";

test.use({ serviceWorkers: "allow" });

/** dist/ once more, as the next version: other names for the wasm, another list for the service worker. */
async function nextVersion(folder) {
  await cp(join(ROOT, "dist"), folder, { recursive: true });
  const assets = join(folder, "assets");
  const modules = (await readdir(assets)).filter((name) => name.endsWith(".wasm"));
  const renamed = (name) => name.replace(/-[0-9a-f]+/, "-00000000000000aa");
  for (const name of modules) await rename(join(assets, name), join(assets, renamed(name)));
  for (const name of ["index.html", "sw.js"]) {
    const text = await readFile(join(folder, name), "utf8");
    const next = modules.reduce((text, name) => text.replaceAll(name, renamed(name)), text).replace(/(VERSION="|data-build=")[0-9a-f]+"/, '$100000000000000bb"');
    expect(next).not.toEqual(text);
    await writeFile(join(folder, name), next);
  }
  return modules.find((name) => name.startsWith("app-"));
}

const inControl = (page) => page.waitForFunction(() => navigator.serviceWorker.controller !== null);
const cached = (page) => page.evaluate(async () => (await caches.keys()).filter((name) => name.startsWith("kepu-")));
const running = (page) => page.evaluate(() => document.querySelector("script[data-wasm]").dataset.wasm);

let folder;
let server;
test.beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "kepu-"));
  server = await start();
});
test.afterEach(async () => {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

test("a new version waits until one takes it, and what is typed is kept", async ({ page }) => {
  const old = await nextVersion(folder);
  await server.control.session("s-env-open-6", { left: 8 });
  let loads = 0;
  page.on("framenavigated", (frame) => (loads += frame === page.mainFrame()));
  await open(page, `${server.url}/a/env-open/join/s-env-open-6`);
  await inControl(page);
  await page.locator(".choice", { hasText: "个人" }).click();
  await page.getByLabel(/称呼/).fill("王小芳");

  await server.stop();
  server = await start({ dist: folder, port: server.port });
  await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
  const notice = page.getByRole("button", { name: "更新", exact: true });
  await expect(notice).toBeVisible();
  // The old version runs on: its files are kept until nobody needs them.
  expect(await running(page)).toContain(old);
  expect(await cached(page)).toHaveLength(2);
  // A file that no version on the server has is missing, not a page.
  const missing = await page.request.get(`${server.url}/assets/${old}`);
  expect(missing.status()).toBe(404);
  expect(missing.headers()["content-type"]).not.toContain("html");

  const before = loads;
  await notice.click();
  await page.waitForFunction(() => document.querySelector("script[data-wasm]")?.dataset.wasm.includes("00000000000000aa") && window.__kepu?.marks.started !== undefined);
  await expect(page.getByLabel(/称呼/)).toHaveValue("王小芳");
  expect(await cached(page)).toEqual(["kepu-00000000000000bb"]);
  await expect(notice).toBeHidden();
  expect(loads - before, "one load, no loop").toBe(1);
});

test("what the old version has not opened yet it still opens, when the server has it no longer", async ({ page }) => {
  await nextVersion(folder);
  // What saves data fetches no part ahead of need.
  await page.addInitScript(() => Object.defineProperty(navigator, "connection", { value: { saveData: true } }));
  await open(page, server.url);
  await inControl(page);
  await server.stop();
  server = await start({ dist: folder, port: server.port });
  const [kept] = await page.evaluate(() => performance.getEntriesByType("resource").filter((one) => /\/air-/.test(one.name)).map((one) => one.name));
  expect(kept, "not fetched by the page").toBeUndefined();
  await page.getByRole("link", { name: "直播", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "线上讲座" })).toBeVisible();
});

test("a version that cannot be fetched whole is not taken at all", async ({ page }) => {
  await nextVersion(folder);
  await rm(join(folder, "icons/scenes.svg"));
  await open(page, server.url);
  await inControl(page);
  const before = await cached(page);
  await server.stop();
  server = await start({ dist: folder, port: server.port });
  // What the browser says of the failed install comes with the update or after it.
  await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    const ended = new Promise((done) => {
      registration.addEventListener("updatefound", () => {
        const installing = registration.installing;
        installing.addEventListener("statechange", () => installing.state === "redundant" && done());
      });
    });
    await registration.update().catch(() => {});
    await ended;
  });
  await expect(page.getByRole("button", { name: "更新", exact: true })).toBeHidden();
  await page.reload();
  await page.waitForFunction(() => window.__kepu?.marks.started !== undefined);
  // The page comes from the server, for it is there; nothing of the half version is kept under the old one's name.
  expect(await page.evaluate(async (name) => (await (await caches.open(name)).keys()).length > 5, before[0])).toBe(true);
});

test("the service worker goes when the configuration says so", async ({ page }) => {
  await open(page, server.url);
  await inControl(page);
  expect(await cached(page)).toHaveLength(1);
  await server.stop();
  const config = join(folder, "config.json");
  const settings = JSON.parse(await readFile(join(ROOT, "tests/backend/config.json"), "utf8"));
  await writeFile(config, JSON.stringify({ ...settings, service_worker: false }));
  server = await start({ config, port: server.port });
  await page.reload();
  await page.waitForFunction(async () => (await navigator.serviceWorker.getRegistrations()).length === 0 && (await caches.keys()).every((name) => !name.startsWith("kepu-")));
  // Without it the app is what it was.
  await page.reload();
  await page.waitForFunction(() => window.__kepu?.marks.started !== undefined);
  await expect(page.locator(".rows .card-link").first()).toBeVisible();
});
