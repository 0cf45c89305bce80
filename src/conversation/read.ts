import { spoken } from '../wording/wording.ts'
import { actionOf } from './action.ts'
import type { Request } from './request.ts'
import { isRoute, type RouteName } from './routes.ts'

/** What a person wants: the turn, what it is about, and the words or values that came with it. */
export interface Wish {
  readonly name: RouteName
  readonly subjects: readonly string[]
  readonly text: string
  readonly values: Readonly<Record<string, string>>
  /** The language of the word of ours that was typed. */
  readonly language?: string
}

type Word =
  | 'ask'
  | 'case'
  | 'cases'
  | 'log'
  | 'office'
  | 'quiz'
  | 'progress'
  | 'team'
  | 'certificate'
  | 'language'
  | 'help'
  | 'more'
  | 'link'

/** First words that are ours, in the languages that the assistant speaks. */
const wordsIn: Readonly<Record<string, Readonly<Record<string, Word>>>> = {
  en: {
    ask: 'ask',
    case: 'case',
    cases: 'cases',
    log: 'log',
    office: 'office',
    language: 'language',
    help: 'help',
    more: 'more',
    link: 'link',
    quiz: 'quiz',
    practice: 'quiz',
    practise: 'quiz',
    progress: 'progress',
    team: 'team',
    certificate: 'certificate',
  },
  es: {
    preguntar: 'ask',
    caso: 'case',
    casos: 'cases',
    registrar: 'log',
    oficina: 'office',
    idioma: 'language',
    ayuda: 'help',
    más: 'more',
    mas: 'more',
    vincular: 'link',
    practicar: 'quiz',
    práctica: 'quiz',
    practica: 'quiz',
    progreso: 'progress',
    equipo: 'team',
    certificado: 'certificate',
  },
}

const words: ReadonlyMap<string, { readonly word: Word; readonly language?: string }> = new Map<
  string,
  { readonly word: Word; readonly language?: string }
>([
  ...Object.entries(wordsIn).flatMap(([language, words]) =>
    Object.entries(words).map(([written, word]) => [written, { word, language }] as const),
  ),
  ['?', { word: 'help' }] as const,
])

const languageNames: Readonly<Record<string, string>> = {
  english: 'en',
  inglés: 'en',
  ingles: 'en',
  spanish: 'es',
  español: 'es',
  espanol: 'es',
  castellano: 'es',
}

/** Words that a topic of the directory has at most; longer is a situation that begins with "office". */
const longestTopic = 6

/** What a request asks for. A token that means nothing any more is `gone`; text that is none of our words is a situation. */
export function wishOf(request: Request): Wish {
  if (request.kind === 'say')
    return request.literal ? { name: 'advise', subjects: [], text: request.text, values: {} } : typed(request.text)
  const action = actionOf(request.token)
  if (!action || !isRoute(action.name)) return { name: 'gone', subjects: [], text: '', values: {} }
  const chosen = request.kind === 'act' && request.value !== undefined ? [request.value] : []
  return {
    name: action.name,
    subjects: [...action.subjects, ...chosen],
    text: '',
    values: request.kind === 'submit' ? request.values : {},
  }
}

/** Whether what somebody types is a situation, and none of our words. */
export const isSituation = (text: string): boolean => text.trim() !== '' && typed(text).name === 'advise'

function typed(said: string): Wish {
  const text = said.trim()
  const [first = '', ...others] = text.split(/\s+/)
  const rest = others.join(' ')
  const { word, language } = words.get(first.toLowerCase().replace(/[:.!]$/, '')) ?? {}
  const ours = language === undefined ? {} : { language }
  const wish = (name: RouteName, ...subjects: string[]): Wish => ({ name, subjects, text, values: {}, ...ours })
  switch (word) {
    case 'ask':
      return { name: 'advise', subjects: [], text: rest, values: {} }
    case 'case':
      if (rest === '') return wish('cases')
      return { ...wish('case', rest), text }
    case 'cases':
      if (rest === '') return wish('cases')
      break
    case 'log':
      if (rest === '') return wish('log')
      break
    case 'office':
      if (others.length <= longestTopic) return { ...wish('office'), text: rest }
      break
    case 'language': {
      const wanted = rest.toLowerCase()
      if (rest === '') return wish('language')
      if (spoken.includes(wanted)) return wish('speak', wanted)
      if (Object.hasOwn(languageNames, wanted)) return wish('speak', languageNames[wanted] as string)
      if (others.length === 1) return wish('language')
      break
    }
    case 'quiz':
    case 'progress':
    case 'team':
    case 'certificate':
      if (rest === '') return wish(word)
      break
    case 'help':
      if (rest === '') return wish('help')
      break
    case 'more':
      if (rest === '') return wish('more')
      break
    case 'link':
      if (/^(?:\w+:\S+(?:\s+|$)){1,2}$/.test(rest) || rest === '') return wish('link', ...others)
      break
    case undefined:
      if (/^(?:mis casos(?: abiertos)?|my (?:open )?cases)$/i.test(text)) return wish('cases')
      if (/^#?\d{4}-\d{1,7}$/.test(text)) return wish('case', text)
  }
  return { name: 'advise', subjects: [], text, values: {} }
}
