/**
 * Places of a book that hold what an author, a colleague or a file of data may have put there, each
 * as a small book with a script in that place.
 *
 * @module
 */

/** A book with a canary in one place. */
export interface CanaryPlace {
  name: string;
  files: Record<string, string>;
  /** Stored values by file, for a build from them; made of those of the book. */
  stored?: (json: string) => string;
}

/** What a script does that runs. */
export const SONG = "globalThis.heddleCanary=1";
/** A server that nothing may ask. */
export const OUTSIDE = "http://canary.invalid";

/** Ends whatever it may stand in, and sings. */
const POISON = `"'></title></style></textarea></script></template>` +
  `<script>${SONG}</script><img src="dot.svg" alt="a" onload="${SONG}"><svg onload="${SONG}">`;
const SHORT = `<img src=dot.svg alt=a onload=${SONG}>`;
const SCRIPT = `javascript:${SONG}`;
const DATA = "diet,gain\nA,1.2\nA,1.4\nB,2.1\nB,2.3\nC,3.3\nC,3.1\n";
const DOT = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><circle r='4'/></svg>";
const MODEL = "```model\n#| label: tbl-a\n#| caption: Analysis.\n" +
  'd <- read.csv("d.csv", stringsAsFactors = TRUE)\nm <- lm(gain ~ diet, data = d)\nanova(m)\n```\n';

const quoted = (text: string): string => JSON.stringify(text);

type Books = Record<string, string | Record<string, string>>;

const page = (body: string, front = "title: A"): string => `---\n${front}\n---\n\n${body}\n`;

/** Words of a page's front matter. */
const FRONT: Books = Object.fromEntries(
  ["title", "subtitle", "description", "author", "date", "language", "bibliography", "numbers"].map(
    (key) => [
      `front matter: ${key}`,
      page("Words.", `${key === "title" ? "" : "title: A\n"}${key}: ${quoted(POISON)}`),
    ],
  ),
);

const PROSE: Books = {
  heading: page(`## ${POISON}\n\nWords of @sec-x.\n\n## X {#sec-x}`),
  "heading's id": page(`## A {#sec-"onclick="${SONG}"}`),
  "heading's attributes": page(`## A {onclick="${SONG}" style="background:url(${OUTSIDE})"}`),
  paragraph: page(`Words ${POISON} words.`),
  "block of HTML": page(`<div onclick="${SONG}">\n${POISON}\n</div>`),
  "comment of HTML": page(`<!-- --!> ${POISON} -->`),
  "link's title": page(`[a](https://example.org/ '${POISON.replaceAll("'", "")}')`),
  "link to a script": page(`[a](${SCRIPT}) and [b](JaVaScRiPt:${SONG})`),
  "link with entities": page(`[a](java&#115;cript:${SONG}) [b](java&Tab;script:${SONG})`),
  "link to data": page(`[a](data:text/html,<script>${SONG}</script>)`),
  "link in angles": page(`<${SCRIPT}> and [a](<${SCRIPT}>)`),
  "link by reference": page(`[a]\n\n[a]: ${SCRIPT} '${SHORT}'`),
  "picture elsewhere": page(`![Words](${OUTSIDE}/x.png)`),
  "picture's address": page(`![Words](${SCRIPT})`),
  "picture's words": { "01-a.md": page(`![${POISON}](dot.svg)`), "dot.svg": DOT },
  "picture's title": { "01-a.md": page(`![Words](dot.svg '${SHORT}')`), "dot.svg": DOT },
  "picture's attributes": {
    "01-a.md": page(`![Words](dot.svg){onerror=${SONG} width='${SHORT}' #fig-x}`),
    "dot.svg": DOT,
  },
  "mathematics: href": page(`$\\href{${SCRIPT}}{x}$ and $\\url{${SCRIPT}}$`),
  "mathematics: data": page(`$\\htmlData{x="${SHORT}, onclick=${SONG}}{x}$`),
  "mathematics: style": page(`$\\htmlStyle{background:url(${OUTSIDE})}{x}$ $\\htmlId{a"}{x}$`),
  "mathematics: picture": page(`$\\includegraphics{${OUTSIDE}/x.png}$`),
  "mathematics: words": page(`$$\\text{${SHORT}}$$ {#eq-x}\n\nSee @eq-x.`),
  "mathematics: mistake": page(`$\\unknown{${SHORT}}$`),
  footnote: page(`Words.[^a]\n\n[^a]: ${POISON}`),
  "margin note": page(`Words.^[${SHORT}]`),
  callout: page(`> [!NOTE] ${SHORT}\n> ${POISON}`),
  exercise: page(
    `::: {#exr-x name="${SHORT}"}\n${POISON}\n:::\n\n::: {.solution for=exr-x}\n${POISON}\n:::`,
  ),
  container: page(`::: {.x onclick="${SONG}" style="background:url(${OUTSIDE})"}\nWords.\n:::`),
  span: page(`[words]{.x onclick="${SONG}" title='${SHORT}'}`),
  "table of Markdown": page(`| a | ${SHORT} |\n|---|---|\n| ${SHORT} | b |\n\n: ${SHORT} {#tbl-x}`),
  list: page(`- ${POISON}\n- [ ] ${SHORT}\n\nTerm ${SHORT}\n: ${SHORT}`),
  "fence of code": page(`\`\`\`js\n${POISON}\n\`\`\``),
  "fence's language": page(
    `\`\`\`${SHORT.replaceAll(" ", "")}\nx\n\`\`\`\n\n\`\`\`{.r onclick="${SONG}"}\nx\n\`\`\``,
  ),
  "code in a line": page(`\`${POISON}\``),
  "reference to text": page(`(ref:a) ${POISON}\n\n![(ref:a)](x.png)`),
  "citation's key": page(`[@${SHORT.replaceAll(" ", "")}] and [see @x, ${SHORT}]`),
};

