/** Correcting an edition: a new revision is frozen where figures changed, and what was posted of earlier ones is edited. */
import { changesOf } from '#src/briefing/correction.ts'
import type { Correction } from '#src/briefing/edition.ts'
import { platformOf } from '#src/chat/address.ts'
import type { Poster } from '#src/chat/posting.ts'
import type { MakePosts } from '#src/delivery/makeposts.ts'
import { optionsOf } from '#src/delivery/options.ts'
import { nonceOf } from '#src/delivery/nonce.ts'
import { createPreparing } from '#src/delivery/prepared.ts'
import type { Dailies } from '#src/editions/dailies.ts'
import type { Flashes } from '#src/editions/flashes.ts'
import type { Editions } from '#src/editions/freeze.ts'
import { createWords } from '#src/i18n/words.ts'
import type { Log } from '#src/log.ts'
import type { History } from '#src/market/history.ts'
import type { Corrections } from '#src/store/corrections.ts'
import type { Claimed, ClaimedPart } from '#src/store/claimed.ts'

export interface CorrectParts {
  readonly editions: Editions
  readonly dailies: Dailies
  readonly flashes: Pick<Flashes, 'revise' | 'revisions'>
  readonly ledger: Corrections
  readonly history: () => History
  readonly poster: (platform: string) => Poster | undefined
  readonly makePosts: MakePosts
  readonly log: Log
  /** Milliseconds since 1970. */
  readonly now: () => number
}

/** What a correction did; `same` where no figure is another now and nothing was left to edit. */
export type CorrectionResult =
  | {
      readonly kind: 'corrected'
      readonly edition: string
      /** In English, one a figure. */
      readonly changes: readonly string[]
      readonly edited: number
      readonly failed: number
    }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'same' }
  /** No edition was meant, but a fact that was withheld: it counts from now on. */
  | { readonly kind: 'accepted' }

/** Posts of one revision that are edited in one go. */
const MOST = 20_000

/**
 * `named` is an edition's id or its closing Monday, a daily's id or its day, a flash's id; of a Monday that both have, both are
 * corrected. Asked again, it goes on with the posts that could not be edited.
 */
export async function correct(named: string, parts: CorrectParts): Promise<CorrectionResult> {
  const { editions, dailies, flashes, history, now } = parts
  const results = [
    await correctIn(await editions.revise(named, history(), now()), parts),
    await correctIn(await dailies.revise(named, history(), now()), parts),
    await correctIn(await flashes.revise(named, history(), now()), parts),
  ]
  const done = results.filter((one) => one.kind === 'corrected')
  const [first] = done
  if (!first) return results.find(({ kind }) => kind === 'same') ?? { kind: 'unknown' }
  return {
    ...first,
    changes: done.flatMap(({ changes }) => changes),
    edited: done.reduce((sum, one) => sum + one.edited, 0),
    failed: done.reduce((sum, one) => sum + one.failed, 0),
  }
}

/** What there is of one edition or daily: all revisions, the last of which may be new. */
interface Revisions {
  readonly revisions: readonly Revision[]
  readonly isNew: boolean
}

interface Revision {
  readonly id: string
  readonly correction?: Correction
}

async function correctIn(
  { isNew, revisions: all }: Revisions,
  parts: CorrectParts,
): Promise<CorrectionResult> {
  const latest = all.at(-1)
  if (!latest) return { kind: 'unknown' }
  const outdated = await postedBefore(all, parts)
  if (latest.correction === undefined || (outdated.length === 0 && !isNew)) return { kind: 'same' }
  const { edited, failed } = await editAll(outdated, latest.id, parts)
  const words = createWords('en', 'UTC', parts.now())
  const changes = changesOf(latest.correction.changes, words)
  return { kind: 'corrected', edition: latest.id, changes, edited, failed }
}

/**
 * Edits what was posted of earlier revisions of a flash, be it corrected, withdrawn or gone further. To be asked again and again: what
 * its platform refuses to edit is left as it is from then on.
 */
