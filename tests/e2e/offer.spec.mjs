// A place that comes free for who waits: given at once, or kept and offered; accepted, passed on, too late.
import { elsewhere, family, look } from "./support/elsewhere.mjs";
import { code, submit } from "./support/signup.mjs";
import { axe, expect, fits, open, sizes, test } from "./support/test.mjs";

const SESSION = "s-main-family-4";
const FORM = `/a/main-family/join/${SESSION}`;

const accept = (page) => page.getByRole("button", { name: "要这个位子" });
const pass = (page) => page.getByRole("button", { name: "让给别人" });
const ticket = (page, status) => page.locator(`.ticket[data-status=${status}]`);
const statuses = async (control) => (await control.registrations()).registrations.map((one) => one.status);
const said = (page, words) => expect(page.locator(".toast")).toContainText(words);

/** Joins the waitlist of a full session, asked to be told of a place or to be given it. */
async function waits(page, control, choice = "先问我") {
  await control.session(SESSION, { left: 0 });
  await open(page, FORM);
  await family(page);
  await page.getByRole("checkbox", { name: /满员时愿意候补/ }).check();
  await page.locator(".choice", { hasText: choice }).click();
  await submit(page).click();
  await expect(ticket(page, "waitlisted")).toBeVisible();
}

/** The same, with an offer on the page. */
async function offered(page, control) {
  await waits(page, control);
  await control.session(SESSION, { left: 4 });
  await look(page);
  await expect(accept(page)).toBeVisible();
}

test("a place is offered until a time, and accepted @every", async ({ page, control }, { project }) => {
  await offered(page, control);
  await expect(page.getByRole("heading", { name: /^有位了，保留到.*\d\d:\d\d$/ })).toBeVisible();
  await expect(page.getByText(/^还有 5 小时 59 分$/)).toBeVisible();
  await axe(page);
  await fits(page);
  if (project.name === "small") await sizes(page);
  // Whoever opens the app is told on its first page, and led to the answer.
  await open(page);
  const notice = page.locator(".notice", { hasText: "有位了，保留到" });
  await expect(notice).toContainText("家庭厨房里的实验室");
  await axe(page, { within: ".notice" });
  await fits(page);
  await notice.getByRole("link", { name: "去答复" }).click();
  await expect(accept(page)).toBeVisible();
  await open(page, "/mine");
  await expect(page.locator(".reg[data-status=offered]")).toContainText("有位了，保留到");
  await axe(page);
  await fits(page);
  await accept(page).click();
  await expect(page.locator(".reg[data-status=confirmed]")).toContainText("已确认");
  await said(page, "位子是您的了");
  await expect(page.locator(".reg")).toBeFocused();
  expect(await statuses(control)).toEqual(["confirmed"]);
});

test("who waits is given the place at once unless they asked to be asked", async ({ page, control }) => {
  await waits(page, control, "直接给我");
  expect((await control.registrations()).registrations[0].when_free).toBe("confirm");
  await control.session(SESSION, { left: 4 });
  await look(page);
  await expect(ticket(page, "confirmed")).toBeVisible();
  await said(page, "候补成功");
});

test("in large letters on a small screen the choice and the offer fit @small", async ({ page, control }) => {
  await page.addInitScript(() => localStorage.setItem("kepu.size", "xxlarge"));
  await control.session(SESSION, { left: 0 });
  await open(page, FORM);
  await page.getByRole("checkbox", { name: /满员时愿意候补/ }).check();
  await expect(page.locator(".choice", { hasText: "先问我" })).toBeVisible();
  await fits(page);
  await family(page);
  await page.locator(".choice", { hasText: "先问我" }).click();
  await submit(page).click();
  await expect(ticket(page, "waitlisted")).toBeVisible();
  await control.session(SESSION, { left: 4 });
  await look(page);
  await expect(accept(page)).toBeVisible();
  await fits(page);
  await sizes(page, { target: 60, text: 24 });
});

test("passing asks once more, then the place goes on @every", async ({ page, control }) => {
  await offered(page, control);
  await pass(page).click();
  const question = page.getByRole("dialog");
  await expect(question).toContainText("报名就结束了");
  await axe(page);
  await question.getByRole("button", { name: "先不让" }).click();
  await expect(question).toBeHidden();
  await expect(pass(page)).toBeFocused();
  await pass(page).click();
  await question.getByRole("button", { name: "让给别人" }).click();
  await expect(ticket(page, "cancelled")).toBeVisible();
  await said(page, "已让给别人");
  expect(await statuses(control)).toEqual(["cancelled"]);
});

test("accepted in another tab: the first one agrees without a reload", async ({ page, context, control }) => {
  await offered(page, control);
  const other = await context.newPage();
  await open(other, "/mine");
  await accept(other).click();
  await expect(other.locator(".reg[data-status=confirmed]")).toBeVisible();
  await expect(ticket(page, "confirmed")).toBeVisible();
  await expect(accept(page)).toHaveCount(0);
  await expect(page.getByRole("alert")).toHaveCount(0);
});

