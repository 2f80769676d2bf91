/**
 * Cells from real engines beside sums in whole numbers without end, and what each engine says where
 * something is wrong. PostgreSQL is Debian's, DuckDB the npm package; what is not installed is skipped.
 */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { createRequire } from "node:module";
import { TemporaryFolder } from "../../cli/captured_world.ts";
import { COLUMNS, csvOf, plots } from "./exact_cells.ts";
import { HAS_OPENSSL, NO_POSTGRES, POSTGRES, PostgresServer, SECRET } from "./postgres_server.ts";
import { assertExact, assertSameFits, cellsIn, faults, sources } from "./source_cases.ts";

const ROWS = 6000;

/** What of a source is the same for every engine. */
const ASKED = `
    by: [Trt, Day]
    responses: [y, z]
    covariates: x
    min: 1`;

const environment = { PGPASSWORD: SECRET };

let hasDuckdb = true;
try {
  createRequire(import.meta.url)("@duckdb/node-api");
} catch {
  hasDuckdb = false;
  console.log("DuckDB is not tested: npm install --no-save @duckdb/node-api");
}
if (POSTGRES === null) console.log(`PostgreSQL is not tested: ${NO_POSTGRES}`);

function inBook(folder: TemporaryFolder, body: string): string {
  Deno.writeTextFileSync(`${folder.path}/book.yml`, `title: T\nsources:${body}\n`);
  return folder.path;
}

const read = (book: string, name: string): string =>
  Deno.readTextFileSync(`${book}/${name}.cells.csv`);

