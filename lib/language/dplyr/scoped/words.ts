/**
 * Verbs for several columns at once, as they were before `across`: `mutate_at mutate_if mutate_all` and
 * their like.
 *
 * @module
 */
import { type Builtin, type Call, word } from "../../evaluation/builtin.ts";
import { headsOf } from "../../frames/naming.ts";
import { asCharacter } from "../../values/coerce.ts";
import { characters, type Frame, isVector, type Value } from "../../values/value.ts";
import { reordered } from "../arranging.ts";
import { columnNamed, rowCodes } from "../codes.ts";
import { rowsWhere } from "../filtering.ts";
import { asTibble, dropsEmpty, grouped, rowsWithGroups } from "../grouping.ts";
import { DataMask } from "../mask.ts";
import { mutated, transmuted, withExpressions } from "../mutating.ts";
import { withGroupColumns, withSelection } from "../selecting.ts";
import { summarised } from "../summarising.ts";
import { rowsOfTable, tableOf, ungrouped } from "../tables.ts";
import { rowsOf } from "../../values/value.ts";
import {
  applications,
  columnsIf,
  funsOf,
  type Named,
  quantified,
  ungroupedNames,
  varsOf,
} from "./functions.ts";

type Chooser = (call: Call, frame: Frame) => Named;

/** The three ways in which columns are chosen, with the parameter that says it. */
const WAYS: readonly (readonly [suffix: string, parameter: string, Chooser])[] = [
  ["_at", ".vars, ", (call, frame) => varsOf(call, frame)],
  ["_if", ".predicate, ", (call, frame) => columnsIf(call, frame)],
  ["_all", "", (_, frame) => ungroupedNames(frame)],
];

/** A verb in its three forms. */
function scoped(
  verb: string,
  parameters: string,
  run: (call: Call, frame: Frame, chosen: Named) => Value,
): Builtin[] {
  return WAYS.map(([suffix, parameter, choose]) =>
    word(verb + suffix, `.tbl, ${parameter}${parameters}`, (call) => {
      const frame = tableOf(call, ".tbl");
      return run(call, frame, choose(call, frame));
    })
  );
}

/** New names of columns, by a function of the old ones. */
function renamedBy(call: Call, names: readonly string[]): string[] {
  if (!call.has(".funs")) return [...names];
  const [f] = funsOf(call);
  const made = call.apply(
    f!.f,
    [characters([...names]), ...call.rest],
    [null, ...call.dots.map((d) => d.name)],
  );
  return isVector(made) && made.values.length === names.length
    ? asCharacter(made).values.map((v) => v ?? "NA")
    : call.wrong(".funs", "a function that gives a name for each", made);
}

function select(call: Call, frame: Frame, { columns, names }: Named): Value {
  const heads = headsOf(frame);
  const chosen = {
    at: Int32Array.from(columns, (c) => heads.indexOf(c)),
    names: renamedBy(call, names),
  };
  return withSelection(call, frame, withGroupColumns(call, frame, chosen));
}

function rename(call: Call, frame: Frame, { columns }: Named): Value {
  const fresh = renamedBy(call, columns);
  const heads = headsOf(frame);
  const names = heads.map((h) => columns.includes(h) ? fresh[columns.indexOf(h)]! : h);
  return withSelection(call, frame, { at: Int32Array.from(names.keys()), names });
}

function filter(call: Call, frame: Frame, chosen: Named): Value {
  const mask = new DataMask(call, frame);
  const at = mask.during(() => rowsWhere(mask, [quantified(call, chosen)]));
  return rowsWithGroups(frame, at, call.span);
}

/** Columns with functions applied to them, if any were given. */
function changed(call: Call, frame: Frame, chosen: Named): { frame: Frame; names: string[] } {
  if (!call.has(".funs")) return { frame: ungrouped(frame), names: [...chosen.columns] };
  return withExpressions(call, frame, applications(call, chosen));
}

function groupBy(call: Call, frame: Frame, chosen: Named): Value {
  const { frame: made, names } = changed(call, frame, chosen);
  return grouped(asTibble(made), names, call.flag(".drop", dropsEmpty(frame)), call.span);
}

function arrange(call: Call, frame: Frame, chosen: Named): Value {
  const { frame: made, names } = changed(call, frame, chosen);
  return reordered(call, frame, names.map((n) => columnNamed(made, n)!));
}

function distinct(call: Call, frame: Frame, chosen: Named): Value {
  const { frame: made, names } = changed(call, frame, chosen);
  const columns = names.map((n) => columnNamed(made, n)!);
  const { first } = rowCodes(columns, rowsOf(frame), false, call.span);
  const rows = rowsOfTable(made, first);
  const heads = headsOf(rows);
  return call.flag(".keep_all", false)
    ? rows
    : withSelection(call, rows, { at: Int32Array.from(names, (n) => heads.indexOf(n)), names });
}

export const SCOPED: readonly Builtin[] = [
  ...scoped(
    "mutate",
    ".funs, ..., .cols!",
    (call, frame, chosen) => mutated(call, frame, applications(call, chosen)),
  ),
  ...scoped(
    "transmute",
    ".funs, ..., .cols!",
    (call, frame, chosen) => transmuted(call, frame, applications(call, chosen)),
  ),
  ...["summarise", "summarize"].flatMap((name) =>
    scoped(
      name,
      ".funs, ..., .cols!",
      (call, frame, chosen) => summarised(call, frame, applications(call, chosen)),
    )
  ),
  ...scoped("select", ".funs, ...", select),
  ...scoped("rename", ".funs, ...", rename),
  ...scoped("filter", ".vars_predicate, .preserve!FALSE", filter),
  ...scoped("group_by", ".funs, ..., .add!FALSE, .drop", groupBy),
  ...scoped("arrange", ".funs, ..., .by_group!FALSE", arrange),
  ...scoped("distinct", ".funs, ..., .keep_all", distinct),
];