const BLOCKS: Books = Object.fromEntries(
  (["caption", "alt", "label", "symbols", "response", "name", "digits"] as const).map((option) => [
    `option of a block: ${option}`,
    {
      "01-a.md": page(
        `\`\`\`model\n#| data: d.csv\n${
          option === "caption" ? "" : "#| caption: Words.\n"
        }#| ${option}: ${
          option === "symbols"
            ? `{gain: ${quoted(SHORT)}, diet: ${quoted(`\\href{${SCRIPT}}{a}`)}}`
            : quoted(POISON)
        }\ngain ~ diet\n\`\`\``,
      ),
      "d.csv": DATA,
    },
  ]),
);

const R: Books = {
  "names of columns": {
    "01-a.md": page(
      `\`\`\`model\nd <- read.csv("d.csv", stringsAsFactors = TRUE)\nd\nm <- lm(y ~ ., data = d)\nsummary(m)\nequation(m)\n\`\`\``,
    ),
    "d.csv": `"${SHORT}",y\nA,1\nB,2\nA,1.5\nB,2.5\n`,
  },
  "levels of a factor": {
    "01-a.md": page(
      `${MODEL}\n\`\`\`model\nemmeans(m, pairwise ~ diet)\nsummary(m)\nequation(m)\nplot(emmeans(m, ~ diet))\nd\ntable(d$diet)\n\`\`\`\n\n\`\`\`plot\n#| caption: Dots.\nPlot.plot({ color: { legend: true }, marks: [Plot.dot(d, { x: "diet", y: "gain", fill: "diet", title: "diet", tip: true })] })\n\`\`\``,
    ),
    "d.csv": DATA.replaceAll("B,", `"${SHORT}",`),
  },
  "words for columns": {
    "01-a.md": page(
      `${MODEL}\n\`\`\`model\nemmeans(m, ~ diet)\nequation(m)\nplot(emmeans(m, ~ diet))\n\`\`\``,
      "title: A\nnumbers: journal",
    ),
    "d.csv": DATA,
    "d.yml": `labels: {gain: ${quoted(SHORT)}, diet: ${quoted(POISON)}}\nunits: {gain: ${
      quoted(SHORT)
    }}\n`,
  },
  "names of lists and vectors": {
    "01-a.md": page(
      `\`\`\`model\nlist("${SHORT}" = c(1, 2), b = "${SHORT}")\nc("${SHORT}" = 1)\n"${SHORT}"\nfactor(c("${SHORT}", "b"))\n\`\`\`\n\n\`r "${SHORT}"\``,
    ),
  },
  "comments and texts of R": {
    "01-a.md": page(`\`\`\`model\n# ${POISON}\nx <- 1 # </script>\nx\n\`\`\``),
  },
  "levels of a design": {
    "01-a.md": page(
      `\`\`\`model\nd <- design(units = ~ Block/Plot, treatments = ~ A, levels = list(Block = 2, Plot = 2, A = c("${SHORT}", "b")), allot = list(A ~ Plot))\nshell(d)\n\`\`\``,
    ),
  },
  "labels of contrasts": {
    "01-a.md": page(
      `${MODEL}\n\`\`\`model\ncontrast(emmeans(m, ~ diet), list("${SHORT}" = c(1, -1, 0)))\n\`\`\``,
    ),
    "d.csv": DATA,
  },
  "labels of a figure": {
    "01-a.md": page(
      `${MODEL}\n\`\`\`model\n#| label: fig-x\n#| caption: Words.\nplot(d$gain, fitted(m), xlab = "${SHORT}", ylab = "${SHORT}")\n\`\`\``,
    ),
    "d.csv": DATA,
  },
};

