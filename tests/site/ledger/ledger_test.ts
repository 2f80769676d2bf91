/** The results ledger: written, compared, and a book made from it. */
import { digestOf } from "../../../lib/site/cache/digest.ts";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { WITHHELD } from "../../../lib/site/ledger/ledger_values.ts";
import { build, ledgerBook, ROOT, storedFiles } from "./ledger_book.ts";

const LEDGER = `${ROOT}/results.lock.json`;

type Numbers = Record<string, (number | null)[]>;
interface Plain {
  pages: Record<string, {
    hash: string;
    models: Record<string, { n: number; estimates: Numbers; variances: Record<string, number> }>;
    values: Record<string, { kind: string; hash?: string; rows?: true; numbers?: Numbers }>;
  }>;
}

const read = (text: string): Plain => JSON.parse(text) as Plain;

Deno.test("a book from its ledger is the same without its data, byte for byte", async () => {
  const world = ledgerBook();
  const whole = await build(world, "site", { updateLedger: true });
  assertEquals(whole.errors, []);
  assertEquals(whole.report.ledger, { changed: true, written: 3, removed: 0 });
  world.files.delete(`${ROOT}/data/d.csv`);
  const frozen = await build(world, "frozen", { frozen: true });
  assertEquals(frozen.report.diagnostics, []);
  assertEquals([...frozen.site.keys()].sort(), [...whole.site.keys()].sort());
  for (const [path, text] of whole.site) assertEquals(frozen.site.get(path), text, path);
  assertEquals(frozen.report.blocks.every(({ status }) => status === "stored"), true);
});

Deno.test("a student's site and other formats are made from the same ledger", async () => {
  const world = ledgerBook();
  await build(world, "site", { updateLedger: true });
  for (const options of [{ audience: "student" as const }, { to: ["text" as const] }]) {
    const whole = await build(world, "whole", options);
    const data = world.readText(`${ROOT}/data/d.csv`);
    world.files.delete(`${ROOT}/data/d.csv`);
    const frozen = await build(world, "again", { ...options, frozen: true });
    world.write(`${ROOT}/data/d.csv`, data);
    assertEquals(frozen.errors, []);
    for (const [path, text] of whole.site) assertEquals(frozen.site.get(path), text, path);
  }
});

Deno.test("the ledger has models and tables by their numbers, one estimate a line", async () => {
  const world = ledgerBook();
  await build(world, "site", { updateLedger: true });
  const text = world.readText(LEDGER);
  const page = read(text).pages["01-gains.md"]!;
  const { m } = page.models;
  assertEquals(m!.n, 12);
  assertEquals(Object.keys(m!.estimates), ["(Intercept)", "Trthigh", "Trtlow"]);
  assertEquals(Object.keys(m!.variances), ["Block (Intercept)", "Residual"]);
  assertEquals(Object.keys(page.values), [
    "inline nrow(d)",
    "inline fixef(m)[1]",
    "tbl-anova: anova(m)",
    "tbl-means: emmeans(m, ~ Trt)",
    "fig-means: plot(emmeans(m, ~ Trt))",
    "fig-resid: residuals_plot(m)",
    "head(d)",
    "resid(m)[1:4]",
    "tapply(d$gain, d$Trt, mean)",
    "equation(m)",
    'fig-dots: Plot.plot({ marks: [Plot.dot(d, { x: "dose", y: "gain" })] })',
    "fig-own: Plot.plot({ marks: [Plot.dot([1, 2, 5])] })",
  ]);
  const [intercept] = m!.estimates["(Intercept)"]!;
  assertEquals(page.values["inline fixef(m)[1]"]!.numbers, { "(Intercept)": [intercept!] });
  assert(new RegExp(`^ +"\\(Intercept\\)": \\[${intercept}, [\\d.]+\\],$`, "m").test(text));
  // the same again writes nothing
  const before = new Map(world.files);
  const again = await build(world, "site", { updateLedger: true });
  assertEquals(again.report.ledger, { changed: false, written: 0, removed: 0 });
  assertEquals(new Map(world.files), before);
});

