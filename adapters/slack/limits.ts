/** Numbers of Slack, in characters unless said otherwise (Block Kit reference, November 2026). What both platforms share stands in the engine's limits. */
export const slack = {
  /** Label of a button for screen readers. */
  label: 75,
  section: 3_000,
  /** Fallback text of a message. */
  text: 4_000,
  /** All texts of a message's blocks (about 13,200; found by others). */
  message: 12_500,
  metadata: 3_000,
  /** Milliseconds in which a view's submission has to be acknowledged are 3,000; we answer before that. */
  submission: 2_200,
  /** Elements of one row of buttons. */
  elements: 25,
} as const
