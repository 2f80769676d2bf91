/**
 * Integrals over one interval by the rules of Gauss and Kronrod, with an estimate of the error.
 *
 * Rules and error estimates are those of QUADPACK (Piessens, de Doncker-Kapenga, Überhuber and
 * Kahaner, *QUADPACK*, Springer 1983), which R's `integrate` uses.
 *
 * @module
 */

/** The values of a function at some points. */
export type Integrand = (x: Float64Array) => ArrayLike<number>;

/** One interval's integral. */
export interface Panel {
  result: number;
  error: number;
  /** The integral of |f|. */
  absolute: number;
  /** The integral of |f − mean of f|. */
  spread: number;
}

const NODES_21 = [
  0.995657163025808080735527280689003,
  0.973906528517171720077964012084452,
  0.930157491355708226001207180059508,
  0.865063366688984510732096688423493,
  0.780817726586416897063717578345042,
  0.679409568299024406234327365114874,
  0.562757134668604683339000099272694,
  0.433395394129247190799265943165784,
  0.294392862701460198131126603103866,
  0.14887433898163121088482600112972,
];
const KRONROD_21 = [
  0.011694638867371874278064396062192,
  0.03255816230796472747881897245939,
  0.05475589657435199603138130024458,
  0.07503967481091995276704314091619,
  0.093125454583697605535065465083366,
  0.109387158802297641899210590325805,
  0.123491976262065851077958109585166,
  0.134709217311473325928054001771707,
  0.142775938577060080797094273138717,
  0.147739104901338491374841515972068,
  0.149445554002916905664936468389821,
];
/** Weights of Gauss's rule; 0 at nodes that are Kronrod's alone. */
const GAUSS_21 = [
  0,
  0.066671344308688137593568809893332,
  0,
  0.149451349150580593145863396957697,
  0,
  0.219086362515982043995534934228163,
  0,
  0.269266719309996355091226921569469,
  0,
  0.295524224714752870173815619188769,
  0,
];
/** Nodes of Gauss's rule come first. */
const ORDER_21 = [1, 3, 5, 7, 9, 0, 2, 4, 6, 8];
const ORDER_15 = [0, 1, 2, 3, 4, 5, 6];
const NODES_15 = [
  0.991455371120812639206854697526329,
  0.949107912342758524526189684047851,
  0.864864423359769072789712788640926,
  0.741531185599394439863864773280788,
  0.58608723546769113029414469169,
  0.405845151377397166906606412076961,
  0.207784955007898467600689403773245,
];
const KRONROD_15 = [
  0.022935322010529224963732008058970,
  0.063092092629978553290700663189204,
  0.104790010322250183839876322541518,
  0.140653259715525918745189590510238,
  0.169004726639267902826583426598550,
  0.190350578064785409913256402421014,
  0.204432940075298892414161999234649,
  0.209482141084727828012999174891714,
];
const GAUSS_15 = [
  0,
  0.129484966168869693270611432679082,
  0,
  0.27970539148927666790146777142378,
  0,
  0.381830050505118944950369775488975,
  0,
  0.417959183673469387755102040816327,
];

/** A rule's sums over values in the middle and at pairs of nodes to both sides of it. */
function panel(
  half: number,
  middle: number,
  pairs: readonly (readonly [number, number])[],
  kronrod: readonly number[],
  gauss: readonly number[],
  order: readonly number[],
): Panel {
  const n = pairs.length;
  let g = gauss[n]! * middle;
  let k = kronrod[n]! * middle;
  let absolute = Math.abs(k);
  // sums of rounded numbers depend on their order
  for (const j of order) {
    const [a, b] = pairs[j]!;
    g += gauss[j]! * (a + b);
    k += kronrod[j]! * (a + b);
    absolute += kronrod[j]! * (Math.abs(a) + Math.abs(b));
  }
  const mean = k * 0.5;
  let spread = kronrod[n]! * Math.abs(middle - mean);
  pairs.forEach(([a, b], j) => {
    spread += kronrod[j]! * (Math.abs(a - mean) + Math.abs(b - mean));
  });
  absolute *= Math.abs(half);
  spread *= Math.abs(half);
  let error = Math.abs((k - g) * half);
  if (spread !== 0 && error !== 0) {
    error = spread * Math.min(1, Math.pow(error * 200 / spread, 1.5));
  }
  if (absolute > 2.2250738585072014e-308 / (Number.EPSILON * 50)) {
    error = Math.max(Number.EPSILON * 50 * absolute, error);
  }
  return { result: k * half, error, absolute, spread };
}

/** The integral from `a` to `b` by 21 points. */
export function over21(f: Integrand, a: number, b: number): Panel {
  const [centre, half] = [(a + b) * 0.5, (b - a) * 0.5];
  const at = Float64Array.of(
    centre,
    ...NODES_21.flatMap((x) => [centre - half * x, centre + half * x]),
  );
  const v = f(at);
  const pairs = NODES_21.map((_, j) => [v[2 * j + 1]!, v[2 * j + 2]!] as const);
  return panel(half, v[0]!, pairs, KRONROD_21, GAUSS_21, ORDER_21);
}

/**
 * The integral over a part `a` to `b` of (0, 1], onto which a half line from `bound` is mapped by
 * x = bound ± (1 − t)/t; `side` 2 is the whole line, whose halves are added.
 */
export function overHalfLine(
  f: Integrand,
  bound: number,
  side: -1 | 1 | 2,
  a: number,
  b: number,
): Panel {
  const [centre, half] = [(a + b) * 0.5, (b - a) * 0.5];
  const t = [centre, ...NODES_15.flatMap((x) => [centre - half * x, centre + half * x])];
  const sign = Math.min(1, side);
  const at = Float64Array.from(t, (s) => bound + sign * (1 - s) / s);
  const v = f(at);
  const w = side === 2 ? f(at.map((x) => -x)) : null;
  const value = (i: number): number => (v[i]! + (w ? w[i]! : 0)) / t[i]! / t[i]!;
  const pairs = NODES_15.map((_, j) => [value(2 * j + 1), value(2 * j + 2)] as const);
  return panel(half, value(0), pairs, KRONROD_15, GAUSS_15, ORDER_15);
}
