// Signing up where the network comes and goes: kept, sent once, and what changed meanwhile is asked about.
import { code, filled as form, submit } from "./support/signup.mjs";
import { expect, open, test } from "./support/test.mjs";

const PERSON = "/a/env-open/join/s-env-open-6";
const SESSION = "s-env-open-6";

async function filled(page, control) {
  await control.session(SESSION, { left: 8 });
  await form(page, PERSON);
}
const registrations = async (control) => (await control.registrations()).registrations;

/** Fills the form, hands it in without a network, and sees it wait. */
async function handIn({ page, context, control, quiet }) {
  quiet.allow(/ERR_INTERNET_DISCONNECTED|Failed to load resource/);
  await filled(page, control);
  await context.setOffline(true);
  await submit(page).click();
  await expect(page.getByText(/还没有|没有网络|稍后/).first()).toBeVisible();
}

test("handed in without a network, it goes out by itself once there is one, and once", async ({ page, context, control, quiet }) => {
  await handIn({ page, context, control, quiet });
  expect(await registrations(control)).toHaveLength(0);
  await context.setOffline(false);
  await expect(code(page)).toBeVisible({ timeout: 20_000 });
  expect(await registrations(control)).toHaveLength(1);
});

test("a tab that is closed before the answer goes on at the next visit, once", async ({ page, context, control, quiet }) => {
  await handIn({ page, context, control, quiet });
  await page.close();
  await context.setOffline(false);
  const next = await context.newPage();
  await open(next, "/mine");
  await expect.poll(async () => (await registrations(control)).length, { timeout: 20_000 }).toBe(1);
  await expect(next.locator(".reg")).toHaveCount(1);
  expect(await next.evaluate(() => JSON.stringify(localStorage))).not.toContain("13612345678");
});

test("pressed twice it is one", async ({ page, control }) => {
  await filled(page, control);
  await control.fault({ path: "/api/registrations/*", method: "PUT", do: "latency", ms: 800, times: 1 });
  await submit(page).dblclick();
  await expect(code(page)).toBeVisible();
  expect(await registrations(control)).toHaveLength(1);
});

test("cancelled by the organiser meanwhile: said, and nothing is sent", async ({ page, context, control, quiet }) => {
  await handIn({ page, context, control, quiet });
  await control.session(SESSION, { status: "cancelled" });
  await context.setOffline(false);
  await expect(page.getByRole("heading", { name: "需要您看一下" })).toBeVisible({ timeout: 20_000 });
  await expect(page.locator("main")).toContainText("这一场已取消。请换一场。");
  await expect(page.getByRole("button", { name: "按新安排报名" })).toHaveCount(0);
  expect((await control.log()).requests.filter((one) => one.method === "PUT")).toHaveLength(0);
  await page.getByRole("button", { name: "不报了" }).click();
  await expect(page.locator(".reg")).toHaveCount(0);
});

test.describe("after a visit", () => {
  test.use({ serviceWorkers: "allow" });
  test("without a network from the start: the list under 数据截至, an activity, a registration that waits, and goes out later", async ({ page, context, control, quiet }) => {
    quiet.allow(/ERR_INTERNET_DISCONNECTED|Failed to load resource/);
    await control.session(SESSION, { left: 8 });
    await open(page);
    await page.evaluate(() => navigator.serviceWorker.ready);
    await open(page);
    await context.setOffline(true);
    await open(page, "/?q=环境");
    await expect(page.getByText(/没有网络，数据截至/)).toBeVisible();
    await form(page, PERSON);
    await submit(page).click();
    await expect(page.getByRole("heading", { name: "待提交" })).toBeVisible();
    await expect(page.locator("main")).toContainText("连上网就会自动提交");
    await open(page, "/mine");
    await expect(page.locator(".reg[data-status=unsent]")).toContainText("待提交");
    await context.setOffline(false);
    await expect(page.locator(".reg[data-status=confirmed]")).toHaveCount(1, { timeout: 25_000 });
    expect(await registrations(control)).toHaveLength(1);
  });
});

test("a draft that was not handed in is there again when the page is loaded anew", async ({ page, control }) => {
  await filled(page, control);
  await page.reload();
  await expect(page.getByLabel(/称呼/)).toHaveValue("王女士");
  await expect(page.getByLabel(/手机或座机/)).toHaveValue("13612345678");
  expect(await page.evaluate(() => JSON.stringify(localStorage)), "only while the tab lives").not.toContain("13612345678");
});

test("what waited since an earlier visit can be changed: nothing of it is typed again, and the other is not sent too", async ({ page, context, control, quiet }) => {
  await handIn({ page, context, control, quiet });
  const path = new URL(page.url()).pathname;
  await context.setOffline(false);
  await control.fault({ path: "/api/registrations/*", method: "PUT", do: "status", status: 503, retry_after: 600 });
  await page.close();
  const next = await context.newPage();
  await open(next, path);
  await expect(next.getByRole("heading", { name: "待提交" })).toBeVisible();
  await next.getByRole("button", { name: "回去修改" }).click();
  await expect(next.getByLabel(/称呼/)).toHaveValue("王女士");
  await next.getByLabel(/称呼/).fill("李先生");
  await control.clear();
  await submit(next).click();
  await expect(code(next)).toBeVisible({ timeout: 20_000 });
  const all = await registrations(control);
  expect(all.map((one) => one.contact.name[0])).toEqual(["李"]);
});
