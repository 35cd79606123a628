import { Autocomplete, JsonInput, MultiSelect, NumberInput, Select, Stack, Switch, TagsInput, TextInput, Textarea } from '@mantine/core'
import { Markdown } from '../shared/Markdown'
import { duration } from '../shared/time'
import type { Param } from '../shared/types'
import { t } from '../shared/words'
import { kindOf, labelOf, mayBeNull, problemOf, problemsIn, secondsOf, sectionsOf } from './params'

interface Props {
  params: Record<string, Param>
  values: Record<string, unknown>
  onChange: (values: Record<string, unknown>) => void
  /** Another number draws the fields anew, with values that did not come from them. */
  round?: number
}

/** The params of a DAG as fields, in the sections that it puts them into. */
export function ParamFields({ params, values, onChange, round = 0 }: Props) {
  return sectionsOf(params).map((section) => {
    const wrong = problemsIn(section.params, values)
    const fields = section.params.map(([name, param]) => (
      <ParamField key={`${round} ${name}`} name={name} param={param} value={name in values ? values[name] : param.value} onChange={(value) => onChange({ ...values, [name]: value })} />
    ))
    return section.name === '' ? (
      fields
    ) : (
      <details key={section.name} className="param-section" open>
        <summary>
          {section.name}
          {wrong > 0 && <span className="wrong"> · {t('to be looked at: {{number}}', { number: wrong })}</span>}
        </summary>
        <Stack mt="xs">{fields}</Stack>
      </details>
    )
  })
}

const inputs = { 'date-time': 'datetime-local', date: 'date', time: 'time' } as const

function ParamField({ name, param, value, onChange }: { name: string; param: Param; value: unknown; onChange: (value: unknown) => void }) {
  const { schema, description } = param
  const problem = problemOf(param, value)
  const shared = {
    label: schema.title ?? name,
    description: schema.description_md ? <Markdown text={schema.description_md} /> : (description ?? undefined),
    withAsterisk: !mayBeNull(param),
    ...(problem ? { error: problem } : {}),
  }
  const text = value === null || value === undefined ? '' : String(value)
  // what is emptied is nothing, where nothing is a value
  const write = (typed: string) => onChange(typed === '' && mayBeNull(param) ? null : typed)
  const kind = kindOf(param)
  switch (kind) {
    case 'fixed':
      return <TextInput {...shared} value={String(schema.const)} readOnly />
    case 'choice': {
      const choices = (schema.enum ?? []).map((one) => ({ value: String(one), label: labelOf(param, one) }))
      return <Select {...shared} data={choices} value={value === null ? null : String(value)} onChange={(chosen) => onChange(schema.enum?.find((one) => String(one) === chosen) ?? null)} allowDeselect={mayBeNull(param)} clearable={mayBeNull(param)} />
    }
    case 'choices':
      return <MultiSelect {...shared} data={(schema.examples ?? []).map((one) => ({ value: String(one), label: labelOf(param, one) }))} value={Array.isArray(value) ? value.map(String) : []} onChange={(chosen) => onChange((schema.examples ?? []).filter((one) => chosen.includes(String(one))))} />
    case 'lines':
      return <TagsInput {...shared} value={Array.isArray(value) ? value.map(String) : []} onChange={onChange} placeholder={t('One more, then Enter')} />
    case 'date-time':
    case 'date':
    case 'time': {
      const shown = text.replace(/(:\d\d)?(\.\d+)?(Z|[+-]\d\d:?\d\d)$/, '')
      return <TextInput {...shared} type={inputs[kind]} value={shown} onChange={(event) => onChange(event.currentTarget.value === '' ? null : kind === 'date-time' ? `${event.currentTarget.value}:00Z` : event.currentTarget.value)} />
    }
    case 'duration': {
      const seconds = secondsOf(text)
      return <TextInput {...shared} placeholder="P1DT12H" value={text} onChange={(event) => write(event.currentTarget.value.trim())} rightSectionWidth={110} rightSection={seconds === null ? null : <small className="dim">{duration(seconds)}</small>} />
    }
    case 'suggestions':
      return <Autocomplete {...shared} data={(schema.examples ?? []).map(String)} value={text} onChange={write} />
    case 'long':
      return <Textarea {...shared} autosize minRows={3} value={text} onChange={(event) => write(event.currentTarget.value)} />
    case 'flag':
      return <Switch label={shared.label} description={shared.description} checked={value === true} onChange={(event) => onChange(event.currentTarget.checked)} />
    case 'integer':
    case 'number':
      return (
        <NumberInput
          {...shared}
          value={typeof value === 'number' ? value : ''}
          onChange={(number) => onChange(number === '' ? null : Number(number))}
          allowDecimal={kind === 'number'}
          {...(schema.minimum === undefined ? {} : { min: schema.minimum })}
          {...(schema.maximum === undefined ? {} : { max: schema.maximum })}
        />
      )
    case 'json':
      return <JsonField {...shared} value={value} onChange={onChange} />
    default:
      return <TextInput {...shared} value={text} onChange={(event) => write(event.currentTarget.value)} />
  }
}

function JsonField({ value, onChange, ...shared }: { label: string; value: unknown; onChange: (value: unknown) => void }) {
  return (
    <JsonInput
      {...shared}
      defaultValue={value === null || value === undefined ? '' : JSON.stringify(value, null, 2)}
      onChange={(text) => {
        try {
          onChange(text.trim() === '' ? null : JSON.parse(text))
        } catch {
          // what is being typed is not JSON yet
        }
      }}
      autosize
      minRows={2}
      validationError={t('This is not JSON')}
    />
  )
}
