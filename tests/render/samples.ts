/**
 * One value of every kind that a page can show, made by the engine from the feeding trial, the oats
 * and the reaction times of the reference cases.
 *
 * @module
 */
import { parseTable } from "../../lib/data/parse_table.ts";
import type { Table } from "../../lib/data/table.ts";
import { design } from "../../lib/design/declared/design.ts";
import { covariancePicture } from "../../lib/design/planning/covariance.ts";
import { fisherTables } from "../../lib/design/structure/fisher_tables.ts";
import { anovaShell } from "../../lib/design/structure/shell.ts";
import { anova } from "../../lib/inference/test/anova.ts";
import { cld } from "../../lib/inference/contrast/cld.ts";
import { coefficientTests } from "../../lib/inference/test/coefficient_tests.ts";
import { compareModels } from "../../lib/inference/test/comparison.ts";
import { contrast, pairs } from "../../lib/inference/contrast/contrast.ts";
import { emmeans } from "../../lib/inference/means/emmeans.ts";
import { jointTests } from "../../lib/inference/test/joint_tests.ts";
import type { LinearMixedModel, LinearModel } from "../../lib/model/fit.ts";
import { lm } from "../../lib/model/linear/lm.ts";
import { lmer } from "../../lib/model/mixed/lmer.ts";
import { equation } from "../../lib/render/equation/equation.ts";
import {
  componentsFigure,
  correlationFigure,
  covarianceFigure,
  fieldFigure,
  interactionFigure,
  meansFigure,
  pairsFigure,
  powerFigure,
  profileFigure,
  qqFigure,
  residualsFigure,
  scatterFigure,
  shrinkageFigure,
  stripFigure,
} from "../../lib/render/figure/figures.ts";
import type { Shown } from "../../lib/render/shown.ts";
import { summaryOf } from "../../lib/render/summary.ts";

function read(name: string, factors: string[]): Table {
  const url = new URL(`../oracle/public/${name}.csv`, import.meta.url);
  return parseTable(Deno.readTextFileSync(url), { factors });
}

/** The trial with labels, units and letters, as an author declares them. */
export function trial(): Table {
  return read("fecal_grcbd", ["Day", "Room", "Trt", "Pen"]).withMetadata({
    labels: {
      Trt: "diet",
      Day: "day",
      Room: "room",
      Pen: "pen",
      "F.Dry.matter": "fecal dry matter",
    },
    units: { "F.Dry.matter": "%" },
    symbols: {
      Trt: { effect: "D" },
      Day: { effect: "T" },
      Room: { effect: "b", count: "r", index: "k" },
    },
  });
}

/** Oats of a split-plot. */
export const oats = (): Table => read("oats_splitplot", ["Block", "Variety", "nitrof"]);

/** Reaction times by subject and day. */
export const sleep = (): Table => read("sleepstudy", ["Subject"]);

/** Fits that the samples are made of. */
export interface Fits {
  fixed: LinearModel;
  random: LinearMixedModel;
  pens: LinearMixedModel;
  oats: LinearMixedModel;
  sleep: LinearMixedModel;
}

/** Fits of the three data sets. */
export function fits(): Fits {
  const data = trial();
  return {
    fixed: lm("F.Dry.matter ~ Day*Trt + Room", data),
    random: lmer("F.Dry.matter ~ Day*Trt + (1|Room)", data),
    pens: lmer("F.Dry.matter ~ Day*Trt + (1|Room/Pen)", data),
    oats: lmer("yield ~ nitrof*Variety + (1|Block/Variety)", oats()),
    sleep: lmer("Reaction ~ Days + (Days|Subject)", sleep()),
  };
}

/** Values of every kind by name. */
export function samples(): [string, Shown][] {
  const f = fits();
  const grid = emmeans(f.random, "~ Trt");
  const letters = cld(grid);
  return [...tables(f), ...figures(f), ["letters", letters], ["list", {
    kind: "list",
    items: [
      { name: "emmeans", value: { kind: "means", table: grid } },
      { name: "contrasts", value: { kind: "contrasts", table: pairs(grid) } },
    ],
  }]];
}

