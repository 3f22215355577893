// One broken backend for every rule: through the switches of the reference backend where they reach, else by a proxy
// that breaks one thing. `also` names rules that are broken by the same thing.
import { randomUUID } from "node:crypto";
import { asking, edited } from "./proxy.mjs";

const put = ({ method, path }) => method === "PUT" && path.startsWith("/api/registrations/");
const of = (...methods) => ({ method, path }) => methods.includes(method) && path.startsWith("/api/registrations/");
const idOf = ({ path }) => path.split("/")[3];
const problem = (like, status, code, more = {}) => ({
  status,
  headers: { ...like.headers, "content-type": "application/problem+json" },
  text: JSON.stringify({ type: "about:blank", title: "坏的后端", status, detail: "坏的后端。", code, ...more }),
});

/** Changes the catalogue through the control port. */
const catalogue = (change) => async ({ control, api }) => {
  const document = await (await fetch(`${api}/catalogue`)).json();
  change(document);
  await control.catalogue(document);
};
const fault = (...faults) => async ({ control }) => {
  for (const one of faults) await control.fault(one);
};

/** A proxy that changes what fits of the requests, and what fits of the answers. */
const requests = (fits, change) => (asked, forward) => forward(fits(asked) ? asking(asked, change) : asked);
const answers = (fits, change) => async (asked, forward) => {
  const reply = await forward(asked);
  return fits(asked, reply) ? edited(reply, (json) => change(json, asked)) : reply;
};
const heads = (fits, change) => async (asked, forward) => {
  const reply = await forward(asked);
  if (fits(asked, reply)) change(reply.headers);
  return reply;
};

/** Registrations by their id as they were first had: their tokens and bodies. */
function remember(asked, reply, memory) {
  if (put(asked) && reply.status === 201) (memory.had ??= new Map()).set(idOf(asked), { reply, asked, json: JSON.parse(reply.text) });
  return reply;
}
/** Opens a registration to whoever asks by these methods. */
const opened = (...methods) => async (asked, forward, memory) => {
  const known = of(...methods)(asked) && memory.had?.get(idOf(asked));
  const headers = known ? { ...asked.headers, authorization: `Bearer ${known.json.manage_token}` } : asked.headers;
  return remember(asked, await forward({ ...asked, headers }), memory);
};
/** What was refused with this code is tried again for another phone. */
const forgiven = (code) => async (asked, forward) => {
  const reply = await forward(asked);
  if (!put(asked) || JSON.parse(reply.text).code !== code) return reply;
  return forward(asking(asked, (json) => (json.contact.phone = `143${String(Math.random()).slice(2, 10)}`)));
};

