using Airflow.Celery.Flower.State;

namespace Airflow.Celery.Flower.Pages;

/// <summary>All workers: whether they are there, what they serve and how busy they are.</summary>
internal static class WorkersPage
{
    private const string Path = "/workers";

    public static Html Render(PageView view, ClusterModel model)
    {
        var search = view.Query("q") ?? "";
        var sort = view.Query("sort") ?? "name";
        var all = model.State.Workers.Select(worker => Line.Of(worker, model, view.Now)).ToList();
        var lines = Sort(all.Where(line => line.Fits(search)), sort);
        return Layout.Render(view, "Workers", "Workers", Html.Of($"""
            <h1>Workers</h1>
            <section class="tiles" aria-label="Overview">{Tile("Online workers", all.Count(static line => line.IsOnline), "success")}{Tile("Active tasks", all.Sum(static line => line.Active), "started")}{Tile("Succeeded", all.Sum(static line => line.Succeeded), "success")}{Tile("Failed", all.Sum(static line => line.Failed), "failure")}</section>
            <section class="card">
            <form method="get" action="{view.Link(Path)}" role="search"><label for="q">Search workers</label><input id="q" name="q" type="search" value="{search}" placeholder="celery@hostname, a queue, or online"><button type="submit">Search</button></form>
            <div class="scroll"><table>
            <thead><tr>{Shown.Head(view, Path, "name", "Worker", sort)}{Shown.Head(view, Path, "status", "Status", sort)}<th scope="col">Queues</th>{Shown.Head(view, Path, "active", "Active", sort)}{Shown.Head(view, Path, "processed", "Processed", sort)}{Shown.Head(view, Path, "failed", "Failed", sort)}{Shown.Head(view, Path, "succeeded", "Succeeded", sort)}{Shown.Head(view, Path, "retried", "Retried", sort)}<th scope="col">Load average</th></tr></thead>
            <tbody>{lines.Select(line => Row(view, line))}{(lines.Count == 0 ? Nobody(all.Count) : Html.Empty)}</tbody>
            <tfoot><tr><th scope="row">Total</th><td></td><td></td><td class="number">{lines.Sum(static line => line.Active)}</td><td class="number">{lines.Sum(static line => line.Processed)}</td><td class="number">{lines.Sum(static line => line.Failed)}</td><td class="number">{lines.Sum(static line => line.Succeeded)}</td><td class="number">{lines.Sum(static line => line.Retried)}</td><td></td></tr></tfoot>
            </table></div>
            </section>
            """), isLive: true);
    }

    private static Html Tile(string label, long value, string kind) => Html.Of($"""<div class="tile {kind}"><p>{label}</p><strong>{value}</strong></div>""");

    private static Html Nobody(int all) => new(all == 0
        ? "<tr><td colspan=\"9\" class=\"empty\">No worker has been heard. Start one with <code>airflow celery worker</code> on this broker.</td></tr>"
        : "<tr><td colspan=\"9\" class=\"empty\">No worker fits the search.</td></tr>");

    private static Html Row(PageView view, Line line) => Html.Of($"""
        <tr><th scope="row"><a href="{view.WorkerLink(line.Name)}">{line.Name}</a></th><td>{Shown.Online(line.IsOnline)}</td><td>{line.Queues.Select(static queue => Html.Of($"""<span class="queue">{queue}</span>"""))}</td>{Count(view, line, line.Active, "STARTED")}<td class="number">{line.Processed}</td>{Count(view, line, line.Failed, "FAILURE")}{Count(view, line, line.Succeeded, "SUCCESS")}{Count(view, line, line.Retried, "RETRY")}<td class="number load">{Shown.Load(line.Load)}</td></tr>
        """);

    private static Html Count(PageView view, Line line, long value, string state) => value == 0
        ? Html.Of($"""<td class="number none">0</td>""")
        : Html.Of($"""<td class="number"><a href="{view.Link($"/tasks?worker={Uri.EscapeDataString(line.Name)}&state={state}")}" aria-label="{value} {state.ToLowerInvariant()} on {line.Name}">{value}</a></td>""");

    private static List<Line> Sort(IEnumerable<Line> lines, string sort)
    {
        Func<Line, IComparable> key = sort.TrimStart('-') switch
        {
            "status" => static line => line.IsOnline ? 0 : 1,
            "active" => static line => line.Active,
            "processed" => static line => line.Processed,
            "failed" => static line => line.Failed,
            "succeeded" => static line => line.Succeeded,
            "retried" => static line => line.Retried,
            _ => static line => line.Name,
        };
        return sort.StartsWith('-') ? [.. lines.OrderByDescending(key)] : [.. lines.OrderBy(key)];
    }

    private sealed record Line(string Name, bool IsOnline, IReadOnlyList<string> Queues, IReadOnlyList<double> Load)
    {
        public long Active { get; init; }
        public long Processed { get; init; }
        public long Failed { get; init; }
        public long Succeeded { get; init; }
        public long Retried { get; init; }

        public static Line Of(SeenWorker worker, ClusterModel model, DateTimeOffset now) => new(
            worker.Name, worker.IsAlive(now), model.Inspector.Find(worker.Name)?.Queues ?? [], worker.LoadAverage.IsDefault ? [] : worker.LoadAverage)
        {
            Active = worker.Active ?? 0,
            Processed = worker.Count("task-received"),
            Failed = worker.Count("task-failed"),
            Succeeded = worker.Count("task-succeeded"),
            Retried = worker.Count("task-retried"),
        };

        public bool Fits(string search) => search.Length == 0 || Name.Contains(search, StringComparison.OrdinalIgnoreCase)
            || Queues.Contains(search, StringComparer.OrdinalIgnoreCase)
            || (search.Equals("online", StringComparison.OrdinalIgnoreCase) && IsOnline) || (search.Equals("offline", StringComparison.OrdinalIgnoreCase) && !IsOnline);
    }
}
