namespace Airflow.Engine.Templates;

/// <summary>How far a number reaches at the start of a text, by Jinja's grammar.</summary>
internal static class NumberShape
{
    /// <summary>Length of the float; 0 when there is none.</summary>
    public static int Float(ReadOnlySpan<char> text)
    {
        var length = Digits(text, "0123456789");
        var real = false;
        if (length < text.Length && text[length] == '.' && Digits(text[(length + 1)..], "0123456789") is > 0 and var fraction)
        {
            length += 1 + fraction;
            real = true;
        }

        if (length < text.Length && text[length] is 'e' or 'E')
        {
            var sign = length + 1 < text.Length && text[length + 1] is '+' or '-' ? 1 : 0;
            if (Digits(text[Math.Min(length + 1 + sign, text.Length)..], "0123456789") is > 0 and var exponent)
            {
                length += 1 + sign + exponent;
                real = true;
            }
        }

        return real ? length : 0;
    }

    /// <summary>Length of the integer.</summary>
    public static int Integer(ReadOnlySpan<char> text)
    {
        if (text.Length > 2 && text[0] == '0')
        {
            var allowed = char.ToLowerInvariant(text[1]) switch
            {
                'x' => "0123456789abcdefABCDEF",
                'o' => "01234567",
                'b' => "01",
                _ => "",
            };
            var start = text[2] == '_' ? 3 : 2;
            if (allowed.Length > 0 && Digits(text[start..], allowed) is > 0 and var digits)
            {
                return start + digits;
            }
        }

        return Digits(text, text[0] == '0' ? "0" : "0123456789");
    }

    private static int Digits(ReadOnlySpan<char> text, ReadOnlySpan<char> allowed)
    {
        var length = 0;
        while (length < text.Length && (allowed.Contains(text[length]) || (text[length] == '_' && length > 0 && length + 1 < text.Length && allowed.Contains(text[length + 1]))))
        {
            length++;
        }

        return length;
    }
}
