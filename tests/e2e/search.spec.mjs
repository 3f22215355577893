// Words as people type them: pinyin, first letters, what was meant, what was looked for before; and what is asked in numbers.
import { axe, expect, fits, open, sizes, test } from "./support/test.mjs";

const field = (page) => page.getByRole("combobox", { name: /^搜/ });
const total = (page) => page.locator(".count .num");
const titles = (page) => page.locator(".card:visible .card-link");

test("first letters find a name, and the name shows where @every", async ({ page }) => {
  await open(page);
  for (const typed of ["lzkj", "liangzikeji", "量子kj", "ＬＺＫＪ"]) {
    await field(page).fill(typed);
    await page.locator(".rows").evaluate((rows) => rows.scrollIntoView());
    await expect(titles(page).first()).toContainText("量子科技");
    await expect(page.locator(".card:visible mark").first()).toHaveText("量子科技");
    await expect(page.locator(".day:visible .when").first()).toHaveText("名称里有");
  }
  // Whoever reads hits from all days sees the day on each.
  await expect(page.locator(".card:visible .card-time").first()).toHaveText(/(今天|明天|后天|昨天|\d+月\d+日) \d\d:\d\d/);
  await fits(page);
  await page.keyboard.press("Escape");
  await expect(titles(page).first()).toBeVisible();
});

test("what was meant is offered while one types, and taken with the keyboard", async ({ page }) => {
  await open(page);
  await field(page).click();
  await field(page).pressSequentially("nongye");
  const offers = page.getByRole("listbox");
  await expect(offers.getByRole("option").first()).toBeVisible();
  await expect(field(page)).toHaveAttribute("aria-expanded", "true");
  await axe(page);
  await sizes(page);
  const wanted = offers.getByRole("option", { name: /农业科技/ });
  const at = await offers.getByRole("option").allTextContents().then((all) => all.findIndex((text) => text.includes("农业科技")));
  for (let step = 0; step <= at; step++) await page.keyboard.press("ArrowDown");
  await expect(wanted).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/field=agri/);
  await expect(field(page)).toHaveValue("");
  await expect(offers).toHaveCount(0);
  await expect(page.locator(".chosen .chip", { hasText: "农业科技" })).toBeVisible();
});

test("what was looked for stays on the device until one clears it", async ({ page }) => {
  await open(page);
  await field(page).fill("量子");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "清空搜索" }).click();
  // The address follows after a pause.
  await expect(page).not.toHaveURL(/q=/);
  await page.reload();
  await field(page).click();
  await page.getByRole("option", { name: "量子" }).click();
  await expect(field(page)).toHaveValue("量子");
  await expect(titles(page).first()).toContainText("量子");
  await page.getByRole("button", { name: "清空搜索" }).click();
  await field(page).click();
  await page.getByRole("button", { name: "清除搜索记录" }).click();
  await expect(page.getByRole("listbox")).toHaveCount(0);
  expect(await page.evaluate(() => localStorage.getItem("kepu.recent"))).toBeNull();
});

test("a class of 45 is shown only what has room for all", async ({ page }) => {
  await open(page);
  const all = Number(await total(page).textContent());
  await page.locator(".bar.even .chip", { hasText: "更多" }).click();
  await page.locator(".filter.sheet").getByLabel("几个人一起").fill("45");
  await page.keyboard.press("Tab");
  await page.locator(".filter-foot .btn-primary").click();
  await expect(page.locator(".chosen .chip", { hasText: "45 人一起" })).toBeVisible();
  await expect(page).toHaveURL(/group=45/);
  await expect(total(page)).not.toHaveText(String(all));
  const found = Number(await total(page).textContent());
  expect(found).toBeGreaterThan(0);
  expect(found).toBeLessThan(all);
  for (const words of await page.locator(".card:visible .card-places").allTextContents()) {
    const left = /余 (\d+) 位/.exec(words);
    if (left) expect(Number(left[1])).toBeGreaterThanOrEqual(45);
    expect(words).not.toMatch(/已满|仅余|已结束|取消/);
  }
  await page.locator(".chosen .chip", { hasText: "45 人一起" }).click();
  await expect(total(page)).toHaveText(String(all));
});

test("a span of days is an address, and a stranger in the address can be removed", async ({ page }) => {
  await open(page);
  const all = Number(await total(page).textContent());
  const day = (days) => new Date(Date.now() + days * 864e5 + 8 * 36e5).toISOString().slice(0, 10);
  await open(page, `/?days=${day(1)}~${day(2)}&field=nonsense&view=tree&group=-3`);
  await expect(page.getByRole("heading", { name: "没有符合条件的活动" })).toBeVisible();
  await axe(page);
  await page.locator(".chosen .chip", { hasText: "未知条件：nonsense" }).click();
  await expect(titles(page).first()).toBeVisible();
  const found = Number(await total(page).textContent());
  expect(found).toBeGreaterThan(0);
  expect(found).toBeLessThan(all);
  await expect(page.locator(".day:visible .what").first()).toContainText("明天");
  await page.locator(".chosen .chip").first().click();
  await expect(total(page)).toHaveText(String(all));
});
