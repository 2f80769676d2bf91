/**
 * The equation with the estimates in it.
 *
 * @module
 */
import type { Notation } from "../../design/structure/notation.ts";
import type { Fit } from "../../model/fit.ts";
import { formatNumber, signif } from "../number/number_format.ts";
import { typesetTerm } from "../typeset/typeset.ts";
import type { Predictor } from "./predictor.ts";
import { brokenSum, latexWidth } from "./line_width.ts";
import { sigmaLatex } from "./random_part.ts";
import { below, textLatex } from "./symbols.ts";

/** Estimates with four digits, signs as between terms. */
function signed(x: number): string {
  const size = formatNumber(signif(Math.abs(x), 4));
  const [mantissa, power] = size.split("e");
  const text = power === undefined ? size : `${mantissa} \\times 10^{${Number(power)}}`;
  return `${x < 0 ? "-" : "+"} ${text}`;
}

/** The fitted predictor, then the estimated variances. */
export function fittedLines(fit: Fit, notation: Notation, predictor: Predictor): string[] {
  const terms = fit.coefficients.flatMap((c) => {
    if (c.estimate === null) return [];
    const name = c.name === "(Intercept)" ? "" : `\\,${textLatex(typesetTerm(c.name))}`;
    return [`${signed(c.estimate)}${name}`];
  });
  const random = predictor.random.flatMap((p) => p.effects).map((e) => `+ ${e.symbol}`);
  const known = predictor.offsets.map((o) => `+ ${o.latex}`);
  const signs = [...terms, ...known, ...random];
  const sum = signs.map((t, i) => i === 0 ? t.replace(/^\+ /, "").replace(/^- /, "-") : t);
  const { family, link } = predictor;
  const latex = link.linear(`\\hat${family.mean}${below(notation.subscripts)}`);
  const lines = signs.length === 0 ? [] : brokenSum({ latex, width: latexWidth(latex) }, sum);
  for (const effect of predictor.random.flatMap((p) => p.effects)) {
    if (effect.sd === null) continue;
    lines.push(`\\hat${sigmaLatex(effect.deviation, true)} &= ${number(effect.sd ** 2)}`);
  }
  if (family.scaled) lines.push(`\\hat\\sigma^2 &= ${number(fit.sigma ** 2)}`);
  return lines;
}

function number(x: number): string {
  return signed(x).replace(/^\+ /, "").replace(/^- /, "-");
}
