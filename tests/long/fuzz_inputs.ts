/**
 * Books made by chance: each tries one reader with a text of a grammar or with a mutant of a real
 * file. The same number gives the same book.
 *
 * @module
 */
import { VERBS } from "../chunk/words.ts";
import { Dice, type Grammar, mutated, sentence } from "./fuzz_text.ts";
import { randomFrom } from "./random.ts";

/** A book, and which reader it tries. */
export interface Input {
  kind: string;
  files: Record<string, string>;
  /** JSON that the build takes its values from. */
  values?: string;
}

const root = new URL("../../", import.meta.url);

/** Files below a folder whose name ends so. */
function filesIn(folder: string, ending: string): string[] {
  const found: string[] = [];
  for (const entry of Deno.readDirSync(new URL(folder, root))) {
    const path = `${folder}${entry.name}`;
    if (entry.isDirectory) found.push(...filesIn(`${path}/`, ending));
    else if (entry.name.endsWith(ending)) found.push(path);
  }
  return found.sort();
}

const read = (path: string): string => Deno.readTextFileSync(new URL(path, root));

/** Real files by kind, read once. */
class Corpus {
  readonly pages = ["reports/", "tests/books/", "tests/cases/"].flatMap((f) => filesIn(f, ".md"))
    .map(read);
  readonly tables = ["reports/", "tests/books/", "tests/cases/"].flatMap((f) => filesIn(f, ".csv"))
    .map(read).filter((t) => t.length < 20_000);
  readonly books = filesIn("tests/books/", "book.yml").concat("reports/book.yml").map(read);
  readonly descriptions = filesIn("reports/", ".yml").filter((f) => !f.endsWith("book.yml"))
    .map(read);
  readonly works = filesIn("tests/books/", ".bib").concat(filesIn("reports/", ".bib")).map(read);
  readonly formulas = this.pages.flatMap((p) => p.match(/\$\$?[^$\n]{3,200}\$\$?/g) ?? []);
  readonly statements = this.pages.flatMap((p) =>
    [...p.matchAll(/```(?:model|\{r[^\n]*\})\n([\s\S]*?)```/g)].flatMap((m) => m[1]!.split("\n"))
  ).filter((s) => s.trim() !== "");
  readonly plots = this.pages.flatMap((p) =>
    [...p.matchAll(/```plot\n([\s\S]*?)```/g)].map((m) => m[1]!)
  );
}

let corpus: Corpus | null = null;

/** The data of all books. */
export const TABLE = "y,a,b,x,w\n" +
  Array.from(
    { length: 12 },
    (_, i) => `${(i * 7 % 11) + 0.5 * i},${"uv"[i % 2]},b${i % 3},${i},${1 + i % 2}`,
  ).join("\n") + "\n";

const MODEL = 'd <- read.csv("d.csv")\nm <- lm(y ~ a * b, data = d)\n';

/** A page with a block. */
const page = (code: string, options = ""): string =>
  `---\ntitle: P\n---\n\n\`\`\`model\n${options}${code}\n\`\`\`\n`;

const book = (files: Record<string, string>): Record<string, string> => ({
  "book.yml": "title: T\n",
  "d.csv": TABLE,
  ...files,
});

const ANALYSE = "d\nm <- lm(y ~ a + x, data = d)\nanova(m)\nemmeans(m, ~ a)";

/** What fits a parameter of this name. */
const FITTING: Readonly<Record<string, string>> = {
  object: "<model>",
  model: "<model>",
  fit: "<fit>",
  mod: "<fit>",
  x: "<vector>",
  data: "d",
  df: "d",
  formula: "<formula>",
  specs: "~ a",
  fm: "<fit>",
};

