/**
 * The words of base graphics.
 *
 * @module
 */
import { silent, type Verb, verbOf } from "../../evaluation/verb.ts";
import { abline, arrows, polygon, rect, segments, text } from "./adding.ts";
import { barplot } from "./bars.ts";
import { boxplot } from "./boxes.ts";
import { curve, qqline, qqnorm, qqplot } from "./curves.ts";
import { hist } from "./histograms.ts";
import { interactionPlotOfCells } from "./interaction.ts";
import { legend } from "./legend.ts";
import { LOOKS, looksWithout } from "./drawing/opening.ts";
import { axis, box, grid, mtext, rug, title } from "./margins.ts";
import { biplot, screeplot } from "./multivariate/components.ts";
import { rectTree } from "./multivariate/dendrogram.ts";
import { palette } from "./drawing/palette.ts";
import { addPlaces, matplot } from "./points.ts";
import { mosaicplot } from "./mosaic.ts";
import { pie } from "./shares.ts";
import { layout, par, plotNew, plotWindow } from "./sheets.ts";
import { scatterSmooth } from "./smooth.ts";
import { cdplot, spineplot } from "./spines.ts";
import { dotchart, stripchart } from "./strips.ts";
import { sunflowerplot, symbols } from "./symbols.ts";

const verb = verbOf("graphics");

/** What lines and points look like. */
const PEN =
  "col?, lty?, lwd?, pch?, cex?, bg?, lend?, ljoin?, lmitre?, xpd?, font?, family?, ann?, " +
  "main~, xlab~, ylab~, xlim~, ylim~, las~";
const STRAIGHT = "col?, lty?, lwd?, lend?, ljoin?, lmitre?, xpd?, cex~, pch~, xlim~, ylim~";

