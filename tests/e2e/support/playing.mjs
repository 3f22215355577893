// What the specs of the player look at.
import { expect } from "./test.mjs";

export const video = (page) => page.locator(".stage-video");
export const time = (page) => video(page).evaluate((video) => video.currentTime);
export const say = (page) => page.locator(".stage-player > .stage-say");

/** It moves: more than a second on from where it is now. */
export async function plays(page, timeout = 20_000) {
  const from = await time(page);
  await expect.poll(() => time(page), { timeout }).toBeGreaterThan(from + 1);
}

/** Has the page ask the server now, as it does when it is seen again. */
export const look = (page) => page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));

/** What was asked for of this kind since the page was opened. */
export function asked(page, pattern) {
  const urls = [];
  page.on("request", (request) => pattern.test(request.url()) && urls.push(request.url()));
  return urls;
}

export const replay = (page) => page.getByRole("button", { name: "播放回放" });
export const live = (page) => page.getByRole("button", { name: "看直播" });
export const settings = (page) => page.locator(".stage-more summary");
