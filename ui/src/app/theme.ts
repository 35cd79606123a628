/** What [api] theme says, in Airflow's words. */
export interface Theme {
  tokens?: { colors?: { brand?: Record<string, { value: string }> } }
  globalCss?: Record<string, Record<string, unknown>>
  icon?: string
  icon_dark_mode?: string
}

/** Airflow's shades of a colour, from the lightest; ours have ten. */
const shades = ['50', '100', '200', '300', '400', '500', '600', '700', '800', '900']

/** The variables that have the brand's colours. */
export function variablesOf(theme: Theme): [name: string, value: string][] {
  const brand = theme.tokens?.colors?.brand ?? {}
  return shades.flatMap((shade, at): [string, string][] => {
    const value = brand[shade]?.value
    return value ? [[`--mantine-color-cyan-${at}`, value]] : []
  })
}

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

/** The rules for the whole page; what would load something from elsewhere is left out, and so is what is no plain rule. */
export function rulesOf(theme: Theme): string[] {
  return Object.entries(theme.globalCss ?? {}).flatMap(([selector, rule]) => {
    const lines = Object.entries(rule).filter(([, value]) => (typeof value === 'string' && !/url\(|[;{}]/i.test(value)) || typeof value === 'number')
    return lines.length > 0 && !/[{}@]/.test(selector) ? [`${selector} { ${lines.map(([name, value]) => `${kebab(name)}: ${String(value)}`).join('; ')} }`] : []
  })
}

/** Gives the page the theme. Nothing of it is a style in the page, which the content policy would refuse. */
export function applyTheme(theme: Theme): void {
  for (const [name, value] of variablesOf(theme)) document.documentElement.style.setProperty(name, value)
  const sheet = new CSSStyleSheet()
  for (const rule of rulesOf(theme)) {
    try {
      sheet.insertRule(rule)
    } catch {
      // a rule that no browser understands leaves the others alone
    }
  }
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]
}
