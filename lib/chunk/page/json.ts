/**
 * Values as JSON, for figures written by hand: tables and results are arrays of objects with R's
 * column names.
 *
 * @module
 */
import { heldSource } from "../../model/formula/held.ts";
import type { Column } from "../../data/column.ts";
import { deparse } from "../../syntax/deparse.ts";
import type { FactorLevels } from "./page_result.ts";
import { asFrame } from "../values/frame.ts";
import type { Scope } from "../values/scope.ts";
import type { Value } from "../values/value.ts";
import { namesOf, textsOf } from "../values/vector.ts";

/** A value as JSON: missing and infinite numbers are null. */
export function toJson(value: Value): unknown {
  switch (value.kind) {
    case "null":
      return null;
    case "numeric":
    case "character":
    case "logical":
    case "factor":
      return vectorJson(value);
    case "list":
      return Object.fromEntries(
        value.items.map((item, i) => [item.name ?? String(i + 1), toJson(item.value)]),
      );
    case "formula":
      return deparse(value.expr);
    case "fit": {
      const { fit } = value;
      return {
        formula: fit.formula,
        coefficients: fit.coefficients,
        sigma: fit.sigma,
        residualDf: fit.residualDf,
        ...(heldSource(fit.data) ? {} : {
          fitted: fit.fitted,
          residuals: fit.residuals,
          data: rowsJson(fit.data.rows()),
        }),
        ...(fit.mixed
          ? {
            varianceComponents: fit.mixed.varianceComponents,
            randomEffects: fit.mixed.randomEffects,
          }
          : {}),
      };
    }
    case "captioned":
      return toJson(value.value);
    case "matrix":
      return value.values.map((row) => Array.from(row, finite));
    case "design":
      return { units: value.design.unitTerms, treatments: value.design.treatmentTerms };
    case "coding":
      return value.coding;
    case "display":
      if (value.frame === null) return value.shown;
      break;
    default:
      break;
  }
  const whole = asFrame(value);
  return whole ? rowsJson(whole.table.rows()) : null;
}

/** Every factor in a value, with its levels in order. */
export function factorLevels(value: Value): FactorLevels[] {
  switch (value.kind) {
    case "factor":
      return [{ column: "", levels: value.column.levels }];
    case "list":
      return value.items.flatMap((item) => factorLevels(item.value));
    case "captioned":
      return factorLevels(value.value);
    case "fit":
      return columnLevels(value.fit.data.columns);
    default:
      return columnLevels(asFrame(value)?.table.columns ?? []);
  }
}

function columnLevels(columns: readonly Column[]): FactorLevels[] {
  return columns.flatMap((column) =>
    column.kind === "factor" ? [{ column: column.name, levels: column.levels }] : []
  );
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

function rowsJson(rows: Record<string, unknown>[]): Record<string, unknown>[] {
  for (const row of rows) {
    for (const [key, value] of Object.entries(row)) {
      if (typeof value === "number" && !Number.isFinite(value)) row[key] = null;
    }
  }
  return rows;
}

/** One element as itself, a named vector as an object, another as an array. */
function vectorJson(
  value: Extract<Value, { kind: "numeric" | "character" | "logical" | "factor" }>,
) {
  const plain: unknown[] = value.kind === "numeric"
    ? Array.from(value.values, finite)
    : value.kind === "logical"
    ? Array.from(value.values, (v) => v < 0 ? null : v === 1)
    : textsOf(value);
  const names = namesOf(value);
  if (names) return Object.fromEntries(names.map((name, i) => [name, plain[i]]));
  return plain.length === 1 ? plain[0] : plain;
}

const IDENTIFIER = /[\p{ID_Start}$_][\p{ID_Continue}$]*/gu;
const BY_NAME =
  /\bvalues\s*(?:\[\s*(["'`])(.*?)\1\s*\]|\.\s*([\p{ID_Start}$_][\p{ID_Continue}$]*))/gu;

/** The names of a scope that a JavaScript source means: `x`, `values["se.mu"]`, `values.x`. */
export function namesUsed(source: string, scope: Scope): string[] {
  const words = new Set(source.match(IDENTIFIER) ?? []);
  for (const [, , quoted, dotted] of source.matchAll(BY_NAME)) words.add(quoted ?? dotted ?? "");
  // Used otherwise, `values` may mean any of them.
  const any = /\bvalues\b/.test(source.replace(BY_NAME, ""));
  return scope.allNames().filter((name) => any ? !scope.failed(name) : words.has(name));
}
