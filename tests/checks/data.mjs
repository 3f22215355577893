// The year file is whole: every reference leads somewhere, every time makes sense, every file named is there.
// usage: node tests/checks/data.mjs [public/data/2023.json]   (from the project's root)
import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";

const FILE = process.argv[2] ?? "public/data/2023.json";
// Relative addresses in the file count from the folder the app is served from.
const ROOT = dirname(dirname(FILE));

const ID = /^[A-Za-z0-9._~-]{1,64}$/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;
const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\+08:00$/;
const CLOCK = /^([01]\d|2[0-3]):[0-5]\d$/;
const PHONE = /^(1[3-9]\d{9}|0\d{2,3}-?\d{7,8})$/;
const KINDS = ["drop_in", "bookable", "exhibition", "school", "lecture", "mobile", "umbrella"];
const STATUSES = ["scheduled", "cancelled", "postponed"];
const PARTIES = ["person", "family", "class"];
const SOURCES = ["hls", "mp4", "audio", "embed", "link"];
// Players known by the app, and the form of their ids.
const EMBEDS = { bilibili: /^BV[0-9A-Za-z]{10}$/, youku: /^X[0-9A-Za-z]{9,19}={0,2}$/, tencent_video: /^[0-9a-z]{11}$/ };
const LISTS = ["directions", "tracks", "fields", "formats", "audiences", "access", "districts"];
const LEAST = { activities: 80, sessions: 200, recaps: 15, venues: 45 };
const MOST = { file: 260_000, photo: 4_000, panorama: 80_000, title: 24, summary: 60, description: [80, 200] };
// Members an activity or a session may have: a misspelt one would be lost in silence.
const ACTIVITY = `id title summary description kind direction track fields formats audiences access grades ages venue online
  hosts organisers contact parent status sample source bring fee opening sessions lecture recap updated quiz panoramas`.split(/\s+/);
const SESSION = `id start end venue label booking capacity kinds party ratio opens closes waitlist status note`.split(" ");

const faults = [];
// Shipped files the year file names.
const files = new Set();
const fault = (where, what) => faults.push(`${where}: ${what}`);
const letters = (text) => [...String(text ?? "")].length;

let year;
try {
  year = JSON.parse(readFileSync(FILE, "utf8"));
} catch (error) {
  console.log(`data: ${FILE} cannot be read: ${error.message}`);
  process.exit(1);
}

/** The ids of a list, each well-formed and once. */
function ids(where, items) {
  const seen = new Set();
  for (const item of items) {
    if (!ID.test(item.id ?? "")) fault(where, `id ${JSON.stringify(item.id)} is not well-formed`);
    if (seen.has(item.id)) fault(where, `id ${item.id} is there twice`);
    seen.add(item.id);
  }
  return seen;
}

function url(where, address, relativeOnly = false) {
  if (relativeOnly || !/^https:\/\//.test(address ?? "")) {
    if (typeof address !== "string" || !/^[A-Za-z0-9][\w./-]*$/.test(address) || address.includes("..")) {
      return fault(where, `${JSON.stringify(address)} is neither https nor a plain relative address`);
    }
  } else if (!URL.canParse(address)) fault(where, `${address} is no address`);
}

/** The content of a file shipped with the app; undefined, and a fault, where there is none. */
function shipped(where, address) {
  url(where, address, true);
  if (typeof address !== "string") return undefined;
  files.add(address);
  const path = join(ROOT, address);
  if (existsSync(path) && statSync(path).isFile()) return readFileSync(path, "utf8");
  fault(where, `${address} does not exist`);
  return undefined;
}

function point(where, p) {
  const near = p && p.lng > 113.2 && p.lng < 115.1 && p.lat > 34.8 && p.lat < 35.9;
  if (!near || !["gcj02", "wgs84"].includes(p.datum)) fault(where, `the point is not in the city: ${JSON.stringify(p)}`);
}

function date(where, text) {
  if (!DATE.test(text ?? "") || new Date(`${text}T00:00:00Z`).toISOString().slice(0, 10) !== text) fault(where, `no date: ${text}`);
}

