// Stands before a backend and breaks what it is told to: for the trial of the rules.
import { once } from "node:events";
import { createServer, request } from "node:http";

// Belong to one connection, or to a body as it was coded.
const OWN = ["connection", "keep-alive", "transfer-encoding", "content-length", "content-encoding", "host"];
const without = (headers) => Object.fromEntries(Object.entries(headers).filter(([name]) => !OWN.includes(name)));

async function collected(stream) {
  const chunks = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

/** Sends { method, path, headers, text } to the backend; a connection each, for the backend may close idle ones. */
function forwarder(port) {
  return async ({ method, path, headers, text }) => {
    const length = text ? { "content-length": Buffer.byteLength(text) } : {};
    const asked = request({ host: "127.0.0.1", port, method, path, agent: false, headers: { ...without(headers), "accept-encoding": "identity", ...length } });
    asked.end(text);
    const [answer] = await once(asked, "response");
    return { status: answer.statusCode, headers: without(answer.headers), text: await collected(answer) };
  };
}

/**
 * A proxy before the backend at `port`. `proxy.handle` may be set to (asked, forward, memory) → reply, where `asked`
 * is { method, path, headers, text, json } and `memory` an object of its own since `handle` was set.
 */
export async function proxy(port) {
  const forward = forwarder(port);
  const self = { handle: undefined, memory: {} };
  const server = createServer(async (incoming, outgoing) => {
    try {
      const asked = { method: incoming.method, path: incoming.url, headers: incoming.headers, text: await collected(incoming) };
      asked.json = parsed(asked.text);
      const reply = await (self.handle ?? ((one, on) => on(one)))(asked, forward, self.memory);
      outgoing.writeHead(reply.status, reply.headers);
      outgoing.end(reply.text);
    } catch (error) {
      // The trial fails by what the rules find, and says this.
      self.error = error;
      outgoing.destroy();
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return Object.assign(self, {
    url: `http://127.0.0.1:${server.address().port}/api`,
    break(handle) {
      Object.assign(self, { handle, memory: {}, error: undefined });
    },
    stop() {
      server.closeAllConnections();
      server.close();
    },
  });
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The reply with its JSON changed in place by `change`. */
export function edited(reply, change) {
  const json = parsed(reply.text);
  if (json === undefined) return reply;
  change(json);
  return { ...reply, text: JSON.stringify(json) };
}

/** The request with another JSON body. */
export const asking = (asked, change) => {
  const json = structuredClone(asked.json);
  change(json);
  return { ...asked, json, text: JSON.stringify(json) };
};
