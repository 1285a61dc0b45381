/** Settings: read, checked, and never quoted where they are secret. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readConfig } from '#src/config.ts'
import { tellUnknown } from '#src/config/unknown.ts'
import { STRUCK, strikerOf } from '#src/log.ts'
import { temporaryFolder } from './support/folder.ts'

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
    const problems = (() => {
      try {
        readConfig({ DISCORD_TOKEN: 'secret with blanks' })
        return ''
      } catch (error) {
        return String(error)
      }
    })()
    expect(problems).toContain('DISCORD_TOKEN')
    expect(problems).not.toContain('secret')
  })
})

describe('secrets', () => {
  it('may lie in a file, and are told apart so that no log has them', async () => {
    const file = join(await temporaryFolder(), 'token')
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

describe('a database’s password', () => {
  const secretsOf = (settings: Readonly<Record<string, string>>) => readConfig(settings).secrets

  it('is struck where it appears by itself, as it was given and as it is meant', () => {
    const log = (settings: Readonly<Record<string, string>>, text: string) =>
      strikerOf(secretsOf(settings))(text)
    const given = { DATABASE_URL: 'postgresql://bot:hunt%40er22@db.example/kawaraban' }
    expect(log(given, 'no entry for bot with hunt@er22')).not.toContain('hunt@er22')
    expect(log(given, 'the address has hunt%40er22')).not.toContain('er22')
    expect(log({ DATABASE_URL: 'postgresql://db/k?user=bot&password=in-query-7' }, 'x in-query-7')).toBe(
      `x ${STRUCK}`,
    )
    expect(log({ PGPASSWORD: 'beside-all' }, 'said beside-all')).toBe(`said ${STRUCK}`)
  })

  it('that is not there strikes nothing', () => {
    const one = 'postgresql://bot@db.example/kawaraban'
    expect(secretsOf({ DATABASE_URL: one })).toEqual([one])
    expect(secretsOf({})).toEqual([])
    expect(secretsOf({ DATABASE_URL: 'postgresql://bot:50%25off@db/k' })).toContain('50%off')
  })
})

describe('names like ours that are no settings', () => {
  const unknownIn = (from: Readonly<Record<string, string>>) => readConfig(from).unknown.map(tellUnknown)

  it('are reported with the setting that was meant, without their values', () => {
    const from = {
      ...{
        KAWARABAN_HOMES: 'x',
        DISCORD_TOKNE: 'secret',
        TELEGRAM_TOKEN_FIEL: '/run/t',
        SOURCE_URL_BINANC: 'x',
      },
      ...{ discord_api: 'x', TELEGRAM_SOMETHING_ELSE: 'x' },
    }
    expect(unknownIn(from)).toEqual([
      'DISCORD_TOKNE is no setting, and is not read: DISCORD_TOKEN may be meant',
      'KAWARABAN_HOMES is no setting, and is not read: KAWARABAN_HOME may be meant',
      'SOURCE_URL_BINANC is no setting, and is not read: SOURCE_URL_BINANCE may be meant',
      'TELEGRAM_SOMETHING_ELSE is no setting, and is not read',
      'TELEGRAM_TOKEN_FIEL is no setting, and is not read: TELEGRAM_TOKEN_FILE may be meant',
      'discord_api is no setting, and is not read: DISCORD_API may be meant',
    ])
    expect(unknownIn(from).join()).not.toContain('secret')
  })

  it('are reported where a letter of another setting is missing, wrong, swapped or small', () => {
    const from = {
      ...{ DATABSE_URL: 'postgresql://u:secret@h/x', OWNER_DISCROD: '1', EXCHANGE: 'okx', LOGLEVEL: 'warn' },
      ...{ DATABASE_URL_FIL: '/run/d', alert_chats: 'x', DATABASE_URI: 'x' },
    }
    expect(unknownIn(from).map((line) => line.replace(' is no setting, and is not read', ''))).toEqual([
      'DATABASE_URI: DATABASE_URL may be meant',
      'DATABASE_URL_FIL: DATABASE_URL_FILE may be meant',
      'DATABSE_URL: DATABASE_URL may be meant',
      'EXCHANGE: EXCHANGES may be meant',
      'LOGLEVEL: LOG_LEVEL may be meant',
      'OWNER_DISCROD: OWNER_DISCORD may be meant',
      'alert_chats: ALERT_CHATS may be meant',
    ])
  })

  it('are none where they are other people’s, however short the way to a short one of ours', () => {
    const others = 'HOSTS HOSTNAME PORTS SPORT POST DATABASE GIT_COMMITTER_NAME LOG_FILE NODE_ENV MAIL_KEY'
    expect(unknownIn(Object.fromEntries(others.split(' ').map((name) => [name, 'x'])))).toEqual([])
  })

  it('are none where all are settings, files of secrets among them', () => {
    expect(
      unknownIn({ KAWARABAN_HOME: 'x', DISCORD_TOKEN_FILE: '', PATH: '/bin', OTHER_TOKEN: 'x' }),
    ).toEqual([])
  })
})

describe('a webhook', () => {
  const webhook = { TELEGRAM_TOKEN: '1:abc', TELEGRAM_WEBHOOK_SECRET: 'Xq3' }

  it('is taken over https alone', () => {
    const of = (url: string) => () => readConfig({ ...webhook, TELEGRAM_WEBHOOK_URL: url })
    expect(of('https://bot.example.org/telegram')().telegram?.webhook?.url).toBe(
      'https://bot.example.org/telegram',
    )
    for (const url of ['http://bot.example.org/telegram', 'ftp://bot.example.org', 'bot.example.org']) {
      expect(of(url)).toThrow(/TELEGRAM_WEBHOOK_URL is not an https address/)
    }
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
    expect(() => readConfig({ LOG_LEVEL: 'debug' })).toThrow(/LOG_LEVEL is none of info, warn, error/)
  })

  it('write all to the log unless told', () => {
    expect(readConfig({}).logLevel).toBe('info')
    expect(readConfig({ LOG_LEVEL: 'WARN' }).logLevel).toBe('warn')
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
