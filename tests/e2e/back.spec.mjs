// Back from the browser's own store of pages, which keeps a page frozen as it was: what it shows is asked for again.
import { code, filled, submit } from "./support/signup.mjs";
import { expect, open, test } from "./support/test.mjs";

// Playwright turns the store off; here is the browser as people have it.
test.use({ launchOptions: async ({ launchOptions }, use) => use({ ...launchOptions, ignoreDefaultArgs: ["--disable-back-forward-cache"] }) });

const SESSION = "s-env-open-6";
const PERSON = `/a/env-open/join/${SESSION}`;

/** Notes whether the page came back as it was. */
const watched = (page) => page.evaluate(() => {
  window.__back = [];
  window.addEventListener("pageshow", (event) => window.__back.push(event.persisted));
});
const cameBack = (page) => page.evaluate(() => window.__back);

test("places are asked for again", async ({ page, control }) => {
  await control.session(SESSION, { left: 8 });
  await open(page, PERSON);
  await expect(page.locator(".brief")).toContainText("余 8 位");
  await watched(page);
  await page.goto("/list.html");
  await control.session(SESSION, { left: 3 });
  await page.goBack({ waitUntil: "commit" });
  await expect.poll(() => cameBack(page), "the very same page").toEqual([true]);
  await expect(page.locator(".brief")).toContainText("仅余 3 位");
});

test("what waited while the page was frozen is sent", async ({ page, control }) => {
  await control.session(SESSION, { left: 8 });
  await filled(page, PERSON);
  await control.fault({ path: "/api/registrations/*", method: "PUT", times: 1, do: "status", status: 503, retry_after: 600 });
  await submit(page).click();
  await expect(page.getByRole("heading", { name: "待提交" })).toBeVisible();
  await watched(page);
  await page.goto("/list.html");
  // Ten minutes pass.
  await page.evaluate(() => {
    const key = Object.keys(localStorage).find((key) => key.startsWith("kepu.operation."));
    localStorage[key] = JSON.stringify({ ...JSON.parse(localStorage[key]), next_at: Date.now() });
  });
  expect((await control.registrations()).registrations).toHaveLength(0);
  await page.goBack({ waitUntil: "commit" });
  await expect.poll(() => cameBack(page), "the very same page").toEqual([true]);
  await expect(code(page)).toBeVisible();
  expect((await control.registrations()).registrations).toHaveLength(1);
});
