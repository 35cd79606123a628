using System.Text;
using Airflow.Celery.Brokers;
using Airflow.Celery.Flower.Http;
using Airflow.Celery.Flower.State;
using Airflow.Engine;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Airflow.Celery.Flower.Pages;

/// <summary>The pages, and what their buttons do.</summary>
internal sealed class PageRoutes(ClusterModel model, WorkerCommands commands, IBroker broker, FlowerGate gate, FlowerOptions options, TimeProvider clock, CancellationToken stopping)
{
    private static readonly TimeSpan LivePause = TimeSpan.FromSeconds(1);
    private readonly Notices notices = new();

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/", Page(WorkersAsync));
        routes.MapGet("/workers", Page(WorkersAsync));
        routes.MapGet("/worker/{worker}", Page(WorkerAsync));
        routes.MapGet("/tasks", Page(context => WriteAsync(context, TasksPage.Render(View(context), model))));
        routes.MapGet("/task/{id}", Page(TaskAsync));
        routes.MapGet("/broker", Page(BrokerAsync));
        routes.MapGet("/live", (RequestDelegate)LiveAsync);
        routes.MapGet("/static/{file}", (RequestDelegate)(static context => Assets.GiveAsync(context)));
        routes.MapPost("/worker/{worker}/{action}", Page(DoAsync));
        routes.MapPost("/task/{id}/revoke", Page(RevokeAsync));
        routes.MapFallback(Page(static _ => throw new FlowerException(404, "There is no such page.")));
    }

    private PageView View(HttpContext context) => new()
    {
        Request = context.Request,
        Token = gate.Token,
        IsReadOnly = options.IsReadOnly,
        Notice = notices.Find(context.Request.Query["notice"]),
        Now = clock.GetUtcNow(),
    };

    private static Task WriteAsync(HttpContext context, Html page) => Answers.TextAsync(context, context.Response.StatusCode, page.Text, "text/html; charset=UTF-8");

    private RequestDelegate Page(RequestDelegate render) => async context =>
    {
        try
        {
            await render(context);
        }
        catch (FlowerException exception)
        {
            await ErrorAsync(context, exception.Status, exception.Message);
        }
        catch (AirflowException exception) when (exception.IsTransient)
        {
            await ErrorAsync(context, StatusCodes.Status503ServiceUnavailable, exception.Message);
        }
    };

    private Task ErrorAsync(HttpContext context, int status, string message)
    {
        context.Response.StatusCode = status;
        return WriteAsync(context, Layout.Render(View(context), message, "", Html.Of($"""<section class="card lost"><h1>{message}</h1><p><a href="{View(context).Link("/workers")}">All workers</a> · <a href="{View(context).Link("/tasks")}">All tasks</a></p></section>"""), isLive: false));
    }

    private Task WorkersAsync(HttpContext context)
    {
        if (context.Request.Query["json"] != "1")
        {
            return WriteAsync(context, WorkersPage.Render(View(context), model));
        }

        var now = clock.GetUtcNow();
        return Answers.JsonAsync(context, new System.Text.Json.Nodes.JsonObject { ["data"] = new System.Text.Json.Nodes.JsonArray([.. model.State.Workers.Select(worker => WorkersApi.Row(worker, now))]) });
    }

    private async Task WorkerAsync(HttpContext context)
    {
        var name = (string)context.Request.RouteValues["worker"]!;
        await model.Inspector.RefreshAsync(name, context.RequestAborted);
        var inspection = model.Inspector.Find(name) ?? throw FlowerException.UnknownWorker(name);
        var isOnline = model.State.FindWorker(name)?.IsAlive(clock.GetUtcNow()) == true;
        await WriteAsync(context, WorkerPage.Render(View(context), name, inspection, isOnline));
    }

    private Task TaskAsync(HttpContext context)
    {
        var id = (string)context.Request.RouteValues["id"]!;
        var task = model.State.FindTask(id) ?? throw FlowerException.UnknownTask(id);
        return WriteAsync(context, TaskPage.Render(View(context), task, one => model.State.FindTask(one) is not null));
    }

    private async Task BrokerAsync(HttpContext context) =>
        await WriteAsync(context, BrokerPage.Render(View(context), model, broker.Address, await WorkersApi.CountAsync(model, broker, options, context.RequestAborted)));

    /// <summary>Says when something has changed, once a second at most; the page then asks for itself again.</summary>
    private async Task LiveAsync(HttpContext context)
    {
        context.Response.ContentType = "text/event-stream";
        var line = Encoding.ASCII.GetBytes("data: changed\n\n");
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        try
        {
            await context.Response.WriteAsync(": hello\n\n", ending.Token);
            while (true)
            {
                var change = model.State.Changed;
                await context.Response.Body.FlushAsync(ending.Token);
                await change.WaitAsync(ending.Token);
                await context.Response.Body.WriteAsync(line, ending.Token);
                await context.Response.Body.FlushAsync(ending.Token);
                await Task.Delay(LivePause, clock, ending.Token);
            }
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // the page was left, or the monitor ends
            return;
        }
    }

    private async Task DoAsync(HttpContext context)
    {
        var worker = commands.Require((string?)context.Request.RouteValues["worker"]);
        var (action, given, cancel) = ((string?)context.Request.RouteValues["action"], await CallArguments.ReadAsync(context), context.RequestAborted);
        var (run, section) = action switch
        {
            "refresh" => (RefreshAsync(worker, cancel), ""),
            "restart" => (commands.RestartPoolAsync(worker, cancel), ""),
            "shutdown" => (commands.ShutDownAsync(worker, cancel), ""),
            "grow" => (commands.GrowAsync(worker, given.Integer("n") ?? 1, cancel), "#tab-pool"),
            "shrink" => (commands.ShrinkAsync(worker, given.Integer("n") ?? 1, cancel), "#tab-pool"),
            "autoscale" => (commands.AutoscaleAsync(worker, given.Integer("min") ?? 0, given.Integer("max") ?? 1, cancel), "#tab-pool"),
            "add-queue" => (commands.AddQueueAsync(worker, given.Text("queue") ?? "", cancel), "#tab-queues"),
            "remove-queue" => (commands.RemoveQueueAsync(worker, given.Text("queue") ?? "", cancel), "#tab-queues"),
            "rate-limit" => (commands.LimitRateAsync(given.Text("task") ?? "", worker, given.Text("ratelimit") ?? "", cancel), "#tab-limits"),
            "time-limit" => (commands.LimitTimeAsync(given.Text("task") ?? "", worker, given.Number("soft"), given.Number("hard"), cancel), "#tab-limits"),
            _ => throw new FlowerException(404, "There is no such action."),
        };
        await FinishAsync(context, run, action == "shutdown" ? "/workers" : $"/worker/{Uri.EscapeDataString(worker)}", section);
    }

    private async Task<string> RefreshAsync(string worker, CancellationToken cancellationToken)
    {
        await model.Inspector.RefreshAsync(worker, cancellationToken);
        return $"Refreshed '{worker}'";
    }

    private async Task RevokeAsync(HttpContext context)
    {
        var id = (string)context.Request.RouteValues["id"]!;
        var given = await CallArguments.ReadAsync(context);
        await FinishAsync(context, commands.RevokeAsync(id, given.Flag("terminate"), "SIGTERM", context.RequestAborted), $"/task/{Uri.EscapeDataString(id)}", "");
    }

    /// <summary>Shows what came of it on the page that it belongs to; loading that again does nothing again.</summary>
    private async Task FinishAsync(HttpContext context, Task<string> run, string path, string section)
    {
        Notice notice;
        try
        {
            notice = new Notice(await run, false);
        }
        catch (FlowerException exception)
        {
            notice = new Notice(exception.Message, true);
        }

        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = $"{context.Request.PathBase}{path}?notice={notices.Add(notice)}{section}";
    }
}
