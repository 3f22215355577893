// The map of the districts: by touch, by mouse, by keyboard, and without a map.
import { axe, expect, fits, open, sizes, test } from "./support/test.mjs";

const HUIXIAN = "410782";
const shape = (page, id) => page.locator(`.chart [data-id="${id}"]`);
const district = (page, name) => page.locator(".atlas-list .chip", { hasText: name });
const show = (page) => page.getByRole("button", { name: /^看这 \d+ 场$/ });
const whole = (page) => page.getByRole("button", { name: "看全市" });
const number = async (locator) => Number((await locator.textContent()).replace(/\D/g, ""));

/** As a finger does on a phone, as a mouse does elsewhere. */
const press = (page, locator) => (page.viewportSize().width < 900 ? locator.tap() : locator.click());

async function openMap(page, more = "") {
  await open(page, `/?view=map${more}`);
  await expect(shape(page, HUIXIAN)).toBeVisible();
}

test("a district is chosen on the map, and the list and the link have it @every", async ({ page }) => {
  await openMap(page);
  const promised = await number(district(page, "辉县市").locator(".n"));
  expect(promised).toBeGreaterThan(0);
  await press(page, shape(page, HUIXIAN));
  await expect(district(page, "辉县市")).toHaveAttribute("aria-pressed", "true");
  // Not by its colour alone: its name has a tick, its edge is thick.
  await expect(page.locator(".chart .name", { hasText: "✓辉县市" })).toBeVisible();
  await expect(shape(page, HUIXIAN)).toHaveCSS("stroke-width", "4.5px");
  await expect(page).toHaveURL(new RegExp(`district=${HUIXIAN}.*view=map`));
  await expect(show(page)).toHaveText(`看这 ${promised} 场`);
  await fits(page);

  await show(page).click();
  await expect(page).not.toHaveURL(/view=map/);
  await expect(page.locator(".count .num")).toHaveText(String(promised));
  await page.locator(".rows").evaluate((rows) => rows.scrollIntoView());
  await expect(page.locator(".card:visible").first()).toBeVisible();
  const places = await page.locator(".card:visible .card-district").allTextContents();
  expect(new Set(places)).toEqual(new Set(["辉县市"]));

  await page.goBack();
  await page.goto(`/?district=${HUIXIAN}&view=map`);
  await expect(district(page, "辉县市")).toHaveAttribute("aria-pressed", "true");
  await press(page, shape(page, HUIXIAN));
  await expect(page).not.toHaveURL(/district=/);
});

test("with the keyboard: districts are buttons, arrows move the map and not the page @desktop", async ({ page }) => {
  await openMap(page);
  await district(page, "红旗区").focus();
  await page.keyboard.press("Space");
  await expect(page).toHaveURL(/district=410702/);
  await expect(district(page, "红旗区")).toBeFocused();
  await expect(district(page, "红旗区")).toHaveAttribute("aria-pressed", "true");
  // In the list and on the drawing.
  await expect(page.getByRole("button", { name: /^红旗区，\d+ 场$/ })).toHaveCount(2);

  const near = page.getByRole("button", { name: "城区" });
  await near.focus();
  await page.keyboard.press("Enter");
  await expect(near).toHaveAttribute("aria-pressed", "true");
  const place = () => page.locator(".chart > g").first().getAttribute("transform");
  const before = await place();
  const scrolled = await page.evaluate(() => window.scrollY);
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowDown");
  await expect.poll(place).not.toBe(before);
  expect(await page.evaluate(() => window.scrollY)).toBe(scrolled);
  await whole(page).press("Enter");
  await expect(whole(page)).toHaveAttribute("aria-pressed", "true");
});

test("the drawing takes the keyboard: plus and minus, districts and places, with a ring and a name @desktop", async ({ page }) => {
  await openMap(page);
  const chart = page.locator(".chart");
  const focused = (selector) => page.locator(`${selector}:focus`);
  await page.locator(".atlas-map").focus();
  await page.keyboard.press("Tab");
  await expect(focused(".shape")).toHaveAttribute("data-id", HUIXIAN);
  await expect(focused(".shape")).toHaveAccessibleName(/^辉县市，\d+ 场$/);
  await expect(page.locator(".chart .ring")).toHaveCount(1);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/district=410782/);
  await expect(focused(".shape"), "the focus stays").toHaveAttribute("aria-pressed", "true");
  await page.keyboard.press("Space");
  await expect(page).not.toHaveURL(/district=/);

  await page.keyboard.press("+");
  await page.keyboard.press("+");
  await expect(chart).toHaveAttribute("data-near", "1");
  await expect(focused(".shape")).toHaveCount(1);
  const spots = page.locator(".spot");
  await spots.first().focus();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Shift+Tab");
  await expect(focused(".spot")).toHaveAccessibleName(/，\d+ 场$/);
  await expect(focused(".spot").locator(".disc")).toHaveCSS("stroke-width", "5px");
  await page.keyboard.press("Enter");
  await expect(page.locator(".atlas-places a.line").first()).toBeVisible();
  // What is drawn anew loses the focus to the frame, not to the page.
  await page.keyboard.press("-");
  await expect(page.locator(".atlas-map")).toBeFocused();
  await page.keyboard.press("-");
  await expect(chart).toHaveAttribute("data-near", "0");
});

