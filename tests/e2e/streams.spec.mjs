// A stream that fails: every step down its ladder is told in one sentence, and the page stays whole (faults.md 37).
import { live, look, plays, replay, say, time, video } from "./support/playing.mjs";
import { axe, expect, open, test } from "./support/test.mjs";

const gone = (route) => route.fulfill({ status: 404 });
const portal = (route) => route.fulfill({ contentType: "text/html", body: "<!doctype html><title>登录</title>" });

test.beforeEach(async ({ control }) => {
  await control.lecture("water-talk", { state: "replay" });
  await control.lecture("quantum-talk", { state: "live" });
});

async function begin(page, path, button) {
  await open(page, path);
  await button(page).click();
}

for (const [name, answer] of [["missing", gone], ["forbidden", (route) => route.fulfill({ status: 403 })], ["a portal's page", portal]]) {
  test(`a playlist that is ${name} leads to another address`, async ({ page }) => {
    await page.route("**/media/replay.m3u8", answer);
    await begin(page, "/live/water-talk", replay);
    await expect(say(page)).toHaveText("刚才的地址放不出来，已换一个地址。", { timeout: 20_000 });
    await plays(page);
    expect(await video(page).evaluate((video) => video.currentSrc)).toMatch(/replay\.mp4$/);
  });
}

test("a line that carries no picture is asked for less, then for sound alone", async ({ page }) => {
  await page.route(/\/media\/.*\d+p-\d+\.ts$/, (route) => route.abort());
  const said = [];
  await page.exposeFunction("told", (text) => said.push(text));
  await open(page, "/live/water-talk");
  await say(page).evaluate((say) => new MutationObserver(() => window.told(say.textContent)).observe(say, { childList: true, characterData: true, subtree: true }));
  await replay(page).click();
  await expect(say(page)).toHaveText("画面放不出来，先听声音。", { timeout: 40_000 });
  expect(said).toContain("网络慢，已换成小一些的画面。");
  await plays(page);
  await expect(page.getByRole("button", { name: "仅听声音" })).toHaveAttribute("aria-pressed", "true");
});

test("where nothing plays there is another try, and the host's number @every", async ({ page }) => {
  await page.route("**/media/**", gone);
  await begin(page, "/live/water-talk", replay);
  await expect(page.getByText("播放不了")).toBeVisible({ timeout: 40_000 });
  await expect(page.locator(".stage-cover a[href^='tel:']")).toBeVisible();
  await axe(page);
  await page.unroute("**/media/**");
  await page.getByRole("button", { name: "再试一次" }).click();
  await plays(page);
});

test("a hole in the film is jumped over", async ({ page }) => {
  await page.route(/replay-\d+p-002\.ts$/, gone);
  await begin(page, "/live/water-talk", replay);
  await expect(say(page)).toHaveText("有一小段缺失，已经跳过。", { timeout: 20_000 });
  await plays(page);
  expect(await time(page)).toBeGreaterThan(6);
});

test("a wrong type of a playlist does no harm", async ({ page }) => {
  await page.route("**/media/*.m3u8", async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, headers: { ...answer.headers(), "content-type": "text/plain" } });
  });
  await begin(page, "/live/water-talk", replay);
  await plays(page);
});

test("a live playlist that stands still is waited for, then left for the sound", async ({ page }) => {
  const first = new Map();
  await page.route(/\/media\/live-\d+p\.m3u8/, async (route) => {
    const url = route.request().url();
    if (!first.has(url)) first.set(url, await (await route.fetch()).text());
    await route.fulfill({ contentType: "application/vnd.apple.mpegurl", body: first.get(url) });
  });
  await begin(page, "/live/quantum-talk", live);
  await expect(say(page)).toHaveText("直播信号停住了，正在等它回来……", { timeout: 20_000 });
  await expect(say(page)).toHaveText("画面放不出来，先听声音。", { timeout: 20_000 });
  await plays(page);
});

