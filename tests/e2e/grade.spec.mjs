// A whole grade signs up: its classes are given sessions, the teacher changes what they like, and all or none is kept.
import { code, contact, kind, submit } from "./support/signup.mjs";
import { axe, expect, fits, open, sizes, test } from "./support/test.mjs";

const PAGE = "/grade?activities=little-academy";
const session = (nth) => `s-little-academy-${nth}`;
const send = (page) => page.getByRole("button", { name: "全部提交报名" });
const visit = (page, nth, activity = 0) => page.locator(`#grade-visit-${nth}-${activity}`);
const cell = (page, nth, activity = 0) => page.locator("td", { has: visit(page, nth, activity) });
const planned = (page) => page.locator(".grade-planned");
const all = async (control) => (await control.registrations()).registrations;

/** Four sessions at one time on the first day, one each on the next two, with so many places left. */
async function places(control, ...left) {
  for (const [at, places] of left.entries()) await control.session(session(at + 1), { left: places });
}

/** School, grade, whom to reach, and the consent. */
async function about(page) {
  await page.getByLabel("学校").fill("实验小学");
  await page.getByLabel("年级", { exact: true }).selectOption({ label: "五年级" });
  await contact(page, "13812345678");
}

/** Four classes of 45 pupils with three adults each. */
async function classes(page) {
  await page.getByRole("button", { name: "填到每个班" }).click();
  await expect(page.locator(".grade-heads")).toHaveText("共 4 个班，学生 180 人，老师 12 人，合计 192 人。");
}

/** Fills the form of a class of 45 with three teachers. */
async function classOf45(page) {
  await page.getByLabel("学校").fill("实验小学");
  await page.getByLabel("年级", { exact: true }).selectOption({ label: "五年级" });
  await page.getByLabel("班级").fill("2 班");
  await page.getByRole("textbox", { name: "学生几位" }).fill("45");
  await page.getByRole("textbox", { name: "带队老师几位" }).fill("3");
  await contact(page, "13812345678");
}

test("four classes are given four sessions at one time, one is changed, and one registration has them all @every", async ({ page, control }) => {
  await places(control, 60, 60, 60, 60, 60, 60);
  await open(page, PAGE);
  await axe(page);
  await classes(page);
  await expect(planned(page)).toHaveText(/^都排好了：.+ 14:30–16:00。$/);
  for (const nth of [0, 1, 2, 3]) await expect(visit(page, nth)).toHaveValue(session(nth + 1));
  await expect(cell(page, 0).locator(".grade-left")).toHaveText(/14:30–16:00 甲组排上后还余 12 位$/);
  await axe(page);
  await fits(page);

  // What another class has is no choice, and says why; what is free is one.
  await expect(visit(page, 3).locator("option", { hasText: "甲组" })).toBeDisabled();
  await expect(visit(page, 3).locator("option", { hasText: "甲组" })).toHaveText(/只余 12 位，坐不下/);
  await visit(page, 3).selectOption(session(5));
  await expect(planned(page)).toHaveText(/^都排好了：.+ 至 .+。$/);

  await about(page);
  await send(page).click();
  await expect(code(page)).toBeVisible();
  const [kept, ...more] = await all(control);
  expect(more).toEqual([]);
  expect(kept).toMatchObject({ kind: "grade", status: "confirmed", school: { name: "实验小学", grade: 5 } });
  expect(kept.lines.map((line) => [line.class, line.session, line.party.children, line.party.adults])).toEqual([
    ["1班", session(1), 45, 3], ["2班", session(2), 45, 3], ["3班", session(3), 45, 3], ["4班", session(5), 45, 3],
  ]);
  const lines = page.locator(".ticket-lines li b");
  await expect(lines).toHaveText([/^1班 .+14:30–16:00/, /^2班 /, /^3班 /, /^4班 /]);
  await axe(page);
  await fits(page);
});

