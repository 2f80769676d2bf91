/**
 * Lists of a class as R's console prints them: pairwise tests, calculations of power.
 *
 * @module
 */
import { covarianceList } from "./covariances.ts";
import { adjustmentMethod } from "../../render/text/r_words.ts";
import { formatNumbers, formatPValues } from "../../render/number/number_format.ts";
import { namedVectorLines } from "../../render/text/layout.ts";
import {
  characters,
  inherits,
  type ListVector,
  namesOf,
  type Value,
  type Vector,
  withAttributes,
} from "../values/value.ts";
import { breakCode } from "../../render/text/deparse_lines.ts";
import { deparse } from "../../syntax/deparse.ts";
import { numberText } from "../values/coerce.ts";
import { padded, type PrintOptions, quoted, widthOf } from "./cells.ts";
import { matrix } from "./matrices.ts";
import { aovListSummary, aovSummary, modelTables, tukey } from "./analyses.ts";
import { runs } from "./groups.ts";

/** A part of a list. */
function part(x: ListVector, name: string): Value | null {
  return x.values[(namesOf(x) ?? []).indexOf(name)] ?? null;
}

function said(x: ListVector, name: string): string {
  const value = part(x, name);
  return value?.type === "character" ? value.values[0] ?? "" : "";
}

function pairwise(x: ListVector, options: PrintOptions): string[] {
  const p = part(x, "p.value")!;
  const digits = Math.max(1, options.digits - 5);
  const table = p.type === "double"
    ? matrix(
      withAttributes(
        characters(formatPValues(Array.from(p.values), digits, Number.EPSILON, "-")),
        p.attributes,
      ),
      { ...options, quote: false },
    )
    : [];
  const how = said(x, "p.adjust.method");
  return [
    "",
    `\tPairwise comparisons using ${said(x, "method")} `,
    "",
    `data:  ${said(x, "data.name")} `,
    "",
    ...table,
    "",
    adjustmentMethod(how),
  ];
}

function power(x: ListVector, options: PrintOptions): string[] {
  const names = (namesOf(x) ?? []).map((n) => n ?? "");
  const shown = names.map((name, k) => ({ name, value: x.values[k]! }))
    .filter(({ name }) => name !== "method" && name !== "note");
  const cells = shown.map(({ value }) =>
    value.type === "double"
      ? formatNumbers(Array.from(value.values), { digits: options.digits }).map((c) => c.trim())
        .join(", ")
      : value.type === "character"
      ? value.values.join(", ")
      : ""
  );
  const width = shown.reduce((w, { name }) => Math.max(w, widthOf(name)), 15);
  const note = said(x, "note");
  return [
    "",
    `     ${said(x, "method")} `,
    "",
    ...shown.map(({ name }, k) => `${padded(name, width)} = ${cells[k]}`),
    "",
    ...(note === "" ? [] : [`NOTE: ${note}`, ""]),
  ];
}

/** Expressions that are not evaluated. */
function expressions(x: ListVector): string[] {
  const names = namesOf(x);
  const parts = x.values.map((v, k) => {
    const code = v.type === "language" ? deparse(v.expr) : deparsedConstant(v);
    return names?.[k] ? `${names[k]} = ${code}` : code;
  });
  return breakCode(`expression(${parts.join(", ")})`);
}

function deparsedConstant(v: Value): string {
  if (v.type === "character") return quoted(v.values[0] ?? "NA");
  if (v.type === "double" || v.type === "integer") return numberText(v.values[0]!) ?? "NA";
  return v.type === "logical" ? (v.values[0] === 1 ? "TRUE" : "FALSE") : "NULL";
}

const MODEL_PARTS: Readonly<Record<string, string>> = {
  cond: "Conditional model",
  zi: "Zero-inflation model",
  disp: "Dispersion model",
};

/** Estimates part by part, as glmmTMB prints them. */
function partsOfModel(x: ListVector, { digits }: PrintOptions): string[] {
  return (namesOf(x) ?? []).flatMap((name, k) => {
    const part = x.values[k]!;
    if (part.type !== "double" || part.values.length === 0) return [];
    const cells = formatNumbers(Array.from(part.values), { digits: Math.max(3, digits - 3) });
    const names = (namesOf(part) ?? []).map((each) => each ?? "");
    return ["", `${MODEL_PARTS[name ?? ""] ?? name}:`, ...namedVectorLines(names, cells, 2)];
  });
}

/** Their covariances. */
function covariancesOfModel(x: ListVector, options: PrintOptions): string[] {
  return (namesOf(x) ?? []).flatMap((name, k) => [
    `${MODEL_PARTS[name ?? ""] ?? name}:`,
    ...matrix(x.values[k]! as Vector, options),
    "",
  ]);
}

const LISTINGS: readonly (readonly [string, (x: ListVector, options: PrintOptions) => string[]])[] =
  [
    ["pairwise.htest", pairwise],
    ["power.htest", power],
    ["rle", runs],
    ["integrate", integralLines],
    ["summary.aov", aovSummary],
    ["summary.aovlist", aovListSummary],
    ["TukeyHSD", tukey],
    ["tables_aov", modelTables],
    ["expression", expressions],
    ["VarCov", covarianceList],
    ["fixef.glmmTMB", partsOfModel],
    ["vcov.glmmTMB", covariancesOfModel],
  ];

function integralLines(x: ListVector, options: PrintOptions): string[] {
  const one = (name: string, digits: number): string => {
    const value = part(x, name);
    return value?.type === "double" ? formatNumbers([...value.values], { digits })[0]! : "NA";
  };
  const error = one("abs.error", 2);
  return said(x, "message") === "OK"
    ? [`${one("value", options.digits)} with absolute error < ${error}`]
    : [`failed with message ‘${said(x, "message")}’`];
}

/** Lines of a list whose class is printed in a way of its own; null of any other. */
export function listing(x: ListVector, options: PrintOptions): string[] | null {
  for (const [name, lines] of LISTINGS) if (inherits(x, name)) return lines(x, options);
  return null;
}
