// With the keyboard alone: from the list to a kept place, and never a trap.
import { leave, onItsWay } from "./support/records.mjs";
import { code, filled, submit } from "./support/signup.mjs";
import { expect, open, test } from "./support/test.mjs";

/** What is wrong with where the focus is: nowhere, not in sight, without a ring. Nothing if all is well. */
const lost = (page) => page.evaluate(() => {
  const active = document.activeElement;
  if (!active || active === document.body) return "the focus is nowhere";
  const name = `${active.tagName.toLowerCase()}#${active.id} «${(active.getAttribute("aria-label") ?? active.textContent ?? "").trim().slice(0, 20)}»`;
  // A box or a radio button is drawn beside its input, and so is its ring.
  const drawn = /^(checkbox|radio)$/.test(active.type) ? active.nextElementSibling : active;
  const ring = [getComputedStyle(drawn), getComputedStyle(drawn, "::after")];
  if (!active.matches("h1, h2, [tabindex='-1']") && !ring.some((style) => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2)) return `${name} has no ring`;
  const box = drawn.getBoundingClientRect();
  const points = [0.1, 0.5, 0.9].flatMap((x) => [0.2, 0.5, 0.8].map((y) => [box.left + box.width * x, box.top + box.height * y]));
  const label = drawn.closest("label");
  const seen = points.some(([x, y]) => {
    const top = document.elementFromPoint(x, y);
    return top && (drawn.contains(top) || label?.contains(top));
  });
  return seen ? "" : `${name} is not in sight`;
});

/** Tab until `wanted` has the focus; on the way it is always somewhere, in sight, with a ring. */
async function tabTo(page, wanted, most = 150) {
  for (let step = 0; step < most; step += 1) {
    if (await wanted.evaluate((element) => element === document.activeElement).catch(() => false)) return;
    await page.keyboard.press("Tab");
    expect(await lost(page)).toBe("");
  }
  throw new Error(`never reached with Tab: ${wanted}`);
}

/** Goes to an input and writes into it. */
async function write(page, label, text) {
  await tabTo(page, typeof label === "string" ? page.getByRole("textbox", { name: label, exact: true }) : page.getByLabel(label));
  await page.keyboard.type(text);
}

/** Ticks the consent and hands in with Enter; the receipt's heading has the focus then, and the code is there. */
async function agreeAndSend(page) {
  await tabTo(page, page.getByRole("checkbox", { name: /我同意/ }));
  await page.keyboard.press("Space");
  await tabTo(page, submit(page));
  await page.keyboard.press("Enter");
  await expect(code(page)).toBeVisible();
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
  await expect(page.locator("#announcer")).toHaveText(/报名成功/);
}

const all = async (control) => (await control.registrations()).registrations;

test("a person keeps a place without a mouse, from the activity's page to the receipt @every", async ({ page, control }) => {
  await control.session("s-env-open-6", { left: 8 });
  await open(page, "/a/env-open");
  await tabTo(page, page.locator("a[href$='/join/s-env-open-6']"));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "报名" })).toBeFocused();
  await tabTo(page, page.locator(".choice input").first());
  await page.keyboard.press("Space");
  // The arrows choose another kind, and back.
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("textbox", { name: "大人几位" })).toBeVisible();
  expect(await lost(page)).toBe("");
  await page.keyboard.press("ArrowLeft");
  await expect(page.getByRole("textbox", { name: "大人几位" })).toBeHidden();
  await write(page, /称呼/, "王女士");
  await write(page, /手机或座机/, "13612345678");
  await agreeAndSend(page);
  expect((await all(control)).map((one) => one.kind)).toEqual(["person"]);
});

test("a family keeps its places without a mouse, with the children's ages @every", async ({ page, control }) => {
  await control.session("s-main-family-4", { left: 8 });
  await open(page, "/a/main-family/join/s-main-family-4");
  await write(page, /称呼/, "王女士");
  await write(page, /手机或座机/, "13612345678");
  await tabTo(page, page.getByRole("button", { name: "大人几位 加 1" }));
  await page.keyboard.press("Enter");
  await page.keyboard.press("Space");
  await expect(page.getByRole("textbox", { name: "大人几位" })).toHaveValue("2");
  await expect(page.locator("#announcer")).toHaveText(/大人几位 2/);
  await write(page, "孩子几位", "2");
  await tabTo(page, page.locator("details.ages summary"));
  await page.keyboard.press("Enter");
  await write(page, "7–9 岁", "2");
  await agreeAndSend(page);
  const [made] = await all(control);
  expect([made.kind, made.lines[0].party]).toEqual(["family", { adults: 2, children: 2, bands: { "7-9": 2 } }]);
});

