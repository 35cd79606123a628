using Microsoft.AspNetCore.Http;

namespace Airflow.Celery.Flower.Pages;

/// <summary>What every page needs to know of the request that it answers.</summary>
internal sealed record PageView
{
    public required HttpRequest Request { get; init; }

    /// <summary>What forms must show.</summary>
    public required string Token { get; init; }

    public bool IsReadOnly { get; init; }

    /// <summary>What came of the last action.</summary>
    public Notice? Notice { get; init; }

    public DateTimeOffset Now { get; init; }

    /// <summary>An address on this site.</summary>
    public string Link(string path) => $"{Request.PathBase}{path}";

    public string WorkerLink(string name) => Link($"/worker/{Uri.EscapeDataString(name)}");

    public string TaskLink(string id) => Link($"/task/{Uri.EscapeDataString(id)}");

    /// <summary>The tasks page with some of the arguments of this one changed; empty ones are left out.</summary>
    public string Changed(string path, params (string Name, string? Value)[] changes)
    {
        var all = Request.Query.Where(pair => !changes.Any(change => change.Name == pair.Key) && pair.Key != "notice").Select(static pair => (Name: pair.Key, Value: (string?)pair.Value))
            .Concat(changes).Where(static pair => !string.IsNullOrEmpty(pair.Value)).Select(static pair => $"{Uri.EscapeDataString(pair.Name)}={Uri.EscapeDataString(pair.Value!)}").ToList();
        return Link(path) + (all.Count > 0 ? $"?{string.Join('&', all)}" : "");
    }

    public string? Query(string name) => (string?)Request.Query[name] is { Length: > 0 } value ? value : null;

    /// <summary>A form that does something, of one button and perhaps some fields.</summary>
    public Html Form(string action, Html fields, string button, string kind = "") => IsReadOnly ? Html.Empty : Html.Of($"""
        <form method="post" action="{Link(action)}" class="action"><input type="hidden" name="{Http.FlowerGate.TokenField}" value="{Token}">{fields}<button type="submit" class="{kind}">{button}</button></form>
        """);
}
