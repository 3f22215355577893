// The contract as a judge of bodies: the schemas of public/openapi.json, and its formats.
import Ajv2020 from "ajv/dist/2020.js";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

export const OPENAPI = fileURLToPath(new URL("../../public/openapi.json", import.meta.url));
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
const TIME = /^(\d{4}-\d{2}-\d{2})[Tt](\d{2}):(\d{2}):(\d{2})(\.\d+)?([Zz]|[+-]\d{2}:\d{2})$/;
const MOST = 6;

/** Whether a text is a day that the calendar has. */
export function isDay(text) {
  const [, year, month, day] = DAY.exec(text) ?? [];
  if (!year) return false;
  const date = new Date(Date.UTC(+year, month - 1, +day));
  return date.getUTCFullYear() === +year && date.getUTCMonth() === month - 1 && date.getUTCDate() === +day;
}

/** Whether a text is a time of RFC 3339, which has an offset. */
export function isTime(text) {
  const [, day, hour, minute, second] = TIME.exec(text) ?? [];
  return day !== undefined && isDay(day) && hour < 24 && minute < 60 && second <= 60 && !Number.isNaN(Date.parse(text));
}

/** The contract: which schema what follows, and where a clause of it stands. */
export class Contract {
  #ajv = new Ajv2020({ allErrors: true, strict: false, formats: { "date-time": isTime, date: isDay, uuid: UUID } });

  constructor(document = JSON.parse(readFileSync(OPENAPI, "utf8"))) {
    this.document = document;
    this.#ajv.addSchema(document, "openapi");
  }

  /** What is wrong with a value that should follow a named schema: a line each, a few of them. */
  errors(name, value) {
    const validate = this.#ajv.getSchema(`openapi#/components/schemas/${name}`);
    if (validate(value)) return [];
    const lines = validate.errors.map(({ instancePath, message, params }) => {
      const more = params.allowedValues ?? params.allowedValue ?? "";
      return `${instancePath || "/"} ${message}${more === "" ? "" : ` ${JSON.stringify(more)}`}`;
    });
    return lines.length > MOST ? [...lines.slice(0, MOST), `还有 ${lines.length - MOST} 处`] : lines;
  }

  /** The part of the document at a JSON pointer, or nothing. */
  at(pointer) {
    const keys = pointer.split("/").slice(1).map((key) => key.replace(/~1/g, "/").replace(/~0/g, "~"));
    return keys.reduce((part, key) => part?.[key], this.document);
  }

  /** The stable codes of problems. */
  get codes() {
    return this.at("/components/schemas/Problem/properties/code/enum");
  }
}
