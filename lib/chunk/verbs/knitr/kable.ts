/**
 * The verb of knitr that shows a table: `kable`.
 *
 * @module
 */
import type { Call } from "../../evaluation/call.ts";
import type { Column } from "../../../data/column.ts";
import { frame, type FrameValue, type Value } from "../../values/value.ts";
import { Table } from "../../../data/table.ts";
import { type Verb, verbOf } from "../../evaluation/verb.ts";
import { inherits } from "../../../language/values/value.ts";
import { toLanguage } from "../../bridge/to_language.ts";
import { asFrame } from "../../values/frame.ts";
import { fail } from "../../../diagnostic.ts";
import { composed } from "../../evaluation/composed.ts";
import type { TableArrangement } from "../../../render/shown.ts";
import { round } from "../../../render/number/number_format.ts";

const verb = verbOf("knitr");

/** What R's `kable` hands on to HTML and LaTeX: the look of a table, which the page decides. */
const OF_KABLE = [
  "longtable",
  "valign",
  "position",
  "centering",
  "vline",
  "toprule",
  "bottomrule",
  "midrule",
  "linesep",
  "caption.short",
  "table.envir",
  "table.attr",
  "newline",
];

/** The table that a call makes. */
export function asKable(call: Call): Value {
  for (const arg of call.rest) {
    if (arg.name === null || !OF_KABLE.includes(arg.name)) call.refuse(arg);
    call.note("passed-over", `kable(): ${arg.name} is passed over`, {
      verb: "kable",
      argument: arg.name,
    }, arg.nameSpan ?? arg.span);
  }
  let value = plainTable(call.value("x"));
  const changed = ["col.names", "digits", "row.names"].filter((name) => call.has(name));
  if (changed.length > 0) {
    const whole = asFrame(value);
    if (!whole) return call.wrong("x", "a table", value, `Leave out ${changed.join(", ")}`);
    value = renamedAndRounded(call, whole);
  }
  const arranged = arrangement(call, value);
  return call.has("caption") || arranged
    ? {
      kind: "captioned",
      value: arranged ? asFrame(value)! : value,
      caption: call.has("caption") && call.value("caption").kind !== "null"
        ? call.text("caption")
        : null,
      ...(arranged ? { arranged } : {}),
    }
    : value;
}

const SIDES = { l: "left", c: "center", r: "right" } as const;

/** Where words stand, and what stands for missing values, where the call or the page says so. */
function arrangement(call: Call, value: Value): TableArrangement | null {
  const whole = asFrame(value);
  const set = composed(call, 'getOption("knitr.kable.NA")', {});
  const missing = set.kind === "character" ? set.values[0] ?? undefined : undefined;
  const align = call.has("align") && call.value("align").kind !== "null" ? sidesOf(call) : null;
  const lacks = whole?.table.columns.some(hasMissing) ?? false;
  if (!whole || !align && (missing === undefined || !lacks)) return null;
  const heads = whole.rowNames ? 1 : 0;
  const columns = whole.table.columns.length;
  return {
    groups: [],
    above: [],
    below: [],
    ...(align
      ? {
        align: [
          ...heads ? ["left" as const] : [],
          ...Array.from({ length: columns }, (_, k) => align[k % align.length]!),
        ],
      }
      : {}),
    ...(missing !== undefined && lacks ? { missing } : {}),
  };
}

/** `"lcr"`, `c("l", "c", "r")`. */
function sidesOf(call: Call): ("left" | "center" | "right")[] {
  const letters = call.texts("align").flatMap((text) => [...text]);
  if (letters.length === 0) return call.wrong("align", "letters", call.value("align"));
  return letters.map((letter) =>
    Object.hasOwn(SIDES, letter)
      ? SIDES[letter as keyof typeof SIDES]
      : call.wrong("align", "l, c or r for each column", call.value("align"))
  );
}

function hasMissing(column: Column): boolean {
  switch (column.kind) {
    case "numeric":
      return column.values.some(Number.isNaN);
    case "logical":
      return column.values.some((v) => v < 0);
    default:
      return column.codes.some((code) => code < 0);
  }
}

/** A table without the class that says how the console prints it: `anova`. */
function plainTable(value: Value): Value {
  if (value.kind !== "frame") return value;
  return inherits(toLanguage(value), "anova") ? { ...value } : value;
}

/** `row.names = FALSE` takes the names of rows away, TRUE numbers rows without. */
function kableRowNames(call: Call, whole: FrameValue): readonly string[] | null {
  if (!call.has("row.names")) return whole.rowNames;
  const value = call.value("row.names");
  if (value.kind === "logical" && value.values[0] === -1) return whole.rowNames;
  if (!call.flag("row.names", true)) return null;
  return whole.rowNames ?? Array.from({ length: whole.table.nrow }, (_, i) => String(i + 1));
}

function renamedAndRounded(call: Call, whole: FrameValue): FrameValue {
  const { table } = whole;
  const names = call.has("col.names") ? call.texts("col.names") : table.names;
  if (names.length !== table.names.length) {
    fail("bad-length", `There are ${table.names.length} columns but ${names.length} names`, {
      span: call.spanOf("col.names"),
    });
  }
  const given = call.has("digits") ? call.numbers("digits") : [];
  const columns = table.columns.map((c, j): Column => {
    const column = { ...c, name: names[j]! };
    // one for each column, texts among them; those behind the last are counted from the first
    const digits = given.length === 0 ? null : given[j % given.length]!;
    if (column.kind !== "numeric" || digits === null) return column;
    return {
      kind: "numeric",
      name: column.name,
      values: column.values.map((v) => round(v, digits)),
      ...(column.integer && digits >= 0 ? { integer: true } : {}),
    };
  });
  const rows = kableRowNames(call, whole);
  return frame(new Table(columns, { nrow: table.nrow, notes: table.notes }), rows);
}

/** What a table is made of. */
export const KABLE_ARGUMENTS =
  "x, format~, digits?, row.names?, col.names?, align?, caption?, label~, format.args!, " +
  "escape~, booktabs~, ...";

/** A table with its caption. */
export const KABLE: Verb = verb("kable", KABLE_ARGUMENTS, "a table, with its caption", asKable);
