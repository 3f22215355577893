// A backend that nobody has a preset for: one is written in JSON, and nothing is built anew.
import { readFileSync } from "node:fs";
import { expect, on, open } from "./support/backends.mjs";

const kinto = JSON.parse(readFileSync(new URL("../../public/presets/kinto.json", import.meta.url), "utf8"));

/** As a city may have kept its events: other names, kinds in its own words, times in seconds. */
const KINDS = { 讲座: "lecture", 预约: "bookable", 展览: "exhibition", 进校: "school", 巡展: "mobile", 主场: "umbrella" };
const word = (kind) => Object.entries(KINDS).find(([, one]) => one === kind)?.[0] ?? "随到随看";
function shape(year) {
  year.activities = year.activities.map(({ title, summary, kind, updated, ...rest }) => ({
    ...rest,
    name: title,
    texts: { short: summary },
    type: word(kind),
    changed_at: Date.parse(updated) / 1000,
  }));
  return year;
}

const own = structuredClone(kinto);
own.about = "A city's own collections on Kinto, with names of its own.";
own.resources.activities.fields = {
  "/title": "/name",
  "/summary": "/texts/short",
  "/kind": { from: "/type", enum: KINDS, else: "drop_in" },
  "/updated": { from: "/changed_at", as: "seconds" },
};

const test = on("kinto", { shape, config: { preset: "own" }, files: { "/presets/own.json": own } });

test("a preset of one's own is a file", async ({ page, foreign }) => {
  const { id, title, summary } = foreign.year.activities.find((one) => one.id === "main-family");
  await open(page, `/a/${id}`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);
  await expect(page.getByText(summary).first()).toBeVisible();
  await open(page, "/?kind=lecture");
  await expect(page.locator(".card-link:visible").first()).toBeVisible();
  expect(foreign.host.log.some(({ path }) => path.startsWith("/buckets/kepu/collections/activities/records"))).toBe(true);
});
