/** Arithmetic on named numbers: + - * / % ^ ( ) and a few functions. Parsed by hand, so nothing else can run. */
export const expressionFunctions = {
  min: Math.min,
  max: Math.max,
  round: Math.round,
  floor: Math.floor,
  ceil: Math.ceil,
  abs: Math.abs,
} as const satisfies Record<string, (...values: number[]) => number>

export class ExpressionError extends Error {
  override readonly name = 'ExpressionError'
  readonly found: string
  /** Counted from 1. */
  readonly at: number

  constructor(found: string, at: number) {
    super(`Unexpected ${found} at character ${at}.`)
    this.found = found
    this.at = at
  }
}

interface Token {
  readonly text: string
  readonly at: number
}

/**
 * The value of an expression such as `4 * round((a - 1) / 4) + 1`. `^` binds from the right and tighter than a
 * leading minus: -2^2 is -4. `%` keeps the sign of its left side.
 * @throws ExpressionError at the first character that fits nowhere
 */
export function evaluate(expression: string, names: Readonly<Record<string, number>>): number {
  const parser = new Parser(tokensOf(expression), names)
  const value = parser.sum()
  parser.end()
  return value
}

function tokensOf(expression: string): readonly Token[] {
  const pattern = /\s*(\d+\.?\d*(?:e[+-]?\d+)?|\.\d+|[a-z]+|\S)/giy
  return [...expression.matchAll(pattern)].map((match) => {
    const text = match[1] ?? ''
    return { text, at: match.index + match[0].length - text.length + 1 }
  })
}

class Parser {
  private place = 0
  private readonly tokens: readonly Token[]
  private readonly names: Readonly<Record<string, number>>

  constructor(tokens: readonly Token[], names: Readonly<Record<string, number>>) {
    this.tokens = tokens
    this.names = names
  }

  sum(): number {
    let value = this.product()
    for (;;) {
      if (this.takes('+')) value += this.product()
      else if (this.takes('-')) value -= this.product()
      else return value
    }
  }

  end(): void {
    if (this.place < this.tokens.length) this.refuse()
  }

  private product(): number {
    let value = this.signed()
    for (;;) {
      if (this.takes('*')) value *= this.signed()
      else if (this.takes('/')) value /= this.signed()
      else if (this.takes('%')) value %= this.signed()
      else return value
    }
  }

  private signed(): number {
    if (this.takes('-')) return -this.signed()
    return this.takes('+') ? this.signed() : this.power()
  }

  private power(): number {
    const base = this.atom()
    return this.takes('^') ? base ** this.signed() : base
  }

  private atom(): number {
    if (this.takes('(')) return this.closed(this.sum())
    const text = this.tokens[this.place]?.text ?? ''
    if (/^[\d.]/.test(text) && Number.isFinite(Number(text))) return this.step(Number(text))
    if (Object.hasOwn(this.names, text)) return this.step(this.names[text] ?? 0)
    if (Object.hasOwn(expressionFunctions, text)) return this.call(text as keyof typeof expressionFunctions)
    return this.refuse()
  }

  private call(name: keyof typeof expressionFunctions): number {
    this.place++
    if (!this.takes('(')) this.refuse()
    const values = [this.sum()]
    while (this.takes(',')) values.push(this.sum())
    const apply: (...values: number[]) => number = expressionFunctions[name]
    return this.closed(apply(...values))
  }

  private closed(value: number): number {
    if (!this.takes(')')) this.refuse()
    return value
  }

  private step(value: number): number {
    this.place++
    return value
  }

  private takes(text: string): boolean {
    const isNext = this.tokens[this.place]?.text === text
    if (isNext) this.place++
    return isNext
  }

  private refuse(): never {
    const token = this.tokens[this.place]
    const last = this.tokens.at(-1)
    throw new ExpressionError(
      token ? `“${token.text}”` : '…',
      token?.at ?? (last ? last.at + last.text.length : 1),
    )
  }
}
