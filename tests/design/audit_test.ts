import { assertEquals } from "@std/assert";
import { tableFrom } from "../../lib/data/table_from.ts";
import type { NumericColumn } from "../../lib/data/column.ts";
import type { Table } from "../../lib/data/table.ts";
import { anova } from "../../lib/inference/test/anova.ts";
import { emmeans } from "../../lib/inference/means/emmeans.ts";
import { lm } from "../../lib/model/linear/lm.ts";
import { lmer } from "../../lib/model/mixed/lmer.ts";
import type { Fit } from "../../lib/model/fit.ts";
import { RandomStream } from "../../lib/math/distribution/random.ts";
import { audit } from "../../lib/design/audit/audit.ts";
import { auditCount, type StatedCount } from "../../lib/design/audit/audit_counts.ts";
import { auditAnova, auditMeans } from "../../lib/design/audit/audit_inference.ts";
import { auditNotation, symbolsIn } from "../../lib/design/audit/audit_notation.ts";
import { auditTypedTables, type TypedTable } from "../../lib/design/audit/audit_typed.ts";
import type { DesignSpec } from "../../lib/design/declared/declaration.ts";
import { type Design, design } from "../../lib/design/declared/design.ts";
import type { Finding, RuleCode } from "../../lib/design/audit/finding.ts";
import { planTable } from "../../lib/design/declared/plan.ts";
import { dataOf as dataOfCase, readCase } from "../oracle/read_case.ts";
import { catalogue } from "./catalogue.ts";
import { indicators } from "./linear_algebra.ts";

const codes = (findings: readonly Finding[]): RuleCode[] => findings.map((f) => f.code);

const fitted = (formula: string, data: Table, options = {}): Fit =>
  formula.includes("|") ? lmer(formula, data) : lm(formula, data, options);

/** Data of a design with effects of every unit, all of size 2, and residuals of size 1. */
function dataOf(spec: DesignSpec, seed = 1): { d: Design; data: Table } {
  const d = design(spec);
  const random = new RandomStream(seed);
  const y = new Float64Array(d.observations);
  const table = planTable(d);
  const plan = new Map(table.columns.map((c) => [c.name, (c as { codes: Int32Array }).codes]));
  for (const stratum of d.structure.strata.filter((s) => s.component !== null)) {
    for (const column of indicators(plan, stratum.factors, d.observations)) {
      const effect = (stratum.lowest ? 1 : 2) * random.normal();
      for (let i = 0; i < y.length; i++) y[i]! += effect * column[i]!;
    }
  }
  const column: NumericColumn = { kind: "numeric", name: "y", values: y };
  return { d, data: table.with(column) };
}

/** Findings on a model of a design of the catalogue. */
function onDesign(name: string, formula: string, seed = 1): RuleCode[] {
  const { d, data } = dataOf(catalogue[name]!, seed);
  return codes(audit(fitted(formula, data), d, data));
}

/** Rows of a table by a rule, so that every fixture can be read at a glance. */
function tableOf(n: number, columns: Record<string, (i: number) => string | number>): Table {
  const random = new RandomStream(3);
  const rows = Array.from({ length: n }, (_, i) => i);
  const made = Object.fromEntries(Object.entries(columns).map(([name, f]) => [name, rows.map(f)]));
  return tableFrom({ ...made, y: rows.map(() => random.normal()) });
}

const only = (found: readonly RuleCode[], code: RuleCode): RuleCode[] =>
  found.filter((c) => c === code);

Deno.test("pseudo-replication: an experimental unit of the design is missing", () => {
  const code = "pseudo-replication";
  assertEquals(onDesign("completely randomised with subsampling", "y ~ Trt"), [code]);
  assertEquals(onDesign("split-plot in blocks", "y ~ A*C + (1|Block)"), [code]);
  assertEquals(only(onDesign("repeated measures", "y ~ Trt*Day + (1|Room)"), code), [code]);
});

Deno.test("pseudo-replication: innocent where the unit is there under any name", () => {
  const none: RuleCode[] = [];
  assertEquals(
    onDesign("completely randomised with subsampling", "y ~ Trt + (1|Plot)"),
    none,
  );
  assertEquals(onDesign("split-plot in blocks", "y ~ A*C + (1|Block/A)"), none);
  assertEquals(onDesign("randomised complete blocks", "y ~ Trt + Block"), none);
});

