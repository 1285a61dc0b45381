import { describe, expect, it } from 'vitest'
import { chooseWeek } from '#src/cli/weeks.ts'
import { RequestError } from '#src/errors.ts'
import { buildHistory, generate } from '../support/history.ts'

// From Wednesday 1 October to the end of Tuesday 25 November.
const history = buildHistory({ daily: { bitcoin: ['2025-10-01', ...generate(56, () => 1)] } })

describe('the week', () => {
  it('is the last that the record covers, unless another is asked for', () => {
    expect(chooseWeek(history, undefined, 'UTC').edition).toBe('2025-11-24')
    expect(chooseWeek(history, '2025-10-20', 'UTC').edition).toBe('2025-10-20')
    expect(chooseWeek(history, undefined, 'America/New_York').zone).toBe('America/New_York')
  })

  it('is one that lies whole in the record', () => {
    expect(chooseWeek(history, '2025-10-13', 'UTC').edition).toBe('2025-10-13')
    const values = { first: '2025-10-13', last: '2025-11-24' }
    expect(refusal('2025-10-06')).toMatchObject({ key: 'brief.weekOutside', values })
    expect(refusal('2025-12-01')).toMatchObject({ key: 'brief.weekOutside', values })
    expect(refusal('1999-01-04')).toMatchObject({ key: 'brief.weekOutside', values })
  })

  it('ends on a Monday: the nearest is named', () => {
    expect(refusal('2025-11-20')).toMatchObject({ key: 'brief.badWeek', values: { nearest: '2025-11-17' } })
    expect(refusal('2025-11-21')).toMatchObject({ key: 'brief.badWeek', values: { nearest: '2025-11-24' } })
  })

  it('is a calendar day', () => {
    for (const text of ['2025-02-30', 'last', '24.11.2025']) {
      expect(refusal(text)).toMatchObject({ key: 'brief.badDay', values: { value: text } })
    }
  })

  it('may not end before the record does, by the clock of its zone', () => {
    // Monday 00:00 in New York is 05:00 UTC: past the end of a record that ends at 00:00 UTC.
    const short = buildHistory({ daily: { bitcoin: ['2025-10-01', ...generate(54, () => 1)] } })
    expect(chooseWeek(short, undefined, 'UTC').edition).toBe('2025-11-24')
    expect(chooseWeek(short, undefined, 'America/New_York').edition).toBe('2025-11-17')
    expect(chooseWeek(short, undefined, 'Asia/Tokyo').edition).toBe('2025-11-24')
  })
})

function refusal(week: string): RequestError {
  try {
    chooseWeek(history, week, 'UTC')
  } catch (error) {
    if (error instanceof RequestError) return error
  }
  throw new Error(`${week} was not refused`)
}
