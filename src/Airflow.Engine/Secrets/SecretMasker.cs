using System.Text.Json.Nodes;

namespace Airflow.Engine.Secrets;

using Airflow.Engine.Connections;

/// <summary>Hides secrets in text and in JSON: those it was told of, and those whose names give them away.</summary>
public sealed class SecretMasker(MaskingOptions options)
{
    /// <summary>What stands in place of a secret.</summary>
    public const string Mask = "***";

    /// <summary>How deep strings are searched, and how deep a hidden value keeps its shape.</summary>
    private const int MaxDepth = 5;

    private readonly SensitiveNames _names = new(options);
    private readonly HashSet<string> _secrets = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private volatile SecretSet? _set = new([]);

    /// <summary>Whether no secret is known, so that nothing can be hidden by its value.</summary>
    public bool IsEmpty => Current().IsEmpty;

    /// <summary>Whether the value of this name is to be hidden.</summary>
    public bool IsSensitive(string name) => _names.Contains(name);

    /// <summary>Adds a secret; with a name, only if the name is sensitive. Short ones and "airflow" are not masked.</summary>
    public void Add(string? secret, string? name = null)
    {
        if (string.IsNullOrEmpty(secret)
            || secret.Length < options.MinLength
            || string.Equals(secret, "airflow", StringComparison.OrdinalIgnoreCase)
            || (!string.IsNullOrEmpty(name) && !IsSensitive(name)))
        {
            return;
        }

        lock (_lock)
        {
            if (_secrets.Add(secret))
            {
                _set = null;
            }
        }
    }

    /// <summary>Adds the strings of a JSON value, those of an object by the names of its entries.</summary>
    public void Add(JsonNode? value, string? name = null)
    {
        switch (value)
        {
            case JsonObject entries:
                foreach (var (key, entry) in entries)
                {
                    Add(entry, key);
                }

                break;
            case JsonArray items:
                foreach (var item in items)
                {
                    Add(item, name);
                }

                break;
            case JsonValue text when text.TryGetValue<string>(out var secret):
                Add(secret, name);
                break;
        }
    }

    /// <summary>Adds the password of a connection, also as it looks in a URL, and the sensitive entries of its extra.</summary>
    public void Add(Connection connection)
    {
        Add(connection.Password);
        if (connection.Password is { } password)
        {
            var quoted = UrlText.Quote(password);
            Add(quoted);
            Add(quoted.Replace("%2F", "/", StringComparison.Ordinal));
        }

        if (!string.IsNullOrEmpty(connection.Extra))
        {
            Add(ConnectionExtra.Parse(connection.Extra));
        }
    }

    /// <summary>The text with all known secrets replaced; the very same text when it holds none.</summary>
    public string Redact(string text, string replacement = Mask) => Current().Mask(text, replacement);

    /// <summary>A copy of the JSON value without secrets.</summary>
    public JsonNode? Redact(JsonNode? value, string? name = null, string replacement = Mask) => RedactAt(value, name, 0, replacement);

    /// <summary>The text; hidden altogether when its name is sensitive.</summary>
    public string RedactNamed(string text, string name) => IsSensitive(name) ? Mask : Redact(text);

    /// <summary>Puts back the originals where an edited copy still holds the mask.</summary>
    public JsonNode? Merge(JsonNode? edited, JsonNode? original, string? name = null) => MergeAt(edited, original, name, 0, isSensitive: false);

    private SecretSet Current()
    {
        if (_set is { } set)
        {
            return set;
        }

        lock (_lock)
        {
            return _set ??= new SecretSet(_secrets);
        }
    }

    private JsonNode? RedactAt(JsonNode? value, string? name, int depth, string replacement)
    {
        if (!string.IsNullOrEmpty(name) && IsSensitive(name))
        {
            return Hide(value, depth, replacement);
        }

        return value switch
        {
            null => null,
            JsonObject entries => new JsonObject(entries.Select(entry => KeyValuePair.Create(entry.Key, RedactAt(entry.Value, entry.Key, depth + 1, replacement)))),
            JsonArray items => new JsonArray([.. items.Select(item => RedactAt(item, null, depth + 1, replacement))]),
            JsonValue text when depth <= MaxDepth && text.TryGetValue<string>(out var content) => Redact(content, replacement),
            _ => value.DeepClone(),
        };
    }

    private static JsonNode? Hide(JsonNode? value, int depth, string replacement) => value switch
    {
        _ when depth > MaxDepth => replacement,
        null => null,
        JsonObject entries => new JsonObject(entries.Select(entry => KeyValuePair.Create(entry.Key, Hide(entry.Value, depth + 1, replacement)))),
        JsonArray items => new JsonArray([.. items.Select(item => Hide(item, depth + 1, replacement))]),
        JsonValue text when text.TryGetValue<string>(out _) => replacement,
        _ => value.DeepClone(),
    };

    private JsonNode? MergeAt(JsonNode? edited, JsonNode? original, string? name, int depth, bool isSensitive)
    {
        var hides = isSensitive || depth > MaxDepth || (name is not null && IsSensitive(name));
        return (edited, original) switch
        {
            (JsonObject entries, JsonObject old) when depth <= MaxDepth => MergeEntries(entries, old, depth, hides),
            (JsonArray items, JsonArray old) when depth <= MaxDepth => new JsonArray([.. items.Select((item, index) => MergeItem(item, index, old, depth, hides))]),
            _ => (hides && IsMask(edited) ? original : edited)?.DeepClone(),
        };
    }

    private JsonObject MergeEntries(JsonObject entries, JsonObject old, int depth, bool hides) => new(entries.Select(entry => KeyValuePair.Create(
        entry.Key,
        old.TryGetPropertyValue(entry.Key, out var was) ? MergeAt(entry.Value, was, hides ? null : entry.Key, depth + 1, hides) : entry.Value?.DeepClone())));

    private JsonNode? MergeItem(JsonNode? item, int index, JsonArray old, int depth, bool hides)
    {
        if (index >= old.Count)
        {
            return item?.DeepClone();
        }

        return hides && IsMask(item) ? old[index]?.DeepClone() : MergeAt(item, old[index], null, depth + 1, hides);
    }

    private static bool IsMask(JsonNode? value) =>
        value is JsonValue text && text.TryGetValue<string>(out var content) && string.Equals(content, Mask, StringComparison.Ordinal);
}
