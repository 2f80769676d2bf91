/** What `sources:` of a book may say, and what of it is never shown. */
import { assert, assertEquals } from "@std/assert";
import { readBook } from "../../../lib/site/book/book.ts";
import { readCondition } from "../../../lib/site/sources/condition.ts";
import { connectionOf, readConnection } from "../../../lib/site/sources/connection.ts";
import { DIALECTS, literal, quoted } from "../../../lib/site/sources/dialect.ts";
import { readSources } from "../../../lib/site/sources/source.ts";
import { cellsStatement, originOf } from "../../../lib/site/sources/statement.ts";
import { faultText } from "../../../lib/cli/print_faults.ts";
import type { DiagnosticError } from "../../../lib/diagnostic.ts";

/** Sources of a book, and its faults as `code line:column`. */
function read(body: string) {
  const book = readBook(`title: T\nsources:\n${body}`);
  assertEquals(book.diagnostics, []);
  const { sources, diagnostics } = readSources(book);
  return {
    sources,
    diagnostics,
    told: diagnostics.map(({ code, line, column }) => `${code} ${line}:${column}`),
  };
}

Deno.test("a source has a connection, a table or a query, factors and responses; all else has a default", () => {
  const { sources, told } = read(`
  trial:
    connection: postgres://me@db.example.org/farm
    table: field.plots
    by: [Trt, Day]
    response: y
    covariates: [x, z]
  all:
    connection: duckdb:farm.duckdb
    table: data/plots.parquet
    by: Trt
    responses: [y]
    file: data/all.csv
    min: 12
`);
  assertEquals(told, []);
  const [trial, all] = sources;
  assertEquals(trial!.asked, {
    from: { kind: "table", parts: ["field", "plots"] },
    where: null,
    by: ["Trt", "Day"],
    numbers: ["y", "x", "z"],
    responses: 1,
    pairs: [[1, 0], [2, 0], [2, 1]],
    weights: null,
  });
  assertEquals([trial!.min, trial!.file, trial!.password], [5, "trial.cells.csv", "PGPASSWORD"]);
  assertEquals([all!.min, all!.file], [12, "data/all.csv"]);
  assertEquals(all!.asked.from, { kind: "table", parts: ["data/plots.parquet"] });
});

Deno.test("what is wrong in a source stands at its key", () => {
  const { told } = read(`
  one: postgres://x
  two:
    connection: mysql://me@host/farm
    tabel: plots
  three:
    connection: duckdb
    table: plots
    query: SELECT 1
    by: [Trt, no]
    responses: [y, Trt]
    where: y + 1 > 2
    min: 0
    file: ../x.csv
  four:
    connection: $farm
    table: a..b
    by: Trt
    responses: y
    file: x.txt
  five:
    connection: duckdb
    table: t
    by: Trt
    responses: y
    where: is.na(
  six:
    connection: duckdb
    table: t
`);
  assertEquals(
    told,
    [
      "bad-option 4:8",
      "unknown-option 7:12",
      "missing-option 9:5",
      "bad-option 13:20",
      "bad-condition 14:12",
      "bad-option 15:10",
      "outside-root 16:11",
      "bad-connection 18:17",
      "bad-option 19:12",
      "bad-option 22:11",
      "bad-condition 28:12",
      "missing-option 30:5",
    ],
  );
});

Deno.test("a password in book.yml is refused and not shown, wherever it stands", () => {
  const secret = "hunter2x";
  for (
    const body of [
      `  s:\n    connection: postgres://me:${secret}@host/farm\n    table: t\n    by: a\n    responses: y`,
      `  s: {connection: "postgres://me:${secret}@host/farm", table: t, by: a, response: y, mim: 3}`,
      `  s: {connection: postgres://host/farm?password=${secret}, table: t, by: a, min: no}`,
      `  s:\n    connection: postgres://host/farm\n    password: ${secret}\n    table: t`,
      `  s: {password: ${secret}, connection: duckdb, min: -1, table: t}`,
      `  s:\n    connection: me:${secret}@host/farm\n    table: t`,
      `  s:\n    connection: $${secret}\n    table: t`,
    ]
  ) {
    const { sources, diagnostics } = read(body);
    assertEquals(sources, []);
    const codes = diagnostics.map(({ code }) => code);
    assert(codes.some((code) => /password-in-book|bad-connection|option/.test(code)), codes.join());
    const text = diagnostics.map((fault) => faultText(fault)).join("") +
      JSON.stringify(diagnostics);
    assert(!text.includes(secret), text);
  }
});

