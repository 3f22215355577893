// One draft in two tabs, and a tab that ends in the middle: one registration, and all that is open knows it.
import { code, contact, filled as form, submit } from "./support/signup.mjs";
import { expect, open, test } from "./support/test.mjs";

const SESSION = "s-env-open-6";
const PERSON = `/a/env-open/join/${SESSION}`;
const PUT = { path: "/api/registrations/*", method: "PUT" };

const registrations = async (control) => (await control.registrations()).registrations;
const puts = async (control) => (await control.log()).requests.filter((one) => one.method === "PUT");
const waiting = (page) => page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("kepu.operation.")));
/** How the one operation on the shelf stands. */
const stands = (page) => page.evaluate(() => {
  const key = Object.keys(localStorage).find((key) => key.startsWith("kepu.operation."));
  return key ? JSON.parse(localStorage[key]).state : "none";
});

/** Fills the form of one person. */
async function filled(page, control) {
  await control.session(SESSION, { left: 8 });
  await form(page, PERSON);
}

/** Another tab with the same draft, as the browser's own duplicate of a tab makes it: what a tab holds is copied. */
async function duplicate(page, path = PERSON) {
  const held = await page.evaluate(() => ({ ...sessionStorage }));
  const other = await page.context().newPage();
  await other.addInitScript((held) => {
    if (sessionStorage.length === 0) for (const [key, value] of Object.entries(held)) sessionStorage.setItem(key, value);
  }, held);
  await open(other, path);
  return other;
}

