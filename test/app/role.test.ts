/** Roles: what `start` is told, and what is refused because processes could not work together safely. */
import { expect, it } from 'vitest'
import { checkRole, readRole } from '#src/app/role.ts'
import { readConfig } from '#src/config.ts'

const DISCORD = { DISCORD_TOKEN: 'a.b.c' }
const DATABASE = { DATABASE_URL: 'postgresql://bot@127.0.0.1/bot' }

it('is everything unless told, and may be reported in either form beside the language', () => {
  expect(readRole([])).toBe('all')
  expect(readRole(['--lang', 'ja', '--role', 'worker'])).toBe('worker')
  expect(readRole(['--role=collector'])).toBe('collector')
})

it('is refused by name where there is none such, with those there are', () => {
  expect(() => readRole(['--role', 'boss'])).toThrowError(
    expect.objectContaining({
      key: 'role.unknown',
      values: { typed: 'boss', choices: 'all, gateway, worker, collector' },
    }),
  )
  expect(() => readRole(['--rolle=worker'])).toThrowError(
    expect.objectContaining({ key: 'role.unknownOption', values: { option: '--rolle' } }),
  )
})

it.each([
  ['all', {}, undefined],
  ['all', { ...DISCORD, DISCORD_SHARDS: '0-7/8' }, undefined],
  ['all', { ...DISCORD, DISCORD_SHARDS: '0-3/8' }, 'role.shardsNeedDatabase'],
  ['all', { ...DISCORD, DISCORD_SHARDS: '4-7/8' }, 'role.shardsNeedDatabase'],
  ['all', { ...DISCORD, ...DATABASE, DISCORD_SHARDS: '4-7/8' }, undefined],
  ['worker', DISCORD, 'role.needsDatabase'],
  ['gateway', DISCORD, 'role.needsDatabase'],
  ['collector', { KAWARABAN_DATA: 'live' }, 'role.needsDatabase'],
  ['worker', { ...DISCORD, ...DATABASE }, undefined],
  ['worker', DATABASE, 'role.needsPlatform'],
  ['collector', { ...DATABASE, KAWARABAN_DATA: 'sample' }, 'role.needsLive'],
  ['collector', { ...DATABASE, KAWARABAN_DATA: 'live' }, undefined],
] as const)('%s with %j is refused as %s', (role, environment, key) => {
  const check = () => checkRole(role, readConfig(environment))
  if (key === undefined) expect(check).not.toThrow()
  else expect(check).toThrowError(expect.objectContaining({ key }))
})
