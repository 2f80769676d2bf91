/**
 * How a value takes its place on a page: what it is, how wide it may be, and a caption made from
 * what it knows of itself.
 *
 * @module
 */
import type { AnovaShell } from "../design/structure/anova_shell.ts";
import type { AnovaTable } from "../inference/test/anova_table.ts";
import type { ContrastTable } from "../inference/contrast/contrast_table.ts";
import type { MeansTable } from "../inference/means/means_grid.ts";
import type { CaptionPart } from "./caption.ts";
import type { RenderOptions } from "./options.ts";
import type { Shown, ShownComparison, ShownFigure } from "./shown.ts";
import { anyTableOf } from "./table/delimited.ts";
import { plainLabel } from "./figure/marked_words.ts";
import { quantityTitle, quantityWords } from "./figure/data_table.ts";
import { titleOfSheet } from "./figure/sheet/words.ts";
import { shellRems } from "./table/shell_width.ts";
import { escapeHtml, typesetTerm } from "./typeset/typeset.ts";

/** How a value takes its place on a page. */
export interface Placement {
  role: "table" | "figure" | "equation" | "output";
  /** Made from what the value knows of itself; without number and final stop. */
  caption: CaptionPart[];
  width: "slim" | "text" | "wide";
}

/** Role, caption (HTML without number and final stop) and width of a value on a page. */
export interface Presentation {
  role: "table" | "figure" | "equation" | "output";
  caption: string;
  width: "slim" | "text" | "wide";
}

/** A table of at most so many columns is set narrow. */
const SLIM_COLUMNS = 5;

/** What a page needs to know to place a value, its caption as HTML. */
export function presentation(shown: Shown, options: RenderOptions = {}): Presentation {
  const placed = placement(shown, options);
  return { ...placed, caption: placed.caption.map(partHtml).join("") };
}

function partHtml(part: CaptionPart): string {
  if (typeof part === "string") return escapeHtml(part);
  return "code" in part
    ? `<code>${escapeHtml(part.code)}</code>`
    : `<i>${escapeHtml(part.italic)}</i>`;
}

/** What a page needs to know to place a value, in no format. */
export function placement(shown: Shown, options: RenderOptions = {}): Placement {
  switch (shown.kind) {
    case "figure":
      return { role: "figure", caption: [figureCaption(shown)], width: figureWidth(shown) };
    case "markup":
      return { role: "figure", caption: [shown.alt], width: "text" };
    case "equation":
      return { role: "equation", caption: [], width: "text" };
    case "vector":
    case "text":
    case "pictures":
      return { role: "output", caption: [], width: "text" };
    case "shell":
      return { role: "table", caption: ["ANOVA shell"], width: shellWidth(shown.shell) };
    case "fisher-tables":
      return { role: "table", caption: ["Design, treatments, and both together"], width: "wide" };
    case "list": {
      const first = shown.items[0];
      return first
        ? placement(first.value, options)
        : { role: "output", caption: [], width: "text" };
    }
    default:
      return { role: "table", caption: tableCaption(shown, options), width: tableWidth(shown) };
  }
}

/** Rems of the column of text. */
const TEXT = 42;

/** A shell of several strata has columns that stand apart; else it is as wide as it asks for. */
function shellWidth(shell: AnovaShell): Presentation["width"] {
  const components = new Set(shell.rows.flatMap((r) => Object.keys(r.meanSquare)));
  // of counts and proportions strata have no mean squares
  const strata = new Set(shell.rows.map((r) => r.stratum)).size - 1;
  const several = components.size === 0 ? strata > 1 : components.size > 1;
  return several || shellRems(shell) > TEXT ? "wide" : "text";
}

function tableWidth(shown: Shown): Presentation["width"] {
  const model = anyTableOf(shown);
  const columns = (model?.columns.length ?? 0) + (model?.intervals ? 3 : 0);
  return columns <= SLIM_COLUMNS ? "slim" : columns <= 10 ? "text" : "wide";
}

function joined(words: readonly string[]): string {
  if (words.length < 2) return words.join("");
  return `${words.slice(0, -1).join(", ")} and ${words[words.length - 1]}`;
}

