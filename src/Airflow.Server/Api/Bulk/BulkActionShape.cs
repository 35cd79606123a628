using System.Text.Json;
using System.Text.Json.Nodes;
using Airflow.Server.Bodies;

namespace Airflow.Server.Api.Bulk;

/// <summary>An action of a bulk body: its name tells which fields it may have.</summary>
internal sealed class BulkActionShape(BodyModel entity) : BodyShape
{
    private const string Discriminator = "_action_discriminator()";
    private static readonly string[] Existence = ["fail", "skip", "overwrite"];
    private static readonly string[] Absence = ["fail", "skip"];

    /// <summary>What is created and updated.</summary>
    public BodyModel Entity => entity;

    /// <summary>The three kinds of action by name.</summary>
    public IReadOnlyDictionary<string, BodyModel> Kinds { get; } = new Dictionary<string, BodyModel>(StringComparer.Ordinal)
    {
        ["create"] = new(Action(), Entities(entity), Choice("action_on_existence", Existence)) { Name = $"BulkCreateAction_{entity.Name}_" },
        ["update"] = new(
            Action(), Entities(entity), BodyField.Optional("update_mask", BodyKind.List) with { Item = TextShape.Instance }, Choice("action_on_non_existence", Absence))
        {
            Name = $"BulkUpdateAction_{entity.Name}_",
        },
        ["delete"] = new(Action(), Entities(new TextOrModelShape(entity)), Choice("action_on_non_existence", Absence)) { Name = $"BulkDeleteAction_{entity.Name}_" },
    };

    public override List<JsonObject> Check(JsonElement body, IReadOnlyList<string> location)
    {
        if (NameOf(body) is not { } name)
        {
            return [Problems.Of(
                "union_tag_not_found", location, $"Unable to extract tag using discriminator {Discriminator}", Node(body), new JsonObject { ["discriminator"] = Discriminator })];
        }

        return Kinds.TryGetValue(name, out var kind) ? kind.Check(body, [.. location, name]) : [Unknown(name, body, location)];
    }

    public override JsonNode? Coerce(JsonElement value) => NameOf(value) is { } name && Kinds.TryGetValue(name, out var kind) ? kind.Coerce(value) : null;

    private static string? NameOf(JsonElement body) =>
        body.ValueKind == JsonValueKind.Object && body.TryGetProperty("action", out var action) && action.ValueKind == JsonValueKind.String ? action.GetString() : null;

    private JsonObject Unknown(string name, JsonElement body, IReadOnlyList<string> location)
    {
        var expected = string.Join(", ", Kinds.Keys.Select(static kind => $"'{kind}'"));
        return Problems.Of(
            "union_tag_invalid",
            location,
            $"Input tag '{name}' found using {Discriminator} does not match any of the expected tags: {expected}",
            Node(body),
            new JsonObject { ["discriminator"] = Discriminator, ["tag"] = name, ["expected_tags"] = expected });
    }

    private static BodyField Action() => new("action", BodyKind.Text);

    private static BodyField Entities(BodyShape item) => new("entities", BodyKind.List) { Item = item };

    private static BodyField Choice(string name, string[] choices) => new(name, BodyKind.Choice, IsRequired: false) { Choices = choices };
}
