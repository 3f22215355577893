// What holds of every answer: judged at the end, of all that were given.
import { randomUUID } from "node:crypto";
import { ORIGIN } from "../http.mjs";

const GROUP = "每个应答";
const SEARCHES = 10;
const SKEW_S = 5;
const DRIFT_S = 3;
const EXPOSED = ["etag", "location", "retry-after", "date"];
const words = (text) => (text ?? "").toLowerCase().split(",").map((word) => word.trim());
const open = (answer) => ["*", ORIGIN].includes(answer["access-control-allow-origin"]);
const asked = ({ method, url }) => `${method} ${new URL(url).pathname}`;

const rate = {
  id: "rate-limit",
  zh: "找回太频繁答 429，说明等多久",
  en: "Too many searches are 429 with the time to wait",
  clause: "/components/responses/RateLimited",
  needs: ["register"],
  async run(kit) {
    let exchange;
    for (let n = 0; n <= SEARCHES && exchange?.status !== 429; n += 1) {
      exchange = await kit.api.send("POST", "/registrations/find", { json: { code: "CNFRM222", last4: "0000" }, eager: true });
    }
    if (!kit.refused(exchange, 429, "rate_limited", `一分钟内第 ${SEARCHES + 1} 次找回`)) return;
    kit.check(/^[1-9]\d*$/.test(exchange.answer["retry-after"] ?? ""), `Retry-After 应是秒数，实为 ${exchange.answer["retry-after"] ?? "无"}`, exchange);
  },
};

const preflight = {
  id: "cors-preflight",
  zh: "别的网站的预检请求被允许",
  en: "Preflights of other origins are allowed",
  clause: "/info/description",
  async run(kit) {
    const one = `/registrations/${randomUUID()}`;
    const wanted = ["authorization", "content-type", "if-match", "if-none-match"];
    const cases = [["GET", "/catalogue"], ["GET", one], ["PUT", one], ["PATCH", one], ["DELETE", one], ["POST", "/registrations/find"]];
    for (const [method, path] of cases) {
      const headers = { "Access-Control-Request-Method": method, "Access-Control-Request-Headers": wanted.join(", ") };
      const exchange = await kit.api.send("OPTIONS", path, { headers });
      const { answer } = exchange;
      const what = `预检 ${method} ${path.replace(/[0-9a-f-]{36}/, "{id}")}`;
      if (!kit.check(exchange.status >= 200 && exchange.status < 300, `${what}：应答应为 204，实为 ${exchange.told}`, exchange)) continue;
      kit.check(open(answer), `${what}：Access-Control-Allow-Origin 应为 *，实为 ${answer["access-control-allow-origin"] ?? "无"}`, exchange);
      const methods = words(answer["access-control-allow-methods"]);
      kit.check(methods.includes("*") || methods.includes(method.toLowerCase()) || ["GET", "POST"].includes(method), `${what}：Access-Control-Allow-Methods 没有 ${method}`, exchange);
      const allowed = words(answer["access-control-allow-headers"]);
      // A star does not cover Authorization.
      const missing = wanted.filter((name) => !allowed.includes(name) && !(allowed.includes("*") && name !== "authorization"));
      kit.check(missing.length === 0, `${what}：Access-Control-Allow-Headers 没有 ${missing.join("、")}`, exchange);
    }
  },
};

/** A rule about all answers so far; one finding for each kind of fault, with the first answers that show it. */
const sweep = (rule, judge) => ({
  ...rule,
  async run(kit) {
    const faults = new Map();
    for (const exchange of kit.api.journal.filter(({ method }) => method !== "OPTIONS")) {
      for (const what of judge(exchange, kit)) faults.set(what, [...(faults.get(what) ?? []), exchange]);
    }
    for (const [what, all] of faults) kit.fail(`${what}（${all.length} 次，例如 ${asked(all[0])}）`, all.slice(0, 2));
  },
});

const steady = sweep(
  {
    id: "steady",
    zh: "没有断线、跳转和服务器错误",
    en: "No cut connection, no redirect, no fault of the server",
    clause: "/components/responses/Maintenance",
  },
  function* (exchange) {
    if (exchange.error) yield exchange.error;
    else if (exchange.status >= 500) yield `应答 ${exchange.status}`;
    else if (exchange.status >= 300 && exchange.status < 400 && exchange.status !== 304) yield `跳转 ${exchange.status}`;
  },
);

