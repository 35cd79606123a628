using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Airflow.EndToEnd.Rest;

/// <summary>
/// Compares an answer with the recorded one: the same keys and types all the way down, the same values but below the volatile pointers,
/// where only their kind counts.
/// </summary>
internal sealed partial class RestComparison(IReadOnlyList<string> volatilePointers)
{
    private const string Anything = "{{any}}";

    /// <summary>The first difference; null when there is none.</summary>
    public string? Find(JsonNode? want, JsonNode? got) => Find(want, got, [], isLoose: false);

    /// <summary>A copy in which the values at these pointers are anything.</summary>
    public static JsonNode? Prune(JsonNode? node, IReadOnlyList<string> pointers) => Prune(node, pointers, []);

    /// <summary>Orders the lists whose order the server does not promise.</summary>
    public static JsonNode? Sort(JsonNode? document, JsonObject? order)
    {
        foreach (var (pointer, keys) in order ?? [])
        {
            if (JsonPointer.Find(document, pointer) is JsonArray list)
            {
                var sorted = list.OrderBy(item => string.Join('\n', keys!.AsArray().Select(key => $"{($"{key}" is { Length: > 0 } name ? JsonPointer.Find(item, "/" + name) : item)}")), StringComparer.Ordinal)
                    .Select(item => item?.DeepClone()).ToList();
                list.Clear();
                sorted.ForEach(list.Add);
            }
        }

        return document;
    }

    public static bool TextMatches(string want, string got)
    {
        if (!want.Contains("{{", StringComparison.Ordinal))
        {
            return want == got;
        }

        var pattern = string.Concat(Holes.Split(want).Select(part => part switch
        {
            "{{uuid}}" => "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
            "{{ts}}" => @"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d{1,6})?(Z|[+-]\d\d:\d\d)?",
            "{{int}}" => @"-?\d+",
            Anything => ".*",
            _ => Regex.Escape(part),
        }));
        return Regex.IsMatch(got, $@"\A(?:{pattern})\z", RegexOptions.Singleline, TimeSpan.FromSeconds(5));
    }

    private string? Find(JsonNode? want, JsonNode? got, IReadOnlyList<string> path, bool isLoose)
    {
        var loose = isLoose || JsonPointer.Matches(path, volatilePointers);
        if (want is JsonValue any && any.GetValueKind() == JsonValueKind.String && any.GetValue<string>() == Anything)
        {
            return null;
        }

        var where = "/" + string.Join('/', path);
        if (KindOf(want) != KindOf(got))
        {
            return $"{where}: {KindOf(got)} {got?.ToJsonString()}, want {KindOf(want)} {want?.ToJsonString()}";
        }

        return want switch
        {
            JsonObject map => FindInObject(map, got!.AsObject(), path, loose),
            JsonArray list => loose ? FindInLooseList(list, got!.AsArray(), path) : FindInList(list, got!.AsArray(), path),
            JsonValue value when value.GetValueKind() == JsonValueKind.String => FindInText(value.GetValue<string>(), got!.GetValue<string>(), where, loose),
            _ when loose || IsEqual(want, got) => null,
            _ => $"{where}: {got?.ToJsonString()}, want {want?.ToJsonString()}",
        };
    }

    private string? FindInObject(JsonObject want, JsonObject got, IReadOnlyList<string> path, bool loose)
    {
        var where = "/" + string.Join('/', path);
        if (want.Select(pair => pair.Key).FirstOrDefault(key => !got.ContainsKey(key)) is { } missing)
        {
            return $"{where}: key {missing} is missing";
        }

        return got.Select(pair => pair.Key).FirstOrDefault(key => !want.ContainsKey(key)) is { } extra
            ? $"{where}: key {extra} is not in the record"
            : want.Select(pair => Find(pair.Value, got[pair.Key], [.. path, pair.Key], loose)).FirstOrDefault(difference => difference is not null);
    }

    private string? FindInList(JsonArray want, JsonArray got, IReadOnlyList<string> path) => want.Count != got.Count
        ? $"/{string.Join('/', path)}: {got.Count} items, want {want.Count}"
        : want.Zip(got).Select((pair, index) => Find(pair.First, pair.Second, [.. path, index.ToString(CultureInfo.InvariantCulture)], isLoose: false))
            .FirstOrDefault(difference => difference is not null);

    /// <summary>Another length and other values: each item has the shape of one of the recorded ones.</summary>
    private string? FindInLooseList(JsonArray want, JsonArray got, IReadOnlyList<string> path) => want.Count == 0
        ? null
        : got.Select((item, index) =>
            {
                var differences = want.Select(one => Find(one, item, [.. path, index.ToString(CultureInfo.InvariantCulture)], isLoose: true)).ToList();
                return differences.Contains(null) ? null : differences[0];
            })
            .FirstOrDefault(difference => difference is not null);

    private static string? FindInText(string want, string got, string where, bool loose)
    {
        if (!loose)
        {
            return TextMatches(want, got) ? null : $"{where}: '{got}', want '{want}'";
        }

        return Time.IsMatch(want) && !(Time.IsMatch(got) && want.EndsWith('Z') == got.EndsWith('Z')) ? $"{where}: '{got}' is no time like '{want}'" : null;
    }

    private static bool IsEqual(JsonNode? want, JsonNode? got) => want is JsonValue value && value.GetValueKind() == JsonValueKind.Number
        ? Number(want) == Number(got!)
        : JsonNode.DeepEquals(want, got);

    private static decimal Number(JsonNode node) => decimal.Parse(node.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture);

    private static string KindOf(JsonNode? node) => node?.GetValueKind() switch
    {
        null or JsonValueKind.Null => "null",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        var kind => $"{kind}",
    };

    private static JsonNode? Prune(JsonNode? node, IReadOnlyList<string> pointers, IReadOnlyList<string> path)
    {
        if (JsonPointer.Matches(path, pointers))
        {
            return Anything;
        }

        return node switch
        {
            JsonObject map => new JsonObject(map.Select(pair => KeyValuePair.Create(pair.Key, Prune(pair.Value, pointers, [.. path, pair.Key])))),
            JsonArray list => new JsonArray([.. list.Select((item, index) => Prune(item, pointers, [.. path, index.ToString(CultureInfo.InvariantCulture)]))]),
            _ => node?.DeepClone(),
        };
    }

    [GeneratedRegex(@"(\{\{\w+\}\})", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Holes { get; }

    [GeneratedRegex(@"\A\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?(Z|[+-]\d\d:\d\d)\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Time { get; }
}