test("only what is in sight: the list, the link and a chip have it, and the whole city is a press away @every", async ({ page }) => {
  await openMap(page);
  const all = await number(show(page));
  const part = page.getByRole("button", { name: "只看这一片" });
  await expect(part, "of the whole nothing is left out").toHaveAttribute("aria-disabled", "true");
  await page.getByRole("button", { name: "城区" }).click();
  await expect(part).toHaveAttribute("aria-disabled", "false");
  await press(page, part);
  await expect(part).toHaveAttribute("aria-pressed", "true");
  await expect(page).toHaveURL(/area=\d+\.\d{3},\d+\.\d{3},\d+\.\d{3},\d+\.\d{3},gcj02&view=map$/);
  const few = await number(show(page));
  expect(few).toBeGreaterThan(0);
  expect(few).toBeLessThan(all);
  await axe(page);
  await sizes(page);
  await fits(page);

  await page.reload();
  await expect(page.locator(".chart")).toHaveAttribute("data-near", "1");
  await expect(show(page)).toHaveText(`看这 ${few} 场`);
  await show(page).click();
  await expect(page.locator(".count .num")).toHaveText(String(few));
  const chip = page.getByRole("button", { name: "去掉：地图上这一片" });
  await press(page, chip);
  await expect(chip).toHaveCount(0);
  await expect(page.locator(".count .num")).toHaveText(String(all));
  await expect(page).not.toHaveURL(/area=/);

  await openMap(page, "&area=113.8,35.2,114,35.4,wgs84");
  await expect(show(page)).not.toHaveText(`看这 ${all} 场`);
  await press(page, whole(page));
  await expect(show(page)).toHaveText(`看这 ${all} 场`);
  await expect(whole(page)).toHaveAttribute("aria-pressed", "true");
  await expect(page).not.toHaveURL(/area=/);
});

test("a part of the map that is none is an unknown condition, and goes like one", async ({ page }) => {
  await open(page, "/?area=1,2,<3>");
  const chip = page.getByRole("button", { name: "去掉：未知条件：1,2,<3>" });
  await expect(page.locator(".count .num")).toHaveText("0");
  await expect(page.getByRole("button", { name: /^不限地图范围（\d+ 场）$/ })).toBeVisible();
  await chip.click();
  await expect(chip).toHaveCount(0);
  await expect(page.locator(".count .num")).not.toHaveText("0");
});

test("the wheel looks nearer where the mouse is, and at its end scrolls the page @desktop", async ({ page }) => {
  await openMap(page);
  const chart = page.locator(".chart");
  const box = await page.locator(".atlas-map").boundingBox();
  await page.mouse.move(box.x + box.width / 3, box.y + 40);
  await page.mouse.wheel(0, -300);
  await expect(chart).toHaveAttribute("data-near", "1");
  expect(await page.evaluate(() => window.scrollY)).toBe(0);
  await page.mouse.wheel(0, 300);
  await page.mouse.wheel(0, 300);
  await expect(chart).toHaveAttribute("data-near", "0");
  await page.mouse.wheel(0, 300);
  await expect.poll(() => page.evaluate(() => window.scrollY)).toBeGreaterThan(0);
});

test("two fingers look nearer, and the page stays as it is", async ({ page }) => {
  await openMap(page);
  await page.locator(".atlas-map").scrollIntoViewIfNeeded();
  const box = await page.locator(".atlas-map").boundingBox();
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const touch = await page.context().newCDPSession(page);
  const fingers = (type, far) =>
    touch.send("Input.dispatchTouchEvent", { type, touchPoints: far === undefined ? [] : [{ x: x - far, y, id: 1 }, { x: x + far, y, id: 2 }] });
  const scrolled = await page.evaluate(() => window.scrollY);
  await fingers("touchStart", 30);
  for (const far of [40, 60, 80, 100]) await fingers("touchMove", far);
  await fingers("touchEnd");
  await expect(page.locator(".chart")).toHaveAttribute("data-near", "1");
  await expect(page.locator(".spot").first()).toBeVisible();
  expect(await page.evaluate(() => [window.scrollY, window.visualViewport.scale])).toEqual([scrolled, 1]);
  await expect(page.locator(".atlas-list [aria-pressed=true]"), "nothing was tapped").toHaveCount(0);
});

