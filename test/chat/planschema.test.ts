import { describe, expect, it } from 'vitest'
import { parsePlan, parsePosted, StoredFormError } from '#src/chat/planschema.ts'
import type { Plan } from '#src/chat/schedule.ts'

const PLAN: Plan = {
  target: 'discord:1',
  what: { kind: 'brief', length: 'full', sections: ['funding'], windowZone: 'UTC' },
  when: { kind: 'weekly', weekday: 1, hour: 9, minute: 30 },
  zone: 'Asia/Tokyo',
  language: 'both',
  theme: 'dark',
  colors: 'jp',
  currency: 'jpy',
  options: { role: '7', tags: ['12345'], thread: true },
  grace: 1000,
  late: 'skip',
  coverage: { least: 0.8, patience: 0 },
}

describe('a stored plan', () => {
  it('comes back as it was written', () => {
    expect(parsePlan(JSON.stringify(PLAN))).toEqual(PLAN)
    const { currency: _, ...older } = {
      ...PLAN,
      what: { kind: 'command', name: 'funding', args: { asset: 'eth' } },
    }
    expect(parsePlan(JSON.stringify(older))).toEqual(older)
  })

  it.each([
    ['when.hour', { ...PLAN, when: { ...PLAN.when, hour: 24 } }],
    ['when.kind', { ...PLAN, when: { kind: 'monthly' } }],
    ['what.name', { ...PLAN, what: { kind: 'command', args: {} } }],
    ['coverage.least', { ...PLAN, coverage: { least: 1.1, patience: 0 } }],
    ['options.tags.0', { ...PLAN, options: { tags: [7] } }],
    ['language', { ...PLAN, language: 'fr' }],
  ])('is refused by the place that is wrong: %s', (place, plan) => {
    const read = () => parsePlan(JSON.stringify(plan))
    expect(read).toThrow(StoredFormError)
    expect(read).toThrow(`malformed: ${place}: `)
  })

  it('is refused where it is no JSON, or none at all', () => {
    expect(() => parsePlan('{"target"')).toThrow(StoredFormError)
    expect(() => parsePlan('null')).toThrow(StoredFormError)
  })
})

describe('stored messages', () => {
  it('come back as they were written, and no others', () => {
    const posted = [{ id: '5', thread: '6', shows: 'photo', language: 'ja' }, { id: '7' }]
    expect(parsePosted(JSON.stringify(posted))).toEqual(posted)
    expect(() => parsePosted('[{"id":5}]')).toThrow('malformed: 0.id: ')
  })
})
