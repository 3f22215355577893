// 标本馆展厅: an elephant, a whale under the ceiling, butterflies and leaves in frames, a window to the mountains.
import { box, ellipsoid, stick } from "./sphere.mjs";

const [X, Y, Z] = [6, 4.2, 4.6];
const ink = "#1b2430", paper = "#fbf8f2", wall = "#f3ecdf", wood = "#bfa27e", dado = "#d8c4a6", pale = "#e9ddc9";
const teal = "#0b4f4a", red = "#b5473d", blue = "#3f6fae", green = "#5f9169", sun = "#f2b233", sky = "#cfe3ea", white = "#ffffff";

const oval = (u, v, x, y, rx, ry, turn = 0) => {
  const [dx, dy, c, s] = [u - x, v - y, Math.cos(turn), Math.sin(turn)];
  return Math.hypot((dx * c + dy * s) / rx, (-dx * s + dy * c) / ry) < 1;
};

function butterfly(u, v, x, y, size, colour) {
  const [a, b] = [Math.abs(u - x) / size, (v - y) / size];
  if (oval(a, b, 0, 0, 0.07, 0.42)) return [ink, "body"];
  if (oval(a, b, 0.55, 0.3, 0.16, 0.16)) return [sun, ""];
  if (oval(a, b, 0.48, 0.3, 0.5, 0.34, 0.5)) return [colour, `up${colour}${x}`];
  if (oval(a, b, 0.36, -0.32, 0.34, 0.3, -0.6)) return [sun, `low${x}`];
  return undefined;
}

function leaf(u, v, x, y, size, colour) {
  if (Math.abs(u - x) < 0.04 * size && v - y < 0.9 * size && v - y > -1.2 * size) return [ink, "stem"];
  const wide = 0.62 * Math.cos(((v - y) / size) * 1.45);
  if (Math.abs(v - y) < size && Math.abs(u - x) < wide * size) {
    return [Math.abs(((v - y) * 5) / size - (Math.abs(u - x) * 5) / size) % 1 < 0.12 ? paper : colour, `leaf${x}`];
  }
  return undefined;
}

/** A frame on a wall with something in it. */
function frame(u, v, x, y, half, what, colour) {
  const off = Math.max(Math.abs(u - x), Math.abs(v - y));
  if (off > half) return undefined;
  if (off > half * 0.86) return [wood, `frame${x}${y}`];
  return what(u, v, x, y, half * 0.62, colour) ?? [white, `mat${x}${y}`];
}

/** The mountains in their layers, and the river's bends: what is seen outside. */
function outside(u, v) {
  if (oval(u, v, 1.1, 2.75, 0.26, 0.26)) return [sun, "sun"];
  const far = 2.05 + 0.34 * Math.sin(u * 1.3 + 0.6) + 0.12 * Math.sin(u * 4);
  const near = 1.6 + 0.22 * Math.sin(u * 2.1 + 2) + 0.05 * Math.sin(u * 7);
  if (v > far) return [sky, "sky"];
  if (v > near) return [Math.floor((far - v) * 9) % 2 ? "#d8c4a6" : "#bfa27e", "far"];
  const bend = 0.5 * Math.sin(v * 9) + 0.2;
  if (Math.abs(u - bend) < 0.14 + (1.6 - v) * 0.3) return ["#e8c687", "river"];
  return [Math.floor((near - v) * 12) % 2 ? "#9cbf9a" : "#86ad88", "near"];
}

/** What every wall has: skirting, panels of wood, a line under the ceiling. */
function plain(u, v) {
  if (v < 0.14) return [wood, "skirting"];
  if (v < 0.86) return [Math.abs(((u + 40) % 0.8) - 0.4) > 0.385 ? wood : dado, "panel", 1];
  if (v < 0.94) return [wood, "rail"];
  if (v > Y - 0.16) return [pale, "cornice"];
  return [wall, "wall", 1];
}

