/** The program loaded over http: modules, threads, style, fonts and the starter of a book. */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { isFast } from "../runs.ts";
import { TemporaryFolder } from "../cli/captured_world.ts";

const root = new URL("../../", import.meta.url);

/** Serves the sources as a registry does. */
function registry(): { host: string; asked: Set<string>; close(): Promise<void> } {
  const asked = new Set<string>();
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, (request) => {
    const path = decodeURIComponent(new URL(request.url).pathname).slice(1);
    asked.add(path);
    const type = path.endsWith(".ts")
      ? "application/typescript"
      : path.endsWith(".js")
      ? "text/javascript"
      : "application/octet-stream";
    try {
      return new Response(Deno.readFileSync(new URL(encodeURI(path), root)), {
        headers: { "content-type": type },
      });
    } catch {
      return new Response("not here", { status: 404 });
    }
  });
  return { host: `127.0.0.1:${server.addr.port}`, asked, close: () => server.shutdown() };
}

const PAGE = `# A

## First {#sec-first}

Six times seven is \`r 6 * 7\`, and $x^2$.

\`\`\`plot
#| caption: Two points.
#| alt: Two points.
Plot.dot([[1, 2], [3, 4]]).plot();
\`\`\`
`;

const TEMPLATES = `import { html } from "@heddle/heddle/templates";
export const homePage = (view) => html\`<!DOCTYPE html><h1>\${view.title} \${"&"} mine</h1>\`;
`;

Deno.test({
  name: "a book is begun and built by a program that lies on a server",
  ignore: isFast,
  fn: async () => {
    using folder = new TemporaryFolder();
    const source = registry();
    const heddle = async (...words: string[]): Promise<{ code: number; err: string }> => {
      const { code, stderr } = await new Deno.Command(Deno.execPath(), {
        args: [
          "run",
          "--quiet",
          "--no-prompt",
          "--ignore-env",
          "--unstable-worker-options",
          "--no-lock",
          "--config",
          new URL("deno.json", root).pathname,
          `--allow-import=${source.host}`,
          `--allow-net=${source.host}`,
          "--allow-read",
          `--allow-write=${folder.path}`,
          `http://${source.host}/lib/cli/main.ts`,
          ...words,
        ],
        cwd: folder.path,
        env: { DENO_DIR: `${folder.path}/cache`, NO_COLOR: "1" },
      }).output();
      return { code, err: new TextDecoder().decode(stderr) };
    };
    try {
      assertEquals(await heddle("new", "course", "c"), { code: 0, err: "" });
      assertStringIncludes(Deno.readTextFileSync(`${folder.path}/c/book.yml`), "heddle:");
      folder.write("b/01-a.md", PAGE);
      folder.write("b/book.yml", "title: B\ntemplates: mine.ts\n");
      folder.write("b/mine.ts", TEMPLATES);
      assertEquals(
        await heddle("build", "b", "--output", `${folder.path}/site`, "--allow-templates"),
        { code: 0, err: "" },
      );
      assertStringIncludes(
        Deno.readTextFileSync(`${folder.path}/site/index.html`),
        "<h1>B &amp; mine</h1>",
      );
      const html = Deno.readTextFileSync(`${folder.path}/site/01-a.html`);
      assertStringIncludes(html, "42");
      assertStringIncludes(html, "<svg");
      assertEquals(
        Deno.readFileSync(`${folder.path}/site/assets/fonts/serif-basic.woff2`),
        Deno.readFileSync(new URL("templates/fonts/serif-basic.woff2", root)),
      );
      for (
        const path of [
          "templates/style.css",
          "templates/new/common/workflow.yml",
          "lib/weave/plot/fence_thread.ts",
          "lib/weave/plot/plot_worker.ts",
        ]
      ) assert(source.asked.has(path), `${path} was not asked for`);
    } finally {
      await source.close();
    }
  },
});
