using System.Buffers;
using System.Text;

namespace Airflow.Engine.Secrets;

/// <summary>A fixed set of secrets and the search for all of them at once.</summary>
internal sealed class SecretSet
{
    private readonly string[] _longestFirst;
    private readonly SearchValues<string> _search;

    public SecretSet(IEnumerable<string> secrets)
    {
        _longestFirst = [.. secrets.OrderByDescending(secret => secret.Length)];
        _search = SearchValues.Create(_longestFirst, StringComparison.Ordinal);
    }

    public bool IsEmpty => _longestFirst.Length == 0;

    /// <summary>The text with every secret replaced; the very same text when it holds none.</summary>
    public string Mask(string text, string replacement)
    {
        if (_longestFirst.Length == 0)
        {
            return text;
        }

        var rest = text.AsSpan();
        var found = rest.IndexOfAny(_search);
        if (found < 0)
        {
            return text;
        }

        var result = new StringBuilder(text.Length);
        while (found >= 0)
        {
            result.Append(rest[..found]).Append(replacement);
            rest = rest[(found + LengthAt(rest[found..]))..];
            found = rest.IndexOfAny(_search);
        }

        return result.Append(rest).ToString();
    }

    private int LengthAt(ReadOnlySpan<char> text)
    {
        foreach (var secret in _longestFirst)
        {
            if (text.StartsWith(secret, StringComparison.Ordinal))
            {
                return secret.Length;
            }
        }

        throw new InvalidOperationException("A secret was found that is not in the set.");
    }
}
