using System.Text.Json.Nodes;
using Airflow.Celery.Brokers;
using Airflow.Celery.Flower.State;
using Airflow.Celery.Messages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Airflow.Celery.Flower.Http;

/// <summary>Flower's calls about workers.</summary>
internal sealed class WorkersApi(ClusterModel model, WorkerCommands commands, TimeProvider clock)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/workers", Answers.Guard(ListAsync));
        routes.MapPost("/api/worker/shutdown/{worker}", Command((worker, _, token) => commands.ShutDownAsync(worker, token)));
        routes.MapPost("/api/worker/pool/restart/{worker}", Command((worker, _, token) => commands.RestartPoolAsync(worker, token)));
        routes.MapPost("/api/worker/pool/grow/{worker}", Command((worker, given, token) => commands.GrowAsync(worker, given.Integer("n") ?? 1, token)));
        routes.MapPost("/api/worker/pool/shrink/{worker}", Command((worker, given, token) => commands.ShrinkAsync(worker, given.Integer("n") ?? 1, token)));
        routes.MapPost("/api/worker/pool/autoscale/{worker}", Command((worker, given, token) => commands.AutoscaleAsync(worker, Required(given.Integer("min"), "min"), Required(given.Integer("max"), "max"), token)));
        routes.MapPost("/api/worker/queue/add-consumer/{worker}", Command((worker, given, token) => commands.AddQueueAsync(worker, Required(given.Text("queue"), "queue"), token)));
        routes.MapPost("/api/worker/queue/cancel-consumer/{worker}", Command((worker, given, token) => commands.RemoveQueueAsync(worker, Required(given.Text("queue"), "queue"), token)));
    }

    /// <summary>The rows that Flower's own dashboard polls.</summary>
    public static JsonObject Row(SeenWorker worker, DateTimeOffset now)
    {
        var row = new JsonObject(worker.Counts.Select(static count => KeyValuePair.Create(count.Key, (JsonNode?)count.Value)))
        {
            ["hostname"] = worker.Name,
            ["pid"] = worker.Pid,
            ["freq"] = CeleryJson.Float(worker.Frequency),
            ["heartbeats"] = new JsonArray([.. worker.Heartbeats.Select(CeleryJson.Float)]),
            ["clock"] = worker.Clock,
            ["active"] = worker.Active,
            ["processed"] = worker.Processed,
            ["loadavg"] = new JsonArray([.. worker.LoadAverage.Select(CeleryJson.Float)]),
            ["sw_ident"] = worker.SoftwareName,
            ["sw_ver"] = worker.SoftwareVersion,
            ["sw_sys"] = worker.SoftwareSystem,
            ["status"] = worker.IsAlive(now),
        };
        return row;
    }

    private static int Required(int? value, string name) => value ?? throw new FlowerException(400, $"Missing argument {name}");

    private static string Required(string? value, string name) => value ?? throw new FlowerException(400, $"Missing argument {name}");

    private RequestDelegate Command(Func<string, CallArguments, CancellationToken, Task<string>> run) => Answers.Guard(async context =>
    {
        var worker = commands.Require((string?)context.Request.RouteValues["worker"]);
        await Answers.MessageAsync(context, await run(worker, await CallArguments.ReadAsync(context), context.RequestAborted));
    });

    private async Task ListAsync(HttpContext context)
    {
        var given = CallArguments.OfQuery(context);
        if (given.Flag("status"))
        {
            var now = clock.GetUtcNow();
            await Answers.JsonAsync(context, new JsonObject(model.State.Workers.Select(worker => KeyValuePair.Create(worker.Name, (JsonNode?)worker.IsAlive(now)))));
            return;
        }

        var name = given.Text("workername");
        if (given.Flag("refresh"))
        {
            await model.Inspector.RefreshAsync(name, context.RequestAborted);
        }

        var known = model.Inspector.All;
        if (name is not null && !known.ContainsKey(name))
        {
            throw FlowerException.UnknownWorker(name);
        }

        await Answers.JsonAsync(context, new JsonObject(known.Where(worker => name is null || worker.Key == name).OrderBy(static worker => worker.Key, StringComparer.Ordinal)
            .Select(static worker => KeyValuePair.Create(worker.Key, (JsonNode?)worker.Value.ToJson()))));
    }

    /// <summary>How much waits in each queue that somebody serves, and in the default one.</summary>
    public static async Task<IReadOnlyList<(string Name, long Messages)>> CountAsync(ClusterModel model, IBroker broker, FlowerOptions options, CancellationToken cancellationToken)
    {
        var lengths = new List<(string, long)>();
        foreach (var queue in model.Inspector.All.Values.SelectMany(static worker => worker.Queues).Append(options.DefaultQueue).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            lengths.Add((queue, await broker.CountAsync(queue, cancellationToken)));
        }

        return lengths;
    }
}
