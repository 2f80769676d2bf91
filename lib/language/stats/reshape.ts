/**
 * `reshape`: repeated measures side by side (wide) or below each other (long).
 *
 * @module
 */
import { type Builtin, type Call, word } from "../evaluation/builtin.ts";
import { suggestion } from "../../syntax/nearest.ts";
import { asCharacter, asDouble } from "../values/coerce.ts";
import { stacked } from "../frames/frame_binding.ts";
import { headsOf } from "../frames/naming.ts";
import { memberRows } from "../values/rows.ts";
import {
  characters,
  doubles,
  type Frame,
  frameOf,
  integers,
  isFrame,
  isVector,
  namesOf,
  rowNamesOf,
  rowsOf,
  type Value,
  type Vector,
} from "../values/value.ts";

/** Columns by name or number. */
function columnNames(call: Call, heads: readonly string[], value: Value, name: string): string[] {
  if (value.type !== "character") {
    return Array.from(
      asDouble(value).values,
      (k) => heads[k - 1] ?? call.wrong(name, "columns", value),
    );
  }
  return value.values.map((n) =>
    heads.includes(n ?? "") ? n! : call.fail(
      "unknown-column",
      `The data have no column "${n}"`,
      suggestion(n ?? "", heads) ?? `They have ${heads.slice(0, 8).join(", ")}`,
    )
  );
}

/** Sets of columns that are one variable each in the long form, and the times. */
function varying(
  call: Call,
  heads: readonly string[],
): { sets: string[][]; names: string[]; times: Value } {
  const value = call.value("varying");
  const sep = call.text("sep", ".");
  if (value.type === "list") {
    const sets = value.values.map((v) => columnNames(call, heads, v, "varying"));
    const own = namesOf(value);
    const names = call.has("v.names")
      ? asCharacter(call.value("v.names")).values.map((v) => v ?? "")
      : sets.map((s, k) => own?.[k] || s[0]!);
    return { sets, names, times: timesOf(call, sets[0]!.length) };
  }
  const columns = columnNames(call, heads, value, "varying");
  if (call.has("v.names")) {
    const names = asCharacter(call.value("v.names")).values.map((v) => v ?? "");
    const each = columns.length / names.length;
    // Columns of one time stand together.
    const sets = names.map((_, k) =>
      Array.from({ length: each }, (_t, t) => columns[t * names.length + k]!)
    );
    return { sets, names, times: timesOf(call, each) };
  }
  const split = columns.map((c) => {
    const at = sep === "" ? c.search(/\d+$/) : c.indexOf(sep);
    return at > 0 ? [c.slice(0, at), c.slice(at + sep.length)] as const : call.fail(
      "wrong-argument",
      `The time cannot be read off the name ${c}`,
      'sep says what stands before it: sep = "_"; or v.names = "y" names the variable',
    );
  });
  const names = [...new Set(split.map(([n]) => n))];
  const times = [...new Set(split.map(([, t]) => t))];
  const sets = names.map((n) => columns.filter((_, k) => split[k]![0] === n));
  const numbers = times.map(Number);
  const found = call.has("times")
    ? timesOf(call, times.length)
    : numbers.every((v) => Number.isFinite(v))
    ? numbers.every(Number.isInteger)
      ? integers(Int32Array.from(numbers))
      : doubles(Float64Array.from(numbers))
    : characters(times);
  return { sets, names, times: found };
}

function timesOf(call: Call, n: number): Value {
  const given = call.optional("times");
  return given ?? integers(Int32Array.from({ length: n }, (_, i) => i + 1));
}

