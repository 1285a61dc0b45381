/** Answering a clicked button of a posted flash: to the member who clicked alone, from the flash that was posted. */
import { composeFlash } from '#src/briefing/flash/compose.ts'
import type { ActionRecord } from '#src/chat/memory.ts'
import type { Reply } from '#src/chat/request.ts'
import type { Flashes } from '#src/editions/flashes.ts'
import { choiceIn, lookOf } from '#src/editions/postbuttons.ts'
import { RequestError } from '#src/errors.ts'
import { createWords } from '#src/i18n/words.ts'
import { shownOf } from './dailyclicks.ts'

/** Throws RequestError for a button that means nothing, or whose flash is not kept any more. */
export async function answerFlashClick(
  record: ActionRecord,
  choice: string,
  flashes: Pick<Flashes, 'get'> | undefined,
): Promise<Reply> {
  const asked = choiceIn(choice)
  if (!asked) throw new RequestError('chat.unknownClick')
  const { edition: id, zone, theme, colors, currency } = lookOf(record)
  const edition = (await flashes?.get(id))?.edition
  if (!edition) throw new RequestError('chat.expired')
  const money = currency === 'usd' ? undefined : { currency, yen: edition.yen }
  const words = createWords(asked.language, zone, edition.settledAt, money)
  const composed = composeFlash(edition, { words, theme, colors })
  const symbolOf = (asset: string) => edition.symbols[asset] ?? asset
  const message = shownOf(asked, composed, { id: record.id, about: 'aboutFlash', symbolOf, words })
  return { message, private: true, edit: false }
}
