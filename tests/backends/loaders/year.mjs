// A year file as the records of a backend's collections.

/** { year, venues, activities, availability }: each a list of records with an id. */
export function lists(file) {
  const { venues = [], activities = [], cursor, capabilities, ...rest } = file;
  const bookable = activities.flatMap(({ sessions = [] }) => sessions.filter(({ booking }) => booking === "required"));
  return {
    year: [{ id: "year", ...rest }],
    venues,
    activities,
    availability: bookable.map(({ id, capacity }) => ({ id, capacity, booked: 0, held: 0, waitlisted: 0 })),
  };
}

/** Whether two values say the same: the order of members does not matter, and null is absent. */
export function same(a, b) {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return (a ?? null) === (b ?? null);
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  if (Array.isArray(a)) return a.length === b.length && a.every((item, at) => same(item, b[at]));
  return Object.keys({ ...a, ...b }).every((name) => same(a[name], b[name]));
}
