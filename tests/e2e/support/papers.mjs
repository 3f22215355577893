// What a receipt leads to: its link for another device, the papers of a teacher.
import { code, contact, submit } from "./signup.mjs";
import { expect, open } from "./test.mjs";

export const CLASS = "/a/geo-walk/join/s-geo-walk-3";

/** The id of the registration whose page is open. */
export const idOf = (page) => new URL(page.url()).pathname.split("/")[2];

/** A class of 45 with its four teachers keeps its places. */
export async function classOf45(page, { school = "新乡市实验小学" } = {}) {
  await open(page, CLASS);
  await page.getByLabel("学校").fill(school);
  await page.getByLabel("年级").selectOption({ label: "五年级" });
  await page.getByLabel("班级").fill("2 班");
  await page.getByRole("textbox", { name: "学生几位" }).fill("45");
  await page.getByRole("textbox", { name: "带队老师几位" }).fill("4");
  await contact(page, "13812345678");
  await submit(page).click();
  await expect(code(page)).toBeVisible();
  return idOf(page);
}

/** The link for another device, as the receipt shows it. */
export async function linkOf(page) {
  await page.getByText("换一台手机也能用").click();
  const link = page.locator(".plan-address");
  await expect(link).toHaveText(/\/r\/[0-9a-f-]{36}#k=[0-9a-f]{40}$/);
  return link.textContent();
}
