using System.Text.Json.Nodes;
using Airflow.Celery.Brokers;
using Airflow.Celery.Flower.State;
using Airflow.Celery.Messages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Airflow.Celery.Flower.Http;

/// <summary>Flower's calls about tasks and queues.</summary>
internal sealed class TasksApi(ClusterModel model, WorkerCommands commands, IBroker broker, FlowerOptions options, TimeProvider clock, CancellationToken stopping)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/tasks", Answers.Guard(ListAsync));
        routes.MapGet("/api/task/types", Answers.Guard(TypesAsync));
        routes.MapGet("/api/queues/length", Answers.Guard(LengthsAsync));
        routes.MapGet("/api/task/info/{id}", Answers.Guard(InfoAsync));
        routes.MapGet("/api/task/result/{id}", Answers.Guard(ResultAsync));
        routes.MapPost("/api/task/revoke/{id}", Command((id, given, token) => commands.RevokeAsync(id, given.Flag("terminate"), given.Text("signal") ?? "SIGTERM", token)));
        routes.MapPost("/api/task/timeout/{name}", Command((name, given, token) => commands.LimitTimeAsync(name, given.Text("workername"), given.Number("soft"), given.Number("hard"), token)));
        routes.MapPost("/api/task/rate-limit/{name}", Command((name, given, token) => commands.LimitRateAsync(name, given.Text("workername"), given.Text("ratelimit") ?? throw new FlowerException(400, "Missing argument ratelimit"), token)));
        routes.MapPost("/api/task/async-apply/{name}", Answers.Guard(context => SendAsync(context, isKnownOnly: true)));
        routes.MapPost("/api/task/send-task/{name}", Answers.Guard(context => SendAsync(context, isKnownOnly: false)));
        routes.MapMethods("/tasks/datatable", [HttpMethods.Get, HttpMethods.Post], Answers.Guard(TableAsync));
    }

    private static RequestDelegate Command(Func<string, CallArguments, CancellationToken, Task<string>> run) => Answers.Guard(async context =>
        await Answers.MessageAsync(context, await run(Value(context), await CallArguments.ReadAsync(context), context.RequestAborted)));

    private static string Value(HttpContext context) => (string?)(context.Request.RouteValues["id"] ?? context.Request.RouteValues["name"]) ?? "";

    private static string? NotAll(string? text) => text is null or "All" ? null : text;

    private static DateTimeOffset? Time(CallArguments given, string name) => given.Text(name) is not { } text ? null
        : TaskQuery.ParseTime(text) ?? throw FlowerException.BadArgument(text, "datetime");

    private async Task ListAsync(HttpContext context)
    {
        var given = CallArguments.OfQuery(context);
        var (limit, offset) = (given.Integer("limit"), Math.Max(given.Integer("offset") ?? 0, 0));
        var sort = given.Text("sort_by");
        if (sort is not null && !TaskQuery.SortFields.Contains(sort.TrimStart('-'), StringComparer.Ordinal))
        {
            throw FlowerException.BadArgument(sort, "sort_by");
        }

        var query = new TaskQuery
        {
            Worker = NotAll(given.Text("workername")),
            Name = NotAll(given.Text("taskname")),
            State = NotAll(given.Text("state")),
            ReceivedFrom = Time(given, "received_start"),
            ReceivedTo = Time(given, "received_end"),
            Search = TaskSearch.Parse(given.Text("search")),
            SortBy = sort,
        };
        if (query.Search.Error is { } error)
        {
            throw new FlowerException(400, error);
        }

        var found = query.Run(model.State.Tasks).Skip(offset).Take(limit ?? int.MaxValue);
        await Answers.JsonAsync(context, new JsonObject(found.Select(task => KeyValuePair.Create(task.Id, (JsonNode?)Json(task)))));
    }

    private JsonObject Json(SeenTask task) => TaskJson.Write(task, id => model.State.FindTask(id) is not null);

    private Task TypesAsync(HttpContext context)
    {
        var names = model.Inspector.All.Values.SelectMany(static worker => worker.Registered).Concat(model.State.TaskNames).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        return Answers.JsonAsync(context, new JsonObject { ["task-types"] = new JsonArray([.. names.Select(static name => JsonValue.Create(name))]) });
    }

    private async Task LengthsAsync(HttpContext context)
    {
        var lengths = await WorkersApi.CountAsync(model, broker, options, context.RequestAborted);
        await Answers.JsonAsync(context, new JsonObject
        {
            ["active_queues"] = new JsonArray([.. lengths.Select(static queue => new JsonObject { ["name"] = queue.Name, ["messages"] = queue.Messages })]),
        });
    }

    private Task InfoAsync(HttpContext context) => Answers.JsonAsync(context, Json(model.State.FindTask(Value(context)) ?? throw FlowerException.UnknownTask(Value(context))));

    /// <summary>What events told of the result: its text, as Python's repr has it. With a timeout the end of the task is waited for.</summary>
    private async Task ResultAsync(HttpContext context)
    {
        var id = Value(context);
        var timeout = TimeSpan.FromSeconds(CallArguments.OfQuery(context).Number("timeout") ?? 0);
        using var limit = new CancellationTokenSource(timeout < LongestWait ? timeout : LongestWait, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, context.RequestAborted, stopping);
        var task = model.State.FindTask(id);
        while (task is not { IsFinished: true } && !either.IsCancellationRequested)
        {
            var change = model.State.Changed;
            task = model.State.FindTask(id);
            if (task is not { IsFinished: true })
            {
                await change.WaitAsync(either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        var json = new JsonObject { ["task-id"] = id, ["state"] = task?.State ?? SeenTask.Pending };
        if (task is { State: "FAILURE" })
        {
            json["result"] = task.Exception;
            json["traceback"] = task.Traceback;
        }
        else if (task is { IsFinished: true })
        {
            json["result"] = task.Result;
        }

        await Answers.JsonAsync(context, json);
    }

    private async Task SendAsync(HttpContext context, bool isKnownOnly)
    {
        var name = Value(context);
        JsonNode? body = context.Request.ContentLength is 0 ? new JsonObject() : await CallArguments.ReadJsonAsync(context);
        if (body is not JsonObject call || call["args"] is not (null or JsonArray) || call["kwargs"] is not (null or JsonObject))
        {
            throw new FlowerException(400, "invalid options");
        }

        if (isKnownOnly && !model.Inspector.All.Values.Any(worker => worker.Registered.Contains(name, StringComparer.Ordinal)))
        {
            throw FlowerException.UnknownTask(name);
        }

        var extra = call["options"] as JsonObject ?? call;
        var now = clock.GetUtcNow();
        var message = new TaskMessage
        {
            Id = Guid.CreateVersion7(now).ToString(),
            Task = name,
            Args = call["args"]?.DeepClone() as JsonArray ?? [],
            Kwargs = call["kwargs"]?.DeepClone() as JsonObject ?? [],
            ArgsRepr = call["args"]?.ToJsonString() ?? "[]",
            KwargsRepr = call["kwargs"]?.ToJsonString() ?? "{}",
            Eta = CeleryJson.Number(extra["countdown"]) is { } seconds ? now + TimeSpan.FromSeconds(seconds) : null,
            Origin = $"gen{Environment.ProcessId}@{Environment.MachineName}",
        };
        await broker.PublishAsync([new QueuedMessage(CeleryJson.Text(extra, "queue") ?? options.DefaultQueue, TaskMessageWriter.Write(message))], context.RequestAborted);
        await Answers.JsonAsync(context, new JsonObject { ["task-id"] = message.Id, ["state"] = SeenTask.Pending });
    }

    /// <summary>The protocol of the table on Flower's page.</summary>
    private async Task TableAsync(HttpContext context)
    {
        var given = await CallArguments.ReadAsync(context);
        var column = given.Integer("order[0][column]") ?? 0;
        var field = given.Text($"columns[{column}][data]") is { } typed && TaskQuery.SortFields.Contains(typed, StringComparer.Ordinal) ? typed : "received";
        var all = model.State.Tasks;
        var search = TaskSearch.Parse(given.Text("search[value]"));
        var found = new TaskQuery { Search = search, SortBy = given.Text("order[0][dir]") == "desc" ? $"-{field}" : field }.Run(all);
        var rows = found.Skip(Math.Max(given.Integer("start") ?? 0, 0)).Take(given.Integer("length") is > 0 and var length ? length : int.MaxValue);
        var json = new JsonObject
        {
            ["draw"] = given.Integer("draw") ?? 1,
            ["data"] = new JsonArray([.. rows.Select(Json)]),
            ["recordsTotal"] = all.Count,
            ["recordsFiltered"] = found.Count,
        };
        if (search.Error is { } error)
        {
            json["error"] = error;
        }

        await Answers.JsonAsync(context, json);
    }
}
