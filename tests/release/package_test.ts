/** From the tarball to a published page, with Node alone: the transcript of a newcomer. */
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { parse } from "yaml";
import { filesBelow } from "../../release/release.ts";
import { isFast } from "../runs.ts";
import { VERSION } from "../../lib/version.ts";
import { Installed } from "./installed.ts";

/** Three blocks of two plots; differences 1, 0.5 and 2: F = 7 by hand. */
const USE = `import { anova, lmer, parseTable } from "@heddle/heddle";
const table = parseTable("y,b,t\\n1,a,u\\n2,a,v\\n3.5,b,u\\n4,b,v\\n6,c,u\\n8,c,v\\n");
const [row] = anova(lmer("y ~ t + (1|b)", table)).rows;
const statistic: number | null = row?.statistic ?? null;
console.log(row?.term, statistic?.toFixed(4));
`;

const TEMPLATES = `import { type HomeView, html } from "@heddle/heddle/templates";
export const homePage = (view: HomeView) =>
  html\`<!DOCTYPE html><html lang="en"><title>x</title><h1>\${view.title} \${"&"} mine</h1></html>\`;
`;

/** What the program says, with nothing on the side of errors. */
async function good(at: Installed, line: string, folder?: string): Promise<string> {
  const { code, out, err } = await at.shell(line, folder);
  assertEquals({ line, code, err: own(err) }, { line, code: 0, err: "" });
  return out;
}

/** Without what npm says of itself. */
function own(err: string): string {
  return err.replace(/^npm (notice|warn install-scripts).*\n/gm, "");
}

/** Whether something answers at an address. */
async function answers(address: string): Promise<boolean> {
  try {
    await (await fetch(address)).body?.cancel();
    return true;
  } catch {
    return false;
  }
}

function text(path: string): string {
  return Deno.readTextFileSync(path);
}

function bytesBelow(folder: string): number {
  const seen = new Set<string>();
  let sum = 0;
  for (const path of filesBelow(folder)) {
    const { ino, size } = Deno.lstatSync(`${folder}/${path}`);
    if (!seen.has(String(ino))) sum += size;
    seen.add(String(ino));
  }
  return sum;
}

