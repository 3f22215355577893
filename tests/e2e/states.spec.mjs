// The form in each of its states: nothing that axe finds, nothing beyond the edge, in light and dark, on the phone and
// on the desk; and in the largest letters on the smallest phone, where everything that is pressed is 60 pixels large.
import { leave, onItsWay, sessionOf } from "./support/records.mjs";
import { contact, filled, submit } from "./support/signup.mjs";
import { axe, expect, fits, open, sizes, test } from "./support/test.mjs";

const SESSION = "s-env-open-6";
const PERSON = `/a/env-open/join/${SESSION}`;
const FAMILY = "/a/main-family/join/s-main-family-4";
const CLASS = "/a/geo-walk/join/s-geo-walk-3";
const PUT = { path: "/api/registrations/*", method: "PUT" };

/** Everything there is for all to see and to press. */
async function sound(page, { project }) {
  await fits(page);
  await axe(page);
  if (project.name === "small") {
    await sizes(page, { target: 60, text: 24 });
    return;
  }
  await sizes(page);
  await page.emulateMedia({ colorScheme: "dark" });
  await axe(page);
}

test.beforeEach(async ({ page, control }, { project }) => {
  if (project.name === "small") await page.addInitScript(() => localStorage.setItem("kepu.size", "xxlarge"));
  for (const session of [SESSION, "s-main-family-4", "s-geo-walk-3"]) await control.session(session, { left: 40 });
});

test("before who comes is chosen @every", async ({ page }, info) => {
  await open(page, PERSON);
  await expect(page.locator(".choice").first()).toBeVisible();
  await sound(page, info);
});

test("one person @every", async ({ page }, info) => {
  await filled(page, PERSON);
  await sound(page, info);
});

test("a family, with the children's ages open @every", async ({ page }, info) => {
  await open(page, FAMILY);
  await page.locator("details.ages summary").click();
  await expect(page.getByRole("textbox", { name: "10–12 岁" })).toBeVisible();
  await page.getByRole("textbox", { name: "孩子几位" }).fill("2");
  await contact(page);
  await sound(page, info);
});

test("a class, with too few teachers @every", async ({ page }, info) => {
  await open(page, CLASS);
  await page.getByRole("textbox", { name: "学生几位" }).fill("31");
  await page.getByRole("textbox", { name: "带队老师几位" }).fill("1");
  await expect(page.locator(".verdict.bad").first()).toBeVisible();
  await sound(page, info);
});

test("a class, with all its faults @every", async ({ page }, info) => {
  await open(page, CLASS);
  await submit(page).click();
  await expect(page.locator(".field-error:visible")).toHaveCount(8);
  await sound(page, info);
});

test("a family, with faults in heads and ages @every", async ({ page }, info) => {
  await open(page, FAMILY);
  await page.getByRole("textbox", { name: "大人几位" }).fill("一大家子");
  await page.getByRole("textbox", { name: "孩子几位" }).fill("1000000000");
  await page.getByLabel(/称呼/).fill("长".repeat(300));
  await page.getByLabel(/手机或座机/).fill("1".repeat(60));
  await submit(page).click();
  await expect(page.locator(".field-error:visible")).toHaveCount(5);
  await sound(page, info);
});

test("full, with a waitlist @every", async ({ page, control }, info) => {
  await control.session(SESSION, { left: 0 });
  await filled(page, PERSON);
  await expect(page.getByText("这一场已满，可以候补")).toBeVisible();
  await submit(page).click();
  await expect(page.locator(".field-error:visible")).toHaveCount(1);
  await sound(page, info);
});

test("more than are left @every", async ({ page, control }, info) => {
  await control.session("s-main-family-4", { left: 2 });
  await open(page, FAMILY);
  await page.getByRole("textbox", { name: "大人几位" }).fill("2");
  await page.getByRole("textbox", { name: "孩子几位" }).fill("2");
  await expect(page.getByText("这一场只余 2 位，不够 4 位。")).toBeVisible();
  await sound(page, info);
});

test("refused by the server: the last seat went, with other sessions @every", async ({ page, control }, info) => {
  await filled(page, PERSON);
  await control.session(SESSION, { left: 0 });
  await submit(page).click();
  await expect(page.locator("#signup-form .lines a").first()).toBeVisible();
  await sound(page, info);
});