const jars = [-1.1, -0.55, 0, 0.55, 1.1];
/** A glass case against a wall: shelves, and jars on them. */
function shelves(u, v) {
  if (Math.abs(u) > 1.62 || v > 2.62) return undefined;
  if (Math.abs(u) > 1.5 || v > 2.5 || v < 0.5) return [teal, "case"];
  for (const [level, row] of [[0.6, 0], [1.25, 1], [1.9, 2]]) {
    if (v > level - 0.08 && v < level) return [wood, `shelf${row}`];
    for (const [at, x] of jars.entries()) {
      const [dx, dy] = [Math.abs(u - x), v - level];
      if (dy < 0 || dy > 0.5) continue;
      if (row === 1) {
        if (oval(u, v, x, level + 0.2, 0.17, 0.2)) return [at % 2 ? pale : [red, blue, green, sun, red][at], `egg${x}`];
        continue;
      }
      if (dx < 0.15 && dy < 0.08) return [ink, ""];
      if (dx < 0.1 && dy > 0.38) return [wood, `lid${row}${x}`];
      if (dx < 0.17 && dy < 0.38) {
        if (oval(u, v, x, level + 0.18, 0.07, 0.11, at * 0.5)) return [[green, red, sun, blue, green][(at + row) % 5], `thing${row}${x}`];
        return ["#dcebee", `jar${row}${x}`];
      }
    }
  }
  return ["#eef4f3", "glass"];
}

function front(u, v) {
  // A mural behind the elephant: the line of mountains that turns into an orbit.
  const ridge = 2.2 + 0.55 * Math.exp(-((u + 3) ** 2)) + 0.4 * Math.exp(-((u + 1.2) ** 2) * 2);
  if (Math.abs(u) < 4.4 && v > 0.94 && v < 3.7) {
    const ring = Math.hypot((u - 3.1) / 1.05, (v - 2.9) / 0.5);
    if (oval(u, v, 3.1, 2.9, 0.3, 0.3)) return [sun, "planet"];
    if (Math.abs(ring - 1) < 0.022) return [teal, ""];
    if (v < ridge - 0.9) return ["#c9b48f", "low"];
    if (v < ridge - 0.4) return ["#d8c4a6", "middle"];
    if (v < ridge) return [pale, "high"];
    return ["#eaf1ee", "mural"];
  }
  return plain(u, v);
}

function back(u, v) {
  if (Math.abs(u) < 1.15 && v < 2.5) {
    if (Math.abs(u) > 1 || v > 2.36) return [wood, "door frame"];
    if (oval(u, v, u > 0 ? 0.14 : -0.14, 1.1, 0.05, 0.09)) return [sun, "handle"];
    const [x, y] = [Math.abs(Math.abs(u) - 0.5), v];
    if (x < 0.3 && ((y > 0.3 && y < 1) || (y > 1.2 && y < 2.1))) return ["#146a63", `pane${u > 0}${y > 1.1}`];
    return [teal, u > 0 ? "right" : "left"];
  }
  for (const [x, y, colour] of [[-2.2, 2.5, red], [-3.6, 2.5, blue], [-5, 2.5, green], [2.2, 2.5, blue], [3.6, 2.5, green], [5, 2.5, red]]) {
    const said = frame(u, v, x, y, 0.58, butterfly, colour);
    if (said) return said;
  }
  return plain(u, v);
}

function left(u, v) {
  const pane = Math.max(Math.abs(u) - 3, Math.abs(v - 2.2) - 1.15);
  if (pane < 0) {
    const bars = Math.min(Math.abs(u - 1), Math.abs(u + 1), Math.abs(v - 2.7));
    if (pane > -0.12 || bars < 0.05) return [wood, "window"];
    return outside(u, v);
  }
  return plain(u, v);
}

function right(u, v) {
  const said = shelves(u, v) ?? frame(u, v, -3.1, 2.3, 0.7, leaf, green) ?? frame(u, v, 3.1, 2.3, 0.7, leaf, red);
  return said ?? plain(u, v);
}

