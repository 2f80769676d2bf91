/**
 * Figures as markup, given the library to draw with: what a page holds and what a reader downloads.
 *
 * @module
 */
import type { ShownFigure } from "../shown.ts";
import { escapeHtml } from "../typeset/typeset.ts";
import { drawArranged } from "./drawn/arranged_figure.ts";
import { drawCovariance } from "./drawn/covariance_figure.ts";
import { drawPower, drawProfile } from "./drawn/curves_figure.ts";
import { drawCorrelation, drawField } from "./drawn/heat_figure.ts";
import { drawComponents, drawPairs, drawShrinkage } from "./drawn/intervals_figure.ts";
import { drawLayers, textMarkup } from "./drawn/layers_figure.ts";
import { drawSimulated } from "./drawn/simulated_figure.ts";
import { drawMeans } from "./drawn/means_figure.ts";
import { NARROW_WIDTH, type Picture, type Size } from "./picture.ts";
import { drawQuantiles, drawScatter } from "./drawn/points_figure.ts";
import { drawResiduals } from "./drawn/residuals_figure.ts";
import { keyHtml } from "./made/series.ts";
import { GLYPH_SIGNS, label, pixel, textWidth } from "./shapes.ts";
import type { Plot, Stage } from "./stage.ts";
import { drawSheet } from "./sheet/sheet_figure.ts";
import { drawStrip } from "./drawn/strip_figure.ts";

/** A figure as a page holds it, and as a file of its own. */
export interface DrawnFigure {
  html: string;
  svg: string;
}

/**
 * Draws a figure.
 *
 * @param plot Observable Plot.
 * @param document A document in which it may make elements.
 */
export function drawFigure(shown: ShownFigure, plot: Plot, document: Document): DrawnFigure {
  const stage: Stage = { plot, document };
  const picture = pictureOf(shown, stage);
  return { html: pageMarkup(shown, picture, stage), svg: fileMarkup(shown, picture) };
}

function pictureOf(shown: ShownFigure, stage: Stage): Picture {
  const size: Size = { width: shown.width, height: shown.height, stage };
  const data = shown.data;
  switch (data.figure) {
    case "means":
    case "interaction":
      return drawMeans(data, size);
    case "residuals":
      return drawResiduals(data, size);
    case "qq":
      return drawQuantiles(data, size);
    case "scatter":
      return drawScatter(data, size);
    case "shrinkage":
      return drawShrinkage(data, size);
    case "components":
      return drawComponents(data, size);
    case "correlation":
      return drawCorrelation(data, size);
    case "covariance":
      return drawCovariance(data, size);
    case "pairs":
      return drawPairs(data, size);
    case "field":
      return drawField(data, size);
    case "profile":
      return drawProfile(data, size);
    case "power":
      return drawPower(data, size);
    case "simulated":
      return drawSimulated(data, size);
    case "strip":
      return drawStrip(data, size);
    case "layers":
      return drawLayers(data, size);
    case "sheet":
      return drawSheet(data, size);
    case "arranged":
      return drawArranged(data, size);
  }
}

/** Figures that are drawn again for a narrow column, and how high they are there. */
const NARROW: Partial<Record<ShownFigure["figure"], number | null>> = {
  means: 320,
  interaction: 320,
  power: 300,
  scatter: 300,
  qq: 300,
  simulated: 300,
  pairs: null,
  correlation: null,
  components: null,
  layers: null,
  sheet: null,
  arranged: null,
};

/** Key and picture, without caption. Its words are the figure's `alt`. */
function pageMarkup(shown: ShownFigure, picture: Picture, stage: Stage): string {
  const key = picture.title !== "" || picture.series.length > 0 || picture.raw !== null
    ? `${keyHtml(picture.title, picture.series, picture.raw)}\n`
    : "";
  const alt = escapeHtml(shown.alt);
  if (picture.panels && picture.panels.length > 1) {
    const panels = picture.panels.map((p) =>
      svgMarkup(p, "panel", ` aria-hidden="true" style="font-size:15px"`)
    );
    return `${key}<div class="panels ${shown.figure}" role="img" aria-label="${alt}">${
      panels.join("")
    }</div>`;
  }
  const label = ` role="img" aria-label="${alt}"`;
  const wide = svgMarkup(picture, `figure ${classOf(shown)}`, label);
  return `${key}${wide}${narrowMarkup(shown, stage, label)}`;
}