test("refused by the server: not one's own, and gone @every", async ({ page, control }, info) => {
  await filled(page, PERSON);
  await control.fault({ ...PUT, do: "status", status: 403, times: 1 });
  await submit(page).click();
  await expect(page.locator("#signup-form")).toContainText("找回");
  await sound(page, info);
});

for (const [what, change, says] of [
  ["closed", { status: "closed" }, "报名已截止"],
  ["not open yet", { status: "not_open" }, /开放报名/],
  ["cancelled", { status: "cancelled" }, "这一场已取消"],
  ["full without a waitlist", { status: "full", waitlist: false }, "名额已满"],
]) {
  test(`no form: ${what} @every`, async ({ page, control }, info) => {
    await control.session(SESSION, change);
    await open(page, PERSON);
    await expect(page.getByText(says).first()).toBeVisible();
    await sound(page, info);
  });
}

test("queued, without a network @every", async ({ page, context, quiet }, info) => {
  quiet.allow(/ERR_INTERNET_DISCONNECTED|Failed to load resource/);
  await filled(page, PERSON);
  await context.setOffline(true);
  await submit(page).click();
  await expect(page.getByRole("heading", { name: "待提交" })).toBeVisible();
  await sound(page, info);
});

const refused = { status: 409, code: "full", detail: "这一场刚刚满员。", errors: [], alternatives: [] };
for (const [what, more, says] of [
  ["unsure whether it arrived", { state: "unsure", maybe_sent: true }, "确认中"],
  ["told to wait", {}, "待提交"],
  ["under an id that was used for something else", { state: "reused", maybe_sent: true }, "需要您看一下"],
  ["in conflict with what stands there", { state: "conflict", maybe_sent: true }, "需要您看一下"],
  ["expired", { state: "expired" }, "需要您看一下"],
  ["refused", { state: "refused", problem: refused }, "没有报上"],
]) {
  test(`on its way: ${what} @every`, async ({ page, server, control }, info) => {
    // Whatever is sent has to wait.
    await control.fault({ ...PUT, do: "status", status: 503, retry_after: 600 });
    await open(page, await leave(page, await onItsWay(server, SESSION, more)));
    await expect(page.getByRole("heading", { name: says, exact: true })).toBeVisible();
    await sound(page, info);
  });
}

test("on its way: tried six times @every", async ({ page, server, control }, info) => {
  await control.fault({ ...PUT, do: "status", status: 500 });
  await page.addInitScript(() => void (crypto.getRandomValues = (array) => array.fill(0)));
  await open(page, await leave(page, await onItsWay(server, SESSION)));
  await expect(page.getByRole("button", { name: "再提交一次" })).toBeVisible();
  await sound(page, info);
});

test("on its way: the session was moved meanwhile @every", async ({ page, server }, info) => {
  const { session } = await sessionOf(server, SESSION);
  const [before] = (await onItsWay(server, SESSION)).seen;
  const after = { ...before, start: session.end, place: "平原博物院 新乡市红旗区平原路与丰华街交叉口东南角文化艺术中心三楼多功能厅" };
  await open(page, await leave(page, await onItsWay(server, SESSION, { state: "changed", before, after })));
  await expect(page.getByRole("button", { name: "按新安排报名" })).toBeVisible();
  await expect(page.locator(".brief")).toHaveCount(2);
  await sound(page, info);
});

test("on its way: the session was cancelled meanwhile @every", async ({ page, server }, info) => {
  const [before] = (await onItsWay(server, SESSION)).seen;
  await open(page, await leave(page, await onItsWay(server, SESSION, { state: "changed", before })));
  await expect(page.locator("main")).toContainText("这一场已取消。请换一场。");
  await sound(page, info);
});

test("the receipt, and the question before it is cancelled @every", async ({ page }, info) => {
  await filled(page, PERSON);
  await submit(page).click();
  await expect(page.locator(".ticket-code")).toBeVisible();
  await sound(page, info);
  await page.getByRole("button", { name: "取消报名" }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await axe(page);
  await fits(page);
});

test("the list of one's registrations, with one on its way @every", async ({ page, server, control }, info) => {
  await control.fault({ ...PUT, do: "status", status: 503, retry_after: 600 });
  await leave(page, await onItsWay(server, SESSION, { state: "unsure", maybe_sent: true }));
  await open(page, "/mine");
  await expect(page.locator(".reg[data-status=unsent]")).toHaveCount(1);
  await sound(page, info);
});
