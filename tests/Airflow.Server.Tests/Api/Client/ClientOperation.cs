using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Airflow.Server.Tests.Api.Client;

/// <summary>An operation of the document, and the method that calls it.</summary>
internal sealed partial class ClientOperation(string path, string method, JsonObject told)
{
    public string Tag => $"{told["tags"]![0]}";

    public string Group => ClientNames.Pascal(Tag);

    public string Name => ClientNames.Pascal($"{told["operationId"]}");

    public string QueryType => $"{Name}Query";

    public string BodyType => $"{Name}Body";

    public IReadOnlyList<JsonObject> Query => [.. Parameters("query")];

    public JsonObject QuerySchema => new()
    {
        ["properties"] = new JsonObject(Query.Select(static one => KeyValuePair.Create($"{one["name"]}", one["schema"]?.DeepClone()))),
        ["required"] = new JsonArray([.. Query.Where(static one => one["required"]!.GetValue<bool>()).Select(static one => (JsonNode)$"{one["name"]}")]),
    };

    public JsonObject? Body => told["requestBody"]?["content"]?["application/json"]?["schema"] as JsonObject;

    /// <summary>Others take any JSON.</summary>
    public bool HasTypedBody => Body?["properties"] is JsonObject { Count: > 0 };

    /// <summary>What it takes are files, which the caller writes himself.</summary>
    private bool IsUpload => told["requestBody"]?["content"]?["multipart/form-data"] is not null;

    private bool IsQueryNeeded => Query.Any(static one => one["required"]!.GetValue<bool>());

    public string Write()
    {
        var (answer, call) = Answer();
        var arguments = Parameters("path").Select(static one => $"{ClientType.Of(one["schema"]).Name} {Argument($"{one["name"]}")}").ToList();
        if (Body is not null)
        {
            arguments.Add($"{(HasTypedBody ? BodyType : "JsonNode")} body");
        }

        if (IsUpload)
        {
            arguments.Add("HttpContent body");
        }

        if (Query.Count > 0)
        {
            arguments.Add(IsQueryNeeded ? $"{QueryType} query" : $"{QueryType}? query = null");
        }

        arguments.Add("CancellationToken cancellationToken = default");
        var text = new StringBuilder();
        text.Append($"    /// <summary><c>{method.ToUpperInvariant()} {path}</c></summary>\n");
        text.Append("    /// <exception cref=\"AirflowApiException\">The server refused it.</exception>\n");
        text.Append($"    public {answer} {Name}Async({string.Join(", ", arguments)}) =>\n");
        text.Append($"        client.{call}(HttpMethod.{ClientNames.Pascal(method)}, {Address()}, {(Body is null && !IsUpload ? "null" : "body")}, cancellationToken);\n");
        return text.ToString();
    }

    private (string Type, string Call) Answer()
    {
        var (status, success) = told["responses"]!.AsObject().First(static one => one.Key.StartsWith('2'));
        if (success!["content"]?["application/json"]?["schema"] is { } schema)
        {
            var type = ClientType.Of(schema).Name;
            return ($"Task<{type}>", $"AskAsync<{type}>");
        }

        // what is answered line by line, or is no JSON
        return method == "get" && status == "200" ? ("Task<Stream>", "ReadAsync") : ("Task", "CallAsync");
    }

    private string Address()
    {
        var holes = Hole().Replace(path.TrimStart('/'), static match => $"{{QueryText.Part({Argument(match.Groups["name"].Value)})}}");
        var query = Query.Count == 0 ? "" : IsQueryNeeded ? "{query.Write()}" : "{query?.Write()}";
        var text = $"{holes}{query}";
        return string.Create(CultureInfo.InvariantCulture, $"{(text.Contains('{') ? "$" : "")}\"{text}\"");
    }

    private IEnumerable<JsonObject> Parameters(string place) =>
        told["parameters"]!.AsArray().Select(static one => one!.AsObject()).Where(one => $"{one["in"]}" == place);

    private static string Argument(string name) => ClientNames.Camel(name);

    [GeneratedRegex(@"\{(?<name>\w+)\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Hole();
}
