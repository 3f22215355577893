// Presets and settings are what config.schema.json says, and it refuses what the app would not understand.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";

const ROOT = new URL("../../", import.meta.url);
const PRESETS = new URL("public/presets/", ROOT);
const json = (path) => JSON.parse(readFileSync(new URL(path, ROOT), "utf8"));

// The browser's tests bring it.
const Ajv = createRequire(new URL("tests/e2e/package.json", ROOT))("ajv/dist/2020.js").default;
const ajv = new Ajv({ strict: false, allErrors: true });
ajv.addSchema(json("public/openapi.json"), "openapi.json");
ajv.addSchema(json("public/config.schema.json"));
const config = ajv.getSchema("config.schema.json");
const preset = ajv.getSchema("config.schema.json#/$defs/preset");
const faults = (check, value) => (check(value) ? [] : check.errors.map(({ instancePath, message }) => `${instancePath} ${message}`));

const presets = readdirSync(PRESETS).filter((name) => name.endsWith(".json"));

test("every preset is as the schema says", () => {
  assert.deepEqual(
    presets.map((name) => name.replace(".json", "")).sort(),
    ["directus", "json-server", "kinto", "kp1", "nocodb", "parse", "pocketbase", "postgrest", "static", "strapi"],
  );
  for (const name of presets) {
    const value = json(`public/presets/${name}`);
    assert.deepEqual(faults(preset, value), [], name);
    // To take a member away is the deployment's, not the preset's.
    assert.ok(!JSON.stringify(value).includes("null"), name);
  }
});

test("so are the settings of the app, of the demo and of a deployment with changes of its own", () => {
  for (const path of ["public/config.json", "tests/backend/config.json"]) assert.deepEqual(faults(config, json(path)), [], path);
  const own = {
    $schema: "config.schema.json",
    preset: "kinto",
    base: "https://kinto.example/v1/buckets/kepu/collections",
    phone: "0373-3661812",
    mapping: {
      headers: { apikey: "1" },
      resources: {
        availability: null,
        activities: { path: "events/records", fields: { "/title": "/name", "/kind": { from: "/type", enum: { 讲座: "lecture" }, else: "drop_in" }, "/sample": { value: true } } },
      },
      errors: [{ status: 400, pointer: "/errno", is: "107", code: "invalid" }],
    },
  };
  assert.deepEqual(faults(config, own), []);
});

test("what the app would not understand is named", () => {
  const good = { preset: "kinto", base: "/v1" };
  for (const [more, place] of [
    [{ base: undefined }, ""],
    [{ base: "//elsewhere" }, "/base"],
    [{ base: "javascript:x" }, "/base"],
    [{ preset: "../kinto" }, "/preset"],
    [{ pahse: 1 }, ""],
    [{ mapping: { pages: { by: "magic" } } }, "/mapping/pages"],
    [{ mapping: { resources: { activities: { path: "a", fields: { title: "/name" } } } } }, "/mapping/resources/activities"],
    [{ mapping: { resources: { activities: { path: "a", fields: { "/title": { from: "/name", as: "guess" } } } } } }, "/mapping/resources/activities"],
    [{ mapping: { registrations: { private: "surely" } } }, "/mapping/registrations"],
    [{ mapping: { errors: [{ status: 400 }] } }, "/mapping/errors/0"],
    [{ mapping: { tokens: {} } }, "/mapping"],
    [{ kiosk: { idle_seconds: 5 } }, "/kiosk/idle_seconds"],
  ]) {
    const found = faults(config, JSON.parse(JSON.stringify({ ...good, ...more })));
    assert.ok(found.some((fault) => fault.startsWith(place)), `${JSON.stringify(more)}: ${found}`);
  }
});
