// On the way to the server: what is said and done when the answer is lost, late, a refusal, or somebody else's.
import { leave, onItsWay, sessionOf } from "./support/records.mjs";
import { code, filled as form, submit } from "./support/signup.mjs";
import { expect, open, test } from "./support/test.mjs";

const SESSION = "s-env-open-6";
const PERSON = `/a/env-open/join/${SESSION}`;
const PUT = { path: "/api/registrations/*", method: "PUT" };

const registrations = async (control) => (await control.registrations()).registrations;
const puts = async (control) => (await control.log()).requests.filter((one) => one.method === "PUT");

async function filled(page, control) {
  await control.session(SESSION, { left: 8 });
  await form(page, PERSON);
}

/** Chance gives nothing but this number: whoever waits for a time of chance waits so many milliseconds, if it may be so long. */
const chance = (page, number) =>
  page.evaluate((number) => {
    crypto.getRandomValues = (array) => {
      array.fill(0);
      array.set([number & 255, number >> 8]);
      return array;
    };
  }, number);
const hurried = (page) => chance(page, 0);

test("the answer is lost after the commit: 确认中, never 失败, and one registration", async ({ page, control }) => {
  await filled(page, control);
  await control.fault({ ...PUT, times: 1, do: "drop_after" });
  await control.fault({ ...PUT, times: 1, do: "status", status: 503, retry_after: 4 });
  await submit(page).click();
  await expect(page.getByRole("heading", { name: "确认中" })).toBeVisible();
  await expect(page.locator("main")).toContainText("不会重复报名");
  await expect(page.locator("main")).not.toContainText(/失败|没有报上/);
  expect(await registrations(control)).toHaveLength(1);
  await expect(code(page)).toBeVisible({ timeout: 20_000 });
  expect(await registrations(control)).toHaveLength(1);
  const sent = await puts(control);
  expect(new Set(sent.map((one) => one.path)).size, "one id").toBe(1);
  expect(new Set(sent.map((one) => JSON.stringify(one.body))).size, "one body").toBe(1);
});

test("Enter twice in a field is one registration, and the button says that it is busy", async ({ page, control }) => {
  await filled(page, control);
  await control.fault({ ...PUT, do: "latency", ms: 1_200, times: 1 });
  await page.getByLabel(/称呼/).press("Enter");
  await page.getByLabel(/称呼/).press("Enter");
  await expect(page.locator("main button[type=submit]")).toHaveAttribute("aria-busy", "true");
  await expect(code(page)).toBeVisible();
  expect(await registrations(control)).toHaveLength(1);
  expect(await puts(control)).toHaveLength(1);
});

for (const [what, fault] of [["errors of the server", { do: "status", status: 500 }], ["cut connections", { do: "drop_before" }]]) {
  test(`${what} without end: six tries, then it waits in sight and goes out at a press`, async ({ page, control, quiet }) => {
    quiet.allow(/Failed to load resource/);
    await filled(page, control);
    await control.fault({ ...PUT, ...fault });
    await hurried(page);
    await submit(page).click();
    const again = page.getByRole("button", { name: "再提交一次" });
    await expect(again).toBeVisible();
    await expect(page.locator("main")).toContainText("可能已经报上");
    expect(await puts(control)).toHaveLength(6);
    await page.getByRole("link", { name: "我的" }).last().click();
    await expect(page.locator(".reg[data-status=unsent]")).toContainText("确认中");
    await page.locator(".reg-link").click();
    await control.clear();
    await again.click();
    await expect(code(page)).toBeVisible();
    expect(await registrations(control)).toHaveLength(1);
  });
}

