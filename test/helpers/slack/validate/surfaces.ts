import type { Fields } from '../types.ts'
import { blockProblems, hasInputs } from './blocks.ts'
import { appId, menuOptions, plain } from './objects.ts'
import { boolean, type Check, exactlyOne, isFields, list, object, string } from './shape.ts'

const anything: Check = () => []
const attachment = object({
  takes: {
    blocks: (value, path) => blockProblems(value, 'message', path),
    color: string(20),
    fallback: string(4000),
    text: string(3000),
    pretext: string(3000),
    title: string(300),
    title_link: string(3000),
    footer: string(300),
    mrkdwn_in: list(string(20), 0, 5),
    ts: anything,
  },
})
const metadata = object({ needs: { event_type: string(255), event_payload: anything } })

/** Characters beyond which Slack takes no message, and no change of one. */
export const longestText = { post: 40_000, update: 4000 } as const
/** Characters of all blocks of a message together. */
const longestBlocks = 13_200

/** Characters of all texts in blocks. */
function sizeOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  const { text } = value as Fields
  const own = typeof text === 'string' ? text.length : 0
  return Object.values(value).reduce<number>((sum, child) => sum + sizeOf(child), own)
}

/** Slack's code and words for a message that says nothing or too much, or whatever else is wrong with it. */
export function messageFault(
  message: Fields,
  most: number = longestText.post,
): readonly [code: string, problems: string[]] | undefined {
  const { text, blocks, attachments } = message
  const nothing = (value: unknown) => value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
  if (nothing(text) && nothing(blocks) && nothing(attachments)) return ['no_text', ['text: the message says nothing']]
  if (typeof text === 'string' && text.length > most)
    return ['msg_too_long', [`text: ${text.length} characters; at most ${most} are taken`]]
  const problems = messageProblems(message)
  if (problems.length > 0) return [blocks === undefined ? 'invalid_arguments' : 'invalid_blocks', problems]
  const size = sizeOf(blocks)
  if (size > longestBlocks) return ['msg_blocks_too_long', [`blocks: ${size} characters; at most ${longestBlocks} are taken`]]
  return undefined
}

/** What is wrong with a message: its arguments, blocks, attachments. */
function messageProblems(message: Fields): string[] {
  const { text, blocks, attachments, parse, link_names: linkNames } = message
  const problems: string[] = []
  if (text !== undefined && typeof text !== 'string') problems.push('text: must be a string')
  if (blocks !== undefined) problems.push(...blockProblems(blocks, 'message'))
  if (attachments !== undefined) problems.push(...list(attachment, 0, 100)(attachments, 'attachments'))
  if (message['metadata'] !== undefined) problems.push(...metadata(message['metadata'], 'metadata'))
  const seen = Array.isArray(blocks) && blocks.length > 0
  if (seen && (text === undefined || text === ''))
    problems.push('text: is missing beside blocks; notifications and screen readers need it')
  if (parse === 'full') problems.push('parse: full makes mentions and links of what people typed')
  if (linkNames === true) problems.push('link_names: makes mentions of what people typed')
  return problems
}

const common = { private_metadata: string(3000, 0), callback_id: appId, external_id: appId }
const views = {
  modal: object({
    needs: { type: anything, title: plain(24), blocks: anything },
    takes: { ...common, submit: plain(24), close: plain(24), clear_on_close: boolean, notify_on_close: boolean },
    also: (fields, path) =>
      hasInputs(fields['blocks']) && fields['submit'] === undefined ? [`${path}.submit: is missing, and there are inputs`] : [],
  }),
  home: object({ needs: { type: anything, blocks: anything }, takes: common }),
} as const

/** What is wrong with a view. */
export function viewProblems(view: Fields, type: 'modal' | 'home'): string[] {
  if (!isFields(view)) return ['view: must be an object']
  if (view['type'] !== type) return [`view.type: must be ${type}, not ${JSON.stringify(view['type'])}`]
  return [...views[type](view, 'view'), ...('blocks' in view ? blockProblems(view['blocks'], type, 'view.blocks') : [])]
}

const offered = object({ takes: menuOptions, also: exactlyOne('options', 'option_groups') })

/** What is wrong with options that are offered for what somebody typed. Unlike in menus there may be none. */
export const optionsProblems = (answer: Fields): string[] => {
  const { options, option_groups: groups } = answer
  if (Object.keys(answer).length === 1 && [options, groups].some((one) => Array.isArray(one) && one.length === 0)) return []
  return offered(answer, 'options')
}
