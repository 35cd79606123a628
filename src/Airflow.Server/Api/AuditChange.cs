using System.Text.Json;
using System.Text.Json.Nodes;
using Airflow.Engine;

namespace Airflow.Server.Api;

/// <summary>What the audit log says of a change: the body as it came, which is what stands after it, and under "before" what stood in its place; no secrets.</summary>
internal static class AuditChange
{
    private const string Before = "before";

    /// <param name="before">What the API answered of it before.</param>
    public static string Of<T>(ApiCall call, T before)
    {
        var said = JsonNode.Parse(SecretBody.Redact(call.Services.Masker, call.Body))!.AsObject();
        said[Before] = new JsonObject(Fields(call, before).Where(field => said.ContainsKey(field.Key)).Select(static field => KeyValuePair.Create(field.Key, field.Value?.DeepClone())));
        return PythonJson.Write(said);
    }

    /// <summary>Of something that is no more.</summary>
    public static string OfDeleted<T>(ApiCall call, T before) => PythonJson.Write(new JsonObject { [Before] = Fields(call, before) });

    private static JsonObject Fields<T>(ApiCall call, T before) =>
        JsonNode.Parse(SecretBody.Redact(call.Services.Masker, JsonSerializer.SerializeToElement(before, ApiJson.Options)))!.AsObject();
}