Deno.test("pseudo-replication: the data alone tell it", () => {
  const code = "pseudo-replication";
  const tanks = tableOf(36, {
    Tank: (i) => `T${Math.floor(i / 3)}`,
    Feed: (i) => "abc"[Math.floor(i / 3) % 3]!,
  });
  assertEquals(codes(audit(fitted("y ~ Feed", tanks), null, tanks)), [code]);
  const cows = tableOf(48, {
    Cow: (i) => `C${i % 12}`,
    Ration: (i) => "xy"[i % 2]!,
    Week: (i) => `w${Math.floor(i / 12)}`,
  });
  assertEquals(codes(audit(fitted("y ~ Ration*Week", cows), null, cows)), [code]);
  const benches = tableOf(48, { // pot 1 to 6 on every bench
    Bench: (i) => `B${Math.floor(i / 24)}`,
    Pot: (i) => 1 + Math.floor(i / 4) % 6,
    Light: (i) => "abc"[(Math.floor(i / 4) % 6 + Math.floor(i / 24)) % 3]!,
  });
  const found = audit(fitted("y ~ Light + Bench", benches), null, benches);
  assertEquals(codes(found), [code]);
  assertEquals(found[0]?.hint?.includes("(1|Bench:Pot)"), true);
});

Deno.test("pseudo-replication: innocent columns of the data", () => {
  const plots = tableOf(24, {
    Plot: (i) => i + 1,
    Trt: (i) => "abcd"[i % 4]!,
    Cell: (i) => `cell ${i % 4}`,
    Block: (i) => `b${Math.floor(i / 4)}`,
  });
  assertEquals(codes(audit(fitted("y ~ Trt", plots), null, plots)), []);
  const scores = tableOf(30, { // a score from which the class was made
    Score: (i) => (i * 7) % 13,
    Class: (i) => (i * 7) % 13 < 6 ? "low" : "high",
  });
  assertEquals(codes(audit(fitted("y ~ Class", scores), null, scores)), []);
  const subjects = tableOf(40, {
    Subject: (i) => `S${i % 10}`,
    Group: (i) => i % 10 < 5 ? "u" : "v",
    Time: (i) => Math.floor(i / 10),
  });
  const known = audit(fitted("y ~ Group*Time + (1|Subject)", subjects), null, subjects);
  assertEquals(only(codes(known), "pseudo-replication"), []);
  const places = tableOf(40, { // plot 1 of every block has treatment a: a plan not randomised
    Block: (i) => `b${Math.floor(i / 10)}`,
    Plot: (i) => 1 + i % 10,
    Trt: (i) => "abcde"[i % 5]!,
  });
  assertEquals(codes(audit(fitted("y ~ Trt + Block", places), null, places)), []);
});

Deno.test("missing-stratum: faulty and innocent", () => {
  const code = "missing-stratum";
  assertEquals(onDesign("randomised complete blocks", "y ~ Trt"), [code]);
  assertEquals(only(onDesign("Latin square", "y ~ Trt + (1|Row)", 2), code), [code]);
  assertEquals(onDesign("many locations, random", "y ~ Trt + (1|Loc)"), [code]);
  assertEquals(only(onDesign("Latin square", "y ~ Trt + Row + Column"), code), []);
  assertEquals(
    only(onDesign("strip-plot", "y ~ A*B + (1|Block) + (1|Block:A) + (1|Block:B)"), code),
    [],
  );
  assertEquals(only(onDesign("many locations, random", "y ~ Trt + (1|Loc/Block)"), code), []);
});

