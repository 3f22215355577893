// One request of a start script, or waiting for a server: curl is not everywhere, and Node.js is.
//   node ask.mjs ready <url> <process id>            until it answers 2xx, or the process is gone
//   node ask.mjs <method> <url> <authorization> [json]   has to succeed; prints the answer's body
const [what, url, third, body] = process.argv.slice(2);
const EVERY_MS = 50;
const MOST_MS = 180_000;

const alive = () => {
  try {
    return process.kill(Number(third), 0);
  } catch {
    return false;
  }
};

if (what === "ready") {
  for (const until = Date.now() + MOST_MS; Date.now() < until && alive(); ) {
    const ok = await fetch(url).then((answer) => answer.ok, () => false);
    if (ok) process.exit(0);
    await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
  }
  process.exit(1);
}
const answer = await fetch(url, {
  method: what,
  headers: { ...(third ? { authorization: third } : {}), ...(body ? { "content-type": "application/json" } : {}) },
  body,
});
const text = await answer.text();
if (!answer.ok) {
  console.error(`${what} ${url}: ${answer.status} ${text.slice(0, 400)}`);
  process.exit(1);
}
console.log(text);
