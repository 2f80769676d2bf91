/**
 * Mathematics in the labels of a picture, written as R's `plotmath` writes it: an expression that is
 * drawn and not computed. `mu[1]`, `R^2 == 0.9`, `paste("Yield (t ", ha^-1, ")")`. Its rules are those
 * that the help page `?plotmath` states.
 *
 * @module
 */
import { deparse } from "../../syntax/deparse.ts";
import type { CallExpr, Expr } from "../../syntax/expr.ts";
import { set, type Setting } from "./marked_words.ts";

const GREEK =
  "alpha α beta β gamma γ delta δ epsilon ε zeta ζ eta η theta θ iota ι kappa κ lambda λ mu μ " +
  "nu ν xi ξ omicron ο pi π rho ρ sigma σ tau τ upsilon υ phi φ chi χ psi ψ omega ω theta1 ϑ phi1 ϕ " +
  "sigma1 ς omega1 ϖ Upsilon1 ϒ Alpha Α Beta Β Gamma Γ Delta Δ Epsilon Ε Zeta Ζ Eta Η Theta Θ Iota Ι " +
  "Kappa Κ Lambda Λ Mu Μ Nu Ν Xi Ξ Omicron Ο Pi Π Rho Ρ Sigma Σ Tau Τ Upsilon Υ Phi Φ Chi Χ Psi Ψ " +
  "Omega Ω infinity ∞ partialdiff ∂ nabla ∇ degree ° minute ′ second ″ aleph ℵ cdots ⋯ ldots … ... …";

function pairs(text: string): ReadonlyMap<string, string> {
  const words = text.split(" ");
  return new Map(words.flatMap((word, i) => i % 2 === 0 ? [[word, words[i + 1]!]] : []));
}

/** Names that are signs. */
export const SIGNS = pairs(GREEK);

/** Operators between two operands, which stand apart from both. */
const APART = pairs(
  "+ + - − == = != ≠ < < > > <= ≤ >= ≥ %+-% ± %/% ÷ %*% × %.% · %~~% ≈ %=~% ≅ %==% ≡ %prop% ∝ %~% ∼ " +
    "%subset% ⊂ %subseteq% ⊆ %supset% ⊃ %supseteq% ⊇ %notsubset% ⊄ %in% ∈ %notin% ∉ %<->% ↔ %->% → %<-% ← " +
    "%up% ↑ %down% ↓ %<=>% ⇔ %=>% ⇒ %<=% ⇐ %dblup% ⇑ %dbldown% ⇓ | | || ∥",
);

const ACCENTS: ReadonlyMap<string, string> = new Map([
  ["hat", "\u0302"],
  ["widehat", "\u0302"],
  ["tilde", "\u0303"],
  ["widetilde", "\u0303"],
  ["dot", "\u0307"],
  ["ring", "\u030a"],
]);

/** What is set above and below a sign. */
const LARGE = pairs(
  "sum ∑ prod ∏ integral ∫ union ∪ intersect ∩ lim lim min min max max inf inf sup sup",
);

const FACES: Readonly<Record<string, readonly Setting[]>> = {
  plain: [],
  bold: ["bold"],
  italic: ["italic"],
  bolditalic: ["bold", "italic"],
  symbol: [],
  displaystyle: [],
  textstyle: [],
  scriptstyle: [],
  scriptscriptstyle: [],
};

/** An expression that is to be drawn, as the words of a label. */
export function plotmath(expr: Expr): string {
  switch (expr.kind) {
    case "string":
      return expr.value;
    case "name":
      return SIGNS.get(expr.name) ?? expr.name;
    case "number":
      return deparse(expr).replace(/^-/, "−");
    case "logical":
      return expr.text;
    case "null":
      return "";
    case "call":
      return call(expr);
  }
}

function call(expr: CallExpr): string {
  const name = expr.callee.kind === "name" ? expr.callee.name : "";
  const parts = expr.args.flatMap(({ value }) => value ? [value] : []);
  const words = (i: number): string => parts[i] ? plotmath(parts[i]) : "";
  const sign = APART.get(name);
  if (parts.length === 2 && sign) return `${words(0)} ${sign} ${words(1)}`;
  if (parts.length === 1 && (name === "-" || name === "+" || name === "%+-%")) {
    return (APART.get(name) ?? "") + words(0);
  }
  switch (name) {
    case "!":
      return `¬${words(0)}`;
    case "*":
      return words(0) + words(1);
    case "/":
      return `${words(0)}/${words(1)}`;
    case "~":
      return parts.length === 1 ? ` ${words(0)}` : `${words(0)} ${words(1)}`;
    case "(":
      return `(${words(0)})`;
    case "{":
      return words(parts.length - 1);
    case "[":
      return words(0) + set("below", parts.slice(1).map(plotmath).join(", "));
    case "^":
      return words(0) + set("above", words(1));
    case "paste":
      return expr.args.flatMap(({ name, value }) =>
        value && name !== "sep" ? [plotmath(value)] : []
      )
        .join("");
    case "list":
      return parts.map(plotmath).join(", ");
    case "sqrt":
      return parts[1] ? `${set("above", words(1))}${root(words(0))}` : root(words(0));
    case "bar":
      return [...words(0)].map((c) => `${c}\u0304`).join("");
    case "underline":
      return [...words(0)].map((c) => `${c}\u0332`).join("");
    case "phantom":
      return " ".repeat([...words(0)].length);
    case "frac":
    case "over":
      return `${grouped(words(0))}/${grouped(words(1))}`;
    case "atop":
      return `${words(0)}\n${words(1)}`;
    case "group":
    case "bgroup":
      return `${bracket(words(0))}${words(1)}${bracket(words(2))}`;
    case "abs":
      return `|${words(0)}|`;
  }
  return named(name, expr, parts);
}

/** What stands as a function: accents, faces, signs with limits; any other as it is called. */
function named(name: string, expr: CallExpr, parts: readonly Expr[]): string {
  const [first] = parts;
  const accent = ACCENTS.get(name);
  if (accent && first) {
    const words = plotmath(first);
    // the accent stands on the first letter, in front of what is set below it
    return words.replace(/^([\uE010-\uE013]*[^\uE010-\uE014])/u, `$1${accent}`).normalize("NFC");
  }
  const faces = FACES[name];
  if (faces && first) return faces.reduce((words, face) => set(face, words), plotmath(first));
  const large = LARGE.get(name);
  if (large && parts.length > 1) {
    const [body, from, to] = parts.map(plotmath);
    return `${large}${set("below", from!)}${to === undefined ? "" : set("above", to)} ${body}`;
  }
  const callee = expr.callee.kind === "name" ? SIGNS.get(name) ?? name : plotmath(expr.callee);
  return `${large ?? callee}(${parts.map(plotmath).join(", ")})`;
}

function root(words: string): string {
  return `√${grouped(words)}`;
}

/** In brackets, unless it is one sign or a number. */
function grouped(words: string): string {
  return /^(?:[\d.]+|.[\u0300-\u036f]*)$/u.test(words) ? words : `(${words})`;
}

function bracket(words: string): string {
  return words === "." ? "" : words === "lfloor" ? "⌊" : words === "rfloor" ? "⌋" : words;
}
