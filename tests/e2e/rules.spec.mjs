// The rules of a session stand before what is typed, and say what to do where one does not hold.
import { contact, submit } from "./support/signup.mjs";
import { axe, expect, fits, open, sizes, test } from "./support/test.mjs";

test("whom it is for, how many, until when; too many and too young are said while one types @every", async ({ page, control }) => {
  await control.session("s-main-family-4", { left: 12 });
  await open(page, "/a/main-family/join/s-main-family-4");
  const rules = page.locator(".rules li");
  await expect(rules).toHaveText([/^适合：4–10 岁，一年级至四年级$/, /^一次报 2–4 位$/, /截止报名/]);
  const said = page.locator(".verdict.bad");
  await expect(said).toHaveCount(0);

  await page.getByRole("textbox", { name: "大人几位" }).fill("2");
  await page.getByRole("textbox", { name: "孩子几位" }).fill("3");
  await expect(said).toHaveText(/一次最多报 4 位，现在是 5 位。请减少人数/);
  await page.getByRole("textbox", { name: "孩子几位" }).fill("2");
  await expect(said).toHaveCount(0);

  await page.locator("summary", { hasText: "孩子的年龄" }).click();
  await page.getByRole("textbox", { name: "0–3 岁" }).fill("1");
  await expect(said).toHaveText(/不是为0–3 岁的孩子准备的。仍可以报名/);
  await axe(page);
  await sizes(page);
  await fits(page);

  // It forbids nothing.
  await contact(page);
  await submit(page).click();
  await expect(page.locator(".ticket-code")).toBeVisible();
});

test("a teacher reads how many adults must come, before the first word is typed", async ({ page, control }) => {
  await control.session("s-geo-walk-3", { left: 60 });
  await open(page, "/a/geo-walk/join/s-geo-walk-3");
  await expect(page.locator(".rules li").nth(1)).toHaveText(/^一次报 \d+–\d+ 位；每 \d+ 名学生至少 1 位老师$/);
});
