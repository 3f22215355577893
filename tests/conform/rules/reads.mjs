// What is read besides the catalogue, and how it is asked for again.
const GROUP = "读取";
const TAG = /^(W\/)?"[^"]*"$/;
const MOST_LECTURES = 3;

const availability = {
  id: "availability-form",
  zh: "余位表格式正确，每个可报名场次都在",
  en: "Availability has its form, with every session that is booked",
  clause: "/components/schemas/Availability",
  async run(kit) {
    const exchange = kit.first.availability;
    if (!kit.check(exchange.status === 200, `读取余位：应答应为 200，实为 ${exchange.told}`, exchange)) return;
    if (!kit.follows(exchange, "Availability", "余位")) return;
    kit.inTheCity(exchange.json, ["at"], exchange);
    const told = exchange.json.sessions;
    const sessions = kit.activities.flatMap((activity) => activity.sessions ?? []);
    const missing = sessions.filter((session) => session?.booking === "required" && !told[session.id]).map(({ id }) => id);
    kit.check(missing.length === 0, `这些要报名的场次没有余位：${missing.slice(0, 5).join("、")}`, exchange);
    const known = new Set(sessions.map((session) => session?.id));
    const strange = Object.keys(told).filter((id) => !known.has(id));
    kit.check(strange.length === 0, `目录里没有这些场次：${strange.slice(0, 5).join("、")}`, exchange);
  },
};

const sums = {
  id: "availability-sums",
  zh: "已报和保留的名额不超过总数",
  en: "No more seats are given than there are",
  clause: "/components/schemas/Places",
  needs: ["atomic_capacity"],
  async run(kit) {
    const exchange = kit.first.availability;
    const places = Object.entries(exchange.json?.sessions ?? {});
    // A host may hold or shrink what is already given; what is booked alone must fit.
    const over = places.filter(([, { capacity, booked }]) => booked > capacity);
    kit.check(over.length === 0, `超额：${over.slice(0, 5).map(([id, { capacity, booked }]) => `${id} 总数 ${capacity}，已报 ${booked}`).join("；")}`, exchange);
    const open = places.filter(([, { capacity, booked, held, status }]) => status === "open" && booked + held >= capacity);
    kit.check(open.length === 0, `没有余位却标为 open：${open.slice(0, 5).map(([id]) => id).join("、")}`, exchange);
  },
};

const lectures = {
  id: "lectures",
  zh: "讲座状态和直播字幕格式正确",
  en: "Lectures say where they are, and what can be played",
  clause: "/paths/~1lectures~1{id}/get",
  async run(kit) {
    const all = kit.lectures;
    if (all.length === 0) kit.cannot("目录里没有讲座");
    // Those with captions and questions first: there is more to see.
    const rank = (lecture) => (lecture.live_captions ? -2 : 0) + (lecture.questions ? -1 : 0);
    for (const { id } of [...all].sort((a, b) => rank(a) - rank(b)).slice(0, MOST_LECTURES)) {
      const exchange = await kit.read(`/lectures/${encodeURIComponent(id)}`);
      if (!kit.check(exchange.status === 200, `讲座 ${id}：应答应为 200，实为 ${exchange.told}`, exchange)) continue;
      if (!kit.follows(exchange, "LectureState", `讲座 ${id}`)) continue;
      const state = exchange.json;
      kit.check(state.id === id, `问的是讲座 ${id}，答的是 ${state.id}`, exchange);
      kit.inTheCity(state, ["start", "end", "updated"], exchange);
      const embeds = state.sources.filter(({ kind }) => kind === "embed");
      kit.check(embeds.every(({ provider, ref, url }) => provider && ref && !url), `讲座 ${id}：嵌入的播放器应给 provider 和 ref，不给网址`, exchange);
      if (!state.live_captions) continue;
      const cues = await kit.read(`/lectures/${encodeURIComponent(id)}/cues?after=0`);
      if (!kit.check(cues.status === 200 && Array.isArray(cues.json?.cues), `讲座 ${id} 的直播字幕：应答应为 200 和 cues，实为 ${cues.told}`, cues)) continue;
      for (const cue of cues.json.cues) {
        const errors = kit.contract.errors("Cue", cue);
        kit.check(errors.length === 0, `讲座 ${id} 的直播字幕：${errors.join("；")}`, cues);
      }
    }
  },
};

const etag = {
  id: "etag",
  zh: "带 ETag，没有变化时答 304",
  en: "Reads carry an ETag and answer 304 when nothing changed",
  clause: "/components/responses/NotModified",
  async run(kit) {
    const [lecture] = Array.isArray(kit.first.catalogue.json?.activities) ? kit.lectures : [];
    for (const path of ["/catalogue", "/availability", ...(lecture ? [`/lectures/${encodeURIComponent(lecture.id)}`] : [])]) {
      let first;
      let again;
      // What is read may change between two questions; not three times in a row.
      for (let round = 0; round < 3 && again?.status !== 304; round += 1) {
        first = await kit.read(path);
        const tag = first.answer.etag;
        if (!kit.check(TAG.test(tag ?? ""), `${path}：没有 ETag，或写法不对（${tag ?? "无"}）`, first)) break;
        again = await kit.read(path, { "If-None-Match": tag });
      }
      if (!again) continue;
      if (!kit.check(again.status === 304, `${path}：If-None-Match 是刚得到的 ETag，应答应为 304，实为 ${again.told}`, again)) continue;
      kit.check(again.text === "", `${path}：304 不应有内容`, again);
      kit.check(TAG.test(again.answer.etag ?? ""), `${path}：304 也应带 ETag`, again);
      const other = await kit.read(path, { "If-None-Match": '"conform-other"' });
      kit.check(other.status === 200, `${path}：If-None-Match 是别的值，应答应为 200，实为 ${other.told}`, other);
    }
  },
};

const delta = {
  id: "delta",
  zh: "可以只取变化的部分",
  en: "What changed since a cursor can be had alone",
  clause: "/components/schemas/Delta",
  needs: ["delta"],
  async run(kit) {
    const { cursor } = kit.catalogue;
    if (!kit.check(typeof cursor === "string" && cursor !== "", "声明了 delta，目录里却没有 cursor", kit.first.catalogue)) return;
    const exchange = await kit.read(`/catalogue?since=${encodeURIComponent(cursor)}`);
    if (kit.check(exchange.status === 200, `since 是刚得到的 cursor：应答应为 200，实为 ${exchange.told}`, exchange) && kit.follows(exchange, "Delta", "变化")) {
      const { upserts, deleted, cursor: next } = exchange.json;
      const none = [upserts.venues, upserts.activities, deleted.venues, deleted.activities].every((list) => list.length === 0);
      kit.check(none || next !== cursor, "cursor 没有变，却说有变化", exchange);
    }
    const old = await kit.read("/catalogue?since=conform-unknown");
    kit.refused(old, 410, "gone", "不认得的 cursor");
  },
};

export default [availability, sums, lectures, etag, delta].map((rule) => ({ group: GROUP, needs: [], ...rule }));
