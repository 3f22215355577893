// Directus: collections, their fields and what the public may do are made over its API.
import { client, without } from "./http.mjs";
import { MEMBERS, REGISTRATION } from "./members.mjs";

const JSON_FIELD = { type: "json", schema: {}, meta: { special: ["cast-json"], interface: "input-code" } };
const FIELDS = {
  text: { type: "string", schema: { max_length: 255 }, meta: {} },
  long: { type: "text", schema: {}, meta: { interface: "input-multiline" } },
  whole: { type: "integer", schema: {}, meta: {} },
  flag: { type: "boolean", schema: {}, meta: { special: ["cast-boolean"] } },
  list: JSON_FIELD,
  object: JSON_FIELD,
};
const KEY = { field: "id", type: "string", schema: { is_primary_key: true, has_auto_increment: false, max_length: 64 }, meta: {} };

/** `base` ends in /items; `auth` is an administrator's static token. */
export async function open({ base, auth }) {
  const root = base.replace(/\/items$/, "");
  if (root === base) throw new Error("the base of Directus ends in /items");
  const send = client(root, { authorization: `Bearer ${auth}` });
  const path = (name, id) => `/items/${name}/${encodeURIComponent(id)}`;

  async function collection(name, members) {
    // What is not there is forbidden.
    const { status } = await send("GET", `/collections/${name}`, undefined, { also: [403, 404] });
    if (status === 200) return;
    const fields = Object.entries(members).map(([field, type]) => ({ field, ...FIELDS[type] }));
    await send("POST", "/collections", { collection: name, schema: {}, meta: {}, fields: [KEY, ...fields] });
  }

  async function allow(policy, name, action) {
    const { body } = await send("GET", `/permissions?limit=1&filter[policy][_eq]=${policy}&filter[collection][_eq]=${name}&filter[action][_eq]=${action}`);
    if (body.data.length === 0) await send("POST", "/permissions", { policy, collection: name, action, fields: ["*"], permissions: {}, validation: {} });
  }

  return {
    // Its database is one file as a rule.
    atOnce: 4,
    async prepare(names) {
      for (const name of names) await collection(name, MEMBERS[name]);
      await collection("registrations", REGISTRATION);
      const { body } = await send("GET", "/policies?filter[name][_eq]=$t:public_label&fields=id");
      const [{ id }] = body.data;
      for (const name of names) await allow(id, name, "read");
      // Made by everyone, read by staff. (What a status may be at first would be a rule, which asks for a licence.)
      await allow(id, "registrations", "create");
    },
    async list(name) {
      const { body } = await send("GET", `/items/${name}?limit=-1`);
      return body.data.map((record) => without(record, []));
    },
    put(name, record, old) {
      if (!old) return send("POST", `/items/${name}`, record);
      const gone = Object.keys(old).filter((member) => !(member in record));
      return send("PATCH", path(name, record.id), { ...record, ...Object.fromEntries(gone.map((member) => [member, null])) });
    },
    remove: (name, { id }) => send("DELETE", path(name, id)),
  };
}
