using System.Text.Json;
using System.Text.Json.Nodes;
using Airflow.Celery.Flower.State;

namespace Airflow.Celery.Flower.Pages;

/// <summary>One worker: what it answered when this page was asked for, and what can be done to it.</summary>
internal static class WorkerPage
{
    private static readonly (string Id, string Label)[] Sections =
        [("tab-pool", "Pool"), ("tab-queues", "Queues"), ("tab-tasks", "Tasks"), ("tab-limits", "Limits"), ("tab-broker", "Broker"), ("tab-config", "Config"), ("tab-system", "System"), ("tab-other", "Other")];

    public static Html Render(PageView view, string name, WorkerInspection inspection, bool isOnline)
    {
        var at = $"/worker/{Uri.EscapeDataString(name)}";
        var stats = inspection.Answers.GetValueOrDefault("stats") as JsonObject ?? [];
        return Layout.Render(view, name, "Workers", Html.Of($"""
            <div class="title"><div><p class="kind">Worker</p><h1>{name} {Shown.Online(isOnline)}</h1></div><div class="actions">{view.Form($"{at}/refresh", Html.Empty, "Refresh")}{view.Form($"{at}/restart", Html.Empty, "Restart pool")}{ShutDown(view, at)}</div></div>
            <nav class="tabs" aria-label="Sections">{Sections.Select(static section => Html.Of($"""<a href="#{section.Id}">{section.Label}</a>"""))}</nav>
            <div class="columns">
            {Pool(view, at, stats)}{Queues(view, at, inspection)}
            </div>
            {Tasks(view, stats, inspection)}
            {Limits(view, at, inspection)}
            <div class="columns">
            {Card("tab-broker", "Broker", Facts(stats["broker"]))}{Card("tab-system", "System", Facts(stats["rusage"]))}
            {Card("tab-config", "Config", Facts(inspection.Answers.GetValueOrDefault("conf")))}{Card("tab-other", "Other", Facts(new JsonObject(stats.Where(static pair => pair.Key is not ("pool" or "broker" or "rusage" or "total")).Select(static pair => KeyValuePair.Create(pair.Key, pair.Value?.DeepClone())))))}
            </div>
            """), isLive: false);
    }

    private static Html ShutDown(PageView view, string at) => view.IsReadOnly ? Html.Empty : Html.Of($"""
        <details class="menu"><summary class="danger">Shut down…</summary><p>The worker takes nothing new and ends when its tasks have ended. It does not come back by itself.</p>{view.Form($"{at}/shutdown", Html.Empty, "Shut it down", "danger")}</details>
        """);

    private static Html Pool(PageView view, string at, JsonObject stats)
    {
        var pool = stats["pool"] as JsonObject ?? [];
        var scale = stats["autoscaler"] as JsonObject;
        var resize = scale is not null
            ? view.Form($"{at}/autoscale", Html.Of($"""<label>Fewest <input name="min" type="number" min="0" value="{scale["min"]?.ToString()}" required></label><label>Most <input name="max" type="number" min="1" value="{scale["max"]?.ToString()}" required></label>"""), "Apply autoscale")
            : Html.Of($"""{view.Form($"{at}/grow", Amount("grow-by"), "Grow")}{view.Form($"{at}/shrink", Amount("shrink-by"), "Shrink")}""");
        return Card("tab-pool", "Pool", Html.Of($"{Facts(new JsonObject(pool.Append(KeyValuePair.Create("pid", stats["pid"])).Append(KeyValuePair.Create("prefetch_count", stats["prefetch_count"])).Select(static pair => KeyValuePair.Create(pair.Key, pair.Value?.DeepClone()))))}{resize}"));
    }

    private static Html Amount(string id) => Html.Of($"""<label for="{id}">Slots</label><input id="{id}" name="n" type="number" min="1" value="1" required>""");

    private static Html Queues(PageView view, string at, WorkerInspection inspection) => Card("tab-queues", "Queues", Html.Of($"""
        <div class="scroll"><table><thead><tr><th scope="col">Name</th><th scope="col">Routing key</th><th scope="col">Durable</th><th scope="col">Exclusive</th><th scope="col">Auto delete</th><th scope="col"><span class="hidden">Actions</span></th></tr></thead>
        <tbody>{(inspection.Answers.GetValueOrDefault("active_queues") as JsonArray ?? []).Select(queue => Queue(view, at, queue))}</tbody></table></div>
        {view.Form($"{at}/add-queue", new Html("<label for=\"new-queue\">New queue</label><input id=\"new-queue\" name=\"queue\" required maxlength=\"255\">"), "Add")}
        """));

