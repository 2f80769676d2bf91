/**
 * Verbs of lme4 that take a mixed model apart: `fixef ranef VarCorr`.
 *
 * @module
 */
import type { Call } from "../../evaluation/call.ts";
import {
  type DisplayValue,
  frame,
  type FrameValue,
  list,
  NULL,
  numeric,
  type Value,
} from "../../values/value.ts";
import type {
  Fit,
  GeneralizedMixedModel,
  LinearMixedModel,
  MixedEffects,
  PartRandom,
} from "../../../model/fit.ts";
import { Table } from "../../../data/table.ts";
import { type Verb, verbOf } from "../../evaluation/verb.ts";
import { factorColumn, numberColumn } from "../../values/frame.ts";
import { fail } from "../../../diagnostic.ts";
import { visitCovarianceValue } from "../mmrm/visit_covariance.ts";
import { nlmeFacts } from "../../../render/nlme_facts.ts";
import type { ShownComponents } from "../../../render/shown.ts";
import { coefficientsWithin, effectsAsked } from "./nlme_effects.ts";
import { componentMatrix, conditionalMatrices } from "./component_matrices.ts";
import { lostVariances } from "../../../model/covariance/lost_variances.ts";
import { textColumn } from "../../../data/table_from.ts";
import { characters, withAttribute } from "../../../language/values/value.ts";
import { toLanguage } from "../../bridge/to_language.ts";
import { asItIs, classed } from "../../values/classed.ts";

const verb = verbOf("lme4");

/** A mixed model, or a fault that says what is wrong. */
export function mixedArgument(call: Call, name: string): MixedEffects {
  const { fit } = call.fit(name);
  return fit.mixed ?? refuseFixed(call, name);
}

/** A linear mixed model. */
export function linearMixedArgument(call: Call, name: string): LinearMixedModel {
  const { fit } = call.fit(name);
  if (!fit.mixed) return refuseFixed(call, name);
  return fit.random ?? fail(
    "wrong-argument",
    `${call.verb.name}() takes a linear mixed model, and this is ${fit.described.called}`,
    { span: call.spanOf(name), hint: INSTEAD[call.verb.name] ?? INSTEAD["anova"]! },
  );
}

/** What leads out where a verb is of linear mixed models alone. */
const INSTEAD: Readonly<Record<string, string>> = {
  anova: "anova(m1, m2) compares models by likelihood",
  getME: "model.matrix(m) has X, fixef(m), ranef(m) and VarCorr(m) have the rest",
};

function refuseFixed(call: Call, name: string): never {
  return fail("wrong-argument", `${call.verb.name}() takes a model with random terms`, {
    span: call.spanOf(name),
    hint: call.verb.name === "fixef" ? "Of an lm, coef(m) has them" : "Fit it with lmer()",
  });
}

/** Of a glmmTMB part by part. */
function fixedEffects(fit: Fit): Value {
  const { marginal } = fit;
  if (marginal?.kind !== "glmmTMB") return estimatesOf(fit.coefficients);
  const parts = {
    cond: fit.coefficients,
    zi: marginal.zeroInflation,
    disp: marginal.dispersionModel,
  };
  return list(
    Object.entries(parts).map(([name, own]) => ({ name, value: estimatesOf(own) })),
    "fixef",
  );
}

function estimatesOf(coefficients: Fit["coefficients"]): Value {
  const kept = coefficients.filter((c) => !c.aliased);
  if (kept.length === 0) return numeric([]);
  return numeric(kept.map((c) => c.estimate ?? NaN), kept.map((c) => c.name));
}

/** Random effects: a table a group, its rows named by level. */
function randomFrames(fit: Pick<MixedEffects, "randomEffects">): Map<string, FrameValue> {
  const frames = new Map<string, FrameValue>();
  for (const group of new Set(fit.randomEffects.map((r) => r.group))) {
    const rows = fit.randomEffects.filter((r) => r.group === group);
    const levels = [...new Set(rows.map((r) => r.level))];
    const terms = [...new Set(rows.map((r) => r.term))];
    const estimates = new Map(rows.map((r) => [`${r.term}\u0000${r.level}`, r.estimate]));
    const columns = terms.map((term) =>
      numberColumn(term, levels.map((level) => estimates.get(`${term}\u0000${level}`)))
    );
    frames.set(group, frame(new Table(columns), levels));
  }
  return frames;
}

/** What has random effects: a mixed model, or a glmmTMB whose zeros or dispersion have. */
function scattered(call: Call, name: string): MixedEffects {
  const { fit } = call.fit(name);
  const parts = fit.marginal?.partRandom;
  return parts && (parts.zero || parts.dispersion) ? fit.marginal! : mixedArgument(call, name);
}

