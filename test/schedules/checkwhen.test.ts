/** What moderators type as a time, and what they are told of it. */
import { describe, expect, it } from 'vitest'
import { RequestError } from '#src/errors.ts'
import { createWords } from '#src/i18n/words.ts'
import { checkWhen, checkZone } from '#src/schedules/checkwhen.ts'

function problemOf(expression: string, zone = 'Asia/Tokyo'): string {
  try {
    checkWhen({ kind: 'cron', expression }, zone)
  } catch (error) {
    if (error instanceof RequestError) {
      for (const language of ['en', 'ja'] as const) {
        expect(createWords(language, 'UTC', 0).find(`errors:${error.key}`, error.values)).toBeTypeOf('string')
      }
      return error.key
    }
    throw error
  }
  return 'fine'
}

describe('a time to post at', () => {
  it.each([
    '30 9 * * 1',
    '0 9 * * mon-fri',
    '0 */2 * * *',
    '0 0 29 2 *',
    '0 9,21 * * *',
    '0 * * * *',
  ])('takes %s', (expression) => expect(problemOf(expression)).toBe('fine'))

  it.each([
    ['0 0 9 * * 1', 'when.cronFields'],
    ['@weekly', 'when.cronFields'],
    ['61 9 * * 1', 'when.cronField'],
    ['0 9 31 2 *', 'when.cronField'],
    ['0 9 L * *', 'when.cronField'],
    ['0 9 * * 1#2', 'when.cronField'],
    ['0 9 1 * 1', 'when.cronDays'],
    ['*/30 * * * *', 'when.tooOften'],
    ['30,45 9 * * 1', 'when.tooOften'],
    ['0,30 0,23 * * *', 'when.tooOften'],
  ])('refuses %s and says why', (expression, key) => expect(problemOf(expression)).toBe(key))

  it.each([
    [1, 0, 0, true],
    [7, 23, 59, true],
    [0, 9, 0, false],
    [8, 9, 0, false],
    [1, 24, 0, false],
    [1, -1, 0, false],
    [1, 9, 60, false],
    [1, 9, -1, false],
    [1, 9.5, 0, false],
  ])('on weekday %d at %d:%d exists: %s', (weekday, hour, minute, exists) => {
    const check = () => checkWhen({ kind: 'weekly', weekday, hour, minute }, 'UTC')
    if (exists) expect(check).not.toThrow()
    else expect(check).toThrow('when.badTime')
  })

  it('knows zones by their IANA names alone, and offers what may have been meant', () => {
    expect(checkZone('asia/tokyo')).toBe('Asia/Tokyo')
    const failure = (typed: string) => {
      try {
        checkZone(typed)
      } catch (error) {
        return error as RequestError
      }
      throw new Error(`${typed} was taken`)
    }
    expect(failure('CST')).toMatchObject({ key: 'when.ambiguousZone' })
    expect(failure('CST').candidates.map(({ value }) => value)).toEqual(['America/Chicago', 'Asia/Shanghai'])
    expect(failure('+09:00').key).toBe('when.badZone')
    expect(failure('new york').candidates.map(({ value }) => value)).toEqual(['America/New_York'])
  })
})
