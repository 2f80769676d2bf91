/**
 * Densities of samples by kernels: `density`.
 *
 * @module
 */
import { greatest, least } from "../../../lists.ts";
import { normalDensity } from "../../../math/distribution/normal.ts";
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
import { RULES } from "./bandwidths.ts";

/** Kernels of variance 1. */
const KERNELS: Readonly<Record<string, (u: number) => number>> = {
  gaussian: (u) => normalDensity(u),
  epanechnikov: (u) => {
    const a = Math.sqrt(5);
    return Math.abs(u) < a ? 0.75 * (1 - (u / a) ** 2) / a : 0;
  },
  rectangular: (u) => Math.abs(u) < Math.sqrt(3) ? 0.5 / Math.sqrt(3) : 0,
  triangular: (u) => {
    const a = Math.sqrt(6);
    return Math.abs(u) < a ? (1 - Math.abs(u) / a) / a : 0;
  },
  biweight: (u) => {
    const a = Math.sqrt(7);
    return Math.abs(u) < a ? 15 / 16 * (1 - (u / a) ** 2) ** 2 / a : 0;
  },
  cosine: (u) => {
    const a = 1 / Math.sqrt(1 / 3 - 2 / Math.PI ** 2);
    return Math.abs(u) < a ? (1 + Math.cos(Math.PI * u / a)) / (2 * a) : 0;
  },
  optcosine: (u) => {
    const a = 1 / Math.sqrt(1 - 8 / Math.PI ** 2);
    return Math.abs(u) < a ? Math.PI / 4 * Math.cos(Math.PI * u / (2 * a)) / a : 0;
  },
};

/** What a density is asked with. */
export interface DensityOptions {
  bw: number;
  kernel?: string;
  n?: number;
  cut?: number;
  from?: number;
  to?: number;
  weights?: readonly number[] | null;
}

/** The share of each value, laid on the two points of a grid that it lies between. */
function gathered(
  x: readonly number[],
  weights: readonly number[] | null,
  low: number,
  high: number,
  n: number,
): Float64Array {
  const out = new Float64Array(n);
  const step = (high - low) / (n - 1);
  x.forEach((v, i) => {
    const mass = weights ? weights[i]! : 1 / x.length;
    const place = (v - low) / step;
    const k = Math.floor(place), rest = place - k;
    if (k >= 0 && k < n - 1) {
      out[k]! += (1 - rest) * mass;
      out[k + 1]! += rest * mass;
    } else if (k === -1) out[0]! += rest * mass;
    else if (k === n - 1) out[k]! += (1 - rest) * mass;
  });
  return out;
}

/**
 * The estimate, as R makes it: values are gathered on a fine grid, the kernel is laid over it, and the
 * points that are asked for lie on straight lines between those of the grid. R goes by a Fourier
 * transform; the sums are the same. R lays the kernel in steps of 2 (to − from) / (2 n − 1), a little
 * wider than the grid's own, up to its version 4.3; so do we.
 */
export function densityOf(
  x: readonly number[],
  options: DensityOptions,
): { x: number[]; y: number[] } {
  const { bw } = options;
  const kernel = KERNELS[options.kernel ?? "gaussian"]!;
  const asked = options.n ?? 512, cut = options.cut ?? 3;
  const from = options.from ?? least(x) - cut * bw, to = options.to ?? greatest(x) + cut * bw;
  const n = Math.max(asked, 512);
  const size = n > 512 ? 2 ** Math.ceil(Math.log2(n)) : n;
  const [low, high] = [from - 4 * bw, to + 4 * bw];
  const masses = gathered(x, options.weights ?? null, low, high, size);
  const step = (high - low) / (size - 1), wide = 2 * (high - low) / (2 * size - 1);
  const weights = Float64Array.from({ length: size }, (_, k) => kernel(k * wide / bw) / bw);
  const grid = new Float64Array(size);
  masses.forEach((mass, j) => {
    if (mass === 0) return;
    for (let i = 0; i < size; i++) grid[i]! += mass * weights[Math.abs(i - j)]!;
  });
  const at = Array.from(
    { length: asked },
    (_, i) => asked === 1 ? from : from + i * (to - from) / (asked - 1),
  );
  return {
    x: at,
    y: at.map((v) => {
      const place = Math.min(size - 1, Math.max(0, (v - low) / step));
      const k = Math.min(size - 2, Math.floor(place));
      return Math.max(0, grid[k]! + (place - k) * (grid[k + 1]! - grid[k]!));
    }),
  };
}

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
  const out = densityOf(x, {
    bw,
    kernel: call.choice("kernel", Object.keys(KERNELS)),
    n,
    cut: call.number("cut", 3),
    ...(call.has("from") ? { from: call.number("from") } : {}),
    ...(call.has("to") ? { to: call.number("to") } : {}),
    weights,
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
