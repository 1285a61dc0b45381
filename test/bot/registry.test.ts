import { describe, expect, it } from 'vitest'
import { asset, choice } from '#src/bot/arguments.ts'
import { type Command, defineCommand } from '#src/bot/command.ts'
import { loadCommands, registerCommands } from '#src/bot/registry.ts'
import { CommandError } from '#src/errors.ts'
import { folderOf } from '../support/folder.ts'
import { pathToFileURL } from 'node:url'
import { realCommands } from '../support/bot.ts'

const funding = defineCommand({
  name: 'funding',
  args: { asset: asset({ default: 'bitcoin' }), unit: choice(['8h', 'apr'], { default: '8h' }) },
  examples: ['/funding'],
  run: () => ({ kind: 'message', message: { title: '', blocks: [], images: [], footer: [] } }),
})

function problemsOf(...files: (readonly [string, unknown])[]): string[] {
  try {
    registerCommands(files.map(([file, exported]) => ({ file, exported })))
  } catch (error) {
    if (error instanceof CommandError) return error.problems.map((one) => `${one.file} ${one.problem}`)
    throw error
  }
  return []
}

const changed = (change: Partial<Command>): Command => ({ ...funding, ...change })

describe('the registry', () => {
  it('loads the bot’s own commands', async () => {
    const names = (await realCommands()).map(({ name }) => name)
    expect(names).toContain('funding')
    expect(names).toEqual(names.toSorted())
  })

  it('makes a command from the others where its file exports a function of them', () => {
    const listing = (others: readonly Command[]) =>
      changed({ name: 'volume', args: {}, examples: others.map(({ name }) => `/${name}`) })
    const files = [
      { file: 'funding.ts', exported: funding },
      { file: 'volume.ts', exported: listing },
    ]
    expect(registerCommands(files).map(({ examples }) => examples)).toEqual([['/funding'], ['/funding']])
    expect(problemsOf(['volume.ts', () => undefined])).toEqual([
      expect.stringContaining('does not export a command'),
    ])
  })

  it.each([
    ['no default export', undefined, 'does not export a command'],
    ['something else', { name: 'funding' }, 'does not export a command'],
    ['another name than its file', changed({ name: 'rates' }), 'is named funding.ts but its command rates'],
    ['capitals', changed({ name: 'Funding' }), 'use 1 to 32 letters a-z'],
    ['a bad alias', changed({ aliases: ['f1'] }), 'has the name "f1"'],
    ['no example', changed({ examples: [] }), 'has no example'],
    [
      'an argument of the router',
      changed({ args: { private: asset() } }),
      'which every command takes already',
    ],
    ['a choice with a dot', changed({ args: { unit: choice(['1.5h']) } }), 'has the choice "1.5h"'],
    [
      'no sentence for an argument',
      changed({ args: { colour: asset() } }),
      'funding.args.colour.description in locales/ja',
    ],
    [
      'no sentence for a choice',
      changed({ args: { unit: choice(['9h']) } }),
      'funding.args.unit.choices.9h in locales/en',
    ],
  ])('refuses %s, and names the file', (_, exported, problem) => {
    const problems = problemsOf(['funding.ts', exported])
    expect(problems.join('\n')).toContain(problem)
    expect(problems.every((one) => one.startsWith('funding.ts '))).toBe(true)
  })

  it('refuses a name that two files claim, and names both', () => {
    const twin = { ...funding, name: 'volume', aliases: ['funding'] }
    expect(problemsOf(['funding.ts', funding], ['volume.ts', twin]).join()).toContain(
      'volume.ts claims the name "funding", which funding.ts has',
    )
  })

  it('tells everything that is wrong at once', () => {
    expect(problemsOf(['a.ts', undefined], ['b.ts', undefined])).toHaveLength(2)
  })

  it('names the file in a folder that is not as it should be', async () => {
    const folder = await folderOf({ 'broken.ts': 'export default { name: "broken" }\n', 'notes.txt': '' })
    await expect(loadCommands(pathToFileURL(`${folder}/`))).rejects.toThrow(
      'commands/broken.ts does not export a command',
    )
  })
})
