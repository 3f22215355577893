// The reference backend as a child of one Playwright worker, on free ports.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
const BACKEND = process.env.KEPU_BACKEND ?? "target/backend/debug/kepu-backend";
const START_MS = 15_000;

export async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

const answers = (port) =>
  new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => resolve(true) || socket.destroy());
    socket.once("error", () => resolve(false));
  });

/** A PostgreSQL server of its own: { url, stop() }. */
async function postgres() {
  // It makes the folder and removes it; its user has to reach it, so it lies in none of ours.
  const folder = join(tmpdir(), `kepu-sql-${process.pid}-${Date.now()}`);
  const child = spawn("tests/backend/postgres.sh", [folder], { cwd: ROOT, stdio: ["pipe", "pipe", "pipe"] });
  const ended = once(child, "exit");
  let errors = "";
  child.stderr.on("data", (chunk) => (errors += chunk));
  const [said] = await Promise.race([once(child.stdout, "data"), ended.then(() => [""])]);
  const stop = async () => {
    // It ends with its input.
    child.stdin.end();
    await ended;
  };
  if (!String(said)) {
    await stop();
    throw new Error(`PostgreSQL did not start: ${errors}`);
  }
  return { url: String(said).trim(), stop };
}

/**
 * Starts it and waits until both ports answer. `options`: config (path of the config.json it serves), data (the year
 * file), dist, demo (shift the dates to today; on unless false), port, database ("postgres"; else in memory), and more
 * (further arguments).
 */
export async function start(options = {}) {
  const database = options.database === "postgres" ? await postgres() : undefined;
  try {
    return await startOn(database, options);
  } catch (error) {
    await database?.stop();
    throw error;
  }
}

async function startOn(database, options) {
  const port = options.port ?? (await freePort());
  const controlPort = await freePort();
  const child = spawn(
    BACKEND,
    [
      "--host", "127.0.0.1",
      "--port", String(port),
      "--control", String(controlPort),
      "--dist", options.dist ?? "dist",
      "--data", options.data ?? "dist/data/2023.json",
      "--config", options.config ?? "tests/backend/config.json",
      ...(database ? [] : ["--memory"]),
      // As few as a test can ask: the backend's own number is made for a school behind one address.
      "--questions", "3",
      ...(options.demo === false ? [] : ["--demo"]),
      ...(process.env.KEPU_MEDIA ? ["--media", process.env.KEPU_MEDIA] : []),
      ...(options.more ?? []),
    ],
    { cwd: ROOT, env: { ...process.env, DATABASE_URL: database?.url ?? "" }, stdio: ["ignore", "pipe", "pipe"] },
  );
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (said = (said + chunk).slice(-4000)));
  const ended = once(child, "exit").then(() => "ended", (error) => `${error}`);

  const until = Date.now() + START_MS;
  while (!((await answers(port)) && (await answers(controlPort)))) {
    const state = await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 30, "waiting"))]);
    if (state !== "waiting" || Date.now() > until) {
      child.kill("SIGKILL");
      throw new Error(`kepu-backend did not start (${state}): ${said}`);
    }
  }

  return {
    url: `http://127.0.0.1:${port}`,
    port,
    control: new Control(`http://127.0.0.1:${controlPort}`),
    /** What it printed last. */
    said: () => said,
    /** Ends it; a test of a backend that is down calls this on a server of its own. */
    async stop() {
      child.kill("SIGTERM");
      const killer = setTimeout(() => child.kill("SIGKILL"), 3_000);
      await ended;
      clearTimeout(killer);
      await database?.stop();
    },
  };
}

/** The backend's control port: clock, faults, states, and what it was asked. */
class Control {
  constructor(base) {
    this.base = base;
  }

  async call(method, path, body) {
    const response = await fetch(this.base + path, {
      method,
      headers: body === undefined ? {} : { "content-type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`control ${method} ${path}: ${response.status} ${text}`);
    return text ? JSON.parse(text) : undefined;
  }

  /** Everything as after the start: data, registrations, clock, faults, log. */
  reset() {
    return this.call("POST", "/reset");
  }

  /** Takes all faults away. */
  clear() {
    return this.call("POST", "/clear");
  }

  /** { at } sets the server's clock, { offset_s } moves it. */
  clock(to) {
    return this.call("POST", "/clock", to);
  }

  /** { path, method?, times?, do: latency|late|drop_before|drop_after|status|truncate|html|drip, ms?, status?, retry_after? } */
  fault(fault) {
    return this.call("POST", "/fault", fault);
  }

  session(id, change) {
    return this.call("PATCH", `/sessions/${encodeURIComponent(id)}`, change);
  }

  lecture(id, change) {
    return this.call("PATCH", `/lectures/${encodeURIComponent(id)}`, change);
  }

  catalogue(document) {
    return this.call("PUT", "/catalogue", document);
  }

  /** What a screen in a hall is told to be; a text is sent byte for byte. */
  async kiosk(id, settings) {
    const body = typeof settings === "string" ? settings : JSON.stringify(settings);
    const response = await fetch(`${this.base}/kiosks/${encodeURIComponent(id)}`, { method: "PUT", body });
    if (!response.ok) throw new Error(`control kiosk ${id}: ${response.status}`);
  }

  log() {
    return this.call("GET", "/log");
  }

  registrations() {
    return this.call("GET", "/registrations");
  }

  /** All questions under lectures, as a moderator sees them. */
  async questions() {
    return (await this.call("GET", "/questions")).questions;
  }

  /** Puts questions under a lecture: { text, name?, state?, pinned?, reason?, answer?, votes?, at? } each. */
  seed(lecture, questions) {
    return this.call("POST", "/questions", { lecture, questions });
  }

  /** Does to a question as a moderator would: { state?, reason?, pinned?, answer? }. */
  moderate(id, verdict) {
    return this.call("PATCH", `/questions/${id}`, verdict);
  }
}
