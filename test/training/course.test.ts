import { randomUUID } from 'node:crypto'
import { type Card, createEmptyCard, fsrs, type Grade } from 'ts-fsrs'
import { expect, it, onTestFinished } from 'vitest'
import { type Playbook, readPlaybook } from '../../src/playbook/load.ts'
import { type Database, openDatabase } from '../../src/store/database.ts'
import { type Course, courseIn, type Exercise, type Place, type Pressed, type Trainee } from '../../src/training/course.ts'
import { levelsOf } from '../../src/training/progress.ts'
import { parameters, type Sureness } from '../../src/training/schedule.ts'
import { teamIn } from '../../src/training/team.ts'
import { onEveryDatabase } from '../contract/databases.ts'
import { playbookWith, library as threeEntries, wetTrousers as wet } from '../helpers/playbooks.ts'

/** The library's entries, and more of the kind: enough for a set of ten. */
const library = {
  ...threeEntries,
  ...Object.fromEntries(
    ['bicycles', 'umbrellas', 'pushchairs', 'suitcases', 'musical instruments', 'wet dogs', 'ladders', 'picnics', 'balloons'].map(
      (thing) => [
        `${thing.replace(' ', '-')}.yaml`,
        `title: About ${thing}\nexamples:\n  - a reader asks where to leave the ${thing} today\n  - somebody complains of ${thing} in the corridor\n`,
      ],
    ),
  ),
}

/** What an entry of an office needs to be published. */
const published = `owner: supervisor
review: { reviewed: 2026-11-01, everyMonths: 12 }
summary: It happens here.
ask: [What happened?]
say: [Let us see.]
avoid: [{ not: Go away., better: Stay. }]
do: [Look.]
record: [The day]
after: [{ task: Look again, workingDays: 1 }]
`

function playbookOf(files: Readonly<Record<string, string>>): Playbook {
  const { playbook, faults } = readPlaybook(playbookWith(files))
  if (!playbook) throw new Error(JSON.stringify(faults))
  return playbook
}

/** A course over a playbook that can be changed, at a clock that can be moved. */
async function openCourse(address: string, files: Readonly<Record<string, string>> = library) {
  const db = await openDatabase(address)
  onTestFinished(() => db.destroy())
  let playbook = playbookOf(files)
  let now = new Date('2026-11-30T09:00:00.000Z')
  const settings = { db, rank: () => [], newId: randomUUID, clock: () => now, chance: () => 0.3 }
  const course = courseIn({ ...settings, playbook: () => playbook })
  const person = randomUUID()
  await db
    .insertInto('people')
    .values({ id: person, name: 'Ana', language: null, locale: null, role: null, met: now.toISOString() })
    .execute()
  const trainee = (language = 'en'): Trainee => ({ person, language, today: now.toISOString().slice(0, 10) })
  return {
    db,
    course,
    person,
    trainee,
    /** Another process at the same records, with a playbook of its own. */
    another: (files: Readonly<Record<string, string>>) => {
      const its = playbookOf(files)
      return courseIn({ ...settings, playbook: () => its })
    },
    pass: (days: number) => {
      now = new Date(now.getTime() + days * 86_400_000)
    },
    change: (changed: Readonly<Record<string, string>>) => {
      playbook = playbookOf(changed)
    },
  }
}

const exercise = (place: Place): Exercise => {
  if (place.kind !== 'exercise') throw new Error(`no question lies there: ${place.kind}`)
  return place
}
const choiceOf = ({ sheet }: Exercise, right: boolean) => sheet.choices.findIndex((choice) => choice.right === right)

/** A press of a choice of a question. */
const press = ({ set, position, sheet }: Exercise, choice: number): Pressed => ({
  ...{ set: set.id, position, choice },
  step: sheet.scene?.step ?? '',
})

/** Answers the question that lies there; gives what lies there then. */
async function answer(
  course: Course,
  trainee: Trainee,
  place: Exercise,
  right = true,
  sure: Sureness = 'fairly',
): Promise<Place> {
  const pressed = press(place, choiceOf(place, right))
  await course.choose(trainee, pressed)
  const outcome = await course.settle(trainee, pressed, sure)
  return outcome.kind === 'onward' ? outcome.next : course.next(trainee, place.set.id)
}

