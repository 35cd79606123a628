using System.Globalization;

namespace Airflow.Engine.Timetables.Partitions;

/// <summary>Reads one text by one strptime format.</summary>
internal sealed class PythonDateReader(string text, string format)
{
    private static readonly string[] Months = CultureInfo.InvariantCulture.DateTimeFormat.MonthNames[..12];
    private static readonly string[] Weekdays = CultureInfo.InvariantCulture.DateTimeFormat.DayNames;

    private int _position;
    private int _year = 1900;
    private int _month = 1;
    private int _day = 1;
    private int _hour;
    private bool? _isAfternoon;
    private int _minute;
    private int _second;
    private int _microsecond;
    private int? _dayOfYear;
    private TimeSpan? _offset;

    public PythonDate? Read()
    {
        var i = 0;
        while (i < format.Length)
        {
            var character = format[i++];
            var matched = character == '%' && i < format.Length ? Directive(format[i++])
                : char.IsWhiteSpace(character) ? Blanks()
                : Literal(character);
            if (!matched)
            {
                return null;
            }
        }
        return _position == text.Length ? Build() : null;
    }

    private PythonDate? Build()
    {
        if (_isAfternoon is { } isAfternoon)
        {
            _hour = (_hour % 12) + (isAfternoon ? 12 : 0);
        }
        if (_year < 1 || _day > DateTime.DaysInMonth(_year, _month) || _second > 59)
        {
            return null;
        }
        var time = new TimeSpan(_hour, _minute, _second) + new TimeSpan(_microsecond * 10L);
        var date = _dayOfYear is { } day ? new DateTime(_year, 1, 1).AddDays(day - 1) : new DateTime(_year, _month, _day);
        return new PythonDate(date + time, _offset);
    }

    private bool Directive(char directive) => directive switch
    {
        'Y' => Number(4, 4, 0, 9999, out _year),
        'y' => Year(),
        'm' => Number(1, 2, 1, 12, out _month),
        'd' => Number(1, 2, 1, 31, out _day),
        'H' => Number(1, 2, 0, 23, out _hour),
        'I' => Number(1, 2, 1, 12, out _hour),
        'M' => Number(1, 2, 0, 59, out _minute),
        'S' => Number(1, 2, 0, 61, out _second),
        'f' => Fraction(),
        'j' => DayOfYear(),
        'p' => AmPm(),
        'B' => Name(Months, name => name, out _month),
        'b' => Name(Months, name => name[..3], out _month),
        'A' => Name(Weekdays, name => name, out _),
        'a' => Name(Weekdays, name => name[..3], out _),
        'w' => Number(1, 1, 0, 6, out _),
        'z' => Zone(),
        '%' => Literal('%'),
        _ => false,
    };

    private bool Literal(char expected)
    {
        // Python's patterns ignore case.
        if (_position < text.Length && char.ToUpperInvariant(text[_position]) == char.ToUpperInvariant(expected))
        {
            _position++;
            return true;
        }
        return false;
    }

    private bool Blanks()
    {
        var start = _position;
        while (_position < text.Length && char.IsWhiteSpace(text[_position]))
        {
            _position++;
        }
        return _position > start;
    }

    private bool Number(int minDigits, int maxDigits, int min, int max, out int value)
    {
        value = 0;
        var end = _position;
        while (end < text.Length && end - _position < maxDigits && char.IsAsciiDigit(text[end]))
        {
            end++;
        }
        // A longest match that is out of range gives back its last digit: the month of "131" is 1.
        for (; end - _position >= minDigits; end--)
        {
            if (int.TryParse(text.AsSpan(_position, end - _position), NumberStyles.None, CultureInfo.InvariantCulture, out value)
                && value >= min && value <= max)
            {
                _position = end;
                return true;
            }
        }
        return false;
    }

    private bool Year()
    {
        var found = Number(2, 2, 0, 99, out var year);
        _year = year < 69 ? 2000 + year : 1900 + year;
        return found;
    }

    private bool DayOfYear()
    {
        var found = Number(1, 3, 1, 366, out var day);
        _dayOfYear = day;
        return found;
    }

    private bool Fraction()
    {
        var start = _position;
        var found = Number(1, 6, 0, 999_999, out _microsecond);
        for (var digits = _position - start; digits < 6; digits++)
        {
            _microsecond *= 10;
        }
        return found;
    }

    private bool AmPm()
    {
        if (_position + 2 > text.Length || text[_position + 1] is not ('m' or 'M') || text[_position] is not ('a' or 'A' or 'p' or 'P'))
        {
            return false;
        }
        _isAfternoon = text[_position] is 'p' or 'P';
        _position += 2;
        return true;
    }

    private bool Name(string[] names, Func<string, string> shorten, out int number)
    {
        for (number = 1; number <= names.Length; number++)
        {
            var name = shorten(names[number - 1]);
            if (string.Compare(text, _position, name, 0, name.Length, StringComparison.OrdinalIgnoreCase) == 0)
            {
                _position += name.Length;
                return true;
            }
        }
        return false;
    }

    private bool Zone()
    {
        if (_position < text.Length && text[_position] == 'Z')
        {
            _position++;
            _offset = TimeSpan.Zero;
            return true;
        }
        if (_position >= text.Length || text[_position] is not ('+' or '-'))
        {
            return false;
        }
        var sign = text[_position++] == '-' ? -1 : 1;
        if (!Number(2, 2, 0, 23, out var hours))
        {
            return false;
        }
        if (_position < text.Length && text[_position] == ':')
        {
            _position++;
        }
        if (!Number(2, 2, 0, 59, out var minutes))
        {
            return false;
        }
        _offset = sign * new TimeSpan(hours, minutes, 0);
        return true;
    }
}
