using System.Text.Json;
using System.Text.Json.Nodes;
using Airflow.Engine;
using Airflow.Engine.Secrets;

namespace Airflow.Server.Api;

/// <summary>Bodies as the audit log may hold them: without passwords, and without values that are secret by their key.</summary>
internal static class SecretBody
{
    public static string Redact(SecretMasker masker, JsonElement body) => PythonJson.Write(Walk(masker, JsonNode.Parse(body.GetRawText())));

    private static JsonNode? Walk(SecretMasker masker, JsonNode? node)
    {
        switch (masker.Redact(node))
        {
            case JsonArray list:
                return new JsonArray([.. list.Select(item => Walk(masker, item))]);
            case JsonObject entries:
                var walked = new JsonObject(entries.Select(entry => KeyValuePair.Create(entry.Key, entry.Key == "extra" ? Extra(masker, entry.Value) : Walk(masker, entry.Value))));
                HideValue(masker, walked);
                return walked;
            case var other:
                return other?.DeepClone();
        }
    }

    /// <summary>A variable's value is named by its key.</summary>
    private static void HideValue(SecretMasker masker, JsonObject entries)
    {
        if (entries["key"] is JsonValue key && key.TryGetValue<string>(out var name) && masker.IsSensitive(name) && entries.ContainsKey("value"))
        {
            entries["value"] = SecretMasker.Mask;
        }
    }

    /// <summary>JSON inside of a text.</summary>
    private static JsonNode? Extra(SecretMasker masker, JsonNode? extra)
    {
        try
        {
            return extra is JsonValue text && text.TryGetValue<string>(out var json) ? PythonJson.Write(masker.Redact(JsonNode.Parse(json))) : Walk(masker, extra);
        }
        catch (JsonException)
        {
            return SecretMasker.Mask;
        }
    }
}
