/**
 * The equation of a design or a fit in the notation of designed experiments, with the list of its
 * symbols. Letters, subscripts and ranges come from the one notation that shell and figures use.
 *
 * @module
 */
import type { Design } from "../../design/declared/design.ts";
import { requireMeanSquares } from "../../design/structure/mean_squares.ts";
import { greatest } from "../../lists.ts";
import type { SymbolTable } from "../../design/structure/factor_letters.ts";
import { withAllParts } from "../../design/fitted/all_parts.ts";
import { fitStructure } from "../../design/fitted/fit_structure.ts";
import { type Notation, notationOf } from "../../design/structure/notation.ts";
import type { UnitFactor } from "../../design/structure/structure.ts";
import type { Fit } from "../../model/fit.ts";
import { requirePlainResiduals } from "../../model/residual_structure.ts";
import { fittedLines } from "./fitted.ts";
import { matrixLines, matrixWhere } from "./matrix_form.ts";
import {
  allRandom,
  conditionLatex,
  type EquationForm,
  type Predictor,
  predictorOf,
  predictorSum,
  residualLatex,
} from "./predictor.ts";
import { brokenSum, latexWidth } from "./line_width.ts";
import { distributionOf, fittedPartLines, partLines } from "./part_lines.ts";
import { residualPart } from "./residual_part.ts";
import { distributionLatex, type RandomPart } from "./random_part.ts";
import { below, marked, unmarked } from "./symbols.ts";
import { whereList } from "./where_list.ts";
import type { ShownEquation } from "../shown.ts";
import { termKey } from "../typeset/typeset.ts";

export type { EquationForm } from "./predictor.ts";

/** How an equation is to be written. */
export interface EquationOptions {
  /** Letters of factors, in the order in which they are named; those declared with the data else. */
  symbols?: SymbolTable;
  /**
   * `conditional` (default): y given the random effects, and the linear predictor; `additive`:
   * y = … + ε; `matrix`: y = Xβ + Zu + ε.
   */
  form?: EquationForm;
  /** The estimates in the place of the symbols. */
  fitted?: boolean;
}

/** An equation: LaTeX of the whole, its lines, and what each symbol means. */
export interface Equation extends ShownEquation {
  /** One aligned block, without marks; for any LaTeX or KaTeX. */
  latex: string;
}

/**
 * The equation of a declared design or of a fitted model.
 *
 * @param given A fit of `lm` or `lmer`, or a design.
 * @returns LaTeX, its lines (aligned at `&`), and the where-list in the order of the symbols.
 *
 * @throws DiagnosticError `bad-symbol` for letters that cannot be
 *
 * @example
 * ```ts
 * import { equation, lm, tableFrom } from "@heddle/heddle";
 *
 * const plots = tableFrom(
 *   { diet: ["A", "A", "B", "B"], gain: [1.2, 1.4, 2.1, 2.2] },
 *   { factors: ["diet"] },
 * );
 * const { latex, where } = equation(lm("gain ~ diet", plots));
 * if (!(latex.includes("\\eta_0 + D_i"))) throw new Error("the example fails");
 * if (!(where.some((w) => w.meaning === "effect of diet"))) throw new Error("the example fails");
 * ```
 */
export function equation(given: Fit | Design, options: EquationOptions = {}): Equation {
  const source = given.kind === "design" ? given : withAllParts(given);
  const notation = notationOf(source, options.symbols ? { symbols: options.symbols } : {});
  const fit = given.kind === "design" ? null : given;
  const form = options.form ?? "conditional";
  if (fit && form !== "conditional") requireMeanSquares(fit, `${form} equation`, FORMS);
  const plain = predictorOf(notation, fit, form);
  const residual = residualPart(fit, plain.family, notation);
  if (residual && fit && form !== "conditional") requirePlainResiduals(fit, `The ${form} equation`);
  const predictor = residual ? { ...plain, family: residual.family } : plain;
  const sigma = fit?.sigma ?? null;
  const lines = options.fitted && fit
    ? [
      ...fittedLines(fit, notation, predictor),
      ...fittedPartLines(fit, notation, predictor),
      ...(residual?.fitted ?? []),
    ]
    : form === "matrix"
    ? matrixLines(predictor)
    : [...symbolicLines(notation, predictor), ...(residual ? [residual.line] : [])];
  const where = form === "matrix"
    ? matrixWhere(notation, fit, predictor)
    : whereList(notation, predictor, sigma, unitsOf(source, options.symbols));
  return {
    kind: "equation",
    lines,
    where: where.map((w) => w.term === undefined ? w : { ...w, term: termKey(w.term) }),
    notes: [],
    latex: `\\begin{aligned}\n${lines.map(unmarked).join(" \\\\\n")}\n\\end{aligned}`,
  };
}

const FORMS = "There is no residual to add: equation(m) writes the distribution and its mean";

/** How the units of the random terms lie in each other. */
function unitsOf(source: Fit | Design, symbols?: SymbolTable): readonly UnitFactor[] {
  return source.kind === "design" ? source.structure.units : fitStructure(source, symbols).units;
}

function symbolicLines(notation: Notation, predictor: Predictor): string[] {
  const sub = below(notation.subscripts);
  const distributions = allRandom(predictor).map(markedDistribution);
  const others = distributions.map(leftOf);
  const sum = (latex: string, terms: readonly string[], beside: readonly string[]): string[] => {
    const width = greatest([latex, ...beside, ...others].map(latexWidth));
    return brokenSum({ latex, width }, terms.map((t, i) => i === 0 ? t : `+ ${t}`));
  };
  if (predictor.form === "additive") {
    const residual = residualLatex(notation);
    return [
      ...sum(predictor.response, [...predictorSum(notation, predictor), residual], [residual]),
      ...distributions,
      `${residual} &\\sim N(0, \\sigma^2)`,
    ];
  }
  const { link, family } = predictor;
  const mean = `${family.mean}${sub}`;
  const condition = conditionLatex(predictor);
  const given = condition === "" ? "" : ` \\mid ${condition}`;
  const response = `${predictor.response}${given}`;
  return [
    `${response} &\\sim ${distributionOf(notation, predictor, mean)}`,
    `${link.linear(mean)} &= \\eta${sub}`,
    ...sum(`\\eta${sub}`, predictorSum(notation, predictor), [response]),
    ...partLines(notation, predictor),
    ...distributions,
  ];
}

/** What stands left of the sign of relation. */
function leftOf(line: string): string {
  return line.slice(0, Math.max(0, line.lastIndexOf("&\\sim")));
}

/** Both sides of a distribution marked apart: a mark may not span the alignment. */
function markedDistribution(part: RandomPart): string {
  const latex = distributionLatex(part);
  const place = latex.indexOf(" &\\sim");
  const left = latex.slice(0, place), right = latex.slice(place + 2);
  return part.effects.length > 1 ? `${left} &${right}` : `${marked(left, part.term)} &${right}`;
}
