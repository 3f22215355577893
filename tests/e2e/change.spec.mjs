// Changing what stands: number, session, contact, needs; changed elsewhere, refused, lost, without a network.
import { elsewhere, family } from "./support/elsewhere.mjs";
import { submit } from "./support/signup.mjs";
import { axe, expect, fits, open, sizes, test } from "./support/test.mjs";

const SESSION = "s-main-family-4";
const OTHER = "s-main-family-3";
const FORM = `/a/main-family/join/${SESSION}`;

const ticket = (page) => page.locator(".ticket[data-status=confirmed]");
const adults = (page) => page.getByRole("textbox", { name: "大人几位" });
const children = (page) => page.getByRole("textbox", { name: "孩子几位" });
const send = (page) => page.getByRole("button", { name: "提交修改" });
const registrations = async (control) => (await control.registrations()).registrations;
const only = async (control) => {
  const all = await registrations(control);
  expect(all).toHaveLength(1);
  return all[0];
};
const party = async (control) => {
  const { adults, children } = (await only(control)).lines[0].party;
  return [adults, children];
};

/** A family of two in a session with room, and the form to change that. */
async function changing(page, control, left = 8) {
  await control.session(SESSION, { left });
  await control.session(OTHER, { left: 8 });
  await open(page, FORM);
  await family(page);
  await submit(page).click();
  await expect(ticket(page)).toBeVisible();
  await page.getByRole("link", { name: "修改报名" }).click();
  await expect(send(page)).toBeVisible();
}

/** The same, after somebody made it two adults and one child on another device. */
async function stale(page, server, control) {
  await changing(page, control);
  await children(page).fill("3");
  await page.getByRole("checkbox", { name: "轮椅通行" }).check();
  await elsewhere(page, server, { lines: [{ session: SESSION, party: { adults: 2, children: 1 } }] });
  await send(page).click();
  await expect(page.getByRole("heading", { name: "这份报名刚在别处改过" })).toBeVisible({ timeout: 15_000 });
}

test("more come along: the form is filled in, the change is sent, the ticket says so @every", async ({ page, control }, { project }) => {
  await changing(page, control);
  await expect(adults(page)).toHaveValue("1");
  await expect(children(page)).toHaveValue("1");
  await expect(page.getByText(/王.* 136\*\*\*\*5678/)).toBeVisible();
  await axe(page);
  await fits(page);
  if (project.name === "small") await sizes(page);
  await children(page).fill("2");
  await send(page).click();
  await expect(ticket(page)).toContainText("共 3 人");
  await expect(page.locator(".toast")).toContainText("修改已保存");
  await expect(page).toHaveURL(/\/mine\/[^/]+$/);
  expect(await party(control)).toEqual([1, 2]);
});

test("another session of the same activity, with the places left in each", async ({ page, control }) => {
  await changing(page, control);
  await page.getByText("换一场").click();
  const card = page.locator(".choice", { hasText: "余 8 位" });
  await expect(page.locator(".choice", { hasText: "现在报的" })).toBeVisible();
  await axe(page);
  await card.click();
  await expect(page.locator(".brief-when")).toContainText("09:30");
  await send(page).click();
  await expect(ticket(page)).toContainText("09:30–10:30");
  expect((await only(control)).lines[0].session).toBe(OTHER);
});

test("a session that is full leaves the place one has, and what was typed", async ({ page, control }) => {
  await changing(page, control);
  await page.getByText("换一场").click();
  await page.locator(".choice", { hasText: "余 8 位" }).click();
  await control.session(OTHER, { left: 1 });
  await send(page).click();
  const refusal = page.getByRole("alert");
  await expect(refusal).toContainText("没有改成，原来的报名没有变");
  await expect(refusal).toContainText("没有那么多位子");
  await axe(page);
  await expect(page.locator(".brief-when")).toContainText("09:30");
  await expect(page.getByText(/这一场余 1 位，您要多占 2 位/)).toBeVisible();
  const stands = await only(control);
  expect([stands.status, stands.lines[0].session]).toEqual(["confirmed", SESSION]);
});

test("another contact is typed anew, the old one stays masked; nothing of either is kept on the device", async ({ page, control }) => {
  await changing(page, control);
  await page.getByRole("button", { name: "换联系人" }).click();
  await expect(page.getByLabel(/称呼/)).toBeFocused();
  await expect(page.getByLabel(/手机或座机/)).toHaveValue("");
  await page.getByRole("button", { name: "还用原来的" }).click();
  await expect(page.getByRole("button", { name: "换联系人" })).toBeFocused();
  await page.getByRole("button", { name: "换联系人" }).click();
  await page.getByLabel(/称呼/).fill("李先生");
  await page.getByLabel(/手机或座机/).fill("139 1111 2222");
  await axe(page);
  await send(page).click();
  await expect(ticket(page)).toContainText("139****2222");
  expect((await only(control)).contact.phone).toMatch(/2222$/);
  const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
  for (const personal of ["13911112222", "139 1111 2222", "李先生"]) expect(kept).not.toContain(personal);
});

