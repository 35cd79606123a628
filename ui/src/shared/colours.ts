export type Language = 'csharp' | 'python' | 'sql' | 'bash' | 'json' | 'yaml' | 'text'

export interface Token {
  kind: 'plain' | 'word' | 'text' | 'note' | 'number'
  text: string
}

const words: Record<Language, string> = {
  csharp:
    'abstract as async await base bool break byte case catch char class const continue decimal default delegate do double else enum event explicit extern false finally fixed float for foreach goto if implicit in init int interface internal is lock long namespace new null object operator out override params private protected public readonly record ref required return sbyte sealed short static string struct switch this throw true try typeof uint ulong unchecked unsafe ushort using value var virtual void when while with yield and or not',
  python: 'False None True and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield match case self',
  sql: 'add all alter and as asc begin between by case cast commit create cross delete desc distinct drop else end exists from full group having if in index inner insert into is join key left like limit not null offset on or order outer over partition primary references right select set table then union unique update values view when where with',
  bash: 'if then else elif fi for while until do done case esac in function return exit export local readonly set unset echo cd source trap exec shift break continue true false',
  json: 'true false null',
  yaml: 'true false null yes no',
  text: '',
}

const notes: Record<Language, string> = {
  csharp: '//[^\\n]*|/\\*[\\s\\S]*?\\*/',
  python: '#[^\\n]*',
  sql: '--[^\\n]*|/\\*[\\s\\S]*?\\*/',
  bash: '(?<=^|\\s)#[^\\n]*',
  json: '(?!)',
  yaml: '(?<=^|\\s)#[^\\n]*',
  text: '(?!)',
}

const texts: Record<Language, string> = {
  csharp: '"""[\\s\\S]*?"""|@"(?:[^"]|"")*"|"(?:[^"\\\\\\n]|\\\\.)*"|\'(?:[^\'\\\\\\n]|\\\\.)\'',
  python: '"""[\\s\\S]*?"""|\'\'\'[\\s\\S]*?\'\'\'|"(?:[^"\\\\\\n]|\\\\.)*"|\'(?:[^\'\\\\\\n]|\\\\.)*\'',
  sql: "'(?:[^']|'')*'",
  bash: '"(?:[^"\\\\]|\\\\[\\s\\S])*"|\'[^\']*\'',
  json: '"(?:[^"\\\\\\n]|\\\\.)*"',
  yaml: '"(?:[^"\\\\\\n]|\\\\.)*"|\'(?:[^\'\\n]|\'\')*\'',
  text: '(?!)',
}

const known = new Map<Language, { pattern: RegExp; words: ReadonlySet<string> }>()

function rulesOf(language: Language): { pattern: RegExp; words: ReadonlySet<string> } {
  let rules = known.get(language)
  if (!rules) {
    rules = { pattern: new RegExp(`(${notes[language]})|(${texts[language]})|(\\b\\d[\\w.]*)|([A-Za-z_][\\w]*)`, 'gm'), words: new Set(words[language].split(' ')) }
    known.set(language, rules)
  }
  return rules
}

/** A text in parts that look different, by simple rules: notes, texts, numbers and the words of the language. Its parts together are the text. */
export function coloured(text: string, language: Language): Token[] {
  if (language === 'text') return [{ kind: 'plain', text }]
  const { pattern, words: own } = rulesOf(language)
  const tokens: Token[] = []
  const put = (kind: Token['kind'], part: string) => {
    const last = tokens.at(-1)
    if (last?.kind === kind) last.text += part
    else if (part) tokens.push({ kind, text: part })
  }
  let at = 0
  for (const match of text.matchAll(pattern)) {
    put('plain', text.slice(at, match.index))
    const [whole, note, quoted, number, name] = match
    const isWord = name !== undefined && own.has(language === 'sql' ? name.toLowerCase() : name)
    put(note !== undefined ? 'note' : quoted !== undefined ? 'text' : number !== undefined ? 'number' : isWord ? 'word' : 'plain', whole)
    at = match.index + whole.length
  }
  put('plain', text.slice(at))
  return tokens
}

/** The same by lines: what goes over several of them is parted. */
export function colouredLines(text: string, language: Language): Token[][] {
  const lines: Token[][] = [[]]
  for (const { kind, text: whole } of coloured(text, language)) {
    whole.split('\n').forEach((part, at) => {
      if (at > 0) lines.push([])
      if (part) lines.at(-1)?.push({ kind, text: part })
    })
  }
  return lines
}

const byEnding: Record<string, Language> = { cs: 'csharp', py: 'python', sql: 'sql', sh: 'bash', json: 'json', yaml: 'yaml', yml: 'yaml' }

/** The language of a file, by how its name ends. */
export const languageOfFile = (name: string): Language => byEnding[/\.(\w+)$/.exec(name)?.[1]?.toLowerCase() ?? ''] ?? 'text'

/** The language of a rendered field: what its name says, else what it looks like. */
export function languageOfField(name: string, text: string): Language {
  if (/sql|query/i.test(name) || /^\s*(select|insert|update|delete|with|create|merge)\s/i.test(text)) return 'sql'
  if (/^\s*[[{]/.test(text) && isJson(text)) return 'json'
  if (/bash|command|script|env/i.test(name)) return 'bash'
  if (/python|callable/i.test(name)) return 'python'
  if (/ya?ml/i.test(name)) return 'yaml'
  return 'text'
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
