// A year file of two activities, for tests: sign-up is open now.
const DAY = 86_400_000;

/** The time `days` from now as kp/1 writes it. */
export const at = (days, hour = 9) => `${new Date(Date.now() + days * DAY).toISOString().slice(0, 10)}T${String(hour).padStart(2, "0")}:00:00+08:00`;

const session = (id, hour, more) => ({
  id, start: at(7, hour), end: at(7, hour + 1), booking: "required", capacity: 4, kinds: ["person", "family"], party: { min: 1, max: 4 },
  opens: at(-7), closes: at(6), waitlist: true, status: "scheduled", ...more,
});

export function small() {
  const activity = (id, sessions) => ({
    id, title: `活动 ${id}`, summary: "示例", kind: "bookable", direction: "d", track: "t", fields: [], formats: [], audiences: [], access: [],
    venue: "hall", online: false, hosts: ["市科协"], organisers: [], status: "scheduled", sample: true, fee: "免费", opening: [], sessions, updated: at(-9),
  });
  return {
    contract: "kp/1",
    edition: { id: "2023", name: "全国科普日", start: at(0).slice(0, 10), end: at(9).slice(0, 10), themes: ["示例"], contact: { phone: "0373-3661812" } },
    taxonomy: { directions: [{ id: "d", name: "示例" }], tracks: [{ id: "t", name: "示例" }], fields: [], formats: [], audiences: [], access: [], districts: [] },
    venues: [{ id: "hall", name: "科技馆", address: "示例路 1 号", access: [] }],
    activities: [
      activity("robot", [session("robot-1", 9), session("robot-2", 11, { capacity: 1, party: { min: 1, max: 1 } }), session("robot-3", 11, { waitlist: false })]),
      activity("school", [session("school-1", 14, { kinds: ["class"], capacity: 60, party: { min: 2, max: 60 }, ratio: 20 })]),
    ],
    capabilities: [],
  };
}

/** A registration of kp/1 for one seat, or as `more` says. */
export const registration = (id, more = {}) => ({
  id, kind: "person", contact: { name: "王芳", phone: "138 1234 1234" }, lines: [{ session: "robot-1", party: { adults: 1 } }], needs: [],
  accept_waitlist: false, consent_version: "2023-1", ...more,
});
