/**
 * Verbs that make columns: `mutate transmute`.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import { type Builtin, type Call, special } from "../evaluation/builtin.ts";
import { heightOf } from "../frames/columns.ts";
import { headsOf } from "../frames/naming.ts";
import { describe } from "../values/coerce.ts";
import { groupNames } from "../tidyselect/context.ts";
import { type Frame, isFrame, isVector, rowsOf, type Value } from "../values/value.ts";
import { column, repeated } from "./combining.ts";
import { groupingOf, regrouped, withGroups } from "./grouping.ts";
import { DataMask } from "./mask.ts";
import { labelOf, type Prepared, prepared } from "./preparing.ts";
import { chosenBy, moved, withSelection } from "./selecting.ts";
import { columnsIn, isGrouped, remade, slice, tableOf, ungrouped } from "./tables.ts";
import { temporarily } from "./temporary.ts";

/** Columns that a verb made: what each is to be, in order; null takes one away. */
export type Made = Map<string, Value | null>;

/** Says that a value does not fill a group. */
function wrongSize(name: string, size: number, wanted: number, prepared: Prepared): never {
  return fail(
    "wrong-length",
    `${name} gives ${size} values, where ${wanted}${wanted === 1 ? " is" : " or 1 are"} wanted`,
    { span: prepared.span, hint: "A column has one value for each row; one value is repeated" },
  );
}

/** The values of an expression in all groups as one column, in the order of the rows. */
function filled(
  mask: DataMask,
  values: readonly Value[],
  name: string,
  prepared: Prepared,
): Value {
  const sizes = values.map((_, g) => mask.size(g));
  values.forEach((v, g) => {
    if (!isVector(v)) {
      fail("wrong-argument", `${name} is ${describe(v)}, and a column holds vectors`, {
        span: prepared.span,
        hint: "list() around it keeps it in a column of lists",
      });
    }
    const size = heightOf(v);
    if (size !== 1 && size !== sizes[g]) wrongSize(name, size, sizes[g]!, prepared);
  });
  if (mask.grouping === null) return repeated(values[0]!, mask.n);
  const joined = column(values, sizes, name, prepared.span);
  const place = new Int32Array(mask.n).fill(-1);
  let at = 0;
  for (let g = 0; g < mask.groups; g++) for (const i of mask.rows(g)!) place[i] = at++;
  return slice(joined, place);
}

/** Evaluates expressions one after another; each sees the columns that those before it made. */
function makeColumns(mask: DataMask, dots: readonly Prepared[]): Made {
  const made: Made = new Map();
  const keep = (name: string, value: Value): void => {
    made.set(name, value);
    mask.set(name, { whole: value });
  };
  for (const entry of dots) {
    const values = mask.all(entry);
    const name = entry.name ?? labelOf(entry);
    if (values.every((v) => v.type === "NULL")) {
      if (entry.name === null) continue;
      made.set(name, null);
      mask.remove(name);
      continue;
    }
    const value = filled(mask, values, name, entry);
    if (isFrame(value) && entry.name === null) {
      for (const [head, part] of columnsIn(value)) keep(head, part);
    } else keep(name, value);
  }
  return made;
}

/** A table with columns changed, added and taken away; its groups follow. */
export function withMade(call: Call, frame: Frame, made: Made): Frame {
  const plain = ungrouped(frame);
  const columns = columnsIn(plain).filter(([n]) => made.get(n) !== null)
    .map(([n, v]) => [n, made.get(n) ?? v] as const);
  const own = new Set(headsOf(plain));
  const added = [...made].flatMap(([n, v]) => v !== null && !own.has(n) ? [[n, v] as const] : []);
  const out = remade(plain, [...columns, ...added]);
  if (!isGrouped(frame)) return out;
  const vars = groupNames(frame);
  if (vars.some((v) => made.has(v))) return regrouped(out, frame, call.span);
  const grouping = groupingOf(frame, call.span)!;
  return withGroups(out, grouping, grouping.rowwise ? "rowwise_df" : "grouped_df");
}

