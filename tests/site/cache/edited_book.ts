/**
 * A small book of whatever a build knows, edited at random: after each edit it is built twice, once
 * with what earlier builds kept and once without, and both must be the same, byte for byte; of pages
 * none is evaluated but those that depend on what was edited.
 *
 * @module
 */
import { build } from "../../../lib/site/build/build_site.ts";
import { BuildMemory } from "../../../lib/site/cache/build_memory.ts";
import { randomFrom } from "../../long/random.ts";

const ROWS = 24;

/** The files of the book as they are first. */
function firstFiles(): Record<string, string> {
  const random = randomFrom(7);
  const rows = (name: string, extra: (i: number) => string) =>
    Array.from(
      { length: ROWS },
      (_, i) =>
        `${"ABC"[i % 3]},${1 + Math.floor(i / 6)},${extra(i)}${(10 + 3 * random()).toFixed(2)}`,
    )
      .join("\n").replace(/^/, `${name}\n`) + "\n";
  return {
    "book.yml":
      "title: A book\nbibliography: works.bib\ntemplates: templates.ts\nexecute:\n  echo: true\n",
    "templates.ts": 'export { chapterPage, homePage } from "@heddle/heddle/templates"; // 0\n',
    "works.bib":
      "@article{one, author = {Ann One}, title = {First words}, journal = {J}, year = {2001}}\n",
    "index.md": "# Home\n\nWords 0.\n",
    "01-lm.md": "# Linear\n\nWords 0 of @one, see @sec-mixed.\n\n```model\n#| label: tbl-lm\n" +
      '#| caption: Tests 0.\na <- read.csv("data/a.csv")\nm <- lm(y ~ t, data = a) # 0\nanova(m)\n```\n\n' +
      "The deviation is `r sigma(m)`, of 8 plots per treatment.\n\n" +
      "```model\n#| label: fig-lm\n#| caption: Residuals.\nplot(m)\n```\n",
    "02-mixed.md": "# Mixed {#sec-mixed}\n\nWords 0.\n\n```model\n#| label: tbl-mixed\n" +
      "#| caption: Tests 0.\n#| data: data/b.csv\nf <- lmer(y ~ t + (1 | g)) # 0\nanova(f)\n```\n\nAnd `r sigma(f)`.\n",
    "03-from.md": "# From\n\nWords 0.\n\n```model\n#| from: 02-mixed\n#| label: tbl-from\n" +
      "#| caption: Means 0.\nemmeans(f, ~ t) # 0\n```\n",
    "04-picture.md": "# Picture\n\nWords 0.\n\n![A plan of it.](plan.svg)\n\n" +
      "```model\nx <- c(1, 2, 3) # 0\nset.seed(1)\nmean(x + rnorm(3))\n```\n\n" +
      "```plot\n#| caption: A dot.\nPlot.dot(x).plot()\n```\n",
    "plan.svg":
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><title>0</title></svg>\n',
    "data/a.csv": rows("t,g,y", () => ""),
    "data/b.csv": rows("t,g,y", () => ""),
    "data/b.yml": "levels: {t: [A, B, C]}\nfactors: [t, g]\nlabels: {y: yield 0}\n",
  };
}

/** One kind of edit: the files that it changes, and the pages that may be evaluated for it. */
interface Edit {
  name: string;
  change(files: Record<string, string>, random: () => number, n: number): void;
  pages: readonly string[];
}

const ALL = ["01-lm.md", "02-mixed.md", "03-from.md", "04-picture.md"];
const MIXED = ["02-mixed.md", "03-from.md"];

const pick = <T>(list: readonly T[], random: () => number): T =>
  list[Math.floor(random() * list.length)]!;

const swap = (file: string, from: RegExp, to: (n: number) => string): Edit["change"] =>
(
  files,
  _random,
  n,
) => {
  files[file] = files[file]!.replace(from, to(n));
};

const cell = (file: string): Edit["change"] => (files, random) => {
  const lines = files[file]!.split("\n");
  const at = 1 + Math.floor(random() * ROWS);
  lines[at] = lines[at]!.replace(/[\d.]+$/, (10 + 3 * random()).toFixed(2));
  files[file] = lines.join("\n");
};

