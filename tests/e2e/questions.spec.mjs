// Questions under a lecture: asked, moderated, wanted by others, without a network, refused.
import { axe, expect, fits, open, sizes, test } from "./support/test.mjs";

const PAGE = "/live/water-talk";
const LECTURE = "water-talk";
const box = (page) => page.locator(".asks");
const text = (page) => page.getByLabel("想问什么");
const submit = (page) => page.getByRole("button", { name: "提交提问" });
const own = (page) => box(page).locator(".own");
/** Has the page look at once, as when somebody comes back to it. */
const look = (page) => page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
const puts = async (control) => (await control.log()).requests.filter(({ method, path }) => method === "PUT" && /questions/.test(path));

async function ask(page, words, name) {
  await text(page).fill(words);
  if (name) await page.getByLabel("怎么称呼您").fill(name);
  await submit(page).click();
}

test("asked, it waits, is published, and its asker hears of it @every", async ({ page, control }) => {
  await open(page, PAGE);
  await submit(page).click();
  await expect(page.getByText("请写下想问的问题。")).toBeVisible();
  await axe(page, { within: ".asks" });
  await text(page).fill("问".repeat(203));
  await expect(page.getByText("多了 3 个字")).toBeVisible();
  await ask(page, "黄河的水为什么是黄的？", "小明");
  await submit(page).click();
  await expect(own(page)).toHaveText(/黄河的水为什么是黄的？等待审核/);
  await expect(text(page)).toHaveValue("");
  await expect(page.getByText("请写下想问的问题。")).toHaveCount(0);
  await expect(box(page).getByText("还没有公开的提问。")).toBeVisible();
  const [asked] = await control.questions();
  expect(asked).toMatchObject({ name: "小明", state: "pending", lecture: LECTURE });
  await control.moderate(asked.id, { state: "published", pinned: true });
  await look(page);
  await expect(own(page)).toHaveText(/已公开/);
  await expect(page.locator("#announcer")).toHaveText(/您的提问已公开/);
  const shown = box(page).locator(".ask:not(.own)");
  await expect(shown).toHaveText(/黄河的水为什么是黄的？置顶小明 · 今天/);
  await axe(page, { within: ".asks" });
  await sizes(page, { within: ".asks" });
  await fits(page);
  await control.moderate(asked.id, { answer: { text: "因为它带着黄土高原的泥沙。" } });
  await look(page);
  await page.getByText("已回答（1）").click();
  await expect(shown).toContainText("回答：因为它带着黄土高原的泥沙。");
});

test("hidden, its asker alone reads why", async ({ page, control, browser, baseURL }) => {
  await open(page, PAGE);
  await ask(page, "您的电话是多少？");
  await expect(own(page)).toHaveText(/等待审核/);
  const [asked] = await control.questions();
  await control.moderate(asked.id, { state: "hidden", reason: "请不要问私人电话。" });
  await look(page);
  await expect(own(page)).toHaveText(/没有公开请不要问私人电话。/);
  await axe(page, { within: ".asks" });
  const other = await (await browser.newContext({ baseURL })).newPage();
  await open(other, PAGE);
  await expect(box(other).getByText("还没有公开的提问。")).toBeVisible();
  expect(await other.locator("main").textContent()).not.toContain("电话是多少");
  await other.context().close();
});

test("a device votes once, over two taps and a reload, and may take it back", async ({ page, control }) => {
  await control.seed(LECTURE, [
    { text: "第二问", state: "published", votes: 1 },
    { text: "第一问", state: "published", votes: 4 },
  ]);
  await open(page, PAGE);
  const asks = box(page).locator(".ask");
  await expect(asks.first()).toContainText("第一问");
  const vote = asks.nth(1).getByRole("button");
  await control.fault({ path: "/api/lectures/*/votes/*", do: "latency", ms: 500, times: 1 });
  await vote.dblclick();
  await expect(vote).toHaveText(/同问.*2$/);
  await expect(vote).toHaveAttribute("aria-pressed", "true");
  await expect.poll(async () => (await control.questions()).find((one) => one.text === "第二问").votes).toBe(2);
  await page.reload();
  await expect(vote).toHaveAttribute("aria-pressed", "true");
  await expect(vote).toHaveText(/2$/);
  await vote.press("Enter");
  await expect(vote).toHaveText(/1$/);
  await control.fault({ path: "/api/lectures/*/votes/*", do: "status", status: 503, times: 1 });
  await vote.press("Enter");
  await expect(page.getByText("没有记上，请再点一次。").first()).toBeVisible();
  await expect(vote).toHaveAttribute("aria-pressed", "false");
  await expect(vote).toHaveText(/1$/);
});

