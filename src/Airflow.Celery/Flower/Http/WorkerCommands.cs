using System.Text.Json.Nodes;
using Airflow.Celery.Control;
using Airflow.Celery.Flower.State;

namespace Airflow.Celery.Flower.Http;

/// <summary>What can be done to workers from the API and from the pages, with Flower's words for how it went.</summary>
internal sealed class WorkerCommands(ClusterModel model)
{
    /// <exception cref="FlowerException">Neither an event nor an answer of such a worker came.</exception>
    public string Require(string? worker) =>
        worker is not null && (model.Inspector.Find(worker) is not null || model.State.FindWorker(worker) is not null) ? worker : throw FlowerException.UnknownWorker(worker);

    public async Task<string> ShutDownAsync(string worker, CancellationToken cancellationToken)
    {
        await model.Control.TellAsync(new ControlQuestion("shutdown"), [Require(worker)], cancellationToken);
        return "Shutting down!";
    }

    public async Task<string> RestartPoolAsync(string worker, CancellationToken cancellationToken)
    {
        await TellAsync(worker, "pool_restart", new JsonObject { ["modules"] = null, ["reload"] = false, ["reloader"] = null }, $"restart the '{worker}' pool", cancellationToken);
        return $"Restarting '{worker}' worker's pool";
    }

    public async Task<string> GrowAsync(string worker, int n, CancellationToken cancellationToken)
    {
        await TellAsync(worker, "pool_grow", new JsonObject { ["n"] = n }, $"grow '{worker}' worker's pool", cancellationToken);
        return $"Growing '{worker}' worker's pool by {n}";
    }

    public async Task<string> ShrinkAsync(string worker, int n, CancellationToken cancellationToken)
    {
        await TellAsync(worker, "pool_shrink", new JsonObject { ["n"] = n }, $"shrink '{worker}' worker's pool", cancellationToken);
        return $"Shrinking '{worker}' worker's pool by {n}";
    }

    public async Task<string> AutoscaleAsync(string worker, int min, int max, CancellationToken cancellationToken)
    {
        await TellAsync(worker, "autoscale", new JsonObject { ["min"] = min, ["max"] = max }, $"autoscale '{worker}' worker", cancellationToken);
        return $"Autoscaling '{worker}' worker (min={min}, max={max})";
    }

    public async Task<string> AddQueueAsync(string worker, string queue, CancellationToken cancellationToken)
    {
        var message = await TellAsync(worker, "add_consumer", new JsonObject { ["queue"] = queue }, $"add '{queue}' consumer to '{worker}' worker", cancellationToken);
        await model.Inspector.RefreshAsync(worker, cancellationToken);
        return message;
    }

    public async Task<string> RemoveQueueAsync(string worker, string queue, CancellationToken cancellationToken)
    {
        var message = await TellAsync(worker, "cancel_consumer", new JsonObject { ["queue"] = queue }, $"cancel '{queue}' consumer from '{worker}' worker", cancellationToken);
        await model.Inspector.RefreshAsync(worker, cancellationToken);
        return message;
    }

    public async Task<string> RevokeAsync(string id, bool terminate, string signal, CancellationToken cancellationToken)
    {
        await model.Control.TellAsync(
            new ControlQuestion("revoke", new JsonObject { ["task_id"] = id, ["terminate"] = terminate, ["signal"] = signal }), [], cancellationToken);
        return $"Revoked '{id}'";
    }

    public Task<string> LimitTimeAsync(string task, string? worker, double? soft, double? hard, CancellationToken cancellationToken) =>
        LimitAsync(worker, "time_limit", new JsonObject { ["task_name"] = RequireTask(task), ["hard"] = hard, ["soft"] = soft }, "set timeouts", cancellationToken);

    public Task<string> LimitRateAsync(string task, string? worker, string rate, CancellationToken cancellationToken) =>
        LimitAsync(worker, "rate_limit", new JsonObject { ["task_name"] = RequireTask(task), ["rate_limit"] = rate }, "set rate limit", cancellationToken);

    private string RequireTask(string name) =>
        model.Inspector.All.Values.Any(worker => worker.Registered.Contains(name, StringComparer.Ordinal)) || model.State.TaskNames.Contains(name, StringComparer.Ordinal)
            ? name
            : throw FlowerException.UnknownTask(name);

    private async Task<string> LimitAsync(string? worker, string method, JsonObject arguments, string what, CancellationToken cancellationToken)
    {
        var answers = await model.Control.AskAsync(new ControlQuestion(method, arguments), worker is null ? [] : [Require(worker)], PatienceWith(worker), cancellationToken);
        var answer = worker is null ? answers.Values.FirstOrDefault() : answers.GetValueOrDefault(worker);
        return answer?["ok"]?.ToString() ?? throw new FlowerException(403, $"Failed to {what}: '{Reason(answer)}'");
    }

    private async Task<string> TellAsync(string worker, string method, JsonObject arguments, string what, CancellationToken cancellationToken)
    {
        var answers = await model.Control.AskAsync(new ControlQuestion(method, arguments), [Require(worker)], PatienceWith(worker), cancellationToken);
        var answer = answers.GetValueOrDefault(worker);
        return answer?["ok"]?.ToString() ?? throw new FlowerException(403, $"Failed to {what}: {Reason(answer)}");
    }

    private static TimeSpan PatienceWith(string? worker) => worker is null ? ControlClient.DefaultTimeout : ControlClient.NamedTimeout;

    private static string Reason(JsonNode? answer) => (answer as JsonObject)?["error"]?.ToString() ?? "the worker did not answer";
}
