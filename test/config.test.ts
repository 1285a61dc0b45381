/** Settings: read, checked, and never quoted where they are secret. */
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readConfig } from '#src/config.ts'

const DISCORD_TOKEN = 'MTIz.secret.token'

describe('the settings of Discord', () => {
  it('are absent without a token: nothing connects', () => {
    expect(readConfig({}).discord).toBeUndefined()
    expect(readConfig({ DISCORD_TOKEN: '  ' }).discord).toBeUndefined()
  })

  it('have defaults for all but the token', () => {
    expect(readConfig({ DISCORD_TOKEN }).discord).toEqual({
      token: DISCORD_TOKEN,
      api: 'https://discord.com/api',
      shards: 'auto',
    })
  })

  it.each([
    ['auto', 'auto'],
    ['2/8', { first: 2, last: 2, of: 8 }],
    ['0-3/8', { first: 0, last: 3, of: 8 }],
  ])('take the shards %s', (DISCORD_SHARDS, shards) => {
    expect(readConfig({ DISCORD_TOKEN, DISCORD_SHARDS }).discord?.shards).toEqual(shards)
  })

  it.each([
    '3-1/8',
    '0-8/8',
    '8/8',
    '0/0',
    'all',
    '-1/8',
    '1.5/8',
  ])('refuse the shards %s', (DISCORD_SHARDS) => {
    expect(() => readConfig({ DISCORD_TOKEN, DISCORD_SHARDS })).toThrow(/DISCORD_SHARDS is neither auto nor/)
  })

  it('take another API without its trailing slash, and refuse what is no address', () => {
    const api = 'http://127.0.0.1:4010/api'
    expect(readConfig({ DISCORD_TOKEN, DISCORD_API: `${api}/` }).discord?.api).toBe(api)
    expect(() => readConfig({ DISCORD_API: 'discord' })).toThrow(/DISCORD_API is not an http/)
  })

  it('name a bad token without quoting it', () => {
    const told = (() => {
      try {
        readConfig({ DISCORD_TOKEN: 'secret with blanks' })
        return ''
      } catch (error) {
        return String(error)
      }
    })()
    expect(told).toContain('DISCORD_TOKEN')
    expect(told).not.toContain('secret')
  })
})

describe('secrets', () => {
  it('may lie in a file, and are told apart so that no log has them', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'kawaraban-')), 'token')
    writeFileSync(file, `${DISCORD_TOKEN}\n`)
    const config = readConfig({ DISCORD_TOKEN_FILE: file })
    expect(config.discord?.token).toBe(DISCORD_TOKEN)
    expect(config.secrets).toContain(DISCORD_TOKEN)
  })

  it('are refused where the file cannot be read, or where they are given twice', () => {
    expect(() => readConfig({ DISCORD_TOKEN_FILE: '/nowhere/token' })).toThrow(
      /DISCORD_TOKEN_FILE cannot be read \(ENOENT\)/,
    )
    expect(() => readConfig({ DISCORD_TOKEN, DISCORD_TOKEN_FILE: '/nowhere/token' })).toThrow(
      /DISCORD_TOKEN_FILE is set beside DISCORD_TOKEN/,
    )
  })

  it('are all that files are read for', () => {
    expect(readConfig({ KAWARABAN_DATA_FILE: '/nowhere' }).data).toBe('data/sample')
  })
})

describe('the operator’s settings', () => {
  it('leave the log to people and serve no figures unless told', () => {
    expect(readConfig({})).toMatchObject({ logFormat: 'text', adminPort: undefined })
    expect(readConfig({ LOG_FORMAT: 'json', ADMIN_PORT: '9464' })).toMatchObject({
      logFormat: 'json',
      adminPort: 9464,
    })
  })

  it('are refused together where they make no sense', () => {
    const both = () => readConfig({ LOG_FORMAT: 'xml', ADMIN_PORT: '70000' })
    expect(both).toThrow(/LOG_FORMAT is neither text nor json/)
    expect(both).toThrow(/ADMIN_PORT is no whole number/)
  })

  it('reads the operators of both platforms, and refuses what is no user id', () => {
    const owners = { OWNER_DISCORD: '80351110224678912, 42', OWNER_TELEGRAM: '7' }
    expect(readConfig(owners).owners).toEqual(['discord:80351110224678912', 'discord:42', 'telegram:7'])
    expect(() => readConfig({ OWNER_TELEGRAM: '@somebody' })).toThrow('OWNER_TELEGRAM')
  })
})

describe('what the operator says', () => {
  it('names chats for alerts, and a commit', () => {
    const config = readConfig({ ALERT_CHATS: 'discord:12, telegram:-100:7', GIT_COMMIT: '8e42e39' })
    expect(config).toMatchObject({ alertChats: ['discord:12', 'telegram:-100:7'], commit: '8e42e39' })
    expect(readConfig({}).alertChats).toBeUndefined()
  })

  it.each([
    ['ALERT_CHATS', '12'],
    ['ALERT_CHATS', 'discord:#general'],
    ['ALERT_CHATS', 'preview:1'],
    ['GIT_COMMIT', 'main'],
  ])('refuses %s=%s', (name, value) => {
    expect(() => readConfig({ [name]: value })).toThrow(new RegExp(name))
  })
})
