// No server: the year file alone. Everything but signing up works, and that goes by telephone.
import { axe, expect, open, test } from "./support/test.mjs";

test.use({ backend: { config: "public/config.json", demo: false } });

test("signing up shows the number and what to say, and the plan stays on the device @every", async ({ page, control }) => {
  await control.clock({ at: "2023-09-10T10:00:00+08:00" });
  await open(page, "/a/main-family");
  const title = await page.getByRole("heading", { level: 1 }).textContent();
  await page.getByRole("link", { name: /报名/ }).first().click();
  await expect(page.getByText("请打电话报名")).toBeVisible();
  await expect(page.getByLabel("报名内容")).toHaveValue(/我想报名/);
  await expect(page.getByLabel("报名内容")).not.toHaveValue(/1\d{10}/);
  await expect(page.locator("main a[href^='tel:']").first()).toBeVisible();
  await axe(page);
  await page.getByRole("button", { name: /^加入行程/ }).click();
  await expect(page.getByText(/这不是报名，请记得打电话/)).toBeVisible();
  await open(page, "/mine");
  await expect(page.locator("main").getByRole("link", { name: title })).toBeVisible();
});

test("the list, its filters and a lecture's time need no server", async ({ page, control }) => {
  await control.clock({ at: "2023-09-10T10:00:00+08:00" });
  await open(page);
  await page.locator(".bar.quick .chip", { hasText: "线上" }).click();
  await expect(page).toHaveURL(/place=online/);
  await expect(page.locator(".card-link:visible").first()).toBeVisible();
  await open(page, "/live/moon-talk");
  await expect(page.locator(".stage")).toHaveAttribute("data-state", "scheduled");
});
