import { type Finder, type Span, spansOf } from './spans.ts'

const house = String.raw`\d{1,5}(?:\s?[A-Za-z](?![\p{L}]))?(?:\s?[-–/]\s?\d{1,4}[A-Za-z]?)?`
/** A word of a street's name: with its capital, or an ordinal. */
const word = String.raw`(?:\p{Lu}[\p{L}'’.\-]*|\d{1,3}(?:st|nd|rd|th))`

/** English: number, name, kind of street; before it a flat and a house with a name, behind it what tells the door. */
const street =
  '(?:(?i:street|st|road|rd|lane|ln|avenue|ave|av|drive|dr|close|crescent|cres|court|ct|place|pl|way|terrace|gardens|gdns|grove|square|sq|row|hill|mews|walk|park|boulevard|blvd|parade|rise|view|green|quay|embankment|gate|heights|estate|nagar|marg|highway|crossroads|alley|yard|wharf|concourse|broadway|circle|parkway|pkwy|plaza|vale|meadows?|fields?|strand|esplanade|promenade|layout|extension|extn|cross|colony|subdivision|village|brae|loop|trail|bend|steps|brow|nook|wynd|vennel|hollow|knoll|glen|mount|ridge)|(?:Bank|End|Side|Common|Reach|Cove|Dale|Fold|Garth|Rigg))'
