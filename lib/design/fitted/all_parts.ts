/**
 * A model of several parts – mean, zeros of their own, dispersion – with the terms of all of them, so
 * that one notation has letters for all factors.
 *
 * @module
 */
import type { Fit, ModelPart } from "../../model/fit.ts";
import { buildModel } from "../../model/fixed/build.ts";
import { seenAs } from "../../model/seen_as.ts";

const remembered = new WeakMap<Fit, Fit>();

/** The parts of a fit beside its mean, zeros first. */
export function otherParts({ marginal }: Fit): ModelPart[] {
  return [marginal?.zeroPart, marginal?.dispersionPart].flatMap((part) => part ? [part] : []);
}

/** The fit with the terms and the data of all its parts; itself where there is one part. */
export function withAllParts(fit: Fit): Fit {
  const others = otherParts(fit);
  if (others.length === 0) return fit;
  const known = remembered.get(fit);
  if (known) return known;
  let { data } = fit;
  for (const part of others) {
    for (const column of part.data.columns) if (!data.column(column.name)) data = data.with(column);
  }
  const labels = new Set([fit, ...others].flatMap((f) => f.fixed.terms.map((t) => t.label)));
  const { fixed } = buildModel(
    `~ ${[fit.fixed.intercept ? "1" : "0", ...labels].join(" + ")}`,
    data,
  );
  const whole = seenAs(fit, { data, fixed });
  remembered.set(fit, whole);
  return whole;
}
