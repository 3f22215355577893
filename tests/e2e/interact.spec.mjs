// What one does at home: looking round in a panorama, a quiz, stamps.
import { axe, expect, fits, open, sizes, test } from "./support/test.mjs";

const shelf = (page, kind) => page.evaluate((kind) => Object.keys(localStorage).filter((key) => key.startsWith(`kepu.${kind}.`)).length, kind);
/** The address of every file that the page asks for from here on. */
function asked(page) {
  const paths = [];
  page.on("request", (request) => paths.push(new URL(request.url()).pathname));
  return paths;
}

test("a panorama comes when somebody wants it, and turns by buttons and keys @every", async ({ page }) => {
  const paths = asked(page);
  await open(page, "/a/cloud-moon-vr");
  await page.getByRole("link", { name: "看全景" }).click();
  await expect(page.locator(".stage img")).toBeVisible();
  await expect(page.getByText("六轮月球车", { exact: false })).toBeVisible();
  await axe(page);
  expect(paths.filter((path) => /pannellum|moon\.jpg/.test(path)), "before a press").toEqual([]);
  await page.getByRole("button", { name: "进去转一转" }).click();
  const place = page.getByRole("application", { name: "月面" });
  await expect(page.getByRole("button", { name: "向右" })).toBeVisible({ timeout: 20_000 });
  await expect(place).toBeFocused();
  expect(paths).toContain("/vendor/pannellum.min.js");
  await axe(page);
  await fits(page);
  await sizes(page);
  // What stands there is a picture, and another one after a turn.
  const drawn = () => place.screenshot().then((shot) => shot.toString("base64"));
  let before = await drawn();
  const changes = async (act) => {
    await act();
    await expect.poll(drawn).not.toBe(before);
    before = await drawn();
  };
  await changes(() => page.getByRole("button", { name: "向右" }).click());
  await changes(() => page.getByRole("button", { name: "放大" }).click());
  await place.focus();
  await changes(() => page.keyboard.press("ArrowLeft"));
  await changes(() => page.keyboard.press("-"));
  await page.getByRole("link", { name: "返回" }).click();
  await expect(page.getByRole("heading", { name: "VR月球车驾驶" })).toBeVisible();
});

test("where nothing can be drawn, or no picture comes, the still and the words stay", async ({ page, quiet }) => {
  quiet.allow(/hall\.jpg/);
  await page.route("**/hall.jpg", (route) => route.fulfill({ status: 404 }));
  await open(page, "/a/cloud-museum/look");
  await page.getByRole("button", { name: "进去转一转" }).click();
  await expect(page.getByText("全景图没有取到", { exact: false })).toBeVisible({ timeout: 20_000 });
  await expect(page.locator(".stage img")).toBeVisible();
  await axe(page);
  await page.unroute("**/hall.jpg");
  await page.getByRole("button", { name: "进去转一转" }).click();
  await expect(page.getByRole("button", { name: "向左" })).toBeVisible({ timeout: 20_000 });

  await page.addInitScript(() => {
    HTMLCanvasElement.prototype.getContext = () => null;
  });
  await open(page, "/a/cloud-museum/look");
  await page.getByRole("button", { name: "进去转一转" }).click();
  await expect(page.getByText("这台设备画不出全景", { exact: false })).toBeVisible();
  await expect(page.getByText("一头大象", { exact: false })).toBeVisible();
});

test("a quiz by keyboard alone: answered, explained, counted, and the best result kept @every", async ({ page }) => {
  await open(page, "/a/moon-talk");
  await page.getByRole("link", { name: "知识竞赛" }).click();
  const question = page.locator("#quiz-question");
  const RIGHT = { 为什么我们在地球上: [1], 第一次在月球背面: [1], 为什么需要: [1], 带回了大约多少: [0], 称体重: [2], 哪些说法是对的: [1, 2, 3] };
  for (const [at, [text, ticks]] of Object.entries(RIGHT).entries()) {
    await expect(question).toContainText(text);
    await expect(page.getByText(`第 ${at + 1} 题，共 6 题`)).toBeVisible();
    if (at === 0) await axe(page);
    for (const tick of ticks) {
      const input = page.locator(".choice input").nth(tick);
      await input.focus();
      await page.keyboard.press("Space");
      await expect(input).toBeChecked();
    }
    await page.keyboard.press("Enter");
    const said = at === 3 ? "没答对" : "答对了";
    await expect(page.getByText(said)).toBeVisible();
    await expect(page.getByText("✓ 正确答案").first()).toBeVisible();
    if (at === 3) {
      await expect(page.getByText("1731 克月球样品", { exact: false })).toBeVisible();
      await expect(page.getByText("✗ 您选的")).toBeVisible();
      await axe(page);
      await fits(page);
      await sizes(page);
    }
    await expect(page.locator("#quiz-next")).toBeFocused();
    await page.keyboard.press("Enter");
  }
  await expect(page.getByRole("heading", { name: "答对 5 题，共 6 题" })).toBeFocused();
  await expect(page.getByText("本机最好成绩：答对 5 题，共 6 题。")).toBeVisible();
  await axe(page);
  expect(await shelf(page, "quiz")).toBe(1);
  await page.getByRole("button", { name: "再答一次" }).click();
  await expect(question).toContainText("为什么我们在地球上");
  await page.getByRole("button", { name: "确定" }).click();
  await expect(page.getByText("请先选一个答案。")).toBeVisible();
});

