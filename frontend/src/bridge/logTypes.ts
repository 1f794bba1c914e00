// What the logs' search, comparison and export take and give; the JSON of the Go DTOs.
import type { LogKind, LogRow } from './types';

export interface LogField {
  name: string;
  alias: string;
  /** What values it takes: choice, text, path, http, digits, currency, time, duration or size. */
  form: string;
  values: string[];
}

export interface LogGrammar {
  fields: LogField[];
}

export interface BodySearch {
  environment: string;
  log: LogKind;
  query: string;
  text: string;
  beforeSeq: string;
}

export interface BodyMatches {
  items: LogRow[];
  scanned: number;
  reached: string;
  more: boolean;
}

export type ExportFormat = 'har' | 'ndjson' | 'csv';

export interface ExportInput {
  environment: string;
  log: LogKind;
  query: string;
  format: ExportFormat;
  limit: number;
}

export interface ExportCount {
  rows: number;
  more: boolean;
  limit: number;
}

export interface ExportDone {
  saved: boolean;
  path: string;
  rows: number;
  more: boolean;
}
