import { expect, it } from 'vitest'
import { rulesOf, variablesOf } from './theme'

it('has the brand in our colour, shade by shade', () => {
  const theme = { tokens: { colors: { brand: { '50': { value: 'oklch(0.97 0.01 17)' }, '900': { value: 'oklch(0.39 0.14 25)' }, '950': { value: 'oklch(0.2 0.1 25)' } } } } }
  expect(variablesOf(theme)).toEqual([
    ['--mantine-color-cyan-0', 'oklch(0.97 0.01 17)'],
    ['--mantine-color-cyan-9', 'oklch(0.39 0.14 25)'],
  ])
  expect(variablesOf({})).toEqual([])
})

it('makes rules of what is plain, and leaves out what loads something or breaks out', () => {
  const globalCss = {
    button: { textTransform: 'uppercase', borderRadius: 0, _hover: { color: 'red' } },
    body: { backgroundImage: 'url(https://elsewhere.example/x)' },
    'a } *': { color: 'red' },
    '@import "x"': { color: 'red' },
    p: { color: 'red; } * { display: none' },
  }
  expect(rulesOf({ globalCss })).toEqual(['button { text-transform: uppercase; border-radius: 0 }'])
})
