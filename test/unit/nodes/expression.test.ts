import { describe, expect, it } from 'vitest'
import { evaluate } from '../../../nodes/logic/expression.ts'

const names = { a: 3, b: 8, c: -2 }

describe('an expression', () => {
  it.each([
    ['a + b * c', -13],
    ['(a + b) * c', -22],
    ['2 ^ 3 ^ 2', 512],
    ['-2 ^ 2', -4],
    ['2 ^ -1', 0.5],
    ['10 - 4 - 3', 3],
    ['7 % 4', 3],
    ['-7 % 4', -3],
    ['4 * round((a * b - 1) / 4) + 1', 25],
    ['max(1, min(a, b), c)', 3],
    ['floor(2.9) + ceil(2.1) + abs(c)', 7],
    ['1.5e2 + .5', 150.5],
    ['+a', 3],
    ['- -a', 3],
    ['1 / 0', Infinity],
  ])('%s is %d', (expression, value) => expect(evaluate(expression, names)).toBe(value))

  it.each([
    ['', '…', 1],
    ['a +', '…', 4],
    ['a + * b', '“*”', 5],
    ['(a', '…', 3],
    ['a b', '“b”', 3],
    ['d', '“d”', 1],
    ['constructor', '“constructor”', 1],
    ['max(', '…', 5],
    ['max 1', '“1”', 5],
    ['a; b', '“;”', 2],
    ['1..2', '“.2”', 3],
  ])('"%s" is refused at the place of the mistake', (expression, found, at) => {
    expect(() => evaluate(expression, names)).toThrow(expect.objectContaining({ found, at }))
  })
})