/** Statements by grammar; names of verbs and their arguments are ours. */
function statementGrammar(): Grammar {
  const verbs = [...VERBS.values()];
  const fitting = verbs.map((v) => {
    const needed = v.parameters.filter((p, i) => i === 0 || !p.optional && p.name !== "...");
    return `${v.name}(${needed.map((p) => FITTING[p.name] ?? "<vector>").join(", ")})`;
  });
  return {
    statement: ["<good>", "<good>", "<e>", "v <- <e>\nv", "<call>"],
    good: [...fitting, ...fitting.map((call) => `v <- ${call}\nv`), "<vector> <op> <vector>"],
    model: ["m", "m", "e", "p", "lmer(y ~ x + (1 | b), data = d)", "lm(log(y) ~ a + x, data = d)"],
    fit: ["m", "lmer(y ~ x + (1 | b), data = d)", "lm(y ~ x, data = d, weights = w)"],
    vector: ["x", "1:3", "f", "d$y", "c(TRUE, NA)", "li$q", '"a"', "c(0.1, NaN, Inf)", "d", "V"],
    formula: ["y ~ a", "~ a | b", "y ~ x + (1 | b)", "pairwise ~ a"],
    e: ["<leaf>", "<leaf>", "<call>", "<call>", "<e>[<e>]", "<e>[<leaf>, <leaf>]", "<e>[[<leaf>]]"]
      .concat(["<e>$<part>", "(<e>) <op> (<e>)", "<e> |> <call>", "!<e>", "-<e>"]),
    leaf: '1 d m e p a f x NA NULL TRUE 1:3 y~x ~a Inf -1 1e9 0.5 "a" "" li V NaN'.split(" ")
      .concat(["c(1, -1, 0)", 'list(a = "u")', "list(1)", "contr.sum", "c(u = 1)", "character(0)"]),
    part: "a y emmean contrasts df coefficients levels 'x'".split(" "),
    op: "+ - * / ^ %% %in% == < & | : && ~".split(" "),
    call: verbs.flatMap((v) => {
      const named = v.parameters.filter((p) => p.name !== "...").slice(0, 4).map((p) =>
        `${v.name}(<leaf>, \`${p.name}\` = <e>)`
      );
      return [`${v.name}(<leaf>)`, `${v.name}(<e>, <e>)`, ...named];
    }),
  };
}

const SETUP = MODEL + `e <- emmeans(m, ~ a)
p <- pairs(e)
a <- anova(m)
f <- factor(c("u", "v", "u"))
x <- c(a = 1, b = 2, c = 3)
li <- list(q = 1:3, r = "s")
V <- vcov(m)
`;

const FORMULA: Grammar = {
  formula: ["y ~ <t>", "y ~ <t> + (<t> | <g>)", "<r> ~ <t>", "~ <t>", "y ~ <t> + (1 | <g>/<g>)"],
  t: ["a", "b", "x", "1", "0", "<t> + <t>", "<t> * <t>", "<t>:<t>", "(<t>)^<n>", "<t> - <t>", "."]
    .concat([
      "<f>(x)",
      "poly(x, <n>)",
      "I(x^<n>)",
      "<t>/<t>",
      "<t> %in% <t>",
      "offset(x)",
      "factor(x)",
    ])
    .concat(["-1", "y", "nosuch", 'a == "u"', "<t> || b", "scale(x)", "I(<t>)", "`x`", "x$y"]),
  r: ["log(y)", "I(y / x)", "a", "sqrt(y)", "y + 1", "cbind(y, x)", "offset(y)", "1"],
  g: ["b", "a", "x", "a:b", "b/a", "nosuch", "factor(x)"],
  f: ["log", "sqrt", "exp", "factor", "as.numeric", "sin", "nosuch", "poly", "offset", "I", "cut"],
  n: "2 1 3 0 -1 50 2.5 x NA 1e9".split(" "),
};

const YAML: Grammar = {
  doc: ["<pair>", "<pair>\n<pair>", "<pair>\n<pair>\n<pair>\n<pair>", "- <v>", "<v>"],
  pair: ["<k>: <v>", "<k>:\n  <k>: <v>", "<k>:\n  - <v>\n  - <v>", "? <v>\n: <v>", "<k>: |\n  <v>"],
  k: ("title subtitle authors chapters appendices drafts bibliography theme macros numbers language " +
    "address edit labels units levels order symbols response y a caption label name data digits " +
    "width height alt echo eval output date description audience chapter-word style templates")
    .split(" "),
  v: "a 1 true null 2020-01-01 ~ 'q' \"q\" [a] {a: b} *Zea* &x *x !!map @a %b 1e999 .nan"
    .split(" ").concat(["[<v>, <v>]", "{<k>: <v>}", "a: b", "# c", "", "<v> <v>", "01-p.md", "- a"])
    .concat(["'unclosed", "[unclosed", "\ttab", "constructor", "__proto__", "javascript:alert(1)"]),
};

