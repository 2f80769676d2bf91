/**
 * The words of a page's mark-up, one table for each kind: what is known, and what an author of R
 * Markdown, bookdown or Quarto may write that is something else here. Whatever stands in no table
 * is told, with the nearest word that does.
 *
 * @module
 */

/** Kinds of callout, by the words that they have in one system or another. */
export const CALLOUTS: Readonly<
  Record<string, "note" | "tip" | "important" | "warning" | "caution">
> = {
  note: "note",
  tip: "tip",
  important: "important",
  warning: "warning",
  caution: "caution",
  "callout-note": "note",
  "callout-tip": "tip",
  "callout-important": "important",
  "callout-warning": "warning",
  "callout-caution": "caution",
  rmdnote: "note",
  rmdtip: "tip",
  rmdimportant: "important",
  rmdwarning: "warning",
  rmdcaution: "caution",
};

/** Classes of `:::` besides callouts. */
export const CONTAINER_CLASSES = new Set([
  "solution",
  "details",
  "margin",
  "column-margin",
  "aside",
  "content-hidden",
  "content-visible",
  "unnumbered",
  "refs",
  "columns",
  "column",
  "panel-tabset",
  "tabset",
  // What is stated with a number, and remarks without one.
  ...("theorem lemma corollary proposition conjecture definition example hypothesis algorithm " +
    "exercise proof remark").split(" "),
]);

const FLAT = "What stands in it is kept, one part below the other";

/** Classes of `:::` that mean something elsewhere: what to do here. */
export const FOREIGN_CLASSES: Readonly<Record<string, string>> = {
  "panel-sidebar": FLAT,
  "panel-fill": FLAT,
  "panel-center": FLAT,
  grid: `There are no columns here. ${FLAT}`,
  "column-page": "A table or figure takes the room that it needs by itself",
  "column-screen": "A table or figure takes the room that it needs by itself",
  "column-body": "A table or figure takes the room that it needs by itself",
  "column-body-outset": "A table or figure takes the room that it needs by itself",
  incremental: "There are no slides here",
  nonincremental: "There are no slides here",
  fragment: "There are no slides here",
  notes: "There are no slides here; `::: {.margin}` sets a note beside the text",
  callout: "Name its kind: `::: {.callout-note}`",
  "code-annotations": FLAT,
  infobox: "Write `::: {.callout-note}`",
  block: "Write `::: {.callout-note}`",
};

/** Classes that would keep something from a reader: nothing of the kind may be passed over. */
export const PRIVATE_CLASSES = new Set([
  "solution",
  "content-hidden",
  "content-visible",
  "answer",
  "answers",
  "hidden",
  "hide",
  "hint",
  "instructor",
  "teacher",
]);

/** Attributes of `:::`, and of what class they are (any, if none is named). */
export const CONTAINER_ATTRIBUTES = new Set([
  "name",
  "for",
  "title",
  "summary",
  "collapse",
  "when-profile",
  "unless-profile",
  "when-format",
  "unless-format",
  // The look of a callout, which is the page's own.
  "appearance",
  "icon",
  "width",
  "layout-ncol",
  "layout-nrow",
  "layout",
  "group",
]);

/** Attributes of a picture. */
export const PICTURE_ATTRIBUTES: readonly string[] = ["fig-alt", "alt", "width"];

/** What Quarto and R Markdown say of the place and the frame of a picture. */
export const FOREIGN_PICTURE_ATTRIBUTES = new Set(
  ("fig-align fig-pos fig-env fig-scap height group loading description style target out-width " +
    "fig-link layout-ncol .lightbox .nolightbox .img-fluid .rounded .border .preview-image .center " +
    ".column-margin .column-page .column-body")
    .split(" "),
);

/** Classes of a heading. */
export const HEADING_CLASSES: readonly string[] = ["unnumbered", "unlisted"];

