/** Which factors are found nested, beside emmeans 1.8.4-1 (`ref_grid(m)@model.info$nesting`). */
import { assertEquals } from "@std/assert";
import { tableFrom } from "../../lib/data/table_from.ts";
import { referenceGrid } from "../../lib/inference/means/reference_grid.ts";
import { lm } from "../../lib/model/linear/lm.ts";

/**
 * A, B and C are crossed, with two plots r a cell. N is nested in A, Q in N and C, W in A and B, A in
 * a2; M and P name the same groups as A and N do.
 */
const rows = Array.from({ length: 24 }, (_, i) => {
  const r = 1 + i % 2;
  const A = `a${1 + Math.floor(i / 2) % 3}`;
  const B = `b${1 + Math.floor(i / 6) % 2}`;
  const C = `c${1 + Math.floor(i / 12)}`;
  const N = `${A}n${r}`;
  return {
    y: (i * 7 + 3) % 11 + i / 10,
    ...{ r, A, B, C, N, P: `${N}p`, M: `${A}m`, W: A + B, Q: N + C, a2: A === "a3" ? "g2" : "g1" },
  };
});
const data = tableFrom(
  Object.fromEntries(
    Object.keys(rows[0]!).map((name) => [name, rows.map((row) => row[name as keyof typeof row])]),
  ),
);

const nests = (formula: string): string =>
  [...referenceGrid(lm(formula, data)).nesting]
    .map(([inner, outer]) => `${inner} in ${outer.join("*")}`).join("; ");

