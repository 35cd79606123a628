using System.Text.Json;
using Airflow.Server.Bodies;

namespace Airflow.Server.Api.StateStores;

/// <summary>The value in the body of a write to a store: any JSON but null.</summary>
internal static class StateValue
{
    /// <exception cref="ApiException">422: it is null.</exception>
    public static string Read(ApiCall call)
    {
        var value = call.Body.GetProperty("value");
        return value.ValueKind == JsonValueKind.Null ? throw ApiException.Invalid([Problems.Value(["body", "value"], "value cannot be null", null)]) : value.GetRawText();
    }
}
