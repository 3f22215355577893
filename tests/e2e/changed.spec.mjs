// What changed since the last visit: on the cards, in one line, in 我的, in the calendar; and the copy for the national
// platform.
import { readFile } from "node:fs/promises";
import { filled, handIn } from "./support/signup.mjs";
import { axe, expect, fits, open, sizes, test } from "./support/test.mjs";

const HOUR = 3_600_000;
const SESSION = "s-env-open-6";
const FOUND = "/?q=空气是怎样测出来的";

const since = (page) => page.locator(".since summary");
const marks = (page) => page.locator(".card-changed:visible");
const cardAt = (page, clock) => page.locator(".card:visible", { hasText: clock });

/** The programme as the backend serves it, and what `change` makes of it. */
async function edit(server, control, change) {
  const document = await (await fetch(`${server.url}/api/catalogue`)).json();
  change(document);
  await control.catalogue(document);
}
const sessionOf = (document, id) => document.activities.flatMap((one) => one.sessions ?? []).find((one) => one.id === id);
const move = (session, hours) => {
  for (const edge of ["start", "end", "closes"]) {
    const moved = new Date(Date.parse(session[edge]) + (hours + 8) * HOUR).toISOString().slice(0, 19);
    session[edge] = `${moved}+08:00`;
  }
};

/** Nobody was here for `hours`; what the app kept says so. */
async function later(page, hours = 5) {
  await page.evaluate((ms) => localStorage.setItem("kepu.seen.at", String(Date.now() - ms)), hours * HOUR);
}

/** A visit that has seen the programme and its places. */
async function visit(page, path = "/") {
  const places = page.waitForResponse(/\/api\/availability/);
  await open(page, path);
  await places;
  await page.locator(".rows").evaluate((rows) => rows.scrollIntoView());
  await expect(page.locator(".card-link:visible").first()).toBeVisible();
  await expect.poll(() => page.evaluate(() => localStorage.getItem("kepu.seen.now"))).toContain("s-env-open-6");
}

async function signUp(page) {
  await filled(page, `/a/env-open/join/${SESSION}`);
  await handIn(page);
}

/** The calendar file of the receipt in sight, its folded lines whole again. */
async function calendar(page) {
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "加入日历" }).click();
  return (await readFile(await (await download).path(), "utf8")).replace(/\r\n /g, "");
}

test("who is here for the first time sees no mark, and what changes meanwhile is none either @every", async ({ page, server, control }) => {
  await control.session("s-env-open-3", { left: 12 });
  await visit(page, FOUND);
  await expect(cardAt(page, "余 12 位")).toBeVisible();
  await expect(marks(page)).toHaveCount(0);
  await expect(since(page)).toHaveCount(0);

  await edit(server, control, (document) => move(sessionOf(document, SESSION), 1));
  await control.session("s-env-open-3", { left: 2 });
  await visit(page, FOUND);
  await expect(cardAt(page, "15:00").filter({ hasText: "仅余 2 位" })).toBeVisible();
  await expect(marks(page)).toHaveCount(0);
  await expect(since(page)).toHaveCount(0);

  // Seen in the first visit, it is no news in the second; nor is what nobody plans by.
  await edit(server, control, (document) => (sessionOf(document, SESSION).note = "在二楼"));
  await later(page);
  await visit(page, FOUND);
  await expect(since(page)).toHaveCount(0);
});