/** Captions of tables, in words. */
function tableCaption(shown: Shown, options: RenderOptions): CaptionPart[] {
  const labels = options.labels;
  switch (shown.kind) {
    case "anova":
      return [anovaCaption(shown.table, labels)];
    case "means":
      return [meansCaption(shown.table, labels)];
    case "letters":
      return [`${meansCaption(shown.table, labels)}, with letters`];
    case "contrasts":
      return [contrastCaption(shown.table)];
    case "joint-tests":
      return ["Joint tests of the terms of the model"];
    case "comparison":
      return comparisonCaption(shown);
    case "summary":
      return ["Coefficients of ", { code: shown.formula }];
    case "components":
      return ["Variance components"];
    case "matrix":
      return ["Matrix"];
    default:
      return [];
  }
}

type Labels = Readonly<Record<string, string>> | undefined;

function anovaCaption(table: AnovaTable, labels: Labels): string {
  const response = labels?.[table.response] ?? table.response;
  if (table.joint && !("terms" in table.joint)) {
    return `Test of functions of the coefficients, of ${response}`;
  }
  if (table.joint) {
    return `One test of ${
      joined(table.joint.terms.map((t) => typesetTerm(t, labels)))
    } on ${response}`;
  }
  const terms = table.rows.map((r) => r.term).filter((t) =>
    t !== "Residuals" && t !== "(Intercept)" && t !== "NULL"
  );
  const words = terms.map((t) => typesetTerm(t, labels));
  return `Tests of ${joined(words)} on ${response}`;
}

function meansCaption(table: MeansTable, labels: Labels): string {
  const factors = table.factors.filter((f) => !table.by.includes(f)).map((f) => labels?.[f] ?? f);
  const by = table.by.map((f) => labels?.[f] ?? f);
  const response = labels?.[table.response] ?? table.response;
  const trend = table.estimateName.match(/^(.*)\.trend$/);
  const what = trend ? `Slopes of ${response} on ${trend[1]}` : `Estimated means of ${response}`;
  return `${what} by ${joined(factors)}${by.length > 0 ? `, for each ${joined(by)}` : ""}`;
}

function contrastCaption(table: ContrastTable): string {
  const by = table.by.length > 0 ? `, for each ${joined(table.by)}` : "";
  const kind = table.method === "pairwise" || table.method === "revpairwise"
    ? "Pairwise comparisons"
    : /^trt\.vs\.ctrl/.test(table.method)
    ? "Comparisons with the reference"
    : "Contrasts";
  return `${kind}${by}`;
}

function comparisonCaption(shown: ShownComparison): CaptionPart[] {
  if (shown.of === "random-terms") return ["Tests of the random terms, left out one at a time"];
  return shown.of === "likelihood-ratio" || shown.of === "deviance"
    ? ["Likelihood-ratio tests of the models"]
    : [{ italic: "F" }, " tests of the models"];
}

function figureWidth(shown: ShownFigure): Presentation["width"] {
  return shown.figure === "strip" ? "wide" : "text";
}

function figureCaption(shown: ShownFigure): string {
  const data = shown.data;
  switch (data.figure) {
    case "means":
      return `Means of ${data.response.label} by ${data.factor}: ± s.e. thick, ` +
        `${100 * data.level} % interval thin`;
    case "interaction":
      return `Means of ${data.response.label} by ${data.factor}, for each ${data.seriesName}`;
    case "residuals":
      return "Residuals of the fit";
    case "qq":
      return `Normal quantiles of ${data.sample.label}`;
    case "scatter":
      return plainLabel(`${quantityTitle(data.y)} against ${quantityWords(data.x)}`);
    case "shrinkage":
      return `Predicted effects of ${data.group} with ${100 * data.level} % intervals`;
    case "components":
      return "Standard deviations of the random effects";
    case "correlation":
      return "Correlations between observations that the model implies";
    case "covariance":
      return "Which variances two observations share";
    case "pairs":
      return `Differences with simultaneous ${100 * data.level} % intervals`;
    case "field":
      return `${quantityTitle(data.value)} over the field`;
    case "profile":
      return "Profiles of the parameters";
    case "power":
      return `Power against ${quantityWords(data.x)}`;
    case "layers":
    case "arranged":
      return plainLabel(data.title);
    case "sheet":
      return titleOfSheet(data);
    case "simulated":
      return data.quantiles || data.against || data.outside
        ? "Residuals scaled by simulation"
        : "The observations among simulated responses";
    case "strip":
      return `The whole trial: a column is a ${data.unit}. Deeper is higher`;
  }
}
