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
 * [X y] becomes [XN, y − value·Xt/t't] and every S becomes K'SK.
 */
export class RestrictedCriterion extends MixedCriterion {
  /** (p + 1) × p: the columns of N, then the new response. */
  private readonly k: Float64Array;
  private readonly direction: Float64Array;
  private readonly buffers = new Map<StoreBlock | null, Float64Array>();
  private readonly image2: Float64Array;

  /** @param whole the criterion of the model, whose elimination is used */
  constructor({ elimination, coordinates, residual, facts }: MixedCriterion, t: Float64Array) {
    const p = t.length;
    super(elimination, coordinates, residual, facts, false, p - 1);
    this.image2 = new Float64Array((p + 1) * p);
    this.k = new Float64Array((p + 1) * p);
    const size = dot(t, t);
    this.direction = t.map((x) => x / size);
    const basis = orthogonalComplement(t);
    for (let i = 0; i < p; i++) {
      for (let j = 0; j < p - 1; j++) this.k[i * p + j] = basis[i * (p - 1) + j]!;
    }
    this.k[p * p + p - 1] = 1;
  }

  /** Moves the value at which the coefficient is held. */
  hold(value: number): void {
    const p = this.p + 1;
    for (let i = 0; i < p; i++) this.k[i * p + p - 1] = -value * this.direction[i]!;
  }

  /** ∂(criterion)/∂value at the last point evaluated. */
  slope(): number {
    const p = this.p + 1;
    const width = p + 1;
    const s = this.elimination.fixedPart();
    const e = new Float64Array(width); // K(−u; 1)
    for (let i = 0; i < width; i++) {
      for (let j = 0; j < p; j++) {
        e[i]! += this.k[i * p + j]! * (j < p - 1 ? -this.beta[j]! : 1);
      }
    }
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
    const { image2: half, k } = this;
    for (let i = 0; i < width; i++) {
      for (let j = 0; j < p; j++) {
        let sum = 0;
        for (let r = 0; r < width; r++) {
          sum += (i <= r ? s[i * width + r]! : s[r * width + i]!) * k[r * p + j]!;
        }
        half[i * p + j] = sum;
      }
    }
    for (let i = 0; i < p; i++) {
      for (let j = i; j < p; j++) {
        let sum = 0;
        for (let r = 0; r < width; r++) sum += k[r * p + i]! * half[r * p + j]!;
        out[i * p + j] = sum;
      }
    }
    return out;
  }
}

/** p × (p − 1), orthonormal columns orthogonal to t, by a Householder reflection. */
function orthogonalComplement(t: Float64Array): Float64Array {
  const p = t.length;
  let pivot = 0;
  for (let i = 1; i < p; i++) if (Math.abs(t[i]!) > Math.abs(t[pivot]!)) pivot = i;
  const length = norm(t);
  const v = t.slice();
  v[pivot]! += Math.sign(t[pivot]!) * length;
  const size = dot(v, v);
  const out = new Float64Array(p * (p - 1));
  for (let j = 0, column = 0; j < p; j++) {
    if (j === pivot) continue;
    for (let i = 0; i < p; i++) {
      out[i * (p - 1) + column] = (i === j ? 1 : 0) - 2 * v[i]! * v[j]! / size;
    }
    column++;
  }
  return out;
}
