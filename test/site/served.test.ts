/** Files kept ready to be sent: as they are now, and no more of them than there is room for. */
import { rmSync } from 'node:fs'
import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, it, onTestFinished } from 'vitest'
import { createFiles } from '#src/site/served.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kawaraban-site-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  for (const name of ['a', 'b', 'c']) {
    await mkdir(join(folder, name))
    await writeFile(join(folder, name, 'index.html'), name.repeat(2000))
  }
})

it('reads a file once, and again when it is another', async () => {
  const files = createFiles(folder)
  const first = await files.find('/a')
  expect(await files.find('/a')).toBe(first)
  await writeFile(join(folder, 'a/index.html'), 'z'.repeat(2000))
  await utimes(join(folder, 'a/index.html'), 1, 1)
  const second = await files.find('/a')
  expect(second?.bytes.toString()).toBe('z'.repeat(2000))
  expect(second?.hash).not.toBe(first?.hash)
})

it('does not find a file that is withdrawn while it is read', async () => {
  const files = createFiles(folder)
  // Wherever between the look and the read it goes, it is there or it is not.
  for (let i = 0; i < 50; i++) {
    await writeFile(join(folder, 'gone.svg'), '<svg/>')
    const found = files.find('/gone.svg')
    await new Promise((resolve) => setImmediate(resolve))
    rmSync(join(folder, 'gone.svg'), { force: true })
    expect([undefined, '<svg/>']).toContain((await found)?.bytes.toString())
  }
})

it('lets go of what was not asked for the longest, and counts what is packed', async () => {
  const files = createFiles(folder, 5000)
  const [a, b] = [await files.find('/a'), await files.find('/b')]
  expect(await files.find('/a')).toBe(a)
  await files.find('/c')
  expect(await files.find('/a')).toBe(a)
  expect(await files.find('/b')).not.toBe(b)
  const tight = createFiles(folder, 4010)
  const kept = await tight.find('/a')
  const last = await tight.find('/b')
  await last?.packed('gzip')
  expect(await tight.find('/b')).toBe(last)
  expect(await tight.find('/a')).not.toBe(kept)
})

it('finds nothing where nothing is', async () => {
  const files = createFiles(folder)
  expect(await files.find('/d')).toBeUndefined()
  expect(await files.find('/')).toBeUndefined()
})
