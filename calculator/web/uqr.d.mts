/** The library that the build takes from node_modules/uqr: what of it is used. */
export interface Encoded {
  size: number;
  /** Rows of modules; true is dark. */
  data: boolean[][];
}

/** @throws RangeError where the text does not fit. */
export function encode(text: string, options?: { ecc?: "L" | "M" | "Q" | "H"; border?: number }): Encoded;