const BOOK: Books = Object.fromEntries(
  [
    ["title", quoted(POISON)],
    ["subtitle", quoted(POISON)],
    ["authors", `[${quoted(POISON)}]`],
    ["description", quoted(POISON)],
    ["date", quoted(POISON)],
    ["language", quoted(POISON)],
    ["chapter-word", quoted(POISON)],
    ["address", quoted(`https://example.org/${SHORT}`)],
    ["edit", quoted(`${SCRIPT}//{file}`)],
    ["theme", `{indigo: ${quoted(`red;}</style>${POISON}`)}}`],
    ["theme", `{${quoted(`indigo:red;}</style>${POISON}`)}: red}`],
    [
      "theme",
      `{indigo: ${quoted(`image-set('${OUTSIDE}/x.png' 1x)`)}, paper: ${
        quoted(`url(${OUTSIDE})`)
      }}`,
    ],
    ["macros", `{X: ${quoted(`\\href{${SCRIPT}}{x}`)}}`],
    ["chapters", `[{part: ${quoted(POISON)}, chapters: ["01-a.md"]}]`],
    ["style", '"own.css"'],
  ].map(([key, value], i) => [
    `book.yml: ${key} (${i})`,
    {
      "01-a.md": page("Words.\n\n## Two\n\nWords."),
      "book.yml": `${key}: ${value}\n`,
      "own.css":
        `@import "${OUTSIDE}/x.css"; body { background: image-set("${OUTSIDE}/y.png" 1x) }\n`,
    },
  ]),
);

const WORKS: Books = {
  "works: plain": {
    "01-a.md": page("See [@x].", "title: A"),
    "book.yml": "bibliography: r.bib\n",
    "r.bib": `@article{x, author = {${SHORT}, A.}, title = {${
      POISON.replaceAll(/[{}]/g, "")
    }}, journal = {${SHORT}}, year = {2000}, url = {${SCRIPT}}, doi = {10.1/${SHORT}}, note = {${SHORT}}}\n`,
  },
  "works: LaTeX": {
    "01-a.md": page("See [@x].", "title: A"),
    "book.yml": "bibliography: r.bib\n",
    "r.bib":
      `@book{x, author = {{\\"O}. ${SHORT}}, title = {\\href{${SCRIPT}}{a} $\\htmlData{onclick=${SONG}}{x}$}, year = {2000}, publisher = {\\url{${SCRIPT}}}}\n`,
  },
};

const NAMES: Books = {
  "name of a chapter": { [`01-"onmouseover="${SONG}" x='.md`]: page("Words.\n\n## Two\n\nWords.") },
  "name of a file of data": {
    "01-a.md": page(`\`\`\`model\nread.csv("d'onload=${SONG} x.csv")\n\`\`\``),
    [`d'onload=${SONG} x.csv`]: DATA,
  },
  "name of a picture": {
    "01-a.md": page(`![Words](<d"onerror=${SONG} x='.svg>)`),
    [`d"onerror=${SONG} x='.svg`]: DOT,
  },
};

const element = (markup: string): string =>
  `const e = document.createElement("div"); e.innerHTML = ${quoted(markup)}; e`;

