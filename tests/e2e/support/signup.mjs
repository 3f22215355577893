// The form, as a person fills it in.
import { expect } from "@playwright/test";
import { open } from "./test.mjs";

export const kind = (page, name) => page.locator(".choice", { hasText: name }).click();
export const submit = (page) => page.getByRole("button", { name: /^提交/ });
export const code = (page) => page.locator(".ticket-code");

/** Whom to reach, and the consent. */
export async function contact(page, phone = "13612345678") {
  await page.getByLabel(/称呼/).fill("王女士");
  await page.getByLabel(/手机或座机/).fill(phone);
  await page.getByRole("checkbox", { name: /我同意/ }).check();
}

/** Fills the form at a path for one person. */
export async function filled(page, path) {
  await open(page, path);
  await kind(page, "个人");
  await contact(page);
}

/** Hands the form in, and sees the receipt. */
export async function handIn(page) {
  await submit(page).click();
  await expect(code(page)).toBeVisible();
}
