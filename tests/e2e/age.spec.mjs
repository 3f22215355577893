// Whom it suits: one facet for parents, who think in ages, and for teachers, who think in grades.
import { axe, expect, fits, open, test } from "./support/test.mjs";

const found = (page) => page.locator(".count .num");
const number = async (locator) => Number((await locator.textContent()).replace(/\D/g, ""));
const removal = (page, name) => page.getByRole("button", { name: `去掉：${name}`, exact: true });

/** The facet, in the sheet of a phone or in the column of a wide screen. */
async function facet(page) {
  if (page.viewportSize().width >= 900) return page.locator("#c-age");
  await page.getByRole("button", { name: "更多", exact: true }).click();
  return page.locator("#s-age");
}

test("a parent chooses by age, and gets as many as were promised @every", async ({ page }) => {
  await open(page);
  const all = await number(found(page));
  const ages = await facet(page);
  await ages.scrollIntoViewIfNeeded();
  await expect(ages.locator("legend")).toHaveText("年龄年级");
  await expect(ages.locator(".facet-name")).toHaveText([
    "3 岁以下",
    "幼儿园 3–5 岁",
    "小学低年级 6–8 岁",
    "小学高年级 9–11 岁",
    "初中 12–14 岁",
    "高中 15–17 岁",
  ]);
  await axe(page, { within: `#${await ages.getAttribute("id")}` });
  await fits(page);
  const row = ages.locator(".facet-row", { hasText: "幼儿园" });
  const promised = await number(row.locator(".facet-n"));
  expect(promised).toBeGreaterThan(0);
  expect(promised, "some are for the grown-up, or for larger children").toBeLessThan(all);
  await row.click();
  await expect(page).toHaveURL(/age=3-5/);
  await expect(found(page)).toHaveText(String(promised));
});

test("a teacher chooses a grade behind the stages", async ({ page }) => {
  await open(page);
  const ages = await facet(page);
  await ages.getByRole("button", { name: "全部 18 项" }).click();
  const row = ages.locator(".facet-row", { hasText: "三年级" });
  const promised = await number(row.locator(".facet-n"));
  await row.click();
  await expect(page).toHaveURL(/age=g3/);
  await expect(found(page)).toHaveText(String(promised));
});

test("a link names any year, and older links a grade", async ({ page }) => {
  await open(page, "/?age=4&q=绘本里的为什么&past=1");
  await expect(removal(page, "4 岁")).toBeVisible();
  expect(await number(found(page)), "for four to seven").toBeGreaterThan(0);
  await open(page, "/?age=12&q=绘本里的为什么&past=1");
  await expect(found(page)).toHaveText("0");
  await removal(page, "12 岁").click();
  await expect(found(page)).not.toHaveText("0");

  await open(page, "/?grade=3");
  await expect(removal(page, "三年级")).toBeVisible();
  expect(await number(found(page))).toBeGreaterThan(0);
  await open(page, "/?age=400");
  await removal(page, "未知条件：400").click();
  await expect(page).not.toHaveURL(/age=/);
});
