// Another engine: Debian's Firefox plays the replay too.
import { existsSync } from "node:fs";
import puppeteer from "puppeteer-core";
import { expect, test } from "./support/test.mjs";

const FIREFOX = process.env.FIREFOX ?? "/usr/bin/firefox-esr";

test("Firefox plays a replay with its captions", async ({ server, control }) => {
  test.slow();
  expect(existsSync(FIREFOX), `${FIREFOX}: tests/checks/machine.sh firefox installs it`).toBe(true);
  await control.lecture("water-talk", { state: "replay" });
  const browser = await puppeteer.launch({ browser: "firefox", executablePath: FIREFOX, headless: true });
  try {
    const page = await browser.newPage();
    await page.goto(`${server.url}/live/water-talk`);
    const button = await page.waitForSelector("button.stage-play", { timeout: 30_000 });
    await button.click();
    const state = () =>
      page.evaluate(() => {
        const video = document.querySelector(".stage-video");
        return {
          second: video.currentTime,
          cues: video.textTracks[0]?.cues?.length ?? 0,
          shown: document.querySelector(".stage-captions")?.textContent ?? "",
        };
      });
    await expect.poll(async () => (await state()).second, { timeout: 30_000 }).toBeGreaterThan(2);
    await expect.poll(async () => (await state()).cues).toBeGreaterThan(3);
    await expect.poll(async () => (await state()).shown).not.toBe("");
  } finally {
    await browser.close();
  }
});
