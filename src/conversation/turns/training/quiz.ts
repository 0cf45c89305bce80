import type { Place, Pressed, Trainee } from '../../../training/course.ts'
import { type Sureness, sureness } from '../../../training/schedule.ts'
import { button, buttons, card, text } from '../../cards.ts'
import type { Turn } from '../../parts.ts'
import type { CardReply } from '../../reply.ts'
import { gone } from '../advise.ts'
import { exerciseCard, explainedCard, sureCard } from './exercise.ts'
import { reportStuck } from './team.ts'

/** Turns of a page: what was pressed is not left lying about. */
const inPlace = (reply: CardReply): CardReply => ({ ...reply, inPlace: true })

/** Practice begins, or goes on where it was left today. */
export const quiz = async (turn: Turn): Promise<CardReply> => placeCard(turn, await turn.parts.course.begin(traineeOf(turn)))

/** Another set after a finished one. */
export const further = async (turn: Turn): Promise<CardReply> =>
  inPlace(placeCard(turn, await turn.parts.course.begin(traineeOf(turn), true)))

/** The next question of a set. */
export async function next(turn: Turn): Promise<CardReply> {
  const [set = ''] = turn.wish.subjects
  const place = await turn.parts.course.next(traineeOf(turn), set)
  return inPlace(place.kind === 'nothing' ? await quiz(turn) : placeCard(turn, place))
}

/** A choice was pressed. */
export async function choose(turn: Turn): Promise<CardReply> {
  const pressed = pressedOf(turn)
  const exercise = await turn.parts.course.choose(traineeOf(turn), pressed)
  if (!exercise) return old(turn, pressed.set)
  return inPlace(exercise.answered ? explainedCard(turn, exercise) : sureCard(turn, exercise))
}

/** How sure they were was pressed: the answer counts, and is explained. */
export async function sure(turn: Turn): Promise<CardReply> {
  const pressed = pressedOf(turn)
  const said = turn.wish.subjects[4] ?? ''
  if (!isSureness(said)) return old(turn, pressed.set)
  const outcome = await turn.parts.course.settle(traineeOf(turn), pressed, said)
  switch (outcome.kind) {
    case 'gone':
      return old(turn, pressed.set)
    case 'onward':
      return inPlace(exerciseCard(turn, outcome.next))
    case 'answered':
      await reportStuck(turn, outcome.place.question)
      return inPlace(explainedCard(turn, outcome.place, said))
  }
}

/** What a token of a choice says. */
function pressedOf({ wish }: Turn): Pressed {
  const [set = '', position = '', step = '', choice = ''] = wish.subjects
  return { set, position: Number(position), step, choice: Number(choice) }
}

/** Enough for now. */
export async function pause({ language, say }: Turn): Promise<CardReply> {
  return inPlace(card(language, say('quiz.paused'), text(say('quiz.pausedText')), buttons(button(say('quiz.start'), ['quiz']))))
}

const isSureness = (said: string): said is Sureness => (sureness as readonly string[]).includes(said)

const traineeOf = ({ person, language, today }: Turn): Trainee => ({ person: person.id, language, today })

/** A press of a question that went on meanwhile shows where it is now. */
const old = async (turn: Turn, set: string): Promise<CardReply> => {
  const place = await turn.parts.course.next(traineeOf(turn), set)
  return place.kind === 'nothing' ? gone(turn) : inPlace(placeCard(turn, place))
}

function placeCard(turn: Turn, place: Place): CardReply {
  const { say, language } = turn
  switch (place.kind) {
    case 'exercise':
      return exerciseCard(turn, place)
    case 'finished':
      return card(
        language,
        say('quiz.finished'),
        text(say('quiz.finishedText', { right: place.right, all: place.all })),
        buttons(
          button(say('progress.button'), ['progress'], 'main'),
          button(say('quiz.further', { count: turn.parts.course.daily() }), ['further']),
        ),
      )
    case 'nothing':
      return card(
        language,
        say('quiz.nothing'),
        text(say(place.empty ? 'quiz.noneText' : 'quiz.nothingText')),
        buttons(button(say('progress.button'), ['progress'])),
      )
  }
}
