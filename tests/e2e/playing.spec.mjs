// Playing: a replay and a live stream, by hls.js and without it, by hand and by keys.
import { asked, live, look, plays, replay, say, settings, time, video } from "./support/playing.mjs";
import { axe, expect, fits, open, sizes, test } from "./support/test.mjs";

test.beforeEach(async ({ control }) => {
  await control.lecture("water-talk", { state: "replay" });
  await control.lecture("quantum-talk", { state: "live" });
});

test("a replay plays with captions, chapters, slides and text, each leading to its place @every", async ({ page }) => {
  await open(page, "/live/water-talk");
  await replay(page).click();
  await plays(page);
  const cues = () => video(page).evaluate((video) => video.textTracks[0]?.cues?.length ?? 0);
  await expect.poll(cues).toBeGreaterThan(3);
  await expect(page.locator(".stage-captions")).toHaveText(/.+/);
  expect(await page.evaluate(() => navigator.mediaSession.metadata.title)).toBe("黄河水的一生");
  await page.getByRole("button", { name: "0:15 从高原到渤海" }).click();
  await expect.poll(() => time(page)).toBeGreaterThan(15);
  await expect(page.locator(".chapter[aria-current]")).toContainText("从高原到渤海");
  await page.getByText("文字稿", { exact: true }).first().click();
  await page.locator(".transcript-at").nth(2).click();
  await expect.poll(() => time(page)).toBeGreaterThan(50);
  await expect(page.locator(".transcript-text p[aria-current]")).toContainText("测试影片到此结束");
  await expect(page.locator(".slide")).toHaveAttribute("src", "/data/slides/water-3.svg");
  await page.getByRole("button", { name: "上一页" }).click();
  await expect(page.getByText("第 2 页，共 3 页")).toBeVisible();
  await page.getByRole("button", { name: "跟随播放" }).click();
  await expect(page.getByText("第 3 页，共 3 页")).toBeVisible();
  await page.getByRole("searchbox", { name: "在文字稿里找" }).fill("泥沙");
  await expect(page.getByText("第 1 处，共 2 处")).toBeVisible();
  await page.getByRole("button", { name: "下一处" }).click();
  await expect(page.locator("mark.now")).toHaveCount(1);
  await expect(page.getByText("第 2 处，共 2 处")).toBeVisible();
  await settings(page).click();
  await page.getByRole("button", { name: "暂停" }).click();
  await axe(page);
  await fits(page);
  await sizes(page, { within: ".stage" });
});

test("quality and speed keep the place, and the speed is remembered; sound alone goes on where it was", async ({ page }) => {
  await open(page, "/live/water-talk");
  await replay(page).click();
  await plays(page);
  await page.getByRole("button", { name: "0:30 泥沙和大堤" }).click();
  await expect.poll(() => time(page)).toBeGreaterThan(30);
  await settings(page).click();
  await page.getByRole("combobox", { name: "画面" }).selectOption({ label: "流畅" });
  await plays(page);
  await expect.poll(() => video(page).evaluate((video) => video.videoHeight)).toBe(240);
  expect(await time(page)).toBeGreaterThan(31);
  await page.getByRole("combobox", { name: "速度" }).selectOption({ label: "1.5 倍" });
  expect(await video(page).evaluate((video) => video.playbackRate)).toBe(1.5);
  await page.getByRole("button", { name: "仅听声音" }).click();
  await plays(page);
  expect(await time(page)).toBeGreaterThan(31);
  expect(await video(page).evaluate((video) => [video.videoHeight, video.playbackRate])).toEqual([0, 1.5]);
  await page.reload();
  await replay(page).click();
  await expect(say(page)).toContainText("上次看到");
  await plays(page);
  expect(await time(page)).toBeGreaterThan(30);
  expect(await video(page).evaluate((video) => video.playbackRate)).toBe(1.5);
  await page.getByRole("button", { name: "从头看" }).click();
  await expect.poll(() => time(page)).toBeLessThan(20);
});

