// What people, links and servers may bring that nobody meant: a sentence by the field, and nothing stored.
import { leave, onItsWay } from "./support/records.mjs";
import { code, contact, filled, submit } from "./support/signup.mjs";
import { axe, expect, fits, open, test } from "./support/test.mjs";

const SESSION = "s-env-open-6";
const PERSON = `/a/env-open/join/${SESSION}`;
const FAMILY = "/a/main-family/join/s-main-family-4";

const registrations = async (control) => (await control.registrations()).registrations;
const puts = async (control) => (await control.log()).requests.filter((one) => one.method === "PUT");
const phone = (page) => page.getByLabel(/手机或座机/);
const name = (page) => page.getByLabel(/称呼/);

/** The error beside an input says so, the input keeps what was typed and has the focus, and nobody was asked. */
async function refused(page, control, input, sentence, typed) {
  await submit(page).click();
  await expect(input).toHaveAttribute("aria-invalid", "true");
  await expect(input).toHaveAccessibleDescription(sentence);
  await expect(input).toHaveValue(typed);
  await expect(input).toBeFocused();
  expect(await puts(control)).toHaveLength(0);
}

for (const [typed, number] of [
  [" 136 1234 5671 ", "13612345671"],
  ["+86 136-1234-5672", "13612345672"],
  ["１３６１２３４５６７３", "13612345673"],
  ["0086 136–1234–5674", "13612345674"],
  ["（0373）366 1812", "03733661812"],
  ["+86 373-3661812", "03733661812"],
  ["010-8888 8888", "01088888888"],
]) {
  test(`a phone typed as «${typed}» is ${number}`, async ({ page, control }) => {
    await control.session(SESSION, { left: 8 });
    await filled(page, PERSON);
    await phone(page).fill(typed);
    await submit(page).click();
    await expect(code(page)).toBeVisible();
    const [put] = await puts(control);
    const body = typeof put.body === "string" ? JSON.parse(put.body) : put.body;
    expect(body.contact.phone).toBe(number);
  });
}

test("what is no phone number is refused in a sentence", async ({ page, control }) => {
  await control.session(SESSION, { left: 8 });
  await filled(page, PERSON);
  for (const typed of ["12345", "138123412345", "call me", "🙂🙂🙂", "+1 415 555 0100", "1".repeat(60), "٠١٢٣٤٥٦٧٨٩٠", "<b>13612345678</b>"]) {
    await phone(page).fill(typed);
    await refused(page, control, phone(page), /请填 11 位手机号，或带区号的座机号/, typed);
  }
  await phone(page).fill(" － ");
  await refused(page, control, phone(page), /请填写电话/, " － ");
});

test("a name of emoji, or of markup, is a name; markup stays a text", async ({ page, control }) => {
  page.on("dialog", () => expect.soft(false, "nothing runs").toBe(true));
  await control.session(SESSION, { left: 8 });
  await filled(page, PERSON);
  await name(page).fill("👩‍🔬<img src=x onerror=alert(1)>");
  await submit(page).click();
  await expect(code(page)).toBeVisible();
  const [made] = await registrations(control);
  expect(made.contact.name).toMatch(/^👩/);
  await expect(page.locator("main img[src=x]")).toHaveCount(0);
  expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toContain("onerror");
});

test("a name of ten thousand characters is kept as typed and refused in a sentence, and one of hidden characters is none", async ({ page, control }) => {
  await control.session(SESSION, { left: 8 });
  await filled(page, PERSON);
  const long = "长".repeat(10_000);
  await name(page).fill(long);
  await refused(page, control, name(page), /太长了，请写短一些/, long);
  await fits(page);
  const hidden = "\u200b\u202e\u2066 ";
  await name(page).fill(hidden);
  await refused(page, control, name(page), /请填写怎么称呼您/, hidden);
});

test("nobody, a thousand million, half a person and words for a number are refused in a sentence", async ({ page, control }) => {
  await control.session("s-main-family-4", { left: 8 });
  await open(page, FAMILY);
  await contact(page);
  const adults = page.getByRole("textbox", { name: "大人几位" });
  const children = page.getByRole("textbox", { name: "孩子几位" });
  await children.fill("1");
  for (const [typed, sentence] of [
    ["", /请填写人数/],
    ["0", /至少要有 1 位大人/],
    ["1000000000", /人数不对，请核对/],
    ["99999999999999999999", /人数不对，请核对/],
    ["1.5", /请填数字/],
    ["-1", /请填数字/],
    ["1e9", /请填数字/],
    ["两位", /请填数字/],
    ["９", /最多报 4 人/],
  ]) {
    await adults.fill(typed);
    await refused(page, control, adults, sentence, typed);
  }
  await axe(page);
  await adults.fill("２");
  await submit(page).click();
  await expect(code(page)).toBeVisible();
  expect((await registrations(control))[0].lines[0].party).toEqual({ adults: 2, children: 1 });
});

