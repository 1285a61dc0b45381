/** Settings: the environment read once, checked whole, and handed on as plain data. */
import { ConfigError, type SettingProblem } from './errors.ts'

export interface Config {
  /** The dataset folder that is read where no other is asked for. */
  readonly data: string
  /** A QuickChart server to draw charts with; undefined draws them in process. */
  readonly quickchartUrl: string | undefined
}

export interface Setting {
  /** The environment variable. */
  readonly name: string
  readonly meaning: string
  readonly example: string
  readonly default: string
}

/** Every setting there is. The README's table is held against this one by a test. */
export const SETTINGS: readonly Setting[] = [
  {
    name: 'KAWARABAN_DATA',
    meaning: 'The dataset folder to read',
    example: '/srv/history',
    default: 'data/sample',
  },
  {
    name: 'QUICKCHART_URL',
    meaning: 'A QuickChart server that draws the charts it can; without one they are drawn in process',
    example: 'http://127.0.0.1:3400',
    default: '',
  },
]

export type Environment = Readonly<Record<string, string | undefined>>

/** The environment of this process: read here and nowhere else. */
export const environment: Environment = process.env

/** Reads the settings. Throws ConfigError that lists every problem at once. */
export function readConfig(from: Environment = environment): Config {
  const problems: SettingProblem[] = []
  const text = (name: string) => from[name]?.trim() || undefined
  const quickchartUrl = text('QUICKCHART_URL')
  if (quickchartUrl !== undefined && !isHttpUrl(quickchartUrl)) {
    problems.push({
      name: 'QUICKCHART_URL',
      problem: 'is not an http or https address',
      example: exampleOf('QUICKCHART_URL'),
    })
  }
  if (problems.length > 0) throw new ConfigError(problems)
  return { data: text('KAWARABAN_DATA') ?? 'data/sample', quickchartUrl }
}

function isHttpUrl(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)
}

function exampleOf(name: string): string {
  return SETTINGS.find((setting) => setting.name === name)?.example ?? ''
}
