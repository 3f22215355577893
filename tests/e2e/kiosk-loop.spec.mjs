// A screen in a hall that nobody touches: scenes in turn, both ways up, and any touch or key is the way in.
import { axe, expect, fits, open, test } from "./support/test.mjs";

const UPRIGHT = { width: 1080, height: 1920 };
const SCREENS = [
  ["upright", UPRIGHT, "light"],
  ["lying", { width: 1920, height: 1080 }, "dark"],
];
/** How long one thing is shown, in milliseconds; the clock of the pages moves as often. */
const TURN = 10_000;

test.use({ isMobile: false, hasTouch: true });

const scene = (page) => page.locator(".scene.is-on");

/** The loop at a quarter past ten, when something is on; its turns end when the test says so. */
async function loop(page, control) {
  const day = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  await control.clock({ at: `${day}T10:15:00+08:00` });
  await control.kiosk("hall", { venue: "museum", message: "今天下午三点，球幕影院加映一场，请到一楼服务台领票。" });
  await page.addInitScript((millis) => {
    const every = window.setInterval;
    window.beats = [];
    window.setInterval = (task, after) => {
      if (after !== millis) return every.call(window, task, after);
      window.beats.push(task);
      return every.call(window, () => {}, 2 ** 30);
    };
  }, TURN);
  await open(page, "/kiosk/hall");
  await expect(page.locator(".attract-here")).toHaveText("平原博物院");
}

const turn = (page) => page.evaluate(() => window.beats.forEach((task) => task()));

/** Whatever of a scene does not fit where it stands. */
const cut = (page) =>
  page.evaluate(() =>
    [...document.querySelectorAll(".is-on, .is-on .attract-row, .is-on .attract-told, .attract-hand, .attract-touch")]
      .filter((element) => element.scrollHeight > element.clientHeight + 2 || element.scrollWidth > element.clientWidth + 2)
      .map((element) => element.className),
  );

for (const [way, viewport, colorScheme] of SCREENS) {
  test.describe(way, () => {
    test.use({ viewport, colorScheme });

    test(`every scene of a screen that is ${way} is whole and accessible, ${colorScheme}`, async ({ page, control }) => {
      await loop(page, control);
      await expect(page.locator(".attract-clock b")).toHaveText("10:15");
      await expect(page.getByRole("img", { name: "在手机上打开的二维码" })).toBeVisible();
      const shown = new Set();
      for (let round = 0; round < 8 && shown.size < 6; round += 1) {
        const name = (await scene(page).getAttribute("class")).match(/scene-(\w+)/)[1];
        if (!shown.has(name)) {
          shown.add(name);
          await axe(page, { within: ".attract" });
          await fits(page);
          expect(await cut(page), name).toEqual([]);
        }
        await turn(page);
        await expect(scene(page)).not.toHaveClass(new RegExp(`scene-${name}`));
      }
      expect([...shown].sort()).toEqual(["here", "message", "near", "recap", "talk", "theme"]);
    });
  });
}

test.describe("upright", () => {
  test.use({ viewport: UPRIGHT });

  test("a touch anywhere and every key lead to the activities, and the history does not grow", async ({ page, control }) => {
    await loop(page, control);
    const before = await page.evaluate(() => history.length);
    // A board, far from the button.
    await page.touchscreen.tap(500, 900);
    await expect(page).toHaveURL(/\/$/);
    await expect(page.locator(".attract")).toHaveCount(0);
    await expect(page.locator(".rows")).toBeVisible();
    expect(await page.evaluate(() => history.length)).toBe(before);
    await open(page, "/kiosk/hall");
    await expect(scene(page)).toHaveCount(1);
    await page.keyboard.press("ArrowDown");
    await expect(page).toHaveURL(/\/$/);
  });

  test("without a network the loop goes on with what it has and says from when; what is new is written into the same elements", async ({ page, context, control, quiet }) => {
    quiet.allow(/ERR_INTERNET_DISCONNECTED/);
    await loop(page, control);
    const note = page.locator(".attract-note");
    const count = () => page.evaluate(() => document.querySelectorAll(".attract *").length);
    const nodes = await count();
    await context.setOffline(true);
    await expect(note).toContainText("数据截至 今天 10:15");
    for (let round = 0; round < 5; round += 1) {
      const before = await scene(page).getAttribute("class");
      await turn(page);
      await expect(scene(page)).not.toHaveClass(before);
    }
    await expect(page.locator("[role=alert]:visible")).toHaveCount(0);
    const year = await (await fetch(`${new URL(page.url()).origin}/api/catalogue`)).json();
    for (const activity of year.activities) activity.title = "改了名字";
    await control.catalogue(year);
    await context.setOffline(false);
    await expect(note).not.toContainText("数据截至");
    for (let round = 0; round < 5; round += 1) {
      await turn(page);
      if ((await scene(page).getAttribute("class")).includes("scene-here")) break;
    }
    await expect(page.locator(".scene-here .attract-title").first()).toHaveText("改了名字");
    expect(await count()).toBe(nodes);
  });
});
