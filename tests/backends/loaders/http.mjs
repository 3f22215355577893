// Requests of the loaders.

/** The backend says no to one record; the others go on. */
export class Refused extends Error {}

/** How often a request is sent before its failure is believed, and how long to wait in between. */
const TRIES = 4;
const PAUSE_MS = 250;

/**
 * `send(method, path, body, options)` below `base` with `headers`. Answers { status, headers, body }, the body parsed.
 * A status of `options.also` is an answer too; another one over 399 throws.
 */
export function client(base, headers = {}) {
  return async function send(method, path, body, options = {}) {
    const url = /^https?:/.test(path) ? path : `${base}${path}`;
    const request = {
      method,
      headers: { ...headers, ...options.headers, ...(body === undefined ? {} : { "content-type": "application/json" }) },
      body: body === undefined ? undefined : JSON.stringify(body),
    };
    const { response, text } = await again(url, request);
    if (response.ok || options.also?.includes(response.status)) {
      return { status: response.status, headers: response.headers, body: text && parsed(text) };
    }
    const why = `${method} ${url}: ${response.status} ${text.slice(0, 300)}`;
    if (response.status === 401 || response.status === 403) throw new Error(`${why}\nIs --auth right?`);
    throw response.status < 500 ? new Refused(why) : new Error(why);
  };
}

/** All of these are the same however often they are sent, so a broken connection or a busy server is tried again. */
async function again(url, request) {
  for (let turn = 1; ; turn += 1) {
    try {
      const response = await fetch(url, request);
      const text = await response.text();
      if (turn === TRIES || ![429, 502, 503, 504].includes(response.status)) return { response, text };
    } catch (error) {
      if (turn === TRIES) throw new Error(`${url}: ${error.cause?.message ?? error.message}`);
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS * 2 ** turn));
  }
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** `record` without `names`, and without what is null. */
export const without = (record, names) => Object.fromEntries(Object.entries(record).filter(([name, value]) => value !== null && !names.includes(name)));
