import { createRequire } from 'node:module'
import type { CountryCode } from 'libphonenumber-js'
import { type Finder, type Span, spansOf } from './spans.ts'

/** Loaded with the first text that holds a number: most hold none, and the first answer does not wait for it. */
const library = () => createRequire(import.meta.url)('libphonenumber-js') as typeof import('libphonenumber-js')

/** Whose ways of writing a telephone number are known without a country code. */
const countries: readonly CountryCode[] = ['ES', 'MX', 'CO', 'PE', 'CL', 'AR', 'GB', 'IE', 'US']

/** Words that introduce a telephone number, near enough to mean it. */
const introduces =
  /(?:\b|^)(?:tel[ée]fonos?|tel[ée]f|tels?|tfno|tlfn?o?|tf|fono|fijo|m[óo]vil|celular|cel|whats?app?|wsp|wasap|phones?|ph|mob(?:ile)?|cell|call(?:ing|ed)?|ring|rang|text(?:ed|ing)?|landline|reach(?:ed|able)?|n[úu]mero|number|llam\p{L}*|marc\p{L}+|contact\p{L}*|localiza\p{L}*|dial|on|al|at)\b[^\d\n]{0,40}$/iu

/** Words before which a number is something else. */
export const otherwise =
  /(?:(?<!\p{L})(?:[\p{L}\d]+-|expediente|exp\.?|case|caso|file|ref\.?|referencia|reference|folio|invoice|factura|recibo|receipt|tracking|reporte|comparendo|certif\p{L}*\.?|res\.|oficio|constancia|partida|boleta|radicado|radicaci[óo]n|referenciad\p{L}*|captura|ticket|tr[áa]mite|solicitud|resoluci[óo]n|acta|gu[íi]a|serial|serie|order|pedido|ley|decreto|act|law|section|art[íi]?c?u?l?o?\.?|form|modelo|ticket|turno|lot|lote|parcel|parcela|plot|tags?|suit|o\.r\.|token|resolution|meter|contador|contrato|contract|booking|reserva|n[ºo°]\s*de\s*(?:serie|factura|expediente)|euros?|pesos?|soles)|[$€£])[\s:#nºo°.]*$/iu

/** Shapes that a telephone number never has: dates, year and running number, an identity number with its check digit. */
const never = /^(?:\d{4}[-/]\d{1,6}|\d{1,5}\/\d{4}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|\d{1,2}(?:\.?\d{3}){2}-[\dkK])$/u
/** Shapes of amounts: telephone numbers only where a word says so. */
const amount = /^(?:\d{1,3}(?:[.,]\d{3})+(?:[.,]\d{1,2})?|\d+[.,]\d{2})$/u

/** Digits of the shortest telephone number. */
const shortest = 6
/** Lines that are everybody's: freephone and paid services. */
const publicLine = /^(?:0800|0808|0300|0330|0345|0845|0870|80[05] ?\d{3} ?\d{3}$|90[0-2]|1[- ]?8[0-9]{2}[- ]|01[- ]?800)/

/** Least digits of a number that nothing introduces. */
const leastDigits = 9

/** Ways of writing that only a telephone number has, given out or not: with a country code, and the groups of the United Kingdom and of North America. */
const written =
  /(?<![\p{Lu}\p{N}]|\d[ -])(?<it>(?:\+|00(?=[1-9]\d))\d{1,3}(?:[\s().-]{0,2}\d){7,12}|0\d{2,4}[ -]\d{3,4}[ -]?\d{3,4}|\(0?\d{2,4}\)[ -]?\d{3,4}[ -]?\d{3,4}|(?:1[ .-])?\d{3}[ .-]\d{3}[ .-]\d{4}|0[789]\d{8,9}|[679]\d{8}|9\d{2}[ .]\d{3}[ .]\d{3})(?![\p{L}\p{N}]|[.,]\d)/dgu

function phones(text: string): Span[] {
  if (text.replace(/\D/g, '').length < shortest) return []
  const { findPhoneNumbersInText } = library()
  const found = new Map<number, Span>()
  const take = (start: number, end: number) => {
    const before = text.slice(0, start)
    const written = text.slice(start, end)
    const digits = written.replace(/\D/g, '').length
    const international = /^(?:\+|00)/.test(written)
    const introduced = introduces.test(before)
    if (
      /\d{2} [A-Z]{4}[ -]?$/.test(before) ||
      never.test(written) ||
      (!introduced && amount.test(written)) ||
      otherwise.test(before) ||
      publicLine.test(written)
    )
      return
    if (!international && !introduced && digits < leastDigits) return
    // Ten bare digits and more may be anything; grouped, or nine that begin as a mobile number does, they are a telephone.
    if (
      !international &&
      !introduced &&
      /^\d+$/.test(written) &&
      !/^[679]\d{8}$/.test(written) &&
      !/^(?:0[789]|15|3[0-2])\d{8,9}$/.test(written)
    )
      return
    const known = found.get(start)
    if (!known || known.end < end) found.set(start, { start, end, kind: 'phone' })
  }
  for (const defaultCountry of countries)
    for (const { startsAt, endsAt } of findPhoneNumbersInText(text, { defaultCountry, extended: false })) take(startsAt, endsAt)
  for (const { start, end } of spansOf(text, written, 'phone')) take(start, end)
  // What is introduced as a telephone number is one, whether any country would give it out or not.
  const said =
    /(?:tel[ée]fono|tel[ée]f?|tfno|tlfn?o?|fono|m[óo]vil|celular|cel|whats?app|wasap|phone|mobile|mob|cell|landline|extension|anexo)(?: (?:number|n[úu]mero|de? \p{L}+|fijo|m[óo]vil|is|es))*[\s.:#nºo°-]*(?<it>\+?\(?\d(?:[\s().·\-/]{0,2}\d){5,14})(?![\p{L}\d])/dgiu
  for (const { start, end } of spansOf(text, said, 'phone')) take(start, end)
  return [...found.values()]
}

const email =
  /(?<![\p{L}\p{N}._%+'-])[\p{L}\p{N}._%+'-]{1,64}(?:\s?@\s?|\s?[[(]at[\])]\s?)[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.\p{L}{2,}/dgu

/** Telephone numbers and e-mail addresses. */
export const contacts: Finder = (text) => [...spansOf(text, email, 'e-mail'), ...phones(text)]