function tables(f: Fits): [string, Shown][] {
  const grid = emmeans(f.random, "~ Trt");
  const plan = design({
    units: "~ Block/Whole/Sub",
    treatments: "~ A*B",
    levels: { Block: 4, Whole: 3, Sub: 2, A: 3, B: 2 },
    allot: ["A ~ Whole", "B ~ Sub"],
  });
  return [
    ["vector", { kind: "vector", type: "numeric", values: [1.044041, null, "Inf"], names: null }],
    ["factor", {
      kind: "vector",
      type: "factor",
      values: ["a", "b"],
      names: null,
      levels: ["a", "b"],
    }],
    ["text", { kind: "text", text: "NULL" }],
    ["frame", {
      kind: "frame",
      columns: [
        { name: "Source", type: "character", values: ["Room", "Diet <b>"] },
        { name: "df", type: "numeric", values: [2, 5] },
      ],
      rowNames: null,
      notes: [],
    }],
    ["matrix", {
      kind: "matrix",
      rowNames: ["a", "b"],
      columnNames: ["a", "b"],
      values: [[1, -0.5], [-0.5, 2]],
    }],
    ["components", { kind: "components", rows: f.sleep.varianceComponents, notes: [] }],
    ["summary lm", summaryOf(f.fixed, coefficientTests(f.fixed))],
    ["summary lmer", summaryOf(f.sleep, coefficientTests(f.sleep, { ddf: "satterthwaite" }))],
    ["anova lm", { kind: "anova", table: anova(f.fixed, { type: 2 }) }],
    ["anova lmer", { kind: "anova", table: anova(f.random, { type: 2 }) }],
    ["means", { kind: "means", table: grid }],
    ["means by", { kind: "means", table: emmeans(f.random, "~ Trt | Day") }],
    ["means asymptotic", {
      kind: "means",
      table: emmeans(f.random, "~ Trt", { ddf: "asymptotic" }),
    }],
    ["contrasts", { kind: "contrasts", table: pairs(grid) }],
    ["contrasts reference", { kind: "contrasts", table: contrast(grid, "trt.vs.ctrl") }],
    ["joint tests", jointTests(f.oats)],
    ["comparison", compareModels(f.oats, lmer("yield ~ nitrof + (1|Block/Variety)", oats()))],
    ["shell fit", { kind: "shell", shell: anovaShell(f.pens) }],
    ["shell design", { kind: "shell", shell: anovaShell(plan) }],
    ["fisher tables", { kind: "fisher-tables", tables: fisherTables(plan) }],
    ["figure covariance", covarianceFigure(covariancePicture(plan))],
    ["shell lm", { kind: "shell", shell: anovaShell(f.fixed) }],
    ["equation", equation(f.random)],
    ["equation slopes", equation(f.sleep)],
    ["markup", { kind: "markup", markup: "<svg></svg>", alt: "A line" }],
  ];
}

function figures(f: Fits): [string, Shown][] {
  const random = emmeans(f.random, "~ Trt"), fixed = emmeans(f.fixed, "~ Trt");
  const data = trial();
  return [
    ["figure means", meansFigure([{ name: "diets", grid: emmeans(f.pens, "~ Trt") }])],
    [
      "figure two fits",
      meansFigure([
        { name: "rooms fixed", grid: fixed },
        { name: "rooms random", grid: random },
      ]),
    ],
    ["figure interaction", interactionFigure(emmeans(f.random, "~ Day*Trt"), { x: "Day" })],
    ["figure residuals", residualsFigure(f.random)],
    ["figure qq", qqFigure(f.random.residuals, "Residual")],
    ["figure scatter", scatterFigure(f.random.fitted, f.random.residuals, "Fitted", "Residual")],
    ["figure shrinkage", shrinkageFigure(f.random)],
    ["figure components", componentsFigure(f.oats)],
    ["figure correlation", correlationFigure(f.oats)],
    ["figure pairs", pairsFigure(pairs(random), { label: "fecal dry matter", unit: "%" })],
    [
      "figure field",
      fieldFigure(read("orchard_latin", ["treatment"]), {
        row: "rowpos",
        column: "colpos",
        value: "decrease",
        treatment: "treatment",
      }),
    ],
    [
      "figure power",
      powerFigure([{ name: "A", points: [{ x: 0, power: 0.05 }, { x: 2, power: 0.9 }] }], {
        x: { label: "Difference", unit: "%" },
      }),
    ],
    [
      "figure profile",
      profileFigure([{
        name: "σ",
        estimate: 1,
        lower: 0.5,
        upper: 2,
        points: [{ value: 0.4, zeta: -2.5 }, { value: 1, zeta: 0 }, { value: 2.4, zeta: 2.5 }],
      }]),
    ],
    [
      "figure strip",
      stripFigure(data, {
        value: "F.Dry.matter",
        group: "Room",
        unit: "Pen",
        treatment: "Trt",
        row: "Day",
      }),
    ],
  ];
}
