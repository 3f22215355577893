// What is on today and tomorrow is brought to mind, and rings an hour before if one asked for it.
import { filled, handIn } from "./support/signup.mjs";
import { axe, expect, fits, open, sizes, test } from "./support/test.mjs";

const HOUR = 3_600_000;
const SESSION = "s-env-open-6";
const notice = (page) => page.locator("aside .notice", { hasText: "别忘了" });

/** When a session begins, in milliseconds. */
async function startOf(server, id) {
  const { activities } = await (await fetch(`${server.url}/api/catalogue`)).json();
  return Date.parse(activities.flatMap((one) => one.sessions ?? []).find((one) => one.id === id).start);
}

/** Signed up for a session; answers how to come back so many hours before it begins. */
async function signedUp(page, server, control) {
  await control.session(SESSION, { left: 8 });
  const start = await startOf(server, SESSION);
  await filled(page, `/a/env-open/join/${SESSION}`);
  await handIn(page);
  return async (hours, path = "/") => {
    await control.clock({ at: new Date(start - hours * HOUR).toISOString() });
    await open(page, path);
    await expect(page.locator("#main h1")).toBeAttached();
  };
}

/** The browser's notifications as a stand-in: `answer` is what the person says; what is shown is told to the test. */
async function notifications(page, answer) {
  const rung = [];
  await page.exposeFunction("kepuRung", (title, body) => rung.push({ title, body }));
  await page.addInitScript((answer) => {
    class Stand {
      static get permission() {
        return localStorage.getItem("test.permission") ?? "default";
      }
      static async requestPermission() {
        localStorage.setItem("test.permission", answer);
        return answer;
      }
      constructor(title, { body }) {
        window.kepuRung(title, body);
      }
    }
    Object.defineProperty(window, "Notification", { value: Stand, configurable: true });
  }, answer);
  return rung;
}

test("tomorrow's session is named on the first page and in 我的, until it is put away for the day @every", async ({ page, server, control }) => {
  const back = await signedUp(page, server, control);
  await back(50);
  // The notice is made by the part of the app that comes after the first.
  expect(await page.evaluate(() => window.__kepu.part("rest"))).toBe(true);
  await expect(notice(page)).toHaveCount(0);

  await back(20);
  await expect(notice(page)).toContainText("明天 15:00");
  await expect(notice(page)).toContainText("空气是怎样测出来的");
  await expect(notice(page)).toContainText("请带一袋扎紧口的空气");
  await axe(page);
  await fits(page);
  await sizes(page, { within: "aside" });
  await open(page, "/mine");
  await expect(notice(page)).toContainText("明天 15:00");
  await open(page, "/about");
  await expect(page.locator("#main h1")).toBeVisible();
  await expect(notice(page)).toHaveCount(0);

  await open(page, "/");
  await notice(page).getByRole("button", { name: "知道了" }).click();
  await expect(notice(page)).toHaveCount(0);
  await open(page, "/mine");
  await expect(page.locator(".reg")).toHaveCount(1);
  await expect(notice(page)).toHaveCount(0);

  await back(3);
  await expect(notice(page)).toContainText("今天 15:00");
  await notice(page).getByRole("link", { name: "空气是怎样测出来的" }).click();
  await expect(page.locator(".ticket")).toBeVisible();
});

test("nobody is reminded of what was cancelled, by them or by its host", async ({ page, server, control }) => {
  const back = await signedUp(page, server, control);
  await back(20);
  await expect(notice(page)).toBeVisible();
  await control.session(SESSION, { status: "cancelled" });
  await open(page, "/mine");
  await expect(page.locator(".reg").first()).toContainText("已取消");
  await expect(notice(page)).toHaveCount(0);
});

test("a planned session that needs a registration says that there is none", async ({ page, server, control }) => {
  const start = await startOf(server, SESSION);
  await open(page, "/a/env-open");
  await page.getByRole("button", { name: /加入行程.*15:00/ }).last().click();
  await control.clock({ at: new Date(start - 20 * HOUR).toISOString() });
  await open(page, "/");
  await expect(notice(page)).toContainText("还没有报名");
});

test("asked for by a tap, it rings an hour before and never twice @every", async ({ page, server, control }) => {
  const rung = await notifications(page, "granted");
  const back = await signedUp(page, server, control);
  const receipt = new URL(page.url()).pathname;
  await expect(page.getByText("只在本应用开着时能提醒，保险起见请加入日历", { exact: false })).toBeVisible();
  await page.getByRole("button", { name: "到时提醒我" }).click();
  await expect(page.getByText("已打开", { exact: false })).toBeVisible();
  await axe(page);
  await back(2, receipt);
  await expect(page.getByText("已打开", { exact: false })).toBeVisible();
  expect(rung).toEqual([]);
  await back(0.9, receipt);
  await expect.poll(() => rung.length).toBe(1);
  expect(rung[0].title).toBe("15:00 开始：空气是怎样测出来的");
  expect(rung[0].body).toContain("请带一袋扎紧口的空气");

  await back(0.5, receipt);
  await expect(page.getByText("已打开", { exact: false })).toBeVisible();
  const other = await page.context().newPage();
  await other.exposeFunction("kepuRung", (title) => rung.push({ title }));
  await open(other, "/");
  await expect(notice(other)).toBeVisible();
  expect(rung).toHaveLength(1);

  await page.getByRole("button", { name: "不用提醒了" }).click();
  await expect(page.getByRole("button", { name: "到时提醒我" })).toBeVisible();
});

test("it rings while the app stays open", async ({ page, server, control }) => {
  const rung = await notifications(page, "granted");
  const back = await signedUp(page, server, control);
  await back(1.02);
  const start = await startOf(server, SESSION);
  await open(page, "/plan");
  await page.getByRole("button", { name: "到时提醒我" }).click();
  await expect(page.getByText("已打开", { exact: false })).toBeVisible();
  expect(rung).toEqual([]);
  // The server's clock decides; the app hears of it with any answer.
  await control.clock({ at: new Date(start - 0.5 * HOUR).toISOString() });
  await page.evaluate(() => dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true })));
  await expect.poll(() => rung.length, { timeout: 20_000 }).toBe(1);
});

test("refused, it says how to allow it; without notifications there is no button", async ({ page, server, control }) => {
  await notifications(page, "denied");
  await signedUp(page, server, control);
  await page.getByRole("button", { name: "到时提醒我" }).click();
  await expect(page.getByText("浏览器没有允许通知", { exact: false })).toBeVisible();
  await axe(page);
  await page.addInitScript(() => delete window.Notification);
  await page.addInitScript(() => Object.defineProperty(window, "Notification", { value: undefined }));
  await page.reload();
  await expect(page.locator(".ticket")).toBeVisible();
  await expect(page.getByRole("button", { name: "到时提醒我" })).toHaveCount(0);
  await expect(page.getByText("浏览器没有允许通知", { exact: false })).toHaveCount(0);
});
