// The app beside real backends of other makers, by configuration alone: found, filtered, signed up for, cancelled.
import { BACKENDS } from "../backends/run.mjs";
import { expect, on, open } from "./support/backends.mjs";
import { axe } from "./support/test.mjs";
import { code, contact, handIn, kind, submit } from "./support/signup.mjs";

const PERSON = "/a/env-open/join/s-env-open-6";
const CLASS = "/a/geo-walk/join/s-geo-walk-3";
/** What a person typed, wherever it may be kept. */
const PHONE = "13612345678";

/** Those whose registrations are read again by their secret alone; the others are asked to telephone. */
const READ_AGAIN = ["kinto", "json-server"];

for (const name of BACKENDS) {
  const test = on(name);
  const reads = READ_AGAIN.includes(name);

  test(`${name}: found and filtered @desktop`, async ({ page, foreign }) => {
    await open(page, "/");
    const cards = page.locator(".card-link:visible");
    await expect(cards.first()).toBeVisible();
    expect(foreign.year.activities.length).toBeGreaterThan(20);
    await page.getByRole("combobox", { name: /^搜/ }).fill("空气");
    await expect(cards.first()).toContainText("空气");
    await open(page, "/a/env-open");
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    // No request but those of the mapping.
    expect(foreign.host.log.every(({ method }) => method === "GET")).toBe(true);
  });

  test(`${name}: a person signs up, and it is said that somebody has yet to confirm`, async ({ page, foreign }) => {
    await open(page, PERSON);
    await kind(page, "个人");
    await contact(page, PHONE);
    await submit(page).click();
    await expect(code(page)).toBeVisible();
    await expect(page.locator(".ticket[data-status=pending]")).toBeVisible();
    await expect(page.locator(".ticket")).not.toContainText("报名成功");
    const [one, ...others] = await foreign.registrations();
    expect(others).toEqual([]);
    expect(JSON.stringify(one)).toContain(PHONE);
    expect(await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }))).not.toContain(PHONE);
  });

  test(`${name}: a class signs up`, async ({ page, foreign }) => {
    await open(page, CLASS);
    await page.getByLabel("学校").fill("实验小学");
    await page.getByLabel("年级").selectOption({ index: 1 });
    await page.getByLabel("班级").fill("2 班");
    await page.getByRole("textbox", { name: "学生几位" }).fill("31");
    await page.getByRole("textbox", { name: "带队老师几位" }).fill("4");
    await contact(page, "13812345678");
    await handIn(page);
    expect(JSON.stringify(await foreign.registrations())).toContain("实验小学");
  });

  test(`${name}: an answer that is lost makes no second registration`, async ({ page, foreign }) => {
    foreign.host.fault({ path: /registrations\/|registrations$/i, method: name === "kinto" ? "PUT" : "POST", do: "drop_after" });
    await open(page, PERSON);
    await kind(page, "个人");
    await contact(page, PHONE);
    await submit(page).click();
    await expect(code(page)).toBeVisible({ timeout: 30_000 });
    expect(await foreign.registrations()).toHaveLength(1);
  });

  if (reads) {
    test(`${name}: staff confirm, and the receipt says so`, async ({ page, foreign }) => {
      await open(page, PERSON);
      await kind(page, "个人");
      await contact(page, PHONE);
      await handIn(page);
      const [one] = await foreign.registrations();
      await foreign.set(one, { status: "confirmed" });
      await page.reload();
      await expect(page.locator(".ticket[data-status=confirmed]")).toBeVisible();
    });

    test(`${name}: cancelled`, async ({ page, foreign }) => {
      await open(page, PERSON);
      await kind(page, "个人");
      await contact(page, PHONE);
      await handIn(page);
      await page.getByRole("button", { name: "取消报名" }).click();
      await page.getByRole("button", { name: "确定取消" }).click();
      await expect(page.locator(".ticket[data-status=cancelled]")).toBeVisible();
      await expect.poll(async () => (await foreign.registrations())[0].status).toBe("cancelled");
    });
  } else {
    test(`${name}: who cannot be read again is changed by telephone`, async ({ page }) => {
      await open(page, PERSON);
      await kind(page, "个人");
      await contact(page, PHONE);
      await handIn(page);
      await expect(page.getByRole("button", { name: "取消报名" })).toHaveCount(0);
      await expect(page.locator("#main a[href^='tel:']").first()).toBeVisible();
    });
  }
}

for (const name of BACKENDS.filter((one) => READ_AGAIN.includes(one))) {
  on(name, { open: true })(`${name} set up in haste: nobody is signed up, the phone number is shown`, async ({ page, foreign, quiet }) => {
    quiet.allow(/can be read by everybody/);
    await open(page, PERSON);
    await expect(page.locator("#main a[href^='tel:']").first()).toBeVisible();
    await expect(page.getByText("请打电话报名")).toBeVisible();
    await axe(page);
    await expect(submit(page)).toHaveCount(0);
    expect(foreign.host.log.every(({ method }) => method === "GET")).toBe(true);
    expect(await foreign.registrations()).toEqual([]);
  });

  on(name, { across: true })(`${name} on another host`, async ({ page, foreign }) => {
    await open(page, PERSON);
    await kind(page, "个人");
    await contact(page, PHONE);
    await handIn(page);
    expect(await foreign.registrations()).toHaveLength(1);
  });
}
