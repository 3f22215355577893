// What is kept of a person: nothing that names them, and nothing at all once the device's data was cleared.
import { linkOf } from "./support/papers.mjs";
import { code, contact, handIn, kind } from "./support/signup.mjs";
import { axe, expect, fits, open, test } from "./support/test.mjs";

test.use({ serviceWorkers: "allow" });

const PERSON = "/a/env-open/join/s-env-open-6";
const PHONE = "13612345678";
const NAME = "欧阳建国";

/** Everything the browser keeps for the app. */
const dump = (page) =>
  page.evaluate(async () => {
    const out = [JSON.stringify(localStorage), JSON.stringify(sessionStorage), document.cookie, JSON.stringify(history.state), location.href];
    for (const { name } of await indexedDB.databases()) out.push(`database ${name}`);
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        out.push(request.url);
        const answer = await cache.match(request);
        if (/json|html|text/.test(answer.headers.get("content-type") ?? "")) out.push(await answer.clone().text());
      }
    }
    return out.join("\n");
  });

/** What would name the person. */
const PERSONAL = [NAME, NAME.slice(1), PHONE, PHONE.slice(3), PHONE.slice(0, 9), "136 1234"];
const told = (text, names = PERSONAL) => names.filter((name) => text.includes(name));

test("a whole sign-up leaves neither name nor number on the device, and clearing leaves nothing of it", async ({ page, control }) => {
  const said = [];
  const seen = [];
  page.on("console", (message) => said.push(message.text()));
  page.on("framenavigated", (frame) => seen.push(frame.url()));
  page.on("request", (request) => seen.push(request.url()));
  await control.session("s-env-open-6", { left: 8 });
  await open(page, PERSON);
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await kind(page, "个人");
  await contact(page, PHONE);
  await page.getByLabel(/称呼/).fill(NAME);
  await handIn(page);
  await expect(page.locator(".ticket")).toContainText("136****5678");
  await expect(page.locator(".ticket")).not.toContainText(NAME);
  const id = new URL(page.url()).pathname.split("/").pop();
  const token = (await linkOf(page)).split("#k=")[1];
  const text = (await code(page).textContent()).replace(/\s/g, "");
  expect(told(await dump(page))).toEqual([]);
  expect(told((await page.content()).replace(PHONE.slice(-4), ""))).toEqual([]);

  // One goes on: star, plan, words searched for, being reminded, and the notice put away.
  await open(page, "/a/env-open");
  await page.getByRole("button", { name: /^收藏/ }).first().click();
  await page.getByRole("button", { name: /加入行程/ }).first().click();
  await open(page, "/");
  await page.evaluate(() => localStorage.setItem("kepu.remind.told", "s-env-open-6@1"));
  await open(page, "/mine");
  expect(told(await dump(page))).toEqual([]);

  await page.getByRole("button", { name: "清除本机数据" }).click();
  await page.getByRole("button", { name: "全部清除" }).click();
  await expect(page.getByText("本机数据已清除。").first()).toBeVisible();
  await expect(page.locator(".reg")).toHaveCount(0);
  const after = await dump(page);
  expect(told(after, [...PERSONAL, id, token, text, "kepu.receipt", "kepu.operation", "kepu.draft", "kepu.remind", "kepu.plan", "kepu.favourite", "kepu.restore"])).toEqual([]);
  const papers = `/r/${id}/sheet`;
  await open(page, papers);
  await expect(page.getByRole("heading", { name: "这台设备上没有这张凭证" })).toBeVisible();
  expect(told(await dump(page), [token, text])).toEqual([]);

  // Neither addresses nor the console told anyone, while the page was open.
  expect(told(seen.join("\n"), [...PERSONAL, token])).toEqual([]);
  expect(told(said.join("\n"), [...PERSONAL, token, text])).toEqual([]);
});

test("what waits for the network holds the contact until it is sent, and no longer", async ({ page, context, control }) => {
  await control.session("s-env-open-6", { left: 8 });
  await open(page, PERSON);
  await kind(page, "个人");
  await contact(page, PHONE);
  await page.getByLabel(/称呼/).fill(NAME);
  await context.setOffline(true);
  await page.getByRole("button", { name: /^提交/ }).click();
  await expect(page.getByText("待提交").first()).toBeVisible();
  await context.setOffline(false);
  await expect(code(page)).toBeVisible({ timeout: 20_000 });
  await expect.poll(async () => told(await dump(page))).toEqual([]);
});

test("consent is unticked, versioned and sent; one screen says what is kept and how to delete it @every", async ({ page, control }) => {
  await control.session("s-env-open-6", { left: 8 });
  await open(page, PERSON);
  await kind(page, "个人");
  await expect(page.getByRole("checkbox", { name: /我同意/ })).not.toBeChecked();
  await expect(page.getByText("活动结束后三十天内删除", { exact: false }).first()).toBeVisible();
  await contact(page, PHONE);
  await handIn(page);
  const { requests } = await control.log();
  const body = requests.find(({ method }) => method === "PUT").body;
  const { consent_version: version } = typeof body === "string" ? JSON.parse(body) : body;
  expect(version).not.toBe("");

  await open(page, "/about");
  const facts = page.locator("dl.facts").filter({ hasText: "同意书版本" });
  for (const name of ["收集什么", "做什么用", "存多久", "怎样删除", "这台设备上"]) await expect(facts.getByText(name, { exact: true })).toBeVisible();
  await expect(facts).toContainText(version);
  await axe(page);
  await fits(page);
  await page.getByRole("link", { name: "清除本机数据" }).click();
  await expect(page.getByRole("button", { name: "清除本机数据" })).toBeVisible();
});
