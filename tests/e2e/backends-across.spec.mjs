// A backend on a host of its own: the app's policy names it, and its answers have to be readable across origins.
import { family } from "./support/elsewhere.mjs";
import { expect, on, open } from "./support/backends.mjs";

const test = on("kinto", { across: true });

test("programme and sign-up work where the backend is another host", async ({ page, foreign }) => {
  const asked = [];
  page.on("request", (request) => request.url().startsWith(foreign.direct) && asked.push(`${request.method()} ${request.url()}`));
  await open(page, "/a/main-family");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await page.getByRole("link", { name: /报名/ }).first().click();
  await family(page);
  await page.getByRole("button", { name: /提交|报名/ }).last().click();
  await expect(page.getByRole("heading", { name: "报名凭证" })).toBeVisible();
  await expect(page.getByText("已提交，待确认").first()).toBeVisible();
  const [registration] = await foreign.registrations();
  expect(registration.status).toBe("pending");
  expect(registration.contact.phone).toBe("13612345678");
  // All pages were followed, though each address is the backend's own.
  expect(asked.filter((one) => one.includes("/activities/records")).length).toBeGreaterThan(0);
  expect(foreign.host.log).toEqual([]);
});
