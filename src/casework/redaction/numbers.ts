import { createRequire } from 'node:module'
import chileanRut from 'stdnum/lib/cjs/cl/rut.js'
import chineseIdentity from 'stdnum/lib/cjs/cn/ric.js'
import spanishDni from 'stdnum/lib/cjs/es/dni.js'
import spanishNie from 'stdnum/lib/cjs/es/nie.js'
import { otherwise } from './contact.ts'
import { type Finder, type Span, spansOf } from './spans.ts'

// CommonJS that every loader would give another shape: asked for as what it is.
const check = (name: string) =>
  (createRequire(import.meta.url)(`validator/lib/${name}`) as { readonly default: (text: string) => boolean }).default
const isIban = check('isIBAN')
const isLuhn = check('isLuhnNumber')

const bare = (found: string) => found.replace(/[\s.\-/]/g, '').toUpperCase()
const valid = (standard: { validate: (value: string) => { isValid: boolean } }) => (found: string) =>
  standard.validate(bare(found)).isValid

/** Numbers that prove themselves by their check digits. */
const checked: readonly (readonly [RegExp, Span['kind'], (found: string) => boolean])[] = [
  [
    /(?<![\p{L}\p{N}])\d{1,2}[. ]?\d{3}[. ]?\d{3}[- ]?[A-Z](?![\p{L}\p{N}])/dgiu,
    'identity',
    (found) => valid(spanishDni)(bare(found).padStart(9, '0')),
  ],
  [/(?<![\p{L}\p{N}])[XYZ][- ]?\d{1,2}[. ]?\d{3}[. ]?\d{2,3}[- ]?[A-Z](?![\p{L}\p{N}])/dgiu, 'identity', valid(spanishNie)],
  [/(?<![\p{L}\p{N}])[A-Z]{4}[- ]?\d{6}[- ]?[HMX][A-Z]{5}[- ]?[A-Z\d]\d(?![\p{L}\p{N}])/dgiu, 'identity', isCurp],
  [/(?<![\p{L}\p{N}.])\d{1,2}[. ]?\d{3}[. ]?\d{3} ?- ?[\dK](?![\p{L}\p{N}])/dgiu, 'identity', valid(chileanRut)],
  [/(?<![\p{L}\p{N}])\d{6}[ ]?\d{8}[ ]?\d{3}[\dX](?![\p{L}\p{N}])/dgiu, 'identity', valid(chineseIdentity)],
  [/(?<![\p{Lu}\p{N}.,-]|\d{2} [A-Z]{4}[ -])[2-6]\d(?:[ .-]?\d){11,17}(?![\p{L}\p{N}])/dgu, 'card', isCard],
  // Formats of their own: United Kingdom (two letters, six digits, A-D) and United States.
  [
    /(?<![\p{L}\p{N}])(?![DFIQUV])[A-Z](?![DFIQUVO])[A-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D](?![\p{L}\p{N}])/dgiu,
    'identity',
    () => true,
  ],
]

/** Check digit of a CURP (RENAPO, Mexico): its letters and digits by their place in this row, weighed from 18 down. */
const curpRow = '0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ'
function isCurp(found: string): boolean {
  const plain = bare(found)
  const sum = [...plain.slice(0, 17)].reduce((all, character, at) => all + curpRow.indexOf(character) * (18 - at), 0)
  return (10 - (sum % 10)) % 10 === Number(plain[17])
}

/** Social Security numbers of the United States: a format of their own, without a check digit. */
const american = /(?<![\p{L}\p{N}-])(?!000|666|9)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\p{L}\p{N}-])/dgu

function isCard(found: string): boolean {
  const digits = bare(found)
  return digits.length >= 13 && digits.length <= 19 && isLuhn(digits)
}

/** What people write between the word for a document and its number. */
const joint = String.raw`(?:\s*(?:is|es|son|:|;|=|,|no\.?|nro\.?|n[º°o]\.?|n\.?[º°o]|nr\.?|núm\.?|num\.?|number|número|numero|ending|de|del|his|her|su|-|#|\(|con))*\s*`

