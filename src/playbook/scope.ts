import { z } from 'zod'
import { line } from './localised.ts'

const phrase = line(120)
const message = line(1_500)

/** The shape of a file in lexicon/: how people say a thing, by concept. The file name is the language. */
export const lexiconFile = z
  .record(z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'a concept: small letters, digits and hyphens'), z.array(phrase).min(1))
  .describe(
    'Concepts and the phrases that mean them. drunk* begins so, mad|furious either, his? may be missing, _ any word, ... up to three words.',
  )

/** The shape of a file in out-of-scope/: messages that the playbook has no advice for. The file name is the language. */
export const outOfScopeFile = z
  .strictObject({
    far: z.array(message).describe('nothing to do with an office'),
    near: z.array(message).describe('office life, but not receiving people or handling their matters'),
  })
  .describe('Messages outside the playbook: the assistant says that it does not know.')

/** The shape of thesaurus.yaml: groups of words of nearly the same meaning, all languages together. */
export const thesaurusFile = z
  .record(z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'a meaning: small letters, digits and hyphens'), z.array(line(40)).min(2))
  .describe('Meanings and the words that share them, in every language: what is learnt of one word holds for its neighbours.')

/** The shape of a file in harmless/: messages with words of danger in which nobody is in danger. The file name is the language. */
export const harmlessFile = z
  .array(message)
  .describe('Messages that sound like a danger and are none: what the lookout learns not to raise the alarm for.')
