/**
 * A design before data: declaration, shell with expected mean squares, notation, power.
 *
 * deno bench --allow-read tests/bench/design_bench.ts
 */
import { design } from "../../lib/design/declared/design.ts";
import { notationOf } from "../../lib/design/structure/notation.ts";
import { power } from "../../lib/design/planning/power.ts";
import { anovaShell } from "../../lib/design/structure/shell.ts";

const spec = {
  units: "~ Farm/Block/(Row*Column)/Sub/Subsub",
  treatments: "~ A*B*C*D",
  levels: { Farm: 3, Block: 4, Row: 3, Column: 5, Sub: 2, Subsub: 3, A: 3, B: 5, C: 2, D: 3 },
  allot: ["A ~ Row", "B ~ Column", "C ~ Sub", "D ~ Subsub"],
};
const variance = {
  Farm: 1,
  Block: 1,
  Row: 1,
  Column: 1,
  "Row:Column": 1,
  Sub: 1,
  residual: 1,
};

Deno.bench("shell and expected mean squares of six unit and four treatment factors", () => {
  anovaShell(design(spec));
});

Deno.bench("its notation", () => {
  notationOf(design(spec));
});

Deno.bench("power of its fifteen terms", () => {
  power(design(spec), { variance, differ: 2 });
});