/** All kinds of edits; `engine` is none of a file. */
const EDITS: readonly Edit[] = [
  ...["index.md", ...ALL].flatMap((file): Edit[] => [
    {
      name: `a sentence of ${file}`,
      change: swap(file, /Words.*?(?=[. ]|$)/m, (n) => `Words ${n}`),
      pages: [],
    },
    {
      name: `a line before ${file}'s blocks`,
      change: (files) => {
        files[file] = files[file]!.includes("\n\nMore.\n")
          ? files[file]!.replace("\n\nMore.\n", "\n")
          : files[file]!.replace("\n\nWords", "\n\nMore.\n\nWords");
      },
      pages: [],
    },
  ]),
  { name: "code of 01", change: swap("01-lm.md", /# \d+$/m, (n) => `# ${n}`), pages: ["01-lm.md"] },
  {
    name: "code of 02",
    change: swap("02-mixed.md", /\) # \d+$/m, (n) => `) # ${n}`),
    pages: MIXED,
  },
  { name: "code of 03", change: swap("03-from.md", /\) # \d+$/m, (n) => `) # ${n}`), pages: MIXED },
  {
    name: "code of 04",
    change: swap("04-picture.md", /\) # \d+$/m, (n) => `) # ${n}`),
    pages: ["04-picture.md"],
  },
  {
    name: "a verb of 01",
    change: swap("01-lm.md", /^(anova|summary)\(m\)$/m, (n) => n % 2 ? "summary(m)" : "anova(m)"),
    pages: ["01-lm.md"],
  },
  {
    name: "an option of 01",
    change: swap("01-lm.md", /Tests \d+/, (n) => `Tests ${n}`),
    pages: ["01-lm.md"],
  },
  {
    name: "an option of 02",
    change: swap("02-mixed.md", /Tests \d+/, (n) => `Tests ${n}`),
    pages: MIXED,
  },
  {
    name: "an option of 03",
    change: swap("03-from.md", /Means \d+/, (n) => `Means ${n}`),
    pages: MIXED,
  },
  {
    name: "a stated count of 01",
    change: swap("01-lm.md", /of \d+ plots/, (n) => `of ${n} plots`),
    pages: ["01-lm.md"],
  },
  { name: "a cell of a.csv", change: cell("data/a.csv"), pages: ["01-lm.md"] },
  { name: "a cell of b.csv", change: cell("data/b.csv"), pages: MIXED },
  {
    name: "the order of levels",
    change: (files, random) => {
      const order = pick(["A, B, C", "B, A, C", "C, B, A", "B, C, A"], random);
      files["data/b.yml"] = files["data/b.yml"]!.replace(/t: \[.*?\]/, `t: [${order}]`);
    },
    pages: MIXED,
  },
  {
    name: "a label beside the data",
    change: swap("data/b.yml", /yield \d+/, (n) => `yield ${n}`),
    pages: MIXED,
  },
  {
    name: "a description that comes and goes",
    change: (files) => {
      if (files["data/a.yml"]) delete files["data/a.yml"];
      else files["data/a.yml"] = "levels: {t: [C, B, A]}\n";
    },
    pages: ["01-lm.md"],
  },
  {
    name: "the book's title",
    change: swap("book.yml", /title: .*/, (n) => `title: A book ${n}`),
    pages: [],
  },
  {
    name: "the book's numbers",
    change: (files, _random, n) => {
      files["book.yml"] = files["book.yml"]!.replace(
        /numbers: .*\n|$/,
        `numbers: ${n % 2 ? "r" : "journal"}\n`,
      );
    },
    pages: [],
  },
  {
    name: "the book's options of blocks",
    change: (files, random) => {
      files["book.yml"] = files["book.yml"]!.replace(
        /echo: .*/,
        `echo: ${pick(["true", "false"], random)}`,
      );
    },
    pages: ALL,
  },
  {
    name: "a macro of the book",
    change: (files, _random, n) => {
      files["book.yml"] = files["book.yml"]!.replace(/macros: .*\n|$/, `macros: {E: "x_{${n}}"}\n`);
    },
    pages: [],
  },
  { name: "the templates", change: swap("templates.ts", /\/\/ \d+/, (n) => `// ${n}`), pages: [] },
  {
    name: "no templates of its own",
    change: (files) => {
      files["book.yml"] = files["book.yml"]!.includes("templates:")
        ? files["book.yml"]!.replace("templates: templates.ts\n", "")
        : `${files["book.yml"]}templates: templates.ts\n`;
    },
    pages: [],
  },
  {
    name: "the bibliography",
    change: swap("works.bib", /First words.*?(?=\})/, (n) => `First words ${n}`),
    pages: [],
  },
  { name: "a picture", change: swap("plan.svg", /<title>\d+/, (n) => `<title>${n}`), pages: [] },
  {
    name: "a page more or less",
    change: (files) => {
      if (files["05-more.md"]) delete files["05-more.md"];
      else files["05-more.md"] = "# More\n\nSee @sec-mixed and @tbl-lm.\n";
    },
    pages: [],
  },
  {
    name: "the order of pages",
    change: (files) => {
      files["book.yml"] = files["book.yml"]!.includes("chapters:")
        ? files["book.yml"]!.replace(/chapters: .*\n/, "")
        : `${files["book.yml"]}chapters: [02-mixed, 04-picture, 01-lm, 03-from]\n`;
    },
    pages: [],
  },
  { name: "the engine", change() {}, pages: ALL },
  { name: "nothing", change() {}, pages: [] },
];

/** What came of the edits. */
export interface Edited {
  passed: number;
  wrong: string[];
  /** Pages that were evaluated in all warm builds, and would have been without anything kept. */
  evaluated: number;
  whole: number;
  /** By kind of what was edited: edits, pages that were evaluated, those for nothing, files that differ. */
  kinds: Map<string, EditedKind>;
}

/** What came of the edits of one kind. */
export interface EditedKind {
  edits: number;
  evaluated: number;
  needless: number;
  different: number;
}

/** What an edit is of, by words of its name. */
const KINDS: readonly [RegExp, string][] = [
  [/sentence|line before|stated count/, "prose"],
  [/^code|^a verb/, "code"],
  [/^an option|options of blocks/, "option"],
  [/^a cell/, "data cell"],
  [/order of levels/, "level order"],
  [/label beside|description/, "description of data"],
  [/title|numbers|macro/, "config"],
  [/templates/, "template"],
  [/engine/, "engine version"],
  [/bibliography/, "bibliography"],
  [/picture/, "image"],
  [/page/, "pages"],
];

function kindOf(name: string): string {
  return KINDS.find(([words]) => words.test(name))?.[1] ?? name;
}

/** Makes a number of random edits, from a seed. */
export async function editBook(count: number, seed: number): Promise<Edited> {
  const folder = Deno.makeTempDirSync({ prefix: "heddle-" });
  const edited: Edited = { passed: 0, wrong: [], evaluated: 0, whole: 0, kinds: new Map() };
  try {
    const random = randomFrom(seed);
    const files = firstFiles();
    const disk = new Map<string, string>();
    let program = "0";
    const memory = new BuildMemory();
    await compare(folder, files, disk, { program });
    // Each kind in turn, in an order of its own, until there are enough.
    let left: Edit[] = [];
    for (let n = 1; n <= count; n++) {
      if (left.length === 0) {
        left = EDITS.map((e) => [random(), e] as const).sort((a, b) => a[0] - b[0]).map(([, e]) =>
          e
        );
      }
      const edit = left.pop()!;
      edit.change(files, random, n);
      if (edit.name === "the engine") program = String(n);
      const { warm, cold, different } = await compare(folder, files, disk, {
        program,
        // as in a preview, and as in a process of its own
        ...(random() < 0.5 ? { memory } : {}),
        keepGoing: random() < 0.3,
      });
      const needless = warm.filter((page) => !edit.pages.includes(page));
      edited.evaluated += warm.length;
      edited.whole += cold.length;
      const kind = edited.kinds.get(kindOf(edit.name)) ??
        { edits: 0, evaluated: 0, needless: 0, different: 0 };
      edited.kinds.set(kindOf(edit.name), {
        edits: kind.edits + 1,
        evaluated: kind.evaluated + warm.length,
        needless: kind.needless + needless.length,
        different: kind.different + different.length,
      });
      if (different.length > 0) {
        edited.wrong.push(`${n}, ${edit.name}: ${different.join(", ")} differ`);
      } else if (needless.length > 0) {
        edited.wrong.push(`${n}, ${edit.name}: ${needless.join(", ")} evaluated for nothing`);
      } else edited.passed++;
    }
  } finally {
    Deno.removeSync(folder, { recursive: true });
  }
  return edited;
}

/** Writes what changed, and builds twice. */
async function compare(
  folder: string,
  files: Readonly<Record<string, string>>,
  disk: Map<string, string>,
  { memory, program, keepGoing = false }: {
    program: string;
    memory?: BuildMemory;
    keepGoing?: boolean;
  },
): Promise<{ warm: string[]; cold: string[]; different: string[] }> {
  const root = `${folder}/book`;
  Deno.mkdirSync(`${root}/data`, { recursive: true });
  for (const path of disk.keys()) if (!(path in files)) Deno.removeSync(`${root}/${path}`);
  for (const [path, text] of Object.entries(files)) {
    if (disk.get(path) !== text) Deno.writeTextFileSync(`${root}/${path}`, text);
  }
  disk.clear();
  for (const entry of Object.entries(files)) disk.set(...entry);
  const given = { root, allowTemplates: true, keepGoing };
  const warm = await build({
    ...given,
    output: `${folder}/warm`,
    cache: true,
    program,
    ...(memory ? { memory } : {}),
  });
  const cold = await build({ ...given, output: `${folder}/cold` });
  const [a, b] = [filesBelow(`${folder}/warm`), filesBelow(`${folder}/cold`)];
  const different = [...new Set([...a.keys(), ...b.keys()])].filter((path) =>
    a.get(path) !== b.get(path)
  );
  const told = (report: typeof warm) =>
    JSON.stringify([report.diagnostics, report.blocks, report.pages]);
  if (told(warm) !== told(cold)) different.push("what was told");
  return { warm: warm.evaluated, cold: cold.evaluated, different };
}

function filesBelow(folder: string, path = ""): Map<string, string> {
  const found = new Map<string, string>();
  for (const { name, isDirectory } of Deno.readDirSync(`${folder}/${path}`)) {
    if (isDirectory) {
      for (const entry of filesBelow(folder, `${path}${name}/`)) found.set(...entry);
    } else {found.set(
        `${path}${name}`,
        new TextDecoder("latin1").decode(Deno.readFileSync(`${folder}/${path}${name}`)),
      );}
  }
  return found;
}