test("keys alone play, jump, silence and choose, and leave alone where somebody types @desktop", async ({ page }) => {
  await open(page, "/live/water-talk");
  await replay(page).focus();
  await page.keyboard.press("Enter");
  await plays(page);
  await expect(page.locator(".stage-toggle")).toBeFocused();
  await page.keyboard.press("k");
  await expect(page.getByRole("button", { name: "继续播放" })).toBeFocused();
  const at = await time(page);
  await page.keyboard.press("l");
  await expect.poll(() => time(page)).toBeCloseTo(at + 10, 0);
  await page.keyboard.press("ArrowLeft");
  await expect.poll(() => time(page)).toBeCloseTo(at + 5, 0);
  await page.keyboard.press("5");
  await expect.poll(() => time(page)).toBeCloseTo(30, 0);
  await page.keyboard.press("m");
  await expect(page.getByRole("button", { name: "取消静音" })).toBeVisible();
  await page.keyboard.press("c");
  await expect(page.locator(".stage-captions")).toHaveCount(0);
  await page.keyboard.press("c");
  await expect(page.locator(".stage-captions")).toBeVisible();
  await page.keyboard.press(">");
  await expect.poll(() => video(page).evaluate((video) => video.playbackRate)).toBe(1.25);
  await page.keyboard.press("?");
  await expect(page.getByText("播放、暂停", { exact: true })).toBeVisible();
  await page.keyboard.press("Space");
  await plays(page);
  await page.keyboard.press("f");
  await expect.poll(() => page.evaluate(() => document.fullscreenElement?.className ?? "")).toBe("stage-player");
  await page.keyboard.press("f");
  await expect.poll(() => page.evaluate(() => document.fullscreenElement)).toBe(null);
  await page.getByText("文字稿", { exact: true }).first().click();
  await page.getByRole("searchbox").pressSequentially("km");
  expect(await video(page).evaluate((video) => [video.paused, video.muted])).toEqual([false, true]);
});

test("the live stream plays with captions from the feed and sound alone, and its end is told", async ({ page, control }) => {
  await open(page, "/live/quantum-talk");
  await live(page).click();
  await plays(page);
  // In step: each sentence stands where the film's round has it, to the second.
  const shown = () =>
    video(page).evaluate((video) => [...(video.textTracks[0]?.cues ?? [])].map((cue) => cue.text));
  await expect.poll(async () => (await shown()).length, { timeout: 20_000 }).toBeGreaterThan(1);
  await expect(page.locator(".stage-captions")).toHaveText(/.+/, { timeout: 20_000 });
  await page.getByRole("combobox", { name: "字幕" }).selectOption({ label: "大" });
  await expect(page.locator(".stage-captions")).toHaveClass(/cues-large/);
  await axe(page);
  await page.getByRole("button", { name: "仅听声音" }).click();
  await plays(page);
  await control.lecture("quantum-talk", { state: "cancelled" });
  await look(page);
  await expect(page.getByText("这场讲座已取消").first()).toBeVisible({ timeout: 30_000 });
});

test("who waits is carried into the lecture: it plays within ten seconds, without a sound, and one tap gives it @every", async ({ page, control }) => {
  await control.lecture("quantum-talk", { state: "open_soon" });
  // Whoever waits has a question with the server that is answered when there is news.
  const waits = page.waitForRequest(/\/lectures\/quantum-talk\?wait=/);
  await open(page, "/live/quantum-talk");
  await expect(page.locator(".stage")).toHaveAttribute("data-state", "open_soon");
  await waits;
  await control.lecture("quantum-talk", { state: "live" });
  await expect.poll(() => time(page), { timeout: 10_000 }).toBeGreaterThan(0.5);
  expect(await video(page).evaluate((video) => [video.muted, video.hasAttribute("playsinline")])).toEqual([true, true]);
  await expect(say(page)).toHaveText("已经开始，声音是关着的。");
  await axe(page);
  await page.getByRole("button", { name: "打开声音" }).click();
  await expect(page.getByRole("button", { name: "打开声音" })).toHaveCount(0);
  expect(await video(page).evaluate((video) => video.muted)).toBe(false);
  await expect(page.getByRole("button", { name: "静音" })).toBeVisible();
});