test.describe("on a screen in a hall", () => {
  test.use({ viewport: { width: 1080, height: 1920 } });

  test("what is touched is 60 pixels large @desktop", async ({ page }) => {
    await openMap(page);
    await page.getByRole("button", { name: "城区" }).click();
    await expect(page.locator(".spot").first()).toBeVisible();
    await sizes(page, { target: 60, within: ".atlas" });
    await axe(page);
    await fits(page);
  });
});

test("the counts are those of the filter, whatever else is chosen @desktop", async ({ page }) => {
  await openMap(page, "&direction=empower&district=410702");
  const facet = page.locator("#c-district");
  await facet.getByRole("button", { name: /^全部 \d+ 项$/ }).click();
  const filter = await facet.locator(".facet-row").evaluateAll((rows) =>
    rows.map((row) => `${row.querySelector(".facet-name").textContent} ${row.querySelector(".facet-n").textContent}`),
  );
  const map = await page.locator(".atlas-list .chip").evaluateAll((chips) =>
    chips.map((chip) => `${chip.firstElementChild.nextSibling.textContent} ${chip.querySelector(".n").textContent}`),
  );
  expect(map.length).toBe(15);
  expect(map.toSorted()).toEqual(filter.toSorted());
  await page.locator(".bar.quick .chip", { hasText: "还有名额" }).click();
  await expect(page.locator(".atlas-list .chip .n").first()).not.toHaveText(map[0].replace(/\D/g, ""));
  expect(await number(show(page))).toBe(await number(district(page, "红旗区").locator(".n")));
});

test("looked at closely, a place says what is found there and leads to it @every", async ({ page }) => {
  await openMap(page);
  await expect(page.locator(".spot")).toHaveCount(0);
  await page.getByRole("button", { name: "城区" }).click();
  const spot = page.locator(".spot").filter({ has: page.locator("text=/^\\d+$/") }).first();
  await press(page, spot.locator(".disc"));
  const lines = page.locator(".atlas-places").first().locator("a.line");
  await expect(lines.first()).toBeVisible();
  const counts = await lines.evaluateAll((all) => all.map((line) => Number(line.textContent.match(/(\d+) 场$/)[1])));
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(await number(spot.locator("text")));
  const name = await lines.first().locator("b").textContent();
  await lines.first().click();
  await expect(page.locator("#q")).toHaveValue(name);
  await page.locator(".rows").evaluate((rows) => rows.scrollIntoView());
  await expect(page.locator(".card:visible .card-place").first()).toHaveText(name);
});

test("the map is dragged, and a drag taps nothing", async ({ page }) => {
  await openMap(page);
  await page.getByRole("button", { name: "放大" }).click();
  const place = () => page.locator(".chart > g").first().getAttribute("transform");
  const before = await place();
  const box = await page.locator(".atlas-map").boundingBox();
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 60, y + 30, { steps: 5 });
  await page.mouse.up();
  await expect.poll(place).not.toBe(before);
  await expect(page.locator(".atlas-list [aria-pressed=true]")).toHaveCount(0);
});

test("the view is light and accessible @every", async ({ page }) => {
  await openMap(page, "&district=410702,410725");
  await axe(page);
  await sizes(page);
  await fits(page);
  await page.getByRole("button", { name: "城区" }).click();
  await expect(page.locator(".spot").first()).toBeVisible();
  await axe(page);
  expect(await page.evaluate(() => document.querySelectorAll("*").length)).toBeLessThan(1500);
});

test("nobody fetches the map who does not look at it; where there is none the districts are a list", async ({ page, quiet }) => {
  quiet.allow(/data\/map/);
  const asked = [];
  page.on("request", (request) => request.url().includes("/data/map/") && asked.push(request.url()));
  await page.route("**/data/map/*.json", (route) => route.fulfill({ status: 404, body: "" }));
  await open(page);
  await expect(page.locator(".card:visible").first()).toBeVisible();
  expect(asked).toEqual([]);
  await open(page, "/?view=map");
  await expect(page.getByText("地图暂时打不开，请在下面按县区选。")).toBeVisible();
  expect(asked).toHaveLength(1);
  await district(page, "卫辉市").click();
  await expect(page).toHaveURL(/district=410781/);
});

test.describe("without a network", () => {
  test.use({ serviceWorkers: "allow" });

  test("a map that was looked at once is there", async ({ page, context, quiet }) => {
    quiet.allow(/Failed to load resource|ERR_INTERNET_DISCONNECTED/);
    await openMap(page);
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    await page.reload();
    await expect(shape(page, HUIXIAN)).toBeVisible();
    await context.setOffline(true);
    await page.reload();
    await expect(shape(page, HUIXIAN)).toBeVisible();
    await context.setOffline(false);
  });
});
