/**
 * Densities, probabilities and quantiles: `dnorm pnorm qnorm` and their kin, element by element.
 *
 * @module
 */
import {
  BINOMIAL,
  GEOMETRIC,
  HYPERGEOMETRIC,
  NEGATIVE_BINOMIAL,
  POISSON,
} from "../../math/discrete/counts.ts";
import { RANK_SUM, SIGNED_RANK } from "../../math/discrete/rank_sums.ts";
import {
  BETA,
  CHI_SQUARED,
  F,
  GAMMA,
  STUDENT,
  STUDENTIZED_RANGE,
} from "../../math/distribution/gamma_laws.ts";
import { type Law, logTailOf, quantileOfLog } from "../../math/distribution/law.ts";
import {
  CAUCHY,
  EXPONENTIAL,
  LOG_NORMAL,
  LOGISTIC,
  NORMAL,
  UNIFORM,
  WEIBULL,
} from "../../math/distribution/simple_laws.ts";
import { greatest } from "../../lists.ts";
import { type Builtin, type Call, word } from "../evaluation/builtin.ts";
import { asDouble } from "../values/coerce.ts";
import { Lost, numeric } from "../base/numeric.ts";
import { doubles, isFactor, isVector, type Numbers, type Value } from "../values/value.ts";
import { gammaScale, refuseBoth } from "./draws.ts";

/** A distribution as R writes it. */
interface Family {
  readonly name: string;
  /** Parameters with their defaults; null of one that must be given. */
  readonly parameters: Readonly<Record<string, number | null>>;
  readonly law: Law;
  /** Parameters of the law, where they are others than R's. */
  readonly given?: (call: Call) => Numbers[];
  /** The density of R has no noncentrality here. */
  readonly noncentral?: true;
  /** The density takes one as well. */
  readonly dense?: true;
  /** Above these parameters there is too much to count. */
  readonly most?: number;
}

const LOCATED = { location: 0, scale: 1 };

const FAMILIES: readonly Family[] = [
  { name: "norm", parameters: { mean: 0, sd: 1 }, law: NORMAL },
  { name: "lnorm", parameters: { meanlog: 0, sdlog: 1 }, law: LOG_NORMAL },
  { name: "unif", parameters: { min: 0, max: 1 }, law: UNIFORM },
  { name: "exp", parameters: { rate: 1 }, law: EXPONENTIAL },
  { name: "weibull", parameters: { shape: null, scale: 1 }, law: WEIBULL },
  { name: "logis", parameters: LOCATED, law: LOGISTIC },
  { name: "cauchy", parameters: LOCATED, law: CAUCHY },
  { name: "gamma", parameters: { shape: null, rate: 1, scale: null }, law: GAMMA, given: gammas },
  { name: "chisq", parameters: { df: null, ncp: 0 }, law: CHI_SQUARED, noncentral: true },
  { name: "beta", parameters: { shape1: null, shape2: null, ncp: 0 }, law: BETA },
  { name: "f", parameters: { df1: null, df2: null, ncp: 0 }, law: F, noncentral: true },
  { name: "t", parameters: { df: null, ncp: 0 }, law: STUDENT, noncentral: true, dense: true },
  { name: "tukey", parameters: { nmeans: null, df: null, nranges: 1 }, law: STUDENTIZED_RANGE },
  { name: "binom", parameters: { size: null, prob: null }, law: BINOMIAL },
  { name: "pois", parameters: { lambda: null }, law: POISSON },
  { name: "geom", parameters: { prob: null }, law: GEOMETRIC },
  {
    name: "nbinom",
    parameters: { size: null, prob: null, mu: null },
    law: NEGATIVE_BINOMIAL,
    given: negativeBinomials,
  },
  { name: "hyper", parameters: { m: null, n: null, k: null }, law: HYPERGEOMETRIC },
  { name: "signrank", parameters: { n: null }, law: SIGNED_RANK, most: 1000 },
  { name: "wilcox", parameters: { m: null, n: null }, law: RANK_SUM, most: 200 },
];

function gammas(call: Call): Numbers[] {
  return [call.doubles("shape"), gammaScale(call)];
}

function negativeBinomials(call: Call): Numbers[] {
  if (call.has("mu") && call.has("prob")) refuseBoth(call, "prob", "mu");
  return call.has("mu")
    ? [call.doubles("size"), [NaN], call.doubles("mu")]
    : [call.doubles("size"), call.doubles("prob"), [0]];
}

function parametersOf(call: Call, family: Family): Numbers[] {
  if (family.given) return family.given(call);
  return Object.entries(family.parameters).map(([name, otherwise]) =>
    otherwise === null || call.has(name) ? numeric(call, name).values : [otherwise]
  );
}

