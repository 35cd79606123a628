using System.Text.Json.Nodes;
using Airflow.Celery.Messages;
using Airflow.Engine.Results;

namespace Airflow.Celery.Workers;

/// <summary>What events and remote control tell of a message.</summary>
internal static class WorkerReports
{
    public static JsonObject Received(TaskMessage message) => new()
    {
        ["uuid"] = message.Id,
        ["name"] = message.Shadow ?? message.Task,
        ["args"] = Args(message),
        ["kwargs"] = message.KwargsRepr,
        ["root_id"] = message.RootId,
        ["parent_id"] = message.ParentId,
        ["retries"] = message.Retries,
        ["eta"] = message.Eta is { } eta ? CeleryTime.Write(eta) : null,
        ["expires"] = message.Expires is { } expires ? CeleryTime.Write(expires) : null,
    };

    public static JsonObject Ended(WorkerTry one, DateTimeOffset now) => one.IsTerminated
        ? new() { ["uuid"] = one.Message.Id, ["terminated"] = true, ["signum"] = 15, ["expired"] = false }
        : new() { ["uuid"] = one.Message.Id, ["result"] = "None", ["runtime"] = CeleryJson.Float(one.StartedAt is { } start ? (now - start).TotalSeconds : 0) };

    public static JsonObject Info(WorkerTry one, string nodeName, bool isSafe) => new()
    {
        ["id"] = one.Message.Id,
        ["name"] = one.Message.Shadow ?? one.Message.Task,
        ["args"] = isSafe ? JsonValue.Create(Args(one.Message)) : new JsonArray(WorkloadMessage.WriteText(one.Workload.Workload, "***")),
        ["kwargs"] = isSafe ? JsonValue.Create(one.Message.KwargsRepr) : one.Message.Kwargs.DeepClone(),
        ["type"] = one.Message.Task,
        ["hostname"] = nodeName,
        ["time_start"] = one.StartedAt is { } start ? CeleryJson.Float(CeleryTime.Seconds(start)) : null,
        ["acknowledged"] = one.IsAcknowledged,
        ["delivery_info"] = new JsonObject
        {
            ["exchange"] = "",
            ["routing_key"] = one.Delivery.Queue,
            ["priority"] = one.Message.Priority,
            ["redelivered"] = one.Delivery.IsRedelivered,
        },
        ["worker_pid"] = one.Pid > 0 ? one.Pid : one.StartedAt is null ? null : Environment.ProcessId,
    };

    // senders other than ours leave the token in it
    private static string Args(TaskMessage message) =>
        message.Lang == "dotnet" ? message.ArgsRepr : System.Text.RegularExpressions.Regex.Replace(message.ArgsRepr, "(\"token\":\")[^\"]*", "$1***", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1));

    /// <summary>What Celery's tools find about a message that was not run to its end.</summary>
    public static MessageResult Revoked(string id, string reason, DateTimeOffset now) => new(id, "REVOKED") { DoneAt = now, Error = ResultError.Revoked(reason) };

    public static MessageResult Failed(string id, Exception exception, DateTimeOffset now) => new(id, "FAILURE")
    {
        DoneAt = now,
        Error = new ResultError(exception.GetType().Name, exception.GetType().Namespace ?? "", exception.Message),
        Traceback = exception.ToString(),
    };
}