export async function editFlash(
  first: string,
  parts: Omit<CorrectParts, 'editions' | 'dailies'>,
): Promise<void> {
  const all = await parts.flashes.revisions(first)
  const latest = all.at(-1)
  if (!latest) return
  const { refused } = await editAll(await postedBefore(all, parts), latest.id, parts)
  for (const { id, target } of refused) {
    parts.log.warn(`A flash in ${target} stays as it was posted: it cannot be edited there`)
    await parts.ledger.correct(id, latest.id)
  }
}

/** What was posted of all revisions but the last. */
async function postedBefore(
  all: readonly Pick<Revision, 'id'>[],
  { ledger }: Pick<CorrectParts, 'ledger'>,
): Promise<readonly Claimed[]> {
  return (await Promise.all(all.slice(0, -1).map(({ id }) => ledger.postedOf(id, MOST)))).flat()
}

type EditParts = Omit<CorrectParts, 'editions' | 'dailies' | 'flashes' | 'history'>

async function editAll(
  outdated: readonly Claimed[],
  edition: string,
  parts: EditParts,
): Promise<{ readonly edited: number; readonly failed: number; readonly refused: readonly Claimed[] }> {
  const prepare = createPreparing()
  const refused: Claimed[] = []
  let [edited, failed] = [0, 0]
  for (const one of outdated) {
    const done = await editPosts(one, edition, prepare, parts).catch((error: unknown) => {
      parts.log.error(`A post in ${one.target} was not corrected: ${String(error)}`)
      return 'later' as const
    })
    if (done === 'edited') edited += 1
    else failed += 1
    if (done === 'refused') refused.push(one)
  }
  return { edited, failed, refused }
}

/** `refused`: its platform said no and will say it again, or nobody knows which messages they are. `later`: it can be tried again. */
export type Edited = 'edited' | 'refused' | 'later'

/** Edits all that a delivery posted so that it shows an edition. */
export async function editPosts(
  delivery: Claimed,
  edition: string,
  prepare: ReturnType<typeof createPreparing>,
  { ledger, poster: posterOf, makePosts, now, log }: EditParts,
): Promise<Edited> {
  const { id, target, plan, fireAt, late, reason, parts: all, resends, schedule } = delivery
  const poster = posterOf(platformOf(target))
  if (!poster) return 'later'
  const sent = all.filter(({ state }) => state === 'sent')
  const isNamed = sent.every((part) => part.isNamed)
  const made = await makePosts({
    ...{ plan, fireAt, now: now(), reason, late, edition, schedule, target },
    // What is shown for approval is shown as it is now.
    ...(reason === 'review' ? { delivery: id } : { additions: delivery.additions ?? {} }),
  })
  if (made.kind !== 'ready') return 'later'
  const byLanguage = Map.groupBy(sent, ({ posted }) => posted[0]?.language)
  if (!isNamed || (made.posts.length > 1 && sent.some(isUnposted))) {
    log.info(`A post in ${target} was not corrected: it is not known which message it is`)
    return 'refused'
  }
  const own = optionsOf(delivery)
  const { role: _, ...quiet } = own
  for (const [index, post] of made.posts.entries()) {
    const options = index === 0 ? own : quiet
    const parts = made.posts.length > 1 ? (byLanguage.get(post.language) ?? []) : sent
    const posted = parts.flatMap((part) => part.posted)
    if (posted.length === 0) continue
    const { prepared, title } = await prepare(poster, post)
    const nonce = nonceOf(id, parts[0]?.part ?? 0, resends)
    const outcome = await poster.edit(prepared, { target, options, nonce, title }, posted)
    if (outcome.kind !== 'sent') return outcome.kind === 'refused' ? 'refused' : 'later'
    const { language } = post
    await ledger.replaced(
      id,
      parts.map(({ part }) => part),
      outcome.messages.map((one) => ({ ...one, language })),
    )
  }
  await ledger.correct(id, edition)
  return 'edited'
}

/** Messages of which is not written down what language they are in. */
function isUnposted({ posted }: ClaimedPart): boolean {
  return posted.some(({ language }) => language === undefined)
}
