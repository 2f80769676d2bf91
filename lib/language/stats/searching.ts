/**
 * Minima and zeros of an author's function: `optimize optim uniroot`.
 *
 * @module
 */
import { minimumWithin } from "../../math/search/minimum.ts";
import { type Objective, type Search, simplexMinimum } from "../../math/search/simplex.ts";
import { differences, variableMetricMinimum } from "../../math/search/variable_metric.ts";
import { zeroBetween } from "../../math/search/zero.ts";
import { greatest, least } from "../../lists.ts";
import { type Builtin, type Call, word } from "../evaluation/builtin.ts";
import { asDouble } from "../values/coerce.ts";
import {
  double,
  doubles,
  type FunctionValue,
  integer,
  integers,
  isVector,
  NA_INTEGER,
  namedList,
  namesOf,
  NULL,
  type Value,
  withNames,
} from "../values/value.ts";

/** The function with a vector, and the arguments that are handed on. */
function caller(call: Call, f: FunctionValue): (x: Value) => Value {
  const names = call.dots.map((d) => d.name);
  const rest = call.rest;
  return (x) => call.apply(f, [x, ...rest], [null, ...names]);
}

/** One number of what a function gave. */
function oneNumber(call: Call, value: Value): number {
  if (!isVector(value) || value.type === "character" || value.type === "list") {
    return call.fail("wrong-argument", `The function of ${call.word.name}() gives one number`);
  }
  if (value.values.length !== 1) {
    return call.fail(
      "wrong-length",
      `The function of ${call.word.name}() gives one number, and here ${value.values.length}`,
    );
  }
  return asDouble(value).values[0]!;
}

/** Where is looked: `interval`, or `lower` and `upper`. */
function ends(call: Call): [number, number] {
  const given = call.has("interval") ? call.doubles("interval") : null;
  const from = call.has("lower") ? call.number("lower") : given ? least(given) : NaN;
  const to = call.has("upper") ? call.number("upper") : given ? greatest(given) : NaN;
  if (!(from < to) || !Number.isFinite(to - from)) {
    return call.fail(
      "wrong-argument",
      `${call.word.name}() needs two ends, the lower one first`,
      "interval = c(0, 1)",
    );
  }
  return [from, to];
}

function optimize(call: Call): Value {
  const [from, to] = ends(call);
  const f = caller(call, call.function("f"));
  const largest = call.flag("maximum", false);
  const value = (x: number): number => {
    const v = oneNumber(call, f(double(x)));
    if (v !== v) {
      return call.fail("missing-values", `The function has no number at ${x}`);
    }
    return largest ? -v : v;
  };
  const tol = call.has("tol") ? call.number("tol") : Math.pow(Number.EPSILON, 0.25);
  const { x } = minimumWithin(value, from, to, tol);
  return namedList([
    [largest ? "maximum" : "minimum", double(x)],
    ["objective", f(double(x))],
  ]);
}

function uniroot(call: Call): Value {
  const [from, to] = ends(call);
  const f = caller(call, call.function("f"));
  const value = (x: number): number => oneNumber(call, f(double(x)));
  const [low, high] = [value(from), value(to)];
  if (!(low * high <= 0)) {
    return call.fail(
      "no-root",
      `The function has values of one sign at ${from} and at ${to}`,
      "A zero lies between two values of different signs",
    );
  }
  const most = call.has("maxiter") ? call.number("maxiter") : 1000;
  const tol = call.has("tol") ? call.number("tol") : Math.pow(Number.EPSILON, 0.25);
  const { x, steps, precision } = zeroBetween(value, from, to, low, high, tol, most);
  if (steps < 0) call.warn(`uniroot() found no zero within ${most} steps`, "not-converged");
  return namedList([
    ["root", double(x)],
    ["f.root", f(double(x))],
    ["iter", integer(steps < 0 ? most : steps)],
    ["init.it", integer(NA_INTEGER)],
    ["estim.prec", double(precision)],
  ]);
}

