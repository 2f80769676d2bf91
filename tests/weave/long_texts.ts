/** Pages on which a reader that looks back or ahead too far takes minutes. */

export const HEAD = "---\ntitle: P\n---\n\n";

/** What is repeated. */
const PIECES = [
  ...'^[ [^a [^a] [@ [@a; @a `r $ $a $$ ![ ![a]( [a]( [x](< [x](a" [a]{ < <a <!-- \\( \\['.split(
    " ",
  ),
  ..."\\@ref( \\@ref(fig:a) * _a ~a ^a {# (ref:a) [a][ | > ``` ::: &# plot( plot(`".split(" "),
  ..."\\begin{align}".split(" "),
  "- a\n",
  "- [ ] a\n",
  "# a\n",
  "## a\n",
  "===\n",
  "---\n",
  "a\n---\n",
  "::: note\n",
  "::: {.a}\n",
  "\n|a|b|\n|-|-|\n",
  "\\begin{align}\n",
  "\\[\n",
  "$$\n",
  "```\n",
  "a\n: b\n\n",
  "Table: a\n\n",
  "> [!NOTE]\n",
  "\\newcommand{\\a}{b}",
  "\\newcommand{\\a}{",
];

/** Places where many blanks may stand. */
const PLACES: readonly ((blanks: string) => string)[] = [
  (b) => `# a${b}b\n`,
  (b) => `## a${b}{#b}\n`,
  (b) => `# a {#b${b}}`,
  (b) => `|a|\n|-|\n|b|\n\n: cap${b}b\n`,
  (b) => `|a|\n|-|\n|b|\n\n:${b}cap {#tbl-a}\n`,
  (b) => `a${b}b`,
  (b) => `[@a,${b}]`,
  (b) => `[a]{${b}}`,
  (b) => `\`r${b}x\``,
  (b) => `$a${b}$`,
  (b) => `:::${b}note\n:::\n`,
  (b) => `\`\`\`model\n#|${b}a: b\n1\n\`\`\``,
  (b) => `(ref:a)${b}b`,
];

/** Pages with `count` pieces, or five times as many blanks. */
export function longTexts(count: number): string[] {
  return [
    ...PIECES.map((piece) => HEAD + piece.repeat(count)),
    ...PLACES.map((place) => HEAD + place(" ".repeat(5 * count))),
  ];
}