Deno.test("factor-as-number: faulty and innocent", () => {
  const code = "factor-as-number";
  const field = tableOf(40, {
    Block: (i) => 1 + Math.floor(i / 10),
    Trt: (i) => 1 + i % 5,
    Rate: (i) => 50 * (i % 5),
    Days: (i) => (i * 3) % 8,
    Depth: (i) => 1 + i % 5,
  });
  const run = (formula: string, d: Design | null = null): RuleCode[] =>
    codes(audit(fitted(formula, field), d, field));
  assertEquals(run("y ~ factor(Trt) + Block"), [code]);
  assertEquals(run("y ~ Trt + factor(Block)"), [code]);
  const declared = design({
    units: "~ Block/Plot",
    treatments: "~ Depth",
    levels: { Block: 4, Plot: 10, Depth: 5 },
    allot: "Depth ~ Plot",
  });
  assertEquals(only(run("y ~ Depth + factor(Block)", declared), code), [code]);
  assertEquals(run("y ~ factor(Trt) + factor(Block)"), []);
  assertEquals(run("y ~ Rate + factor(Block)"), []);
  assertEquals(run("y ~ Days + Depth"), []);
});

Deno.test("empty-cells: faulty and innocent", () => {
  const code = "empty-cells";
  const full = tableOf(48, { A: (i) => "abc"[i % 3]!, B: (i) => "xy"[Math.floor(i / 3) % 2]! });
  const keep = (rows: Table, drop: (a: string, b: string) => boolean): Table => {
    const list = rows.rows();
    const kept = list.flatMap((r, i) => drop(String(r.A), String(r.B)) ? [] : [i]);
    return rows.filter(Int32Array.from(kept));
  };
  const one = keep(full, (a, b) => a === "a" && b === "x");
  const two = keep(full, (a, b) => a !== "b" && b === "y");
  assertEquals(codes(audit(fitted("y ~ A*B", one), null, one)), [code]);
  assertEquals(codes(audit(fitted("y ~ A*B", two), null, two)), [code]);
  const three = tableOf(60, {
    A: (i) => "ab"[i % 2]!,
    B: (i) => "xy"[Math.floor(i / 2) % 2]!,
    C: (i) => i % 4 === 3 ? "u" : "uv"[Math.floor(i / 4) % 2]!,
  });
  assertEquals(only(codes(audit(fitted("y ~ A*B*C", three), null, three)), code), [code]);
  assertEquals(codes(audit(fitted("y ~ A*B", full), null, full)), []);
  assertEquals(codes(audit(fitted("y ~ A+B", one), null, one)), []);
  const nested = tableOf(36, { // casks a to c of batch 1 are not those of batch 2
    A: (i) => `batch ${i % 6}`,
    B: (i) => `cask ${i % 18}`,
  });
  assertEquals(codes(audit(fitted("y ~ A/B", nested), null, nested)), []);
});

Deno.test("labels-used-again: faulty and innocent", () => {
  const code = "labels-used-again";
  const pens = tableOf(72, {
    House: (i) => `H${Math.floor(i / 24)}`,
    Cage: (i) => 1 + Math.floor(i / 3) % 8,
    Feed: (i) => "ab"[(Math.floor(i / 3) + Math.floor(i / 24)) % 2]!,
    Age: (i) => `day ${i % 3}`,
  });
  const run = (formula: string, data: Table): RuleCode[] =>
    only(codes(audit(fitted(formula, data), null, data)), code);
  assertEquals(run("y ~ Feed*Age + (1|House) + (1|Cage)", pens), [code]);
  assertEquals(run("y ~ Feed*Age + House + (1|Cage)", pens), [code]);
  assertEquals(run("y ~ Feed + (1|Cage) + (1|House)", pens), [code]);
  assertEquals(run("y ~ Feed*Age + (1|House/Cage)", pens), []);
  assertEquals(run("y ~ Feed*Age + House + (1|House:Cage)", pens), []);
  const items = tableOf(60, { // every subject sees every item
    Subject: (i) => `S${i % 10}`,
    Item: (i) => `I${Math.floor(i / 10)}`,
    Kind: (i) => "pq"[Math.floor(i / 10) % 2]!,
  });
  assertEquals(run("y ~ Kind + (1|Subject) + (1|Item)", items), []);
});

