/**
 * Files are read before blocks run: which ones are found in the syntax, what is met on the way is
 * obtained and its block run again as if it had run once.
 */
import { assert, assertEquals } from "@std/assert";
import { Awaits } from "../../lib/awaits.ts";
import type { PageBlock } from "../../lib/chunk/page/block.ts";
import type { PageEnvironment } from "../../lib/chunk/page/environment.ts";
import { filesRead } from "../../lib/chunk/page/files_read.ts";
import { evaluatePage } from "../../lib/chunk/page/page.ts";
import { runPage } from "../../lib/chunk/page/run_page.ts";
import { DiagnosticError, fail } from "../../lib/diagnostic.ts";
import { readBytes } from "../../lib/data/readers/readers.ts";
import type { Table } from "../../lib/data/table.ts";
import { renderText } from "../../lib/render/render.ts";
import { block } from "./pages.ts";

/** What the blocks read, each as `reader path options`. */
function found(...sources: (string | PageBlock)[]): string[] {
  const blocks = sources.map((s) => typeof s === "string" ? block(s) : s);
  return filesRead(blocks, { root: "../" }).map(({ path, reader }) => `${reader.verb} ${path}`);
}

Deno.test("paths that are constants are found in the syntax, wherever the call stands", () => {
  assertEquals(found('d <- read.csv("data/a.csv")'), ["read.csv data/a.csv"]);
  assertEquals(
    found('x <- mean(subset(readr::read_csv("a.csv", na = c("", ".")), x > nobody)$y)'),
    ["read.csv a.csv"],
  );
  assertEquals(
    found('read.table("a.txt", header = TRUE) |> head()\nlm(y ~ x, data = read_rds("b.rds"))'),
    ["read.csv a.txt", "readRDS b.rds"],
  );
  assertEquals(found('read.csv(paste0("data/", "a", ".csv"))'), ["read.csv data/a.csv"]);
  assertEquals(found('read.csv(paste("a", 1, sep = "_"))'), ["read.csv a_1"]);
  assertEquals(found('read.csv(file.path("data", paste0("a", 2 * 3, ".csv")))'), [
    "read.csv data/a6.csv",
  ]);
  assertEquals(found('readRDS(here::here("data", "a.rds"))'), ["readRDS ../data/a.rds"]);
  assertEquals(found(block("y ~ x", { data: "data/a.rds" })), ["readRDS data/a.rds"]);
  assertEquals(found(block("y ~ x", { data: "data/a.csv" })), ["read.csv data/a.csv"]);
});

Deno.test("what is computed, or given as a text, or not run, is left", () => {
  assertEquals(found('f <- "a.csv"\nread.csv(f)'), []);
  assertEquals(found('read.csv("a.csv", na.strings = mine)'), []);
  assertEquals(found('read.csv(text = "a,b\\n1,2")', 'read_csv("a,b\\n1,2\\n")'), []);
  assertEquals(found('read.csv("https://example.org/a.csv")'), []);
  assertEquals(found(block('read.csv("a.csv")', { eval: false })), []);
  assertEquals(found(block('read.csv("a.csv")', {}, "plot")), []);
  assertEquals(found(block("y ~ x", { data: "pigs" })), []);
  assertEquals(found("already(read)", 'read.csv("a.csv"'), []);
});

/** A world of files that must be obtained; it remembers in which order they are. */
class Files {
  readonly obtained: string[] = [];
  readonly asked: string[] = [];
  readonly done: number[] = [];
  readonly #outcomes = new Map<string, () => Table>();

  constructor(private readonly texts: Record<string, string>) {}

  environment(ahead: boolean): PageEnvironment {
    const obtain: NonNullable<PageEnvironment["readAhead"]> = async (path, options, reader) => {
      this.obtained.push(path);
      const text = this.texts[path];
      try {
        if (text === undefined) fail("missing-file", `There is no file ${path}`);
        const table = await readBytes(reader, new TextEncoder().encode(text), options);
        this.#outcomes.set(JSON.stringify([path, options]), () => table);
      } catch (error) {
        if (!(error instanceof DiagnosticError)) throw error;
        this.#outcomes.set(JSON.stringify([path, options]), () => {
          throw error;
        });
      }
    };
    return {
      readTable: (path, options, reader) => {
        const outcome = this.#outcomes.get(JSON.stringify([path, options]));
        if (!outcome) throw new Awaits(path, () => obtain(path, options, reader));
        this.asked.push(path);
        return outcome();
      },
      ...(ahead ? { readAhead: obtain } : {}),
      scopeOf: (name) => fail("unknown-page", `There is no page ${name}`),
      blockDone: (index) => this.done.push(index),
    };
  }
}

const TEXTS = { "a.csv": "x,y\n1,2\n2,4\n3,7\n", "b.csv": "x\n10\n20\n" };