function moment(where, text) {
  if (!MOMENT.test(text ?? "") || Number.isNaN(Date.parse(text))) fault(where, `no time with +08:00: ${text}`);
  else date(where, text.slice(0, 10));
  return Date.parse(text);
}

function phone(where, contact) {
  if (contact.phone !== undefined && !PHONE.test(contact.phone)) fault(where, `phone ${contact.phone} cannot be called`);
}

const { edition = {}, taxonomy = {}, venues = [], activities = [], capabilities, demo = {} } = year;

// The edition and its words.
if (year.contract !== "kp/1") fault("contract", `is ${year.contract}`);
if (!Array.isArray(capabilities) || capabilities.length > 0) fault("capabilities", "a file can do nothing: the list must be empty");
for (const member of ["id", "name", "city", "note"]) if (!edition[member]) fault("edition", `${member} is missing`);
for (const member of ["start", "end"]) date(`edition ${member}`, edition[member]);
if (edition.start > edition.end) fault("edition", "ends before it starts");
if (!edition.themes?.length) fault("edition", "has no theme");
if (edition.hosts?.length !== 20 || new Set(edition.hosts).size !== 20) fault("edition", "the notice names 20 different hosts");
if (!edition.document?.number || !edition.document?.title) fault("edition", "the founding document is not named");
phone("edition contact", edition.contact ?? {});
url("edition platform", edition.platform?.url);
for (const channel of edition.channels ?? []) {
  if (!channel.name) fault("edition channels", "one has no name");
  if (channel.url !== undefined && !/^https:/.test(channel.url)) fault("edition channels", `${channel.url} is not https`);
}
for (const milestone of edition.milestones ?? []) date(`milestone ${milestone.text}`, milestone.date);

const known = Object.fromEntries(LISTS.map((list) => [list, ids(list, taxonomy[list] ?? [])]));
for (const [list, size] of Object.entries({ directions: 4, tracks: 10, fields: 13, districts: 15 })) {
  if (known[list].size !== size) fault(list, `${known[list].size}, not ${size}`);
}
for (const list of LISTS) for (const term of taxonomy[list] ?? []) if (!term.name) fault(list, `${term.id} has no name`);
for (const direction of taxonomy.directions ?? []) {
  if (!direction.keywords?.length || letters(direction.short) !== 4) fault("directions", `${direction.id} needs keywords and a short name of 4 letters`);
}
for (const audience of taxonomy.audiences ?? []) {
  if (audience.grades) grades(`audience ${audience.id}`, audience.grades);
  if (audience.ages) ages(`audience ${audience.id}`, audience.ages);
}
for (const format of taxonomy.formats ?? []) if (typeof format.online !== "boolean") fault("formats", `${format.id} does not say online`);
for (const district of taxonomy.districts ?? []) point(`district ${district.id}`, district.center);

const places = ids("venues", venues);
for (const venue of venues) {
  const where = `venue ${venue.id}`;
  if (!venue.name || !venue.address) fault(where, "needs a name and an address");
  if (!known.districts.has(venue.district)) fault(where, `district ${venue.district} is unknown`);
  for (const id of venue.access ?? []) if (!known.access.has(id)) fault(where, `access ${id} is unknown`);
  checkStamp(where, venue.stamp);
  if (typeof venue.approximate !== "boolean") fault(where, "does not say whether its point is exact");
  point(where, venue.point);
}
const districtOf = new Map(venues.map((venue) => [venue.id, venue.district]));

// Activities, one by one.
const names = ids("activities", activities);
const used = { ...Object.fromEntries(LISTS.map((list) => [list, new Set()])), kinds: new Set(), parties: new Set(), venues: new Set() };
const allSessions = activities.flatMap((activity) => activity.sessions ?? []);
ids("sessions", allSessions);

function grades(where, range) {
  if (!(range.from >= 1 && range.from <= range.to && range.to <= 12)) fault(where, `grades ${range.from}–${range.to}`);
}

function ages(where, { from = 0, to = 120, ...rest }) {
  const whole = [from, to].every(Number.isInteger) && from >= 0 && from <= to && to <= 120;
  if (!whole || Object.keys(rest).length > 0) fault(where, `ages ${from}–${to}`);
}

