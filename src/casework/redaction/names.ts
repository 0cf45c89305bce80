import type { Finder, Span } from './spans.ts'

/** A word of a name: begins with a capital, may hold an apostrophe or a hyphen. */
const capital = String.raw`\p{Lu}[\p{L}\p{M}]*(?:['’\-]\p{L}[\p{L}\p{M}]*)*`
/** Small words inside names. */
const particle = `(?:de la|de los|de las|del|de|da|dos|do|la|y|van der|van den|van|von|bin|bint|al|el|ap|ben|abu|ibn|le|dela|di|du|ní|nic|ó|do|das|dels)`
/** An initial or one of the few first names that are written short. */
const initial = String.raw`(?:\p{Lu}\.ª?|Ma\.|Mª|Fco\.|Jr\.|JR\.|Sr\.(?=\s*[,;]))`
/** Small words that a name begins with; after "de" comes a place more often. */
const first = '(?:van der|van den|van|von|bin|bint|al|da|dos|abu|ibn)'
const one = `(?:${initial}|${capital})`
const fullName = String.raw`(?:${first}\s+)?${one}(?:\s+(?:["“][^"”]{2,15}["”]\s+)?(?:${particle}\s+)?${one}){0,4}`

/** Titles that are hardly ever anything else, with and without their capital. */
const title = `(?:herman[oa]|hn[oa]|sor|capit[áa]n|teniente|sargento|comandante|alf[ée]rez|lt|maj|gen|atty|attorney|barr|hon|fr|aling|mang|kuya|mister|missus|licenciad[oa]|ingenier[oa]|arquitect[oa]|abogad[oa]|enfermer[oa]|maestr[oa]|officer|detective|inspector|engr|mme|barrister|mtr[oa]|profe|profa|ciudadan[oa]|mr|mrs|ms|miss|mx|messrs|dr|sgt|sergeant|pc|constable|capt|captain|cllr|nurse|prof|sir|madam|sr|sra|srta|sta|dra|dña|dn|do[nñ]a?|señor(?:a|ita)?|se[nñ]or(?:a|ita)?|lic|licda|ing|arq|abog|prof[ae]sor[ae]?|doctora?|lcdo|lcda|seño|misia|shri|smt|chief|alhaji|alhaja|mama|oga|auntie|tía|tia|tío|tio|sister|brother|father|padre|reverend|rev|pastor|imam)`

/** Words that say a name comes now. */
const introduces = String.raw`(?:(?:his|her|their|the|my|whose|visitor'?s?|caller'?s?|lady'?s?|man'?s?|kid'?s?|child'?s?|son'?s?|daughter'?s?|husband'?s?|wife'?s?)\s+(?:full\s+|first\s+|last\s+|sur)?name(?:'s|\s+is|\s+was|\s*[:=,])?|name(?:'s|\s+is|\s*[:=])|name\s+(?:on|in)\s+[^:\n]{2,25}:|name\s+of|in\s+the\s+name\s+of|under\s+the\s+name(?:\s+of)?|surname|called\s+(?:himself|herself|themselves)|(?:is|he's|she's|they're|was)\s+called|calls\s+(?:himself|herself)|named|signed(?:\s+by)?|signs\s+as|goes\s+by|introduced\s+(?:himself|herself)\s+as|says\s+(?:he|she)(?:'s|\s+is)|(?:se|me|te)\s+llam(?:a|o|as|aba)|llamad[oa]|llamarse|paciente\s*:|usuari[oa]\s*:|cliente\s*:|patient\s*:|nombre(?:\s+es|\s+completo)?\s*(?:[:=]|es|de)?|de\s+nombre|de\s+apellidos?|apellid(?:o|a|ado|ada)s?(?:\s+es|\s+son)?\s*:?|a\s+nombre\s+de|firmad[oa](?:\s+por)?\s*:?|firma(?:\s+como)?|dice\s+ser|dijo\s+ser|atiendo\s+a|remitente\s*:?|titular\s*:?|solicitante\s*:?|interesad[oa]\s*:?|contact(?:o)?\s*:|applicant\s*:|visitor\s*:|visitante\s*:)`

