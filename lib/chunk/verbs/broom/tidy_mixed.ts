/**
 * Mixed models as tibbles, by broom.mixed's names.
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import { nlmeIntervals } from "../../../inference/test/nlme_intervals.ts";
import { confint, type Interval } from "../../../inference/test/confint.ts";
import { coefficientTests } from "../../../inference/test/coefficient_tests.ts";
import { qnorm } from "../../../math/distribution/normal.ts";
import type { Coefficient, Fit, MixedEffects } from "../../../model/fit.ts";
import { nlmeFacts } from "../../../render/nlme_facts.ts";
import { pnorm } from "../../../math/distribution/tails.ts";
import type { Call } from "../../evaluation/call.ts";
import { character, type Value } from "../../values/value.ts";
import { ddfOf } from "../emmeans/views.ts";
import { coefficientsByGroup } from "../lme4/pieces.ts";
import { type Columns, numbers, tibble } from "./rows.ts";

const EFFECTS = ["fixed", "ran_pars", "ran_vals", "ran_coefs", "var_model"] as const;
type Effect = typeof EFFECTS[number];

/** A line of the tibble. */
interface Line {
  effect: Effect;
  component?: string;
  group?: string;
  level?: string;
  term: string;
  estimate: number | null;
  standardError?: number | null;
  statistic?: number | null;
  df?: number | null;
  pValue?: number | null;
  low?: number | null;
  high?: number | null;
}

interface Asked {
  effects: Effect[];
  intervals: boolean;
  level: number;
  profile: boolean;
  exponentiate: boolean;
}

function askedOf(call: Call): Asked {
  // of a mixed model the second place is that of the effects, whatever else is named
  const placed = ["conf.int", "conf.level"].find((name) =>
    call.supplied(name)?.name === null && call.value(name).kind === "character"
  );
  const effects = placed
    ? call.texts(placed)
    : call.has("effects")
    ? call.texts("effects")
    : ["ran_pars", "fixed", "var_model"];
  const unknown = effects.find((e) => !EFFECTS.some((known) => known === e));
  if (unknown !== undefined) {
    fail("wrong-argument", `tidy() has no effects ${unknown} of a mixed model`, {
      span: call.spanOf("effects"),
      hint: `Effects are ${EFFECTS.join(", ")}`,
    });
  }
  const method = call.has("conf.method") ? call.text("conf.method") : "Wald";
  if (!/^(wald|profile)$/i.test(method)) {
    fail("wrong-argument", `tidy() has no intervals by ${method}`, {
      span: call.spanOf("conf.method"),
      hint: 'Write conf.method = "Wald" or "profile"; confint(m, method = "boot") simulates',
    });
  }
  return {
    effects: EFFECTS.filter((e) => effects.includes(e)),
    intervals: placed !== "conf.int" && call.flag("conf.int", false),
    level: placed === "conf.level" ? 0.95 : call.number("conf.level", 0.95),
    profile: /^profile$/i.test(method),
    exponentiate: call.flag("exponentiate", false),
  };
}

function fixedLines(call: Call, fit: Fit, asked: Asked, profiles: readonly Interval[]): Line[] {
  const ddf = (fit.random ? ddfOf(call, "ddf.method") : undefined) ?? fit.ddf.ofCoefficients;
  const wald = asked.intervals && !asked.profile
    ? confint(fit, { method: "wald", level: asked.level, ddf })
    : profiles;
  return coefficientTests(fit, { ddf }).filter((t) => t.estimate !== null).map((t) => {
    const own = wald.find((i) => i.name === t.name);
    return {
      effect: "fixed",
      term: t.name,
      estimate: t.estimate,
      standardError: t.standardError,
      statistic: t.statistic,
      df: t.df,
      pValue: t.pValue,
      low: own?.lower ?? null,
      high: own?.upper ?? null,
    };
  });
}

/** Coefficients of zeros or of the dispersion, by normal tests. */
function partLines(
  component: string,
  own: readonly Coefficient[],
  { intervals, level }: Asked,
): Line[] {
  const z = intervals ? qnorm((1 + level) / 2) : NaN;
  return own.filter((c) => !c.aliased).map((c) => {
    const [estimate, se] = [c.estimate ?? NaN, c.standardError ?? NaN];
    return {
      effect: "fixed",
      component,
      term: c.name,
      estimate,
      standardError: se,
      statistic: estimate / se,
      pValue: 2 * pnorm(Math.abs(estimate / se), { upper: true }),
      low: estimate - z * se,
      high: estimate + z * se,
    };
  });
}

