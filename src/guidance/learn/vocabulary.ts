import type { Sighting } from '../words/phrases.ts'
import { stem } from '../words/stem.ts'

/** A text as numbers: places in the vocabulary and their weights, each block of features scaled to its own length. */
export interface Vector {
  readonly ids: Int32Array
  readonly values: Float32Array
  /** How many of them are words and letters; concepts stand behind. */
  readonly plain: number
}

/** A text ready to be counted: its words, and the concepts sighted in it, each with the words that say so. */
export interface Reading {
  readonly words: readonly string[]
  readonly concepts: readonly Sighting<string>[]
}

/**
 * What is counted. The sizes come from trials on our own messages: letter groups inside words carry typing slips and word families,
 * pairs of neighbouring words carry phrases, concepts carry what no example said.
 */
export interface FeatureSettings {
  /** Stem -> names of its meanings; a meaning counts like one more stem, the same in every language. */
  readonly meanings: ReadonlyMap<string, readonly string[]>
  /** Languages whose stems are counted beside the words. */
  readonly stems: readonly string[]
  /** Shortest and longest group of letters inside a marked word (`^word$`). */
  readonly letters: readonly [number, number]
  /** Whether pairs of neighbouring words count. */
  readonly pairs: boolean
  /** Texts that a feature must stand in to be kept. */
  readonly least: { readonly words: number; readonly pairs: number; readonly letters: number }
  /** Length of each block of a vector. */
  readonly weight: { readonly words: number; readonly letters: number; readonly concepts: number }
  /** Whether rarer features weigh more (inverse document frequency). */
  readonly rarity: boolean
}

/** Blocks of features; the number of a feature's block is kept in the vocabulary. */
const block = { words: 0, letters: 1, concepts: 2, pairs: 3 } as const
/** Pairs of words share the words' length. */
const groupOf = [0, 1, 2, 0] as const

/** A vocabulary as plain arrays: survives structured clone, files and threads. */
export interface Vocabulary {
  readonly settings: FeatureSettings
  /** Open-addressing table of feature hashes; its length is a power of two; 0 = free. */
  readonly slots: Int32Array
  /** For each slot the feature's place. */
  readonly places: Int32Array
  /** Per place: weight by rarity. */
  readonly rarity: Float32Array
  /** Per place: block. */
  readonly blocks: Uint8Array
}

function hashOf(text: string, seed: number): number {
  let hash = 0x811c9dc5 ^ seed
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return finish(hash)
}

function pairOf(first: number, second: number, seed: number): number {
  return finish(Math.imul(first ^ seed, 0x9e3779b1) ^ second)
}

function finish(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return mixed ^ (mixed >>> 16) || 1
}

/** A word's own features: the places that count for it, and what its pairs are made of. */
interface WordFeatures {
  readonly places: readonly number[]
  /** How many features it has, whether they count or not. */
  readonly features: number
  readonly word: number
  readonly stems: readonly number[]
  /** Its meanings, or its first stem where it has none. */
  readonly senses: readonly number[]
}

const mostRemembered = 100_000
const noWord: WordFeatures = { places: [], features: 0, word: 7, stems: [7], senses: [7] }

/** The place of a feature, or -1 when it does not count. */
type PlaceOf = (hash: number, block: number) => number

