// A receipt on another device, by a link that no server sees; and what is said where it can no longer be changed.
import { linkOf } from "./support/papers.mjs";
import { code, filled, handIn } from "./support/signup.mjs";
import { axe, expect, fits, open, sizes, test } from "./support/test.mjs";

const PERSON = "/a/env-open/join/s-env-open-6";
const ANY = "0b9d3f2e-6a51-4c8e-9f3a-2d7c5e1b8a90";
const TOKEN = "f4a7bf082ffb9c26ceb358ea6842aa3e9b95e4ee";

const kept = (page) => page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("kepu.receipt")));
const held = (page) => page.evaluate(() => JSON.stringify(sessionStorage));

/** A person signed up here; answers the link for another device. */
async function signedUp(page, control) {
  await control.session("s-env-open-6", { left: 8 });
  await filled(page, PERSON);
  await handIn(page);
  return linkOf(page);
}

/** A browser that has never been here. */
async function another(browser, server, options = {}) {
  const context = await browser.newContext({ baseURL: server.url, locale: "zh-CN", timezoneId: "Asia/Shanghai", serviceWorkers: "block", ...options });
  return context.newPage();
}

/** Follows a link within the open page, as one in a text. */
const follow = (page, link) =>
  page.evaluate((href) => {
    const anchor = document.createElement("a");
    anchor.href = href;
    document.body.append(anchor);
    anchor.click();
    anchor.remove();
  }, link);

test("a receipt goes to another phone by its link, which leaves no trace, and can be cancelled there @every", async ({ page, browser, server, control }) => {
  const link = await signedUp(page, control);
  await expect(page.getByRole("img", { name: "取回这张凭证的二维码" })).toBeVisible();
  await expect(page.getByText("谁拿到它，谁就能改和取消", { exact: false })).toBeVisible();
  await axe(page);
  await fits(page);
  const text = await code(page).textContent();
  const token = link.split("#k=")[1];

  const other = await another(browser, server);
  await open(other, link);
  await expect(code(other)).toHaveText(text);
  await expect(other).toHaveURL(/\/mine\/[0-9a-f-]{36}$/);
  expect(await kept(other)).toHaveLength(1);
  expect(await held(other)).not.toContain(token);
  // Neither an address nor a header of where one came from has brought it to the server.
  const { requests } = await control.log();
  const seen = requests.map(({ path, query, headers }) => [path, query, headers?.referer].join(" "));
  expect(seen.filter((text) => text.includes(token))).toEqual([]);

  await other.reload();
  await expect(code(other)).toHaveText(text);
  await other.getByRole("button", { name: "取消报名" }).click();
  await other.getByRole("button", { name: "确定取消" }).click();
  await expect(other.locator(".ticket[data-status=cancelled]")).toBeVisible();
  expect((await control.registrations()).registrations[0].status).toBe("cancelled");
});

test("Back does not bring the link's secret back", async ({ page, browser, server, control }) => {
  const link = await signedUp(page, control);
  const other = await another(browser, server);
  await open(other, "/mine");
  await follow(other, link);
  await expect(code(other)).toBeVisible();
  await other.goBack();
  await expect(other).toHaveURL(/\/mine$/);
  await other.goForward();
  await expect(other).toHaveURL(/\/mine\/[0-9a-f-]{36}$/);
  expect(await other.evaluate(() => JSON.stringify(history.state) + location.href)).not.toContain("#");
});

test("a link that was changed opens nothing: it says so, and where to go @every", async ({ page, control }) => {
  await open(page, `/r/${ANY}#k=${TOKEN}`);
  await expect(page.getByRole("heading", { name: "这个链接取不回凭证" })).toBeVisible();
  expect(page.url()).not.toContain("#");
  await axe(page);
  await fits(page);
  await sizes(page);
  expect(await kept(page)).toHaveLength(0);
  expect(await held(page)).not.toContain(TOKEN);
  await expect(page.locator("#main").getByRole("link", { name: "0373-3661812" })).toHaveAttribute("href", "tel:03733661812");
  await page.getByRole("link", { name: "找回报名" }).click();
  await expect(page.getByLabel("凭证码")).toBeVisible();

  const link = await signedUp(page, control);
  await page.evaluate(() => localStorage.clear());
  await open(page, `${link.slice(0, -4)}0000`);
  await expect(page.getByRole("heading", { name: "这个链接取不回凭证" })).toBeVisible();
});

test("a link that was cut off asks nobody", async ({ page, control }) => {
  await open(page, `/r/${ANY}#k=`);
  await expect(page.getByRole("heading", { name: "这个链接取不回凭证" })).toBeVisible();
  await open(page, `/r/${ANY}`);
  await expect(page.getByRole("heading", { name: "这个链接取不回凭证" })).toBeVisible();
  const { requests } = await control.log();
  expect(requests.filter(({ path }) => path.includes("registrations"))).toEqual([]);
});

test("while the server is out of reach the link is kept, through a reload, until it works", async ({ page, browser, server, control }) => {
  const link = await signedUp(page, control);
  const other = await another(browser, server);
  await control.fault({ path: "/api/registrations/*", method: "GET", times: 100, do: "drop_before" });
  await open(other, link);
  await expect(other.getByRole("heading", { name: "暂时连不上服务器" })).toBeVisible();
  expect(other.url()).not.toContain("#");
  await axe(other);
  await other.reload();
  await expect(other.getByRole("heading", { name: "暂时连不上服务器" })).toBeVisible();
  await control.clear();
  await other.getByRole("button", { name: "再试一次" }).click();
  await expect(code(other)).toBeVisible();
  expect(await kept(other)).toHaveLength(1);
});

test("offline it says so, and goes on by itself once the network is back", async ({ page, browser, server, control }) => {
  const link = await signedUp(page, control);
  const other = await another(browser, server);
  await open(other, "/mine");
  await expect(other.getByLabel("凭证码")).toBeVisible();
  // The page comes with what is online, which is fetched quietly behind the rest.
  await other.waitForFunction(() => window.__kepu.marks.air !== undefined);
  await other.context().setOffline(true);
  await follow(other, link);
  await expect(other.getByRole("heading", { name: "现在没有网络" })).toBeVisible();
  await axe(other);
  await other.context().setOffline(false);
  await expect(code(other)).toBeVisible();
});

test("where the device has no token it says who can change it @every", async ({ page, control }) => {
  await signedUp(page, control);
  const lose = (token) =>
    page.evaluate((token) => {
      const key = Object.keys(localStorage).find((key) => key.startsWith("kepu.receipt."));
      localStorage.setItem(key, JSON.stringify({ ...JSON.parse(localStorage.getItem(key)), manage_token: token }));
    }, token);
  const lost = page.getByText("没有改动这份报名的凭据", { exact: false });
  await lose("");
  await page.reload();
  await expect(lost).toBeVisible();
  await expect(page.locator("#main").getByRole("link", { name: "0373-3661812" })).toHaveAttribute("href", "tel:03733661812");
  await expect(page.getByText("换一台手机也能用")).toHaveCount(0);
  await expect(page.getByRole("button", { name: "取消报名" })).toHaveCount(0);
  await axe(page);
  await fits(page);

  await lose("0000000000000000000000000000000000000000");
  await page.reload();
  await expect(lost).toBeVisible();
  await expect(code(page)).toBeVisible();
});
