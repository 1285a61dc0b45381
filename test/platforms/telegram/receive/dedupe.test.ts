/** Updates are taken once, also over a restart; a file that cannot be used costs a warning, not an answer. */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openDedupe } from '#src/platforms/telegram/receive/dedupe.ts'
import { temporaryFolder } from '../../../support/folder.ts'

const quiet = { info() {}, warn() {}, error() {} }
const newFile = async () => join(await temporaryFolder(), 'updates.json')

describe('updates that were taken', () => {
  it('are not taken again, by the next process neither', async () => {
    const file = await newFile()
    const first = await openDedupe(1, file, quiet)
    expect(await Promise.all([first.take(7), first.take(8), first.take(7)])).toEqual([true, true, false])
    const next = await openDedupe(1, file, quiet)
    expect(await next.take(8)).toBe(false)
    // Numbers may begin anywhere after a quiet week.
    expect(await next.take(3)).toBe(true)
  })

  it('of another bot say nothing', async () => {
    const file = await newFile()
    await (await openDedupe(1, file, quiet)).take(7)
    expect(await (await openDedupe(2, file, quiet)).take(7)).toBe(true)
  })

  it('are bounded in number, the oldest forgotten first', async () => {
    const file = await newFile()
    const seen = await openDedupe(1, file, quiet)
    await Promise.all(Array.from({ length: 2001 }, (_, id) => seen.take(id)))
    const { updates } = JSON.parse(await readFile(file, 'utf8')) as { updates: number[] }
    expect([updates.length, updates.at(0), updates.at(-1)]).toEqual([2000, 1, 2000])
  })

  it('begin anew with a broken file, and go on with a warning where none can be written', async () => {
    const file = await newFile()
    await writeFile(file, '{"bot":1,"upd')
    expect(await (await openDedupe(1, file, quiet)).take(7)).toBe(true)
    const warnings: string[] = []
    const log = {
      info() {},
      warn: (text: string) => warnings.push(text),
      error: (text: string) => warnings.push(text),
    }
    const nowhere = await openDedupe(1, join(file, 'nowhere', 'updates.json'), log)
    expect([await nowhere.take(1), await nowhere.take(1), await nowhere.take(2)]).toEqual([true, false, true])
    expect(warnings).toHaveLength(1)
  })
})
