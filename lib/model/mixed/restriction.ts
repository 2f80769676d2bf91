/**
 * The criterion with one coefficient held at a value: what the profile of a fixed effect is made of.
 *
 * @module
 */
import { dot, norm } from "../../math/algebra/products.ts";
import { MixedCriterion } from "./criterion.ts";
import type { StoreBlock } from "../elimination/state.ts";

/**
 * The ML criterion under t'b = value. With b = value·t/t't + Nu (N a basis of what is orthogonal to t),
 * [X y] becomes [XN, y − value·Xt/t't] and every S becomes K'SK. N is a reflection I − τvv' that turns t
 * to an axis, without the column of that axis, so that K'SK takes p² steps.
 */
export class RestrictedCriterion extends MixedCriterion {
  /** v, τ and the axis. */
  private readonly reflection: Reflection;
  private readonly direction: Float64Array;
  private readonly buffers = new Map<StoreBlock | null, Float64Array>();
  /** Av and Ad of a part [A a; a' s], d = value·t/t't. */
  private readonly turned: Float64Array;
  private readonly moved: Float64Array;
  private value = 0;

  /** @param whole the criterion of the model, whose elimination is used */
  constructor({ elimination, coordinates, residual, facts }: MixedCriterion, t: Float64Array) {
    const p = t.length;
    super(elimination, coordinates, residual, facts, false, p - 1);
    const size = dot(t, t);
    this.direction = t.map((x) => x / size);
    this.reflection = reflectionOf(t);
    this.turned = new Float64Array(p);
    this.moved = new Float64Array(p);
  }

  /** Moves the value at which the coefficient is held. */
  hold(value: number): void {
    this.value = value;
  }

  /** ∂(criterion)/∂value at the last point evaluated. */
  slope(): number {
    const p = this.p + 1;
    const width = p + 1;
    const s = this.elimination.fixedPart();
    const { v, tau, axis } = this.reflection;
    const e = new Float64Array(width); // K(−u; 1)
    for (let i = 0, j = 0; i < p; i++) if (i !== axis) e[i] = -this.beta[j++]!;
    let along = 0;
    for (let i = 0; i < p; i++) along += v[i]! * e[i]!;
    for (let i = 0; i < p; i++) e[i]! -= tau * along * v[i]! + this.value * this.direction[i]!;
    e[p] = 1;
    let sum = 0;
    for (let i = 0; i < p; i++) {
      for (let j = 0; j < width; j++) {
        sum -= 2 * this.direction[i]! * (i <= j ? s[i * width + j]! : s[j * width + i]!) * e[j]!;
      }
    }
    return sum / this.sigmaSquared;
  }

  protected override fixedPart(block?: StoreBlock): Float64Array {
    const p = this.p + 1;
    const width = p + 1;
    const s = this.elimination.fixedPart(block);
    const key = block ?? null;
    let out = this.buffers.get(key);
    if (!out) this.buffers.set(key, out = new Float64Array(p * p));
    const { turned, moved, direction, value } = this;
    const { v, tau, axis } = this.reflection;
    turned.fill(0);
    moved.fill(0);
    for (let i = 0; i < p; i++) {
      for (let j = i; j < p; j++) {
        const x = s[i * width + j]!;
        turned[i]! += x * v[j]!;
        moved[i]! += x * direction[j]!;
        if (i === j) continue;
        turned[j]! += x * v[i]!;
        moved[j]! += x * direction[i]!;
      }
    }
    const inner = tau * tau * dot(v, turned);
    // a − value·Ad, its image, and what is left of s
    let corner = s[p * width + p]!;
    let along = 0;
    for (let i = 0; i < p; i++) {
      const own = s[i * width + p]!;
      const changed = own - value * moved[i]!;
      corner -= value * direction[i]! * (own + changed);
      along += v[i]! * changed;
      moved[i] = changed;
    }
    for (let i = 0, r = 0; i < p; i++) {
      if (i === axis) continue;
      for (let j = i, c = r; j < p; j++) {
        if (j === axis) continue;
        out[r * p + c] = s[i * width + j]! - tau * (v[i]! * turned[j]! + turned[i]! * v[j]!) +
          inner * v[i]! * v[j]!;
        c++;
      }
      out[r * p + p - 1] = moved[i]! - tau * along * v[i]!;
      r++;
    }
    out[p * p - 1] = corner;
    return out;
  }
}

/** I − τvv', which turns a vector to an axis. */
interface Reflection {
  v: Float64Array;
  tau: number;
  axis: number;
}

/** The reflection of t to the axis of its largest element. */
function reflectionOf(t: Float64Array): Reflection {
  let axis = 0;
  for (let i = 1; i < t.length; i++) if (Math.abs(t[i]!) > Math.abs(t[axis]!)) axis = i;
  const v = t.slice();
  v[axis]! += Math.sign(t[axis]!) * norm(t);
  return { v, tau: 2 / dot(v, v), axis };
}
