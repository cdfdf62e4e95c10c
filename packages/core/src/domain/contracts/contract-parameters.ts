/** What is learned of contracts, and what a fit is asked. */
import type { ContractMetric, ContractOutput } from "../../language/model/contract-metric.ts";
import type { Matrix } from "../../stats/cholesky.ts";
import type { SbgParameters } from "../../stats/sbg.ts";
import type { Json } from "../fit.ts";

export type ContractParameters = {
  /** `null`: the model was refused, or there was too little to fit. */
  readonly sbg: {
    readonly parameters: SbgParameters;
    /** Of their logarithms. */
    readonly covariance: Matrix;
  } | null;
  /** Renewals ÷ chances to end; `null` where no contract has come to a renewal. */
  readonly naive: number | null;
};

export type ContractOptions = {
  readonly source: string;
  readonly period: ContractMetric["period"];
  readonly outputs: readonly ContractOutput[];
  /** D, ISO. */
  readonly asOf: string;
};

/** Parameters and options go through JSON between threads and into the manifest; nobody else writes them. */
export const asJson = (value: ContractParameters | ContractOptions): Json => value;
export const contractParametersOf = (json: Json): ContractParameters => json as ContractParameters;
export const contractOptionsOf = (json: Json): ContractOptions =>
  json as unknown as ContractOptions;

const day = 86_400_000;

/** @param days since 1970-01-01 @example isoOf(0) // => "1970-01-01" */
export const isoOf = (days: number): string => new Date(days * day).toISOString().slice(0, 10);
