// What must hold of a backend of another kind before anybody signs up with it.
import { at, listed } from "../mapping.mjs";
import { ORIGIN } from "../http.mjs";

const READ = "读取";
const PRIVATE = "隐私";
const STRANGERS = [["nobody", "没有密钥"], ["other", "用别人的密钥"]];
const words = (text) => (text ?? "").toLowerCase().split(",").map((word) => word.trim());

const lists = {
  id: "foreign-lists",
  group: READ,
  zh: "各个列表都在配置所说的地方",
  en: "The lists are where the configuration says",
  clause: "/components/schemas/Catalogue",
  needs: [],
  first: true,
  async run(kit) {
    if (!kit.lists.activities && !kit.lists.catalogue) kit.fail("配置里没有 resources.activities");
    for (const [name, { exchange, items, resource }] of Object.entries(kit.lists)) {
      if (!kit.check(exchange.status === 200, `${name}（${resource.path}）：应答应为 200，实为 ${exchange.told}`, exchange)) continue;
      if (name === "catalogue") {
        kit.check(items && typeof items === "object" && !Array.isArray(items), `${name}：${resource.item || "应答"} 处应是一个对象`, exchange);
        continue;
      }
      if (!kit.check(Array.isArray(items), `${name}：${(resource.items ?? kit.mapping.items) || "应答"} 处应是列表`, exchange)) continue;
      const id = resource.id ?? (resource.fields?.["/id"]?.from ?? resource.fields?.["/id"] ?? "/id");
      const without = items.filter((item) => typeof id === "string" && ["undefined", "object"].includes(typeof at(item, id)));
      kit.check(without.length === 0, `${name}：有 ${without.length} 条没有编号（${id}）`, exchange);
      if (name === "activities") kit.check(items.length > 0, "一个活动也没有", exchange);
    }
  },
};

const cors = {
  id: "foreign-cors",
  group: READ,
  zh: "别的网站可读，分页要用的标头也可读",
  en: "Other origins may read the lists, and the headers that pages need",
  clause: "/info/description",
  needs: [],
  async run(kit) {
    for (const [name, { exchange, pages }] of Object.entries(kit.lists)) {
      if (exchange.status !== 200) continue;
      const { answer } = exchange;
      const origin = answer["access-control-allow-origin"];
      kit.check(["*", ORIGIN].includes(origin), `${name}：Access-Control-Allow-Origin 应为 * 或来访的网站，实为 ${origin ?? "无"}`, exchange);
      if (pages.by === "none") continue;
      const exposed = words(answer["access-control-expose-headers"]);
      const needed = [pages.total?.header, pages.next?.header, pages.version?.header].filter(Boolean);
      // A header that is not sent need not be read.
      const hidden = needed.filter((header) => answer[header.toLowerCase()] !== undefined && !exposed.includes(header.toLowerCase()) && !exposed.includes("*"));
      kit.check(hidden.length === 0, `${name}：Access-Control-Expose-Headers 没有 ${hidden.join("、")}，取不到后面的页`, exchange);
    }
  },
};

const replay = {
  id: "foreign-replay",
  group: "报名",
  zh: "同一份报名重发，认得出已经有了",
  en: "The same registration again is known to be there",
  clause: "/paths/~1registrations~1{id}/put/description",
  needs: ["register"],
  async run(kit) {
    const one = await kit.registration();
    const again = await kit.send(one.request);
    const { status = [], pointer, is, has } = kit.registrations.taken ?? {};
    const found = pointer === undefined ? "" : pointer === "" ? again.text : String(at(again.json, pointer) ?? "");
    const taken = kit.registrations.taken && [status].flat().includes(again.status) && (is === undefined || found === is) && (has === undefined || found.includes(has));
    // Whoever answers as at first gives it under the same id.
    const same = again.status >= 200 && again.status < 300 && again.text.includes(one.own.record);
    const server = kit.registrations.private === "server" && again.status >= 200 && again.status < 300;
    kit.check(taken || same || server, `重发应得到配置里 taken 所说的应答，或第一次的应答，实为 ${again.told}`, one.exchange, again);
    if (!taken && same) {
      const ids = (exchange) => JSON.stringify(at(exchange.json, kit.registrations.item ?? "")?.id);
      kit.check(ids(one.exchange) === ids(again), "重发又多了一条记录", one.exchange, again);
    }
  },
};

