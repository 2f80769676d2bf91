/**
 * Integrals by halving where the error is largest, and by extrapolating what comes of it: QUADPACK's
 * `qags` over an interval and `qagi` over half lines and the line (Piessens et al., 1983).
 *
 * @module
 */
import { EpsilonTable } from "./epsilon_table.ts";
import { type Integrand, over21, overHalfLine, type Panel } from "./gauss_kronrod.ts";

/** What became of an integral. */
export type Outcome =
  | "OK"
  | "maximum number of subdivisions reached"
  | "roundoff error was detected"
  | "extremely bad integrand behaviour"
  | "roundoff error is detected in the extrapolation table"
  | "the integral is probably divergent";

const OUTCOMES: readonly Outcome[] = [
  "OK",
  "maximum number of subdivisions reached",
  "roundoff error was detected",
  "extremely bad integrand behaviour",
  "roundoff error is detected in the extrapolation table",
  "the integral is probably divergent",
];

/** An integral, and how near it is. */
export interface Integral {
  readonly value: number;
  readonly error: number;
  readonly subdivisions: number;
  readonly outcome: Outcome;
}

/** How near is near enough. */
export interface Accuracy {
  readonly absolute: number;
  readonly relative: number;
  readonly subdivisions: number;
}

const EPS = Number.EPSILON;
const TINY = 2.2250738585072014e-308;
const HUGE = Number.MAX_VALUE;

/** A piece of the interval. */
interface Piece {
  a: number;
  b: number;
  result: number;
  error: number;
}

/** Pieces in the order of their errors, the largest first, as far as halving still goes. */
class Order {
  readonly pieces: Piece[] = [];
  /** Places of pieces by their errors. */
  #order: number[] = [];
  /** The place in the order of the piece that is halved next. */
  rank = 0;
  worst = 0;

  constructor(readonly limit: number, first: Piece) {
    this.pieces.push(first);
    this.#order = [0];
  }

  get piece(): Piece {
    return this.pieces[this.worst]!;
  }

  /** The next piece in the order. */
  at(rank: number): void {
    this.rank = rank;
    this.worst = this.#order[rank]!;
  }

  /** How far the order is kept. */
  get kept(): number {
    const last = this.pieces.length;
    return last > (this.limit >> 1) + 2 ? this.limit + 3 - last : last;
  }

  /** Puts the piece that was halved, and the one that is new, into their places. */
  sort(): void {
    const last = this.pieces.length - 1;
    const order = this.#order;
    const error = (i: number): number => this.pieces[i]!.error;
    if (last <= 1) {
      this.#order = [0, 1];
      this.at(this.rank);
      return;
    }
    const large = error(this.worst);
    while (this.rank > 0 && large > error(order[this.rank - 1]!)) {
      order[this.rank] = order[this.rank - 1]!;
      this.rank--;
    }
    const end = this.kept - 2;
    const small = error(last);
    let i = this.rank + 1;
    while (i <= end && large < error(order[i]!)) {
      order[i - 1] = order[i]!;
      i++;
    }
    if (i > end) {
      order[end] = this.worst;
      order[end + 1] = last;
    } else {
      order[i - 1] = this.worst;
      let k = end;
      while (k >= i && small >= error(order[k]!)) {
        order[k + 1] = order[k]!;
        k--;
      }
      order[k + 1] = last;
    }
    this.at(this.rank);
  }
}

