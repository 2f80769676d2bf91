/**
 * Rule: the symbols and subscripts of a displayed equation, of its where-list and of the model must
 * agree.
 *
 * @module
 */
import { least } from "../../lists.ts";
import type { Fit } from "../../model/fit.ts";
import { type Finding, finding } from "./finding.ts";

/** An equation with the list that explains its symbols, in LaTeX. */
export interface TypedEquation {
  /** The displayed equations that stand together, one after another. */
  latex: readonly string[];
  /** The symbol that each item of the list begins with. */
  where: readonly string[];
}

/** A finding about an item of the where-list, or about the equation if `item` is null. */
export interface NotationFinding extends Finding {
  item: number | null;
}

/** A letter with its subscripts: `(DT)_{ij}` is base `DT`, subscripts `ij`. */
export interface WrittenSymbol {
  base: string;
  subscripts: string;
  text: string;
}

/** Commands that are no symbols. */
const WORDS = new Set(
  ("sim mid quad qquad text textrm mathrm operatorname left right cdot times ldots dots cdots vert " +
    "begin end aligned align in to sum prod frac sqrt label tag nonumber " +
    "big bigl bigr Big Bigl Bigr hspace vspace le ge leq geq neq forall where and prime top " +
    "stackrel overset underset rm it nobreak middle lvert rvert iid htmlData htmlClass").split(" "),
);

/** LaTeX without fonts and spacing: `\mathbf{y}` is `y`, `\boldsymbol\varepsilon` `\varepsilon`. */
function plainLatex(latex: string): string {
  return latex
    .replace(/\\(?:text|textrm|mathrm|operatorname|label|tag|begin|end)\*?\s*\{[^{}]*\}/g, " ")
    .replace(/\\(?:left|right|middle|[bB]igg?[lrm]?)(?![A-Za-z])/g, "")
    .replace(/\\html(?:Data|Class|Id)\s*\{[^{}]*\}/g, " ")
    .replace(/\\(?:mathbf|boldsymbol|bm|mathit|mathcal|hat|tilde|bar|widehat|overline)\b\s*/g, "")
    .replace(/\{\s*(\\[A-Za-z]+|[A-Za-z])\s*\}/g, "$1 ")
    .replace(/\\[,;:!]|\\\\|&|~/g, " ");
}

