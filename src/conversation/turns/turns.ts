import { card, text } from '../cards.ts'
import type { Turn } from '../parts.ts'
import type { Reply } from '../reply.ts'
import type { RouteName } from '../routes.ts'
import { advise, fresh, more, none, pick } from './advise.ts'
import { call, coming } from './call.ts'
import { close, closed, note, noted, show, showCase, step, stepped } from './case.ts'
import { cases } from './cases.ts'
import { helped, reason, unhelpful } from './feedback.ts'
import { help, home } from './help.ts'
import { language, speak } from './language.ts'
import { link } from './link.ts'
import { log, save } from './log.ts'
import { office } from './office.ts'
import { certificate } from './training/certificate.ts'
import { progress } from './training/progress.ts'
import { choose, further, next, pause, quiz, sure } from './training/quiz.ts'
import { team } from './training/team.ts'

/** The turn of each route. */
export const turns: Readonly<Record<RouteName, (turn: Turn) => Promise<Reply>>> = {
  advise,
  pick,
  none,
  fresh,
  more,
  helped,
  unhelpful,
  reason,
  call,
  coming,
  log,
  save,
  cases,
  case: showCase,
  note,
  noted,
  step,
  stepped,
  close,
  closed,
  show,
  quiz,
  further,
  next,
  choose,
  sure,
  pause,
  progress,
  certificate,
  team,
  office,
  language,
  speak,
  help,
  home,
  link,
  gone: async ({ language, say }) => card(language, say('gone.title'), text(say('gone.button'))),
}
