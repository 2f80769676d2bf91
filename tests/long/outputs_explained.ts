/**
 * Why a statement of a page prints something else than R: rules that look at both texts.
 *
 * @module
 */

/** A statement and what both printed of it, in lines with single blanks. */
export interface Differing {
  code: string;
  ours: readonly string[];
  theirs: readonly string[];
}

interface Rule {
  reason: string;
  holds(output: Differing): boolean;
}

const NUMBER = /^[-<]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i;
/** Pieces of a line: numbers are those that stand apart from letters. */
const pieces = (line: string): string[] => line.split(/([\s()[\],:=<>%]+)/);

/** The unit of a number's last printed digit. */
function unitOf(text: string): number {
  const [, decimals = "", exponent = "0"] = /(?:\.(\d*))?(?:e([-+]?\d+))?$/i.exec(text) ?? [];
  return 10 ** (Number(exponent) - decimals.length);
}

/** Lines of one text beside those of the other, where all but some numbers are equal. */
function numbersThatDiffer({ ours, theirs }: Differing): [ours: string, theirs: string][] | null {
  if (ours.length !== theirs.length) return null;
  const pairs: [string, string][] = [];
  for (const [i, line] of ours.entries()) {
    const [a, b] = [pieces(line), pieces(theirs[i]!)];
    if (a.length !== b.length) return null;
    for (const [k, mine] of a.entries()) {
      const other = b[k]!;
      if (mine === other || (mine.trim() === "" && other.trim() === "")) continue;
      if (!NUMBER.test(mine) || !NUMBER.test(other)) return null;
      pairs.push([mine, other]);
    }
  }
  return pairs;
}

/** Two numbers that differ by some units of a last digit, or by a share of themselves. */
function closeTo(ours: string, theirs: string, units: number, share: number): boolean {
  const [x, y] = [Number(ours.replace("<", "")), Number(theirs.replace("<", ""))];
  const [fine, coarse] = [unitOf(ours), unitOf(theirs)].sort((a, b) => a - b) as [number, number];
  // one that is written with fewer digits is rounded
  const open = Math.max(
    units * fine * 1.001,
    fine < coarse ? 0.51 * coarse : 0,
    share * Math.abs(y),
  );
  return Math.abs(x - y) <= open;
}

/** Every number that differs is close. */
function within(output: Differing, units: number, share: number): boolean {
  const pairs = numbersThatDiffer(output);
  return pairs !== null && pairs.every(([ours, theirs]) => closeTo(ours, theirs, units, share));
}

/** As `within`, where numbers near 0 may also differ by what an optimizer leaves open. */
function nearly(output: Differing, share: number): boolean {
  return numbersThatDiffer(output)?.every(([ours, theirs]) =>
    closeTo(ours, theirs, 3, share) ||
    Math.max(Math.abs(Number(ours)), Math.abs(Number(theirs))) < 2e-5
  ) ?? false;
}

/** Sentences that R's packages write beside the output, as messages. */
const MESSAGES = [
  /^NOTE: Results may be misleading due to involvement in interactions$/,
  /^NOTE: A nesting structure was detected in the fitted model:$/,
  /^refitting model\(s\) with ML \(instead of REML\)$/,
  /^Note: adjust = "tukey" was changed to "sidak"$/,
  /^because "tukey" is only appropriate for one set of pairwise comparisons$/,
];

/** The log likelihood that a fit prints; null where it is not told. */
function logLikOf(lines: readonly string[]): number | null {
  const head = lines.findIndex((line) => /^AIC BIC logLik\b/.test(line));
  if (head < 0) return null;
  const value = Number(lines[head + 1]?.split(" ")[2]);
  return Number.isFinite(value) ? value : null;
}