/** Pictures. */
const BEGINNING: readonly Verb[] = [
  silent(
    verb(
      "boxplot",
      "x?, ..., formula?, data?, subset?, na.action~, range?, width?, varwidth?, notch?, outline?, names?, plot?, " +
        `border?, ${looksWithout("type")}, horizontal?, add?, at?, sep?, drop?, lex.order!FALSE, ` +
        "show.names?, boxwex?, staplewex?, outwex~, notch.frac?, outpch?, outcol?, outcex?, whisklty?, medlwd~, pars~, xpd~",
      "box plots by group, with R's statistics",
      boxplot,
    ),
  ),
  silent(
    verb(
      "barplot",
      "height?, width?, space?, names.arg?, legend.text?, beside?, horiz?, density?, angle?, border?, " +
        `${looksWithout("type", "asp")}, plot?, axis.lty~, offset?, add?, args.legend?, ` +
        "axisnames?, cex.names~, inside~, data?, formula?, subset?, xpd~",
      "bars, with the places of their middles",
      barplot,
    ),
  ),
  verb(
    "hist",
    "x, breaks?, freq?, probability?, prob?, include.lowest?, right?, fuzz!1e-07, density?, angle?, border?, " +
      `${looksWithout("type", "asp")}, labels?, nclass?, plot?, warn.unused~, add?`,
    "counts in bins",
    hist,
  ),
  silent(
    verb("curve", `expr, from?, to?, n?, add?, xname?, ${LOOKS}`, "a function of x", curve),
  ),
  verb(
    "qqnorm",
    `y, form?, abline?, ${LOOKS}, datax?, plot.it?`,
    "values against normal quantiles",
    qqnorm,
  ),
  silent(
    verb(
      "biplot",
      "x, choices?, scale?, pc.biplot?, var.axes?, col?, cex?, xlabs?, ylabs?, expand?, xlim~, ylim~, arrow.len?, main?, sub~, xlab?, ylab?",
      "rows and variables on two principal components",
      biplot,
    ),
  ),
  silent(
    verb("screeplot", "x, npcs?, type?, main?", "variances of principal components", screeplot),
  ),
  silent(
    verb(
      "rect.hclust",
      "tree, k?, which!NULL, x!NULL, h?, border?, cluster!NULL",
      "boxes about clusters of a tree",
      rectTree,
    ),
  ),
  verb("qqplot", `x, y, plot.it?, ${LOOKS}`, "quantiles of two samples", qqplot),
  silent(
    verb(
      "matplot",
      `x, y?, type?, ${looksWithout("type")}, add?, verbose~`,
      "columns of a matrix as lines or points",
      (call) => matplot(call, "p", false),
    ),
  ),
  silent(
    verb(
      "stripchart",
      `x, ..., data?, subset?, method?, jitter?, offset?, vertical?, group.names?, add?, at?, dlab~, glab~, sep?, drop?, ${
        looksWithout("type")
      }`,
      "values along a line for each group",
      stripchart,
    ),
  ),
  silent(
    verb(
      "dotchart",
      `x, labels?, groups?, gdata!NULL, offset~, gpch~, gcolor~, lcolor~, color~, pt.cex~, ${
        looksWithout("type")
      }`,
      "a point for each name",
      dotchart,
    ),
  ),
  silent(
    verb(
      "interaction.plot",
      `x.factor, trace.factor, response, fun?, type?, legend?, trace.label?, fixed?, leg.bty?, leg.bg~, xtick~, ${
        looksWithout("type", "log", "asp")
      }`,
      "means at the levels of one factor, a line for each level of another",
      interactionPlotOfCells,
    ),
  ),
  silent(
    verb(
      "pie",
      `x, labels?, edges~, radius?, clockwise?, init.angle?, density~, angle~, border?, ${
        looksWithout("type", "log", "asp")
      }`,
      "shares as slices",
      pie,
    ),
  ),
  silent(
    verb(
      "mosaicplot",
      `x?, formula?, data?, subset?, sort!, off?, dir!, color?, shade?, margin!NULL, type?, border?, ${
        looksWithout("type", "log", "asp")
      }`,
      "counts by factors as tiles",
      mosaicplot,
    ),
  ),
  silent(
    verb(
      "spineplot",
      `x?, y?, formula?, data?, subset?, breaks?, tol.ylab!0.05, off?, ylevels?, border?, ${
        looksWithout("type", "log", "asp")
      }`,
      "shares of the levels of a factor along a variable",
      spineplot,
    ),
  ),
  silent(
    verb(
      "cdplot",
      `x?, y?, formula?, data?, subset?, bw?, n?, from?, to?, tol.ylab!0.05, ylevels?, border?, plot!TRUE, ${
        looksWithout("type", "log", "asp")
      }`,
      "shares of the levels of a factor along numbers, by densities",
      cdplot,
    ),
  ),
  verb(
    "sunflowerplot",
    `x, y?, number?, data?, subset?, digits?, add?, rotate?, cex.fact?, size?, seg.col?, seg.lwd?, ${
      looksWithout("type")
    }`,
    "points, with a leaf for each of those that are equal",
    sunflowerplot,
  ),
  silent(
    verb(
      "symbols",
      `x, y?, circles?, squares?, inches?, add?, ${looksWithout("type", "pch", "cex", "col")}`,
      "circles or squares that show a number at each place",
      symbols,
    ),
  ),
  silent(
    verb(
      "scatter.smooth",
      `x, y?, span?, degree?, family?, evaluation?, lpars~, ${LOOKS}`,
      "points with a smooth line",
      scatterSmooth,
    ),
  ),
  silent(verb("plot.new", "", "an empty picture", plotNew)),
  silent(verb("frame", "", "an empty picture", plotNew)),
];

