/**
 * The verbs of multcomp that test general linear hypotheses: `glht mcp adjusted` and their kin.
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import { letterDisplay } from "../../../inference/contrast/letter_display.ts";
import {
  generalHypotheses,
  globalTest,
  type Hypotheses,
  type HypothesesAdjust,
  hypothesesLimits,
  testedHypotheses,
} from "../../../inference/hypotheses/general_hypotheses.ts";
import type { TestSide } from "../../../inference/estimate/adjust.ts";
import { suggestion } from "../../../syntax/nearest.ts";
import { renderText } from "../../../render/render.ts";
import { show } from "../../page/show.ts";
import type { Call } from "../../evaluation/call.ts";
import { type Verb, verbOf } from "../../evaluation/verb.ts";
import {
  type Asked,
  character,
  type DisplayValue,
  type FitValue,
  list,
  type MatrixValue,
  numeric,
  type Value,
} from "../../values/value.ts";
import {
  globalText,
  type HypothesesHead,
  hypothesesText,
  limitsText,
  testsText,
} from "./glht_text.ts";
import { EMM, type LinearFunctions, ofCoefficients, ofFactor } from "./linear_functions.ts";

const verb = verbOf("multcomp");

const MCP = "comparisons of factors";
const TEST = "a kind of test of hypotheses";
const LETTERS = "letters of levels";
const QUANTILE = "a kind of quantile for limits";

/** p-values of the largest of three statistics and more are R's to so many. */
const SIMULATED = 1e-3;
const WRITTEN = 1e-10;

const ADJUSTMENTS = [
  ..."single-step none holm hochberg hommel bonferroni BH BY fdr".split(" "),
] as readonly HypothesesAdjust[];

interface Made {
  hypotheses: Hypotheses;
  head: HypothesesHead;
  factor: { levels: readonly string[] } | null;
}

const text = (shown: string, what: string, more: Partial<DisplayValue> = {}): DisplayValue => ({
  kind: "display",
  shown: { kind: "text", text: shown },
  what,
  frame: null,
  parts: {},
  ...more,
});

/** Arguments of `mcp` as a value that glht() reads. */
function comparisons(call: Call): Value {
  const parts: Record<string, () => Value> = {};
  for (const arg of call.rest) {
    if (arg.name === null) {
      fail("wrong-argument", "mcp() names the factors that it compares", {
        span: arg.span,
        hint: 'Write mcp(Trt = "Tukey")',
      });
    }
    const value = call.evaluate(arg);
    parts[arg.name] = () => value;
  }
  if (Object.keys(parts).length === 0) {
    fail("missing-argument", "mcp() needs a factor", {
      span: call.span,
      hint: 'Write mcp(Trt = "Tukey")',
    });
  }
  const named = Object.keys(parts).map((name) => `$${name}`);
  return text(named.join("\n"), MCP, { parts });
}

/** The functions of several factors, each under its name where there are several. */
function together(call: Call, parts: readonly [string, ReturnType<typeof ofFactor>][]) {
  const several = parts.length > 1;
  const sides = new Set(parts.map(([, p]) => p.side).filter((s) => s !== null));
  if (sides.size > 1) {
    fail("wrong-argument", "Statements of all factors have one kind of sign", {
      span: call.spanOf("linfct"),
      hint: "Test those of another sign by a glht() of their own",
    });
  }
  const all = parts.map(([, p]) => p);
  const made: LinearFunctions = {
    names: parts.flatMap(([factor, p]) => p.names.map((n) => several ? `${factor}: ${n}` : n)),
    rows: all.flatMap((p) => p.rows),
    rhs: all.flatMap((p) => p.rhs),
    type: [...new Set(all.map((p) => p.type))].join(", "),
    factor: several ? null : all[0]!.factor,
  };
  return { ...made, side: [...sides][0] ?? null };
}

const SIDES: Record<string, TestSide> = { "two.sided": "two", less: "left", greater: "right" };

function hypotheses(call: Call): Value {
  const model = call.fit("model");
  const { fit } = model;
  const given = call.optional("linfct");
  if (given?.kind === "display" && given.what === EMM) return given.ofModel!(model);
  const functions = !given
    ? allCoefficients(fit.fixed.names)
    : given.kind === "display" && given.what === MCP
    ? together(
      call,
      Object.entries(given.parts).map(([factor, value]) => [
        factor,
        ofFactor(call, fit, factor, value()),
      ]),
    )
    : ofCoefficients(call, fit, given);
  const alternative = call.choice("alternative", ["two.sided", "less", "greater"], "two.sided");
  const side = call.has("alternative") ? SIDES[alternative]! : functions.side as TestSide ?? "two";
  const rhs = call.has("rhs") ? rightSides(call, functions.names.length) : functions.rhs;
  const df = call.has("df") ? call.number("df") : undefined;
  const levels = functions.factor === null
    ? null
    : fit.fixed.variables.find((v) => v.label === functions.factor)!.levels;
  return glhtValue({
    hypotheses: call.at("linfct", () =>
      generalHypotheses(fit, functions.names, functions.rows, {
        rhs,
        side,
        df: df === 0 ? Infinity : df,
      })),
    head: { type: functions.type, fit: wholeCall(model) },
    factor: levels ? { levels } : null,
  });
}

