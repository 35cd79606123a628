using System.Text.Json;
using System.Text.Json.Nodes;
using Airflow.Engine;
using Airflow.Engine.Secrets;
using Microsoft.AspNetCore.Http;

namespace Airflow.Server.Api;

/// <summary>The extra of an entry of the audit log in Airflow's form: what the query and the path say beside the names of DAG, run and task, then the body, then the method.</summary>
internal static class AuditExtra
{
    private static readonly HashSet<string> Skipped = new(StringComparer.Ordinal) { "dag_id", "task_id", "dag_run_id", "run_id", "logical_date", "is_paused" };

    /// <param name="call">What was asked.</param>
    /// <param name="said">What the operation says of it, free of secrets: an object, or a text of our own that stays as it is.</param>
    public static string? Of(ApiCall call, string? said)
    {
        if (Parse(said) is not { } fields)
        {
            return said;
        }

        var extra = new JsonObject();

        // bodies about variables and connections stand alone: what is beside them may be a secret
        if (fields.Count == 0 || !(call.OperationId.Contains("variable", StringComparison.Ordinal) || call.OperationId.Contains("connection", StringComparison.Ordinal)))
        {
            foreach (var (name, value) in Parts(call.Context.Request).Where(static part => !Skipped.Contains(part.Name)))
            {
                extra[name] = call.Services.Masker.IsSensitive(name) ? SecretMasker.Mask : value;
            }
        }

        foreach (var (name, value) in call.Services.Masker.Redact(fields) as JsonObject ?? [])
        {
            extra[name] = value?.DeepClone();
        }

        extra["method"] = call.Context.Request.Method;
        return PythonJson.Write(extra);
    }

    private static IEnumerable<(string Name, string Value)> Parts(HttpRequest request) => request.Query
        .SelectMany(static one => one.Value.OfType<string>().TakeLast(1).Select(value => (one.Key, value)))
        .Concat(request.RouteValues.Select(static one => (one.Key, $"{one.Value}")));

    /// <summary>Nothing is an empty object; null: it is no object.</summary>
    private static JsonObject? Parse(string? said)
    {
        if (string.IsNullOrEmpty(said))
        {
            return [];
        }

        try
        {
            return said[0] == '{' ? JsonNode.Parse(said) as JsonObject : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
