import { expect, it } from 'vitest'
import { doSet, type Language } from '../conversation/practice.ts'
import { clerkAtTerminal } from './clerk.ts'

const quizzes: Readonly<Record<Language, string>> = { en: 'quiz', es: 'practicar' }

it.each(['en', 'es'] as const)(
  'a daily set is done by digits, killed between any two presses, in %s',
  async (language) => {
    const clerk = clerkAtTerminal(language)
    const { answers, last } = await doSet(clerk, language, {
      wrong: language === 'en' ? [3] : [],
      between: async () => {
        await clerk.restarts()
        return clerk.says(quizzes[language])
      },
    })
    expect(answers).toBe(language === 'en' ? 11 : 10)
    expect(last.text).toContain(language === 'en' ? '9 of 10 right' : '10 de 10 a la primera')
    await clerk.leave()
  },
  240_000,
)
