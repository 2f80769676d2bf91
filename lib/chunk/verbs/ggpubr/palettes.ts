/**
 * Palettes by the names that `ggpubr` and `ggsci` give them; their colours as ggsci 2.9 has them.
 *
 * @module
 */
import { BREWER } from "../../../render/figure/grammar/palettes.ts";

/** Colours of scientific journals, in order. */
export const JOURNALS: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  ([
    ["npg", "E64B35 4DBBD5 00A087 3C5488 F39B7F 8491B4 91D1C2 DC0000 7E6148 B09C85"],
    ["aaas", "3B4992 EE0000 008B45 631879 008280 BB0021 5F559B A20056 808180 1B1919"],
    ["nejm", "BC3C29 0072B5 E18727 20854E 7876B1 6F99AD FFDC91 EE4C97"],
    ["lancet", "00468B ED0000 42B540 0099B4 925E9F FDAF91 AD002A ADB6B6 1B1919"],
    ["jama", "374E55 DF8F44 00A1D5 B24745 79AF97 6A6599 80796B"],
    ["jco", "0073C2 EFC000 868686 CD534C 7AA6DC 003C67 8F7700 3B3B3B A73030 4A6990"],
    ["uchicago", "800000 767676 FFA319 8A9045 155F83 C16622 8F3931 58593F 350E20"],
    ["simpsons", "FED439 709AE1 8A9197 D2AF81 FD7446 D5E4A2 197EC0 F05C3B"],
  ] as const).map(([name, inks]) => [name, inks.split(" ").map((i) => `#${i}`)]),
);

/** Every name of a palette. */
export const PALETTES: readonly string[] = [...Object.keys(JOURNALS), ...BREWER, "grey", "default"];