function floor(x, z) {
  const ring = Math.hypot(x, z);
  if (ring < 1.05 && ring > 0.86) return [sun, "ring"];
  if (ring < 0.86) {
    const turn = (Math.atan2(x, z) / Math.PI) * 4 + 8;
    const point = Math.abs((turn % 1) - 0.5) * 2;
    return ring < 0.22 + 0.56 * point * (Math.floor(turn + 0.5) % 2 ? 0.6 : 1) ? [Math.floor(turn * 2) % 2 ? teal : "#2f7a73", "rose"] : [paper, "round"];
  }
  if (Math.abs(x) < 1.75 && z > 2.1 && z < 4.2 && Math.max(Math.abs(x) - 1.75, Math.abs(z - 3.1) - 1.05) > -0.12) return ["#dcd0ba", "", 1];
  const board = Math.floor((x + 20) / 0.5);
  return [(board + Math.floor((z + 20 + (board % 3) * 0.9) / 2.4)) % 2 ? "#e6d8c0" : "#dfcfb4", "", 1];
}

const room = {
  hit: (o, d) => {
    let t = 1e9;
    [[0, X, X], [1, Y, 0], [2, Z, Z]].forEach(([i, high, low]) => {
      if (d[i] > 0) t = Math.min(t, (high - o[i]) / d[i]);
      else if (d[i] < 0) t = Math.min(t, (-low - o[i]) / d[i]);
    });
    return t;
  },
  normal: () => [0, 1, 0],
  paint: ([x, y, z]) => {
    const named = (side, [colour, name]) => [colour, side + name, 1];
    if (y < 1e-6) return named("floor", floor(x, z));
    if (y > Y - 1e-6) {
      const r = Math.hypot(x, z);
      if (r < 1.5 && r > 1.15) return ["#fff3cf", "lamp", 1];
      return [Math.abs((x + 30) % 2 - 1) > 0.97 || Math.abs((z + 30) % 2 - 1) > 0.97 ? pale : paper, "ceiling", 1];
    }
    if (z > Z - 1e-6) return named("front", front(x, y));
    if (z < -Z + 1e-6) return named("back", back(x, y));
    return x > 0 ? named("right", right(z, y)) : named("left", left(z, y));
  },
};

const grey = "#a9adb3", light = "#c3c6ca";
const leg = (x, z) => stick([x, 0.62, z], [x, 1.3, z], 0.2, grey);
const elephant = [
  [box([-1.75, 0, 2.2], [1.75, 0.4, 4.1], pale)],
  [leg(-0.62, 2.85), leg(-0.5, 3.45), leg(0.5, 2.85), leg(0.6, 3.45), ellipsoid([-0.05, 1.62, 3.15], [1.02, 0.68, 0.56], grey), ellipsoid([0.95, 2, 3.1], [0.46, 0.5, 0.42], grey),
    stick([1.32, 1.85, 3.05], [1.5, 1.3, 2.95], 0.16, grey), stick([1.5, 1.3, 2.95], [1.46, 0.92, 2.9], 0.12, grey), stick([1.46, 0.92, 2.9], [1.62, 0.74, 2.85], 0.09, grey),
    stick([-1.02, 1.7, 3.15], [-1.2, 1.1, 3.15], 0.04, grey)],
  [ellipsoid([0.72, 1.98, 2.72], [0.38, 0.5, 0.1], light)],
  [ellipsoid([1.22, 2.1, 2.74], [0.05, 0.06, 0.04], ink)],
  [stick([1.28, 1.7, 2.82], [1.62, 1.52, 2.6], 0.05, white), stick([1.62, 1.52, 2.6], [1.8, 1.6, 2.52], 0.035, white)],
  ...[-0.62, 0.5].map((x) => [ellipsoid([x - 0.08, 0.47, 2.66], [0.06, 0.05, 0.03], paper), ellipsoid([x + 0.08, 0.47, 2.66], [0.06, 0.05, 0.03], paper)]),
];

