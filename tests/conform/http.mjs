// Requests to the backend and what it answered, every one kept for the report.
const ORIGIN = "https://conform.example";
const PATIENCE_MS = 20_000;
// A limit of so many a minute is over in a minute.
const LONGEST_WAIT_S = 65;

/** One request and its answer. `status` is 0 when none came; `json` is undefined when the body is none. */
class Exchange {
  constructor(method, url, headers, body) {
    Object.assign(this, { method, url, headers, body, status: 0, answer: {}, text: "", sent: Date.now() });
  }

  took(response, text) {
    this.status = response.status;
    this.answer = Object.fromEntries(response.headers);
    this.text = text;
    this.heard = Date.now();
    return this;
  }

  failed(error) {
    this.error = error.name === "TimeoutError" ? `${PATIENCE_MS / 1000} 秒内没有应答` : `连接断开：${error.cause?.code ?? error.message}`;
    this.heard = Date.now();
    return this;
  }

  get json() {
    if (this.parsed === undefined) {
      try {
        this.parsed = { value: JSON.parse(this.text) };
      } catch {
        this.parsed = {};
      }
    }
    return this.parsed.value;
  }

  /** The media type of the answer. */
  get type() {
    return (this.answer["content-type"] ?? "").split(";")[0].trim().toLowerCase();
  }

  get isHtml() {
    return this.type.includes("html") || /^\s*<(!doctype|html)/i.test(this.text);
  }

  /** In short: 409 full. */
  get told() {
    if (this.error) return this.error;
    // A problem's code or a registration's status; the code of a booking is nobody's to read.
    const word = [this.json?.code, this.json?.status].find((one) => /^[a-z_]{2,20}$/.test(one));
    const what = word === undefined ? "" : ` ${word}`;
    return `${this.status}${what || (this.isHtml ? " HTML" : "")}`;
  }
}

/** Speaks to one API as a browser of another origin would. */
export class Client {
  journal = [];

  constructor(base) {
    this.base = base.replace(/\/+$/, "");
  }

  /**
   * Sends one request. `json` is a body to write as JSON, `body` one that is sent as it stands. What is refused for
   * its rate is sent again when the answer says, unless `eager`.
   */
  async send(method, path, { headers = {}, json, body = json === undefined ? undefined : JSON.stringify(json), token, eager = false } = {}) {
    const all = { Origin: ORIGIN, ...headers };
    if (json !== undefined) all["Content-Type"] ??= "application/json";
    if (token !== undefined) all.Authorization = `Bearer ${token}`;
    let exchange = await this.#once(method, path, all, body);
    const wait = Number(exchange.answer["retry-after"]);
    if (exchange.status === 429 && !eager && wait > 0 && wait <= LONGEST_WAIT_S) {
      await new Promise((resolve) => setTimeout(resolve, wait * 1000));
      exchange = await this.#once(method, path, all, body);
    }
    return exchange;
  }

  async #once(method, path, headers, body, again = true) {
    const exchange = new Exchange(method, this.base + path, headers, body);
    try {
      const response = await fetch(exchange.url, { method, headers, body, redirect: "manual", signal: AbortSignal.timeout(PATIENCE_MS) });
      exchange.took(response, await response.text());
    } catch (error) {
      // A server may close a connection that was idle just as it is used again; what the contract allows to be sent
      // twice is.
      if (again && error.name !== "TimeoutError") return this.#once(method, path, headers, body, false);
      exchange.failed(error);
    }
    this.journal.push(exchange);
    return exchange;
  }
}

export { ORIGIN };
