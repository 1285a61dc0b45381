/** Which commit `/status` names: read from a Git folder in each of the forms it has. */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'
import { commitOf } from '#src/app/commit.ts'
import { createTestBot, member, realCommands, sampleHistory, textOf } from '../support/bot.ts'
import { temporaryFolder } from '../support/folder.ts'

const COMMIT = '0123456789abcdef0123456789abcdef01234567'

async function gitFolder(files: Readonly<Record<string, string>>): Promise<URL> {
  const folder = await temporaryFolder()
  await mkdir(join(folder, 'refs/heads'), { recursive: true })
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text)
  return pathToFileURL(`${folder}/`)
}

describe('the commit that runs', () => {
  it.each([
    ['of a branch', { HEAD: 'ref: refs/heads/main\n', 'refs/heads/main': `${COMMIT}\n` }],
    [
      'of a branch that was packed',
      {
        HEAD: 'ref: refs/heads/main\n',
        'packed-refs': `# pack-refs with: peeled\n${COMMIT} refs/heads/main\n`,
      },
    ],
    ['of no branch', { HEAD: `${COMMIT}\n` }],
  ])('is read where the folder is %s', async (_, files) => {
    expect(commitOf(await gitFolder(files))).toBe(COMMIT)
  })

  it.each([
    ['nothing', {}],
    ['a branch without commits', { HEAD: 'ref: refs/heads/main\n' }],
    ['words', { HEAD: 'main\n' }],
  ])('is unknown where there is %s', async (_, files) => {
    expect(commitOf(await gitFolder(files))).toBeUndefined()
  })
})

describe('/status', () => {
  it('names the version with seven digits of the commit, and the version alone where none is known', async () => {
    const [commands, history] = [await realCommands(), await sampleHistory()]
    const statusOf = async (commit: string | undefined) => {
      const status = () => ({ version: '1.2.3', commit, startedAt: 0, now: 0, platforms: [] })
      const { bot } = createTestBot({ commands, history: () => history, status })
      const reply = await bot.answer({ ...member, input: { kind: 'command', name: 'status' } })
      return textOf(reply.message)
    }
    expect(await statusOf(COMMIT)).toContain('1.2.3 (0123456)')
    expect(await statusOf(undefined)).toMatch(/1\.2\.3(?! \()/)
  })
})