const BIBTEX: Grammar = {
  bib: ["<entry>", "<entry>\n<entry>", "@string{s = <value>}\n<entry>", "<entry>\n@comment{x}"],
  entry: ["@article{k, <fields>}", "@<type>{k, <fields>}", "@book{k2 <fields>", "@misc{k,}"],
  type: "article book inproceedings phdthesis misc online nosuch string preamble".split(" "),
  fields: ["<field>", "<field>, <field>", "<field>, <field>, <field>,", "<field> <field>"],
  field: ["author = <value>", "title = <value>", "year = <value>", "journal = <value>"]
    .concat(["<name> = <value>", "doi = <value>", "pages = <value>"]),
  name: "editor volume number publisher crossref month url note constructor __proto__ x-y".split(
    " ",
  ),
  value: ["{A}", "{<text>}", '"<text>"', "2000", "s # s", "{<text>} # s", "jan", "nosuch"],
  text: ["A", "A and B", "{A} <text>", "\\'e", "\\emph{<text>}", "$x^2$", "A, B and {C D}", "\\"]
    .concat([
      "<text> and others",
      "{",
      "--",
      "\\url{<text>}",
      "von der A, B",
      ",,,",
      "and and",
      "é",
    ]),
};

const LATEX: Grammar = {
  m: ["x", "<m> <m>", "\\frac{<m>}{<m>}", "<m>_{<m>}", "<m>^<m>", "\\sqrt{<m>}", "\\<cmd>{<m>}"]
    .concat(["\\left(<m>\\right)", "\\begin{<env>}<m> & <m> \\\\ <m>\\end{<env>}", "\\text{<m>}"])
    .concat([
      "`r 1 + 1`",
      "\\label{eq:<n>}",
      "(\\#eq:<n>)",
      "<cmd>",
      "\\<cmd>",
      "{<m>",
      "<m>}",
      "&",
    ])
    .concat([
      "\\newcommand{\\z}{<m>}\\z",
      "\\def\\z#1{<m>}\\z",
      "\\htmlData{a=b}{<m>}",
      "%",
      "#",
      "$",
    ]),
  cmd: "alpha sum hat bar mathbf operatorname over overset color href tag nosuch hline cases z"
    .split(" "),
  env: "align matrix cases aligned array nosuch equation gather".split(" "),
  n: "a b a-b 1".split(" "),
};

const PLOT: Grammar = {
  code: ["<e>", "const v = <e>;\nreturn v;", "const v = <e>; v", "<s>\n<e>"],
  s: ["const q = <e>;", "for (let i = 0; i < 3; i++) <e>;", "if (<e>) <e>;", "throw <e>;"],
  e: [
    "1",
    "d",
    "Plot.plot(<o>)",
    "Plot.<mark>(d, <o>)",
    "Plot.<mark>(d, <o>).plot()",
    "d.map((r) => <e>)",
  ]
    .concat(['document.createElement("<tag>")', "({nodeType: 1, outerHTML: <e>})", "[<e>]", "<o>"])
    .concat(["nosuch", "null", '"<svg><<tag>/></svg>"', "(() => <e>)()", "d[0].<k>", "d.length"]),
  o: [
    "{}",
    '{x: "x", y: "y"}',
    "{<k>: <e>}",
    '{x: <e>, fill: "a"}',
    "{marks: [<e>]}",
    "{width: <e>}",
  ],
  mark: "dot line barY text ruleY rectY boxY areaY axisX nosuch link arrow density".split(" "),
  tag: "svg p script style g img a".split(" "),
  k: "x y a marks fill stroke width height color constructor __proto__ facet".split(" "),
};

