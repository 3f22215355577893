// The members of kp/1 records, for backends that want to be told before they keep one: text, long (text of several lines),
// whole (a number), flag, list or object.
const of = (type, names) => Object.fromEntries(names.split(" ").map((name) => [name, type]));

/** By collection, the id apart. */
export const MEMBERS = {
  year: { contract: "text", ...of("object", "edition taxonomy demo shifted pinyin") },
  venues: { ...of("text", "name district address transport phone"), approximate: "flag", access: "list", ...of("object", "point stamp") },
  activities: {
    ...of("text", "title kind direction track venue parent status fee quiz updated"),
    ...of("long", "summary description bring"),
    ...of("flag", "online sample"),
    ...of("list", "fields formats audiences access hosts organisers opening sessions panoramas"),
    ...of("object", "grades ages contact source lecture recap"),
  },
  availability: of("whole", "capacity booked held waitlisted"),
};

/** Of a registration, as the app sends it. */
export const REGISTRATION = {
  ...of("text", "kind consent_version when_free code status created updated"),
  ...of("list", "lines needs"),
  ...of("object", "contact school"),
  accept_waitlist: "flag",
};