/** `ranef` of a glmmTMB: a list for each part. */
function partFrames(fit: GeneralizedMixedModel): Value {
  const { zero, dispersion } = fit.partRandom;
  const framesOf = (own: Pick<MixedEffects, "randomEffects"> | null): Value =>
    list(own ? [...randomFrames(own)].map(([name, value]) => ({ name, value })) : [], "ranef");
  const parts = list(
    [
      { name: "cond", value: framesOf(fit) },
      { name: "zi", value: zero ? framesOf(zero) : list([]) },
      ...(dispersion ? [{ name: "disp", value: framesOf(dispersion) }] : []),
    ],
    "effects",
  );
  return { ...parts, whole: () => partEffectsFrame(fit) };
}

/** `as.data.frame` of it: one row an effect, with its standard error. */
function partEffectsFrame(fit: GeneralizedMixedModel): FrameValue {
  const { zero, dispersion } = fit.partRandom;
  const rowsOf = (part: string, own: Pick<PartRandom, "randomEffects" | "jointErrors"> | null) => {
    const errors = own?.jointErrors() ?? [];
    return (own?.randomEffects ?? []).map((r, i) => ({ ...r, part, error: errors[i]! }));
  };
  const rows = [...rowsOf("cond", fit), ...rowsOf("zi", zero), ...rowsOf("disp", dispersion)];
  const seen = new Map<string, number>();
  const names = rows.map(({ part }) => {
    const number = (seen.get(part) ?? 0) + 1;
    seen.set(part, number);
    return `${part}.${number}`;
  });
  return frame(
    new Table([
      textColumn("component", rows.map((r) => r.part)),
      textColumn("grpvar", rows.map((r) => r.group)),
      factorColumn("term", rows.map((r) => r.term)),
      factorColumn("grp", rows.map((r) => r.level)),
      numberColumn("condval", rows.map((r) => r.estimate)),
      numberColumn("condsd", rows.map((r) => r.error)),
    ]),
    names,
  );
}

/** Random effects of an `lme` at one grouping level: a data frame that knows what its groups are. */
function nlmeEffects(name: string, value: FrameValue): Value {
  const own = classed(toLanguage(value), "ranef.lme", "data.frame");
  const named = withAttribute(own, "grpNames", characters([name]));
  return asItIs(
    withAttribute(named, "effectNames", characters(value.table.columns.map((c) => c.name))),
    "a data frame",
  );
}

function randomEffects(call: Call): Value {
  const fit = scattered(call, "object");
  if (fit.marginal?.kind === "glmmTMB") return partFrames(fit.marginal);
  const own = fit.random?.nlme ? effectsAsked(call, fit.random) : null;
  if (own?.kind === "frame") {
    const { levels } = fit.random!.nlme!;
    return nlmeEffects(levels[call.has("level") ? call.number("level") - 1 : 0]!.name, own);
  }
  if (own) return own;
  refuseOfOthers(call, fit);
  if (fit.groups.length === 0) {
    fail("no-random-terms", "The model has a covariance of residuals, and no random effects", {
      span: call.spanOf("object"),
      hint: "resid(m) has its residuals; a term such as (1 | Block) has random effects",
    });
  }
  const items = [...randomFrames(fit)].map(([name, value]) => ({ name, value }));
  const withErrors = call.flag("condVar", true);
  return { ...list(items, "ranef"), whole: () => randomEffectsFrame(fit, withErrors) };
}

/** Arguments that only nlme's own effects have. */
function refuseOfOthers(call: Call, fit: MixedEffects): void {
  for (const name of ["level", "standard"]) {
    if (!call.has(name)) continue;
    fail(
      "wrong-argument",
      `${name} is for random effects of lme(), not of ${fit.described.called}`,
      {
        span: call.spanOf(name),
        hint: `Leave ${name} out; ranef(m)$Block has the effects of one group`,
      },
    );
  }
}

/** `as.data.frame(ranef(m))`: one row an effect, with its standard error unless `condVar = FALSE`. */
function randomEffectsFrame(fit: MixedEffects, withErrors: boolean): FrameValue {
  const rows = fit.randomEffects;
  return frame(
    new Table([
      textColumn("grpvar", rows.map((r) => r.group)),
      factorColumn("term", rows.map((r) => r.term)),
      factorColumn("grp", rows.map((r) => r.level)),
      numberColumn("condval", rows.map((r) => r.estimate)),
      ...(withErrors ? [numberColumn("condsd", rows.map((r) => r.standardError))] : []),
    ]),
  );
}

/** `coef` of a mixed model: a table a group. */
export function coefficientsByGroup(fit: MixedEffects): Value {
  const own = fit.random?.nlme ? coefficientsWithin(fit.random) : null;
  if (own) return own;
  const byGroup = list([...randomFrames(fit)].map(([name, random]) => ({
    name,
    value: coefficientsByLevel(fit, random),
  })));
  if (fit.marginal?.kind !== "glmmTMB") return byGroup;
  const { zero } = fit.marginal.partRandom;
  const ofZeros = zero
    ? [...randomFrames(zero)].map(([name, random]) => ({
      name,
      value: coefficientsByLevel({ coefficients: fit.marginal!.zeroInflation }, random),
    }))
    : [];
  return list([{ name: "cond", value: byGroup }, { name: "zi", value: list(ofZeros) }], "effects");
}

