// Finding an activity: filters, words, the URL, an empty list.
import { axe, expect, fits, open, test } from "./support/test.mjs";

const total = (page) => page.locator(".count .num");
const titles = (page) => page.locator(".card:visible .card-link");

const toList = (page) => page.locator(".rows").evaluate((rows) => rows.scrollIntoView());

async function choose(page, facet, value) {
  const chip = page.locator(".bar.even .chip", { hasText: facet });
  if (await chip.isVisible()) {
    await chip.click();
    await page.locator(".filter.sheet .facet-row", { hasText: value }).click();
    await page.locator(".filter-foot .btn-primary").click();
  } else {
    await page.locator(".filter.column .facet-row", { hasText: value }).click();
  }
}

test("find by theme and district, reload, share @every", async ({ page, context }) => {
  await open(page);
  await toList(page);
  await expect(titles(page).first()).toBeVisible();
  const all = Number(await total(page).textContent());
  await choose(page, "主题", "创新发展");
  await choose(page, "县区", "红旗区");
  await expect(page).toHaveURL(/direction=innovation&district=410702/);
  // What was tapped is drawn first, what it finds one frame later.
  const places = page.locator(".card:visible .card-district");
  await expect.poll(async () => [...new Set(await places.allTextContents())]).toEqual(["红旗区"]);
  const found = Number(await total(page).textContent());
  expect(found).toBeGreaterThan(0);
  expect(found).toBeLessThan(all);
  const first = await titles(page).first().textContent();
  await fits(page);

  await page.reload();
  await expect(total(page)).toHaveText(String(found));
  await toList(page);
  await expect(titles(page).first()).toHaveText(first);

  const friend = await context.newPage();
  await open(friend, new URL(page.url()).pathname + new URL(page.url()).search);
  await expect(total(friend)).toHaveText(String(found));
  await toList(friend);
  await expect(titles(friend).first()).toHaveText(first);
});

test("a count beside a value is what one gets by choosing it", async ({ page }) => {
  await open(page);
  await page.locator(".bar.even .chip", { hasText: "主题" }).click();
  const row = page.locator(".filter.sheet .facet-row", { hasText: "科技赋能" });
  const promised = await row.locator(".facet-n").textContent();
  await row.click();
  await expect(page.locator(".filter-foot .btn-primary")).toHaveText(`看 ${promised} 场`);
  await axe(page);
  await page.keyboard.press("Escape");
  await expect(page.locator(".filter.sheet")).toHaveCount(0);
  await expect(total(page)).toHaveText(promised);
});

test("words narrow the list as one types, and an empty list says what to relax", async ({ page }) => {
  await open(page);
  const search = page.getByRole("combobox", { name: /^搜/ });
  await search.fill("量子");
  await expect(titles(page).first()).toContainText("量子");
  await expect(page).toHaveURL(/q=%E9%87%8F%E5%AD%90/);
  await search.fill("没有这样的活动");
  await expect(page.getByRole("heading", { name: "没有符合条件的活动" })).toBeVisible();
  await axe(page);
  await page.getByRole("button", { name: /^不限文字（\d+ 场）$/ }).click();
  await expect(search).toHaveValue("");
  await expect(titles(page).first()).toBeVisible();
});

test("back from an activity stands where one left", async ({ page }) => {
  await open(page);
  await titles(page).nth(2).scrollIntoViewIfNeeded();
  const title = await titles(page).nth(2).textContent();
  await titles(page).nth(2).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
  await expect(page).toHaveTitle(new RegExp(title.slice(0, 4)));
  await page.goBack();
  await expect(page.locator(".card-link", { hasText: title }).first()).toBeInViewport();
});

test("the list keeps few nodes however far one goes @every", async ({ page }) => {
  await open(page);
  await toList(page);
  await expect(titles(page).first()).toBeVisible();
  const nodes = () => page.evaluate(() => document.querySelectorAll("*").length);
  const before = await nodes();
  expect(before).toBeLessThan(1500);
  const first = await titles(page).first().textContent();
  await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight / 2));
  await expect(titles(page).first()).not.toHaveText(first);
  expect(await nodes()).toBe(before);
});

test("the size of the text stays after a reload @every", async ({ page }) => {
  await open(page, "/about");
  await page.locator(".settings-size", { hasText: "超大" }).click();
  await expect(page.locator("html")).toHaveAttribute("data-size", "xxlarge");
  await page.reload();
  await expect(page.locator("html")).toHaveAttribute("data-size", "xxlarge");
  await open(page);
  await fits(page);
});
