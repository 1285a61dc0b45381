/** Workers that are there, and those that are proved to have ended: by processes that are killed. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, readdir, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { createPresence } from '#src/store/presence.ts'
import { temporaryFolder } from '../support/folder.ts'

const MODULE = new URL('../../src/store/presence.ts', import.meta.url).href
const SCRIPT = `const { createPresence } = await import(${JSON.stringify(MODULE)})
const presence = createPresence(process.argv[1])
process.stdout.write(presence.enter())
setInterval(() => presence.hasEnded(''), 1000)`

/** A worker of a process of its own, by its id. */
async function startOther(home: string) {
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', SCRIPT, home],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const ended = once(child, 'exit')
  const kill = async () => {
    child.kill('SIGKILL')
    await ended
  }
  onTestFinished(kill)
  const [id] = (await once(child.stdout, 'data')) as [Buffer]
  return { id: id.toString(), kill }
}

it('a worker is there until its process is killed, and gone from then on', async () => {
  const home = await temporaryFolder()
  const presence = createPresence(home)
  const other = await startOther(home)
  expect(presence.hasEnded(other.id)).toBe(false)
  await other.kill()
  expect(presence.hasEnded(other.id)).toBe(true)
  presence.leave(other.id)
  expect(presence.hasEnded(other.id)).toBe(false)
  expect(await readdir(join(home, 'workers'))).toEqual([])
})

it('a worker of the same process is there for each other worker in it', async () => {
  const home = await temporaryFolder()
  const [presence, another] = [createPresence(home), createPresence(home)]
  const id = presence.enter()
  onTestFinished(() => presence.leave(id))
  expect(presence.hasEnded(id)).toBe(false)
  expect(another.hasEnded(id)).toBe(false)
})

it('a copy of a home folder proves nothing of those who work in the original', async () => {
  const [home, copy] = [await temporaryFolder(), await temporaryFolder()]
  const other = await startOther(home)
  await cp(home, copy, { recursive: true })
  expect(createPresence(copy).hasEnded(other.id)).toBe(false)
})

it('what has no lock here is not called gone: another machine, an older version, a folder that cannot be written', async () => {
  const home = await temporaryFolder()
  const presence = createPresence(home)
  expect(presence.hasEnded('28f07913-fdfc-441b-8bea-13bfe66b2217.be3-RwVKtxI_')).toBe(false)
  expect(presence.hasEnded('28f07913-fdfc-441b-8bea-13bfe66b2217')).toBe(false)
  await writeFile(join(home, 'workers'), 'a file where the folder would be')
  const id = presence.enter()
  expect(id).toMatch(/^[\da-f-]{36}$/)
  expect(presence.hasEnded(id)).toBe(false)
})

it('files of workers that ended long ago are taken away, those of living ones are not', async () => {
  const home = await temporaryFolder()
  const presence = createPresence(home)
  const [living, dead] = [await startOther(home), await startOther(home)]
  await dead.kill()
  const long = new Date(Date.now() - 3 * 86_400_000)
  for (const name of await readdir(join(home, 'workers')))
    await utimes(join(home, 'workers', name), long, long)
  const id = presence.enter()
  onTestFinished(() => presence.leave(id))
  const nameOf = (worker: string) => `${worker.split('.')[0]}.lock`
  expect((await readdir(join(home, 'workers'))).sort()).toEqual([nameOf(living.id), nameOf(id)].sort())
})
