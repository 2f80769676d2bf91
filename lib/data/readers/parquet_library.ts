/**
 * What is used of hyparquet, which is loaded when a file of Parquet is read first: its reading of the
 * metadata and the decoding of pages. What a file announces is looked at before it is handed on.
 *
 * @module
 */
export { parquetMetadata } from "hyparquet/metadata";
export { parquetHeader } from "hyparquet/column";
export { readDataPage } from "hyparquet/datapage";
export { readPlain } from "hyparquet/plain";
export { snappyUncompress } from "hyparquet/snappy";
export type {
  ColumnMetaData,
  CompressionCodec,
  DecodedArray,
  FileMetaData,
  PageHeader,
  SchemaElement,
} from "hyparquet";