/** Values element by element, the shorter ones again; a parameter out of range gives NaN. */
function elementwise(
  call: Call,
  family: Family,
  first: string,
  value: (x: number, a: readonly number[]) => number,
): Value {
  const x = call.value(first);
  if (!isVector(x) || x.type === "character" || x.type === "list" || isFactor(x)) {
    return call.wrong(first, "numbers", x);
  }
  const { values, nan } = asDouble(x);
  const parameters = parametersOf(call, family);
  const longest = greatest(parameters.map((p) => p.length), values.length);
  const n = values.length === 0 || parameters.some((p) => p.length === 0) ? 0 : longest;
  const out = new Float64Array(n);
  let marks: Uint8Array | null = null;
  const lost = new Lost();
  const a = parameters.map(() => 0);
  const absent = family.name === "nbinom" && call.has("mu");
  for (let i = 0; i < n; i++) {
    parameters.forEach((p, k) => a[k] = p[i % p.length]!);
    const v = values[i % values.length]!;
    const missing = v !== v || a.some((p, k) => p !== p && !(absent && k === 1));
    if (family.most !== undefined && a.some((p) => p > family.most!)) {
      call.fail("too-long", `${call.word.name}() counts up to ${family.most} of them`);
    }
    out[i] = missing || !family.law.valid(a) ? NaN : value(v, a);
    if (out[i] === out[i]) continue;
    if (!missing) lost.add(i);
    if (!missing || nan?.[i % values.length]) (marks ??= new Uint8Array(n))[i] = 1;
  }
  lost.remark(call, n);
  const kept = x.attributes && values.length === n
    ? new Map([...x.attributes].filter(([name]) => name !== "class" && name !== "levels"))
    : null;
  return doubles(out, kept && kept.size > 0 ? kept : null, marks);
}

/** Takes no noncentrality but 0, where no density or tail of it is known here. */
function centralOnly(call: Call, family: Family, density: boolean): void {
  if (
    !("ncp" in family.parameters) || !call.has("ncp") ||
    (density ? family.dense : family.noncentral)
  ) {
    return;
  }
  if (call.doubles("ncp").every((v) => v === 0)) return;
  call.fail(
    "not-in-language",
    `${call.word.name}() knows no noncentrality (ncp) here`,
    family.noncentral ? `p${family.name}() and q${family.name}() take one` : undefined,
  );
}

function density(family: Family): Builtin {
  const { law } = family;
  const names = ["x", ...Object.keys(family.parameters), "log"];
  return word(`d${family.name}`, names.join(", "), (call) => {
    centralOnly(call, family, true);
    const log = call.flag("log", false);
    let between = false;
    const out = elementwise(call, family, "x", (x, a) => {
      if (!Number.isFinite(x)) return log ? -Infinity : 0;
      let at = x;
      if (law.discrete) {
        at = Math.round(x);
        if (Math.abs(x - at) > 1e-7 * Math.max(1, Math.abs(x))) {
          between = true;
          return log ? -Infinity : 0;
        }
      }
      if (log) return law.logDensity!(at, a);
      return law.density ? law.density(at, a) : Math.exp(law.logDensity!(at, a));
    });
    if (between) {
      call.warn(
        `${call.word.name}() has probabilities of whole numbers only: others have 0`,
        "no-whole-number",
      );
    }
    return out;
  });
}

/** A number that came from a calculation counts as the whole number that it nearly is. */
const NEARLY = 1e-7;

function probabilityOf(family: Family): Builtin {
  const { law } = family;
  const names = ["q", ...Object.keys(family.parameters), "lower.tail", "log.p"];
  return word(`p${family.name}`, names.join(", "), (call) => {
    centralOnly(call, family, false);
    const upper = !call.flag("lower.tail", true);
    const log = call.flag("log.p", false);
    return elementwise(call, family, "q", (x, a) => {
      if (!Number.isFinite(x)) {
        if (a.some((p) => !Number.isFinite(p)) && law === NORMAL) return NaN;
        const tail = (x > 0) === upper ? 0 : 1;
        return log ? Math.log(tail) : tail;
      }
      const at = law.discrete ? Math.floor(x + NEARLY) : x;
      return log ? logTailOf(law, at, a, upper) : law.tail(at, a, upper);
    });
  });
}

function quantileOf(family: Family): Builtin {
  const { law } = family;
  const names = ["p", ...Object.keys(family.parameters), "lower.tail", "log.p"];
  return word(`q${family.name}`, names.join(", "), (call) => {
    centralOnly(call, family, false);
    const upper = !call.flag("lower.tail", true);
    const log = call.flag("log.p", false);
    return elementwise(call, family, "p", (p, a) => {
      if (log) return p <= 0 ? quantileOfLog(law, p, a, upper) : NaN;
      return p >= 0 && p <= 1 ? law.quantile(p, a, upper) : NaN;
    });
  });
}

export const WORDS: readonly Builtin[] = FAMILIES.flatMap((family) => [
  ...(family.law.logDensity ? [density(family)] : []),
  probabilityOf(family),
  quantileOf(family),
]);
