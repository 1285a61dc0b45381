/** The whole program through discord.js on a loopback Discord: every command, its suggestions and its controls. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openStore } from '#src/store/open.ts'
import { computed } from '../../support/clock.ts'
import {
  buttonEvent,
  type Circumstances,
  commandEvent,
  GUILD,
  selectEvent,
  snowflake,
} from '../../support/discord/events.ts'
import { textOf } from '../../support/discord/interactions.ts'
import {
  controlsOf,
  type Program,
  runCommand,
  startProgram,
  suggested,
} from '../../support/discord/program.ts'
import { someOf } from '../../support/cases.ts'

const JAPANESE: Circumstances = { locale: 'ja', guildLocale: 'ja', channel: '1200000000000000071' }
const ENGLISH: Circumstances = { locale: 'en-US', guildLocale: 'en-US', channel: '1200000000000000072' }

let program: Program
beforeAll(async () => {
  program = await startProgram()
})
afterAll(() => program?.close())

/** Moderators' are refused to members; the operators' are not among them. */
const forEverybody = () => program.commands.filter((one) => one.default_member_permissions === null)

describe('the whole program on Discord', () => {
  it('has on record, once it has started, the servers that it is in', async () => {
    const { guilds, close } = await openStore(program.home)
    await guilds.join('discord:guild:1', 0)
    expect(await guilds.count()).toBe(2)
    await program.restart()
    await expect.poll(() => guilds.count()).toBe(1)
    expect(await guilds.get(`discord:guild:${GUILD}`)).not.toHaveProperty('leftAt')
    expect(await guilds.get('discord:guild:1')).toHaveProperty('leftAt')
    await close()
  })

  it('publishes every command, with aliases that people know', () => {
    const names = program.commands.map(({ name }) => name)
    expect(names).toEqual(expect.arrayContaining(['brief', 'funding', 'openinterest', 'oi', 'vol', 'help']))
    expect(program.loopback.problems).toEqual([])
  })

  it.each(
    someOf(
      [
        ['Japanese', JAPANESE, /[ぁ-んァ-ヶ]/],
        ['English', ENGLISH, /[a-z]{4}/],
      ] as const,
      2,
    ),
  )('answers every command in %s', async (_, where, words) => {
    for (const command of forEverybody()) {
      const record = await runCommand(program, command, where)
      const text = [record.original, ...record.follows].map(textOf).join('\n')
      expect(text, command.name).toMatch(words)
      expect(text, command.name).not.toMatch(
        /Something went wrong|エラーが発生|didn't work|うまくいきませんでした/,
      )
    }
    expect(program.loopback.problems).toEqual([])
    expect(program.log.filter((line) => line.startsWith('warning'))).toEqual([])
  })

  it('suggests something for every option that asks for it, well within a second', async () => {
    for (const { name, options = [] } of forEverybody()) {
      for (const option of options.filter(({ autocomplete }) => autocomplete)) {
        const began = computed()
        expect(await suggested(program, name, option.name, JAPANESE), `${name} ${option.name}`).not.toEqual(
          [],
        )
        expect(computed() - began).toBeLessThan(1000)
      }
    }
    expect(await suggested(program, 'funding', 'asset', JAPANESE, 'ビット')).toContain('bitcoin')
  })

  it('answers every control of an answer, for the asker in place and for others in private', async () => {
    const ask = (member: string) =>
      program.see(commandEvent('funding', { asset: 'btc' }, { ...ENGLISH, member }))
    const count = controlsOf(await ask(snowflake())).length
    expect(count).toBeGreaterThan(3)
    for (let index = 0; index < count; index++) {
      const asker = snowflake()
      const control = controlsOf(await ask(asker))[index]
      const click = (member: string) =>
        program.see(
          control?.value === undefined
            ? buttonEvent(control?.id ?? '', { ...ENGLISH, member })
            : selectEvent(control.id, control.value, { ...ENGLISH, member }),
        )
      const other = await click(snowflake())
      expect((other.follows[0] ?? other.original)?.private, JSON.stringify(control)).toBe(true)
      const own = await click(asker)
      expect(textOf(own.original) + own.follows.map(textOf), JSON.stringify(control)).not.toContain(
        "didn't work",
      )
    }
    expect(program.loopback.problems).toEqual([])
  })

  it('says in the reader’s language that a control is too old to be known', async () => {
    const record = await program.see(buttonEvent('a:AAAAAAAAAAA:refresh', JAPANESE))
    const seen = record.follows[0] ?? record.original
    expect(seen?.private).toBe(true)
    expect(textOf(seen)).toMatch(/[ぁ-ん]/)
  })

  it('shows an answer to the asker alone who wants that', async () => {
    const record = await program.see(
      commandEvent('volatility', { private: true }, { ...ENGLISH, member: snowflake() }),
    )
    const seen = record.original ?? record.follows[0]
    expect(seen?.private).toBe(true)
  })

  it('answers a button that was clicked before a restart and one after it alike', async () => {
    const member = snowflake()
    const asked = await program.see(commandEvent('funding', { asset: 'eth' }, { ...ENGLISH, member }))
    const button = controlsOf(asked).find(({ id }) => id.endsWith(':more'))
    expect(button).toBeDefined()
    await program.restart()
    const clicked = await program.see(buttonEvent(button?.id ?? '', { ...ENGLISH, member }))
    expect(clicked.acknowledged?.type === 7 || clicked.edits > 0).toBe(true)
    expect(textOf(clicked.original)).toMatch(/ETH|Ethereum/)
    expect(program.loopback.problems).toEqual([])
  })
})