/** What `control` may hold, with R's defaults. */
const CONTROL: Readonly<Record<string, number>> = {
  fnscale: 1,
  maxit: NaN,
  abstol: -Infinity,
  reltol: Math.sqrt(Number.EPSILON),
  ndeps: 1e-3,
  trace: 0,
};

function controls(call: Call): Record<string, number> {
  const out = { ...CONTROL };
  const given = call.optional("control");
  if (given?.type !== "list") return out;
  namesOf(given)?.forEach((name, k) => {
    if (name === null || !(name in out)) {
      call.fail(
        "unknown-argument",
        `optim() has no control ${name}`,
        `It has ${Object.keys(CONTROL).join(", ")}`,
      );
    }
    out[name] = asDouble(given.values[k]!).values[0]!;
  });
  return out;
}

function optim(call: Call): Value {
  const par = call.value("par");
  const names = namesOf(par);
  const start = Array.from(call.doubles("par"));
  const f = caller(call, call.function("fn"));
  const method = call.has("method") ? call.text("method") : "Nelder-Mead";
  if (method !== "Nelder-Mead" && method !== "BFGS") {
    return call.fail(
      "not-in-language",
      `optim() has no method ${method} here`,
      'method = "BFGS" or "Nelder-Mead"',
    );
  }
  if (method === "Nelder-Mead" && start.length === 1) {
    call.warn("Nelder-Mead is unreliable in one dimension: optimize() is made for it", "warning");
  }
  const control = controls(call);
  const point = (x: readonly number[]): Value =>
    names ? withNames(doubles(Float64Array.from(x)), names) : doubles(Float64Array.from(x));
  const objective: Objective = (x) => oneNumber(call, f(point(x))) / control["fnscale"]!;
  if (!Number.isFinite(objective(start))) {
    return call.fail(
      "missing-values",
      "The function has no number at its start",
      "Start elsewhere",
    );
  }
  const gr = call.optional("gr");
  const gradient = gr === null || gr.type === "NULL"
    ? differences(objective, control["ndeps"]!)
    : slopes(call, caller(call, call.function("gr")), point, control["fnscale"]!);
  const most = control["maxit"] === control["maxit"]
    ? control["maxit"]!
    : method === "BFGS"
    ? 100
    : 500;
  const options = { relative: control["reltol"]!, absolute: control["abstol"]!, most };
  const found = method === "BFGS"
    ? variableMetricMinimum(start, objective, gradient, options)
    : simplexMinimum(start, objective, options);
  return outcome(found, point, control["fnscale"]!);
}

function slopes(
  call: Call,
  gr: (x: Value) => Value,
  point: (x: readonly number[]) => Value,
  scale: number,
): (x: readonly number[]) => number[] {
  return (x) => {
    const g = Array.from(asDouble(gr(point(x))).values, (v) => v / scale);
    return g.length === x.length
      ? g
      : call.fail("wrong-length", `The gradient has ${g.length} elements for ${x.length}`);
  };
}

function outcome(
  { x, value, calls, gradients, fault }: Search,
  point: (x: readonly number[]) => Value,
  scale: number,
): Value {
  const counts = integers(Int32Array.of(calls, gradients ?? NA_INTEGER));
  return namedList([
    ["par", point(x)],
    ["value", double(value * scale)],
    ["counts", withNames(counts, ["function", "gradient"])],
    ["convergence", integer(fault)],
    ["message", NULL],
  ]);
}

export const SEARCHING: readonly Builtin[] = [
  word("optimize", "f, interval, ..., lower, upper, maximum, tol", optimize),
  word("optimise", "f, interval, ..., lower, upper, maximum, tol", optimize),
  word(
    "uniroot",
    'f, interval, ..., lower, upper, f.lower!, f.upper!, extendInt!"no", check.conv?, tol, maxiter, trace?',
    uniroot,
  ),
  word(
    "optim",
    "par, fn, gr, ..., method, lower!-Inf, upper!Inf, control, hessian!FALSE",
    optim,
  ),
];
