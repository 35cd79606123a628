using System.Globalization;
using System.Text.RegularExpressions;

namespace Airflow.Server.Bodies;

/// <summary>Where a text stops being JSON, and what Python's reader says of it, which is what Airflow's clients are told.</summary>
internal sealed partial class JsonFault(string text)
{
    private const int MaxDepth = 200;
    private int place;
    private int depth;
    private (string Message, int Place)? found;

    /// <summary>null when nothing is wrong, or something that Python has no objection to.</summary>
    public static (string Message, int Place)? Find(string text)
    {
        var fault = new JsonFault(text);
        fault.Skip();
        if (fault.Value())
        {
            fault.Skip();
            _ = fault.place == text.Length || fault.Fail("Extra data", fault.place);
        }

        // Python counts letters, not halves of them
        return fault.found is { } one ? (one.Message, one.Place - text.AsSpan(0, one.Place).ToString().Count(char.IsLowSurrogate)) : null;
    }

    private bool Value()
    {
        if (place >= text.Length)
        {
            return Fail("Expecting value", place);
        }

        switch (text[place])
        {
            case '"':
                return Text();
            case '{' or '[' when ++depth > MaxDepth:
                return Fail("Expecting value", place);
            case '{':
                return Map();
            case '[':
                return List();
            default:
                var match = Word.Match(text, place);
                place += match.Length;
                return match.Success || Fail("Expecting value", place);
        }
    }

    private bool Map()
    {
        Pass();
        if (Is('}'))
        {
            return End();
        }

        while (true)
        {
            if (!Is('"'))
            {
                return Fail("Expecting property name enclosed in double quotes", place);
            }

            if (!Text() || !Separator(':', "Expecting ':' delimiter") || !Value())
            {
                return false;
            }

            Skip();
            if (Is('}'))
            {
                return End();
            }

            if (!Separator(',', "Expecting ',' delimiter"))
            {
                return false;
            }
        }
    }

    private bool List()
    {
        Pass();
        if (Is(']'))
        {
            return End();
        }

        while (true)
        {
            if (!Value())
            {
                return false;
            }

            Skip();
            if (Is(']'))
            {
                return End();
            }

            if (!Separator(',', "Expecting ',' delimiter"))
            {
                return false;
            }
        }
    }

    private bool Text()
    {
        var begin = place++;
        while (place < text.Length)
        {
            var letter = text[place];
            if (letter == '"')
            {
                place++;
                return true;
            }

            if (letter < ' ')
            {
                return Fail("Invalid control character at", place);
            }

            if (letter == '\\' && !Escape())
            {
                return false;
            }

            place++;
        }

        return Fail("Unterminated string starting at", begin);
    }

    /// <summary>Stays at the last letter of what the backslash escapes.</summary>
    private bool Escape()
    {
        if (++place >= text.Length || "\"\\/bfnrt".Contains(text[place], StringComparison.Ordinal))
        {
            return true;
        }

        if (text[place] != 'u')
        {
            return Fail("Invalid \\escape", place - 1);
        }

        if (place + 4 >= text.Length || !ushort.TryParse(text.AsSpan(place + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out _))
        {
            return Fail("Invalid \\uXXXX escape", place - 1);
        }

        place += 4;
        return true;
    }

    private bool Separator(char letter, string message)
    {
        Skip();
        if (!Is(letter))
        {
            return Fail(message, place);
        }

        Pass();
        return true;
    }

    private bool End()
    {
        depth--;
        place++;
        return true;
    }

    private void Pass()
    {
        place++;
        Skip();
    }

    private bool Is(char letter) => place < text.Length && text[place] == letter;

    private void Skip()
    {
        while (place < text.Length && text[place] is ' ' or '\t' or '\n' or '\r')
        {
            place++;
        }
    }

    private bool Fail(string message, int at)
    {
        found = (message, at);
        return false;
    }

    [GeneratedRegex(@"\G(null|true|false|NaN|-?Infinity|-?(0|[1-9]\d*)(\.\d+)?([eE][-+]?\d+)?)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Word { get; }
}
