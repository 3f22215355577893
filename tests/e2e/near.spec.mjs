// What is near: asked for only on a tap, kept nowhere, and a place by name where there is no position.
import { axe, expect, fits, open, sizes, test } from "./support/test.mjs";

// Between the museum and the library of the year file.
const HERE = { longitude: 113.9195, latitude: 35.2942 };
const heads = (page) => page.locator(".row-day:visible .when").allTextContents();
const toList = (page) => page.locator(".rows").evaluate((rows) => rows.scrollIntoView());
const asked = (page) => page.evaluate(() => window.asked);
const mine = (page) => page.getByRole("button", { name: "用我的位置" });

test.beforeEach(async ({ page }) => {
  await page.addInitScript(() => {
    window.asked = 0;
    const real = Geolocation.prototype.getCurrentPosition;
    Geolocation.prototype.getCurrentPosition = function (...rest) {
      window.asked += 1;
      return real.apply(this, rest);
    };
  });
});

async function question(page) {
  await page.getByRole("button", { name: "离我近" }).click();
  await expect(page.getByRole("dialog")).toContainText("不保存");
}

test.describe("the position is given", () => {
  test.use({ geolocation: HERE, permissions: ["geolocation"] });

  test("it is asked for on the tap alone, orders the list, and is told to nobody @every", async ({ page }) => {
    const sent = [];
    page.on("request", (request) => sent.push(request.url() + (request.postData() ?? "")));
    await open(page);
    const all = await page.locator(".count .num").textContent();
    await question(page);
    expect(await asked(page), "before the tap").toBe(0);
    await axe(page, { within: ".dialog" });
    await mine(page).click();
    await expect(page.getByText("离我的位置近的在前")).toBeVisible();
    expect(await asked(page)).toBe(1);
    await expect(page.getByRole("dialog")).toHaveCount(0);
    await expect(page.locator(".count .num")).toHaveText(all);
    await toList(page);
    await expect(page.locator(".row-day:visible .when").first()).toHaveText("1 公里内");
    await expect(page.locator(".card:visible .card-district").first()).toHaveText(/^\d+ 米，步行约\d+分$/);

    await page.getByRole("button", { name: "3 公里", exact: true }).click();
    await expect(page).toHaveURL(/near=%2A&km=3$/);
    await expect(page.locator(".count .num")).not.toHaveText(all);
    await toList(page);
    await expect(page.locator(".row-day:visible .when").first()).toHaveText("1 公里内");
    for (const head of await heads(page)) expect(["1 公里内", "1–3 公里"]).toContain(head);
    await axe(page);
    await sizes(page);
    await fits(page);

    // It stays while the app runs, for the way there and back, and is written down nowhere.
    await toList(page);
    await page.locator(".card-link:visible").first().click();
    await expect(page.locator("h1")).toBeFocused();
    await page.goBack();
    await expect(page.getByText("离我的位置近的在前")).toBeVisible();
    await expect(mine(page)).toHaveCount(0);
    const kept = await page.evaluate(() => JSON.stringify([localStorage, sessionStorage, location.href, document.cookie]));
    for (const text of [kept, ...sent]) expect(text).not.toMatch(/113\.919|35\.2942/);
    expect(await asked(page)).toBe(1);
  });

  test("a link to another's position asks for one's own, on the tap", async ({ page }) => {
    await open(page, "/?near=%2A&km=3");
    await expect(mine(page)).toBeVisible();
    expect(await asked(page)).toBe(0);
    await expect(page.locator(".card:visible").first()).toBeVisible();
    await mine(page).click();
    await expect(mine(page)).toHaveCount(0);
    await page.getByRole("button", { name: "不按远近排" }).click();
    await expect(page).not.toHaveURL(/near|km/);
  });
});

test("refused: a place by its name does as well @every", async ({ page, context }) => {
  await context.clearPermissions();
  await open(page);
  await question(page);
  await mine(page).click();
  await expect(page.getByText("没有得到定位的许可。没关系，请在下面选一个地方。")).toBeVisible();
  await expect(page.getByLabel("也可以选一个地方")).toBeFocused();
  await axe(page, { within: ".dialog" });
  await page.keyboard.type("没有这里");
  await expect(page.getByText("没有这个地方，换个名字试试。")).toBeVisible();
  await page.getByLabel("也可以选一个地方").fill("hqq");
  await expect(page.getByRole("dialog").getByRole("button", { name: "红旗区", exact: true })).toBeVisible();
  await page.getByLabel("也可以选一个地方").fill("图书馆");
  await page.getByRole("dialog").getByRole("button", { name: "新乡市图书馆" }).click();
  await expect(page).toHaveURL(/near=library/);
  await expect(page.getByText("离新乡市图书馆近的在前")).toBeVisible();
  await toList(page);
  await expect(page.locator(".row-day:visible .when").first()).toHaveText("1 公里内");
  await expect(page.locator(".card:visible .card-district").first()).toHaveText(/^就在这里$|米，步行约\d+分$/);
});

const ANSWERS = {
  "an answer that is too vague": ["定位不够准", (found) => found({ coords: { longitude: 113, latitude: 35, accuracy: 40_000 } })],
  "no position to be found": ["没能找到您的位置", (_, failed) => failed({ code: 3 })],
  "a browser that throws": [
    "没能找到您的位置",
    () => {
      throw new Error("not here");
    },
  ],
  "a browser that never answers": ["没能找到您的位置", () => {}],
};
for (const [what, [words, answer]] of Object.entries(ANSWERS)) {
  test(`${what}: it is said, and the names are left`, async ({ page }) => {
    await page.addInitScript(`{
      Geolocation.prototype.getCurrentPosition = ${answer};
      // The app's patience, thirteen seconds, is over at once.
      const wait = setTimeout;
      window.setTimeout = (task, ms, ...rest) => wait(task, ms === 13_000 ? 50 : ms, ...rest);
    }`);
    await open(page);
    await question(page);
    await mine(page).click();
    await expect(page.getByText(words)).toBeVisible();
    await expect(page.getByRole("dialog").getByRole("button", { name: "红旗区" })).toBeVisible();
  });
}
