// Strapi 5: the types are made by strapi/make.mjs; a record's id is its field `key`, since Strapi makes its own.
import { client, without } from "./http.mjs";

const OWN = ["id", "documentId", "key", "createdAt", "updatedAt", "publishedAt", "locale"];
const PAGE = 100;

/** `base` ends in /api; `auth` is an API token. */
export async function open({ base, auth }) {
  const send = client(base, { authorization: `Bearer ${auth}` });
  const documents = new Map();
  const data = ({ id, ...record }) => ({ data: { key: id, ...record } });
  return {
    // Its database is one file as a rule.
    atOnce: 2,
    async prepare(names) {
      for (const name of names) {
        const { status } = await send("GET", `/${name}?pagination[pageSize]=1`, undefined, { also: [404] });
        if (status === 404) throw new Error(`the Strapi app has no type for ${name}: strapi/make.mjs writes them`);
      }
    },
    async list(name) {
      const records = [];
      for (let page = 1, pages = 1; page <= pages; page += 1) {
        const { body } = await send("GET", `/${name}?pagination[pageSize]=${PAGE}&pagination[page]=${page}&sort=key`);
        pages = body.meta.pagination.pageCount;
        for (const record of body.data) {
          documents.set(`${name}/${record.key}`, record.documentId);
          records.push({ id: record.key, ...without(record, OWN) });
        }
      }
      return records;
    },
    put(name, record, old) {
      if (!old) return send("POST", `/${name}`, data(record));
      const gone = Object.keys(old).filter((member) => !(member in record));
      const whole = { ...record, ...Object.fromEntries(gone.map((member) => [member, null])) };
      return send("PUT", `/${name}/${documents.get(`${name}/${record.id}`)}`, data(whole));
    },
    remove: (name, { id }) => send("DELETE", `/${name}/${documents.get(`${name}/${id}`)}`),
  };
}
