/**
 * Second derivatives of log|V| and log|C| without those of C, where every node meets nothing but [X y]: then
 * M = Z'V⁻¹Z has a block for each node, and with N = HB, W = NC⁻¹N' and Cₖ = ∂C/∂γₖ
 *
 *     ∂²log|V| = −Σ tr(TₖMTₗM),   ∂²log|C| = 2 Σ tr(TₖMTₗW) − tr(C⁻¹CₖC⁻¹Cₗ).
 *
 * The sums over nodes are of M ⊗ M and M ⊗ W, whatever the number of pairs of parameters.
 *
 * @module
 */
import type { RandomLayout } from "../covariance/random_structure.ts";
import type { Elimination } from "./elimination.ts";
import type { EliminationPattern } from "./pattern.ts";
import { pairIndex } from "./state.ts";

/** Whether every node meets nothing but [X y]. */
export function nodesAreAlone({ tailWidth, outerWidth }: EliminationPattern): boolean {
  return tailWidth === 0 && outerWidth.every((width) => width === 0);
}

/** Σ tr(TₖMTₗM) and Σ tr(TₖMTₗW), packed by pairs. */
export interface NodeTraces {
  mm: Float64Array;
  mw: Float64Array;
}

/**
 * The traces of an elimination whose nodes are alone.
 *
 * @param inverse C⁻¹, p × p
 */
export function nodeTraces(elimination: Elimination, inverse: Float64Array): NodeTraces {
  const { pattern, layout } = elimination;
  const sums = layout.groups.map(({ width }) => new NodeSums(elimination, inverse, width));
  for (let v = 0; v < pattern.sparse; v++) sums[pattern.group[v]!]!.add(v);
  const count = layout.parameters.length;
  const pairs = count * (count + 1) / 2;
  const out = { mm: new Float64Array(pairs), mw: new Float64Array(pairs) };
  layout.parameters.forEach((a, k) => {
    for (let l = 0; l <= k; l++) {
      const b = layout.parameters[l]!;
      if (a.group !== b.group) continue; // other groups have other nodes
      const { mm, mw } = sums[a.group]!;
      const c = layout.groups[a.group]!.width;
      const at = pairIndex(k, l);
      for (const [i, j] of places(a)) {
        for (const [r, s] of places(b)) {
          const from = (j * c + r) * c * c + s * c + i;
          out.mm[at]! += mm[from]!;
          out.mw[at]! += mw[from]!;
        }
      }
    }
  });
  return out;
}

/** The ones of T = ∂G/∂γ. */
function places({ row, column }: RandomLayout["parameters"][number]): [number, number][] {
  return row === column ? [[row, row]] : [[row, column], [column, row]];
}

/** Σ M ⊗ M and Σ M ⊗ W over the nodes of one group, c² × c². */
class NodeSums {
  readonly mm: Float64Array;
  readonly mw: Float64Array;
  private readonly a: Float64Array;
  private readonly h: Float64Array;
  private readonly m: Float64Array;
  private readonly w: Float64Array;
  private readonly n: Float64Array;
  private readonly image: Float64Array;

  constructor(
    private readonly elimination: Elimination,
    private readonly inverse: Float64Array,
    private readonly c: number,
  ) {
    const square = (): Float64Array => new Float64Array(c * c);
    this.mm = new Float64Array(c ** 4);
    this.mw = new Float64Array(c ** 4);
    this.a = square();
    this.h = square();
    this.m = square();
    this.w = square();
    const p = elimination.pattern.fixedWidth - 1;
    this.n = new Float64Array(c * p);
    this.image = new Float64Array(p);
  }

  add(v: number): void {
    this.load(v);
    const { c, m, w, mm, mw } = this;
    const size = c * c;
    for (let e = 0, at = 0; e < size; e++) {
      const x = m[e]!;
      for (let f = 0; f < size; f++, at++) {
        mm[at]! += x * m[f]!;
        mw[at]! += x * w[f]!;
      }
    }
  }

  /** M = Ha and W = NC⁻¹N'. */
  private load(v: number): void {
    const { elimination: { pattern, store, inner, innerStart }, inverse, c, a, h, m, w, n } = this;
    const p = pattern.fixedWidth - 1;
    const u = innerStart[v]!;
    for (let i = 0; i < c; i++) {
      const row = pattern.rowOf(v, i);
      for (let j = i; j < c; j++) a[i * c + j] = a[j * c + i] = store[row + j]!;
    }
    for (let i = 0; i < c; i++) {
      for (let j = 0; j < c; j++) {
        let sum = i === j ? 1 : 0;
        for (let k = 0; k < c; k++) sum -= a[i * c + k]! * inner[u + k * c + j]!;
        h[i * c + j] = sum;
      }
    }
    n.fill(0);
    for (let i = 0; i < c; i++) {
      for (let j = 0; j < c; j++) {
        let sum = 0;
        for (let k = 0; k < c; k++) sum += h[i * c + k]! * a[k * c + j]!;
        m[i * c + j] = sum;
        const x = h[i * c + j]!;
        const b = pattern.fixedOf(v, j);
        for (let k = 0; k < p; k++) n[i * p + k]! += x * store[b + k]!;
      }
    }
    for (let i = 0; i < c; i++) {
      this.image.fill(0);
      for (let k = 0; k < p; k++) {
        const x = n[i * p + k]!;
        for (let j = 0; j < p; j++) this.image[j]! += x * inverse[k * p + j]!;
      }
      for (let j = 0; j <= i; j++) {
        let sum = 0;
        for (let k = 0; k < p; k++) sum += this.image[k]! * n[j * p + k]!;
        w[i * c + j] = w[j * c + i] = sum;
      }
    }
  }
}
