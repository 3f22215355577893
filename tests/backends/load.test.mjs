// The loader: the first time it makes, again it changes nothing, and then it does what differs.
import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./load.mjs";
import { lists, same } from "./loaders/year.mjs";
import { BACKENDS, KINDS, startBackend } from "./run.mjs";
import { small } from "./small.mjs";

const counts = (told) => Object.fromEntries(Object.entries(told).map(([name, { made, changed, removed, same }]) => [name, [made, changed, removed, same]]));

for (const name of BACKENDS) {
  test(`${name} is brought up to date`, async (t) => {
    const backend = await startBackend(name);
    t.after(backend.stop);
    const put = (year) => load({ preset: name, base: backend.base, auth: KINDS[name].auth, year });
    const year = small();
    assert.deepEqual(counts(await put(year)), { year: [1, 0, 0, 0], venues: [1, 0, 0, 0], activities: [2, 0, 0, 0], availability: [4, 0, 0, 0] });
    assert.deepEqual(counts(await put(year)), { year: [0, 0, 0, 1], venues: [0, 0, 0, 1], activities: [0, 0, 0, 2], availability: [0, 0, 0, 4] });
    year.edition.name = "全国科普日（改）";
    year.activities[0].sessions[0].capacity = 9;
    delete year.activities[0].summary;
    year.activities.pop();
    year.venues.push({ id: "park", name: "公园", address: "示例路 2 号", access: [] });
    assert.deepEqual(counts(await put(year)), { year: [0, 1, 0, 0], venues: [1, 0, 0, 1], activities: [0, 1, 1, 0], availability: [0, 1, 1, 2] });
    assert.deepEqual(counts(await put(year)), { year: [0, 0, 0, 1], venues: [0, 0, 0, 2], activities: [0, 0, 0, 1], availability: [0, 0, 0, 3] });
  });
}

if (BACKENDS.includes("kinto")) {
  test("an id that Kinto does not take is named, and the others go on", async (t) => {
    const backend = await startBackend("kinto");
    t.after(backend.stop);
    const year = small();
    year.venues.push({ id: "a.b", name: "公园" });
    const { venues } = await load({ preset: "kinto", base: backend.base, auth: KINDS.kinto.auth, year });
    assert.equal(venues.made, 1);
    assert.deepEqual(venues.refused.map(({ id }) => id), ["a.b"]);
    await assert.rejects(load({ preset: "kinto", base: backend.base, auth: "staff:wrong", year }), /Is --auth right/);
  });
}

test("records say the same whatever the order of members, and null is absent", () => {
  assert.ok(same({ a: 1, b: [{ c: null }] }, { b: [{}], a: 1 }));
  assert.ok(!same({ a: [1, 2] }, { a: [2, 1] }));
  assert.ok(!same({ a: [] }, { a: {} }));
  assert.deepEqual(lists({ contract: "kp/1", cursor: "x", activities: [{ id: "a", sessions: [{ id: "s", booking: "none" }] }] }), {
    year: [{ id: "year", contract: "kp/1" }],
    venues: [],
    activities: [{ id: "a", sessions: [{ id: "s", booking: "none" }] }],
    availability: [],
  });
});
