/**
 * Options of a block under the names of knitr and Quarto: what each is here. One table, for the
 * head of a chunk, for its `#|` lines, for `opts_chunk$set()` and for `execute:`.
 *
 * @module
 */

/** Our options that a foreign one sets; null where its value means nothing. */
export type Translation = Readonly<Record<string, unknown>> | null;

const PIXELS = 96;

const inches = (name: string) => (value: unknown): Translation =>
  typeof value === "number" ? { [name]: Math.round(value * PIXELS) } : null;

const listed = (value: unknown): readonly unknown[] => Array.isArray(value) ? value : [value];

/** `70%`, `400px` or `400` as pictures have it; null for what is of another format: `0.7\\textwidth`. */
function pictureWidth(value: unknown): string | null {
  const [, number = "", unit = ""] = /^\s*(\d+(?:\.\d+)?)\s*(%|px)?\s*$/.exec(String(value)) ?? [];
  return number === "" ? null : `${Math.round(Number(number))}${unit}`;
}

/** What a block writes is Markdown. */
const AS_MARKDOWN: Translation = { markdown: true };
/** Captions of the parts of a figure; `true` asks for their letters alone. */
function partCaptions(value: unknown): Translation {
  return value === true
    ? { parts: [] }
    : value === false
    ? {}
    : { parts: listed(value).map(String) };
}

function columns(value: unknown): Translation {
  return typeof value === "number" ? { columns: value } : null;
}

/** The options that mean something here. */
const TRANSLATED: Readonly<Record<string, (value: unknown) => Translation | "passed over">> = {
  "fig-cap": (value) =>
    Array.isArray(value) && value.length !== 1
      ? { captions: value }
      : { caption: Array.isArray(value) ? value[0] : value },
  "tbl-cap": (value) => ({ caption: value }),
  "tab-cap": (value) => ({ caption: value }),
  "fig-subcap": partCaptions,
  "tbl-subcap": partCaptions,
  "layout-ncol": columns,
  "fig-ncol": columns,
  "fig-alt": (value) => ({ alt: Array.isArray(value) ? value.join("; ") : value }),
  "out-width": (value) => {
    const widths = listed(value).map(pictureWidth);
    return widths.includes(null) ? "passed over" : { "picture-width": widths.join(",") };
  },
  "fig-width": inches("width"),
  "fig-height": inches("height"),
  include: (value) => value === false ? { echo: false, output: false } : value === true ? {} : null,
  results: (value) =>
    value === "hide" || value === false
      ? { output: false }
      : value === "asis"
      ? AS_MARKDOWN
      : typeof value === "string"
      ? {}
      : null,
  output: (value) =>
    typeof value === "boolean" ? { output: value } : value === "asis" ? AS_MARKDOWN : null,
  echo: (value) =>
    typeof value === "boolean" || value === "fold"
      ? { echo: value }
      : value === "fenced"
      ? { echo: true }
      : null,
  eval: (value) => typeof value === "boolean" ? { eval: value } : null,
  "code-fold": (value) =>
    value === true ? { echo: "fold" } : value === false || value === "show" ? { echo: true } : null,
};

/** What would bring something into the page that is not in the chunk. */
export const FETCHES: Readonly<Record<string, string>> = {
  child: "Pages do not take in files: write the text here",
  file: "A block holds its own code",
  code: "A block holds its own code",
  "ref-label": "A block holds its own code",
  "opts-label": "Options stand in the block",
  engine: "`engine: R` marks a block that R alone can run; `heddle store` stores what it gives",
};

/** What concerns the look of knitr's or Quarto's own output, its speed, or other formats. */
const PASSED_OVER = new Set(
  ("warning message error cache cache-path cache-vars cache-globals cache-lazy cache-comments " +
    "cache-rebuild dependson autodep comment prompt tidy tidy-opts highlight strip-white size " +
    "background class-source class-output class-message class-warning class-error attr-source " +
    "attr-output collapse split render indent R-options r-options purl out-height out-extra " +
    "fig-align fig-asp fig-dim fig-dpi dpi dev dev-args fig-ext fig-env fig-pos fig-scap fig-lp " +
    "fig-sep fig-path fig-keep fig-show fig-process fig-showtext fig-format fig-link " +
    "fig-cap-location tbl-cap-location cap-location external sanitize animation-hook interval aniopts " +
    "ffmpeg-bitrate ffmpeg-format crop code-summary code-overflow code-line-numbers code-copy " +
    "code-tools code-annotations lst-label lst-cap filename column fig-column tbl-column page-layout " +
    "layout layout-nrow layout-valign layout-align classes " +
    "panel freeze df-print kable-force exercise exercise-lines startfrom starts-from numberlines " +
    "webshot screenshot-opts results-hold no-test message-error tbl-colwidths html-table-processing " +
    "paged-print max-print rows-print cols-print sql-max-print fig-retina lightbox standalone daemon enabled keep-hidden keep-md ipynb " +
    "output-location output-fold tags id export renderings cache-refresh fig-id fig-topcaption " +
    "fig-responsive fig-height-px fig-num gifski tab-id tab-topcaption tab-cap-style tab-cap-pre " +
    "tab-cap-sep ft-align ft-keepnext ft-split live-reload autorun caption-location code-block-bg " +
    "code-block-border-left crossref notes")
    .split(" "),
);

/** `fig.cap` and `fig_cap` as Quarto writes them. */
export function plainName(key: string): string {
  return key.replace(/[._]/g, "-");
}

/** What a foreign option is here: our options, or that it is passed over; undefined if unknown. */
export function translate(key: string, value: unknown): Translation | "passed over" | undefined {
  const name = plainName(key);
  const made = TRANSLATED[name];
  if (made) return made(value);
  return PASSED_OVER.has(name) ? "passed over" : undefined;
}

/** Names that a slip of the pen may have meant. */
export function foreignNames(): string[] {
  return [...Object.keys(TRANSLATED), ...PASSED_OVER];
}
