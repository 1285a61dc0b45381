/** The site written by processes that are killed, and by two at once: the folder ends as one writing in peace leaves it. */
import { spawn } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, it, onTestFinished } from 'vitest'

const EDITIONS = 4

async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'kawaraban-site-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  return folder
}

/** Lines that the process said until it ended, or was killed by the one for which `kills` is true. */
async function writeIn(folder: string, kills: (line: string) => boolean = () => false): Promise<string[]> {
  const args = [
    '--disable-warning=ExperimentalWarning',
    'test/support/siteprocess.ts',
    folder,
    String(EDITIONS),
  ]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = new Promise((resolve) => child.on('close', resolve))
  const lines: string[] = []
  for await (const line of createInterface(child.stdout)) {
    lines.push(line)
    if (kills(line)) child.kill('SIGKILL')
  }
  await ended
  return lines
}

async function filesIn(folder: string): Promise<Map<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((one) => one.isFile()).map((one) => join(one.parentPath, one.name))
  const read = files
    .toSorted()
    .map(async (file) => [file.slice(folder.length), await readFile(file, 'base64')] as const)
  return new Map(await Promise.all(read))
}

it('a writing that was killed is completed by the next one, byte for byte', async () => {
  const [whole, killed] = [await emptyFolder(), await emptyFolder()]
  await writeIn(whole)
  for (const at of [1, 3]) {
    let count = 0
    const lines = await writeIn(killed, () => ++count === at)
    expect(lines.some((line) => line.startsWith('made'))).toBe(false)
  }
  expect((await readdir(killed)).includes('.begun')).toBe(true)
  expect((await writeIn(killed)).at(-1)).toMatch(/^made [1-8]$/)
  expect(await filesIn(killed)).toEqual(await filesIn(whole))
})

it('of two processes one waits for the other, and finds everything made', async () => {
  const [whole, shared] = [await emptyFolder(), await emptyFolder()]
  await writeIn(whole)
  const both = await Promise.all([writeIn(shared), writeIn(shared)])
  expect(both.map((lines) => lines.at(-1)).toSorted()).toEqual(['made 0', `made ${2 * EDITIONS}`])
  expect(both.filter((lines) => lines.includes('waits'))).toHaveLength(1)
  expect(await filesIn(shared)).toEqual(await filesIn(whole))
})