test("accepted on another device, then here: confirmed, and no error", async ({ page, server, control }) => {
  await offered(page, control);
  await elsewhere(page, server, { offer: "accept" });
  await accept(page).click();
  await expect(ticket(page, "confirmed")).toBeVisible();
  await expect(page.getByRole("alert")).toHaveCount(0);
  expect(await statuses(control)).toEqual(["confirmed"]);
});

test("passed on another device: what stands is said", async ({ page, server, control }) => {
  await offered(page, control);
  await elsewhere(page, server, { offer: "pass" });
  await accept(page).click();
  await expect(ticket(page, "cancelled")).toBeVisible({ timeout: 15_000 });
  await said(page, "已经让出去了");
});

test("changed on another device: what is offered is asked about once more", async ({ page, server, control }) => {
  await offered(page, control);
  await elsewhere(page, server, { lines: [{ session: SESSION, party: { adults: 2, children: 1 } }] });
  await accept(page).click();
  const again = page.getByRole("button", { name: "还是这样办" });
  await expect(again).toBeVisible({ timeout: 15_000 });
  await axe(page);
  await again.click();
  await expect(ticket(page, "confirmed")).toBeVisible();
  await expect(ticket(page, "confirmed")).toContainText("共 3 人");
});

test("time is over: said by the server's clock, with a way on @every", async ({ page, control }) => {
  await offered(page, control);
  await control.clock({ offset_s: 7 * 3600 });
  await look(page);
  await expect(ticket(page, "expired")).toBeVisible();
  await expect(page.getByText("保留时间过了")).toBeVisible();
  await axe(page);
  await fits(page);
  await page.getByRole("link", { name: "重新报名" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "报名" })).toBeVisible();
  await expect(page.getByLabel(/称呼/)).toHaveValue("王女士");
  expect(await statuses(control)).toEqual(["expired"]);
});

test("an answer that comes too late is no error: what became of it is said", async ({ page, control }) => {
  await offered(page, control);
  await control.clock({ offset_s: 7 * 3600 });
  await accept(page).click();
  await expect(ticket(page, "expired")).toBeVisible({ timeout: 15_000 });
  await said(page, "没有赶上");
  await expect(page.getByRole("alert")).toHaveCount(0);
});

test("an answer that is lost after the commit is one answer", async ({ page, control }) => {
  await offered(page, control);
  await control.fault({ path: "/api/registrations/*", method: "PATCH", times: 1, do: "drop_after" });
  await accept(page).click();
  await expect(ticket(page, "confirmed")).toBeVisible({ timeout: 20_000 });
  const [registration] = (await control.registrations()).registrations;
  expect([registration.status, registration.rev]).toEqual(["confirmed", 3]);
});

test("answered without a network, it goes out by itself; until then it is said and can be taken back", async ({ page, context, control, quiet }) => {
  quiet.allow(/ERR_INTERNET_DISCONNECTED|Failed to load resource/);
  await offered(page, control);
  await context.setOffline(true);
  await accept(page).click();
  await expect(page.getByText(/答复还没有发出去/)).toBeVisible();
  await axe(page);
  await page.getByRole("button", { name: "不改了" }).click();
  await expect(accept(page)).toBeVisible();
  await accept(page).click();
  await expect(page.getByText(/答复还没有发出去/)).toBeVisible();
  expect(await statuses(control)).toEqual(["offered"]);
  await context.setOffline(false);
  await expect(ticket(page, "confirmed")).toBeVisible({ timeout: 20_000 });
});

test("an offer is answered by keyboard alone @desktop", async ({ page, control }) => {
  await offered(page, control);
  await expect(code(page)).toBeVisible();
  await accept(page).focus();
  await page.keyboard.press("Tab");
  await expect(pass(page)).toBeFocused();
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Enter");
  await expect(ticket(page, "confirmed")).toBeVisible();
  expect(await page.evaluate(() => document.activeElement !== document.body), "the focus is somewhere").toBe(true);
});

test("seen again it is asked for; a hidden page asks nobody", async ({ page, control }) => {
  await waits(page, control);
  const asked = async () => (await control.log()).requests.filter((one) => one.method === "GET" && one.path.includes("/registrations/")).length;
  const show = (state) =>
    page.evaluate((state) => {
      Object.defineProperty(document, "visibilityState", { get: () => state, configurable: true });
      Object.defineProperty(document, "hidden", { get: () => state === "hidden", configurable: true });
      document.dispatchEvent(new Event("visibilitychange"));
    }, state);
  await expect.poll(asked).toBeGreaterThan(0);
  await show("hidden");
  const before = await asked();
  await look(page);
  await control.session(SESSION, { left: 4 });
  await expect(ticket(page, "waitlisted")).toBeVisible();
  expect(await asked()).toBe(before);
  await show("visible");
  await expect(accept(page)).toBeVisible();
  expect(await asked()).toBe(before + 1);
});