for (const asked of [2, -1, "soon"]) {
  test(`asked to wait with Retry-After: ${JSON.stringify(asked)}, it waits for a while, and is in no doubt`, async ({ page, control }) => {
    await filled(page, control);
    await control.fault({ ...PUT, do: "status", status: 429, retry_after: asked, times: 1 });
    // What cannot be read is no time: then the wait is by chance, and here long enough to be seen.
    await chance(page, 2_000);
    await submit(page).click();
    await expect(page.getByRole("heading", { name: "待提交" })).toBeVisible();
    await expect(page.locator("main")).toContainText("还没有报上，会自动再试");
    await expect(code(page)).toBeVisible({ timeout: 15_000 });
    expect(await registrations(control)).toHaveLength(1);
    expect(await puts(control)).toHaveLength(2);
  });
}

for (const status of [400, 401, 403, 404, 410]) {
  test(`refused with ${status}: explained, not sent again, and all that was typed is still there`, async ({ page, control }) => {
    await filled(page, control);
    await control.fault({ ...PUT, do: "status", status, times: 1 });
    await submit(page).click();
    const notice = page.locator("#signup-form");
    await expect(notice).toBeFocused();
    await expect(notice).toContainText(/请/);
    await expect(page.getByLabel(/称呼/)).toHaveValue("王女士");
    await expect(page.getByLabel(/手机或座机/)).toHaveValue("13612345678");
    await expect(page.getByRole("checkbox", { name: /我同意/ })).toBeChecked();
    expect(await puts(control)).toHaveLength(1);
    expect(await registrations(control)).toHaveLength(0);
    // Once it is mended a press is enough.
    await submit(page).click();
    await expect(code(page)).toBeVisible();
  });
}

test("a portal's page instead of an answer confirms nothing, and what was kept stays", async ({ page, control }) => {
  await filled(page, control);
  const kept = () => page.evaluate(() => localStorage["kepu.catalogue"]);
  const before = await kept();
  await control.fault({ path: "/api/*", do: "html" });
  await submit(page).click();
  await expect(page.getByRole("heading", { name: "确认中" })).toBeVisible();
  await expect(code(page)).toHaveCount(0);
  expect(await kept()).toBe(before);
  await control.clear();
  await expect(code(page)).toBeVisible({ timeout: 20_000 });
  expect(await registrations(control)).toHaveLength(1);
});

for (const [what, answer] of [
  ["sends one elsewhere", (route) => route.fulfill({ status: 302, headers: { location: "http://127.0.0.1:9/registrations" } })],
  ["takes no connection", (route) => route.abort("connectionrefused")],
]) {
  test(`a backend that ${what} is not 没有网络: the registration waits and goes out later`, async ({ page, control, quiet }) => {
    quiet.allow(/connect-src|Content Security Policy|Failed to load|ERR_CONNECTION_REFUSED|policy:/);
    await filled(page, control);
    await page.route("**/api/registrations/*", answer);
    await hurried(page);
    await submit(page).click();
    await expect(page.getByRole("button", { name: "再提交一次" })).toBeVisible();
    await expect(page.locator("main")).not.toContainText("没有网络");
    await expect(page.locator("main")).toContainText("没有收到回复");
    expect(await registrations(control)).toHaveLength(0);
    await page.unroute("**/api/registrations/*");
    await page.getByRole("button", { name: "再提交一次" }).click();
    await expect(code(page)).toBeVisible();
  });
}

test("a session that was moved while the registration waited: before and after, and nothing is sent before one says so", async ({ page, context, server, control, quiet }) => {
  quiet.allow(/ERR_INTERNET_DISCONNECTED|Failed to load resource/);
  await filled(page, control);
  await context.setOffline(true);
  await submit(page).click();
  await expect(page.getByRole("heading", { name: "待提交" })).toBeVisible();
  const { session: was } = await sessionOf(server, SESSION);
  const hour = (moment, by = 0) => String(Number(moment.slice(11, 13)) + by).padStart(2, "0") + moment.slice(13, 16);
  const later = (moment) => `${moment.slice(0, 11)}${hour(moment, 2)}${moment.slice(16)}`;
  await control.session(SESSION, { start: later(was.start), end: later(was.end) });
  await context.setOffline(false);
  await expect(page.getByRole("heading", { name: "需要您看一下" })).toBeVisible({ timeout: 20_000 });
  const briefs = page.locator(".brief");
  await expect(briefs.nth(0)).toContainText("原来");
  await expect(briefs.nth(0)).toContainText(hour(was.start));
  await expect(briefs.nth(1)).toContainText("现在");
  await expect(briefs.nth(1)).toContainText(hour(was.start, 2));
  expect(await puts(control)).toHaveLength(0);
  await page.getByRole("button", { name: "按新安排报名" }).click();
  await expect(code(page)).toBeVisible({ timeout: 15_000 });
  expect(await registrations(control)).toHaveLength(1);
});

