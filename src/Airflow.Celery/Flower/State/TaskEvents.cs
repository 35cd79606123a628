using System.Text.Json.Nodes;
using Airflow.Celery.Messages;

namespace Airflow.Celery.Flower.State;

/// <summary>What an event of a task makes of what was known: events come in any order, and an earlier one never undoes a later.</summary>
internal static class TaskEvents
{
    /// <summary>The latest in a task's life first.</summary>
    private static readonly string[] Precedence = ["SUCCESS", "FAILURE", "REVOKED", "STARTED", "RECEIVED", "REJECTED", "RETRY", SeenTask.Pending];

    public static SeenTask Apply(SeenTask task, string type, JsonObject fields, string hostname)
    {
        var at = CeleryJson.Number(fields["timestamp"]) ?? 0;
        var state = StateOf(type);
        task = Stamp(task, type, at);
        task = type == "sent" ? task with { Client = hostname } : task with { Worker = hostname };
        if (type != "retried" && task.State != "RETRY" && Rank(state) > Rank(task.State))
        {
            // told late: only what receiving a task tells about it is still of use
            return state == "RECEIVED" ? Describe(task, fields) : task;
        }

        return Detail(Describe(task, fields), fields) with { State = state, Timestamp = at };
    }

    private static string StateOf(string type) => type switch
    {
        "sent" => SeenTask.Pending,
        "failed" => "FAILURE",
        "retried" => "RETRY",
        "succeeded" => "SUCCESS",
        _ => type.ToUpperInvariant(),
    };

    private static int Rank(string state) => Array.IndexOf(Precedence, state) is >= 0 and var rank ? rank : 2;

    private static SeenTask Stamp(SeenTask task, string type, double at) => type switch
    {
        "sent" => task with { Sent = at },
        "received" => task with { Received = at },
        "started" => task with { Started = at },
        "succeeded" => task with { Succeeded = at },
        "failed" => task with { Failed = at },
        "retried" => task with { Retried = at },
        "revoked" => task with { Revoked = at },
        "rejected" => task with { Rejected = at },
        _ => task,
    };

    private static SeenTask Describe(SeenTask task, JsonObject fields) => task with
    {
        Name = Text(fields, "name") ?? task.Name,
        Args = Text(fields, "args") ?? task.Args,
        Kwargs = Text(fields, "kwargs") ?? task.Kwargs,
        ParentId = Text(fields, "parent_id") ?? task.ParentId,
        RootId = Text(fields, "root_id") ?? task.RootId,
        Retries = (long?)CeleryJson.Number(fields["retries"]) ?? task.Retries,
        Eta = Text(fields, "eta") ?? task.Eta,
        Expires = Text(fields, "expires") ?? task.Expires,
    };

    private static SeenTask Detail(SeenTask task, JsonObject fields) => task with
    {
        Result = Text(fields, "result") ?? task.Result,
        Exception = Text(fields, "exception") ?? task.Exception,
        Traceback = Text(fields, "traceback") ?? task.Traceback,
        Runtime = CeleryJson.Number(fields["runtime"]) ?? task.Runtime,
        Exchange = Text(fields, "exchange") ?? task.Exchange,
        RoutingKey = Text(fields, "routing_key") ?? task.RoutingKey,
        Clock = (long?)CeleryJson.Number(fields["clock"]) ?? task.Clock,
    };

    // some senders write values where Celery writes texts
    private static string? Text(JsonObject fields, string key) => fields[key] is { } value ? CeleryJson.Text(fields, key) ?? value.ToJsonString() : null;
}
