using System.Globalization;
using Airflow.Celery.Flower.State;

namespace Airflow.Celery.Flower.Pages;

/// <summary>One task with all that its events told.</summary>
internal static class TaskPage
{
    public static Html Render(PageView view, SeenTask task, Func<string, bool> isKnown) => Layout.Render(view, task.Name ?? task.Id, "Tasks", Html.Of($"""
        <div class="title"><div><p class="kind">Task</p><h1>{task.Name ?? "unknown"} {Shown.State(task.State)}</h1><p class="mono">{task.Id}</p></div><div>{Actions(view, task)}</div></div>
        <div class="columns">
        <section class="card" aria-label="What and with what">{Workload(WorkloadArgs.Of(task))}<h2>Basic</h2><dl>
        {Text("Name", task.Name)}{Text("UUID", task.Id, "mono")}{Row("State", Shown.State(task.State))}{Row("Worker", TasksPage.Worker(view, task))}{Text("args", task.Args, "code")}{Text("kwargs", task.Kwargs, "code")}{Text("Result", task.Result, "code")}{Text("Exception", task.Exception, "code")}{Text("Retries", task.Retries?.ToString(CultureInfo.InvariantCulture))}{Text("Runtime", Shown.Duration(task.Runtime))}
        </dl></section>
        <section class="card" aria-label="When and where"><h2>Times</h2><dl>
        {Time("Sent", task.Sent)}{Time("Received", task.Received)}{Time("Started", task.Started)}{Time("Succeeded", task.Succeeded)}{Time("Failed", task.Failed)}{Time("Retried", task.Retried)}{Time("Revoked", task.Revoked)}{Time("Rejected", task.Rejected)}{Text("ETA", task.Eta)}{Text("Expires", task.Expires)}
        </dl><h2>Routing</h2><dl>
        {Text("Routing key", task.RoutingKey)}{Text("Exchange", task.Exchange)}{Text("Client", task.Client)}{Text("Clock", task.Clock.ToString(CultureInfo.InvariantCulture))}{Relative("Root", view, task.RootId, isKnown)}{Relative("Parent", view, task.ParentId, isKnown)}{(task.Children.Count > 0 ? Row("Children", Html.Join(task.Children.Select(id => Link(view, id)))) : Html.Empty)}
        </dl></section>
        </div>
        {(task.Traceback is { } trace ? Html.Of($"""<section class="card" aria-label="Traceback"><h2>Traceback</h2><pre tabindex="0">{trace}</pre></section>""") : Html.Empty)}
        """), isLive: !task.IsFinished);

    private static Html Actions(PageView view, SeenTask task)
    {
        if (task.IsFinished || view.IsReadOnly)
        {
            return Html.Empty;
        }

        var verb = task.State == "STARTED" ? "Terminate" : "Revoke";
        return Html.Of($"""
            <details class="menu"><summary class="danger">{verb}…</summary><p>{(verb == "Terminate" ? "The task is stopped now; Airflow counts its try as failed." : "Workers that see the task drop it.")}</p>{view.Form($"/task/{Uri.EscapeDataString(task.Id)}/revoke", Html.Of($"""<input type="hidden" name="terminate" value="{(verb == "Terminate" ? "true" : "false")}">"""), $"{verb} the task", "danger")}</details>
            """);
    }

    private static Html Workload(WorkloadArgs? workload) => workload is null ? Html.Empty : Html.Of($"""
        <h2>Airflow</h2><dl>{Text("DAG", workload.DagId)}{Text("Task", workload.TaskId)}{Text("Run", workload.RunId)}{Text("Try", workload.Try)}{(workload.MapIndex == "-1" ? Html.Empty : Text("Map index", workload.MapIndex))}{Text("Queue", workload.Queue)}</dl>
        """);

    private static Html Row(string label, Html value) => Html.Of($"<div><dt>{label}</dt><dd>{value}</dd></div>");

    private static Html Text(string label, string? value, string kind = "") => string.IsNullOrEmpty(value) ? Html.Empty : Html.Of($"""<div><dt>{label}</dt><dd class="{kind}">{value}</dd></div>""");

    private static Html Time(string label, double? seconds) => seconds is null ? Html.Empty : Row(label, Shown.Time(seconds));

    private static Html Relative(string label, PageView view, string? id, Func<string, bool> isKnown) =>
        id is null ? Html.Empty : isKnown(id) ? Row(label, Link(view, id)) : Text(label, id, "mono");

    private static Html Link(PageView view, string id) => Html.Of($"""<a class="mono" href="{view.TaskLink(id)}">{id}</a> """);
}