test("each change is named on its card, in one line, and with what it was before @every", async ({ page, server, control }) => {
  await control.session("s-env-open-3", { left: 12 });
  await visit(page, FOUND);
  await expect(cardAt(page, "余 12 位")).toBeVisible();
  await expect.poll(() => page.evaluate(() => localStorage.getItem("kepu.seen.now"))).toMatch(/s-env-open-3\t.*\t1\n/);
  const height = async () => (await page.locator(".row:visible .card").first().boundingBox()).height;
  const before = await height();

  await edit(server, control, (document) => {
    const activity = document.activities.find((one) => one.id === "env-open");
    const session = sessionOf(document, SESSION);
    move(session, 1);
    sessionOf(document, "s-env-open-4").status = "cancelled";
    sessionOf(document, "s-env-open-5").venue = "museum";
    activity.sessions.push({ ...session, id: "s-env-open-7" });
    move(activity.sessions.at(-1), 2);
  });
  await control.session("s-env-open-3", { left: 2 });
  await later(page);
  await visit(page, FOUND);
  await expect(since(page)).toHaveText("自上次来看：新增 1 场，改期 1 场，改址 1 场，取消 1 场，快满 1 场");
  await expect(cardAt(page, "15:00").locator(".card-changed")).toHaveText("快满");
  await page.locator(".rows").evaluate((rows) => window.scrollBy(0, rows.getBoundingClientRect().bottom - window.innerHeight));
  await expect(cardAt(page, "18:00").locator(".card-changed")).toHaveText("新");
  await expect(cardAt(page, "16:00").locator(".card-changed")).toHaveText("改期");
  expect(await height()).toBe(before);
  await fits(page);

  await since(page).click();
  const lines = page.locator(".since li");
  await expect(lines).toHaveCount(5);
  await expect(lines.first().locator(".stamp")).toHaveText("取消");
  await expect(lines.filter({ hasText: "改期" })).toContainText(/原定 .* 15:00–16:00，改为 .* 16:00–17:00/);
  await expect(lines.filter({ hasText: "改址" })).toContainText(/改为 平原博物院/);
  await axe(page);
  await fits(page);

  // The marks stay through a reload, and go with the visit.
  await visit(page, FOUND);
  await expect(since(page)).toBeVisible();
  await later(page);
  await visit(page, FOUND);
  await expect(marks(page)).toHaveCount(0);
  await expect(since(page)).toHaveCount(0);
});

test("a demonstration whose dates were moved by a day has changed nothing", async ({ page, server, control }) => {
  await visit(page);
  await edit(server, control, (document) => {
    document.shifted.days += 1;
    for (const session of document.activities.flatMap((one) => one.sessions ?? [])) {
      session.closes ??= session.start;
      move(session, 24);
    }
    for (const opening of document.activities.flatMap((one) => one.opening ?? [])) {
      for (const edge of ["from", "to"]) opening[edge] = new Date(Date.parse(opening[edge]) + 24 * HOUR).toISOString().slice(0, 10);
    }
    for (const edge of ["start", "end"]) {
      document.edition[edge] = new Date(Date.parse(document.edition[edge]) + 24 * HOUR).toISOString().slice(0, 10);
    }
  });
  await later(page);
  await visit(page);
  await expect(since(page)).toHaveCount(0);
  await expect(marks(page)).toHaveCount(0);
});

test("mine that moved comes first with old and new time, and its calendar entry is replaced @every", async ({ page, server, control }) => {
  await control.session(SESSION, { left: 8 });
  await signUp(page);
  expect(await calendar(page)).toMatch(/SEQUENCE:0\r\nDTSTART;TZID=Asia\/Shanghai:\d{8}T150000/);
  const receipt = new URL(page.url()).pathname;
  await open(page, "/mine");
  await expect(page.locator(".reg")).toHaveCount(1);
  await expect(page.getByRole("heading", { name: "我的安排有变动" })).toHaveCount(0);

  await edit(server, control, (document) => move(sessionOf(document, SESSION), 1));
  await open(page, "/mine");
  const first = page.locator("h2.rule, .reg").first();
  await expect(first).toHaveText("我的安排有变动");
  const changed = page.locator(".reg").first();
  await expect(changed).toContainText("时间改了");
  await expect(changed).toContainText(/原定 \S+ \S+ 15:00–16:00/);
  await expect(changed.locator(".reg-when")).toHaveText(/^改为 \S+ \S+ 16:00–17:00/);
  await expect(page.locator(".reg").nth(1).locator(".reg-when")).toContainText("16:00–17:00");
  await axe(page);
  await fits(page);

  await changed.locator("a").click();
  await expect(page).toHaveURL(new RegExp(`${receipt}$`));
  const moved = await calendar(page);
  expect(moved).toMatch(/SEQUENCE:1\r\nDTSTART;TZID=Asia\/Shanghai:\d{8}T160000/);
  expect(moved).toContain("STATUS:CONFIRMED");
  const uid = /UID:.*/.exec(moved)[0];

  await edit(server, control, (document) => (sessionOf(document, SESSION).status = "cancelled"));
  await open(page, "/mine");
  await expect(page.locator(".reg").first()).toContainText("已取消");
  await page.locator(".reg").first().locator("a").click();
  const cancelled = await calendar(page);
  expect(cancelled).toMatch(/SEQUENCE:2\r\n/);
  expect(cancelled).toContain("STATUS:CANCELLED");
  expect(/UID:.*/.exec(cancelled)[0]).toBe(uid);
});

