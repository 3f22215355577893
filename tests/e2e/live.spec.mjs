// What is online: parts by the clock, search and filters as on the first page, kept in the URL, offline too.
import { axe, expect, fits, open, sizes, test } from "./support/test.mjs";

const card = (page, title) => page.locator("main .row:not([hidden]) .card-link", { hasText: title });

test("the list tells what is on, what comes and what can be seen again @every", async ({ page }) => {
  await open(page, "/live");
  await expect(card(page, "量子科技漫谈")).toHaveAttribute("href", "/live/quantum-talk");
  const heads = page.locator(".rows .row-day:not([hidden]) h2 .when");
  await expect(heads.first()).toHaveText("正在直播");
  await axe(page);
  await sizes(page);
  await fits(page);
  await page.getByRole("searchbox").fill("黄河水");
  await expect(heads.first()).toHaveText("回放");
  await expect(card(page, "黄河水的一生")).toBeVisible();
  await page.getByText("官方新媒体").scrollIntoViewIfNeeded();
  await expect(page.locator("main").getByText("科普新乡", { exact: true })).toBeVisible();
});

test("search and kinds narrow the list, stand in the URL and work without a network", async ({ page, context, quiet }) => {
  quiet.allow(/ERR_INTERNET_DISCONNECTED/);
  await open(page, "/live");
  const kind = page.getByRole("button", { name: /^云讲堂/ });
  const count = Number((await kind.textContent()).match(/\d+$/)[0]);
  await kind.click();
  await expect(kind).toHaveAttribute("aria-pressed", "true");
  await expect(page).toHaveURL(/\/live\?format=cloud-hall$/);
  await expect(page.locator(".count .num")).toHaveText(String(count));
  await page.reload();
  await expect(page.getByRole("button", { name: /^云讲堂/ })).toHaveAttribute("aria-pressed", "true");
  await expect(page.locator(".count .num")).toHaveText(String(count));
  await context.setOffline(true);
  await page.getByRole("searchbox").fill("超级");
  await expect(page.locator(".count .num")).toHaveText("1");
  await expect(card(page, "超级计算机为什么要算天气")).toBeVisible();
  await page.getByText("更多筛选").click();
  await page.getByRole("button", { name: /^幼儿/ }).click();
  await expect(page.getByText("没有符合条件的线上活动")).toBeVisible();
  await axe(page);
  await page.getByRole("button", { name: "全部清除" }).first().click();
  await expect(page).toHaveURL(/\/live$/);
  await expect(card(page, "量子科技漫谈")).toBeVisible();
  await context.setOffline(false);
});

test("what a link asks for is found, and strangers in it do nothing", async ({ page }) => {
  await open(page, "/live?q=%E9%87%8F%E5%AD%90&api=https://evil.example");
  await expect(page.getByRole("searchbox")).toHaveValue("量子");
  await expect(page.locator(".count .num")).toHaveText("1");
  await card(page, "量子科技漫谈").click();
  await expect(page).toHaveURL(/\/live\/quantum-talk$/);
  await page.goBack();
  await expect(page.getByRole("searchbox")).toHaveValue("量子");
});
