/**
 * readr's words that read texts as values: `parse_number parse_double parse_date` and their kin.
 * What a text does not spell is missing, and a remark names it.
 *
 * @module
 */
import { columnsIn, remade, tableOf } from "../dplyr/tables.ts";
import { type Builtin, type Call, word } from "../evaluation/builtin.ts";
import { asCharacter, parseNumber } from "../values/coerce.ts";
import { dayNumber } from "../values/date.ts";
import { factorOf } from "../values/factor.ts";
import {
  characters,
  doubles,
  integers,
  isVector,
  logicals,
  NA_INTEGER,
  namedList,
  namesOf,
  text,
  type Value,
  withAttribute,
} from "../values/value.ts";

type Text = string | null;

/** The texts of a call: those that mean a missing value are missing. */
function texts(call: Call): Text[] {
  const x = call.value("x");
  if (x.type !== "character" && x.type !== "NULL") {
    if (isVector(x) && asCharacter(x).values.every((v) => v === null)) {
      return [...asCharacter(x).values];
    }
    return call.wrong("x", "texts", x, "as.character() makes texts of anything");
  }
  const given = call.has("na") ? call.texts("na") : ["", "NA"];
  const trim = !call.word.parameters.some((p) => p.name === "trim_ws") ||
    call.flag("trim_ws", true);
  const missing = new Set(given);
  return asCharacter(x).values.map((v) => {
    const t = v === null || !trim ? v : v.trim();
    return t === null || missing.has(t) ? null : t;
  });
}

/** The marks of decimals and of thousands. */
interface Marks {
  readonly decimal: string;
  readonly grouping: string;
}

function marksOf(call: Call): Marks {
  const given = call.optional("locale");
  if (given?.type !== "list") return { decimal: ".", grouping: "," };
  const one = (name: string, otherwise: string): string => {
    const k = namesOf(given)?.indexOf(name) ?? -1;
    const value = given.values[k];
    return value?.type === "character" ? value.values[0] ?? otherwise : otherwise;
  };
  return { decimal: one("decimal_mark", "."), grouping: one("grouping_mark", ",") };
}

/** Reads each text; what cannot be read is missing and is told. */
function read<T>(
  call: Call,
  values: readonly Text[],
  what: string,
  each: (t: string) => T | null,
): (T | null)[] {
  const lost: string[] = [];
  const out = values.map((t) => {
    if (t === null) return null;
    const made = each(t);
    if (made === null) lost.push(t);
    return made;
  });
  if (lost.length > 0) {
    const shown = [...new Set(lost)].slice(0, 5).map((t) => `"${t}"`).join(", ");
    call.warn(
      `${call.word.name}(): ${lost.length} ${
        lost.length === 1 ? "text is" : "texts are"
      } no ${what}: ${shown}`,
      "not-read",
    );
  }
  return out;
}

function numbers(values: readonly (number | null)[]): Value {
  return doubles(Float64Array.from(values, (v) => v ?? NaN));
}

/** The first number within a text. */
function firstNumber(t: string, { decimal, grouping }: Marks): number | null {
  const d = decimal.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const g = grouping === "" ? "" : grouping.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const pattern = new RegExp(`-?(?:\\d[\\d${g}]*(?:${d}\\d*)?|${d}\\d+)(?:[eE][-+]?\\d+)?`);
  const [found] = pattern.exec(t) ?? [];
  if (found === undefined) return null;
  const plain = found.replaceAll(grouping === "" ? "\0" : grouping, "").replace(decimal, ".");
  return Number(plain);
}

function double(t: string, { decimal }: Marks): number | null {
  const plain = decimal === "." ? t : t.includes(".") ? "" : t.replace(decimal, ".");
  const x = parseNumber(plain);
  return Number.isNaN(x) ? null : x;
}

function truth(t: string): number | null {
  if (/^(T|TRUE|true|True|1)$/.test(t)) return 1;
  return /^(F|FALSE|false|False|0)$/.test(t) ? 0 : null;
}

function day(t: string): number | null {
  const [, y, m, d] = /^(\d{4})[-/](\d{2})[-/](\d{2})$/.exec(t) ?? [];
  if (y === undefined) return null;
  const found = dayNumber(Number(y), Number(m), Number(d));
  return Number.isNaN(found) ? null : found;
}

function dates(values: readonly (number | null)[]): Value {
  return withAttribute(numbers(values), "class", text("Date"));
}

