// A screen in a hall over weeks: its settings, its hours, a network that goes, an app that stops.
import { hasten } from "./support/soak-time.mjs";
import { axe, expect, open, test } from "./support/test.mjs";

test.use({ viewport: { width: 1080, height: 1920 }, isMobile: false, hasTouch: true });

const CODE = "2468";

/** The settings that the screen has taken in, as it keeps them. */
const kept = (page) => page.evaluate(() => JSON.parse(localStorage.getItem("kepu.kiosk") ?? "{}").good);

/** Lets so many seconds of the page's time pass. A page that is begun anew meanwhile takes the rest of them with it. */
const pass = (page, seconds) =>
  page.evaluate((millis) => window.__time.pass(millis, 5_000), seconds * 1_000).catch((error) => {
    if (!/context was destroyed|navigation/.test(error.message)) throw error;
  });

/** Waits until the app stands again, in another document than `before`. */
const begunAnew = (page, before) => page.waitForFunction((before) => window.__kepu && window.__kepu.start !== before && window.__kepu.marks.hall !== undefined, before);
const begun = (page) => page.evaluate(() => window.__kepu.start);

async function corner(page) {
  for (let tap = 0; tap < 5; tap += 1) await page.evaluate(() => document.dispatchEvent(new PointerEvent("pointerdown", { clientX: 1060, clientY: 20, bubbles: true })));
}

async function maintain(page) {
  await corner(page);
  await expect(page.getByRole("dialog", { name: "维护密码" })).toBeVisible();
  for (const digit of CODE) await page.getByRole("button", { name: digit, exact: true }).click();
  await page.getByRole("button", { name: "进入" }).click();
  const care = page.getByRole("dialog", { name: "屏幕维护" });
  await expect(care).toBeVisible();
  return care;
}

test("settings come from file and backend, change without a restart, and wrong ones are told", async ({ page, control }) => {
  await control.kiosk("hall", { code: CODE, message: "欢迎", idle_seconds: 80 });
  await page.addInitScript(hasten);
  await open(page, "/kiosk/hall");
  await expect.poll(() => kept(page)).toMatchObject({ code: CODE, message: "欢迎", idle_seconds: 80 });

  await control.kiosk("hall", { code: CODE, message: "下午三点，一楼讲座", idle_seconds: 7, turn_second: 5, orientation: "portrait" });
  await pass(page, 65);
  await expect.poll(() => kept(page)).toMatchObject({ message: "下午三点，一楼讲座", idle_seconds: 80, orientation: "portrait" });
  await expect(page.locator("html")).toHaveAttribute("data-orientation", "portrait");
  const care = await maintain(page);
  await expect(care.getByRole("listitem")).toHaveText([/idle_seconds：应是 60–90 秒/, /不认识的设置：turn_second/]);
  await expect(care).toContainText("服务器");
  await axe(page);

  // What is no file of settings at all changes nothing, and a server in trouble neither.
  await control.kiosk("hall", "{\"code\": ");
  await pass(page, 65);
  await expect(care.getByRole("listitem").first()).toHaveText("服务器上的设置读不出来");
  await control.fault({ path: "/api/kiosks/hall", method: "GET", times: 9, do: "status", status: 503 });
  await pass(page, 65);
  const asked = async () => (await control.log()).requests.filter((one) => one.path === "/api/kiosks/hall" && one.status === 503).length;
  await expect.poll(asked).toBeGreaterThan(0);
  expect(await kept(page)).toMatchObject({ message: "下午三点，一楼讲座", code: CODE });
  // Whoever looked has gone away without closing it.
  await expect(care).toBeHidden();
});

test("the page of who looks after it opens by its code alone", async ({ page, control }) => {
  await control.kiosk("hall", { code: CODE });
  await open(page, "/kiosk/hall");
  await expect.poll(() => kept(page)).toMatchObject({ code: CODE });
  await corner(page);
  const asked = page.getByRole("dialog", { name: "维护密码" });
  await expect(asked).toBeVisible();
  await axe(page);
  for (let wrong = 0; wrong < 3; wrong += 1) {
    for (let digit = 0; digit < 4; digit += 1) await asked.getByRole("button", { name: "1", exact: true }).click();
    await asked.getByRole("button", { name: "进入" }).click();
  }
  await expect(asked).toContainText("请等一分钟");
  await page.keyboard.press("Escape");
  await expect(asked).toBeHidden();

  await page.reload();
  const care = await maintain(page);
  for (const fact of ["版本", "上次连上", "程序内存", "脚本内存", "重新开始"]) await expect(care).toContainText(fact);
  await care.getByRole("button", { name: "退出展厅模式" }).click();
  await expect(page).toHaveURL(/\/$/);
  await expect(page.locator("html")).not.toHaveAttribute("data-kiosk");
});

