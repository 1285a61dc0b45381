/** The recap of the sample's last week in every look that a chat can ask for. */
import { composeEdition } from '#src/briefing/compose.ts'
import type { Length } from '#src/briefing/compose/look.ts'
import type { Theme } from '#src/charts/index.ts'
import type { Message } from '#src/chat/message.ts'
import { makeEdition } from '#src/editions/make.ts'
import { LOCALES } from '#src/i18n/locale.ts'
import { createWords } from '#src/i18n/words.ts'
import type { History } from '#src/market/history.ts'
import { lastWeekAt } from '#src/market/week.ts'

const LENGTHS: readonly Length[] = ['full', 'compact', 'text']
const THEMES: readonly Theme[] = ['dark', 'light']

export { sampleHistory } from './histories.ts'

/** Languages x lengths x themes, each with a name such as `ja full dark`. */
export function everyRecap(history: History): Recaps {
  const known = composed.get(history) ?? composeAll(history)
  composed.set(history, known)
  return known
}

type Recaps = readonly (readonly [look: string, message: Message])[]

const composed = new WeakMap<History, Recaps>()

function composeAll(history: History): Recaps {
  const week = lastWeekAt(history.now, 'UTC')
  const edition = makeEdition(history, week)
  return LOCALES.flatMap((locale) => {
    const words = createWords(locale, locale === 'ja' ? 'Asia/Tokyo' : 'UTC', week.end)
    return LENGTHS.flatMap((length) =>
      THEMES.map((theme) => {
        const look = { words, theme, colors: 'standard' as const, length, charts: 5 }
        return [`${locale} ${length} ${theme}`, composeEdition(edition, look).message] as const
      }),
    )
  })
}