Deno.test("connections: what the address says, what the environment says, and how the line is kept", () => {
  const environment = (name: string) =>
    ({ PGPASSWORD: "a", OWN: "b", PGUSER: "u", FARM: "postgres://me:p%40ss@far.example/f" })[name];
  const of = (text: string, password = "PGPASSWORD") =>
    connectionOf(readConnection(text), password, environment);
  const local = { engine: "postgres", host: "127.0.0.1", port: 5432, ssl: false } as const;
  assertEquals(of("postgres://me@127.0.0.1"), {
    ...local,
    database: "me",
    user: "me",
    password: "a",
  });
  assertEquals(of("postgresql://127.0.0.1/f%20g", "OWN"), {
    ...local,
    database: "f g",
    user: "u",
    password: "b",
  });
  assertEquals(of("$FARM"), {
    engine: "postgres",
    host: "far.example",
    port: 5432,
    database: "f",
    user: "me",
    password: "p@ss",
    ssl: "verify-full",
  });
  assertEquals((of("postgres://me@h.org:1/f?sslmode=require") as { ssl: unknown }).ssl, "require");
  assertEquals(of("duckdb"), { engine: "duckdb", file: null });
  assertEquals(of("duckdb:a/b.duckdb"), { engine: "duckdb", file: "a/b.duckdb" });
  for (
    const text of ["postgres://a,b/f", "mysql://a/b", "farm", "postgres://me@h/f?sslmode=allow"]
  ) {
    let code = "";
    try {
      of(text);
    } catch (error) {
      code = (error as DiagnosticError).diagnostics[0]!.code;
    }
    assertEquals(code, "bad-connection", text);
  }
});

Deno.test("conditions are R's, and nothing of them gets into SQL but names and constants", () => {
  const { postgres, spark, bigquery } = DIALECTS;
  const sql = (text: string, dialect = postgres) => readCondition(text).sql(dialect);
  assertEquals(
    sql("year >= 2020 & (site == 'A' || !is.na(`my y`))"),
    `((t."year" >= 2020) AND ((t."site" = 'A') OR (NOT (t."my y" IS NULL))))`,
  );
  assertEquals(
    sql("x %in% c('a', \"O'N\\\\\", -1.5, TRUE)"),
    `(t."x" IS NOT NULL AND t."x" IN ('a', 'O''N\\', (-1.5), TRUE))`,
  );
  assertEquals(sql("x != 'it\\'s\\\\'", spark), "(t.`x` <> 'it\\'s\\\\')");
  assertEquals(sql("`a b\\\\c` < 3", bigquery), "(t.`a b\\\\c` < 3)");
  assertEquals(readCondition("a == 1 & b < a").columns, ["a", "b"]);
  for (
    const text of [
      "x == NA",
      "y + 1 > 2",
      "f(x) == 1",
      "x",
      "x == 1; y == 2",
      "x %in% y",
      "x %in% c()",
      "x == Inf",
      "x = 1",
      "",
      "x == 1) OR (1 = 1",
    ]
  ) {
    let code = "";
    try {
      readCondition(text);
    } catch (error) {
      code = (error as DiagnosticError).diagnostics[0]!.code;
    }
    assertEquals(code, "bad-condition", text);
  }
});