Deno.test({
  name: "PostgreSQL: cells to the last digits, faults with their place, and no password anywhere",
  ignore: POSTGRES === null,
  fn: async (t) => {
    await using server = await PostgresServer.start();
    const near = plots(ROWS);
    const far = plots(ROWS, 1e9);
    await server.load("plots", COLUMNS, csvOf(near));
    await server.load("far", COLUMNS, csvOf(far));
    await server.sql("CREATE SCHEMA field; CREATE VIEW field.trial AS SELECT * FROM plots");
    const connection = `\n    connection: ${server.url}`;

    await t.step("moments as exact sums have them, also beside 1e9, also weighted", async () => {
      using folder = new TemporaryFolder();
      const book = inBook(
        folder,
        `
  near:${connection}
    table: field.trial${ASKED}
  far:${connection}
    table: far${ASKED}
  weighted:${connection}
    table: far
    weights: w${ASKED}
  early:${connection}
    query: SELECT * FROM plots -- with a remark
    where: Day %in% c(1, 2) & !(Trt == "O'Neil \\\\ sons") & x < 1.25${ASKED}`,
      );
      const ran = await sources(environment, book);
      assertEquals([ran.status, ran.err], [0, ""]);
      assertExact(read(book, "near"), near);
      assertExact(read(book, "far"), far);
      assertExact(read(book, "weighted"), far, true);
      assertExact(
        read(book, "early"),
        near.filter(({ trt, day, x }) =>
          (day === 1 || day === 2) && trt !== "O'Neil \\ sons" && x < 1.25
        ),
      );
      const { head } = cellsIn(read(book, "far"));
      assertEquals(head.get("from"), ["far"]);
      assertEquals(head.get("origin")!.length, 1);
      assertStringIncludes(head.get("statement")![0]!, 'FROM "far" AS t');
      assert(!Deno.readTextFileSync(`${book}/far.cells.csv`).includes(SECRET));
    });

    await t.step("fits of the cells are those of the rows", async () => {
      using folder = new TemporaryFolder();
      const rows = plots(ROWS, 0, 8);
      const csv = csvOf(rows);
      await server.load("whole", COLUMNS, csv);
      await server.load("wide", COLUMNS, csvOf(plots(ROWS, 1e9, 8)));
      // Cents beside 1e9: a double does not keep all their digits, and a decimal does.
      const fine = csvOf(rows.map((row) => ({ ...row, y: Math.round(row.y * 100) / 100 })));
      await server.load("fine", COLUMNS.replace("y double precision", "y numeric(14,2)"), fine);
      await server.sql("UPDATE fine SET y = y + 1000000000");
      const of = (name: string): string => `\n  ${name}:${connection}\n    table: ${name}${ASKED}`;
      const book = inBook(folder, ["whole", "wide", "fine"].map(of).join(""));
      const ran = await sources(environment, book);
      assertEquals([ran.status, ran.err], [0, ""]);
      await assertSameFits(csv, read(book, "whole"));
      await assertSameFits(csv, read(book, "wide"), 1e9);
      await assertSameFits(csvOf(plots(ROWS, 1e9, 8)), read(book, "wide"));
      await assertSameFits(fine, read(book, "fine"), 1e9);
    });

    await t.step(
      "asked again, the file stays, whatever the order of rows; a value makes it anew",
      async () => {
        using folder = new TemporaryFolder();
        await server.sql("CREATE TABLE moving AS SELECT * FROM far ORDER BY random()");
        const book = inBook(
          folder,
          `\n  moving:${connection}\n    table: moving\n    weights: w${ASKED}`,
        );
        const first = await sources(environment, book);
        assertEquals(
          first.out,
          `moving: ${ROWS} rows in 53 cells, written to ${book}/moving.cells.csv\n`,
        );
        const { ino, mtime } = Deno.statSync(`${book}/moving.cells.csv`);
        await server.sql("CREATE TABLE moved AS SELECT * FROM moving ORDER BY random()");
        await server.sql("DROP TABLE moving; ALTER TABLE moved RENAME TO moving");
        const again = await sources(environment, book);
        assertEquals(
          again.out,
          `moving: ${ROWS} rows in 53 cells, as ${book}/moving.cells.csv has them\n`,
        );
        const after = Deno.statSync(`${book}/moving.cells.csv`);
        assertEquals([after.ino, after.mtime], [ino, mtime]);
        for (
          const change of [
            "y = y + 0.001",
            "x = x + 0.000001",
            "w = w * 1.000001",
            `"Trt" = 'A'`,
          ]
        ) {
          await server.sql(
            `UPDATE moving SET ${change} WHERE ctid = (SELECT ctid FROM moving WHERE "Trt" <> 'A' LIMIT 1)`,
          );
          const changed = await sources(environment, book);
          assertStringIncludes(changed.out, "written to", change);
        }
      },
    );

    await t.step("levels are those that a CSV of the table has, whatever the type", async () => {
      using folder = new TemporaryFolder();
      await server.sql(
        `CREATE TABLE kinds AS SELECT y, z, x, "Day" AS i, "Day" / 2.0::numeric(6,3) AS d,
        "Day" / 4::float8 AS f, "Day" + 9007199254740992 AS b, DATE '2026-01-31' + "Day" AS t,
        "Day" > 1 AS l, rpad("Trt", 40)::char(40) AS c FROM plots`,
      );
      const levels = async (name: string): Promise<string[]> => {
        const book = inBook(
          folder,
          `\n  kinds:${connection}\n    table: kinds\n    by: ${name}\n    responses: y\n    min: 1`,
        );
        assertEquals((await sources(environment, book)).err, "");
        return read(book, "kinds").split("\n").filter((line) => !/^#|^$/.test(line)).slice(1)
          .map((line) => line.split(",")[0]!);
      };
      assertEquals(await levels("i"), ["1", "2", "10", ""]);
      assertEquals(await levels("d"), ["0.5", "1", "5", ""]);
      assertEquals(await levels("f"), ["0.25", "0.5", "2.5", ""]);
      assertEquals(await levels("b"), [
        "9007199254740993",
        "9007199254740994",
        "9007199254741002",
        "",
      ]);
      assertEquals(await levels("t"), ["2026-02-01", "2026-02-02", "2026-02-10", ""]);
      assertEquals(await levels("l"), ["FALSE", "TRUE", ""]);
      assertEquals((await levels("c"))[0], "; DROP TABLE plots; --");
    });

    await t.step("a name is a name, and a query one query that only reads", async () => {
      using folder = new TemporaryFolder();
      const hostile = `x"; DROP TABLE plots; --`;
      await server.sql(`CREATE TABLE "${hostile.replaceAll('"', '""')}" AS
        SELECT "Trt" AS "a""b; --", "Day", y AS "y'); DELETE FROM plots; --", z, x FROM plots`);
      const book = inBook(
        folder,
        `
  named:${connection}
    table: ['${hostile}']
    by: ['a"b; --']
    responses: ["y'); DELETE FROM plots; --"]
    where: '\`a"b; --\` != "''; DROP TABLE plots; --"'
    min: 1
  two:${connection}
    query: SELECT * FROM plots; DROP TABLE plots${ASKED}
  bracket:${connection}
    query: SELECT * FROM plots) AS t; DROP TABLE plots; --${ASKED}
  writes:${connection}
    query: WITH gone AS (DELETE FROM plots RETURNING *) SELECT * FROM gone${ASKED}
  writing:${connection}
    query: SELECT plots.*, set_config('transaction_read_only', 'off', false) AS s FROM plots${ASKED}`,
      );
      const ran = await sources(environment, book, "--json");
      assertEquals(
        faults(ran).map(({ code, line }) => [code, line]),
        [["statement", 12], ["statement", 19], ["statement", 26], ["statement", 33]],
      );
      assertEquals(await server.sql("SELECT COUNT(*) FROM plots"), `${ROWS}\n`);
      const { table } = cellsIn(read(book, "named"));
      assertEquals(table.names[1], "n");
      assertEquals(table.nrow, 7);
    });

    await t.step("each fault stands at its line, with a way out", async () => {
      using folder = new TemporaryFolder();
      await server.sql(`CREATE TABLE odd AS SELECT "Trt", "Day", z,
        CASE WHEN x > 1 THEN 'NaN'::float8 ELSE y END AS y,
        CASE WHEN x > 1 THEN '-Infinity'::float8 ELSE x END AS x, y - 50 AS w, CASE WHEN x > 1 THEN 1 ELSE 0 END AS two FROM plots;
        CREATE ROLE reader LOGIN PASSWORD 'other'`);
      const closed = Deno.listen({ hostname: "127.0.0.1", port: 0 });
      const { port } = closed.addr as Deno.NetAddr;
      closed.close();
      const other = (change: string): string => `\n    connection: ${server.url}\n    ${change}`;
      const book = inBook(
        folder,
        `
  notable:${other("table: plotz")}${ASKED}
  nocolumn:${connection}
    table: plots
    by: [Trt, day]
    responses: [Y]
    where: yaer > 3
  text:${connection}
    table: plots
    by: Day
    responses: [y, Trt]
  nan:${connection}
    table: odd${ASKED}
    weights: w
  two:${connection}
    table: odd
    by: Day
    responses: z
    covariates: two
  few:${connection}
    table: plots
    by: [Trt, Day, x]
    responses: y
  none:${connection}
    table: plots
    where: x > 100${ASKED}
  nodatabase:
    connection: postgres://postgres@127.0.0.1:${server.port}/farm
    table: plots${ASKED}
  noserver:
    connection: postgres://postgres@127.0.0.1:${port}/farm
    table: plots${ASKED}
  stranger:
    connection: postgres://reader@127.0.0.1:${server.port}/postgres
    password: READER
    table: plots${ASKED}
  secretless:
    connection: $FARM
    table: plots${ASKED}
  wide:${connection}
    query: SELECT "Trt", "Day", 1e200::float8 * x AS y, z, x FROM plots${ASKED}`,
      );
      const ran = await sources({ ...environment, READER: "other" }, book, "--json");
      const told = faults(ran);
      const at = (name: string): number =>
        Deno.readTextFileSync(`${book}/book.yml`).split("\n").indexOf(`  ${name}:`) + 1;
      assertEquals(
        told.map(({ code, line, column }) => [code, line, column]),
        [
          ["unknown-table", at("notable") + 2, 12],
          ["unknown-column", at("nocolumn") + 3, 15],
          ["unknown-column", at("nocolumn") + 4, 17],
          ["unknown-column", at("nocolumn") + 5, 12],
          ["not-numeric", at("text") + 4, 20],
          ["not-finite", at("nan") + 4, 17],
          ["not-finite", at("nan") + 5, 17],
          ["bad-weights", at("nan") + 7, 14],
          ["two-values", at("two") + 5, 17],
          ["small-cell", at("few") + 1, 5],
          ["no-rows", at("none") + 3, 12],
          ["unknown-database", at("nodatabase") + 1, 17],
          ["no-connection", at("noserver") + 1, 17],
          ["no-privilege", at("stranger") + 3, 12],
          ["no-variable", at("secretless") + 1, 17],
          ["out-of-range", at("wide") + 4, 16],
        ],
      );
      assertEquals(told[0]!.hint, 'Did you mean "plots"?');
      assertEquals(told[1]!.hint, 'Did you mean "Day"?');
      assertEquals(
        told[14]!.message,
        "The variable FARM of the environment is not set",
      );
      assertEquals(told.filter(({ hint }) => !hint), []);
    });

    await t.step("a wrong password is told, and no password is", async () => {
      using folder = new TemporaryFolder();
      const book = inBook(folder, `\n  near:${connection}\n    table: plots${ASKED}`);
      const wrong = "wr0ng/&%secret";
      const ran = await sources({ PGPASSWORD: wrong }, book);
      assertEquals([ran.status, ran.out], [1, ""]);
      assertStringIncludes(ran.err, "book.yml:4:17: error[wrong-password]:");
      assertStringIncludes(ran.err, "PGPASSWORD");
      assert(!ran.err.includes(wrong) && !ran.err.includes("secret"));
      assertEquals([...Deno.readDirSync(book)].map(({ name }) => name), ["book.yml"]);
      const inAddress = {
        FARM: server.url.replace("postgres@", `postgres:${encodeURIComponent(wrong)}@`),
      };
      inBook(folder, `\n  near:\n    connection: $FARM\n    table: plots${ASKED}`);
      const again = await sources(inAddress, book);
      assertStringIncludes(again.err, "book.yml:4:17: error[wrong-password]:");
      assert(!again.err.includes("secret"));
    });

    await t.step({
      name: "a connection is encrypted where that is asked for, and its server looked at",
      ignore: !HAS_OPENSSL,
      fn: async () => {
        using folder = new TemporaryFolder();
        const book = inBook(
          folder,
          ["require", "verify-full"].map((mode) =>
            `\n  ${mode}:\n    connection: ${server.url}?sslmode=${mode}\n    table: plots${ASKED}`
          ).join(""),
        );
        const plain = faults(await sources(environment, book, "--json"));
        assertEquals(plain.map(({ code, line }) => [code, line]), [
          ["no-connection", 4],
          ["no-connection", 11],
        ]);
        assertStringIncludes(String(plain[0]!.hint), "sslmode=disable");
        await server.encrypt();
        const told = faults(await sources(environment, book, "--json"));
        assertEquals(told.map(({ code, line }) => [code, line]), [["no-connection", 11]]);
        assertStringIncludes(String(told[0]!.message), "self-signed certificate");
        assertExact(read(book, "require"), near);
      },
    });

    await t.step("a server that dies while it is asked is a lost connection", async () => {
      using folder = new TemporaryFolder();
      const book = inBook(
        folder,
        `\n  near:${connection}\n    query: SELECT plots.* FROM plots, (SELECT pg_sleep(60)) AS s${ASKED}`,
      );
      Deno.writeTextFileSync(`${book}/near.cells.csv`, "as it was");
      const asked = sources(environment, book);
      const busy = "SELECT COUNT(*) FROM pg_stat_activity WHERE application_name = 'heddle' " +
        "AND wait_event = 'PgSleep'";
      while (await server.sql(busy) !== "1\n");
      await server.kill();
      const ran = await asked;
      assertEquals([ran.status, ran.out], [1, ""]);
      assertStringIncludes(ran.err, "book.yml:4:17: error[connection-lost]:");
      assertStringIncludes(ran.err, "Nothing was written");
      assertEquals(read(book, "near"), "as it was");
    });
  },
});

Deno.test({
  name: "DuckDB: cells of files and of databases to the last digits, and nothing else of the disk",
  ignore: !hasDuckdb,
  fn: async () => {
    using folder = new TemporaryFolder();
    const near = plots(ROWS);
    const far = plots(ROWS, 1e9);
    Deno.writeTextFileSync(`${folder.path}/near.csv`, csvOf(near));
    Deno.mkdirSync(`${folder.path}/data`);
    Deno.writeTextFileSync(`${folder.path}/data/O'far.csv`, csvOf(far));
    await database(`${folder.path}/farm.duckdb`, `${folder.path}/near.csv`);
    const book = inBook(
      folder,
      `
  near:
    connection: duckdb
    table: near.csv${ASKED}
  far:
    connection: duckdb
    table: data/O'far.csv${ASKED}
  weighted:
    connection: duckdb
    table: data/O'far.csv
    weights: w${ASKED}
  stored:
    connection: duckdb:farm.duckdb
    table: plots
    where: is.na(z) | x >= 0.5 & Trt %in% c("; DROP TABLE plots; --", "line\\nend")${ASKED}
  nowhere:
    connection: duckdb:farm.duckdb
    query: SELECT * FROM read_csv('/etc/passwd')${ASKED}
  writes:
    connection: duckdb:farm.duckdb
    query: SELECT * FROM plots) AS t; COPY plots TO '${folder.path}/out.csv'; --${ASKED}
  outside:
    connection: duckdb:../farm.duckdb
    table: plots${ASKED}
  notable:
    connection: duckdb:farm.duckdb
    table: plot${ASKED}`,
    );
    const ran = await sources({}, book, "--json");
    assertEquals(
      faults(ran).map(({ code, line }) => [code, line]),
      [["statement", 35], ["statement", 42], ["outside-root", 48], ["unknown-table", 56]],
    );
    assertEquals(faults(ran)[3]!.hint, 'Did you mean "plots"?');
    assertExact(read(book, "near"), near);
    assertExact(read(book, "far"), far);
    assertExact(read(book, "weighted"), far, true);
    assertExact(
      read(book, "stored"),
      near.filter(({ trt, x, z }) =>
        z === null || x >= 0.5 && (trt === "; DROP TABLE plots; --" || trt === "line\nend")
      ),
    );
    assert(!read(book, "far").includes(folder.path));
    assert(![...Deno.readDirSync(book)].some(({ name }) => name === "out.csv"));
  },
});

Deno.test({
  name: "the statement that is printed finds its own constants, and its result is taken as cells",
  ignore: !hasDuckdb,
  fn: async () => {
    using folder = new TemporaryFolder();
    const far = plots(ROWS, 1e9);
    Deno.writeTextFileSync(`${folder.path}/far.csv`, csvOf(far));
    const book = inBook(
      folder,
      `\n  far:\n    connection: duckdb\n    table: far.csv\n    weights: w\n    where: x > 0.25${ASKED}`,
    );
    const printed = await sources({}, book, "--print", "far", "--dialect", "duckdb");
    assertEquals([printed.status, printed.err], [0, ""]);
    const statement = printed.out.replace(/;\n$/, "").replaceAll(
      '"far.csv"',
      `'${folder.path}/far.csv'`,
    );
    await duckdb(":memory:", `COPY (${statement}) TO '${folder.path}/result.csv' (HEADER)`);
    const result = Deno.readTextFileSync(`${folder.path}/result.csv`);
    Deno.writeTextFileSync(
      `${folder.path}/result.csv`,
      result.replace(/^.*/, (s) => s.toUpperCase()),
    );
    const ran = await sources({}, book, "--take", `${folder.path}/result.csv`);
    assertEquals([ran.status, ran.err], [0, ""]);
    assertExact(read(book, "far"), far.filter(({ x }) => x > 0.25), true);
    Deno.writeTextFileSync(`${folder.path}/result.csv`, "f1,n\nA,3\n");
    const bad = await sources({}, book, "--take", `${folder.path}/result.csv`, "--json");
    assertEquals(faults(bad).map(({ code }) => code), ["bad-result"]);
  },
});

async function database(path: string, csv: string): Promise<void> {
  await duckdb(path, `CREATE TABLE plots AS FROM read_csv('${csv}', sample_size = -1)`);
}

async function duckdb(path: string, statement: string): Promise<void> {
  const { DuckDBInstance } = createRequire(import.meta.url)("@duckdb/node-api");
  const instance = await DuckDBInstance.create(path);
  const linked = await instance.connect();
  await linked.run(statement);
  linked.closeSync();
  instance.closeSync();
}
