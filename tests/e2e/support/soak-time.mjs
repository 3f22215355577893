/**
 * Runs in the page before anything else: its time passes as fast as it can do what is due, and no request is ever
 * late. Until `__time.pass(milliseconds)` is called it goes as always.
 *
 * The clock stands still while a task runs or an answer is on its way; then it jumps to what is due next. A week of a
 * screen is so the same row of tasks every time, on a fast machine and on a slow one.
 */
export function hasten() {
  const own = { Date, fetch, setTimeout: setTimeout.bind(window), clearTimeout: clearTimeout.bind(window), frame: requestAnimationFrame.bind(window), now: performance.now.bind(performance) };
  // Every document opens at ten in the morning in the city: what is on then is on in each of them.
  const [HOUR, DAY] = [3_600_000, 86_400_000];
  const midnight = Math.floor((own.Date.now() + 8 * HOUR) / DAY) * DAY - 8 * HOUR;
  const began = midnight + 10 * HOUR - own.now();
  const ANSWER_MS = 10_000;
  const timers = new Map();
  let last = 0;
  let shift = 0;
  let still = null;
  let flying = 0;
  let steps = 0;

  const now = () => still ?? own.now() + shift;
  performance.now = now;
  window.Date = class extends own.Date {
    constructor(...given) {
      super(...(given.length ? given : [began + now()]));
    }
    static now() {
      return Math.floor(began + now());
    }
  };

  const add = (every) => (task, wait = 0, ...given) => {
    last += 1;
    const millis = Math.max(Number(wait) || 0, every ? 4 : 0);
    timers.set(last, { at: now() + millis, every: every ? millis : 0, task, given });
    return last;
  };
  window.setTimeout = add(false);
  window.setInterval = add(true);
  window.clearTimeout = window.clearInterval = (id) => void timers.delete(id);

  /** The timer that is due first, until a time. */
  const due = (until) => {
    let first = null;
    for (const [id, { at }] of timers) if (at <= until && (first === null || at < timers.get(first).at)) first = id;
    return first;
  };
  const run = (id) => {
    const timer = timers.get(id);
    if (timer.every) timer.at += timer.every;
    else timers.delete(id);
    timer.task(...timer.given);
  };

  const { port1, port2 } = new MessageChannel();
  const waiting = [];
  port1.onmessage = () => waiting.shift()();
  const breath = () =>
    new Promise((done) => {
      waiting.push(done);
      port2.postMessage(0);
    });
  const pump = () => {
    if (still === null) {
      const until = now();
      for (let id = due(until); id !== null; id = due(until)) run(id);
    }
    own.setTimeout(pump, 4);
  };
  pump();

  /** Counts what is on its way. */
  let arrived = () => {};
  const counted = (promise) => {
    flying += 1;
    const landed = () => {
      flying -= 1;
      arrived();
    };
    promise.then(landed, landed);
    return promise;
  };
  window.fetch = (...given) => {
    const request = new Request(...given);
    // The server's clock is the page's.
    if (new URL(request.url).origin === location.origin) request.headers.set("x-now", String(Date.now()));
    return counted(own.fetch.call(window, request));
  };
  for (const read of ["arrayBuffer", "text", "json"]) {
    const whole = Response.prototype[read];
    Response.prototype[read] = function () {
      return counted(whole.call(this));
    };
  }
  const landed = async () => {
    await breath();
    while (flying > 0) {
      // Asleep, not turning: what the page works is measured.
      const late = await new Promise((done) => {
        const timer = own.setTimeout(done, ANSWER_MS, true);
        arrived = () => {
          own.clearTimeout(timer);
          done(false);
        };
      });
      if (late) break;
      await breath();
    }
  };

  window.__time = {
    /** Lets so many milliseconds pass; the page is laid out after every `part` of them, and drawn after some of these. */
    async pass(millis, part = millis, drawn = 1) {
      still = now();
      const until = still + millis;
      while (still < until) {
        const step = Math.min(still + part, until);
        for (let id = due(step); id !== null; id = due(step)) {
          still = Math.max(still, timers.get(id).at);
          try {
            run(id);
          } catch (error) {
            own.setTimeout(() => { throw error; });
          }
          await landed();
        }
        still = step;
        steps += 1;
        if (steps % drawn === 0) await new Promise(own.frame);
        else void document.documentElement.offsetHeight;
        await landed();
      }
      shift = still - own.now();
      still = null;
    },
  };

  // The memory of the app, to see whether it grows.
  const instantiate = WebAssembly.instantiate;
  WebAssembly.instantiate = (...given) =>
    instantiate(...given).then((made) => {
      window.__memory ??= (made.instance ?? made).exports.memory;
      return made;
    });
}