Deno.test({
  name: "the package: installed by npm, a course begun, built, checked, served, published",
  ignore: isFast,
  fn: async (t) => {
    using at = await Installed.packed();
    const { home } = at;
    const course = `${home}/c`;

    await t.step("npm installs it: 170 MB with Deno at most, 25 MB without", async () => {
      await good(at, `npm install --silent --no-audit --no-fund "${at.tarball}"`);
      const modules = `${home}/node_modules`;
      const program = bytesBelow(`${modules}/@heddle/heddle`);
      assert(program < 25e6, `${program} bytes`);
      const whole = bytesBelow(modules);
      assert(whole < 170e6, `${whole} bytes`);
      const about = JSON.parse(text(`${modules}/@heddle/heddle/package.json`));
      assertEquals(about.dependencies, { deno: "2.9.6" });
      for (const path of filesBelow(`${modules}/@heddle/heddle`)) {
        assert(!/^(tests|reports)\//.test(path), path);
      }
    });

    await t.step("--version and help answer", async () => {
      assertEquals(await good(at, "npx heddle --version"), `${VERSION}\n`);
      assertStringIncludes(await good(at, "npx heddle --help"), "heddle COMMAND");
    });

    await t.step("a program in TypeScript finds the engine with its types", async () => {
      Deno.writeTextFileSync(`${home}/use.ts`, USE);
      assertStringIncludes((await at.shell("npx deno check use.ts")).err, "Check");
      assertEquals((await at.shell("npx deno run --quiet use.ts")).out, "t 7.0000\n");
    });

    await t.step("npx heddle new course c", async () => {
      const out = await good(at, "npx heddle new course c");
      assertStringIncludes(out, "c/01-first-trial.md\n");
      assertEquals(filesBelow(course), [
        ".github/workflows/publish.yml",
        ".gitignore",
        "01-first-trial.md",
        "book.yml",
        "data/trial.csv",
        "data/trial.yml",
        "index.md",
        "package.json",
        "references.bib",
      ]);
      for (const path of filesBelow(course)) {
        assert(!text(`${course}/${path}`).includes(home), `${path} names the author's disk`);
      }
    });

    await t.step("in c: build, check", async () => {
      assertMatch(await good(at, "npx heddle build", course), /^_site: 2 pages, \d+ files written/);
      assertEquals(await good(at, "npx heddle check", course), "2 pages, no errors\n");
      const page = text(`${course}/_site/01-first-trial.html`);
      assertStringIncludes(page, "Fisher");
      assertStringIncludes(page, "The standard error of a difference falls");
    });

    await t.step("templates of a book find what they are made with", async () => {
      Deno.writeTextFileSync(`${course}/mine.ts`, TEMPLATES);
      const settings = text(`${course}/book.yml`);
      Deno.writeTextFileSync(`${course}/book.yml`, `${settings}templates: mine.ts\n`);
      const refused = await at.shell("npx heddle build", course);
      assertEquals(refused.code, 1);
      assertStringIncludes(refused.err, "templates-not-allowed");
      await good(at, "npx heddle build --allow-templates", course);
      assertStringIncludes(text(`${course}/_site/index.html`), "<h1>A new course &amp; mine</h1>");
      assertEquals((await at.shell("npx deno check mine.ts", course)).code, 0);
      Deno.writeTextFileSync(`${course}/book.yml`, settings);
      Deno.removeSync(`${course}/mine.ts`);
    });

    await t.step("from a folder of the book one is led to the book", async () => {
      const { code, err } = await at.shell("npx heddle check", `${course}/data`);
      assertEquals(code, 2);
      assertStringIncludes(
        err,
        `there is no book.yml in this folder, but in "${course}": go there`,
      );
    });

    await t.step("who reads a line and ends sees no fault of the program", async () => {
      const line = "npx heddle fit --data data/trial.csv --formula 'Yield ~ Variety' | node -e 0";
      assertEquals(own((await at.shell(line, course)).err), "");
    });

    await t.step("serve answers, and ends when it is told to", async () => {
      const server = at.start("npx heddle serve --port 0", course);
      let address = "";
      try {
        let said = "";
        for await (const chunk of server.stdout.pipeThrough(new TextDecoderStream())) {
          said += chunk;
          if (/http:\/\/localhost:\d+\//.test(said)) break;
        }
        address = /http:\/\/localhost:\d+\//.exec(said)?.[0] ?? "";
        const answer = await fetch(`${address}01-first-trial.html`);
        assertStringIncludes(await answer.text(), "The layout");
      } finally {
        server.kill("SIGTERM");
        await server.status;
      }
      for (let tries = 0; await answers(address); tries++) {
        assert(tries < 100, "the preview goes on after its end");
        await new Promise((done) => setTimeout(done, 100));
      }
    });

    await t.step("an old Node is told in a line", async () => {
      const launcher = "./node_modules/@heddle/heddle/bin/heddle.cjs";
      const { code, err } = await at.shell(
        `node -e "Object.defineProperty(process.versions, 'node', { value: '14.21.3' }); require('${launcher}')"`,
      );
      assertEquals([code, err], [
        2,
        "heddle: Node 20 or later is needed, and this is Node 14.21.3\n",
      ]);
    });

    await t.step("a fault is told with status 1; the site stays", async () => {
      const path = `${course}/01-first-trial.md`;
      const before = text(path);
      const site = text(`${course}/_site/01-first-trial.html`);
      Deno.writeTextFileSync(path, before.replace("~ Variety + (1", "~ Varietee + (1"));
      const { code, err } = await at.shell("npx heddle build", course);
      assertEquals(code, 1);
      assertStringIncludes(err, 'Did you mean "Variety"?');
      assertEquals(text(`${course}/_site/01-first-trial.html`), site);
      Deno.writeTextFileSync(path, before);
    });

    await t.step("a command may do what it needs and nothing else", async () => {
      const { code, err } = await at.shell(
        `npx heddle build "${course}" --output "${home}/x"`,
        home,
      );
      assertEquals([code, err], [0, ""]);
      const other = await at.shell("npx heddle upgrade c", home);
      assertEquals([other.code, other.err], [0, ""]);
      assertStringIncludes(other.out, `written for Heddle ${VERSION}`);
    });

    await t.step("the workflow, step by step, in a clone", async () => {
      const repository = `${home}/course repository`;
      await good(at, `npx heddle new course "${repository}" --package "${at.tarball}"`);
      await good(at, "npm install --silent --no-audit --no-fund", repository);
      const clone = `${home}/clone`;
      copyFolder(repository, clone, (path) => /^(node_modules|_site)\//.test(path));
      const { jobs } = parse(text(`${clone}/.github/workflows/publish.yml`)) as {
        jobs: {
          book: { steps: { uses?: string; run?: string; with?: Record<string, unknown> }[] };
        };
      };
      const { steps } = jobs.book;
      assertEquals(steps.flatMap(({ uses }) => uses ?? []), [
        "actions/checkout@v7",
        "actions/setup-node@v7",
        "actions/upload-pages-artifact@v5",
        "actions/deploy-pages@v5",
      ]);
      const lock = steps.find(({ uses }) => uses?.startsWith("actions/setup-node"))?.with;
      assertEquals([lock?.cache, lock?.["cache-dependency-path"]], ["npm", "package-lock.json"]);
      assert(filesBelow(clone).includes("package-lock.json"));
      for (const { run } of steps) {
        if (run === undefined) continue;
        const { code, err } = await at.shell(run, clone);
        assertEquals({ run, code, err: own(err) }, { run, code: 0, err: "" });
      }
      const upload = steps.find(({ uses }) => uses?.startsWith("actions/upload-pages"))?.with?.path;
      const published = filesBelow(`${clone}/${upload}`);
      assert(published.includes("index.html"), String(upload));
      for (const path of published.filter((name) => /\.(html|js|txt|R|json)$/.test(name))) {
        const content = text(`${clone}/${upload}/${path}`);
        assert(
          !content.includes("The standard error of a difference falls"),
          `${path}: a solution`,
        );
      }
    });
  },
});

function copyFolder(from: string, to: string, without: (path: string) => boolean): void {
  for (const path of filesBelow(from)) {
    if (without(path)) continue;
    const target = `${to}/${path}`;
    Deno.mkdirSync(target.slice(0, target.lastIndexOf("/")), { recursive: true });
    Deno.copyFileSync(`${from}/${path}`, target);
  }
}
