// `test` for the specs: a backend of its own for each worker, a page that may make no error, and requests that keep
// the contract.
//
//   import { test, expect } from "./support/test.mjs";
//   test("…", async ({ page, control }) => { await control.fault({ … }); await page.goto("/"); … });
//
// `test.use({ backend: { config: "public/config.json" } })` starts another backend (options: support/server.mjs).
// `quiet.allow(/pattern/)` names a console error or page error that the test provokes.
import { expect, test as base } from "@playwright/test";
import { violations } from "./contract.mjs";
import { start } from "./server.mjs";

export { expect };
export { axe, fits, sizes } from "./axe.mjs";
export { start };

export const test = base.extend({
  backend: [{}, { option: true, scope: "worker" }],
  /** "postgres": the backend keeps registrations there; the project says so (playwright.config.mjs). */
  database: [undefined, { option: true, scope: "worker" }],

  server: [
    async ({ backend, database }, use) => {
      const server = await start({ database, ...backend });
      await use(server);
      await server.stop();
    },
    { scope: "worker" },
  ],

  baseURL: async ({ server }, use) => use(server.url),

  /** The backend's control port, reset before the test. What the app sent is held against the contract after it. */
  control: [
    async ({ server }, use, testInfo) => {
      await server.control.reset();
      await use(server.control);
      if (testInfo.status === testInfo.expectedStatus) {
        expect(violations(await server.control.log()), "requests against openapi.json").toEqual([]);
      }
    },
    { auto: true },
  ],

  quiet: [
    async ({ context }, use, testInfo) => {
      const allowed = [];
      const heard = [];
      const hear = (kind, text) => heard.push(`${kind}: ${text}`);
      await context.addInitScript(() => {
        document.addEventListener("securitypolicyviolation", (event) => {
          console.error(`policy: ${event.violatedDirective} refuses ${event.blockedURI || "inline"} ${event.sourceFile ?? ""}:${event.lineNumber}`);
        });
      });
      context.on("console", (message) => {
        if (message.type() !== "error") return;
        const { url } = message.location();
        // The browser itself reports every refusal of the backend; how the app takes it is what the specs look at.
        if (/^Failed to load resource/.test(message.text()) && /\/(api|media)\//.test(url)) return;
        hear("console", `${message.text()} ${url}`);
      });
      context.on("weberror", (error) => hear("error", error.error().stack ?? String(error.error())));
      await use({ allow: (pattern) => allowed.push(pattern), heard });
      if (testInfo.status === testInfo.expectedStatus) {
        expect(heard.filter((text) => !allowed.some((pattern) => pattern.test(text))), "errors on the page").toEqual([]);
      }
    },
    { auto: true },
  ],
});

/** Opens a path and waits until the app has taken the page over. */
export async function open(page, path = "/") {
  await page.goto(path);
  await page.waitForFunction(() => window.__kepu?.marks.started !== undefined);
}
