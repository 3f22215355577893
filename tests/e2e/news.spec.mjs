// A backend that pushes: the page learns at once what others wait for, and a stream that breaks loses nothing.
import { expect, on, open } from "./support/backends.mjs";

const SESSION = "s-env-open-6";
/** Places are asked for every half minute by themselves; news has to be there long before. */
const NEWS_MS = 12_000;

const test = on("kinto", {
  stream: "/news",
  config: {
    mapping: {
      realtime: {
        by: "sse",
        path: "/v1/news",
        places: ["places"],
        programme: ["programme"],
        hello: { event: "hello", id: "/clientId", body: { client: "{id}", wants: ["places", "programme"] } },
      },
    },
  },
});

const asked = (foreign, what) => foreign.host.log.filter(({ method, path }) => method === "GET" && path.includes(`/${what}/records`)).length;
const listening = (foreign) => expect.poll(() => foreign.host.listening.size).toBe(1);

/** The session's line that says how many are left. */
const left = (page, number) => page.getByText(new RegExp(`余 ${number} 位`)).first();

/** Staff count those who come until so many places are left. */
async function come(foreign, places) {
  const { body } = await foreign.send("GET", `/availability/records/${SESSION}`);
  await foreign.send("PUT", `/availability/records/${SESSION}`, { data: { ...body.data, booked: body.data.capacity - places } });
}

test("places that went elsewhere are on the page before anybody asks, however many tell of it", async ({ page, foreign }) => {
  await come(foreign, 7);
  await open(page, "/a/env-open");
  await expect(left(page, 7)).toBeVisible();
  await listening(foreign);
  // It is told who listens, and for what.
  await expect.poll(() => foreign.host.log.find(({ method }) => method === "POST")?.body).toMatch(/^\{"client":"c\d+","wants":\["places","programme"\]\}$/);
  const before = [asked(foreign, "availability"), asked(foreign, "activities")];
  await come(foreign, 3);
  for (let nth = 0; nth < 20; nth += 1) foreign.host.tell("places");
  await expect(left(page, 3)).toBeVisible({ timeout: NEWS_MS });
  expect(asked(foreign, "availability") - before[0]).toBeLessThanOrEqual(2);
  expect(asked(foreign, "activities"), "places are no reason to read the programme").toBe(before[1]);
});

test("a programme that changed is there at once", async ({ page, foreign }) => {
  await open(page, "/a/env-open");
  const heading = page.getByRole("heading", { level: 1 });
  const title = await heading.textContent();
  await listening(foreign);
  const { body } = await foreign.send("GET", "/activities/records/env-open");
  await foreign.send("PUT", "/activities/records/env-open", { data: { ...body.data, title: "空气会客厅" } });
  foreign.host.tell("programme");
  await expect(heading).toHaveText("空气会客厅");
  await foreign.send("PUT", "/activities/records/env-open", { data: { ...body.data, title } });
});

test("a stream that breaks is opened again at the next question, and nothing is lost", async ({ page, foreign, quiet }) => {
  quiet.allow(/ERR_INCOMPLETE_CHUNKED_ENCODING|ERR_EMPTY_RESPONSE/);
  await come(foreign, 7);
  await open(page, "/a/env-open");
  await expect(left(page, 7)).toBeVisible();
  await listening(foreign);
  foreign.host.hangUp();
  await expect.poll(() => foreign.host.listening.size).toBe(0);
  await come(foreign, 2);
  // A network that comes back is a reason to ask.
  await page.evaluate(() => window.dispatchEvent(new Event("online")));
  await expect(left(page, 2)).toBeVisible();
  await listening(foreign);
});

on("kinto", { config: { mapping: { realtime: "none" } } })("places that come with the programme are asked for once", async ({ page, foreign }) => {
  await come(foreign, 7);
  await open(page, "/a/env-open");
  await expect(left(page, 7)).toBeVisible();
  const pages = asked(foreign, "availability");
  await come(foreign, 2);
  await page.evaluate(() => window.dispatchEvent(new Event("online")));
  await page.reload();
  await expect(left(page, 2)).toBeVisible();
  expect(asked(foreign, "availability"), "once more, for the page that was opened again").toBe(2 * pages);
});