/** A piece of a real page, of whole paragraphs and fences; its data are those of all books. */
function piece(dice: Dice, text: string): string {
  const body = text.replace(/^---\n[\s\S]*?\n---\n/, "").replace(/"[\w./-]+\.csv"/g, '"d.csv"');
  const paragraphs = body.match(/(?:^(`{3,}|:{3,})[\s\S]*?^\1[ \t]*$|[^\n]+)(?:\n|$)+/gm) ?? [body];
  const from = dice.below(paragraphs.length);
  return `---\ntitle: P\n---\n\n${paragraphs.slice(from, from + 12).join("").slice(0, 5000)}\n`;
}

/** Changes one place of a JSON value. */
function reshaped(dice: Dice, value: unknown): unknown {
  if (typeof value !== "object" || value === null || dice.chance(0.15)) {
    return dice.pick<unknown>([null, [], {}, "text", -1, 1e300, true, [value], { kind: value }]);
  }
  if (Array.isArray(value)) {
    if (value.length === 0) return [null];
    const at = dice.below(value.length);
    return value.flatMap((v, i) => i !== at ? [v] : dice.chance(0.2) ? [] : [reshaped(dice, v)]);
  }
  const keys = Object.keys(value);
  if (keys.length === 0) return { kind: "nosuch" };
  const key = dice.pick(keys);
  const entries = Object.entries(value).flatMap(([k, v]): [string, unknown][] =>
    k !== key ? [[k, v]] : dice.chance(0.2) ? [] : [[k, reshaped(dice, v)]]
  );
  return Object.fromEntries(entries);
}

type Maker = (dice: Dice, c: Corpus) => Omit<Input, "kind">;

/** Whose stored values are mutated; the values are those of a build before, see `fuzz_try.ts`. */
export const STORED_PAGE = page(
  SETUP + "d\nsummary(m)\nanova(m)\ne\np\nVarCorr(lmer(y ~ x + (1 | b), data = d))\nx\nli\nplot(e)",
);

let statements: Grammar | null = null;

const MAKERS: Record<string, Maker> = {
  csv: (dice, c) => {
    const made = (): string => {
      const separator = dice.chance(0.95) ? "," : ";";
      const ragged = dice.chance(0.15);
      const odd = dice.pick([0, 0.01, 0.05, 0.25]);
      const rows = dice.several(0, 14, (i) => {
        const cells = Array.from({ length: ragged ? dice.below(9) : 5 }, (_, j) => {
          if (dice.chance(odd)) return sentence(dice, CSV, "cell");
          return j === 1 || j === 2 ? `${dice.pick(["u", "v"])}${j}` : String(i * 7 % 5 + j);
        });
        return cells.join(separator);
      });
      const end = dice.pick(["\n", "\n", "\r\n", "\r"]);
      return [["y", "a", "b", "x", "w"].join(separator), ...rows].join(end) + dice.pick(["", end]);
    };
    const csv = dice.chance(0.6)
      ? made()
      : mutated(dice, dice.chance(0.4) ? TABLE : dice.pick(c.tables));
    const args = dice.pick(["", "", "", ", header = FALSE", ', sep = ";"', ', na.strings = ""']);
    const code = `d <- read.csv("d.csv"${args})\n${ANALYSE}`;
    return { files: book({ "d.csv": csv, "01-p.md": page(code) }) };
  },
  yaml: (dice, c) => {
    const yaml = (from: readonly string[]): string =>
      dice.chance(0.5) ? sentence(dice, YAML, "doc") : mutated(dice, dice.pick(from));
    const plain = page(MODEL + "m");
    switch (dice.below(4)) {
      case 0:
        return { files: { "book.yml": yaml(c.books), "01-p.md": plain, "d.csv": TABLE } };
      case 1:
        return {
          files: book({ "01-p.md": `---\n${yaml(["title: P\nlabel: sec-a\n"])}\n---\n\nWords.\n` }),
        };
      case 2:
        return {
          files: book({
            "d.yml": yaml(c.descriptions.concat("labels: {y: Yield}\n")),
            "01-p.md": plain,
          }),
        };
      default: {
        const options = yaml(["label: tbl-a\ncaption: A *b*\ndigits: 3\n"]).split("\n");
        return {
          files: book({
            "01-p.md": page(
              MODEL + "anova(m)",
              options.map((o) => `#| ${o}\n`).join(""),
            ),
          }),
        };
      }
    }
  },
  markdown: (dice, c) => ({
    files: book({ "01-p.md": mutated(dice, piece(dice, dice.pick(c.pages))) }),
  }),
  formula: (dice) => {
    const formula = sentence(dice, FORMULA, "formula", 5);
    const verb = /\|/.test(formula) ? "lmer" : "lm";
    const more = dice.pick(["", ", weights = w", ", subset = x > 3", ", na.action = na.omit"]);
    return {
      files: book({
        "01-p.md": page(
          `d <- read.csv("d.csv")\nm <- ${verb}(${formula}, data = d${more})\nsummary(m)\nanova(m)\n` +
            dice.pick(["equation(m)", "emmeans(m, ~ a)", "joint_tests(m)", "plot(m)", "vcov(m)"]),
        ),
      }),
    };
  },
  statement: (dice, c) => {
    statements ??= statementGrammar();
    const lines = dice.several(
      1,
      3,
      () =>
        dice.chance(0.7)
          ? sentence(dice, statements!, "statement", 5)
          : mutated(dice, dice.pick(c.statements)),
    );
    return {
      files: book({ "01-p.md": page(SETUP + lines.join("\n")) + "\n`r " + lines[0] + "`\n" }),
    };
  },
  bibtex: (dice, c) => {
    const bib = dice.chance(0.6)
      ? sentence(dice, BIBTEX, "bib", 7)
      : mutated(dice, dice.pick(c.works));
    const keys = [...bib.matchAll(/@\w+\s*\{\s*([\w:.-]+)\s*,/g)].slice(0, 3).map((m) =>
      `@${m[1]}`
    );
    const text = `---\ntitle: P\n---\n\nAs ${keys.join(" and ")} said [see ${
      keys.join("; ")
    }, p. 3].\n`;
    return {
      files: {
        ...book({ "01-p.md": text, "works.bib": bib }),
        "book.yml": "title: T\nbibliography: works.bib\n",
      },
    };
  },
  katex: (dice, c) => {
    const formula = dice.chance(0.6)
      ? `$${sentence(dice, LATEX, "m", 6)}$`
      : mutated(dice, dice.pick(c.formulas));
    const text = dice.chance(0.3) ? `$${formula}$ {#eq-a}` : formula;
    return {
      files: book({ "01-p.md": `---\ntitle: P\n---\n\nWords ${formula} words.\n\n${text}\n` }),
    };
  },
  plot: (dice, c) => {
    const code = dice.chance(0.6) || c.plots.length === 0
      ? sentence(dice, PLOT, "code", 5)
      : mutated(dice, dice.pick(c.plots));
    return {
      files: book({
        "01-p.md": page('d <- read.csv("d.csv")\nd') +
          `\n\`\`\`plot\n#| alt: A\n#| caption: A\n${code}\n\`\`\`\n`,
      }),
    };
  },
  values: (dice) => ({
    files: book({ "01-p.md": STORED_PAGE }),
    values: `reshape ${dice.below(1e9)}`,
  }),
};