/** Columns that stay, as `.keep` says. */
function kept(call: Call, frame: Frame, out: Frame, mask: DataMask, made: Made): Frame {
  const keep = call.choice(".keep", ["all", "used", "unused", "none"]);
  if (keep === "all") return out;
  const groups = new Set(groupNames(frame));
  const own = new Set(headsOf(frame));
  const stays = (name: string): boolean => {
    if (groups.has(name) || made.has(name)) return true;
    if (!own.has(name)) return true;
    return keep === "used" ? mask.used.has(name) : keep === "unused" ? !mask.used.has(name) : false;
  };
  const heads = headsOf(out);
  const at = heads.map((_, k) => k).filter((k) => stays(heads[k]!));
  return withSelection(call, out, { at: Int32Array.from(at), names: at.map((k) => heads[k]!) });
}

/** New columns where `.before` or `.after` says. */
function placed(call: Call, frame: Frame, out: Frame, made: Made): Frame {
  if (!call.has(".before") && !call.has(".after")) return out;
  const own = new Set(headsOf(frame));
  const fresh = [...made].flatMap(([n, v]) => v !== null && !own.has(n) ? [n] : []);
  const heads = headsOf(out);
  const chosen = { at: Int32Array.from(fresh, (n) => heads.indexOf(n)), names: fresh };
  const place = (name: string) => call.has(name) ? chosenBy(call, name, out) : null;
  return withSelection(call, out, moved(call, out, chosen, place(".before"), place(".after")));
}

function mutate(call: Call): Value {
  const frame = tableOf(call);
  return temporarily(call, frame, (grouped) => {
    const mask = new DataMask(call, grouped);
    return mask.during(() => {
      const made = makeColumns(mask, prepared(call));
      const out = placed(call, grouped, withMade(call, grouped, made), made);
      return kept(call, grouped, out, mask, made);
    });
  });
}

/** A table with the columns alone that expressions make, and those of its groups. */
export function transmuted(call: Call, frame: Frame, entries: readonly Prepared[]): Frame {
  const mask = new DataMask(call, frame);
  return mask.during(() => {
    const made = makeColumns(mask, entries);
    const out = withMade(call, frame, made);
    const names = [
      ...groupNames(frame).filter((v) => made.get(v) !== null),
      ...[...made].flatMap(([n, v]) => v === null ? [] : [n]),
    ].filter((n, i, all) => all.indexOf(n) === i);
    const heads = headsOf(out);
    const at = Int32Array.from(names, (n) => heads.indexOf(n));
    return withSelection(call, out, { at, names });
  });
}

/** A table with columns that expressions add or change. */
export function mutated(call: Call, frame: Frame, entries: readonly Prepared[]): Frame {
  const mask = new DataMask(call, frame);
  return mask.during(() => withMade(call, frame, makeColumns(mask, entries)));
}

/** A table to which expressions have added columns, and the names of those that they made or named. */
export function withExpressions(
  call: Call,
  frame: Frame,
  dots: readonly Prepared[],
): { frame: Frame; names: string[] } {
  const names: string[] = [];
  const plain = ungrouped(frame);
  const mask = new DataMask(call, plain, null);
  const out = mask.during(() => {
    const made: Made = new Map();
    for (const entry of dots) {
      const own = entry.name === null && entry.expr.kind === "name" && entry.value === null &&
        mask.has(entry.expr.name);
      if (own && entry.expr.kind === "name") {
        names.push(entry.expr.name);
        continue;
      }
      for (const [name, value] of makeColumns(mask, [entry])) {
        made.set(name, value);
        if (value !== null) names.push(name);
      }
    }
    return withMade(call, plain, made);
  });
  return { frame: out, names: [...new Set(names)] };
}

/** Values of expressions for all rows, groups left aside. */
export function valuesFor(call: Call, frame: Frame, dots: readonly Prepared[]): Value[] {
  const mask = new DataMask(call, ungrouped(frame), null);
  return mask.during(() =>
    dots.flatMap((entry): Value[] => {
      const value = mask.evaluate(entry, 0);
      const size = isVector(value) ? heightOf(value) : -1;
      if (size !== rowsOf(frame) && size !== 1) {
        wrongSize(entry.name ?? labelOf(entry), size, rowsOf(frame), entry);
      }
      const whole = repeated(value, rowsOf(frame));
      return isFrame(whole) ? [...whole.values] : [whole];
    })
  );
}

export const MUTATING: readonly Builtin[] = [
  special("mutate", ".data, ..., .by, .keep, .before, .after", mutate),
  special(
    "transmute",
    ".data, ...",
    (call) => transmuted(call, tableOf(call), prepared(call)),
  ),
];
