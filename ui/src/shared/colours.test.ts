import { describe, expect, it } from 'vitest'
import { coloured, colouredLines, languageOfField, languageOfFile, type Language } from './colours'

const parts = (text: string, language: Language) => coloured(text, language).filter((token) => token.kind !== 'plain').map((token) => `${token.kind}:${token.text}`)

describe('colours', () => {
  it.each<[Language, string, string[]]>([
    ['csharp', 'var n = 12; // two', ['word:var', 'number:12', 'note:// two']],
    ['csharp', 'Call("if // no", \'x\')', ['text:"if // no"', "text:'x'"]],
    ['csharp', 'newest', []],
    ['python', 'def f(): # x\n  return "\\"y"', ['word:def', 'note:# x', 'word:return', 'text:"\\"y"']],
    ['sql', "SELECT a FROM b WHERE c = 'it''s' -- all", ['word:SELECT', 'word:FROM', 'word:WHERE', "text:'it''s'", 'note:-- all']],
    ['bash', 'if [ $# -gt 1 ]; then echo "a" # b', ['word:if', 'number:1', 'word:then', 'word:echo', 'text:"a"', 'note:# b']],
    ['json', '{"a": [1, true, null]}', ['text:"a"', 'number:1', 'word:true', 'word:null']],
    ['text', 'if 1 "x"', []],
  ])('of %s: %s', (language, text, expected) => expect(parts(text, language)).toEqual(expected))

  it('leave nothing out, and part what goes over several lines', () => {
    const text = 'a /* one\ntwo */ b\n"""x\ny"""\n'
    expect(coloured(text, 'csharp').map((token) => token.text).join('')).toBe(text)
    const lines = colouredLines(text, 'csharp')
    expect(lines.map((line) => line.map((token) => token.text).join(''))).toEqual(text.split('\n'))
    expect(lines[1]?.[0]).toEqual({ kind: 'note', text: 'two */' })
  })

  it('know languages by files and fields', () => {
    expect(['a.cs', 'b.PY', 'c', 'd.yml'].map(languageOfFile)).toEqual(['csharp', 'python', 'text', 'yaml'])
    expect([languageOfField('bash_command', 'echo 1'), languageOfField('sql', 'x'), languageOfField('what', 'select 1'), languageOfField('env', '{"a":1}'), languageOfField('name', 'x')]).toEqual(['bash', 'sql', 'sql', 'json', 'text'])
  })
})
