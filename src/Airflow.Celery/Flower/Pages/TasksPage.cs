using System.Globalization;
using Airflow.Celery.Flower.State;

namespace Airflow.Celery.Flower.Pages;

/// <summary>The newest tasks, filtered, sorted and page by page.</summary>
internal static class TasksPage
{
    private const string Path = "/tasks";
    private const int UsualSize = 30;
    private const string NewestFirst = "-received";
    private static readonly int[] Sizes = [15, 30, 50, 100];

    private static readonly (string State, string Label)[] Chips =
    [
        ("", "All"), ("RECEIVED", "Received"), ("STARTED", "Started"), ("SUCCESS", "Succeeded"), ("FAILURE", "Failed"), ("RETRY", "Retried"), ("REVOKED", "Revoked"),
    ];

    public static Html Render(PageView view, ClusterModel model)
    {
        var sort = view.Query("sort") is { } typed && TaskQuery.SortFields.Contains(typed.TrimStart('-'), StringComparer.Ordinal) ? typed : NewestFirst;
        var query = new TaskQuery
        {
            State = view.Query("state"),
            Worker = view.Query("worker"),
            Name = view.Query("name"),
            Search = TaskSearch.Parse(view.Query("q")),
            SortBy = sort,
        };
        var found = query.Run(model.State.Tasks);
        var size = Number(view, "size", UsualSize) is var asked && Sizes.Contains(asked) ? asked : UsualSize;
        var pages = Math.Max(1, (found.Count + size - 1) / size);
        var page = Math.Clamp(Number(view, "page", 1), 1, pages);
        return Layout.Render(view, "Tasks", "Tasks", Html.Of($"""
            <h1>Tasks</h1>
            <nav class="chips" aria-label="States">{Chips.Select(chip => Chip(view, chip.State, chip.Label))}</nav>
            {Filters(view)}
            <section class="card">
            <form method="get" action="{view.Link(Path)}" role="search"><label for="q">Search tasks</label><input id="q" name="q" type="search" value="{view.Query("q")}" placeholder="state:FAILURE worker:celery@hostname" maxlength="2048" aria-describedby="q-error">{Kept(view, "state", "worker", "name", "sort", "size")}<button type="submit">Search</button></form>
            {(query.Search.Error is { } error ? Html.Of($"""<p id="q-error" class="error" role="alert">{error}</p>""") : Html.Empty)}
            <div class="scroll"><table>
            <thead><tr>{Shown.Head(view, Path, "name", "Name", sort)}{Shown.Head(view, Path, "uuid", "UUID", sort)}{Shown.Head(view, Path, "state", "State", sort)}{Shown.Head(view, Path, "received", "Received", sort)}{Shown.Head(view, Path, "runtime", "Runtime", sort)}{Shown.Head(view, Path, "worker", "Worker", sort)}</tr></thead>
            <tbody>{found.Skip((page - 1) * size).Take(size).Select(task => Row(view, task))}{(found.Count == 0 ? new Html("<tr><td colspan=\"6\" class=\"empty\">No task. Tasks appear here when workers tell of them, from the start of this monitor on.</td></tr>") : Html.Empty)}</tbody>
            </table></div>
            {Footer(view, found.Count, page, pages, size)}
            </section>
            """), isLive: true);
    }

    private static Html Row(PageView view, SeenTask task) => Html.Of($"""
        <tr><td>{task.Name}{(WorkloadArgs.Of(task) is { } workload ? Html.Of($"""<span class="sub">{workload.ToString()}</span>""") : Html.Empty)}</td><th scope="row"><a class="mono" href="{view.TaskLink(task.Id)}">{task.Id}</a></th><td>{Shown.State(task.State)}</td><td class="mono">{Shown.Time(task.Received)}</td><td class="number">{Shown.Duration(task.Runtime)}</td><td>{Worker(view, task)}</td></tr>
        """);

    public static Html Worker(PageView view, SeenTask task) => task.Worker is { } worker ? Html.Of($"""<a href="{view.WorkerLink(worker)}">{worker}</a>""") : Html.Empty;

    private static Html Chip(PageView view, string state, string label)
    {
        var isCurrent = string.Equals(view.Query("state") ?? "", state, StringComparison.OrdinalIgnoreCase);
        return Html.Of($"""<a class="chip" href="{view.Changed(Path, ("state", state), ("page", null))}" {(isCurrent ? new Html("aria-current=\"true\"") : Html.Empty)}>{label}</a>""");
    }

    private static Html Filters(PageView view) => Html.Join(new[] { "worker", "name" }.Where(field => view.Query(field) is not null).Select(field => Html.Of($"""
        <p class="filter">{field}: <strong>{view.Query(field)}</strong> <a href="{view.Changed(Path, (field, null), ("page", null))}">remove</a></p>
        """)));

    private static Html Kept(PageView view, params string[] fields) =>
        Html.Join(fields.Where(field => view.Query(field) is not null).Select(field => Html.Of($"""<input type="hidden" name="{field}" value="{view.Query(field)}">""")));

    private static Html Footer(PageView view, int count, int page, int pages, int size)
    {
        var first = count == 0 ? 0 : ((page - 1) * size) + 1;
        return Html.Of($"""
            <div class="foot"><p>{first} to {Math.Min(page * size, count)} of {count} tasks</p>
            <nav aria-label="Pages">{Step(view, page - 1, pages, "Previous")}<span>{page} / {pages}</span>{Step(view, page + 1, pages, "Next")}</nav>
            <nav aria-label="Page size">{Sizes.Select(one => Html.Of($"""<a href="{view.Changed(Path, ("size", Text(one)), ("page", null))}" {(one == size ? new Html("aria-current=\"true\"") : Html.Empty)}>{one}</a>"""))}</nav></div>
            """);
    }

    private static Html Step(PageView view, int page, int pages, string label) => page < 1 || page > pages
        ? Html.Of($"""<span class="none">{label}</span>""")
        : Html.Of($"""<a href="{view.Changed(Path, ("page", Text(page)))}">{label}</a>""");

    private static int Number(PageView view, string field, int otherwise) => int.TryParse(view.Query(field), CultureInfo.InvariantCulture, out var number) ? number : otherwise;

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
