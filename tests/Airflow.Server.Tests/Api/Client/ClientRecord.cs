using System.Text;
using System.Text.Json.Nodes;

namespace Airflow.Server.Tests.Api.Client;

/// <summary>Writes the record of an object's schema.</summary>
internal static class ClientRecord
{
    public static string Write(string name, JsonObject schema, ClientRecordKind kind)
    {
        var required = (schema["required"] as JsonArray ?? []).Select(static one => $"{one}").ToHashSet(StringComparer.Ordinal);
        var text = new StringBuilder("using System.Text.Json.Nodes;\nusing System.Text.Json.Serialization;\n\nnamespace Airflow.Client;\n\n");
        text.Append($"/// <summary>{Summary(kind)}</summary>\npublic sealed record {name}\n{{\n");
        foreach (var (key, value) in schema["properties"] as JsonObject ?? [])
        {
            text.Append(Property(name, key, value, required.Contains(key), kind)).Append('\n');
        }

        if (kind == ClientRecordKind.Query)
        {
            text.Append("    internal string Write() => new QueryText()");
            foreach (var (key, _) in schema["properties"]!.AsObject())
            {
                text.Append($"\n        .Add(\"{key}\", {PropertyName(name, key)})");
            }

            text.Append("\n        .ToString();\n");
        }

        return $"{text.ToString().TrimEnd('\n')}\n}}\n";
    }

    private static string Summary(ClientRecordKind kind) => kind switch
    {
        ClientRecordKind.Answer => "What the server answers.",
        ClientRecordKind.Body => "What is sent; what is null is not sent.",
        _ => "Filters, order and page; what is null is not asked for.",
    };

    private static string Property(string owner, string key, JsonNode? schema, bool isRequired, ClientRecordKind kind)
    {
        var type = ClientType.Of(schema);
        var text = new StringBuilder();
        if (Choices(schema) is { } choices)
        {
            text.Append($"    /// <summary>One of {choices}.</summary>\n");
        }

        if (kind != ClientRecordKind.Query)
        {
            text.Append($"    [JsonPropertyName(\"{key}\")]\n");
        }

        var mustBeGiven = isRequired && kind != ClientRecordKind.Answer;
        if (mustBeGiven && type.IsNullable && kind == ClientRecordKind.Body)
        {
            text.Append("    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]\n");
        }

        var mayBeNull = !isRequired || type.IsNullable;
        text.Append($"    public {(mustBeGiven ? "required " : "")}{(mayBeNull ? type with { IsNullable = true } : type).Text} {PropertyName(owner, key)} {{ get; init; }}");
        if (!mayBeNull && !mustBeGiven && type.IsReference)
        {
            // a server of another version may leave it out
            text.Append(type.Name == "string" ? " = \"\";" : type.IsList ? " = [];" : " = null!;");
        }

        return text.Append('\n').ToString();
    }

    private static string? Choices(JsonNode? schema)
    {
        var all = (schema as JsonObject)?["enum"] ?? ((schema as JsonObject)?["items"] as JsonObject)?["enum"];
        return all is JsonArray words ? string.Join(", ", words.Where(static word => word is not null).Select(static word => $"<c>{word}</c>")) : null;
    }

    private static string PropertyName(string owner, string key)
    {
        var name = ClientNames.Pascal(key);
        return name == owner ? $"{name}Value" : name;
    }
}
