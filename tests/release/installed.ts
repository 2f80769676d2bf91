/**
 * The package as somebody has it who installed it: a folder, a PATH with Node alone, and a shell.
 *
 * @module
 */
import { release } from "../../release/release.ts";

const decoder = new TextDecoder();

/** What a command line did. */
export interface Said {
  code: number;
  out: string;
  err: string;
}

/** A place where the package can be installed; gone when the test is over. */
export class Installed implements Disposable {
  /** With a space and a letter that is no ASCII, as folders of people have. */
  readonly home: string;
  readonly #path: string;
  readonly #whole: string;

  private constructor(readonly tarball: string) {
    this.#whole = Deno.makeTempDirSync({ prefix: "heddle-" });
    this.home = `${this.#whole}/my trials é`;
    this.#path = `${this.#whole}/bin`;
    for (const folder of [this.home, this.#path]) Deno.mkdirSync(folder);
    for (const name of ["node", "npm", "npx", "sh"]) {
      const found = placeOf(name);
      Deno.symlinkSync(Deno.realPathSync(found), `${this.#path}/${name}`);
    }
  }

  /** Packs the sources; nothing is installed yet. */
  static async packed(): Promise<Installed> {
    return new Installed(await release());
  }

  /** Runs a line in a shell whose PATH holds Node, npm and npx. */
  async shell(line: string, folder = this.home): Promise<Said> {
    const { code, stdout, stderr } = await new Deno.Command("/bin/sh", {
      args: ["-c", line],
      cwd: folder,
      ...this.#surroundings(),
    }).output();
    return { code, out: decoder.decode(stdout), err: decoder.decode(stderr) };
  }

  /** Starts a line and leaves it running. */
  start(line: string, folder = this.home): Deno.ChildProcess {
    return new Deno.Command("/bin/sh", {
      args: ["-c", `exec ${line}`],
      cwd: folder,
      stdout: "piped",
      stderr: "null",
      ...this.#surroundings(),
    }).spawn();
  }

  #surroundings(): { clearEnv: true; env: Record<string, string> } {
    const env: Record<string, string> = { PATH: this.#path, HOME: this.home, NO_COLOR: "1" };
    for (const name of ["npm_config_registry", "HTTPS_PROXY", "NODE_EXTRA_CA_CERTS"]) {
      const value = Deno.env.get(name);
      if (value !== undefined) env[name] = value;
    }
    return { clearEnv: true, env };
  }

  [Symbol.dispose](): void {
    Deno.removeSync(this.#whole, { recursive: true });
  }
}

/** Where a program of this machine lies. */
function placeOf(name: string): string {
  for (const folder of (Deno.env.get("PATH") ?? "").split(":")) {
    try {
      if (Deno.statSync(`${folder}/${name}`).isFile) return `${folder}/${name}`;
    } catch {
      // Not in this folder.
    }
  }
  throw new Error(`there is no ${name} on this machine's PATH`);
}