/** Classes of `[words]{.class}`, and how each sets its words. */
export const SPANS: Readonly<Record<string, "smallcaps" | "underline" | "mark" | "kbd">> = {
  smallcaps: "smallcaps",
  underline: "underline",
  ul: "underline",
  mark: "mark",
  kbd: "kbd",
};

/** Labels of other systems: what begins so is not numbered here, or is written otherwise. */
export const FOREIGN_PREFIXES: Readonly<Record<string, string>> = {
  sol: "solutions",
  rem: "remarks",
  lst: "listings",
  nte: "callouts",
  tip: "callouts",
  wrn: "callouts",
  imp: "callouts",
  cau: "callouts",
};

/** Prefixes that are near to ours in sense. */
export const MEANT_PREFIXES: Readonly<Record<string, string>> = {
  tab: "tbl",
  tabl: "tbl",
  table: "tbl",
  figure: "fig",
  eqn: "eq",
  equation: "eq",
  section: "sec",
  chap: "sec",
  ch: "sec",
  exe: "exr",
  exercise: "exr",
  model: "mdl",
  design: "dsn",
};

/** Heads of fences that run here. */
export const OWN_FENCES = ["model", "plot"] as const;

/** Languages that a plain listing may name. */
export const LANGUAGES = new Set(
  ("r rd rmd rmarkdown qmd python py julia jl stan sas spss stata matlab octave fortran f90 c h cpp " +
    "c++ csharp cs java kotlin scala go rust rs swift javascript js jsx typescript ts tsx json json5 " +
    "jsonc yaml yml toml ini xml html css scss sass sql bash sh shell zsh fish console cmd bat " +
    "powershell ps1 text txt plain plaintext none output markdown md tex latex bibtex bib csv tsv diff " +
    "patch makefile make dockerfile docker git gitignore perl ruby rb php lua haskell hs lisp scheme " +
    "clojure elixir erlang ocaml awk sed vim regex http math ascii log error samp verbatim jags bugs " +
    "nimble").split(" "),
);

/** Fences that other systems run or draw. */
export const FOREIGN_FENCES: Readonly<Record<string, string>> = {
  mermaid: "Diagrams are not drawn here: put a picture in its place, ![words](file.svg)",
  dot: "Diagrams are not drawn here: put a picture in its place, ![words](file.svg)",
  graphviz: "Diagrams are not drawn here: put a picture in its place, ![words](file.svg)",
  ojs: "A `plot` fence holds Observable Plot",
  embed: "Write the words themselves",
};

/** What `{name}` heads besides R: it is set as Markdown, or shown. */
export const CHUNK_ENGINES: Readonly<Record<string, "callout" | "shown">> = {
  block: "callout",
  block2: "callout",
  asis: "callout",
  verbatim: "shown",
  comment: "shown",
};

/** `{theorem}` and the like, as bookdown had them first. */
export const STATEMENT_FENCES = new Set(
  ("theorem lemma corollary proposition conjecture definition example exercise hypothesis proof " +
    "remark solution").split(" "),
);

/** Kinds of a quotation that is a callout. */
export const ALERTS = ["NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION"] as const;

/** Shortcodes of Quarto: what to do here. */
export const SHORTCODES: Readonly<Record<string, string>> = {
  video: "Say where it is: {{< video https://… >}}",
  include: "Pages do not take in files: write the text here, or link to a page of the book",
  embed:
    "Name a label of a page, {{< embed page.md#fig-name >}}; values of another page are taken by `#| from: page` in a block",
  pagebreak: "It stands on a line of its own",
  var: "The file _variables.yml has no text of this name",
  meta: "Neither the page's front matter nor the book has a text of this name",
  env: "Write the words themselves",
  kbd: "Name the keys: {{< kbd Ctrl+C >}}",
  lipsum: "Write words of your own",
  placeholder: "Put a picture in its place, ![words](file.png)",
  version: "Write the words themselves",
  fa: "Write the word that the sign stands for",
};

