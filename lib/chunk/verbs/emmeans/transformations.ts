/**
 * Transformations that are handed over: by name, or as the functions there and back that `make.tran` gives.
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import { LINKS } from "../../../model/generalized/families/links.ts";
import {
  type Transformation,
  transformationNamed,
  TRANSFORMATIONS,
} from "../../../model/formula/transformation.ts";
import { characters, doubles } from "../../../language/values/value.ts";
import { toLanguage } from "../../bridge/to_language.ts";
import type { Call } from "../../evaluation/call.ts";
import { composed } from "../../evaluation/composed.ts";
import { type Verb, verbOf } from "../../evaluation/verb.ts";
import type { ListValue, Value } from "../../values/value.ts";
import { numbersOf, textsOf } from "../../values/vector.ts";

const verb = verbOf("emmeans");

/** A transformation by its name, that of a link among them; null of what is the identity. */
function named(call: Call, argument: string): Transformation | null {
  const name = call.text(argument);
  if (name === "identity") return null;
  const found = transformationNamed(name);
  if (found) return found;
  const link = Object.hasOwn(LINKS, name) ? LINKS[name] : undefined;
  if (link) {
    const { mean, derivative, ratio } = link;
    return { name, inverse: mean, derivative, ratio };
  }
  const known = [...new Set([...TRANSFORMATIONS, ...Object.keys(LINKS)])];
  return fail("wrong-argument", `There is no transformation called ${name}`, {
    span: call.spanOf(argument),
    hint: `Choose one of ${known.join(", ")}, or make.tran("power", 0.5)`,
  });
}

/** A transformation of a list with the functions `linkinv` and `mu.eta`. */
function ofFunctions(call: Call, argument: string, value: ListValue): Transformation {
  const part = (name: string): Value =>
    value.items.find((item) => item.name === name)?.value ??
      call.wrong(argument, "a name or what make.tran() gives", value);
  const apply = (name: string): (eta: number) => number => {
    const f = toLanguage(part(name));
    return (eta) =>
      numbersOf(composed(call, ".f(.x)", { ".f": f, ".x": doubles([eta]) }))?.[0] ?? NaN;
  };
  const label = part("name");
  return {
    name: label.kind === "character" ? textsOf(label)[0] ?? argument : argument,
    inverse: apply("linkinv"),
    derivative: apply("mu.eta"),
    ratio: null,
  };
}

/** The transformation that an argument is: a name, or functions; null of none. */
export function transformationArgument(call: Call, argument: string): Transformation | null {
  const value = call.value(argument);
  if (value.kind === "null") return null;
  if (value.kind === "list") return ofFunctions(call, argument, value);
  return named(call, argument);
}