    private static Html Queue(PageView view, string at, JsonNode? queue)
    {
        var name = queue?["name"]?.ToString() ?? "";
        return Html.Of($"""
            <tr><th scope="row">{name}</th><td>{Value(queue?["routing_key"])}</td><td>{Value(queue?["durable"])}</td><td>{Value(queue?["exclusive"])}</td><td>{Value(queue?["auto_delete"])}</td><td>{view.Form($"{at}/remove-queue", Html.Of($"""<input type="hidden" name="queue" value="{name}">"""), "Cancel", "danger small")}</td></tr>
            """);
    }

    private static Html Tasks(PageView view, JsonObject stats, WorkerInspection inspection)
    {
        var total = stats["total"] as JsonObject ?? [];
        return Card("tab-tasks", "Tasks", Html.Of($"""
            <h3>Processed</h3>{(total.Count == 0 ? new Html("<p class=\"none\">none yet</p>") : Facts(total))}
            {Running(view, "Active", inspection, "active")}{Running(view, "Reserved", inspection, "reserved")}{Running(view, "Scheduled", inspection, "scheduled")}
            <h3>Revoked</h3>{Ids(view, inspection.Answers.GetValueOrDefault("revoked") as JsonArray ?? [])}
            """));
    }

    private static Html Ids(PageView view, JsonArray ids) => ids.Count == 0
        ? new Html("<p class=\"none\">none</p>")
        : Html.Of($"""<p>{ids.Select(id => Html.Of($"""<a class="mono" href="{view.TaskLink(id?.ToString() ?? "")}">{id?.ToString()}</a> """))}</p>""");

    private static Html Running(PageView view, string title, WorkerInspection inspection, string method)
    {
        var tasks = inspection.Answers.GetValueOrDefault(method) as JsonArray ?? [];
        return tasks.Count == 0 ? Html.Of($"""<h3>{title}</h3><p class="none">none</p>""") : Html.Of($"""
            <h3>{title}</h3><div class="scroll"><table><thead><tr><th scope="col">Name</th><th scope="col">UUID</th><th scope="col">Acknowledged</th><th scope="col">PID</th><th scope="col">args</th><th scope="col">kwargs</th></tr></thead>
            <tbody>{tasks.Select(task => One(view, task?["request"] ?? task))}</tbody></table></div>
            """);
    }

    private static Html One(PageView view, JsonNode? task) => Html.Of($"""
        <tr><td>{Value(task?["name"])}</td><th scope="row"><a class="mono" href="{view.TaskLink(task?["id"]?.ToString() ?? "")}">{task?["id"]?.ToString()}</a></th><td>{Value(task?["acknowledged"])}</td><td>{Value(task?["worker_pid"])}</td><td class="code">{Value(task?["args"])}</td><td class="code">{Value(task?["kwargs"])}</td></tr>
        """);

    private static Html Limits(PageView view, string at, WorkerInspection inspection) => Card("tab-limits", "Limits", Html.Join(
        (inspection.Answers.GetValueOrDefault("registered") as JsonArray ?? []).Select((task, number) => Limit(view, at, task?.ToString() ?? "", $"{number}"))));

    private static Html Limit(PageView view, string at, string task, string number)
    {
        var hidden = Html.Of($"""<input type="hidden" name="task" value="{task.Split(" [", 2)[0]}">""");
        return Html.Of($"""
            <div class="limit"><p><strong>{task}</strong></p>
            {view.Form($"{at}/rate-limit", Html.Of($"""{hidden}<label for="rate-{number}">Rate limit</label><input id="rate-{number}" name="ratelimit" placeholder="10/m, 0 for none" required>"""), "Apply")}
            {view.Form($"{at}/time-limit", Html.Of($"""{hidden}<label for="soft-{number}">Soft (s)</label><input id="soft-{number}" name="soft" type="number" min="0" step="any"><label for="hard-{number}">Hard (s)</label><input id="hard-{number}" name="hard" type="number" min="0" step="any">"""), "Apply")}</div>
            """);
    }

    private static Html Card(string id, string title, Html content) => Html.Of($"""<section class="card" id="{id}" aria-labelledby="{id}-title"><h2 id="{id}-title">{title}</h2>{content}</section>""");

    private static Html Facts(JsonNode? node) => node is JsonObject { Count: > 0 } map
        ? Html.Of($"""<dl>{map.Select(static pair => Html.Of($"<div><dt>{pair.Key}</dt><dd>{Value(pair.Value)}</dd></div>"))}</dl>""")
        : new Html("<p class=\"none\">not told</p>");

    private static string Value(JsonNode? node) => node switch
    {
        null => "–",
        JsonValue value when value.GetValueKind() == JsonValueKind.True => "yes",
        JsonValue value when value.GetValueKind() == JsonValueKind.False => "no",
        JsonValue value => value.ToString(),
        JsonArray list when list.All(static item => item is JsonValue) => list.Count == 0 ? "–" : string.Join(", ", list.Select(static item => item!.ToString())),
        _ => node.ToJsonString(),
    };
}
