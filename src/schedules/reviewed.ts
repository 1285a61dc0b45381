/** What a review shows: the post of a run as it will look, a recap's or a flash's, and what can be decided and written. */
import type { SectionName } from '#src/briefing/section.ts'
import type { Additions } from '#src/chat/additions.ts'
import type { OpenApproval } from '#src/chat/desk.ts'
import type { Message } from '#src/chat/message.ts'
import type { LanguageCode } from '#src/chat/request.ts'
import { formatRecap } from '#src/editions/answer.ts'
import type { Flashes } from '#src/editions/flashes.ts'
import type { Editions } from '#src/editions/freeze.ts'
import { createWords, type Words } from '#src/i18n/words.ts'
import type { History } from '#src/market/history.ts'
import type { FlashStore } from '#src/store/flashport.ts'
import { type AdditionParts, addedTo, contentOf } from './additions.ts'
import { flashMessage } from './flashposts.ts'
import { flashContent } from './runcontent.ts'
import { weekOf } from './weeks.ts'

export interface ReviewedParts extends AdditionParts {
  readonly history: () => History
  readonly editions: Pick<Editions, 'ready'>
  readonly flashes: Pick<Flashes, 'revisions'>
  readonly flashStore: Pick<FlashStore, 'find'>
}

export interface Reviewed {
  readonly kind: 'ready'
  /** The id of what is shown. */
  readonly edition: string
  /** The hash of it. */
  readonly content: string
  /** What stands beside its data; undefined where nothing can. */
  readonly additions: Additions | undefined
  readonly message: (language: LanguageCode) => { readonly words: Words; readonly message: Message }
}

/** Rejects where there is nothing that could be shown. */
export function reviewedOf(
  open: OpenApproval,
  now: number,
  parts: ReviewedParts,
): Promise<Reviewed | { readonly kind: 'wait'; readonly until: number }> {
  return open.plan.what.kind === 'flash' ? reviewedFlash(open, parts) : reviewedRecap(open, now, parts)
}

async function reviewedFlash({ approval, plan }: OpenApproval, parts: ReviewedParts): Promise<Reviewed> {
  const { schedule, edition: first, fireAt } = approval
  const flash = (await parts.flashes.revisions(first)).at(-1)
  if (!flash) throw new RangeError('there is no flash that could be shown')
  const isLast = (await parts.flashStore.find(schedule, first))?.last === true
  const { content } = flashContent(flash, plan, fireAt)
  return {
    ...{ kind: 'ready', edition: flash.id, content, additions: undefined },
    message: (language) => flashMessage(flash, { plan, fireAt, isLast }, language),
  }
}

async function reviewedRecap(
  { approval, plan }: OpenApproval,
  now: number,
  parts: ReviewedParts,
): Promise<Reviewed | { readonly kind: 'wait'; readonly until: number }> {
  if (plan.what.kind !== 'brief') throw new RangeError('there is no run to be shown')
  const { length, sections, windowZone } = plan.what
  const history = parts.history()
  const week = weekOf(windowZone, approval.fireAt, history)
  const ready = await parts.editions.ready(history, week, { least: 0, deadline: now, now })
  if (ready.kind === 'wait') return ready
  const { edition } = ready
  const { additions } = await addedTo(edition, { plan, schedule: approval.schedule }, parts)
  const { currency = 'usd', theme, colors, zone } = plan
  return {
    ...{ kind: 'ready', edition: edition.id, content: contentOf(edition, additions, plan), additions },
    message(language) {
      const words = createWords(
        language,
        zone,
        edition.week.end,
        currency === 'usd' ? undefined : { currency },
      )
      const request = {
        ...{ length, language, withFigures: false, additions },
        sections: sections as readonly SectionName[] | undefined,
      }
      return { words, message: formatRecap(edition, request, { words, theme, colors }) }
    },
  }
}
