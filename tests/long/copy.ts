/**
 * A copy of the tree, in which a check may change what it likes.
 *
 * @module
 */

const root = decodeURIComponent(new URL("../../", import.meta.url).pathname);

/** What is not copied. */
const LEFT = new Set([".git", "_site", "node_modules"]);

/** A copy in a temporary folder. */
export class TreeCopy {
  readonly path = Deno.makeTempDirSync({ prefix: "heddle-copy-" });

  constructor() {
    copyInto(root, this.path);
  }

  read(file: string): string {
    return Deno.readTextFileSync(`${this.path}/${file}`);
  }

  write(file: string, text: string): void {
    Deno.writeTextFileSync(`${this.path}/${file}`, text);
  }

  /** Runs test files in the copy. */
  async test(files: readonly string[], env: Record<string, string> = {}): Promise<TestRun> {
    const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["test", "-A", "--no-check", ...files],
      cwd: this.path,
      env: { NO_COLOR: "1", ...env },
    }).output();
    const text = new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr);
    const [, passed = "0"] = text.match(/\| (\d+) passed/) ?? [];
    const [, failed = "0"] = text.match(/\| (\d+) failed/) ?? [];
    return { ok: code === 0, passed: Number(passed), failed: Number(failed), text };
  }

  end(): void {
    Deno.removeSync(this.path, { recursive: true });
  }
}

/** How a run of test files ended. */
export interface TestRun {
  ok: boolean;
  passed: number;
  failed: number;
  text: string;
}

function copyInto(from: string, to: string): void {
  for (const entry of Deno.readDirSync(from)) {
    if (LEFT.has(entry.name) || entry.isSymlink) continue;
    const [a, b] = [`${from}/${entry.name}`, `${to}/${entry.name}`];
    if (entry.isFile) Deno.copyFileSync(a, b);
    else {
      Deno.mkdirSync(b);
      copyInto(a, b);
    }
  }
}