function parseDate(call: Call): Value {
  const format = call.optional("format");
  const values = texts(call);
  if (format === null || format.type === "NULL" || call.text("format") === "") {
    return dates(read(call, values, "date like 2026-11-26", day));
  }
  const made = call.interpreter.call(
    "as.Date",
    [characters(values), text(call.text("format"))],
    call.span,
    [null, "format"],
  );
  const days = made.type === "double" ? made.values : [];
  let i = 0;
  read(call, values, `date like ${call.text("format")}`, () => {
    while (values[i] === null) i++;
    const v = days[i++]!;
    return Number.isNaN(v) ? null : v;
  });
  return made;
}

function parseFactor(call: Call): Value {
  const values = texts(call);
  const given = call.optional("levels");
  const levels = given && given.type !== "NULL"
    ? asCharacter(given).values
    : [...new Set(values.filter((v) => v !== null))];
  const codes = read(call, values, "level", (t) => {
    const k = levels.indexOf(t);
    return k < 0 ? null : k + 1;
  });
  return factorOf(codes.map((k) => k ?? NA_INTEGER), levels, call.flag("ordered", false));
}

/** Texts in the kind that all of them spell. */
export function guessed(values: readonly Text[], marks: Marks): Value {
  const told = values.filter((v) => v !== null);
  if (told.length === 0) return logicals(Int32Array.from(values, () => NA_INTEGER));
  if (told.every((t) => /^(T|F|TRUE|FALSE|true|false|True|False)$/.test(t))) {
    return logicals(Int32Array.from(values, (t) => t === null ? NA_INTEGER : truth(t)!));
  }
  // Numbers that begin with 0 are codes, as those of the post are.
  const coded = told.some((t) => /^0\d/.test(t));
  if (!coded && told.every((t) => double(t, marks) !== null)) {
    return numbers(values.map((t) => t === null ? null : double(t, marks)));
  }
  if (told.every((t) => day(t) !== null)) {
    return dates(values.map((t) => t === null ? null : day(t)));
  }
  return characters([...values]);
}

function typeConvert(call: Call): Value {
  const frame = tableOf(call, "df");
  const missing = new Set(call.has("na") ? call.texts("na") : ["", "NA"]);
  const marks = marksOf(call);
  return remade(
    frame,
    columnsIn(frame).map(([name, v]): [string, Value] => {
      if (v.type !== "character") return [name, v];
      const values = v.values.map((t) => t === null || missing.has(t.trim()) ? null : t.trim());
      return [name, guessed(values, marks)];
    }),
  );
}

const PARAMETERS = "x, na, locale, trim_ws";

export const PARSING: readonly Builtin[] = [
  word("parse_number", PARAMETERS, (call) => {
    const marks = marksOf(call);
    return numbers(read(call, texts(call), "number", (t) => firstNumber(t, marks)));
  }),
  word("parse_double", PARAMETERS, (call) => {
    const marks = marksOf(call);
    return numbers(read(call, texts(call), "number", (t) => double(t, marks)));
  }),
  word("parse_integer", PARAMETERS, (call) => {
    const made = read(
      call,
      texts(call),
      "whole number",
      (t) => /^[+-]?\d+$/.test(t) && Math.abs(Number(t)) < 2147483648 ? Number(t) : null,
    );
    return integers(Int32Array.from(made, (v) => v ?? NA_INTEGER));
  }),
  word("parse_logical", PARAMETERS, (call) => {
    const made = read(call, texts(call), "truth value", truth);
    return logicals(Int32Array.from(made, (v) => v ?? NA_INTEGER));
  }),
  word("parse_character", PARAMETERS, (call) => characters(texts(call))),
  word("parse_date", "x, format, na, locale, trim_ws", parseDate),
  word("parse_factor", "x, levels, ordered, na, locale?, include_na!TRUE, trim_ws", parseFactor),
  word(
    "parse_guess",
    "x, na, locale, trim_ws, guess_integer!FALSE",
    (call) => guessed(texts(call), marksOf(call)),
  ),
  word(
    "type_convert",
    "df, col_types!NULL, na, trim_ws!TRUE, locale, guess_integer!FALSE",
    typeConvert,
  ),
  word(
    "locale",
    "date_names?, date_format?, time_format?, decimal_mark, grouping_mark, tz?, encoding?",
    (call) => {
      const decimal = call.text(
        "decimal_mark",
        call.has("grouping_mark") && call.text("grouping_mark") === "." ? "," : ".",
      );
      const grouping = call.text("grouping_mark", decimal === "," ? "." : ",");
      return withAttribute(
        namedList([["decimal_mark", text(decimal)], ["grouping_mark", text(grouping)]]),
        "class",
        text("locale"),
      );
    },
  ),
];
