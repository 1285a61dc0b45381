/** The small changes that a source file admits: each turns one operator, condition or constant into another. */
import { parseAst } from 'vitest/node'

export interface Mutant {
  readonly file: string
  /** Offsets in the file's text. */
  readonly start: number
  readonly end: number
  readonly replacement: string
  readonly line: number
}

/** Operators, and what each is swapped for. */
const SWAPS: Readonly<Record<string, string>> = {
  ...{ '<': '<=', '<=': '<', '>': '>=', '>=': '>', '===': '!==', '!==': '===' },
  ...{ '+': '-', '-': '+', '*': '/', '/': '*', '%': '*', '&&': '||', '||': '&&', '+=': '-=', '-=': '+=' },
}
const METHODS: Readonly<Record<string, string>> = {
  ...{ max: 'min', min: 'max', ceil: 'floor', floor: 'ceil', some: 'every', every: 'some' },
}

interface Node {
  readonly type: string
  readonly start: number
  readonly end: number
  readonly [field: string]: unknown
}

/** Every mutant of a file, in its order. Types, imports and texts are left as they are. */
export function mutantsOf(file: string, text: string): Mutant[] {
  const program = parseAst(text, { lang: 'ts' }, file)
  const found: Mutant[] = []
  const add = (start: number, end: number, replacement: string) => {
    found.push({ file, start, end, replacement, line: text.slice(0, start).split('\n').length })
  }
  visit(program as unknown as Node, (node) => {
    switch (node.type) {
      case 'BinaryExpression':
      case 'LogicalExpression':
      case 'AssignmentExpression': {
        const [left, right] = [node.left as Node, node.right as Node]
        const other = SWAPS[node.operator as string]
        if (other === undefined || isText(left) || isText(right)) break
        const at = text.indexOf(node.operator as string, left.end)
        add(at, at + (node.operator as string).length, other)
        break
      }
      case 'IfStatement':
      case 'ConditionalExpression': {
        const test = node.test as Node
        add(test.start, test.end, `!(${text.slice(test.start, test.end)})`)
        break
      }
      case 'Literal':
        if (typeof node.value === 'number') add(node.start, node.end, String(node.value + 1))
        if (typeof node.value === 'boolean') add(node.start, node.end, String(!node.value))
        break
      case 'UnaryExpression':
        if (node.operator === '-' || node.operator === '!') add(node.start, node.start + 1, '')
        break
      case 'CallExpression': {
        const callee = node.callee as Node
        const property = callee.type === 'MemberExpression' ? (callee.property as Node) : undefined
        const other = METHODS[(property?.name as string | undefined) ?? '']
        if (property && other !== undefined) add(property.start, property.end, other)
        break
      }
      default:
    }
  })
  return found.sort((one, another) => one.start - another.start)
}

/** The file's text with one mutant in it. */
export function mutated(text: string, { start, end, replacement }: Mutant): string {
  return text.slice(0, start) + replacement + text.slice(end)
}

/** Joined texts are no sums. */
function isText(node: Node): boolean {
  return node.type === 'TemplateLiteral' || (node.type === 'Literal' && typeof node.value === 'string')
}

function visit(node: Node, see: (node: Node) => void): void {
  if (
    node.type.startsWith('TS') &&
    !/^TS(AsExpression|NonNullExpression|SatisfiesExpression)$/.test(node.type)
  )
    return
  see(node)
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (child !== null && typeof child === 'object' && 'type' in child) visit(child as Node, see)
    }
  }
}