function place(where, id) {
  if (!places.has(id)) return fault(where, `venue ${id} is unknown`);
  used.venues.add(id);
  used.districts.add(districtOf.get(id));
}

function checkSession(activity, session) {
  const where = `session ${session.id}`;
  for (const member of Object.keys(session)) if (!SESSION.includes(member)) fault(where, `member ${member} is unknown`);
  const start = moment(where, session.start);
  const end = moment(where, session.end);
  if (!(start < end)) fault(where, "does not end after its start");
  if (!STATUSES.includes(session.status)) fault(where, `status ${session.status}`);
  if (typeof session.waitlist !== "boolean") fault(where, "does not say waitlist");
  if (session.venue !== undefined) place(where, session.venue);
  if (session.venue === undefined && activity.venue === undefined && !activity.online) fault(where, "has no place and is not online");
  if (session.booking === "none") {
    for (const member of ["capacity", "kinds", "party", "ratio", "opens", "closes"]) {
      if (member in session) fault(where, `${member} without booking`);
    }
    if (session.waitlist) fault(where, "a waiting list without booking");
    return;
  }
  if (session.booking !== "required") return fault(where, `booking ${session.booking}`);
  const { kinds = [], party = {}, capacity } = session;
  if (!kinds.length) fault(where, "can be booked by nobody");
  for (const kind of kinds) PARTIES.includes(kind) ? used.parties.add(kind) : fault(where, `kind ${kind}`);
  if (!Number.isInteger(capacity) || capacity < 1) fault(where, `capacity ${capacity}`);
  if (!(party.min >= 1 && party.min <= party.max)) fault(where, `party ${party.min}–${party.max}`);
  if (capacity < party.max) fault(where, `capacity ${capacity} is under the largest party, ${party.max}`);
  if (kinds.includes("class") !== (session.ratio !== undefined)) fault(where, "a ratio belongs to class sessions, and only there");
  if (session.ratio !== undefined && !(session.ratio >= 1 && session.ratio <= 50)) fault(where, `ratio ${session.ratio}`);
  const opens = moment(`${where} opens`, session.opens);
  const closes = moment(`${where} closes`, session.closes);
  if (!(opens < closes && closes <= start)) fault(where, "must open before it closes, and close by its start");
}

function checkOpening(where, opening) {
  date(where, opening.from);
  date(where, opening.to);
  if (opening.from > opening.to) fault(where, "opening ends before it starts");
  if (!CLOCK.test(opening.open) || !CLOCK.test(opening.close) || opening.open >= opening.close) fault(where, `open ${opening.open}–${opening.close}`);
  const days = opening.weekdays ?? [];
  if (!days.length || days.some((day) => !(day >= 1 && day <= 7)) || new Set(days).size !== days.length) fault(where, `weekdays ${days}`);
  if (opening.venue !== undefined) place(where, opening.venue);
}

