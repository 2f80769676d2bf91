/**
 * The pseudo-inverse of a matrix of few columns, by its singular values (one-sided Jacobi rotations,
 * Hestenes 1958). Columns are brought to length one first; what is singular then is left out.
 *
 * @module
 */

import { greatest } from "../../lists.ts";

/** Rows of the pseudo-inverse, one a column; what is smaller than `tolerance` times the greatest is singular. */
export function narrowPseudoInverse(
  columns: readonly Float64Array[],
  tolerance = 100 * Number.EPSILON,
): { rows: Float64Array[]; rank: number } {
  const p = columns.length;
  const lengths = columns.map((c) => Math.sqrt(c.reduce((s, v) => s + v * v, 0)));
  const a = columns.map((c, k) => c.map((v) => lengths[k]! > 0 ? v / lengths[k]! : 0));
  const v = Array.from(
    { length: p },
    (_, i) => Array.from({ length: p }, (_, j) => i === j ? 1 : 0),
  );
  for (let sweep = 0; sweep < 60; sweep++) {
    let turned = false;
    for (let i = 0; i < p; i++) {
      for (let j = i + 1; j < p; j++) {
        let [aa, bb, ab] = [0, 0, 0];
        a[i]!.forEach((x, r) => {
          const y = a[j]![r]!;
          aa += x * x;
          bb += y * y;
          ab += x * y;
        });
        if (Math.abs(ab) <= 1e-16 * Math.sqrt(aa * bb) || ab === 0) continue;
        turned = true;
        const zeta = (bb - aa) / (2 * ab);
        const t = Math.sign(zeta || 1) / (Math.abs(zeta) + Math.sqrt(1 + zeta * zeta));
        const c = 1 / Math.sqrt(1 + t * t), s = c * t;
        for (const m of [a, v]) {
          const [x, y] = [m[i]!, m[j]!];
          for (let r = 0; r < x.length; r++) {
            const [f, g] = [x[r]!, y[r]!];
            x[r] = c * f - s * g;
            y[r] = s * f + c * g;
          }
        }
      }
    }
    if (!turned) break;
  }
  const singular = a.map((c) => Math.sqrt(c.reduce((s, x) => s + x * x, 0)));
  const most = greatest(singular, 0);
  const n = columns[0]?.length ?? 0;
  const rank = singular.filter((d) => d > most * tolerance).length;
  const rows = Array.from({ length: p }, (_, row) => {
    const out = new Float64Array(n);
    if (!(lengths[row]! > 0)) return out;
    for (let k = 0; k < p; k++) {
      const d = singular[k]!;
      if (d <= most * tolerance) continue;
      const f = v[k]![row]! / (d * d) / lengths[row]!;
      for (let i = 0; i < n; i++) out[i]! += f * a[k]![i]!;
    }
    return out;
  });
  return { rows, rank };
}