test("one session fills up meanwhile: nobody is signed up, the class is marked, another session is one tap away @every", async ({ page, control }) => {
  await places(control, 60, 60, 60, 60, 60, 60);
  await open(page, PAGE);
  await classes(page);
  await expect(visit(page, 1)).toHaveValue(session(2));
  await about(page);
  await control.session(session(2), { left: 20 });
  await send(page).click();

  await expect(page.locator("#signup-form")).toContainText("一个班都没有报上");
  expect(await all(control)).toEqual([]);
  await expect(visit(page, 1)).toBeFocused();
  await expect(visit(page, 1)).toHaveAttribute("aria-invalid", "true");
  await expect(cell(page, 1)).toContainText("这一场刚刚满了");
  await expect(page.getByLabel("学校")).toHaveValue("实验小学");
  await expect(page.getByLabel(/手机或座机/)).toHaveValue("13812345678");
  await expect(page.getByRole("checkbox", { name: /我同意/ })).toBeChecked();
  await axe(page);
  await fits(page);

  const instead = cell(page, 1).getByRole("button", { name: /^改到/ });
  await expect(instead).toHaveCount(2);
  await instead.first().click();
  await expect(visit(page, 1)).toHaveValue(session(5));
  await expect(cell(page, 1).locator(".field-error")).toHaveCount(0);
  await send(page).click();
  await expect(code(page)).toBeVisible();
  const kept = await all(control);
  expect(kept.map((one) => one.lines.map((line) => line.session))).toEqual([[session(1), session(5), session(3), session(4)]]);
});

test("a new proposal goes round what is full", async ({ page, control }) => {
  await places(control, 60, 60, 60, 60, 60, 60);
  await open(page, PAGE);
  await classes(page);
  await expect(visit(page, 0)).toHaveValue(session(1));
  await about(page);
  await control.session(session(1), { left: 0 });
  await control.session(session(5), { left: 0 });
  await send(page).click();
  await page.getByRole("button", { name: "按现在的余位重新排" }).click();
  await expect(planned(page)).toHaveText(/^都排好了/);
  await send(page).click();
  await expect(code(page)).toBeVisible();
  const [kept] = await all(control);
  expect(kept.lines.map((line) => line.session).sort()).toEqual([2, 3, 4, 6].map(session));
});

test("classes visit two activities in turn, and what does not fit says why", async ({ page, control }) => {
  await places(control, 60, 60, 60, 60, 60, 60);
  for (const nth of [1, 2, 3]) await control.session(`s-report-space-${nth}`, { left: 120 });
  await open(page, `${PAGE},report-space`);
  await classes(page);
  await expect(planned(page)).toHaveText(/^都排好了/);
  const chosen = await Promise.all([0, 1, 2, 3].map((nth) => visit(page, nth, 1).inputValue()));
  for (const one of new Set(chosen)) expect(chosen.filter((other) => other === one).length, "places of a session").toBeLessThanOrEqual(2);
  // At one time: the reason stands beside the session.
  await visit(page, 0, 1).selectOption("s-report-space-3");
  await expect(visit(page, 0, 0).locator(`option[value="${session(1)}"]`)).toHaveText(/余 60 位/);
  await page.locator("summary", { hasText: "按时间看" }).click();
  await expect(page.locator(".grade-times li").first()).toContainText("班");
  // Only in the morning: the sessions of the afternoon are none, and it is said.
  await page.getByLabel("最晚").selectOption({ label: "12:00" });
  await expect(planned(page)).toHaveText(/还有 4 处没有排好/);
  await expect(cell(page, 3)).toContainText("没排上：不在您选的日期或时间里");
  await axe(page);
  // A teacher may leave an activity out for a class, and take it off for all.
  await visit(page, 0).selectOption({ label: "这一项不去" });
  await expect(planned(page)).toHaveText(/还有 3 处没有排好/);
  await page.getByRole("button", { name: "去掉 少年科学院开课：土壤的呼吸" }).click();
  await expect(visit(page, 0, 1)).toHaveCount(0);
  await about(page);
  await send(page).click();
  await expect(code(page)).toBeVisible();
  expect((await all(control))[0].lines).toHaveLength(4);
});

test("all that is missing is listed, each a way to its input @every", async ({ page, control }) => {
  await places(control, 60, 60, 60, 60, 60, 60);
  await open(page, PAGE);
  await send(page).click();
  const wrong = page.locator(".error-list a");
  await expect(wrong.first()).toBeVisible();
  await expect(page.getByLabel("学校")).toBeFocused();
  await axe(page);
  await fits(page);
  await classes(page);
  // Fewer adults than the sessions ask for: said beside the class and where it cannot go.
  await page.locator("#grade-adults-2").fill("2");
  await expect(page.locator(".verdict.bad")).toHaveText("45 名学生至少要 3 位带队老师。");
  await expect(cell(page, 2)).toContainText("每 15 名学生至少 1 位老师");
  await page.locator("#grade-name-1").fill("1班");
  await about(page);
  await send(page).click();
  await expect(page.locator("#grade-name-1")).toBeFocused();
  await expect(page.locator("#grade-name-1-error")).toHaveText("有两个班同名，请改一个。");
  await expect(wrong).toHaveText([/^1班 班级：有两个班同名/, /^3班：少年科学院开课.+：没排上/]);
  await axe(page);
  await wrong.last().click();
  await expect(visit(page, 2)).toBeFocused();
  expect(await all(control)).toEqual([]);
});

