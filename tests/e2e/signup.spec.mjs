// Signing up: as a person, a family, a class; the last place; cancelling; finding again.
import { code, contact, kind, submit } from "./support/signup.mjs";
import { axe, expect, open, test } from "./support/test.mjs";

const FAMILY = "/a/main-family/join/s-main-family-4";
const CLASS = "/a/geo-walk/join/s-geo-walk-3";
const PERSON = "/a/env-open/join/s-env-open-6";

test("a person keeps a place @every", async ({ page, control }) => {
  await control.session("s-env-open-6", { left: 8 });
  await open(page, PERSON);
  await kind(page, "个人");
  await contact(page, "13612345678");
  await submit(page).click();
  await expect(code(page)).toHaveText(/^[A-Z2-9]{4}\s*[A-Z2-9]{4}$/);
  await axe(page);
  const { registrations } = await control.registrations();
  expect(registrations).toHaveLength(1);
  const kept = await page.evaluate(() => JSON.stringify(localStorage));
  expect(kept).not.toContain("13612345678");
});

test("a family of three keeps its places", async ({ page, control }) => {
  await control.session("s-main-family-4", { left: 10 });
  await open(page, FAMILY);
  await page.getByRole("textbox", { name: "大人几位" }).fill("1");
  await page.getByRole("textbox", { name: "孩子几位" }).fill("2");
  await contact(page, "13712345678");
  await submit(page).click();
  await expect(code(page)).toBeVisible();
  await open(page, "/mine");
  await expect(page.locator(".reg")).toHaveCount(1);
});

test("a class needs enough teachers, then keeps its places", async ({ page, control }) => {
  await control.session("s-geo-walk-3", { left: 60 });
  await open(page, CLASS);
  await page.getByLabel("学校").fill("实验小学");
  await page.getByLabel("年级").selectOption({ index: 1 });
  await page.getByLabel("班级").fill("2 班");
  await page.getByRole("textbox", { name: "学生几位" }).fill("31");
  await page.getByRole("textbox", { name: "带队老师几位" }).fill("1");
  await contact(page, "13812345678");
  await submit(page).click();
  await expect(page.getByText(/名学生至少要有 1 位带队老师/).first()).toBeVisible();
  await page.getByRole("textbox", { name: "带队老师几位" }).fill("4");
  await submit(page).click();
  await expect(code(page)).toBeVisible();
});

test("every fault stands beside its field, and focus goes to the first @every", async ({ page, control }) => {
  await control.session("s-env-open-6", { left: 8 });
  await open(page, PERSON);
  await kind(page, "个人");
  await page.getByLabel(/手机或座机/).fill("12345");
  await submit(page).click();
  await expect(page.getByLabel(/手机或座机/)).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByLabel(/手机或座机/)).toHaveValue("12345");
  await expect(page.locator(".field-error:visible").first()).toBeVisible();
  await axe(page);
});

test("two want the last place: one gets it, the other is told what to do", async ({ browser, server, control }) => {
  await control.session("s-env-open-6", { left: 1 });
  const pages = await Promise.all(
    ["13911110001", "13911110002"].map(async (phone) => {
      const page = await (await browser.newContext({ baseURL: server.url, locale: "zh-CN" })).newPage();
      await open(page, PERSON);
      await kind(page, "个人");
      await contact(page, phone);
      return page;
    }),
  );
  await Promise.all(pages.map((page) => submit(page).click()));
  const confirmed = async () => (await control.registrations()).registrations.filter((one) => one.status === "confirmed").length;
  await expect.poll(confirmed).toBe(1);
  await Promise.all(pages.map((page) => expect(page.locator("#main").locator(".ticket-code, .notice, .blank").first()).toBeVisible()));
  expect(await confirmed()).toBe(1);
});


test("cancelled, and found again on another device", async ({ page, browser, server, control }) => {
  await control.session("s-env-open-6", { left: 8 });
  await open(page, PERSON);
  await kind(page, "个人");
  await contact(page, "13612345670");
  await submit(page).click();
  const text = (await code(page).textContent()).replace(/\s/g, "");

  const other = await (await browser.newContext({ baseURL: server.url, locale: "zh-CN" })).newPage();
  await open(other, "/mine");
  await other.getByLabel("凭证码").fill(text.toLowerCase());
  await other.getByLabel("手机号后四位").fill("5670");
  await other.getByRole("button", { name: "找回", exact: true }).click();
  await expect(other.locator(".ticket-code")).toHaveText(text);

  await page.getByRole("button", { name: "取消报名" }).click();
  await page.getByRole("button", { name: "确定取消" }).click();
  await expect.poll(async () => (await control.registrations()).registrations[0].status).toBe("cancelled");
  await expect(page.locator(".ticket[data-status=cancelled]")).toBeVisible();
});
