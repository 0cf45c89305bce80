import { type Finder, type Span, spansOf } from './spans.ts'

const house = String.raw`\d{1,5}(?:\s?[A-Za-z](?![\p{L}]))?(?:\s?[-–/]\s?\d{1,4}[A-Za-z]?)?`
/** A word of a street's name: with its capital, or an ordinal. */
const word = String.raw`(?:\p{Lu}[\p{L}'’.\-]*|\d{1,3}(?:st|nd|rd|th))`

/** English: number, name, kind of street; before it a flat and a house with a name, behind it what tells the door. */
const street =
  '(?i:street|st|road|rd|lane|ln|avenue|ave|av|drive|dr|close|crescent|cres|court|ct|place|pl|way|terrace|gardens|gdns|grove|square|sq|row|hill|mews|walk|park|boulevard|blvd|parade|rise|view|green|quay|embankment|gate|heights|estate|nagar|marg|highway|crossroads|alley|yard|wharf|concourse|broadway|circle|parkway|pkwy|plaza|vale|meadows?|fields?|strand|esplanade|promenade|brae|bank|end|side|loop|trail)'
const flat = String.raw`(?:(?i:flat|apt|apartment|unit|room|block|floor|suite|no)\.?\s*#?\s*[\p{L}]?\d{0,4}(?:\/\d{1,2})?[\p{L}]?\s*,\s*)`
const named = String.raw`(?:(?:[Tt]he\s+)?(?:\p{Lu}[\p{L}'’]*\s+){1,2}(?:House|Cottage|Lodge|Farm|Forge|Hall|Manor|Villa|Court|Mill|Barn|Grange|Towers?|Mansions|Buildings|Flats|Apartments|Point|Heights|Rectory|Bungalow|Croft|Place|Rest|Yard)\s*,\s*)`
const door = String.raw`(?:\s*,?\s*(?:(?i:flat|apt|apartment|unit|room|block|floor|suite)\.?\s*#?\s*\w{1,4}|#\s?\d{1,4}\w?|\d{1,2}(?:st|nd|rd|th)\s+(?i:floor)|(?i:ground floor|top floor|basement|upstairs|downstairs|rear|at the back)(?!\p{L})))?`
const english = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?<it>${flat}{0,2}${named}?${flat}?${house}\s*,?\s+(?:${word}\s+){1,3}?${street}(?!\p{L})\.?${door})`,
  'dgu',
)
/** A flat in a house with a name, without a street. */
const inHouse =
  /(?<![\p{L}\p{N}])(?<it>(?i:flat|apt|apartment|unit)\.?\s*#?\s*\w{1,4}\s*,\s*(?:The\s+)?\p{Lu}[\p{L}'’]+(?:\s+\p{Lu}[\p{L}'’]+){0,2})/dgu
/** The same in small letters, where somebody is said to live there. */
const smallEnglish = new RegExp(
  String.raw`(?:liv(?:es?|ed|ing)|resid(?:es|ing)|stays?|staying|moved|address|home|house)\b[^\d\n]{0,14}(?<it>${flat}{0,2}${house}\s*,?\s+(?:[\p{L}'’.\-]+\s+){1,3}?${street}(?!\p{L})\.?${door})`,
  'dgiu',
)

/** Spanish: kind of street, name, number, and whatever tells the door. */
const via = String.raw`(?:calle|cll?e?\.?|c/|avenida|avda?\.?|avd\.?|av\.?|carrera|cra\.?|kra\.?|kr\.?|cr\.?|jir[óo]n|jr\.?|pasaje|psje\.?|pje\.?|pasaj\.|plaza|pza\.?|paseo|p\.º|camino|cno\.?|carretera|ctra\.?|ronda|traves[íi]a|diagonal|diag\.?|dg\.?|transversal|tv\.?|trans\.?|calz(?:ada|\.)|blvd\.?|boulevard|prolongaci[óo]n|callej[óo]n|cjon\.?|urb(?:anizaci[óo]n|\.)|barrio|colonia|col\.|fraccionamiento|villa|manzana|mz\.?|cerrada|privada|glorieta)(?!\p{L})`
const nombre = String.raw`(?:[\p{L}\p{N}'’ºª.\-]+\s+){0,6}?[\p{L}\p{N}'’ºª\-]+`
const numero = String.raw`\s*,?\s*(?:n[.]?[º°o]\.?|n[úu]m(?:ero|\.)?|no\.|#|nro\.?)?\s*\d{1,5}(?:\s?[A-Za-z](?![\p{L}]))?(?:\s?(?:bis))?(?:\s?[-–]\s?\d{1,4})?`
const puerta = String.raw`(?:\s*,?\s*(?:piso|pso\.?|dpto\.?|depto\.?|departamento|apto\.?|apartamento|apt\.?|ap\.|bloque|blq\.?|puerta|pta\.?|escalera|esc\.?|torre|interior|int\.?|casa|local|lote|lt\.?|mz\.?|manzana|edificio|oficina|bajos?|[áa]tico|entresuelo|ppal\.?|planta|block|villa|\d{1,2}\s?\.?\s?[ºª°](?:\s?\.?)|\d{1,2}\s?(?:izq|dcha?|der)\.?)(?:\s*[\p{L}]?\d{0,4}\s?(?:[ºª°]\.?)?\s?(?:[A-Z](?![\p{L}])|izq\.?|izda\.?|dcha?\.?|izquierda|derecha)?)?){0,4}`
const spanish = new RegExp(String.raw`(?<![\p{L}\p{N}])(?<it>${via}\s*${nombre}${numero}${puerta})(?![\p{L}\p{N}])`, 'dgiu')
/** Colombian: two numbers that meet. */
const crossing = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?<it>(?:calle|cll?\.?|cl\.?|carrera|cra\.?|kra\.?|kr\.?|cr\.?|diagonal|diag\.?|dg\.?|transversal|tv\.?|avenida|av\.?)\s*\d{1,3}\s?[A-Za-z]?(?:\s?bis)?(?:\s(?:sur|norte|este|oeste))?\s*(?:#|n[º°o]\.?|no\.?|con)\s*\d{1,3}\s?[A-Za-z]?(?:\s?bis)?\s*[-–]\s*\d{1,3}${puerta})`,
  'dgiu',
)
/** A street without a number, where somebody says to live there. */
const livesIn = new RegExp(
  String.raw`(?:liv(?:es|ed|ing)\s+(?:at|on)|resid(?:es|ing)\s+(?:at|on)|home\s+(?:is|address)[:\s]+(?:is\s+)?|address[:\s]+(?:is\s+)?)\s*(?<it>(?:${flat}){0,2}(?:${house}\s+)?(?:${word}\s+){0,3}${word})|(?:viv(?:e|ía|imos|en)|reside|domicili(?:o|ad[oa])|direcci[óo]n)\s*(?:es|:|en|la|el)*\s*(?<es>${via}\s*(?:(?:de|del|la|las|los|el)\s+)*${word}(?:\s+(?:(?:de|del|la|las|los|el|y)\s+)*${word}){0,4})`,
  'dgu',
)
const numbered = /\d/

/** Words before which a street is where an office is, not where somebody lives. */
const office =
  /(?:office|oficina|sede|branch|sucursal|court|juzgado|registr[yo]|obras?|works|potholes?|baches?|accident\p{L}*|roadworks|noise|ruido|stop|parada|market|mercado)\b[^.;\n]{0,20}$/iu

/** Home addresses: a street with its number and door, or a street where somebody is said to live. */
export const addresses: Finder = (text) => {
  const outside = ({ start }: Span) => !office.test(text.slice(0, start))
  const found = [english, inHouse, smallEnglish, spanish, crossing].flatMap((pattern) =>
    spansOf(text, pattern, 'address').filter(outside),
  )
  for (const match of text.matchAll(livesIn)) {
    const [start, end] = match.indices?.groups?.['it'] ?? match.indices?.groups?.['es'] ?? [0, 0]
    const written = text.slice(start, end)
    if (match.groups?.['es'] !== undefined || numbered.test(written)) found.push({ start, end, kind: 'address' })
  }
  return found
}
