// With the keyboard alone: from the list to a kept place, and never a trap.
import { expect, open, test } from "./support/test.mjs";

/** Tab until `wanted` has the focus. */
async function tabTo(page, wanted, most = 150) {
  for (let step = 0; step < most; step += 1) {
    if (await wanted.evaluate((element) => element === document.activeElement).catch(() => false)) return;
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement !== document.body), "the focus is somewhere").toBe(true);
  }
  throw new Error(`never reached with Tab: ${wanted}`);
}

test("a place is kept without a mouse @desktop", async ({ page, control }) => {
  await control.session("s-env-open-6", { left: 8 });
  await open(page, "/a/env-open");
  const join = page.locator("a[href$='/join/s-env-open-6']");
  await tabTo(page, join);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
  await tabTo(page, page.locator(".choice input").first());
  await page.keyboard.press("Space");
  await tabTo(page, page.getByLabel(/称呼/));
  await page.keyboard.type("王女士");
  await tabTo(page, page.getByLabel(/手机或座机/));
  await page.keyboard.type("13612345678");
  await tabTo(page, page.getByRole("checkbox", { name: /我同意/ }));
  await page.keyboard.press("Space");
  await page.keyboard.press("Enter");
  await expect(page.locator(".ticket-code")).toBeVisible();
  expect((await control.registrations()).registrations).toHaveLength(1);
});

test("the filter sheet holds the focus and gives it back", async ({ page }) => {
  await open(page);
  const opener = page.locator(".bar .chip", { hasText: "更多" }).or(page.locator(".bar .chip", { hasText: "全部" })).first();
  await opener.focus();
  await page.keyboard.press("Enter");
  const sheet = page.getByRole("dialog");
  await expect(sheet).toBeVisible();
  await expect.poll(() => sheet.evaluate((element) => element.contains(document.activeElement))).toBe(true);
  for (let step = 0; step < 60; step += 1) {
    await page.keyboard.press("Tab");
    expect(await sheet.evaluate((element) => element.contains(document.activeElement)), "inside").toBe(true);
  }
  await page.keyboard.press("Escape");
  await expect(sheet).toBeHidden();
  await expect(opener).toBeFocused();
});
