/**
 * Any value as R's console prints it.
 *
 * @module
 */
import { deparseName } from "../../syntax/deparse.ts";
import type { Shown, ShownEquation, ShownFigure } from "../shown.ts";
import { unmarked } from "../equation/symbols.ts";
import { anovaText } from "./anova.ts";
import { comparisonText } from "./comparison.ts";
import { componentsText } from "./components.ts";
import { fisherText } from "./fisher.ts";
import { contrastText, jointText, lettersText, meansText } from "./means.ts";
import { shellText } from "./shell.ts";
import { summaryText } from "./summary.ts";
import { frameText, matrixText, vectorText } from "./values.ts";

/**
 * The text that R would print for a value, 100 columns wide, with plain quotes; lines end with
 * `\n`.
 *
 * @param shown Any value of a page.
 * @example
 * ```ts
 * import { anova, lm, renderText, tableFrom } from "@heddle/heddle";
 *
 * const plots = tableFrom(
 *   { diet: ["A", "A", "B", "B"], gain: [1.2, 1.4, 2.1, 2.2] },
 *   { factors: ["diet"] },
 * );
 * const table = anova(lm("gain ~ diet", plots), { type: 2 });
 * const text = renderText({ kind: "anova", table });
 * if (!(text.startsWith("Anova Table (Type II tests)"))) throw new Error("the example fails");
 * ```
 */
export function renderText(shown: Shown): string {
  return textLines(shown).map((line) => `${line}\n`).join("");
}

/** A value of one of these kinds says itself how many digits it is printed with. */
function withDigits(shown: Shown, digits: number): Shown {
  switch (shown.kind) {
    case "vector":
    case "frame":
    case "matrix":
    case "components":
    case "summary":
      return { digits, ...shown };
    default:
      return shown;
  }
}

/**
 * The same as lines.
 *
 * @param digits Significant digits where the value itself asks for none.
 */
export function textLines(given: Shown, digits?: number): string[] {
  const shown = digits === undefined ? given : withDigits(given, digits);
  switch (shown.kind) {
    case "vector":
      return vectorText(shown);
    case "frame":
      return shown.console ?? frameText(shown);
    case "matrix":
      return matrixText(shown);
    case "components":
      return componentsText(shown);
    case "summary":
      return summaryText(shown);
    case "anova":
      return anovaText(shown.table, shown.digits ?? digits, shown.stars);
    case "means":
      return meansText(shown.table, digits);
    case "contrasts":
      return contrastText(shown.table, digits);
    case "joint-tests":
      return jointText(shown, digits);
    case "letters":
      return lettersText(shown, digits);
    case "comparison":
      return comparisonText(shown, shown.digits ?? digits);
    case "shell":
      return shellText(shown.shell);
    case "fisher-tables":
      return fisherText(shown.tables);
    case "equation":
      return equationText(shown);
    case "figure":
      return [figureText(shown)];
    case "markup":
      return [shown.alt];
    case "pictures":
      return shown.paths;
    case "text":
      return shown.text.split("\n");
    case "list":
      return shown.items.length === 0 ? ["list()"] : listLines(shown, "", digits);
  }
}

/** Lines of LaTeX, then what the symbols mean. */
function equationText(shown: ShownEquation): string[] {
  const plain = (text: string): string => text.replaceAll("$", "");
  return [
    ...shown.lines.map((line) => unmarked(line).replaceAll("&", "")),
    ...shown.where.map((w) =>
      `  ${w.symbol}: ${plain(w.meaning)}${w.range ? ` (${plain(w.range)})` : ""}`
    ),
  ];
}

function figureText(shown: ShownFigure): string {
  return `Figure (${shown.figure}): ${shown.alt}`;
}

/** Items of a list, each led by how it is taken from the whole: `$b$c`. */
function listLines(
  shown: Extract<Shown, { kind: "list" }>,
  path: string,
  digits?: number,
): string[] {
  return shown.items.flatMap(({ name, heading, value }) => {
    if (heading !== undefined) return [heading, ...textLines(value, digits), ""];
    const part = path + (name.startsWith("[[") ? name : `$${deparseName(name)}`);
    return value.kind === "list" && value.items.length > 0
      ? [part, ...listLines(value, part, digits), ""]
      : [part, ...textLines(value, digits), ""];
  });
}