const skin = (p, n) => (n[1] < -0.25 ? [paper, "belly"] : ["#5f7f9e", "back"]);
const whale = [
  [ellipsoid([0.3, 3.25, -2.4], [1.9, 0.42, 0.5], skin), ellipsoid([-1.9, 3.34, -2.4], [0.75, 0.16, 0.18], skin)],
  [ellipsoid([-2.65, 3.38, -2.12], [0.26, 0.05, 0.34], "#5f7f9e"), ellipsoid([-2.65, 3.38, -2.68], [0.26, 0.05, 0.34], "#5f7f9e")],
  [ellipsoid([1, 2.98, -1.92], [0.42, 0.07, 0.2], "#5f7f9e")],
  [ellipsoid([1.72, 3.2, -2.06], [0.05, 0.05, 0.04], ink)],
  [stick([1.2, 3.6, -2.4], [1.2, 4.2, -2.4], 0.015, ink), stick([-1.2, 3.55, -2.4], [-1.2, 4.2, -2.4], 0.015, ink)],
];

const land = (p) => (Math.sin(p[0] * 9 + 1) + Math.sin(p[1] * 8) + Math.sin(p[2] * 9 + 2) > 0.5 ? [green, "land"] : [blue, "sea"]);
const globe = [
  [stick([3.4, 0.05, 2.3], [3.4, 0.85, 2.3], 0.06, wood), ellipsoid([3.4, 0.05, 2.3], [0.4, 0.06, 0.4], wood)],
  [ellipsoid([3.4, 1.32, 2.3], [0.48, 0.48, 0.48], land)],
];
const plant = [
  [box([-4.2, 0, 3.2], [-3.6, 0.55, 3.8], red)],
  [ellipsoid([-3.9, 1.3, 3.5], [0.5, 0.72, 0.5], green), ellipsoid([-4.2, 0.95, 3.35], [0.32, 0.36, 0.32], green), ellipsoid([-3.6, 0.98, 3.4], [0.3, 0.34, 0.3], green)],
];
const bench = [[box([-4.6, 0.38, -1.4], [-4, 0.5, 1.4], wood)], [box([-4.55, 0, -1.2], [-4.1, 0.38, -1.05], teal)], [box([-4.55, 0, 1.05], [-4.1, 0.38, 1.2], teal)]];
// What one looks down into: a slab of stone with an ammonite, and a nest.
const table = (x, z, draw) => [
  [box([x - 0.5, 0, z - 0.35], [x + 0.5, 0.72, z + 0.35], teal)],
  [box([x - 0.58, 0.72, z - 0.43], [x + 0.58, 0.86, z + 0.43], (p, n) => (n[1] > 0.5 ? draw(p[0] - x, p[2] - z) : [wood, "rim"]))],
];
const ammonite = (u, v) => {
  const [r, turn] = [Math.hypot(u, v), Math.atan2(v, u)];
  if (Math.max(Math.abs(u) - 0.5, Math.abs(v) - 0.35) > 0) return [wood, "rim", 1];
  if (r > 0.29) return [white, "slab", 1];
  return [(r / 0.075 + turn / (2 * Math.PI)) % 1 > 0.18 ? "#c9a87a" : ink, "shell", 1];
};
const nest = (u, v) => {
  if (Math.max(Math.abs(u) - 0.5, Math.abs(v) - 0.35) > 0) return [wood, "rim", 1];
  for (const [x, y] of [[-0.1, 0.04], [0.1, 0.05], [0, -0.09]]) if (oval(u, v, x, y, 0.075, 0.1)) return ["#cfe3ea", `egg${x}`, 1];
  return Math.hypot(u, v) < 0.29 ? ["#a88a5f", "nest", 1] : [white, "slab", 1];
};

export const hall = {
  eye: [0, 1.6, 0],
  groups: [[room], ...elephant, ...whale, ...globe, ...plant, ...bench, ...table(3.1, -2.6, ammonite), ...table(-3, -2.9, nest)],
  behind: () => paper,
  light: [-0.6, 0.7, -0.5],
  shade: 0.84,
  quality: 16,
  still: { fov: 98, yaw: 6, pitch: -7 },
};
