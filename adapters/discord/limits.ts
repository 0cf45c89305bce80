/** Numbers of Discord (reference, November 2026). What both platforms share stands in the engine's limits. */
export const discord = {
  /** Characters of all texts of a message with Components V2. */
  message: 4_000,
  /** Components of a message in all. */
  components: 40,
  /** Characters of a text in a form. */
  field: 3_000,
  suggestions: 25,
  suggestion: 100,
  /** Characters of a nonce. */
  nonce: 25,
  /** Milliseconds after which an interaction is acknowledged although its answer is not ready: it has three seconds. */
  patience: 1_000,
} as const