test("a quiz whose file is broken asks what it can, or says that it cannot", async ({ page, quiet }) => {
  quiet.allow(/moon\.json/);
  const answer = (body, options = {}) => page.route("**/quiz/moon.json", (route) => route.fulfill({ contentType: "application/json", body, ...options }));
  await answer(`{"title":"题","questions":[{"text":"<img src=x onerror=alert(1)>","options":["甲","乙"],"answer":0},{"text":"坏","options":["甲"],"answer":0},null]}`);
  await open(page, "/a/moon-talk/quiz");
  await expect(page.getByText("有 2 道题看不了，已经略过。")).toBeVisible();
  await expect(page.locator("#quiz-question")).toHaveText("<img src=x onerror=alert(1)>");
  await answer("<!DOCTYPE html>");
  await page.reload();
  await expect(page.getByRole("heading", { name: "这份题现在答不了" })).toBeVisible();
  await axe(page);
  await answer("", { status: 404 });
  await page.reload();
  await expect(page.getByRole("heading", { name: "题目没有取到" })).toBeVisible();
  await page.unroute("**/quiz/moon.json");
  await page.getByRole("button", { name: "再试一次" }).click();
  await expect(page.locator("#quiz-question")).toContainText("为什么我们在地球上");
  await open(page, "/a/fair/quiz");
  await expect(page.getByRole("heading", { name: "没有这份题" })).toBeVisible();
});

test("a poster's code gives a stamp, a typed one another; wrong, twice, and cleared @every", async ({ page, control }) => {
  await open(page, "/stamps#7AD788");
  await expect(page.getByText("盖好了：平原博物院")).toBeVisible();
  await expect(page).toHaveURL(/\/stamps$/);
  await expect(page.getByRole("heading", { name: "已集 1 枚，共 9 枚" })).toBeVisible();
  await axe(page);
  await fits(page);
  await sizes(page);
  const code = page.getByLabel("打卡码");
  const give = async (text) => {
    await code.fill(text);
    await code.press("Enter");
  };
  await give("７ad-788");
  await expect(page.getByText("已经盖过了：平原博物院")).toBeVisible();
  await give("000000");
  await expect(page.getByText("没有这个打卡码", { exact: false })).toBeVisible();
  await give("12");
  await expect(page.getByText("打卡码是 6 位字母和数字，请再看一眼。")).toBeVisible();
  await give("hkdpjn");
  await expect(page.getByText("盖好了：新乡市图书馆")).toBeVisible();
  await expect(page.getByRole("heading", { name: "已集 2 枚，共 9 枚" })).toBeVisible();
  await expect(page.locator(".ticket-code span")).toHaveCount(2);
  for (let wrong = 0; wrong < 5; wrong += 1) await give("000000");
  await expect(page.getByText("试得太多了", { exact: false })).toBeVisible();
  const { requests } = await control.log();
  expect(requests.filter(({ path, query, headers }) => [path, query, headers?.referer].join(" ").includes("7AD788"))).toEqual([]);

  await page.reload();
  await expect(page.getByRole("heading", { name: "已集 2 枚，共 9 枚" })).toBeVisible();
  await open(page, "/mine");
  await expect(page.getByRole("link", { name: "打卡集章" })).toBeVisible();
  await page.getByRole("button", { name: "清除本机数据" }).click();
  await page.getByRole("button", { name: "全部清除" }).click();
  await expect.poll(() => shelf(page, "stamp")).toBe(0);
  await page.getByRole("link", { name: "打卡集章" }).click();
  await expect(page.getByRole("heading", { name: "已集 0 枚，共 9 枚" })).toBeVisible();
});

test("the code told in a lecture is typed on its page", async ({ page }) => {
  await open(page, "/live/moon-talk");
  await page.getByLabel("打卡码").fill("amxzwz");
  await page.getByRole("button", { name: "盖章" }).click();
  await expect(page.getByText("盖好了：月亮背面有什么")).toBeVisible();
  await page.getByRole("link", { name: "看集章卡" }).click();
  await expect(page.getByRole("heading", { name: "已集 1 枚，共 9 枚" })).toBeVisible();
});

test.describe("offline", () => {
  test.use({ serviceWorkers: "allow" });

  test("a quiz that was opened once is there without a network", async ({ page, context }) => {
    await open(page, "/a/water-talk/quiz");
    await page.waitForFunction(() => navigator.serviceWorker.controller);
    await page.reload();
    await expect(page.locator("#quiz-question")).toContainText("黄河发源于");
    await context.setOffline(true);
    await page.reload();
    await expect(page.locator("#quiz-question")).toContainText("黄河发源于");
  });
});