function toLong(call: Call, x: Frame): Value {
  const heads = headsOf(x);
  const { sets, names, times } = varying(call, heads);
  if (!isVector(times) || sets.some((s) => s.length !== times.values.length)) {
    return call.fail(
      "wrong-length",
      "Each variable has a column for each time",
      "times = 1:3 names three",
    );
  }
  const n = rowsOf(x);
  const moved = new Set(sets.flat());
  const dropped = call.has("drop") ? columnNames(call, heads, call.value("drop"), "drop") : [];
  const stay = heads.filter((h) => !moved.has(h) && !dropped.includes(h));
  const idName = call.text("idvar", "id");
  const timeName = call.text("timevar", "time");
  const count = times.values.length;
  const again = Array.from({ length: n * count }, (_, i) => i % n);
  const ids = heads.includes(idName)
    ? x.values[heads.indexOf(idName)]!
    : integers(Int32Array.from({ length: n }, (_, i) => i + 1));
  const columns: [string, Value][] = [
    ...stay.map((h): [string, Value] => [h, memberRows(x.values[heads.indexOf(h)]!, again)]),
    [timeName, memberRows(times, again.map((_, i) => Math.floor(i / n)))],
    ...sets.map((set, k): [string, Value] => [
      names[k]!,
      stacked(set.map((c) => x.values[heads.indexOf(c)] as Vector)),
    ]),
  ];
  if (!heads.includes(idName)) columns.push([idName, memberRows(ids, again)]);
  const idTexts = asCharacter(ids).values;
  const timeTexts = asCharacter(times).values;
  return frameOf(
    columns,
    n * count,
    again.map((i, c) => `${idTexts[i]}.${timeTexts[Math.floor(c / n)]}`),
  );
}

function toWide(call: Call, x: Frame): Value {
  const heads = headsOf(x);
  const timeName = columnNames(call, heads, call.value("timevar"), "timevar")[0]!;
  const idNames = columnNames(call, heads, call.value("idvar"), "idvar");
  const dropped = call.has("drop") ? columnNames(call, heads, call.value("drop"), "drop") : [];
  const values = call.has("v.names")
    ? columnNames(call, heads, call.value("v.names"), "v.names")
    : heads.filter((h) => h !== timeName && !idNames.includes(h) && !dropped.includes(h));
  const sep = call.text("sep", ".");
  const column = (h: string): Vector => x.values[heads.indexOf(h)] as Vector;
  const idTexts = idNames.map((h) => asCharacter(column(h)).values);
  const keys = Array.from(
    { length: rowsOf(x) },
    (_, i) => idTexts.map((t) => t[i] ?? "NA").join("\r"),
  );
  const first = new Map<string, number>();
  keys.forEach((key, i) => first.has(key) || first.set(key, i));
  const firsts = [...first.values()];
  const times = asCharacter(column(timeName)).values;
  const order = [...new Set(times)];
  const at = new Map<string, number>();
  keys.forEach((key, i) => {
    const own = `${key}\n${times[i]}`;
    if (at.has(own)) {
      call.warn(
        `Several rows are for ${timeName} ${times[i]} of one ${
          idNames.join(", ")
        }: the first is taken`,
        "repeated-rows",
      );
    } else at.set(own, i);
  });
  const stay = heads.filter((h) => h !== timeName && !values.includes(h) && !dropped.includes(h));
  const columns: [string, Value][] = stay.map((h) => [h, memberRows(column(h), firsts)]);
  for (const time of order) {
    const rows = firsts.map((i) => at.get(`${keys[i]}\n${time}`) ?? -1);
    for (const h of values) {
      columns.push([`${h}${sep}${time ?? "NA"}`, memberRows(column(h), rows)]);
    }
  }
  const own = rowNamesOf(x);
  return frameOf(columns, firsts.length, firsts.map((i) => own?.[i] ?? String(i + 1)));
}

function reshape(call: Call): Value {
  const x = call.value("data");
  if (!isFrame(x)) return call.wrong("data", "a data frame", x);
  if (!call.has("direction")) {
    return call.fail(
      "missing-argument",
      "reshape() needs a direction",
      'direction = "wide" or direction = "long"',
    );
  }
  return call.choice("direction", ["wide", "long"]) === "long" ? toLong(call, x) : toWide(call, x);
}

export const RESHAPE: readonly Builtin[] = [
  word(
    "reshape",
    "data, varying, v.names, timevar, idvar, ids!, times, drop, direction, new.row.names!NULL, sep, split!",
    reshape,
  ),
];