function checkLecture(activity, lecture) {
  const where = `lecture ${lecture.id}`;
  if (!ID.test(lecture.id ?? "")) fault(where, "id is not well-formed");
  if (!activity.sessions.some((session) => session.id === lecture.session)) fault(where, `session ${lecture.session} is not one of its activity`);
  if (!lecture.speaker || !(lecture.room_opens_min >= 0)) fault(where, "needs a speaker and when its room opens");
  if (!["open", "closed", undefined].includes(lecture.questions)) fault(where, `questions ${lecture.questions} is neither open nor closed`);
  if (!lecture.sources?.length) fault(where, "has nothing to play");
  for (const source of lecture.sources ?? []) {
    if (!["live", "replay"].includes(source.role) || !SOURCES.includes(source.kind)) fault(where, `source ${source.role} ${source.kind}`);
    if (source.kind === "embed") {
      if (source.url) fault(where, "an embed has a provider and a ref, and no address");
      if (!EMBEDS[source.provider]?.test(source.ref ?? "")) fault(where, `${source.ref} is no id of ${source.provider}`);
    } else url(where, source.url);
  }
  for (const caption of lecture.captions ?? []) {
    if (!caption.lang || !caption.label) fault(where, "a caption needs lang and label");
    if (shipped(where, caption.url)?.startsWith("WEBVTT") === false) fault(where, `${caption.url} is no WebVTT`);
  }
  if (lecture.transcript !== undefined) shipped(where, lecture.transcript);
  let before = -1;
  for (const chapter of lecture.chapters ?? []) {
    if (!(Number.isInteger(chapter.at) && chapter.at > before) || !chapter.title) fault(where, `chapter ${JSON.stringify(chapter)} needs a title and a later second`);
    before = chapter.at;
  }
  if (typeof lecture.slides === "string") url(where, lecture.slides);
  for (const slide of Array.isArray(lecture.slides) ? lecture.slides : []) {
    shipped(where, slide.src);
    if (letters(slide.alt) < 8) fault(where, `${slide.src} has no description`);
    if (slide.at !== undefined && !(Number.isInteger(slide.at) && slide.at >= 0)) fault(where, `${slide.src} has no second: ${slide.at}`);
  }
  for (const source of lecture.sign ?? []) {
    if (!["live", "replay"].includes(source.role) || !["hls", "mp4"].includes(source.kind)) fault(where, `sign ${source.role} ${source.kind}`);
    url(where, source.url);
  }
  if (![undefined, true, false].includes(lecture.live_captions)) fault(where, "live_captions is true or false");
  // A meeting's number: digits in groups, as the app reads it.
  if (lecture.meeting !== undefined && !/^(?=(\D*\d){9,12}\D*$)\d+([ -]\d+)*$/.test(lecture.meeting)) fault(where, `${lecture.meeting} is no number of a meeting`);
  if (lecture.note !== undefined && !letters(lecture.note)) fault(where, "an empty note");
  if (lecture.poster !== undefined) url(where, lecture.poster);
  if (lecture.moved !== undefined) {
    const { kind, provider, ref } = lecture.moved;
    if (kind === "embed" ? !EMBEDS[provider]?.test(ref ?? "") : kind !== "link") fault(where, "moved to nowhere");
    if (kind === "link") url(where, lecture.moved.url);
  }
  checkStamp(where, lecture.stamp);
}

function checkStamp(where, stamp) {
  if (stamp === undefined) return;
  if (!/^[0-9a-f]{16}$/.test(stamp.hash ?? "")) fault(where, "its stamp has no hash: kepu-data stamps writes one");
}

