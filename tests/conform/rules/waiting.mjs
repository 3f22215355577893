// Waiting for a place, being asked, and taking another session instead.
const GROUP = "候补";

/** Somebody who waits, if the queue takes one more. */
async function waiting(kit, stage, more) {
  if (!stage.waitlist) kit.cannot(`${stage.id} 不收候补`);
  const one = await kit.put(kit.person(stage, { accept_waitlist: true, ...more }));
  if (one.exchange.json?.code === "waitlist_full") kit.cannot(`${stage.id} 的候补已满`);
  if (one.exchange.status !== 201) {
    kit.fail(`名额已满、愿意候补：应答应为 201，实为 ${one.exchange.told}`, one.exchange);
    kit.cannot("没有排上候补");
  }
  return one;
}

const waitlist = {
  id: "waitlist",
  zh: "满了可以候补，让出的名额给排在最前的人",
  en: "A full session can be waited for, and a free place goes to the first",
  clause: "/components/schemas/NewRegistration/properties/accept_waitlist",
  needs: ["register", "atomic_capacity", "waitlist"],
  async run(kit) {
    const stage = await kit.fill();
    const first = await waiting(kit, stage);
    const { exchange, document } = first;
    if (!kit.check(document.status === "waitlisted", `名额已满、愿意候补：status 应为 waitlisted，实为 ${document.status}`, exchange)) return;
    kit.check(Number.isInteger(document.position) && document.position >= 1, `候补应有从 1 起的 position，实为 ${document.position}`, exchange);
    // The queue may take no second one.
    const second = await kit.put(kit.person(stage, { accept_waitlist: true }));
    const behind = second.exchange.status === 201;
    if (behind) kit.check(second.document.position > document.position, `后来的人应排在后面：${document.position}，${second.document.position}`, exchange, second.exchange);
    else kit.refused(second.exchange, 409, "waitlist_full", "第二个候补");
    if (!kit.claims("cancel")) return;
    // Whoever waited before us goes first: as many places come free as it takes.
    for (let ahead = document.position; ahead > 0; ahead -= 1) await kit.free();
    const now = await kit.look(first);
    kit.check(now.json?.status === "confirmed", `名额让出后，排在最前的候补应为 confirmed，实为 ${now.told}`, now);
    stage.had.push(first);
    if (!behind) return;
    const next = await kit.look(second);
    kit.check(next.json?.status === "waitlisted" && next.json.position < second.document.position, `后面的人应往前进：实为 ${next.told}，position ${next.json?.position}`, next);
    await kit.cancel(second);
  },
};

const offer = {
  id: "offer",
  zh: "候补到位先询问：保留名额，答复后确认",
  en: "Who waits may be asked first: the place is kept until they answer",
  clause: "/components/schemas/NewRegistration/properties/when_free",
  needs: ["register", "atomic_capacity", "waitlist", "offers", "cancel"],
  async run(kit) {
    const stage = await kit.fill();
    const one = await waiting(kit, stage, { when_free: "offer" });
    if (!kit.check(one.document.status === "waitlisted", `名额已满、愿意候补：status 应为 waitlisted，实为 ${one.document.status}`, one.exchange)) return;
    for (let ahead = one.document.position; ahead > 0; ahead -= 1) await kit.free();
    const asked = await kit.look(one);
    if (!kit.check(asked.json?.status === "offered", `名额让出后应先询问（offered），实为 ${asked.told}`, asked)) return;
    kit.check(Date.parse(asked.json.offer_until) > Date.now(), `offer_until 应是将来的时间，实为 ${asked.json.offer_until ?? "无"}`, asked);
    const taken = await kit.patch(one, asked.json.rev, { offer: "accept" });
    kit.check(taken.status === 200 && taken.json?.status === "confirmed", `接受后应为 200 confirmed，实为 ${taken.told}`, taken);
    const again = await kit.patch(one, asked.json.rev, { offer: "accept" });
    kit.check(again.status === 200, `同样的答复再发一次应为 200，实为 ${again.told}`, again);
    stage.had.push(one);
  },
};

const alternatives = {
  id: "alternatives",
  zh: "首选满了，自动改为愿意去的另一场",
  en: "Where the first wish is full another is had",
  clause: "/components/schemas/Line/properties/alternatives",
  needs: ["register", "atomic_capacity", "alternatives"],
  async run(kit) {
    const stage = await kit.fill();
    const other = await kit.one("person", { without: [stage.id] });
    const body = kit.person(stage);
    body.lines[0].alternatives = [other.id];
    const { exchange, document } = await kit.put(body);
    if (!kit.check(exchange.status === 201, `${stage.id} 已满，也愿意去 ${other.id}：应答应为 201，实为 ${exchange.told}`, exchange)) return;
    const line = document.lines?.[0];
    kit.check(line?.session === other.id, `应改为 ${other.id}，实为 ${line?.session}`, exchange);
    kit.check(line?.wished === stage.id, `wished 应为首选 ${stage.id}，实为 ${line?.wished ?? "无"}`, exchange);
  },
};

export default [waitlist, offer, alternatives].map((rule) => ({ group: GROUP, ...rule }));
