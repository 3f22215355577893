// A registration as another device would manage it: by the token this page's receipt holds.
import { expect } from "@playwright/test";

/** The receipts that a page's device keeps. */
export const receipts = (page) =>
  page.evaluate(() =>
    Object.entries(localStorage)
      .filter(([key]) => key.startsWith("kepu.receipt."))
      .map(([, stored]) => JSON.parse(stored)),
  );

/** Asks for the only registration of this page, or changes it from the revision it has now. */
export async function elsewhere(page, server, body) {
  const [{ id, manage_token }] = await receipts(page);
  const url = `${server.url}/api/registrations/${id}`;
  const headers = { authorization: `Bearer ${manage_token}` };
  const now = await (await fetch(url, { headers })).json();
  if (!body) return now;
  const answer = await fetch(url, {
    method: "PATCH",
    headers: { ...headers, "if-match": `"${now.rev}"`, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  expect(answer.status, await answer.clone().text()).toBe(200);
  return answer.json();
}

/** Has the page look again, as it does when its device is online again. */
export const look = (page) => page.evaluate(() => window.dispatchEvent(new Event("online")));

/** Fills the form of a family's session. */
export async function family(page, { adults = 1, children = 1, phone = "13612345678" } = {}) {
  await page.getByRole("textbox", { name: "大人几位" }).fill(String(adults));
  await page.getByRole("textbox", { name: "孩子几位" }).fill(String(children));
  await page.getByLabel(/称呼/).fill("王女士");
  await page.getByLabel(/手机或座机/).fill(phone);
  await page.getByRole("checkbox", { name: /我同意/ }).check();
}
