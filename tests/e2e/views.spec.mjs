// The same query as a day, as a month, as a calendar file.
import { readFile } from "node:fs/promises";
import { axe, expect, fits, open, sizes, test } from "./support/test.mjs";

const total = (page) => page.locator(".count .num");
const look = (page, name) => page.getByRole("group", { name: "怎么看" }).getByRole("button", { name });

test("a day is seen by the hour, or venue beside venue @every", async ({ page }, { project }) => {
  await open(page);
  await look(page, "日程").click();
  await expect(page).toHaveURL(/view=day/);
  await page.getByRole("button", { name: "后一天" }).click();
  await expect(page.locator(".day-head h2")).toContainText("明天");
  await expect(page).toHaveURL(/date=\d{4}-\d\d-\d\d/);
  if (project.name === "desktop") {
    const rows = page.locator(".day-row");
    await expect(rows.first()).toBeVisible();
    expect(await rows.count()).toBeGreaterThan(3);
    // A block begins where its time is on the axis of hours.
    const places = await page.locator(".day-grid").evaluate((grid) => {
      const hours = [...grid.querySelectorAll(".day-hours span")].map((hour) => [parseInt(hour.textContent, 10) * 60, hour.getBoundingClientRect().left]);
      const [[from, left], [to, right]] = [hours[0], hours[hours.length - 1]];
      return [...grid.querySelectorAll(".day-block")].map((block) => {
        const [hour, minute] = block.querySelector("b").textContent.split(":").map((part) => parseInt(part, 10));
        const wanted = left + ((hour * 60 + minute - from) / (to - from)) * (right - left);
        return Math.abs(block.getBoundingClientRect().left - wanted);
      });
    });
    expect(places.length).toBeGreaterThan(5);
    expect(Math.max(...places)).toBeLessThan(3);
  } else {
    const heads = await page.locator(".day:visible .when").allTextContents();
    expect(heads.length).toBeGreaterThan(0);
    expect(heads).toEqual([...heads].sort());
    await expect(page.locator(".card:visible").first()).toBeVisible();
  }
  await axe(page);
  await fits(page);
  await sizes(page);
});

test("a month says how much there is on each day, and leads to it @every", async ({ page }) => {
  await open(page, "/?direction=innovation&view=month");
  const tomorrow = new Date(Date.now() + 864e5 + 8 * 36e5);
  const later = page.getByRole("button", { name: "下个月" });
  const number = page.locator("b").filter({ hasText: new RegExp(`^${tomorrow.getUTCDate()}$`) });
  const day = page.locator(".month button.date").filter({ has: number });
  await expect(page.locator(".month table")).toBeVisible();
  if (tomorrow.getUTCDate() === 1) await later.click();
  const promised = /(\d+) 场$/.exec(await day.locator(".n").textContent())[1];
  await expect(day).toHaveAccessibleName(/月.*日 周.，.*场/);
  await axe(page);
  await fits(page);
  await sizes(page);
  await day.click();
  await expect(page).toHaveURL(/direction=innovation&date=.*view=day/);
  await expect(page.locator(".day-head .n")).toHaveText(`${promised} 场`);
  await page.reload();
  await expect(page.locator(".day-head .n")).toHaveText(`${promised} 场`);
  await look(page, "列表").click();
  await expect(total(page)).toHaveText(promised);
});

test("in large letters the month is a day a line", async ({ page }) => {
  await page.addInitScript(() => localStorage.setItem("kepu.size", "xxlarge"));
  await open(page, "/?view=month");
  const day = page.locator(".month button.date").last();
  await expect(day).toContainText(/\d+月\d+日 周.，\d+ 场/);
  const [box, width] = [await day.boundingBox(), await page.evaluate(() => innerWidth)];
  expect(box.width).toBeGreaterThan(width * 0.8);
  await axe(page);
  await fits(page);
  await sizes(page, { target: 60, text: 24 });
});

test("what a filter finds goes into the phone's calendar", async ({ page }) => {
  await open(page, "/?direction=innovation&place=online");
  const found = Number(await total(page).textContent());
  expect(found).toBeGreaterThan(0);
  const saved = page.waitForEvent("download");
  await page.locator(".list").getByRole("button", { name: /日历/ }).click();
  const text = await readFile(await (await saved).path(), "utf8");
  expect(text.match(/BEGIN:VEVENT/g)).toHaveLength(found);
});
