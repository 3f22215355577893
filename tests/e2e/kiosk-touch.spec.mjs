// A screen in a hall under somebody's hands: large controls within reach, a keyboard of its own, and codes that take
// everything chosen to a phone.
import { read } from "./support/code.mjs";
import { kind, submit } from "./support/signup.mjs";
import { axe, expect, fits, open, sizes, test } from "./support/test.mjs";

const SCREENS = { portrait: { width: 1080, height: 1920 }, landscape: { width: 1920, height: 1080 } };
const LIKED = "weather-open";
const SESSION = "s-weather-open-1";
const JOIN = "/a/env-open/join/s-env-open-2";

const bar = (page) => page.getByRole("navigation", { name: "屏幕下方的按钮" });
const keys = (page) => page.getByRole("region", { name: "屏幕键盘" });
const key = (page, name) => keys(page).getByRole("button", { name, exact: true });
const take = (page) => bar(page).getByRole("button", { name: "带走" });
const code = (page) => page.locator(".hall-take .hall-qr");

test.use({ viewport: SCREENS.portrait, hasTouch: true });

/** Touches the screen while it shows what it shows to nobody. */
async function touch(page, at = "/kiosk") {
  await open(page, at);
  await page.waitForFunction(() => window.__kepu.marks.hall !== undefined);
  const { width, height } = page.viewportSize();
  await expect(page.locator(".attract")).toBeVisible();
  await page.touchscreen.tap(width / 2, height * 0.7);
  await expect(bar(page)).toBeVisible();
}

/** Follows a link of the app to a path. */
async function go(page, path) {
  await page.evaluate((path) => {
    const link = document.createElement("a");
    link.href = path;
    document.querySelector("#main").append(link);
    link.click();
    link.remove();
  }, path);
  await expect(page).toHaveURL((url) => url.pathname + url.search === path);
  await expect(page.locator("#main h1")).not.toHaveText("正在打开……");
}

/** No control stands higher than this, in pixels, where a hand finds it. */
async function within(page, top) {
  const high = await page.evaluate((top) => {
    window.scrollTo(0, 0);
    const all = document.querySelectorAll("#app a[href], #app button, #app input, #app select, #app textarea, #app summary");
    const shown = [...all].filter((one) => one.getClientRects().length > 0 && !one.closest(".vh, [hidden]"));
    return shown.filter((one) => one.getBoundingClientRect().top < top - 1).map((one) => one.outerHTML.slice(0, 120));
  }, top);
  expect(high, `controls above ${top} px`).toEqual([]);
}

for (const [name, viewport] of Object.entries(SCREENS)) {
  test.describe(name, () => {
    test.use({ viewport });

    test(`every page is for hands that stand before it, ${name} @desktop`, async ({ page }) => {
      test.setTimeout(120_000);
      const top = name === "portrait" ? viewport.height * 0.4 : 0;
      await touch(page);
      const pages = name === "portrait" ? ["/", `/a/${LIKED}`, "/?view=map", "/live", JOIN] : ["/", `/a/${LIKED}`];
      for (const path of pages) {
        await go(page, path);
        await within(page, top);
        await sizes(page, { target: 60, text: 20 });
        await axe(page);
        await fits(page);
      }
      await go(page, "/");
      await page.getByRole("button", { name: "主题" }).first().tap();
      const sheet = page.getByRole("dialog");
      await expect(sheet).toBeVisible();
      await expect.poll(async () => (await sheet.boundingBox()).y).toBeGreaterThanOrEqual(top);
      await sizes(page, { target: 60, text: 20, within: "[role=dialog]" });
      await axe(page);
      await page.keyboard.press("Escape");

      await take(page).tap();
      await expect(code(page)).toBeVisible();
      await expect.poll(async () => (await sheet.boundingBox()).y).toBeGreaterThanOrEqual(top);
      await sizes(page, { target: 60, text: 20, within: "[role=dialog]" });
      await axe(page);
      expect(await read(code(page))).toBe(`${new URL(page.url()).origin}/`);
      await sheet.getByRole("button", { name: "好了" }).tap();

      await page.locator("#q").tap();
      await expect(keys(page)).toBeVisible();
      await sizes(page, { target: 60, text: 20, within: ".hall-keys" });
      await axe(page);
    });
  });
}