Deno.test("few-levels: faulty and innocent", () => {
  const code = "few-levels";
  const data = tableOf(60, {
    Year: (i) => `year ${i % 2}`,
    Site: (i) => `site ${i % 3}`,
    Lab: (i) => `lab ${i % 5}`,
    Trt: (i) => "ab"[Math.floor(i / 30)]!,
  });
  const run = (formula: string): RuleCode[] =>
    only(codes(audit(fitted(formula, data), null, data)), code);
  assertEquals(run("y ~ Trt + (1|Year)"), [code]);
  assertEquals(run("y ~ Trt + (1|Year) + (1|Lab)"), [code]);
  assertEquals(run("y ~ 1 + (1|Trt)"), [code]);
  assertEquals(run("y ~ Trt + (1|Site)"), []);
  assertEquals(run("y ~ Trt + Year + (1|Lab)"), []);
  assertEquals(run("y ~ Trt + (1|Year:Site)"), []);
});

Deno.test("zero-variance: faulty and innocent", () => {
  const code = "zero-variance";
  const flat = tableFrom({ // every block has the same mean
    y: [1, 2, 3, 3, 1, 2, 2, 3, 1, 1, 3, 2],
    Block: "aaabbbcccddd".split(""),
    Trt: "xyzxyzxyzxyz".split(""),
    Half: "uuuuuuvvvvvv".split(""),
  });
  const run = (formula: string, data: Table): RuleCode[] =>
    only(codes(audit(fitted(formula, data), null, data)), code);
  assertEquals(run("y ~ Trt + (1|Block)", flat), [code]);
  assertEquals(run("y ~ 1 + (1|Block)", flat), [code]);
  assertEquals(run("y ~ Trt + Half + (1|Block)", flat), [code]);
  assertEquals(run("y ~ Trt + Block", flat), []);
  for (const name of ["randomised complete blocks", "many locations, random"]) {
    const { data } = dataOf(catalogue[name]!, 1);
    const blocks = name.startsWith("many") ? "(1|Loc:Block)" : "(1|Block)";
    assertEquals(run(`y ~ Trt + ${blocks}`, data), []);
  }
});

Deno.test("type-3-treatment-coding: faulty and innocent", () => {
  const code = "type-3-treatment-coding";
  const data = tableOf(24, { A: (i) => "ab"[i % 2]!, B: (i) => "xyz"[Math.floor(i / 2) % 3]! });
  const sums = { contrasts: { A: "sum", B: "sum" } };
  const run = (formula: string, fitOptions: object, options: Parameters<typeof anova>[1]) => {
    const fit = fitted(formula, data, fitOptions);
    return codes(auditAnova(anova(fit, options), fit));
  };
  assertEquals(run("y ~ A*B", {}, { type: 3, hypotheses: "car" }), [code]);
  assertEquals(run("y ~ A + B + A:B", {}, { type: 3, hypotheses: "car" }), [code]);
  assertEquals(
    run("y ~ A*B", { contrasts: { A: "sum" } }, { type: 3, hypotheses: "car" }),
    [code],
  );
  assertEquals(run("y ~ A*B", sums, { type: 3, hypotheses: "car" }), []);
  assertEquals(run("y ~ A*B", {}, { type: 2 }), []);
  assertEquals(run("y ~ A+B", {}, { type: 3, hypotheses: "car" }), []);
});

Deno.test("averaged-over-interaction: faulty and innocent", () => {
  const code = "averaged-over-interaction";
  const random = new RandomStream(5);
  const rows = Array.from({ length: 48 }, (_, i) => i);
  const data = tableFrom({
    A: rows.map((i) => "ab"[i % 2]!),
    B: rows.map((i) => "xyz"[Math.floor(i / 2) % 3]!),
    G: rows.map((i) => `g${Math.floor(i / 12)}`),
    strong: rows.map((i) => (i % 2) * (Math.floor(i / 2) % 3) * 3 + random.normal()),
    weak: rows.map((i) => (i % 2) + random.normal() + (i % 7) * 0.01),
  });
  const run = (formula: string, spec: string): RuleCode[] => {
    const fit = fitted(formula, data);
    return codes(auditMeans(emmeans(fit, spec), fit));
  };
  assertEquals(run("strong ~ A*B", "~ A"), [code]);
  assertEquals(run("strong ~ A*B", "~ B"), [code]);
  assertEquals(run("strong ~ A*B + (1|G)", "~ A"), [code]);
  assertEquals(run("strong ~ A*B", "~ A*B"), []);
  assertEquals(run("strong ~ A*B", "~ A | B"), []);
  assertEquals(run("weak ~ A*B", "~ A"), []);
});