test("what is planned and what has a star come first too, when they are no longer as they were", async ({ page, server, control }) => {
  await control.session(SESSION, { status: "not_open" });
  await visit(page, "/");
  await open(page, `/a/env-open/join/${SESSION}`);
  await page.getByRole("button", { name: /^加入行程/ }).click();
  await open(page, "/a/geo-walk");
  await page.getByRole("button", { name: /^收藏：/ }).click();
  await edit(server, control, (document) => {
    sessionOf(document, SESSION).venue = "museum";
    sessionOf(document, "s-geo-walk-3").status = "cancelled";
  });
  await later(page);
  await open(page, "/mine");
  await expect(page.locator("h2.rule").first()).toHaveText("我的安排有变动");
  const [first, second] = [page.locator(".reg").nth(0), page.locator(".reg").nth(1)];
  await expect(first).toContainText("已取消");
  await expect(first.locator("a")).toHaveAttribute("href", "/a/geo-walk");
  await expect(second).toContainText("地点改了");
  await expect(second.locator(".reg-when")).toHaveText(/^改为 .* 15:00–16:00 · 平原博物院$/);
  await expect(second).toContainText(/原定 .* · 经开区党群服务中心/);
  await axe(page);
});

const FIELDS = ["活动名称", "主题", "时间", "地点", "主办单位", "承办单位", "简介", "线上/线下", "图片视频", "报道链接", "总结"];

test("staff copy an activity in the fields of the national platform @every", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await open(page, "/a/fair");
  await page.getByText("供组织者：复制到全国平台").click();
  const field = page.getByLabel("按全国平台栏目写好的文字");
  const text = await field.inputValue();
  for (const name of FIELDS) expect(text).toMatch(new RegExp(`^${name}：`, "m"));
  expect(text).toMatch(/^活动名称：科普日主场活动·科普集市$/m);
  expect(text).toMatch(/^时间：\d+年\d+月\d+日 09:00–10:00、10:00–17:00（共 2 场）$/m);
  expect(text).toMatch(/^地点：平原博物院（新乡市红旗区人民东路/m);
  expect(text).toMatch(/^总结：九个摊位/m);
  await page.getByRole("button", { name: "复制这些文字" }).click();
  await expect(page.locator(".toast")).toContainText("已复制");
  expect((await page.evaluate(() => navigator.clipboard.readText())).replace(/\r\n/g, "\n")).toBe(text);
  await page.locator(".toast").getByRole("button", { name: "关闭" }).click();
  await axe(page);
  await sizes(page);
  await fits(page);
});

test("where copying is refused, the text is there to be selected", async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(navigator, "clipboard", { value: { writeText: () => Promise.reject(new Error("refused")) } });
    document.execCommand = () => false;
  });
  await open(page, "/a/env-open");
  await page.getByText("供组织者：复制到全国平台").click();
  await page.getByRole("button", { name: "复制这些文字" }).click();
  await expect(page.getByText(/没能复制/).first()).toBeVisible();
  const field = page.getByLabel("按全国平台栏目写好的文字");
  await field.focus();
  await page.keyboard.press("ControlOrMeta+A");
  const selected = await field.evaluate((area) => area.value.slice(area.selectionStart, area.selectionEnd));
  expect(selected).toContain("活动名称：空气是怎样测出来的");
});