Deno.test("quotes: no name and no text ends where its author wants it to", () => {
  const hostile = "a\"b`c'd\\e\nf";
  assertEquals(quoted(DIALECTS.postgres, hostile), '"a""b`c\'d\\e\nf"');
  assertEquals(quoted(DIALECTS.spark, hostile), "`a\"b``c'd\\e\nf`");
  assertEquals(quoted(DIALECTS.bigquery, hostile), "`a\"b\\`c'd\\\\e\\nf`");
  assertEquals(literal(DIALECTS.duckdb, hostile), "'a\"b`c''d\\e\nf'");
  for (const dialect of [DIALECTS.spark, DIALECTS.bigquery, DIALECTS.snowflake]) {
    assertEquals(literal(dialect, hostile), "'a\"b`c\\'d\\\\e\\nf'");
  }
});

Deno.test("a constant is subtracted where numbers are large beside their range, and is a round one", () => {
  assertEquals(originOf(0, 100), 0);
  assertEquals(originOf(950, 1050), 0);
  assertEquals(originOf(1e9 + 40.3, 1e9 + 88.8), 1000000060);
  assertEquals(originOf(-1e9 - 1, -1e9 + 1), -1e9);
  assertEquals(originOf(7.5, 7.5), 7.5);
  assertEquals(originOf(0.5, 0.5 + 1e-6), 0.500001);
  assertEquals(originOf(1e300, 1e300), 1e300);
});

Deno.test("the statement in the words of each engine: types, quotes, and names that every engine takes", () => {
  const { sources: [source] } = read(`
  trial:
    connection: duckdb
    table: [farm.eu, plots]
    by: [Trt]
    responses: [y]
    weights: w
    where: Trt != "A"
`);
  const of = (name: keyof typeof DIALECTS) => cellsStatement(DIALECTS[name], source!.asked, null);
  const spark = of("spark");
  assertEquals(
    spark,
    ("SELECT r.f1 AS f1, COUNT(*) AS n, MIN(r.o1) AS v1_origin, COUNT(r.v1) AS v1_n, " +
      "MIN(m.v1) + (SUM(r.w * (r.v1 - m.v1)) / SUM(r.w)) AS v1_mean, " +
      "SUM(r.w * ((r.v1 - m.v1) * (r.v1 - m.v1))) - SUM(r.w * (r.v1 - m.v1)) * " +
      "(SUM(r.w * (r.v1 - m.v1)) / SUM(r.w)) AS v1_ss, SUM(r.w) AS w_sum, SUM(LN(r.w)) AS w_log " +
      "FROM (ROWS) AS r INNER JOIN (SELECT q.f1, q.p1, (SUM(q.w * (q.v1)) / SUM(q.w)) AS v1 " +
      "FROM (ROWS) AS q GROUP BY q.f1, q.p1) AS m ON m.f1 = r.f1 AND m.p1 = r.p1 GROUP BY r.f1, r.p1")
      .replaceAll(
        "ROWS",
        "SELECT COALESCE(CAST(t.`Trt` AS STRING), '') AS f1, CAST(t.`y` - o.o1 AS DOUBLE) AS v1, " +
          "o.o1 AS o1, CASE WHEN t.`y` IS NULL THEN 0 ELSE 1 END AS p1, CAST(t.`w` AS DOUBLE) AS w " +
          "FROM `farm.eu`.`plots` AS t CROSS JOIN (SELECT COALESCE(ROUND(AVG(t.`y`)), " +
          "0) AS o1 FROM `farm.eu`.`plots` AS t WHERE (t.`Trt` <> 'A') AND " +
          "t.`w` IS NOT NULL AND CAST(t.`w` AS DOUBLE) <> 0) AS o WHERE (t.`Trt` <> 'A') AND " +
          "t.`w` IS NOT NULL AND CAST(t.`w` AS DOUBLE) <> 0",
      ),
  );
  assertEquals(of("bigquery"), spark.replaceAll("AS DOUBLE)", "AS FLOAT64)"));
  assertEquals(
    of("snowflake"),
    spark.replaceAll("`", '"').replaceAll("AS STRING)", "AS VARCHAR)"),
  );
});
