/** Reads a dataset folder into a History, leaving out what is malformed and saying so. */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DatasetError } from '#src/errors.ts'
import type { History } from '#src/market/history.ts'
import type { HistoryTable } from '#src/market/historytable.ts'
import { historyOf, type HistoryTables } from '#src/market/tables.ts'
import { DAY, dayOf } from '#src/market/time.ts'
import type { Notice, RefusedFile } from '../source.ts'
import { withoutImplausible } from '../plausible.ts'
import { readAssets } from './assets.ts'
import { vocabulary } from './columns.ts'
import { decode } from './decode.ts'
import { type Description, parseDescription } from './description.ts'
import { readCalendar, readMacro, readRateOdds } from './events.ts'
import { ASSETS_FILE, DESCRIPTION_FILE, fileOf, HISTORY_TABLES } from './files.ts'
import { readFunding } from './funding.ts'
import {
  readCrossAssets,
  readMarketCaps,
  readOpenInterest,
  readSentiment,
  readTotalMarketCap,
  readVolume,
  readYieldCurves,
} from './levels.ts'
import { readCandles } from './prices.ts'
import { RowRefusal } from './faults.ts'
import { createReport, type RefusedRow, type Report } from './report.ts'
import { refusedFiles } from './summary.ts'

export type { RefusedRow } from './report.ts'

export interface DatasetLoad {
  readonly history: History
  /** Without what cannot be right. */
  readonly plausible: History
  /** By file and line. */
  readonly refused: readonly RefusedRow[]
  /** The same reported file by file, those that are lost as a whole first. */
  readonly files: readonly RefusedFile[]
  /** Unknown files and columns, files in another encoding, and where the folder contradicts itself. */
  readonly notices: readonly Notice[]
}

const DOCUMENTED = 'docs/dataset.md says what a dataset folder holds.'

/**
 * Reads the whole folder into memory. Malformed rows are refused one by one and absent files are empty tables.
 * @throws DatasetError where there is no folder or no usable dataset.json.
 */
export async function readDataset(folder: string): Promise<DatasetLoad> {
  const files = await filesOf(folder)
  const description = await readDescription(folder, files)
  const report = createReport()
  for (const file of files.filter((file) => !isKnown(file))) {
    report.notices.push({ code: 'unknownFile', values: { file } })
  }
  const texts = new Map<string, string>()
  await Promise.all(
    [ASSETS_FILE, ...HISTORY_TABLES.map(fileOf)]
      .filter((file) => files.includes(file))
      .map(async (file) => texts.set(file, textIn(file, await bytesOf(folder, file), report))),
  )
  const tables = tablesFrom(description, texts, report)
  const history = historyOf(tables)
  report.refused.sort((a, b) => compare(a.file, b.file) || a.line - b.line)
  return {
    history,
    plausible: historyOf(withoutImplausible(tables)),
    refused: report.refused,
    files: refusedFiles(report),
    notices: [...contradictions(history), ...report.notices.sort((a, b) => compare(nameOf(a), nameOf(b)))],
  }
}

function tablesFrom(
  { name, kind, from, now, suppliers, suppliersOfParts }: Description,
  texts: ReadonlyMap<string, string>,
  report: Report,
): HistoryTables {
  const text = (table: HistoryTable) => texts.get(fileOf(table)) ?? ''
  const assets = readAssets(texts.get(ASSETS_FILE) ?? '', report)
  const ids = vocabulary(assets.map((asset) => asset.id))
  const tables: HistoryTables = {
    name,
    kind,
    from,
    now,
    suppliers,
    suppliersOfParts,
    assets,
    dailyCandles: readCandles('prices_daily', text('prices_daily'), ids, report),
    hourlyCandles: readCandles('prices_hourly', text('prices_hourly'), ids, report),
    marketCaps: readMarketCaps(text('market_caps'), ids, report),
    totalMarketCap: readTotalMarketCap(text('total_market_cap'), report),
    funding: readFunding(text('funding'), ids, report),
    openInterest: readOpenInterest(text('open_interest'), ids, report),
    spotVolume: readVolume('spot_volume', text('spot_volume'), report),
    perpVolume: readVolume('perp_volume', text('perp_volume'), report),
    ...readCrossAssets(text('cross_assets'), report),
    macro: readMacro(text('macro'), report),
    rateOdds: readRateOdds(text('rate_odds'), report),
    curves: readYieldCurves(text('yield_curves'), report),
    sentiment: readSentiment(text('sentiment'), report),
    calendar: readCalendar(text('calendar'), report),
  }
  return tables
}

