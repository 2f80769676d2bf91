#!/usr/bin/env node
// Starts Heddle on the Deno that was installed beside it, with what the command needs and no more.
"use strict";
// Every Node that can read this file must be able to say that it is too old.
const [major] = process.versions.node.split(".");
if (Number(major) < 16) {
  console.error(`heddle: Node 20 or later is needed, and this is Node ${process.versions.node}`);
  process.exit(2);
}
const { spawn } = require("node:child_process");
const { existsSync, readFileSync } = require("node:fs");
const { dirname, join } = require("node:path");
const { pathToFileURL } = require("node:url");

/**
 * The program `deno`, and what stands before its own arguments. It lies in the package for this system;
 * the scripts of packages, which npm may be told not to run, are not needed.
 */
function deno() {
  const home = dirname(require.resolve("deno/package.json"));
  const { platform, arch } = process;
  const name = `@deno/${platform}-${arch}${platform === "linux" ? "-glibc" : ""}`;
  try {
    const own = dirname(require.resolve(`${name}/package.json`, { paths: [home, __dirname] }));
    const program = join(own, platform === "win32" ? "deno.exe" : "deno");
    if (existsSync(program)) return [program];
  } catch {
    // No package of this system's name: the launcher of Deno says what there is.
  }
  return [process.execPath, join(home, "bin.cjs")];
}

/** What the permissions of a command are found by; null where there is no such file. */
const outside = {
  readText: (path) => {
    try {
      return readFileSync(path, "utf8");
    } catch {
      return null;
    }
  },
  environment: (name) => process.env[name],
  // Packages may lie within one another: each is looked for from the one before.
  resolve: (...names) => {
    try {
      return names.reduce(
        (from, name) => require.resolve(name, { paths: [dirname(from)] }),
        __filename,
      );
    } catch {
      return null;
    }
  },
  system: `${process.platform}-${process.arch}`,
};

async function main() {
  const words = process.argv.slice(2);
  const { ALWAYS, grants } = await import(
    pathToFileURL(join(__dirname, "../lib/cli/permissions.js")).href
  );
  const [program, ...first] = deno();
  const child = spawn(program, [
    ...first,
    "run",
    "--quiet",
    "--unstable-worker-options",
    ...ALWAYS,
    ...await grants(words, outside),
    join(__dirname, "../lib/cli/main.js"),
    ...words,
  ], { stdio: "inherit" });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    process.on(signal, () => child.kill(signal));
  }
  // npm starts a shell that starts this; where npm is ended, only the shell is told.
  if (process.env.npm_command !== undefined) {
    const parent = process.ppid;
    setInterval(() => process.ppid !== parent && child.kill("SIGTERM"), 500).unref();
  }
  child.on("error", (error) => {
    console.error(`heddle: Deno cannot be started: ${error.message}`);
    process.exit(1);
  });
  child.on("exit", (status, signal) => {
    if (signal === null) process.exit(status === null ? 1 : status);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}

main().catch((error) => {
  console.error(`heddle: ${error.message}`);
  process.exit(1);
});
