using System.Text.Json.Nodes;
using Airflow.Engine.Secrets;

namespace Airflow.Conformance.Masking;

/// <summary>Names, values and edited copies are masked as the real masker does it.</summary>
[Trait("Category", "Conformance")]
public sealed class MaskingCases
{
    private static readonly Lazy<Dictionary<string, JsonObject>> Cases = Reference.Cases("masking.json", "vectors");

    public static TheoryData<string> Ids => new(Cases.Value.Keys);

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Ids))]
    public void A_secret_is_hidden_as_the_real_masker_hides_it(string id)
    {
        var test = Cases.Value[id];
        var input = test["input"]!.AsObject();
        var result = Run((string)test["kind"]!, input, Make(input));
        JsonNode.DeepEquals(result, Plain(test["result"])).ShouldBeTrue($"got {result?.ToJsonString()}, expected {test["result"]?.ToJsonString()}");
    }

    private static SecretMasker Make(JsonObject input)
    {
        var masker = new SecretMasker(new MaskingOptions
        {
            SensitiveWords = ((string?)input["sensitive_var_conn_names"])?.Split(',').Select(word => word.Trim()).ToList() ?? [],
            HidesByName = (bool?)input["hide_sensitive_var_conn_fields"] ?? true,
            MinLength = (int?)input["min_length_masked_secret"] ?? 5,
        });
        foreach (var mask in input["masks"]?.AsArray() ?? [])
        {
            if (mask is JsonArray named && named.Count == 2 && named[0] is JsonValue tag && tag.TryGetValue<string>(out var text) && text == "@named")
            {
                masker.Add(Plain(named[1]!["value"]), (string)named[1]!["name"]!);
            }
            else
            {
                masker.Add(Plain(mask));
            }
        }

        return masker;
    }

    private static JsonNode? Run(string kind, JsonObject input, SecretMasker masker) => kind switch
    {
        "name" => masker.IsSensitive((string)input["name"]!),
        "redact" => masker.Redact(Plain(input["value"]), (string?)input["name"], (string?)input["replacement"] ?? SecretMasker.Mask),
        "merge" => masker.Merge(Plain(input["new"]), Plain(input["old"]), (string?)input["name"]),
        _ => throw new InvalidOperationException($"The case is of the kind {kind}."),
    };

    // JSON has no tuples: they are arrays to us
    private static JsonNode? Plain(JsonNode? node) => node switch
    {
        JsonObject { Count: 1 } tuple when tuple["@tuple"] is { } items => Plain(items),
        JsonObject entries => new JsonObject(entries.Select(entry => KeyValuePair.Create(entry.Key, Plain(entry.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Plain)]),
        _ => node?.DeepClone(),
    };
}
