/**
 * Verbs of probability: `p` and `q` of the t, F, χ², normal and studentized range distributions.
 *
 * @module
 */
import { greatest } from "../../../lists.ts";
import {
  pchisq,
  pf,
  pnorm,
  pt,
  ptukey,
  qchisq,
  qf,
  qnorm,
  qt,
  qtukey,
} from "../../../math/distribution/tails.ts";
import type { Call } from "../../evaluation/call.ts";
import { isVector, numeric, type Value } from "../../values/value.ts";
import { isUndefined, lengthOf, marked, namesOf, numbersOf } from "../../values/vector.ts";
import { type Verb, verb } from "../../evaluation/verb.ts";

/** What one function of a distribution takes besides its parameters. */
interface Tail {
  upper: boolean;
  ncp?: number;
}

type Curve = (x: number, parameters: readonly number[], tail: Tail) => number;

/** Declares a verb that is computed element by element, all arguments recycled. */
function curve(
  name: string,
  first: string,
  parameters: readonly { name: string; otherwise?: number }[],
  doc: string,
  compute: Curve,
  noncentral = false,
): Verb {
  const list = [
    first,
    ...parameters.map((p) => p.otherwise === undefined ? p.name : `${p.name}?`),
    ...(noncentral ? ["ncp?"] : []),
    "lower.tail?",
    "log.p!FALSE",
  ];
  return verb(name, list.join(", "), doc, (call) => {
    const upper = !call.flag("lower.tail", true);
    const columns = [
      call.numbers(first),
      ...parameters.map((p) =>
        p.otherwise !== undefined && !call.has(p.name)
          ? Float64Array.of(p.otherwise)
          : call.numbers(p.name)
      ),
    ];
    const ncp = noncentral && call.has("ncp") ? call.numbers("ncp") : null;
    const named = [first, ...parameters.map((p) => p.name), ...(noncentral ? ["ncp"] : [])];
    const given = named.filter((p) => call.has(p)).map((p) => call.value(p));
    return elementwise(call, first, columns, ncp, given, (values, lambda) => {
      const [x, ...rest] = values as [number, ...number[]];
      return compute(x, rest, lambda === null ? { upper } : { upper, ncp: lambda });
    });
  });
}

function elementwise(
  call: Call,
  first: string,
  columns: readonly Float64Array[],
  ncp: Float64Array | null,
  given: readonly Value[],
  compute: (values: readonly number[], ncp: number | null) => number,
): Value {
  const all = ncp ? [...columns, ncp] : columns;
  const n = all.some((c) => c.length === 0) ? 0 : greatest(all.map((c) => c.length));
  const out = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const values = columns.map((c) => c[i % c.length]!);
    const lambda = ncp ? ncp[i % ncp.length]! : null;
    const missing = values.some(Number.isNaN) || (lambda !== null && Number.isNaN(lambda));
    out[i] = missing ? NaN : call.at(first, () => compute(values, lambda));
  }
  // R keeps the names of the first argument that is as long as the result.
  const value = call.value(first);
  const names = isVector(value) && lengthOf(value) === n ? namesOf(value) : null;
  const isMissing = (v: Value, i: number): boolean =>
    Number.isNaN(numbersOf(v)?.[i] ?? 0) && !isUndefined(v, i);
  return marked(
    numeric(out, names),
    (i) => !given.some((v) => isVector(v) && isMissing(v, i % lengthOf(v))),
  );
}

const df = { name: "df" };
const fDf = [{ name: "df1" }, { name: "df2" }];
const normal = [{ name: "mean", otherwise: 0 }, { name: "sd", otherwise: 1 }];
const range = [{ name: "nmeans" }, { name: "df" }, { name: "nranges", otherwise: 1 }];

/** Verbs of probability. */
export const DISTRIBUTIONS: readonly Verb[] = [
  curve("pt", "q", [df], "probability of Student's t", (x, [n], t) => pt(x, n!, t), true),
  curve("qt", "p", [df], "quantile of Student's t", (p, [n], t) => qt(p, n!, t), true),
  curve("pf", "q", fDf, "probability of F", (x, [a, b], t) => pf(x, a!, b!, t), true),
  curve("qf", "p", fDf, "quantile of F", (p, [a, b], t) => qf(p, a!, b!, t), true),
  curve("pchisq", "q", [df], "probability of χ²", (x, [n], t) => pchisq(x, n!, t), true),
  curve("qchisq", "p", [df], "quantile of χ²", (p, [n], t) => qchisq(p, n!, t), true),
  curve(
    "pnorm",
    "q",
    normal,
    "probability of the normal distribution",
    (x, [mean, sd], t) => pnorm(x, { mean: mean!, sd: sd!, upper: t.upper }),
  ),
  curve(
    "qnorm",
    "p",
    normal,
    "quantile of the normal distribution",
    (p, [mean, sd], t) => qnorm(p, { mean: mean!, sd: sd!, upper: t.upper }),
  ),
  curve(
    "ptukey",
    "q",
    range,
    "probability of the studentized range",
    (x, [k, n, ranges], t) => ptukey(x, k!, n!, { ranges: ranges!, upper: t.upper }),
  ),
  curve(
    "qtukey",
    "p",
    range,
    "quantile of the studentized range",
    (p, [k, n, ranges], t) => qtukey(p, k!, n!, { ranges: ranges!, upper: t.upper }),
  ),
];
