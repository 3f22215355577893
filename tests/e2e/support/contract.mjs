// What the app sends, held against public/openapi.json.
import Ajv2020 from "ajv/dist/2020.js";
import formats from "ajv-formats";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./server.mjs";

const METHODS = ["get", "put", "post", "patch", "delete", "head", "options"];

const api = JSON.parse(readFileSync(join(ROOT, "public/openapi.json"), "utf8"));
const ajv = new Ajv2020({ allErrors: true, strict: false });
formats(ajv);
ajv.addSchema(api, "openapi");

/** Follows a reference within the document. */
const resolved = (value) => (value?.$ref ? value.$ref.slice(2).split("/").reduce((at, key) => at[key.replace(/~1/g, "/").replace(/~0/g, "~")], api) : value);
const pointer = (...keys) => `openapi#/${keys.map((key) => key.replace(/~/g, "~0").replace(/\//g, "~1")).map(encodeURIComponent).join("/")}`;

const base = new URL(api.servers?.[0]?.url ?? "/", "http://host/").pathname.replace(/\/$/, "");
// A path without parameters goes before one that would match it with any.
const literalFirst = Object.keys(api.paths).sort((a, b) => a.split("{").length - b.split("{").length);
const paths = literalFirst.map((path) => ({
  path,
  pattern: new RegExp(`^${base}${path.replace(/[.*+?^$()|[\]\\]/g, "\\$&").replace(/\{[^}]+\}/g, "([^/]+)")}$`),
  names: [...path.matchAll(/\{([^}]+)\}/g)].map((found) => found[1]),
}));

/** Whether a text, as it stands in an address or a header, fits a parameter's schema. */
function fits(schema, text) {
  const type = resolved(schema)?.type;
  const value = type === "integer" || type === "number" ? Number(text) : type === "boolean" ? text === "true" : text;
  return ajv.validate({ ...resolved(schema) }, value);
}

/** What is wrong with one request of the backend's log: { method, path, query, headers, body }. */
function faults(request) {
  const method = request.method.toLowerCase();
  const url = new URL(request.path + (request.query ? `?${request.query}` : ""), "http://host");
  const found = paths.find(({ pattern }) => pattern.test(url.pathname));
  if (!found) return [`no such path`];
  const item = api.paths[found.path];
  const operation = item[method];
  if (!operation) return METHODS.includes(method) ? [`no such method`] : [];

  const headers = Object.fromEntries(Object.entries(request.headers ?? {}).map(([key, value]) => [key.toLowerCase(), value]));
  const inPath = Object.fromEntries(found.names.map((name, at) => [name, decodeURIComponent(found.pattern.exec(url.pathname)[at + 1])]));
  const wrong = [];
  const parameters = [...(item.parameters ?? []), ...(operation.parameters ?? [])].map(resolved);
  for (const { in: where, name, required, schema } of parameters) {
    const value = { path: inPath[name], query: url.searchParams.get(name) ?? undefined, header: headers[name.toLowerCase()] }[where];
    if (value === undefined) {
      if (required) wrong.push(`${where} ${name} is missing`);
    } else if (schema && !fits(schema, value)) wrong.push(`${where} ${name} is ${value}`);
  }
  const known = new Set(parameters.filter((one) => one.in === "query").map((one) => one.name));
  for (const name of url.searchParams.keys()) if (!known.has(name)) wrong.push(`query ${name} is unknown`);

  const body = resolved(operation.requestBody);
  if (!body) {
    if (request.body) wrong.push("a body where none is meant");
    return wrong;
  }
  if (request.body === undefined || request.body === null || request.body === "") return body.required ? [...wrong, "no body"] : wrong;
  const type = (headers["content-type"] ?? "").split(";")[0].trim();
  if (!body.content[type]) return [...wrong, `the content type is ${type}`];
  const schema = resolved(operation.requestBody) === operation.requestBody
    ? pointer("paths", found.path, method, "requestBody", "content", type, "schema")
    : pointer(...operation.requestBody.$ref.slice(2).split("/"), "content", type, "schema");
  const validate = ajv.getSchema(schema);
  const value = typeof request.body === "string" ? JSON.parse(request.body) : request.body;
  if (!validate(value)) wrong.push(...validate.errors.map((error) => `body${error.instancePath} ${error.message}`));
  return wrong;
}

/** Every fault of every request, one line each. */
export function violations(log) {
  const requests = Array.isArray(log) ? log : log.requests;
  return requests
    .filter(({ path, method }) => path.startsWith(`${base}/`) && method !== "OPTIONS")
    .flatMap((request) => faults(request).map((fault) => `${request.method} ${request.path}: ${fault}`));
}
