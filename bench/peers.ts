import { createRequire } from 'node:module'
import MiniSearch from 'minisearch'
import type { Guide } from '#engine'
import { messages } from './messages.ts'
import { share, table } from './table.ts'

type Rank = (text: string) => readonly string[]
interface Example {
  readonly text: string
  readonly entry: string
}

const load = createRequire(import.meta.url)

/** What a user would pick instead, each with its usual settings, learnt from the same examples. */
const peers: Readonly<Record<string, (examples: readonly Example[], language: string) => Promise<Rank>>> = {
  "natural's BayesClassifier": async (examples, language) => {
    const Classifier = load('natural/lib/natural/classifiers/bayes_classifier.js')
    const stemmer = load(`natural/lib/natural/stemmers/porter_stemmer${language === 'es' ? '_es' : ''}.js`)
    const classifier = new Classifier(stemmer)
    for (const { text, entry } of examples) classifier.addDocument(text, entry)
    classifier.train()
    return (text) => classifier.getClassifications(text).map(({ label }: { label: string }) => label)
  },
  'node-nlp': async (examples, language) => {
    const { NlpManager } = load('node-nlp')
    const manager = new NlpManager({
      languages: [language],
      autoSave: false,
      autoLoad: false,
      nlu: { log: false },
      ner: { builtins: [] },
    })
    for (const { text, entry } of examples) manager.addDocument(language, text, entry)
    await manager.train()
    const ranks = new Map<string, string[]>()
    for (const { text } of messages(language).labelled) {
      const { classifications } = await manager.process(language, text)
      ranks.set(
        text,
        classifications.map(({ intent }: { intent: string }) => intent).filter((intent: string) => intent !== 'None'),
      )
    }
    return (text) => ranks.get(text) ?? []
  },
  MiniSearch: async (examples) => {
    const search = new MiniSearch<{ id: number } & Example>({ fields: ['text'], storeFields: ['entry'] })
    search.addAll(examples.map((example, id) => ({ id, ...example })))
    return (text) => [...new Set(search.search(text, { fuzzy: 0.2 }).map(({ entry }) => String(entry)))]
  },
}

/** The right entry first and among three, beside the peers on the same examples and messages in the same run. */
export async function comparePeers(guide: Guide, languages: readonly string[]): Promise<void> {
  for (const language of languages) {
    const examples = guide
      .playbook()
      .entries.flatMap(({ id, examples }) => (examples[language] ?? []).map((text) => ({ text, entry: id })))
    const inside = messages(language).labelled.filter(({ entry }) => entry !== null)
    const rows: (string | number)[][] = []
    const judge = (name: string, rank: Rank, seconds: string) => {
      const ranks = inside.map(({ text }) => rank(text))
      const within = (places: number) =>
        inside.filter(({ entry }, at) => ranks[at]?.slice(0, places).includes(entry ?? '')).length
      rows.push([name, share(within(1), inside.length), share(within(3), inside.length), seconds])
    }
    judge('Ventanilla', (text) => guide.match(text).match.ranking.map(({ id }) => id), 'see speed')
    for (const [name, learn] of Object.entries(peers)) {
      const start = performance.now()
      const rank = await learn(examples, language)
      judge(name, rank, ((performance.now() - start) / 1_000).toFixed(1))
    }
    table(
      `Beside the libraries one would pick instead, ${language}: ${examples.length} examples, ${inside.length} messages`,
      ['', 'first', 'three', 'learning, s'],
      rows,
    )
  }
}
