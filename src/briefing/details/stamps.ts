/** Details of `/sources` and `doctor`: what instant each venue's daily rows of open interest were proved to stand for. */
import type { Block } from '#src/chat/message.ts'
import type { Words } from '#src/i18n/words.ts'
import type { History } from '#src/market/history.ts'
import type { InterestStamp } from '#src/market/stamp.ts'
import { detailsOf } from '../details.ts'

/** A line a venue, by name: the verdict, when it was reached, and the rows and readings that it stands on. */
export function stampLines(
  { interestStamps }: Pick<History, 'interestStamps'>,
  words: Words,
): readonly string[] {
  return [...(interestStamps?.values() ?? [])]
    .sort((a, b) => (a.venue < b.venue ? -1 : 1))
    .map((stamp) => stampLine(stamp, words))
}

/** The lines under their heading; nothing where no venue was looked at. */
export function stampBlocks(history: Pick<History, 'interestStamps'>, words: Words): Block[] {
  const items = stampLines(history, words)
  if (items.length === 0) return []
  return [{ kind: 'bullets', heading: detailsOf('sources', words).say('stamps'), items }]
}

function stampLine({ venue, at, checkedAt, ...counts }: InterestStamp, words: Words): string {
  const { say } = detailsOf('sources', words)
  const { days, start, end, agreed, contradicted } = counts
  const name = words.find(`glossary:venues.${venue}`) ?? venue
  const sentences = [
    say(`stampOf.${at}`, { venue: name }),
    say('stampChecked', { time: checkedAt, days, start, end }),
    ...(agreed + contradicted > 0 ? [say('stampReadings', { agreed, contradicted })] : []),
  ]
  return sentences.join(words.grammar.gap)
}
