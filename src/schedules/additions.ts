/** What moderators add to a schedule's posts, and the content that they approve. */
import { createHash } from 'node:crypto'
import type { Edition } from '#src/briefing/edition.ts'
import { type Additions, additionsOf, type DeskText, textsIn } from '#src/chat/additions.ts'
import type { Desk } from '#src/chat/desk.ts'
import type { Plan } from '#src/chat/schedule.ts'
import { BOTH } from '#src/i18n/locale.ts'
import { languagesOf } from './postlook.ts'

/** What is added to one post. */
export interface Added {
  readonly additions: Additions
  /** Whose schedule it is; undefined where that is gone. */
  readonly owner: string | undefined
  /** All that was written for the edition, in other languages too. */
  readonly texts: readonly DeskText[]
}

export interface AdditionParts {
  readonly desk: Pick<Desk, 'texts'>
  /** Whose a schedule is, by its id. */
  readonly ownerOf: (schedule: string) => Promise<string | undefined>
}

/** What is added to a schedule's post of an edition, in its languages alone. */
export async function addedTo(
  { week }: Pick<Edition, 'week'>,
  { plan, schedule }: { readonly plan: Plan; readonly schedule: string | undefined },
  { desk, ownerOf }: AdditionParts,
): Promise<Added> {
  const owner = schedule === undefined ? undefined : await ownerOf(schedule)
  const texts = owner === undefined ? [] : await desk.texts(owner, week.edition)
  const written = additionsOf(texts)
  const languages = languagesOf(plan)
  const additions = Object.entries({ ...written, intro: plan.intro }).flatMap(([kind, all]) => {
    const own = textsIn(all, languages)
    return own ? [[kind, own] as const] : []
  })
  return { additions: Object.fromEntries(additions), owner, texts }
}

/** How a post is worded and drawn. */
type Look = Omit<Plan, 'what'> & { readonly what: Plan['what'] | 'flash' }

/** A hash of what is approved: the edition's figures, what is added, and how both are worded and drawn. */
export function contentOf(
  { id, revision }: Pick<Edition, 'id' | 'revision'>,
  additions: Additions,
  { what, zone, theme, colors, currency = 'usd', language, options }: Look,
): string {
  const sorted = Object.entries(additions).toSorted(([a], [b]) => (a < b ? -1 : 1))
  const texts = sorted.map(([kind, all]) => [kind, ...BOTH.map((one) => all[one] ?? null)])
  const look = [what, zone, theme, colors, currency, language, options.textOnly === true]
  return createHash('sha256')
    .update(JSON.stringify([id, revision, texts, look]))
    .digest('base64url')
    .slice(0, 16)
}