test("what one chose goes to a phone by a code, and no server hears of it @desktop", async ({ page, browser, server, control }) => {
  await touch(page);
  await go(page, `/a/${LIKED}`);
  expect(await read(page.locator(".hall-code"))).toBe(`${server.url}/a/${LIKED}`);
  await page.getByRole("button", { name: /^收藏/ }).first().tap();
  await page.getByRole("button", { name: /^加入行程/ }).first().tap();
  await bar(page).getByRole("link", { name: "行程" }).tap();
  await expect(page.locator(".plan-item")).toHaveCount(1);
  const title = await page.locator(".plan-item a").first().textContent();
  await take(page).tap();
  await expect(page.getByText("行程 1 项，收藏 1 项。")).toBeVisible();
  const url = await read(code(page));
  expect(url).toBe(`${server.url}/plan#p=1/2/${SESSION}/${LIKED}@`);
  await page.getByRole("button", { name: "这一页" }).tap();
  await expect.poll(() => read(code(page))).toBe(`${server.url}/plan`);

  const phone = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, locale: "zh-CN", timezoneId: "Asia/Shanghai", serviceWorkers: "block" });
  const other = await phone.newPage();
  await open(other, url);
  await expect(other.locator(".plan-item")).toHaveCount(1);
  await expect(other.locator(".plan-item")).toContainText(title);
  await expect(other.getByText(/^收藏：/)).toBeVisible();
  await other.getByRole("button", { name: "合并到我的行程" }).tap();
  await expect(other).toHaveURL(/\/plan$/);
  await expect(other.locator(".plan-item")).toHaveCount(1);
  await open(other, `/a/${LIKED}`);
  await expect(other.getByRole("button", { name: /收藏/ }).first()).toHaveAttribute("aria-pressed", "true");
  await phone.close();
  const log = await control.log();
  const told = (log.requests ?? log).filter(({ path, query, body }) => `${path}?${query ?? ""}${JSON.stringify(body ?? "")}`.includes(SESSION));
  expect(told).toEqual([]);
});

test("the screen has a keyboard of its own @desktop", async ({ page }) => {
  await touch(page);
  await page.locator("#q").tap();
  await expect(page.locator("#q")).toHaveAttribute("inputmode", "none");
  for (const letter of ["r", "g", "z", "m"]) await key(page, letter).tap();
  await key(page, "删除").tap();
  await key(page, "n").tap();
  await expect(page.locator("#q")).toHaveValue("rgzn");
  await expect(page.locator("#q")).toBeFocused();
  await expect(page).toHaveURL(/q=rgzn/);
  await key(page, "好了").tap();
  await expect(keys(page)).toBeHidden();
  await expect(page.locator(".row:not([hidden])", { hasText: "人工智能" }).first()).toBeVisible();

  await page.locator("#q").tap();
  await key(page, "清空").tap();
  await expect(page.locator("#q")).toHaveValue("");
  await page.keyboard.press("Escape");
  await expect(keys(page)).toBeHidden();
  await expect(bar(page)).toBeVisible();
  // From a keypad a key has the focus, and writes into the field that was left.
  await page.locator("#q").tap();
  await key(page, "5").focus();
  await page.keyboard.press("Enter");
  await expect(page.locator("#q")).toHaveValue("5");
  await bar(page).getByRole("link", { name: "直播" }).focus();
  await expect(keys(page)).toBeHidden();
});

test("who cannot reach far has everything lower @desktop", async ({ page }) => {
  await touch(page);
  await bar(page).getByRole("button", { name: "放低" }).tap();
  await within(page, SCREENS.portrait.height * 0.6);
  await axe(page);
  await bar(page).getByRole("button", { name: "放高" }).tap();
  await within(page, SCREENS.portrait.height * 0.4);
});

test("one signs up by phone, and on the screen where that is allowed @desktop", async ({ page, server, control }) => {
  await touch(page);
  await go(page, JOIN);
  expect(await read(page.locator(".hall-enrol .hall-qr"))).toBe(`${server.url}${JOIN}`);
  await expect(page.getByRole("button", { name: "就在这里报名" })).toHaveCount(0);

  await control.kiosk("hall", { sign_up: true });
  await touch(page, "/kiosk/hall");
  await go(page, JOIN);
  await page.getByRole("button", { name: "就在这里报名" }).tap();
  await kind(page, "个人");
  await page.getByLabel(/手机或座机/).tap();
  await expect(key(page, "q")).toBeHidden();
  await sizes(page, { target: 60, text: 20, within: ".hall-keys" });
  for (const digit of "13612345678") await key(page, digit).tap();
  await expect(page.getByLabel(/手机或座机/)).toHaveValue("13612345678");
  await page.getByLabel(/称呼/).tap();
  for (const letter of "wang") await key(page, letter).tap();
  await key(page, "好了").tap();
  await axe(page);
  await page.getByRole("checkbox", { name: /我同意/ }).check();
  await submit(page).tap();
  await expect(page.locator(".ticket-code")).toBeVisible();

  await take(page).tap();
  await page.getByRole("button", { name: "这一页" }).tap().catch(() => {});
  expect(await read(code(page))).toMatch(/\/r\/[0-9a-f-]{36}#k=/);
});
