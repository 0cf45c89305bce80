import type { Office } from './office.ts'

/** A day such as 2026-12-04, without a time zone. */
export type Day = string

/** The day of the office's clock at a moment: the time zone is the process's (`TZ`). */
export function dayOf(moment: Date): Day {
  const two = (number: number) => String(number).padStart(2, '0')
  return `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`
}

const names = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const

/** Longest run of days off that a calendar may have: beyond it, no day would ever be a working day. */
const longestRest = 60

/** Whether the office works on a day. */
export function isWorkingDay(day: Day, { workingWeek, holidays, extraWorkingDays }: Office['calendar']): boolean {
  if (extraWorkingDays.includes(day)) return true
  const name = names[new Date(`${day}T00:00:00Z`).getUTCDay()]
  return name !== undefined && workingWeek.includes(name) && !holidays.includes(day)
}

/**
 * The day that lies so many working days after another one, counted from the day after it; 0 is the day itself, or the next working day.
 * @throws when the calendar has no working day for two months
 */
export function workingDaysAfter(day: Day, count: number, calendar: Office['calendar']): Day {
  let found = day
  let rest = 0
  for (let left = count; left > 0 || !isWorkingDay(found, calendar); ) {
    found = daysAfter(found, 1)
    if (isWorkingDay(found, calendar)) {
      left--
      rest = 0
    } else if (++rest > longestRest) throw new Error(`the working calendar has no working day after ${day}`)
  }
  return found
}

/** The day so many days after another one, before it where the number is negative: of the calendar, worked or not. */
export function daysAfter(day: Day, days: number): Day {
  const date = new Date(`${day}T00:00:00Z`)
  date.setUTCDate(date.getUTCDate() + days)
  return date.toISOString().slice(0, 10)
}