/** The class of a figure on its page, where a sheet is something that slides in. */
function classOf({ figure }: ShownFigure): string {
  return figure === "sheet" ? "graphics" : figure;
}

function svgMarkup(
  picture: { width: number; height: number; inner: string },
  className: string,
  attributes: string,
): string {
  const box = `${pixel(picture.width)} ${pixel(picture.height)}`;
  return `<svg class="${className}" viewBox="0 0 ${box}"${attributes} fill="currentColor">` +
    `${picture.inner}</svg>`;
}

/** The figure drawn for a phone; the stylesheet shows the one or the other. */
function narrowMarkup(shown: ShownFigure, stage: Stage, label: string): string {
  const height = NARROW[shown.figure];
  if (height === undefined || shown.width !== null || tooWide(shown)) return "";
  const narrow = pictureOf({ ...shown, width: NARROW_WIDTH, height }, stage);
  return svgMarkup(narrow, `figure narrow ${classOf(shown)}`, `${label} style="font-size:15px"`);
}

/**
 * Means of many series would be drawn over each other, and correlations of many observations have no
 * names to read; the wide figure is then shown smaller.
 */
function tooWide(shown: ShownFigure): boolean {
  const data = shown.data;
  if (data.figure === "correlation") return data.labels.length > 24;
  if (data.figure !== "means") return false;
  const marks = data.levels.length * data.series.length;
  return marks > 18 || (data.raw !== null && data.levels.length > 8);
}

/** Colours of the light theme, for a picture outside its page. */
const FILE_STYLE =
  "svg{color:#1a1c21;background:#fdfdfc;font:15px 'Heddle Sans','Segoe UI',system-ui,sans-serif;" +
  "font-variant-numeric:lining-nums tabular-nums}.soft{fill:#565c69}.grid{stroke:#dcdfe6}" +
  ".axis{stroke:#7d8493}.raw{stroke:#7d8493}.random,.s1{color:#2a45a0}.fixed,.s2{color:#ae3620}" +
  ".s3{color:#7d5a00}.s4{color:#22683f}.s5{color:#1a1c21}.s6{color:#565c69}" +
  ".s7{color:#6b55b3}g.s3,path.s3,circle.s3,rect.s3,line.s3{color:#bd8a00}" +
  "g.s4,path.s4,circle.s4,rect.s4,line.s4{color:#00857a}" +
  "g.s7,path.s7,circle.s7,rect.s7,line.s7{color:#9a8bd0}" +
  "text.random,text.fixed,text.s1,text.s2,text.s3,text.s4,text.s5,text.s6,text.s7," +
  ".ink{fill:currentColor}";

/** The figure as an SVG file of its own, with the light theme's colours and the key inside. */
function fileMarkup(shown: ShownFigure, picture: Picture): string {
  const head = 30, width = picture.width + 24, height = picture.height + head + 16;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" ` +
    `width="${width}" height="${height}" role="img" fill="currentColor">` +
    `<title>${escapeHtml(shown.alt)}</title><style>${FILE_STYLE}</style>` +
    `${fileKey(picture)}<g transform="translate(12 ${head})">${picture.inner}</g></svg>\n`;
}

/** The key as one line of text, from the right end. */
function fileKey(picture: Picture): string {
  let x = picture.width + 12;
  const entries = [
    ...picture.series.map((s) => ({
      text: `${GLYPH_SIGNS[s.style.glyph]} ${s.name}`,
      className: s.style.className,
    })),
    ...(picture.raw === null ? [] : [{ text: `• ${picture.raw}`, className: "soft" }]),
  ].reverse().map((e) => {
    const text = `<text x="${pixel(x)}" y="18" text-anchor="end" class="${e.className}">${
      escapeHtml(e.text)
    }</text>`;
    x -= textWidth(e.text) + 22;
    return text;
  });
  return textMarkup([label(picture.title, 12, 18)]) + entries.reverse().join("");
}
