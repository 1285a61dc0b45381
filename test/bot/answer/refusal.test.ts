/** What opens the message where something cannot be understood. */
import { describe, expect, it } from 'vitest'
import { firstSentence, refusalOf } from '#src/bot/answer/refusal.ts'
import { RequestError } from '#src/errors.ts'
import { createWords } from '#src/i18n/words.ts'

describe('a refusal', () => {
  it.each([
    [
      'schedules.badZoneNear',
      { typed: 'lon', names: 'London' },
      'There is no time zone “lon”',
      'Nearest: London.',
    ],
    ['chat.badFlag', { argument: 'private', typed: '2' }, 'private cannot be “2”', 'It takes yes or no.'],
    ['chat.tooManyAssets', { most: '5' }, 'Name at most 5 coins at once', undefined],
    ['when.never', { typed: '0 9 31 2 *' }, '0 9 31 2 * never occurs', 'Check its day and month.'],
    ['schedules.numberNeeded', { numbers: '1' }, 'Which schedule?', 'Add its number: 1.'],
    [
      'chat.notYoursToDelete',
      {},
      'Only the person who asked and the moderators of this chat can delete this answer',
      undefined,
    ],
  ])('opens with what is wrong, and goes on with what is allowed: %s', (key, values, title, text) => {
    const { message } = refusalOf(new RequestError(key, values), createWords('en', 'UTC', 0))
    expect([message.title, ...message.blocks]).toEqual([
      title,
      ...(text === undefined ? [] : [{ kind: 'paragraph', text }]),
    ])
  })

  it.each([
    [
      'schedules.badZoneNear',
      { typed: 'lon', names: 'ロンドン' },
      '「lon」というタイムゾーンはありません',
      '近いもの：ロンドン',
    ],
    [
      'chat.badFlag',
      { argument: 'private', typed: '2' },
      'privateに「2」は指定できません',
      '「はい」か「いいえ」で指定してください。',
    ],
    [
      'chat.notYoursToDelete',
      {},
      'この回答を削除できるのは、質問した人とこのチャットの管理者だけです',
      undefined,
    ],
  ])('opens so in Japanese: %s', (key, values, title, text) => {
    const { message } = refusalOf(new RequestError(key, values), createWords('ja', 'UTC', 0))
    expect([message.title, ...message.blocks]).toEqual([
      title,
      ...(text === undefined ? [] : [{ kind: 'paragraph', text }]),
    ])
  })

  it('takes full stops that were typed for what was typed', () => {
    expect(firstSentence('I cannot read “a. b”. Try c.')).toEqual(['I cannot read “a. b”', 'Try c.'])
    expect(firstSentence('「a。b」は読み取れません。cをお試しください。')).toEqual([
      '「a。b」は読み取れません',
      'cをお試しください。',
    ])
  })
})
