/**
 * What is asked of a mixed model with structured residuals, as R's packages answer it: most as it is
 * written, some by another word, the rest not at all.
 *
 * @module
 */
import { deparse, deparseName } from "../../syntax/deparse.ts";
import type { Argument, CallExpr } from "../../syntax/expr.ts";
import type { FitterInR } from "../values/model_in_r.ts";
import { argumentsInR } from "./r_words.ts";

/** A call in R, with what is to be said of it. */
export interface MethodInR {
  readonly text: string;
  /** A remark that stands above the statement; null for none. */
  readonly remark: string | null;
}

/** Words that every one of the packages knows. */
const COMMON = [
  ...["summary", "print", "logLik", "AIC", "BIC", "vcov", "fitted", "fitted.values", "nobs"],
  ...["formula", "emmeans", "lsmeans", "ref_grid", "joint_tests", "emtrends", "lstrends"],
  ...["resid", "residuals", "predict", "invisible", "suppressWarnings", "suppressMessages"],
];
const OF_NLME = [
  "getVarCov",
  "intervals",
  "ACF",
  "Variogram",
  "sigma",
  "getData",
  "plot",
  "qqnorm",
];
const OF_EFFECTS = ["fixef", "fixed.effects", "ranef", "random.effects", "VarCorr"];

const AS_WRITTEN: Readonly<Record<FitterInR, ReadonlySet<string>>> = {
  gls: new Set([...COMMON, ...OF_NLME, "coef", "coefficients"]),
  lme: new Set([...COMMON, ...OF_NLME, ...OF_EFFECTS, "glht"]),
  glmmTMB: new Set([...COMMON, ...OF_EFFECTS, "sigma"]),
  mmrm: new Set([...COMMON, "coef", "coefficients", "VarCorr"]),
};

/** Words of ours that are arguments of no method of theirs. */
const OURS = new Set(["ddf", "lmer.df", "test", "information"]);

/**
 * A call of a word on such a fit; null where R has nothing for it.
 *
 * @param fitters of the fits among the arguments, in their order
 */
export function methodInR(
  call: CallExpr,
  word: string,
  fitters: readonly FitterInR[],
): MethodInR | null {
  const [fitter] = fitters;
  const [object, ...rest] = call.args;
  if (!fitter || !object?.value) return null;
  const name = deparse(object.value);
  const plain = (text: string): MethodInR => ({ text, remark: null });
  if (word === "anova" && fitters.length > 1) return compared(call, fitters);
  if (word === "anova" || word === "Anova") return tests(name, word, rest, fitter);
  if (word === "confint" && (fitter === "gls" || fitter === "lme")) {
    return plain(`intervals(${argumentsInR(call.args.filter((a) => a.name !== "parm"))})`);
  }
  if (fitter === "gls" && (word === "fixef" || word === "fixed.effects")) {
    return plain(`coef(${name})`);
  }
  if (fitter === "gls" && word === "VarCorr") return plain(`summary(${name})$modelStruct`);
  if (fitter === "mmrm" && word === "fixef") return plain(`coef(${name})`);
  if (!AS_WRITTEN[fitter].has(word)) return null;
  const kept = call.args.filter((a) => !OURS.has(a.name ?? ""));
  // standard errors and limits of predictions are ours alone
  if (word === "predict" && kept.some((a) => ["interval", "se.fit"].includes(a.name ?? ""))) {
    return null;
  }
  return plain(`${deparseName(word)}(${argumentsInR(kept)})`);
}

/** Which sums of squares a table is of. */
function typeOf(word: string, args: readonly Argument[]): string {
  const given = args.find((a) => a.name === "type" || a.name === null)?.value;
  const text = given ? deparse(given).replace(/^"|"$/g, "") : word === "anova" ? "3" : "2";
  return { I: "1", II: "2", III: "3" }[text] ?? text;
}

function tests(
  name: string,
  word: string,
  args: readonly Argument[],
  fitter: FitterInR,
): MethodInR {
  const type = typeOf(word, args);
  const asked = args.find((a) => a.name === "ddf" || a.name === "test")?.value;
  const kenward = asked !== undefined && asked !== null && /Kenward|"F"/.test(deparse(asked));
  if (fitter === "mmrm") return { text: `car::Anova(${name}, type = ${type})`, remark: null };
  if (fitter !== "glmmTMB" && type === "1") {
    return { text: `anova(${name})`, remark: "The denominators of nlme go by the grouping:" };
  }
  if (type === "3") {
    const remark = kenward
      ? "R has no Kenward and Roger's method for such a fit; emmeans has df of its own:"
      : "df as emmeans has them:";
    return { text: `joint_tests(${name})`, remark };
  }
  return {
    text: `car::Anova(${name}, type = ${type})`,
    remark: "R has no F test of type II for such a fit, but χ²:",
  };
}

/** Two models by their likelihoods, which R takes as they are: those by REML are fitted anew by ML. */
function compared(call: CallExpr, fitters: readonly FitterInR[]): MethodInR | null {
  const models = call.args.filter((a) => a.name === null).map((a) => deparse(a.value!));
  const refit = call.args.find((a) => a.name === "refit")?.value;
  const nlme = fitters.every((f) => f === "gls" || f === "lme");
  if (!nlme || fitters.length !== models.length) return null;
  const asThey = refit?.kind === "logical" && refit.value === false;
  const each = models.map((m) => asThey ? m : `update(${m}, method = "ML")`);
  return { text: `anova(${each.join(", ")})`, remark: null };
}
