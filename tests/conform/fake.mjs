// A backend of another kind for the trial of the rules: records under a secret, and each fault that such a one may have.
import { once } from "node:events";
import { createServer } from "node:http";

/** As config.json describes it; no preset of the app's is of this kind. */
export const MAPPING = {
  zone: "+08:00",
  pages: { by: "page", size: 50, size_param: "size", param: "page", first: 1, total: { header: "X-Total" } },
  items: "/rows",
  resources: { venues: { path: "venues" }, activities: { path: "activities", query: { sort: "id" } } },
  registrations: {
    private: "secret",
    list: "people",
    auth: { Authorization: "Basic {basic}" },
    create: { method: "PUT", path: "people/{record}", headers: { "If-None-Match": "*" }, wrap: "/row", answer: "record" },
    taken: { status: [412] },
    read: { method: "GET", path: "people/{record}" },
    change: { method: "PATCH", path: "people/{record}", wrap: "/row" },
    cancel: { method: "PATCH", path: "people/{record}", body: { row: { status: "cancelled" } } },
    item: "/row",
  },
};

/** What may be wrong with it, and the rules that find it. */
export const FAULTS = [
  { fault: "moved", rules: ["foreign-lists"], how: "列表不在那里" },
  { fault: "hidden", rules: ["foreign-cors"], how: "看不到总数" },
  { fault: "twice", rules: ["foreign-replay"], how: "重发又多一条" },
  { fault: "listed", rules: ["foreign-not-listed"], how: "谁都能列出" },
  { fault: "read", rules: ["foreign-not-read"], how: "知道编号就能读" },
  { fault: "written", rules: ["foreign-not-changed"], how: "知道编号就能改" },
];

async function read(stream) {
  const chunks = [];
  for await (const chunk of stream) chunks.push(chunk);
  return chunks.length > 0 ? JSON.parse(Buffer.concat(chunks).toString()) : undefined;
}

/** Starts one with the given fault, or none: { url, people, stop }. */
export async function fake(fault) {
  const people = new Map();
  const lists = {
    venues: [{ id: "hall", name: "科技馆" }],
    activities: [{ id: "robot", title: "机器人", sessions: [{ id: "robot-1", start: "2999-01-01T09:00:00+08:00", booking: "required", kinds: ["person"] }] }],
  };
  const answer = (method, path, who, sent) => {
    const [, list, id] = path.split("/");
    if (list !== "people") return lists[list] ? [200, { [fault === "moved" ? "data" : "rows"]: lists[list] }] : [404, {}];
    if (!id) return fault === "listed" ? [200, { rows: [...people.values()].map(({ row }) => row) }] : [200, { rows: [] }];
    const known = people.get(id);
    if (method === "PUT") {
      if (!who) return [401, {}];
      if (known && fault !== "twice") return [412, {}];
      const row = known ? { ...sent.row, id: `${id}-2` } : sent.row;
      people.set(row.id, { row, who });
      return [201, { row }];
    }
    const mine = known && known.who === who;
    if (method === "GET") return mine || (known && fault === "read") ? [200, { row: known.row }] : [403, {}];
    if (!mine && !(known && fault === "written")) return [403, {}];
    Object.assign(known.row, sent.row);
    return [200, { row: known.row }];
  };
  const server = createServer(async (incoming, outgoing) => {
    const { pathname } = new URL(incoming.url, "http://host");
    const [status, body] = answer(incoming.method, pathname, incoming.headers.authorization, await read(incoming));
    const exposed = fault === "hidden" ? {} : { "access-control-expose-headers": "X-Total" };
    outgoing.writeHead(status, { "content-type": "application/json", "access-control-allow-origin": "*", "x-total": "1", ...exposed });
    outgoing.end(JSON.stringify(body));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    people,
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}
