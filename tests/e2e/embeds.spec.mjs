// Players and links of other sites: let in by id, refused, unknown, hostile; meetings to join elsewhere.
import { axe, expect, open, test } from "./support/test.mjs";

const ALLOWED = ["https://player.bilibili.com/", "https://player.youku.com/", "https://v.qq.com/"];
/** What was asked of other sites. */
function elsewhere(page) {
  const asked = [];
  page.on("request", (request) => ALLOWED.some((site) => request.url().startsWith(site)) && asked.push(request.url()));
  return asked;
}

test("another site's player is loaded for who asks, in a sandbox, by the id alone", async ({ page, control }) => {
  const asked = elsewhere(page);
  for (const site of ALLOWED) {
    await page.route(`${site}**`, (route) => route.fulfill({ contentType: "text/html; charset=utf-8", body: "<!doctype html><html lang=zh><title>播放器</title><main><h1>播放器</h1></main></html>" }));
  }
  const sources = { bilibili: "BV1xx411c7mD", youku: "XMDAwMDAwMDAwMA==", tencent_video: "a0000000000" };
  for (const [provider, ref] of Object.entries(sources)) {
    await control.lecture("cloud-plant", { state: "live", sources: [{ role: "live", kind: "embed", provider, ref }] });
    await open(page, "/live/cloud-plant");
    const play = page.getByRole("button", { name: "打开播放" });
    await expect(play).toBeVisible();
    expect(asked, "nothing before the tap").toEqual([]);
    if (provider === "youku") await axe(page);
    await play.click();
    const frame = page.locator("iframe");
    await expect(frame).toHaveAttribute("sandbox", /^allow-scripts/);
    expect(await frame.getAttribute("src")).toContain(ref);
    await expect(page.frameLocator("iframe").getByRole("heading", { name: "播放器" })).toBeVisible();
    await expect(page.locator("main .btn[target=_blank]").first()).toHaveAttribute("href", new RegExp(ref));
    asked.length = 0;
  }
  // What is in the frame is another's.
  await axe(page, { within: "main .stage-bar" });
  const answer = await page.request.get("/");
  expect(answer.headers()["content-security-policy"]).toContain("frame-src player.bilibili.com player.youku.com v.qq.com;");
});

test("a player that is blocked leaves a link and a code, and the page whole", async ({ page, control, quiet }) => {
  quiet.allow(/bilibili/);
  await page.route("https://player.bilibili.com/**", (route) => route.abort());
  await control.lecture("cloud-plant", { state: "live" });
  await open(page, "/live/cloud-plant");
  await page.getByRole("button", { name: "打开播放" }).click();
  await expect(page.getByText("没有画面？")).toBeVisible();
  await expect(page.getByRole("link", { name: /去哔哩哔哩看/ })).toHaveAttribute("href", "https://www.bilibili.com/video/BV1xx411c7mD");
  await page.getByText("显示二维码").click();
  await expect(page.getByRole("img", { name: "观看地址的二维码" })).toBeVisible();
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await axe(page, { within: "main .away" });
});

test("a player the deployment does not let in is a link", async ({ page, control }) => {
  const asked = elsewhere(page);
  await page.route("**/config.json", async (route) => {
    const answer = await route.fetch();
    const { embed_hosts, ...config } = await answer.json();
    await route.fulfill({ response: answer, json: config });
  });
  await control.lecture("cloud-plant", { state: "live" });
  await open(page, "/live/cloud-plant");
  await expect(page.getByRole("link", { name: /去哔哩哔哩看/ })).toBeVisible();
  await expect(page.getByRole("button", { name: "打开播放" })).toHaveCount(0);
  expect(asked).toEqual([]);
});

test("unknown providers and hostile ids are links at best, and never frames", async ({ page, control }) => {
  const hostile = ["BV1xx411c7mD\"><script>", "../../evil", "BV1xx411c7mD&x=1", "javascript:alert(1)"];
  await control.lecture("cloud-plant", {
    state: "live",
    sources: [
      { role: "live", kind: "embed", provider: "somewhere", ref: "1", url: "https://live.example.org/1", title: "某直播间" },
      ...hostile.map((ref) => ({ role: "live", kind: "embed", provider: "bilibili", ref })),
      { role: "live", kind: "link", provider: "wechat_channels", url: "https://channels.weixin.qq.com/x" },
    ],
  });
  await open(page, "/live/cloud-plant");
  await expect(page.getByRole("link", { name: /某直播间/ })).toHaveAttribute("href", "https://live.example.org/1");
  await expect(page.getByText("打不开，已经略去")).toBeVisible();
  await expect(page.getByText("在微信中打开")).toBeVisible();
  await expect(page.getByRole("img", { name: "观看地址的二维码" })).toHaveCount(1);
  await expect(page.locator("iframe")).toHaveCount(0);
  expect(await page.locator("main").innerHTML()).not.toContain("script>");
  await axe(page);
});

test("a meeting's number is read in groups and copied as digits; what is none is not shown", async ({ page, control, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await control.lecture("net-talk", { state: "live", meeting: "123-4567-8901" });
  await open(page, "/live/net-talk");
  await expect(page.getByText("123 456 78901")).toBeVisible();
  await page.getByRole("button", { name: "复制会议号" }).click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe("12345678901");
  await axe(page);
  await control.lecture("net-talk", { meeting: "123456789<img src=x onerror=alert(1)>" });
  await page.reload();
  await expect(page.getByText("会议号请以主办方通知为准")).toBeVisible();
  await expect(page.locator("main .notice a[href^='tel:']")).toBeVisible();
  expect(await page.locator("main").textContent()).not.toContain("onerror");
});