/** Changes the first number at which `find` stands in the ledger. */
function drifted(text: string, number: number, by: number): string {
  const changed = text.replace(String(number), String(number * (1 + by)));
  assert(changed !== text);
  return changed;
}

Deno.test("a drift of 1e-7 is found and named, one of 1e-9 is none", async () => {
  const world = ledgerBook();
  await build(world, "site", { updateLedger: true });
  const text = world.readText(LEDGER);
  const page = read(text).pages["01-gains.md"]!;
  const p = page.values["tbl-anova: anova(m)"]!.numbers!["Trt"]!.at(-1)!;
  const cases: [number, string, string][] = [
    [page.models["m"]!.estimates["(Intercept)"]![1]!, "m", "standard error of (Intercept)"],
    [page.models["m"]!.estimates["Trtlow"]![0]!, "m", "estimate of Trtlow"],
    [page.models["m"]!.variances["Residual"]!, "m", "variance of Residual"],
    [page.values["tbl-means: emmeans(m, ~ Trt)"]!.numbers!["low"]![3]!, "", "low, lower.CL"],
    [p, "tbl-anova: anova(m)", "Trt, Pr(>F)"],
  ];
  for (const [number, of, what] of cases) {
    world.write(LEDGER, drifted(text, number, 1e-9));
    const same = await build(world, "check", { check: true });
    assertEquals([same.report.ok, same.report.drift], [true, []]);
    world.write(LEDGER, drifted(text, number, 1e-7));
    const other = await build(world, "check", { check: true });
    assertEquals(other.report.ok, false);
    const [drift] = other.report.drift;
    assert(of === "" || drift!.of === of, drift!.of);
    assertEquals([drift!.what, drift!.file], [what, "01-gains.md"]);
    assertEquals(drift!.relative!.toExponential(0), "1e-7");
    const [error] = other.errors;
    assertEquals([error!.code, error!.file], ["results-drift", "01-gains.md"]);
    assertStringIncludes(error!.message, String(number));
    // a build that does not check says so, and goes on
    const told = await build(world, "site");
    assertEquals(told.report.ok, true);
    assertEquals(
      told.report.diagnostics.filter((d) => d.severity === "warning").map((d) => d.code),
      ["results-drift"],
    );
  }
});

Deno.test("results that have other last digits are no drift, and a build that checks notes them", async () => {
  const world = ledgerBook();
  await build(world, "site", { updateLedger: true });
  const plain = await build(world, "check", { check: true });
  assertEquals(plain.report.diagnostics.filter(({ code }) => code === "last-digits"), []);
  const text = world.readText(LEDGER);
  const { hash } = read(text).pages["01-gains.md"]!;
  const path = [...world.files.keys()].find((each) => each.includes(hash.slice(0, 12)))!;
  const values = world.readText(path);
  const number = /\d\.\d{14,}/.exec(values)![0];
  const last = (Number(number.at(-1)) + 1) % 10;
  const other = values.replace(number, `${number.slice(0, -1)}${last}`);
  const own = digestOf(other);
  const named = path.slice(path.lastIndexOf(hash.slice(0, 12))).replace(/\..*$/, "");
  world.write(path.replace(named, own.slice(0, named.length)), other);
  world.write(LEDGER, text.replace(hash, own));
  const { report } = await build(world, "check", { check: true });
  assertEquals([report.ok, report.drift], [true, []]);
  assertEquals(
    report.diagnostics.filter(({ code }) => code === "last-digits").map((
      d,
    ) => [d.severity, d.file]),
    [["note", "results.lock.json"]],
  );
});

