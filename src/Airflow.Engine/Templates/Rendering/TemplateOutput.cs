using System.Text;

namespace Airflow.Engine.Templates;

/// <summary>Collects what a template prints: as text, or in native rendering as a list of values.</summary>
internal sealed class TemplateOutput(RenderBudget budget, bool native)
{
    private readonly StringBuilder _text = new();
    private readonly List<object?>? _parts = native ? [] : null;

    /// <summary>While a child template runs after its extends tag, what it prints is lost.</summary>
    public bool IsMuted { get; set; }

    public void Text(string text)
    {
        if (IsMuted)
        {
            return;
        }

        budget.Chars(text.Length);
        if (_parts is null)
        {
            _text.Append(text);
        }
        else
        {
            _parts.Add(text);
        }
    }

    public void Value(object? value)
    {
        if (_parts is null || value is PyUndefined)
        {
            Text(PyText.Str(value));
        }
        else if (!IsMuted)
        {
            _parts.Add(value);
        }
    }

    /// <summary>What was printed; natively a single value as it is, and a text as the literal that it spells.</summary>
    public object? Result()
    {
        if (_parts is null)
        {
            return _text.ToString();
        }

        var text = _parts switch
        {
            [] => null,
            [string only] => only,
            [_] => null,
            _ => string.Concat(_parts.Select(PyText.Str)),
        };
        if (text is null)
        {
            return _parts.Count == 0 ? null : _parts[0];
        }

        return PythonLiteral.TryParse(text, out var value) ? value : text;
    }
}