function checkQuiz(where, address) {
  if (/^https:\/\//.test(address)) return url(where, address);
  const text = shipped(where, address);
  if (text === undefined) return;
  let quiz;
  try {
    quiz = JSON.parse(text);
  } catch (error) {
    return fault(where, `${address} is no JSON: ${error.message}`);
  }
  if (!quiz.title || !quiz.questions?.length) fault(where, `${address} has no title or no questions`);
  ids(address, quiz.questions ?? []);
  for (const { id, text: question, options = [], answer, explain } of quiz.questions ?? []) {
    const right = [answer].flat();
    if (!question || !explain) fault(address, `${id} needs a text and an explanation`);
    if (options.length < 2 || new Set(options).size !== options.length) fault(address, `${id} needs different options`);
    if (!right.length || !right.every((at) => Number.isInteger(at) && at >= 0 && at < options.length)) fault(address, `${id} has no such answer`);
  }
}

function checkPanorama(where, panorama) {
  if (!panorama.title || letters(panorama.alt) < 20) fault(where, "a panorama has a title and says what there is to see");
  for (const address of [panorama.url, panorama.poster]) {
    if (/^https:\/\//.test(address)) {
      url(where, address);
      continue;
    }
    shipped(where, address);
    const path = join(ROOT, String(address));
    if (existsSync(path) && statSync(path).size > MOST.panorama) fault(where, `${address} has ${statSync(path).size} bytes, over ${MOST.panorama}`);
  }
}

function checkPhoto(where, photo) {
  if (files.has(photo.src)) fault(where, `${photo.src} is shown twice`);
  if (letters(photo.alt) < 8) fault(where, `${photo.src} has no description`);
  const drawing = shipped(where, photo.src);
  if (drawing === undefined) return;
  if (Buffer.byteLength(drawing) > MOST.photo) fault(where, `${photo.src} is over ${MOST.photo} bytes`);
  if (!/^<svg [^>]*viewBox="0 0 400 300"/.test(drawing) || !drawing.trimEnd().endsWith("</svg>")) fault(where, `${photo.src} is no 4:3 drawing`);
  if (/<script|<foreignObject|\bon\w+=|href=|url\(|<!/i.test(drawing)) fault(where, `${photo.src} contains more than a drawing`);
  // Every element that opens closes, in order.
  const open = [];
  for (const [, slash, name, self] of drawing.matchAll(/<(\/?)([a-z]+)[^>]*?(\/?)>/gi)) {
    if (slash) { if (open.pop() !== name) fault(where, `${photo.src} is not well-formed at </${name}>`); }
    else if (!self) open.push(name);
  }
  if (open.length) fault(where, `${photo.src} is not closed`);
}

for (const activity of activities) {
  const where = `activity ${activity.id}`;
  for (const member of Object.keys(activity)) if (!ACTIVITY.includes(member)) fault(where, `member ${member} is unknown`);
  if (!activity.title || letters(activity.title) > MOST.title) fault(where, `title of ${letters(activity.title)} letters`);
  if (!activity.summary || letters(activity.summary) > MOST.summary) fault(where, `summary of ${letters(activity.summary)} letters`);
  const length = letters(activity.description);
  if (length < MOST.description[0] || length > MOST.description[1]) fault(where, `description of ${length} letters`);
  KINDS.includes(activity.kind) ? used.kinds.add(activity.kind) : fault(where, `kind ${activity.kind}`);
  if (!STATUSES.includes(activity.status)) fault(where, `status ${activity.status}`);
  for (const [member, list] of [["direction", "directions"], ["track", "tracks"]]) {
    known[list].has(activity[member]) ? used[list].add(activity[member]) : fault(where, `${member} ${activity[member]} is unknown`);
  }
  for (const list of ["fields", "formats", "audiences", "access"]) {
    const values = activity[list] ?? [];
    if (list !== "access" && !values.length) fault(where, `${list} are empty`);
    if (new Set(values).size !== values.length) fault(where, `${list} repeat a value`);
    for (const id of values) known[list].has(id) ? used[list].add(id) : fault(where, `${list}: ${id} is unknown`);
  }
  if (activity.grades) grades(where, activity.grades);
  if (activity.ages) ages(where, activity.ages);
  if (typeof activity.online !== "boolean") fault(where, "does not say online");
  if (activity.venue !== undefined) place(where, activity.venue);
  else if (!activity.online) fault(where, "has no place and is not online");
  if (!activity.hosts?.length) fault(where, "has no host");
  for (const host of activity.hosts ?? []) if (!edition.hosts?.includes(host)) fault(where, `host ${host} is not of the edition`);
  if (activity.contact) phone(where, activity.contact);
  if (activity.sample !== true && !activity.source) fault(where, "is neither a sample nor has a source");
  if (activity.source && !activity.source.name) fault(where, "its source has no name");
  if (activity.source?.url !== undefined && !/^https:\/\//.test(activity.source.url)) fault(where, "its source is not https");
  if (activity.source?.date !== undefined) date(where, activity.source.date);
  if (!activity.fee) fault(where, "does not say what it costs");
  moment(where, activity.updated);
  const { sessions = [], opening = [] } = activity;
  if (!sessions.length && !opening.length) fault(where, "is never open");
  if (activity.kind === "exhibition" && !opening.length) fault(where, "an exhibition needs opening hours");
  if (activity.kind === "bookable" && !sessions.some((session) => session.booking === "required")) fault(where, "bookable, and nothing to book");
  if (activity.kind === "drop_in" && sessions.some((session) => session.booking === "required")) fault(where, "drop-in, and has to be booked");
  if (activity.kind === "mobile" && new Set(sessions.map((session) => session.venue)).size < 2) fault(where, "a mobile unit has a route of several places");
  if (activity.kind === "lecture" && !activity.lecture) fault(where, "a lecture without a lecture");
  for (const session of sessions) checkSession(activity, session);
  for (const hours of opening) checkOpening(where, hours);
  if (activity.lecture) checkLecture(activity, activity.lecture);
  if (activity.quiz !== undefined) checkQuiz(where, activity.quiz);
  for (const panorama of activity.panoramas ?? []) checkPanorama(where, panorama);
  if (activity.recap) {
    if (letters(activity.recap.summary) < 10) fault(where, "its recap says nothing");
    if (!activity.recap.photos?.length) fault(where, "its recap has no photo");
    for (const photo of activity.recap.photos ?? []) checkPhoto(where, photo);
    for (const link of activity.recap.links ?? []) {
      if (!link.title || !/^https:\/\//.test(link.url ?? "")) fault(where, `recap link ${link.url}`);
    }
  }
  if (activity.parent !== undefined) {
    const parent = activities.find((other) => other.id === activity.parent);
    if (parent?.kind !== "umbrella") fault(where, `parent ${activity.parent} is no umbrella`);
  }
}
ids("lectures", activities.flatMap((activity) => activity.lecture ?? []));

// The file as a whole: enough of everything, and nothing declared in vain.
const recaps = activities.filter((activity) => activity.recap).length;
const counts = { activities: activities.length, sessions: allSessions.length, recaps, venues: venues.length };
for (const [what, least] of Object.entries(LEAST)) if (counts[what] < least) fault(what, `${counts[what]}, at least ${least} are wanted`);
for (const list of LISTS) for (const id of known[list]) if (!used[list].has(id)) fault(list, `${id} is used by no activity`);
for (const kind of KINDS) if (!used.kinds.has(kind)) fault("kinds", `${kind} is used by no activity`);
for (const kind of PARTIES) if (!used.parties.has(kind)) fault("sessions", `none can be booked as ${kind}`);
for (const id of places) if (!used.venues.has(id)) fault("venues", `${id} is used by no activity`);
if (!activities.some((one) => activities.filter((other) => other.parent === one.id).length >= 6)) fault("activities", "no umbrella has six stalls");
for (const status of STATUSES) if (!activities.some((activity) => activity.status === status)) fault("activities", `none is ${status}`);
if (!allSessions.some((session) => session.status === "cancelled")) fault("sessions", "none is cancelled");
if (!allSessions.some((session) => session.opens > edition.start)) fault("sessions", "none opens for sign-up within the edition");

for (const role of ["live", "tonight", "over"]) {
  const staged = activities.find((activity) => activity.id === demo[role]);
  if (!staged?.lecture) fault(`demo ${role}`, `${demo[role]} is no activity with a lecture`);
  else for (const kind of ["live hls", "live audio", "replay hls", "replay mp4"]) {
    if (!staged.lecture.sources.some((source) => `${source.role} ${source.kind}` === kind)) fault(`demo ${role}`, `has no ${kind} source`);
  }
}
const last = allSessions.find((session) => session.id === "s-last-place");
if (!last || last.capacity !== 1 || !last.waitlist || !["person", "family"].every((kind) => last.kinds?.includes(kind))) fault("s-last-place", "must be one seat with a waiting list");
const pairs = allSessions.filter((session) => session.capacity === 2 && !session.waitlist && session.kinds?.includes("person"));
if (pairs.length !== 1) fault("sessions", `${pairs.length} with two seats and no waiting list, not 1`);

const bytes = statSync(FILE).size;
if (bytes > MOST.file) fault(FILE, `${bytes} bytes, over ${MOST.file}`);
for (const folder of ["recap", "captions", "slides", "quiz", "panorama"]) {
  const path = join(ROOT, "data", folder);
  for (const name of existsSync(path) ? readdirSync(path) : []) {
    if (!files.has(`data/${folder}/${name}`)) fault(`data/${folder}/${name}`, "is named by no activity");
  }
}

for (const line of faults) console.log(`data: ${line}`);
if (faults.length === 0) {
  console.log(`data: ok, ${counts.activities} activities, ${counts.sessions} sessions, ${counts.venues} venues, ${recaps} recaps, ${files.size} files, ${bytes} bytes`);
}
process.exit(faults.length === 0 ? 0 : 1);