const flat = String.raw`(?:(?i:flat|apt|apartment|unit|room|block|blk|lot|floor|suite|h\.?\s?no|no)\.?\s*#?\s*[\p{L}]?\d{0,4}(?:\/\d{1,2})?[\p{L}]?\s*,\s*)`
const named = String.raw`(?:(?:[Tt]he\s+)?(?:\p{Lu}[\p{L}'’]*\s+){1,2}(?:\p{L}*[Hh]ouse|Cottage|Lodge|Farm|Forge|Hall|Manor|Villa|Court|Mill|Barn|Grange|Towers?|Mansions|Buildings|Flats|Apartments|Point|Heights|Rectory|Bungalow|Croft|Place|Rest|Yard)\s*,\s*)`
const door = String.raw`(?:\s*,?\s*(?:(?i:flat|apt|apartment|unit|room|block|floor|suite)\.?\s*#?\s*\w{1,4}|#\s?\d{1,4}\w?|\d{1,2}(?:st|nd|rd|th)\s+(?i:floor)|(?i:(?:ground|top|first|second|upper|lower|garden|basement)\s+(?:floor|flat)|basement|upstairs|downstairs|rear|at the back)(?!\p{L})))?`
const english = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?<it>${flat}{0,2}${named}?${flat}?${house}\s*,?\s+(?:${word}\s+){1,3}?${street}(?!\p{L})\.?(?:\s+${street}(?!\p{L})\.?)?(?:,\s+\p{Lu}[\p{L}'’]+\s+(?:Cottages|Estate|Court|Gardens|Park|House|Flats|Buildings))?${door})`,
  'dgu',
)
/** Door, plot or block first, then what lies around it, and a street or quarter at the end: India, Nigeria, the Philippines. */
const plotted = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?<it>(?:(?i:door|plot|h|house|blk|block|lot|shop)\.?\s*(?i:no\.?)?\s*\d[\w\/-]*\s*,?\s*|(?:No\.|#)\s*\d[\w\/-]*\s*,\s*){1,2}(?:[\p{L}\p{N}'’. ]{2,25},\s*){0,2}?(?:\p{Lu}[\p{L}'’.]*\s+){1,3}${street}(?!\p{L})\.?)`,
  'dgu',
)
/** French, as in Canada and at borders. */
const french =
  /(?<![\p{L}\p{N}])(?<it>\d{1,5}(?:-?[A-Z])?\s*,?\s+(?:rue|avenue|boulevard|chemin|impasse|all[ée]e|place)\s+(?:(?:de|des|du|la|le|les|l')\s*)*\p{Lu}[\p{L}'’-]*(?:\s+\p{Lu}[\p{L}'’-]*){0,3}(?:,?\s+(?:app|appt|apt|bur)\.?\s*\w{1,4})?)/dgu
/** A flat in a house with a name, without a street. */
const inHouse =
  /(?<![\p{L}\p{N}])(?<it>(?i:flat|apt|apartment|unit)\.?\s*#?\s*\w{1,4}\s*,\s*(?:The\s+\p{Lu}[\p{L}'’]+(?:\s+\p{Lu}[\p{L}'’]+)?|(?:\p{Lu}[\p{L}'’]+\s+){1,2}(?:House|Cottage|Lodge|Hall|Manor|Court|Mill|Mills|Barn|Towers?|Mansions|Buildings|Flats|Apartments|Point|Heights|Yard|Wharf|Place)))/dgu
/** The same in small letters, where somebody is said to live there. */
const smallEnglish = new RegExp(
  String.raw`(?:liv(?:es?|ed|ing)|resid(?:es|ing)|stays?|staying|moved|address|home|house)\b[^\d\n]{0,14}(?<it>${flat}{0,2}${house}\s*,?\s+(?:[\p{L}'’.\-]+\s+){1,3}?${street}(?!\p{L})\.?${door})`,
  'dgiu',
)

/** Spanish: kind of street, name, number, and whatever tells the door. */
const via =
  '(?:(?i:calle|calles|cll|cl|avenida|avda|avd|av|carrera|cra|kra|kr|cr|jir[óo]n|jr|pasaje|psje|pje|plaza|plazuela|pza|paseo|camino|cno|carretera|ctra|ronda|traves[íi]a|diagonal|diag|dg|transversal|tv|calzada|calz|blvd|boulevard|prolongaci[óo]n|prol|callej[óo]n|cjon|r[úu]a|carrer|subida|cerro|urbanizaci[óo]n|urb|barrio|colonia|col|fraccionamiento|fracc|manzana|cerrada|cda|privada|priv|glorieta|autopista|alameda|malec[óo]n)(?![\\p{L}\\p{N}])\\.?|(?i:c/)|p\\.º)'
/** A word of a street's name, and the small words between. */
const nombrePropio = String.raw`\p{Lu}[\p{L}\p{N}'’ªº.\-]*`
const enlace = '(?:(?:de|del|do|da|dos|das|dels|la|las|los|el|y|e|i|san|santa|[Nn][úu]m)\\.?\\s+)*'
const nombre = String.raw`(?:\d{1,2}\s+de\s+${nombrePropio}|${enlace}${nombrePropio}(?:\s+${enlace}${nombrePropio}){0,4})`
/** The same as somebody types who leaves the capitals out. */
const nombreLlano = String.raw`(?:[\p{L}'’ªº.\-]+\s+){0,5}?[\p{L}'’ªº\-]+`
const numero = String.raw`\s*,?\s*(?:(?:n\.?[º°o]|n[úu]m(?:ero)?|no|nro|N[º°o]|N[úu]m|No|Nro)\.?\s*|#\s*)?\d{1,5}(?:\s?[A-Z]{1,2}(?![\p{L}])|\s?[a-z](?![\p{L}]))?(?:\s?bis)?(?:\s?[-–]\s?(?:\d{1,4}[A-Z]?|[A-Z](?![\p{L}])))?`
const puertaTipo =
  '(?i:piso|pso|dpto|dto|depto|departamento|apto|apartamento|apt|bloque|blq|puerta|pta|portal|escalera|esc|torre|interior|int|casa|local|lote|lt|mza?|manzana|edificio|edif|oficina|baixo|bajos?|[áa]tico|entresuelo|ppal|planta|block|parcela|km|conjunto|unidad|cuarto|of|rear|interior)(?!\\p{L})\\.?'
const barrio = String.raw`(?:(?i:villa|poblaci[óo]n|pobl|urb|urbanizaci[óo]n|col|colonia|fracc|fraccionamiento|barrio|conjunto|residencial|sector|asentamiento|aa\.?hh|etapa)(?!\p{L})\.?\s+${nombre})`
const planta = String.raw`\d{1,2}(?:er|ro|do|to|mo|vo)\.?\s+(?i:piso)|\d{1,2}\s?\.?\s?[ºª°](?:\s?[-–]?\s?["“]?(?:\d{1,2}\s?\.?\s?[ºª°]?|[A-Z](?!\p{L})|(?i:izquierda|derecha|centro|izq|izda|dcha?|der)\.?)["”]?)?`
const puerta = String.raw`(?:\s*,?\s*(?:${puertaTipo}(?:\s*(?:[A-Z]\s?-?\s?\d{1,4}|\d{1,4}\s?-?\s?[A-Z]?(?!\p{L})|[A-Z](?!\p{L})|(?i:izquierda|derecha|izda|izq|dcha|centro)\.?))?|${planta}|${barrio})(?:\s?[.]?[ºª°])?(?:\s+[A-Z](?!\p{L}))?){0,5}`
const fin = String.raw`(?![\p{L}\p{N}])`
const spanish = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?<it>${via}\s*,?\s*${nombre}(?:${numero}|\s+(?:[A-Z]-\d{1,4}|,?\s*(?i:parcela|lote|casa|mz|manzana|bloque|edificio|torre)\s+[A-Z]?-?\d[\w-]{0,5})|\s+s\/n(?!\p{L}))${puerta})${fin}`,
  'dgu',
)
/** Words after which an address comes, however it is typed. */
const vive = String.raw`(?i:vive|viv[íi]a|vivo|vivimos|viven|reside|domicili(?:o|ado|ada)|domic|direcci[óo]n|mud[óo]|casa\s+en|ubicaci[óo]n|afincad[oa])\b[^\d\n;]{0,24}?`
const enCasa = new RegExp(
  String.raw`(?<![\p{L}])${vive}(?<![\p{L}])(?<it>${via}\s*(?:${nombre}|${nombreLlano})${numero}${puerta})${fin}`,
  'dgu',
)
/** A street without its kind, where somebody is said to live. */
const sinVia = new RegExp(
  String.raw`(?<![\p{L}])(?:(?i:domicilio|domic|direcci[óo]n|vive\s+en|reside\s+en|antes|ahora\s+en|(?:pieza|casa|departamento|depto|cuarto)\s+en|calle)[\s.:,]+(?:(?i:es|nuevo|actual|antiguo|en)[\s:,]+)*)(?<it>(?:(?:Los|Las|La|El)\s+)?${nombrePropio}(?:\s+${enlace}${nombrePropio}){0,3}${numero}${puerta})${fin}`,
  'dgu',
)
/** Yucatán: a street with a number, the house, and the streets that it lies between. */
const entreCalles =
  /(?<![\p{L}\p{N}])(?<it>calle\s+\d{1,3}\s?[A-Z]?\s*,?\s*(?:n[úu]mero|n[úu]m\.?|no\.?|#)\s*\d{1,4}\s?[A-Z]?(?:\s+(?:x|por|entre)\s+\d{1,3}\s?[A-Z]?(?:\s+y\s+\d{1,3}\s?[A-Z]?)?)?)(?![\p{L}\p{N}])/dgiu
/** A house in a block that has no streets. */
const enManzana = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?<it>(?i:manzana|mza?)\.?\s*\w{1,3}\s*,?\s*(?i:casa|lote|lt)\.?\s*\w{1,3}(?:\s*,?\s*${barrio})?)(?![\p{L}\p{N}])`,
  'dgu',
)
/** Colombian: two numbers that meet. */
const crossing = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?<it>(?i:calle|cll|cl|carrera|cra|kra|kr|cr|diagonal|diag|dg|transversal|tv|avenida|av)\.?\s*\d{1,3}\s?(?:[A-Z]{1,2}(?!\p{L}))?(?:\s?bis)?(?:\s?[A-Z](?!\p{L}))?(?:\s(?i:sur|norte|este|oeste))?\s*(?:#|(?i:n[º°o]|no|nro|con)\.?)\s*\d{1,3}\s?(?:[A-Z]{1,2}(?!\p{L}))?(?:\s?bis)?(?:\s(?i:sur|norte|este|oeste))?\s*[-–]\s*\d{1,3}${puerta})`,
  'dgu',
)
/** A street without a number, where somebody says to live there. */
const livesIn = new RegExp(
  String.raw`(?:liv(?:es|ed|ing)\s+(?:at|on)|resid(?:es|ing)\s+(?:at|on)|home\s+(?:is|address)[:\s]+(?:is\s+)?|address[:\s]+(?:is\s+)?)\s*(?<it>(?:${flat}){0,2}(?:${house}\s+)?(?:${word}\s+){0,3}${word})|(?:viv(?:e|ía|imos|en)|reside|domicili(?:o|ad[oa])|direcci[óo]n)\s*(?:es|:|en|la|el)*\s*(?<es>${via}\s*${nombre})`,
  'dgu',
)
const numbered = /\d/

/** Words before which a street is where an office is, not where somebody lives. */
const office =
  /(?:office|oficina|sede|branch|sucursal|court|juzgado|registr[yo]|obras?|works|potholes?|baches?|accident\p{L}*|roadworks|noise|ruido|stop|parada|market|mercado)\b[^.;\n]{0,20}$/iu

/** Home addresses: a street with its number and door, or a street where somebody is said to live. */
export const addresses: Finder = (text) => {
  const outside = ({ start }: Span) => !office.test(text.slice(0, start))
  const found = [
    english,
    plotted,
    french,
    inHouse,
    smallEnglish,
    spanish,
    enCasa,
    sinVia,
    entreCalles,
    enManzana,
    crossing,
  ].flatMap((pattern) => spansOf(text, pattern, 'address').filter(outside))
  for (const match of text.matchAll(livesIn)) {
    const [start, end] = match.indices?.groups?.['it'] ?? match.indices?.groups?.['es'] ?? [0, 0]
    const written = text.slice(start, end)
    if (match.groups?.['es'] !== undefined || numbered.test(written)) found.push({ start, end, kind: 'address' })
  }
  return found
}
