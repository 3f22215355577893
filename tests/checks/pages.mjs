// The static pages as they are served: well formed, one heading, nothing inline that the policy would refuse.
// usage: node tests/checks/pages.mjs dist
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

const VOID = new Set("area base br col embed hr img input link meta source track wbr".split(" "));
const RAW = new Set(["script", "style", "title", "textarea"]);
// Flow content, which no paragraph, heading or phrase may hold.
const BLOCK = new Set("address article aside blockquote div dl fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr main nav ol p pre section table ul".split(" "));
const PHRASES = new Set("p h1 h2 h3 h4 h5 h6 span b strong em small time button label summary".split(" "));
const ONLY_CHILDREN = { ul: ["li"], ol: ["li"], dl: ["dt", "dd", "div"], tr: ["td", "th"], tbody: ["tr"], select: ["option", "optgroup"] };
const ONLY_IN = { li: ["ul", "ol"], dt: ["dl", "div"], dd: ["dl", "div"] };
const INTERACTIVE = new Set(["a", "button", "input", "select", "textarea"]);

const folder = process.argv[2];
const wrong = [];

/** Every tag of a page with its attributes and the open elements around it. */
function* tags(page, html) {
  const open = [];
  const token = /<!--[\s\S]*?-->|<!DOCTYPE[^>]*>|<(\/?)([a-zA-Z][\w-]*)((?:\s+[\w:@-]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'>]+))?)*)\s*(\/?)>|</g;
  let found;
  while ((found = token.exec(html))) {
    const line = html.slice(0, found.index).split("\n").length;
    const say = (what) => wrong.push(`${page}:${line}: ${what}`);
    if (found[0] === "<") {
      say("a bare < or a malformed tag");
      continue;
    }
    if (found[2] === undefined) continue;
    const name = found[2].toLowerCase();
    if (found[1]) {
      if (open.at(-1) !== name) say(`</${name}> closes <${open.at(-1)}>`);
      else open.pop();
      continue;
    }
    const attributes = new Map();
    for (const [, key, , a, b, c] of found[3].matchAll(/([\w:@-]+)(\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/g)) {
      if (attributes.has(key)) say(`<${name}> has ${key} twice`);
      attributes.set(key, a ?? b ?? c ?? "");
    }
    let text = "";
    if (RAW.has(name)) {
      const end = html.indexOf(`</${name}>`, token.lastIndex);
      if (end < 0) return say(`<${name}> is never closed`);
      text = html.slice(token.lastIndex, end);
      token.lastIndex = end + name.length + 3;
    }
    yield { name, attributes, text, say, around: [...open] };
    if (!VOID.has(name) && !RAW.has(name) && !(found[4] && open.includes("svg"))) open.push(name);
  }
  if (open.length > 0) wrong.push(`${page}: never closed: ${open.join(" ")}`);
}

function check(page) {
  const html = readFileSync(join(folder, page), "utf8");
  const policy = readFileSync(join(folder, "_headers"), "utf8");
  const ids = new Set();
  const counts = {};
  const uses = [];
  let level = 0;
  if (!/^<!DOCTYPE html>/i.test(html)) wrong.push(`${page}: no doctype`);
  if (/<!--/.test(html)) wrong.push(`${page}: a comment is served`);
  for (const { name, attributes, text, say, around } of tags(page, html)) {
    counts[name] = (counts[name] ?? 0) + 1;
    const parent = around.at(-1);
    const inSvg = around.includes("svg");
    if (!inSvg && BLOCK.has(name) && around.some((one) => PHRASES.has(one))) say(`<${name}> inside <${around.find((one) => PHRASES.has(one))}>`);
    if (ONLY_CHILDREN[parent] && !ONLY_CHILDREN[parent].includes(name)) say(`<${name}> directly inside <${parent}>`);
    if (ONLY_IN[name] && !ONLY_IN[name].includes(parent)) say(`<${name}> directly inside <${parent}>`);
    if (INTERACTIVE.has(name) && around.some((one) => one === "a" || one === "button")) say(`<${name}> inside a link or button`);
    if (name === "script" && !attributes.has("src")) say("an inline script");
    if (name === "style") {
      const hash = `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
      if (!policy.includes(hash)) say("a sheet the policy does not know");
    }
    if (name === "html" && !attributes.get("lang")) say("no language");
    if (name === "img" && !attributes.has("alt")) say("a picture without alt");
    if (name === "title" && !text.trim()) say("an empty title");
    for (const [key, value] of attributes) {
      if (key === "style") say("a style attribute");
      if (/^on/.test(key)) say(`a handler: ${key}`);
      if (key === "id") {
        if (ids.has(value)) say(`the id ${value} twice`);
        ids.add(value);
      }
      if (["for", "aria-labelledby", "aria-describedby", "aria-controls"].includes(key)) uses.push(...value.split(/\s+/).map((id) => [id, say]));
      if (/^(href|src|data-glue|data-wasm)$/.test(key)) {
        if (/^#./.test(value)) uses.push([value.slice(1), say]);
        else if (/^\/[^/]/.test(value) && /\.\w+$/.test(value) && !existsSync(join(folder, value))) say(`${value} is not in the build`);
        else if (!/^(https:|tel:|mailto:|data:image\/|[#/]|[\w.-]+([/?#]|$))/.test(value)) say(`an unsafe address: ${value}`);
      }
    }
    const heading = /^h([1-6])$/.exec(name);
    if (heading) {
      if (+heading[1] > level + 1) say(`h${heading[1]} follows h${level}`);
      level = +heading[1];
    }
  }
  for (const [id, say] of uses) if (!ids.has(id) && !(page === "index.html" && id === "main")) say(`nothing has the id ${id}`);
  if (counts.h1 !== 1) wrong.push(`${page}: ${counts.h1 ?? 0} first headings`);
  if (counts.title !== 1) wrong.push(`${page}: ${counts.title ?? 0} titles`);
  if (page === "list.html" && counts.script) wrong.push(`${page}: a script on the page that must work without`);
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

const elements = ["index.html", "list.html"].map((page) => `${page} ${check(page)} elements`);
for (const line of wrong.slice(0, 40)) console.log(line);
console.log(wrong.length === 0 ? elements.join(", ") : `${wrong.length} faults`);
process.exit(wrong.length === 0 ? 0 : 1);