const CSV: Grammar = {
  cell: "1 2.5 u v b1 NA -3 1e5".split(" ").concat([
    "",
    '"q"',
    '"a,b"',
    '"a""b"',
    "1,5",
    " 3 ",
    "Inf",
  ])
    .concat([
      '"open',
      "1e999",
      "TRUE",
      "é",
      "0x1F",
      "2020-01-01",
      "=1+1",
      "\0",
      "1 000",
      "-",
      "NaN",
    ]),
};

/** Kinds in the shares in which they are tried, of twenty. */
const SHARES: readonly (keyof typeof MAKERS)[] = [
  ...["csv", "csv", "csv", "yaml", "yaml", "yaml", "markdown", "markdown", "markdown"],
  ...["formula", "formula", "statement", "statement", "statement", "statement", "bibtex"],
  ...["katex", "katex", "plot", "values"],
];

/** All kinds. */
export const KINDS: readonly string[] = Object.keys(MAKERS);

/** So many inputs of one kind follow each other, and become one book. */
export const BATCH = 20;

/** The input of a number. */
export function inputOf(seed: number, number: number): Input {
  corpus ??= new Corpus();
  const dice = new Dice(randomFrom(seed * 1_000_003 + number));
  const kind = SHARES[Math.floor(number / BATCH) % SHARES.length]!;
  return { kind, ...MAKERS[kind]!(dice, corpus) };
}

/** Stored values in another shape: mutants of what a build before has written. */
export function reshapedValues(stored: string, order: string): string {
  const dice = new Dice(randomFrom(Number(order.split(" ")[1])));
  if (dice.chance(0.2)) return mutated(dice, stored);
  let value: unknown = JSON.parse(stored);
  for (let i = 1 + dice.below(2); i > 0; i--) value = reshaped(dice, value);
  return JSON.stringify(value);
}

/** Inputs as the pages of one book, which is read faster than many; null where one has a `book.yml` of its own. */
export function together(
  inputs: readonly Input[],
): { files: Record<string, string>; values: string[] } | null {
  const files: Record<string, string> = {};
  const works: string[] = [];
  const values: string[] = [];
  for (const [i, input] of inputs.entries()) {
    const own = String(i + 1).padStart(2, "0");
    const bibliography = "works.bib" in input.files;
    if (input.files["book.yml"] !== "title: T\n" && !bibliography) return null;
    for (const [path, text] of Object.entries(input.files)) {
      if (path === "01-p.md") {
        files[`${own}-p.md`] = input.values ? text : text.replaceAll('"d.csv"', `"d${own}.csv"`);
      } else if (path !== "book.yml") files[path.replace(".", `${own}.`)] = text;
    }
    if (bibliography) works.push(`works${own}.bib`);
    if (input.values !== undefined) values.push(input.values);
  }
  files["book.yml"] = `title: T\nbibliography: [${works.join(", ")}]\n`;
  return { files, values };
}
