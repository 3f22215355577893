// Registrations are private: not listed, not read, not touched without their token.
import { randomUUID } from "node:crypto";
import { MARK } from "../kit.mjs";

const GROUP = "隐私";
const WRONG = "0".repeat(40);

/** Tokens that must not open a registration, and in words. */
const keys = (other) => [[undefined, "没有令牌"], [WRONG, "错误的令牌"], [other.token, "别人报名的令牌"]];

const reads = {
  id: "token-read",
  zh: "没有令牌读不到报名",
  en: "A registration is not read without its token",
  clause: "/components/responses/Unauthorised",
  needs: ["register"],
  async run(kit) {
    const session = await kit.one("person", { more: 1 });
    const one = await kit.had(kit.person(session));
    const other = await kit.had(kit.person(session));
    const answers = [];
    for (const [token, what] of keys(other)) {
      const exchange = await kit.look({ id: one.id, token });
      answers.push(exchange);
      kit.refused(exchange, 401, "unauthorised", `${what}读取报名`);
      kit.check(Boolean(exchange.answer["www-authenticate"]), `${what}：401 应带 WWW-Authenticate`, exchange);
      kit.check(!exchange.text.includes(one.document.code), `${what}也读到了预约码`, exchange);
    }
    const nobody = await kit.look({ id: randomUUID(), token: WRONG });
    answers.push(nobody);
    kit.check(new Set(answers.map(({ status, json }) => `${status} ${json?.code} ${json?.detail}`)).size === 1, "没有这份报名、没有令牌、令牌错误，应答应当一样，否则可以试出编号", answers);
  },
};

const writes = {
  id: "token-write",
  zh: "没有令牌改不了、取消不了报名",
  en: "A registration is not changed or cancelled without its token",
  clause: "/components/securitySchemes/manageToken",
  needs: ["register", "change", "cancel"],
  async run(kit) {
    const session = await kit.one("person", { more: 1 });
    const one = await kit.had(kit.person(session));
    const other = await kit.had(kit.person(session));
    const before = await kit.look(one);
    for (const [token, what] of keys(other)) {
      const mine = { id: one.id, token };
      kit.refused(await kit.patch(mine, one.document.rev, { accept_waitlist: true }), 401, "unauthorised", `${what}更改报名`);
      kit.refused(await kit.cancel(mine), 401, "unauthorised", `${what}取消报名`);
    }
    const after = await kit.look(one);
    kit.check(after.json?.rev === before.json?.rev && after.json?.status === before.json?.status, `没有令牌的更改却生效了：${before.told} → ${after.told}`, before, after);
  },
};

const listed = {
  id: "not-listed",
  zh: "报名不能被列出",
  en: "Registrations cannot be listed",
  clause: "/info/description",
  needs: ["register"],
  async run(kit) {
    const one = await kit.had(kit.person(await kit.one("person")));
    const traces = [one.id, one.token, one.document.code, one.body.contact.phone, MARK];
    for (const path of ["/registrations", "/registrations/", "/registrations?limit=100", `/registrations?id=${one.id}`, "/registrations/find"]) {
      for (const token of [undefined, one.token]) {
        const exchange = await kit.api.send("GET", path, { token });
        const what = `GET ${path}${token ? "，带自己的令牌" : ""}`;
        kit.check(exchange.status >= 400 || exchange.error, `${what}：应当拒绝，实为 ${exchange.told}`, exchange);
        // The answer may repeat the address that was asked for.
        const found = traces.filter((trace) => !path.includes(trace) && exchange.text.includes(trace));
        kit.check(found.length === 0, `${what}：应答里有报名的内容`, exchange);
      }
    }
  },
};

const find = {
  id: "find",
  zh: "预约码和手机尾号都对才能找回",
  en: "Found again by code and last four digits, both right",
  clause: "/paths/~1registrations~1find/post",
  needs: ["register"],
  async run(kit) {
    const one = await kit.had(kit.person(await kit.one("person")));
    const { code } = one.document;
    const last4 = one.body.contact.phone.slice(-4);
    const ask = (json) => kit.api.send("POST", "/registrations/find", { json });
    const typed = `${code.slice(0, 4).toLowerCase()} ${code.slice(4).toLowerCase()}`;
    const found = await ask({ code: typed, last4 });
    if (kit.check(found.status === 200, `预约码小写、中间有空格：应答应为 200，实为 ${found.told}`, found) && kit.follows(found, "Found", "找回的应答")) {
      const mine = found.json.registrations.find(({ id }) => id === one.id);
      if (mine) kit.secrets.add(mine.manage_token);
      if (kit.check(mine !== undefined, "找回的不是这份报名", found)) {
        const opened = await kit.look({ id: one.id, token: mine.manage_token });
        kit.check(opened.status === 200, `找回的 manage_token 打不开报名：${opened.told}`, opened);
      }
    }
    const other = String((Number(last4) + 1) % 10_000).padStart(4, "0");
    kit.refused(await ask({ code, last4: other }), 404, "gone", "预约码对，尾号错");
    const wrong = await ask({ code, last4: "12" });
    kit.refused(wrong, 422, "invalid", "尾号只有两位") && kit.names(wrong, "/last4", "尾号只有两位");
  },
};

export default [reads, writes, listed, find].map((rule) => ({ group: GROUP, ...rule }));