/** Does a set to its end; the answers at `wrong`, from 0, are wrong. */
async function doSet(course: Course, trainee: Trainee, wrong: readonly number[] = []): Promise<Place> {
  let place = await course.begin(trainee)
  for (let answers = 0; place.kind === 'exercise'; answers++)
    place = await answer(course, trainee, place, !wrong.includes(answers))
  return place
}

const memories = (db: Database) => db.selectFrom('training_memories').selectAll().orderBy('question').execute()
const answers = (db: Database) => db.selectFrom('training_answers').selectAll().orderBy('at').orderBy('position').execute()

onEveryDatabase((fresh) => {
  it('goes on where somebody left, for a week, and then begins anew', async () => {
    const { course, trainee, pass } = await openCourse(await fresh())
    const first = exercise(await course.begin(trainee()))
    expect(first).toMatchObject({ number: 1, all: 10, answered: false })
    expect(await course.begin(trainee())).toEqual(first)
    const second = exercise(await answer(course, trainee(), first))
    expect([second.number, await course.left(trainee())]).toEqual([2, 9])
    pass(7)
    expect(await course.begin(trainee())).toEqual(second)
    pass(1)
    expect(await course.left(trainee())).toBe(0)
    const anew = exercise(await course.begin(trainee()))
    expect([anew.number, anew.set.id === first.set.id]).toEqual([1, false])
    // The old set can still be finished by its own buttons.
    expect(exercise(await course.next(trainee(), first.set.id)).question).toBe(second.question)
  })

  it('begins a set a day once the one before is done', async () => {
    const { course, trainee, pass } = await openCourse(await fresh())
    const done = await doSet(course, trainee())
    expect(await course.begin(trainee())).toEqual(done)
    pass(1)
    expect(exercise(await course.begin(trainee())).number).toBe(1)
  })

  it('counts an answer once, however often and from wherever it is pressed', async () => {
    const { course, trainee, db } = await openCourse(await fresh())
    const place = exercise(await course.begin(trainee()))
    const right = press(place, choiceOf(place, true))
    await Promise.all(Array.from({ length: 4 }, () => course.settle(trainee(), right, 'sure')))
    expect(await answers(db)).toHaveLength(1)
    const [memory] = await memories(db)
    expect(memory).toMatchObject({ reps: 1, lapses: 0 })
    // Pressed later, also another choice: the answer stands, and is shown.
    const wrong = press(place, choiceOf(place, false))
    expect(await course.choose(trainee(), wrong)).toMatchObject({ answered: true, chosen: right.choice })
    expect(await course.settle(trainee(), wrong, 'guess')).toMatchObject({ kind: 'answered', place: { chosen: right.choice } })
    expect(await answers(db)).toHaveLength(1)
  })

  it('lets somebody change the choice until they say how sure they are', async () => {
    const { course, trainee, db } = await openCourse(await fresh())
    const place = exercise(await course.begin(trainee()))
    await course.choose(trainee(), press(place, choiceOf(place, false)))
    await answer(course, trainee(), place, true, 'sure')
    expect(await answers(db)).toMatchObject([{ right_: 1, confused: null, chose: null, sure: 'sure' }])
  })

  it('begins one set for two presses at once, and shows nobody the set of another', async () => {
    const { course, trainee, db } = await openCourse(await fresh())
    const [one, two] = await Promise.all([course.begin(trainee()), course.begin(trainee())])
    expect(exercise(one).set.id).toBe(exercise(two).set.id)
    expect(await db.selectFrom('training_sets').selectAll().execute()).toHaveLength(1)
    const stranger = { ...trainee(), person: randomUUID() }
    const { set } = exercise(one)
    expect(await course.next(stranger, set.id)).toMatchObject({ kind: 'nothing' })
    expect(await course.choose(stranger, press(exercise(one), 0))).toBeUndefined()
    expect(await course.settle(stranger, press(exercise(one), 0), 'sure')).toEqual({ kind: 'gone' })
  })

  it('asks what was wrong once more at the end, and never a third time that day', async () => {
    const { course, trainee, db } = await openCourse(await fresh())
    expect(await doSet(course, trainee(), [0, 3, 10])).toMatchObject({ kind: 'finished', right: 8, all: 10 })
    const rows = await answers(db)
    expect(rows).toHaveLength(12)
    expect(rows.slice(10).map(({ question }) => question)).toEqual([rows[0]?.question, rows[3]?.question])
    expect(await course.begin(trainee())).toMatchObject({ kind: 'finished' })
    expect(exercise(await course.begin(trainee(), true)).set.round).toBe(2)
  })

  it('has in its log what gives every date again by ts-fsrs alone', async () => {
    const { course, trainee, db, pass } = await openCourse(await fresh())
    for (const days of [0, 1, 2, 3, 9, 30, 31, 90]) {
      pass(days)
      await doSet(course, trainee(), days % 2 === 0 ? [1, 4] : [])
    }
    const scheduler = fsrs(parameters)
    const rows = await answers(db)
    expect(rows.length).toBeGreaterThan(60)
    for (const memory of await memories(db)) {
      const history = rows.filter(({ question }) => question === memory.question)
      const card = history.reduce<Card>(
        (before, { at, grade }) => scheduler.next(before, new Date(at), grade as Grade).card,
        createEmptyCard(new Date(history[0]?.at ?? '')),
      )
      expect(memory).toMatchObject({
        due: card.due.toISOString(),
        stability: card.stability,
        difficulty: card.difficulty,
        reps: card.reps,
        lapses: card.lapses,
      })
    }
  })

  it("asks in the playbook's own language where it does not speak the trainee's", async () => {
    const { course, trainee } = await openCourse(await fresh())
    expect(exercise(await course.begin(trainee('es'))).sheet.language).toBe('en')
  })

  it('plays a scene through: a step at a time, told as a whole at the end, with the first mistake and how sure it was', async () => {
    const { course, trainee, db } = await openCourse(await fresh(), {
      'lost-card.yaml': threeEntries['lost-card.yaml'],
      'scenes/wet.yaml': wet,
    })
    const place = exercise(await course.begin(trainee()))
    expect(place.sheet.scene).toMatchObject({ id: 'wet', step: 'lump', taken: [] })
    const first = press(place, choiceOf(place, false))
    const outcome = await course.settle(trainee(), first, 'sure')
    if (outcome.kind !== 'onward') throw new Error(outcome.kind)
    expect(outcome.next.sheet.scene).toMatchObject({ step: 'mend', taken: [{ step: 'lump', right: false, sure: 'sure' }] })
    // Left and resumed in the middle; what belongs to the step before does nothing any more.
    expect(await course.begin(trainee())).toEqual(outcome.next)
    expect(await course.choose(trainee(), first)).toBeUndefined()
    expect(await course.settle(trainee(), first, 'sure')).toEqual({ kind: 'gone' })
    const last = press(outcome.next, choiceOf(outcome.next, true))
    const end = await course.settle(trainee(), last, 'guess')
    if (end.kind !== 'answered') throw new Error(end.kind)
    expect(end.place.sheet.scene?.taken.map(({ right }) => right)).toEqual([false, true])
    expect(await course.settle(trainee(), last, 'guess')).toEqual(end)
    expect(await answers(db)).toMatchObject([{ right_: 0, sure: 'sure', chose: 'What is that?', confused: 'lost-card' }])
  })

  it('asks as many questions a day as the playbook says', async () => {
    const practice = 'daily: 4\ncompetencies: []\npaths: [{ id: all, title: All, entries: all }]\n'
    const { course, trainee } = await openCourse(await fresh(), { ...library, 'practice.yaml': practice })
    expect(exercise(await course.begin(trainee())).all).toBe(4)
    expect(course.daily()).toBe(4)
  })

  it('says when there is nothing to ask', async () => {
    const { course, trainee } = await openCourse(await fresh())
    for (let round = 0; round < 12; round++) {
      let place = await course.begin(trainee(), true)
      while (place.kind === 'exercise') place = await answer(course, trainee(), place)
    }
    expect(await course.begin(trainee(), true)).toEqual({ kind: 'nothing', empty: false })
  })

  it('carries over what was learnt when a text is mended, asks it at once when it is rewritten, and anew when it is another', async () => {
    const { course, trainee, db, change } = await openCourse(await fresh())
    while ((await course.begin(trainee(), true)).kind === 'exercise')
      for (let place = await course.begin(trainee(), true); place.kind === 'exercise'; )
        place = await answer(course, trainee(), place, true, 'sure')
    const before = await memories(db)
    const of = (text: string) => course.questions().find(({ asks }) => asks === text)?.id ?? `nothing asks “${text}”`
    const [mended, rewritten, other] = [
      of('reader lost her card on the bus'),
      of('replacement card for a schoolboy'),
      of("he brings the novel back late and won't pay"),
    ]
    const card = threeEntries['lost-card.yaml']
      .replace('reader lost her card on the bus', 'Readder lost her card, on the bus')
      .replace('replacement card for a schoolboy', 'replacement card for a schoolgirl in tears')
    const late = threeEntries['late-book.yaml'].replace(
      "he brings the novel back late and won't pay",
      'three reminders and not a single answer',
    )
    change({ ...library, 'lost-card.yaml': card, 'late-book.yaml': late })
    await course.begin(trainee())
    const after = new Map((await memories(db)).map((memory) => [memory.question, memory]))
    const now = new Map(before.map((memory) => [memory.question, memory]))
    expect(after.get(of('Readder lost her card, on the bus'))).toEqual({
      ...now.get(mended),
      question: of('Readder lost her card, on the bus'),
    })
    const atOnce = after.get(of('replacement card for a schoolgirl in tears'))
    expect(atOnce).toMatchObject({ stability: now.get(rewritten)?.stability, due: '2026-11-30T09:00:00.000Z' })
    expect(after.has(of('three reminders and not a single answer'))).toBe(false)
    expect(after.get(other)).toEqual(now.get(other))
    // Rewritten and new are asked now; what was mended is not.
    const set = exercise(await course.begin(trainee(), true)).set
    const asked = await db.selectFrom('training_asked').select('question').where('set_id', '=', set.id).execute()
    expect(asked.map(({ question }) => question).sort()).toEqual(
      [of('replacement card for a schoolgirl in tears'), of('three reminders and not a single answer')].sort(),
    )
  })

  it('rests what was learnt of a retired entry until it is back', async () => {
    const { course, trainee, db, change, pass } = await openCourse(await fresh())
    await doSet(course, trainee())
    const [known] = await memories(db)
    const id = known?.entry ?? ''
    const file = `${id}.yaml` as keyof typeof library
    change({ ...library, [file]: `status: retired\n${library[file]}` })
    pass(400)
    for (let place = await course.begin(trainee()); place.kind === 'exercise'; place = await answer(course, trainee(), place))
      expect(place.sheet.entry).not.toBe(id)
    expect((await memories(db)).filter(({ entry }) => entry === id).length).toBeGreaterThan(0)
    change(library)
    const { set } = exercise(await course.begin(trainee(), true))
    const asked = await db.selectFrom('training_asked').select('question').where('set_id', '=', set.id).execute()
    expect(asked.map(({ question }) => question)).toContain(known?.question)
  })

  it('shows a question to its end as it was shown, whatever becomes of the playbook', async () => {
    const { course, trainee, change, db } = await openCourse(await fresh())
    const place = exercise(await course.begin(trainee()))
    const changed = Object.fromEntries(
      Object.entries(library).map(([file, text]) => [
        file,
        text.replace(place.sheet.asks, 'quite another thing that nobody had said'),
      ]),
    )
    change(changed)
    expect(await course.settle(trainee(), press(place, choiceOf(place, true)), 'sure')).toMatchObject({
      kind: 'answered',
      place: { sheet: place.sheet },
    })
    expect(await answers(db)).toHaveLength(1)
  })

  it('reports a question that somebody forgot eight times, once, with what it is mistaken for; and what people are sure of and wrong about', async () => {
    const { course, trainee, db, pass } = await openCourse(await fresh())
    const team = teamIn(db)
    const first = exercise(await course.begin(trainee()))
    const { question } = first
    let forgotten = 0
    let mistaken = ''
    while (forgotten < 8) {
      for (let place = await course.begin(trainee()); place.kind === 'exercise'; ) {
        const wrong = place.question === question && !place.again
        if (wrong) mistaken = place.sheet.choices[choiceOf(place, false)]?.from ?? ''
        place = await answer(course, trainee(), place, !wrong, 'sure')
        if (wrong) forgotten = (await memories(db)).find((one) => one.question === question)?.lapses ?? 0
        if (wrong && forgotten < 8) expect(await team.unreported(question)).toBeUndefined()
      }
      pass(40)
    }
    const stuck = { question, entry: first.sheet.entry, confused: mistaken, lapses: 8 }
    expect(await team.stuck(5)).toEqual([stuck])
    expect(await team.unreported(question)).toEqual(stuck)
    await team.reported(question, new Date())
    expect(await team.unreported(question)).toBeUndefined()
    const since = new Date('2026-01-01T00:00:00Z')
    const [worst] = await team.sureAndWrong(since, 5)
    expect(worst).toMatchObject({ question, entry: first.sheet.entry })
    expect(worst?.times).toBeGreaterThanOrEqual(9)
    expect(await team.people(since)).toBe(1)
    const levels = await team.levels(new Date('2027-12-01T00:00:00Z'))
    for (const level of levels.values()) {
      expect(level).toBeGreaterThan(0)
      expect(level).toBeLessThanOrEqual(1)
    }
  }, 60_000)

  it('counts the choice that the card showed, whatever was pressed elsewhere meanwhile', async () => {
    const { course, trainee, db } = await openCourse(await fresh())
    const place = exercise(await course.begin(trainee()))
    const [right, wrong] = [press(place, choiceOf(place, true)), press(place, choiceOf(place, false))]
    await course.choose(trainee(), right)
    await course.choose(trainee(), wrong)
    expect(await course.settle(trainee(), right, 'sure')).toMatchObject({ kind: 'answered', place: { chosen: right.choice } })
    expect(await answers(db)).toMatchObject([{ right_: 1, chose: null }])
  })

  it('makes nobody firm by wrong answers, alone or in the group', async () => {
    const { course, trainee, db, person } = await openCourse(await fresh())
    for (let round = 0; round < 4; round++)
      for (let place = await course.begin(trainee(), true); place.kind === 'exercise'; )
        place = await answer(course, trainee(), place, false, 'guess')
    const at = new Date('2026-11-30T09:00:00.000Z')
    const levels = levelsOf(course.questions(), await course.memoriesOf(person), at)
    expect(Math.max(...levels.values())).toBe(0)
    expect(Math.max(...(await teamIn(db).levels(at)).values())).toBe(0)
  })

  it('has the same levels for a group of one as for that one', async () => {
    const { course, trainee, db, person, pass } = await openCourse(await fresh())
    for (const days of [0, 1, 4]) {
      pass(days)
      await doSet(course, trainee(), [2])
    }
    const at = new Date('2026-12-25T09:00:00.000Z')
    const own = levelsOf(course.questions(), await course.memoriesOf(person), at)
    for (const [entry, level] of await teamIn(db).levels(at))
      expect([entry, level]).toEqual([entry, expect.closeTo(own.get(entry) ?? -1, 6)])
  })

  it('passes over what cannot be asked, and says so where nothing can', async () => {
    const alone = { 'lost-card.yaml': threeEntries['lost-card.yaml'] }
    const { course, trainee } = await openCourse(await fresh(), alone)
    expect(await course.begin(trainee())).toEqual({ kind: 'nothing', empty: true })
    // A dozen entries whose notes are too alike to be told apart: their situations still are.
    const many = Object.fromEntries(
      Object.entries(library).map(([file, text]) => [
        file,
        `${text}record:\n  - what was said\n  - who came\n  - what comes next\n`,
      ]),
    )
    const other = await openCourse(await fresh(), many)
    expect(exercise(await other.course.begin(other.trainee())).all).toBe(10)
  })

  it('asks where the office speaks more languages than the entries are written in', async () => {
    const office = 'name: Library\nlanguages: [en, es, fr]\ncontacts: {}\ndirectory: []\ncalendar: { workingWeek: [monday] }\n'
    const full = Object.fromEntries(Object.entries(library).map(([file, text]) => [file, `${text}${published}`]))
    const { course, trainee } = await openCourse(await fresh(), { ...full, 'office.yaml': office })
    expect(exercise(await course.begin(trainee('es'))).sheet.language).toBe('en')
    expect(exercise(await course.begin(trainee('fr'))).number).toBe(1)
  })

  it('credits answers to the questions that are live, and loses none of a set, from a process with an older playbook', async () => {
    const { course, trainee, db, change, another } = await openCourse(await fresh())
    const old = another(library)
    const edited = (mark: string) =>
      Object.fromEntries(Object.entries(library).map(([file, text]) => [file, text.replace(/^( {2}- .*)$/gm, `$1${mark}`)]))
    let place = exercise(await old.begin(trainee()))
    // Two edits, one after the other, while the set lies there.
    for (const mark of [' again', ' and again']) {
      change(edited(mark))
      await course.begin(trainee())
    }
    for (let done = 0; ; done++) {
      const next = await answer(old, trainee(), place)
      if (next.kind !== 'exercise') {
        expect([done, next]).toMatchObject([9, { kind: 'finished', all: 10 }])
        break
      }
      place = next
    }
    const live = new Set(course.questions().map(({ id }) => id))
    const remembered = await memories(db)
    expect(remembered).toHaveLength(10)
    for (const { question, reps } of remembered) expect([live.has(question), reps]).toEqual([true, 1])
    // The older process does not set the records back.
    const fresher = await course.begin(trainee(), true)
    expect(live.has(exercise(fresher).question)).toBe(true)
  })

  it('does not count a scene that is no more, and goes on with the set', async () => {
    const files = { ...library, 'scenes/wet.yaml': wet }
    const { course, trainee, change, db } = await openCourse(await fresh(), files)
    let place = await course.begin(trainee())
    while (place.kind === 'exercise' && !place.sheet.scene) place = await answer(course, trainee(), place)
    const scene = exercise(place)
    change(library)
    expect(await course.settle(trainee(), press(scene, choiceOf(scene, true)), 'sure')).toEqual({ kind: 'gone' })
    expect((await answers(db)).filter(({ question }) => question.startsWith('scene'))).toEqual([])
    expect((await course.next(trainee(), scene.set.id)).kind).not.toBe('nothing')
  })

  it('takes what was right by luck, or right after it had been explained, for not known', async () => {
    const { course, trainee, db } = await openCourse(await fresh())
    let place: Place = await course.begin(trainee())
    for (let at = 0; place.kind === 'exercise'; at++)
      place = await answer(course, trainee(), place, at !== 1, at === 0 ? 'guess' : 'sure')
    const known = (await memories(db)).filter(({ right_ }) => right_ === 1)
    expect(known).toHaveLength(8)
  })

  it('plays a scene anew that was changed in the middle', async () => {
    const files = { 'lost-card.yaml': threeEntries['lost-card.yaml'], 'scenes/wet.yaml': wet }
    const { course, trainee, change, db } = await openCourse(await fresh(), files)
    const place = exercise(await course.begin(trainee()))
    change({ ...files, 'scenes/wet.yaml': wet.replaceAll('mend', 'repair') })
    const outcome = await course.settle(trainee(), press(place, choiceOf(place, false)), 'sure')
    expect(outcome).toMatchObject({ kind: 'onward', next: { sheet: { scene: { step: 'lump', taken: [] } } } })
    expect(await answers(db)).toEqual([])
  })
})