/** Environments of mathematics and what each is set as. */
export const MATH_ENVIRONMENTS: ReadonlyMap<string, string> = new Map([
  ["equation", "equation*"],
  ["align", "align*"],
  ["alignat", "alignat*"],
  ["gather", "gather*"],
  ["multline", "gather*"],
  ["flalign", "align*"],
  ["eqnarray", "array"],
  ["displaymath", "equation*"],
  ["math", "equation*"],
]);

/** LaTeX that lays out paper. */
export const LATEX_LAYOUT = new Set(
  ("newpage pagebreak clearpage cleardoublepage noindent medskip bigskip smallskip linebreak " +
    "nopagebreak vspace hspace vfill hfill centering raggedright tableofcontents maketitle " +
    "pagestyle thispagestyle setcounter appendix frontmatter mainmatter backmatter").split(" "),
);

/** LaTeX for words, and what Markdown has for it. */
export const LATEX_WORDS: ReadonlyMap<string, string> = new Map([
  ["textbf", "Write **words**"],
  ["textit", "Write *words*"],
  ["emph", "Write *words*"],
  ["texttt", "Write `words`"],
  ["textsc", "Write [words]{.smallcaps}"],
  ["underline", "Write [words]{.underline}"],
  ["textsuperscript", "Write x^2^"],
  ["textsubscript", "Write H~2~O"],
  ["cite", "Write [@key]"],
  ["citep", "Write [@key]"],
  ["citet", "Write @key"],
  ["href", "Write [words](https://…)"],
  ["url", "Write <https://…>"],
  ["footnote", "Write ^[words]"],
  ["section", "Write ## Heading"],
  ["subsection", "Write ### Heading"],
  ["subsubsection", "Write #### Heading"],
  ["chapter", "Write # Title"],
  ["includegraphics", "Write ![words](file.png)"],
  ["caption", "A caption stands in the brackets of a picture, or behind `#| caption:`"],
  ...("alpha beta gamma delta epsilon varepsilon zeta eta theta lambda mu nu pi rho sigma tau phi chi " +
    "psi omega Gamma Delta Theta Lambda Sigma Phi Psi Omega times cdot pm leq geq sqrt frac bar hat")
    .split(" ").map((name): [string, string] => [name, `Write $\\${name}$`]),
  ["newcommand", "It needs its name and, in braces, what it stands for"],
  ["item", "Write - at the head of the line"],
  ["label", "Write {#sec-name} behind a heading, {#eq-name} behind an equation"],
  ...("cref Cref autoref nameref pageref vref").split(" ")
    .map((name): [string, string] => [name, "Write @tbl-name, @fig-name, @eq-name or @sec-name"]),
  ...("parencite textcite autocite citeauthor citeyear").split(" ")
    .map((name): [string, string] => [name, "Write [@key]"]),
  ["LaTeX", "Write $\\LaTeX$"],
  ["TeX", "Write $\\TeX$"],
]);

/** Roles of other systems, and what stands for them. */
export const ROLES: ReadonlyMap<string, string> = new Map([
  ...("ref numref eq").split(" ")
    .map((name): [string, string] => [name, "Write @tbl-name, @fig-name, @eq-name or @sec-name"]),
  ["cite", "Write [@key]"],
  ["doc", "Write [words](page.md)"],
  ["download", "Write [words](file.csv)"],
  ["math", "Write $x$"],
  ["sub", "Write H~2~O"],
  ["sup", "Write x^2^"],
  ["kbd", "Write <kbd>Ctrl</kbd>"],
  ["term", "Write the word itself"],
  ["abbr", "Say what it stands for where it stands first"],
]);

/** What callouts are called. */
export const CALLOUT_WORDS: Readonly<Record<string, string>> = {
  note: "Note",
  tip: "Tip",
  important: "Important",
  warning: "Warning",
  caution: "Caution",
};