export const BROKEN = [
  { rule: "catalogue-form", how: "本届没有名称", set: catalogue((it) => delete it.edition.name) },
  { rule: "catalogue-ids", how: "活动在没有的场馆", set: catalogue((it) => (it.activities[0].venue = "nowhere")) },
  { rule: "catalogue-ids", how: "两个活动同一编号", set: catalogue((it) => it.activities.push(it.activities[0])) },
  { rule: "catalogue-times", how: "时间写作 UTC", set: catalogue((it) => (it.activities[0].updated = "2023-09-05T01:00:00Z")) },
  { rule: "catalogue-points", how: "百度坐标", set: catalogue((it) => (it.venues[0].point.datum = "bd09")) },
  {
    rule: "catalogue-points",
    how: "经纬颠倒",
    set: catalogue(({ venues: [{ point }] }) => ([point.lng, point.lat] = [point.lat, point.lng])),
    // A latitude of more than 90° has no place in the schema either.
    also: ["catalogue-form"],
  },
  { rule: "availability-form", how: "少一场", proxy: answers(({ path }) => path === "/api/availability", ({ sessions }) => delete sessions["jiqiren-2"]) },
  {
    rule: "availability-sums",
    how: "超额",
    proxy: answers(({ path }) => path === "/api/availability", ({ sessions: { "jieli-4": places } }) => (places.booked = places.capacity + 1)),
  },
  { rule: "lectures", how: "没听说过的状态", proxy: answers(({ path }) => /^\/api\/lectures\/[^/]+$/.test(path), (it) => (it.state &&= "asleep")) },
  { rule: "etag", how: "不看 If-None-Match", proxy: (asked, forward) => forward({ ...asked, headers: { ...asked.headers, "if-none-match": asked.method === "GET" ? '"none"' : asked.headers["if-none-match"] ?? "" } }) },
  { rule: "etag", how: "没有 ETag", proxy: heads(({ method }, { status }) => method === "GET" && status === 200, (headers) => delete headers.etag) },
  { rule: "delta", how: "总是给全部", proxy: (asked, forward) => forward({ ...asked, path: asked.path.replace(/\?since=.*/, "") }) },
  { rule: "not-found", how: "答 400", set: fault({ path: "/api/conform-no-such-thing", do: "status", status: 400 }) },
  { rule: "methods", how: "答 404", set: fault({ path: "/api/catalogue", method: "DELETE", do: "status", status: 404 }) },
  { rule: "not-json", how: "不看 Content-Type", proxy: (asked, forward) => forward({ ...asked, headers: asked.headers["content-type"] ? { ...asked.headers, "content-type": "application/json" } : asked.headers }) },
  { rule: "large-body", how: "只读开头", proxy: (asked, forward) => forward(asked.text.length > 65_536 ? { ...asked, text: "{}" } : asked) },
  {
    rule: "deep-json",
    how: "栈溢出",
    proxy: async (asked, forward) => (asked.text.includes("[".repeat(1000)) ? problem(await forward({ ...asked, text: "{}" }), 500, "maintenance") : forward(asked)),
    also: ["steady"],
  },
  { rule: "sign-up", how: "ETag 不是 rev", proxy: heads((asked, { status }) => put(asked) && status === 201, (headers) => (headers.etag = '"abc"')) },
  { rule: "sign-up", how: "没有 Location", proxy: heads((asked, { status }) => put(asked) && status === 201, (headers) => delete headers.location) },
  { rule: "masked", how: "电话没有遮盖", proxy: answers((asked, { status }) => put(asked) && status === 201, (it, asked) => (it.contact.phone = asked.json.contact.phone)) },
  {
    rule: "replay",
    how: "重发答 409",
    proxy: async (asked, forward, memory) => {
      const again = put(asked) && (memory.seen ??= new Map()).get(idOf(asked)) === asked.text;
      if (put(asked)) memory.seen.set(idOf(asked), asked.text);
      const reply = await forward(asked);
      return again && reply.status === 201 ? problem(reply, 409, "duplicate") : reply;
    },
  },
  {
    rule: "reused-id",
    how: "换了内容也给第一次的应答",
    proxy: async (asked, forward, memory) => {
      const known = put(asked) && memory.had?.get(idOf(asked));
      return known ? known.reply : remember(asked, await forward(asked), memory);
    },
  },
  { rule: "if-none-match", how: "不要求", proxy: (asked, forward) => forward(put(asked) ? { ...asked, headers: { ...asked.headers, "if-none-match": "*" } } : asked) },
  {
    rule: "unknown-members",
    how: "拒绝不认得的成员",
    proxy: async (asked, forward) => (asked.json?.conform_extra ? problem(await forward({ ...asked, text: "{}" }), 422, "invalid", { errors: [{ pointer: "/conform_extra", code: "unknown" }] }) : forward(asked)),
  },
  { rule: "id-form", how: "什么编号都收", proxy: (asked, forward) => forward(put(asked) && idOf(asked).length !== 36 ? { ...asked, path: `/api/registrations/${randomUUID()}` } : asked) },
  {
    rule: "fields",
    how: "没有指出缺的字段",
    proxy: answers((asked, { status }) => put(asked) && status === 422, (it) => (it.errors = it.errors?.filter(({ pointer, code }) => pointer !== "/consent_version" || code !== "required"))),
  },
  { rule: "long-text", how: "悄悄截短", proxy: requests((asked) => put(asked) && asked.json?.contact?.name?.length > 40, (it) => (it.contact.name = it.contact.name.slice(0, 40))) },
  {
    rule: "phone-forms",
    how: "只认数字",
    proxy: async (asked, forward) =>
      put(asked) && /[+\uff10-\uff19]/.test(asked.json?.contact?.phone) ? problem(await forward({ ...asked, text: "{}" }), 422, "invalid", { errors: [{ pointer: "/contact/phone", code: "format" }] }) : forward(asked),
  },
  { rule: "party-size", how: "人数过多答 invalid", proxy: answers((asked, { status }) => put(asked) && status === 422, (it) => (it.code = "invalid")) },
  { rule: "token-read", how: "不看令牌", proxy: opened("GET") },
  { rule: "token-write", how: "不看令牌", proxy: opened("PATCH", "DELETE") },
  {
    rule: "not-listed",
    how: "可以列出",
    proxy: async (asked, forward, memory) => {
      const reply = remember(asked, await forward(asked), memory);
      if (asked.method !== "GET" || !/^\/api\/registrations\/?(\?|$)/.test(asked.path)) return reply;
      const all = [...memory.had.values()].map(({ json, asked: { json: body } }) => ({ ...json, contact: body.contact }));
      return { status: 200, headers: { ...reply.headers, "content-type": "application/json" }, text: JSON.stringify(all) };
    },
  },
  {
    rule: "find",
    how: "不看尾号",
    proxy: async (asked, forward, memory) => {
      const known = [...(memory.had?.values() ?? [])].find(({ json }) => json.code === asked.json?.code);
      const wrong = asked.path === "/api/registrations/find" && known && asked.json.last4?.length === 4;
      return remember(asked, await forward(wrong ? asking(asked, (it) => (it.last4 = known.asked.json.contact.phone.slice(-4))) : asked), memory);
    },
  },
  { rule: "class", how: "不要求学校", proxy: requests((asked) => put(asked) && asked.json?.kind === "class", (it) => (it.school ??= { name: "示例小学", grade: 1, class: "1班" })) },
  { rule: "grade", how: "应答里没有班级", proxy: answers((asked, { status }) => put(asked) && status === 201, (it) => it.lines.forEach((line) => delete line.class)) },
  {
    rule: "last-place",
    how: "先看后写，没有锁",
    proxy: async (asked, forward, memory) => {
      memory.under = (memory.under ?? 0) + 1;
      const crowd = memory.under > 1 || memory.crowd;
      memory.crowd = crowd && put(asked);
      const reply = remember(asked, await forward(asked), memory);
      memory.under -= 1;
      if (!memory.crowd || !put(asked) || JSON.parse(reply.text).code !== "full") return reply;
      const [{ json, reply: like }] = [...memory.had.values()].slice(-1);
      const made = { ...json, id: idOf(asked), manage_token: json.manage_token.split("").reverse().join("") };
      return { ...like, text: JSON.stringify(made) };
    },
  },
  { rule: "full", how: "没有说哪一行", proxy: answers((asked, { status }) => put(asked) && status === 409, (it) => delete it.lines) },
  {
    rule: "all-or-none",
    how: "留下第一行",
    proxy: async (asked, forward) => {
      if (put(asked) && asked.json?.lines?.length === 2) {
        const alone = asking(asked, (it) => {
          it.lines.pop();
          it.contact.phone = `143${String(Math.random()).slice(2, 10)}`;
        });
        await forward({ ...alone, path: `/api/registrations/${randomUUID()}` });
      }
      return forward(asked);
    },
  },
  { rule: "duplicate", how: "重复也收", proxy: forgiven("duplicate") },
  { rule: "overlap", how: "冲突也收", proxy: forgiven("overlap") },
  { rule: "phase", how: "已截止答 full", proxy: answers((asked) => put(asked), (it) => (it.code = it.code === "closed" ? "full" : it.code)) },
  {
    rule: "waitlist",
    how: "候补从不递补",
    proxy: async (asked, forward, memory) => {
      const reply = remember(asked, await forward(asked), memory);
      const had = asked.method === "GET" && memory.had?.get(idOf(asked));
      return had && had.json.status === "waitlisted" && !had.asked.json.when_free ? edited(reply, (it) => (it.status = "waitlisted")) : reply;
    },
  },
  { rule: "offer", how: "不问就确认", proxy: requests((asked) => put(asked) && asked.json?.when_free, (it) => delete it.when_free) },
  { rule: "alternatives", how: "不看备选", proxy: requests((asked) => put(asked) && asked.json?.lines?.[0]?.alternatives, (it) => delete it.lines[0].alternatives) },
  { rule: "change", how: "忘了一项", proxy: requests((asked) => of("PATCH")(asked) && asked.json?.needs, (it) => delete it.needs) },
  {
    rule: "change-kept",
    how: "换场不成，原来的也没了",
    proxy: async (asked, forward) => {
      const reply = await forward(asked);
      if (of("PATCH")(asked) && asked.json?.lines && reply.status === 409) await forward({ ...asked, method: "DELETE", text: "" });
      return reply;
    },
  },
  {
    rule: "stale",
    how: "后写的算数",
    proxy: async (asked, forward) => {
      if (!of("PATCH")(asked) || asked.json?.accept_waitlist === undefined) return forward(asked);
      const now = await forward({ ...asked, method: "GET", text: "" });
      return forward({ ...asked, headers: { ...asked.headers, "if-match": now.headers.etag ?? "" } });
    },
  },
  {
    rule: "cancel",
    how: "说取消了，没有取消",
    proxy: async (asked, forward) => {
      if (!of("DELETE")(asked)) return forward(asked);
      return edited(await forward({ ...asked, method: "GET" }), (it) => (it.status = "cancelled"));
    },
  },
  {
    rule: "questions",
    how: "待审提问谁都可读",
    proxy: async (asked, forward) => {
      const reply = await forward(asked);
      if (!asked.path.endsWith("/moderation")) return reply;
      return { status: 200, headers: { ...reply.headers, "content-type": "application/json" }, text: JSON.stringify({ state: "open", questions: [] }) };
    },
  },
  {
    rule: "rate-limit",
    how: "没有限制",
    proxy: async (asked, forward) => {
      const reply = await forward(asked);
      return reply.status === 429 ? problem(reply, 404, "gone") : reply;
    },
  },
  {
    rule: "cors-preflight",
    how: "不许 If-Match",
    proxy: heads(({ method }) => method === "OPTIONS", (headers) => (headers["access-control-allow-headers"] = "Authorization, Content-Type, If-None-Match")),
  },
  { rule: "steady", how: "服务器错误", set: fault({ path: "/api/kiosks/*", do: "status", status: 500 }), also: ["not-found"] },
  { rule: "steady", how: "跳转", proxy: async (asked, forward) => (asked.path.startsWith("/api/kiosks/") ? { ...problem(await forward(asked), 302, "gone"), status: 302 } : forward(asked)), also: ["not-found"] },
  { rule: "never-html", how: "登录无线网络的网页", set: fault({ path: "/api/kiosks/*", do: "html" }), also: ["not-found"] },
  { rule: "media-type", how: "text/json", proxy: heads(({ path }, { status }) => path === "/api/availability" && status === 200, (headers) => (headers["content-type"] = "text/json")) },
  { rule: "problem-form", how: "application/json", proxy: heads((_, { status }) => status === 404, (headers) => (headers["content-type"] = "application/json")) },
  { rule: "problem-form", how: "没听说过的 code", proxy: answers(({ method }, { status }) => method === "POST" && status === 405, (it) => (it.code = "no_method")) },
  { rule: "cors-exposed", how: "拒绝时忘了 CORS", proxy: heads(({ method }, { status }) => method !== "OPTIONS" && status >= 400, (headers) => delete headers["access-control-allow-origin"]) },
  { rule: "cors-exposed", how: "看不到 Retry-After", proxy: heads(() => true, (headers) => (headers["access-control-expose-headers"] = "ETag, Location, Date")) },
  { rule: "clock", how: "快一分钟", set: ({ control }) => control.clock({ offset_s: 60 }) },
  { rule: "clock", how: "两台机器两只钟", proxy: heads(({ path }) => path.startsWith("/api/lectures/"), (headers) => (headers.date = new Date(Date.parse(headers.date) + 5000).toUTCString())) },
];