const typed = (...rows: [string, string][]): TypedTable => ({
  rows: rows.map(([source, df]) => ({ source, df })),
});

Deno.test("shell-df: faulty and innocent", () => {
  const code = "shell-df";
  const split = dataOf(catalogue["split-plot in blocks"]!);
  const fit = fitted("y ~ A*C + (1|Block/Whole)", split.data);
  const latin = fitted("y ~ Trt + (1|Row) + (1|Column)", dataOf(catalogue["Latin square"]!).data);
  const blocks = fitted("y ~ Trt + Block", dataOf(catalogue["randomised complete blocks"]!).data);
  const run = (about: Fit | Design, ...tables: TypedTable[]): RuleCode[] =>
    codes(auditTypedTables(tables, about));
  assertEquals(run(split.d, typed(["Block", "b-1"], ["A", "a-1"], ["Total", "24"])), [code]);
  assertEquals(run(split.d, typed(["Block", "b-1"], ["A", "a-1"], ["Error", "9"])), []);
  assertEquals(run(fit, typed(["A", "2"], ["Error", "10"], ["Total", "23"])), [code]);
  assertEquals(
    run(latin, typed(["Row", "r-1"], ["Column", "c-1"], ["Trt", "t-1"], ["Error", "N-t-r-c"])),
    [code],
  );
  assertEquals(run(blocks, typed(["Block", "4"], ["Trt", "4"], ["Residuals", "12"])), [code]);
  assertEquals(
    run(blocks, typed(["Block", "b-1"], ["Trt", "t-1"], ["Error", "(b-1)(t-1)"], ["Total", "N-1"])),
    [],
  );
  assertEquals(
    run(fit, typed(["A", "2"], ["C", "1"], ["A x C", "2"], ["Error", "9"], ["Total", "23"])),
    [],
  );
  assertEquals(
    run(latin, typed(["Variety", "v-1"], ["Weather", "7"], ["Error", "$(t-1)(t-2)$"])),
    [],
  );
});

Deno.test("stated-count: faulty and innocent", () => {
  const code = "stated-count";
  const sub = dataOf(catalogue["completely randomised with subsampling"]!); // 12 plots, 4 Trt
  const rep = dataOf(catalogue["repeated measures"]!); // 2 rooms × 6 pens, 3 Trt
  const run = (
    { d, data }: { d: Design; data: Table },
    stated: StatedCount,
    formula: string,
    designs: readonly Design[] = [d],
  ): RuleCode[] => {
    const found = auditCount(stated, [{ fit: fitted(formula, data), data }], designs);
    return found ? [found.code] : [];
  };
  const trt = "y ~ Trt + (1|Plot)";
  const days = "y ~ Trt*Day + (1|Room/Pen)";
  const said = (count: number, unit: string, per: string): StatedCount => ({ count, unit, per });
  assertEquals(run(sub, said(4, "plots", "treatment"), trt), [code]);
  assertEquals(run(rep, said(3, "pens", "treatment"), days, []), [code]);
  assertEquals(run(rep, said(12, "pens", "room"), days, []), [code]);
  assertEquals(run(sub, said(3, "plots", "treatment"), trt), []);
  assertEquals(run(rep, said(4, "pens", "dietary treatment"), days), []);
  assertEquals(run(rep, said(7, "piglets", "sow"), days), []);
});

