// A backend that speaks otherwise, as its config.json describes it: the requests that the app makes of it.
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const PRESETS = fileURLToPath(new URL("../../public/presets/", import.meta.url));
const LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789";

/** RFC 7396. */
export function merged(target, patch) {
  if (patch === null || typeof patch !== "object" || Array.isArray(patch)) return patch;
  const into = target && typeof target === "object" && !Array.isArray(target) ? { ...target } : {};
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) delete into[name];
    else into[name] = merged(into[name], value);
  }
  return into;
}

const keys = (pointer) => pointer.split("/").slice(1).map((key) => key.replace(/~1/g, "/").replace(/~0/g, "~"));
export const at = (value, pointer = "") => keys(pointer).reduce((part, key) => part?.[key], value);

/** The value with `what` at the pointer. */
function put(value, pointer, what) {
  const [first, ...rest] = keys(pointer);
  if (first === undefined) return what;
  return { ...value, [first]: put(value?.[first], rest.map((key) => `/${key.replace(/~/g, "~0").replace(/\//g, "~1")}`).join(""), what) };
}

/**
 * Reads a config.json; `origin` is where the app stands, for a base that names no host. Gives { preset, base, mapping };
 * the mapping is the preset's with what the file changes of it. Throws a line that says what is wrong.
 */
export function readConfig(file, origin) {
  const config = JSON.parse(readFileSync(file, "utf8"));
  const { preset } = config;
  if (!/^[A-Za-z0-9-]{1,39}$/.test(preset ?? "")) throw new Error(`${file}: no preset`);
  if (preset === "static") throw new Error(`${file}: preset static has no backend to try`);
  if (!URL.canParse(config.base, origin)) throw new Error(`${file}: base names no host: say API=https://host too`);
  const base = new URL(config.base, origin).href;
  if (preset === "kp1") return { preset, base };
  const known = `${PRESETS}${preset}.json`;
  if (!existsSync(known) && !config.mapping) throw new Error(`${file}: there is no preset ${preset}`);
  const start = existsSync(known) ? JSON.parse(readFileSync(known, "utf8")) : {};
  return { preset, base, mapping: merged(start, config.mapping ?? {}) };
}

/** What follows of a registration's id: the id of its record, the secret that opens it, the code for the door. */
export function own(id) {
  const digest = (what) => createHash("sha256").update(what).digest();
  const record = digest(`kepu record ${id}`).subarray(0, 16);
  record[6] = (record[6] & 0x0f) | 0x80;
  record[8] = (record[8] & 0x3f) | 0x80;
  const hex = record.toString("hex");
  const code = [...digest(`kepu code ${hex}`).subarray(0, 8)].map((byte) => LETTERS[byte % 31]).join("");
  return { id, record: hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-"), secret: digest(`kepu secret ${id}`).toString("hex"), code };
}

function filled(value, one, record) {
  if (value === "{registration}") return record;
  if (Array.isArray(value)) return value.map((item) => filled(item, one, record));
  if (value && typeof value === "object") return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, filled(member, one, record)]));
  if (typeof value !== "string") return value;
  const words = { ...one, basic: Buffer.from(`${one.secret}:`).toString("base64") };
  return value.replace(/\{(record|id|secret|code|rev|basic)\}/g, (_, name) => words[name] ?? "");
}

/** How a value is written; times are sent as they are. */
const AS = { string: JSON.stringify, text: String, number: Number, json: (word) => (typeof word === "string" ? JSON.parse(word) : word) };

/** A record of the contract as this backend keeps it: where each value goes. */
function kept(record, { fields = {}, bare = false }) {
  let out = bare ? {} : structuredClone(record);
  for (const [to, from] of Object.entries(fields)) {
    const spec = typeof from === "string" ? { from } : (from ?? {});
    const found = "value" in spec ? spec.value : at(record, spec.from);
    const word = spec.enum ? (spec.enum[found] ?? spec.else) : found;
    if (word !== undefined) out = put(out, to, AS[spec.as]?.(word) ?? word);
  }
  return out;
}

/** The request of an act (create, read, change, cancel): { method, path, headers, json }. `secret: false` leaves it away. */
export function asked(mapping, act, one, { record, secret = true } = {}) {
  const { auth = {}, private: kind } = mapping.registrations;
  const opens = secret && !(kind === "write-only" && record) ? auth : {};
  const secretless = secret ? one : { ...one, secret: "" };
  const all = { ...mapping.headers, ...opens, ...act.headers };
  // Who has no revision yet asks for none.
  const headers = Object.entries(all).filter(([, value]) => value !== null && !(one.rev === undefined && value.includes("{rev}")));
  const sent = record && kept(record, act);
  const json = act.body !== undefined ? filled(act.body, secretless, sent) : sent && put(undefined, act.wrap ?? "", sent);
  return {
    method: act.method ?? "GET",
    path: `/${filled(act.path, secretless)}`,
    headers: Object.fromEntries(headers.map(([name, value]) => [name, filled(value, secretless)])),
    json,
  };
}

/** The request of the first page of a list, or of the one document. */
export function listed(mapping, resource) {
  const pages = resource.pages ?? mapping.pages ?? { by: "none" };
  const query = Object.entries(resource.query ?? {}).filter(([, value]) => value !== null);
  if (pages.by !== "none" && pages.size_param) query.push([pages.size_param, pages.size ?? 100]);
  const search = query.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join("&");
  return { path: `/${resource.path}${search ? `?${search}` : ""}`, pages };
}