Deno.test("a cell of the data that drifts is found in models, tables and figures", async () => {
  const world = ledgerBook();
  await build(world, "site", { updateLedger: true });
  const data = world.readText(`${ROOT}/data/d.csv`);
  const cell = /^B,low,([\d.]+),/m.exec(data)![1]!;
  world.write(`${ROOT}/data/d.csv`, data.replace(cell, String(Number(cell) * (1 + 1e-6))));
  const { report, errors } = await build(world, "check", { check: true });
  assertEquals(report.ok, false);
  const of = new Set(report.drift.map((each) => each.of));
  for (const name of ["m", "tbl-means: emmeans(m, ~ Trt)", "fig-resid: residuals_plot(m)"]) {
    assert(of.has(name), name);
  }
  assertEquals(
    new Set(report.drift.map(({ file, why }) => `${file}: ${why}`)),
    new Set(['01-gains.md: "data/d.csv" changed', '02-second.md: "01-gains.md" changed']),
  );
  assert(errors.every(({ code, line }) => code === "results-drift" && line! > 0));
  // and one that is nothing is told as such
  world.write(`${ROOT}/data/d.csv`, data.replace(cell, String(Number(cell) * (1 + 1e-11))));
  const same = await build(world, "check", { check: true });
  assertEquals([same.report.ok, same.report.drift], [true, []]);
  assertEquals(same.report.diagnostics.map((d) => d.code), ["aged-ledger", "aged-ledger"]);
});

Deno.test("without published data, values that hold rows are not kept, and their places say so", async () => {
  const world = ledgerBook("publish-data: false\n");
  const whole = await build(world, "site", { updateLedger: true });
  assertEquals(whole.errors, []);
  const ledger = world.readText(LEDGER);
  const { values } = read(ledger).pages["01-gains.md"]!;
  const rows = Object.keys(values).filter((name) => values[name]!.rows);
  assertEquals(rows, [
    "fig-means: plot(emmeans(m, ~ Trt))",
    "fig-resid: residuals_plot(m)",
    "head(d)",
    "resid(m)[1:4]",
    'fig-dots: Plot.plot({ marks: [Plot.dot(d, { x: "dose", y: "gain" })] })',
  ]);
  assert(rows.every((name) => values[name]!.hash === undefined));
  const stored = storedFiles(world);
  assertEquals(stored.length, 2);
  const gains = world.readText(`${ROOT}/data/d.csv`).trim().split("\n").slice(1)
    .map((line) => line.split(",")[2]!);
  for (const text of [ledger, ...stored.map((path) => world.readText(path))]) {
    for (const gain of gains) assert(!text.includes(String(Number(gain))), gain);
  }
  world.files.delete(`${ROOT}/data/d.csv`);
  const frozen = await build(world, "frozen", { frozen: true });
  assertEquals(frozen.errors, []);
  const html = frozen.site.get("01-gains.html")!;
  assertEquals(html.split(WITHHELD).length - 1, 5);
  assertEquals(frozen.site.get("02-second.html"), whole.site.get("02-second.html"));
  // everything else of the page is as it was
  assertStringIncludes(html, 'href="#fig-resid"');
  const tables = (text: string) => text.match(/<table[\s\S]*?<\/table>/g) ?? [];
  for (const table of tables(html)) assertStringIncludes(whole.site.get("01-gains.html")!, table);
  assert(tables(html).length >= 2);
});

