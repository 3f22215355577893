// The parts of the app that come after the list: late, not to be had, broken, not asked for on a thin line.
import { axe, expect, open, test } from "./support/test.mjs";

/** A part, the way to a page that needs it, and that page's name. */
const PARTS = [
  { part: "rest", way: "我的", name: "我的" },
  { part: "air", way: "直播", name: "线上讲座" },
];
const file = (part) => `**/assets/${part}-*.wasm`;
const tab = (page, name) => page.getByRole("navigation").getByRole("link", { name });
const heading = (page, name) => page.getByRole("heading", { level: 1, name });
const there = (page, part) => page.evaluate((part) => window.__kepu.marks[part] !== undefined, part);

for (const { part, way, name } of PARTS) {
  test(`the list does not wait for the part «${part}»; a page that cannot be fetched says so`, async ({ page, context, quiet }) => {
    quiet.allow(/Failed to load resource/);
    await context.route(file(part), (route) => route.abort());
    await open(page);
    await expect(page.locator(".card:visible").first()).toBeVisible();
    await tab(page, way).click();
    const failed = page.getByRole("heading", { name: "这一页没有载入" });
    await expect(failed).toBeVisible();
    await axe(page);
    // What comes is no module: that is no better, and no page that stands is lost.
    await context.unroute(file(part));
    const asked = page.waitForResponse(file(part));
    await context.route(file(part), (route) => route.fulfill({ contentType: "application/wasm", body: "<html>" }));
    await page.getByRole("button", { name: "再试一次" }).click();
    await asked;
    await expect(failed).toBeVisible();
    await context.unroute(file(part));
    await page.getByRole("button", { name: "再试一次" }).press("Enter");
    await expect(heading(page, name)).toBeFocused();
  });

  test(`a page of the part «${part}» that is late is waited for, and one goes elsewhere meanwhile`, async ({ page }) => {
    let come;
    const late = new Promise((resolve) => (come = resolve));
    await page.route(file(part), async (route) => {
      await late;
      await route.continue();
    });
    await open(page);
    await tab(page, way).click();
    const waits = page.locator("#main").getByRole("status");
    await expect(waits).toHaveText("正在打开……");
    await axe(page);
    await tab(page, "发现").click();
    await expect(page.locator(".card:visible").first()).toBeVisible();
    await page.goBack();
    await expect(waits).toBeVisible();
    // The focus is on what is waited for, and then on what came.
    await expect(heading(page, "正在打开")).toBeFocused();
    come();
    await expect(heading(page, name)).toBeFocused();
    await expect(waits).toHaveCount(0);
  });
}

/** What waits until the rest has asked for what it needs waits no longer. */
const hurried = (page) =>
  page.addInitScript(() => {
    const wait = window.setTimeout.bind(window);
    window.setTimeout = (task, ms, ...more) => wait(task, ms === 3_000 ? 0 : ms, ...more);
  });

test("what is rare is fetched before anyone asks", async ({ page }) => {
  await hurried(page);
  await open(page);
  await expect.poll(() => there(page, "rare")).toBe(true);
});

test("on a thin line what is online stays where it is until its page is opened, and what is rare is not fetched with it", async ({ page }) => {
  await page.addInitScript(() => Object.defineProperty(navigator, "connection", { value: { saveData: true } }));
  await hurried(page);
  let asked = 0;
  let rare = 0;
  page.on("request", (request) => {
    asked += /\/air-/.test(request.url());
    rare += /\/rare-/.test(request.url());
  });
  await open(page);
  await tab(page, "我的").click();
  await expect(heading(page, "我的")).toBeVisible();
  await tab(page, "发现").click();
  await expect(page.locator(".card:visible").first()).toBeVisible();
  expect(asked).toBe(0);
  await tab(page, "直播").click();
  await expect(heading(page, "线上讲座")).toBeVisible();
  expect(asked).toBe(1);
  expect(rare).toBe(0);
});
