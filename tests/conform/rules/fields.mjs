// Wrong fields: each is named, and nothing is kept.
const GROUP = "填写有误";

const set = (path, value) => (body) => {
  const keys = path.split("/").slice(1);
  const last = keys.pop();
  const at = keys.reduce((part, key) => part[key], body);
  if (value === undefined) delete at[last];
  else at[last] = value;
};
/** A pointer, what makes it wrong, and in words. */
const WRONG = [
  ["/kind", set("/kind", undefined), "没有 kind"],
  ["/kind", set("/kind", "robot"), "kind 是 robot"],
  ["/contact", set("/contact", undefined), "没有 contact"],
  ["/contact/name", set("/contact/name", "   "), "姓名只有空格"],
  ["/contact/name", set("/contact/name", 7), "姓名是数字"],
  ["/contact/phone", set("/contact/phone", "12345"), "电话是 12345"],
  ["/contact/phone", set("/contact/phone", undefined), "没有电话"],
  ["/lines", set("/lines", []), "lines 是空的"],
  ["/lines", set("/lines", {}), "lines 不是列表"],
  ["/lines/0/session", set("/lines/0/session", "conform-none"), "没有这一场"],
  ["/lines/0/party", set("/lines/0/party", undefined), "没有 party"],
  ["/lines/0/party/adults", set("/lines/0/party/adults", -1), "成人 -1"],
  ["/lines/0/party/adults", set("/lines/0/party/adults", 1.5), "成人 1.5"],
  ["/lines/0/party/adults", set("/lines/0/party/adults", "1"), "成人是文字"],
  ["/lines/0/party/adults", set("/lines/0/party/adults", 1e300), "成人 1e300"],
  ["/lines/0/party", set("/lines/0/party/adults", 2), "个人报名却有两人"],
  ["/needs", set("/needs", "wheelchair"), "needs 不是列表"],
  ["/accept_waitlist", set("/accept_waitlist", "yes"), "accept_waitlist 是文字"],
  ["/consent_version", set("/consent_version", undefined), "没有 consent_version"],
  ["/school", set("/school", { name: "示例学校", grade: 3, class: "1班" }), "个人报名却有 school"],
];

const fields = {
  id: "fields",
  zh: "每个填错的字段都被指出",
  en: "Every wrong field is named by its pointer",
  clause: "/components/schemas/Problem/properties/errors",
  async run(kit) {
    const session = await kit.one("person");
    for (const [pointer, spoil, what] of WRONG) {
      const body = kit.person(session);
      spoil(body);
      const { exchange } = await kit.put(body);
      kit.refused(exchange, 422, "invalid", what) && kit.names(exchange, pointer, what);
    }
    const body = kit.person(session);
    for (const pointer of ["/contact/phone", "/consent_version"]) set(pointer, undefined)(body);
    const { exchange } = await kit.put(body);
    if (!kit.refused(exchange, 422, "invalid", "两处有误")) return;
    for (const pointer of ["/contact/phone", "/consent_version"]) kit.names(exchange, pointer, "两处有误");
  },
};

const long = {
  id: "long-text",
  zh: "过长的文字被拒绝",
  en: "Text that is too long is refused",
  clause: "/components/schemas/Contact",
  async run(kit) {
    const session = await kit.one("person");
    const cases = [["/contact/name", 41], ["/contact/name", 20_000], ["/contact/phone", 41], ["/consent_version", 33]];
    for (const [pointer, length] of cases) {
      const body = kit.person(session);
      set(pointer, (pointer.endsWith("phone") ? "1" : "字").repeat(length))(body);
      const { exchange } = await kit.put(body);
      const what = `${pointer} 有 ${length} 个字符`;
      kit.refused(exchange, 422, "invalid", what) && kit.names(exchange, pointer, what);
    }
    const body = kit.person(session);
    body.lines = Array.from({ length: 61 }, () => body.lines[0]);
    const { exchange } = await kit.put(body);
    kit.refused(exchange, 422, "invalid", "61 行") && kit.names(exchange, "/lines", "61 行");
  },
};

const typed = {
  id: "phone-forms",
  zh: "电话带空格、连字符、+86 或全角数字也认得",
  en: "A number is known with spaces, hyphens, +86 and full-width digits",
  clause: "/components/schemas/Contact/properties/phone",
  async run(kit) {
    const session = await kit.one("person", { more: 2 });
    const wide = (text) => text.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
    const apart = (phone) => `${phone.slice(0, 3)} ${phone.slice(3, 7)}-${phone.slice(7)}`;
    for (const [form, what] of [[(phone) => `+86 ${apart(phone)}`, "带 +86、空格和连字符"], [wide, "全角数字"]]) {
      const body = kit.person(session);
      const { phone } = body.contact;
      body.contact.phone = form(phone);
      kit.secrets.add(body.contact.phone);
      const { exchange, document } = await kit.put(body);
      if (!kit.check(exchange.status === 201, `${what}：应答应为 201，实为 ${exchange.told}`, exchange)) continue;
      kit.check(document.contact?.phone?.endsWith(phone.slice(-4)), `${what}：遮盖后末四位应为所填的末四位`, exchange);
      if (!kit.claims("atomic_capacity")) continue;
      const again = await kit.put(kit.person(session, { contact: { ...body.contact, phone } }));
      kit.refused(again.exchange, 409, "duplicate", `${what}的号码与不带的是同一个`);
    }
  },
};

const size = {
  id: "party-size",
  zh: "人数过多、类型不符被拒绝，说明是哪一场",
  en: "A party too large, or of a kind that is not meant, is refused",
  clause: "/components/responses/Invalid",
  async run(kit) {
    const all = (await kit.sessions()).filter(({ now }) => now.status === "open");
    const family = all.find(({ kinds, party }) => kinds.includes("family") && party?.max < 9000);
    const other = all.find(({ kinds }) => !kinds.includes("person"));
    if (!family && !other) kit.cannot("没有限定人数或类型的场次");
    if (family) {
      const line = { session: family.id, party: { adults: 1, children: family.party.max } };
      const { exchange } = await kit.put(kit.body("family", [line]));
      kit.refused(exchange, 422, "over_max", `${family.id} 最多 ${family.party.max} 人，报了 ${family.party.max + 1} 人`);
      kit.check(exchange.json?.session === family.id, `拒绝时应说明是哪一场（session: ${family.id}）`, exchange);
    }
    if (other) {
      const { exchange } = await kit.put(kit.body("person", [{ session: other.id, party: { adults: 1 } }]));
      const what = `${other.id} 不接受个人报名`;
      kit.refused(exchange, 422, "invalid", what) && kit.names(exchange, "/kind", what);
    }
  },
};

export default [fields, long, typed, size].map((rule) => ({ group: GROUP, needs: ["register"], ...rule }));
