// Setting up by hand: a backend is typed in and tried, and becomes the config.json with which the app then runs.
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { expect, on, open } from "./support/backends.mjs";
import { freePort } from "./support/server.mjs";
import { axe, fits, sizes, test as plain } from "./support/test.mjs";

/** The page is there, and its policy lets it ask any host. */
const SETUP = { connect: "http:", config: { setup: true } };
const test = on("kinto", SETUP);

const base = (page) => page.getByLabel("后端地址");
const submit = (page) => page.getByRole("button", { name: "试一试" });
const result = (page) => page.getByRole("heading", { name: "结果" });

async function tried(page, address, preset) {
  await open(page, "/setup");
  await base(page).fill(address);
  if (preset) await page.getByLabel("后端是哪一种").selectOption(preset);
  await submit(page).click();
}

/** What the page says was found under this name. */
const fact = (page, name) => page.locator(".facts dt", { hasText: name }).locator("xpath=following-sibling::dd[1]");

test("a good backend becomes a config.json, with which the app shows its list", async ({ page, foreign }) => {
  await tried(page, foreign.direct, "kinto");
  await expect(result(page)).toBeFocused();
  const { year } = foreign;
  await expect(fact(page, "活动")).toHaveText(`${year.activities.length} 个`);
  await expect(fact(page, "地点")).toHaveText(`${year.venues.length} 个`);
  await expect(fact(page, "没有用上")).toHaveText("0 个");
  await expect(page.getByText("读到了，可以用。")).toBeVisible();
  const samples = page.locator(".setup-samples li");
  await expect(samples).toHaveCount(3);
  for (const text of await samples.allTextContents()) {
    expect(text).toMatch(/\d\d:\d\d–/);
    expect(text).toMatch(/名额 \d|不用预约|\d/);
  }
  await expect(page.getByText("不带密码列不出报名清单", { exact: false })).toBeVisible();
  await expect(page.getByText("不能当场确认", { exact: false })).toBeVisible();
  expect(await foreign.registrations()).toEqual([]);

  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "下载 config.json" }).click()]);
  expect(download.suggestedFilename()).toBe("config.json");
  const config = JSON.parse(readFileSync(await download.path(), "utf8"));
  expect(config).toMatchObject({ contract: "kp/1", preset: "kinto", base: foreign.direct });
  expect(config).not.toHaveProperty("setup");
  const before = foreign.host.config;
  try {
    foreign.host.config = config;
    await open(page, "/");
    await expect(page.locator(".card-link:visible").first()).toBeVisible();
    await open(page, "/about");
    await expect(page.getByText(foreign.direct)).toBeVisible();
    await open(page, "/setup");
    await expect(base(page)).toHaveCount(0);
  } finally {
    foreign.host.config = before;
  }
});

for (const name of ["kinto", "json-server"]) {
  on(name, SETUP)(`${name}: a registration of nobody's shows that others cannot read it`, async ({ page, foreign }) => {
    await tried(page, foreign.base, name);
    await expect(page.getByText("不含姓名和电话", { exact: false })).toBeVisible();
    expect(await foreign.registrations()).toEqual([]);
    await page.getByRole("button", { name: "试报名是否保密" }).click();
    await expect(page.getByText("保密：别人列不出、读不到、改不了", { exact: false }).locator("visible=true").first()).toBeVisible();
    const [one, ...others] = await foreign.registrations();
    expect(others).toEqual([]);
    expect(one.status).toBe("cancelled");
    expect(one).not.toHaveProperty("contact");
    expect(JSON.stringify(one)).toContain("setup-trial");
  });

  on(name, { ...SETUP, open: true })(`${name} set up in haste is found out, and nothing is written`, async ({ page, foreign, quiet }) => {
    quiet.allow(/can be read by everybody/);
    await tried(page, foreign.base, name);
    await expect(page.getByText("不带密码就列得出报名清单", { exact: false })).toBeVisible();
    await expect(page.getByText("报名清单谁都能读", { exact: false })).toBeVisible();
    await expect(page.getByRole("button", { name: "试报名是否保密" })).toHaveCount(0);
    expect(await foreign.registrations()).toEqual([]);
  });
}

