/**
 * Parts and looks of fits, means, tests and the like, as the language asks for them.
 *
 * @module
 */
import { fail, type Span } from "../../diagnostic.ts";
import type { Things } from "../../language/evaluation/things.ts";
import { ofFrame } from "../../language/parts/frame_subset.ts";
import { places, type Subscript } from "../../language/parts/places.ts";
import {
  inherits,
  lengthOf,
  listOf,
  type ListVector,
  type Thing,
  type Value as LanguageValue,
  withNames,
} from "../../language/values/value.ts";
import { renderText } from "../../render/render.ts";
import { partNamed } from "../evaluation/parts.ts";
import { show } from "../page/show.ts";
import { boundEstimates, isEstimates, someEstimates } from "../values/estimates.ts";
import { asFrame } from "../values/frame.ts";
import { describe, type Value } from "../values/value.ts";
import { ADDED_TO } from "./adding.ts";
import { fromLanguage } from "./from_language.ts";
import { toLanguage } from "./to_language.ts";

/** Operators of pictures: what is added, beside, below, and for all of them. */
const PICTURES_BY = new Set(["+", "|", "/", "&", "*"]);

const contentOf = (x: Thing): Value => x.content as Value;

/** The table of a result. */
function tableOf(value: Value, span: Span): ListVector {
  const whole = asFrame(value);
  if (whole) return toLanguage(whole) as ListVector;
  return fail("bad-index", `Nothing can be picked from ${describe(value)} like this`, {
    span,
    hint: "Vectors, lists, tables and results have parts to pick",
  });
}

/** One part by its number. */
function numbered(value: Value, at: Subscript, span: Span): LanguageValue {
  const parts = value.kind === "display" ? Object.values(value.parts) : [];
  // the matrices of VarCorr(m), one a group, come before the columns of its table
  const made = parts.length > 0
    ? parts.map((part) => () => toLanguage(part()))
    : tableOf(value, span).values.map((column) => () => column);
  const [k] = places(at, made.length, null);
  const part = k === undefined ? undefined : made[k];
  return part
    ? part()
    : fail("bad-index", "Nothing is picked", { span: at.span, hint: `There are ${made.length}` });
}

/** The things that verbs make. */
export const THINGS: Things = {
  member(x: Thing, name: string, nameSpan: Span): LanguageValue {
    return toLanguage(partNamed(contentOf(x), name, nameSpan, false));
  },
  element(x: Thing, at: readonly Subscript[], span: Span): LanguageValue {
    const value = contentOf(x);
    const [only, second] = at;
    if (only && second) return ofFrame(tableOf(value, span), at, true, span);
    if (!only?.value || lengthOf(only.value) !== 1) {
      fail("bad-index", "[[ ]] takes one number or one name", {
        span: only?.span ?? span,
        hint: "x[c(1, 2)] picks several",
      });
    }
    return only.value.type === "character"
      ? toLanguage(partNamed(value, only.value.values[0] ?? "NA", only.span, true))
      : numbered(value, only, span);
  },
  subset(x: Thing, at: readonly Subscript[], drop: boolean | null, span: Span): LanguageValue {
    const value = contentOf(x);
    const [rows, columns] = at;
    if (!rows || (at.length === 1 && rows.value === null)) return x;
    // one index picks rows of means and contrasts as well
    if (isEstimates(value) && (columns ? columns.value === null : true)) {
      const n = value.kind === "means" ? value.grid.rows.length : value.table.rows.length;
      const picked = places(rows, n, null).map((k) => k >= n ? -1 : k);
      return toLanguage(someEstimates(value, picked, rows.span));
    }
    return ofFrame(tableOf(value, span), at, drop, span);
  },
  owns(x: LanguageValue): boolean {
    return inherits(x, "emm_list") || inherits(x, "ranef.mer") ||
      inherits(x, "ranef.glmmTMB");
  },
  list(x: Thing): ListVector | null {
    const value = contentOf(x);
    if (value.kind !== "display" || value.shown.kind !== "components") return null;
    const groups = Object.keys(value.parts);
    return groups.length === 0
      ? null
      : withNames(listOf(groups.map((g) => toLanguage(value.parts[g]!()))), groups);
  },
  frame(x: Thing): ListVector | null {
    const whole = asFrame(contentOf(x));
    return whole && toLanguage(whole) as ListVector;
  },
  operate(operator: string, a: LanguageValue, b: LanguageValue | null, span: Span) {
    const [first, second] = [fromLanguage(a), b === null ? null : fromLanguage(b)];
    if (PICTURES_BY.has(operator)) {
      const isPicture = (v: Value): boolean =>
        v.kind === "plot" || v.kind === "pieces" ||
        v.kind === "display" && v.inLayers !== undefined;
      const added = second && isPicture(first)
        ? ADDED_TO.now()(first, second, span, operator)
        : null;
      if (added) return toLanguage(added);
    }
    if (operator !== "+" || !isEstimates(first) || second === null || !isEstimates(second)) {
      return null;
    }
    return toLanguage(boundEstimates([{ value: first, span }, { value: second, span }]));
  },
  attribute(x: Thing, name: string): LanguageValue | null {
    const value = contentOf(x);
    const own = value.kind === "display" ? value.attributes?.[name] : undefined;
    return own ? toLanguage(own()) : null;
  },
  printed(x: Thing): string[] {
    return renderText(show(contentOf(x))).split("\n");
  },
};