test("the code goes in from a keypad as well, wherever the focus still is", async ({ page, control }) => {
  await control.kiosk("hall", { code: CODE });
  await open(page, "/kiosk/hall");
  await expect.poll(() => kept(page)).toMatchObject({ code: CODE });
  await corner(page);
  // Before the dialog has taken the focus, as quick hands do.
  await page.evaluate((code) => {
    for (const key of [...code, "Enter"]) document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
  }, CODE);
  await expect(page.getByRole("dialog", { name: "屏幕维护" })).toBeVisible();
  await expect(page).toHaveURL(/\/kiosk\/hall$/);
});

test("another edition comes without a restart", async ({ page, control }) => {
  await page.addInitScript(hasten);
  await open(page, "/kiosk/hall");
  const before = await begun(page);
  const year = await (await fetch(`${new URL(page.url()).origin}/api/catalogue`)).json();
  await control.catalogue({ ...year, edition: { ...year.edition, id: "2031", year: 2031, name: "2031年新乡市全国科普日", themes: ["新的主题"], start: "2031-09-13", end: "2031-09-19" }, activities: year.activities.slice(0, 3) });
  await pass(page, 65);
  await expect(page.locator(".attract h1")).toHaveText("2031年新乡市全国科普日");
  await page.locator(".attract-touch").click();
  await expect(page.locator(".hall-edition")).toHaveText("2031年新乡市全国科普日");
  expect(await begun(page)).toBe(before);
});

test("outside its hours it is dark, and the title carries the minute", async ({ page, control }) => {
  await control.kiosk("hall", { bright: { from: "08:30", to: "17:30" } });
  await control.clock({ at: "2023-09-17T17:28:30+08:00" });
  await page.addInitScript(hasten);
  await open(page, "/kiosk/hall");
  await expect.poll(() => kept(page)).toMatchObject({ bright: { from: "08:30", to: "17:30" } });
  await expect(page).toHaveTitle(/17:28/);
  const night = page.locator(".hall-night");
  await expect(night).toHaveCount(0);
  await control.clock({ at: "2023-09-17T17:30:30+08:00" });
  await pass(page, 75);
  await expect(page).toHaveTitle(/17:3/);
  await expect(night).toContainText("08:30 开始展示");
});

test("without a backend it starts with what it had, and with nothing it waits in peace", async ({ page, quiet, context }) => {
  quiet.allow(/Failed to load resource|ERR_/);
  // Nothing was ever heard: no card, no error, and it asks again until somebody answers.
  await page.route(/\/api\//, (route) => route.abort());
  await page.addInitScript(hasten);
  await open(page, "/kiosk/hall");
  await expect(page.locator("#recovery")).toBeHidden();
  await expect(page).toHaveTitle(/\d\d:\d\d/);
  await page.unroute(/\/api\//);
  await pass(page, 30);
  await expect.poll(() => page.evaluate(() => localStorage.getItem("kepu.catalogue") !== null)).toBe(true);

  // From here on there is something to show, and settings too.
  await page.route(/\/api\//, (route) => route.abort());
  await page.reload();
  await expect(page).toHaveTitle(/科普/);
  await expect(page.locator("#recovery")).toBeHidden();
  expect(context.pages()).toHaveLength(1);
});

test("an app that panics or falls silent is begun anew, and why is counted", async ({ page, control, quiet }) => {
  quiet.allow(/kepu: |ERR_FAILED/);
  await control.kiosk("hall", { code: CODE });
  await page.addInitScript(hasten);
  await open(page, "/kiosk/hall");
  await expect.poll(() => kept(page)).toMatchObject({ code: CODE });
  const causes = () => page.evaluate(() => JSON.parse(localStorage.getItem("kepu.kiosk.causes") ?? "{}").counts);
  const first = await begun(page);
  await page.evaluate(() => window.__kepu.panic("a trial"));
  await expect(page.locator("#recovery")).toBeHidden();
  await expect.poll(causes).toEqual({ panic: 1 });
  await begunAnew(page, first);

  // Its heart stops; while the network is gone as well, the page is not left for an error page.
  const second = await begun(page);
  await page.evaluate(() => (window.__kepu.beat = () => {}));
  await page.route(/\/kiosk/, (route) => route.abort());
  await pass(page, 100);
  await expect.poll(causes).toEqual({ panic: 1, silent: 1 });
  expect(await begun(page)).toBe(second);
  await page.unroute(/\/kiosk/);
  await pass(page, 120);
  await begunAnew(page, second);
  const care = await maintain(page);
  await expect(care).toContainText("程序出错 1 次，没有响应 1 次");
});