const html = sweep(
  {
    id: "never-html",
    zh: "从不答网页",
    en: "Never HTML",
    clause: "/info/description",
  },
  function* (exchange) {
    if (exchange.isHtml) yield `应答 ${exchange.status} 是网页`;
  },
);

const media = sweep(
  {
    id: "media-type",
    zh: "成功的应答标为 application/json",
    en: "What succeeds is application/json",
    clause: "/paths/~1catalogue/get/responses/200/content",
  },
  function* ({ status, type, text, isHtml }) {
    if (status >= 200 && status < 300 && text !== "" && !isHtml && type !== "application/json") yield `Content-Type 应为 application/json，实为 ${type || "无"}`;
  },
);

const problems = sweep(
  {
    id: "problem-form",
    zh: "拒绝都是 problem+json，带固定的 code",
    en: "Every refusal is a problem with a stable code",
    clause: "/components/schemas/Problem",
  },
  function* (exchange, kit) {
    // Pages are another rule's, and what never came.
    if (exchange.status < 400 || exchange.isHtml) return;
    const { status, type, json } = exchange;
    if (type !== "application/problem+json") yield `${status} 的 Content-Type 应为 application/problem+json，实为 ${type || "无"}`;
    if (json === undefined) return void (yield `${status} 的内容不是 JSON`);
    const errors = kit.contract.errors("Problem", json);
    if (errors.length > 0) yield `${status} 不合 Problem 的格式：${errors.join("；")}`;
    else if (json.status !== status) yield `内容里的 status 是 ${json.status}，应答是 ${status}`;
  },
);

const exposed = sweep(
  {
    id: "cors-exposed",
    zh: "跨站可读，出错时也一样",
    en: "Other origins may read every answer and its headers",
    clause: "/info/description",
  },
  function* (exchange) {
    if (exchange.error) return;
    const { answer } = exchange;
    if (!open(answer)) return void (yield `Access-Control-Allow-Origin 应为 *，实为 ${answer["access-control-allow-origin"] ?? "无"}`);
    const told = words(answer["access-control-expose-headers"]);
    const hidden = told.includes("*") ? [] : EXPOSED.filter((name) => !told.includes(name));
    if (hidden.length > 0) yield `Access-Control-Expose-Headers 没有 ${hidden.join("、")}`;
  },
);

const clock = {
  id: "clock",
  zh: "Date 与真实时间相差不到 5 秒，前后一致",
  en: "Date is right to five seconds, and agrees with itself",
  clause: "/paths/~1catalogue/get/responses/200/headers/Date",
  async run(kit) {
    const places = await kit.read("/availability");
    const heard = kit.api.journal.filter(({ error, method }) => !error && method !== "OPTIONS");
    const without = heard.filter(({ answer }) => Number.isNaN(Date.parse(answer.date)));
    if (!kit.check(without.length === 0, `没有 Date，或写法不对（${without.length} 次）`, without)) return;
    // A server's second begins before the answer is here: what lies between sending and hearing is no fault.
    const skew = ({ answer, sent, heard: came }) => {
      const at = Date.parse(answer.date);
      if (at + 1000 < sent) return (at + 1000 - sent) / 1000;
      return at > came ? (at - came) / 1000 : 0;
    };
    const worst = heard.reduce((most, one) => (Math.abs(skew(one)) > Math.abs(skew(most)) ? one : most));
    const off = skew(worst);
    kit.check(Math.abs(off) <= SKEW_S, `Date 比这台机器的钟${off < 0 ? "慢" : "快"} ${Math.abs(off).toFixed(1)} 秒（请先核对这台机器的钟）`, worst);
    const skews = heard.map(skew);
    const drift = Math.max(...skews) - Math.min(...skews);
    kit.check(drift <= DRIFT_S, `各次应答的 Date 互相差 ${drift.toFixed(1)} 秒，像是来自几只不同的钟`, worst);
    const at = Date.parse(places.json?.at);
    const apart = Math.abs(at - Date.parse(places.answer.date)) / 1000;
    if (!Number.isNaN(at)) kit.check(apart <= SKEW_S, `余位的 at 与 Date 相差 ${apart.toFixed(1)} 秒`, places);
  },
};

export default [rate, preflight, steady, html, media, problems, exposed, clock].map((rule) => ({ group: GROUP, needs: [], ...rule }));
