// Parse: classes, their fields and who may do what are made with the master key.
import { client, without } from "./http.mjs";
import { MEMBERS, REGISTRATION } from "./members.mjs";

const TYPES = { text: "String", long: "String", whole: "Number", flag: "Boolean", list: "Array", object: "Object" };
const OWN = ["objectId", "createdAt", "updatedAt", "ACL"];
const PAGE = 500;
const everyone = { "*": true };
const READ = { find: everyone, get: everyone, count: everyone, create: {}, update: {}, delete: {}, addField: {} };
const CREATE = { find: {}, get: {}, count: {}, create: everyone, update: {}, delete: {}, addField: {} };

/** `base` ends in /classes; `auth` is <application id>:<master key>. The server has allowCustomObjectId. */
export async function open({ base, auth = "" }) {
  const root = base.replace(/\/classes$/, "");
  if (root === base) throw new Error("the base of Parse ends in /classes");
  const [application, master] = auth.split(":");
  const send = client(root, { "x-parse-application-id": application, "x-parse-master-key": master });
  const path = (name, id) => `/classes/${name}/${encodeURIComponent(id)}`;

  async function make(name, members, permissions) {
    const { body } = await send("GET", `/schemas/${name}`, undefined, { also: [400, 404] });
    const there = body.fields ?? {};
    const fields = Object.entries(members).filter(([member]) => !there[member]);
    const schema = {
      className: name,
      fields: Object.fromEntries(fields.map(([member, type]) => [member, { type: TYPES[type] }])),
      classLevelPermissions: permissions,
    };
    if (!body.fields) await send("POST", `/schemas/${name}`, schema);
    else if (fields.length > 0) await send("PUT", `/schemas/${name}`, schema);
  }

  return {
    async prepare(names) {
      for (const name of names) await make(name, MEMBERS[name], READ);
      await make("registrations", REGISTRATION, CREATE);
    },
    async list(name) {
      const records = [];
      for (;;) {
        const { body } = await send("GET", `/classes/${name}?limit=${PAGE}&skip=${records.length}&order=objectId`);
        records.push(...body.results);
        if (body.results.length < PAGE) break;
      }
      return records.map((record) => ({ id: record.objectId, ...without(record, OWN) }));
    },
    put(name, { id, ...record }, old) {
      if (!old) return send("POST", `/classes/${name}`, { objectId: id, ...record });
      const gone = Object.keys(old).filter((member) => member !== "id" && !(member in record));
      return send("PUT", path(name, id), { ...record, ...Object.fromEntries(gone.map((member) => [member, { __op: "Delete" }])) });
    },
    remove: (name, { id }) => send("DELETE", path(name, id)),
  };
}
