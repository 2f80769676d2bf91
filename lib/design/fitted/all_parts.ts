/**
 * A model of several parts – mean, zeros of their own, dispersion – with the terms of all of them, so
 * that one notation has letters for all factors; and each of its parts as a model.
 *
 * @module
 */
import type { Fit, MixedEffects, ModelPart } from "../../model/fit.ts";
import { buildModel } from "../../model/fixed/build.ts";
import { parseFormula } from "../../model/formula/formula.ts";
import { seenAs } from "../../model/seen_as.ts";
import { deparse } from "../../syntax/deparse.ts";

/** A predictor beside that of the mean. */
export type OtherPart = "zero" | "dispersion";

const OTHERS: readonly OtherPart[] = ["zero", "dispersion"];

const remembered = new WeakMap<Fit, Fit>();
const rememberedParts = new WeakMap<Fit, Map<OtherPart, Fit | null>>();

function modelOf({ marginal }: Fit, part: OtherPart): ModelPart | null {
  return (part === "zero" ? marginal?.zeroPart : marginal?.dispersionPart) ?? null;
}

/** The names of the parts that a fit has beside its mean, zeros first. */
export function otherParts(fit: Fit): OtherPart[] {
  return OTHERS.filter((part) => modelOf(fit, part) !== null);
}

/**
 * One part of a fit as a model: its own formula, fixed terms, rows and random effects. What is no part's
 * own (the response, the family) is the fit's. Null where the fit does not have the part.
 */
export function partOf(fit: Fit, part: OtherPart): Fit | null {
  const known = rememberedParts.get(fit) ?? new Map<OtherPart, Fit | null>();
  rememberedParts.set(fit, known);
  const seen = known.get(part) ?? seenPart(fit, part);
  known.set(part, seen);
  return seen;
}

function seenPart(fit: Fit, part: OtherPart): Fit | null {
  const model = modelOf(fit, part);
  const { marginal } = fit;
  if (!model || !marginal) return null;
  const random = marginal.partRandom[part];
  const formula = marginal.partFormulas[part] ?? "~ 1";
  const { fixed, beta, covariance } = model;
  const data = withColumnsOf(model, fit);
  const mixed = random && mixedAs(fit, { ...random, formula, data, fixed });
  return seenAs(fit, { formula, fixed, beta, covariance, data, mixed, rank: fixed.kept.length });
}

/** Random effects of a part, or of all parts, in the place of the mean's. */
const mixedAs = (fit: Fit, properties: Partial<MixedEffects>): MixedEffects =>
  seenAs(fit, properties as Partial<Fit>) as MixedEffects;

/** The rows of a part, with the columns and the descriptions of the fit's. */
function withColumnsOf(model: ModelPart, { data }: Fit): Fit["data"] {
  let out = data;
  for (const column of model.data.columns) if (!out.column(column.name)) out = out.with(column);
  return out;
}

/** The fit with the terms and the data of all its parts; itself where there is one part. */
export function withAllParts(fit: Fit): Fit {
  const others = otherParts(fit).map((part) => partOf(fit, part)!);
  if (others.length === 0) return fit;
  const known = remembered.get(fit);
  if (known) return known;
  const parts = [fit, ...others];
  let { data } = fit;
  for (const part of others) {
    for (const column of part.data.columns) if (!data.column(column.name)) data = data.with(column);
  }
  const labels = new Set(parts.flatMap((f) => f.fixed.terms.map((t) => t.label)));
  const terms = [fit.fixed.intercept ? "1" : "0", ...labels];
  const { fixed } = buildModel(`~ ${terms.join(" + ")}`, data);
  const random = new Set(parts.flatMap((f) => f.mixed ? randomTexts(f.formula) : []));
  const formula = random.size === 0 ? fit.formula : `~ ${[...terms, ...random].join(" + ")}`;
  const components = parts.flatMap((f) => f.mixed?.varianceComponents ?? []);
  const mixed = random.size === 0
    ? null
    : mixedAs(fit, { formula, data, fixed, varianceComponents: components });
  const whole = seenAs(fit, { data, fixed, formula, mixed });
  remembered.set(fit, whole);
  return whole;
}

/** The random terms of a formula as they are written. */
function randomTexts(formula: string): string[] {
  return parseFormula(formula).random.map(({ left, group, correlated, structure }) => {
    const inner = `${deparse(left)} ${correlated ? "|" : "||"} ${
      group.factors.map((f) => deparse(f)).join(":")
    }`;
    return structure === undefined ? `(${inner})` : `${structure}(${inner})`;
  });
}
