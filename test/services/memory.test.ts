import { describe, expect, it } from 'vitest'
import { rememberPerHistory } from '#src/services/memory.ts'
import { buildHistory } from '../support/history.ts'

describe('rememberPerHistory', () => {
  it('computes each answer once a history and arguments, also where it is undefined', () => {
    const asked: string[] = []
    const read = rememberPerHistory((history, week: number): string | undefined => {
      asked.push(`${history.name} ${week}`)
      return week === 0 ? undefined : `${history.name} ${week}`
    })
    const [one, two] = [buildHistory({ name: 'one' }), buildHistory({ name: 'two' })]
    expect([read(one, 0), read(one, 0), read(one, 1), read(two, 1)]).toEqual([
      undefined,
      undefined,
      'one 1',
      'two 1',
    ])
    expect(asked).toEqual(['one 0', 'one 1', 'two 1'])
  })
})