test("a class keeps its places without a mouse; what is wrong takes the focus and is said @every", async ({ page, control }) => {
  await control.session("s-geo-walk-3", { left: 60 });
  await open(page, "/a/geo-walk/join/s-geo-walk-3");
  await tabTo(page, submit(page));
  await page.keyboard.press("Space");
  // All faults stand at the top, each a way to its input; the first input has the focus and says what is wrong with it.
  const name = page.getByLabel(/老师怎么称呼/);
  await expect(name).toBeFocused();
  expect(await lost(page)).toBe("");
  await expect(name).toHaveAccessibleDescription(/请填写怎么称呼您/);
  await expect(name).toHaveAttribute("aria-invalid", "true");
  await page.keyboard.type("赵老师");
  await expect(name).not.toHaveAttribute("aria-invalid", "true");
  await write(page, /手机或座机/, "13612345678");
  await write(page, "带队老师几位", "2");
  await write(page, "学生几位", "31");
  await write(page, /学校/, "实验小学");
  await tabTo(page, page.getByLabel("年级"));
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await write(page, /班级/, "2 班");
  await tabTo(page, page.getByRole("checkbox", { name: /我同意/ }));
  await page.keyboard.press("Space");
  await tabTo(page, submit(page));
  await page.keyboard.press("Enter");
  const teachers = page.getByRole("textbox", { name: "带队老师几位" });
  await expect(teachers).toBeFocused();
  await expect(teachers).toHaveAccessibleDescription(/至少要有 1 位带队老师/);
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("3");
  await tabTo(page, submit(page));
  await page.keyboard.press("Enter");
  await expect(code(page)).toBeVisible();
  const [made] = await all(control);
  expect([made.kind, made.lines[0].party.children, made.school.name]).toEqual(["class", 31, "实验小学"]);
});

test("the list of faults leads to each input @desktop", async ({ page, control }) => {
  await control.session("s-geo-walk-3", { left: 60 });
  await open(page, "/a/geo-walk/join/s-geo-walk-3");
  await tabTo(page, submit(page));
  await page.keyboard.press("Enter");
  await expect(page.getByLabel(/老师怎么称呼/)).toBeFocused();
  const link = page.locator(".error-list a", { hasText: "年级" });
  for (let step = 0; step < 60 && !(await link.evaluate((element) => element === document.activeElement)); step += 1) await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("年级")).toBeFocused();
  expect(await lost(page)).toBe("");
});

test("a refusal takes the focus, and leads to the waitlist @desktop", async ({ page, control }) => {
  await control.session("s-env-open-6", { left: 8 });
  await filled(page, "/a/env-open/join/s-env-open-6");
  await tabTo(page, submit(page));
  await control.session("s-env-open-6", { left: 0 });
  await page.keyboard.press("Enter");
  await expect(page.locator("#signup-form")).toBeFocused();
  expect(await lost(page)).toBe("");
  await tabTo(page, page.getByRole("checkbox", { name: /愿意候补/ }));
  await page.keyboard.press("Space");
  await tabTo(page, submit(page));
  await page.keyboard.press("Enter");
  await expect(page.locator(".ticket[data-status=waitlisted]")).toBeVisible();
  expect(await lost(page)).toBe("");
});

test("what is pressed and goes away leaves the focus on the page: sending again, the new time, cancelling @desktop", async ({ page, server, control }) => {
  await control.session("s-env-open-6", { left: 8 });
  // Six tries in vain, one after the other: chance gives no wait.
  await page.addInitScript(() => void (crypto.getRandomValues = (array) => array.fill(0)));
  const put = { path: "/api/registrations/*", method: "PUT", do: "status", status: 503 };
  await control.fault({ ...put, times: 6 });
  await control.fault({ ...put, retry_after: 2, times: 1 });
  await open(page, await leave(page, await onItsWay(server, "s-env-open-6", { next_at: 0 })));
  const again = page.getByRole("button", { name: "再提交一次" });
  await expect(again).toBeVisible();
  await tabTo(page, again);
  await page.keyboard.press("Enter");
  await expect(again).toBeHidden();
  await expect.poll(() => lost(page)).toBe("");
  await expect(code(page)).toBeVisible();
  await expect.poll(() => lost(page)).toBe("");
  await tabTo(page, page.getByRole("button", { name: "取消报名" }));
  await page.keyboard.press("Enter");
  await tabTo(page, page.getByRole("button", { name: "确定取消" }));
  await page.keyboard.press("Enter");
  await expect(page.locator(".ticket[data-status=cancelled]")).toBeVisible();
  await expect.poll(() => lost(page)).toBe("");
});

test("a session that was moved is confirmed without a mouse @desktop", async ({ page, server, control }) => {
  await control.session("s-env-open-6", { left: 8 });
  const record = await onItsWay(server, "s-env-open-6");
  const before = { ...record.seen[0], place: "别处" };
  await open(page, await leave(page, { ...record, seen: [before], state: "changed", before, after: record.seen[0] }));
  const confirm = page.getByRole("button", { name: "按新安排报名" });
  await tabTo(page, confirm);
  await page.keyboard.press("Enter");
  await expect(code(page)).toBeVisible();
  await expect.poll(() => lost(page)).toBe("");
});

test("the filter sheet holds the focus and gives it back", async ({ page }) => {
  await open(page);
  const opener = page.locator(".bar .chip", { hasText: "更多" }).or(page.locator(".bar .chip", { hasText: "全部" })).first();
  await opener.focus();
  await page.keyboard.press("Enter");
  const sheet = page.getByRole("dialog");
  await expect(sheet).toBeVisible();
  await expect.poll(() => sheet.evaluate((element) => element.contains(document.activeElement))).toBe(true);
  for (let step = 0; step < 60; step += 1) {
    await page.keyboard.press("Tab");
    expect(await sheet.evaluate((element) => element.contains(document.activeElement)), "inside").toBe(true);
  }
  await page.keyboard.press("Escape");
  await expect(sheet).toBeHidden();
  await expect(opener).toBeFocused();
});
