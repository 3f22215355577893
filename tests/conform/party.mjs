// The smallest party of a kind that a session takes.

/** Adults, children and seats, or nothing where the session does not take this kind. */
export function partyOf(kind, session) {
  const allowed = session.kinds ?? ["person", "family", "class"];
  if (!allowed.includes(kind)) return undefined;
  const min = session.party?.min ?? 1;
  const max = session.party?.max ?? session.capacity ?? 1;
  if (kind === "person") return min <= 1 ? { adults: 1, children: 0, seats: 1 } : undefined;
  const children = kind === "class" ? 1 : 0;
  for (let seats = Math.max(min, 1 + children); seats <= max; seats += 1) {
    const adults = kind === "class" ? Math.ceil(seats / ((session.ratio ?? seats) + 1)) : 1;
    if (seats - adults >= children) return { adults, children: seats - adults, seats };
  }
  return undefined;
}

/** Whether two sessions are at one time. */
export function overlaps(a, b) {
  return Date.parse(a.start) < Date.parse(b.end) && Date.parse(b.start) < Date.parse(a.end);
}
