// Kinto: bucket and collections are made with their permissions; a record is a record.
import { client, Refused, without } from "./http.mjs";

const ID = /^[A-Za-z0-9][A-Za-z0-9_-]*$/;
/** As many requests as Kinto takes in one unless it is set otherwise. */
const BATCH = 25;

/** `base` ends in /v1/buckets/<bucket>/collections; `auth` is name:password of an account. */
export async function open({ base, auth = "" }) {
  const send = client(base, auth ? { authorization: `Basic ${Buffer.from(auth).toString("base64")}` } : {});
  const bucket = base.replace(/\/collections$/, "");
  if (bucket === base) throw new Error("the base of Kinto ends in /v1/buckets/<bucket>/collections");
  const path = (name, id) => {
    // Kinto's own rule, narrower than the contract's.
    if (!ID.test(id)) throw new Refused("Kinto takes letters, digits, - and _ in an id, no others");
    return `/${name}/records/${id}`;
  };
  const make = (url, permissions) => send("PUT", url, { permissions }, { headers: { "if-none-match": "*" }, also: [412] });
  // What is written at the same time goes as one request.
  const root = base.replace(/\/buckets\/.*$/, "");
  const below = base.slice(root.length);
  let waiting = [];
  async function flush() {
    const now = waiting;
    waiting = [];
    try {
      const { body } = await send("POST", `${root}/batch`, { requests: now.map(({ request }) => request) });
      now.forEach(({ resolve, reject }, at) => {
        const { status, body: told } = body.responses[at];
        status < 400 ? resolve() : reject(new Refused(`${status} ${told?.message ?? ""}`));
      });
    } catch (error) {
      for (const { reject } of now) reject(error);
    }
  }
  const write = (request) =>
    new Promise((resolve, reject) => {
      if (waiting.length === 0) setTimeout(flush);
      waiting.push({ request, resolve, reject });
    });
  return {
    atOnce: BATCH,
    async prepare(names) {
      // No permission of the bucket's own: it would hold for the registrations too.
      await make(bucket, {});
      for (const name of names) await make(`/${name}`, { read: ["system.Everyone"] });
      await make("/registrations", { "record:create": ["system.Authenticated"] });
    },
    async list(name) {
      const records = [];
      for (let next = `/${name}/records`; next; ) {
        const { body, headers } = await send("GET", next);
        records.push(...body.data);
        next = headers.get("next-page");
      }
      return records.map((record) => without(record, ["last_modified", "schema"]));
    },
    put: (name, record) => write({ method: "PUT", path: below + path(name, record.id), body: { data: record } }),
    remove: (name, { id }) => write({ method: "DELETE", path: below + path(name, id) }),
  };
}
