/** Long choices where each option is a button: on pages, in a row of its own at worst. */
import { SECTIONS } from '#src/briefing/section.ts'
import type { Button } from '#src/chat/action.ts'
import type { Words } from '#src/i18n/words.ts'
import { button } from './controls.ts'
import type { Draft } from './draft.ts'

/** Options to a page: with a row to turn it and one to leave it they are ten. */
export const PAGE = 8

export function pageOf<Value>(values: readonly Value[], page: number): readonly Value[] {
  return values.slice(page * PAGE, (page + 1) * PAGE)
}

/** Buttons to the page before and the page after; none where there is one page. */
export function turns(values: readonly unknown[], page: number, words: Words): readonly Button[] {
  return [
    ...(page > 0 ? [button(`page=${page - 1}`, words.say('schedules:buttons.earlier'))] : []),
    ...((page + 1) * PAGE < values.length
      ? [button(`page=${page + 1}`, words.say('schedules:buttons.later'))]
      : []),
  ]
}

/** All sections that are chosen after a click on one page, which tells of its own alone. */
export function withOtherPages(
  { plan, screen, page = 0 }: Draft,
  chosen: readonly string[],
): readonly string[] {
  if (screen !== 'sections' || plan.what.kind !== 'brief') return chosen
  const { sections = SECTIONS } = plan.what
  const shown: readonly string[] = pageOf(SECTIONS, page)
  return [...chosen, ...sections.filter((name) => !shown.includes(name))]
}
