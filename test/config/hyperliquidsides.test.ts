/** How many sides Hyperliquid's open interest counts, as a setting: one or two, and nothing else. */
import { expect, it } from 'vitest'
import { readSources } from '#src/config/sources.ts'

function read(sides: string | undefined) {
  const problems: string[] = []
  const config = readSources(
    (name) => (name === 'HYPERLIQUID_SIDES' ? sides : undefined),
    (name, what) => problems.push(`${name} ${what}`),
  )
  return { sides: config.hyperliquidSides, problems }
}

it.each([
  [undefined, undefined],
  ['1', 1],
  [' 2 ', 2],
] as const)('%j is %j', (text, sides) => {
  expect(read(text)).toEqual({ sides, problems: [] })
})

it.each(['0', '3', 'both', '1.5'])('%j is refused, by name', (text) => {
  expect(read(text)).toEqual({ sides: undefined, problems: ['HYPERLIQUID_SIDES is neither 1 nor 2'] })
})
