// Every page: no axe finding, nothing beyond the edge, a phone number, a heading.
import { axe, expect, fits, open, test } from "./support/test.mjs";

const PAGES = [
  ["/", "发现"],
  ["/a/quantum-talk", "活动"],
  ["/a/fair", "主场活动"],
  ["/a/van-taihang", "流动科普"],
  ["/a/paper-plane", "已取消的活动"],
  ["/a/main-family/join/s-main-family-4", "报名"],
  ["/live", "讲座"],
  ["/mine", "我的"],
  ["/plan", "我的行程"],
  ["/about", "关于"],
  ["/nowhere", "没有的页面"],
];

for (const [path, name] of PAGES) {
  test(`${name} is accessible and fits @every`, async ({ page }) => {
    await open(page, path);
    await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
    await expect(page.locator("footer").getByRole("link", { name: "0373-3661812" })).toHaveAttribute("href", "tel:03733661812");
    await axe(page);
    await fits(page);
  });
}

test("dark and the largest letters are accessible too", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "dark" });
  await page.addInitScript(() => localStorage.setItem("kepu.size", "xxlarge"));
  for (const path of ["/", "/a/fair", "/about"]) {
    await open(page, path);
    await axe(page);
    await fits(page);
  }
});

test("the demo says so, and the whole of it is reached by keyboard @desktop", async ({ page }) => {
  await open(page);
  await expect(page.getByText("演示数据，日期已平移")).toBeVisible();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "跳到正文" })).toBeFocused();
  for (let i = 0; i < 40; i += 1) {
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement === document.body)).toBe(false);
  }
});
