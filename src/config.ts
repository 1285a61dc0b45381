/** Settings: the environment read once, checked whole, and handed on as plain data. */
import { isIP } from 'node:net'
import { ConfigError, type SettingProblem } from './errors.ts'

export interface Config {
  /** The dataset folder that is read where no other is asked for. */
  readonly data: string
  /** The folder of what the bot remembers. */
  readonly home: string
  /** A QuickChart server to draw charts with; undefined draws them in process. */
  readonly quickchartUrl: string | undefined
  /** Where the preview page listens. */
  readonly host: string
  readonly port: number
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
    name: 'KAWARABAN_HOME',
    meaning: 'The folder where the bot keeps what it remembers; made where it is missing',
    example: '/var/lib/kawaraban',
    default: '.kawaraban',
  },
  {
    name: 'QUICKCHART_URL',
    meaning: 'A QuickChart server that draws the charts it can; without one they are drawn in process',
    example: 'http://127.0.0.1:3400',
    default: '',
  },
  {
    name: 'HOST',
    meaning: 'The address the preview page listens on; any but a loopback one opens it to the network',
    example: '0.0.0.0',
    default: '127.0.0.1',
  },
  {
    name: 'PORT',
    meaning: 'The port of the preview page; 0 takes a free one',
    example: '8788',
    default: '8787',
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
  const host = text('HOST') ?? '127.0.0.1'
  if (isIP(host) === 0 && !/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(host)) {
    problems.push({
      name: 'HOST',
      problem: 'is neither an address nor the name of a machine',
      example: exampleOf('HOST'),
    })
  }
  const port = text('PORT') ?? '8787'
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) {
    problems.push({ name: 'PORT', problem: 'is no whole number from 0 to 65535', example: exampleOf('PORT') })
  }
  if (problems.length > 0) throw new ConfigError(problems)
  return {
    data: text('KAWARABAN_DATA') ?? 'data/sample',
    home: text('KAWARABAN_HOME') ?? '.kawaraban',
    quickchartUrl,
    host,
    port: Number(port),
  }
}

function isHttpUrl(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)
}

function exampleOf(name: string): string {
  return SETTINGS.find((setting) => setting.name === name)?.example ?? ''
}
