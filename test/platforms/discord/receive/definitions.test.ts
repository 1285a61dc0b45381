/** The list of commands that Discord is given. */
import { beforeAll, describe, expect, it } from 'vitest'
import { discordCommands } from '#src/platforms/discord/receive/definitions.ts'
import type { ListedCommand } from '#src/platforms/layout/commands.ts'
import { type DiscordApi, discordApi } from '../../../support/discordApi.ts'
import { describeWithShared } from '../../../support/shared.ts'

const FUNDING: ListedCommand = {
  name: 'funding',
  aliases: ['fr', 'rate'],
  args: {
    window: { kind: 'choice', optional: true, choices: ['7d', '30d'] },
    asset: { kind: 'asset', optional: false },
    detail: { kind: 'flag', optional: true },
  },
}

/** Every key has words; those of a choice in Japanese alone. */
const texts = {
  en: { find: (key: string) => (key.includes('choices') ? undefined : `About ${key}`) },
  ja: { find: (key: string) => `${key}について` },
}

describe("Discord's list of commands", () => {
  it('describes a command and its options in each language, those needed first', () => {
    const described = (key: string) => ({
      description: `About ${key}`,
      description_localizations: {
        'en-US': `About ${key}`,
        'en-GB': `About ${key}`,
        ja: `${key}について`,
      },
    })
    const choice = (value: string) => ({
      name: value,
      name_localizations: {
        'en-US': value,
        'en-GB': value,
        ja: `commands:funding.args.window.choices.${value}について`,
      },
      value,
    })
    expect(discordCommands([FUNDING], texts)).toEqual([
      {
        type: 1,
        name: 'funding',
        ...described('commands:funding.description'),
        options: [
          {
            type: 3,
            name: 'asset',
            ...described('commands:funding.args.asset.description'),
            required: true,
            autocomplete: true,
          },
          {
            type: 3,
            name: 'window',
            ...described('commands:funding.args.window.description'),
            required: false,
            choices: [choice('7d'), choice('30d')],
          },
          {
            type: 5,
            name: 'detail',
            ...described('commands:funding.args.detail.description'),
            required: false,
          },
          { type: 5, name: 'private', ...described('discord:options.private'), required: false },
        ],
        default_member_permissions: null,
        contexts: [0, 1, 2],
        integration_types: [0, 1],
      },
    ])
  })

  it('does not ask who shall see what is seen by one member anyway', () => {
    const [language] = discordCommands([{ name: 'language', args: {}, places: ['private'] }], texts)
    expect(language).toMatchObject({ options: [], contexts: [1, 2] })
  })

  it('lists aliases that are asked for', () => {
    expect(discordCommands([FUNDING], texts, ['fr', 'oi']).map(({ name }) => name)).toEqual(['funding', 'fr'])
  })

  it("asks for the manager's permission, in servers alone, where a command is for managers", () => {
    const [settings] = discordCommands(
      [{ name: 'settings', args: {}, permission: 'manager', places: ['guild', 'group'] }],
      texts,
    )
    expect(settings).toMatchObject({
      default_member_permissions: '32',
      contexts: [0],
      integration_types: [0],
    })
  })

  it('leaves out what cannot be used on Discord', () => {
    expect(discordCommands([{ name: 'topic', args: {}, places: ['group', 'preview'] }], texts)).toEqual([])
  })

  it('suggests values where there are more choices than a list may have', () => {
    const choices = Array.from({ length: 26 }, (_, n) => `c${n}`)
    const [command] = discordCommands(
      [{ name: 'x', args: { one: { kind: 'choice', optional: true, choices } } }],
      texts,
    )
    expect(command?.options[0]).toMatchObject({ autocomplete: true })
    expect(command?.options[0]).not.toHaveProperty('choices')
  })

  it('names everything that Discord would refuse', () => {
    const long = { en: { find: () => 'x'.repeat(101) }, ja: { find: () => '説明' } }
    expect(() => discordCommands([{ name: 'Funding!', args: {} }], long)).toThrow(
      '/Funding!: the name "Funding!" is none for Discord\n' +
        '/Funding! Funding! (en-US): 101 characters, at most 100\n' +
        '/Funding! Funding! (en-GB): 101 characters, at most 100',
    )
    const many = Array.from({ length: 101 }, (_, n) => ({ name: `c${n}`, args: {} }))
    expect(() => discordCommands(many, texts)).toThrow('101 commands: at most 100')
    const args = Object.fromEntries(
      Array.from({ length: 25 }, (_, n) => [`a${n}`, { kind: 'text', optional: true }]),
    )
    expect(() => discordCommands([{ name: 'x', args }], texts)).toThrow('/x: 26 options, at most 25')
    const choices = Array.from({ length: 25 }, (_, n) => `choice-${n}`)
    const wordy = { en: { find: () => 'x'.repeat(90) }, ja: { find: () => 'x' } }
    const four = Object.fromEntries(
      ['a', 'b', 'c', 'd'].map((name) => [name, { kind: 'choice', optional: true, choices }]),
    )
    expect(() => discordCommands([{ name: 'x', args: four }], wordy)).toThrow(
      '/x: more than 8000 characters in all',
    )
  })

  it('refuses a command without words', () => {
    expect(() => discordCommands([FUNDING], { ...texts, ja: { find: () => undefined } })).toThrow(
      'locales/ja has no sentence for commands:funding.description',
    )
  })
})

describeWithShared("Discord's list of commands in the schema of its API", ['spec'], (folder) => {
  let api: DiscordApi
  beforeAll(() => {
    api = discordApi(folder)
  })

  it('is right', () => {
    const settings: ListedCommand = { name: 'settings', args: {}, permission: 'manager', places: ['guild'] }
    for (const command of discordCommands([FUNDING, settings], texts, ['fr']))
      expect(api('ApplicationCommandUpdateRequest', body(command))).toEqual([])
  })

  it('would be wrong', () => {
    const [command] = discordCommands([FUNDING], texts)
    expect(api('ApplicationCommandUpdateRequest', { ...command, type: undefined, nam: 'x' })).not.toEqual([])
  })
})

/** The document has permissions as a number and the type apart; Discord's documentation and its clients have both as here. */
function body({ type: _, default_member_permissions, ...rest }: ReturnType<typeof discordCommands>[number]) {
  return {
    ...rest,
    default_member_permissions:
      default_member_permissions === null ? null : Number(default_member_permissions),
  }
}
