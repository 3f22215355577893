// PostgREST and Supabase: a function of the database, load_year, takes the whole file in one transaction.
import { client } from "./http.mjs";

/** `base` is the root (Supabase: /rest/v1); `auth` is a token of the role kepu_staff. */
export async function open({ base, auth = "" }) {
  const send = client(base, {
    "content-profile": "kepu",
    // Supabase asks for the key as well.
    ...(auth ? { authorization: `Bearer ${auth}`, apikey: auth } : {}),
  });
  return {
    async whole(year) {
      const { body } = await send("POST", "/rpc/load_year", year);
      const told = Object.entries(body).map(([name, { made, changed, removed }]) => [name, { made, changed, removed, refused: [] }]);
      return Object.fromEntries(told);
    },
  };
}
