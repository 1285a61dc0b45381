/** The review: an edition or a flash as it will be posted, with what will become of it and the buttons that decide that. */
import { createHash } from 'node:crypto'
import type { Additions } from '#src/chat/additions.ts'
import type { Button } from '#src/chat/action.ts'
import { platformOf } from '#src/chat/address.ts'
import type { Desk, OpenApproval } from '#src/chat/desk.ts'
import type { ActionRecord, Memory } from '#src/chat/memory.ts'
import { type Message, withInstants } from '#src/chat/message.ts'
import type { PlatformName } from '#src/chat/platform.ts'
import type { Poster } from '#src/chat/posting.ts'
import type { LanguageCode } from '#src/chat/request.ts'
import type { MadePosts, Order, Post } from '#src/delivery/makeposts.ts'
import type { WordKey } from '#src/i18n/keys.ts'
import { recordInstants } from '#src/i18n/instants.ts'
import { createWords, type Words } from '#src/i18n/words.ts'
import { languagesOf } from './postlook.ts'
import { type ReviewedParts, reviewedOf } from './reviewed.ts'
import { contentShown, isOver, type Phase, phaseOf, shownOf } from './reviewphase.ts'
import { quietEnd } from './approvaltimes.ts'
import { textForm } from './deskforms.ts'
import { sayUnnamed } from './names.ts'

export interface ReviewPostParts extends ReviewedParts {
  readonly desk: Pick<Desk, 'texts' | 'shownBy' | 'shown'>
  readonly memory: Pick<Memory, 'saveAction'>
  /** A platform that is connected, asked what chats and members are called. */
  readonly poster: (platform: string) => Pick<Poster, 'nameOf' | 'memberName'> | undefined
}

const HOUR = 3_600_000

/** Of a review's buttons, for the command that answers them. */
export const REVIEW_COMMAND = 'desk'

/** What the review of a run shows now, in each language of its post. Rejects where it is of no run that is kept. */
export async function makeReview(order: Order, parts: ReviewPostParts): Promise<MadePosts> {
  const { desk } = parts
  const { now, delivery = '' } = order
  const open = await desk.shownBy(delivery)
  if (!open) throw new RangeError('there is no run to be shown')
  const { approval, plan } = open
  const reviewed = await reviewedOf(open, now, parts)
  if (reviewed.kind === 'wait') return reviewed
  const { content, additions, edition } = reviewed
  const phase = phaseOf(open, now)
  const wasOther = contentShown(approval.shown) ?? content
  const isChanged = phase === 'waiting' && wasOther !== content
  const shown = shownOf(phase, open)
  const names = await namesOf(open, parts)
  const post = (language: LanguageCode): Post => ({
    language,
    key: JSON.stringify([delivery, content, shown, isChanged, names]),
    async message() {
      const { words, message } = reviewed.message(language)
      const rows = rowsOf(phase, additions, words)
      const record = recordOf(open, content, order)
      if (rows.length > 0) await parts.memory.saveAction(record)
      return withBanner(message, { open, phase, isChanged, names }, language, rows, record.id)
    },
  })
  // Edits are put down by those who make them, once they are there.
  if (approval.shown === undefined) await desk.shown(approval.schedule, approval.fireAt, shown, false)
  return { kind: 'ready', edition, late: false, posts: languagesOf(plan).map(post) }
}

interface Names {
  readonly place: string | undefined
  readonly member: string | undefined
}

/** What people call the chat of the post, and who decided. */
async function namesOf({ approval, plan }: OpenApproval, { poster }: ReviewPostParts): Promise<Names> {
  const through = poster(platformOf(plan.target))
  const { by } = approval
  const [place, member] = await Promise.all([
    through?.nameOf(plan.target).catch(() => undefined),
    by === undefined ? undefined : through?.memberName?.(plan.target, by).catch(() => undefined),
  ])
  return { place, member }
}

interface Banner {
  readonly open: OpenApproval
  readonly phase: Phase
  readonly isChanged: boolean
  readonly names: Names
}

