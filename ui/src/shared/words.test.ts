import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import ko from '../words/ko.json'
import ru from '../words/ru.json'
import vi from '../words/vi.json'
import zh from '../words/zh-CN.json'

const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file) && !file.includes('.test.'))
  .map((file) => readFileSync(join('src', file), 'utf8'))

/** Every sentence that the pages say. */
const said = new Set(sources.flatMap((text) => [...text.matchAll(/\bt\(\s*'((?:[^'\\]|\\.)*)'/g)].map((found) => (found[1] ?? '').replaceAll("\\'", "'"))))

const places = (text: string): string[] => (text.match(/\{\{\w+\}\}/g) ?? []).toSorted()
const plain = (key: string): string => key.replace(/_(zero|one|two|few|many|other)$/, '')

describe.each(Object.entries({ vi, 'zh-CN': zh, ru, ko }))('%s', (code, catalog: Record<string, string>) => {
  const rules = new Intl.PluralRules(code).resolvedOptions().pluralCategories

  it('says everything that the pages say', () => {
    const needed = [...said].flatMap((text) => (text.includes('{{count}}') ? rules.map((rule) => `${text}_${rule}`) : [text]))
    expect(needed.filter((text) => !catalog[text])).toEqual([])
  })

  it('says nothing that no page says', () => expect(Object.keys(catalog).filter((text) => !said.has(plain(text)) && !said.has(text))).toEqual([]))

  it('keeps what is filled in', () => expect(Object.entries(catalog).filter(([text, words]) => places(plain(text)).join() !== places(words).join())).toEqual([]))
})
