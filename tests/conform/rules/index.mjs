// All rules, in the order in which they are tried: what fills a session comes before what needs it full, limits of
// rate after what they would stand in the way of, and what is judged of all answers last.
import catalogue from "./catalogue.mjs";
import change from "./change.mjs";
import fields from "./fields.mjs";
import places from "./places.mjs";
import privacy from "./privacy.mjs";
import questions from "./questions.mjs";
import reads from "./reads.mjs";
import refusals from "./refusals.mjs";
import schemathesis from "./schemathesis.mjs";
import school from "./school.mjs";
import signup from "./signup.mjs";
import sweep from "./sweep.mjs";
import waiting from "./waiting.mjs";

export const RULES = [
  ...catalogue, ...reads, ...refusals, ...signup, ...fields, ...privacy, ...school, ...places, ...waiting, ...change,
  ...questions, ...sweep, ...schemathesis,
];
