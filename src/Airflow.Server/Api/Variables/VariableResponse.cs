using System.Text.Json;
using System.Text.Json.Nodes;
using Airflow.Engine;
using Airflow.Engine.Secrets;
using Airflow.Engine.Variables;

namespace Airflow.Server.Api.Variables;

/// <summary>A variable, without what is secret in it.</summary>
internal sealed record VariableResponse(string Key, string? Value, string? Description, bool IsEncrypted, string? TeamName)
{
    public static VariableResponse Of(StoredVariable stored, ApiServices services) =>
        new(stored.Key, Redact(services.Masker, stored.Key, services.Variables.Open(stored)), stored.Description, stored.IsEncrypted, null);

    /// <summary>Whatever is called by a secret's name is hidden, and so are the parts of JSON that are.</summary>
    internal static string? Redact(SecretMasker masker, string key, string? value)
    {
        if (value is null || masker.IsSensitive(key))
        {
            return value is null ? null : SecretMasker.Mask;
        }

        try
        {
            return PythonJson.Write(masker.Redact(JsonNode.Parse(value)));
        }
        catch (JsonException)
        {
            return masker.Redact(value);
        }
    }
}
