/**
 * Readers of files that are no text: what reads them is loaded when such a file is first met.
 *
 * @module
 */
import { imported } from "../../later.ts";
import type { ParquetOptions } from "./parquet.ts";
import type { TableReader } from "./table_reader.ts";
import type { SheetOptions } from "./xlsx.ts";

/** Reads data frames of R. */
export const RDS: TableReader = {
  name: "a data frame of R",
  endings: ["rds"],
  mediaType: "application/octet-stream",
  verb: "readRDS",
  plain: {},
  entries: [],
  async read(bytes, options) {
    const { readFrame } = await imported<typeof import("./rds.ts")>("./rds.ts", import.meta);
    return readFrame(bytes, options);
  },
};

/** Reads sheets of workbooks. */
export const XLSX: TableReader<SheetOptions> = {
  name: "an Excel workbook",
  endings: ["xlsx", "xlsm", "xls"],
  mediaType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  verb: "read_excel",
  plain: {},
  entries: [],
  async read(bytes, options) {
    const { readWorkbook } = await imported<typeof import("./xlsx.ts")>(
      "./xlsx.ts",
      import.meta,
    );
    return readWorkbook(bytes, options);
  },
};

/** Reads tables of Parquet. */
export const PARQUET: TableReader<ParquetOptions> = {
  name: "a file of Parquet",
  endings: ["parquet"],
  mediaType: "application/vnd.apache.parquet",
  verb: "read_parquet",
  plain: {},
  entries: [],
  async read(bytes, options) {
    const { readParquet } = await imported<typeof import("./parquet.ts")>(
      "./parquet.ts",
      import.meta,
    );
    return readParquet(bytes, options);
  },
};
