// What a page leaves behind when one goes to another: nothing. A screen runs for weeks.
import { expect, open, test } from "./support/test.mjs";

/** Nodes and listeners that live once all that can be freed is. */
async function alive(devtools) {
  for (let round = 0; round < 3; round += 1) await devtools.send("HeapProfiler.collectGarbage");
  const { nodes, jsEventListeners } = await devtools.send("Memory.getDOMCounters");
  return { nodes, jsEventListeners };
}

test("pages that are left leave no nodes and no listeners @every", async ({ page, context }) => {
  await open(page);
  const devtools = await context.newCDPSession(page);
  const round = async () => {
    for (const name of ["关于", "我的", "直播"]) await page.getByRole("navigation").getByRole("link", { name }).click();
    await page.getByRole("main").getByRole("link", { name: /量子科技漫谈/ }).first().click();
    await expect(page.getByRole("heading", { level: 1 })).toContainText("量子科技漫谈");
    await page.getByRole("navigation").getByRole("link", { name: "发现" }).click();
    // In sight, so that its rows are drawn and drawn again once the page is at rest.
    await page.locator(".rows").scrollIntoViewIfNeeded();
    await expect(page.locator(".card-link:visible").nth(1)).toBeVisible();
    await page.locator(".card-link:visible").first().click();
    await expect(page.locator(".activity")).toBeVisible();
  };
  for (let warm = 0; warm < 2; warm += 1) await round();
  const before = await alive(devtools);
  for (let again = 0; again < 6; again += 1) await round();
  const after = await alive(devtools);
  // A page in the making or an answer on its way may hold a few; a list that stays would be hundreds each time.
  expect(after.nodes - before.nodes, `${before.nodes} to ${after.nodes} nodes`).toBeLessThan(200);
  expect(after.jsEventListeners - before.jsEventListeners, "listeners").toBeLessThan(20);
});
