import { describe, expect, it } from 'vitest'
import { levelOf } from '#src/metrics/levels.ts'

describe('the level of a percentile', () => {
  it.each([
    [1, 'high'],
    [0.8, 'high'],
    [0.79, 'normal'],
    [0.21, 'normal'],
    [0.2, 'low'],
    [0, 'low'],
  ] as const)('%f is %s', (percentile, level) => {
    expect(levelOf(percentile)).toBe(level)
  })
})