/** Standard deviations and correlations, or variances and covariances, column by column. */
function parameterLines(
  fit: MixedEffects,
  variances: boolean,
  profiles: readonly Interval[],
): Line[] {
  const facts = fit.random && nlmeFacts(fit.random);
  const all = [...new Set(fit.varianceComponents.map((c) => c.group))];
  // what the residuals of nlme's models have besides is a part of its own
  const groups = facts ? all.filter((group) => group !== "Residual") : all;
  // of nlme's models names have one stroke, and the later effect stands first
  const nlme = fit.random?.nlme;
  const of = (what: string, ...terms: string[]): string =>
    `${what}${nlme ? "_" : "__"}${(nlme ? terms.toReversed() : terms).join(".")}`;
  let sig = 0;
  const residual: Line[] = facts && all.includes("Residual")
    ? [{
      effect: "ran_pars",
      group: "Residual",
      term: of(variances ? "var" : "sd", "Observation"),
      estimate: variances ? facts.sigma ** 2 : facts.sigma,
    }]
    : [];
  const lines = groups.flatMap((group) => {
    const own = fit.varianceComponents.filter((c) => c.group === group);
    return own.flatMap((column, j) =>
      own.slice(j).map((row, k): Line => {
        const name = group === "Residual" ? ".sigma" : `.sig${String(++sig).padStart(2, "0")}`;
        const limits = profiles.find((i) => i.name === name);
        const term = row.term === "" ? "Observation" : row.term;
        const line = {
          effect: "ran_pars",
          group,
          low: limits?.lower ?? null,
          high: limits?.upper ?? null,
        } as const;
        if (k === 0) {
          const estimate = variances ? row.variance : row.sd;
          return { ...line, term: of(variances ? "var" : "sd", term), estimate };
        }
        const r = row.correlations[j] ?? NaN;
        return {
          ...line,
          term: of(variances ? "cov" : "cor", column.term, row.term),
          estimate: variances ? r * (row.sd ?? NaN) * (column.sd ?? NaN) : r,
        };
      })
    );
  });
  return [...lines, ...residual];
}

/** Limits of nlme's standard deviations and correlations, which its `intervals` has. */
function withLimits(fit: MixedEffects, level: number, lines: readonly Line[]): Line[] {
  const rows = nlmeIntervals(fit.random!, level, "var-cov").flatMap((table) =>
    table.kind === "random" ? table.rows.map((row) => ({ ...row, group: table.level })) : []
  );
  return lines.map((line): Line => {
    const name = line.term.replace(/^sd_(.*)$/, "sd($1)").replace(/^cor_(.*)\.(.*)$/, "cor($1,$2)");
    const own = rows.find((row) => row.group === line.group && row.name === name);
    return own ? { ...line, low: own.lower, high: own.upper } : line;
  });
}

function valueLines(fit: MixedEffects, { intervals, level }: Asked): Line[] {
  const z = intervals ? qnorm((1 + level) / 2) : NaN;
  return fit.randomEffects.map((r) => ({
    effect: "ran_vals",
    group: r.group,
    level: r.level,
    term: r.term,
    estimate: r.estimate,
    standardError: r.standardError,
    low: r.estimate - z * (r.standardError ?? NaN),
    high: r.estimate + z * (r.standardError ?? NaN),
  }));
}

/** Parameters of the variance functions of an `lme`, by what they depend on. */
function varianceLines(fit: MixedEffects): Line[] {
  const facts = fit.random && nlmeFacts(fit.random);
  const functions = fit.random?.nlme?.variance?.functions ?? [];
  if (!facts?.variance) return [];
  const shown = [facts.variance, ...facts.furtherVariances ?? []];
  return shown.flatMap(({ formula, estimates }, k) => {
    const group = `${functions[k]?.word ?? "varIdent"}(${formula.replace(/^~\s*/, "")})`;
    return estimates.map(([term, estimate]): Line => ({
      effect: "var_model",
      group,
      term,
      estimate,
    }));
  });
}

function coefficientLines(fit: MixedEffects): Line[] {
  const all = coefficientsByGroup(fit);
  if (all.kind !== "list") return [];
  return all.items.flatMap(({ name, value }) =>
    value.kind !== "frame"
      ? []
      : value.table.columns.flatMap((column) =>
        column.kind !== "numeric" ? [] : Array.from(column.values, (estimate, i): Line => ({
          effect: "ran_coefs",
          group: name ?? "",
          level: value.rowNames?.[i] ?? "",
          term: column.name,
          estimate,
        }))
      )
  );
}

function scalesOf(call: Call): boolean {
  if (!call.has("scales") || call.value("scales").kind === "null") return false;
  const value = call.value("scales");
  const texts = value.kind === "character" ? value.values : [];
  const [first] = texts;
  if (first === "vcov") return true;
  if (first === "sdcor" || (first === null && texts.length > 0)) return false;
  return fail("wrong-argument", `tidy() has no scales "${first}"`, {
    span: call.spanOf("scales"),
    hint: 'Write scales = "vcov" or "sdcor"',
  });
}

