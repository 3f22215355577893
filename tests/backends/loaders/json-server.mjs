// json-server: its lists stand in db.json before it starts.
import { client } from "./http.mjs";

/** `auth`: what KEPU_STAFF of the guard is. */
export async function open({ base, auth }) {
  const send = client(base, auth ? { authorization: `Bearer ${auth}` } : {});
  const path = (name, id) => `/${name}/${encodeURIComponent(id)}`;
  return {
    // It writes its whole file for each, so that several at once win nothing.
    atOnce: 1,
    async prepare(names) {
      for (const name of names) {
        const { body, status } = await send("GET", `/${name}?_limit=1`, undefined, { also: [404] });
        if (status !== 200 || !Array.isArray(body)) throw new Error(`db.json needs the list "${name}" before json-server starts`);
      }
    },
    async list(name) {
      const { body } = await send("GET", `/${name}`);
      return body;
    },
    put: (name, record, old) => (old ? send("PUT", path(name, record.id), record) : send("POST", `/${name}`, record)),
    remove: (name, { id }) => send("DELETE", path(name, id)),
  };
}