test("a reload loses nothing, and an answer lost on its way makes one registration", async ({ page, control }) => {
  await places(control, 60, 60, 60, 60, 60, 60);
  await open(page, PAGE);
  await classes(page);
  await expect(visit(page, 3)).toHaveValue(session(4));
  await visit(page, 3).selectOption(session(6));
  await about(page);
  await page.reload();
  await expect(visit(page, 3)).toHaveValue(session(6));
  await expect(page.getByLabel("学校")).toHaveValue("实验小学");
  await expect(page.locator("#grade-pupils-3")).toHaveValue("45");
  await expect(planned(page)).toHaveText(/^都排好了/);
  await control.fault({ path: "/api/registrations/*", method: "PUT", times: 1, do: "drop_after" });
  await send(page).click();
  await expect(code(page)).toBeVisible({ timeout: 20_000 });
  const kept = await all(control);
  expect(kept).toHaveLength(1);
  expect(kept[0].lines).toHaveLength(4);
  // What is done is done: another grade begins with an empty sheet.
  await open(page, PAGE);
  await expect(page.locator("#grade-pupils-0")).toHaveValue("");
  const stored = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
  expect(stored).not.toContain("13812345678");
});

test("with the keyboard alone @desktop", async ({ page, control }) => {
  await places(control, 60, 60, 60, 60, 60, 60);
  await open(page, "/a/little-academy/join/s-little-academy-1");
  const keys = page.keyboard;
  const tabTo = async (wanted) => {
    for (let step = 0; step < 120; step += 1) {
      if (await wanted.evaluate((element) => element === document.activeElement)) return;
      await keys.press("Tab");
      expect(await page.evaluate(() => document.activeElement !== document.body), "the focus is somewhere").toBe(true);
    }
    throw new Error(`never reached with Tab: ${wanted}`);
  };
  await tabTo(page.getByRole("link", { name: "整个年级一次报" }));
  await keys.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "年级组团报名" })).toBeFocused();
  await tabTo(page.getByLabel("学校"));
  await keys.type("实验小学");
  await tabTo(page.getByLabel("年级", { exact: true }));
  for (let step = 0; step < 5; step += 1) await keys.press("ArrowDown");
  await tabTo(page.getByRole("button", { name: "填到每个班" }));
  await keys.press("Enter");
  await expect(planned(page)).toHaveText(/^都排好了/);
  await tabTo(page.getByRole("button", { name: "去掉 4班" }));
  await keys.press("Enter");
  await expect(page.locator("#grade-name-2")).toBeFocused();
  await tabTo(page.getByRole("button", { name: "加一个班" }));
  await keys.press("Space");
  await expect(page.locator("#grade-name-3")).toBeFocused();
  await expect(page.locator("#grade-pupils-3")).toHaveValue("45");
  await expect(visit(page, 3)).toHaveValue(session(4));
  await tabTo(visit(page, 3));
  await keys.press("ArrowDown");
  await expect(visit(page, 3)).toHaveValue(session(5));
  await tabTo(page.getByLabel(/称呼/));
  await keys.type("赵老师");
  await tabTo(page.getByLabel(/手机或座机/));
  await keys.type("13812345678");
  await tabTo(page.getByRole("checkbox", { name: /我同意/ }));
  await keys.press("Space");
  await keys.press("Enter");
  await expect(code(page)).toBeVisible();
  expect((await all(control))[0].lines.map((line) => line.session)).toEqual([1, 2, 3, 5].map(session));
});

test("at the largest text on the smallest screen every state fits @small", async ({ page, control }) => {
  await page.addInitScript(() => localStorage.setItem("kepu.size", "xxlarge"));
  await places(control, 60, 60, 60, 60, 60, 60);
  await open(page, PAGE);
  await classes(page);
  await expect(planned(page)).toHaveText(/^都排好了/);
  await fits(page);
  await about(page);
  await control.session(session(2), { left: 0 });
  await send(page).click();
  await expect(cell(page, 1)).toContainText("这一场刚刚满了");
  await fits(page);
  await sizes(page, { target: 60, text: 24 });
  await axe(page);
  await page.getByRole("button", { name: "按现在的余位重新排" }).click();
  await send(page).click();
  await expect(code(page)).toBeVisible();
  await fits(page);
});

