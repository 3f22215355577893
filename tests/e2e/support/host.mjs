// A web host for the app that has a foreign backend behind a folder of its own, or lets the app ask it across origins.
import { once } from "node:events";
import http from "node:http";
import { freePort } from "./server.mjs";

const MOST_BODY = 64 * 1024;

/**
 * In front of `site` (the reference backend, which serves the app's files; its own API is not there). `config` is
 * answered as config.json, `files` are further documents by their path, and what begins with `mount` goes to the address
 * `to`, but `stream`, a path below the mount, which is a stream of events: tell() sends one, and what is sent there is logged. `connect` is an origin that the app's policy lets it ask besides its own. Answers a Host.
 */
export async function host(options) {
  const one = new Host({ ...options, port: options.port ?? (await freePort()) });
  one.server.listen(one.port, "127.0.0.1");
  await once(one.server, "listening");
  return one;
}

class Host {
  constructor({ site, mount, to, config, files = {}, connect, stream, port }) {
    Object.assign(this, { site, mount, to, config, files, connect, stream, port });
    /** Who listens to the stream. */
    this.listening = new Set();
    /** What the app asked of the foreign backend: { method, path, headers, body, status }. */
    this.log = [];
    this.faults = [];
    this.server = http.createServer((request, answer) => this.take(request, answer));
  }

  get url() {
    return `http://127.0.0.1:${this.port}`;
  }

  /** As after the start. */
  reset() {
    this.log.length = 0;
    this.faults.length = 0;
  }

  /**
   * The next `times` (1) requests of `method` (any) whose path below the mount fits `path` (a pattern) go wrong:
   * drop_before, drop_after (it is done, and the answer is lost), status (`status`, `type`, `body`), or
   * body (the answer's body is `body(text)`).
   */
  fault(fault) {
    this.faults.push({ times: 1, ...fault });
  }

  /** Sends an event to all who listen, as { event, data }. */
  tell(event, data = "{}") {
    for (const answer of this.listening) answer.write(`event: ${event}\ndata: ${data}\n\n`);
  }

  /** All streams break. */
  hangUp() {
    for (const answer of this.listening) answer.destroy();
  }

  async stop() {
    this.server.closeAllConnections();
    this.server.close();
  }

  async take(request, answer) {
    const { pathname } = new URL(request.url, this.url);
    const document = pathname === "/config.json" ? this.config : this.files[pathname];
    if (document) {
      answer.writeHead(200, { "content-type": "application/json", "cache-control": "no-cache" });
      return answer.end(JSON.stringify(document));
    }
    if (this.mount && pathname.startsWith(`${this.mount}/`)) return this.foreign(request, answer);
    if (pathname.startsWith("/api/")) {
      answer.writeHead(404, { "content-type": "text/plain" });
      return answer.end("no such backend\n");
    }
    const head = (headers) => {
      const policy = headers["content-security-policy"];
      return this.connect && policy ? { ...headers, "content-security-policy": policy.replace("connect-src", `connect-src ${this.connect}`) } : headers;
    };
    const ask = http.request(new URL(request.url, this.site), { method: request.method, headers: request.headers }, (from) => {
      answer.writeHead(from.statusCode, head(from.headers));
      from.pipe(answer);
    });
    ask.on("error", () => answer.destroy());
    request.pipe(ask);
  }

  async foreign(request, answer) {
    const body = await all(request);
    const path = request.url.slice(this.mount.length);
    const { method, headers } = request;
    const entry = { method, path, headers, body: body.subarray(0, MOST_BODY).toString() };
    this.log.push(entry);
    if (path === this.stream && method === "GET") {
      answer.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
      answer.write(`event: hello\ndata: ${JSON.stringify({ clientId: `c${this.log.length}` })}\n\n`);
      this.listening.add(answer);
      return answer.on("close", () => this.listening.delete(answer));
    }
    if (path === this.stream) return answer.writeHead(204).end();
    const fault = this.faults.find((one) => one.times > 0 && (!one.method || one.method === method) && one.path.test(path));
    if (fault) fault.times -= 1;
    if (fault?.do === "drop_before") return answer.destroy();
    if (fault?.do === "status") {
      entry.status = fault.status;
      answer.writeHead(fault.status, { "content-type": fault.type ?? "application/json" });
      return answer.end(fault.body ?? "{}");
    }
    // The Host stays as it was asked: addresses that the backend makes of it lead here.
    const { "accept-encoding": _, ...sent } = headers;
    const ask = http.request(`${this.to}${path}`, { method, headers: sent }, async (from) => {
      entry.status = from.statusCode;
      const text = await all(from);
      if (fault?.do === "drop_after") return answer.destroy();
      const told = fault?.do === "body" ? Buffer.from(fault.body(text.toString())) : text;
      const { "transfer-encoding": __, "content-length": ___, connection: ____, ...rest } = from.headers;
      const empty = from.statusCode === 204 || from.statusCode === 304;
      answer.writeHead(from.statusCode, empty ? rest : { ...rest, "content-length": told.length });
      answer.end(empty || method === "HEAD" ? undefined : told);
    });
    ask.on("error", () => answer.destroy());
    ask.end(body);
  }
}

async function all(stream) {
  const parts = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts);
}