for (const [path, says] of [
  ["/a/env-open/join/s-env-open-99", "没有这一场"],
  ["/a/env-open/join/s-main-family-4", "没有这一场"],
  ["/a/nobody/join/nothing", "没有这一场"],
  ["/a/env-open/join/%00%2e%2e%2f", /没有这/],
  ["/a/%3Cscript%3E/join/%3Cimg%20src=x%3E", /没有这/],
  [`/a/env-open/join/${"x".repeat(3_000)}`, /没有这/],
  ["/mine/0b9d3f2e-6a51-4c8e-9f3a-0000000000ff", "这台设备上没有这张凭证"],
]) {
  test(`an address that leads nowhere says so and leads on: ${path.slice(0, 60)}`, async ({ page, control }) => {
    await open(page, path);
    await expect(page.locator("main")).toContainText(says);
    await expect(page.locator("main").getByRole("link").first()).toBeVisible();
    await expect(submit(page)).toHaveCount(0);
    expect((await control.log()).requests.filter((one) => one.path.includes("registrations"))).toEqual([]);
  });
}

test("a session that is over has no form", async ({ page, control }) => {
  const before = (hours) => new Date(Date.now() - hours * 3_600_000).toISOString();
  await control.session(SESSION, { start: before(24), end: before(23), closes: before(25) });
  await open(page, PERSON);
  await expect(page.locator("main")).toContainText("这一场已结束");
  await expect(submit(page)).toHaveCount(0);
});

test("a session that ends while one types is refused by the server in a sentence, and nothing is stored", async ({ page, control }) => {
  await control.session(SESSION, { left: 8 });
  await filled(page, PERSON);
  await control.session(SESSION, { status: "closed" });
  await submit(page).click();
  await expect(page.locator("main")).toContainText(/报名已截止/);
  expect(await registrations(control)).toHaveLength(0);
});

test("a token that was tampered with opens nothing: said so, and the registration stays", async ({ page, control }) => {
  await control.session(SESSION, { left: 8 });
  await filled(page, PERSON);
  await submit(page).click();
  await expect(code(page)).toBeVisible();
  // Before the app begins: one that runs may write the right one down again.
  await page.addInitScript(() => {
    const key = Object.keys(localStorage).find((key) => key.startsWith("kepu.receipt."));
    const receipt = JSON.parse(localStorage[key]);
    localStorage[key] = JSON.stringify({ ...receipt, manage_token: `${receipt.manage_token.slice(0, -1)}${receipt.manage_token.endsWith("0") ? "1" : "0"}` });
  });
  await page.reload();
  await page.getByRole("button", { name: "核对状态" }).click();
  await expect(page.locator(".toast")).toContainText("没有找到这份报名，请打电话核对");
  await page.getByRole("button", { name: "取消报名" }).click();
  await page.getByRole("button", { name: "确定取消" }).click();
  await expect(page.locator("main")).toContainText("没有取消成功，请打电话说一声。");
  expect((await registrations(control)).map((one) => one.status)).toEqual(["confirmed"]);
});

test("an id that was used for something else stops for a person, changes nothing, and a new one is made on request alone", async ({ page, context, server, control }) => {
  await control.session(SESSION, { left: 8 });
  await filled(page, PERSON);
  await submit(page).click();
  await expect(code(page)).toBeVisible();
  const [made] = await registrations(control);
  await page.evaluate(() => localStorage.clear());

  const other = await context.newPage();
  const record = await onItsWay(server, SESSION, { id: made.id, next_at: 0 });
  record.create.contact = { name: "李先生", phone: "13612345679" };
  await open(other, await leave(other, record));
  await expect(other.getByRole("heading", { name: "需要您看一下" })).toBeVisible({ timeout: 15_000 });
  await expect(other.locator("main")).toContainText("已有一份内容不同的报名");
  expect(await registrations(control)).toEqual([made]);
  const before = (await puts(control)).length;
  await other.getByRole("button", { name: "重新报名" }).click();
  // What was typed is not typed again, whichever visit typed it.
  await expect(name(other)).toHaveValue("李先生");
  await expect(phone(other)).toHaveValue("13612345679");
  expect((await puts(control)).length).toBe(before);
  await submit(other).click();
  await expect(code(other)).toBeVisible();
  const two = await registrations(control);
  expect(new Set(two.map((one) => one.id)).size).toBe(2);
});

test("what a server says in words of its own stays a text, and an unknown reason has a sentence", async ({ page, control }) => {
  page.on("dialog", () => expect.soft(false, "nothing runs").toBe(true));
  await control.session(SESSION, { left: 8 });
  await filled(page, PERSON);
  const problem = { status: 422, code: "levitation", title: "<b>x</b>", detail: `<img src=x onerror=alert(1)>${"长".repeat(10_000)}`, errors: [{ pointer: "/contact/phone", code: "dance" }, { pointer: 7 }, null], alternatives: [{}, 7, "a b"] };
  await page.route("**/api/registrations/*", (route) => route.fulfill({ status: 422, contentType: "application/problem+json", body: JSON.stringify(problem) }));
  await submit(page).click();
  await expect(page.locator("#signup-form")).toContainText("服务器没有接受。填好的内容还在");
  await expect(page.locator("main img[src=x]")).toHaveCount(0);
  await fits(page);
});