/** The call as the package keeps it: a glmmTMB's with the formulas of all parts. */
function wholeCall({ call, fit }: FitValue): string {
  if (fit.marginal?.kind !== "glmmTMB") return call.replace(/^lme\(/, "lme.formula(");
  const more = [["ziformula", "~0"], ["dispformula", "~1"]].flatMap(([name, none]) =>
    call.includes(`${name} = `) ? [] : [`, ${name} = ${none}`]
  );
  return call.replace(/\)$/, `${more.join("")})`);
}
function allCoefficients(names: readonly string[]): LinearFunctions & { side: null } {
  return {
    names: [...names],
    rows: names.map((_, i) => {
      const row = new Float64Array(names.length);
      row[i] = 1;
      return row;
    }),
    rhs: names.map(() => 0),
    type: null,
    factor: null,
    side: null,
  };
}

function rightSides(call: Call, k: number): number[] {
  const given = [...call.numbers("rhs")];
  if (given.length === 1) return new Array<number>(k).fill(given[0]!);
  if (given.length === k) return given;
  return call.wrong("rhs", `one number, or one for each of ${k} hypotheses`, call.value("rhs"));
}

const matrixOf = (names: readonly string[], flat: Float64Array): MatrixValue => ({
  kind: "matrix",
  rowNames: [...names],
  columnNames: [...names],
  values: names.map((_, i) => flat.slice(i * names.length, (i + 1) * names.length)),
});

/** Hypotheses as a value. */
export function glhtValue(made: Made): DisplayValue {
  const { hypotheses: own } = made;
  const coef = (): Value => numeric(own.estimate, [...own.names]);
  const covariances = (): Value => matrixOf(own.names, own.covariance);
  return text(hypothesesText(own, made.head), "general linear hypotheses", {
    parts: {
      coef,
      vcov: covariances,
      df: () => numeric([own.df === Infinity ? 0 : own.df]),
      rhs: () => numeric(own.rhs),
      alternative: () =>
        character([{ two: "two.sided", left: "less", right: "greater" }[own.side]]),
    },
    generics: {
      summary: (asked) => tests(asked, made),
      confint: (asked) => limits(asked, made),
      cld: (asked) => letters(asked, made, null),
      coef,
      vcov: covariances,
    },
  });
}

function tests(asked: Asked, made: Made): Value {
  const { hypotheses: own, head } = made;
  const given = asked.optional("test");
  const kind = given?.kind === "display" && given.what === TEST ? given.parts : null;
  if (given && !kind) {
    return asked.wrong("test", "a kind of test", given, 'Write test = adjusted("holm")');
  }
  const part = kind?.type?.();
  const type = part?.kind === "character" ? part.values[0]! : "single-step";
  if (type === "F" || type === "Chisq") {
    const { statistic, df1, df2, pValue } = globalTest(own, type);
    const columns: [string, number][] = type === "F"
      ? [["F", statistic], ["DF1", df1], ["DF2", df2], ["Pr(>F)", pValue]]
      : [["Chisq", statistic], ["DF", df1], ["Pr(>Chisq)", pValue]];
    return text(globalText(own, head, columns), "a global test of hypotheses", {
      parts: Object.fromEntries(columns.map(([name, v]) => [name, () => numeric([v])])),
    });
  }
  const adjust = type === "univariate" ? "none" : type as HypothesesAdjust;
  const { pValues } = testedHypotheses(own, adjust);
  const joint = adjust === "single-step" && own.names.length > 2;
  const smallest = joint ? SIMULATED : adjust === "single-step" ? WRITTEN : 2 ** -52;
  const names = [...own.names];
  const parts = {
    coefficients: () => numeric(own.estimate, names),
    sigma: () => numeric(own.standardError, names),
    tstat: () => numeric(own.statistic, names),
    pvalues: () => numeric(pValues, names),
    type: () => character([type]),
  };
  return text(testsText(own, head, pValues, type, smallest), "tests of hypotheses", {
    parts: {
      test: () => list(Object.entries(parts).map(([name, value]) => ({ name, value: value() }))),
      coef: parts.coefficients,
    },
    generics: {
      cld: (more) => letters(more, made, pValues),
      coef: parts.coefficients,
      vcov: () => matrixOf(own.names, own.covariance),
    },
  });
}

function levelOf(asked: Asked, otherwise: number): number {
  const level = asked.number("level", otherwise);
  if (level > 0 && level < 1) return level;
  return asked.wrong("level", "a number between 0 and 1", numeric([level]));
}

