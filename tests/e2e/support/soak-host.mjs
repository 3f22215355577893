// The backend as a screen sees it for weeks: at every request the programme and the places are others.
import { once } from "node:events";
import http from "node:http";

const DAY = 86_400_000;
/** The programme's days begin at midnight here. */
const ZONE = 8 * 3_600_000;

/** So many programmes at the beginning of a document's life. */
const LARGEST = 3;

const get = async (url) => (await fetch(url)).json();

/**
 * In front of a backend at `url`: the programme moves on with the page's clock, so that every day is its first one,
 * and each copy of it has another text and another ETag; the largest come first. A document that is opened anew sees the same
 * row of programmes and places as the one before. Answers { url, asked: { catalogue, availability }, stop }.
 */
export async function changing(url) {
  const year = await get(`${url}/api/catalogue`);
  const places = await get(`${url}/api/availability`);
  const asked = { catalogue: 0, availability: 0 };
  /** What was asked before the document that is open. */
  let before = { ...asked };
  const first = Math.floor((Date.now() + ZONE) / DAY);
  const moved = (text, days) =>
    days === 0 ? text : text.replace(/20\d\d-\d\d-\d\d(?=T)/g, (day) => new Date(Date.parse(day) + days * DAY).toISOString().slice(0, 10));

  const made = {
    /** One title after the other is longer or shorter, one activity after the other is away. */
    "/api/catalogue": (now) => {
      const turn = (asked.catalogue += 1) - before.catalogue;
      const away = turn % year.activities.length;
      // The first ones are as large as any will be: what holds them holds all that come.
      const largest = turn <= LARGEST;
      const changed = year.activities.map((one, at) => ({ ...one, title: `${one.title}${"（有变动）".repeat(largest ? 2 : (turn + at) % 3)}` }));
      const activities = changed.filter((one, at) => largest || at !== away || changed.some(({ parent }) => parent === one.id));
      return moved(JSON.stringify({ ...year, activities }), Math.floor((now + ZONE) / DAY) - first);
    },
    "/api/availability": () => {
      const turn = (asked.availability += 1) - before.availability;
      const sessions = Object.entries(places.sessions).map(([id, one], at) => [id, one.capacity ? { ...one, booked: (turn * 7 + at) % (one.capacity + 1) } : one]);
      return JSON.stringify({ ...places, sessions: Object.fromEntries(sessions) });
    },
  };

  const server = http.createServer((request, answer) => {
    const now = Number(request.headers["x-now"]) || Date.now();
    const date = new Date(now).toUTCString();
    if (request.headers["sec-fetch-dest"] === "document") before = { ...asked };
    const make = made[request.url.split("?")[0]];
    if (make && request.method === "GET") {
      const turn = Object.values(asked).join("-");
      answer.writeHead(200, { "content-type": "application/json", "cache-control": "no-cache", date, etag: `"${turn}"` });
      return answer.end(make(now));
    }
    const { "x-now": _, ...headers } = request.headers;
    const ask = http.request(new URL(request.url, url), { method: request.method, headers }, (from) => {
      answer.writeHead(from.statusCode, { ...from.headers, date });
      from.pipe(answer);
    });
    ask.on("error", () => answer.destroy());
    request.pipe(ask);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    asked,
    async stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}
