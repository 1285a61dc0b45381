/** The footer of a recap: universe, what is missing, where records begin, sources, and what the edition is called. */
import type { Words } from '#src/i18n/words.ts'
import { DAY } from '#src/market/time.ts'
import { endsAtUtcMidnight } from '#src/market/week.ts'
import { creditsOf } from '../credits.ts'
import { formatWithheld } from '../details/withheld.ts'
import { type Edition, editionLabel } from '../edition.ts'
import { nameMissing } from '../method.ts'
import { sourcesLine } from '../names.ts'
import { recordsLine } from '../records.ts'
import type { Section } from '../section.ts'
import { staleLine } from '../stale.ts'
import { tetherLine } from '../tether.ts'
import { thinLine } from '../thin.ts'
import { agedRanksLines, universeLine } from '../universe.ts'
import { allSources, joint, symbolIn } from './sources.ts'

export function footerOf(
  edition: Edition,
  sections: readonly Section[],
  words: Words,
  shown: ReadonlySet<string>,
): string[] {
  const { readings, week, data } = edition
  const lines = [
    universeLine(readings, words),
    ...agedRanksLines([readings.sectors.value, readings.correlation.value], words),
    missingLine(edition, sections, words),
    tetherLine(edition.tether ?? [], words),
    withheldLine(edition, words),
    staleLine(edition.stale ?? [], words),
    recordsLine(edition, shown, words),
    data.kind === 'simulated' ? '' : sourcesLine(allSources(edition), words),
    data.kind === 'simulated' ? '' : creditsOf(allSources(edition)),
    endsAtUtcMidnight(week) ? '' : words.say('method.dailyBoundary', { time: floorOf(week.end) }),
    readings.assets.value.rows.some((row) => row.closes) ? words.say('method.closed') : '',
    [data.kind === 'simulated' ? words.say('method.simulated') : '', editionLabel(edition)]
      .filter(Boolean)
      .join(joint(words)),
    words.say('method.advice'),
  ]
  return lines.filter((line) => line !== '')
}

/** Lines that say what the edition leaves out, and why: those of the footer, or that it has little. */
export function leftOutLines(edition: Edition, sections: readonly Section[], words: Words): string[] {
  const lines = [
    thinLine(edition, words) ?? '',
    missingLine(edition, sections, words),
    withheldLine(edition, words),
    staleLine(edition.stale ?? [], words),
  ]
  return lines.filter((line) => line !== '')
}

/** Empty where the edition says at its top that it has little. */
function missingLine(edition: Edition, sections: readonly Section[], words: Words): string {
  const names = nameMissing(
    sections.flatMap((one) => one.missing),
    words,
    symbolIn(edition),
  )
  return names === '' || thinLine(edition, words) !== undefined ? '' : words.say('method.missing', { names })
}

function floorOf(instant: number): number {
  return Math.floor(instant / DAY) * DAY
}

/** Facts that are named in the footer, before the rest is counted. */
const WITHHELD_SHOWN = 3

function withheldLine(edition: Edition, words: Words): string {
  const { withheld = [] } = edition
  if (withheld.length === 0) return ''
  const facts = withheld.slice(0, WITHHELD_SHOWN).map((one) => formatWithheld(one, symbolIn(edition), words))
  const more = withheld.length - facts.length
  if (more > 0) facts.push(words.say('commands:sources.moreWithheld', { count: more }))
  return words.say('method.withheld', { facts: facts.join(words.grammar.gap) })
}
