using System.Globalization;
using System.Text.Json.Nodes;

namespace Airflow.EndToEnd.Rest;

/// <summary>Finds values by JSON pointer; -1 is the last item of a list.</summary>
internal static class JsonPointer
{
    public static JsonNode? Find(JsonNode? document, string pointer) => TryFind(document, pointer, out var value) ? value : null;

    public static bool TryFind(JsonNode? document, string pointer, out JsonNode? value)
    {
        value = document;
        foreach (var part in pointer.Length == 0 ? [] : pointer.Split('/')[1..])
        {
            var name = part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            if (!TryStep(value, name, out value))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether the path is one that the patterns name, * being any part.</summary>
    public static bool Matches(IReadOnlyList<string> path, IEnumerable<string> patterns) => patterns.Any(pattern =>
    {
        var parts = pattern.Split('/')[1..];
        return parts.Length == path.Count && parts.Zip(path).All(pair =>
            pair.First == "*" || pair.First == pair.Second.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal));
    });

    private static bool TryStep(JsonNode? node, string name, out JsonNode? value)
    {
        value = null;
        if (node is JsonArray list && int.TryParse(name, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var index))
        {
            var place = index < 0 ? list.Count + index : index;
            value = place >= 0 && place < list.Count ? list[place] : null;
            return place >= 0 && place < list.Count;
        }

        return node is JsonObject map && map.TryGetPropertyValue(name, out value);
    }
}