function adaptive(
  rule: (a: number, b: number) => Panel,
  from: number,
  to: number,
  accuracy: Accuracy,
): Integral {
  const { absolute, relative, subdivisions } = accuracy;
  const done = (value: number, error: number, count: number, code: number): Integral => ({
    value,
    error,
    subdivisions: count,
    outcome: OUTCOMES[code > 2 ? code - 1 : code]!,
  });
  const bound = (value: number): number => Math.max(absolute, relative * Math.abs(value));
  const whole = rule(from, to);
  let { result } = whole;
  let code = whole.error <= EPS * 100 * whole.absolute && whole.error > bound(result) ? 2 : 0;
  if (subdivisions === 1) code = 1;
  if (
    code !== 0 || (whole.error <= bound(result) && whole.error !== whole.spread) ||
    whole.error === 0
  ) return done(result, whole.error, 1, code);
  const oneSigned = Math.abs(result) >= (1 - EPS * 50) * whole.absolute;
  const order = new Order(subdivisions, { a: from, b: to, result, error: whole.error });
  const { pieces } = order;
  const table = new EpsilonTable();
  table.add(result);
  let [area, sum, error] = [result, whole.error, HUGE];
  let [stalled, extrapolatedStalls, grown, unchanged] = [0, 0, 0, 0];
  let [extrapolating, plain, rough] = [false, false, false];
  let [small, large, test, correction] = [0, 0, 0, 0];
  const total = (): Integral => {
    let value = 0;
    for (const p of pieces) value += p.result;
    return done(value, sum, pieces.length, code);
  };
  for (let last = 2; last <= subdivisions; last++) {
    const piece = order.piece;
    const { a, b, result: before, error: largest } = piece;
    const middle = (a + b) * 0.5;
    const [left, right] = [rule(a, middle), rule(middle, b)];
    const both = left.result + right.result;
    const bothErrors = left.error + right.error;
    sum = sum + bothErrors - largest;
    area = area + both - before;
    if (left.spread !== left.error && right.spread !== right.error) {
      if (Math.abs(before - both) <= Math.abs(both) * 1e-5 && bothErrors >= largest * 0.99) {
        if (extrapolating) extrapolatedStalls++;
        else stalled++;
      }
      if (last > 10 && bothErrors > largest) grown++;
    }
    if (stalled + extrapolatedStalls >= 10 || grown >= 20) code = 2;
    if (extrapolatedStalls >= 5) rough = true;
    if (last === subdivisions) code = 1;
    if (
      Math.max(Math.abs(a), Math.abs(b)) <= (EPS * 100 + 1) * (Math.abs(middle) + TINY * 1000)
    ) code = 4;
    const first: Piece = { a, b: middle, result: left.result, error: left.error };
    const second: Piece = { a: middle, b, result: right.result, error: right.error };
    const [worse, better] = right.error > left.error ? [second, first] : [first, second];
    pieces[order.worst] = worse;
    pieces.push(better);
    order.sort();
    if (sum <= bound(area)) return total();
    if (code !== 0) break;
    if (last === 2) {
      small = Math.abs(to - from) * 0.375;
      large = sum;
      test = bound(area);
      table.add(area);
      continue;
    }
    if (plain) continue;
    large -= largest;
    if (Math.abs(middle - a) > small) large += bothErrors;
    if (!extrapolating) {
      if (Math.abs(order.piece.b - order.piece.a) > small) continue;
      extrapolating = true;
      order.rank = 1;
    }
    if (!rough && large > test && wider(order, small)) continue;
    table.add(area);
    const limit = table.limit();
    unchanged++;
    if (unchanged > 5 && error < sum * 0.001) code = 5;
    if (limit.error < error) {
      unchanged = 0;
      error = limit.error;
      result = limit.result;
      correction = large;
      test = bound(result);
      if (error <= test) break;
    }
    if (table.size === 1) plain = true;
    if (code === 5) break;
    order.at(0);
    extrapolating = false;
    small *= 0.5;
    large = sum;
  }
  if (error === HUGE) return total();
  if (code !== 0 || rough) {
    if (rough) error += correction;
    if (code === 0) code = 3;
    if (result === 0 || area === 0) {
      if (error > sum) return total();
      if (area === 0) return done(result, error, pieces.length, code);
    } else if (error / Math.abs(result) > sum / Math.abs(area)) return total();
  }
  const ratio = result / area;
  const tiny = !oneSigned && Math.max(Math.abs(result), Math.abs(area)) <= whole.absolute * 0.01;
  if (!tiny && (ratio < 0.01 || ratio > 100 || sum > Math.abs(area))) code = 6;
  return done(result, error, pieces.length, code);
}

/** Whether a wider piece is left, which is halved before the table is extended. */
function wider(order: Order, small: number): boolean {
  const end = order.kept - 1;
  for (let k = order.rank; k <= end; k++) {
    order.at(order.rank);
    if (Math.abs(order.piece.b - order.piece.a) > small) return true;
    order.rank++;
  }
  return false;
}

/**
 * The integral of a function from `from` to `to`, of which either may be infinite.
 *
 * @example
 * ```ts
 * import { integral } from "./adaptive.ts";
 * const square = (x: Float64Array) => x.map((v) => v * v);
 * integral(square, 0, 3, { absolute: 1e-4, relative: 1e-4, subdivisions: 100 }).value; // 9
 * ```
 */
export function integral(
  f: Integrand,
  from: number,
  to: number,
  accuracy: Accuracy,
): Integral {
  if (Number.isFinite(from) && Number.isFinite(to)) {
    return adaptive((a, b) => over21(f, a, b), from, to, accuracy);
  }
  const side = !Number.isFinite(from) && !Number.isFinite(to) ? 2 : Number.isFinite(from) ? 1 : -1;
  const bound = side === 2 ? 0 : side === 1 ? from : to;
  return adaptive((a, b) => overHalfLine(f, bound, side, a, b), 0, 1, accuracy);
}