test("what is wrong stands beside its field before anything is sent @every", async ({ page, control }) => {
  await changing(page, control);
  await page.getByRole("button", { name: "换联系人" }).click();
  await page.getByLabel(/手机或座机/).fill("123");
  await children(page).fill("9");
  await send(page).click();
  await expect(page.getByText("有 3 处要改")).toBeVisible();
  await expect(page.getByLabel(/称呼/)).toBeFocused();
  await expect(page.getByLabel(/手机或座机/)).toHaveValue("123");
  await axe(page);
  await fits(page);
  expect(await party(control)).toEqual([1, 1]);
  const sent = (await control.log()).requests.filter((one) => one.method === "PATCH");
  expect(sent).toHaveLength(0);
});

test("nothing changed: said, and nothing is sent", async ({ page, control }) => {
  await changing(page, control);
  await send(page).click();
  await expect(page.locator(".toast")).toContainText("还没有改动");
  expect((await only(control)).rev).toBe(1);
});

test("changed elsewhere: as it was, as it is, as it was typed; sent as typed @every", async ({ page, server, control }) => {
  await stale(page, server, control);
  const rows = page.locator(".versions li");
  await expect(rows).toHaveCount(2);
  await expect(rows.first()).toContainText("原来大人 1 位，孩子 1 位");
  await expect(rows.first()).toContainText("现在大人 2 位，孩子 1 位");
  await expect(rows.first()).toContainText("您填的大人 1 位，孩子 3 位");
  await expect(rows.last()).toContainText("您填的轮椅通行");
  await axe(page);
  await fits(page);
  expect(await party(control)).toEqual([2, 1]);
  await page.getByRole("button", { name: "按我填的改" }).click();
  await expect(ticket(page)).toContainText("共 4 人");
  expect(await party(control)).toEqual([1, 3]);
  expect((await only(control)).needs).toHaveLength(1);
});

test("changed elsewhere: what is there now may stay", async ({ page, server, control }) => {
  await stale(page, server, control);
  await page.getByRole("button", { name: "保留现在的" }).click();
  await expect(ticket(page)).toContainText("共 3 人");
  expect(await party(control)).toEqual([2, 1]);
  await page.getByRole("link", { name: "修改报名" }).click();
  await expect(adults(page)).toHaveValue("2");
  await expect(children(page)).toHaveValue("1");
});

test("changed elsewhere and reloaded: what was typed is still there", async ({ page, server, control }) => {
  await stale(page, server, control);
  await page.reload();
  await expect(page.locator(".versions li").first()).toContainText("您填的大人 1 位，孩子 3 位");
  await page.getByRole("button", { name: "按我填的改" }).click();
  await expect(ticket(page)).toContainText("共 4 人");
});

test("changed elsewhere while it is typed: what was left alone follows, what was typed stays", async ({ page, server, control }) => {
  await changing(page, control);
  await children(page).fill("2");
  await elsewhere(page, server, { lines: [{ session: SESSION, party: { adults: 2, children: 1 } }] });
  await page.reload();
  await expect(page.getByText("您没动过的几项，已换成现在的内容")).toBeVisible();
  await axe(page);
  await expect(adults(page)).toHaveValue("2");
  await expect(children(page)).toHaveValue("2");
  await send(page).click();
  await expect(ticket(page)).toContainText("共 4 人");
  expect(await party(control)).toEqual([2, 2]);
});

test("cancelled elsewhere: said, and nothing is left to decide", async ({ page, server, control }) => {
  await changing(page, control);
  await children(page).fill("2");
  await elsewhere(page, server, { needs: [] });
  const [{ id, manage_token }] = await page.evaluate(() => Object.entries(localStorage).filter(([key]) => key.startsWith("kepu.receipt.")).map(([, one]) => JSON.parse(one)));
  await fetch(`${server.url}/api/registrations/${id}`, { method: "DELETE", headers: { authorization: `Bearer ${manage_token}` } });
  await send(page).click();
  await expect(page.locator(".toast")).toContainText("已经取消或过期", { timeout: 15_000 });
  await expect(page.getByRole("heading", { name: "这份报名不能再改" })).toBeVisible();
});

test("an answer lost after the commit is one change", async ({ page, control }) => {
  await changing(page, control);
  await children(page).fill("2");
  await control.fault({ path: "/api/registrations/*", method: "PATCH", times: 1, do: "drop_after" });
  await send(page).click();
  await expect(ticket(page)).toContainText("共 3 人", { timeout: 20_000 });
  const { rev } = await only(control);
  expect([rev, ...(await party(control))]).toEqual([2, 1, 2]);
});