const afterTitle = new RegExp(String.raw`(?<![\p{L}\p{N}])${title}(?:\.\s*|\s+)(?:\([^)]{1,8}\)\s*)?(?<it>[\p{L}][^\n]*)`, 'dgiu')
/** Words after which a name comes in small letters too. */
const colon = /(?::|=|name\s+is|nombre\s+es|llam(?:a|o|as|aba))\s*["“«']?$/iu
const afterWord = new RegExp(String.raw`(?<![\p{L}\p{N}])${introduces}(?!\p{L})\s*["“«']?(?<it>[\p{L}][^\n]*)`, 'dgiu')
/** Titles of one letter: don, doña, and a citizen in Mexico. */
const afterLetter = /(?<![\p{L}\p{N}.])(?:D\.ª?|Dª\.?|Dn\.|C\.)\s*(?<it>\p{Lu}\p{Ll}[^\n]*)/dgu
/** Somebody says who they are, by at least two words with capitals; or one after "soy". */
const afterSays =
  /(?<![\p{L}\p{N}])(?:called|caller:?|callback:?|llam[óo]|llam[óo] (?:dos|tres|varias) veces|pregunt\p{L}+\s+(?:por|x|for)|ask(?:s|ed|ing)?\s+for|present\p{L}*\s+como|atend\p{L}+\s+a|avis\p{L}+\s+a|entreg\p{L}+\s+a|notific\p{L}+[^.;\n]{0,50}?\s+a|(?:dni|nie|pasaporte|c[ée]dula|rut|curp|passport)\s+(?:\p{L}+\s+)?[A-Z]{0,3}\d[\w.-]*\s+(?:de|of)|soy|yo,?|dice|dijo|firma|accionante|demandante|denunciante|recurrente|reclamante|apoderad[oa]|representante|beneficiari[oa]|solicitante|interesad[oa]|cliente|usuari[oa]|vecin[oa]|paciente|pensionad[oa]|contribuyente|madre|padre|hij[oa]|espos[oa]|says|claimant|applicant|tenant|customer|resident)\s+(?<it>\p{Lu}[\p{L}'’-]+\s+(?:de\s+)?\p{Lu}[^\n]*)/dgu
const nameHere = new RegExp(`^${fullName}`, 'u')
const smallNameHere = /^\p{Ll}(?:[\p{L}\p{M}]+(?:['’-]\p{L}+)*|['’]\p{L}{2,})/u

/** Titles short enough that what follows in small letters is still a name; "señor mayor" is none. */
const short =
  /(?:^|[^\p{L}])(?:[Mm]rs?|[Mm]s|[Mm]iss|[Dd]ra?|[Ss]r(?:a|ta)?|[Dd]on|[Dd]o[nñ]a|[Dd]ña|[Ss]e[nñ]or(?:a|ita)?)\.?\s+$/u

/** Capitals that follow a title or "name" and are no name: what clerks write after them. */
const noName = new Set(
  (
    'sign same person both engr atty hon rev mister lic licda ing arq abog prof mtra mtro mr mrs ms miss dr sr sra srta dra don doña dña señor señora señorita ' +
    'i he she they we you it and or but the a an his her this that with from at in on for to of is was has had says said wants who which when what not no yes ' +
    'director directora mayor alcalde alcaldesa minister ministro ministra manager boss jefe jefa president presidente presidenta secretary secretario secretaria ' +
    'councillor concejal concejala commissioner chair chairman supervisor officer police judge juez jueza magistrate notary notario registrar inspector ombudsman ' +
    'governor gobernador prefect rector general office department ministry council court hospital school ayuntamiento ministerio defensor del de la el los las un una ' +
    'y o pero que quien con sin por para en al se lo le su sus mi muy más mas ya no sí si está esta viene vino dice dijo quiere pide trae anda lleva mayor joven ' +
    'embarazada enojada enojado enfadada enfadado bajita alto alta delgado canoso anciano anciana viejo vieja extranjero extranjera vecino vecina con sentado sentada ' +
    'monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december ' +
    'lunes martes miércoles miercoles jueves viernes sábado sabado domingo enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre ' +
    'only never always again still just came come comes left told asked crying shouting here there who whose nobody everyone both all'
  ).split(' '),
)

/** A person's name as far as it goes from here on; the length of nothing is 0. */
function nameLength(rest: string, small: boolean): number {
  const [found] = nameHere.exec(rest) ?? []
  if (found !== undefined) {
    const words = found.split(/\s+/)
    const first = (words[0] ?? '').replace(/[.,]$/, '').toLowerCase()
    if (noName.has(first)) return 0
    const shouting = /^\p{Lu}{3,}$/u
    const inner = /^(?:El|De|Del|La|Las|Los|Da|Dos|Van|Von|Bin|Al)$/
    let kept = words.findIndex(
      (word, at) =>
        at > 0 &&
        ((/^\p{Lu}/u.test(word) &&
          noName.has(word.replace(/\.$/, '').toLowerCase()) &&
          !(inner.test(word) && /^\p{Lu}/u.test(words[at + 1] ?? ''))) ||
          // An office by its initials, behind a name that is not shouted.
          (shouting.test(word) && !shouting.test(words[0] ?? ''))),
    )
    // "Ana Rojas de Vigo": after two names, "de" and one word more often tell where somebody is from.
    const from = words.findIndex(
      (word, at) =>
        at > 1 && word === 'de' && /^\p{Lu}/u.test(words[at + 1] ?? '') && !/^(?:Oca|León|Dios)$/.test(words[at + 1] ?? ''),
    )
    if (from > 0 && (kept < 0 || from < kept)) kept = from
    if (kept < 0) kept = words.length
    let name = words.slice(0, kept).join(' ')
    if (kept < words.length) name = found.slice(0, found.indexOf(words[kept] as string, name.length)).trimEnd()
    return name
      .replace(new RegExp(String.raw`\s+${particle}$`, 'u'), '')
      .replace(/[.]$/, (dot) => (/\s(?:\p{Lu}|Jr|JR)\.$/u.test(name) ? dot : '')).length
  }
  if (!small) return 0
  let length = 0
  let rests = rest
  for (let words = 0; words < 3; words++) {
    const [word] = smallNameHere.exec(rests) ?? []
    if (word === undefined || common.has(word.toLowerCase()) || noName.has(word.toLowerCase())) break
    length = rest.length - rests.length + word.length
    const gap = /^\s+(?:(?:de la|del|de|van|von)\s+(?=\p{Ll}))?/u.exec(rests.slice(word.length))?.[0]
    if (gap === undefined) break
    rests = rests.slice(word.length + gap.length)
    if (words === 0 && !surely(rests)) break
  }
  return length
}

/** A second word in small letters is a surname only when a name's end follows: a comma, the end, or another word that is no verb. Rarely certain, so left alone. */
const surely = (rest: string): boolean =>
  /^\p{Ll}{4,}(?:ez|es|son|ová?|ski|escu|oğlu|yan)\b/u.test(rest) ||
  /^\p{Ll}{3,}(?=\s*[,.;:()]|\s*$)/u.test(rest) ||
  /^\p{Ll}{2,}-\p{Ll}{2,}/u.test(rest) ||
  goesOn(rest)

/** Whether a word is followed by one that goes on with the sentence: then it is the end of a name rather than its beginning. */
function goesOn(rest: string): boolean {
  const [, word = '', next = ''] = /^(\p{Ll}{3,})\s+(\p{Ll}+)/u.exec(rest) ?? []
  return word !== '' && !common.has(word) && !noName.has(word) && (common.has(next) || noName.has(next))
}

/** Words in small letters after a short title that are no name. */
const common = new Set(
  (
    'que con sin de del la el los las un una y o en por para se lo le su me no si ya muy mas más esta está viene vino dice dijo quiere pide trae llega llego llegó grita llora anda lleva ' +
    'tiene tuvo habla pregunta vive vivo pasa sale entra sigue espera reclama solicita necesita puede debe firma trabaja cobra paga compra vende exige protesta amenaza duerme camina come bebe fuma sube baja anda quedó se cayó fue era es son está insiste mayor joven embarazada enojada enojado enfadada enfadado alta alto bajita delgada canoso anciano anciana sentada sentado vestida desde hasta hace ' +
    'and or with without who that which says said want wants wanted is was has had came comes in on at from to for of the a an his her here there again just only never not told asked ' +
    'shouts shouting crying left called rang brought brings needs need refuses someone something director juez alcalde inspector notario supervisor doctor señor señora'
  ).split(' '),
)

/** What is named after somebody, and no person. */
const ofAPlace =
  /(?<!\p{L})(?:hospital|cl[íi]nica|calle|avenida|av\.?|plaza|colegio|escuela|instituto|liceo|parque|estadio|aeropuerto|estaci[óo]n|metro|puente|barrio|museo|teatro|biblioteca|school|square|avenue|bridge|library|park|stadium)\s+$/iu
/** Both together, with no name between: what follows in small letters is the sentence. */
const couple = /(?<!\p{L})mr\.?\s+(?:and|&)\s+mrs\.?\s+$/iu
/** A street that is called after somebody with a title: "Dr Marten Way". */
const street = /^(?:\p{Lu}[\p{L}'’-]*\s+){1,3}(?:Way|Road|Street|Lane|Avenue|Drive|Square|Bridge|Park|Hall)(?!\p{L})/u
/** Saints and places whose names are people's names too. */
const saint = /(?<!\p{L})(?:san|santa|santo|saint|st\.?|villa|puerto|calle|plaza|hospital|barrio)\s+$/iu

/** Names after a title or after words that introduce one, and the same name wherever else it stands in the text. */
export const names: Finder = (text) => {
  const found: Span[] = []
  for (const [pattern, titled] of [
    [afterTitle, true],
    [afterLetter, false],
    [afterSays, false],
    [afterWord, false],
  ] as const) {
    pattern.lastIndex = 0
    // Matched step by step: a title may stand in what follows another.
    for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
      const [start, end] = match.indices?.groups?.['it'] ?? [0, 0]
      const before = text.slice(0, start)
      const length = nameLength(text.slice(start, end), titled ? short.test(before) && !couple.test(before) : colon.test(before))
      const elsewhere = street.test(text.slice(start)) || ofAPlace.test(text.slice(0, match.index))
      if (length > 0 && !elsewhere) found.push({ start, end: start + length, kind: 'name' })
      pattern.lastIndex = length > 0 ? start + length : match.index + 1
    }
  }
  const known = new Set(
    found.flatMap(({ start, end }) => text.slice(start, end).split(/\s+/)).filter((word) => /^\p{Lu}\p{L}{2,}/u.test(word)),
  )
  for (const word of known)
    for (const { index } of text.matchAll(
      new RegExp(String.raw`(?<![\p{L}\p{N}])${word.replace(/[.*+?^$()[\]{}|\\]/g, String.raw`\$&`)}(?![\p{L}\p{N}])`, 'gu'),
    ))
      if (!found.some(({ start, end }) => start <= index && index < end) && !saint.test(text.slice(0, index)))
        found.push({ start: index, end: index + word.length, kind: 'name' })
  return found
}