test("who saves data is offered sound alone, and nothing is loaded before the tap", async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(navigator, "connection", { value: { saveData: true, effectiveType: "4g", addEventListener() {} } });
  });
  const films = asked(page, /\/(media|vendor)\//);
  await open(page, "/live/water-talk");
  await expect(page.getByText("为您省流量，先只放声音。")).toBeVisible();
  await axe(page);
  expect(films).toEqual([]);
  await replay(page).click();
  await plays(page);
  expect(films.some((url) => url.endsWith("/replay-audio.m3u8"))).toBe(true);
  expect(films.filter((url) => /240p|360p|540p|sign/.test(url))).toEqual([]);
});

test("sign language stands beside the picture in step with it, silent, and can be put away", async ({ page }) => {
  await open(page, "/live/water-talk");
  await replay(page).click();
  await plays(page);
  const apart = () =>
    page.evaluate(() => {
      const [main, sign] = [document.querySelector(".stage-video"), document.querySelector(".stage-sign video")];
      return sign && sign.muted && !sign.paused ? Math.abs(main.currentTime - sign.currentTime) : 99;
    });
  await expect.poll(apart).toBeLessThan(0.3);
  await page.getByRole("button", { name: "0:30 泥沙和大堤" }).click();
  await expect.poll(() => time(page)).toBeGreaterThan(31);
  await expect.poll(apart).toBeLessThan(0.3);
  await settings(page).click();
  await page.getByRole("combobox", { name: "手语" }).selectOption({ label: "大" });
  await expect(page.locator(".sign-large")).toBeVisible();
  await page.getByRole("combobox", { name: "手语" }).selectOption({ label: "关" });
  await expect(page.locator(".stage-sign")).toHaveCount(0);
});

test("the engine's own playlists play where hls.js does not run", async ({ page }) => {
  await page.route("**/vendor/hls.light.min.js", (route) =>
    route.fulfill({ contentType: "text/javascript", body: "window.Hls = { isSupported: () => false };" }),
  );
  await open(page, "/live/water-talk");
  await replay(page).click();
  await plays(page);
  expect(await video(page).evaluate((video) => video.currentSrc)).toMatch(/\/media\/replay\.m3u8$/);
});

test("a script that does not come is the line's fault: the next tap asks for it again", async ({ page, control, quiet }) => {
  quiet.allow(/Failed to load resource/);
  await page.route("**/vendor/hls.light.min.js", (route) => route.abort());
  await control.lecture("quantum-talk", { state: "live" });
  await open(page, "/live/quantum-talk");
  await page.getByRole("button", { name: "看直播" }).click();
  await expect(page.getByText("播放不了").first()).toBeVisible();
  await expect(page.getByText("这个浏览器不能播放")).toHaveCount(0);
  await page.unroute("**/vendor/hls.light.min.js");
  await page.getByRole("button", { name: "再试一次" }).press("Enter");
  await plays(page);
  await expect(page.locator(".stage-toggle")).toBeFocused();
});

test("hls.js is loaded on a lecture's page alone, and not before there is something to play", async ({ page, control }) => {
  const scripts = asked(page, /\/vendor\//);
  await open(page, "/");
  await page.locator(".card-link:visible").first().click();
  await expect(page.locator(".activity")).toBeVisible();
  await page.getByRole("navigation").getByRole("link", { name: "直播" }).click();
  await page.getByRole("searchbox").fill("月亮背面有什么");
  await page.locator("main a", { hasText: "月亮背面有什么" }).first().click();
  await expect(page.locator(".stage")).toHaveAttribute("data-state", /scheduled|open_soon/);
  expect(scripts).toEqual([]);
  await control.lecture("moon-talk", { state: "live" });
  await look(page);
  await plays(page);
  expect(scripts).toHaveLength(1);
});
