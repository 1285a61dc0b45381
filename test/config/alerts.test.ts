/** The settings of alerts. */
import { describe, expect, it } from 'vitest'
import { readAlerts } from '#src/config/alerts.ts'

const read = (settings: Readonly<Record<string, string>>) => {
  const problems: string[] = []
  const config = readAlerts(
    (name) => settings[name],
    (name, what) => void problems.push(`${name} ${what}`),
  )
  return { config, problems }
}

describe('the settings of alerts', () => {
  it('have prices asked for each minute unless they say otherwise', () => {
    expect(read({})).toEqual({ config: { on: true, total: 100_000, minutePrices: 'on' }, problems: [] })
    for (const mode of ['on', 'stream', 'off'])
      expect(read({ MINUTE_PRICES: mode.toUpperCase() }).config.minutePrices).toBe(mode)
  })

  it('are refused together where they make no sense', () => {
    expect(read({ ALERTS: 'yes', ALERTS_TOTAL: '0', MINUTE_PRICES: 'push' }).problems).toEqual([
      'MINUTE_PRICES is neither on, stream nor off',
      'ALERTS_TOTAL is no whole number from 1 to 9999999',
      'ALERTS is neither on nor off',
    ])
  })
})
