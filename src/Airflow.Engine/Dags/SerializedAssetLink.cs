using System.Text.Json;

namespace Airflow.Engine.Dags;

/// <summary>An inlet or outlet of a task: <c>asset</c>, <c>asset_alias</c>, <c>asset_ref</c> or a kind that this version does not know.</summary>
public sealed record SerializedAssetLink(string Type, JsonElement Value)
{
    public string? Name => Text("name");

    public string? Uri => Text("uri");

    public string? Group => Text("group");

    private string? Text(string name) =>
        Value.ValueKind == JsonValueKind.Object && Value.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
