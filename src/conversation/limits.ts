/** What both platforms take, the stricter of the two each time (Slack and Discord references, November 2026): so nothing is ever cut off. Characters, unless said otherwise. */
export const limits = {
  /** Title of a form; the title and buttons of a Slack modal. */
  formTitle: 24,
  /** Label of a field (Discord). */
  label: 45,
  hint: 100,
  placeholder: 100,
  fields: 5,
  /** Text that a field holds before somebody edits it (Slack 3,000; Discord 4,000). */
  fieldText: 3_000,
  choiceText: 75,
  choiceValue: 75,
  choices: 25,
  /** A sentence to choose (ours: four of them are read in a glance). */
  choice: 320,
  buttonText: 75,
  buttonsInRow: 5,
  /** Meaning of a button (Discord). */
  token: 100,
  /** One stretch of text (Slack section). */
  text: 3_000,
  /** All texts of a card (Discord components). */
  card: 4_000,
  /** Title of a card (Slack header). */
  title: 150,
  /** Parts of a card: 40 Discord components in all, buttons counted. */
  blocks: 20,
} as const