test("where the backend takes no grades the page says so, and the form does not lead to it", async ({ page }) => {
  await page.route("**/api/catalogue*", async (route) => {
    const response = await route.fetch();
    const catalogue = await response.json();
    catalogue.capabilities = catalogue.capabilities.filter((one) => one !== "grade" && one !== "alternatives");
    await route.fulfill({ response, json: catalogue });
  });
  await open(page, "/a/little-academy/join/s-little-academy-1");
  await expect(page.getByLabel("学校")).toBeVisible();
  await expect(page.getByRole("link", { name: "整个年级一次报" })).toHaveCount(0);
  await expect(page.locator("summary", { hasText: "别的场次也可以" })).toHaveCount(0);
  await open(page, PAGE);
  await expect(page.getByText("这里不能整个年级一起报")).toBeVisible();
  await axe(page);
});

test("a class names other sessions in order, gets the first with room, and the receipt says so @every", async ({ page, control }) => {
  await places(control, 60, 60, 60, 60, 60, 60);
  await open(page, "/a/little-academy/join/s-little-academy-5");
  await classOf45(page);
  await page.locator("summary", { hasText: "别的场次也可以" }).click();
  const wishes = page.locator(".wishes b");
  const add = async (id) => {
    const count = await wishes.count();
    await page.getByLabel("再选一场").selectOption(id);
    await page.getByRole("button", { name: "加上" }).click();
    await expect(wishes).toHaveCount(count + 1);
  };
  await add(session(1));
  await add(session(6));
  await add(session(2));
  const times = await wishes.allTextContents();
  await page.getByRole("button", { name: /^往前移/ }).last().click();
  await expect(wishes.nth(1)).toHaveText(times[2].replace("3", "2"));
  await page.getByRole("button", { name: /^去掉/ }).nth(1).click();
  await expect(wishes).toHaveCount(2);
  await page.getByRole("button", { name: /^往后移/ }).click();
  await expect(wishes.first()).toHaveText(times[1].replace("第 2", "第 1"));
  await axe(page);
  await fits(page);
  await sizes(page);
  await control.session(session(5), { left: 0 });
  await control.session(session(6), { left: 10 });
  await submit(page).click();
  await expect(code(page)).toBeVisible();
  await expect(page.locator(".notice", { hasText: "您想要的" })).toHaveText(/您想要的 .+ 场已满，改为 .+ 场。/);
  const [kept] = await all(control);
  expect(kept.lines[0]).toMatchObject({ session: session(1), wished: session(5) });
  await axe(page);
});

test("a class that finds it full goes to another session with one tap, and types nothing again", async ({ page, control }) => {
  await places(control, 60, 0, 0, 20, 0, 60);
  await open(page, "/a/little-academy/join/s-little-academy-1");
  await classOf45(page);
  await control.session(session(1), { left: 30 });
  await submit(page).click();
  const others = page.locator("#signup-form a.line");
  // Twenty places are too few for 48.
  await expect(others).toHaveCount(1);
  await axe(page);
  await others.click();
  await expect(page).toHaveURL(new RegExp(session(6)));
  await expect(page.getByRole("textbox", { name: "学生几位" })).toHaveValue("45");
  await expect(page.getByRole("checkbox", { name: /我同意/ })).toBeChecked();
  await submit(page).click();
  await expect(code(page)).toBeVisible();
  expect((await all(control)).map((one) => one.lines[0].session)).toEqual([session(6)]);
});

test("a person that finds it full goes to another session with one tap", async ({ page, control }) => {
  await control.session("s-env-open-6", { left: 1 });
  await control.session("s-env-open-5", { left: 5 });
  await open(page, "/a/env-open/join/s-env-open-6");
  await kind(page, "个人");
  await contact(page);
  await control.session("s-env-open-6", { left: 0 });
  await submit(page).click();
  const others = page.locator("#signup-form a.line");
  await expect(others.first()).toBeVisible();
  await others.first().click();
  await expect(page.getByRole("checkbox", { name: /我同意/ })).toBeChecked();
  await submit(page).click();
  await expect(code(page)).toBeVisible();
  expect((await all(control))[0].lines[0].session).not.toBe("s-env-open-6");
});