/** Market now is what dataset.json says; prices that end elsewhere make it doubtful. */
function contradictions({ assets, dailyCandles, now }: History): readonly Notice[] {
  const ends = assets.map(({ id }) => dailyCandles(id)?.times.at(-1) ?? Number.NEGATIVE_INFINITY)
  const last = ends.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY)
  if (!Number.isFinite(last) || last + DAY === now) return []
  return [{ code: 'otherEnd', values: { file: DESCRIPTION_FILE, said: dayOf(now - DAY), last: dayOf(last) } }]
}

async function filesOf(folder: string): Promise<readonly string[]> {
  try {
    return (await readdir(folder)).sort()
  } catch (error) {
    const detail = String((error as NodeJS.ErrnoException).code)
    const problem = `the folder cannot be listed (${detail})`
    const remedy = `Name a folder that exists and may be read; ${DOCUMENTED}`
    throw new DatasetError({ code: 'unlisted', folder, detail, problem, remedy }, { cause: error })
  }
}

/** The file's text; '' where it has none that can be used, which is refused. */
function textIn(file: string, bytes: Buffer, report: Report): string {
  const decoded = decode(bytes)
  const fault =
    'fault' in decoded ? decoded.fault : decoded.text.trim() === '' ? ('blankFile' as const) : undefined
  if (fault !== undefined) {
    const refusal = new RowRefusal(fault)
    report.refused.push({ file, line: 1, reason: refusal.message, fault: refusal.fault })
  }
  if (fault !== undefined || 'fault' in decoded) return ''
  if (decoded.encoding !== 'UTF-8') {
    report.notices.push({ code: 'encoding', values: { file, encoding: decoded.encoding } })
  }
  return decoded.text
}

async function bytesOf(folder: string, file: string): Promise<Buffer> {
  try {
    return await readFile(join(folder, file))
  } catch (error) {
    const problem = `${file} cannot be read (${(error as NodeJS.ErrnoException).code})`
    throw new DatasetError(
      {
        code: 'unreadable',
        folder,
        detail: file,
        problem,
        remedy: 'Make it a readable file, or take it away.',
      },
      { cause: error },
    )
  }
}

async function readDescription(folder: string, files: readonly string[]): Promise<Description> {
  if (!files.includes(DESCRIPTION_FILE)) {
    throw new DatasetError({
      code: 'undescribed',
      folder,
      detail: DESCRIPTION_FILE,
      problem: `it has no ${DESCRIPTION_FILE}`,
      remedy: `Add one, or name another folder; ${DOCUMENTED}`,
    })
  }
  const decoded = decode(await bytesOf(folder, DESCRIPTION_FILE))
  const description = parseDescription('text' in decoded ? decoded.text : '')
  if ('problems' in description) {
    throw new DatasetError({
      code: 'misdescribed',
      folder,
      detail: description.problems.join('; '),
      problem: description.problems.join('; '),
      remedy: `Correct ${DESCRIPTION_FILE}; ${DOCUMENTED}`,
    })
  }
  return description
}

/** Documents and hidden files may lie beside the data without a word. */
function isKnown(file: string): boolean {
  if (file === DESCRIPTION_FILE || file === ASSETS_FILE) return true
  if (file.startsWith('.') || file.endsWith('.md') || file.startsWith('LICEN')) return true
  return HISTORY_TABLES.some((table) => fileOf(table) === file)
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function nameOf({ values: { file, column } }: Notice): string {
  return `${file} ${column ?? ''}`
}