/** The same post with what it is and what becomes of it above all; its own buttons and thread are left to the post. */
function withBanner(
  post: Message,
  banner: Banner,
  language: LanguageCode,
  rows: readonly (readonly Button[])[],
  id: string,
): Message {
  const { thread: _, actions: __, ...message } = post
  const { plan, approval } = banner.open
  const { words, instants } = recordInstants(createWords(language, plan.zone, approval.fireAt))
  const block = {
    kind: 'paragraph',
    heading: words.say('desk:review.title'),
    text: bannerText(banner, words),
  } as const
  const shown = {
    ...message,
    blocks: [block, ...message.blocks],
    ...(rows.length > 0 && { actions: { id, rows } }),
  }
  return withInstants(shown, instants())
}

/** What will be done or was done, and by whom. */
export function bannerText({ open, phase, isChanged, names }: Banner, words: Words): string {
  const { approval, plan } = open
  const { fireAt: due, deadline, expiresAt: until, at } = approval
  // Quiet hours lie between.
  const isDelayed =
    phase === 'waiting' && plan.what.kind === 'flash' && deadline > due + (plan.approval?.hours ?? 0) * HOUR
  const place = names.place ?? sayUnnamed(plan.target, words)
  const name = names.member ?? words.say('desk:review.someone', { id: approval.by ?? '' })
  const values = { due: dueOf(open), deadline, until, place, name, at: at ?? due }
  const said = [
    words.say(bannerKey(phase, open), values),
    ...(isDelayed ? [words.say('desk:review.quiet')] : []),
  ]
  return [...(isChanged ? [words.say('desk:review.changed')] : []), ...said].join(words.grammar.gap)
}

/** When an approved run is posted; a flash that is approved in quiet hours waits until they end. */
function dueOf({ approval, plan }: OpenApproval): number {
  const { fireAt, at, deadline } = approval
  return (at !== undefined && at < deadline ? quietEnd(plan, at) : undefined) ?? fireAt
}

function bannerKey(phase: Phase, open: OpenApproval): WordKey {
  const { approval, plan, delivery } = open
  const mode = plan.approval?.mode ?? 'approved'
  const isFlash = plan.what.kind === 'flash'
  if (phase === 'waiting') return isFlash ? `desk:review.waitingFlash.${mode}` : `desk:review.waiting.${mode}`
  if (phase === 'approved' && dueOf(open) <= (approval.at ?? 0)) return 'desk:review.approvedNow'
  if (phase === 'skipped' && approval.state === 'held') return 'desk:review.skippedHeld'
  if (phase === 'gone' && delivery?.code === 'withdrawn') return 'desk:review.withdrawn'
  if (phase === 'gone' && delivery?.code === 'overtaken') return 'desk:review.overtaken'
  return `desk:review.${phase}`
}

/** What can still be decided. */
function rowsOf(
  phase: Phase,
  additions: Additions | undefined,
  words: Words,
): readonly (readonly Button[])[] {
  if (isOver(phase)) return []
  const button = (choice: 'approve' | 'hold' | 'postnow' | 'headline' | 'note', style?: 'main'): Button => ({
    kind: 'button',
    choice,
    label: words.say(`desk:review.buttons.${choice}`),
    ...(style && { style }),
    ...((choice === 'headline' || choice === 'note') && {
      form: textForm(choice, additions?.[choice] ?? {}, words),
    }),
  })
  if (phase === 'skipped') return [[button('postnow', 'main')]]
  return [
    [
      ...(phase === 'approved' ? [] : [button('approve', 'main')]),
      ...(phase === 'held' ? [] : [button('hold')]),
      ...(additions === undefined ? [] : [button('headline'), button('note')]),
    ],
  ]
}

/** What is behind the buttons: another for other content, so that a click decides on what was seen. */
function recordOf(
  { approval, plan }: OpenApproval,
  content: string,
  { delivery = '', now, target = plan.target }: Order,
): ActionRecord {
  const { schedule, fireAt, owner, edition } = approval
  const id = createHash('sha256').update(`${delivery} ${content}`).digest('base64url').slice(0, 11)
  return {
    ...{ id, platform: platformOf(target) as PlatformName, chat: target, asker: 'system' },
    ...{ command: REVIEW_COMMAND, createdAt: now },
    args: { owner, target: plan.target, schedule, run: String(fireAt), edition, content },
  }
}
