import { assertEquals, assertThrows } from "@std/assert";
import { type Diagnostic, DiagnosticError } from "../../lib/diagnostic.ts";
import { parseExpression } from "../../lib/syntax/parse.ts";
import type { DesignSpec } from "../../lib/design/declared/declaration.ts";
import { design } from "../../lib/design/declared/design.ts";
import { fisherTables } from "../../lib/design/structure/fisher_tables.ts";
import { covariancePicture } from "../../lib/design/planning/covariance.ts";
import { planTable } from "../../lib/design/declared/plan.ts";
import { catalogue } from "./catalogue.ts";

const rcbd: DesignSpec = {
  units: "~ Block/Plot",
  treatments: "~ Trt",
  levels: { Block: 4, Plot: 5, Trt: 5 },
  allot: "Trt ~ Plot",
};

function faults(spec: DesignSpec): readonly Diagnostic[] {
  return assertThrows(() => design(spec), DiagnosticError).diagnostics;
}

const codes = (spec: DesignSpec): string[] => faults(spec).map((d) => d.code);

Deno.test("design: units, treatments and what follows", () => {
  const d = design(catalogue["split-plot in blocks"]!);
  assertEquals(d.observations, 24);
  assertEquals(d.observationalUnit, "Block:Whole:Sub");
  assertEquals(d.unitTerms.map((u) => [u.term, u.count]), [
    ["Block", 4],
    ["Block:Whole", 12],
    ["Block:Whole:Sub", 24],
  ]);
  assertEquals(d.treatmentTerms.map((t) => [t.term, t.unit, t.replication]), [
    ["A", "Block:Whole", 4],
    ["C", "Block:Whole:Sub", 12],
    ["A:C", "Block:Whole:Sub", 4],
  ]);
  assertEquals(d.allotments, { A: "Block:Whole", C: "Block:Whole:Sub" });
});

Deno.test("design: a factor of both formulas is allotted to itself", () => {
  const d = design(catalogue["repeated measures"]!);
  assertEquals(d.allotments, { Trt: "Room:Pen", Day: "Room:Pen:Day" });
  assertEquals(d.factors.find((f) => f.name === "Day")?.role, "both");
});

Deno.test("design: expressions and texts, names of levels, a formula without its tilde", () => {
  const d = design({
    units: parseExpression("~ Block/Plot"),
    treatments: "Trt",
    levels: { Block: 3, Plot: 2, Trt: ["low", "high"] },
    allot: [parseExpression("Trt ~ Plot")],
  });
  assertEquals(d.factors.find((f) => f.name === "Trt")?.levels, ["low", "high"]);
});

Deno.test("design: every fault is named, with the nearest name", () => {
  const [unknown, missing] = faults({ ...rcbd, levels: { Block: 4, Plt: 5, Trt: 5 } });
  assertEquals([unknown?.code, unknown?.hint], ["unknown-factor", 'Did you mean "Plot"?']);
  assertEquals(missing?.code, "missing-levels");
  assertEquals(faults({ ...rcbd, allot: "Trt ~ Plots" })[0]?.hint, 'Did you mean "Plot"?');
  assertEquals(codes({ ...rcbd, allot: "Trtt ~ Plot" }), ["unknown-factor"]);
  assertEquals(codes({ ...rcbd, allot: [] }), ["not-allotted"]);
  assertEquals(codes({ ...rcbd, allot: ["Trt ~ Plot", "Trt ~ Block"] }), ["allotted-twice"]);
  assertEquals(codes({ ...rcbd, allot: "Plot" }), ["bad-allotment"]);
  assertEquals(codes({ ...rcbd, levels: { Block: 4, Plot: 2.5, Trt: 5 } }), ["bad-levels"]);
  assertEquals(codes({ ...rcbd, units: "~ 1" }).includes("no-units"), true);
  assertEquals(codes({ ...rcbd, units: "~ log(Block)/Plot" }), ["not-a-factor"]);
  assertEquals(codes({ ...rcbd, units: "y ~ Block/Plot" }), ["two-sided-formula"]);
  assertEquals(codes({ ...rcbd, symbols: { Trt: "T", Plto: "p" } }), ["unknown-factor"]);
  assertEquals(codes({ ...rcbd, symbols: { Trt: { count: "N" } } }), ["bad-symbol"]);
});

Deno.test("design: an allotment that cannot be, and counts that do not divide", () => {
  assertEquals(codes({ ...rcbd, levels: { Block: 4, Plot: 5, Trt: 6 } }), ["allotment-impossible"]);
  assertEquals(codes({ ...rcbd, levels: { Block: 4, Plot: 5, Trt: 3 } }), ["counts-do-not-divide"]);
  assertEquals(codes({ ...rcbd, allot: "Trt ~ Block" }), ["allotment-impossible"]);
  const latin = catalogue["Latin square"]!;
  const levels = { Row: 5, Column: 4, Trt: 5 };
  assertEquals(codes({ ...latin, levels }), ["allotment-impossible"]);
});

Deno.test("design: a term that lies in two strata is refused", () => {
  const spec = { ...catalogue["split-plot in blocks"]!, treatments: "~ A:C" };
  assertEquals(codes(spec), ["split-term"]);
});

Deno.test("design: Fisher's three tables", () => {
  const { lines } = fisherTables(design(rcbd));
  const table = (pick: "design" | "treatments" | "combined"): string[] =>
    lines.flatMap((l) => l[pick] ? [`${l[pick].source} ${l[pick].symbolic} ${l[pick].df}`] : []);
  assertEquals(table("design"), ["Block b-1 3", "Block:Plot b(t-1) 16", "Total N-1 19"]);
  assertEquals(table("treatments"), ["Trt t-1 4", "Parallels N-t 15", "Total N-1 19"]);
  assertEquals(table("combined"), [
    "Block b-1 3",
    "Trt t-1 4",
    "Block:Plot | Trt (b-1)(t-1) 12",
    "Total N-1 19",
  ]);
});

for (const [name, spec] of Object.entries(catalogue)) {
  Deno.test(`design: Fisher's tables add up: ${name}`, () => {
    const { lines } = fisherTables(design(spec));
    for (const pick of ["design", "treatments", "combined"] as const) {
      const rows = lines.flatMap((l) => l[pick] ? [l[pick]] : []);
      const parts = rows.filter((r) => r.source !== "Total").reduce((n, r) => n + r.df, 0);
      assertEquals(parts, rows.find((r) => r.source === "Total")?.df, pick);
    }
  });
}

Deno.test("design: the covariance picture names what two observations share", () => {
  const picture = covariancePicture(design(catalogue["completely randomised with subsampling"]!));
  assertEquals(picture.kinds.map((k) => k.components), [["Plot", "residual"], ["Plot"], []]);
  assertEquals(picture.cells[0]?.slice(0, 4), [0, 1, 2, 2]);
  assertEquals(picture.observations, 24);
});

Deno.test("design: the plan of a Latin square has every treatment once in a row and column", () => {
  const plan = planTable(design(catalogue["Latin square"]!));
  assertEquals(plan.names, ["Row", "Column", "Trt"]);
  const rows = plan.rows();
  for (const by of ["Row", "Column"]) {
    assertEquals(new Set(rows.map((r) => `${r[by]} ${r.Trt}`)).size, 25);
  }
});