/** The symbols of a piece of LaTeX, in order. A number in the subscript is part of the name. */
export function symbolsIn(latex: string): WrittenSymbol[] {
  const text = plainLatex(latex);
  const base = String.raw`\\[A-Za-z]+|\((?:\\?[A-Za-z]+\s*){2,}\)(?=\s*[_^])|[A-Za-z]`;
  const script = String.raw`\{[^{}]*\}|\\[A-Za-z]+|[A-Za-z0-9]`;
  const pattern = new RegExp(
    `(${base})((?:\\s*[_^]\\s*(?:${script}))*)`,
    "g",
  );
  const out: WrittenSymbol[] = [];
  for (const match of text.matchAll(pattern)) {
    const name = match[1]!;
    if (name.startsWith("\\") && WORDS.has(name.slice(1))) continue;
    const scripts = [...match[2]!.matchAll(new RegExp(`_\\s*(${script})`, "g"))];
    const below = (scripts[0]?.[1] ?? "").replace(/[{}\s,]/g, "");
    if (/['′]/.test(below + match[2]!)) continue;
    const number = /^\d+$/.test(below) ? below : "";
    out.push({
      base: name.replace(/[()\s]/g, "") + (number ? `_${number}` : ""),
      subscripts: number ? "" : below,
      text: match[0].trim().replace(/\s+/g, ""),
    });
  }
  return out.filter((s) => s.base !== "N" || s.subscripts !== "");
}

/** Letters that stand for subscripts, not for quantities. */
const isSubscript = (s: WrittenSymbol): boolean => s.subscripts === "" && /^[i-n]$/.test(s.base);

/**
 * Findings about an equation: symbols of the list that the equation lacks, subscripts that differ,
 * and an effect given as random that the model has not.
 */
export function auditNotation(equation: TypedEquation, fit: Fit | null): NotationFinding[] {
  const written = equation.latex.flatMap(symbolsIn);
  const bases = new Set(written.map((s) => s.base));
  const listed = equation.where.map((latex) => symbolsIn(latex)[0]);
  if (listed.length === 0) return [];
  const explained = new Set(listed.flatMap((s) => s?.base ?? []));
  const unexplained = written.filter((s, i) =>
    !explained.has(s.base) && !isSubscript(s) && /^[A-Z]+$/.test(s.base) &&
    written.findIndex((o) => o.text === s.text) === i
  );
  // a count such as r may be explained beside the symbols of the equation
  const foreign = listed.flatMap((s, i) =>
    s && !bases.has(s.base) && !isSubscript(s) && (s.subscripts !== "" || unexplained.length > 0)
      ? [{ s, item: i }]
      : []
  );
  const subscripts = listed.flatMap((s, i) => {
    if (!s || s.subscripts === "" || !bases.has(s.base)) return [];
    const others = [...new Set(written.filter((o) => o.base === s.base).map((o) => o.subscripts))];
    return others.includes(s.subscripts) || others.includes("") ? [] : [{ s, others, item: i }];
  });
  const uneven = unevenIn(written, explained);
  const parts: string[] = [];
  if (foreign.length > 0) {
    const names = foreign.map((f) => f.s.text);
    const instead = unexplained.length > 0
      ? `, which has ${listOf(unexplained.map((s) => s.text))}`
      : "";
    const many = names.length > 1;
    parts.push(
      `${listOf(names)} of the where-list ${many ? "are" : "is"} not in the equation${instead}`,
    );
  }
  for (const { s, others } of subscripts) {
    parts.push(`${s.text} has other subscripts in the equation (${others.join(", ")})`);
  }
  for (const { base, forms } of uneven) {
    parts.push(`${base} has the subscripts ${listOf(forms)} in one equation`);
  }
  const random = fit && !fit.random ? conditionedOn(equation.latex) : null;
  if (random) parts.push(`${random} is random in the equation and not in the model`);
  if (parts.length === 0) return [];
  const places = [...foreign, ...subscripts].map((f) => f.item);
  return [{
    ...finding(
      "notation-disagrees",
      [...foreign.map((f) => f.s.base), ...(foreign.length > 0 ? [] : parts)].join(" "),
      parts.join("; "),
      "Let equation(model) write both, or use the same letters and subscripts",
    ),
    item: places.length > 0 ? least(places) : null,
  }];
}

/** A quantity that has fewer subscripts in one place of an equation than in another. */
function unevenIn(
  written: readonly WrittenSymbol[],
  explained: ReadonlySet<string>,
): { base: string; forms: string[] }[] {
  return [...explained].flatMap((base) => {
    const forms = [
      ...new Set(written.filter((s) => s.base === base).map((s) => s.subscripts)),
    ].filter((f) => /^[a-z]{2,}$/.test(f));
    const [short, long] = [...forms].sort((a, b) => a.length - b.length);
    return short !== undefined && long !== undefined && long.startsWith(short)
      ? [{ base, forms }]
      : [];
  });
}

/** What the response is conditioned on: b_k of `y_{ijk} | b_k \sim N(…)`. */
function conditionedOn(latex: readonly string[]): string | null {
  for (const text of latex) {
    const match = /(?:\||\\mid|\\vert)([^|]*?)\\sim/.exec(plainLatex(text));
    const first = match ? symbolsIn(match[1]!)[0] : undefined;
    if (first) return first.text;
  }
  return null;
}

function listOf(items: readonly string[]): string {
  if (items.length < 2) return items.join("");
  return `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`;
}
