/** What keeps a store from being used, made to happen: each has its own fault, sentence, exit code and row in both guides. */
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises'
import { DatabaseSync } from 'node:sqlite'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { STORE_EXITS } from '#src/cli/exits.ts'
import { STORE_FAULTS, StoreError, type StoreFault } from '#src/errors.ts'
import { LOCALES } from '#src/i18n/locale.ts'
import { createWords } from '#src/i18n/words.ts'
import { faultInUse, faultOf, storeErrorOf } from '#src/store/faults.ts'
import { fileIn, openStore } from '#src/store/open.ts'
import { temporaryFolder } from '../support/folder.ts'

/** A home with a store that was used. */
async function usedHome(): Promise<string> {
  const home = await temporaryFolder()
  const store = await openStore(home)
  for (let count = 0; count < 300; count++) await store.memory.countUse(`discord:${count}`, 'bitcoin')
  await store.close()
  return home
}

async function faultAt(home: string, url?: string): Promise<StoreFault> {
  const failure = await openStore(home, url).then(
    (store) => store.close(),
    (error: unknown) => error,
  )
  expect(failure).toBeInstanceOf(StoreError)
  expect((failure as StoreError).problem).not.toBe('')
  return (failure as StoreError).fault
}

describe('a store that cannot be opened says why', () => {
  it('where its file is damaged', async () => {
    const home = await usedHome()
    const bytes = await readFile(fileIn(home))
    // The first page names the tables: its header stays, its contents go.
    await writeFile(fileIn(home), bytes.fill(0xa5, 100, 4096))
    expect(await faultAt(home)).toBe('damaged')
  })

  it('where its file is something else', async () => {
    const home = await temporaryFolder()
    await writeFile(fileIn(home), 'this is no database, however long it may be'.repeat(40))
    expect(await faultAt(home)).toBe('foreign')
  })

  it('where a newer version has written it', async () => {
    const home = await usedHome()
    const database = new DatabaseSync(fileIn(home))
    database.exec("insert into migration (name, run_at) values ('9999-later', 0)")
    database.close()
    expect(await faultAt(home)).toBe('newer')
  })

  it('where another program writes and does not end', async () => {
    const home = await usedHome()
    const other = new DatabaseSync(fileIn(home))
    onTestFinished(() => other.close())
    other.exec('begin exclusive; delete from migration')
    expect(await faultAt(home)).toBe('locked')
  })

  it('where there is no way to its folder', async () => {
    expect(await faultAt('/proc/nope')).toBe('nowhere')
    const folder = await temporaryFolder()
    await writeFile(join(folder, 'file'), '')
    expect(await faultAt(join(folder, 'file', 'home'))).toBe('nowhere')
  })

  it('where a folder has the name of its file', async () => {
    const home = await temporaryFolder()
    await mkdir(fileIn(home))
    expect(await faultAt(home)).toBe('nowhere')
  })

  it('where it may not be written to', async ({ skip }) => {
    skip(process.getuid?.() === 0, 'the superuser may write everywhere')
    const home = await usedHome()
    await chmod(home, 0o500)
    onTestFinished(() => chmod(home, 0o700))
    expect(await faultAt(home)).toBe('denied')
  })

  it('where nobody answers at the database’s address', async () => {
    expect(await faultAt('', 'postgresql://bot@127.0.0.1:1/kawaraban')).toBe('unreachable')
  })
})

describe('an error of the database', () => {
  it('is a full disk where SQLite finds no room', () => {
    const database = new DatabaseSync(':memory:')
    database.exec('create table full (text); pragma max_page_count = 3')
    const filling = () => {
      for (let count = 0; count < 100; count++)
        database.exec('insert into full values (hex(randomblob(900)))')
    }
    const failure = (() => {
      try {
        return filling()
      } catch (error) {
        return error
      }
    })()
    expect(faultOf(failure)).toBe('full')
    // By its words, where its code has been lost on the way.
    expect(faultOf(new Error((failure as Error).message))).toBe('full')
    database.close()
  })

  it.each([
    ['3D000', 'missing'],
    ['28P01', 'denied'],
    ['42501', 'denied'],
    ['53100', 'full'],
    ['55P03', 'locked'],
    ['57P03', 'unreachable'],
    ['08006', 'unreachable'],
    ['XX001', 'damaged'],
    ['ECONNREFUSED', 'unreachable'],
    ['ENOSPC', 'full'],
    ['EROFS', 'denied'],
    ['23505', 'other'],
  ] as const)('with the code %s is %s', (code, fault) => {
    expect(faultOf(Object.assign(new Error('of the database'), { code }))).toBe(fault)
    expect(faultOf(new Error('around it', { cause: Object.assign(new Error('x'), { code }) }))).toBe(fault)
  })

  it('with several reasons is what the first of them is, and says it', () => {
    const refused = Object.assign(new Error('connect ECONNREFUSED ::1:5432'), { code: 'ECONNREFUSED' })
    const error = storeErrorOf('postgresql://db/kawaraban', new AggregateError([refused]))
    expect(error).toMatchObject({ fault: 'unreachable', problem: refused.message })
    expect(faultOf(undefined)).toBe('other')
    expect(storeErrorOf('elsewhere', error)).toBe(error)
  })
})

describe('every fault', () => {
  it('has a sentence of its own in every language, with the file and what is said of it', () => {
    for (const locale of LOCALES) {
      const { say } = createWords(locale, 'UTC', 0)
      const facts = { file: 'home/kawaraban.sqlite', problem: 'so it says' }
      const texts = STORE_FAULTS.map((fault) => say(`errors:store.faults.${fault}`, facts))
      expect(new Set(texts).size).toBe(STORE_FAULTS.length)
      for (const sentence of texts) {
        expect(sentence).toContain(facts.file)
        expect(sentence).toContain(facts.problem)
      }
    }
  })

  it('has an exit code of its own, which both guides list', async () => {
    expect(new Set(Object.values(STORE_EXITS)).size).toBe(STORE_FAULTS.length)
    const [english, japanese] = await Promise.all(
      ['operators.md', 'operators.ja.md'].map((name) =>
        readFile(new URL(`../../docs/${name}`, import.meta.url), 'utf8'),
      ),
    )
    for (const code of Object.values(STORE_EXITS)) {
      expect(english, String(code)).toMatch(new RegExp(`^\\| (?:exit code )?${code}, \``, 'm'))
      expect(japanese, String(code)).toMatch(new RegExp(`^\\| (?:終了コード)?${code}、「`, 'm'))
    }
  })
})

it('what a command fails of beside the store is no fault of the store', () => {
  const failed = (code: string) => Object.assign(new Error('failed'), { code })
  const fetchFailed = new TypeError('fetch failed', { cause: failed('ECONNREFUSED') })
  expect([failed('ENOENT'), fetchFailed].map((error) => faultInUse(error, false))).toEqual(['other', 'other'])
  expect(faultInUse(failed('ENOENT'), true)).toBe('other')
  expect(faultInUse(failed('ECONNREFUSED'), true)).toBe('unreachable')
  expect(faultInUse(Object.assign(new Error('full'), { errcode: 13 }), false)).toBe('full')
})
