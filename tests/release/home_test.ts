/** Where the program's files lie, on every system and in every way it is run. */
import { assertEquals } from "@std/assert";
import { fileAddress, filePath, homeOf, slashed } from "../../lib/home.ts";
import { TEMPLATE_FILES } from "../../templates/files.ts";
import { filesBelow } from "../../release/release.ts";

Deno.test("the home of sources, of a package and of a registry", () => {
  for (
    const [module, home] of [
      ["file:///home/m/heddle/lib/home.ts", "file:///home/m/heddle/"],
      [
        "file:///usr/lib/node_modules/@heddle/heddle/chunk-AB.js",
        "file:///usr/lib/node_modules/@heddle/heddle/",
      ],
      [
        "file:///C:/Users/J%C3%B6rg%20M/heddle/lib/home.ts",
        "file:///C:/Users/J%C3%B6rg%20M/heddle/",
      ],
      ["https://jsr.io/@heddle/heddle/0.2.0/lib/home.ts", "https://jsr.io/@heddle/heddle/0.2.0/"],
    ]
  ) assertEquals(homeOf(module!).href, home);
});

Deno.test("paths of addresses, there and back: spaces, letters, drives, shares", () => {
  for (
    const [address, path] of [
      ["file:///home/m/my%20trials%20%C3%A9/a%23b.csv", "/home/m/my trials é/a#b.csv"],
      ["file:///C:/Users/J%C3%B6rg%20M/x.ts", "C:/Users/Jörg M/x.ts"],
      ["file:///home/100%25/x%3Fy", "/home/100%/x?y"],
    ]
  ) {
    assertEquals(filePath(new URL(address!)), path);
    assertEquals(fileAddress(path!).href, address);
  }
  assertEquals(filePath(new URL("file://server/share/a%20b")), "//server/share/a b");
});

Deno.test("paths as Windows writes them", () => {
  assertEquals(slashed("C:\\Users\\m\\my book\\data"), "C:/Users/m/my book/data");
  assertEquals(slashed("\\\\?\\C:\\long\\path"), "C:/long/path");
  assertEquals(slashed("\\\\?\\UNC\\server\\share\\x"), "//server/share/x");
});

Deno.test("the list of templates and the folder hold the same files", () => {
  const folder = decodeURIComponent(new URL("../../templates", import.meta.url).pathname);
  assertEquals(
    [...TEMPLATE_FILES].sort(),
    filesBelow(folder).filter((path) => !path.endsWith(".ts")).sort(),
  );
});
