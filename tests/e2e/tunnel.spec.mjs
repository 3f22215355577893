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

test("a server that asks to wait is waited for", async ({ page, control }) => {
  await filled(page, control);
  await control.fault({ path: "/api/registrations/*", method: "PUT", do: "status", status: 429, retry_after: "1", times: 1 });
  await submit(page).click();
  await expect(code(page)).toBeVisible({ timeout: 20_000 });
  expect(await registrations(control)).toHaveLength(1);
});

test("cancelled by the organiser meanwhile: said, and nothing is sent", async ({ page, context, control, quiet }) => {
  await handIn({ page, context, control, quiet });
  await control.session(SESSION, { status: "cancelled" });
  await context.setOffline(false);
  await expect(page.getByText(/取消/).first()).toBeVisible({ timeout: 20_000 });
  expect(await registrations(control)).toHaveLength(0);
});