/** Remembers each word's features, so that a text costs little more than its pairs of words. */
function wordReader(
  { stems, meanings, letters: [shortest, longest] }: FeatureSettings,
  placeOf: PlaceOf,
): (word: string) => WordFeatures {
  const remembered = new Map<string, WordFeatures>()
  return (word) => {
    const known = remembered.get(word)
    if (known) return known
    const hash = hashOf(word, 1)
    const stemmed = [...new Set(stems.map((language) => stem(word, language)))]
    const meant = [...new Set(stemmed.flatMap((one) => meanings.get(one) ?? []))].map((name) => hashOf(name, 8))
    const stemHashes = stemmed.map((one) => hashOf(one, 2))
    const places = [hash, ...stemHashes, ...meant].map((one) => placeOf(one, block.words))
    const marked = `^${word}$`
    for (let size = shortest; size <= longest; size++)
      for (let at = 0; at + size <= marked.length; at++)
        places.push(placeOf(hashOf(marked.slice(at, at + size), 3), block.letters))
    const features = {
      places: places.filter((place) => place >= 0),
      features: places.length,
      word: hash,
      stems: stemHashes,
      senses: meant.length > 0 ? meant : stemHashes.slice(0, 1),
    }
    if (remembered.size < mostRemembered) remembered.set(word, features)
    return features
  }
}

/** Names the place of every feature of a text, repeated ones repeatedly. */
function placesOf(
  text: Reading,
  settings: FeatureSettings,
  featuresOf: (word: string) => WordFeatures,
  placeOf: PlaceOf,
  take: (place: number) => void,
): void {
  const pair = (hash: number) => {
    const place = placeOf(hash, block.pairs)
    if (place >= 0) take(place)
  }
  let before = noWord
  for (const word of text.words) {
    const features = featuresOf(word)
    for (const place of features.places) take(place)
    if (settings.pairs) {
      pair(pairOf(before.word, features.word, 4))
      for (let at = 0; at < features.stems.length; at++)
        pair(pairOf(before.stems[at] ?? before.stems[0] ?? 7, features.stems[at] as number, 5))
      if (settings.meanings.size > 0)
        for (const first of before.senses) for (const second of features.senses) pair(pairOf(first, second, 9))
    }
    before = features
  }
  for (const { owner } of text.concepts) {
    const place = placeOf(hashOf(owner, 6), block.concepts)
    if (place >= 0) take(place)
  }
}

/** Learns which features occur in texts, and turns these texts into vectors on the way. */
export function learnVocabulary(
  texts: readonly Reading[],
  settings: FeatureSettings,
): { vocabulary: Vocabulary; vectors: Vector[] } {
  const known = new Map<number, number>()
  const blocks: number[] = []
  const texted: number[] = []
  const stamp: number[] = []
  const counts: number[] = []
  const newPlace: PlaceOf = (hash, kind) => {
    const place = known.get(hash)
    if (place !== undefined) return place
    const fresh = blocks.length
    known.set(hash, fresh)
    blocks.push(kind)
    texted.push(0)
    stamp.push(-1)
    counts.push(0)
    return fresh
  }
  const featuresOf = wordReader(settings, newPlace)
  const found = texts.map((text, at) => {
    const ids: number[] = []
    placesOf(text, settings, featuresOf, newPlace, (place) => {
      if (stamp[place] === at) counts[place] = (counts[place] as number) + 1
      else {
        stamp[place] = at
        counts[place] = 1
        texted[place] = (texted[place] as number) + 1
        ids.push(place)
      }
    })
    return { ids, counts: ids.map((id) => counts[id] as number) }
  })

  const least = [settings.least.words, settings.least.letters, 1, settings.least.pairs]
  const kept = new Int32Array(blocks.length).fill(-1)
  const hashes: number[] = []
  const rarity: number[] = []
  const keptBlocks: number[] = []
  for (const [hash, place] of known) {
    const seen = texted[place] as number
    if (seen < (least[blocks[place] as number] as number)) continue
    kept[place] = hashes.length
    hashes.push(hash)
    rarity.push(settings.rarity ? Math.log(1 + texts.length / seen) : 1)
    keptBlocks.push(blocks[place] as number)
  }
  const vocabulary = { settings, ...tableOf(hashes), rarity: Float32Array.from(rarity), blocks: Uint8Array.from(keptBlocks) }
  const vectors = found.map(({ ids, counts }) => {
    const places: number[] = []
    const often: number[] = []
    for (let at = 0; at < ids.length; at++) {
      const place = kept[ids[at] as number] as number
      if (place < 0) continue
      places.push(place)
      often.push(counts[at] as number)
    }
    return weigh(vocabulary, places, often)
  })
  return { vocabulary, vectors }
}