/** The functions of each kind in the language of the page, a and b being the parameters. */
const KINDS = `{
  a <- .alpha
  b <- .beta
  d <- function(x) format(round(x, 3))
  mu <- if (b == 0) "mu" else paste0("(mu - ", d(b), ")")
  share <- if (a == 1) "mu" else paste0("mu/", d(a))
  least <- .Machine$double.eps
  bounded <- function(eta) pmin(pmax(eta, 0), pi / 2)
  lowest <- if (a > 0) -1 / a else -Inf
  base <- if (b == 0) 1 else log(b)
  make <- function(name, linkfun, linkinv, mu.eta, ...) {
    list(linkfun = linkfun, linkinv = linkinv, mu.eta = mu.eta, ..., alpha = a, beta = b, name = name)
  }
  logarithm <- function(shift, base, name) make(name,
    function(mu) log(pmax(mu + shift, 0)) / base,
    function(eta) pmax(exp(base * eta), least) - shift,
    function(eta) base * pmax(exp(base * eta), least))
  switch(.type,
    genlog = logarithm(a, base, paste0("log(mu + ", d(a), ")", if (b == 0) "" else paste0(" (base ", d(b), ")"))),
    power = if (a == 0) logarithm(-b, 1, if (b == 0) "log" else paste0("log(mu + ", d(-b), ")")) else make(
      paste0(mu, "^", if (a > 0) d(a) else paste0("(", d(a), ")")),
      function(mu) pmax(mu - b, 0)^a,
      function(eta) b + pmax(eta, 0)^(1 / a),
      function(eta) pmax(eta, 0)^(1 / a - 1) / a),
    boxcox = if (a == 0) logarithm(-b, 1, if (b == 0) "log" else paste0("log(mu + ", d(-b), ")")) else make(
      paste0("Box-Cox (lambda = ", d(a), ")", if (b == 0) "" else paste0(" of (y - ", d(b), ")")),
      function(mu) ((mu - b)^a - 1) / a,
      function(eta) b + (1 + a * pmax(eta, lowest))^(1 / a),
      function(eta) (1 + a * pmax(eta, lowest))^(1 / a - 1)),
    sympower = {
      if (a <= 0) stop("the power of sympower is above 0")
      make(
        paste0(gsub("[()]", "|", mu), "^", d(a), " * sign", if (b == 0) "(mu)" else mu),
        function(mu) sign(mu - b) * abs(mu - b)^a,
        function(eta) b + sign(eta) * abs(eta)^(1 / a),
        function(eta) abs(eta)^(1 / a - 1) / a)
    },
    asin.sqrt = make(paste0("asin(sqrt(", share, "))"),
      function(mu) asin(sqrt(mu / a)),
      function(eta) a * sin(bounded(eta))^2,
      function(eta) a * sin(2 * bounded(eta))),
    atanh = make(paste0("atanh(", share, ")"),
      function(mu) atanh(mu / a),
      function(eta) a * tanh(eta),
      function(eta) a * (1 - tanh(eta)^2)),
    bcnPower = {
      if (b <= 0) stop("the second parameter of bcnPower is above 0")
      q <- function(eta) if (abs(a) < 1e-10) 2 * exp(eta) else 2 * (a * eta + 1)^(1 / a)
      slope <- function(eta) if (abs(a) < 1e-10) 2 * exp(eta) else 2 * (a * eta + 1)^(1 / a - 1)
      make(paste0("bcnPower(", signif(a, 3), ", ", signif(b, 3), ")"),
        function(mu) {
          s <- (mu + sqrt(mu^2 + b^2)) / 2
          if (abs(a) < 1e-10) log(s) else (s^a - 1) / a
        },
        function(eta) (q(eta)^2 - b^2) / (2 * q(eta)),
        function(eta) (1 + (b / q(eta))^2) * slope(eta) / 2)
    },
    scale = make(paste0("scale(", signif(a, 3), ", ", signif(b, 3), ")"),
      function(mu) (mu - a) / b,
      function(eta) b * eta + a,
      function(eta) rep(b, length(eta))))
}`;

const TYPES = [
  "genlog",
  "power",
  "boxcox",
  "sympower",
  "asin.sqrt",
  "atanh",
  "bcnPower",
  "scale",
] as const;

function made(call: Call): Value {
  const type = call.choice("type", TYPES, "genlog");
  const given = call.has("param") ? [...call.numbers("param")] : null;
  const first = call.has("alpha") ? [...call.numbers("alpha")] : [1];
  const several = given ?? first;
  let [alpha = 1, second] = several;
  let beta = second ?? call.number("beta", 0);
  if (type === "scale") {
    if (!call.has("y")) {
      fail("missing-argument", 'make.tran("scale") needs y', {
        span: call.span,
        hint: 'Write make.tran("scale", y = d$yield)',
      });
    }
    const y = [...call.numbers("y")].filter((v) => !Number.isNaN(v));
    const mean = y.reduce((s, v) => s + v, 0) / y.length;
    [alpha, beta] = [
      mean,
      Math.sqrt(y.reduce((s, v) => s + (v - mean) ** 2, 0) / (y.length - 1)),
    ];
  }
  return composed(call, KINDS, {
    ".type": characters([type]),
    ".alpha": doubles([alpha]),
    ".beta": doubles([beta]),
  });
}

/** Verbs of transformations. */
export const MADE_TRANSFORMATIONS: readonly Verb[] = [
  verb(
    "make.tran",
    "type?, alpha?, beta?, param?, y?",
    "a transformation with the functions there and back",
    made,
  ),
];
