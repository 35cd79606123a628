using System.Text.Json.Nodes;
using Airflow.Celery.Flower.State;
using Airflow.Celery.Messages;

namespace Airflow.Celery.Flower.Http;

/// <summary>A task in the shape of Flower's API.</summary>
internal static class TaskJson
{
    /// <param name="isKnown">Whether a task of that id is known: only then its root and parent can be shown as such.</param>
    public static JsonObject Write(SeenTask task, Func<string, bool> isKnown) => new()
    {
        ["uuid"] = task.Id,
        ["name"] = task.Name,
        ["state"] = task.State,
        ["received"] = Time(task.Received),
        ["sent"] = Time(task.Sent),
        ["started"] = Time(task.Started),
        ["rejected"] = Time(task.Rejected),
        ["succeeded"] = Time(task.Succeeded),
        ["failed"] = Time(task.Failed),
        ["retried"] = Time(task.Retried),
        ["revoked"] = Time(task.Revoked),
        ["args"] = task.Args,
        ["kwargs"] = task.Kwargs,
        ["eta"] = task.Eta,
        ["expires"] = task.Expires,
        ["retries"] = task.Retries,
        ["worker"] = task.Worker,
        ["result"] = task.Result,
        ["exception"] = task.Exception,
        ["timestamp"] = Time(task.Timestamp),
        ["runtime"] = Time(task.Runtime),
        ["traceback"] = task.Traceback,
        ["exchange"] = task.Exchange,
        ["routing_key"] = task.RoutingKey,
        ["clock"] = task.Clock,
        ["client"] = task.Client,
        ["root"] = task.RootId is { } root && isKnown(root) ? root : null,
        ["root_id"] = task.RootId,
        ["parent"] = task.ParentId is { } parent && isKnown(parent) ? parent : null,
        ["parent_id"] = task.ParentId,
        ["children"] = new JsonArray([.. task.Children.Select(static id => JsonValue.Create(id))]),
    };

    private static JsonNode? Time(double? seconds) => seconds is { } value ? CeleryJson.Float(value) : null;
}