const unlisted = {
  id: "foreign-not-listed",
  group: PRIVATE,
  zh: "没有密钥列不出报名",
  en: "Registrations cannot be listed without their secret",
  clause: "/components/securitySchemes/manageToken",
  needs: ["register"],
  async run(kit) {
    const path = kit.registrations.list;
    if (!path) kit.cannot("配置里没有 registrations.list");
    const { traces } = await kit.registration();
    const search = listed(kit.mapping, { path }).path;
    for (const address of new Set([`/${path}`, search])) {
      const exchange = await kit.api.send("GET", address, { headers: kit.mapping.headers });
      const items = at(exchange.json, kit.mapping.items ?? "") ?? exchange.json;
      const open = exchange.status >= 200 && exchange.status < 300 && !(Array.isArray(items) && items.length === 0);
      kit.check(!open, `没有密钥列出报名：应当拒绝，或是空的，实为 ${exchange.told}${Array.isArray(items) ? `，${items.length} 条` : ""}`, exchange);
      kit.check(!traces.some((trace) => exchange.text.includes(trace)), "列出的报名里有姓名或电话：应用因此不收报名，只显示电话", exchange);
      if (open) break;
    }
  },
};

const unread = {
  id: "foreign-not-read",
  group: PRIVATE,
  zh: "没有密钥读不到报名",
  en: "A registration is not read without its secret",
  clause: "/components/responses/Unauthorised",
  needs: ["register"],
  async run(kit) {
    const { traces, own } = await kit.registration();
    if (!kit.registrations.read) {
      // Nobody may read it, whoever guesses its address neither.
      const exchange = await kit.api.send("GET", `/${kit.registrations.create.path.replace(/\/?\{record\}.*/, "")}/${own.record}`, { headers: kit.mapping.headers });
      kit.check(!traces.some((trace) => exchange.text.includes(trace)), "知道编号就读到了报名", exchange);
      return;
    }
    for (const [who, what] of STRANGERS) {
      const exchange = await kit.act("read", who);
      kit.check(exchange.status >= 400, `${what}读取报名：应当拒绝，实为 ${exchange.told}`, exchange);
      kit.check(!traces.some((trace) => exchange.text.includes(trace)), `${what}读到了姓名或电话：应用因此不收报名，只显示电话`, exchange);
    }
    const mine = await kit.act("read", "owner");
    kit.check(mine.status === 200, `用自己的密钥读取：应答应为 200，实为 ${mine.told}`, mine);
  },
};

const untouched = {
  id: "foreign-not-changed",
  group: PRIVATE,
  zh: "没有密钥改不了、取消不了报名",
  en: "A registration is not changed or cancelled without its secret",
  clause: "/components/securitySchemes/manageToken",
  needs: ["register"],
  async run(kit) {
    await kit.registration();
    const acts = ["change", "cancel"].filter((name) => kit.registrations[name]);
    for (const name of acts) {
      for (const [who, what] of STRANGERS) {
        const exchange = await kit.act(name, who, name === "change" ? { needs: [] } : undefined);
        kit.check(exchange.status >= 400, `${what}${name === "change" ? "更改" : "取消"}报名：应当拒绝，实为 ${exchange.told}`, exchange);
      }
    }
    if (!acts.includes("cancel")) return;
    const mine = await kit.act("cancel", "owner");
    kit.check(mine.status >= 200 && mine.status < 300, `用自己的密钥取消：应答应为 200，实为 ${mine.told}`, mine);
  },
};

export const FOREIGN = [lists, cors, replay, unlisted, unread, untouched];