function limits(asked: Asked, made: Made): Value {
  const { hypotheses: own, head } = made;
  const level = levelOf(asked, 0.95);
  const given = asked.optional("calpha");
  const fixed = given?.kind === "numeric" ? given.values[0]! : null;
  const single = given?.kind === "display" && given.what === QUANTILE;
  if (given && fixed === null && !single) {
    return asked.wrong("calpha", "a quantile", given, "Write calpha = univariate_calpha()");
  }
  const alone = single && given.parts.type!().kind === "character";
  const found = hypothesesLimits(own, level, !alone);
  const quantile = fixed ?? found.quantile;
  const { side } = own;
  const made2 = fixed === null ? found : {
    quantile,
    lower: own.estimate.map((e, i) =>
      side === "left" ? -Infinity : e - fixed * own.standardError[i]!
    ),
    upper: own.estimate.map((e, i) =>
      side === "right" ? Infinity : e + fixed * own.standardError[i]!
    ),
  };
  return text(
    limitsText(own, head, made2, level, alone || fixed !== null ? "" : "family-wise "),
    "limits of hypotheses",
    {
      parts: {
        confint: () => ({
          kind: "matrix",
          rowNames: [...own.names],
          columnNames: ["Estimate", "lwr", "upr"],
          values: own.names.map((_, i) =>
            Float64Array.of(own.estimate[i]!, made2.lower[i]!, made2.upper[i]!)
          ),
        }),
      },
      attributes: {
        "conf.level": () => numeric([level]),
        calpha: () => numeric([quantile]),
        type: () => character([alone ? "univariate" : "adjusted"]),
      },
      generics: { cld: (more) => letters(more, made, null) },
    },
  );
}

function letters(
  asked: Asked,
  { hypotheses: own, factor }: Made,
  known: Float64Array | null,
): Value {
  if (!factor) {
    return asked.wrong(
      "object",
      "all pairs of the levels of one factor",
      numeric([]),
      'glht(m, mcp(Trt = "Tukey")) compares them',
    );
  }
  const alpha = asked.number("level", 0.05);
  const pValues = known ?? testedHypotheses(own, "single-step").pValues;
  const { levels } = factor;
  const k = levels.length;
  const apart = new Uint8Array(k * k);
  let next = 0;
  for (let j = 0; j < k; j++) {
    for (let i = j + 1; i < k; i++, next++) {
      const differs = pValues[next]! < alpha ? 1 : 0;
      apart[i * k + j] = apart[j * k + i] = differs;
    }
  }
  const places = levels.map((_, i) => i);
  const decreasing = asked.flag("decreasing", false);
  const order = decreasing ? places.toReversed() : places;
  const symbols = asked.has("Letters") ? asked.texts("Letters") : [];
  const shown = letterDisplay(apart, order, symbols).letters;
  const given = new Map(order.map((place, i) => [place, shown[i]!]));
  const texts = places.map((i) => given.get(i)!);
  const signs = [...new Set(texts.flatMap((t) => [...t]))].sort();
  const wide = (t: string): string => signs.map((s) => t.includes(s) ? s : " ").join("");
  const named = (values: string[]): Value => character(values, [...levels]);
  return text(renderText(show(named(texts))), LETTERS, {
    parts: {
      mcletters: () =>
        list([
          { name: "Letters", value: named(texts) },
          { name: "monospacedLetters", value: named(texts.map(wide)) },
        ]),
    },
  });
}

/** `adjusted("holm")`, `univariate()`, `Ftest()`, `Chisqtest()`. */
function kindOfTest(type: string): DisplayValue {
  return text(type, TEST, { parts: { type: () => character([type]) } });
}

function adjustedBy(call: Call): Value {
  const type = call.text("type", "single-step");
  if (ADJUSTMENTS.includes(type as HypothesesAdjust)) return kindOfTest(type);
  return fail("wrong-argument", `adjusted() has no type "${type}"`, {
    span: call.spanOf("type"),
    hint: ["Shaffer", "Westfall", "free"].includes(type)
      ? 'The step-down adjustments here are "holm" and "hommel"; "single-step" takes all correlations'
      : suggestion(type, ADJUSTMENTS, "Choose one of"),
  });
}

/** Verbs of general linear hypotheses. */
export const GLHT: readonly Verb[] = [
  verb(
    "glht",
    "model, linfct?, alternative?, rhs?, df?",
    "general linear hypotheses of the coefficients of a model: comparisons of means and others",
    hypotheses,
  ),
  verb("mcp", "...", "the factors that glht() compares, and how", comparisons),
  verb("adjusted", "type?", "how summary() of glht() adjusts its p-values", adjustedBy),
  verb(
    "univariate",
    "",
    "for summary() of glht(): p-values as they are",
    () => kindOfTest("univariate"),
  ),
  verb("Ftest", "", "for summary() of glht(): one F test of all hypotheses", () => kindOfTest("F")),
  verb("Chisqtest", "", "for summary() of glht(): one χ² test of all", () => kindOfTest("Chisq")),
  verb(
    "univariate_calpha",
    "",
    "for confint() of glht(): limits one by one",
    () => text("univariate", QUANTILE, { parts: { type: () => character(["univariate"]) } }),
  ),
  verb(
    "adjusted_calpha",
    "",
    "for confint() of glht(): simultaneous limits",
    () => text("adjusted", QUANTILE, { parts: { type: () => list([]) } }),
  ),
];
