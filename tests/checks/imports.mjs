// The floors of the house: a module imports from floors below it, never from above; features never import each other.
// usage: node tests/checks/imports.mjs   (from the project's root)
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

// What each floor may name with `crate::`. Its own name is always allowed.
const BELOW = {
  domain: [],
  words: ["domain"],
  api: ["domain", "words"],
  device: ["domain", "words", "api"],
  state: ["domain", "words", "api", "device"],
  ui: ["domain", "words", "api", "device", "state", "routes"],
  features: ["domain", "words", "api", "device", "state", "ui", "routes"],
  routes: ["domain", "words", "api"],
  app: ["domain", "words", "api", "device", "state", "ui", "routes", "features"],
  prerender: ["domain", "words", "api", "routes"],
};
// The ground floors run natively: no browser, no framework.
const PURE = ["domain", "words", "api", "prerender"];
const BROWSER = /\b(leptos|leptos_router|web_sys|js_sys|wasm_bindgen|gloo_net)::/;

function rustFiles(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return rustFiles(path);
    return path.endsWith(".rs") ? [path] : [];
  });
}

/** Every `crate::a::b` a file names, also inside `use crate::{a::b, c}`. */
function named(source) {
  const code = source.replace(/\/\/.*$/gm, "");
  const paths = [...code.matchAll(/\bcrate::(\w+)(?:::(\w+))?/g)].map((found) => [found[1], found[2]]);
  for (const [, group] of code.matchAll(/\bcrate::\{([\s\S]*?)\};/g)) {
    let depth = 0;
    for (const [word, first, second] of group.matchAll(/[{}]|(\w+)(?:::(\w+))?/g)) {
      if (word === "{") depth += 1;
      else if (word === "}") depth -= 1;
      else if (depth === 0) paths.push([first, second]);
    }
  }
  return paths;
}

const wrong = [];
for (const file of rustFiles("src")) {
  const [floor, feature] = file.replace(/\.rs$/, "").split("/").slice(1);
  if (!(floor in BELOW)) continue;
  const source = readFileSync(file, "utf8");
  for (const [target, part] of named(source)) {
    if (target in BELOW && target !== floor && !BELOW[floor].includes(target)) {
      wrong.push(`${file}: ${floor} must not import ${target}`);
    }
    if (floor === "features" && target === "features" && feature !== "mod" && part !== feature) {
      wrong.push(`${file}: a feature must not import another (${part})`);
    }
  }
  if (PURE.includes(floor) && BROWSER.test(source.replace(/\/\/.*$/gm, ""))) {
    // The clients of the API are the one part of the lower floors that talks to the network.
    if (!/^#!\[cfg\(feature = "app"\)\]/m.test(source)) wrong.push(`${file}: ${floor} must know no browser`);
  }
}

for (const line of new Set(wrong)) console.log(line);
console.log(`layers: ${wrong.length === 0 ? "ok" : `${wrong.length} imports climb`}`);
process.exit(wrong.length === 0 ? 0 : 1);
