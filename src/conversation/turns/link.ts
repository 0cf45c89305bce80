import type { Account } from '../../people/people.ts'
import { card, text } from '../cards.ts'
import type { Turn } from '../parts.ts'
import type { CardReply } from '../reply.ts'

/** A supervisor says that two accounts are one person. */
export async function link({ parts, wish, language, say }: Turn): Promise<CardReply> {
  const [one, other] = wish.subjects.map(accountOf)
  if (!one || !other) return card(language, say('link.title'), text(say('link.shape')))
  const linked = await parts.people.link(one, other)
  const names = { one: written(one), other: written(other) }
  return card(
    language,
    say('link.title'),
    text(
      linked === 'linked'
        ? say('link.done', names)
        : linked === 'same'
          ? say('link.same', names)
          : say('link.unknown', { account: written(linked.unknown) }),
    ),
  )
}

function accountOf(written: string): Account | undefined {
  const [, platform, account] = /^(terminal|slack|discord):(\S+)$/.exec(written) ?? []
  return platform && account ? { platform, account } : undefined
}

const written = ({ platform, account }: Account): string => `${platform}:${account}`
