using System.Globalization;
using NodaTime;

namespace Airflow.Engine.Templates;

/// <summary>Python's datetime.strptime in the C locale.</summary>
internal sealed class Strptime
{
    private readonly string _text;
    private readonly string _format;
    private readonly Dictionary<char, int> _fields = [];
    private int _at;

    private Strptime(string text, string format)
    {
        _text = text;
        _format = format;
    }

    public static PyDateTime Parse(string text, string format)
    {
        var reader = new Strptime(text, format);
        reader.Read(format);
        if (reader._at < text.Length)
        {
            throw PyError.Value($"unconverted data remains: {text[reader._at..]}");
        }

        return reader.Result();
    }

    private void Read(string format)
    {
        for (var at = 0; at < format.Length; at++)
        {
            if (char.IsWhiteSpace(format[at]))
            {
                SkipBlanks();
            }
            else if (format[at] == '%' && at + 1 < format.Length)
            {
                Directive(format[++at]);
            }
            else if (_at < _text.Length && char.ToUpperInvariant(_text[_at]) == char.ToUpperInvariant(format[at]))
            {
                _at++;
            }
            else
            {
                throw Mismatch();
            }
        }
    }

    private void Directive(char letter)
    {
        switch (letter)
        {
            case 'Y': _fields['Y'] = Number(4, 4); break;
            case 'm' or 'd' or 'H' or 'M' or 'S' or 'I' or 'y': _fields[letter] = Number(1, 2); break;
            case 'j': _fields['j'] = Number(1, 3); break;
            case 'f':
                var start = _at;
                var fraction = Number(1, 6);
                _fields['f'] = fraction * (int)Math.Pow(10, 6 - (_at - start));
                break;
            case 'B': _fields['m'] = Name(EnglishNames.Months) + 1; break;
            case 'b' or 'h': _fields['m'] = Name([.. EnglishNames.Months.Select(EnglishNames.Short)]) + 1; break;
            case 'A': Name(EnglishNames.Days); break;
            case 'a': Name([.. EnglishNames.Days.Select(EnglishNames.Short)]); break;
            case 'p': _fields['p'] = Name(["AM", "PM"]); break;
            case 'z': Offset(); break;
            case 'F': Read("%Y-%m-%d"); break;
            case 'T' or 'X': Read("%H:%M:%S"); break;
            case 'D' or 'x': Read("%m/%d/%y"); break;
            case 'R': Read("%H:%M"); break;
            case '%' when _at < _text.Length && _text[_at] == '%': _at++; break;
            default: throw PyError.Value($"'{letter}' is a bad directive in format '{_format}'");
        }
    }

    private int Number(int least, int most)
    {
        var end = _at;
        while (end < _text.Length && end - _at < most && char.IsAsciiDigit(_text[end]))
        {
            end++;
        }

        if (end - _at < least)
        {
            throw Mismatch();
        }

        var number = int.Parse(_text.AsSpan(_at, end - _at), CultureInfo.InvariantCulture);
        _at = end;
        return number;
    }

    private int Name(string[] names)
    {
        // the longest first: "June" before "Jun"
        var found = names.OrderByDescending(name => name.Length).FirstOrDefault(name => _text.AsSpan(_at).StartsWith(name, StringComparison.OrdinalIgnoreCase))
            ?? throw Mismatch();
        _at += found.Length;
        return Array.IndexOf(names, found);
    }

    private void Offset()
    {
        if (_at < _text.Length && _text[_at] == 'Z')
        {
            _at++;
            _fields['z'] = 0;
            return;
        }

        var sign = _at < _text.Length && _text[_at] is '+' or '-' ? _text[_at++] : throw Mismatch();
        var hours = Number(2, 2);
        _at += _at < _text.Length && _text[_at] == ':' ? 1 : 0;
        _fields['z'] = (sign == '-' ? -1 : 1) * ((hours * 60) + Number(2, 2));
    }

    private void SkipBlanks()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at]))
        {
            _at++;
        }
    }

    private PyDateTime Result()
    {
        var year = _fields.TryGetValue('Y', out var full) ? full : _fields.TryGetValue('y', out var two) ? two + (two < 69 ? 2000 : 1900) : 1900;
        var hour = _fields.TryGetValue('I', out var twelve) ? (twelve % 12) + (12 * Field('p', 0)) : Field('H', 0);
        try
        {
            var day = _fields.TryGetValue('j', out var ofYear)
                ? new LocalDate(year, 1, 1).PlusDays(ofYear - 1)
                : new LocalDate(year, Field('m', 1), Field('d', 1));
            var local = day.At(new LocalTime(hour, Field('M', 0), Math.Min(Field('S', 0), 59)).PlusTicks(Field('f', 0) * 10L));
            return PyDateTime.From(local, _fields.TryGetValue('z', out var minutes) ? PyTimeZone.Fixed(NodaTime.Offset.FromSeconds(minutes * 60)) : null, false);
        }
        catch (ArgumentOutOfRangeException)
        {
            throw _fields.ContainsKey('d') && Field('d', 1) is >= 1 and <= 31 && Field('m', 1) is >= 1 and <= 12 ? PyError.Value("day is out of range for month") : Mismatch();
        }
    }

    private int Field(char letter, int fallback) => _fields.TryGetValue(letter, out var value) ? value : fallback;

    private TemplateException Mismatch() => PyError.Value($"time data {PyText.Quote(_text)} does not match format {PyText.Quote(_format)}");
}