test("asked in a tunnel, it waits in sight and goes out by itself, once", async ({ page, context, control, quiet }) => {
  quiet.allow(/ERR_INTERNET_DISCONNECTED|Failed to load resource/);
  await open(page, PAGE);
  await expect(box(page).getByText("还没有公开的提问。")).toBeVisible();
  await context.setOffline(true);
  await ask(page, "没有网络也能问吗？");
  await expect(own(page)).toHaveText(/没有网络也能问吗？还没有发出，会自动再发。/);
  await axe(page, { within: ".asks" });
  await page.getByRole("link", { name: "我的" }).first().click();
  await expect(page.locator(".reg[data-status=unsent]")).toContainText("没有网络也能问吗？");
  await page.close();
  // Its answer is lost on the way: it is asked again under the same id.
  await control.fault({ path: "/api/lectures/*/questions/*", method: "PUT", do: "drop_after", times: 1 });
  await context.setOffline(false);
  const next = await context.newPage();
  await open(next, PAGE);
  await expect(own(next)).toHaveText(/等待审核/, { timeout: 20_000 });
  expect(await control.questions()).toHaveLength(1);
  const ids = new Set((await puts(control)).map(({ path }) => path));
  expect(ids.size).toBe(1);
});

test("too many at once wait for their turn; a closed box says so and keeps what was asked", async ({ page, control }) => {
  await open(page, PAGE);
  for (const words of ["一", "二", "三", "四"]) await ask(page, words);
  await expect(own(page)).toHaveCount(4);
  await expect(own(page).filter({ hasText: "等待审核" })).toHaveCount(3);
  await expect(own(page).first()).toHaveText(/四还没有发出，会自动再发。/);
  await control.lecture(LECTURE, { questions: "closed" });
  await ask(page, "五");
  await look(page);
  await expect(submit(page)).toHaveCount(0);
  await expect(box(page).getByText("提问已关闭")).toBeVisible();
  const late = own(page).filter({ hasText: "没有收到：提问已经关闭。" });
  await expect(late).toHaveCount(1);
  await expect(late.getByRole("button", { name: "不问了" })).toBeVisible();
  await axe(page, { within: ".asks" });
  // The lecture may leave the programme, and its box with it: 我的 lets go of the question too.
  await page.getByRole("link", { name: "我的" }).first().click();
  const kept = page.locator(".reg", { hasText: "没有收到：提问已经关闭。" });
  await kept.getByRole("button", { name: "不问了" }).click();
  await expect(kept).toHaveCount(0);
  expect(await control.questions()).toHaveLength(3);
});

test("hostile words are words, a long list comes in parts, and clearing leaves nothing", async ({ page, control }) => {
  const many = Array.from({ length: 60 }, (_, at) => ({ text: `问题 ${at}`, state: "published" }));
  await control.seed(LECTURE, [...many, { text: "<img src=x onerror=alert(1)>\u202e<b>甲</b>", name: "<i>", state: "published", votes: 2 }]);
  await open(page, PAGE);
  const asks = box(page).locator(".ask");
  await expect(asks.first().locator(".ask-text")).toHaveText("<img src=x onerror=alert(1)><b>甲</b>");
  await expect(asks).toHaveCount(50);
  await page.getByRole("button", { name: "再看更多" }).click();
  await expect(asks).toHaveCount(61);
  await asks.first().getByRole("button").click();
  await ask(page, "会留下什么？", "小红");
  await expect(own(page)).toHaveText(/等待审核/);
  await open(page, "/mine");
  await page.getByRole("button", { name: "清除本机数据" }).click();
  await page.getByRole("button", { name: "全部清除" }).click();
  await expect(page.getByText("本机数据已清除。").first()).toBeVisible();
  const left = await page.evaluate(() => JSON.stringify({ ...localStorage }) + JSON.stringify({ ...sessionStorage }));
  expect(left).not.toMatch(/kepu\.(vote|question)|小红|会留下什么/);
});
