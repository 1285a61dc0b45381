/** What a history says of a refusal: our own sentence, and the platform's words where it had any. */
import { describe, expect, it } from 'vitest'
import type { Delivery } from '#src/chat/delivery.ts'
import { createWords } from '#src/i18n/words.ts'
import { formatResult } from '#src/menus/schedules/format.ts'

const refused = (code: string, text: string): Delivery => ({
  ...{ id: '1', schedule: 's', target: 'telegram:-7', fireAt: 0, reason: 'due', state: 'dead' },
  ...{ late: false, tries: 1, posted: [], error: { code, text } },
})

describe('a refusal in the history', () => {
  it.each([
    ['en', 'rejected: the bot lacks a permission there (“Forbidden: ALLOW_PAYMENT_REQUIRED_25”)'],
    ['ja', '拒否されました（投稿先での権限が足りません（「Forbidden: ALLOW_PAYMENT_REQUIRED_25」））'],
  ] as const)('quotes the platform (%s)', (locale, sentence) => {
    const words = createWords(locale, 'UTC', 0)
    const text = 'refused with 403, "Forbidden: ALLOW_PAYMENT_REQUIRED_25"'
    expect(formatResult(refused('forbidden', text), words)).toBe(sentence)
  })

  it('is our own sentence alone where the platform gave a code', () => {
    const words = createWords('en', 'UTC', 0)
    expect(formatResult(refused('gone', '10003'), words)).toBe('rejected: the chat no longer exists')
  })
})