const AS_EMMEANS: Readonly<Record<string, string>> = {
  "y ~ M/A": "",
  "y ~ A/M": "",
  "y ~ M:A": "",
  "y ~ A*M": "A in M",
  "y ~ A:M + B": "",
  "y ~ A + M/B": "A in M; B in M",
  "y ~ A/B + M": "A in M; B in M*A",
  "y ~ A + A:N": "N in A",
  "y ~ N/A": "",
  "y ~ N + N:A": "",
  "y ~ N:A + A": "N in A",
  "y ~ W + N": "",
  "y ~ W + N + A": "W in A; N in A",
  "y ~ W + N + A + B": "W in A*B; N in A",
  "y ~ W*N": "",
  "y ~ A + N:C": "",
  "y ~ A + A:N:C": "",
  "y ~ A*B + W": "W in A*B",
  "y ~ A*W": "W in A",
  "y ~ B/W + A": "W in B*A",
  "y ~ A*B": "",
  "y ~ A/B": "B in A",
  "y ~ A + A:B": "B in A",
  "y ~ A:B": "",
  "y ~ 0 + A:B": "",
  "y ~ A:B:C": "",
  "y ~ A + B:C": "",
  "y ~ A + A:B + A:B:C": "B in A; C in A*B",
  "y ~ A/B/C": "B in A; C in A*B",
  "y ~ (A*B)/C": "C in A*B",
  "y ~ A*B*C - C": "",
  "y ~ A*B*C - C - A:C": "C in B",
  "y ~ A*B*C - B - C": "",
  "y ~ A + A:B + A:C": "B in A; C in A",
  "y ~ A + A:B + C:B + C": "",
  "y ~ A + C + A:B + C:B": "",
  "y ~ A + B + A:B:C": "C in A*B",
  "y ~ A + A:B:C": "",
  "y ~ A:B + A:B:C": "C in A*B",
  "y ~ A + B:A + C": "B in A",
  "y ~ N + A": "N in A",
  "y ~ A + N": "N in A",
  "y ~ A/N": "N in A",
  "y ~ N + A + B": "N in A",
  "y ~ N*B": "",
  "y ~ N*B + A": "N in A",
  "y ~ A + M": "A in M",
  "y ~ M + A": "M in A",
  "y ~ A + M + B": "A in M",
  "y ~ W + A + B": "W in A*B",
  "y ~ W + A": "W in A",
  "y ~ A + B + W": "W in A*B",
  "y ~ W": "",
  "y ~ A + P + N": "P in A*N; N in A",
  "y ~ N + P + A": "N in A*P; P in A",
  "y ~ Q + N + A": "Q in A*N; N in A",
  "y ~ Q + A": "Q in A",
  "y ~ A + N + Q + C": "N in A; Q in A*N*C",
  "y ~ a2 + A": "A in a2",
  "y ~ A + a2 + N": "A in a2; N in a2*A",
  "y ~ N + a2": "N in a2",
  "y ~ N + a2 + M": "N in a2*M; M in a2",
  "y ~ a2/A/N": "A in a2; N in a2*A",
  "y ~ a2/A/N/C": "A in a2; N in a2*A; C in a2*A*N",
  "y ~ B + a2/A": "A in a2",
  "y ~ B*(a2/A)": "A in a2",
  "y ~ B/(a2/A)": "A in B*a2; a2 in B",
  "y ~ A %in% B": "",
  "y ~ B + A %in% B": "A in B",
  "y ~ A*B - A": "A in B",
  "y ~ A*B - B": "B in A",
  "y ~ A*B - A - B": "",
  "y ~ A*B*C - A:B:C - A": "",
  "y ~ (A+B+C)^2 - A": "",
  "y ~ (A+B+C)^2 - A - B": "",
  "y ~ (A+B+C)^2 - A - B - C": "",
  "y ~ A*B + A:B:C - A": "A in B; C in B*A",
  "y ~ (A/B)*C": "B in A",
  "y ~ A/(B*C)": "B in A; C in A",
  "y ~ A/B + C/B": "",
  "y ~ A/C + B/C": "",
  "y ~ A:B + C": "",
  "y ~ C + A:B + A": "B in A",
  "y ~ C/A + C/B": "A in C; B in C",
  "y ~ C/A + C/B + C:A:B": "A in C; B in C",
  "y ~ 0 + A + A:B": "B in A",
  "y ~ 0 + A/B": "B in A",
  "y ~ 0 + A*B": "",
  "y ~ 0 + A:B + C": "",
  "y ~ 0 + C + A:B": "",
  "y ~ A + B + C + A:C": "",
  "y ~ r + A:r": "A in r",
  "y ~ r + A:r + B": "A in r",
  "y ~ r*A + A:B": "B in A",
  "y ~ A:B:C + A:B + A": "B in A; C in A*B",
  "y ~ A:r": "",
  "y ~ r:A + B": "",
  "y ~ A + factor(r):A": "r in A",
  "y ~ factor(r)/A": "A in r",
  "y ~ C + N + A + Q": "N in A; Q in A*C*N",
  "y ~ A + A:B + N": "N in A; B in A",
  "y ~ A + M + P": "A in M; P in M*A",
  "y ~ A + M + a2": "A in a2*M; M in a2",
  "y ~ A:N": "",
  "y ~ A:N + B": "",
  "y ~ A*N*B": "N in A",
  "y ~ B/A + C/A": "",
  "y ~ A + B + A:C": "C in A",
  "y ~ C + A:C + B": "A in C",
  "y ~ B:A + A + C:A": "B in A; C in A",
  "y ~ C:B + A": "",
  "y ~ A:B + C:B": "A in B; C in B",
  "y ~ A + B + A:C:B": "C in A*B",
  "y ~ A + C + A:C:B": "B in A*C",
  "y ~ A + C + A:C + A:C:B": "B in A*C",
  "y ~ A:C + A:C:B": "B in A*C",
  "y ~ A:C + A:C:B + A": "C in A; B in A*C",
  "y ~ A + B + N": "N in A",
  "y ~ A + N + B:C": "N in A",
};

Deno.test("nesting by the data and by the formula, as emmeans finds it", () => {
  for (const [formula, found] of Object.entries(AS_EMMEANS)) {
    assertEquals(`${formula}: ${nests(formula)}`, `${formula}: ${found}`);
  }
});

Deno.test("a factor with effects across the levels of another is not nested in it", () => {
  // B's effects stand within A in one term and across A in the other; emmeans: B in A; C in A*B
  assertEquals(nests("y ~ A + A:B + C:B"), "C in B");
});