Deno.test("a ledger that is not as a build writes it is told with its line", async () => {
  const world = ledgerBook();
  await build(world, "site", { updateLedger: true });
  const text = world.readText(LEDGER);
  const hash = read(text).pages["01-gains.md"]!.hash;
  const cases: [string, string, number | null][] = [
    [text.slice(0, text.length / 2), "it is not JSON", null],
    ["", "it is not JSON", 1],
    ["[]", "it holds nothing by name", 1],
    ["[".repeat(100) + "]".repeat(100), "more than 40 deep", 1],
    [text.replace('"ledger": 1', '"ledger": 2'), "of the form 1", 2],
    [text.replace(hash, "../../etc/passwd"), "it is no digest", null],
    [text.replace(hash, "0".repeat(64)), "There is no file", null],
    [text.replace('"n": 12', '"n": {}'), "it is no number", null],
    [text.replace('"m": {', '"__proto__": {'), "__proto__", null],
    [text.replace('"m": {', "<<<<<<< one\n=======\n>>>>>>> two\n"), "two versions", null],
  ];
  for (const [changed, why, line] of cases) {
    world.write(LEDGER, changed);
    for (const use of [{ frozen: true }, { check: true }]) {
      const { report, errors } = await build(world, "out", use);
      assertEquals(report.ok, false);
      const [error] = errors;
      assertStringIncludes(error!.message, why);
      assert(error!.hint !== undefined && error!.excerpt !== undefined, why);
      if (line !== null) assertEquals(error!.line, line);
      if (error!.code === "bad-ledger") assertEquals(error!.file, "results.lock.json");
    }
    // who does not ask for it is told, and builds
    assertEquals((await build(world, "plain")).report.ok, true);
  }
  const healed = await build(world, "site", { updateLedger: true });
  assertEquals([healed.errors, world.readText(LEDGER)], [[], text]);
});

Deno.test("stored values that were edited, cut short or lost are told by name", async () => {
  const world = ledgerBook();
  await build(world, "site", { updateLedger: true });
  const path = storedFiles(world).find((each) => each.includes("/01-gains."))!;
  const text = world.readText(path);
  const name = path.slice(ROOT.length + 1);
  const bytes = new Map(world.files);
  const cases = [
    text.replace(/<(svg|figure)/, "<script>alert(1)</script><$1"),
    text.slice(0, 100),
    text.replace(/(?<=\d\.\d{6})\d/, (digit) => String((Number(digit) + 1) % 10)),
    null,
  ];
  for (const changed of cases) {
    assert(changed !== text);
    if (changed === null) world.files.delete(path);
    else world.write(path, changed);
    for (const use of [{ frozen: true }, { check: true }]) {
      const { report, errors } = await build(world, "out", use);
      assertEquals([report.ok, errors.length], [false, 1], `${changed?.slice(0, 40)}`);
      assertStringIncludes(errors[0]!.message, name);
    }
    world.files.set(path, bytes.get(path)!);
  }
  // a block that changed has no values there; where it is said how it is shown alone, it has them
  const page = `${ROOT}/01-gains.md`;
  const written = world.readText(page);
  world.write(page, written.replace("emmeans(m, ~ Trt)\n", "emmeans(m, ~ Trt, level = 0.9)\n"));
  const other = await build(world, "out", { frozen: true });
  assertEquals(other.errors.map(({ code, line }) => [code, line]), [["stored-values", 16]]);
  world.write(page, written.replace("caption: Means.", "caption: The means."));
  const same = await build(world, "out", { frozen: true });
  assertEquals(same.errors, []);
  assertStringIncludes(same.site.get("01-gains.html")!, "The means.");
});

Deno.test("a page that is gone takes its values along, and nothing else is removed", async () => {
  const world = ledgerBook();
  await build(world, "site", { updateLedger: true });
  const own = `${ROOT}/results.values/notes.txt`;
  world.write(own, "mine");
  world.write(`${ROOT}/results.values/02-second.0123456789abcdef.json`, "not what it is named");
  world.files.delete(`${ROOT}/02-second.md`);
  const { report } = await build(world, "site", { updateLedger: true });
  assertEquals(report.ledger, { changed: true, written: 0, removed: 1 });
  assertEquals(storedFiles(world).length, 4);
  assertEquals(world.readText(own), "mine");
  assertEquals(Object.keys(read(world.readText(LEDGER)).pages), ["01-gains.md"]);
});

Deno.test("without a ledger there is nothing to be frozen or checked", async () => {
  const world = ledgerBook();
  for (const use of [{ frozen: true }, { check: true }, { check: true, keepGoing: true }]) {
    const { report, errors } = await build(world, "out", use);
    assertEquals([report.ok, errors.map((d) => d.code)], [false, ["no-ledger"]]);
    assertStringIncludes(errors[0]!.hint!, "--update-ledger");
  }
});
