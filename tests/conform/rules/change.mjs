// Changing and cancelling what one has.
const GROUP = "更改与取消";
const RACE = 4;

const change = {
  id: "change",
  zh: "凭版本更改报名",
  en: "A registration is changed from a revision",
  clause: "/paths/~1registrations~1{id}/patch",
  needs: ["register", "change"],
  async run(kit) {
    const one = await kit.had(kit.person(await kit.one("person")));
    const { rev } = one.document;
    const needs = [kit.catalogue.taxonomy?.access?.[0]?.id ?? "wheelchair"];
    const exchange = await kit.patch(one, rev, { needs, accept_waitlist: true });
    if (!kit.check(exchange.status === 200, `更改：应答应为 200，实为 ${exchange.told}`, exchange)) return;
    kit.follows(exchange, "Registration", "更改的应答");
    const now = exchange.json;
    kit.check(JSON.stringify(now.needs) === JSON.stringify(needs) && now.accept_waitlist === true, "应答里没有所做的更改", exchange);
    kit.check(now.rev > rev, `更改后 rev 应大于 ${rev}，实为 ${now.rev}`, exchange);
    kit.check(exchange.answer.etag === `"${now.rev}"`, `ETag 应为 "${now.rev}"，实为 ${exchange.answer.etag ?? "无"}`, exchange);
    kit.check(now.code === one.document.code && now.lines?.[0]?.session === one.body.lines[0].session, "没有要求更改的内容变了", one.exchange, exchange);
    const wrong = await kit.patch(one, now.rev, { contact: { name: "", phone: kit.phone() } });
    kit.refused(wrong, 422, "invalid", "改成空的姓名") && kit.names(wrong, "/contact/name", "改成空的姓名");
  },
};

const kept = {
  id: "change-kept",
  zh: "换场不成，原来的名额还在",
  en: "A change that finds no place leaves all as it was",
  clause: "/components/schemas/RegistrationChange",
  needs: ["register", "change", "atomic_capacity"],
  async run(kit) {
    const stage = await kit.fill();
    const session = await kit.one("person", { without: [stage.id] });
    const one = await kit.had(kit.person(session));
    const exchange = await kit.patch(one, one.document.rev, { lines: [kit.line("person", stage)], accept_waitlist: true });
    kit.refused(exchange, 409, "full", `从 ${session.id} 换到已满的 ${stage.id}`);
    const now = await kit.look(one);
    const same = now.json?.status === "confirmed" && now.json.lines?.[0]?.session === session.id && now.json.rev === one.document.rev;
    kit.check(same, `换场不成，原来的报名应原样保留，实为 ${now.told}`, exchange, now);
  },
};

const stale = {
  id: "stale",
  zh: "别处已有改动时拒绝覆盖",
  en: "A change from an old revision is refused",
  clause: "/components/responses/Stale",
  needs: ["register", "change", "if_match"],
  async run(kit) {
    const one = await kit.had(kit.person(await kit.one("person")));
    const { rev } = one.document;
    const first = await kit.patch(one, rev, { accept_waitlist: true });
    if (!kit.check(first.status === 200, `更改：应答应为 200，实为 ${first.told}`, first)) return;
    const old = await kit.patch(one, rev, { accept_waitlist: false });
    if (kit.refused(old, 412, "stale", "If-Match 是旧的 rev")) kit.check(old.json.rev === first.json.rev, `应说明现在的 rev 是 ${first.json.rev}`, old);
    const without = await kit.patch(one, undefined, { accept_waitlist: false });
    kit.refused(without, 428, undefined, "没有 If-Match 的更改");
    const now = await kit.look(one);
    if (!kit.check(now.json?.accept_waitlist === true && now.json.rev === first.json.rev, "被拒绝的更改却生效了", old, now)) return;
    const all = await Promise.all(Array.from({ length: RACE }, () => kit.patch(one, first.json.rev, { accept_waitlist: false })));
    const won = all.filter(({ status }) => status === 200).length;
    kit.check(won === 1, `${RACE} 个更改同时从同一 rev 发出，成功的应有 1 个，实有 ${won} 个`, all);
  },
};

const cancel = {
  id: "cancel",
  zh: "取消后名额放出，再取消一次也无妨",
  en: "Cancelling gives the place back; again is once",
  clause: "/paths/~1registrations~1{id}/delete",
  needs: ["register", "cancel"],
  async run(kit) {
    const session = await kit.one("person");
    const one = await kit.had(kit.person(session));
    const booked = (await kit.places())[session.id].booked;
    for (const what of ["取消", "再取消一次"]) {
      const exchange = await kit.cancel(one);
      kit.check(exchange.status === 200 && exchange.json?.status === "cancelled", `${what}：应答应为 200 cancelled，实为 ${exchange.told}`, exchange);
      kit.follows(exchange, "Registration", `${what}的应答`);
    }
    const read = await kit.look(one);
    kit.check(read.status === 200 && read.json?.status === "cancelled", `取消后凭 manage_token 仍可读到 cancelled，实为 ${read.told}`, read);
    if (kit.claims("atomic_capacity")) {
      const exchange = await kit.read("/availability");
      const now = exchange.json?.sessions?.[session.id]?.booked;
      kit.check(now < booked, `取消后 ${session.id} 的 booked 应少于 ${booked}，实为 ${now}`, exchange);
    }
    if (!kit.claims("change")) return;
    const late = await kit.patch(one, read.json?.rev, { accept_waitlist: true });
    kit.refused(late, 409, "cancelled", "更改已取消的报名");
  },
};

export default [change, kept, stale, cancel].map((rule) => ({ group: GROUP, ...rule }));
