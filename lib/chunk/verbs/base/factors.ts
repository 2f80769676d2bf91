/**
 * Verbs of factors: `factor as.factor levels nlevels relevel interaction droplevels`.
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import { keepWithin, LIMITS } from "../../../limits.ts";
import type { Note } from "../../../note.ts";
import type { FactorColumn } from "../../../data/column.ts";
import { asFactor, dropLevels, interaction, relevel } from "../../../data/factor.ts";
import { Table } from "../../../data/table.ts";
import type { Call } from "../../evaluation/call.ts";
import {
  character,
  describe,
  frame,
  integer,
  isVector,
  NULL,
  type Value,
} from "../../values/value.ts";
import { lengthOf, textsOf, toColumn } from "../../values/vector.ts";
import { type Verb, verb } from "../../evaluation/verb.ts";

/** The factor that an argument is. */
function factorArgument(call: Call, name: string): FactorColumn {
  const value = call.value(name);
  if (value.kind === "factor") return value.column;
  return call.wrong(name, "a factor", value, "as.factor(x) makes one of a vector");
}

function makeFactor(call: Call): Value {
  const value = call.value("x");
  if (!isVector(value)) return call.wrong("x", "a vector", value);
  const notes: Note[] = [];
  const column = toColumn("", value, lengthOf(value));
  const base = column.kind === "factor" && !call.has("levels") ? dropLevels(column) : column;
  const made = call.at("levels", () =>
    asFactor(base, {
      notes,
      ...(call.has("levels") ? { levels: call.texts("levels") } : {}),
      ...(call.has("ordered") ? { ordered: call.flag("ordered", false) } : {}),
    }));
  const labelled = call.has("labels")
    ? call.at("labels", () => asFactor(made, { labels: labelsFor(call, made) }))
    : made;
  for (const note of notes) call.note(note.code, note.text.replace(/^: /, ""), note.data);
  return { kind: "factor", column: labelled };
}

/** One label for all levels is numbered, as in R. */
function labelsFor(call: Call, factor: FactorColumn): string[] {
  const labels = call.texts("labels");
  return labels.length === 1 && factor.levels.length > 1
    ? factor.levels.map((_, i) => `${labels[0]}${i + 1}`)
    : labels;
}

function crossed(call: Call): Value {
  const factors = call.rest.map((arg) => {
    if (arg.name !== null) call.refuse(arg);
    const value = call.evaluate(arg);
    if (!isVector(value)) {
      return fail("wrong-argument", `interaction() takes factors, not ${describe(value)}`, {
        span: arg.span,
      });
    }
    return asFactor(toColumn("", value, lengthOf(value)));
  });
  const levels = factors.reduce((product, f) => product * f.levels.length, 1);
  keepWithin(LIMITS.values, levels, "Levels of this factor", {
    span: call.span,
    hint: "paste(a, b) joins only the levels that occur together",
  });
  const column = interaction(factors, {
    separator: call.text("sep", "."),
    drop: call.flag("drop", false),
    name: "",
  });
  return { kind: "factor", column };
}

function dropUnused(call: Call): Value {
  const value = call.value("x");
  if (value.kind === "frame") {
    const { columns, nrow, notes, metadata } = value.table;
    const dropped = columns.map((c) => c.kind === "factor" ? dropLevels(c) : c);
    return frame(new Table(dropped, { nrow, notes, metadata }), value.rowNames);
  }
  return { kind: "factor", column: dropLevels(factorArgument(call, "x")) };
}

/** Verbs of factors. */
export const FACTORS: readonly Verb[] = [
  verb(
    "factor",
    "x, levels?, labels?, exclude!NA, ordered?, nmax!NA",
    "a factor, its levels in the order given",
    makeFactor,
  ),
  verb("as.factor", "x", "a vector as a factor", (call) => {
    const value = call.value("x");
    if (!isVector(value)) return call.wrong("x", "a vector", value);
    return { kind: "factor", column: asFactor(toColumn("", value, lengthOf(value))) };
  }),
  verb("levels", "x", "levels of a factor in order", (call) => {
    const value = call.value("x");
    if (value.kind === "factor") return character(value.column.levels);
    return isVector(value) || value.kind === "null" ? NULL : call.wrong("x", "a factor", value);
  }),
  verb("nlevels", "x", "number of levels of a factor", (call) => {
    const value = call.value("x");
    return integer([value.kind === "factor" ? value.column.levels.length : 0]);
  }),
  verb("relevel", "x, ref", "a factor with another first level", (call) => {
    const factor = factorArgument(call, "x");
    const ref = call.value("ref");
    if (!isVector(ref) || lengthOf(ref) !== 1) return call.wrong("ref", "a level", ref);
    const place = ref.kind === "numeric" ? factor.levels[ref.values[0]! - 1] : undefined;
    const level = place ?? textsOf(ref)[0] ?? "NA";
    return { kind: "factor", column: call.at("ref", () => relevel(factor, level)) };
  }),
  verb(
    "interaction",
    "..., drop?, sep?, lex.order!FALSE",
    "the factor of all combinations",
    crossed,
  ),
  verb("droplevels", "x, except!, exclude!", "without the levels that do not occur", dropUnused),
];
