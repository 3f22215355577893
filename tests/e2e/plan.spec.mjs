// The plan: put in from an activity, the axis and its warnings, sign-up warned, a link to a friend, calendar, paper.
import { readFile } from "node:fs/promises";
import { contact, handIn, kind } from "./support/signup.mjs";
import { axe, expect, fits, open, sizes, test } from "./support/test.mjs";

// The second day: at 09:00 and at 10:30 in the east of the town, at 10:30 far from there.
const EARLY = "s-weather-open-1";
const SAME_TIME = "s-weather-open-2";
const FAR = "s-env-open-2";

const items = (page) => page.locator(".plan-item");
const add = (page, time) => page.getByRole("button", { name: new RegExp(`^加入行程\\s*：.*${time}`) }).first();
const merge = (page) => page.getByRole("button", { name: "合并到我的行程" });
const link = (...keys) => `/plan#p=1/${keys.length}/${keys.join("/")}`;

/** Puts these into one's own plan, and opens it. */
async function plan(page, ...keys) {
  await open(page, link(...keys));
  await merge(page).click();
  await expect(page).toHaveURL(/\/plan$/);
  await expect(items(page)).toHaveCount(keys.length);
}

test("put in from the activity's page, seen on the axis, the clash told, taken out again @every", async ({ page }) => {
  await open(page, "/a/weather-open");
  await add(page, "10:30–11:30").click();
  await expect(page.getByRole("button", { name: /^已在行程\s*：.*10:30–11:30/ })).toHaveCount(1);
  await open(page, "/a/env-open");
  await add(page, "10:30–11:30").click();
  await page.getByRole("link", { name: "看行程" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("我的行程");
  await expect(items(page)).toHaveCount(2);
  await expect(page.getByText("时间重叠")).toBeVisible();
  const [one, other] = await items(page).evaluateAll((all) => all.map((item) => item.getBoundingClientRect().toJSON()));
  if (page.viewportSize().width >= 375) {
    expect(Math.abs(one.top - other.top), "side by side").toBeLessThan(2);
    expect(other.left).toBeGreaterThanOrEqual(one.right);
  } else {
    expect(other.top, "one under the other where words have no room").toBeGreaterThanOrEqual(one.bottom);
  }
  await axe(page);
  await fits(page);
  await sizes(page);

  await page.reload();
  await expect(items(page)).toHaveCount(2);
  await page.getByRole("button", { name: /^移出\s*行程：/ }).first().click();
  await expect(items(page)).toHaveCount(1);
  await expect(page.getByText("时间重叠")).toHaveCount(0);
  await page.getByRole("button", { name: /^移出\s*行程：/ }).click();
  await expect(page.getByRole("heading", { name: "行程还是空的" })).toBeVisible();
  await axe(page);
});

test("a day of an exhibition goes into the plan, and clashes with nothing @every", async ({ page }) => {
  await plan(page, EARLY);
  await open(page, "/a/ai-park");
  const day = page.getByRole("button", { name: /^明天/ });
  await day.click();
  await expect(day).toHaveAttribute("aria-pressed", "true");
  await axe(page);
  await fits(page);
  await page.getByRole("link", { name: "看行程" }).click();
  await expect(items(page)).toHaveCount(2);
  await expect(items(page).filter({ hasText: "随到随看" })).toHaveCount(1);
  await expect(page.locator(".clash")).toHaveCount(0);
});

test("too little time for the way is told between the two @every", async ({ page }) => {
  await plan(page, EARLY, FAR);
  await expect(page.locator(".plan-gap.clash")).toHaveText(/^路上约 .*分钟，只有 30 分钟$/);
  await fits(page);
});

test("sign-up warns of both, and forbids nothing @every", async ({ page, control }) => {
  await control.session(FAR, { left: 8 });
  await plan(page, EARLY, SAME_TIME);
  await open(page, `/a/env-open/join/${FAR}`);
  const warning = page.locator(".notice.warn");
  await expect(warning).toHaveText(/^行程里有 .*10:30–11:30“走进气象观测场”，时间重叠。看我的行程$/);
  await axe(page);
  await fits(page);

  await open(page, "/plan");
  await page.getByRole("button", { name: /^移出\s*行程：/ }).last().click();
  await open(page, `/a/env-open/join/${FAR}`);
  await expect(warning).toContainText(/09:00–10:00“走进气象观测场”，路上约 .*，只有 30 分钟。/);
  await kind(page, "个人");
  await contact(page);
  await handIn(page);

  await open(page, "/plan");
  const registered = items(page).filter({ hasText: "已报名" });
  await expect(registered).toHaveCount(1);
  await registered.getByRole("link", { name: "看凭证" }).click();
  await expect(page.locator(".ticket-code")).toBeVisible();
});

test("what is cancelled is marked, and clashes no more", async ({ page, control }) => {
  await plan(page, SAME_TIME, FAR);
  await expect(page.getByText("时间重叠")).toBeVisible();
  await control.session(FAR, { status: "cancelled" });
  await page.reload();
  await expect(items(page).filter({ hasText: "已取消，不要去了" })).toHaveCount(1);
  await expect(page.getByText("时间重叠")).toHaveCount(0);
});

test("what is moved stands where it is now, and says so", async ({ page, control }) => {
  await plan(page, EARLY);
  const { activities } = await (await page.request.get("/api/catalogue")).json();
  const { start } = activities.flatMap((one) => one.sessions ?? []).find((session) => session.id === EARLY);
  await control.session(EARLY, { start: start.replace("T09:00", "T09:30") });
  await page.reload();
  await expect(items(page)).toContainText("09:30–10:00");
  await expect(items(page)).toContainText("时间或地点改过，这是新的");
});

test("a link brings the plan to a friend, who puts it to the own one; no server hears of it @every", async ({ page, browser, server, control }) => {
  await plan(page, EARLY, FAR);
  await page.getByRole("button", { name: "分享行程" }).click();
  await expect(page.getByRole("img", { name: "行程的二维码" })).toBeVisible();
  await axe(page);
  const url = await page.locator(".plan-address").getAttribute("href");
  expect(url).toBe(server.url + link(EARLY, FAR));

  const context = await browser.newContext({ baseURL: server.url, locale: "zh-CN", viewport: page.viewportSize() });
  const friend = await context.newPage();
  await open(friend, `${url}/s-nobody-1`.replace("p=1/2/", "p=1/3/"));
  await expect(friend.getByRole("heading", { level: 1 })).toHaveText("别人分享的行程");
  await expect(items(friend)).toHaveCount(2);
  await expect(friend.getByText("另有 1 项找不到")).toBeVisible();
  await expect(friend.getByRole("button", { name: /^移出/ })).toHaveCount(0);
  await axe(friend);
  await fits(friend);
  await merge(friend).click();
  await expect(friend).toHaveURL(/\/plan$/);
  await expect(items(friend)).toHaveCount(2);
  await open(friend, "/mine");
  await expect(friend.getByRole("link", { name: /^2 项，下一项：明天 09:00 走进气象观测场/ })).toBeVisible();
  await friend.goto(url);
  await expect(friend.getByText("都已在您的行程里")).toBeVisible();
  await friend.getByRole("button", { name: "不用了" }).click();
  await expect(friend.getByRole("heading", { level: 1 })).toHaveText("我的行程");
  await context.close();
  expect(JSON.stringify(await control.log())).not.toContain(EARLY);
});

test("a broken link says so, and one's own plan still stands", async ({ page }) => {
  await plan(page, EARLY);
  for (const broken of ["#p=1/2", "#p=9/1/x", "#p=%00%ff", "#p=1/1/<script>alert(1)</script>"]) {
    await page.goto("about:blank");
    await open(page, `/plan${broken}`);
    await expect(page.getByRole("alert").filter({ hasText: "这个行程链接打不开" })).toBeVisible();
    await expect(items(page)).toHaveCount(1);
  }
  await axe(page);
  await page.goto("about:blank");
  await open(page, link("s-nobody-1", "nobody@2023-09-17"));
  await expect(page.getByRole("heading", { name: "链接里的活动都找不到了" })).toBeVisible();
});

test("what an earlier version kept is read, what is damaged hurts nothing", async ({ page }) => {
  await open(page);
  await page.evaluate(
    async ([known]) => {
      const { activities } = await (await fetch("/api/catalogue")).json();
      const { start, end } = activities.flatMap((one) => one.sessions ?? []).find((session) => session.id === known);
      const kept = { session: known, activity: "weather-open", title: "旧", place: "旧地方", start, end };
      localStorage.setItem(`kepu.plan.${known}`, JSON.stringify(kept));
      localStorage.setItem("kepu.plan.bad", "{");
      localStorage.setItem("kepu.plan.worse", JSON.stringify({ v: 1, session: "other", start: 7 }));
    },
    [EARLY],
  );
  await open(page, "/plan");
  await expect(items(page)).toHaveCount(1);
  await expect(items(page)).toContainText("走进气象观测场");
  await expect(items(page)).toContainText("新乡市气象局观测场");
});

test("the plan as one calendar @every", async ({ page, control }) => {
  await plan(page, EARLY, FAR);
  await control.session(FAR, { status: "cancelled" });
  await page.reload();
  await expect(page.getByText("已取消，不要去了")).toBeVisible();
  const saved = page.waitForEvent("download");
  await page.getByRole("button", { name: "加入日历" }).click();
  const download = await saved;
  expect(download.suggestedFilename()).toBe("kepu.ics");
  const text = (await readFile(await download.path(), "utf8")).replaceAll("\r\n ", "");
  expect(text.match(/BEGIN:VEVENT/g)).toHaveLength(2);
  expect(text).toContain(`UID:${EARLY}@`);
  expect(text).toContain("SUMMARY:走进气象观测场");
  expect(text).toMatch(/DTSTART;TZID=Asia\/Shanghai:\d{8}T090000/);
  expect(text).toMatch(new RegExp(`UID:${FAR}@[\\s\\S]*SEQUENCE:1[\\s\\S]*STATUS:CANCELLED`));
});

test("on paper there are days, times, places and the number to call, and nothing to press @every", async ({ page }) => {
  await plan(page, EARLY, FAR);
  await page.emulateMedia({ media: "print" });
  await expect(page.locator("#main").getByText("咨询电话 0373-3661812")).toBeVisible();
  await expect(page.getByText("09:00–10:00")).toBeVisible();
  await expect(page.getByText("新乡市气象局观测场", { exact: false })).toBeVisible();
  for (const chrome of ["nav", "footer", ".page-head", ".btn", ".notice"]) {
    expect(await page.locator(chrome).evaluateAll((all) => all.filter((one) => one.getClientRects().length > 0).length), chrome).toBe(0);
  }
});

test("dark, and the largest letters on the smallest phone @small", async ({ page }) => {
  await plan(page, EARLY, SAME_TIME, FAR, "s-fire-van-1");
  await page.emulateMedia({ colorScheme: "dark" });
  await page.evaluate(() => localStorage.setItem("kepu.size", "xxlarge"));
  await page.reload();
  await expect(items(page)).toHaveCount(4);
  await axe(page);
  await fits(page);
  await sizes(page, { target: 60 });
});
