/** The command as a whole, with charts that are not drawn: what it writes, prints and refuses. */
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import type { Renderer } from '#src/charts/renderer.ts'
import { readArguments } from '#src/cli/arguments.ts'
import { brief } from '#src/cli/brief.ts'
import type { BriefingJson } from '#src/editions/figures.ts'
import { DatasetError, RequestError } from '#src/errors.ts'
import { createWords } from '#src/i18n/words.ts'
import { SOURCES } from '#src/sources/index.ts'
import { sampleFolder } from '../support/editions.ts'
import { temporaryFolder } from '../support/folder.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const PNG = Uint8Array.of(0x89, 0x50, 0x4e, 0x47)
const renderer: Renderer = { render: async () => PNG, close: async () => {} }

describe('a briefing', () => {
  it('is written in both languages, with its pictures and one file for machines', async () => {
    const out = await temporaryFolder()
    const printed = await run(['--out', out])
    const json = await jsonIn(out)
    expect((await readdir(out)).sort()).toEqual(['briefing.json', 'en', 'ja'])
    for (const locale of ['ja', 'en'] as const) {
      const files = await readdir(join(out, locale))
      expect(files).toContain('sheet.png')
      const document = await readFile(join(out, locale, 'briefing.md'), 'utf8')
      const shown = [...document.matchAll(/\]\(([\w-]+\.png)\)/g)].map((match) => match[1] ?? '')
      expect([...shown, 'briefing.md'].sort()).toEqual(files.sort())
      for (const section of json.sections) {
        for (const { file, alt } of section.charts) {
          expect(existsSync(join(out, file[locale] ?? '')), section.topic).toBe(true)
          expect(alt[locale]?.length).toBeGreaterThan(10)
        }
        for (const statement of section.statements) expect(statement.text[locale]).toMatch(/\S/)
      }
    }
    expect(printed).toContain('マーケット週報')
    expect(printed).toContain('Weekly briefing')
    expect(printed.trimEnd().split('\n').at(-1)).toBe(join(out, 'briefing.json'))
  })

  it('for machines has the shape that is published', async () => {
    const out = await temporaryFolder()
    await run(['--out', out, '--length', 'text'])
    const json = await jsonIn(out)
    const shape = 'edition revision id window data figures thread sections extremes missing'
    expect(Object.keys(json)).toEqual(shape.split(' '))
    expect(json).toMatchObject({ revision: 1, data: { kind: 'simulated' }, window: { zone: 'UTC' } })
    expect(json.id).toMatch(/^[0-9a-f]{12}$/)
    expect(json.window.to).toBe(`${json.edition}T00:00:00Z`)
    for (const text of Object.values(json.thread.headline.text)) expect(text).toMatch(/BTC/)
    expect(json.thread.summary.length).toBeGreaterThan(1)
    for (const claim of json.thread.summary.flatMap((one) => one.evidence.extreme ?? [])) {
      expect(json.extremes[Number(claim)]?.told).toMatch(/^(headline|summary)$/)
    }
    expect(json.extremes.length).toBeGreaterThan(0)
    expect(Object.keys(json.figures)).toEqual(Object.keys(json.figures).toSorted())
    for (const [name, figure] of Object.entries(json.figures)) {
      expect(Object.keys(figure), name).toEqual(expect.arrayContaining(['value', 'unit', 'asOf', 'sources']))
      expect(figure.asOf, name).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z$/)
      expect(figure.asOf <= json.window.to, `${name} ${figure.asOf}`).toBe(true)
      expect(figure.value, name).not.toBeUndefined()
    }
    for (const { figure, reason } of json.missing) {
      expect(json.figures[figure], figure).toBeUndefined()
      expect(reason).toMatch(/^(no-data|record-too-short|gap|too-few-members|source-failed|stale|zone)$/)
    }
    for (const section of json.sections) {
      for (const { salience } of section.statements) {
        expect(salience).toBeGreaterThanOrEqual(0)
        expect(salience).toBeLessThanOrEqual(1)
      }
    }
  })

  it('reports only the language that was asked for', async () => {
    const out = await temporaryFolder()
    await run(['--out', out, '--lang', 'ja', '--length', 'compact'])
    expect((await readdir(out)).sort()).toEqual(['briefing.json', 'ja'])
    expect((await readdir(join(out, 'ja'))).sort()).toEqual(['briefing.md', 'sheet.png'])
    for (const { statements, charts } of (await jsonIn(out)).sections) {
      for (const { text } of statements) expect(Object.keys(text)).toEqual(['ja'])
      for (const { file, alt } of charts)
        expect([Object.keys(file), Object.keys(alt)]).toEqual([['ja'], ['ja']])
    }
  })

  it('has the same figures at every length, and in the order of sections asked for', async () => {
    const outs = await Promise.all([temporaryFolder(), temporaryFolder()])
    await run(['--out', outs[0], '--length', 'text', '--lang', 'en'])
    await run(['--out', outs[1], '--length', 'text', '--lang', 'en', '--sections', 'volume,assets'])
    const [all, two] = await Promise.all(outs.map(jsonIn))
    expect(two?.figures).toEqual(all?.figures)
    expect(two?.id).toBe(all?.id)
    expect(two?.sections.map((section) => section.topic)).toEqual(['volume', 'assets'])
  })

  it('clears the pictures of an earlier run, and nothing else', async () => {
    const out = await temporaryFolder()
    await mkdir(join(out, 'en'))
    await writeFile(join(out, 'en', 'funding.png'), 'old')
    await writeFile(join(out, 'en', 'mine.txt'), 'kept')
    await run(['--out', out, '--length', 'text', '--lang', 'en'])
    expect((await readdir(join(out, 'en'))).sort()).toEqual(['briefing.md', 'mine.txt'])
  })
})