/** Standard errors and limits on the scale of ratios. */
function exponentiated(line: Line): Line {
  if (line.effect !== "fixed") return line;
  const exp = (v: number | null | undefined): number | null =>
    v === null || v === undefined ? null : Math.exp(v);
  const estimate = exp(line.estimate);
  return {
    ...line,
    estimate,
    standardError: (line.standardError ?? NaN) * (estimate ?? NaN),
    low: exp(line.low),
    high: exp(line.high),
  };
}

/** The statistic and then its df, or the other way round. */
function inOrder(
  statistic: Columns[number],
  df: Columns[number] | null,
  dfFirst: boolean,
): Columns {
  if (!df) return [statistic];
  return dfFirst ? [df, statistic] : [statistic, df];
}

/** A mixed model. */
export function tidyMixed(call: Call, fit: MixedEffects): Value {
  const asked = askedOf(call);
  const { intervals } = asked;
  const nlme = fit.random?.nlme;
  const nested = nlme !== undefined && nlme !== null && nlme.levels.length > 1;
  if (nested && call.has("effects") && asked.effects.includes("ran_pars")) {
    fail("wrong-argument", "tidy() has no parameters of the random effects of several levels", {
      span: call.spanOf("effects"),
      hint: 'VarCorr(m) has them; write effects = "fixed"',
    });
  }
  const effects = nested ? asked.effects.filter((e) => e !== "ran_pars") : asked.effects;
  const tmb = fit.marginal?.kind === "glmmTMB" ? fit.marginal : null;
  if (intervals && tmb && effects.includes("ran_pars")) {
    fail("wrong-argument", "Limits of standard deviations are not made of a glmmTMB", {
      span: call.spanOf("conf.int"),
      hint: 'Write effects = "fixed"',
    });
  }
  if (intervals && asked.profile && !fit.random) {
    fail("wrong-argument", `Profiles are not made of ${fit.described.called}`, {
      span: call.spanOf("conf.method"),
      hint: 'Write conf.method = "Wald"',
    });
  }
  const profiles = intervals && asked.profile
    ? call.at("x", () => confint(fit, { method: "profile", level: asked.level }))
    : [];
  const variances = scalesOf(call);
  const made = parameterLines(fit, variances, profiles);
  const parameters = intervals && nlme && !variances && effects.includes("ran_pars")
    ? call.at("x", () => withLimits(fit, asked.level, made))
    : made;
  const of: Record<Effect, () => Line[]> = {
    fixed: () => [
      ...fixedLines(call, fit, asked, profiles).map((l) => tmb ? { ...l, component: "cond" } : l),
      ...partLines("zi", tmb?.zeroInflation ?? [], asked),
      ...partLines("disp", tmb?.dispersionModel ?? [], asked),
    ],
    ran_pars: () =>
      parameters
        .filter((l) => !tmb || l.group !== "Residual" || fit.family.name === "gaussian")
        .map((l) => tmb ? { ...l, component: "cond" } : l),
    ran_vals: () => valueLines(fit, asked).map((l) => tmb ? { ...l, component: "cond" } : l),
    ran_coefs: () => coefficientLines(fit),
    var_model: () => varianceLines(fit),
  };
  const lines = effects.flatMap((effect) => of[effect]())
    .map((l) => asked.exponentiate ? exponentiated(l) : l);
  const has = (...names: Effect[]): boolean => effects.some((e) => names.includes(e));
  const random = has("ran_pars", "ran_vals", "ran_coefs") ||
    lines.some((l) => l.effect === "var_model");
  const texts = (pick: (l: Line) => string | undefined): Value =>
    character(lines.map((l) => pick(l) ?? null));
  const columns: Columns = [
    ["effect", texts((l) => l.effect)],
    ...(tmb ? [["component", texts((l) => l.component)]] as Columns : []),
    ...(random ? [["group", texts((l) => l.group)]] as Columns : []),
    ...(has("ran_vals", "ran_coefs") ? [["level", texts((l) => l.level)]] as Columns : []),
    ["term", texts((l) => l.term)],
    ["estimate", numbers(lines.map((l) => l.estimate))],
    ...(has("fixed", "ran_vals")
      ? [["std.error", numbers(lines.map((l) => l.standardError))]] as Columns
      : []),
    ...(has("fixed")
      ? [
        ...inOrder(
          ["statistic", numbers(lines.map((l) => l.statistic))],
          fit.random ? ["df", numbers(lines.map((l) => l.df))] : null,
          Boolean(nlme),
        ),
        ["p.value", numbers(lines.map((l) => l.pValue))],
      ] as Columns
      : []),
    ...(intervals
      ? [
        ["conf.low", numbers(lines.map((l) => l.low))],
        ["conf.high", numbers(lines.map((l) => l.high))],
      ] as Columns
      : []),
  ];
  return tibble(columns);
}
