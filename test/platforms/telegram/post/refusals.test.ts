/** What Telegram's words of refusal mean for a schedule. */
import { describe, expect, it } from 'vitest'
import { refusalOf } from '#src/platforms/telegram/post/refusals.ts'

describe('a refusal of a post', () => {
  it.each([
    [403, 'Forbidden: bot was kicked from the supergroup chat', { reason: 'kicked' }],
    [403, 'Forbidden: bot was blocked by the user', { reason: 'kicked' }],
    [403, 'Forbidden: bot is not a member of the channel chat', { reason: 'kicked' }],
    [403, 'Forbidden: user is deactivated', { reason: 'kicked' }],
    [403, 'Forbidden: the group chat was deleted', { reason: 'gone' }],
    [400, 'Bad Request: chat not found', { reason: 'gone' }],
    [400, 'Bad Request: message thread not found', { reason: 'gone', lacks: ['topic'] }],
    [400, 'Bad Request: TOPIC_CLOSED', { reason: 'forbidden', lacks: ['topic'] }],
    [
      400,
      'Bad Request: not enough rights to send photos to the chat',
      { reason: 'forbidden', lacks: ['attach'] },
    ],
    [
      400,
      'Bad Request: not enough rights to send text messages to the chat',
      { reason: 'forbidden', lacks: ['send'] },
    ],
    [
      400,
      'Bad Request: need administrator rights in the channel chat',
      { reason: 'forbidden', lacks: ['post'] },
    ],
    [
      400,
      "Bad Request: can't parse entities: Unsupported start tag",
      { reason: 'invalid', lacks: [{ said: "can't parse entities: Unsupported start tag" }] },
    ],
    [403, 'Forbidden: something new', { reason: 'forbidden', lacks: [{ said: 'something new' }] }],
  ])('%i %s', (status, text, refusal) => {
    expect(refusalOf({ status, text })).toEqual(refusal)
  })
})