test("why nothing was read, and what to do", async ({ page, foreign, quiet }) => {
  quiet.allow(/Failed to load resource|CORS/);
  const bad = page.getByRole("alert").filter({ hasText: "没有读到活动" });
  await tried(page, `http://127.0.0.1:${await freePort()}/v1`);
  await expect(bad).toContainText("没有回应");

  const deaf = createServer((_, answer) => answer.writeHead(200, { "content-type": "application/json" }).end("{}")).listen(0, "127.0.0.1");
  await once(deaf, "listening");
  await base(page).fill(`http://127.0.0.1:${deaf.address().port}`);
  await submit(page).click();
  await expect(bad).toContainText("跨域");
  await expect(page.getByText("跨域设置里允许本站", { exact: false })).toBeVisible();
  deaf.close();

  foreign.host.fault({ path: /year/, do: "status", status: 200, type: "text/html", body: "<!doctype html><title>x</title>" });
  await base(page).fill(foreign.base);
  await submit(page).click();
  await expect(bad).toContainText("回来的是网页");

  foreign.host.fault({ path: /venues/, do: "status", status: 403 });
  await submit(page).click();
  await expect(bad).toContainText("后端拒绝了（403）");
  await expect(page.getByText("设成人人可读", { exact: false })).toBeVisible();

  // Another kind of backend has its lists elsewhere.
  foreign.host.fault({ path: /venues/, do: "body", body: () => '{"rows": []}' });
  await submit(page).click();
  await expect(bad).toContainText("/data 的位置没有要找的内容");
  await expect(page.getByRole("button", { name: "下载 config.json" })).toHaveCount(0);
});

test("what is typed wrong is told by its place", async ({ page, foreign }) => {
  await tried(page, "kinto.example/v1");
  await expect(base(page)).toBeFocused();
  await expect(page.getByText("地址要以 https:// 或 http:// 开头", { exact: false })).toBeVisible();
  await base(page).fill(foreign.base);
  await page.getByText("有几处不一样").click();
  const mapping = page.getByRole("textbox", { name: /改动/ });
  await mapping.fill('{\n  "zone": "+08:00",\n}');
  await submit(page).click();
  await expect(page.getByText("第 3 行起不是 JSON", { exact: false })).toBeVisible();
  await expect(mapping).toBeFocused();
  await mapping.fill('{ "zone": "CST", "registratons": {} }');
  await submit(page).click();
  const list = page.locator(".setup-list li");
  await expect(list.filter({ hasText: "/registratons" })).toBeVisible();
  await expect(list.filter({ hasText: "/zone" })).toBeVisible();
  await expect(page.getByLabel("配置文件")).toHaveValue(/"registratons"/);
});

test("an activity file, and a backend of the contract", async ({ page, foreign }) => {
  await tried(page, "data/2023.json", "static");
  await expect(page.getByLabel("配置文件")).toHaveValue(/"catalogue": "data\/2023.json"/);
  await expect(page.locator(".setup-samples li")).toHaveCount(3);
  await page.route("**/contract/catalogue", (route) => route.fulfill({ json: { ...foreign.year, capabilities: ["register", "atomic_capacity"] } }));
  await base(page).fill("/contract");
  await page.getByLabel("后端是哪一种").selectOption("kp1");
  await submit(page).click();
  await expect(page.getByText("当场确认名额", { exact: false })).toBeVisible();
});

test("no address comes from the page's own, and nothing is kept", async ({ page, foreign }) => {
  await open(page, `/setup?base=${encodeURIComponent(foreign.direct)}#base=${foreign.direct}`);
  await expect(base(page)).toHaveValue("");
  await base(page).fill(foreign.base);
  await submit(page).click();
  await expect(result(page)).toBeVisible();
  const kept = await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }));
  expect(kept).not.toContain("/v1/buckets");
  await page.reload();
  await expect(base(page)).toHaveValue("");
});

test("by keyboard, without a finding of axe, and it fits @every", async ({ page, foreign }) => {
  await open(page, "/setup");
  await expect(page.getByRole("heading", { level: 1, name: "接入后端" })).toBeVisible();
  await axe(page);
  await base(page).focus();
  await page.keyboard.type(foreign.base);
  await page.keyboard.press("Enter");
  await expect(result(page)).toBeFocused();
  await axe(page);
  await sizes(page, { within: "#main" });
  await fits(page);
  await base(page).focus();
  await page.keyboard.press("Tab");
  await expect(page.getByLabel("后端是哪一种")).toBeFocused();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await expect(submit(page)).toBeFocused();
});

plain("the page is not there unless config.json says so", async ({ page }) => {
  await open(page, "/setup");
  await expect(page.getByRole("heading", { level: 1, name: "没有这个页面" })).toBeVisible();
  await expect(base(page)).toHaveCount(0);
});