describe('what cannot be done', () => {
  it('is refused by name: a week that the record has not, a folder that is none, one that cannot be written', async () => {
    const out = await temporaryFolder()
    await expect(run(['--out', out, '--week', '2001-01-01'])).rejects.toThrow(RequestError)
    await expect(run(['--out', out, '--data', join(out, 'nowhere')])).rejects.toThrow(DatasetError)
    await writeFile(join(out, 'file'), '')
    const unwritable = run(['--out', join(out, 'file'), '--length', 'text'])
    await expect(unwritable).rejects.toMatchObject({ key: 'brief.cannotWrite' })
  })

  it('ends the process with 2 and one line in the person’s language', async () => {
    const ja = await spawn('brief', '--lang', 'ja', '--week', '2025-11-20')
    expect(ja).toMatchObject({ code: 2, stdout: '' })
    expect(ja.stderr).toMatch(/^「2025-11-20」は月曜日（YYYY-MM-DD）ではありません。[^\n]*\n$/)
    const en = await spawn('brief', '--data', '/nowhere/at/all')
    expect(en).toMatchObject({ code: 2, stdout: '' })
    expect(en.stderr.trimEnd().split('\n')).toHaveLength(1)
    expect(en.stderr).toContain('/nowhere/at/all')
  })
})

async function run(words: readonly string[]): Promise<string> {
  let printed = ''
  await brief(readArguments(words), {
    open: SOURCES.dataset,
    data: sampleFolder,
    renderer,
    progress: { at: () => {}, done: () => {} },
    stdout: { write: (text) => (printed += text), columns: 80, isTTY: false },
    stderr: { write: () => {} },
    words: createWords('en', 'UTC', 0),
  })
  return printed
}

async function jsonIn(folder: string): Promise<BriefingJson> {
  return JSON.parse(await readFile(join(folder, 'briefing.json'), 'utf8')) as BriefingJson
}

async function spawn(...words: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const environment = { PATH: process.env.PATH, LANG: 'C' }
  try {
    const result = await promisify(execFile)(process.execPath, ['src/main.ts', ...words], {
      cwd: root,
      env: environment,
    })
    return { code: 0, ...result }
  } catch (error) {
    return error as { code: number; stdout: string; stderr: string }
  }
}
