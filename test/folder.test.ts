import { stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { makeFolder } from '#src/folder.ts'
import { temporaryFolder } from './support/folder.ts'

describe('making a folder', () => {
  it('makes those that it lies in, for whom it is set, and lets one stand that is there', async () => {
    const folder = join(await temporaryFolder(), 'a', 'b')
    await Promise.all([makeFolder(folder, 0o700), makeFolder(folder, 0o700)])
    await makeFolder(folder, 0o755)
    expect((await stat(folder)).mode & 0o777).toBe(0o700)
  })

  it('ends where nobody can make one', async () => {
    await expect(makeFolder('/proc/nope/deep')).rejects.toThrow(/ENOENT|EACCES|EPERM/)
    const file = join(await temporaryFolder(), 'file')
    await writeFile(file, '')
    await expect(makeFolder(file)).rejects.toThrow('EEXIST')
    await expect(makeFolder(join(file, 'a'))).rejects.toThrow('EEXIST')
  })
})
