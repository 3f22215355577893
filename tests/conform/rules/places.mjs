// Places: the last one, all or none, and when a session cannot be had.
import { randomUUID } from "node:crypto";
import { overlaps, partyOf } from "../party.mjs";

const GROUP = "名额";
const RACE = 8;

const last = {
  id: "last-place",
  zh: "许多人同时报最后一个名额，只有一人成功",
  en: "Of many at once for the last place exactly one has it",
  clause: "/paths/~1registrations~1{id}/put/description",
  needs: ["register", "atomic_capacity"],
  async run(kit) {
    const stage = await kit.fill(1);
    const bodies = Array.from({ length: RACE }, () => kit.person(stage));
    const all = await Promise.all(bodies.map((body) => kit.put(body)));
    const won = all.filter(({ exchange }) => exchange.status === 201);
    stage.had.push(...won.filter(({ token }) => token));
    const shown = won.length > 1 ? won : all;
    kit.check(won.length === 1, `${RACE} 人同时报 ${stage.id} 的最后一个名额，成功的应有 1 人，实有 ${won.length} 人`, shown.map(({ exchange }) => exchange));
    for (const { exchange } of won) kit.check(exchange.json?.status === "confirmed", `抢到名额的人 status 应为 confirmed，实为 ${exchange.told}`, exchange);
    const read = await kit.read("/availability");
    const now = read.json?.sessions?.[stage.id];
    kit.check(now?.booked + now?.held <= now?.capacity, `之后 ${stage.id} 已报 ${now?.booked}、保留 ${now?.held}，超过总数 ${now?.capacity}`, read);
    kit.check(now?.status === "full", `名额用完后 status 应为 full，实为 ${now?.status}`, read);
  },
};

const full = {
  id: "full",
  zh: "报满时答 409 full，指出是哪一行",
  en: "A full session is 409 full and says which line",
  clause: "/components/responses/Conflict",
  needs: ["register", "atomic_capacity"],
  async run(kit) {
    const stage = await kit.fill();
    const { exchange } = await kit.put(kit.person(stage));
    if (!kit.refused(exchange, 409, "full", `${stage.id} 已满`)) return;
    const line = exchange.json.lines?.[0];
    kit.check(exchange.json.session === stage.id, `session 应为 ${stage.id}`, exchange);
    kit.check(line?.pointer === "/lines/0" && line.session === stage.id, "lines 里应指出 /lines/0 这一行没有名额", exchange);
  },
};

const allOrNone = {
  id: "all-or-none",
  zh: "几场一起报，有一场不成就一场也不留",
  en: "All lines or none",
  clause: "/components/schemas/Lines",
  needs: ["register", "atomic_capacity"],
  async run(kit) {
    const stage = await kit.fill();
    const open = await kit.open("person", { without: [stage.id], more: 1 });
    const other = open.find((session) => !overlaps(session, stage)) ?? kit.cannot("没有第二个时间不冲突、有余位的场次");
    const id = randomUUID();
    let kept = 0;
    let exchange;
    // Somebody else may sign up for it meanwhile; not each time.
    for (let round = 0; round < 3; round += 1) {
      const before = (await kit.places())[other.id];
      ({ exchange } = await kit.put(kit.person([other, stage]), { id }));
      if (!kit.refused(exchange, 409, "full", `${other.id} 有余位，${stage.id} 已满，一起报`)) return;
      const after = (await kit.places())[other.id];
      if (after.booked <= before.booked) break;
      kept += 1;
    }
    kit.check(kept < 3, `报名被拒绝，${other.id} 的 booked 却增加了`, exchange);
    const again = await kit.put(kit.person(other), { id });
    kit.check(again.exchange.status === 201, `被拒绝的报名不应占用编号：改报一场应答应为 201，实为 ${again.exchange.told}`, exchange, again.exchange);
  },
};

const duplicate = {
  id: "duplicate",
  zh: "同一电话重复报同一场，被拒绝",
  en: "The same number for the same session twice is refused",
  clause: "/components/responses/Conflict",
  needs: ["register", "atomic_capacity"],
  async run(kit) {
    const session = await kit.one("person", { more: 1 });
    const one = await kit.had(kit.person(session));
    const { exchange } = await kit.put(kit.person(session, { contact: one.body.contact }));
    kit.refused(exchange, 409, "duplicate", `同一电话再报 ${session.id}`);
    const twice = await kit.put(kit.person([session, session]));
    kit.refused(twice.exchange, 409, "duplicate", `一次报两行 ${session.id}`);
  },
};

const overlap = {
  id: "overlap",
  zh: "同一电话报时间冲突的两场，被拒绝",
  en: "Two sessions at one time for the same number are refused",
  clause: "/components/responses/Conflict",
  needs: ["register", "atomic_capacity"],
  async run(kit) {
    const open = await kit.open("person");
    const pair = open.flatMap((a, at) => open.slice(at + 1).filter((b) => overlaps(a, b)).map((b) => [a, b]))[0];
    if (!pair) kit.cannot("没有两个时间冲突、都有余位的场次");
    const one = await kit.had(kit.person(pair[0]));
    const { exchange } = await kit.put(kit.person(pair[1], { contact: one.body.contact }));
    kit.refused(exchange, 409, "overlap", `已报 ${pair[0].id}，再报同一时间的 ${pair[1].id}`);
    const both = await kit.put(kit.person(pair));
    kit.refused(both.exchange, 409, "overlap", `一次报 ${pair[0].id} 和同一时间的 ${pair[1].id}`);
  },
};

const phase = {
  id: "phase",
  zh: "未开放、已截止、已取消的场次报不了",
  en: "A session not open yet, closed or cancelled cannot be had",
  clause: "/components/schemas/Places/properties/status",
  needs: ["register"],
  async run(kit) {
    const all = await kit.sessions();
    let seen = 0;
    for (const status of ["not_open", "closed", "cancelled"]) {
      const session = all.find((one) => one.now.status === status && (partyOf("person", one) || partyOf("family", one)));
      if (!session) continue;
      seen += 1;
      const kind = partyOf("person", session) ? "person" : "family";
      const { exchange } = await kit.put(kit.body(kind, [kit.line(kind, session)], { accept_waitlist: true }));
      kit.refused(exchange, 409, status, `${session.id} 的 status 是 ${status}`);
      kit.check(exchange.json?.session === session.id, `拒绝时应说明是哪一场（session: ${session.id}）`, exchange);
    }
    if (seen === 0) kit.cannot("目录里没有未开放、已截止或已取消的场次");
  },
};

export default [last, full, allOrNone, duplicate, overlap, phase].map((rule) => ({ group: GROUP, ...rule }));
