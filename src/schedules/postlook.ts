/** What posts of all kinds share: their languages, what tells their looks apart, and that one is late. */
import { parseAddress, platformOf } from '#src/chat/address.ts'
import { type Message, withInstants } from '#src/chat/message.ts'
import type { LanguageCode } from '#src/chat/request.ts'
import type { Plan } from '#src/chat/schedule.ts'
import { can } from '#src/chat/platform.ts'
import type { PostedTo } from '#src/editions/postbuttons.ts'
import type { Order } from '#src/delivery/makeposts.ts'
import { recordInstants } from '#src/i18n/instants.ts'
import { BOTH } from '#src/i18n/locale.ts'
import { createWords } from '#src/i18n/words.ts'

/** In the order of posting. */
export function languagesOf({ language }: Plan): readonly LanguageCode[] {
  return language === 'both' ? BOTH : [language]
}

/** Equal where two posts of the same content look alike. */
export function lookKey({ plan, fireAt }: Order, late: boolean) {
  const { textOnly = false } = plan.options
  return [plan.zone, plan.theme, plan.colors, plan.currency ?? 'usd', late ? fireAt : 0, textOnly]
}

/** The same message, which first says that it is late. */
export function saidLate(message: Message, language: LanguageCode, zone: string, due: number): Message {
  const { words, instants } = recordInstants(createWords(language, zone, due))
  return withInstants(saidFirst(message, words.say('delivery:late.line', { due })), instants())
}

/** The same of a flash, which is due at no hour: it says of when its figure is. */
export function saidLateFlash(
  message: Message,
  language: LanguageCode,
  zone: string,
  settled: number,
): Message {
  const { words, instants } = recordInstants(createWords(language, zone, settled))
  return withInstants(saidFirst(message, words.say('flash:late', { settled })), instants())
}

function saidFirst(message: Message, text: string): Message {
  return { ...message, blocks: [{ kind: 'paragraph', text }, ...message.blocks] }
}

/** A chat of many may get it privately; one's own chat where one subscribed may stop it. A private chat is neither otherwise. */
export function readerOf({ member, target }: Plan): PostedTo['reader'] {
  if (member !== undefined) return 'one'
  return can(platformOf(target), 'memberChat') && /^\d+$/u.test(parseAddress(target).chat ?? '')
    ? undefined
    : 'many'
}
