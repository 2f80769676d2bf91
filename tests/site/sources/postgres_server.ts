/**
 * A PostgreSQL server of its own for a test, from Debian's package, on a free port of this machine.
 *
 * @module
 */

/** Programs of the newest PostgreSQL that is installed; null if none is. */
export const POSTGRES: string | null = programs();

/** What a test says where there is no server. */
export const NO_POSTGRES = "PostgreSQL is not installed (Debian: apt-get install postgresql)";

/** Whether a server can be given a certificate. */
export const HAS_OPENSSL: boolean = isFile("/usr/bin/openssl");

/** The password of every server; it must never be seen. */
export const SECRET = "s3cret/Pä$$:@word";

const decoder = new TextDecoder();

function programs(): string | null {
  const home = "/usr/lib/postgresql";
  try {
    const versions = [...Deno.readDirSync(home)].map(({ name }) => name).filter((name) =>
      isFile(`${home}/${name}/bin/initdb`)
    );
    versions.sort((a, b) => Number(a) - Number(b));
    const last = versions.at(-1);
    return last === undefined ? null : `${home}/${last}/bin`;
  } catch {
    return null;
  }
}

function isFile(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
}

/** A server, stopped and gone when the test is over. */
export class PostgresServer implements AsyncDisposable {
  readonly user = "postgres";
  readonly url: string;

  private constructor(readonly folder: string, readonly port: number) {
    this.url = `postgres://${this.user}@127.0.0.1:${port}/postgres`;
  }

  /** Makes a cluster and starts it. PostgreSQL refuses root, who becomes `postgres`. */
  static async start(): Promise<PostgresServer> {
    const folder = Deno.makeTempDirSync({ prefix: "heddle-postgres-" });
    const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    const { port } = listener.addr as Deno.NetAddr;
    listener.close();
    const server = new PostgresServer(folder, port);
    Deno.writeTextFileSync(`${folder}/password`, `${SECRET}\n`);
    if (isRoot()) await run("chown", ["-R", "postgres", folder]);
    await server.#own("initdb", [
      ...["-D", `${folder}/data`, "-U", server.user, "-A", "scram-sha-256", "-E", "UTF8"],
      ...["--locale=C.UTF-8", `--pwfile=${folder}/password`],
    ]);
    await server.#own("pg_ctl", [
      ...["-D", `${folder}/data`, "-w", "-l", `${folder}/log`, "-o"],
      `-p ${port} -c listen_addresses=127.0.0.1 -k ${folder} -c fsync=off`,
      "start",
    ]);
    return server;
  }

  /** Runs statements by psql; `input` is what `COPY … FROM STDIN` reads. */
  async sql(statements: string, input = ""): Promise<string> {
    return await run(
      `${POSTGRES}/psql`,
      [
        ...["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-h", "127.0.0.1"],
        ...["-p", String(this.port), "-U", this.user, "-d", "postgres", "-c", statements],
      ],
      { PGPASSWORD: SECRET },
      input,
    );
  }

  /** Takes a table in from CSV with a header. */
  async load(name: string, columns: string, csv: string): Promise<void> {
    await this.sql(`CREATE TABLE ${name} (${columns})`);
    await this.sql(`COPY ${name} FROM STDIN WITH (FORMAT csv, HEADER)`, csv);
    await this.sql(`ANALYZE ${name}`);
  }

  /** From now on the server encrypts, with a certificate that nobody vouches for. */
  async encrypt(): Promise<void> {
    await this.#own("openssl", [
      ...[
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "2",
        "-subj",
        "/CN=other.example",
      ],
      ...["-keyout", `${this.folder}/key.pem`, "-out", `${this.folder}/certificate.pem`],
    ], "/usr/bin");
    await this.sql(`ALTER SYSTEM SET ssl_cert_file = '${this.folder}/certificate.pem'`);
    await this.sql(`ALTER SYSTEM SET ssl_key_file = '${this.folder}/key.pem'`);
    await this.sql("ALTER SYSTEM SET ssl = on");
    await this.sql("SELECT pg_reload_conf()");
    while (await this.sql("SHOW ssl") !== "on\n");
  }

  /** Ends the server as a fault of its machine would. */
  async kill(): Promise<void> {
    await this.#own("pg_ctl", ["-D", `${this.folder}/data`, "-m", "immediate", "stop"]);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill().catch(() => {});
    Deno.removeSync(this.folder, { recursive: true });
  }

  async #own(program: string, words: string[], home = POSTGRES): Promise<void> {
    const whole = `${home}/${program}`;
    if (isRoot()) await run("runuser", ["-u", "postgres", "--", whole, ...words]);
    else await run(whole, words);
  }
}

function isRoot(): boolean {
  return Deno.uid() === 0;
}

async function run(
  program: string,
  args: string[],
  env: Record<string, string> = {},
  input = "",
): Promise<string> {
  const child = new Deno.Command(program, {
    args,
    env,
    cwd: "/",
    stdin: "piped",
    stdout: "piped",
    // A server that goes on would hold the pipe open.
    stderr: program.endsWith("psql") ? "piped" : "null",
  }).spawn();
  const writer = child.stdin.getWriter();
  const written = writer.write(new TextEncoder().encode(input)).then(() => writer.close());
  if (program.endsWith("psql")) {
    const { success, stdout, stderr } = await child.output();
    await written.catch(() => {});
    if (!success) throw new Error(`psql: ${decoder.decode(stderr)}`);
    return decoder.decode(stdout);
  }
  await written.catch(() => {});
  const { success } = await child.status;
  await child.stdout.cancel();
  if (!success) throw new Error(`${program} ${args.join(" ")} failed`);
  return "";
}
