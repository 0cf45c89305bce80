/** Columns that fit everywhere, and the widest that is comfortable to read. */
export const narrowest = 40
export const widest = 100
/** Columns when the output does not say: a pipe, a file. */
export const usual = 80
