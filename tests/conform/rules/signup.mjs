// Signing up: what is answered, and that what is sent twice is done once.
import { randomUUID } from "node:crypto";
import { MARK } from "../kit.mjs";

const GROUP = "报名";
const TWINS = 4;

const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

const signUp = {
  id: "sign-up",
  zh: "报名成功的应答完整",
  en: "Signing up answers with the whole registration",
  clause: "/paths/~1registrations~1{id}/put/responses/201",
  async run(kit) {
    const session = await kit.one("person");
    const one = await kit.had(kit.person(session, { accept_waitlist: true }));
    const { exchange, document } = one;
    kit.follows(exchange, "Registration", "报名的应答");
    kit.check(document.id?.toLowerCase?.() === one.id, `id 应是所发的 ${one.id}，实为 ${document.id}`, exchange);
    kit.check(String(document.manage_token).length >= 32, "manage_token 不足 32 个字符，容易被猜中", exchange);
    kit.check(exchange.answer.etag === `"${document.rev}"`, `ETag 应是带引号的 rev（"${document.rev}"），实为 ${exchange.answer.etag ?? "无"}`, exchange);
    kit.check(exchange.answer.location?.toLowerCase().endsWith(`/registrations/${one.id}`), `Location 应指向这份报名，实为 ${exchange.answer.location ?? "无"}`, exchange);
    kit.inTheCity(document, ["created", "updated", "offer_until"], exchange);
    const line = document.lines?.[0];
    kit.check(document.lines?.length === 1 && line.session === session.id && line.party?.adults === 1, "应答里的 lines 与所报不同", exchange);
    if (kit.claims("atomic_capacity")) kit.check(document.status === "confirmed", `有余位时 status 应为 confirmed，实为 ${document.status}`, exchange);
    else kit.check(document.status === "pending", `没有声明 atomic_capacity，status 只能是 pending，实为 ${document.status}`, exchange);
    const read = await kit.look(one);
    if (!kit.check(read.status === 200, `凭 manage_token 读取：应答应为 200，实为 ${read.told}`, read)) return;
    kit.follows(read, "Registration", "读取的应答");
    kit.check(read.json?.code === document.code && read.json?.status === document.status, "读到的与报名时的应答不同", exchange, read);
  },
};

const masked = {
  id: "masked",
  zh: "应答里的姓名和电话已遮盖",
  en: "Answers show name and number masked",
  clause: "/components/schemas/Registration/properties/contact",
  async run(kit) {
    const one = await kit.had(kit.person(await kit.one("person")));
    const { phone } = one.body.contact;
    for (const exchange of [one.exchange, await kit.look(one)]) {
      kit.check(!exchange.text.includes(phone), "应答里有完整的电话号码", exchange);
      kit.check(!exchange.text.includes(MARK), "应答里有完整的姓名", exchange);
    }
  },
};

const replay = {
  id: "replay",
  zh: "同一份报名重发，得到第一次的应答，只算一次",
  en: "The same registration again gives the first answer, and counts once",
  clause: "/paths/~1registrations~1{id}/put/description",
  async run(kit) {
    const session = await kit.one("person", { more: TWINS });
    const body = kit.person(session);
    const id = randomUUID();
    const before = (await kit.places())[session.id];
    const twins = await Promise.all(Array.from({ length: TWINS }, () => kit.put(body, { id })));
    const [first] = twins;
    const all = [...twins, await kit.put(body, { id })];
    for (const { exchange } of all) kit.check(exchange.status === 201, `重发：应答应为 201，实为 ${exchange.told}`, exchange);
    if (all.some(({ exchange }) => exchange.status !== 201)) return;
    for (const member of ["code", "manage_token", "rev", "status"]) {
      const values = new Set(all.map(({ document }) => document?.[member]));
      kit.check(values.size === 1, `重发得到的 ${member} 与第一次不同`, first.exchange, all.at(-1).exchange);
    }
    if (kit.claims("atomic_capacity")) {
      const after = (await kit.places())[session.id];
      kit.check(after.booked <= before.booked + 1, `同一份报名发了 ${all.length} 次，booked 从 ${before.booked} 变为 ${after.booked}`, first.exchange);
    }
    if (!kit.claims("cancel")) return;
    await kit.cancel(first);
    const late = await kit.put(body, { id });
    kit.check(late.exchange.status === 201 && same(late.document?.code, first.document.code), `取消后再重发：应得到第一次的应答，实为 ${late.exchange.told}`, late.exchange);
    const now = await kit.look(first);
    kit.check(now.json?.status === "cancelled", `取消后重发，报名又活了：${now.told}`, late.exchange, now);
  },
};

const reused = {
  id: "reused-id",
  zh: "同一编号换了内容，被拒绝",
  en: "Another body under the same id is refused",
  clause: "/components/responses/Invalid",
  async run(kit) {
    const session = await kit.one("person");
    const one = await kit.had(kit.person(session));
    const { exchange } = await kit.put(kit.person(session), { id: one.id });
    kit.refused(exchange, 422, "invalid", "同一编号，另一个人的内容") && kit.names(exchange, "/id", "同一编号，另一个人的内容");
    kit.check(!exchange.text.includes(one.token), "拒绝时泄露了第一份报名的 manage_token", exchange);
  },
};

const precondition = {
  id: "if-none-match",
  zh: "没有 If-None-Match: * 的报名答 428",
  en: "Signing up without If-None-Match: * is 428",
  clause: "/components/responses/PreconditionRequired",
  async run(kit) {
    const { exchange } = await kit.put(kit.person(await kit.one("person")), { headers: {} });
    kit.refused(exchange, 428, undefined, "没有 If-None-Match 的报名");
  },
};

const unknown = {
  id: "unknown-members",
  zh: "不认得的成员和参数被忽略",
  en: "Members and parameters that are not known are ignored",
  clause: "/components/schemas/NewRegistration/description",
  async run(kit) {
    const session = await kit.one("person");
    const body = kit.person(session, { conform_extra: { deep: [1, null, "字"] } });
    body.contact.conform_extra = true;
    body.lines[0].conform_extra = [];
    const { exchange } = await kit.put(body);
    kit.check(exchange.status === 201, `报名里多了不认得的成员：应答应为 201，实为 ${exchange.told}`, exchange);
    const read = await kit.read("/availability?conform_extra=1");
    kit.check(read.status === 200, `地址里多了不认得的参数：应答应为 200，实为 ${read.told}`, read);
  },
};

const uuid = {
  id: "id-form",
  zh: "编号不是 UUID 的报名被拒绝",
  en: "An id that is no UUID is refused",
  clause: "/components/parameters/RegistrationId",
  async run(kit) {
    for (const id of ["conform", "00000000-0000-0000-0000-00000000000g", "1"]) {
      const { exchange } = await kit.put(kit.person(await kit.one("person")), { id });
      kit.refused(exchange, 422, "invalid", `编号是 ${id}`) && kit.names(exchange, "/id", `编号是 ${id}`);
    }
  },
};

export default [signUp, masked, replay, reused, precondition, unknown, uuid].map((rule) => ({ group: GROUP, needs: ["register"], ...rule }));