/** Keeps what the page sends about registrations from leaving the device, as a tunnel does, and hands the form in. */
async function sendNowhere(page) {
  await page.evaluate(() => {
    const real = window.fetch;
    window.fetch = (input, init) => (/\/registrations\//.test(input.url ?? input) ? new Promise(() => {}) : real(input, init));
  });
  await submit(page).click();
  await expect.poll(() => stands(page)).toBe("sending");
}

/** The lease is over at once: its end is moved to now. */
const leaseOver = (page) => page.evaluate(() => {
  const key = Object.keys(localStorage).find((key) => key.startsWith("kepu.operation."));
  localStorage[key] = JSON.stringify({ ...JSON.parse(localStorage[key]), until: Date.now() });
});

test("one draft in two tabs, handed in by both, is one registration, and both tabs show it", async ({ page, control }) => {
  await filled(page, control);
  const other = await duplicate(page);
  await expect(other.getByLabel(/称呼/)).toHaveValue("王女士");
  // The answer takes its time, so that both have pressed before either knows.
  await control.fault({ ...PUT, do: "late", ms: 1_500, times: 1 });
  await Promise.all([submit(page).click(), submit(other).click()]);
  for (const tab of [page, other]) await expect(code(tab)).toBeVisible({ timeout: 15_000 });
  expect(await code(other).textContent()).toBe(await code(page).textContent());
  expect(await registrations(control)).toHaveLength(1);
  expect(await waiting(page)).toEqual([]);
});

test("one draft in two tabs, changed in one of them, is still one registration, and the second does not undo the first", async ({ page, control }) => {
  await filled(page, control);
  const other = await duplicate(page);
  await other.getByLabel(/称呼/).fill("李先生");
  await submit(page).click();
  await expect(code(page)).toBeVisible();
  // Both agree without anybody loading anything again.
  await expect(code(other)).toBeVisible();
  expect(await code(other).textContent()).toBe(await code(page).textContent());
  const all = await registrations(control);
  expect(all).toHaveLength(1);
  expect(all[0].contact.name).toMatch(/^王/);
});

test("what one tab signed up for is listed in another that was open before, and gone there when it is cancelled", async ({ page, context, control }) => {
  const list = await context.newPage();
  await open(list, "/mine");
  await filled(page, control);
  await submit(page).click();
  await expect(code(page)).toBeVisible();
  await expect(list.locator(".reg")).toHaveCount(1);
  await expect(list.locator(".reg")).toHaveAttribute("data-status", "confirmed");
  await page.getByRole("button", { name: "取消报名" }).click();
  await page.getByRole("button", { name: "确定取消" }).click();
  await expect(list.locator(".reg")).toHaveAttribute("data-status", "cancelled");
});

test("the tab that was sending is closed: another one sends when the lease is over, under the same id, once", async ({ page, context, control }) => {
  const [other, third] = [await context.newPage(), await context.newPage()];
  await open(other, "/mine");
  await third.goto("/list.html");
  await filled(page, control);
  await sendNowhere(page);
  const ids = await waiting(page);
  expect(ids).toHaveLength(1);
  await page.close();
  await expect(other.locator(".reg[data-status=unsent]")).toHaveCount(1);
  // Nobody takes it up while it is held, whatever wakes the tab.
  await other.evaluate(() => window.dispatchEvent(new Event("pageshow")));
  expect(await stands(other)).toBe("sending");
  const { until } = await other.evaluate((key) => JSON.parse(localStorage[key]), ids[0]);
  expect(until - Date.now(), "milliseconds until it may be taken up").toBeLessThanOrEqual(30_000);
  expect(await puts(control)).toHaveLength(0);

  await leaseOver(third);
  await expect(other.locator(".reg[data-status=confirmed]")).toHaveCount(1, { timeout: 15_000 });
  const all = await registrations(control);
  expect(all.map((one) => `kepu.operation.${one.id}`)).toEqual(ids);
  expect(await puts(control)).toHaveLength(1);
});

test("two tabs write different registrations at once: a record each, and neither is lost", async ({ page, context, control, quiet }) => {
  quiet.allow(/ERR_INTERNET_DISCONNECTED|Failed to load resource/);
  await control.session("s-main-family-4", { left: 8 });
  await filled(page, control);
  const other = await context.newPage();
  await open(other, "/a/main-family/join/s-main-family-4");
  await other.getByRole("textbox", { name: "大人几位" }).fill("1");
  await other.getByRole("textbox", { name: "孩子几位" }).fill("1");
  await contact(other, "13712345678");
  await context.setOffline(true);
  await Promise.all([submit(page).click(), submit(other).click()]);
  await expect.poll(async () => (await waiting(page)).length).toBe(2);
  await context.setOffline(false);
  for (const tab of [page, other]) await expect(code(tab)).toBeVisible({ timeout: 20_000 });
  expect((await registrations(control)).map((one) => one.kind).sort()).toEqual(["family", "person"]);
  await open(page, "/mine");
  await expect(page.locator(".reg[data-status=confirmed]")).toHaveCount(2);
});

/** A browser that keeps its storage on disk, as people's browsers do; `visit` sees its first page, then it ends. */
async function browse({ playwright, launchOptions, server, profile }, visit) {
  const context = await playwright.chromium.launchPersistentContext(profile, { ...launchOptions, baseURL: server.url, locale: "zh-CN", timezoneId: "Asia/Shanghai", serviceWorkers: "block" });
  await visit(context.pages()[0] ?? (await context.newPage()));
  await context.close();
}

/** The app is opened again: there is one registration, and the device has its code. */
const again = (control, sent) => async (page) => {
  await open(page, "/mine");
  await expect(page.locator(".reg")).toHaveCount(1);
  await expect(page.locator(".reg")).not.toContainText("失败");
  await expect(page.locator(".reg[data-status=confirmed]")).toHaveCount(1, { timeout: 15_000 });
  const all = await registrations(control);
  expect(all).toHaveLength(1);
  await expect(page.locator(".reg-code")).toContainText(all[0].code.slice(0, 4));
  expect(await waiting(page)).toEqual([]);
  expect(await puts(control)).toHaveLength(sent);
};

test("the browser ends between writing down and sending: the next start sends it, once", async ({ playwright, launchOptions, server, control }, { outputDir }) => {
  const browser = { playwright, launchOptions, server, profile: `${outputDir}/profile` };
  await browse(browser, async (page) => {
    await filled(page, control);
    await sendNowhere(page);
    await leaseOver(page);
  });
  expect(await registrations(control)).toHaveLength(0);
  await browse(browser, again(control, 1));
});

test("the browser ends between sending and the answer: the next start finds out, and it stays one", async ({ playwright, launchOptions, server, control }, { outputDir }) => {
  const browser = { playwright, launchOptions, server, profile: `${outputDir}/profile` };
  await browse(browser, async (page) => {
    await filled(page, control);
    await control.fault({ ...PUT, do: "late", ms: 60_000, times: 1 });
    await submit(page).click();
    await expect.poll(async () => (await registrations(control)).length).toBe(1);
    expect(await stands(page)).toBe("sending");
    await leaseOver(page);
  });
  await browse(browser, again(control, 2));
});