Deno.test("notation-disagrees: faulty and innocent", () => {
  const code = "notation-disagrees";
  const blocks = fitted("y ~ Trt + Block", dataOf(catalogue["randomised complete blocks"]!).data);
  const run = (latex: string[], where: string[], fit: Fit | null = null): RuleCode[] =>
    codes(auditNotation({ latex, where }, fit));
  const equation = ["y_{ij} = \\mu + \\tau_i + \\beta_j + \\varepsilon_{ij}"];
  assertEquals(run(equation, ["y_{ij}", "\\mu", "\\alpha_i", "\\beta_j"]), [code]);
  assertEquals(run(equation, ["y_{ijk}", "\\mu", "\\tau_i", "\\beta_j"]), [code]);
  assertEquals(
    run(["y_{ij} | b_j \\sim N(\\mu_{ij}, \\sigma^2)", "\\mu_{ij} = \\tau_i + b_j"], [
      "y_{ij}",
      "\\tau_i",
      "b_j",
    ], blocks),
    [code],
  );
  assertEquals(run(equation, ["y_{ij}", "\\mu", "\\tau_i", "\\beta_j", "\\varepsilon_{ij}"]), []);
  assertEquals(
    run(["\\mathbf{y} = \\mathbf{X}\\boldsymbol\\beta + \\boldsymbol{e}"], [
      "\\boldsymbol{y}",
      "\\mathbf X",
      "\\boldsymbol{\\beta}",
      "\\mathbf{e}",
    ]),
    [],
  );
  assertEquals(
    run(["\\eta_{ijk} = \\eta_0 + A_i + (AB)_{ij} + \\gamma x_{ijk}"], [
      "\\eta_0",
      "A_i",
      "(AB)_{ij}",
      "x_{ijk}",
      "i",
    ]),
    [],
  );
  assertEquals(
    run(["y_{ijk} = \\mu + \\left(\\alpha\\beta\\right)_{ij} + \\text{Block}_k + e_{ijk}"], [
      "y_{ijk}",
      "(\\alpha \\beta)_{ij}",
      "\\text{Block}_k",
      "r",
    ]),
    [],
  );
});

Deno.test("notation: symbols are read from LaTeX", () => {
  const read = (latex: string): string[] =>
    symbolsIn(latex).map((s) => s.subscripts ? `${s.base}|${s.subscripts}` : s.base);
  assertEquals(read("y_{ijk} \\sim N(\\mu_{ijk}, \\sigma^2)"), ["y|ijk", "\\mu|ijk", "\\sigma"]);
  assertEquals(read("\\eta_0 + (DT)_{ij} + b_k"), ["\\eta_0", "DT|ij", "b|k"]);
  assertEquals(read("\\boldsymbol\\varepsilon"), ["\\varepsilon"]);
});

/** Analyses that textbooks and packages give as they should be. */
const correct = [
  "oats_splitplot",
  "machines",
  "cake",
  "ergostool",
  "fecal_grcbd_pen",
  "stripplot_sim",
  "splitsplit_sim",
  "orchard_latin_random",
  "sleepstudy",
  "pastes",
  "penicillin",
  "npk_random",
  "orthodont",
  "warpbreaks",
  "plantgrowth",
  "moore",
];

for (const id of correct) {
  Deno.test(`auditor: nothing to say of ${id}`, () => {
    const c = readCase(id);
    const data = dataOfCase(c);
    assertEquals(codes(audit(fitted(c.formula, data), null, data)), []);
  });
}

Deno.test("auditor: what is acknowledged by name is not said again", () => {
  const { d, data } = dataOf(catalogue["completely randomised with subsampling"]!);
  const fit = fitted("y ~ Trt", data);
  assertEquals(audit(fit, d, data, { acknowledge: ["pseudo-replication"] }), []);
  assertEquals(audit(fit, d, data, { acknowledge: ["pooled-strata"] }), []);
});

for (const [name, spec] of Object.entries(catalogue)) {
  Deno.test(`auditor: nothing to say of the model of a design: ${name}`, () => {
    const { d, data } = dataOf(spec);
    const random = d.structure.strata.filter((s) => s.component !== null && !s.lowest)
      .map((s) => `(1 | ${s.unit})`);
    const fit = fitted(`y ~ ${[d.treatments.slice(1), ...random].join(" + ")}`, data);
    // two blocks, or a component that chance made zero, are rightly remarked on
    const expected = new Set<RuleCode>(["few-levels", "zero-variance"]);
    for (const declared of [d, null]) {
      const found = codes(audit(fit, declared, data)).filter((c) => !expected.has(c));
      assertEquals(found, []);
    }
  });
}
