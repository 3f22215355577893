// A lecture's life, from the countdown to the replay, and what may come between.
import { axe, expect, fits, open, test } from "./support/test.mjs";

const stage = (page) => page.locator(".stage");
// Who comes back to the page asks at once; whoever merely waits is told by the server.
const look = (page) => page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
const stands = (page, state, timeout = 10_000) => expect(stage(page)).toHaveAttribute("data-state", state, { timeout });

test("who waits is carried from the countdown into the lecture without touching anything", async ({ page, control }) => {
  await open(page, "/live?q=月亮背面有什么");
  await page.locator("main a", { hasText: "月亮背面有什么" }).first().click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("月亮背面有什么");
  await stands(page, "scheduled");
  await expect(page.getByRole("timer")).toContainText("分");
  await axe(page);
  await control.lecture("moon-talk", { state: "open_soon" });
  await stands(page, "open_soon");
  await axe(page);
  await control.lecture("moon-talk", { state: "live" });
  await stands(page, "live");
  await control.lecture("moon-talk", { state: "ended" });
  await look(page);
  await stands(page, "ended");
  await control.lecture("moon-talk", { state: "replay" });
  await look(page);
  await stands(page, "replay");
});

test("a server that holds no question is asked again in time", async ({ page, control }) => {
  // What it answers has no tag, so that nothing can be held.
  await page.route("**/api/lectures/moon-talk*", async (route) => {
    const answer = await route.fetch({ headers: { ...route.request().headers(), "if-none-match": "" } });
    const { etag, ...headers } = answer.headers();
    await route.fulfill({ response: answer, headers });
  });
  await open(page, "/live/moon-talk");
  await stands(page, "scheduled");
  await control.lecture("moon-talk", { state: "live" });
  await look(page);
  await stands(page, "live");
});

test("a lecture put off says its new time and why, one that is cancelled that it is @every", async ({ page, control }) => {
  const day = new Date(Date.now() + 9 * 86_400_000).toISOString().slice(0, 10);
  await control.lecture("moon-talk", { state: "postponed", start: `${day}T19:30:00+08:00`, end: `${day}T20:30:00+08:00`, note: "主讲人临时有事，改到下周。" });
  await open(page, "/live/moon-talk");
  await stands(page, "postponed");
  await expect(stage(page)).toContainText(/改到 \d+月\d+日 .*19:30–20:30/);
  await expect(page.getByText("主讲人临时有事")).toBeVisible();
  await axe(page);
  await fits(page);
  await control.lecture("moon-talk", { state: "postponed" });
  await look(page);
  await expect(stage(page)).toContainText("新的时间还没有定");
  await control.lecture("moon-talk", { state: "cancelled" });
  await look(page);
  await stands(page, "cancelled");
  await expect(page.getByRole("link", { name: "看全部讲座" })).toBeVisible();
  await axe(page);
});

test("a lecture that moves takes the old player away and leads to the new place", async ({ page, control }) => {
  await control.lecture("quantum-talk", { state: "live" });
  await open(page, "/live/quantum-talk");
  await expect(page.locator("video")).toHaveCount(1);
  await control.lecture("quantum-talk", { moved: { kind: "link", url: "https://live.example.org/2", title: "备用直播间" } });
  await look(page);
  await expect(page.getByRole("link", { name: /去新的直播间/ })).toHaveAttribute("href", "https://live.example.org/2");
  await expect(page.locator("video")).toHaveCount(0);
  await axe(page);
  await control.lecture("quantum-talk", { moved: { kind: "link", url: "javascript:alert(1)" } });
  await look(page);
  await expect(page.getByText("地址还没有公布")).toBeVisible();
  await expect(page.locator("main .notice a[href^='tel:']")).toBeVisible();
  expect(await page.locator("a[href^='javascript']").count()).toBe(0);
  // What is over is watched here again.
  await control.lecture("quantum-talk", { state: "replay" });
  await look(page);
  await expect(page.locator("video")).toHaveCount(1);
  await expect(page.getByText("改到别处")).toHaveCount(0);
});

test("who waits may be reminded and takes the time along", async ({ page }) => {
  await open(page, "/live/moon-talk");
  await page.getByRole("button", { name: "到时提醒我" }).click();
  await expect(page.getByRole("button", { name: "已加入行程，到时提醒" })).toHaveAttribute("aria-pressed", "true");
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "加入日历" }).click()]);
  expect(file.suggestedFilename()).toMatch(/\.ics$/);
  await axe(page);
  await page.getByRole("link", { name: "我的" }).click();
  await expect(page.locator("main")).toContainText("月亮背面有什么");
});

test("a class signs up once, and watches on one large screen @desktop", async ({ page, control }) => {
  await control.lecture("cloud-lab", { state: "live", sources: [{ role: "live", kind: "hls", url: "media/live.m3u8" }] });
  await open(page, "/live/cloud-lab");
  const before = (await stage(page).boundingBox()).width;
  await page.getByRole("button", { name: "全班一起看" }).click();
  await expect(page).toHaveURL(/\/live\/cloud-lab\?big=1$/);
  await expect(page.locator(".nav")).toBeHidden();
  expect((await stage(page).boundingBox()).width).toBeGreaterThan(before * 1.3);
  await axe(page);
  await page.reload();
  await expect(page.getByRole("button", { name: "退出大屏" })).toBeVisible();
  await expect(page.locator(".foot")).toBeHidden();
  const box = await stage(page).boundingBox();
  expect(box.y + box.height, "the whole screen is in sight").toBeLessThanOrEqual(800);
  await page.getByRole("button", { name: "退出大屏" }).click();
  await expect(page).toHaveURL(/\/live\/cloud-lab$/);
  await page.getByRole("link", { name: "班级报名观看" }).click();
  await expect(page).toHaveURL(/\/a\/cloud-lab\/join\/s-cloud-lab-2$/);
  await expect(page.locator("main")).toContainText("班级");
});
