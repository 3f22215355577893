// Takes out of a report what opens a registration or reaches a person: tokens, codes, names, numbers.
const HIDDEN = "（已隐去）";
const SECRET = /^(manage_token|token|access_token|password|secret|apikey)$/i;
const PERSON = /^(name|phone|email|mobile|tel|姓名|电话|手机)$/i;
const BOOKING = /^[A-HJKMNP-Z2-9]{8}$/;
const PHONE = /(?<!\d)(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)/g;
const CREDENTIALS = /\b(Bearer|Basic)\s+[\w.~+/=-]+/gi;
const MOST = 1500;

function walk(value, inPerson) {
  if (Array.isArray(value)) return value.map((one) => walk(one, inPerson));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => {
      if (SECRET.test(key) && member !== null) return [key, HIDDEN];
      if (key === "code" && typeof member === "string" && BOOKING.test(member)) return [key, HIDDEN];
      if (key === "last4") return [key, HIDDEN];
      const person = inPerson || key === "contact" || key === "school";
      if (person && PERSON.test(key) && typeof member === "string") return [key, HIDDEN];
      return [key, walk(member, person)];
    }),
  );
}

/** Hides what is secret in a text; JSON is read, `secrets` are the ones that this run made. */
export function redacted(text, secrets = []) {
  if (!text) return "";
  let told = text;
  try {
    told = JSON.stringify(walk(JSON.parse(text), false), null, 1);
  } catch {
    // No JSON: what is known or looks like a secret is hidden all the same.
  }
  for (const secret of secrets) told = told.replaceAll(secret, HIDDEN);
  told = told.replace(CREDENTIALS, `$1 ${HIDDEN}`).replace(PHONE, HIDDEN);
  return told.length > MOST ? `${told.slice(0, MOST)}\n…（共 ${told.length} 个字符）` : told;
}

/** One request and its answer as a report may show them. */
export function shown(exchange, secrets) {
  const headers = (all) => Object.fromEntries(Object.entries(all).map(([name, value]) => [name, redacted(String(value), secrets)]));
  return {
    request: { method: exchange.method, url: redacted(withoutLogin(exchange.url), secrets), headers: headers(exchange.headers), body: redacted(exchange.body, secrets) },
    answer: exchange.error
      ? { error: exchange.error }
      : { status: exchange.status, headers: headers(exchange.answer), body: redacted(exchange.text, secrets) },
  };
}

/** An address without a name and a password in it. */
export function withoutLogin(address) {
  return address.replace(/\/\/[^/@]*@/, "//");
}