/** What a page shows and says, with its files read ahead or on the way. */
async function outcome(sources: readonly string[], ahead: boolean) {
  const files = new Files(TEXTS);
  const { blocks, scope } = await runPage(
    sources.map((s, i) => block(s, {}, "model", 10 * i + 1)),
    files.environment(ahead),
  );
  const told = blocks.map((b) => ({
    shown: b.shown.map((s) => renderText(s.value).trim()),
    notes: b.notes.map((n) => n.text),
    faults: b.diagnostics.map((d) => `${d.code} ${d.line}:${d.column} ${d.message}`),
    r: b.r,
    models: b.models.map((m) => m.name),
  }));
  return { files, told, names: scope.allNames() };
}

Deno.test("a path that is computed is read when it is met, and the block runs as if it ran once", async () => {
  const sources = [
    'counter <- 1\noptions(contrasts = c("contr.sum", "contr.poly"))',
    [
      "counter <- counter + 1",
      "counter",
      "(-8)^(1/3)",
      'options(contrasts = c("contr.treatment", "contr.poly"))',
      "counter <- counter * 10",
      'name <- "a"',
      'd <- read.csv(paste0(name, ".csv"))',
      "counter <- counter + 1",
      'e <- read.csv(paste(c(name, "b")[2], "csv", sep = "."))',
      "m <- lm(y ~ x, data = d)",
      "counter",
      "sum(e$x)",
    ].join("\n"),
    "counter + nrow(d)",
  ];
  const { files, told, names } = await outcome(sources, true);
  assertEquals(files.obtained, ["a.csv", "b.csv"]);
  assertEquals(files.done, [0, 1, 2]);
  assertEquals(told[1]!.shown, ["[1] 2", "[1] NaN", "[1] 21", "[1] 30"]);
  assertEquals(told[1]!.notes.length, 1);
  assertEquals(told[1]!.faults, []);
  assertEquals(told[1]!.models, ["m"]);
  assertEquals(told[2]!.shown, ["[1] 24"]);
  assertEquals(names, ["counter", "name", "d", "e", "m"]);
});

Deno.test("a page comes to the same whether its files are read ahead or on the way", async () => {
  const sources = [
    'd <- read.csv("a.csv")\nx <- 1',
    'x <- x + 1\nbad <- read.csv("none.csv")\nread.csv("b.csv", nrows = 1)\nbad + 1\nx',
    'd <- rbind(d, read.csv("a.csv", nrows = 1))\nnrow(d)\nread.csv("a.csv", sep = "ab")',
  ];
  const before = await outcome(sources, true);
  const onTheWay = await outcome(sources, false);
  assertEquals(before.told, onTheWay.told);
  assertEquals(before.files.asked.length > 3, true);
  assertEquals(before.told[1]!.faults, ["missing-file 12:17 There is no file none.csv"]);
  assertEquals(before.told[2]!.shown, ["[1] 4"]);
});

Deno.test("a block that is run again finds chance, settings and vectors as they were", async () => {
  const sources = [
    "set.seed(9)\nz <- c(1, 2)\nz[2] <- 3\nk <- list(a = 1:2)",
    [
      "z[1] <- z[1] + rnorm(1)",
      "k$a[2] <- k$a[2] + 5L",
      "options(digits = 4)",
      'd <- read.csv(paste0("a", ".csv"))',
      "z[1]",
      "k$a",
    ].join("\n"),
    "rnorm(1)",
  ];
  const before = await outcome(sources, true);
  const onTheWay = await outcome(sources, false);
  assertEquals(onTheWay.told, before.told);
  // R 4.2.2: set.seed(9); c(1 + rnorm(1), rnorm(1))
  assertEquals(before.told.map((t) => t.shown), [[], ["[1] 0.2332", "[1] 1 7"], ["[1] -0.8165"]]);
});

Deno.test("a missing file is a fault only where the call is reached", async () => {
  const { files, told } = await outcome([
    'if (FALSE) read.csv("none.csv")',
    'x <- nobody + nrow(read.csv("none.csv"))',
    'd <- read.csv("a.csv")\nread.csv("none.csv", nrows = nobody)',
  ], true);
  assert(files.obtained.includes("none.csv"));
  assertEquals(files.asked, ["a.csv"]);
  assertEquals(told.map((t) => t.faults.map((f) => f.split(" ")[0])), [
    [],
    ["unknown-name"],
    ["unknown-name"],
  ]);
});

Deno.test("where nothing can be obtained, the request itself is thrown", () => {
  const files = new Files(TEXTS);
  try {
    evaluatePage([block('read.csv("a.csv")')], files.environment(false));
  } catch (error) {
    if (!(error instanceof Awaits)) throw error;
    assertEquals(error.message, "a.csv must be obtained first");
    return;
  }
  throw new Error("nothing was thrown");
});
