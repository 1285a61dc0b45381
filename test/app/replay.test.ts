/** What may be asked of a replay, and what it leaves alone. */
import { describe, expect, it } from 'vitest'
import { replayedMarket } from '#src/app/replay.ts'
import { createReplay, readReplay, replaySettings } from '#src/app/replaysettings.ts'
import { readConfig } from '#src/config.ts'
import { createFakeClock } from '../support/clock.ts'
import { buildHistory } from '../support/history.ts'

const TOKEN = '123456789:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'

describe('what is asked of a replay', () => {
  it('is a day or a time, and a speed', () => {
    expect(readReplay(['--role', 'all'])).toBeUndefined()
    expect(readReplay(['--replay', '2025-10-01'])).toMatchObject({ from: Date.UTC(2025, 9, 1), speed: 60 })
    expect(readReplay(['--replay=2025-10-01T09:30Z', '--speed', '3600'])).toMatchObject({
      ...{ from: Date.UTC(2025, 9, 1, 9, 30), speed: 3600 },
    })
  })

  it.each([
    [['--replay', 'october'], 'replay.badStart'],
    [['--replay', '2025-02-30'], 'replay.badStart'],
    [['--replay', '2025-10-01T25:00'], 'replay.badStart'],
    [['--replay'], 'replay.badStart'],
    [['--replay', '2025-10-01', '--speed', '0'], 'replay.badSpeed'],
    [['--replay', '2025-10-01', '--speed', '3601'], 'replay.badSpeed'],
    [['--replay', '2025-10-01', '--speed', '1.5'], 'replay.badSpeed'],
    [['--speed', '60'], 'replay.speedAlone'],
  ])('is refused where it is %j', (words, key) => {
    expect(() => readReplay(words)).toThrowError(expect.objectContaining({ key }))
  })

  it('begins nothing where a platform could be posted to, or there is no record', () => {
    const settings = (from: Readonly<Record<string, string>>, role: 'all' | 'worker' = 'all') =>
      replaySettings(readConfig(from), role, '/nowhere')
    const refused = (key: string) => expect.objectContaining({ key })
    expect(() => settings({ TELEGRAM_TOKEN: TOKEN })).toThrowError(refused('replay.connected'))
    expect(() => settings({ KAWARABAN_DATA: 'live' })).toThrowError(refused('replay.needsRecord'))
    expect(() => settings({}, 'worker')).toThrowError(refused('replay.needsAll'))
  })

  it('leaves the bot’s own store, database and site alone', () => {
    const config = readConfig({
      ...{ DATABASE_URL: 'postgresql://kawaraban@127.0.0.1/kawaraban', KAWARABAN_HOME: '/var/lib/kawaraban' },
      ...{ SITE_PUBLISH: 'rsync -a ./ host:/site', PUBLIC_URL: 'https://kawaraban.example' },
    })
    const { home, databaseUrl, site } = replaySettings(config, 'all', '/tmp/replay')
    expect({ home, databaseUrl, site }).toEqual({
      ...{ home: '/tmp/replay', databaseUrl: undefined },
      site: { port: undefined, address: undefined, publish: undefined },
    })
  })

  it('is refused where the record does not reach to', () => {
    const record = buildHistory({ daily: { bitcoin: ['2025-06-01', 100, 101, 102] } })
    const begin = (typed: string) => () => {
      const asked = readReplay(['--replay', typed])
      if (asked) replayedMarket(record, createReplay(asked, createFakeClock()))
    }
    expect(begin('2025-06-04')).toThrowError(
      expect.objectContaining({
        key: 'replay.outside',
        values: expect.objectContaining({ from: '2025-06-02' }),
      }),
    )
    expect(begin('2025-06-01')).toThrowError(expect.objectContaining({ key: 'replay.outside' }))
    expect(begin('2025-06-02T23:00')).not.toThrow()
  })
})
