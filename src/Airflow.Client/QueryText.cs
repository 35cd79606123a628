using System.Collections;
using System.Globalization;
using System.Text;

namespace Airflow.Client;

/// <summary>Writes the part of an address after the question mark; what is null is left out, and each element of a list is named.</summary>
internal sealed class QueryText
{
    private readonly StringBuilder text = new();

    public QueryText Add(string name, object? value)
    {
        if (value is IEnumerable many and not string)
        {
            foreach (var element in many)
            {
                Add(name, element);
            }
        }
        else if (value is not null)
        {
            text.Append(text.Length == 0 ? '?' : '&').Append(name).Append('=').Append(Uri.EscapeDataString(Write(value)));
        }

        return this;
    }

    /// <summary>A value as part of a path.</summary>
    public static string Part(object value) => Uri.EscapeDataString(Write(value));

    public override string ToString() => text.ToString();

    private static string Write(object value) => value switch
    {
        bool flag => flag ? "true" : "false",
        DateTimeOffset time => time.ToString("O", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };
}