test("a stream that gains another source in the middle plays on", async ({ page }) => {
  let more = false;
  await page.route("**/api/lectures/quantum-talk*", async (route) => {
    if (!more) return route.fallback();
    const answer = await route.fetch({ headers: { ...route.request().headers(), "if-none-match": "" } });
    const told = await answer.json();
    told.sources.push({ role: "live", kind: "hls", url: "media/live-360p.m3u8" });
    return route.fulfill({ response: answer, json: told });
  });
  await begin(page, "/live/quantum-talk", live);
  await plays(page);
  const before = await video(page).elementHandle();
  more = true;
  const told = page.waitForResponse(/\/lectures\/quantum-talk/);
  await look(page);
  await told;
  await plays(page);
  expect(await before.evaluate((video) => video.isConnected && !video.paused), "the same picture").toBe(true);
});

test("the end of the stream is told", async ({ page }) => {
  await page.route(/\/media\/live-\d+p\.m3u8/, async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, body: `${await answer.text()}#EXT-X-ENDLIST\n` });
  });
  await begin(page, "/live/quantum-talk", live);
  await expect(page.getByText("直播已结束").first()).toBeVisible({ timeout: 30_000 });
});

test("pictures that this device cannot decode leave the sound", async ({ page }) => {
  await page.route("**/media/live.m3u8", (route) =>
    route.fulfill({
      contentType: "application/vnd.apple.mpegurl",
      body: '#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=220000,RESOLUTION=426x240,CODECS="xvid.1,mp4a.40.2"\nlive-240p.m3u8\n',
    }),
  );
  await begin(page, "/live/quantum-talk", live);
  await expect(say(page)).toHaveText("画面放不出来，先听声音。", { timeout: 20_000 });
  await plays(page);
});

test("where the browser refuses to begin there is a button, for who waited too", async ({ page, control }) => {
  await page.addInitScript(() => {
    const { play } = HTMLMediaElement.prototype;
    HTMLMediaElement.prototype.play = function () {
      return window.allowed ? play.call(this) : Promise.reject(new DOMException("no", "NotAllowedError"));
    };
  });
  await control.lecture("quantum-talk", { state: "open_soon" });
  await open(page, "/live/quantum-talk");
  await expect(page.locator(".stage")).toHaveAttribute("data-state", "open_soon");
  await control.lecture("quantum-talk", { state: "live" });
  await look(page);
  await live(page).click();
  await expect(page.getByText("浏览器没有允许播放，请再按一次。")).toBeVisible();
  await axe(page);
  await page.evaluate(() => (window.allowed = true));
  await live(page).click();
  await plays(page);
  expect(await video(page).evaluate((video) => video.muted)).toBe(false);
});

for (const [name, answer] of [["missing", gone], ["broken", (route) => route.fulfill({ contentType: "text/vtt", body: "WEBVTT\n\nnothing here" })]]) {
  test(`captions that are ${name} are told, and the film plays`, async ({ page, quiet }) => {
    quiet.allow(/captions/);
    await page.route("**/data/captions/*.vtt", answer);
    await begin(page, "/live/water-talk", replay);
    await expect(say(page)).toHaveText("字幕没有载入，画面和声音不受影响。", { timeout: 15_000 });
    await plays(page);
  });
}

test("captions of what is live that do not come are told, and the stream plays", async ({ page, control }) => {
  await control.fault({ path: "/api/lectures/quantum-talk/cues", do: "html" });
  await begin(page, "/live/quantum-talk", live);
  await expect(say(page)).toHaveText("直播字幕暂时没有，画面和声音不受影响。", { timeout: 25_000 });
  await plays(page);
});

test("a line that breaks in the middle and comes back plays on where it was", async ({ page, context, quiet }) => {
  quiet.allow(/Failed to load resource|ERR_INTERNET/);
  await begin(page, "/live/water-talk", replay);
  await plays(page);
  // No more than forty seconds ahead are on the device.
  await context.setOffline(true);
  await page.getByRole("button", { name: "0:50 结束" }).click();
  await expect(say(page)).toHaveText("网络不稳，正在重连……", { timeout: 20_000 });
  await context.setOffline(false);
  await expect.poll(() => time(page), { timeout: 20_000 }).toBeGreaterThan(51);
});
