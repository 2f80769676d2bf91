/** What each command may do. */
import { assertEquals } from "@std/assert";
import { ALWAYS, grants, type Outside, permissions } from "../../lib/cli/permissions.ts";

const tasks = JSON.parse(
  Deno.readTextFileSync(new URL("../../deno.json", import.meta.url)),
).tasks as Record<string, { command: string }>;

Deno.test("no command may do everything, run programs, or read the environment", () => {
  for (
    const command of ["build", "check", "serve", "fit", "new", "import", "upgrade", "what", ""]
  ) {
    for (const flag of [...permissions([command, "x", "--write"]), ...ALWAYS]) {
      assertEquals(
        /^(-A|--allow-(all|run|env|ffi|sys)|--allow-(write|net))$/.test(flag),
        false,
        flag,
      );
    }
  }
});

Deno.test("a site is written where --output says, as the command reads it", () => {
  const write = (...words: string[]) => permissions(["build", ...words])[1];
  const kept = ".heddle,reports/.heddle";
  assertEquals(write(), `--allow-write=_site,_site.next,${kept}`);
  assertEquals(write("r", "--output", "out/"), "--allow-write=out,out.next,r/.heddle");
  assertEquals(write("r,s/", "--to", "text"), "--allow-write=_site,_site.next,r,,s/.heddle");
  assertEquals(write("--output=a,b"), `--allow-write=a,,b,a,,b.next,${kept}`);
  assertEquals(write("--output", "x", "--output=y"), `--allow-write=y,y.next,${kept}`);
});

Deno.test("check and fit write nothing but a file that is named; new writes the folder; upgrade two files if told to", () => {
  assertEquals(permissions(["check", "."]), ["--allow-read"]);
  assertEquals(
    permissions(["check", ".", "--keep-going", "--blocks", "b.json", "--text=t,.json"]),
    [
      "--allow-read",
      "--allow-write=b.json,t,,.json",
    ],
  );
  assertEquals(
    permissions(["build", "--blocks=b.json"])[1],
    "--allow-write=_site,_site.next,.heddle,reports/.heddle,b.json",
  );
  assertEquals(
    permissions(["serve", "--blocks=b.json"])[1],
    "--allow-write=_site,_site.next,.heddle,reports/.heddle",
  );
  assertEquals(
    permissions(["build", "c", "--update-ledger"])[1],
    "--allow-write=_site,_site.next,c/.heddle,c/results.lock.json,c/results.values",
  );
  assertEquals(
    permissions(["serve", "--update-ledger"])[1],
    "--allow-write=_site,_site.next,.heddle,reports/.heddle",
  );
  assertEquals(permissions(["fit", "--data", "x.csv"]), ["--allow-read"]);
  assertEquals(permissions(["new", "course", "--package", "p.tgz", "c"])[1], "--allow-write=c");
  assertEquals(permissions(["new", "course"])[1], "--allow-write=.");
  assertEquals(permissions(["import", "a.Rmd", "b"])[1], "--allow-write=b");
  assertEquals(permissions(["import", "a", "--output", "b"])[1], "--allow-write=b");
  assertEquals(permissions(["import", "a"]), ["--allow-read"]);
  assertEquals(permissions(["upgrade", "c"]), ["--allow-read"]);
  assertEquals(
    permissions(["upgrade", "c", "--write"])[1],
    "--allow-write=c/book.yml,c/package.json",
  );
});

Deno.test("only store may run a program, which is Rscript, and only where it is to run it", () => {
  assertEquals(permissions(["store"]), [
    "--allow-read",
    "--allow-write=.,reports",
    "--allow-run=Rscript",
  ]);
  assertEquals(permissions(["store", "a,b", "--again"])[1], "--allow-write=a,,b");
  assertEquals(permissions(["store", "c", "--scripts", "s"]), [
    "--allow-read",
    "--allow-write=c,s",
  ]);
  assertEquals(permissions(["store", "--take=s", "c"]), ["--allow-read", "--allow-write=c"]);
  const others = ["build", "check", "serve", "fit", "new", "upgrade", "what", ""];
  for (const command of others) {
    assertEquals(permissions([command, "store"]).some((flag) => flag.includes("run")), false);
  }
});

function flagsOf(task: string): string[] {
  return tasks[task]!.command.split(" ").filter((word) => word.startsWith("--allow"));
}

Deno.test("the tasks of this repository give build and serve the same", () => {
  for (const name of ["build", "serve", "store"]) {
    assertEquals(flagsOf(name).sort(), permissions([name]).sort());
  }
  const written = (flags: string[]) => flags[1]!.replace(/^.*=/, "").split(",").sort();
  assertEquals(written(flagsOf("ledger")), written(permissions(["build", "--update-ledger"])));
});

Deno.test("sources may speak to the hosts, read the variables and load the library that book.yml names", async () => {
  const book = `
sources:
  a: {connection: "postgres://me@db.example.org/farm", file: data/a.csv}
  b: {connection: $FARM, password: OWN}
  c: {connection: "duckdb:x.duckdb"}
  d: {connection: "postgres://me:secret@bad.example.org/farm"}
  e: {connection: $UNSET}
  f: nothing
`;
  const outside: Outside = {
    readText: (path) => path === "r/book.yml" ? book : null,
    environment: (name) => name === "FARM" ? "postgres://u:p@10.0.0.1:6432/f" : undefined,
    resolve: (...names) => `/n/${names.at(-1)}`,
    system: "linux-x64",
  };
  const of = (...words: string[]) => grants(["sources", ...words], outside);
  const written = (...files: string[]) =>
    `--allow-write=${files.flatMap((file) => [`r/${file}`, `r/${file}.next`]).join(",")}`;
  const a = ["--allow-net=db.example.org:5432", "--allow-env=PGPASSWORD"];
  assertEquals(await of("r", "--only", "a"), ["--allow-read", written("data/a.csv"), ...a]);
  assertEquals(await of("r/", "--only=a", "--json"), [
    "--allow-read",
    written("data/a.csv"),
    ...a,
  ]);
  assertEquals(await of("r"), [
    "--allow-read",
    written("data/a.csv", ...["b", "c", "d", "e", "f"].map((name) => `${name}.cells.csv`)),
    "--allow-net=db.example.org:5432,10.0.0.1:6432",
    "--allow-env=PGPASSWORD,FARM,OWN,PGUSER,UNSET",
    "--allow-ffi=/n/@duckdb/node-bindings-linux-x64/duckdb.node",
  ]);
  assertEquals(await of("r", "--print", "a"), ["--allow-read"]);
  assertEquals(await of("r", "--only", "a", "--take", "x.csv"), [
    "--allow-read",
    written("data/a.csv"),
  ]);
  assertEquals(await of("elsewhere"), ["--allow-read"]);
  assertEquals(await grants(["build"], outside), permissions(["build"]));
  assertEquals(permissions(["sources", "r"]), []);
});

Deno.test("the task sources speaks to this machine alone", () => {
  const flags = tasks.sources!.command.split(" ").filter((word) => word.startsWith("--"));
  assertEquals(flags, [
    "--allow-read",
    "--allow-write=.,reports",
    "--allow-net=127.0.0.1,localhost",
    "--allow-env=PGPASSWORD,PGUSER,DATABASE_URL",
    "--ignore-env",
    "--allow-ffi=node_modules/@duckdb",
  ]);
});