const PLOTS: Books = Object.fromEntries(
  Object.entries({
    "words": `const e = document.createElement("p"); e.textContent = ${quoted(POISON)}; e`,
    "an attribute": `const e = document.createElement("p"); e.setAttribute("title", ${
      quoted(POISON)
    }); e.className = ${quoted(POISON)}; e`,
    "a script": element(`<script>${SONG}</script>`),
    "an event": element(`<p onclick="${SONG}" onmouseover="${SONG}">x</p>`),
    "a link": element(`<svg><a href="${SCRIPT}"><text>x</text></a></svg>`),
    "a style of an element": element(
      `<p style="background:image-set('${OUTSIDE}/x.png' 1x)">x</p>`,
    ),
    "a style sheet": element(`<style>.head{display:none;background:url(${OUTSIDE})}</style>`),
    "a style sheet like Plot's": element(
      `<style>:where(.plot-a){} .head{display:none} @import "${OUTSIDE}"</style>`,
    ),
    "an outside picture": element(`<svg><image href="${OUTSIDE}/x.png"/></svg>`),
    "an outside use": element(`<svg><use href="${OUTSIDE}/x.svg#a"/></svg>`),
    "a picture with a script": element(
      `<img alt="" src="data:image/svg+xml,<svg onload='${SONG}'/>">`,
    ),
    "an animation": element(`<svg><animate attributeName="href" to="${SCRIPT}"/></svg>`),
    "foreign content": element(
      `<svg><foreignObject><iframe src="${SCRIPT}"></iframe></foreignObject></svg>`,
    ),
    "names of the page": element(
      '<img name="querySelector" alt="" src="data:image/png;base64,AAAA"><p id="search">x</p>',
    ),
    "an escape in a style": element(`<p style="background:\\75rl(${OUTSIDE}/x.png)">x</p>`),
    "a tip and a title": `Plot.plot({ title: ${quoted(SHORT)}, subtitle: ${
      quoted(SHORT)
    }, caption: ${quoted(POISON)}, x: { label: ${quoted(SHORT)} }, marks: [Plot.text([${
      quoted(SHORT)
    }], { x: [1], y: [1], text: [${quoted(SHORT)}], href: [${quoted(SCRIPT)}] })] })`,
    "an import": `import(${quoted(`data:text/javascript,${SONG}`)}); document.createElement("p")`,
    "a forged element": `({ nodeType: 1, outerHTML: ${
      quoted(`<script>${SONG}</script>`)
    }, toString: () => ${quoted(`<script>${SONG}</script>`)} })`,
  }).map(([what, code]) => [
    `plot: ${what}`,
    page(`\`\`\`plot\n#| label: fig-x\n#| caption: Words.\n${code}\n\`\`\``),
  ]),
);

/** The stored values of a page with something in the place of its first value. */
function withValue(value: unknown): (json: string) => string {
  return (json) => {
    const stored = JSON.parse(json) as { blocks: { shown: { value: unknown }[] }[] };
    stored.blocks[0]!.shown[0]!.value = value;
    return JSON.stringify(stored);
  };
}

const STORED_BOOK = { "01-a.md": page(MODEL), "d.csv": DATA, "dot.svg": DOT };
const STORED: readonly CanaryPlace[] = [
  ["markup", withValue({ kind: "markup", markup: `<p>${POISON}</p>`, alt: "" })],
  ["words for a picture", withValue({ kind: "markup", markup: "<svg></svg>", alt: POISON })],
  ["a text", withValue({ kind: "text", text: POISON })],
  ["texts", withValue({ kind: "vector", type: "character", values: [POISON], names: [POISON] })],
  ["a text for a number", (json: string) => json.replace(/:\d+\.\d+/g, `:${quoted(SHORT)}`)],
  [
    "a text for every text",
    (json: string) =>
      json.replace(/:"(?!anova|model|plot|inline)[^"\\]{0,12}"/g, `:${quoted(SHORT)}`),
  ],
  [
    "an equation",
    withValue({
      kind: "equation",
      lines: [`\\href{${SCRIPT}}{x}`],
      where: [{ symbol: `\\htmlData{onclick=${SONG}}{x}`, meaning: POISON, term: POISON }],
      notes: [],
    }),
  ],
].map(([what, stored]) => ({
  name: `stored values: ${what as string}`,
  files: STORED_BOOK,
  stored: stored as (json: string) => string,
}));

/** All places. */
export const CANARY_PLACES: readonly CanaryPlace[] = [
  ...[FRONT, PROSE, BLOCKS, R, BOOK, WORKS, NAMES, PLOTS].flatMap((books) =>
    Object.entries(books).map(([name, files]): CanaryPlace => ({
      name,
      files: { "dot.svg": DOT, ...(typeof files === "string" ? { "01-a.md": files } : files) },
    }))
  ),
  ...STORED,
];
