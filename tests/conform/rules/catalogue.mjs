// The catalogue: its form, and what a schema cannot say of it.
import { isTime } from "../schema.mjs";

const GROUP = "目录";
const ZONE = /\+08:00$/;
const DATUMS = ["gcj02", "wgs84"];
const ID = /^[A-Za-z0-9._~-]{1,64}$/;
// Mainland China, generously: what lies outside only with its numbers exchanged was written the wrong way round.
const inChina = (lng, lat) => lng > 73 && lng < 136 && lat > 3 && lat < 54;

/** Every value of the tree with its pointer. */
function* tree(value, at = "") {
  yield [at, value];
  if (value && typeof value === "object") for (const [key, member] of Object.entries(value)) yield* tree(member, `${at}/${key}`);
}

const few = (list) => list.slice(0, 5).join("、") + (list.length > 5 ? ` 等 ${list.length} 处` : "");

const form = {
  id: "catalogue-form",
  zh: "目录符合约定的格式",
  en: "The catalogue has the contract's form",
  clause: "/components/schemas/Catalogue",
  first: true,
  async run(kit) {
    const exchange = kit.first.catalogue;
    if (!kit.check(exchange.status === 200, `读取目录：应答应为 200，实为 ${exchange.told}`, exchange)) return;
    kit.follows(exchange, "Catalogue", "目录");
  },
};

const ids = {
  id: "catalogue-ids",
  zh: "编号不重复，指向的都在",
  en: "Ids are unique, and what they point to is there",
  clause: "/components/schemas/Id",
  async run(kit) {
    const exchange = kit.first.catalogue;
    const { activities } = kit;
    const sessions = activities.flatMap((activity) => activity.sessions ?? []);
    const lists = { venues: kit.catalogue.venues ?? [], activities, 场次: sessions, 讲座: kit.lectures };
    const known = Object.fromEntries(Object.entries(lists).map(([name, list]) => [name, new Set(list.map((one) => one?.id))]));
    for (const [name, list] of Object.entries(lists)) {
      const all = list.map((one) => one?.id);
      const twice = [...new Set(all.filter((id, at) => all.indexOf(id) !== at))];
      kit.check(twice.length === 0, `${name} 里编号重复：${few(twice)}`, exchange);
      const odd = all.filter((id) => typeof id !== "string" || !ID.test(id));
      kit.check(odd.length === 0, `${name} 里的编号不合格式：${few(odd.map((id) => JSON.stringify(id)))}`, exchange);
    }
    const lost = [];
    for (const activity of activities) {
      if (activity.venue && !known.venues.has(activity.venue)) lost.push(`${activity.id}.venue=${activity.venue}`);
      if (activity.parent && !known.activities.has(activity.parent)) lost.push(`${activity.id}.parent=${activity.parent}`);
      for (const session of activity.sessions ?? []) {
        if (session?.venue && !known.venues.has(session.venue)) lost.push(`${session.id}.venue=${session.venue}`);
      }
      const given = activity.lecture?.session;
      if (given && !(activity.sessions ?? []).some((session) => session?.id === given)) lost.push(`${activity.id}.lecture.session=${given}`);
    }
    kit.check(lost.length === 0, `指向的编号不存在：${few(lost)}`, exchange);
  },
};

const times = {
  id: "catalogue-times",
  zh: "时间带时区偏移，起止有序",
  en: "Times carry the city's offset and run forwards",
  clause: "/info/description",
  async run(kit) {
    const exchange = kit.first.catalogue;
    const wrong = [];
    const zone = [];
    for (const activity of kit.activities) {
      for (const [at, value] of tree(activity, activity.id)) {
        if (!/\/(start|end|opens|closes|updated)$/.test(at) || value === null || typeof value === "object") continue;
        if (!isTime(value)) wrong.push(`${at}=${JSON.stringify(value)}`);
        else if (!ZONE.test(value)) zone.push(`${at}=${value}`);
      }
    }
    kit.check(wrong.length === 0, `不是带偏移的 RFC 3339 时间：${few(wrong)}`, exchange);
    kit.check(zone.length === 0, `时间应写作 +08:00：${few(zone)}`, exchange);
    const sessions = kit.activities.flatMap((activity) => activity.sessions ?? []).filter(Boolean);
    const back = sessions.filter(({ start, end }) => Date.parse(end) < Date.parse(start)).map(({ id }) => id);
    kit.check(back.length === 0, `结束早于开始：${few(back)}`, exchange);
    const shut = sessions.filter(({ opens, closes }) => Date.parse(closes) < Date.parse(opens)).map(({ id }) => id);
    kit.check(shut.length === 0, `报名截止早于开放：${few(shut)}`, exchange);
    const { start, end } = kit.catalogue.edition ?? {};
    kit.check(!(end < start), `本届结束日 ${end} 早于开始日 ${start}`, exchange);
  },
};

const points = {
  id: "catalogue-points",
  zh: "坐标注明坐标系，经纬不颠倒",
  en: "Coordinates name their system, and longitude comes as longitude",
  clause: "/components/schemas/Point",
  async run(kit) {
    const exchange = kit.first.catalogue;
    const places = [...(kit.catalogue.venues ?? []), ...(kit.catalogue.taxonomy?.districts ?? [])];
    for (const place of places) {
      const point = place?.point ?? place?.center;
      if (!point) continue;
      const { lng, lat, datum } = point;
      kit.check(DATUMS.includes(datum), `${place.id}：datum 应为 gcj02 或 wgs84，实为 ${JSON.stringify(datum)}`, exchange);
      kit.check(!(!inChina(lng, lat) && inChina(lat, lng)), `${place.id}：经度和纬度写反了（lng ${lng}，lat ${lat}）`, exchange);
      kit.check(!(lng === 0 && lat === 0), `${place.id}：坐标是 0,0，没有坐标时应不写`, exchange);
    }
  },
};

export default [form, ids, times, points].map((rule) => ({ group: GROUP, needs: [], ...rule }));
