/** What a chat's flashes post: each as it was frozen last, in each of the chat's languages. */
import { composeFlash } from '#src/briefing/flash/compose.ts'
import { platformOf } from '#src/chat/address.ts'
import type { Memory } from '#src/chat/memory.ts'
import { type Message, withoutPictures } from '#src/chat/message.ts'
import type { PlatformName } from '#src/chat/platform.ts'
import type { LanguageCode } from '#src/chat/request.ts'
import type { MadePosts, Order, Post } from '#src/delivery/makeposts.ts'
import type { Flashes, NamedFlash } from '#src/editions/flashes.ts'
import { postRecord, withDailyButtons } from '#src/editions/postbuttons.ts'
import type { Plan } from '#src/chat/schedule.ts'
import { createWords, type Words } from '#src/i18n/words.ts'
import type { FlashPost, FlashStore } from '#src/store/flashport.ts'
import { LATE_AFTER } from '#src/store/enqueuedue.ts'
import type { PassageAsked } from '#src/store/passage.ts'
import type { AdditionParts } from './additions.ts'
import { flashTimes, quietEnd } from './approvaltimes.ts'
import { languagesOf, lookKey, saidLateFlash } from './postlook.ts'
import { flashContent } from './runcontent.ts'

export interface FlashPostParts extends Pick<AdditionParts, 'ownerOf'> {
  readonly flashes: Pick<Flashes, 'get' | 'revisions'>
  readonly flashStore: Pick<FlashStore, 'postOf' | 'find' | 'lastOf'>
  readonly memory: Pick<Memory, 'saveAction'>
}

/** A flash that settled so long before it was posted had been held: confirming and competing take less. */
const HELD = 3 * 3_600_000

/** Throws RangeError where nothing is known that could be posted. */
export async function makeFlashPosts(order: Order, parts: FlashPostParts): Promise<MadePosts> {
  const { plan, fireAt, now, late: known, reason } = order
  const { flash, post } = await flashOf(order, parts)
  const { edition, id } = flash
  const isFirst = reason === 'due' && order.edition === undefined
  if (isFirst && edition.withdrawn) return { kind: 'withdrawn' }
  // Waiting for an approval, up to its deadline, makes nothing late.
  const { deadline } = flashTimes(plan, fireAt, edition.settledAt)
  const late = known || (isFirst && now > deadline + LATE_AFTER)
  const isLast = post?.last === true
  const alone = plan.language !== 'both'
  const buttons = await saveButtons(order, id, parts)
  const made = (language: LanguageCode): Post => ({
    language,
    key: JSON.stringify([
      'flash',
      id,
      lookKey(order, late),
      alone,
      isLast,
      fireAt - edition.settledAt >= HELD,
    ]),
    message: async () => {
      const { words, message } = flashMessage(flash, { plan, fireAt, isLast }, language)
      const shown = withDailyButtons(message, buttons, words, { alone })
      return late ? saidLateFlash(shown, language, plan.zone, edition.settledAt) : shown
    },
  })
  const approval = isFirst ? await approvalOf(order, { flash, isLast }, parts) : undefined
  const posts = languagesOf(plan).map(made)
  return { kind: 'ready', edition: id, late, posts, ...(approval && { approval }) }
}

/** A flash as a chat gets it, without buttons. */
export function flashMessage(
  { edition }: Pick<NamedFlash, 'edition'>,
  { plan, fireAt, isLast }: { readonly plan: Plan; readonly fireAt: number; readonly isLast: boolean },
  language: LanguageCode,
): { readonly words: Words; readonly message: Message } {
  const { currency = 'usd', theme, colors, zone, options } = plan
  const money = currency === 'usd' ? undefined : { currency, yen: edition.yen }
  const words = createWords(language, zone, edition.settledAt, money)
  const heldSince = fireAt - edition.settledAt >= HELD ? edition.settledAt : undefined
  const look = { words, theme, colors }
  const post = { isLast, ...(heldSince !== undefined && { heldSince }) }
  const { message } = composeFlash(edition, look, post)
  return { words, message: options.textOnly === true ? withoutPictures(message) : message }
}

/** What its moderators are asked before it is posted; undefined where nobody is asked. */
async function approvalOf(
  { plan, fireAt, schedule, now }: Order,
  { flash, isLast }: { readonly flash: NamedFlash; readonly isLast: boolean },
  { ownerOf }: FlashPostParts,
): Promise<Omit<PassageAsked, 'now'> | undefined> {
  const { approval, what } = plan
  const owner = schedule === undefined ? undefined : await ownerOf(schedule)
  if (!approval || what.kind !== 'flash' || schedule === undefined || owner === undefined) return undefined
  return {
    ...{ ...flashContent(flash, plan, fireAt), mode: approval.mode, schedule, fireAt, owner, texts: [] },
    ...{ quietUntil: quietEnd(plan, now), capped: { most: what.most, isLast } },
  }
}

/** What an order is of: as earlier parts of it show it, else as it was frozen last. What a moderator asks for again is the last one. */
async function flashOf(
  { delivery, schedule, edition }: Order,
  { flashes, flashStore }: FlashPostParts,
): Promise<{ readonly flash: NamedFlash; readonly post: FlashPost | undefined }> {
  const begun = edition === undefined ? undefined : await flashes.get(edition)
  if (begun) {
    return {
      flash: begun,
      post: schedule === undefined ? undefined : await flashStore.find(schedule, begun.first),
    }
  }
  const own = delivery === undefined ? undefined : await flashStore.postOf(delivery)
  const post = own ?? (schedule === undefined ? undefined : await flashStore.lastOf(schedule))
  const flash = post && (await flashes.revisions(post.flash)).at(-1)
  if (!flash) throw new RangeError('there is no flash that could be posted')
  return { flash, post }
}

/** The id of what is kept for its buttons: anew for every post, as they work for 90 days from then. */
async function saveButtons({ plan, now }: Order, id: string, { memory }: FlashPostParts): Promise<string> {
  const { zone, theme, colors, currency = 'usd', target } = plan
  const posted = { edition: id, zone, theme, colors, currency }
  const record = postRecord(posted, platformOf(target) as PlatformName, now, 'flash')
  await memory.saveAction(record)
  return record.id
}
