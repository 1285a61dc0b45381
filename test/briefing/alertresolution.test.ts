/** How often a watched series is looked at, as cards and firings say it. */
import { describe, expect, it } from 'vitest'
import { describeHourlyAhead, describeResolution } from '#src/briefing/alertfigures.ts'
import { createWords } from '#src/i18n/words.ts'
import { HOUR } from '#src/market/time.ts'

const [ja, en] = [createWords('ja', 'Asia/Tokyo', 0), createWords('en', 'UTC', 0)]
const interest = { kind: 'interest', asset: 'bitcoin', unit: 'coins', window: '24h' } as const

describe('the resolution of open interest', () => {
  it('is a day of the record, and an hour where venues were read so often', () => {
    expect(describeResolution(interest, en)).toBe('Once a day, at 00:00 UTC')
    expect(describeResolution(interest, en, HOUR)).toBe('Each hour')
    expect(describeResolution(interest, ja, HOUR)).toBe('1時間ごと')
  })

  it('will be an hour once a window of readings is there', () => {
    expect(describeHourlyAhead(interest, en)).toBe('Each hour (once a day for the first 24 hours)')
    expect(describeHourlyAhead({ ...interest, window: '7d' }, ja)).toBe('1時間ごと（最初の7日は1日1回）')
  })
})
