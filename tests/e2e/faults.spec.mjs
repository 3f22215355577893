// What must happen when something fails.
import { readFileSync } from "node:fs";
import { code, filled, submit } from "./support/signup.mjs";
import { axe, expect, open, test } from "./support/test.mjs";

const year = () => JSON.parse(readFileSync(new URL("../../public/data/2023.json", import.meta.url), "utf8"));

test("the backend is down at the first visit: why, whom to call, another try", async ({ page, control }) => {
  await control.fault({ path: "/api/catalogue", do: "drop_before" });
  await open(page);
  await expect(page.getByRole("heading", { name: "活动没有载入" })).toBeVisible();
  await expect(page.locator("footer .tel")).toHaveText("0373-3661812");
  await control.clear();
  await page.getByRole("button", { name: "再试一次" }).click();
  await expect(page.locator(".card-link:visible").first()).toBeVisible();
});

test("a portal's page instead of data is a failure, and what was kept stays", async ({ page, control }) => {
  await open(page);
  await expect(page.locator(".card-link:visible").first()).toBeVisible();
  await control.fault({ path: "/api/catalogue", do: "html" });
  await open(page);
  await expect(page.getByText(/收到的数据不完整，数据截至/)).toBeVisible();
  await expect(page.locator(".card-link:visible").first()).toBeVisible();
});

for (const [what, broken] of [
  ["throws", () => { for (const name of ["localStorage", "sessionStorage"]) Object.defineProperty(window, name, { get() { throw new DOMException("denied", "SecurityError"); } }); }],
  ["is not there", () => { for (const name of ["localStorage", "sessionStorage"]) Object.defineProperty(window, name, { value: null }); }],
  ["has no room", () => { Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); }; }],
]) {
  test(`storage that ${what} costs a notice and nothing else: stars, and a registration whose code one is told to write down`, async ({ page, control }) => {
    await page.addInitScript(broken);
    await control.session("s-env-open-6", { left: 8 });
    await open(page);
    await expect(page.getByText(/不能保存数据/)).toBeVisible();
    const star = page.locator(".card:visible .card-star").first();
    await star.click();
    await expect(star).toHaveAttribute("aria-pressed", "true");
    await filled(page, "/a/env-open/join/s-env-open-6");
    await submit(page).click();
    await expect(code(page)).toBeVisible();
    await expect(page.locator("main")).toContainText("请现在记下凭证码");
    // It stays while the page does.
    await page.getByRole("navigation").getByRole("link", { name: "我的" }).first().click();
    await expect(page.locator(".reg[data-status=confirmed]")).toHaveCount(1);
    expect((await control.registrations()).registrations).toHaveLength(1);
  });
}

