// json-server keeps nothing private: whoever can ask reads every registration, at /registrations and at /db. With this
// file in front only the programme is public, and a registration is for who made it:
//
//   KEPU_STAFF=<a long password> json-server db.json --middlewares json-server.guard.cjs
//
// The app sends "Authorization: Bearer <secret>" with a registration, a new secret for each; only its hash is kept, in the
// record. Staff send "Authorization: Bearer <KEPU_STAFF>" and may do everything. For a small event in one's own network:
// json-server itself advises against more.
const { createHash, timingSafeEqual } = require("node:crypto");

const READ = /^\/(year|venues|activities|availability)(\/[A-Za-z0-9._~-]+)?$/;
const LIST = "/registrations";
const ONE = /^\/registrations\/([0-9a-f-]{36})$/;
// What a registration may hold, and what may be changed of it.
const MADE = ["id", "kind", "contact", "lines", "school", "accept_waitlist", "needs", "consent_version", "when_free", "code", "created"];
const CHANGED = ["contact", "lines", "school", "accept_waitlist", "needs", "when_free", "updated"];
const STAFF = process.env.KEPU_STAFF;

const hash = (text) => createHash("sha256").update(text).digest("hex");
const equal = (a, b) => timingSafeEqual(Buffer.from(hash(a)), Buffer.from(hash(b)));
const only = (body, members) => Object.fromEntries(Object.entries(body ?? {}).filter(([name]) => members.includes(name)));
// Embedding would bring registrations along with something else.
const joins = (query) => Object.keys(query).some((name) => /^_(embed|expand)$/i.test(name));

module.exports = (request, response, next) => {
  const no = (status, code) => response.status(status).json({ code });
  // A list can be asked for by POST with this header.
  delete request.headers["x-http-method-override"];

  // The hash of the secret stays here.
  const send = response.jsonp.bind(response);
  const bare = (data) => (data && typeof data === "object" ? (({ secret_hash, ...rest }) => rest)(data) : data);
  response.jsonp = (data) => send(Array.isArray(data) ? data.map(bare) : bare(data));

  const secret = /^Bearer (.{16,200})$/.exec(request.headers.authorization ?? "")?.[1];
  if (STAFF && secret && equal(secret, STAFF)) return next();

  const { method, path } = request;
  const reads = method === "GET" || method === "HEAD";
  if (reads && READ.test(path) && !joins(request.query)) return next();

  if (method === "POST" && path === LIST) {
    const id = request.body?.id;
    if (!secret) return no(401, "unauthorised");
    if (!ONE.test(`${LIST}/${id}`)) return no(422, "invalid");
    if (request.app.db.get("registrations").getById(id).value()) return no(409, "taken");
    request.body = { ...only(request.body, MADE), status: "pending", secret_hash: hash(secret) };
    return next();
  }

  const id = ONE.exec(path)?.[1];
  if (!id || !(reads || method === "PATCH" || method === "DELETE")) return no(403, "unauthorised");
  const kept = request.app.db.get("registrations").getById(id).value();
  if (!secret || !kept || !equal(kept.secret_hash ?? "", hash(secret))) return no(403, "unauthorised");
  if (joins(request.query)) return no(403, "unauthorised");
  if (method === "PATCH") {
    // To confirm is the staff's; to cancel is everyone's own.
    const status = request.body?.status === "cancelled" ? { status: "cancelled" } : {};
    request.body = { ...only(request.body, CHANGED), ...status };
  }
  next();
};