/** Fixed effects with the group's random effects added, a row a level. */
function coefficientsByLevel(
  fit: Pick<MixedEffects, "coefficients">,
  random: FrameValue,
): FrameValue {
  const kept = fit.coefficients.filter((c) => !c.aliased);
  const levels = random.rowNames ?? [];
  const fixed = kept.map((c) => {
    const column = random.table.column(c.name);
    return numberColumn(
      c.name,
      levels.map((_, i) =>
        (c.estimate ?? NaN) + (column?.kind === "numeric" ? column.values[i]! : 0)
      ),
    );
  });
  const others = random.table.columns.filter((c) => !kept.some((k) => k.name === c.name));
  return frame(new Table([...fixed, ...others]), levels);
}

/** Variance components. */
export function componentsValue(fit: MixedEffects): DisplayValue {
  const { varianceComponents } = fit;
  const { zero, dispersion } = fit.marginal?.partRandom ?? { zero: null, dispersion: null };
  const further: NonNullable<ShownComponents["further"]> = [
    ...(zero ? [{ part: "Zero-inflation model" as const, rows: zero.varianceComponents }] : []),
    ...(dispersion
      ? [{ part: "Dispersion model" as const, rows: dispersion.varianceComponents }]
      : []),
  ];
  const makeFrame = (): FrameValue => {
    const rows = componentRows(fit);
    return frame(
      new Table([
        textColumn("grp", rows.map((r) => r.group)),
        textColumn("var1", rows.map((r) => r.first)),
        textColumn("var2", rows.map((r) => r.second)),
        numberColumn("vcov", rows.map((r) => r.covariance)),
        numberColumn("sdcor", rows.map((r) => r.sdOrCorrelation)),
      ]),
    );
  };
  const matrices: Record<string, () => Value> = {};
  for (const group of new Set(varianceComponents.map((c) => c.group))) {
    if (group !== "Residual") matrices[group] = () => componentMatrix(fit, group);
  }
  // those of a glmmTMB are of one of its parts
  const tmb = fit.kind === "glmmTMB";
  const parts = tmb ? { cond: () => conditionalMatrices(fit, matrices), zi: () => NULL } : matrices;
  return {
    kind: "display",
    shown: {
      kind: "components",
      rows: varianceComponents,
      notes: fit.random ? lostVariances(fit.random) : [],
      ...nlmeShown(fit),
      ...(fit.kind === "glmmTMB" ? { part: "Conditional model" } : {}),
      ...(further.length > 0 ? { further } : {}),
    },
    what: "variance components",
    frame: makeFrame,
    parts,
    ...(tmb ? {} : { attributes: { sc: () => numeric([fit.sigma]) } }),
  };
}

function nlmeShown(fit: MixedEffects): Pick<ShownComponents, "nlme"> {
  const nlme = fit.random ? nlmeFacts(fit.random) : null;
  return nlme ? { nlme } : {};
}

interface ComponentRow {
  group: string;
  first: string | null;
  second: string | null;
  covariance: number;
  sdOrCorrelation: number;
}

/** As R's `as.data.frame(VarCorr(m))`: variances of a group, then its covariances. */
function componentRows(fit: MixedEffects): ComponentRow[] {
  const rows: ComponentRow[] = [];
  for (const group of new Set(fit.varianceComponents.map((c) => c.group))) {
    const own = fit.varianceComponents.filter((c) => c.group === group);
    for (const { term, variance, sd, quantity } of own) {
      const first = term === "" ? null : term;
      if (quantity) {
        const isCovariance = quantity.kind === "covariance";
        rows.push({
          group,
          first,
          second: null,
          covariance: isCovariance ? quantity.value : NaN,
          sdOrCorrelation: isCovariance ? NaN : quantity.value,
        });
        continue;
      }
      rows.push({
        group,
        first,
        second: null,
        covariance: variance ?? NaN,
        sdOrCorrelation: sd ?? NaN,
      });
    }
    own.forEach((b, j) =>
      own.slice(0, Math.min(j, b.correlations.length)).forEach((a, i) => {
        // Where a variance is 0 there is no correlation, and no covariance.
        const correlation = b.correlations[i] ?? NaN;
        const sds = (a.sd ?? NaN) * (b.sd ?? NaN);
        rows.push({
          group,
          first: a.term,
          second: b.term,
          covariance: sds === 0 ? 0 : correlation * sds,
          sdOrCorrelation: correlation,
        });
      })
    );
  }
  return rows;
}

/** Verbs that take a mixed model apart. */
export const MIXED_PIECES: readonly Verb[] = [
  verb(
    "fixef",
    "object",
    "fixed effects of a mixed model",
    (call) => {
      const { fit } = call.fit("object");
      return fixedEffects(fit.marginal ?? mixedArgument(call, "object"));
    },
  ),
  verb(
    "ranef",
    "object, condVar?, level?, standard?",
    "predicted random effects by group",
    randomEffects,
  ),
  verb("VarCorr", "x", "variance components", (call) => {
    const fit = scattered(call, "x");
    return fit.random?.mmrm ? visitCovarianceValue(fit.random) : componentsValue(fit);
  }),
];