/** R's lines of a matrix without the class and the attributes that stand round them. */
function plainMatrix(lines: readonly string[]): string[] {
  const end = lines.findIndex((line) => line.startsWith("attr(,"));
  return lines.slice(0, end < 0 ? lines.length : end)
    .filter((line) => !/ Matrix of class "/.test(line) && line !== "[,1]")
    .map((line) => line.replace(/(?<= )\.(?= |$)/g, "0").replace(/^\[\d+,\] /, ""));
}

/** Cells of the lines of a table, words apart. */
const words = (lines: readonly string[]): string[] =>
  lines.flatMap((line) => line.split(/[\s|]+/)).filter((w) => w !== "");

const RULES: readonly Rule[] = [
  {
    reason: "a table of kable() is a table of the page; R prints its mark-up",
    holds: ({ code, theirs, ours }) => {
      if (!/\bkable\(/.test(code) || ours.length === 0) return false;
      const cells = new Set(words(theirs));
      return words(ours).every((w) => cells.has(w) || /^\d+$/.test(w));
    },
  },
  {
    reason: "a sentence that R gives as a message beside its output",
    holds: ({ ours, theirs }) =>
      ours.filter((line) => !MESSAGES.some((m) => m.test(line))).join("\n") === theirs.join("\n"),
  },
  {
    reason: "the optimum itself; R's optimizer stops before it",
    holds: (output) => within(output, 3, 5e-5),
  },
  {
    reason: "the path of a picture is the picture on a page",
    holds: ({ code }) => /\binclude_graphics\(/.test(code),
  },
  {
    reason: "z limits of a glmmTMB; emmeans has n less all parameters as df",
    holds: ({ code, ours, theirs }) => {
      // what is told apart follows from the limits
      const letters = /\bcld\(/.test(code) ? / [a-z]+$/ : /$^/;
      const plain = (lines: readonly string[]): string =>
        lines.filter((line) => !MESSAGES.some((m) => m.test(line)))
          .map((line) =>
            line.replace(/asymp\.LCL asymp\.UCL/, "lower.CL upper.CL").replace(letters, "")
              .replace("z.ratio", "t.ratio").split(" ")
          )
          .map((cells) => cells.filter((c) => !NUMBER.test(c) && c !== "Inf").join(" ")).join("\n");
      return ours.some((line) => /asymp\.LCL|z\.ratio/.test(line)) &&
        theirs.some((line) => /lower\.CL|t\.ratio/.test(line)) && plain(ours) === plain(theirs);
    },
  },
  {
    reason: "summary of an lmer has lmerTest's columns whether the package is attached or not",
    holds: ({ ours, theirs }) =>
      theirs[0] === "Linear mixed model fit by REML ['lmerMod']" &&
      /lmerModLmerTest/.test(ours[0] ?? "") && theirs.every((line, i) => {
        if (i === 0 || /^Estimate Std\. Error t value$/.test(line)) return true;
        const wanted = words([line]);
        return ours.some((mine) => {
          const cells = words([mine]);
          let at = 0;
          for (const cell of cells) if (cell === wanted[at]) at++;
          return at === wanted.length;
        });
      }),
  },
  {
    reason: "a model matrix is a plain matrix here: R adds its class, assign and contrasts",
    holds: ({ code, ours, theirs }) => {
      if (!/getME\(|model\.matrix\(/.test(code)) return false;
      const mine = ours.join(" ").replace(/\[\d+\] /g, "");
      return mine === plainMatrix(theirs).join(" ") ||
        ours.join("\n") === plainMatrix(theirs).join("\n");
    },
  },
  {
    reason: "glmmTMB 1.1.5 gives all parameters for b; these are the random effects",
    holds: ({ code, theirs }) => /getME\(.*"b"\)/.test(code) && /^beta1? /.test(theirs[0] ?? ""),
  },
  {
    reason:
      "getME() of a glmmTMB without random effects has no columns in R; here those of the data",
    holds: ({ code, theirs }) => /getME\(/.test(code) && / x 0 sparse Matrix/.test(theirs[0] ?? ""),
  },
  {
    reason: "a page has no devices: what dev.off() says of them is the session's own",
    holds: ({ code, ours }) => code.trim() === "dev.off()" && ours.length === 0,
  },
  {
    reason: "the header of an lmer is lmerTest's whether the package is attached or not",
    holds: ({ ours, theirs }) => {
      const scale = theirs.indexOf("fit warnings:");
      const rest = theirs.slice(0, scale < 0 ? theirs.length : scale);
      return /\['lmerMod'\]$/.test(theirs[0] ?? "") &&
        ours.join("\n") === rest.join("\n").replace("['lmerMod']", "['lmerModLmerTest']");
    },
  },
  {
    reason: "the maximum itself: the optimizer that R is asked for stops before it or diverges",
    holds: ({ ours, theirs }) => {
      const mine = logLikOf(ours);
      const other = logLikOf(theirs);
      return mine !== null &&
        (other === null ? theirs.includes("AIC BIC logLik df.resid") : mine >= other);
    },
  },
  {
    reason: "a coefficient that grows without bound: R stops on the way to it",
    holds: ({ ours, theirs }) => {
      if (ours.length !== theirs.length) return false;
      const open = ours.flatMap((line, i) => / NA NA NA$/.test(line) ? [i] : []);
      const rest = (lines: readonly string[]): string[] =>
        lines.filter((_, i) => !open.includes(i));
      return open.length > 0 &&
        nearly({ code: "", ours: rest(ours), theirs: rest(theirs) }, 1e-4) &&
        open.every((i) => Number(theirs[i]!.split(" ").at(-3)) > 100);
    },
  },
  {
    reason: "an estimate that is 0, or nearly: R's optimizer stops before it",
    holds: (output) => nearly(output, 1e-4),
  },
  {
    reason:
      "compound symmetry beside its random effect is counted once: reports/manual-conventions.md",
    holds: ({ code, ours, theirs }) =>
      /\banova\(/.test(code) && / df AIC BIC logLik /.test(theirs[0] ?? "") &&
      ours.length === theirs.length &&
      ours.every((line, i) => {
        const [mine, other] = [line.split(" "), theirs[i]!.split(" ")];
        return i === 0 || closeTo(mine[5] ?? "", other[5] ?? "", 3, 1e-5) &&
            (mine[2] === other[2] || Number(mine[2]) === Number(other[2]) - 1);
      }),
  },
  {
    reason: "signs of cld() without Letters are a, b, c: reports/manual-conventions.md",
    holds: ({ code, ours, theirs }) => {
      const plain = (lines: readonly string[]): string =>
        lines.filter((line) => !MESSAGES.some((m) => m.test(line)))
          .map((line) => line.replace(/ (?:[a-z]+|\d{1,3})$/, "")).join("\n");
      return /\bcld\(/.test(code) && !/\bLetters\b/.test(code) && plain(ours) === plain(theirs);
    },
  },
  {
    reason: "p-values of R's multivariate t are drawn anew each time; these are exact",
    holds: (output) =>
      output.theirs.some((line) => /\bmvt method\b/.test(line)) && within(output, 12, 0),
  },
  {
    reason: "a variance on the boundary is 0 itself; R's optimizer stops before it",
    holds: (output) =>
      numbersThatDiffer(output)?.every(([ours, theirs]) =>
        Number(ours) === 0 ? Math.abs(Number(theirs)) < 1e-3 : closeTo(ours, theirs, 3, 1e-5)
      ) ?? false,
  },
  {
    reason: "a variance on which the likelihood hardly depends: the optimum itself",
    holds: (output) =>
      /sigma|VarCorr|summary|anova|print/.test(output.code) &&
      within(output, 3, /VarCorr/.test(output.code) ? 1e-3 : 2e-4),
  },
];

/** The first reason that holds; null if there is none. */
export function reasonFor(output: Differing): string | null {
  return RULES.find((rule) => rule.holds(output))?.reason ?? null;
}