/** Documents whose numbers have no check digit, or may be mistyped: known by the word before them. */
const named: readonly RegExp[] = [
  // Colombian cédula and other documents of six to eleven digits
  String.raw`(?:c[ée]dula(?:\s+de\s+(?:ciudadan[íi]a|extranjer[íi]a|identidad))?|c\.\s?c\.|cc|c\.\s?e\.|c\.\s?i\.|t\.\s?i\.)` +
    joint +
    String.raw`(?<it>\d{1,3}(?:[.,' ’]?\d{3}){1,3}(?:-\d)?|\d{6,11})`,
  // DNI, NIE, NIF, RUT and the like, right or wrong
  String.raw`(?:d\.?n\.?i\.?|n\.?i\.?e\.?|n\.?i\.?f\.?|documento(?:\s+(?:nacional\s+)?de\s+identidad)?|doc\.?|carn[ée]t?\s+de\s+(?:identidad|extranjer[íi]a)|rut|run|curp|ife|ine|identificaci[óo]n|identidad)` +
    joint +
    String.raw`(?<it>[XYZ]?[- ]?\d{1,3}(?:[. ]?\d{3}){1,2}[. ]?\d{0,3}[- ]?[A-Z\dK]?)`,
  String.raw`(?:passport|pasaporte|pass\.?)(?:\s+\p{L}{4,12}(?=\s+[A-Z]{0,3} ?\d))?` +
    joint +
    String.raw`(?<it>(?=[A-Z]*\s?\d)[A-Z]{0,3} ?\d(?:[A-Z\d]{4,8}|\d{3} \d{3,4}))`,
  String.raw`(?:national\s+insurance|n\.?i\.?(?:\s+number|\s+no\.?)|nino|ssn|social\s+security|nss|seguridad\s+social|seguro\s+social|afiliaci[óo]n|id(?:entity)?(?:\s+card)?|i\.d\.|driving\s+licen[cs]e|licencia\s+de\s+conducir|health\s+card|medicare)` +
    joint +
    String.raw`(?<it>(?=[A-Z]{0,5}[ -]?\d)[A-Z]{0,5}[ -]?\d[A-Z\d]*(?:[ .\-/]?[A-Z\d]{2,}){1,4}(?: ?[A-Z])?)`,
  // Bank details without an IBAN
  String.raw`(?:account|acct|a/c|cuenta|cta\.?|clabe|cbu|cci)(?:\s+(?:rut|vista|bancaria|corriente|de\s+ahorros?))?(?:\s+de(?:l| la)?\s+[^\d\n;]{2,30}?)?` +
    joint +
    String.raw`(?<it>\d(?:[ -]?\d){7,21})`,
].map((source) => new RegExp(String.raw`(?<![\p{L}\p{N}])${source}(?![\p{L}\p{N}])`, 'dgiu'))

/** A passport's letters and digits, somewhat behind the word. */
const passport =
  /(?<![\p{L}\p{N}])(?:passports?|pasaportes?)(?!\p{L})[^\n;]{0,40}?(?<![\p{L}\p{N}])(?<it>[A-Z]{1,3} ?\d{6,8})(?![\p{L}\p{N}])/dgiu

/** Documents of somebody who is named in between: "cédula de la sra. Rojas: 612847". */
const ofSomebody =
  /(?<![\p{L}\p{N}])(?:c[ée]dula|dni|documento|carn[ée]t?\s+de\s+(?:identidad|extranjer[íi]a)|rut|passport|pasaporte)(?!\p{L})[^\d\n;$€£]{1,60}?(?<it>\d{1,3}(?:\.\d{3}){2,3}|\d{6,11})(?![\p{N}]|[.,/-]\d|\s*(?:€|pesos|euros|soles|d[íi]as|a[ñn]os|%))/dgiu

const enoughDigits = (found: string) => found.replace(/\D/g, '').length >= 5

/** An IBAN as far as it goes: letters and digits in groups, of which the longest run that proves itself counts. */
const shortestAccount = 15
const accountStart = /(?<![\p{L}\p{N}])[A-Z]{2}\d{2}(?:[ -]?[A-Z\d]){10,30}/giu

function accounts(text: string): Span[] {
  const found: Span[] = []
  const start = new RegExp(accountStart)
  for (let match = start.exec(text); match; match = start.exec(text)) {
    const [run] = match
    const length = longestAccount(run, text[match.index + run.length] ?? '')
    if (length > 0) found.push({ start: match.index, end: match.index + length, kind: 'account' })
    start.lastIndex = match.index + Math.max(length, 4)
  }
  return found
}

/** Characters of the longest IBAN at the start of a run of letters and digits; `next` follows the run. */
function longestAccount(run: string, next: string): number {
  const inside = /[\p{L}\p{N}]/u
  for (let end = run.length; end >= shortestAccount; end--)
    if (!/[ -]/.test(run[end - 1] ?? '') && !inside.test(run[end] ?? next) && isIban(bare(run.slice(0, end)))) return end
  return 0
}

/** Numbers in groups of three, as identity documents are written where a document was spoken of. */
const grouped = /(?<![\p{L}\p{N}.,$€£])(?<it>\d{1,2}(?:\.\d{3}){2}|\d\.\d{3}\.\d{3}\.\d{3})(?![\p{N}]|[.,-]\d)/dgu
const document = /(?:c[ée]dulas?|c\.?\s?c\.?|dni|d\.n\.i\.?|documentos?|identidad|identity|carn[ée])(?!\p{L})/iu
/** Characters around a number in which the document may be named. */
const near = 60

function inGroups(text: string): Span[] {
  return spansOf(text, grouped, 'identity').filter(({ start, end }) =>
    document.test(`${text.slice(Math.max(0, start - near), start)} ${text.slice(end, end + near)}`),
  )
}

/** Identity numbers, accounts and cards: by their check digits, or by the word that introduces them. */
export const numbers: Finder = (text) => [
  ...checked.flatMap(([pattern, kind, holds]) =>
    spansOf(text, pattern, kind, holds).filter(({ start }) => kind !== 'card' || !otherwise.test(text.slice(0, start))),
  ),
  ...spansOf(text, american, 'identity').filter(({ start }) => !otherwise.test(text.slice(0, start))),
  ...accounts(text),
  ...inGroups(text),
  ...[...named, passport, ofSomebody].flatMap((pattern) => spansOf(text, pattern, 'identity', enoughDigits)),
]
