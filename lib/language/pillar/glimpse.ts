/**
 * `glimpse`: a line for each column, as much of it as fits.
 *
 * @module
 */
import { type Builtin, type Call, word } from "../evaluation/builtin.ts";
import { rowsOfColumn } from "../parts/frame_subset.ts";
import { cellsOf, type PrintOptions, widthOf } from "../print/cells.ts";
import {
  isAtomic,
  isFactor,
  isFrame,
  isVector,
  lengthOf,
  namesOf,
  rowsOf,
  textsAttribute,
  type Value,
} from "../values/value.ts";
import { kindWord, typeOf } from "./kinds.ts";
import { cut, quotedName } from "./pillars.ts";
import { groupingOf } from "../dplyr/grouping.ts";

/** The elements of a vector in one line. */
function elements(x: Value, options: PrintOptions): string[] {
  if (!isVector(x)) return [`<${kindWord(x)}>`];
  if (x.type === "list") return x.values.map((v) => nested(v, options));
  if (!isAtomic(x)) return [];
  const units = textsAttribute(x, "units")?.[0];
  const plain = {
    ...options,
    quote: !isFactor(x) && x.type === "character",
    naPrint: "NA",
    inTable: true,
  };
  return cellsOf(x, plain).map((c) => units ? `${c.trim()} ${units}` : c.trim());
}

/** A value within a list: one value as it stands, several in angles, tables by their size. */
function nested(x: Value, options: PrintOptions): string {
  if (x.type === "NULL") return "<NULL>";
  if (isFrame(x)) {
    const kind = textsAttribute(x, "class")?.[0] ?? "data.frame";
    return `[<${kind}[${rowsOf(x)} x ${x.values.length}]>]`;
  }
  const cells = elements(x, options);
  if (x.type === "list") return `[${cells.join(", ")}]`;
  return cells.length === 1 ? cells[0]! : `<${cells.join(", ")}>`;
}

function glimpse(call: Call): Value {
  const x = call.value("x");
  call.hidden = true;
  if (!isFrame(x)) {
    call.interpreter.call("str", [x], call.span);
    call.hidden = true;
    return x;
  }
  const { console } = call.interpreter;
  const given = call.optional("width");
  const width = given && given.type !== "NULL" ? call.number("width") : console.width;
  const n = rowsOf(x);
  const heads = (namesOf(x) ?? []).map((h) => quotedName(h ?? ""));
  const longest = heads.reduce((m, h) => Math.max(m, widthOf(h)), 0);
  const count = (k: number): string => String(k).replace(/\B(?=(\d{3})+$)/g, ",");
  const lines = [`Rows: ${count(n)}`, `Columns: ${count(heads.length)}`];
  const groups = groupingOf(x, { start: 0, end: 0 });
  if (groups && groups.vars.length > 0) {
    const keys = groups.vars.map(quotedName);
    lines.push(`Groups: ${keys.join(", ")} [${count(groups.rows.length)}]`);
  }
  const most = Math.min(n, Number.isFinite(width) ? Math.floor(width / 3) : n);
  x.values.forEach((v, k) => {
    const first = lengthOf(v) > most
      ? rowsOfColumn(v, Int32Array.from({ length: most }, (_, i) => i))
      : v;
    const head = `$ ${heads[k]}${" ".repeat(longest - widthOf(heads[k]!))} ${typeOf(v)} `;
    lines.push(cut(head + elements(first, console).join(", "), width - 1));
  });
  call.interpreter.printed.push(lines.join("\n") + "\n");
  return x;
}

export const GLIMPSE: readonly Builtin[] = [word("glimpse", "x, width", glimpse)];
