using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Airflow.Engine;
using Airflow.Server.Bodies;

namespace Airflow.Server.Api.StateStores;

/// <summary>The value in the body of a write to a store: any JSON but null.</summary>
internal static class StateValue
{
    /// <exception cref="ApiException">422: it is null, or greater than [state_store] max_value_storage_bytes.</exception>
    public static string Read(ApiCall call)
    {
        var value = call.Body.GetProperty("value");
        if (value.ValueKind == JsonValueKind.Null)
        {
            throw ApiException.Invalid([Problems.Value(["body", "value"], "value cannot be null", null)]);
        }

        // the length is that of the text as Python writes it
        var most = call.Services.Configuration.GetInt("state_store", "max_value_storage_bytes");
        var node = JsonNode.Parse(value.GetRawText());
        return most > 0 && PythonJson.Write(node).Length > most
            ? throw ApiException.Invalid([Problems.Value(["body", "value"], TooGreat(most), node)])
            : value.GetRawText();
    }

    private static string TooGreat(int most) => string.Create(
        CultureInfo.InvariantCulture,
        $"value exceeds max_value_storage_bytes ({most}); raise [state_store] max_value_storage_bytes or set it to 0 to disable the limit");
}
