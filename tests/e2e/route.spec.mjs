// A day out, proposed: for a family, for a class, for whoever gets the link; changed, taken into the plan, or relaxed.
import { axe, expect, fits, open, test } from "./support/test.mjs";

test.use({ backend: { demo: false } });
test.beforeEach(async ({ control }) => control.clock({ at: "2023-09-16T10:00:00+08:00" }));

const cards = (page) => page.locator(".route-card");
const titles = (within) => within.locator(".route-stop h3");
const chip = (page, name) => page.locator(".route-form .chip", { hasText: name });

/** Opens what is folded on a phone. */
async function more(page) {
  const fold = page.locator(".route-form details");
  if (!(await fold.evaluate((fold) => fold.open))) await fold.locator("summary").click();
}

const minutes = (clock) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));

/** The stops of every card, in minutes of the day; no stop begins before the one before it has ended. */
async function days(page) {
  await expect(cards(page).first()).toBeVisible();
  const all = [];
  for (const card of await cards(page).all()) {
    const times = await card.locator(".route-stop .route-time").allTextContents();
    const stops = times.map((time) => time.split("–").map(minutes));
    for (const [nth, [start, end]] of stops.entries()) {
      expect(end).toBeGreaterThan(start);
      if (nth > 0) expect(start, "a rest after the stop before").toBeGreaterThan(stops[nth - 1][1]);
    }
    all.push({ stops, titles: await titles(card).allTextContents() });
  }
  return all;
}

test("a family with a child in grade three gets proposals at once @every", async ({ page }) => {
  await open(page, "/route");
  await days(page);
  await chip(page, "9月23日").click();
  await more(page);
  await page.getByLabel("适合谁").selectOption("3");
  await page.getByLabel("从哪出发").selectOption({ label: "红旗区" });
  await chip(page, "生态文明").click();
  await expect(page).toHaveURL(/day=2023-09-23&start=410702&like=eco&for=3$/);
  await expect(page.locator(".route-liked").first()).toHaveText("合您的兴趣：生态文明");
  const made = await days(page);
  expect(made.length).toBe(3);
  for (const { stops } of made) {
    expect(stops[0][0]).toBeGreaterThanOrEqual(9 * 60);
    expect(stops.at(-1)[1]).toBeLessThanOrEqual(17 * 60);
  }
  const different = new Set(made.map((one) => one.titles.join()));
  expect(different.size).toBe(made.length);
  await expect(page.locator(".route-between").first()).toHaveText(/^路上约 \d+ 分钟（估算）$/);
  await axe(page);
  await fits(page);
});

test("a class of 45 is sent where classes are taken @every", async ({ page }) => {
  await open(page, "/route?day=2023-09-19&for=3");
  await chip(page, "一个班").click();
  await expect(page.getByRole("textbox", { name: "一共几人" })).toHaveValue("45");
  await expect(page).toHaveURL(/who=class$/);
  const made = await days(page);
  expect(made.flatMap((one) => one.titles)).toContain("防震演练与应急小屋");
  // One more than the buses hold: what takes sixty at most falls out.
  await page.getByRole("textbox", { name: "一共几人" }).fill("130");
  await expect(page).toHaveURL(/size=130/);
  await expect(titles(page).filter({ hasText: "防震演练" })).toHaveCount(0);
  await axe(page);
  await fits(page);
});

test("another stop takes the place of one, the others stay @every", async ({ page }) => {
  await open(page, "/route?day=2023-09-23&for=3");
  await days(page);
  const card = cards(page).first();
  const before = await titles(card).allTextContents();
  const swap = card.getByRole("button", { name: /^换一个/ }).nth(1);
  await swap.click();
  await expect(swap).toHaveAttribute("aria-expanded", "true");
  const others = card.locator(".route-other");
  expect(await others.count()).toBeGreaterThan(0);
  const wanted = await others.first().locator("b").textContent();
  expect(before).not.toContain(wanted);
  await axe(page);
  await others.first().click();
  await expect(titles(card).nth(1)).toHaveText(wanted);
  await expect(others).toHaveCount(0);
  await expect(card.getByRole("button", { name: /^换一个/ }).nth(1)).toBeFocused();
  const after = await titles(card).allTextContents();
  expect(after.filter((_, nth) => nth !== 1)).toEqual(before.filter((_, nth) => nth !== 1));
  await days(page);
});

test("all of it goes into the plan @every", async ({ page }) => {
  await open(page, "/route?day=2023-09-23&for=3");
  await days(page);
  const card = cards(page).first();
  const planned = await titles(card).allTextContents();
  await card.getByRole("button", { name: "整个加入行程" }).click();
  await expect(page.locator(".toast")).toContainText(`已把 ${planned.length} 站加入行程`);
  await expect(card.getByText("这几站都已在您的行程里")).toBeVisible();
  await page.locator(".toast").getByRole("button", { name: "关闭" }).click();
  await axe(page);
  await card.getByRole("link", { name: "看行程" }).click();
  for (const title of planned) await expect(page.locator("main").getByRole("link", { name: title })).toBeVisible();
  await expect(page.locator("main .clash"), "nothing clashes, no way is too long").toHaveCount(0);
});

test("a shared link gives the same proposals, and needs no network once the programme is there", async ({ page, browser, server, context, quiet }) => {
  quiet.allow(/ERR_INTERNET_DISCONNECTED/);
  await open(page, "/route");
  await days(page);
  await chip(page, "9月20日").click();
  await chip(page, "一个班").click();
  await expect(page).toHaveURL(/day=2023-09-20&who=class$/);
  const mine = await days(page);

  const other = await (await browser.newContext({ baseURL: server.url, locale: "zh-CN" })).newPage();
  await open(other, new URL(page.url()).pathname + new URL(page.url()).search);
  expect(await days(other)).toEqual(mine);

  await context.setOffline(true);
  await chip(page, "9月21日").click();
  await expect(page).toHaveURL(/day=2023-09-21/);
  await expect(titles(page).first()).not.toHaveText(mine[0].titles[0]);
  await days(page);
});

test("where nothing fits, it is said what would @every", async ({ page }) => {
  await open(page, "/route?day=2023-09-20&hours=0700-0800&for=3");
  await expect(page.getByRole("heading", { name: "这样排不出行程" })).toBeVisible();
  await axe(page);
  await fits(page);
  const way = page.getByRole("button", { name: /^早晚都行（\d+ 个可去）$/ });
  await way.click();
  await days(page);
  await more(page);
  await expect(page.getByLabel("几点出发")).toHaveValue("420");
});
