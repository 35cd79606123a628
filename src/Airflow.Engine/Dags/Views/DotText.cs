using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Airflow.Engine.Dags.Views;

/// <summary>Writes graphs in the language of Graphviz, laid out as Airflow prints it.</summary>
internal sealed partial class DotText
{
    private readonly StringBuilder _text = new();
    private int _depth;

    public void Open(string kind, string? id)
    {
        Line(id is null ? $"{kind} {{" : $"{kind} {Quote(id)} {{");
        _depth++;
    }

    public void Close()
    {
        _depth--;
        Line("}");
    }

    /// <summary>Something with attributes in the order of their names.</summary>
    public void Item(string what, params (string Name, string Value)[] attributes) =>
        Line(attributes.Length == 0 ? what : $"{what} [{Join(attributes)}]");

    /// <summary>Attributes of the graph that is open.</summary>
    public void Own(params (string Name, string Value)[] attributes) => Line(Join(attributes));

    public override string ToString() => _text.ToString();

    /// <summary>A text as an id: bare where the language takes it so.</summary>
    public static string Quote(string text) => Bare().IsMatch(text) && !Words().IsMatch(text)
        ? text
        : $"\"{text.Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    private static string Join((string Name, string Value)[] attributes) => string.Join(
        ' ', attributes.OrderBy(attribute => attribute.Name, StringComparer.Ordinal).Select(attribute => $"{attribute.Name}={Quote(attribute.Value)}"));

    private void Line(string line) => _text.Append('\t', _depth).Append(CultureInfo.InvariantCulture, $"{line}\n");

    [GeneratedRegex(@"^(?:[a-zA-Z_][a-zA-Z0-9_]*|-?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?))$", RegexOptions.None, 1000)]
    private static partial Regex Bare();

    [GeneratedRegex("^(?:node|edge|graph|digraph|subgraph|strict)$", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Words();
}
