import "../chunk/words.ts";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import type { Span } from "../../lib/diagnostic.ts";
import type { PageBlock, Place } from "../../lib/chunk/page/block.ts";
import { evaluatePage } from "../../lib/chunk/page/page.ts";
import { parseTable } from "../../lib/data/parse_table.ts";
import type { Table } from "../../lib/data/table.ts";
import { auditPage, type PlacedFinding } from "../../lib/weave/audit/audit_page.ts";
import { blockOffset } from "../../lib/weave/page/page.ts";
import { parsePage } from "../../lib/weave/page/parse_page.ts";

const seed = new URL("../oracle/seed/", import.meta.url);

/** Evaluates and audits a page whose data lie beside the course's trial, or are handed in. */
function audited(text: string, tables: Record<string, Table> = {}): PlacedFinding[] {
  const page = parsePage("chapter.md", text);
  assertEquals(page.diagnostics, []);
  const blocks = page.blocks.map((block): PageBlock => {
    const place = (span: Span): Place => {
      const at = page.source.place(blockOffset(block, span.start));
      return { file: "chapter.md", ...at, endLine: at.line, endColumn: at.column, excerpt: "" };
    };
    return {
      kind: block.kind,
      source: block.code,
      options: block.options,
      place,
      placeInFile: place,
    };
  });
  const results = evaluatePage(blocks, {
    readTable: (path, options) =>
      tables[path] ?? parseTable(Deno.readTextFileSync(new URL(path, seed)), options),
    scopeOf: () => {
      throw new Error("no other page");
    },
  });
  assertEquals(results.blocks.flatMap((b) => b.diagnostics.map((d) => d.message)), []);
  return auditPage(page, results.blocks);
}

const lecture = Deno.readTextFileSync(new URL("audit/lecture.txt", import.meta.url));

const summary = (findings: readonly PlacedFinding[]): string[] =>
  findings.map((f) => `${f.line} ${f.code}`);

const lineOf = (text: string, words: string): number =>
  text.slice(0, text.indexOf(words)).split("\n").length;

Deno.test("auditor: the lecture as it was written has exactly four faults", () => {
  const findings = audited(lecture);
  assertEquals(summary(findings), [
    `${lineOf(lecture, "45 pens per treatment")} stated-count`,
    `${lineOf(lecture, "\\(F_i\\) is")} notation-disagrees`,
    `${lineOf(lecture, "m <- lm(")} pseudo-replication`,
    `${lineOf(lecture, "N-(d*t)-r")} shell-df`,
  ]);
  const [count, notation, pens, shell] = findings.map((f) => f.message);
  assertStringIncludes(count!, "45 pens per treatment are stated; the data have 15");
  assertStringIncludes(
    notation!,
    "F_i, G_j and (FG)_{ij} of the where-list are not in the equation",
  );
  assertStringIncludes(pens!, "Trt is tested on 252 df; the 90 pens that got it give 84");
  assertStringIncludes(shell!, "N-(d*t)-r is 249; in the model Error has 250");
  assertEquals(findings[3]?.hint, "Write N-dt-(r-1)");
  for (const f of findings) {
    assertEquals([f.severity, f.lesson, f.file], ["warning", f.code, "chapter.md"]);
  }
});

/** The lecture with its faults mended, one by one. */
const mends: [string, string][] = [
  ["45 pens per treatment", "15 pens per treatment"],
  ["N-(d*t)-r |", "N-(d*t)-(r-1) |"],
  ["\\(F_i\\)", "\\(D_i\\)"],
  ["\\(G_j\\)", "\\(T_j\\)"],
  ["\\((FG)_{ij}\\)", "\\((DT)_{ij}\\)"],
  [
    "- \\(y_{ijk}\\) is the dry matter (%) of a sample, its room given",
    "- \\(y_{ijkl}\\) is the dry matter (%) of a sample, its room given",
  ],
  [
    "- \\(\\mu_{ijk}\\) is what it should have in that room,",
    "- \\(\\mu_{ijkl}\\) is what it should have in that room,",
  ],
  [
    "- \\(\\eta_{ijk}\\), the linear predictor, is the same thing,",
    "- \\(\\eta_{ijkl}\\), the linear predictor, is the same thing,",
  ],
  [
    "\\sim N(\\mu_{ijk}, \\sigma^2),\\]\n\\[\\mu_{ijkl}",
    "\\sim N(\\mu_{ijkl}, \\sigma^2),\\]\n\\[\\mu_{ijkl}",
  ],
  [
    "title: Two ways to count pens\n",
    "title: Two ways to count pens\nacknowledge: [pseudo-replication]\n",
  ],
];

Deno.test("auditor: the lecture corrected has none", () => {
  const corrected = mends.reduce((text, [from, to]) => {
    assert(text.includes(from), from);
    return text.replaceAll(from, to);
  }, lecture);
  assertEquals(summary(audited(corrected)), []);
});

Deno.test("auditor: the lecture's models with their pens need no acknowledgement", () => {
  const withPens = mends.slice(0, -1).reduce(
    (text, [from, to]) => text.replaceAll(from, to),
    lecture,
  )
    .replace("m <- lm(F.Dry.matter ~ Day*Trt,", "m <- lmer(F.Dry.matter ~ Day*Trt + (1|Pen),")
    .replace("car::Anova(m, type = 2)", 'car::Anova(m, type = 2, test.statistic = "F")')
    .replace("Day*Trt + (1|Room)", "Day*Trt + (1|Room/Pen)")
    .replace(
      "m_fixed <- lm(F.Dry.matter ~ Day*Trt + Room,",
      "m_fixed <- lmer(F.Dry.matter ~ Day*Trt + Room + (1|Room:Pen),",
    );
  assertEquals(summary(audited(withPens)), []);
});

const tanks = parseTable(
  ["Tank,Feed,Fish,y"].concat(Array.from({ length: 36 }, (_, i) => {
    const tank = Math.floor(i / 3);
    return `T${tank},${"abc"[tank % 3]},${i % 3},${(i * 17) % 23 + tank}`;
  })).join("\n"),
  { factors: ["Tank", "Feed"] },
);

const tankPage = (options: string, prose: string): string =>
  `# Tanks\n\n${prose}\n\n\`\`\`model\n${options}tanks <- read.csv("tanks.csv")\n` +
  `m <- lm(y ~ Feed, data = tanks)\n\`\`\`\n`;

Deno.test("auditor: a block may acknowledge by name", () => {
  const read = (options: string): string[] =>
    audited(tankPage(options, "Fish."), { "tanks.csv": tanks }).map((f) => f.code);
  assertEquals(read(""), ["pseudo-replication"]);
  assertEquals(read("#| acknowledge: pseudo-replication\n"), []);
  assertEquals(read("#| acknowledge: [few-levels, pooled-strata]\n"), []);
});

Deno.test("auditor: counts and tables of other pages", () => {
  const read = (prose: string): string[] =>
    audited(tankPage("#| acknowledge: pooled-strata\n", prose), { "tanks.csv": tanks })
      .map((f) => `${f.line}:${f.column} ${f.code}`);
  assertEquals(read("There were 4 tanks per feed, and 3 fish per tank."), []);
  assertEquals(read("There were\n5 tanks per feed."), ["4:1 stated-count"]);
  const table = (error: string): string =>
    `| Source | df |\n|---|--:|\n| Feed | $f-1$ |\n| Error | ${error} |\n| Total | 35 |`;
  assertEquals(read(table("$N - f$")), []);
  assertEquals(read(table("$N - f - 1$")), ["6:1 shell-df"]);
});