function tableOf(hashes: readonly number[]): { slots: Int32Array; places: Int32Array } {
  const size = 2 ** Math.ceil(Math.log2(hashes.length * 2 + 2))
  const slots = new Int32Array(size)
  const places = new Int32Array(size)
  hashes.forEach((hash, place) => {
    let slot = hash & (size - 1)
    while (slots[slot] !== 0) slot = (slot + 1) & (size - 1)
    slots[slot] = hash
    places[slot] = place
  })
  return { slots, places }
}

function placeOf({ slots, places }: Vocabulary, hash: number): number {
  const mask = slots.length - 1
  for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
    const found = slots[slot]
    if (found === hash) return places[slot] as number
    if (found === 0) return -1
  }
}

/** Counts to weights: logarithm of the count, times rarity, each block scaled to its length. */
function weigh({ settings, rarity, blocks }: Vocabulary, ids: readonly number[], counts: readonly number[]): Vector {
  const values = new Float32Array(ids.length)
  const squares = [0, 0, 0]
  for (let at = 0; at < ids.length; at++) {
    const id = ids[at] as number
    const value = (1 + Math.log(counts[at] as number)) * (rarity[id] as number)
    values[at] = value
    const group = groupOf[blocks[id] as number] as number
    squares[group] = (squares[group] as number) + value * value
  }
  const lengths = [settings.weight.words, settings.weight.letters, settings.weight.concepts]
  const scale = squares.map((square, at) => (square > 0 ? (lengths[at] as number) / Math.sqrt(square) : 0))
  for (let at = 0; at < ids.length; at++)
    values[at] = (values[at] as number) * (scale[groupOf[blocks[ids[at] as number] as number] as number] as number)
  return { ids: Int32Array.from(ids), values, plain: ids.length - ids.filter((id) => blocks[id] === block.concepts).length }
}

/** How texts that were not learnt become vectors: features outside the vocabulary are passed over. */
export interface Vectoriser {
  readonly vector: (text: Reading) => Vector
  /** The places of a word's own features. */
  readonly placesOf: (word: string) => readonly number[]
  /** Share of the words' own features that are in the vocabulary, 0-1; 0 for no words. */
  readonly share: (words: readonly string[]) => number
  /** Whether the word itself is in the vocabulary. */
  readonly knows: (word: string) => boolean
}

/** Makes a vectoriser; it remembers words, so make one and keep it. */
export function vectoriser(vocabulary: Vocabulary): Vectoriser {
  const lookUp: PlaceOf = (hash) => placeOf(vocabulary, hash)
  const featuresOf = wordReader(vocabulary.settings, lookUp)
  return {
    vector: (text) => {
      const counts = new Map<number, number>()
      placesOf(text, vocabulary.settings, featuresOf, lookUp, (place) => counts.set(place, (counts.get(place) ?? 0) + 1))
      return weigh(vocabulary, [...counts.keys()], [...counts.values()])
    },
    placesOf: (word) => featuresOf(word).places,
    share: (words) => {
      const all = words.map(featuresOf)
      const known = all.reduce((sum, { places }) => sum + places.length, 0)
      return known / (all.reduce((sum, { features }) => sum + features, 0) || 1)
    },
    knows: (word) => lookUp(hashOf(word, 1), block.words) >= 0,
  }
}

/** A vector whose concepts weigh less, by this factor. */
export function withFainterConcepts({ ids, values, plain }: Vector, factor: number): Vector {
  return { ids, values: values.map((value, at) => (at < plain ? value : value * factor)), plain }
}

/** Number of features in a vocabulary: the width of its vectors. */
export const widthOf = ({ rarity }: Vocabulary): number => rarity.length
