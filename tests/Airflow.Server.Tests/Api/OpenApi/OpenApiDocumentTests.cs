using System.Text.Json.Nodes;
using Airflow.Server.Api.OpenApi;

namespace Airflow.Server.Tests.Api.OpenApi;

/// <summary>What the document tells of our operations is what Airflow's tells of its own.</summary>
public class OpenApiDocumentTests
{
    private static readonly Dictionary<string, JsonObject> Theirs = TestData.Read("OpenApi/operations.json").AsArray()
        .ToDictionary(operation => $"{operation!["method"]} {operation["path"]}", operation => operation!.AsObject(), StringComparer.Ordinal);

    private static readonly JsonObject Document = OpenApiDocument.Of(RouteTable.Operations);

    /// <summary>Those of Airflow that are served.</summary>
    public static TheoryData<string> Shared => [.. Ours.Keys.Where(Theirs.ContainsKey)];

    private static Dictionary<string, JsonObject> Ours { get; } = Document["paths"]!.AsObject()
        .SelectMany(path => path.Value!.AsObject().Select(one => ($"{one.Key.ToUpperInvariant()} {path.Key}", one.Value!.AsObject())))
        .ToDictionary(StringComparer.Ordinal);

    [Fact]
    public void Every_operation_of_Airflow_is_served() => Theirs.Keys.Except(Ours.Keys).Except(OpenOperations.All).ShouldBeEmpty();

    [Fact]
    public void What_is_served_is_not_told_to_be_open() => OpenOperations.All.Intersect(Ours.Keys).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Shared))]
    public void The_operation_has_its_name(string operation) => $"{Ours[operation]["operationId"]}".ShouldBe($"{Theirs[operation]["id"]}");

    [Theory]
    [MemberData(nameof(Shared))]
    public void The_operation_takes_the_same_parameters(string operation)
    {
        var own = Ours[operation]["parameters"]!.AsArray().Select(one => $"{one!["in"]} {one["name"]} {one["required"]}").Order(StringComparer.Ordinal);
        var theirs = Theirs[operation]["parameters"]!.AsArray().Select(one => $"{one![1]} {one[0]} {one[2]}".Replace("True", "true").Replace("False", "false")).Order(StringComparer.Ordinal);
        own.ShouldBe(theirs);
    }

    [Theory]
    [MemberData(nameof(Shared))]
    public void The_body_has_the_same_fields(string operation)
    {
        if (Theirs[operation]["body"] is not JsonObject theirs)
        {
            return;
        }

        var schema = Ours[operation]["requestBody"]!["content"]!["application/json"]!["schema"]!.AsObject();
        schema["properties"]!.AsObject().Select(field => field.Key).Order(StringComparer.Ordinal).ShouldBe(Texts(theirs["fields"]));
        Texts(schema["required"]).Order(StringComparer.Ordinal).ShouldBe(Texts(theirs["required"]));
    }

    [Theory]
    [MemberData(nameof(Shared))]
    public void The_answer_has_the_same_status_and_fields(string operation)
    {
        var responses = Ours[operation]["responses"]!.AsObject();
        responses.ContainsKey($"{Theirs[operation]["status"]}").ShouldBeTrue($"{operation} answers {responses.GetAt(0).Key}");
        if (Theirs[operation]["answer"] is JsonArray fields)
        {
            FieldsOf(responses.GetAt(0).Value!["content"]?["application/json"]?["schema"]).ShouldBe(Texts(fields));
        }
    }

    private static IEnumerable<string> FieldsOf(JsonNode? schema) => schema switch
    {
        null => [],
        JsonObject when (string?)schema["$ref"] is { } reference => FieldsOf(Document["components"]!["schemas"]![reference.Split('/')[^1]]),
        JsonObject when schema["items"] is { } item => FieldsOf(item),
        _ => (schema["properties"]?.AsObject() ?? []).Select(field => field.Key).Order(StringComparer.Ordinal),
    };

    private static IReadOnlyList<string> Texts(JsonNode? list) => [.. (list?.AsArray() ?? []).Select(text => (string)text!)];
}