/** What is added to pictures. */
const ADDED: readonly Verb[] = [
  silent(
    verb(
      "lines",
      `x, y?, type?, ${PEN}, data?, subset?, verticals?, do.points?`,
      "adds lines",
      (c) => addPlaces(c, "l"),
    ),
  ),
  silent(
    verb(
      "points",
      `x, y?, type?, ${PEN}, data?, subset?`,
      "adds points",
      (c) => addPlaces(c, "p"),
    ),
  ),
  silent(
    verb("matlines", `x, y, type?, ${PEN}`, "adds columns as lines", (c) => matplot(c, "l", true)),
  ),
  silent(
    verb(
      "matpoints",
      `x, y, type?, ${PEN}`,
      "adds columns as points",
      (c) => matplot(c, "p", true),
    ),
  ),
  silent(
    verb(
      "abline",
      `a?, b?, h?, v?, reg?, coef?, untf~, ${STRAIGHT}`,
      "adds straight lines",
      abline,
    ),
  ),
  silent(
    verb(
      "qqline",
      `y, datax?, distribution!qnorm, probs?, qtype!7, ${STRAIGHT}`,
      "adds a line through the quartiles",
      qqline,
    ),
  ),
  silent(verb("segments", `x0, y0, x1?, y1?, ${STRAIGHT}`, "adds segments", segments)),
  silent(
    verb(
      "arrows",
      `x0, y0, x1?, y1?, length?, angle?, code?, ${STRAIGHT}`,
      "adds arrows, or error bars where the angle is 90",
      arrows,
    ),
  ),
  silent(
    verb(
      "rect",
      `xleft, ybottom, xright, ytop, density?, angle?, col?, border?, lty?, lwd?, lend?, ljoin?, xpd?`,
      "adds rectangles",
      rect,
    ),
  ),
  silent(
    verb(
      "polygon",
      `x, y?, density?, angle?, border?, col?, lty?, lwd?, fillOddEven~, lend?, ljoin?, xpd?`,
      "adds areas",
      polygon,
    ),
  ),
  silent(
    verb(
      "text",
      `x, y?, labels?, adj?, pos?, offset?, vfont~, cex?, col?, font?, srt?, family?, xpd?, data?, subset?`,
      "adds texts",
      text,
    ),
  ),
  silent(
    verb(
      "mtext",
      `text, side?, line?, outer?, at?, adj?, padj?, cex?, col?, font?, las?, xpd?, family?`,
      "adds words in the margin",
      mtext,
    ),
  ),
  silent(
    verb(
      "axis",
      `side, at?, labels?, tick?, line?, pos?, outer~, font?, lty?, lwd?, lwd.ticks?, col?, col.ticks~, hadj~, padj~, gap.axis~, las?, cex.axis?, col.axis?, tck?, tcl?, mgp?, xpd?, family?`,
      "adds an axis",
      axis,
    ),
  ),
  silent(
    verb(
      "title",
      `main?, sub?, xlab?, ylab?, line?, outer?, adj?, cex.main?, cex.lab?, cex.sub?, col.main?, col.lab?, col.sub?, font.main?, font.lab?, font.sub?, family?`,
      "adds words about the picture",
      title,
    ),
  ),
  silent(verb("box", `which?, lty?, col?, lwd?, bty?`, "draws the box about the panel", box)),
  silent(
    verb(
      "grid",
      `nx?, ny?, col?, lty?, lwd?, equilogs~, nintLog~`,
      "adds lines at the ticks",
      grid,
    ),
  ),
  silent(
    verb(
      "rug",
      `x, ticksize?, side?, lwd?, col?, quiet~, lty?`,
      "adds a tick for each value",
      rug,
    ),
  ),
  silent(
    verb(
      "legend",
      `x, y?, legend?, fill?, col?, border?, lty?, lwd?, pch?, angle~, density~, bty?, bg?, ` +
        "box.lwd?, box.lty?, box.col?, pt.bg?, cex?, pt.cex?, pt.lwd?, xjust?, yjust?, x.intersp?, y.intersp?, " +
        "adj?, text.width?, text.col?, text.font?, merge?, trace?, plot?, ncol?, horiz?, title?, inset?, xpd?, " +
        "title.col?, title.adj?, title.cex?, title.font?, seg.len?",
      "adds a key",
      legend,
    ),
  ),
];

/** Sheets and pens. */
const SETTING: readonly Verb[] = [
  verb("par", "..., no.readonly?", "how sheets are divided, and what pens are like", par),
  silent(
    verb(
      "layout",
      "mat, widths?, heights?, respect~",
      "a sheet divided by the numbers of a matrix",
      layout,
    ),
  ),
  silent(
    verb(
      "plot.window",
      "xlim, ylim, log?, asp?, xaxs?, yaxs?",
      "how far an empty picture reaches",
      plotWindow,
    ),
  ),
  verb("palette", "value?", "the colours that have numbers", palette),
];

/** Words of base graphics. */
export const GRAPHICS: readonly Verb[] = [...BEGINNING, ...ADDED, ...SETTING];
