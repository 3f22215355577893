// Lectures: waiting until it goes live, and a replay.
import { axe, expect, open, test } from "./support/test.mjs";

test("who waits is taken into the lecture without touching anything", async ({ page, control }) => {
  await open(page, "/live");
  await page.locator("main a", { hasText: "月亮背面有什么" }).first().click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("月亮背面有什么");
  const stage = page.locator(".stage");
  await expect(stage).toHaveAttribute("data-state", /scheduled|open_soon/);
  await axe(page);
  const id = new URL(page.url()).pathname.split("/").pop();
  await control.lecture(id, { state: "live" });
  await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
  await expect(stage).toHaveAttribute("data-state", "live", { timeout: 30_000 });
});

test("the index tells what is on, what comes, what can be seen again @every", async ({ page }) => {
  await open(page, "/live");
  await expect(page.locator("main a", { hasText: "量子科技漫谈" }).first()).toBeVisible();
  await axe(page);
});