test("without wasm there is the list and the phone", async ({ page, quiet }) => {
  quiet.allow(/kepu:|Failed to load resource/);
  await page.route("**/assets/*.wasm", (route) => route.fulfill({ status: 404 }));
  await page.goto("/");
  const recovery = page.getByRole("alert");
  await expect(recovery).toBeVisible();
  await recovery.getByRole("link", { name: "看活动清单" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("活动清单");
  await expect(page.locator(".plain-list li").first()).toBeVisible();
});

test.describe("with scripts off", () => {
  test.use({ javaScriptEnabled: false });
  test("the first cards and the list are there", async ({ page }) => {
    await page.goto("/");
    await expect(page.locator("#static .card-title").first()).toBeVisible();
    await page.getByRole("link", { name: "活动清单" }).click();
    await expect(page.locator(".plain-list li").first()).toBeVisible();
  });
});

test("links that would run code, markup and endless titles do nothing", async ({ page, control }) => {
  const data = year();
  const activity = data.activities.find((one) => one.id === "fair");
  activity.title = `<img src=x onerror=alert(1)>${"长".repeat(10_000)}`;
  activity.source = { name: "来源", url: "javascript:alert(1)" };
  activity.recap = { summary: "<script>alert(1)</script>", photos: [{ src: "data:text/html,x", alt: "x" }], links: [{ title: "报道", url: " JaVaScRiPt:alert(1)" }] };
  data.activities.push({ id: 7, title: "坏" }, null, { id: "x", title: "y", sessions: "none" });
  await control.catalogue(data);
  page.on("dialog", () => expect.soft(false, "nothing runs").toBe(true));
  await open(page, "/a/fair");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("<img src=x onerror=alert(1)>");
  expect((await page.getByRole("heading", { level: 1 }).textContent()).length).toBeLessThan(300);
  expect(await page.evaluate(() => [...document.querySelectorAll("a[href], img[src]")].filter((e) => /^(javascript|data|vbscript):/i.test(e.getAttribute("href") ?? e.getAttribute("src"))).length)).toBe(0);
});

test("nothing that can be read: said so, and the phone is there", async ({ page, control }) => {
  await control.fault({ path: "/api/catalogue", do: "truncate" });
  await open(page);
  await expect(page.getByRole("heading", { name: "活动没有载入" })).toBeVisible();
});

test.describe("after a visit", () => {
  test.use({ serviceWorkers: "allow" });
  test("without a network the list, a filter, an activity and what is online still work", async ({ page, context, quiet }) => {
    quiet.allow(/ERR_INTERNET_DISCONNECTED|Failed to load resource/);
    await open(page);
    await page.evaluate(() => navigator.serviceWorker.ready);
    await open(page);
    await context.setOffline(true);
    await open(page);
    await expect(page.getByText(/当前没有网络，数据截至|暂时连不上服务器，数据截至/)).toBeVisible();
    await page.locator(".bar.quick .chip", { hasText: "线上" }).click();
    await expect(page).toHaveURL(/place=online/);
    await page.locator(".card:visible .card-link").first().click();
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await page.getByRole("link", { name: "直播", exact: true }).click();
    await expect(page.getByRole("heading", { level: 1, name: "线上讲座" })).toBeVisible();
  });
});

test("no page waits for ever for a programme that does not come", async ({ page, control }) => {
  await control.fault({ path: "/api/catalogue", do: "drop_before" });
  for (const path of ["/a/env-open", "/a/env-open/join/s-env-open-6", "/live", "/live/moon-talk"]) {
    await open(page, path);
    await expect(page.getByRole("heading", { name: "活动没有载入" }), path).toBeVisible();
    await expect(page.getByRole("button", { name: "再试一次" }), path).toBeVisible();
  }
  await control.clear();
  await page.getByRole("button", { name: "再试一次" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("月亮背面有什么");
});

test("a server that does not answer in time is given up, and asked again", async ({ page, control }) => {
  await control.fault({ path: "/api/catalogue", do: "latency", ms: 20_000, times: 1 });
  await page.goto("/");
  await expect(page.getByRole("heading", { name: "活动没有载入" })).toBeVisible({ timeout: 16_000 });
  await page.getByRole("button", { name: "再试一次" }).click();
  await expect(page.locator(".card-link:visible").first()).toBeVisible();
});

for (const year of [-1, 1]) {
  const at = () => new Date(Date.now() + year * 365 * 86_400_000);
  test(`a device whose clock is wrong by ${year} year: the server's time says what is on today, and what is open`, async ({ page, control }) => {
    await control.session("s-env-open-6", { left: 8 });
    await control.session("s-env-open-5", { status: "closed" });
    await page.clock.setSystemTime(at());
    await open(page);
    await expect(page.locator(".bar.quick .chip", { hasText: "今天" })).toBeVisible();
    await expect(page.locator(".now-item").first()).toBeVisible();
    await open(page, "/a/env-open/join/s-env-open-5");
    await expect(page.getByText("报名已截止").first()).toBeVisible();
    await expect(submit(page)).toHaveCount(0);
    await filled(page, "/a/env-open/join/s-env-open-6");
    await submit(page).click();
    await expect(code(page)).toBeVisible();
  });
}

test.describe("a device of another time zone", () => {
  test.use({ timezoneId: "America/New_York" });
  test("shows times as in the city", async ({ page, server, control }) => {
    await control.session("s-env-open-6", { left: 8 });
    const { activities } = await (await fetch(`${server.url}/api/catalogue`)).json();
    const { start } = activities.flatMap((one) => one.sessions ?? []).find((one) => one.id === "s-env-open-6");
    expect(start).toContain("+08:00");
    await filled(page, "/a/env-open/join/s-env-open-6");
    await expect(page.locator(".brief-when")).toContainText(start.slice(11, 16));
    await submit(page).click();
    await expect(page.locator(".ticket")).toContainText(start.slice(11, 16));
  });
});

test("an address in the URL moves nothing", async ({ page, server }) => {
  const elsewhere = [];
  page.on("request", (request) => !request.url().startsWith(`${server.url}/`) && elsewhere.push(request.url()));
  await open(page, "/?api=https://evil.example&base=//evil.example&next=//evil.example&district=410702");
  await expect(page.locator(".card-link:visible").first()).toBeVisible();
  expect(elsewhere).toEqual([]);
  expect(new URL(page.url()).pathname).toBe("/");
});

test("a page that breaks down comes back twice by itself, then asks; what waited is still there", async ({ page, quiet }) => {
  quiet.allow(/kepu: broken/);
  await open(page);
  await page.evaluate(() => localStorage.setItem("kepu.size", "large"));
  for (let time = 0; time < 2; time += 1) {
    const again = page.waitForEvent("load");
    await page.evaluate(() => window.__kepu.panic("broken"));
    await expect(page.getByRole("alert")).toContainText("正在重新打开");
    await again;
    await page.waitForFunction(() => window.__kepu?.marks.started !== undefined);
  }
  await page.evaluate(() => window.__kepu.panic("broken"));
  await expect(page.getByRole("alert")).toContainText("请重新打开");
  await page.getByRole("button", { name: "重新打开" }).click();
  await page.waitForFunction(() => window.__kepu?.marks.started !== undefined);
  expect(await page.evaluate(() => [window.__kepu.safe, localStorage.getItem("kepu.size")])).toEqual([true, "large"]);
});

test("a backend that sends one elsewhere cannot be reached, which is not being offline", async ({ page, quiet }) => {
  await open(page);
  await expect(page.locator(".card-link:visible").first()).toBeVisible();
  // The policy lets the page ask nobody else, and the browser says that it refused.
  quiet.allow(/connect-src|Content Security Policy|Failed to load|policy:/);
  await page.route("**/api/catalogue*", (route) => route.fulfill({ status: 302, headers: { location: "http://127.0.0.1:9/catalogue" } }));
  await page.getByRole("button", { name: "刷新" }).click();
  await expect(page.getByText(/暂时连不上服务器/).first()).toBeVisible();
  await expect(page.getByText(/没有网络/)).toHaveCount(0);
  await expect(page.locator(".card-link:visible").first()).toBeVisible();
});

test("a film that may only be shown elsewhere is a link, and the page stays whole", async ({ page, control }) => {
  const data = year();
  const activity = data.activities.find((one) => one.lecture?.id === "quantum-talk");
  activity.lecture.sources = ["live", "replay"].map((role) => ({ role, kind: "embed", provider: "bilibili", ref: "BV1xx411c7mD" }));
  await control.catalogue(data);
  await open(page, "/live/quantum-talk");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("量子");
  const link = page.locator('main a[href="https://www.bilibili.com/video/BV1xx411c7mD"]');
  await expect(link.first()).toBeVisible();
  expect(await link.first().getAttribute("rel")).toContain("noopener");
  await expect(page.locator("iframe, video")).toHaveCount(0);
  await axe(page);
});
