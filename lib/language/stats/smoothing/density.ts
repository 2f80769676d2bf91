/**
 * Densities of samples by kernels: `density`.
 *
 * @module
 */
import { greatest, least } from "../../../lists.ts";
import { kernelDensity, KERNELS } from "../../../math/smoothing/kernel_density.ts";
import { deparse } from "../../../syntax/deparse.ts";
import type { Expr } from "../../../syntax/expr.ts";
import { type Builtin, type Call, word } from "../../evaluation/builtin.ts";
import { refuseLong } from "../../values/size.ts";
import {
  characters,
  double,
  doubles,
  integer,
  logical,
  namedList,
  NULL,
  text,
  type Value,
  withAttribute,
} from "../../values/value.ts";
import { RULES } from "../../../math/smoothing/bandwidths.ts";

function present(call: Call): number[] {
  const x = Array.from(call.doubles("x"));
  const known = x.filter((v) => v === v);
  if (known.length < x.length && !call.flag("na.rm", false)) {
    call.fail("missing-values", "density() takes values that are known", "na.rm = TRUE");
  }
  return known.filter(Number.isFinite);
}

function bandwidthIn(call: Call, x: readonly number[]): number {
  const given = call.optional("bw");
  let bw: number | null;
  if (!given || given.type === "character") {
    const rule = (given?.values[0] ?? "nrd0").toLowerCase();
    if (x.length < 2) {
      return call.fail("too-few", "density() needs two values to choose a bandwidth", "bw = 1");
    }
    const own = RULES[rule];
    if (!own) {
      return call.fail(
        "wrong-argument",
        `density() has no rule "${rule}"`,
        'bw is "nrd0", "nrd", "SJ", "ucv", "bcv", or a number',
      );
    }
    bw = own(x);
    if (bw === null) return call.fail("too-few", `The rule "${rule}" finds no bandwidth`);
  } else bw = call.number("bw");
  bw *= call.number("adjust", 1);
  return bw > 0 ? bw : call.wrong("bw", "a number above 0", double(bw));
}

/** The call as R keeps it: the method for numbers, arguments by their names. */
function callOf(call: Call): Value {
  const expr = call.expr;
  if (expr?.kind !== "call") return NULL;
  const first = expr.args.findIndex((a) => a.name === null);
  const made: Expr = {
    ...expr,
    callee: { kind: "name", name: "density.default", ...call.span },
    args: expr.args.map((a, i) => i === first ? { ...a, name: "x" } : a),
  };
  return {
    type: "language",
    expr: made,
    scope: null,
    source: null,
    attributes: null,
    exclusive: false,
    held: false,
  };
}

function density(call: Call): Value {
  const x = present(call);
  const bw = bandwidthIn(call, x);
  const n = call.number("n", 512);
  refuseLong(n * 64, call.span);
  const weights = call.has("weights") && call.value("weights").type !== "NULL"
    ? Array.from(call.doubles("weights"))
    : null;
  if (weights && weights.length !== x.length) {
    return call.fail(
      "bad-length",
      `density() has ${x.length} values and ${weights.length} weights`,
    );
  }
  const cut = call.number("cut", 3);
  const out = kernelDensity(x, {
    bandwidth: bw,
    kernel: KERNELS[call.choice("kernel", Object.keys(KERNELS))]!,
    count: n,
    from: call.has("from") ? call.number("from") : least(x) - cut * bw,
    to: call.has("to") ? call.number("to") : greatest(x) + cut * bw,
    ...(weights ? { weights } : {}),
  });
  const expr = call.quoted("x");
  return withAttribute(
    namedList([
      ["x", doubles(Float64Array.from(out.x))],
      ["y", doubles(Float64Array.from(out.y))],
      ["bw", double(bw)],
      ["n", integer(x.length)],
      ["call", callOf(call)],
      ["data.name", text(expr ? deparse(expr) : "x")],
      ["has.na", logical(false)],
    ]),
    "class",
    characters(["density"]),
  );
}

export const DENSITIES: readonly Builtin[] = [
  word(
    "density",
    "x, bw, adjust, kernel, weights, window!, width!, give.Rkern!FALSE, subdensity!FALSE, n, from, to, " +
      "cut, ext!4, old.coords!TRUE, na.rm, ...",
    density,
  ),
];
