/** `brief`: one week's edition from a folder of history, printed and written to files. */
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { makeFolder } from '#src/folder.ts'
import { composeEdition, type Composition } from '#src/briefing/compose.ts'
import { SECTIONS } from '#src/briefing/section.ts'
import type { ChartSpec } from '#src/charts/index.ts'
import type { Renderer } from '#src/charts/renderer.ts'
import type { Message } from '#src/chat/message.ts'
import { briefingJson, type LanguageVersion } from '#src/editions/figures.ts'
import { makeEdition } from '#src/editions/make.ts'
import { RequestError } from '#src/errors.ts'
import { grammarOf } from '#src/i18n/grammar.ts'
import { createWords, type Words } from '#src/i18n/words.ts'
import type { Source } from '#src/sources/source.ts'
import { renderMarkdown } from '#src/platforms/markdown/render.ts'
import { renderTerminal } from '#src/platforms/terminal/render.ts'
import type { BriefArguments } from './arguments.ts'
import { formatIntake } from './intake.ts'
import type { Progress } from './progress.ts'
import { isUnwritable } from './unwritable.ts'
import { formatWithheldLines } from './withheld.ts'
import { chooseWeek } from './weeks.ts'

export interface BriefParts {
  readonly open: (folder: string) => Source
  /** The folder read where none is asked for. */
  readonly data: string
  readonly renderer: Renderer
  readonly progress: Progress
  /** Where the briefing is printed. */
  readonly stdout: { write(text: string): void; readonly columns?: number; readonly isTTY?: boolean }
  /** Where refusals and notices are reported. */
  readonly stderr: { write(text: string): void }
  /** The language of refusals and notices. */
  readonly words: Words
}

/** The command line writes the chart of every topic. */
const ALL_CHARTS = 10

/** Throws RequestError and DatasetError for what cannot be done. */
export async function brief(asked: BriefArguments, parts: BriefParts): Promise<void> {
  const { progress, renderer } = parts
  progress.at('Reading the history …')
  const folder = asked.data === undefined ? parts.data : asked.data === 'sample' ? 'data/sample' : asked.data
  const loaded = await parts.open(folder).load()
  const { history } = loaded
  const week = chooseWeek(history, asked.week, asked.zone)
  progress.at(`Reading the week to ${week.edition} …`)
  const edition = makeEdition(history, week)
  const versions = asked.languages.map((locale): LanguageVersion => {
    const words = createWords(locale, grammarOf(locale).zone, week.end)
    const { theme, colors, length, sections } = asked
    return {
      words,
      composition: composeEdition(edition, { words, theme, colors, length, sections, charts: ALL_CHARTS }),
    }
  })
  try {
    for (const { words, composition } of versions) {
      progress.at(`Drawing the charts (${words.locale}) …`)
      await writeVersion(join(asked.out, words.locale), composition, renderer)
    }
    const json = JSON.stringify(briefingJson(edition, versions), null, 2)
    await writeFile(join(asked.out, 'briefing.json'), `${json}\n`)
  } catch (error) {
    throw isUnwritable(error)
      ? new RequestError('brief.cannotWrite', { out: asked.out, code: error.code })
      : error
  }
  progress.done()
  for (const line of [...formatIntake(loaded, parts.words), ...formatWithheldLines(history, parts.words)])
    parts.stderr.write(`${line}\n`)
  const look = { columns: parts.stdout.columns ?? 88, styled: parts.stdout.isTTY === true }
  parts.stdout.write(
    versions
      .map(({ composition }) => renderTerminal(composition.message, look))
      .join(`\n${'─'.repeat(40)}\n\n`),
  )
  const folders = asked.languages.map((locale) => join(asked.out, locale, 'briefing.md'))
  parts.stdout.write(`\n${[...folders, join(asked.out, 'briefing.json')].join('\n')}\n`)
}

/**
 * The Markdown document with its pictures beside it. Pictures of an earlier run are removed, and nothing else: the
 * folder may be anyone's.
 */
async function writeVersion(folder: string, { message }: Composition, renderer: Renderer): Promise<void> {
  await makeFolder(folder)
  await Promise.all(['sheet', ...SECTIONS].map((name) => rm(join(folder, `${name}.png`), { force: true })))
  await writeFile(join(folder, 'briefing.md'), renderMarkdown(message))
  await Promise.all(
    pictures(message, renderer).map(async ({ name, png }) =>
      writeFile(join(folder, `${name}.png`), await png),
    ),
  )
}

function pictures(message: Message, renderer: Renderer) {
  return message.images.map((image) => ({ name: image.name, png: renderer.render(image.spec as ChartSpec) }))
}