test("without a network the change waits in sight, on the ticket and in one's list, and goes out once @every", async ({ page, context, control, quiet }) => {
  quiet.allow(/ERR_INTERNET_DISCONNECTED|Failed to load resource/);
  await changing(page, control);
  await children(page).fill("2");
  await context.setOffline(true);
  await send(page).click();
  await expect(page.getByText("修改还没有发出去")).toBeVisible();
  await expect(page.getByText("大人 1 位，孩子 2 位")).toBeVisible();
  await axe(page);
  await fits(page);
  await page.locator(".nav a", { hasText: "我的" }).click();
  await expect(page.locator(".reg")).toContainText("修改还没有发出去");
  expect(await party(control)).toEqual([1, 1]);
  await context.setOffline(false);
  await expect(page.locator(".reg")).toContainText("共 3 人", { timeout: 20_000 });
  const { rev } = await only(control);
  expect([rev, ...(await party(control))]).toEqual([2, 1, 2]);
});

test("a change that waits can be taken back", async ({ page, context, control, quiet }) => {
  quiet.allow(/ERR_INTERNET_DISCONNECTED|Failed to load resource/);
  await changing(page, control);
  await children(page).fill("2");
  await context.setOffline(true);
  await send(page).click();
  await page.getByRole("button", { name: "不改了" }).click();
  await expect(page.getByText("修改还没有发出去")).toHaveCount(0);
  await context.setOffline(false);
  await expect(page.getByRole("link", { name: "修改报名" })).toBeVisible();
  expect(await party(control)).toEqual([1, 1]);
});

test("without a network nothing can be changed that is not known: said, and tried again", async ({ page, context, control, quiet }) => {
  quiet.allow(/ERR_INTERNET_DISCONNECTED|Failed to load resource/);
  await changing(page, control);
  await page.getByRole("link", { name: "不改了" }).click();
  await context.setOffline(true);
  await page.getByRole("link", { name: "修改报名" }).click();
  await expect(page.getByRole("heading", { name: "没有取到这份报名" })).toBeVisible();
  await axe(page);
  await context.setOffline(false);
  await page.locator("#main").getByRole("button", { name: "再试一次" }).click();
  await expect(send(page)).toBeVisible();
});

test("of a class the school and the ratio can be changed too", async ({ page, control }) => {
  await control.session("s-geo-walk-3", { left: 60 });
  await open(page, "/a/geo-walk/join/s-geo-walk-3");
  await page.getByLabel("学校").fill("实验小学");
  await page.getByLabel("年级").selectOption({ index: 1 });
  await page.getByLabel("班级").fill("2 班");
  await page.getByRole("textbox", { name: "学生几位" }).fill("31");
  await page.getByRole("textbox", { name: "带队老师几位" }).fill("3");
  await page.getByLabel(/称呼/).fill("李老师");
  await page.getByLabel(/手机或座机/).fill("13812345678");
  await page.getByRole("checkbox", { name: /我同意/ }).check();
  await submit(page).click();
  await expect(ticket(page)).toBeVisible();
  await page.getByRole("link", { name: "修改报名" }).click();
  await page.getByRole("textbox", { name: "学生几位" }).fill("46");
  await expect(page.getByText(/46 名学生至少要 4 位带队老师/)).toBeVisible();
  await send(page).click();
  await expect(page.getByText(/每 15 名学生至少要有 1 位带队老师/).first()).toBeVisible();
  await page.getByRole("textbox", { name: "带队老师几位" }).fill("4");
  await page.getByLabel("班级").fill("3 班");
  await axe(page);
  await send(page).click();
  await expect(ticket(page)).toContainText("共 50 人");
  expect((await only(control)).school.class).toBe("3 班");
});

test("by keyboard alone @desktop", async ({ page, control }) => {
  await changing(page, control);
  await expect(page.getByRole("heading", { level: 1, name: "修改报名" })).toBeFocused();
  const tabTo = async (wanted) => {
    for (let step = 0; step < 60; step += 1) {
      if (await wanted.evaluate((element) => element === document.activeElement)) return;
      await page.keyboard.press("Tab");
    }
    throw new Error(`never reached with Tab: ${wanted}`);
  };
  await tabTo(page.locator("summary", { hasText: "换一场" }));
  await page.keyboard.press("Enter");
  await tabTo(page.locator("input[name=change-session]:checked"));
  await page.keyboard.press("ArrowUp");
  await expect(page.locator(".brief-when")).toContainText("09:30");
  await tabTo(send(page));
  await page.keyboard.press("Enter");
  await expect(ticket(page)).toContainText("09:30–10:30");
  expect((await only(control)).lines[0].session).toBe(OTHER);
});

test("in large letters on a small screen every state of the form fits @small", async ({ page, server, control }) => {
  await page.addInitScript(() => localStorage.setItem("kepu.size", "xxlarge"));
  await changing(page, control);
  await page.getByText("换一场").click();
  await page.getByRole("button", { name: "换联系人" }).click();
  await fits(page);
  await sizes(page, { target: 60, text: 24 });
  await page.getByRole("button", { name: "还用原来的" }).click();
  await children(page).fill("2");
  await elsewhere(page, server, { lines: [{ session: SESSION, party: { adults: 2, children: 1 } }] });
  await send(page).click();
  await expect(page.getByRole("button", { name: "按我填的改" })).toBeVisible({ timeout: 15_000 });
  await fits(page);
  await sizes(page, { target: 60, text: 24 });
});
