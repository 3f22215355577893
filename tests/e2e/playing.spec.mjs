// Playing: a live stream, a replay with its captions, sound alone.
import { axe, expect, open, test } from "./support/test.mjs";

const time = (page) => page.locator("video").evaluate((video) => video.currentTime);
const plays = async (page) => {
  const from = await time(page);
  await expect.poll(() => time(page), { timeout: 20_000 }).toBeGreaterThan(from + 1);
};

test("a replay plays with captions and text, and a line of the text leads to its place", async ({ page, control }) => {
  await control.lecture("water-talk", { state: "replay" });
  await open(page, "/live/water-talk");
  await page.getByRole("button", { name: "播放回放" }).click();
  await plays(page);
  const cues = () => page.locator("video").evaluate((video) => video.textTracks[0]?.cues?.length ?? 0);
  await expect.poll(cues).toBeGreaterThan(3);
  await page.getByText("文字稿", { exact: true }).first().click();
  const line = page.locator(".transcript-at").nth(1);
  await line.click();
  await expect.poll(() => time(page)).toBeGreaterThan(5);
  await axe(page);
});

test("the live stream plays while it is live, and its end is told", async ({ page, control }) => {
  await control.lecture("quantum-talk", { state: "live" });
  await open(page, "/live/quantum-talk");
  await page.getByRole("button", { name: "看直播" }).click();
  await plays(page);
  await page.getByRole("button", { name: "仅听声音" }).click();
  await plays(page);
  await control.lecture("quantum-talk", { state: "cancelled" });
  await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
  await expect(page.getByText("这场讲座已取消").first()).toBeVisible({ timeout: 30_000 });
});

test("a stream that is not there leads to another try, and the page stays whole", async ({ page, control, quiet }) => {
  quiet.allow(/media/);
  await page.route("**/media/**", (route) => route.fulfill({ status: 404 }));
  await control.lecture("water-talk", { state: "replay" });
  await open(page, "/live/water-talk");
  await page.getByRole("button", { name: "播放回放" }).click();
  await expect(page.getByText("播放不了")).toBeVisible({ timeout: 40_000 });
  await page.unroute("**/media/**");
  await page.getByRole("button", { name: "再试一次" }).click();
  await plays(page);
});
