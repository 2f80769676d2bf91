/**
 * Verbs that choose, name and order columns: `select rename rename_with relocate pull`.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import { type Argument, type Builtin, type Call, special } from "../evaluation/builtin.ts";
import { headsOf } from "../frames/naming.ts";
import { groupNames } from "../tidyselect/context.ts";
import { selectColumns, type Selection } from "../tidyselect/selection.ts";
import { asCharacter } from "../values/coerce.ts";
import {
  characters,
  type Frame,
  isFrame,
  isVector,
  type Value,
  withNames,
} from "../values/value.ts";
import { byRow, grouped, groupingOf, withGroups } from "./grouping.ts";
import { columnsIn, isGrouped, remade, tableOf, ungrouped } from "./tables.ts";
import { remark } from "./remarks.ts";

/** The table with columns in an order and with names; groups follow their columns. */
export function withSelection(call: Call, frame: Frame, chosen: Selection): Frame {
  const twice = chosen.names.find((n, i) => chosen.names.indexOf(n) !== i);
  if (twice !== undefined) {
    return fail("repeated-name", `Two columns would be called "${twice}"`, { span: call.span });
  }
  const plain = ungrouped(frame);
  const made = remade(
    plain,
    Array.from(chosen.at, (k, i) => [chosen.names[i]!, plain.values[k]!]),
  );
  if (!isGrouped(frame)) return made;
  const heads = headsOf(frame);
  const names = new Map(Array.from(chosen.at, (k, i) => [heads[k]!, chosen.names[i]!]));
  const grouping = groupingOf(frame, call.span)!;
  const vars = grouping.vars.map((v) => names.get(v)).filter((v) => v !== undefined);
  if (grouping.rowwise) return byRow(made, vars, call.span);
  return vars.length === grouping.vars.length
    ? withGroups(made, { ...grouping, vars }, "grouped_df")
    : grouped(made, vars, grouping.drop, call.span);
}

function select(call: Call): Value {
  const frame = tableOf(call);
  const chosen = selectColumns(call, call.dots, frame);
  return withSelection(call, frame, withGroupColumns(call, frame, chosen));
}

/** Columns by which a table is grouped are always among those that are chosen. */
export function withGroupColumns(call: Call, frame: Frame, chosen: Selection): Selection {
  const heads = headsOf(frame);
  const at = new Set(chosen.at);
  const lost = groupNames(frame).filter((v) => !at.has(heads.indexOf(v)));
  if (lost.length === 0) return chosen;
  remark(call, `Adding missing grouping variables: ${lost.map((v) => `\`${v}\``).join(", ")}`);
  return {
    at: Int32Array.from([...lost.map((v) => heads.indexOf(v)), ...chosen.at]),
    names: [...lost, ...chosen.names],
  };
}

/** All columns, those that were chosen with their new names. */
function renamedAmongAll(frame: Frame, chosen: Selection): Selection {
  const names = headsOf(frame);
  chosen.at.forEach((k, i) => names[k] = chosen.names[i]!);
  return { at: Int32Array.from(names.keys()), names };
}

function rename(call: Call): Value {
  const frame = tableOf(call);
  for (const d of call.dots) {
    if (d.name === null && d.expr && !/[!{]/.test(nameOfCallee(d))) {
      return fail("wrong-argument", "rename() takes new = old", {
        span: d.span,
        hint: "For example rename(data, dose = x1)",
      });
    }
  }
  return withSelection(
    call,
    frame,
    renamedAmongAll(frame, selectColumns(call, call.dots, frame)),
  );
}

/** What is called in an argument; names of columns may be in a vector with names. */
function nameOfCallee(d: Argument): string {
  if (d.expr?.kind !== "call" || d.expr.callee.kind !== "name") return "";
  const { name } = d.expr.callee;
  return name === "all_of" || name === "any_of" || name === "c" ? "!" : name;
}

/** The columns of an argument; all of them without one. */
export function chosenBy(call: Call, name: string, frame: Frame): Selection {
  const expr = call.quoted(name);
  if (!call.has(name)) {
    const names = headsOf(frame);
    return { at: Int32Array.from(names.keys()), names };
  }
  return selectColumns(
    call,
    [{ name: null, expr, value: expr ? null : call.value(name), span: call.spanOf(name) }],
    frame,
  );
}

function renameWith(call: Call): Value {
  const frame = tableOf(call);
  const chosen = chosenBy(call, ".cols", frame);
  const made = call.apply(
    call.function(".fn"),
    [characters(chosen.names), ...call.rest],
    [null, ...call.dots.map((d) => d.name)],
  );
  if (!isVector(made) || made.values.length !== chosen.names.length) {
    return call.wrong(".fn", "a function that gives a name for each", made);
  }
  const names = asCharacter(made).values.map((v) => v ?? "NA");
  return withSelection(call, frame, renamedAmongAll(frame, { at: chosen.at, names }));
}

/** Columns moved to the front, or before or after others. */
export function moved(
  call: Call,
  frame: Frame,
  chosen: Selection,
  before: Selection | null,
  after: Selection | null,
): Selection {
  if (before && after) {
    return call.fail("wrong-argument", "Columns are moved .before or .after others, not both");
  }
  const heads = headsOf(frame);
  const going = new Set(chosen.at);
  const target = before
    ? before.at.reduce((m, k) => Math.min(m, k), heads.length)
    : after
    ? after.at.reduce((m, k) => Math.max(m, k + 1), 0)
    : 0;
  const stay = heads.map((_, k) => k).filter((k) => !going.has(k));
  const front = stay.filter((k) => k < target);
  const back = stay.filter((k) => k >= target);
  return {
    at: Int32Array.from([...front, ...chosen.at, ...back]),
    names: [...front.map((k) => heads[k]!), ...chosen.names, ...back.map((k) => heads[k]!)],
  };
}

function relocate(call: Call): Value {
  const frame = tableOf(call);
  const chosen = selectColumns(call, call.dots, frame);
  const place = (name: string): Selection | null =>
    call.has(name) ? chosenBy(call, name, frame) : null;
  return withSelection(
    call,
    frame,
    moved(call, frame, chosen, place(".before"), place(".after")),
  );
}

function pull(call: Call): Value {
  const frame = tableOf(call);
  const n = frame.values.length;
  const one = (name: string): Value => {
    const expr = call.quoted(name);
    const negative = expr?.kind === "call" && expr.form === "unary";
    if (!call.has(name)) return frame.values[n - 1]!;
    if (negative) {
      const k = n + call.number(name);
      return frame.values[k] ?? call.fail("unknown-column", `There are ${n} columns`);
    }
    const { at } = chosenBy(call, name, frame);
    return at.length === 1 ? frame.values[at[0]!]! : call.fail(
      "wrong-argument",
      `pull() takes one column, not ${at.length}`,
      "select() takes several",
    );
  };
  const value = one("var");
  if (!call.has("name") || !isVector(value) || isFrame(value)) return value;
  const names = one("name");
  return isVector(names) ? withNames(value, asCharacter(names).values) : value;
}

export const SELECTING: readonly Builtin[] = [
  special("select", ".data, ...", select),
  special("rename", ".data, ...", rename),
  special("rename_with", ".data, .fn, .cols, ...", renameWith),
  special("relocate", ".data, ..., .before, .after", relocate),
  special("pull", ".data, var, name, ...", pull),
];

/** The columns of a table without some. */
export function withoutColumns(frame: Frame, gone: ReadonlySet<string>): Frame {
  return remade(frame, columnsIn(frame).filter(([n]) => !gone.has(n)));
}