test("the last seat goes between view and submit: the loser is offered other sessions and the waitlist, and waits", async ({ page, control }) => {
  await filled(page, control);
  await control.session(SESSION, { left: 0 });
  await submit(page).click();
  const notice = page.locator("#signup-form");
  await expect(notice).toContainText("刚刚满员了");
  await expect(notice).toBeFocused();
  await expect(notice.locator(".lines a").first()).toHaveAttribute("href", /\/a\/env-open\/join\/s-env-open-/);
  await expect(page.getByLabel(/称呼/)).toHaveValue("王女士");
  expect(await registrations(control)).toHaveLength(0);
  await page.getByRole("checkbox", { name: /愿意候补/ }).check();
  await submit(page).click();
  await expect(page.locator(".ticket[data-status=waitlisted]")).toContainText("候补第 1 位");
  expect(await registrations(control)).toHaveLength(1);
});

test("refused while nobody looked: listed, and its form has everything and the reason", async ({ page, server, control }) => {
  await control.session(SESSION, { left: 0 });
  const problem = { status: 409, code: "full", detail: "满", errors: [], alternatives: [] };
  await leave(page, await onItsWay(server, SESSION, { state: "refused", problem }));
  await open(page, "/mine");
  await expect(page.locator(".reg[data-status=unsent]")).toContainText("没有报上");
  await page.locator(".reg-link").click();
  await page.getByRole("button", { name: "回去修改" }).click();
  await expect(page.locator("#signup-form")).toContainText("刚刚满员了");
  await expect(page.getByLabel(/称呼/)).toHaveValue("王女士");
  await expect(page.getByLabel(/手机或座机/)).toHaveValue("13612345678");
  expect(await puts(control)).toHaveLength(0);
});

test("what waited for more than three days is not sent: its contact is deleted, and one is asked", async ({ page, server, control }) => {
  await control.session(SESSION, { left: 8 });
  const path = await leave(page, await onItsWay(server, SESSION, { next_at: 0, created_at: Date.now() - 73 * 3_600_000 }));
  await open(page, path);
  await expect(page.locator("main")).toContainText("等了三天没能提交，联系方式已从这台设备删除");
  expect(await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }))).not.toMatch(/13612345678|王女士/);
  expect(await puts(control)).toHaveLength(0);
  await page.getByRole("button", { name: "重新报名" }).click();
  await expect(page.getByLabel(/称呼/)).toHaveValue("");
  await expect(page.locator(".choice input:checked")).toHaveCount(1);
});

test("the browser forgot everything: the registration comes back by code and phone, and can be cancelled", async ({ page, control }) => {
  await filled(page, control);
  await submit(page).click();
  const [first, second] = (await code(page).textContent()).trim().split(/\s+/);
  await page.evaluate(() => {
    localStorage.clear();
    sessionStorage.clear();
  });
  await open(page, "/mine");
  await expect(page.locator(".reg")).toHaveCount(0);
  await page.getByLabel("凭证码").fill(`${first}${second ?? ""}`);
  await page.getByLabel("手机号后四位").fill("5678");
  await page.getByRole("button", { name: "找回", exact: true }).click();
  await expect(code(page)).toContainText(first);
  await page.getByRole("button", { name: "取消报名" }).click();
  await page.getByRole("button", { name: "确定取消" }).click();
  await expect.poll(async () => (await registrations(control))[0].status).toBe("cancelled");
});
